"""A report for a profile, without a trace: every form, by its name or by what the client accepts."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor, to_json
from advisor.report.composing import compose
from advisor.report.formats import FORMATS
from advisor.report.text import as_text
from advisor.stages.profile import read_profile
from api.routes.reports import MEDIA_TYPES

from .conftest import GHENT, JSON, checked_problem

RAW = GHENT.with_name("hardly-answered.json").read_bytes()  # a report on it is soon made


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_report_for_a_profile(client: TestClient, advisor: Advisor, form: str) -> None:
    """The bytes that the functions give, undated; the form asked for by name and by Accept."""
    advice = advisor.advise(read_profile(RAW, advisor.edition), "en")
    expected = {"text": as_text(advice, advisor).encode(), "json": to_json(advice)}
    wanted = expected.get(form) or FORMATS[form].make(compose(advice, advisor))
    kind = MEDIA_TYPES[form]  # type: ignore[index]
    for address, headers in ((f"/v1/report?lang=en&format={form}", {}), ("/v1/report?lang=en", {"Accept": kind})):
        answer = client.post(address, content=RAW, headers={**JSON, **headers})
        assert answer.status_code == 200, answer.text
        assert answer.content == wanted
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-language"] == "en"
        assert ("content-disposition" in answer.headers) == (form in FORMATS)


def test_what_is_refused(client: TestClient) -> None:
    """A form that does not exist, or that the client does not take; a profile with mistakes."""
    checked_problem(client.post("/v1/report?format=exe", content=RAW, headers=JSON), 422)
    checked_problem(client.post("/v1/report", content=RAW, headers={**JSON, "Accept": "image/gif"}), 406)
    strict = {**JSON, "Accept": "text/html"}
    checked_problem(client.post("/v1/report?format=pdf", content=RAW, headers=strict), 406)
    wrong = json.dumps({"answers": {"nothing": 1}})
    checked_problem(client.post("/v1/report?format=pdf", content=wrong, headers=JSON), 422)


@pytest.mark.long
def test_many_ask_at_once(client: TestClient) -> None:
    """More than are made at a time all get their report, and the server answers others meanwhile."""
    profiles = [json.dumps({"name": f"Bedrijf {n}", "answers": {}}) for n in range(6)]

    def asked(profile: str) -> bytes:
        return bytes(client.post("/v1/report?format=pdf", content=profile, headers=JSON).content)

    with ThreadPoolExecutor(max_workers=7) as pool:
        documents = [pool.submit(asked, profile) for profile in profiles]
        assert pool.submit(client.get, "/health").result(timeout=60).status_code == 200
        made = [document.result(timeout=120) for document in documents]
    assert all(raw.startswith(b"%PDF") for raw in made)
    assert len(set(made)) == len(profiles)
    assert made[0] == asked(profiles[0])

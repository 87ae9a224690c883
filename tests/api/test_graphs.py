"""The explanation graph of a profile over HTTP: every format, as the same advice in process gives it."""

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.picture import png as drawing
from advisor.picture.formats import FORMATS
from advisor.stages.profile import read_profile

from .conftest import GHENT, JSON, checked_problem

RAW = GHENT.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_a_profile(client: TestClient, advisor: Advisor, form: str) -> None:
    """Whole and of one recommendation, in both languages, as its media type; nothing is kept of it."""
    for language in ("nl", "en"):
        advice = advisor.advise(read_profile(RAW, advisor.edition), language)  # type: ignore[arg-type]
        for rid in (None, advice.recommendations[0].id):
            asked = {"format": form, "lang": language} | ({"recommendation": rid} if rid else {})
            answer = client.post("/v1/graph", params=asked, content=RAW, headers=JSON)
            wanted = FORMATS[form].write(advice, advisor.edition, rid)
            assert answer.content == (wanted if isinstance(wanted, bytes) else wanted.encode())
            assert answer.headers["content-type"].partition(";")[0] == FORMATS[form].media_type
            assert answer.headers["content-language"] == language
            assert answer.headers["cache-control"] == "no-store"
            if FORMATS[form].binary:
                return  # drawn once is enough


def test_the_form_that_the_client_likes(client: TestClient) -> None:
    """Without ``format`` the Accept header says which; node-link when it says nothing; 406 when it likes none."""
    for accept, wanted in (
        ("*/*", "application/json"),
        ("text/html, image/svg+xml, */*;q=0.5", "image/svg+xml"),
        ("application/ld+json", "application/ld+json"),
        ("image/*", "image/svg+xml"),
    ):
        answer = client.post("/v1/graph", content=RAW, headers={**JSON, "Accept": accept})
        assert answer.headers["content-type"].partition(";")[0] == wanted
    assert "nodes" in client.post("/v1/graph", content=RAW, headers=JSON).json()
    for query in ("", "?format=svg"):
        refused = client.post(f"/v1/graph{query}", content=RAW, headers={**JSON, "Accept": "text/html"})
        assert checked_problem(refused, 406)["errors"][0]["expected"]


def test_what_cannot_be_drawn_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown format, a recommendation that is not given, a picture that is too large, a profile with mistakes."""
    checked_problem(client.post("/v1/graph?format=dot", content=RAW, headers=JSON), 422)
    problem = checked_problem(client.post("/v1/graph?recommendation=win-peopleback", content=RAW, headers=JSON), 404)
    assert problem["errors"][0]["nearest"] == "win-people-back"
    checked_problem(client.post("/v1/graph?format=svg", content=b'{"answers": {"sectr": 1}}', headers=JSON), 422)
    monkeypatch.setattr(drawing, "MOST_PIXELS", 10)
    told = checked_problem(client.post("/v1/graph?format=png", content=RAW, headers=JSON), 422)
    assert "×" in told["errors"][0]["detail"]

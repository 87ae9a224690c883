"""A profile over HTTP gives what the same profile gives in process, to the byte."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor, to_json
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.profile import read_profile

from .conftest import EXAMPLES, JSON


def in_process(raw: bytes, advisor: Advisor, language: Language) -> bytes:
    return to_json(advisor.advise(read_profile(raw, advisor.edition, language), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_same_bytes_as_in_process(client: TestClient, advisor: Advisor, example: Path, language: Language) -> None:
    """For every example, in both languages, asked for either way, the answer is the advice to the byte."""
    raw = example.read_bytes()
    asked = client.post(f"/v1/advice?lang={language}", content=raw, headers=JSON)
    preferred = client.post("/v1/advice", content=raw, headers={**JSON, "Accept-Language": language})
    assert asked.status_code == preferred.status_code == 201
    assert asked.content == preferred.content == in_process(raw, advisor, language)
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["content-language"] == language


def test_there_are_examples() -> None:
    """The examples above are not an empty list."""
    assert len(EXAMPLES) >= 7


def test_an_advice_is_not_kept_by_caches(client: TestClient) -> None:
    """What an organisation told is in no cache, and no browser does anything with it but show it."""
    response = client.post("/v1/advice", content=EXAMPLES[0].read_bytes(), headers=JSON)
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.long
def test_many_at_once_do_not_mix(client: TestClient, advisor: Advisor) -> None:
    """Profiles that come in at the same time each get their own advice."""
    raws = [example.read_bytes() for example in EXAMPLES] * 4
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda raw: client.post("/v1/advice", content=raw, headers=JSON).content, raws))
    assert answers == [in_process(raw, advisor, "nl") for raw in raws]


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/json;v=x"])
def test_json_by_any_spelling(client: TestClient, kind: str) -> None:
    """The type application/json is read, whatever its case and parameters."""
    response = client.post("/v1/advice", content=b'{"answers": {}}', headers={"Content-Type": kind})
    assert response.status_code == 201


def test_an_empty_profile_is_answered(client: TestClient) -> None:
    """A profile that answers nothing gets an advice that recommends nothing, and questions."""
    advice = client.post("/v1/advice", content=b'\xef\xbb\xbf{"answers": {"sector": null}}', headers=JSON).json()
    assert advice["recommendations"] == []
    assert advice["open_questions"]
    assert advice["profile"]["answers"] == {}

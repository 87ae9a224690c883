"""Compare and replay over HTTP: the same as in process, and every mistake with its place."""

import json
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from advisor import __version__
from advisor.advice import Advisor, to_json
from advisor.insight.compare import compare
from advisor.insight.earlier import MAX_BYTES, read_either
from advisor.insight.replay import replay
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.profile import read_profile
from api.routes.compare import LIMITS

from .conftest import EXAMPLES, JSON, checked_problem

GHENT = next(path for path in EXAMPLES if path.stem == "ghent-crm")


@pytest.fixture(scope="module")
def stored(advisor: Advisor) -> bytes:
    """The advice for the company in Ghent."""
    return to_json(advisor.advise(read_profile(GHENT.read_bytes(), advisor.edition)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_compare_is_that_in_process(client: TestClient, advisor: Advisor, stored: bytes, language: Language) -> None:
    """A profile and an advice, each on either side, give the bytes that the function gives, and no cache keeps them."""
    other = EXAMPLES[-1].read_bytes()
    for before, after in ((stored, other), (other, stored), (other, GHENT.read_bytes()), (stored, stored)):
        sides = [json.loads(raw) for raw in (before, after)]
        body = json.dumps(dict(zip(("before", "after"), sides, strict=True)))
        response = client.post(f"/v1/compare?lang={language}", content=body, headers=JSON)
        one, two = (read_either(side, advisor.edition) for side in sides)
        assert response.status_code == 200
        assert response.content == to_json(compare(one, two, advisor, language=language))
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["content-language"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_replay_is_that_in_process(client: TestClient, advisor: Advisor, stored: bytes, language: Language) -> None:
    """The same bytes are the same; other bytes say what differs; the advice itself does not come back."""
    for raw, same in (
        (stored, True),
        (stored.replace(__version__.encode(), b"0.0.9", 1), False),
        (stored + b" ", False),
    ):
        response = client.post(f"/v1/replay?lang={language}", content=raw, headers=JSON)
        assert response.status_code == 200
        assert response.content == to_json(replay(raw, advisor, language))
        assert response.json()["same"] is same
        assert "advice" not in response.json()


def refused(client: TestClient, path: str, raw: bytes, status: int) -> list[str]:
    response = client.post(path, content=raw, headers={**JSON, "Accept-Language": "en"})
    return [error["pointer"] for error in checked_problem(response, status)["errors"]]


def test_mistakes_have_their_side_and_place(client: TestClient, stored: bytes) -> None:
    """Mistakes of both sides come at once, under /before and /after; a misspelt side is named."""
    profile = {"answers": {"sector": "publik", "colour": 1}}
    edited = json.loads(stored)
    edited["profile"]["answers"]["adoption_rate"] = 80
    body = json.dumps({"before": profile, "after": edited}).encode()
    assert refused(client, "/v1/compare", body, 422) == [
        "/before/answers/sector",
        "/before/answers/colour",
        "/after/profile/answers",
    ]
    body = json.dumps({"before": {"receipt": 1}, "aftr": {}}).encode()
    assert refused(client, "/v1/compare", body, 422) == [
        "/aftr",
        "/before/receipt",
        "/before/profile",
        "/before/recommendations",
        "/before/findings",
        "/before/tensions",
        "/after",
    ]
    assert refused(client, "/v1/compare", b"[]", 422) == [""]
    assert refused(client, "/v1/compare", b'{"before": {}, "before": {}}', 400) == [""]
    assert refused(client, "/v1/replay", GHENT.read_bytes(), 422)[0] == "/receipt"
    assert refused(client, "/v1/replay", b"{", 400) == [""]


@pytest.mark.parametrize("path", LIMITS)
def test_advices_may_be_longer_than_profiles(client: TestClient, path: str) -> None:
    """Addresses that take advices take 4 MiB, announced or in chunks, and say so; the others still take 256 KiB."""
    assert MAX_BYTES == 4 * 1024 * 1024
    assert refused(client, path, b"[]".ljust(MAX_BYTES), 422) == [""]

    def chunks() -> Iterator[bytes]:
        for _ in range(MAX_BYTES // 4096 + 1):
            yield b" " * 4096

    for content in (b" " * (MAX_BYTES + 1), chunks()):
        response = client.post(path, content=content, headers={**JSON, "Accept-Language": "en"})
        assert checked_problem(response, 413)["detail"] == "The text is larger than 4096 KiB."
    response = client.post("/v1/advice", content=b" " * 300_000, headers={**JSON, "Accept-Language": "en"})
    assert checked_problem(response, 413)["detail"] == "The text is larger than 256 KiB."


def test_the_limits_are_those_of_addresses_that_exist(client: TestClient) -> None:
    """Every address with a limit of its own is one that the server has."""
    assert LIMITS.keys() <= client.get("/openapi.json").json()["paths"].keys()

"""An advice for those who need less: without the graph, in brief, compressed."""

import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.advice import NO_GRAPH, Advisor, from_json, to_json
from advisor.brief import brief, in_brief
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers
from api.middleware.compression import LEAST, accepts
from tests.conftest import sizes

from .conftest import EXAMPLES, GHENT, JSON, checked_problem

ADVICE = "/v1/advice?store=false"
PLAIN = {**JSON, "Accept-Encoding": "identity"}
CODED = {**JSON, "Accept-Encoding": "gzip"}

# --- without the graph ---


def test_without_the_graph_all_else_is_the_same(client: TestClient) -> None:
    """For every example: the same fields in the same order, with a graph in which nothing stands."""
    for path in EXAMPLES:
        raw = path.read_bytes()
        whole, less = (client.post(f"{ADVICE}{more}", content=raw, headers=JSON) for more in ("", "&graph=false"))
        assert less.status_code == whole.status_code == 200
        expected = {**whole.json(), "graph": json.loads(to_json(NO_GRAPH))}
        assert list(less.json().items()) == list(expected.items())
        assert from_json(less.content).graph == NO_GRAPH
        assert client.post(f"{ADVICE}&graph=true", content=raw, headers=JSON).content == whole.content


# --- in brief ---


@pytest.mark.parametrize("count", sizes(60, 1_000))
def test_in_brief_the_same_is_recommended(advisor: Advisor, count: int) -> None:
    """Made without the rest of an advice, or from the whole of it: the same, over made-up organisations."""
    for share in (0.0, 1 / 3, 0.9):
        for answers in sample_answers(advisor.edition, count // 3 + 1, seed=38, missing=share):
            profile = Profile(answers)
            assert brief(profile, advisor, "en") == in_brief(advisor.advise(profile, "en"))


def test_in_brief_over_http(client: TestClient, advisor: Advisor) -> None:
    """The receipt and the recommendations: ids, places and scores; each folded one after what it is under."""
    for path in EXAMPLES:
        raw = path.read_bytes()
        whole = client.post(ADVICE, content=raw, headers=JSON).json()
        told = client.post(f"{ADVICE}&detail=brief", content=raw, headers=JSON)
        assert told.content == to_json(brief(read_profile(raw, advisor.edition), advisor, "nl"))
        assert told.headers["content-type"] == "application/vnd.advisor.brief+json"
        assert list(told.json()) == ["receipt", "recommendations"]
        assert told.json()["receipt"] == whole["receipt"]
        expected = []
        for shown in whole["recommendations"]:
            expected += [{**shown, "under": None}, *({**folded, "under": shown["id"]} for folded in shown["folded"])]
        names = ("id", "rank", "phase", "verdict", "score", "under")
        assert told.json()["recommendations"] == [{name: one[name] for name in names} for one in expected]


def test_who_accepts_only_the_brief_type_gets_it(client: TestClient) -> None:
    """The media type says as much as the parameter; asked for outright, it does not matter what else is accepted."""
    raw = GHENT.read_bytes()
    kinds = ("application/vnd.advisor.brief+json", "application/json", "*/*")
    answers = [client.post(f"{ADVICE}&detail=brief", content=raw, headers={**JSON, "Accept": kind}) for kind in kinds]
    answers.append(client.post(ADVICE, content=raw, headers={**JSON, "Accept": kinds[0]}))
    assert {(answer.headers["content-type"], answer.content) for answer in answers} == {(kinds[0], answers[0].content)}
    whole = [client.post(ADVICE, content=raw, headers={**JSON, "Accept": kind}) for kind in kinds[1:]]
    assert {answer.headers["content-type"] for answer in whole} == {"application/json"}


def test_the_whole_is_saved_whatever_is_shown(fresh: TestClient) -> None:
    """Saved advice has its graph; the same request again gives as much as that one asks for, of the same advice."""
    raw, ids = GHENT.read_bytes(), set()
    whole = fresh.post(ADVICE, content=raw, headers=JSON).content
    for number, query in enumerate(("", "?graph=false", "?detail=brief", "?detail=full&graph=true")):
        keyed = {**JSON, "Idempotency-Key": f"shortened-{number}"}
        first, again = (fresh.post(f"/v1/advice{query}", content=raw, headers=keyed) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.content == again.content
        assert again.headers["idempotent-replay"] == "true"
        assert fresh.get(first.headers["location"]).content == whole
        unsaved = fresh.post(f"{ADVICE}&{query.removeprefix('?')}".rstrip("&"), content=raw, headers=JSON)
        assert unsaved.content == first.content
        other = fresh.post("/v1/advice", content=raw, headers=keyed)
        assert other.content == whole
        ids |= {first.headers["location"], again.headers["location"], other.headers["location"]}
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("query", "near"),
    [("grap=false", "graph"), ("details=brief", "detail"), ("detail=bref", "brief"), ("graph=n!", None)],
)
def test_what_is_not_known_is_refused(client: TestClient, query: str, near: str | None) -> None:
    """What is nearly the name or the value that was meant is named; so are the values that there are."""
    answer = client.post(f"{ADVICE}&{query}&lang=en", content=GHENT.read_bytes(), headers=JSON)
    problem = checked_problem(answer, 422)
    assert [entry["nearest"] for entry in problem["errors"]] == [near]
    if query.startswith("detail="):
        assert "brief" in problem["errors"][0]["expected"]


# --- compressed ---


def raw_of(client: TestClient, method: str, url: str, **given: Any) -> tuple[dict[str, str], bytes]:
    """The headers of an answer, and its bytes as they are sent."""
    with client.stream(method, url, **given) as answer:
        return dict(answer.headers), b"".join(answer.iter_raw())


def test_what_is_compressed_is_the_same_advice(client: TestClient) -> None:
    """A fifth of the bytes, or nearly; unpacked, those of the answer that is not compressed."""
    raw = GHENT.read_bytes()
    plain, whole = raw_of(client, "POST", ADVICE, content=raw, headers=PLAIN)
    coded, packed = raw_of(client, "POST", ADVICE, content=raw, headers=CODED)
    assert gzip.decompress(packed) == whole
    assert len(packed) < len(whole) / 4
    assert coded["content-encoding"] == "gzip"
    assert int(coded["content-length"]) == len(packed)
    assert "content-encoding" not in plain
    assert {*plain["vary"].split(", ")} == {*coded["vary"].split(", ")} == {"Accept-Language", "Accept-Encoding"}


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("GZIP", True),
        ("*", True),
        ("", False),
        ("br, zstd", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip;q=0.001", True),
        ("notgzip", False),
        ("gzip;q=nonsense", False),
    ],
)
def test_compressed_where_the_client_accepts_it(client: TestClient, header: str, wanted: bool) -> None:
    """As RFC 9110 reads the header, and no other way."""
    headers, _ = raw_of(client, "GET", "/v1/rules", headers={"Accept-Encoding": header})
    assert (headers.get("content-encoding") == "gzip") is wanted is accepts(header)


def test_a_tag_names_the_bytes_that_are_sent(client: TestClient) -> None:
    """Strong without compression, weak with it; either is known again, and 304 says too that the coding counts."""
    plain, whole = raw_of(client, "GET", "/v1/rules", headers={"Accept-Encoding": "identity"})
    coded, packed = raw_of(client, "GET", "/v1/rules", headers={"Accept-Encoding": "gzip"})
    assert coded["etag"] == f"W/{plain['etag']}"
    assert gzip.decompress(packed) == whole
    for tag in (plain["etag"], coded["etag"]):
        for coding in ("gzip", "identity"):
            answer = client.get("/v1/rules", headers={"Accept-Encoding": coding, "If-None-Match": tag})
            assert (answer.status_code, answer.content) == (304, b"")
            assert "Accept-Encoding" in answer.headers["vary"]


def test_head_says_what_get_would(client: TestClient) -> None:
    """The same headers, and nothing behind them."""
    for coding in ("gzip", "identity"):
        asked, _ = raw_of(client, "GET", "/v1/rules", headers={"Accept-Encoding": coding})
        headers, content = raw_of(client, "HEAD", "/v1/rules", headers={"Accept-Encoding": coding})
        assert content == b""
        varying = ("x-request-id", "date")
        assert {k: v for k, v in headers.items() if k not in varying} == {
            k: v for k, v in asked.items() if k not in varying
        }


def test_a_saved_advice_and_a_replay_are_compressed_too(keep: Callable[..., str], fresh: TestClient) -> None:
    """Read back and asked for again they are, unpacked, byte for byte what was saved."""
    place = f"/v1/advice/{keep()}"
    _, whole = raw_of(fresh, "GET", place, headers={"Accept-Encoding": "identity"})
    headers, packed = raw_of(fresh, "GET", place, headers={"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == whole
    keyed = {**CODED, "Idempotency-Key": "compressed-twice"}
    _, first = raw_of(fresh, "POST", "/v1/advice", content=GHENT.read_bytes(), headers=keyed)
    headers, again = raw_of(fresh, "POST", "/v1/advice", content=GHENT.read_bytes(), headers=keyed)
    assert headers["idempotent-replay"] == "true"
    assert first == again
    assert gzip.decompress(again) == whole


def test_rows_of_a_batch_come_as_they_are_made(client: TestClient) -> None:
    """Of an answer in parts each part can be unpacked when it is there, and all together are the rows."""
    body = b"\n".join(json.dumps(json.loads(path.read_bytes())).encode() for path in EXAMPLES)
    given = {"content": body, "headers": {"Content-Type": "application/x-ndjson", "Accept-Encoding": "gzip"}}
    plain = client.post("/v1/batch", content=body, headers={**given["headers"], "Accept-Encoding": "identity"})
    assert plain.status_code == 200, plain.text
    unpacking, rows = zlib.decompressobj(16 + zlib.MAX_WBITS), b""
    with client.stream("POST", "/v1/batch", **given) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "content-length" not in answer.headers
        for part in answer.iter_raw():
            rows += unpacking.decompress(part)
    assert unpacking.eof
    assert rows == plain.content


def test_what_is_small_or_a_page_is_left_as_it_is(client: TestClient) -> None:
    """What fits in one packet; a page, which may hold what only its reader may see beside what others chose."""
    for url in ("/health", "/", "/knowledge", "/v1/advice?store=false&detail=unknown"):
        method = "POST" if "advice" in url else "GET"
        headers, content = raw_of(client, method, url, headers={**CODED, "Accept": "*/*"}, content=b"{}")
        assert "content-encoding" not in headers, url
        assert len(content) < LEAST or not url.startswith(("/v1", "/health"))

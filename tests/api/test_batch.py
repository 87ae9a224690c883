"""Many profiles over HTTP: each gives what it gives alone, in order, and a bad one costs one row."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.library.wording import LANGUAGES, Language
from api.routes import batch
from tests.conftest import with_folded

from .conftest import EXAMPLES, JSON, checked_problem

JSON_LINES = {"Content-Type": "application/jsonl"}
CSV = {"Content-Type": "text/csv"}
BAD = b'{"answers": {"sectr": "public", "employee_count": 0}}'


def raws() -> list[bytes]:
    """The examples, with a bad profile and an unreadable one among them."""
    compact = [json.dumps(json.loads(path.read_bytes()), ensure_ascii=False).encode() for path in EXAMPLES]
    return [*compact[:2], BAD, *compact[2:], b'{"answers": ']


def alone(client: TestClient, raw: bytes, language: Language) -> bytes | None:
    response = client.post(f"/v1/advice?lang={language}&store=false", content=raw, headers=JSON)
    return response.content if response.status_code == 200 else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["application/jsonl", "application/x-ndjson"])
def test_each_line_is_the_single_run(client: TestClient, kind: str, language: Language) -> None:
    """Line by line, in the order of the input: the advice to the byte, or the mistakes of that row."""
    content = b"\xef\xbb\xbf" + b"\r\n\r\n".join(raws())
    response = client.post(f"/v1/batch?lang={language}", content=content, headers={"Content-Type": kind})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.headers["content-language"] == language
    assert response.headers["cache-control"] == "no-store"
    lines = response.content.split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == len(raws())
    for number, (raw, line) in enumerate(zip(raws(), lines, strict=True), 1):
        start = b'{"row":%d,"place":"profiles.jsonl:%d",' % (number, 2 * number - 1)
        advice = alone(client, raw, language)
        if advice is not None:
            assert line == start + b'"advice":' + advice.removesuffix(b"\n") + b"}"
        else:
            assert line.startswith(start + b'"mistakes":[{')
    assert [json.loads(line)["row"] for line in lines if b'"mistakes"' in line] == [3, len(raws())]
    pointers = [m["pointer"] for m in json.loads(lines[2])["mistakes"]]
    assert pointers == ["/answers/sectr", "/answers/employee_count"]


def test_a_json_array_is_the_same(client: TestClient) -> None:
    """An array of profiles gives the same advices, each with its place in it; an item that is none costs a row."""
    items = [*raws()[:-1], b"7", b'{"answers": {}, "answers": {}}', b'{"answers": {"adoption_rate": NaN}}']
    content = b" [\n" + b" ,\t".join(items) + b"\n] "
    lines = client.post("/v1/batch", content=content, headers=JSON).content.splitlines()
    assert [json.loads(line)["place"] for line in lines] == [f"/{n}" for n in range(len(items))]
    for raw, line in zip(items, lines, strict=True):
        advice = alone(client, raw, "nl")
        assert (b'"mistakes":[' in line) == (advice is None)
        assert advice is None or line.endswith(b'"advice":' + advice.removesuffix(b"\n") + b"}")
    assert client.post("/v1/batch", content=b"[]", headers=JSON).content == b""


def test_a_table_in_and_out(client: TestClient) -> None:
    """CSV is read as the command reads it, and written with a row for each recommendation when that is asked for."""
    header = "reference;initiative_framing;sector;employee_count;customer_groups"
    table = f"{header}\nr1;it_project;private;35;[]\nr2;;x;3,5;b2b;b2c\nr3;;public;;\n"
    response = client.post("/v1/batch?lang=en", content=table.encode(), headers={**CSV, "Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert response.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert list(dict.fromkeys(row["row"] for row in rows)) == ["1", "2", "3"]
    assert {row["row"] for row in rows if row["mistakes"]} == {"2"}
    answers = {"initiative_framing": "it_project", "sector": "private", "employee_count": 35, "customer_groups": []}
    single = {"reference": "r1", "answers": answers}
    lines = client.post("/v1/batch?lang=en", content=table.encode(), headers=CSV).content.splitlines()
    advice = alone(client, json.dumps(single).encode(), "en")
    assert advice is not None
    assert lines[0].endswith(b'"advice":' + advice.removesuffix(b"\n") + b"}")
    given = [r["id"] for r in with_folded(json.loads(advice)["recommendations"])]
    assert given
    assert [row["recommendation"] for row in rows if row["row"] == "1"] == given


@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1252", "utf-16"])
def test_a_table_as_excel_writes_it(encoding: str, client: TestClient) -> None:
    """What is sent is read again from where its text begins, in every encoding of Excel."""
    table = "name;sector;employee_count\r\nCafé Zoë;public;35\r\n"
    (line,) = client.post("/v1/batch", content=table.encode(encoding), headers=CSV).content.splitlines()
    assert json.loads(line)["advice"]["profile"]["name"] == "Café Zoë"


def test_a_portfolio_counts_them(client: TestClient) -> None:
    """The portfolio tells how many of these organisations are given each finding and recommendation."""
    sent = raws() * 4
    response = client.post("/v1/portfolio?lang=en", content=b"\n".join(sent), headers=JSON_LINES)
    assert response.headers["content-type"] == "application/json"
    portfolio = response.json()
    given: list[str] = []
    for raw in raws():
        advice = json.loads(alone(client, raw, "en") or b"{}")
        given += [r["id"] for r in with_folded(advice.get("recommendations", []))] * 4
    everybody = 4 * len(EXAMPLES)
    assert (portfolio["organisations"], portfolio["with_mistakes"]) == (everybody, len(sent) - everybody)
    counted = {e["id"]: e["count"] for e in portfolio["entries"] if e["kind"] == "recommendation"}
    assert counted == {rid: given.count(rid) for rid in given if given.count(rid) <= everybody - portfolio["least"]}
    assert len(counted) > 10


def test_a_portfolio_of_few_tells_nothing(client: TestClient) -> None:
    """Of three organisations no number is shown, not even that there are three."""
    content = b"\n".join(EXAMPLES[0].read_bytes().replace(b"\n", b" ") for _ in range(3))
    portfolio = client.post("/v1/portfolio?lang=en", content=content, headers=JSON_LINES).json()
    assert (portfolio["organisations"], portfolio["splits"], portfolio["entries"]) == (None, [], [])


@pytest.mark.parametrize("address", ["/v1/batch", "/v1/portfolio"])
@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("application/json", b'{"answers": {}}', 400),
        ("application/json", b"[{},", 400),
        ("application/json", b"[{}] x", 400),
        ("application/json", b"[{} {}]", 400),
        ("application/json", b"[,]", 400),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b"\xff", 400),
        ("text/csv", b"", 422),
        ("text/csv", b"sectr;employee_count;country\npublic;1;BE\n", 422),
        ("text/csv", b"sector;sector\npublic;public\n", 422),
        ("text/plain", b"{}", 415),
        ("application/x-www-form-urlencoded", b"sector=public", 415),
    ],
)
def test_what_is_wrong_with_the_whole(client: TestClient, address: str, kind: str, content: bytes, status: int) -> None:
    """A request that cannot be read as a whole is refused as one, before any row, in both languages."""
    for language in LANGUAGES:
        asked = {"Content-Type": kind, "Accept-Language": language}
        problem = checked_problem(client.post(address, content=content, headers=asked), status)
        assert "profiles." not in json.dumps(problem)


def test_a_form_that_is_not_written(client: TestClient) -> None:
    """Who accepts no lines and no table is told which there are."""
    problem = checked_problem(client.post("/v1/batch", content=b"", headers={**JSON_LINES, "Accept": "text/html"}), 406)
    assert problem["errors"][0]["expected"] == "application/x-ndjson, application/jsonl, text/csv"


@pytest.mark.parametrize("address", ["/v1/batch", "/v1/portfolio"])
def test_too_many_profiles(client: TestClient, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One profile more than may be is refused with what to do instead; as many as may be are answered."""
    assert batch.MAX_ROWS == 10_000
    monkeypatch.setattr(batch, "MAX_ROWS", 3)
    for kind, most, more in (
        (JSON_LINES, b"{}\n\n{}\n{}\n", b"{}\n"),
        (JSON, b"[{},{},{}]", b""),
        (CSV, b"sector\npublic\npublic\npublic\n", b"public\n"),
    ):
        assert client.post(address, content=most, headers=kind).status_code == 200
        content = most + more if more else b"[{},{},{},{}]"
        problem = checked_problem(client.post(f"{address}?lang=en", content=content, headers=kind), 413)
        assert "advisor batch" in problem["errors"][0]["expected"]
    checked_problem(client.post(address, content=b"{}\n" * 4, headers=JSON_LINES), 413)


@pytest.mark.parametrize("announced", [True, False])
def test_too_many_bytes(client: TestClient, announced: bool) -> None:
    """More than 32 MiB is refused, announced or not, with what to do instead; the other addresses take no more."""
    block = (b" " * 1023 + b"\n") * 1024

    def blocks() -> Iterator[bytes]:
        yield from [block] * 32
        yield b" "

    content: Any = block * 32 + b" " if announced else blocks()
    problem = checked_problem(client.post("/v1/batch?lang=en", content=content, headers=JSON_LINES), 413)
    assert "advisor batch" in problem["errors"][0]["expected"]
    assert client.post("/v1/batch", content=block * 32, headers=JSON_LINES).content == b""
    checked_problem(client.post("/v1/advice", content=block, headers=JSON), 413)


def test_a_row_is_bounded(client: TestClient) -> None:
    """A profile larger than a single run takes costs its own row, in every form."""
    big = b'{"name": "' + b"x" * 300_000 + b'", "answers": {}}'
    small = b'{"answers": {}}'
    for kind, content in ((JSON_LINES, big + b"\n" + small), (JSON, b"[" + big + b"," + small + b"]")):
        lines = client.post("/v1/batch", content=content, headers=kind).content.splitlines()
        assert [b'"mistakes"' in line for line in lines] == [True, False]


def test_nothing_is_left_behind(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent stands in a temporary file while it is answered, and not after, refused or not."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for content in (raws()[0], b"\n".join(raws())):
        assert client.post("/v1/batch", content=content, headers=JSON_LINES).status_code == 200
    checked_problem(client.post("/v1/batch", content=b"[", headers=JSON), 400)
    assert list(tmp_path.iterdir()) == []

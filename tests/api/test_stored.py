"""Advices over HTTP that are kept: read back, listed, compared, made again, followed, deleted; on both databases."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor, from_json, to_json
from advisor.picture.formats import FORMATS
from advisor.report.composing import compose
from advisor.report.formats import FORMATS as DOCUMENTS
from advisor.report.text import as_text
from advisor.stages.profile import read_profile
from advisor.store.database import Store
from tests.conftest import with_folded
from tests.store.conftest import ON_SQLITE

from .conftest import EXAMPLES, GHENT, JSON, checked_problem

Keep = Callable[..., str]
RAW = GHENT.read_bytes()
SMALL = GHENT.with_name("hardly-answered.json")  # a report on it is soon made
GONE = "0" * 32


def put(client: TestClient, advice_id: str, rid: str, body: Any, **more: Any) -> Any:
    place = f"/v1/advice/{advice_id}/recommendations/{rid}/status"
    return client.put(place, content=json.dumps(body), headers={**JSON, "Accept-Language": "en"}, **more)


def rids(client: TestClient, advice_id: str) -> list[str]:
    return [item["id"] for item in with_folded(client.get(f"/v1/advice/{advice_id}").json()["recommendations"])]


def test_what_is_kept_comes_back_to_the_byte(fresh: TestClient, advisor: Advisor) -> None:
    """The answer, the advice read back and the one made in process are the same bytes; id and time are in headers."""
    made = fresh.post("/v1/advice?lang=en", content=RAW, headers=JSON)
    assert made.status_code == 201
    place = made.headers["location"]
    back = fresh.get(place)
    assert back.content == made.content == to_json(advisor.advise(read_profile(RAW, advisor.edition), "en"))
    assert place.rpartition("/")[2].encode() not in made.content
    assert back.headers["etag"] == made.headers["etag"]
    assert back.headers["last-modified"] == made.headers["last-modified"]
    assert back.headers["content-language"] == "en"
    assert back.headers["cache-control"] == "no-store"
    same = fresh.get(place, headers={"If-None-Match": back.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert fresh.get(f"{place}/report?format=json").content == back.content


def test_without_a_trace(fresh: TestClient) -> None:
    """With store=false the same advice is 200, and neither the list nor the audit log knows of it."""
    answer = fresh.post("/v1/advice?store=false", content=RAW, headers={**JSON, "Idempotency-Key": "k"})
    assert answer.status_code == 200
    assert "location" not in answer.headers
    assert answer.content == fresh.post("/v1/advice", content=RAW, headers=JSON).content
    assert len(fresh.get("/v1/advice").json()["items"]) == 1
    assert len(fresh.get("/v1/audit").json()["items"]) == 1


def test_pages_follow_each_other(fresh: TestClient, keep: Keep) -> None:
    """The list is newest first; the links lead through all of it, once each, also when one is kept meanwhile."""
    kept = [keep(n % len(EXAMPLES)) for n in range(7)]
    found, address, pages = [], "/v1/advice?limit=3", 0
    while address:
        answer = fresh.get(address)
        found += [item["id"] for item in answer.json()["items"]]
        link = answer.headers.get("link", "")
        assert bool(link) == bool(answer.json()["next"])
        address = link.partition("<")[2].partition(">")[0]
        assert link == (f'<{address}>; rel="next"' if link else "")
        pages += 1
        keep()
    assert (found, pages) == (kept[::-1], 3)


def test_a_list_of_one_reference(fresh: TestClient, keep: Keep) -> None:
    """Only the advices of a reference, and the next page stays with it; a reference nobody has gives none."""
    profile = {**json.loads(RAW), "reference": 'a&b="ë>'}
    for _ in range(2):
        assert fresh.post("/v1/advice", content=json.dumps(profile), headers=JSON).status_code == 201
    keep(1)
    page = fresh.get("/v1/advice", params={"reference": profile["reference"], "limit": 1})
    assert page.json()["items"][0]["reference"] == profile["reference"]
    rest = fresh.get(page.headers["link"].partition("<")[2].partition(">")[0])
    assert [item["reference"] for item in rest.json()["items"]] == [profile["reference"]]
    assert "link" not in rest.headers
    assert fresh.get("/v1/advice?reference=nobody").json() == {"items": [], "next": None}


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=%00", "cursor=" + "A" * 999])
def test_a_page_that_cannot_be_is_refused(fresh: TestClient, query: str) -> None:
    """A wrong limit or cursor is 422."""
    checked_problem(fresh.get(f"/v1/advice?{query}"), 422)


def test_made_again_on_the_knowledge_of_now(fresh: TestClient, keep: Keep) -> None:
    """A re-run is a new advice of the same series, in the same language unless another is asked for."""
    first = keep()
    again = fresh.post(f"/v1/advice/{first}/rerun", headers={"Accept-Language": "en"})
    assert again.status_code == 201
    assert again.content == fresh.get(f"/v1/advice/{first}").content
    other = fresh.post(f"/v1/advice/{first}/rerun?lang=en")
    assert other.headers["content-language"] == "en"
    items = fresh.get("/v1/advice").json()["items"]
    assert len(items) == 3
    assert {item["series"] for item in items} == {first}


def test_compared_with_an_earlier_one(fresh: TestClient) -> None:
    """By default with the one before of the same reference; else with the one that is named, of the same series."""
    profile = {**json.loads(RAW), "reference": "r"}
    ids = []
    for rate in (20, 60, 90):
        changed = {**profile, "answers": {**profile["answers"], "adoption_rate": rate}}
        made = fresh.post("/v1/advice", content=json.dumps(changed), headers=JSON)
        ids.append(made.headers["location"].rpartition("/")[2])
    place = f"/v1/advice/{ids[2]}/comparison"
    for query, before in (("", "60 %"), (f"?with={ids[0]}", "20 %")):
        (answer,) = fresh.get(place + query).json()["answers"]
        assert (answer["attribute"], answer["before"], answer["after"]) == ("adoption_rate", before, "90 %")
    checked_problem(fresh.get(f"/v1/advice/{ids[0]}/comparison"), 404)
    checked_problem(fresh.get(f"{place}?with={GONE}"), 404)
    stranger = fresh.post("/v1/advice", content=b'{"answers": {}}', headers=JSON).headers["location"].rpartition("/")[2]
    checked_problem(fresh.get(f"{place}?with={stranger}"), 422)


@ON_SQLITE
def test_the_faces_of_an_advice(fresh: TestClient, keep: Keep, advisor: Advisor) -> None:
    """Graph, report, why and why not are those of the same advice in process."""
    place = f"/v1/advice/{keep(EXAMPLES.index(SMALL))}"
    raw, profile = fresh.get(place).content, SMALL.read_bytes()
    advice = from_json(raw)
    for form, known in FORMATS.items():
        for rid in (None, advice.recommendations[0].id):
            answer = fresh.get(f"{place}/graph", params={"format": form} | ({"recommendation": rid} if rid else {}))
            wanted = known.write(advice, advisor.edition, rid)
            assert answer.content == (wanted if isinstance(wanted, bytes) else wanted.encode())
            assert answer.headers["content-type"].partition(";")[0] == known.media_type
    assert fresh.get(f"{place}/report").text == as_text(advice, advisor)
    kept = fresh.get("/v1/advice").json()["items"][0]["created"]
    report = compose(advice, advisor, datetime.fromisoformat(kept))
    for form, document in DOCUMENTS.items():
        answer = fresh.get(f"{place}/report?format={form}")
        assert answer.content == document.make(report)
        assert answer.headers["content-disposition"] == (
            f'attachment; filename="advies-Nauwelijks-ingevuld.{document.ending}"'
        )
        assert fresh.get(f"{place}/report", headers={"Accept": document.media_type}).content == answer.content
        again = fresh.get(f"{place}/report?format={form}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
    given = advice.recommendations[0].id
    asked = fresh.post(f"/v1/why/{given}", content=profile, headers=JSON)
    assert fresh.get(f"{place}/recommendations/{given}/why").content == asked.content
    away = next(rid for rid in advisor.edition.recommendations if rid not in {r.id for r in advice.recommendations})
    asked = fresh.post(f"/v1/why-not/{away}", content=profile, headers=JSON)
    assert fresh.get(f"{place}/why-not/{away}").content == asked.content
    for path in (f"why-not/{given}x", f"recommendations/{given}x/why"):
        assert checked_problem(fresh.get(f"{place}/{path}"), 404)["errors"][0]["nearest"] == given
    checked_problem(fresh.get(f"{place}/recommendations/{away}/why"), 404)
    checked_problem(fresh.get(f"{place}/graph?format=dot"), 422)
    checked_problem(fresh.get(f"{place}/graph?recommendation={away}"), 404)
    assert checked_problem(fresh.get(f"{place}/graph?recommendation={given}x"), 404)["errors"][0]["nearest"] == given
    checked_problem(fresh.get(f"{place}/graph?format=graphml", headers={"Accept": "application/json"}), 406)


def test_reasons_of_other_knowledge_are_refused(fresh: TestClient, keep: Keep, store: Store) -> None:
    """Why is not answered from knowledge that is not that of the advice: 409; the advice itself still comes back."""
    place = f"/v1/advice/{keep()}"
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE advices SET knowledge_sha256 = '{'0' * 64}'")
    rid = fresh.get(place).json()["recommendations"][0]["id"]
    for path in (f"recommendations/{rid}/why", f"why-not/{rid}", "graph?format=svg", "graph?format=prov"):
        checked_problem(fresh.get(f"{place}/{path}"), 409)
    assert fresh.get(f"{place}/graph?format=mermaid").status_code == 200
    assert fresh.get(f"{place}/report").status_code == 200
    for form in DOCUMENTS:
        problem = checked_problem(fresh.get(f"{place}/report?format={form}"), 409)
        assert "/rerun" in problem["errors"][0]["expected"]


def test_a_status_survives(fresh: TestClient, keep: Keep) -> None:
    """A status is open until it is set, and holds for the advices that come after in the series."""
    first = keep()
    rid, other = rids(fresh, first)[:2]
    assert fresh.get(f"/v1/advice/{first}/recommendations/{rid}/status").json()["status"] == "open"
    said = put(fresh, first, rid, {"status": "rejected", "reason": "No budget."}).json()
    assert (said["status"], said["note"], said["reason"]) == ("rejected", "No budget.", "No budget.")
    assert (said["who"], said["rank"]) == ("local", 1)
    second = fresh.post(f"/v1/advice/{first}/rerun").headers["location"].rpartition("/")[2]
    assert fresh.get(f"/v1/advice/{second}/recommendations/{rid}/status").json() == said
    listed = {
        item["recommendation"]: item["status"] for item in fresh.get(f"/v1/advice/{second}/statuses").json()["items"]
    }
    assert list(listed) == rids(fresh, second)
    assert (listed[rid], listed[other]) == ("rejected", "open")


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"status": "rejected"}, ["/note"]),
        ({"status": "rejected", "reason": " "}, ["/reason"]),
        ({"status": "rejected", "reason": "x" * 1001}, ["/reason"]),
        ({"status": "rejected", "note": "x" * 1001, "owner": "x" * 201, "due": "x"}, ["/note", "/owner", "/due"]),
        ({"status": "done", "note": "a", "reason": "a"}, ["/reason"]),
        ({"status": "gedaan"}, ["/status"]),
        ({"status": None}, ["/status"]),
        ({"status": 1, "reason": [], "due": 2026}, ["/status", "/reason", "/due"]),
        ({"reasn": "x"}, ["/reasn", "/status"]),
        ([], [""]),
    ],
)
def test_a_status_that_cannot_be_is_refused(fresh: TestClient, keep: Keep, body: Any, pointers: list[str]) -> None:
    """Every mistake in a status has its place, and nothing is kept of it."""
    kept = keep()
    rid = rids(fresh, kept)[0]
    errors = checked_problem(put(fresh, kept, rid, body), 422)["errors"]
    assert [error["pointer"] for error in errors] == pointers
    assert fresh.get(f"/v1/advice/{kept}/recommendations/{rid}/status").json()["changed"] is None
    error = checked_problem(put(fresh, kept, f"{rid}x", {"status": "accepted"}), 404)["errors"][0]
    assert error["nearest"] == rid


def test_a_status_has_an_owner_a_day_and_a_history(fresh: TestClient, keep: Keep) -> None:
    """What is sent stands until another is, null takes it away; the history has every change, page by page."""
    kept = keep()
    rid = rids(fresh, kept)[0]
    place = f"/v1/advice/{kept}/recommendations/{rid}/status"
    whole = {"status": "accepted", "note": "Together.", "owner": "Ann", "due": "2026-09-30"}
    assert put(fresh, kept, rid, whole).json().items() >= whole.items()
    carried = put(fresh, kept, rid, {"status": "postponed"}).json()
    assert (carried["owner"], carried["due"], carried["note"]) == ("Ann", "2026-09-30", None)
    last = put(fresh, kept, rid, {"status": "done", "owner": None, "due": None}).json()
    assert (last["owner"], last["due"], last["status"]) == (None, None, "done")
    assert put(fresh, kept, rid, {"status": "done"}).json() == last == fresh.get(place).json()
    first = fresh.get(f"{place}/history?limit=2")
    assert [one["status"] for one in first.json()["items"]] == ["done", "postponed"]
    (link,) = re.findall(r'<([^>]*)>; rel="next"', first.headers["link"])
    rest = fresh.get(link).json()
    assert [one["note"] for one in rest["items"]] == ["Together."]
    assert rest["next"] is None
    checked_problem(fresh.get(f"/v1/advice/{kept}/recommendations/x/status/history"), 404)
    assert fresh.get(f"/v1/advice/{kept}/recommendations/{rids(fresh, kept)[1]}/status/history").json()["items"] == []


def test_what_needs_something_rejected_says_so(fresh: TestClient, keep: Keep) -> None:
    """For each recommendation what it needs, also through what it needs, that was rejected."""
    kept = keep()
    items = with_folded(fresh.get(f"/v1/advice/{kept}").json()["recommendations"])
    needed = next(need for item in items for need in item["needs"])
    direct = {item["id"] for item in items if needed in item["needs"]}
    put(fresh, kept, needed, {"status": "rejected", "note": "Too dear."})
    found = {one["recommendation"]: one for one in fresh.get(f"/v1/advice/{kept}/statuses").json()["items"]}
    assert all(found[rid]["needs_rejected"] == [needed] for rid in direct)
    assert found[needed]["needs_rejected"] == []


def test_statuses_stand_in_reports_and_in_a_comparison(fresh: TestClient, keep: Keep) -> None:
    """A report says them once there are any; a comparison says those of both pieces of advice."""
    first = keep()
    before = fresh.get(f"/v1/advice/{first}/report").text
    rid = rids(fresh, first)[0]
    put(fresh, first, rid, {"status": "done", "owner": "Ann Peeters", "note": "In April."})
    after = fresh.get(f"/v1/advice/{first}/report").text
    assert "Ann Peeters" not in before
    assert all(part in after for part in ("Ann Peeters", "In April."))
    second = fresh.post(f"/v1/advice/{first}/rerun").headers["location"].rpartition("/")[2]
    compared = fresh.get(f"/v1/advice/{second}/comparison").json()["statuses"]
    assert [(one["recommendation"], one["status"], one["owner"]) for one in compared] == [(rid, "done", "Ann Peeters")]
    body = {"before": json.loads(RAW), "after": json.loads(RAW)}
    assert fresh.post("/v1/compare", json=body).json()["statuses"] == []


def test_deleted_for_good(fresh: TestClient, keep: Keep) -> None:
    """After DELETE nothing of the advice answers; the audit log keeps that it happened, and no more."""
    kept = keep()
    rid = rids(fresh, kept)[0]
    put(fresh, kept, rid, {"status": "accepted"})
    assert fresh.delete(f"/v1/advice/{kept}").status_code == 204
    place = f"/v1/advice/{kept}"
    paths = ["", "/graph", "/report", "/comparison", "/statuses", f"/recommendations/{rid}/status"]
    for path in [*paths, f"/recommendations/{rid}/why", f"/why-not/{rid}"]:
        checked_problem(fresh.get(place + path), 404)
    checked_problem(fresh.delete(place), 404)
    checked_problem(fresh.post(f"{place}/rerun"), 404)
    assert fresh.get("/v1/advice").json()["items"] == []
    log = fresh.get("/v1/audit").json()["items"]
    assert [(entry["action"], entry["subject"], entry["who"]) for entry in log] == [
        (action, kept, "local") for action in ("delete", "status", "keep")
    ]


def test_pages_of_the_log(fresh: TestClient, keep: Keep) -> None:
    """The links lead through the whole log, newest first."""
    kept = [keep() for _ in range(5)]
    found, address = [], "/v1/audit?limit=2"
    while address:
        answer = fresh.get(address)
        found += [entry["subject"] for entry in answer.json()["items"]]
        address = answer.headers.get("link", "").partition("<")[2].partition(">")[0]
    assert found == kept[::-1]


def test_the_same_request_again(fresh: TestClient) -> None:
    """With the same key the same request gives the same advice, kept once; another request is 422."""
    headers = {**JSON, "Idempotency-Key": "one"}
    first, second = (fresh.post("/v1/advice", content=RAW, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.headers["location"] == first.headers["location"]
    assert second.content == first.content
    assert "idempotent-replay" not in first.headers
    assert second.headers["idempotent-replay"] == "true"
    checked_problem(fresh.post("/v1/advice", content=EXAMPLES[0].read_bytes(), headers=headers), 422)
    checked_problem(fresh.post("/v1/advice?lang=en", content=RAW, headers=headers), 422)
    checked_problem(fresh.post(f"{first.headers['location']}/rerun", headers=headers), 422)
    assert len(fresh.get("/v1/advice").json()["items"]) == 1
    for wrong in ("", "x" * 256):
        for kept in ("true", "false"):
            place = f"/v1/advice?store={kept}"
            checked_problem(fresh.post(place, content=RAW, headers={**JSON, "Idempotency-Key": wrong}), 422)


def test_the_same_rerun_again(fresh: TestClient, keep: Keep) -> None:
    """A re-run with a key is done once."""
    place = f"/v1/advice/{keep()}/rerun"
    first, second = (fresh.post(place, headers={"Idempotency-Key": "again"}) for _ in range(2))
    assert second.headers["location"] == first.headers["location"]
    assert second.headers["idempotent-replay"] == "true"
    assert len(fresh.get("/v1/advice").json()["items"]) == 2
    checked_problem(fresh.post(f"{place}?lang=en", headers={"Idempotency-Key": "again"}), 422)


def test_a_damaged_advice_is_not_shown(fresh: TestClient, keep: Keep, store: Store) -> None:
    """Bytes that are no longer those that were kept are 500, with the remedy."""
    kept = keep()
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE advices SET body_sha256 = '{'0' * 64}'")
    assert kept in checked_problem(fresh.get(f"/v1/advice/{kept}"), 500)["detail"]

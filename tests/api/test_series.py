"""Did it work, over HTTP and on pages: what the command says, of one's own tenant only."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

from click.testing import CliRunner
from lxml import html
from starlette.testclient import TestClient

from advisor.advice import Advice, Advisor, to_json
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.phrases import say
from advisor.series.organisation import over_time
from advisor.series.tenant import solved
from advisor.series.words import contrasts, share
from advisor.stages.profile import read_profile
from advisor.store import advices, keys, statuses
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store

from .conftest import GHENT, HTML, JSON, application, here

PAGE = {**HTML, "Accept-Language": "en"}
Keep = Callable[..., str]


def advised(advisor: Advisor) -> Advice:
    return advisor.advise(read_profile(GHENT.read_bytes(), advisor.edition), "en")


def keep_twice(store: Store, advice: Advice, caller: Caller, organisations: int) -> None:
    """Advice for some organisations, twice for each; every other did the first thing in between."""
    for number in range(organisations):
        made = replace(advice, profile=replace(advice.profile, reference=f"r{number}"))
        kept = advices.keep(store, caller, made).kept
        if number % 2:
            statuses.mark(store, caller, kept.id, made.given[0].id, "done", successors={})
        advices.keep(store, caller, made)


def test_the_series_of_an_advice(fresh: TestClient, keep: Keep, store: Store, edition: Edition) -> None:
    """The same bytes as in process, whichever advice of the series is asked; the page shows every weakness once."""
    first = keep()
    later = json.loads(GHENT.read_bytes())
    later["answers"] |= {"adoption_rate": 65}
    second = fresh.post("/v1/advice", content=json.dumps(later), headers=JSON).headers["location"].rpartition("/")[2]
    rid = "win-people-back"
    fresh.put(f"/v1/advice/{second}/recommendations/{rid}/status", content='{"status": "done"}', headers=JSON)
    answer = fresh.get(f"/v1/advice/{second}/series", headers={"Accept-Language": "en"})
    told = over_time(store, LOCAL, first, edition, "en")
    assert answer.content == to_json(told) == fresh.get(f"/v1/advice/{first}/series?lang=en").content
    assert answer.headers["cache-control"] == "no-store"
    page = html.fromstring(fresh.get(f"/advice/{second}/series", headers=PAGE).text)
    titles = [p.text_content().strip() for p in page.xpath("//ul[@class='followed']/li/p[@class='followed-title']")]
    assert titles == [one.title for one in told.weaknesses]
    assert page.xpath("//figure[@class='measure']/svg/desc")[0].text.count("20%") == 1
    assert len(page.xpath("//figure[@class='measure']/svg/circle")) == 2
    assert say("series_done_late", "en", day="").split(",")[1].strip() in page.text_content()
    links = set(page.xpath("//main//a/@href"))
    assert {f"/advice/{first}", f"/advice/{second}", f"/advice/{second}/why/{rid}#status"} <= links


def test_what_was_solved(fresh: TestClient, store: Store, advisor: Advisor) -> None:
    """From ten organisations on, every figure of the answer stands on the page, which never says why."""
    keep_twice(store, advised(advisor), LOCAL, 9)
    assert "From 10 organisations on" in fresh.get("/solved", headers=PAGE).text
    assert fresh.get("/v1/solved").json()["weaknesses"] == []
    keep_twice(store, advised(advisor), LOCAL, 10)
    found = solved(store, LOCAL, advisor.edition, "en")
    assert fresh.get("/v1/solved?lang=en").content == to_json(found)
    text = fresh.get("/solved", headers=PAGE).text
    assert say("solved_not_why", "en") in text
    rows = html.fromstring(text).xpath("//tbody/tr")
    assert [row.findtext("th") for row in rows] == [title for title, _ in contrasts(found)]
    for row, (_, one) in zip(rows, contrasts(found), strict=True):
        done, not_done, unknown = (" ".join(cell.text_content().split()) for cell in row.iter("td"))
        assert (done, not_done) == (share(one.done, "en"), share(one.not_done, "en"))
        assert int(unknown) == one.unknown
    assert "/solved" in fresh.get("/portfolio", headers=PAGE).text


def test_an_organisation_is_deleted(fresh: TestClient, keep: Keep, store: Store) -> None:
    """All of its advice at once, over HTTP and by the page; what others have stays."""
    for way in ("api", "page"):
        ids, other = [keep(), keep()], keep(0)
        assert fresh.get(f"/advice/{ids[0]}/delete", headers=PAGE).text.count('class="danger"') == 2
        assert fresh.get(f"/advice/{other}/delete", headers=PAGE).text.count('class="danger"') == 1
        if way == "api":
            assert fresh.delete(f"/v1/advice/{ids[0]}/series").status_code == 204
        else:
            answer = fresh.post(f"/advice/{ids[1]}/delete-organisation", headers={**HTML, "Origin": "http://127.0.0.1"})
            assert str(answer.url).endswith("/advice")
        assert all(fresh.get(f"/v1/advice/{gone}").status_code == 404 for gone in ids)
        assert fresh.delete(f"/v1/advice/{ids[0]}/series").status_code == 404
        assert fresh.get(f"/v1/advice/{other}").status_code == 200
        assert fresh.delete(f"/v1/advice/{other}/series").status_code == 204
    assert "Dienstverlener" not in fresh.get("/v1/audit").text


def test_it_is_of_one_tenant(advisor: Advisor, store: Store) -> None:
    """What another keeps counts for nothing; another's series does not exist."""
    client = here(application(advisor, store))
    one, other = ({"X-API-Key": keys.add(store, tenant, "test", "read")[1]} for tenant in ("one", "other"))
    keep_twice(store, advised(advisor), Caller("one"), 10)
    advice = advices.page(store, Caller("one")).items[0].id
    assert client.get("/v1/solved", headers=one).json()["organisations"] == 10
    assert client.get("/v1/solved", headers=other).json()["organisations"] == 0
    assert client.get(f"/v1/advice/{advice}/series", headers=one).status_code == 200
    for address in (f"/v1/advice/{advice}/series", f"/advice/{advice}/series"):
        assert client.get(address, headers=other).status_code == 404
    assert client.get("/v1/solved").status_code == 401


def test_the_command_says_the_same(store: Store, url: str, advisor: Advisor) -> None:
    """One organisation by its reference, or all; as JSON to the byte what is said over HTTP."""
    keep_twice(store, advised(advisor), LOCAL, 10)
    at = ["--database-url", url, "--lang", "en"]

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["series", *words, *at], prog_name="advisor")
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        return done.stdout

    latest = advices.page(store, LOCAL, reference="r3").items[0].id
    told = over_time(store, LOCAL, latest, advisor.edition, "en")
    assert run("r3", "--format", "json").encode() == to_json(told)
    assert run("--all", "--format", "json").encode() == to_json(solved(store, LOCAL, advisor.edition, "en"))
    assert re.search(r"Advice done: 0 of 5 solved: 0% \(0% to 52%\)", run("--all"))
    for words, status in ((["r3", "--all"], 2), ([], 2), (["nobody"], 1)):
        refused = CliRunner().invoke(main, ["series", *words, *at], prog_name="advisor")
        assert (refused.exit_code, refused.stdout) == (status, "")

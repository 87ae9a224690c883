"""The portfolio of what is kept: the latest of each organisation, on one edition, and exactly what the advices say."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from advisor.advice import Advisor
from advisor.batch import kept
from advisor.batch.kept import kept_portfolio
from advisor.batch.portfolio import Portfolio, Tally, concluded, counted, summarise
from advisor.batch.summary import FORMATS
from advisor.stages.profile import Profile, understand
from advisor.store import advices, series
from advisor.store.callers import Caller
from advisor.store.database import Store, open_store
from advisor.store.tables import advices as table

from .conftest import profiles

ONE, OTHER = Caller("one"), Caller("other")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as opened:
        yield opened


def made(advisor: Advisor, count: int, seed: int) -> list[Profile]:
    return [understand(plain, advisor.edition) for plain in profiles(advisor.edition, count, seed=seed)]


def of(advisor: Advisor, chosen: list[Profile]) -> Portfolio:
    """The portfolio of some profiles, from their advices."""
    tally = Tally(len(advisor.edition.manifest.portfolio))
    for profile in chosen:
        tally.add(counted(profile, advisor.advise(profile), advisor.edition))
    return summarise(tally, 0, advisor.edition, "nl")


@pytest.mark.long
def test_verdicts_count_as_the_advice_does(advisor: Advisor) -> None:
    """From the verdicts alone comes what the advice gives, for full, half and nearly empty profiles."""
    for profile in made(advisor, 60, seed=41):
        one, other = concluded(profile, advisor.edition), counted(profile, advisor.advise(profile), advisor.edition)
        assert (one.classes, sorted(one.given)) == (other.classes, sorted(other.given))


def test_the_latest_of_each_organisation(store: Store, advisor: Advisor) -> None:
    """An organisation that was advised again counts once, with its latest answers; another tenant's does not count."""
    first, second = made(advisor, 12, seed=42), made(advisor, 12, seed=43)
    ids = [advices.keep(store, ONE, advisor.advise(profile)).kept.id for profile in first]
    for number in (2, 5, 7):
        advices.keep(store, ONE, advisor.advise(second[number]), after=ids[number])
    for profile in second:
        advices.keep(store, OTHER, advisor.advise(Profile(profile.answers)))
    latest = [second[n] if n in (2, 5, 7) else profile for n, profile in enumerate(first)]
    found = kept_portfolio(store, ONE, advisor.edition, "nl")
    assert found.portfolio == of(advisor, latest)
    assert (found.everybody, found.more) == (12, False)
    assert kept_portfolio(store, OTHER, advisor.edition, "nl").portfolio == of(advisor, second)
    assert kept_portfolio(store, Caller("third"), advisor.edition, "nl").portfolio.organisations == 0


@pytest.mark.long
def test_groups(store: Store, advisor: Advisor) -> None:
    """A group has the column that the whole shows of it; the choices stay those of everybody.

    Of what is no split nothing is asked; of groups of two splits together, and of what is no group, nothing is told.
    """
    found = made(advisor, 120, seed=44)
    for profile in found:
        advices.keep(store, ONE, advisor.advise(profile))
    everybody = kept_portfolio(store, ONE, advisor.edition, "nl")
    assert kept_portfolio(store, ONE, advisor.edition, "nl", [("weather", "public")]) == everybody
    groups = [(split.by, c.code) for split in everybody.splits for c in split.classes]
    assert {("sector", "public"), ("sector", "")} < set(groups)
    for by, code in groups:
        number = [split.by for split in everybody.splits].index(by)
        place = [c.code for c in everybody.splits[number].classes].index(code)
        part = kept_portfolio(store, ONE, advisor.edition, "nl", [(by, code)])
        assert part.portfolio.organisations == everybody.splits[number].classes[place].organisations
        wanted = {e.id: e.counts[number][place] for e in everybody.portfolio.entries}
        assert {e.id: e.count for e in part.portfolio.entries} == {e: n for e, n in wanted.items() if n is not None}
        assert (part.everybody, part.splits, part.portfolio.splits) == (120, everybody.splits, [])
    for none in ([("sector", "public"), ("employee_count", "1")], [("sector", "<script>")], [("sector", "public")] * 2):
        part = kept_portfolio(store, ONE, advisor.edition, "nl", none)
        assert (part.portfolio.organisations, part.portfolio.entries, part.portfolio.splits) == (None, [], [])
        assert part.splits == everybody.splits


def test_answers_of_other_questions(store: Store, advisor: Advisor) -> None:
    """An organisation whose answers the questions of now refuse is counted apart."""
    found = made(advisor, 13, seed=45)
    ids = [advices.keep(store, ONE, advisor.advise(profile)).kept.id for profile in found]
    old = json.dumps({"answers": {"asked_once": 1}, "name": None, "reference": None})
    with store.writing() as connection:
        connection.execute(table.update().where(table.c.id == ids[1]).values(profile=old))
    portfolio = kept_portfolio(store, ONE, advisor.edition, "nl").portfolio
    assert (portfolio.organisations, portfolio.with_mistakes) == (12, None)  # some, but not how many: so few
    with store.writing() as connection:
        connection.execute(table.update().where(table.c.id.in_(ids[:4])).values(profile=old))
    portfolio = kept_portfolio(store, ONE, advisor.edition, "nl").portfolio
    assert (portfolio.organisations, portfolio.with_mistakes) == (9, 4)


def test_not_more_than_so_many(store: Store, advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many the newest count, and that is told."""
    found = made(advisor, 5, seed=46)
    for profile in found:
        advices.keep(store, ONE, advisor.advise(profile))
    monkeypatch.setattr(kept, "MOST", 3)
    some = kept_portfolio(store, ONE, advisor.edition, "nl")
    assert (some.portfolio, some.more) == (of(advisor, found[2:]), True)
    monkeypatch.setattr(kept, "MOST", 5)
    assert not kept_portfolio(store, ONE, advisor.edition, "nl").more
    assert len(list(series.latest(store, ONE, limit=2))) == 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_in_one_file(advisor: Advisor, language: str) -> None:
    """It names every entry with its numbers in every split, loads nothing, and holds no script."""
    tally = Tally(len(advisor.edition.manifest.portfolio))
    for profile in made(advisor, 30, seed=47):
        tally.add(concluded(profile, advisor.edition))
    portfolio = summarise(tally, 2, advisor.edition, language)  # type: ignore[arg-type]
    page = FORMATS[".html"](portfolio)
    document = html.fromstring(page)
    assert document.get("lang") == language
    lines = [
        (row.findtext("th"), [c.text_content().split()[0] for c in row.findall("td")])
        for body in document.iter("tbody")
        for row in body
    ]
    wanted = [
        (e.title, ["×" if n is None else str(n) for n in (e.count, *e.counts[number])])
        for kind in ("weakness", "strength", "recommendation")
        for number in range(len(portfolio.splits))
        for e in portfolio.entries
        if e.kind == kind
    ]
    assert lines == wanted
    assert not document.xpath("//script | //link | //img | //a | //@src | //@href")
    assert "url(" not in page
    assert FORMATS[".html"](portfolio) == page

"""No portfolio shows a small count, and nobody can work one out: a solver that is given all that is shown tries.

What is attacked is everything that can be seen of the same organisations: all of them together by every split, and each
group and pair of groups that the page offers. The solver knows how the splits divide (in which classes, “*” being all
that are not shown by themselves), that counts add up, and that no more have something than there are. The property: of
each count that is withheld, whether it is small or not, there is an explanation of all that is shown in which at least
``least`` organisations have it, one in which at least ``least`` lack it, and so more than one value.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import product
from typing import Any

import pytest
import z3

from advisor.advice import Advisor
from advisor.batch import portfolio as summaries
from advisor.batch.portfolio import OTHERS, UNANSWERED, Counted, Tally, summarise
from advisor.batch.small_cells import partition, row, safe
from advisor.batch.summary import FORMATS
from advisor.library.edition import Edition
from advisor.library.splits import classes
from tests.conftest import sizes

LEAST = 4

Fine = tuple[str, ...]  # a class of each split
Where = tuple[tuple[int, str], ...]  # the shown class of some splits


def orders(edition: Edition) -> list[list[str]]:
    """Every class of each split, and that of who did not answer: what anybody can read in the questionnaire."""
    return [[*classes(s, edition.questions[s.by]), UNANSWERED] for s in edition.manifest.portfolio]


def made_up(edition: Edition, entries: list[str], seed: int) -> list[Counted]:
    """Organisations of made-up classes, some common and some rare, with findings that hang on their class or do not."""
    chance, found = random.Random(seed), list[Counted]()
    weights = [[chance.choice([0, 0.1, 1, 3]) + 0.01 for _ in order] for order in orders(edition)]
    rates: dict[tuple[str, int, str], float] = {}
    for _ in range(chance.choice([3, 6, 9, 14, 25, 60])):
        fine = tuple(chance.choices(order, weight)[0] for order, weight in zip(orders(edition), weights, strict=True))
        given = []
        for entry in entries:
            split = chance.randrange(len(fine))
            rate = rates.setdefault((entry, split, fine[split]), chance.choice([0, 0.05, 0.3, 0.5, 0.7, 0.95, 1]))
            given += [entry] if chance.random() < rate else []
        found.append(Counted(fine, tuple(given)))
    return found


def tally_of(organisations: Sequence[Counted]) -> Tally:
    tally = Tally(len(organisations[0].classes))
    for one in organisations:
        tally.add(one)
    return tally


class Attack:
    """All that is shown of organisations as equations over what is not, and the questions that are put to them."""

    def __init__(self, organisations: Sequence[Counted], edition: Edition, entries: list[str]) -> None:
        self.edition, self.entries = edition, entries
        self.tally = tally_of(organisations)
        self.truth: Counter[Fine] = Counter()
        self.given: Counter[tuple[str, Fine]] = Counter()
        for one in organisations:
            self.truth[one.classes] += 1
            self.given.update((entry, one.classes) for entry in one.given)
        self.orders = orders(edition)
        self.by = [split.by for split in edition.manifest.portfolio]
        whole = self.published()
        self.least = whole["least"]
        self.classes = {s["by"]: [c["code"] for c in s["classes"]] for s in whole["splits"]}
        self.shown: dict[Where, Mapping[str, Any]] = {(): whole}
        for count in (1, 2):
            for groups in product(*([(by, code) for code in codes] for by, codes in self.classes.items())):
                for some in [groups] if count == 2 else [(g,) for g in groups]:
                    where = tuple((self.by.index(by), code) for by, code in some)
                    self.shown[where] = self.published(*some)
        self.fine = list(product(*self.orders))
        self.size = {fine: z3.Int(f"n{at}") for at, fine in enumerate(self.fine)}
        self.has = {(e, fine): z3.Int(f"{e}{at}") for e in entries for at, fine in enumerate(self.fine)}
        self.solver = z3.Solver()
        for fine, size in self.size.items():
            self.solver.add(size >= 0)
            for entry in entries:
                self.solver.add(self.has[entry, fine] >= 0, self.has[entry, fine] <= size)
        for where, portfolio in self.shown.items():
            self.learn(where, portfolio)
        assert self.solver.check() == z3.sat  # the truth is an explanation

    def published(self, *groups: tuple[str, str]) -> Mapping[str, Any]:
        """What is shown of a group, as JSON has it."""
        found: dict[str, Any] = json.loads(json.dumps(asdict(summarise(self.tally, 0, self.edition, "en", groups))))
        return found

    def within(self, where: Where) -> Iterator[Fine]:
        """The finest classes in some shown classes."""
        for fine in self.fine:
            if all(self.member(split, code, fine[split]) for split, code in where):
                yield fine

    def member(self, split: int, code: str, name: str) -> bool:
        alone = self.classes[self.by[split]]
        return name == code if code != OTHERS else name not in alone

    def sum(self, of: Mapping[Any, Any], where: Where, *entry: str) -> Any:
        return z3.Sum([of[(*entry, fine) if entry else fine] for fine in self.within(where)])

    def learn(self, where: Where, portfolio: Mapping[str, Any]) -> None:
        """Every number of a portfolio as an equation."""
        if portfolio["organisations"] is not None:
            self.solver.add(self.sum(self.size, where) == portfolio["organisations"])
        for split in portfolio["splits"]:
            number = self.by.index(split["by"])
            for c in split["classes"]:
                self.solver.add(self.sum(self.size, (*where, (number, c["code"]))) == c["organisations"])
        for entry in portfolio["entries"]:
            self.solver.add(self.sum(self.has, where, entry["id"]) == entry["count"])
            for split, counts in zip(portfolio["splits"], entry["counts"], strict=True):
                number = self.by.index(split["by"])
                for c, count in zip(split["classes"], counts, strict=True):
                    if count is not None:
                        self.solver.add(self.sum(self.has, (*where, (number, c["code"])), entry["id"]) == count)

    def possible(self, *conditions: Any) -> bool:
        return bool(self.solver.check(*conditions) == z3.sat)

    def broken(self) -> Iterator[tuple[str, Where]]:
        """Each count, of those that anybody might want to know, that is shown to be small or to be just one number."""
        truth, given = self.truth, self.given
        singles = [((self.by.index(by), code),) for by, codes in self.classes.items() for code in codes]
        pairs = [(*a, *b) for a, b in product(singles, singles) if a[0][0] < b[0][0]]
        for where in [(), *singles, *pairs]:
            told = self.known(where)
            size = sum(truth[fine] for fine in self.within(where))
            if size < self.least and not self.possible(self.sum(self.size, where) >= self.least):
                yield "organisations", where
            for entry in self.entries:
                count = sum(given[entry, fine] for fine in self.within(where))
                has, of = self.sum(self.has, where, entry), self.sum(self.size, where)
                if told.get(entry) is not None:
                    assert told[entry] == count
                    if not safe(count, size, self.least):
                        yield entry, where
                elif not (self.possible(has >= self.least) and self.possible(of - has >= self.least)):
                    yield entry, where

        for number, order in enumerate(self.orders):  # classes that are not shown by themselves
            for name in order:
                of_class = [fine for fine in self.fine if fine[number] == name]
                if 0 < sum(truth[fine] for fine in of_class) < self.least:
                    size = z3.Sum([self.size[fine] for fine in of_class])
                    if not self.possible(size >= self.least):
                        yield f"class {name}", ()

    def known(self, where: Where) -> dict[str, int | None]:
        """The counts that are shown of some classes, wherever they stand."""
        found: dict[str, int | None] = {}
        for at, portfolio in self.shown.items():
            if at == where:
                found |= {e["id"]: e["count"] for e in portfolio["entries"]}
            for number, split in enumerate(portfolio["splits"]):
                for place, c in enumerate(split["classes"]):
                    if sorted((*at, (self.by.index(split["by"]), c["code"]))) == sorted(where):
                        counts = {e["id"]: e["counts"][number][place] for e in portfolio["entries"]}
                        found |= {e: n for e, n in counts.items() if n is not None}
        return found


def some_entries(edition: Edition) -> list[str]:
    return [*list(edition.rules)[:2], next(iter(edition.recommendations))]


@pytest.mark.parametrize(("count", "seed"), sizes(6, 150, *range(2)))
def test_no_small_count_can_be_worked_out(count: int, seed: int, advisor: Advisor) -> None:
    """Of made-up portfolios, small and large: whatever is asked of all that is shown together."""
    entries = some_entries(advisor.edition)
    withheld = 0
    for number in range(count):
        attack = Attack(made_up(advisor.edition, entries, 1000 * seed + number), advisor.edition, entries)
        assert list(attack.broken()) == [], (seed, number)
        withheld += sum(n is None for e in attack.shown[()]["entries"] for counts in e["counts"] for n in counts)
    assert withheld > count


def test_the_attack_would_find_it(advisor: Advisor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What withholds only the small ones is broken: the last one in a row follows from the sum."""

    def only_small(counts: list[int], of: list[int], least: int) -> list[int | None]:
        return [count if safe(count, size, least) else None for count, size in zip(counts, of, strict=True)]

    monkeypatch.setattr(summaries, "row", only_small)
    entries = some_entries(advisor.edition)
    attacks = (Attack(made_up(advisor.edition, entries, number), advisor.edition, entries) for number in range(40))
    assert any(next(attack.broken(), None) for attack in attacks)


@pytest.mark.parametrize("count", sizes(2_000, 50_000))
def test_a_row_holds_by_itself(count: int) -> None:
    """Made-up rows: what is withheld sums up to something safe, and nothing more is withheld when nothing is small."""
    chance = random.Random(6)
    for _ in range(count):
        of = [chance.randint(LEAST, 12) for _ in range(chance.randint(2, 7))]
        counts = [chance.randint(0, size) for size in of]
        if not safe(sum(counts), sum(of), LEAST):
            continue
        found = row(counts, of, LEAST)
        hidden = [i for i, count_ in enumerate(found) if count_ is None]
        assert [n for n in found if n is not None] == [n for i, n in enumerate(counts) if i not in hidden]
        assert {i for i, n in enumerate(counts) if not safe(n, of[i], LEAST)} <= set(hidden)
        if hidden:
            assert safe(sum(counts[i] for i in hidden), sum(of[i] for i in hidden), LEAST)
        assert bool(hidden) == any(not safe(n, size, LEAST) for n, size in zip(counts, of, strict=True))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"a": 9, "b": 5}, [("a",), ("b",)]),
        ({"a": 9, "b": 5, "c": 0}, [("a",), ("b",)]),
        ({"a": 9, "b": 3, "c": 2}, [("a",), ("b", "c")]),
        ({"a": 9, "b": 3, "c": 0, "d": 5}, [("a",), ("b", "c", "d")]),
        ({"a": 9, "b": 1}, []),
        ({"a": 2, "b": 1}, []),
        ({"a": 2, "b": 3}, []),
        ({"a": 0, "b": 9}, [("b",)]),
        ({}, []),
    ],
)
def test_classes_that_are_too_small_stand_together(given: dict[str, int], shown: list[tuple[str, ...]]) -> None:
    """With the smallest of the others where they are few; those that hold nobody are not told apart from them."""
    assert partition(given, LEAST) == shown


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_says_that_counts_are_withheld_and_why(form: str, advisor: Advisor) -> None:
    """Forms that are read say it; in those for machines what is withheld is empty, and no number is small."""
    entries = some_entries(advisor.edition)
    tallies = (tally_of(made_up(advisor.edition, entries, seed)) for seed in range(99))
    made = (summarise(tally, 2, advisor.edition, "en") for tally in tallies)
    portfolio = next(p for p in made if any(n is None for e in p.entries for counts in e.counts for n in counts))
    text = FORMATS[form](portfolio)
    if form == ".json":
        data = json.loads(text)
        assert (data["least"], data["with_mistakes"]) == (LEAST, None)
        assert any(n is None for e in data["entries"] for counts in e["counts"] for n in counts)
    elif form == ".csv":
        assert any(line.split(",")[-3] == line.split(",")[-1].strip() == "" for line in text.splitlines())
    else:
        assert "so that nobody can be recognised" in " ".join(text.split())
        assert "A few profiles with mistakes are left out." in text
        assert "×" in text


@pytest.mark.parametrize("organisations", [1, 3])
def test_of_too_few_nothing_is_shown(organisations: int, advisor: Advisor) -> None:
    """Not even how many they are, in any form."""
    tally = Tally(2)
    for _ in range(organisations):
        tally.add(Counted(tuple(order[0] for order in orders(advisor.edition)), (some_entries(advisor.edition)[0],)))
    portfolio = summarise(tally, 0, advisor.edition, "nl")
    assert (portfolio.organisations, portfolio.splits, portfolio.entries) == (None, [], [])
    for form in (".txt", ".md", ".html"):
        assert "minder dan 4 organisaties" in FORMATS[form](portfolio)
    assert summarise(Tally(2), 0, advisor.edition, "nl").organisations == 0


def test_an_edition_may_ask_for_more(advisor: Advisor) -> None:
    """The threshold stands in the manifest."""
    entry, (first, *_) = some_entries(advisor.edition)[0], orders(advisor.edition)
    tally = Tally(2)
    for number in range(16):
        tally.add(Counted((first[0], UNANSWERED), (entry,) if number % 2 else ()))
    for least, count in ((4, 8), (8, 8), (9, None)):
        manifest = advisor.edition.manifest.model_copy(update={"portfolio_least": least})
        edition = replace(advisor.edition, manifest=manifest)
        found = {e.id: e.count for e in summarise(tally, 0, edition, "en").entries}
        assert found.get(entry) == count

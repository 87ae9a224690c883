"""The mutator itself: it changes one thing at a time, and what ought to notice that does."""

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.library import files
from tests.conftest import CHECKOUT

from .__main__ import sampled, table
from .mutants import Knowledge, Mutant, mutants, read_knowledge
from .trying import copied, tried


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(CHECKOUT)


@pytest.fixture(scope="module")
def every(knowledge: Knowledge) -> list[Mutant]:
    return list(mutants(knowledge))


def leaves(part: object, place: tuple[object, ...] = ()) -> Counter[tuple[object, ...]]:
    """What stands in a file, each with the names of the fields it is in; not where in a list."""
    if isinstance(part, dict):
        return sum((leaves(inner, (*place, key)) for key, inner in part.items()), Counter())
    if isinstance(part, list):
        return sum((leaves(inner, place) for inner in part), Counter())
    return Counter({(*place, part): 1})


def test_a_mutant_is_one_change_of_one_file(knowledge: Knowledge, every: list[Mutant]) -> None:
    """Of every kind some are made; each differs from its file, and only within the entry it names."""
    assert len({mutant.kind for mutant in every}) > 40
    for mutant in random.Random(5).sample(every, 60):
        before, after = knowledge.documents[mutant.file].data, json.loads(mutant.content)
        assert leaves(before) != leaves(after) or mutant.kind in (
            "tension: because swapped",
            "tension: factors swapped",
        )
        entry = str(mutant.place[0])
        assert [k for k in before | after if before.get(k) != after.get(k)] == [entry]
        assert mutant.line <= (CHECKOUT / mutant.file).read_text(encoding="utf-8").count("\n") + 1
        assert str(mutant).startswith(f"{mutant.file}:{mutant.line}: {mutant.kind}: ")


def test_a_sample_has_some_of_each_kind(every: list[Mutant]) -> None:
    """The same for the same seed, another for another, and of no kind fewer than two where there are two."""
    some = sampled(every, 200, 1)
    assert some == sampled(every, 200, 1) != sampled(every, 200, 2)
    there = Counter(mutant.kind for mutant in every)
    assert all(count >= min(2, there[kind]) for kind, count in Counter(mutant.kind for mutant in some).items())
    assert {mutant.kind for mutant in some} == there.keys()


def test_the_table_adds_up() -> None:
    """A line for each kind and one for all, with the shares noticed with and without signatures."""
    lines = [line.split() for line in table([("a", "check"), ("a", "signature"), ("b", "survived"), ("b", "golden")])]
    assert lines[1] == ["a", "2", "1", "0", "0", "0", "1", "0", "100%", "50%"]
    assert lines[2] == ["b", "2", "0", "0", "1", "0", "0", "1", "50%", "50%"]
    assert lines[3] == ["all", "4", "1", "0", "1", "0", "1", "1", "75%", "50%"]


@pytest.mark.long
def test_what_ought_to_notice_a_mutant_does(every: list[Mutant], tmp_path: Path) -> None:
    """A threshold is noticed by the examples, a step that goes by its signature and one advice, a weight by the order
    of the cases; knowledge that is as it was by nothing. The copy is as it was afterwards.
    """
    root = copied(CHECKOUT, tmp_path)
    before = {name: (root / name).read_bytes() for name in files.every(root)}
    shown = {"threshold ±1": "check", "step dropped": "signature", "weight ±30 %": "cases"}
    for kind, by in shown.items():
        mutant = next(m for m in reversed(every) if m.kind == kind)
        assert by in tried(mutant, root), mutant
    same = next(m for m in every if m.kind == "step dropped")
    assert tried(replace(same, place=(), new=same.data), root) == frozenset()
    assert tried(replace(same, place=(), new=[]), root) == {"check"}
    assert {name: (root / name).read_bytes() for name in files.every(root)} == before

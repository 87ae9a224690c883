"""On small bases made up at random: what is proven is so, and what is so is proven, by trying every profile."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from advisor.library.conditions import Value, evaluate, parse, plain
from advisor.library.edition import Edition
from advisor.library.model import Rule
from advisor.proofs.flaws import Flaw
from advisor.proofs.proving import prove
from advisor.stages.verdicts import GIVEN
from tests.conftest import sizes
from tests.proofs.bases import profiles, random_base, verdict

Told = set[tuple[str, ...]]


def proven(edition: Edition) -> Told:
    """What the proofs say, as codes with the rules or questions they are about."""
    return {(f.code, f.entry[1], *others(f)) for f in prove(edition) if f.entry is not None} - {("unread-weight", "")}


def others(flaw: Flaw) -> tuple[str, ...]:
    return tuple(str(detail) for name, detail in flaw.what.details if name == "other")


def tried(edition: Edition) -> Told:
    """The same by trying every allowed profile."""
    every = profiles(edition)
    says = {name: [verdict(rule, answers) for answers in every] for name, rule in edition.rules.items()}
    applies = {name: frozenset(i for i, v in enumerate(verdicts) if v in GIVEN) for name, verdicts in says.items()}
    told: Told = set()
    for name, rule in edition.rules.items():
        if not applies[name]:
            told.add(("never-applies", name))
        elif "not_indicated" not in says[name]:
            told.add(("always-applies", name))
        if applies[name] and rule.unless is not None and not _matters(edition, name, every):
            told.add(("idle-exception", name))
        if applies[name] and any(
            _complete(answers, edition) and v in ("undecided", "provisional")
            for answers, v in zip(every, says[name], strict=True)
        ):
            told.add(("stays-open", name))
    return told | _beside(edition, applies) | _unasked(edition, every)


def _complete(answers: Mapping[str, Value], edition: Edition) -> bool:
    return all(
        n in answers or (q.ask_when is not None and evaluate(q.ask_when, answers) is not True)
        for n, q in edition.questions.items()
    )


def _matters(edition: Edition, name: str, every: list[dict[str, Value]]) -> bool:
    """Whether the exception of a rule blocks somewhere, or would if the rule were decided."""
    rule = edition.rules[name]
    assert rule.unless is not None
    return any(evaluate(rule.unless, a) is True and evaluate(rule.when, a) is not False for a in every)


def _beside(edition: Edition, applies: Mapping[str, frozenset[int]]) -> Told:
    told: Told = set()
    names = [name for name in applies if applies[name]]
    for one in names:
        for other in names:
            a, b = edition.rules[one], edition.rules[other]
            if one == other:
                continue
            if a.polarity != b.polarity:
                if a.about == b.about and a.polarity == "strength" and applies[one] & applies[other]:
                    told.add(("strength-and-weakness", one, other))
            elif applies[one] == applies[other]:
                firsts = [n for n in names if applies[n] == applies[one] and edition.rules[n].polarity == a.polarity]
                if other == firsts[0]:
                    kind = "duplicate" if a.about == b.about else "always-together" if a.recommend else "equivalent"
                    told.add((kind, one, other))
            elif applies[one] < applies[other]:
                kind = "subsumed" if a.about == b.about else "comes-with" if a.recommend else "implied"
                told.add((kind, one, other))
    return told


def _unasked(edition: Edition, every: list[dict[str, Value]]) -> Told:
    told: Told = set()
    for name, question in edition.questions.items():
        if question.ask_when is not None:
            truths = {evaluate(question.ask_when, answers) for answers in every}
            if True not in truths:
                told.add(("never-asked", name))
            elif all(evaluate(question.ask_when, answers) is not False for answers in profiles(edition, asked=False)):
                told.add(("always-applies", name))
    return told


@pytest.mark.parametrize("count", sizes(20, 400))
def test_what_is_proven_is_what_is_so(edition: Edition, count: int) -> None:
    """Rules and questions of made-up bases: the proofs say of them what trying every profile says, and nothing else."""
    looked_for = {"never-applies", "always-applies", "idle-exception", "stays-open", "never-asked", "duplicate"}
    looked_for |= {"subsumed", "always-together", "comes-with", "equivalent", "implied", "strength-and-weakness"}
    met: set[str] = set()
    for seed in range(count):
        other = random_base(edition, seed)
        said = {told for told in proven(other) if told[0] in looked_for}
        assert said == tried(other), seed
        met |= {told[0] for told in said}
    assert len(met) > 8


def drop(raw: Any, places: list[tuple[str | int, ...]]) -> Any:
    """A condition as plain data without the parts at some places; an option of an atom counts as a part."""
    ((name, body),) = raw.items()
    if isinstance(body, list):
        inner = {i: [place[2:] for place in places if place[:2] == (name, i)] for i in range(len(body))}
        return {name: [drop(part, inner[i]) for i, part in enumerate(body) if () not in inner[i]]}
    if places:
        ((word, options),) = body.items()
        gone = {place[1] for place in places}
        return {name: {word: [option for i, option in enumerate(options) if i not in gone]}}
    return raw


def parts(
    raw: Any, gone: list[tuple[str | int, ...]], place: tuple[str | int, ...] = ()
) -> Iterator[tuple[str | int, ...]]:
    """The places of the parts that are left, and that may be left out too, for another is left beside each."""
    ((name, body),) = raw.items()
    left = [i for i in range(len(body)) if (*place, name, i) not in gone] if isinstance(body, list) else []
    for i in left:
        if len(left) > 1:
            yield (*place, name, i)
        yield from parts(body[i], gone, (*place, name, i))


@pytest.mark.parametrize("count", sizes(20, 400))
def test_an_idle_part_may_go_and_no_other(edition: Edition, count: int) -> None:
    """Without all parts that are told to be idle no verdict is another; without one more, some verdict is."""
    idle = left = 0
    for seed in range(count):
        other = random_base(edition, seed)
        every = profiles(other, asked=False)
        told = [f for f in prove(other) if f.entry and f.entry[0] == "rule"]
        dull = {f.entry for f in told if f.code in ("never-applies", "always-applies")}
        for name, rule in other.rules.items():
            if ("rule", name) in dull:
                continue
            found = [
                f.place[1:]
                for f in told
                if f.entry == ("rule", name) and f.code == "idle-part" and f.place[0] == "when"
            ]
            kept = drop(plain(rule.when), found)

            def says(raw: Any, rule: Rule = rule, every: list[dict[str, Value]] = every) -> list[str]:
                changed = rule.model_copy(update={"when": parse(raw)})
                return [verdict(changed, answers) for answers in every]

            whole = plain(rule.when)
            assert says(kept) == says(whole), (seed, name, found)
            for place in parts(whole, found):  # each matters, if only once the others are gone
                without = drop(whole, [*found, place])
                assert says(drop(whole, [place])) != says(whole) or says(without) != says(kept), (seed, name, place)
                left += 1
            idle += len(found)
    assert idle > 10
    assert left > 100

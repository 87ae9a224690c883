"""What nobody reads: answers that change nothing, facts that nothing follows from, points that are never counted."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ..insight.formulas import TRUE, Literal, holds
from ..library.conditions import Atom, Compare, Includes, Known, atoms, evaluate
from ..library.edition import Edition
from ..library.model import Question
from ..library.texts import named
from .flaws import Flaw, flaw
from .holders import Holder
from .prover import Prover


def flaws(prover: Prover, found: Iterable[Holder]) -> Iterator[Flaw]:
    """Every question, option, derived fact, factor and weight that none of the conditions that were ``found`` reads."""
    edition = prover.edition
    read: dict[str, list[Atom]] = {}
    conditions = [*(holder.condition for holder in found), *(c.when for c in edition.confined.values())]
    for _, atom in chain.from_iterable(map(atoms, conditions)):
        read.setdefault(atom.name, []).append(atom)
    elsewhere = {split.by for split in edition.manifest.portfolio} | {*edition.manifest.progress}
    elsewhere |= {name for r in edition.recommendations.values() for _, text in r.texts for name in named(text.nl)}
    for name, question in edition.questions.items():
        if name not in read and name not in elsewhere:
            witness = prover.smallest(Literal(Known(name), TRUE))
            yield flaw("unread-question", edition, ("question", name), witness=witness)
        elif question.options and name not in elsewhere:
            yield from _options(name, question, read.get(name, []), prover)
    for name, fact in edition.derived.items():
        if name not in read:
            yield flaw(
                "unread-derived", edition, ("derived", name), witness=prover.smallest(holds(fact.when, TRUE, edition))
            )
    about = {rule.about for rule in edition.rules.values()}
    for factor in edition.factors:
        if factor not in about:
            yield flaw("unread-factor", edition, ("factor", factor))
    yield from _weights(edition)


def _options(name: str, question: Question, read: Sequence[Atom], prover: Prover) -> Iterator[Flaw]:
    """The boxes that no condition names, or the options of one choice that no condition tells from each other."""
    if question.kind == "choices":
        told = {option for atom in read if isinstance(atom, Includes) for option in atom.options}
        alike = [[option for option in question.options if option not in told]]
    else:
        classes: dict[tuple[object, ...], list[str]] = {}
        for option in question.options:
            classes.setdefault(tuple(evaluate(atom, {name: option}) for atom in read), []).append(option)
        alike = [options for options in classes.values() if len(options) > 1]
    for options in filter(None, alike):
        chosen: Atom = Compare(name, "is", options[0])
        if question.kind == "choices":
            chosen = Includes(name, "all", tuple(options))
        witness = prover.smallest(Literal(chosen, TRUE))
        place = ("options", options[0])
        names = ", ".join(options)
        yield flaw("unread-option", prover.edition, ("question", name), place, witness=witness, options=names)


def _weights(edition: Edition) -> Iterator[Flaw]:
    """Points that no advice counts."""
    levels: set[str] = {line.level for rule in edition.rules.values() for line in rule.severity}
    used = {"severity": levels, **({} if edition.causes else {"root": set[str]()})}
    for name, weight in edition.priorities.weights:
        for case, points in weight.points.items():
            if not points or case not in used.get(name, weight.points):
                yield flaw("unread-weight", edition, ("priorities", ""), ("weights", name, "points", case), case=case)

"""Every condition of the knowledge: where it stands, what hangs on it, and when that counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from ..insight.formulas import (
    FALSE,
    NOT_FALSE,
    NOT_TRUE,
    TRUE,
    Every,
    Formula,
    Some,
    Truths,
    called_for,
    given,
    has_verdict,
    holds,
    opposite,
    plays,
)
from ..library.conditions import Condition
from ..library.edition import Edition
from ..library.model import Step
from ..library.shapes import Fitted, Remark
from ..library.strict_yaml import Place
from ..phrases import message
from ..stages.verdicts import VERDICTS
from .prover import Claim, Prover, formulas

Reading = Callable[[Condition, Truths], Formula]


@dataclass(frozen=True)
class View:
    """Something that hangs on whether a condition has one of these truths, where all ``else_`` is so too."""

    truths: Truths
    else_: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Holder:
    """A condition in an entry.

    ``views``: what hangs on it; the first is what it is there for. ``never``: the code of a flaw when that cannot be.
    ``refuted``: holds just when the condition does its other work; None when that is not looked at. ``reading``: when a
    part of it has some truth. ``anyhow``: it is there for answers that do not fit, also for one that was not asked.
    """

    entry: tuple[str, str]
    place: Place
    condition: Condition
    views: tuple[View, ...]
    never: str | None
    refuted: Formula | None
    reading: Reading
    anyhow: bool = False


def holders(prover: Prover) -> Iterator[Holder]:
    """Every condition, but those that only say where a word fits."""
    edition = prover.edition

    def reading(condition: Condition, truths: Truths) -> Formula:
        return holds(condition, truths, edition)

    def plain(entry: tuple[str, str], place: Place, when: Condition, *truths: Truths, never: str) -> Holder:
        views = tuple(View(one) for one in truths)
        return Holder(entry, place, when, views, never, holds(when, FALSE, edition), reading)

    for name, question in edition.questions.items():
        if question.ask_when is not None:
            yield plain(("question", name), ("ask_when",), question.ask_when, TRUE, FALSE, never="never-asked")
        if question.ask_unless is not None:
            yield plain(("question", name), ("ask_unless",), question.ask_unless, TRUE, never="idle-exception")
    for name, fact in edition.derived.items():
        yield plain(("derived", name), ("when",), fact.when, TRUE, FALSE, never="never-applies")
    for rule_id in edition.rules:
        yield from _of_rule(rule_id, prover, reading)
    for rid in edition.recommendations:
        yield from _of_recommendation(rid, prover, reading)
    for name, word in edition.words.items():
        yield from _of_forms(("word", name), (), word, (), prover, reading)
    for name, tension in edition.tensions.items():
        yield _of_tension(("tension", name), tension.when, edition)
    for name, contradiction in edition.contradictions.items():
        yield replace(
            plain(("contradiction", name), ("when",), contradiction.when, TRUE, never="never-applies"), anyhow=True
        )
    for name, silence in edition.silences.items():
        if silence.when is not None:
            yield plain(("silence", name), ("when",), silence.when, TRUE, never="never-applies")
    weights = ("priorities", "")
    yield plain(
        weights, ("capacity", "overloaded"), edition.priorities.capacity.overloaded, TRUE, never="never-applies"
    )
    yield from _of_plan(weights, prover, reading)
    for rid, start in edition.priorities.at_the_start.recommendations.items():
        place: Place = ("at_the_start", "recommendations", rid, "when")
        views = (View(TRUE, (is_given(rid, edition),)),)
        yield Holder(weights, place, start.when, views, "never-applies", None, reading)


def _of_plan(entry: tuple[str, str], prover: Prover, reading: Reading) -> Iterator[Holder]:
    before: tuple[Claim, ...] = ()
    for i, form in enumerate(prover.edition.priorities.plan.instead):
        at: Place = ("plan", "instead", i, "when")
        yield Holder(entry, at, form.when, (View(TRUE, before),), "never-applies", None, reading)
        before = (*before, prover.claim(entry, at, form.when, NOT_TRUE))


def _of_rule(rule_id: str, prover: Prover, reading: Reading) -> Iterator[Holder]:
    edition = prover.edition
    entry, rule = ("rule", rule_id), edition.rules[rule_id]
    open_ = () if rule.unless is None else (prover.claim(entry, ("unless",), rule.unless, NOT_TRUE),)
    views = (View(TRUE, open_), View(FALSE, open_))
    ruled_out = opposite(has_verdict(rule, VERDICTS[:-1], edition))
    yield Holder(entry, ("when",), rule.when, views, "never-applies", ruled_out, reading)
    if rule.unless is not None:
        views = (
            View(TRUE, (prover.claim(entry, ("when",), rule.when, NOT_FALSE),)),
            View(FALSE, (prover.claim(entry, ("when",), rule.when, TRUE),)),
        )
        yield Holder(entry, ("unless",), rule.unless, views, "idle-exception", None, reading)
    before = applying(rule_id, prover)
    for i, line in enumerate(rule.severity):
        place: Place = ("severity", i, line.level)
        if line.when is not None:
            yield Holder(entry, place, line.when, (View(TRUE, before),), "idle-severity", None, reading)
            before = (*before, prover.claim(entry, place, line.when, NOT_TRUE))


def applying(rule_id: str, prover: Prover) -> tuple[Claim, ...]:
    """That a rule applies."""
    entry, rule = ("rule", rule_id), prover.edition.rules[rule_id]
    claims = [prover.claim(entry, ("when",), rule.when, TRUE)]
    if rule.unless is not None:
        claims.append(prover.claim(entry, ("unless",), rule.unless, NOT_TRUE))
    return tuple(claims)


def is_given(rid: str, edition: Edition) -> Claim:
    """That a recommendation is given."""
    return Claim(("recommendation", rid), (), partial(message, "claim_given", name=rid), given(rid, edition))


def _of_recommendation(rid: str, prover: Prover, reading: Reading) -> Iterator[Holder]:
    edition = prover.edition
    entry, recommendation = ("recommendation", rid), edition.recommendations[rid]
    if recommendation.unless is not None:
        called = Some(tuple(called_for(rule_id, edition) for rule_id in edition.callers[rid]))
        claim = Claim(entry, (), partial(message, "claim_called", name=rid), called)
        views = (View(TRUE, (claim,)), View(FALSE, (claim,)))
        yield Holder(entry, ("unless",), recommendation.unless, views, "idle-exception", None, reading)
    for place, text in recommendation.texts:
        context = [*_for_factors(rid, place, text, edition), is_given(rid, edition)]
        if isinstance(text, Remark) and text.when is not None:
            hidden = Every((holds(text.when, FALSE, edition), *formulas(context)))
            yield Holder(entry, (*place, "when"), text.when, (View(NOT_FALSE, tuple(context)),), None, hidden, reading)
        shown = (*showing(rid, place, text, prover), is_given(rid, edition))
        yield from _of_forms(entry, place, text, shown, prover, reading)
    before: tuple[Claim, ...] = (is_given(rid, edition),)
    for i, form in enumerate(recommendation.effort.instead):
        at = ("effort", "instead", i, "when")
        yield Holder(entry, at, form.when, (View(TRUE, before),), None, None, reading)
        before = (*before, prover.claim(entry, at, form.when, NOT_TRUE))


def showing(rid: str, place: Place, text: Fitted, prover: Prover) -> tuple[Claim, ...]:
    """That a text of a recommendation that is given is shown."""
    claims = list(_for_factors(rid, place, text, prover.edition))
    if isinstance(text, Remark) and text.when is not None:
        claims.append(prover.claim(("recommendation", rid), (*place, "when"), text.when, NOT_FALSE))
    return tuple(claims)


def _for_factors(rid: str, place: Place, text: Fitted, edition: Edition) -> Iterator[Claim]:
    """That a step is for somebody: one of its factors is a weakness here."""
    if isinstance(text, Step) and text.for_:
        about = [rule_id for rule_id in edition.callers[rid] if edition.rules[rule_id].about in text.for_]
        says = partial(message, "claim_for", names=", ".join(text.for_))
        yield Claim(("recommendation", rid), (*place, "for"), says, Some(tuple(called_for(r, edition) for r in about)))


def _of_forms(
    entry: tuple[str, str], place: Place, text: Fitted, context: tuple[Claim, ...], prover: Prover, reading: Reading
) -> Iterator[Holder]:
    for i, form in enumerate(text.instead):
        at = (*place, "instead", i, "when")
        yield Holder(entry, at, form.when, (View(TRUE, context),), None, None, reading)
        context = (*context, prover.claim(entry, at, form.when, NOT_TRUE))


def _of_tension(entry: tuple[str, str], when: Condition, edition: Edition) -> Holder:
    def reading(condition: Condition, truths: Truths) -> Formula:
        formula = plays(condition, edition)
        return formula if truths == TRUE else opposite(formula)

    return Holder(entry, ("when",), when, (View(TRUE),), "never-applies", None, reading)

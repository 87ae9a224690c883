"""When a recommendation is given, as one formula over answers: what `inference` concludes, without running it.

Every three-valued verdict is taken apart down to literals, each an atom on one answer with the truths it may have
(true, false, None for not answered). So "given" and "not given" are both plain two-valued formulas, each other's dual.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..library.conditions import All, AnyOf, Atom, Compare, Condition, Known, Truth, literal, negated, normal
from ..library.edition import Edition
from ..library.model import Rule
from ..stages.verdicts import GIVEN, VERDICTS, Verdict, truths_of

Truths = frozenset[Truth]
TRUE: Truths = frozenset({True})
FALSE: Truths = frozenset({False})
NOT_TRUE: Truths = frozenset({False, None})
NOT_FALSE: Truths = frozenset({True, None})
_EVERY: Truths = frozenset({True, False, None})
_OF_NEGATED = {FALSE: TRUE, NOT_TRUE: NOT_FALSE}  # that a condition is false is that its opposite is true


@dataclass(frozen=True)
class Literal:
    """An atom on one answer, and the truths it may have."""

    atom: Atom
    allowed: Truths


@dataclass(frozen=True)
class Every:
    """Every part holds; without parts: always."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Some:
    """At least one part holds; without parts: never."""

    parts: tuple["Formula", ...]


Formula = Literal | Every | Some


def given(recommendation: str, edition: Edition) -> Formula:
    """Holds just when the verdict of a recommendation is `recommended` or `provisional`."""
    callers = tuple(called_for(rule_id, edition) for rule_id in edition.callers[recommendation])
    return Every((Some(callers), not_lapsed(recommendation, edition)))


def called_for(rule_id: str, edition: Edition) -> Formula:
    """Holds just when a rule applies: its verdict is one of those that are given."""
    return has_verdict(edition.rules[rule_id], GIVEN, edition)


def not_lapsed(recommendation: str, edition: Edition) -> Formula:
    """Holds just when the exception of the recommendation itself does not silence it."""
    unless = edition.recommendations[recommendation].unless
    return Every(()) if unless is None else holds(unless, NOT_TRUE, edition)


def plays(condition: Condition, edition: Edition) -> Formula:
    """Holds just when a tension with this condition shows: what it says of factors is found, at least provisionally."""
    return _plays(normal(condition), edition)


def _plays(condition: Condition, edition: Edition) -> Formula:
    if isinstance(condition, All | AnyOf):
        parts = tuple(_plays(part, edition) for part in condition.parts)
        return Every(parts) if isinstance(condition, All) else Some(parts)
    atom, wanted = literal(condition)
    polarity, colon, factor = atom.name.partition(":")
    if not colon:
        return holds(condition, TRUE, edition)
    about = _about(polarity, factor, edition) if wanted else []  # what is not found is no more than unknown
    return Some(tuple(called_for(rule_id, edition) for rule_id in about))


def holds(condition: Condition, allowed: Truths, edition: Edition) -> Formula:
    """Holds just when the truth of a condition is one of those allowed (one of the four sets above)."""
    if allowed in _OF_NEGATED:
        return _normal(negated(condition), _OF_NEGATED[allowed], edition)
    return _normal(normal(condition), allowed, edition)


def _normal(condition: Condition, allowed: Truths, edition: Edition) -> Formula:
    """The same of a normal condition, that is to be true or not to be false."""
    if isinstance(condition, All):
        return Every(tuple(_normal(part, allowed, edition) for part in condition.parts))
    if isinstance(condition, AnyOf):
        return Some(tuple(_normal(part, allowed, edition) for part in condition.parts))
    atom, wanted = literal(condition)
    if not wanted:
        allowed = frozenset(None if truth is None else not truth for truth in allowed)
    if atom.name in edition.derived:
        return _derived(atom, allowed, edition)
    polarity, colon, factor = atom.name.partition(":")
    if colon:
        return _factor(polarity, factor, allowed, edition)
    return Literal(atom, allowed)


def opposite(formula: Formula) -> Formula:
    """Holds just when the formula does not."""
    if isinstance(formula, Literal):
        return Literal(formula.atom, _EVERY - formula.allowed)
    parts = tuple(opposite(part) for part in formula.parts)
    return Some(parts) if isinstance(formula, Every) else Every(parts)


def literals(formula: Formula) -> list[Literal]:
    """Every literal, each once, in order."""
    if isinstance(formula, Literal):
        return [formula]
    return list(dict.fromkeys(found for part in formula.parts for found in literals(part)))


def _derived(atom: Atom, allowed: Truths, edition: Edition) -> Formula:
    """An atom on a derived fact, as a formula on the answers behind it."""
    when = edition.derived[atom.name].when
    if isinstance(atom, Known):
        known = Some((holds(when, TRUE, edition), holds(when, FALSE, edition)))
        return known if True in allowed else opposite(known)
    wanted = isinstance(atom, Compare) and atom.value is True
    return holds(when if wanted else negated(when), allowed, edition)


def _factor(polarity: str, factor: str, allowed: Truths, edition: Edition) -> Formula:
    """Whether a factor shows for certain: true when a rule about it does, false when one only may, else unknown.

    That is how the third stratum is told of findings: what is not indicated is left out.
    """
    about = [edition.rules[rule_id] for rule_id in _about(polarity, factor, edition)]
    firm = [has_verdict(rule, VERDICTS[:1], edition) for rule in about]
    true = Some(tuple(firm))
    if allowed in (TRUE, NOT_TRUE):
        return true if allowed == TRUE else opposite(true)
    possible = [has_verdict(rule, VERDICTS[:-1], edition) for rule in about]
    every_open = Every(tuple(Every((p, opposite(f))) for p, f in zip(possible, firm, strict=True)))
    return every_open if allowed == FALSE else opposite(every_open)


def _about(polarity: str, factor: str, edition: Edition) -> list[str]:
    """The rules that find this weakness or strength."""
    return [name for name, rule in edition.rules.items() if (rule.polarity, rule.about) == (polarity, factor)]


def has_verdict(rule: Rule, verdicts: Sequence[Verdict], edition: Edition) -> Formula:
    """Holds just when a rule has one of the firmest so many verdicts."""
    condition, exception = truths_of(verdicts)
    unless = () if rule.unless is None else (holds(rule.unless, exception, edition),)
    return Every((holds(rule.when, condition, edition), *unless))

"""Rules that say the same, or that say opposite things of one factor at once."""

from collections.abc import Iterator
from itertools import product

from ..insight.evaluator import evaluator
from ..insight.formulas import NOT_TRUE, called_for, holds, literals, opposite
from ..library.conditions import names
from ..library.edition import Edition
from ..stages.verdicts import GIVEN
from .flaws import Flaw, flaw
from .prover import Answers, Prover


def flaws(prover: Prover) -> Iterator[Flaw]:
    """Every flaw of two rules together."""
    smallest = {rule_id: prover.smallest(called_for(rule_id, prover.edition)) for rule_id in prover.edition.rules}
    profiles = {rule_id: answers for rule_id, answers in smallest.items() if answers is not None}
    implied = {rule_id: _implied(rule_id, profiles, prover) for rule_id in profiles}
    told: set[str] = set()
    for rule_id, others in implied.items():
        same = [other for other in others if rule_id in implied[other]]
        if same and rule_id not in told:
            told |= set(same)
            yield from (_same(other, rule_id, profiles[other], prover.edition) for other in same)
        for other in others:
            if other not in same:
                yield _narrower(rule_id, other, profiles[rule_id], prover.edition)
    yield from _clashes(prover)


def _implied(rule_id: str, profiles: dict[str, Answers], prover: Prover) -> list[str]:
    """The rules of the same polarity that apply wherever this one does.

    Whatever does not apply to the smallest profile of this one is none of them: only the others need a proof.
    """
    edition = prover.edition
    findings = evaluator(edition).conclude(profiles[rule_id]).findings
    return [
        other
        for other, verdict in findings.items()
        if verdict in GIVEN
        and other != rule_id
        and edition.rules[other].polarity == edition.rules[rule_id].polarity
        and not prover.possible(called_for(rule_id, edition), opposite(called_for(other, edition)))
    ]


def _same(rule_id: str, other: str, witness: Answers, edition: Edition) -> Flaw:
    """Two rules that apply to the same profiles."""
    kin = _kin(rule_id, other, edition)
    code = {"factor": "duplicate", "recommendation": "always-together"}.get(kin, "equivalent")
    return flaw(code, edition, ("rule", rule_id), ("when",), witness=witness, other=other)


def _narrower(rule_id: str, other: str, witness: Answers, edition: Edition) -> Flaw:
    """A rule that never applies without another, which does without it."""
    code = {"factor": "subsumed", "recommendation": "comes-with"}.get(_kin(rule_id, other, edition), "implied")
    return flaw(code, edition, ("rule", rule_id), ("when",), witness=witness, other=other)


def _kin(rule_id: str, other: str, edition: Edition) -> str:
    """What two rules have in common: the factor, else a recommendation, else nothing."""
    one, two = edition.rules[rule_id], edition.rules[other]
    return "factor" if one.about == two.about else "recommendation" if {*one.recommend} & {*two.recommend} else ""


def _clashes(prover: Prover) -> Iterator[Flaw]:
    """A strength and a weakness about one factor at once, where no contradiction is told."""
    edition = prover.edition
    about: dict[tuple[str, str], list[str]] = {}
    for rule_id, rule in edition.rules.items():
        about.setdefault((rule.about, rule.polarity), []).append(rule_id)
    for factor in edition.factors:
        pairs = product(about.get((factor, "strength"), []), about.get((factor, "weakness"), []))
        for strength, weakness in pairs:
            both = [called_for(strength, edition), called_for(weakness, edition)]
            if not prover.possible(*both):
                continue
            read = {literal.atom.name for formula in both for literal in literals(formula)}
            read |= {
                name for asked in prover.asked(both) for name in (lit.atom.name for lit in literals(asked.formula))
            }
            silent = [
                holds(contradiction.when, NOT_TRUE, edition)
                for contradiction in edition.contradictions.values()
                if read & set(names(contradiction.when))
            ]
            witness = prover.smallest(*both, *silent)
            if witness is not None:
                entry = ("rule", strength)
                yield flaw(
                    "strength-and-weakness", edition, entry, ("when",), witness=witness, other=weakness, factor=factor
                )

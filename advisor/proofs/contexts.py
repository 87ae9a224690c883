"""Phases and sectors in which a rule can never apply, though it asks for neither: other questions see to that."""

from collections.abc import Iterator

from ..insight.formulas import TRUE, called_for, literals
from ..library.conditions import Compare
from .flaws import Flaw, flaw
from .holders import applying
from .prover import Prover

CONTEXTS = {"never-in-phase": "initiative_phase", "never-in-sector": "sector"}


def flaws(prover: Prover) -> Iterator[Flaw]:
    """A note for each rule and each context: the phases, or the sectors, that shut it out."""
    edition = prover.edition
    for rule_id in edition.rules:
        formula = called_for(rule_id, edition)
        own = {literal.atom.name for literal in literals(formula)}
        asked = prover.asked([formula])
        passed_on = {literal.atom.name for claim in asked for literal in literals(claim.formula)}
        for code, name in CONTEXTS.items():
            if name in own or name not in passed_on or not prover.possible(formula):
                continue
            where = ("rule", rule_id)
            claims = {
                option: prover.claim(("question", name), ("options", option), Compare(name, "is", option), TRUE)
                for option in edition.questions[name].options
            }
            out = [option for option, claim in claims.items() if not prover.possible(formula, claim.formula)]
            if out:
                excludes = prover.excluding([*applying(rule_id, prover), claims[out[0]]])
                yield flaw(code, edition, where, ("when",), excludes=excludes, options=", ".join(out))

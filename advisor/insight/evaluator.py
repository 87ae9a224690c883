"""Verdicts by the thousand: the shipped engine gives an advice, this answers “what if” over many profiles."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..library.compiled import Bank
from ..library.conditions import Value
from ..library.edition import Edition
from ..stages.inference import LEVEL, Conclusions, Verdict, on_findings

_VERDICTS: Sequence[Verdict] = ("not_indicated", "undecided", "provisional", "recommended")
_UNDECIDED, _PROVISIONAL, _RECOMMENDED = (LEVEL[v] for v in _VERDICTS[1:])


class Evaluator:
    """The verdicts of an edition, compiled once; the same verdicts as the engine gives."""

    def __init__(self, edition: Edition) -> None:
        self._recommendations = tuple(edition.recommendations)
        self._derived = Bank({name: fact.when for name, fact in edition.derived.items()})
        self._rules = tuple(edition.rules)
        conditions = {rule_id: rule.when for rule_id, rule in edition.rules.items()}
        exceptions = {rule_id: rule.unless for rule_id, rule in edition.rules.items() if rule.unless is not None}
        self._conditions, self._exceptions = Bank(conditions), Bank(exceptions)
        places = {rule_id: place for place, rule_id in enumerate(self._rules)}
        self._excepted = [places[rule_id] for rule_id in exceptions]
        self._callers = [[places[c] for c in edition.callers[rid]] for rid in self._recommendations]
        self._own = {
            place: Bank(
                {v: on_findings(r.unless, edition, v) for v in ("recommended", "undecided")}  # certain, and open too
            )
            for place, r in enumerate(edition.recommendations.values())
            if r.unless is not None
        }

    def verdicts(self, answers: Mapping[str, Value]) -> dict[str, Verdict]:
        """The verdict of each recommendation on some answers."""
        levels = self.levels(answers)
        return {rid: _VERDICTS[level] for rid, level in zip(self._recommendations, levels, strict=True)}

    def levels(self, answers: Mapping[str, Value]) -> list[int]:
        """The verdicts as numbers, in the order of the recommendations: 0 not indicated … 3 recommended."""
        return self._called_for(self._found(self._facts(answers)))

    def conclude(self, answers: Mapping[str, Value]) -> Conclusions:
        """What follows from some answers, as the engine concludes it; tensions and contradictions are left out."""
        facts = self._facts(answers)
        found = self._found(facts)
        return Conclusions(
            facts=facts,
            findings=dict(zip(self._rules, (_VERDICTS[level] for level in found), strict=True)),
            recommendations=dict(
                zip(self._recommendations, (_VERDICTS[level] for level in self._called_for(found)), strict=True)
            ),
            tensions=(),
            contradictions=(),
        )

    def _facts(self, answers: Mapping[str, Value]) -> dict[str, Value]:
        """The answers with the derived facts that are settled."""
        facts: dict[str, Value] = dict(answers)
        for name, (certain, possible) in zip(self._derived.names, self._derived.run(answers), strict=True):
            if certain or not possible:
                facts[name] = bool(certain)
        return facts

    def _found(self, facts: Mapping[str, Value]) -> list[int]:
        """The verdicts of the rules as numbers."""
        found = [
            _RECOMMENDED if certain else _UNDECIDED if possible else 0
            for certain, possible in self._conditions.run(facts)
        ]
        for place, (certain, possible) in zip(self._excepted, self._exceptions.run(facts), strict=True):
            if certain:
                found[place] = 0
            elif possible and found[place] == _RECOMMENDED:
                found[place] = _PROVISIONAL
        return found

    def _called_for(self, found: list[int]) -> list[int]:
        """The verdicts of the recommendations as numbers, from those of the rules."""
        levels = [max([found[caller] for caller in callers], default=0) for callers in self._callers]
        for place, bank in self._own.items():
            layer = {f"finding:{rule_id}": level for rule_id, level in zip(self._rules, found, strict=True) if level}
            (blocked, _), (maybe, _) = bank.run(layer)
            if blocked:
                levels[place] = 0
            elif maybe and levels[place] == _RECOMMENDED:
                levels[place] = _PROVISIONAL
        return levels


@lru_cache(maxsize=4)
def evaluator(edition: Edition) -> Evaluator:
    """The evaluator of an edition, compiled when it is first asked for."""
    return Evaluator(edition)

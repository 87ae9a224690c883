"""Verdicts by the thousand: the shipped engine gives an advice, this answers “what if” over many profiles."""

import weakref
from collections.abc import Mapping, Sequence

from ..budget import check
from ..library.compiled import FALSE, OPEN, TRUE, Bank
from ..library.conditions import Answer, Facts, Value
from ..library.edition import Edition
from ..library.memo import kept
from ..stages.findings import weigh
from ..stages.inference import Conclusions, on_findings
from ..stages.ranking import Ranked, first, rank
from ..stages.verdicts import LEVEL, OF_RULE, VERDICTS, Verdict, own_exception, under

# The table of the verdicts in numbers: of a rule, by its condition and its exception; of any level, by an exception.
_VERDICTS = VERDICTS[::-1]
_TRUTHS = {FALSE: False, OPEN: None, TRUE: True}
_OF_RULE = [[LEVEL[OF_RULE[_TRUTHS[c], _TRUTHS[e]]] for e in sorted(_TRUTHS)] for c in sorted(_TRUTHS)]
_UNDER = {truth: [LEVEL[under(verdict, truth)] for verdict in _VERDICTS] for truth in _TRUTHS.values()}
_WITHOUT_EXCEPTION = [levels[FALSE] for levels in _OF_RULE]


class Evaluator:
    """The verdicts of an edition, compiled once; the same verdicts as the engine gives."""

    def __init__(self, edition: Edition) -> None:
        self._edition = weakref.ref(edition)  # which keeps this evaluator, and is not kept by it
        self._recommendations = tuple(edition.recommendations)
        self._derived = Bank({name: fact.when for name, fact in edition.derived.items()})
        self._rules = tuple(edition.rules)
        conditions = {rule_id: rule.when for rule_id, rule in edition.rules.items()}
        exceptions = {rule_id: rule.unless for rule_id, rule in edition.rules.items() if rule.unless is not None}
        self._bank = Bank({**conditions, **{f"{rule_id}!": unless for rule_id, unless in exceptions.items()}})
        places = {rule_id: place for place, rule_id in enumerate(self._rules)}
        self._excepted = [places[rule_id] for rule_id in exceptions]
        numbers = {rid: place for place, rid in enumerate(self._recommendations)}
        self._calls = [[numbers[rid] for rid in rule.recommend] for rule in edition.rules.values()]
        tensions = {name: on_findings(t.when, edition, "provisional") for name, t in edition.tensions.items()}
        self._tensions = Bank(tensions)
        self._contradictions = Bank({name: c.when for name, c in edition.contradictions.items()})
        self._own = {
            place: Bank(
                {v: on_findings(r.unless, edition, v) for v in ("recommended", "undecided")}  # certain, and open too
            )
            for place, r in enumerate(edition.recommendations.values())
            if r.unless is not None
        }

    @property
    def edition(self) -> Edition:
        """Its edition, as long as somebody has that."""
        edition = self._edition()
        assert edition is not None  # noqa: S101 - whoever asks has it
        return edition

    def rank(self, answers: Mapping[str, Answer]) -> list[Ranked]:
        """The recommendations that some answers give, in order of rank."""
        reached = self._concluded(answers, shown=False)
        return rank(weigh(reached, self.edition), reached, self.edition)

    def first(self, answers: Mapping[str, Answer], within: int) -> list[str]:
        """The recommendations that some answers put among the first so many."""
        reached = self._concluded(answers, shown=False)
        return first(weigh(reached, self.edition), reached, self.edition, within)

    def conclude(self, answers: Mapping[str, Answer]) -> Conclusions:
        """What follows from some answers, as the engine concludes it."""
        return self._concluded(answers, shown=True)

    def _concluded(self, answers: Mapping[str, Answer], *, shown: bool) -> Conclusions:
        """The same; without tensions and contradictions when those are not ``shown``."""
        facts = self._facts(answers)
        found = self._found(facts)
        return Conclusions(
            facts=facts,
            findings=_named(self._rules, found),
            recommendations=_named(self._recommendations, self._called(found)),
            tensions=_true(self._tensions, {**facts, **self._layer(found)}) if shown else (),
            contradictions=_true(self._contradictions, answers) if shown else (),
        )

    def verdicts(self, answers: Mapping[str, Answer]) -> dict[str, Verdict]:
        """The verdict of each recommendation on some answers."""
        return _named(self._recommendations, self.levels(answers))

    def levels(self, answers: Mapping[str, Answer]) -> list[int]:
        """The verdicts as numbers, in the order of the recommendations: 0 not indicated … 3 recommended."""
        return self._called(self._found(self._facts(answers)))

    def _facts(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        facts: dict[str, Answer] = dict(answers)
        for name, truth in zip(self._derived.names, self._derived.run(answers), strict=True):
            if truth != OPEN:
                facts[name] = truth == TRUE
        return facts

    def _found(self, facts: Facts) -> list[int]:
        """The levels of the findings, in the order of the rules. Within a budget: raises as `budget.check`."""
        check()
        truths, count = self._bank.run(facts), len(self._rules)
        found = list(map(_WITHOUT_EXCEPTION.__getitem__, truths[:count]))
        for place, exception in zip(self._excepted, truths[count:], strict=True):
            found[place] = _OF_RULE[truths[place]][exception]
        return found

    def _called(self, found: Sequence[int]) -> list[int]:
        """The levels of the recommendations, from those of the findings."""
        levels = [0] * len(self._recommendations)
        for place, level in enumerate(found):
            if level:
                for called in self._calls[place]:
                    if level > levels[called]:  # noqa: PLR1730 - max() takes twice the time
                        levels[called] = level
        for place, bank in self._own.items():
            blocked, maybe = bank.run(self._layer(found))
            levels[place] = _UNDER[own_exception(firm=blocked == TRUE, possible=maybe == TRUE)][levels[place]]
        return levels

    def _layer(self, found: Sequence[int]) -> dict[str, Value]:
        """The findings as facts for the third stratum."""
        return {f"finding:{rule_id}": level for rule_id, level in zip(self._rules, found, strict=True) if level}


def _true(bank: Bank, facts: Facts) -> tuple[str, ...]:
    return tuple(sorted(name for name, truth in zip(bank.names, bank.run(facts), strict=True) if truth == TRUE))


def _named(ids: Sequence[str], levels: Sequence[int]) -> dict[str, Verdict]:
    return {name: _VERDICTS[level] for name, level in zip(ids, levels, strict=True)}


@kept()
def evaluator(edition: Edition) -> Evaluator:
    """The evaluator of an edition, compiled when it is first asked for."""
    return Evaluator(edition)

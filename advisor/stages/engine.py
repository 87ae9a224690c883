"""durable_rules, used the safe and fast way: the only module that imports it.

A plane is a fact of its own: it says which literals hold there, those that are certain or those that are possible, and
the same clauses are fired over each. Which literals of an answer hold is asked of `conditions`, which owns that, once
for each answer met. Every limit of the C engine of version 2.0.28 (error numbers and crashes measured for this project)
is kept by how many clauses and literals share a ruleset, because the engine does not check.
"""

import contextlib
import itertools
import json
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import durable_rules_engine as c_engine

from ..library.conditions import Answer, Facts, Truth, truth_on
from .clauses import MAX_LITERALS, Clause, EngineRule, Literal, clauses

VERSION = "durable_rules 2.0.28"

MAX_CLAUSES = 60  # in a ruleset: more than 64 true at once overflow the stack of the engine (error 303)
ANSWERS_KEPT = 4096  # in a ruleset: what the answers last met make hold

_NOTHING_FIRES = 1  # what the engine answers to a fact that no clause takes; it does not keep it either


class EngineFailureError(RuntimeError):
    """The engine did not do what it did before; the state was thrown away and the next run starts clean."""


@dataclass(frozen=True)
class Outcome:
    """The rules that hold on the known facts, and those that hold or may still hold."""

    certain: frozenset[str]
    possible: frozenset[str]

    def truth(self, rule: str) -> Truth:
        """The truth of a rule's condition; False for one that there is not."""
        return rule in self.certain or (None if rule in self.possible else False)


class _Shard:
    """One C ruleset. Clauses and literals go by short codes: each answer of the engine repeats the whole fact."""

    def __init__(self, clauses: Mapping[Clause, Sequence[EngineRule]]) -> None:
        codes = {held: code(place) for place, held in enumerate(dict.fromkeys(itertools.chain(*clauses)))}
        definition = {}
        self._rules: dict[str, tuple[list[str], list[str]]] = {}  # by clause: certain when it fires, and possible
        for place, (clause, rules) in enumerate(clauses.items()):
            path = [{"$ex": {codes[held]: 1}} for held in clause] or [_ALWAYS]
            definition[code(place)] = {"all": [{"m": {"$and": path}}]}
            self._rules[code(place)] = [r.name for r in rules], [r.name for r in rules if r.open_too]
        self._open_too = any(possible for _, possible in self._rules.values())
        self._unknown, self._holding = _reader(codes)
        self._definition, self._every = json.dumps(definition), "".join(self._unknown.values())
        self._open()

    def run(self, facts: Facts) -> tuple[list[str], list[str]]:
        """The rules that are certain and those that are possible."""
        holding = self._holding
        held = [holding(name, facts[name]) for name in self._unknown if name in facts]
        certain = "".join([sure for sure, _ in held])
        fired = self._fire(certain)
        sure = [name for clause in fired for name in self._rules[clause][0]]
        if not self._open_too:
            return sure, []
        held += [("", every) for name, every in self._unknown.items() if name not in facts]
        possible = "".join([open_too for _, open_too in held])
        if possible != certain:
            fired = self._fire(possible)
        return sure, [name for clause in fired for name in self._rules[clause][1]]

    def _open(self) -> None:
        """A new ruleset, of which every clause fires once.

        Only firing initialises the state; without it `delete_state` frees what was never allocated.
        """
        self._handle = c_engine.create_ruleset(f"s{next(_shard_numbers)}", self._definition)
        self._fired(self._every)

    def _fire(self, literals: str) -> list[str]:
        """The clauses that fire when these literals hold. Whatever goes wrong, the next run starts clean."""
        try:
            return self._fired(literals)
        except BaseException:
            self.close()
            self._open()
            raise

    def _fired(self, literals: str) -> list[str]:
        fired = list[str]()
        handle, proceed = self._handle, c_engine.complete_and_start_action
        outcome, state = c_engine.assert_fact(handle, _FACT + literals + "}")
        if outcome == _NOTHING_FIRES:
            return fired
        if outcome:
            raise EngineFailureError(f"durable_rules did not accept the fact (code {outcome})")
        answer = c_engine.start_action_for_state(handle, state)
        if not answer:
            raise EngineFailureError("durable_rules holds the state locked")
        told = answer[1]
        while told:
            fired.append(told[2 : told.index('"', 2)])
            told = proceed(handle, state)
        c_engine.retract_fact(handle, _FACT + "}")
        return fired

    def close(self) -> None:
        """Give the memory back."""
        with contextlib.suppress(Exception):
            c_engine.delete_state(self._handle, "R")
        c_engine.delete_ruleset(self._handle)


_FACT = '{"sid":"R","id":"p"'
_ALWAYS = {"$nex": {"_": 1}}

_shard_numbers = itertools.count()


def code(place: int) -> str:
    """A short name for the clause or literal in a place: a number in base 36."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[place] if place < 36 else code(place // 36) + digits[place % 36]


def _reader(codes: Mapping[Literal, str]) -> tuple[Mapping[str, str], Callable[[str, Answer], tuple[str, str]]]:
    """What is possible by each fact that is read while it is unknown; what is certain and possible by an answer."""
    by_name: dict[str, list[tuple[Literal, str]]] = {}
    for held, of_literal in codes.items():
        by_name.setdefault(held[0].name, []).append((held, f',"{of_literal}":1'))

    @lru_cache(ANSWERS_KEPT, typed=True)
    def holding(name: str, answer: Answer) -> tuple[str, str]:
        told = [(truth_on(atom, answer), wanted, written) for (atom, wanted), written in by_name[name]]
        certain = "".join(written for truth, wanted, written in told if truth is wanted)
        return certain, "".join(written for truth, wanted, written in told if truth is not (not wanted))

    return {name: "".join(written for _, written in literals) for name, literals in by_name.items()}, holding


class Stratum:
    """Rules that read the same facts, spread over as many C rulesets as their clauses need."""

    def __init__(self, rules: Sequence[EngineRule]) -> None:
        shared: dict[Clause, list[EngineRule]] = {}
        for rule in rules:
            for clause in clauses(rule):
                shared.setdefault(clause, []).append(rule)
        self._shards: list[_Shard] = []
        batch: dict[Clause, Sequence[EngineRule]] = {}
        read: set[Literal] = set()
        for clause, of_clause in shared.items():
            if len(batch) == MAX_CLAUSES or len(read.union(clause)) > MAX_LITERALS:
                self._shards.append(_Shard(batch))
                batch, read = {}, set()
            batch[clause] = of_clause
            read.update(clause)
        if batch:
            self._shards.append(_Shard(batch))

    @property
    def rulesets(self) -> int:
        """How many C rulesets this stratum takes."""
        return len(self._shards)

    def run(self, facts: Facts) -> Outcome:
        """Fire the rules on the facts."""
        certain: set[str] = set()
        possible: set[str] = set()
        for shard in self._shards:
            sure, open_too = shard.run(facts)
            certain.update(sure)
            possible.update(open_too)
        return Outcome(frozenset(certain), frozenset(certain | possible))

    def close(self) -> None:
        """Give the memory of the C rulesets back."""
        for shard in self._shards:
            shard.close()


class Pool:
    """Engines that are built once and taken by one thread at a time: a C ruleset is never shared without a lock."""

    def __init__(self, build: "Build", size: int = 2) -> None:
        self._build, self._size, self._built = build, size, 1
        self._free = [build()]
        weakref.finalize(self, _close, self._free).atexit = False  # nobody asks it anything any more
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def take(self) -> Iterator["Strata"]:
        """One engine, for this thread alone."""
        with self._changed:
            while not self._free and self._built >= self._size:
                self._changed.wait()
            engine = self._free.pop() if self._free else None
            self._built += engine is None
        if engine is None:
            engine = self._build()
        try:
            yield engine
        finally:
            with self._changed:
                self._free.append(engine)
                self._changed.notify()

    def close(self) -> None:
        """Give the memory of every free engine back."""
        with self._changed:
            _close(self._free)


def _close(engines: "list[Strata]") -> None:
    while engines:
        for stratum in engines.pop().values():
            stratum.close()


Strata = Mapping[str, Stratum]


class Build(Protocol):
    """Builds the strata of one engine."""

    def __call__(self) -> Strata:
        """New C rulesets."""

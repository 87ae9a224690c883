"""durable_rules, used the safe and fast way: the only module that imports it.

Clauses are fired over one wide fact. An unknown fact is simply absent, and durable_rules finds no comparison with an
absent property true; in the possible plane each literal may also hold because its property is absent. Every limit of
the C engine of version 2.0.28 (error numbers and crashes measured for this project) is checked when a base is
compiled, because the engine does not.
"""

import contextlib
import itertools
import json
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import durable_rules_engine as c_engine

from ..library.conditions import Disputed, Facts, Truth
from ..phrases import message
from .clauses import (
    KNOWN,
    MAX_PROPERTIES,
    TICKED,
    Compiled,
    Domains,
    EngineLimitError,
    EngineRule,
    Literal,
    check_properties,
    compile_rule,
    number,
)

VERSION = "durable_rules 2.0.28"

MAX_STACK = 64  # conditions true at once under one node: error 303 at run time
MAX_CHILDREN = 511  # different conditions under one node: the 513th loops for ever
MAX_SAME_END = 255  # rules ending in the same condition: the 256th overwrites memory
MAX_ACTIONS = 4096
MAX_CLAUSES_PER_GUARD = 32
MAX_GUARDS = 24  # guards + clauses of one guard + the sentinel stay under MAX_STACK

_PROPERTY = "p"
_ONE_OR_ZERO = ("0", "1")
_NATIVE = {">=": "$gte", "<": "$lt", ">": "$gt", "<=": "$lte", "!=": "$neq"}

Native = dict[str, Any]  # a condition as durable_rules reads it


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
    """One C ruleset: a sentinel that always fires, and clauses behind guards that bound the engine's stack.

    Properties and rules go by short codes: each answer of the engine repeats the whole fact, so short is fast.
    """

    def __init__(self, name: str, rules: Sequence[Compiled]) -> None:
        properties = sorted(frozenset().union(*(rule.properties for rule in rules)))
        codes = {prop: f"{_PROPERTY}{_base36(i)}" for i, prop in enumerate(properties)}
        self._clauses = [(rule.name, plane) for rule in rules for plane, _ in rule.clauses]
        bodies = [clause for rule in rules for _, clause in rule.clauses]
        guards = -(-len(bodies) // MAX_CLAUSES_PER_GUARD)
        definition: dict[str, Any] = {"_": {"all": [{"m": {"_k": 1}}]}}
        children: dict[tuple[str, ...], set[str]] = {}
        endings: dict[tuple[str, ...], int] = {}
        for j, body in enumerate(bodies):
            path: list[Native] = [{"$ex": {f"_g{j // MAX_CLAUSES_PER_GUARD}": 1}}]
            path += [_native(literal, codes, lenient=lenient) for literal, lenient in body]
            definition[str(j)] = {"all": [{"m": {"$and": path}}]}
            node: tuple[str, ...] = ()
            for step in path:
                key = json.dumps(step, sort_keys=True)
                children.setdefault(node, set()).add(key)
                node = (*node, key)
            endings[node] = endings.get(node, 0) + 1
        _check_shard(definition, guards, sorted(codes.values()), children, endings)
        self._plain, self._ticked, self._known = _writers(codes)
        self._head = '{"sid":"R","id":"p","_k":1' + "".join(f',"_g{i}":1' for i in range(guards))
        self._retract = '{"sid":"R","id":"p"}'
        self._handle = c_engine.create_ruleset(name, json.dumps(definition, ensure_ascii=False))
        self.fire({})  # a first run initialises the state; without it delete_state frees what was never allocated

    def fire(self, facts: Facts) -> Iterable[tuple[str, str]]:
        """The (rule, plane) pairs that fire on one fact. Whatever goes wrong, the next run starts clean."""
        state, fired = None, set()
        handle, proceed = self._handle, c_engine.complete_and_start_action
        try:
            code, state = c_engine.assert_fact(handle, self._write(facts))
            if code:
                raise EngineFailureError(f"durable_rules did not accept the fact (code {code})")
            answer = c_engine.start_action_for_state(handle, state)
            if not answer:
                raise EngineFailureError("durable_rules holds the state locked")
            message = answer[1]
            while message:
                fired.add(message[2 : message.index('"', 2)])
                message = proceed(handle, state)
            c_engine.retract_fact(handle, self._retract)
        except BaseException:
            self._reset(state)
            raise
        fired.discard("_")
        return {self._clauses[int(name)] for name in fired}

    def _write(self, facts: Facts) -> str:
        """The facts as one JSON object; what is unknown is left out, an option that was not ticked is 0."""
        parts = [self._head]
        for name, value in facts.items():
            if isinstance(value, frozenset):
                for option, key in self._ticked.get(name, ()):
                    parts.append(key + (_ONE_OR_ZERO[option in value] if option else str(len(value))))
            elif name in self._plain and not isinstance(value, Disputed):
                parts.append(self._plain[name] + _written(value))
            if name in self._known:
                parts.append(self._known[name] + "1")
        return "".join(parts) + "}"

    def _reset(self, state: int | None) -> None:
        with contextlib.suppress(Exception):
            if state is not None:
                c_engine.abandon_action(self._handle, state)
            c_engine.delete_state(self._handle, "R")

    def close(self) -> None:
        """Give the memory back."""
        with contextlib.suppress(Exception):
            c_engine.delete_state(self._handle, "R")
        c_engine.delete_ruleset(self._handle)


def _written(value: bool | int | float | str) -> str:
    if isinstance(value, str):
        return json.dumps(value)
    return number(value) if isinstance(value, float) else str(int(value))


def _native(literal: Literal, codes: Mapping[str, str], *, lenient: bool) -> Native:
    operator, prop, value = literal
    number = int(value) if isinstance(value, bool) else value
    code = codes[prop]
    if operator == "never":  # “not known” is never certain: at most it stays open
        return {"$nex": {code: 1}}
    plain: Native = {code: number} if operator in ("==", "known") else {_NATIVE[operator]: {code: number}}
    return {"$or": [plain, {"$nex": {code: 1}}]} if lenient else plain


def _writers(codes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]], dict[str, str]]:
    """How facts are written, as JSON keys: a plain one; per option (or count, "") of a ticked one; that it is known."""
    plain: dict[str, str] = {}
    ticked: dict[str, list[tuple[str, str]]] = {}
    known: dict[str, str] = {}
    for prop, code in codes.items():
        attribute, slash, option = prop.partition("/")
        key = f',"{code}":'
        if slash:
            ticked.setdefault(attribute, []).append((option, key))
        elif prop.endswith(TICKED):
            ticked.setdefault(prop.removesuffix(TICKED), []).append(("", key))
        elif prop.endswith(KNOWN):
            known[prop.removesuffix(KNOWN)] = key
        else:
            plain[prop] = key
    return plain, ticked, known


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


def _check_shard(
    definition: Mapping[str, Any],
    guards: int,
    properties: Sequence[str],
    children: Mapping[tuple[str, ...], set[str]],
    endings: Mapping[tuple[str, ...], int],
) -> None:
    check_properties([*properties, "_k", "_e", *(f"_g{i}" for i in range(guards))])
    limits = (
        (len(definition), MAX_ACTIONS, "wrong_engine_rules"),
        (len(properties), MAX_PROPERTIES, "wrong_engine_properties"),
        (guards + MAX_CLAUSES_PER_GUARD + 1, MAX_STACK, "wrong_engine_at_once"),
        (max(map(len, children.values()), default=0), MAX_CHILDREN, "wrong_engine_children"),
        (max(endings.values(), default=0), MAX_SAME_END, "wrong_engine_endings"),
    )
    for found, limit, key in limits:
        if found > limit:
            raise EngineLimitError("", message(key, count=found, most=limit), message("mend_engine_spread"))


_shard_numbers = itertools.count()


class Stratum:
    """Rules that read the same facts, spread over as many C rulesets as their number needs."""

    def __init__(self, rules: Sequence[EngineRule], domain: Domains) -> None:
        self.names = tuple(rule.name for rule in rules)
        self._shards: list[_Shard] = []
        batch: list[Compiled] = []
        clauses, properties = 0, frozenset[str]()
        for rule in rules:
            compiled = compile_rule(rule, domain)
            if len(compiled.properties) > MAX_PROPERTIES:
                raise EngineLimitError(rule.name, message("wrong_reads_much"), message("mend_reads_much"))
            wider = properties | compiled.properties
            if batch and (
                clauses + len(compiled.clauses) > MAX_CLAUSES_PER_GUARD * MAX_GUARDS or len(wider) > MAX_PROPERTIES
            ):
                self._shards.append(_Shard(f"s{next(_shard_numbers)}", batch))
                batch, clauses, wider = [], 0, compiled.properties
            batch.append(compiled)
            clauses += len(compiled.clauses)
            properties = wider
        if batch:
            self._shards.append(_Shard(f"s{next(_shard_numbers)}", batch))

    @property
    def rulesets(self) -> int:
        """How many C rulesets this stratum takes."""
        return len(self._shards)

    def run(self, facts: Facts) -> Outcome:
        """Fire the rules on the facts."""
        certain: set[str] = set()
        possible: set[str] = set()
        for shard in self._shards:
            for name, plane in shard.fire(facts):
                (certain if plane == "t" else possible).add(name)
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


class Fired(Protocol):
    """Rules that read the same facts, as a pool holds them."""

    def run(self, facts: Facts) -> Outcome:
        """Fire the rules on the facts."""

    def close(self) -> None:
        """Give the memory of the C rulesets back."""


Strata = Mapping[str, Fired]


class Build(Protocol):
    """Builds the strata of one engine."""

    def __call__(self) -> Strata:
        """New C rulesets."""

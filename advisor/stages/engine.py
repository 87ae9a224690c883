"""durable_rules, used the safe and fast way: the only module that imports it.

Each rule becomes clauses over one wide fact, in two planes: *certain* (true on the known facts) and *possible* (true or
open). An unknown fact is simply absent, and durable_rules finds no comparison with an absent property true; in the
possible plane each literal may also hold because its property is absent. Every limit of the C engine of version 2.0.28
(error numbers and crashes measured for this project) is checked when a base is compiled, because the engine does not.
"""

import contextlib
import itertools
import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import durable_rules_engine as c_engine

from ..library.conditions import (
    All,
    AnyOf,
    Atom,
    Compare,
    Condition,
    Empty,
    Facts,
    Includes,
    Known,
    NoneOf,
)

VERSION = "durable_rules 2.0.28"

MAX_STACK = 64  # conditions true at once under one node: error 303 at run time
MAX_CHILDREN = 511  # different conditions under one node: the 513th loops for ever
MAX_SAME_END = 255  # rules ending in the same condition: the 256th overwrites memory
MAX_GROUPS = 15  # $and/$or groups in one pattern: error 113
MAX_PROPERTIES = 220  # of 252 in one fact, with room for guards
MAX_CLAUSES_PER_GUARD = 32
MAX_GUARDS = 24  # guards + clauses of one guard + the sentinel stay under MAX_STACK
MAX_ACTIONS = 4096
MAX_STRING = 65_535
MAX_INTEGER = 2**63 - 1
MAX_ALTERNATIVES = 256  # clauses of one rule: our own bound on how wide a condition may grow
RESERVED = ("id", "sid")

_PROPERTY = "p"
_KNOWN, _TICKED = "#known", "#ticked"  # properties beside the facts: answered at all, and how many options
_ONE_OR_ZERO = ("0", "1")

Literal_ = tuple[str, str, Any]  # operator, property, value
Native = dict[str, Any]  # a condition as durable_rules reads it
Clause = tuple[Literal_, ...]

_OPPOSITE = {"==": "!=", "!=": "==", ">=": "<", "<": ">=", ">": "<=", "<=": ">", "known": "never", "never": "known"}
_OPERATOR = {"is": "==", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}
_NATIVE = {">=": "$gte", "<": "$lt", ">": "$gt", "<=": "$lte", "!=": "$neq"}


class EngineLimitError(ValueError):
    """A base that the engine cannot carry. ``rule`` names the culprit, or is empty."""

    def __init__(self, rule: str, what: str, remedy: str) -> None:
        self.rule, self.what, self.remedy = rule, what, remedy
        super().__init__(f"{rule}: {what} {remedy}")


class EngineFailureError(RuntimeError):
    """The engine did not do what it did before; the state was thrown away and the next run starts clean."""


@dataclass(frozen=True)
class EngineRule:
    """A named condition; ``open_too`` asks for the possible plane beside the certain one."""

    name: str
    condition: Condition
    open_too: bool = True


class Domains(Protocol):
    """The option codes of a choice, so that a wide membership can be written as its complement."""

    def __call__(self, name: str) -> Sequence[str] | None:
        """The codes of a question with one choice; None for anything else."""


@dataclass(frozen=True)
class Outcome:
    """The rules that hold on the known facts, and those that hold or may still hold."""

    certain: frozenset[str]
    possible: frozenset[str]


def literals(condition: Condition, domain: Domains, *, negated: bool = False) -> list[Clause]:
    """A condition in disjunctive normal form: clauses of literals over flat properties."""
    if isinstance(condition, All | AnyOf | NoneOf):
        negated_parts = negated != isinstance(condition, NoneOf)
        parts = (literals(part, domain, negated=negated_parts) for part in condition.parts)
        joined_by_and = isinstance(condition, All | NoneOf) != negated
        if not joined_by_and:
            return _bounded([clause for part in parts for clause in part])
        product: list[Clause] = [()]
        for part in parts:
            product = _bounded([a + b for a in product for b in part])
        return product
    return _atom(condition, domain, negated=negated)


def _bounded(clauses: list[Clause]) -> list[Clause]:
    unique = list(dict.fromkeys(tuple(dict.fromkeys(clause)) for clause in clauses))
    if len(unique) > MAX_ALTERNATIVES:
        what = f"The condition grows to more than {MAX_ALTERNATIVES} alternatives."
        raise EngineLimitError("", what, "split it over two rules or a derived fact.")
    return unique


def _atom(atom: Atom, domain: Domains, *, negated: bool) -> list[Clause]:
    if isinstance(atom, Compare):
        operator = _OPPOSITE[_OPERATOR[atom.operator]] if negated else _OPERATOR[atom.operator]
        return [((operator, atom.name, atom.value),)]
    if isinstance(atom, Known):
        return [(("never" if negated else "known", atom.name + _KNOWN, 1),)]
    if isinstance(atom, Empty):
        return [((">" if negated else "==", atom.name + _TICKED, 0),)]
    if isinstance(atom, Includes):
        wanted, together = (1, atom.quantity == "all") if atom.quantity != "none" else (0, True)
        if negated:
            wanted, together = 1 - wanted, not together
        ticks: list[Literal_] = [("==", f"{atom.name}/{option}", wanted) for option in dict.fromkeys(atom.options)]
        return [tuple(ticks)] if together else [(tick,) for tick in ticks]
    codes = domain(atom.name) or atom.values
    inside = [code for code in codes if (code in atom.values) != negated]
    outside = [code for code in codes if code not in inside]
    if not inside or len(inside) > 2:  # exclusive complement: one clause instead of many
        return [tuple(("!=", atom.name, code) for code in outside)]
    return [(("==", atom.name, code),) for code in inside]


def _fnv(text: str) -> int:
    """The 32-bit hash by which the C engine tells names apart."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * 16777619) & 0xFFFFFFFF
    return value


def _check_properties(properties: Iterable[str]) -> None:
    seen: dict[int, str] = {}
    for name in properties:
        if name in RESERVED or name.startswith("$") or any(c in name for c in '."\\') or len(name) > 200:
            raise EngineLimitError("", f"The name “{name}” is reserved by the engine.", "choose another name.")
        other = seen.setdefault(_fnv(name), name)
        if other != name:
            what = f"The names “{name}” and “{other}” look the same to the engine (32-bit hash)."
            raise EngineLimitError("", what, "rename one of them.")


def _check_value(value: Any, rule: str) -> None:
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise EngineLimitError(rule, f"The number {value} has more than 64 bits.", "use a smaller number.")
    if isinstance(value, float) and "e" in _number(value):
        raise EngineLimitError(rule, f"The number {value!r} needs an exponent.", "use fewer decimals.")
    if isinstance(value, str) and len(value.encode()) > MAX_STRING:
        raise EngineLimitError(rule, f"A text is longer than {MAX_STRING} bytes.", "shorten it.")


def _number(value: float) -> str:
    text = repr(value)
    return f"{value:.12f}".rstrip("0") if "e-" in text else text


@dataclass(frozen=True)
class _Compiled:
    """One rule as clauses per plane ("t" certain, "p" possible), and the properties it reads."""

    name: str
    clauses: tuple[tuple[str, tuple[tuple[Literal_, bool], ...]], ...]
    properties: frozenset[str]


def _compile(rule: EngineRule, domain: Domains) -> _Compiled:
    try:
        alternatives = literals(rule.condition, domain)
    except EngineLimitError as error:
        raise EngineLimitError(rule.name, error.what, error.remedy) from None
    clauses = []
    for clause in alternatives:
        for _, _, value in clause:
            _check_value(value, rule.name)
        if all(operator != "never" for operator, _, _ in clause):
            clauses.append(("t", tuple((literal, False) for literal in clause)))
        if rule.open_too:
            if len(clause) + 1 > MAX_GROUPS:
                what = f"A clause of the rule has {len(clause)} conditions; the engine carries {MAX_GROUPS - 1}."
                raise EngineLimitError(rule.name, what, "split it with a derived fact.")
            clauses.append(("p", tuple((literal, True) for literal in clause)))
    return _Compiled(rule.name, tuple(clauses), frozenset(prop for c in alternatives for _, prop, _ in c))


class _Shard:
    """One C ruleset: a sentinel that always fires, and clauses behind guards that bound the engine's stack.

    Properties and rules go by short codes: each answer of the engine repeats the whole fact, so short is fast.
    """

    def __init__(self, name: str, rules: Sequence[_Compiled]) -> None:
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
            elif name in self._plain:
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
    return _number(value) if isinstance(value, float) else str(int(value))


def _native(literal: Literal_, codes: Mapping[str, str], *, lenient: bool) -> Native:
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
        elif prop.endswith(_TICKED):
            ticked.setdefault(prop.removesuffix(_TICKED), []).append(("", key))
        elif prop.endswith(_KNOWN):
            known[prop.removesuffix(_KNOWN)] = key
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
    _check_properties([*properties, "_k", "_e", *(f"_g{i}" for i in range(guards))])
    limits = (
        (len(definition), MAX_ACTIONS, "rules in one ruleset"),
        (len(properties), MAX_PROPERTIES, "properties in one fact"),
        (guards + MAX_CLAUSES_PER_GUARD + 1, MAX_STACK, "conditions true at once"),
        (max(map(len, children.values()), default=0), MAX_CHILDREN, "different conditions after the same one"),
        (max(endings.values(), default=0), MAX_SAME_END, "rules that end in the same condition"),
    )
    for found, limit, what in limits:
        if found > limit:
            raise EngineLimitError("", f"{found} {what}; the engine carries {limit}.", "spread the rules.")


_shard_numbers = itertools.count()


class Stratum:
    """Rules that read the same facts, spread over as many C rulesets as their number needs."""

    def __init__(self, rules: Sequence[EngineRule], domain: Domains) -> None:
        self.names = tuple(rule.name for rule in rules)
        self._shards: list[_Shard] = []
        batch: list[_Compiled] = []
        clauses, properties = 0, frozenset[str]()
        for rule in rules:
            compiled = _compile(rule, domain)
            if len(compiled.properties) > MAX_PROPERTIES:
                raise EngineLimitError(rule.name, "The rule reads too many facts.", "split it.")
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
            while self._free:
                for stratum in self._free.pop().values():
                    stratum.close()


Strata = Mapping[str, Stratum]


class Build(Protocol):
    """Builds the strata of one engine."""

    def __call__(self) -> Strata:
        """New C rulesets."""

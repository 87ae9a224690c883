"""Conditions compiled to plain Python: for questions that need thousands of evaluations.

Made of syntax trees, from the checked model: no text of the knowledge is ever evaluated as code. `conditions` owns the
meaning; the tests hold this module to it, and to durable_rules, which remains the engine of an advice.
"""

import ast
from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any

from .conditions import (
    All,
    AnyOf,
    Atom,
    Compare,
    Condition,
    Disputed,
    Empty,
    Facts,
    Includes,
    Known,
    OneOf,
    Truth,
    evaluate,
    literal,
    names,
    normal,
)

FALSE, OPEN, TRUE = 0, 1, 2
_NUMBER: Mapping[Truth, int] = {False: FALSE, None: OPEN, True: TRUE}

_COMPARISON: Mapping[str, ast.cmpop] = {
    "is": ast.Eq(),
    "at_least": ast.GtE(),
    "at_most": ast.LtE(),
    "above": ast.Gt(),
    "below": ast.Lt(),
}
_NEGATED: Mapping[str, ast.cmpop] = {
    "is": ast.NotEq(),
    "at_least": ast.Lt(),
    "at_most": ast.Gt(),
    "above": ast.LtE(),
    "below": ast.GtE(),
}


class Bank:
    """Named conditions as one function: facts in; out, for each, `FALSE`, `OPEN` (possible, not certain) or `TRUE`."""

    def __init__(self, conditions: Mapping[str, Condition]) -> None:
        self.names: Sequence[str] = tuple(conditions)
        self._conditions = tuple(conditions.values())
        self._constants: dict[str, Any] = {}
        read = list(dict.fromkeys(name for condition in conditions.values() for name in names(condition)))
        self._variables = {name: f"v{i}" for i, name in enumerate(read)}
        scope: dict[str, Any] = {}
        exec(self._code(conditions), {"__builtins__": {}, **self._constants}, scope)  # noqa: S102 - made of syntax trees
        self._run = scope["run"]

    def run(self, facts: Facts) -> tuple[int, ...]:
        """The truth of each condition, in the order of `names`."""
        if Disputed not in map(type, facts.values()):
            result: tuple[int, ...] = self._run(facts.get)
            return result
        disputed = {name for name, answer in facts.items() if isinstance(answer, Disputed)}
        settled = {name: answer for name, answer in facts.items() if name not in disputed}
        return tuple(
            truth if disputed.isdisjoint(names(condition)) else _NUMBER[evaluate(condition, facts)]
            for condition, truth in zip(self._conditions, self._run(settled.get), strict=True)
        )

    def _code(self, conditions: Mapping[str, Condition]) -> CodeType:
        body: list[ast.stmt] = [
            ast.Assign([ast.Name(variable, ast.Store())], ast.Call(_load("get"), [ast.Constant(name)], []))
            for name, variable in self._variables.items()
        ]
        truths: list[ast.expr] = [
            ast.IfExp(  # most conditions are false: whether one is possible is asked first
                self._holds(condition, open_too=True),
                ast.IfExp(self._holds(condition, open_too=False), ast.Constant(TRUE), ast.Constant(OPEN)),
                ast.Constant(FALSE),
            )
            for condition in map(normal, conditions.values())
        ]
        body.append(ast.Return(ast.Tuple(truths, ast.Load())))
        arguments = ast.arguments(posonlyargs=[], args=[ast.arg("get")], kwonlyargs=[], kw_defaults=[], defaults=[])
        function = ast.FunctionDef("run", arguments, body, [])
        if "type_params" in ast.FunctionDef._fields:
            function.type_params = []  # type: ignore[attr-defined,unused-ignore]
        return compile(ast.fix_missing_locations(ast.Module([function], [])), "<conditions>", "exec")

    def _holds(self, condition: Condition, *, open_too: bool) -> ast.expr:
        """An expression that is true when the normal condition is true (or, ``open_too``, may still become so)."""
        if isinstance(condition, All | AnyOf):
            together = isinstance(condition, All)
            parts = [self._holds(part, open_too=open_too) for part in condition.parts]
            if not parts:
                return ast.Constant(together)
            return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And() if together else ast.Or(), parts)
        atom, wanted = literal(condition)
        value = _load(self._variables[atom.name])
        test = ast.Compare(value, [ast.Is() if open_too else ast.IsNot()], [ast.Constant(None)])
        return ast.BoolOp(ast.Or() if open_too else ast.And(), [test, self._atom(atom, value, wanted=wanted)])

    def _atom(self, atom: Atom, value: ast.expr, *, wanted: bool) -> ast.expr:
        """The atom on a known value."""
        if isinstance(atom, Known):
            return ast.Constant(wanted)
        if isinstance(atom, Compare):
            operator = (_COMPARISON if wanted else _NEGATED)[atom.operator]
            return ast.Compare(value, [operator], [ast.Constant(atom.value)])
        if isinstance(atom, OneOf):
            return ast.Compare(value, [ast.In() if wanted else ast.NotIn()], [self._set(atom.values)])
        if isinstance(atom, Empty):
            return ast.UnaryOp(ast.Not(), value) if wanted else value
        return self._includes(atom, value, wanted=wanted)

    def _includes(self, atom: Includes, value: ast.expr, *, wanted: bool) -> ast.expr:
        options = self._set(atom.options)
        if atom.quantity == "all":
            found: ast.expr = ast.Compare(value, [ast.GtE()], [options])
        else:
            found = ast.Call(ast.Attribute(value, "isdisjoint", ast.Load()), [options], [])
        as_found = atom.quantity != "any"  # “any” is what is not disjoint
        return found if as_found == wanted else ast.UnaryOp(ast.Not(), found)

    def _set(self, options: Sequence[str]) -> ast.expr:
        name = f"s{len(self._constants)}"
        self._constants[name] = frozenset(options)
        return _load(name)


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())

"""The same rules in ZEN, a rule engine in Rust: one decision with one expression node, compiled once.

Of the ways that were tried this is the fastest. One expression that lists the truth of every rule takes half as long as
an expression per rule, whose answers come back under a name each. A decision must come from a loader: the object that
`create_decision` makes of a text compiles its expressions again at every evaluation, and takes ten times as long.
"""

import json
from collections.abc import Sequence
from itertools import compress

from zen import ZenEngine

from advisor.library.conditions import Atom, Compare, Empty, Facts, Includes, OneOf, names
from advisor.stages.clauses import EngineRule
from advisor.stages.engine import Outcome

from .planes import formula, several, ticked

_OPERATOR = {"is": "==", "at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}
_OPPOSITE = {"is": "!=", "at_least": "<", "at_most": ">", "above": "<=", "below": ">="}


class Zen:
    """Rules in one decision of ZEN."""

    def __init__(self, rules: Sequence[EngineRule]) -> None:
        conditions = [rule.condition for rule in rules]
        self._names = [rule.name for rule in rules]
        self._variables = {n: f"a{i}" for i, n in enumerate(dict.fromkeys(n for c in conditions for n in names(c)))}
        self._several = several(conditions)
        truths = (
            f"{formula(c, self, open_too=False)} ? 2 : {formula(c, self, open_too=True)} ? 1 : 0" for c in conditions
        )
        loader = {"type": "static", "content": {"rules": _decision(f"[{', '.join(truths)}]")}}
        self._engine = ZenEngine({"loader": loader})
        self.run({})  # the decision is compiled when it is first asked for

    def run(self, facts: Facts) -> Outcome:
        """Evaluate the decision on the profile: for each rule 2 when it is certain, 1 when it is possible."""
        known = {}
        for name, value in facts.items():
            if name in self._variables:
                known[self._variables[name]] = list(value) if isinstance(value, frozenset) else value
        truths = self._engine.evaluate("rules", known)["result"]["truths"]
        certain = frozenset(compress(self._names, map((2).__eq__, truths)))
        return Outcome(certain, frozenset(compress(self._names, truths)))

    def close(self) -> None:
        """Nothing is held outside the engine."""

    # The notation of `planes`.

    def together(self, word: str, parts: Sequence[str]) -> str:
        return f"({f' {word} '.join(parts)})"

    def known(self, name: str, *, wanted: bool) -> str:
        return f"{self._variables[name]} {'!=' if wanted else '=='} null"

    def constant(self, truth: bool) -> str:
        return str(truth).lower()

    def atom(self, atom: Atom, *, wanted: bool) -> str:
        variable = self._variables[atom.name]
        if isinstance(atom, Compare):
            return f"{variable} {(_OPERATOR if wanted else _OPPOSITE)[atom.operator]} {json.dumps(atom.value)}"
        if isinstance(atom, OneOf):
            return f"{variable} {'in' if wanted else 'not in'} {json.dumps(atom.values)}"
        if isinstance(atom, Empty):
            return f"len({variable}) {'==' if wanted else '!='} 0"
        assert isinstance(atom, Includes)  # `planes` writes what is known
        word, on = ticked(atom, wanted=wanted)
        members = [f"{json.dumps(option)} {'in' if on else 'not in'} {variable}" for option in atom.options]
        return members[0] if len(members) == 1 else self.together(word, members)


def _decision(expression: str) -> dict[str, object]:
    """A JDM graph: what comes in, the expression, what goes out."""
    content = {"expressions": [{"id": "truths", "key": "truths", "value": expression}]}
    nodes: list[dict[str, object]] = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": content},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "first", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "second", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    where = {"position": {"x": 0, "y": 0}}
    return {"nodes": [{**node, **where} for node in nodes], "edges": edges}

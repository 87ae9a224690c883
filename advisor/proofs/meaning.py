"""What can never be so, what always is, and the parts of a condition without which nothing would change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..insight.formulas import (
    FALSE,
    NOT_FALSE,
    NOT_TRUE,
    TRUE,
    Formula,
    Literal,
    Some,
    Truths,
    called_for,
    given,
    has_verdict,
    holds,
    literals,
    opposite,
)
from ..library.conditions import (
    GROUPS,
    All,
    AnyOf,
    Compare,
    Condition,
    Includes,
    Known,
    NoneOf,
    OneOf,
    atoms,
    negated,
    normal,
)
from ..library.strict_yaml import Place
from ..stages.verdicts import VERDICTS
from .flaws import Flaw, flaw
from .holders import Holder, View, applying
from .prover import Claim, Prover, formulas, saying, written

# That a part of a condition that rises with it matters to one of these truths: what its siblings are, and it is not.
_RISING: dict[Truths, Truths] = {TRUE: TRUE, NOT_TRUE: TRUE, FALSE: NOT_FALSE, NOT_FALSE: NOT_FALSE}
_OTHER: dict[Truths, Truths] = {TRUE: NOT_TRUE, NOT_FALSE: FALSE}


def flaws(prover: Prover, found: Iterable[Holder]) -> Iterator[Flaw]:
    """Every flaw of the conditions that were ``found``, each by itself."""
    idle = set()  # entries that are never at work: what else stands in them is not looked at
    for holder in found:
        if holder.entry not in idle:
            told = list(_of_holder(holder, prover.anyhow if holder.anyhow else prover))
            idle |= {holder.entry for one in told if one.code == "never-applies" and one.place == ("when",)}
            yield from told
    for rule_id in prover.edition.rules:
        yield from _otherwise(rule_id, prover)
        yield from _stays_open(rule_id, prover)
    for rid, callers in prover.edition.callers.items():
        if callers and not prover.possible(given(rid, prover.edition)):
            yield flaw("never-given", prover.edition, ("recommendation", rid))


def _of_holder(holder: Holder, prover: Prover) -> Iterator[Flaw]:
    first, tree = holder.views[0], _tree(holder.place, holder.condition)
    context = formulas(first.else_)
    works = [holder.reading(tree.condition, first.truths), *context]
    if not prover.possible(*works):
        if holder.never and (holder.place == ("when",) or prover.possible(*context)):
            excludes = prover.excluding([*_apart(holder, tree, first.truths), *first.else_])
            yield flaw(
                holder.never,
                prover.edition,
                holder.entry,
                holder.place,
                excludes=excludes,
                condition=written(holder.condition),
            )
        return
    silent = any(isinstance(atom, Known) for _, atom in atoms(holder.condition))  # silence refutes it: that is meant
    anybody = prover.anyhow if holder.entry[0] == "question" else prover  # questions in a circle hold each other up
    if holder.refuted is not None and not silent and not anybody.possible(holder.refuted):
        witness = prover.smallest(*works)
        yield flaw(
            "always-applies",
            prover.edition,
            holder.entry,
            holder.place,
            witness=witness,
            condition=written(holder.condition),
        )
        return
    told: set[Place] = set()
    for code, among in (("idle-part", prover.anyhow), ("asked-already", prover)):
        idle: list[tuple[_Node, list[Claim]]] = []
        _without_idle(holder, tree, holder.views, among, idle)
        for node, claims in idle:
            if node.place not in told:
                told.add(node.place)
                part, excludes, witness = written(node.written), among.excluding(claims), prover.smallest(*works)
                yield flaw(
                    code, prover.edition, holder.entry, node.place, witness=witness, excludes=excludes, part=part
                )


def _otherwise(rule_id: str, prover: Prover) -> Iterator[Flaw]:
    """A last severity line that nobody gets, for another always holds."""
    entry, rule = ("rule", rule_id), prover.edition.rules[rule_id]
    applies = applying(rule_id, prover)
    lines = [
        prover.claim(entry, ("severity", i, line.level), line.when, NOT_TRUE)
        for i, line in enumerate(rule.severity)
        if line.when is not None
    ]
    claims = [*applies, *lines]
    if lines and not prover.possible(*formulas(claims)) and prover.possible(*formulas(applies)):
        place: Place = ("severity", len(rule.severity) - 1)
        excludes = prover.excluding(claims)
        yield flaw("idle-severity", prover.edition, entry, place, excludes=excludes, condition="otherwise")


def _stays_open(rule_id: str, prover: Prover) -> Iterator[Flaw]:
    """A rule that stays open though every question that is asked is answered: it rests on one that is not asked."""
    edition, rule = prover.edition, prover.edition.rules[rule_id]
    decided = has_verdict(rule, VERDICTS[:1], edition)
    open_ = [has_verdict(rule, VERDICTS[:-1], edition), opposite(decided)]
    witness = prover.smallest(*open_, *_answered(open_, prover))
    if witness is not None and prover.possible(called_for(rule_id, edition)):  # else that is told already
        yield flaw("stays-open", edition, ("rule", rule_id), ("when",), witness=witness)


def _answered(formulas: Sequence[Formula], prover: Prover) -> Iterator[Formula]:
    """That each question that may be read is answered, unless it is not asked."""
    todo = list(dict.fromkeys(literal.atom.name for formula in formulas for literal in literals(formula)))
    for name in todo:  # grows while it is gone through
        parts: list[Formula] = [Literal(Known(name), TRUE)]
        if (when := prover.edition.questions[name].ask_when) is not None:
            parts.append(holds(when, NOT_TRUE, prover.edition))
        yield Some(tuple(parts))
        todo += [n for n in (literal.atom.name for literal in literals(parts[-1])) if n not in todo]


@dataclass(frozen=True, eq=False)
class _Node:
    """A part of a condition: where it stands, as it was written, the same `normal`, and its own parts."""

    place: Place
    written: Condition
    condition: Condition
    parts: tuple["_Node", ...] = ()


def _tree(place: Place, written: Condition, *, turned: bool = False) -> _Node:
    """A condition taken apart down to single options; ``turned``: within a `none`."""
    condition = negated(written) if turned else normal(written)
    if isinstance(written, GROUPS):
        word = "all" if isinstance(written, All) else "any" if isinstance(written, AnyOf) else "none"
        turned = turned != isinstance(written, NoneOf)
        parts = tuple(_tree((*place, word, i), part, turned=turned) for i, part in enumerate(written.parts))
        return _Node(place, written, condition, parts)
    if isinstance(written, Includes | OneOf) and (options := _options(written)):
        return replace(_tree(place, options, turned=turned), written=written)
    return _Node(place, written, condition)


def _options(atom: Includes | OneOf) -> Condition | None:
    """An atom on several options as a group of atoms on one."""
    if isinstance(atom, OneOf):
        return AnyOf(tuple(Compare(atom.name, "is", v) for v in atom.values)) if len(atom.values) > 1 else None
    parts = tuple(Includes(atom.name, "any", (option,)) for option in atom.options)
    group = All if atom.quantity == "all" else AnyOf if atom.quantity == "any" else NoneOf
    return group(parts) if len(parts) > 1 else None


def _without_idle(
    holder: Holder, node: _Node, views: Sequence[View], prover: Prover, idle: list[tuple[_Node, list[Claim]]]
) -> _Node:
    """The same without the parts that may go, all of them at once.

    Those are put in ``idle``, outermost first, each with what would have to be so for it to matter: it cannot be.
    """
    left = list(node.parts)
    for part in reversed(node.parts):
        others = [other for other in left if other is not part]
        matters = [[*_beside(holder, node, others, view), _claim(holder, part, _turned(node, view))] for view in views]
        if others and not any(prover.possible(*formulas(claims)) for claims in matters):
            left = others
            idle.append((part, matters[0]))
    for number, part in enumerate(left):
        others = [other for other in left if other is not part]
        inner = [View(view.truths, tuple(_beside(holder, node, others, view))) for view in views]
        left[number] = _without_idle(holder, part, inner, prover, idle)
    if not left:
        return node
    group = AnyOf if isinstance(node.condition, AnyOf) else All
    return replace(node, condition=group(tuple(part.condition for part in left)), parts=tuple(left))


def _beside(holder: Holder, node: _Node, others: Sequence[_Node], view: View) -> Iterator[Claim]:
    """What must be so for one part of a group to matter: the view, and that the other parts leave it to this one."""
    truths = _RISING[view.truths]
    truths = _OTHER[truths] if isinstance(node.condition, AnyOf) else truths
    yield from view.else_
    yield from (_claim(holder, other, truths) for other in others)


def _turned(node: _Node, view: View) -> Truths:
    """The truths of a part of a group with which it would matter."""
    truths = _RISING[view.truths]
    return truths if isinstance(node.condition, AnyOf) else _OTHER[truths]


def _apart(holder: Holder, node: _Node, truths: Truths) -> Iterator[Claim]:
    """That a condition has one of some truths, as one claim for each part that must have it."""
    if isinstance(node.written, GROUPS) and isinstance(node.condition, AnyOf) != (truths in _OTHER):
        for part in node.parts:
            yield from _apart(holder, part, truths)
    else:
        yield _claim(holder, node, truths)


def _claim(holder: Holder, node: _Node, truths: Truths) -> Claim:
    return Claim(
        holder.entry, node.place, partial(saying, node.condition, truths), holder.reading(node.condition, truths)
    )

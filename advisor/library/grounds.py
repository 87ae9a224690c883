"""Why something is so: what limits a rule, what comes before a recommendation, what is behind a factor."""

from collections.abc import Iterator, Mapping

from ..phrases import message
from .conditions import atoms
from .edition import Edition
from .model import Ground, Rule
from .named import Fault, known, unread
from .reach import reachable
from .strict_yaml import Place


def limits(edition: Edition, entry: tuple[str, str], rule: Rule) -> Iterator[Fault]:
    """A context answer that can shut a weakness out needs a ground: a passage, or the editors' reason."""
    read = {atom.name for _, atom in atoms(rule.when)}
    if rule.unless is not None:
        read |= {atom.name for _, atom in atoms(rule.unless)}
    limiting = [name for name in edition.priorities.context if name in read and name in edition.questions]
    for name in limiting:
        if name not in rule.limits:
            what = message("wrong_limit_lacks", name=name)
            yield entry, ("limits",), what, message("mend_limit_lacks", name=name)
    for name in rule.limits:
        if name not in limiting and not unread(edition, name, "question"):
            yield entry, ("limits", name), message("wrong_limit_idle", name=name), message("mend_limit_idle")
    yield from cited(edition, entry, ("limits",), rule.limits)


def cited(edition: Edition, entry: tuple[str, str], place: Place, grounds: Mapping[str, Ground]) -> Iterator[Fault]:
    """Every passage that grounds are said to stand in exists."""
    for name, ground in grounds.items():
        yield from known(edition, entry, (*place, name, "because"), ground.because, edition.passages, "passage")


def causes(edition: Edition) -> Iterator[Fault]:
    """Causes lead from one factor to another, each pair once, and never back to themselves."""
    seen: dict[tuple[str, str], str] = {}
    for cause_id, cause in edition.causes.items():
        entry = ("cause", cause_id)
        for field in ("cause", "effect"):
            yield from known(edition, entry, (field,), [getattr(cause, field)], edition.factors, "factor", listed=False)
        yield from known(edition, entry, ("because",), cause.because, edition.passages, "passage")
        pair = (cause.cause, cause.effect)
        if pair in seen:
            yield entry, (), message("wrong_said_already", name=seen[pair]), message("mend_said_already")
        seen.setdefault(pair, cause_id)
    effects = {factor: [c.effect for c in edition.causes.values() if c.cause == factor] for factor in edition.factors}
    for factor in (f for f in sorted(effects) if f in reachable(f, lambda one: effects.get(one, []))):
        cause_id = next(cid for cid, c in edition.causes.items() if c.cause == factor)
        what = message("wrong_causes_itself", name=factor)
        yield ("cause", cause_id), ("cause",), what, message("mend_break_circle")

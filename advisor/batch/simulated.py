"""A simulation as text, as CSV, as JSON, or as a picture."""

from collections.abc import Callable, Iterator, Mapping

from ..advice import to_json
from ..library.cells import csv_line
from ..phrases import say
from ..picture.shifts import Group, Pair, shifts
from .simulation import PLACES, Made, Shift, Simulation
from .tables import percent

COLUMNS = ("place", "id", "title", "before", "after", "organisations")
NONE = "–"
DRAWN = 12  # of each place


def as_text(simulation: Simulation) -> str:
    """Tables for the terminal: before and after, and behind them what they count."""
    title = _title(simulation)
    lines = [title, "=" * len(title), *_changes(simulation)]
    for heading, of_place in _groups(simulation):
        rows = [(_count(s.before, simulation), _count(s.after, simulation), s.title) for s in of_place]
        head = (say("simulation_before", simulation.language), say("simulation_after", simulation.language), "")
        widths = [max(len(row[at]) for row in (head, *rows)) for at in (0, 1)]
        lines += ["", heading.upper()]
        lines += [f"{one:>{widths[0]}}  {other:>{widths[1]}}  {what}".rstrip() for one, other, what in (head, *rows)]
    return "\n".join([*lines, "", *_told(simulation), ""])


def as_csv(simulation: Simulation) -> str:
    """A row for each recommendation in each place; a side whose knowledge does not have it is empty."""
    rows = (
        (s.place, s.id, s.title, *("" if n is None else n for n in (s.before, s.after)), simulation.organisations or "")
        for s in simulation.shifts
    )
    return "".join(map(csv_line, (COLUMNS, *rows)))


def as_svg(simulation: Simulation) -> str:
    """What shifts most in each place, on one scale."""
    groups = [
        Group(heading, [Pair(s.title, s.before, s.after, _pair(s, simulation)) for s in of_place[:DRAWN]])
        for heading, of_place in _groups(simulation)
    ]
    return shifts(_title(simulation), groups, simulation.organisations or 0, simulation.language)


def _pair(shift: Shift, simulation: Simulation) -> str:
    one, other = (_share(count, simulation) for count in (shift.before, shift.after))
    return say("simulation_pair", simulation.language, before=one, after=other)


def _share(count: int | None, simulation: Simulation) -> str:
    return NONE if count is None else f"{percent(count, simulation.organisations or 1)}%"


def _count(count: int | None, simulation: Simulation) -> str:
    return NONE if count is None else f"{count} · {_share(count, simulation)}"


def _title(simulation: Simulation) -> str:
    language, count = simulation.language, simulation.organisations
    few = say("portfolio_few", language, least=simulation.least)
    size = few if count is None else say("organisations", language, count=count)
    return f"{say('simulation', language)}: {size}"


def _groups(simulation: Simulation) -> Iterator[tuple[str, list[Shift]]]:
    for place in PLACES:
        found = [shift for shift in simulation.shifts if shift.place == place]
        if found:
            yield say(f"simulation_{place}", simulation.language), found


def _changes(simulation: Simulation) -> Iterator[str]:
    """What changes, and for how many something else comes first."""
    language, before, after = simulation.language, simulation.before, simulation.after
    yield from (say("simulation_answer", language, answer=answer) for answer in after.answers)
    if before.knowledge_sha256 != after.knowledge_sha256:
        yield say("simulation_knowledge", language, before=_made(before), after=_made(after))
    if simulation.others_first is not None:
        share = percent(simulation.others_first, simulation.organisations or 1)
        yield say("simulation_others", language, count=simulation.others_first, share=share)


def _told(simulation: Simulation) -> Iterator[str]:
    language = simulation.language
    if simulation.organisations != 0:
        yield say("simulation_withheld", language, least=simulation.least)
    if simulation.with_mistakes is None:
        yield say("portfolio_some_without", language)
    elif simulation.with_mistakes:
        yield say("portfolio_without", language, count=simulation.with_mistakes)
    yield _made(simulation.before)


def _made(made: Made) -> str:
    return f"{made.edition} · {made.knowledge_sha256[:12]}"


FORMATS: Mapping[str, Callable[[Simulation], str | bytes]] = {
    ".txt": as_text,
    ".csv": as_csv,
    ".json": to_json,
    ".svg": as_svg,
}

"""A plan as picture, calendar, table and Markdown: read by other readers, and the same bytes every time."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import icalendar
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.picture.gantt import LABELS, MARGIN, gantt
from advisor.picture.lettering import WIDEST, width
from advisor.plan.answer import Plan
from advisor.plan.planning import plan
from advisor.plan.table import COLUMNS
from advisor.plan.wishes import Wishes
from advisor.report.plan_forms import FORMS, NoFormError, formed
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

SVG = "{http://www.w3.org/2000/svg}"
START = date(2027, 1, 4)
NASTY = "=cmd|' /C calc'!A0; \"a\", <b>&amp;\\n\r\nBEGIN:VEVENT | #1 \x00 数é" + "x" * 90


@pytest.fixture(scope="module")
def plans(edition: Edition, engine: Pool) -> list[Plan]:
    """Plans with and without dates, with few and many periods, with things done and rejected."""
    advisor = Advisor(edition, engine)
    found = []
    for name in ("ghent-crm", "municipality", "scale-up"):
        advice = advisor.advise(read_profile((CHECKOUT / "examples" / f"{name}.json").read_bytes(), edition), "nl")
        first, second = advice.recommendations[:2]
        for wishes in (
            Wishes(start=START),
            Wishes(capacity=100_000, weeks=13, periods=4, start=START),
            Wishes(capacity=15, weeks=2, periods=20, statuses={first.id: "done", second.id: "rejected"}),
        ):
            found.append(plan(advice, edition, wishes))
    return found


@pytest.fixture(scope="module")
def hostile(plans: list[Plan]) -> Plan:
    """A plan of an organisation, and of recommendations, that are called what nobody is."""
    first = plans[0]
    return replace(first, name=NASTY, tasks=[replace(task, title=NASTY, why=NASTY) for task in first.tasks])


def dated(plans: list[Plan]) -> Iterator[Plan]:
    yield from (one for one in plans if one.frame.start)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes(form: str, plans: list[Plan]) -> None:
    for one in dated(plans):
        assert formed(one, form) == formed(one, form)
        assert len(formed(one, form)) > 500


# --- the picture ---


def test_every_bar_stands_over_its_periods(plans: list[Plan]) -> None:
    """One row a task, one bar over just its periods, a number in each; no two rows overlap."""
    for one in plans:
        root = etree.fromstring(gantt(one).encode())
        rows = [g for g in root.iter(f"{SVG}g") if g.get("class") == "task"]
        assert [g.get("data-task") for g in rows] == [task.id for task in one.tasks]
        column = (float(root.get("width", "")) - LABELS - 2 * MARGIN) / len(one.periods)
        below = 0.0
        for g, task in zip(rows, one.tasks, strict=True):
            bars = [r for r in g.iter(f"{SVG}rect") if r.get("class") == "bar"]
            assert len(bars) == (task.start is not None)
            for bar in bars:
                x, wide = float(bar.get("x", "")), float(bar.get("width", ""))
                assert (x - MARGIN - LABELS) // column + 1 == task.start
                assert (x + wide - MARGIN - LABELS) // column + 1 == task.end
                assert float(bar.get("y", "")) > below
                below = float(bar.get("y", "")) + float(bar.get("height", ""))
                numbers = [t for t in g.iter(f"{SVG}text") if t.get("class") == "said-small"]
                assert [int(t.text or "") for t in numbers] == task.takes
        edges = {p.get("data-edge") for p in root.iter(f"{SVG}path") if p.get("class") == "needs"}
        planned = {task.id for task in one.planned}
        assert edges == {f"{n.id}|{t.id}" for t in one.planned for n in t.needs if n.id in planned}
        assert len([g for g in root.iter(f"{SVG}g") if g.get("class") == "load"]) == len(one.periods)


def test_every_text_stays_in_its_place(plans: list[Plan], hostile: Plan) -> None:
    """Within the picture; a title within its column, even in wider letters; a number within its period."""
    for one in (*plans, hostile):
        root = etree.fromstring(gantt(one).encode())
        wide, high = float(root.get("width", "")), float(root.get("height", ""))
        column = (wide - LABELS - 2 * MARGIN) / len(one.periods)
        for text in root.iter(f"{SVG}text"):
            x, y, long = (float(text.get(name, "")) for name in ("x", "y", "textLength"))
            assert 0 < y < high
            bold = text.get("font-weight") == "700"
            assert long + 0.1 >= width(text.text or "", float(text.get("font-size", "")), bold=bold)
            if x < MARGIN + LABELS:
                assert x + long * WIDEST <= MARGIN + LABELS
            elif (text.text or "").replace("/", "").isdigit():
                assert long * WIDEST <= column + 1
                assert (x - MARGIN - LABELS) // column == (x + long - MARGIN - LABELS) // column
            assert x + long <= wide


def test_the_picture_stands_on_its_own(hostile: Plan) -> None:
    """Only shapes and texts, whatever things are called; a title and a description for who does not see it."""
    root = etree.fromstring(gantt(hostile).encode())
    assert {etree.QName(e).localname for e in root.iter()} == {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert not [n for e in root.iter() for n in e.attrib if n == "style" or n.startswith("on") or "href" in n]
    assert root.get("role") == "img"
    assert all(child.text for child in root[:2])


# --- the calendar ---


def test_another_reader_reads_the_calendar(plans: list[Plan]) -> None:
    """An event for each task that is planned: its days, its title, why it is there; each is one of its own."""
    for one in dated(plans):
        read = icalendar.Calendar.from_ical(formed(one, "ics"))
        assert not read.errors
        events = list(read.walk("VEVENT"))
        assert [str(event["SUMMARY"]) for event in events] == [task.title for task in one.planned]
        for event, task in zip(events, one.planned, strict=True):
            assert not event.errors
            assert task.start is not None
            assert task.end is not None
            assert event.start == START + timedelta(weeks=(task.start - 1) * one.frame.weeks)
            assert event.end == START + timedelta(weeks=task.end * one.frame.weeks)
            assert task.why in str(event["DESCRIPTION"])
            assert event["DTSTAMP"].dt.date() == START
        assert len({str(event["UID"]) for event in events}) == len(events)


def test_a_calendar_holds_only_what_was_written(hostile: Plan) -> None:
    """Whatever things are called: no line longer than 75 octets, no event more, the same text back."""
    raw = formed(hostile, "ics")
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    events = list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))
    assert len(events) == len(hostile.planned)
    assert str(events[0]["SUMMARY"]) == NASTY.replace("\r", "").replace("\x00", "")


def test_a_plan_made_again_replaces_its_events(plans: list[Plan]) -> None:
    """The identity hangs on the organisation and the recommendation, not on when it is planned."""

    def identities(one: Plan) -> dict[str, str]:
        events = icalendar.Calendar.from_ical(formed(one, "ics")).walk("VEVENT")
        return {str(event["SUMMARY"]): str(event["UID"]) for event in events}

    one, other = identities(plans[0]), identities(plans[1])
    assert one.keys() & other.keys()
    assert all(one[title] == other[title] for title in one.keys() & other.keys())
    assert not set(identities(plans[3]).values()) & set(one.values())


def test_a_calendar_needs_a_first_day(plans: list[Plan]) -> None:
    undated = next(one for one in plans if not one.frame.start)
    with pytest.raises(NoFormError, match="2027-01-04"):
        formed(undated, "ics")


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.over_periods])
def test_phases_have_no_picture_and_no_calendar(form: str, plans: list[Plan]) -> None:
    """What stands in for a plan is over no periods: that is said, with what it takes."""
    stand_in = replace(plans[0], method="phases", told=["pip install 'advisor[plan]'"], periods=[])
    with pytest.raises(NoFormError, match="pip install"):
        formed(stand_in, form)


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_phases_are_told(form: str, plans: list[Plan]) -> None:
    """Each task once, under its phase; what it takes, and no period."""
    tasks = [replace(task, start=None, end=None, takes=[], why="", earlier="") for task in plans[0].tasks]
    stand_in = replace(plans[0], method="phases", told=["pip install"], periods=[], tasks=tasks)
    told = " ".join(formed(stand_in, form).decode().split())
    upper = told.upper()
    assert [upper.count(phase) for phase in ("EERST DOEN", "DAARNA")] == [1, 1]
    assert "PERIODE 1" not in upper
    assert all(task.title in told for task in tasks)


# --- the table, and Markdown ---


def test_a_row_for_each_recommendation(plans: list[Plan]) -> None:
    """Each task, and what is done and rejected; numbers as numbers."""
    for one in plans:
        head, *rows = csv.reader(io.StringIO(formed(one, "csv").decode(), newline=""))
        assert tuple(head) == COLUMNS
        told = [dict(zip(head, row, strict=True)) for row in rows]
        assert [row["recommendation"] for row in told] == [t.id for t in (*one.tasks, *one.done, *one.rejected)]
        for row, task in zip(told, one.tasks, strict=False):
            assert (row["start"], row["end"]) == (str(task.start or ""), str(task.end or ""))
            assert [int(days) for days in row["days_each"].split("; ") if days] == task.takes
            assert (int(row["days_high"]), int(row["weeks_low"])) == (task.days[1], task.weeks[0])
            assert bool(row["begins"]) == bool(one.frame.start and task.start)
        assert {row["status"] for row in told[len(one.tasks) :]} <= {"done", "rejected"}


def test_no_cell_is_a_formula(hostile: Plan) -> None:
    rows = csv.reader(io.StringIO(formed(hostile, "csv").decode(), newline=""))
    cells = [cell for row in rows for cell in row]
    assert f"'{NASTY}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_markdown_holds_every_task(plans: list[Plan], hostile: Plan) -> None:
    """In the table and below it; what was typed as a name makes no markup."""
    for one in plans:
        tokens = MarkdownIt("commonmark").enable("table").parse(formed(one, "markdown").decode())
        cells = [t.content for before, t in pairwise(tokens) if before.type == "td_open"]
        assert cells[1::4] == [task.title for task in one.tasks]
    heading = MarkdownIt("commonmark").parse(formed(replace(plans[0], name=NASTY), "markdown").decode())[1]
    assert [child.type for child in heading.children or []] == ["text"]

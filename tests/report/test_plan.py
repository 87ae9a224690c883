"""The plan in a report: in each form the same tasks, periods and reasons, and only where one is asked for."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.advice import open_advisor
from advisor.cli import main
from advisor.plan.answer import Plan
from advisor.plan.planning import plan
from advisor.plan.wishes import Wishes
from advisor.report.formats import FORMATS
from advisor.report.plan_forms import reported
from advisor.report.planning import plan_within
from tests.conftest import CHECKOUT

from .reading import READERS, advice_on, html_tree, report_on, squeezed, written

WISHES = Wishes(25, 4, 10, date(2027, 1, 4), {"win-people-back": "done", "keep-explaining-why": "rejected"})
GHENT = str(CHECKOUT / "examples" / "ghent-crm.json")
each_form = pytest.mark.parametrize("form", FORMATS)


@cache
def made() -> Plan:
    return plan(advice_on("ghent-crm"), open_advisor().edition, WISHES)


@cache
def with_plan(form: str) -> bytes:
    return reported(made(), advice_on("ghent-crm"), open_advisor(), form)


@each_form
def test_every_task_is_told(form: str) -> None:
    """In their order, with what it is, their reasons, and what is done or rejected."""
    text = READERS[form][0](with_plan(form))
    start = text.index(squeezed(made().told[0]))
    for task in made().tasks:
        found = text.find(squeezed(f"{task.rank}. {task.title}"), start)
        assert found > 0, task.title
        if form != "pdf":  # where columns break, a reader takes the lines of a row in another order
            assert squeezed(task.why) in text[found:]
            assert squeezed(task.earlier) in text[found:]
            start = found
    assert len(made().done) + len(made().rejected) == 2
    for one in (*made().done, *made().rejected):
        assert squeezed(one.title) in text[text.index(squeezed(made().told[0])) :]


@each_form
def test_only_where_it_is_asked_for(form: str) -> None:
    plain = READERS[form][0](written(form, "ghent-crm"))
    assert squeezed(made().told[0]) not in plain
    assert report_on("ghent-crm").plan is None


@each_form
def test_the_same_bytes(form: str) -> None:
    assert reported(made(), advice_on("ghent-crm"), open_advisor(), form) == with_plan(form)


def test_phases_have_no_picture() -> None:
    """What stands in for a plan is told with the phase of each task."""
    stand_in = replace(
        made(), method="phases", told=["Fasen."], periods=[], tasks=[replace(t, start=None) for t in made().tasks]
    )
    tree = html_tree(reported(stand_in, advice_on("ghent-crm"), open_advisor(), "html"))
    (section,) = [s for s in tree.iter("section") if s.get("aria-labelledby") == "plan"]
    assert not list(section.iter("svg"))
    cells = [td.text for row in section.iter("tr") for td in row.findall("td")[:1]]
    assert set(cells) <= {"Eerst doen", "Daarna", "Later"}
    assert len(cells) == len(stand_in.tasks)


@pytest.mark.long
def test_the_commands(tmp_path: Path) -> None:
    """`plan` gives a report with the plan that it was asked for, `advise --plan` with that of the knowledge."""
    file = tmp_path / "report.html"
    words = ["plan", GHENT, "--capacity", "25", "--periods", "10", "--format", "html", "-o", str(file)]
    assert CliRunner().invoke(main, words, prog_name="advisor").exit_code == 0
    assert "10 perioden van 4 weken, in elke periode 25 werkdagen." in file.read_text(encoding="utf-8")
    words = ["advise", GHENT, "--plan", "--format", "markdown"]
    told = CliRunner().invoke(main, words, prog_name="advisor").stdout
    shown = plan_within(advice_on("ghent-crm"), open_advisor().edition)
    assert shown.told[0] in told
    assert all(line.why in told for line in shown.lines)
    for form in ("text", "json"):
        refused = CliRunner().invoke(main, ["advise", GHENT, "--plan", "--format", form], prog_name="advisor")
        assert (refused.exit_code, refused.stdout) == (2, "")

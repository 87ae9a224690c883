"""The plan: which recommendation in which period."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ..library.folders import Folders
from ..phrases import Language, say
from ..plan.wishes import MOST, day_in
from .advising import BINARY
from .options import (
    Refusal,
    advisor_on,
    content_of,
    data_option,
    language_option,
    mistakes_in,
    output_option,
    profile_from,
    write,
)
from .speaking import Between, Command, OneOf, spoken

if TYPE_CHECKING:
    from ..advice import Advisor
    from ..library.statuses import Status

FORMS = ("text", "json", "markdown", "svg", "ics", "csv")
REPORTS = ("html", "docx", "pdf")  # the report of the advice, with the plan in it


class Day(click.ParamType[date]):
    """A day, as 2027-01-04."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day. Raises BadParameter."""
        day = day_in(value) if isinstance(value, str) else value
        if day is None:
            raise click.BadParameter(say("cli_not_a_day", spoken(ctx), value=value), ctx, param)
        return day


@click.command(
    cls=Command,
    epilog="advisor plan examples/ghent-crm.json --capacity 30 --weeks 4 --periods 13\n"
    "advisor plan examples/ghent-crm.json --start 2027-01-04 --format ics -o plan.ics",
)
@click.argument("profile", metavar="PROFILE.json")
@click.option("--capacity", type=Between(1, MOST["capacity"]), help="option_capacity")
@click.option("--weeks", type=Between(1, MOST["weeks"]), help="option_weeks")
@click.option("--periods", type=Between(1, MOST["periods"]), help="option_periods")
@click.option("--start", type=Day(), metavar="YYYY-MM-DD", help="option_start")
@click.option("--status", "files", metavar="FILE.json", multiple=True, help="option_statuses")
@click.option("--format", "form", type=OneOf([*FORMS, *REPORTS]), default="text", show_default=True)
@language_option
@output_option
@data_option
def plan(
    profile: str,
    capacity: int | None,
    weeks: int | None,
    periods: int | None,
    start: date | None,
    files: tuple[str, ...],
    form: str,
    language: Language,
    output: str | None,
    data: Folders,
) -> None:
    """Which recommendation in which period, within the working days that there are."""
    from ..plan.planning import PlanTooLargeError
    from ..plan.planning import plan as make
    from ..plan.wishes import Wishes
    from ..report.plan_forms import NoFormError, formed, reported

    if form in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(say("not_to_a_terminal", language, form=form))
    advisor = advisor_on(data)
    advice = advisor.advise(profile_from(profile, advisor, language), language)
    wishes = Wishes(capacity, weeks, periods, start, _statuses(files, advisor, language))
    try:
        made = make(advice, advisor.edition, wishes)
        content = reported(made, advice, advisor, form) if form in REPORTS else formed(made, form)
    except PlanTooLargeError as error:
        raise Refusal([error.sentence(language)]) from None
    except NoFormError as error:
        raise Refusal([str(error)]) from None
    write(content, output)


def _statuses(files: tuple[str, ...], advisor: "Advisor", language: Language) -> "dict[str, Status]":
    """The statuses in some files. Raises Refusal with every mistake of a file, also where another says otherwise."""
    from ..plan.wishes import read_statuses
    from ..stages.profile import MAX_BYTES, parse_json

    found: dict[str, Status] = {}
    for name in files:
        with mistakes_in(name, language):
            read = read_statuses(parse_json(content_of(name, MAX_BYTES), language), advisor.edition, language)
        twice = [rid for rid, status in read.items() if found.get(rid, status) != status]
        if twice:
            raise Refusal([f"{name}: {say('status_twice', language, name=rid, status=found[rid])}" for rid in twice])
        found |= read
    return found

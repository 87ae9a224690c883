"""The plan: which recommendation in which period."""

from typing import TYPE_CHECKING

import click

from ..library.folders import Folders
from ..library.wording import Language
from ..phrases import say
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
from .speaking import Between, Command, OneOf

if TYPE_CHECKING:
    from ..advice import Advisor
    from ..library.statuses import Status

FORMATS = ("text", "json")


@click.command(cls=Command, epilog="advisor plan examples/ghent-crm.json --capacity 30 --weeks 4 --periods 13")
@click.argument("profile", metavar="PROFILE.json")
@click.option("--capacity", type=Between(1, 100_000), help="option_capacity")
@click.option("--weeks", type=Between(1, 52), help="option_weeks")
@click.option("--periods", type=Between(1, 52), help="option_periods")
@click.option("--status", "files", metavar="FILE.json", multiple=True, help="option_statuses")
@click.option("--format", "form", type=OneOf(FORMATS), default="text", show_default=True)
@language_option
@output_option
@data_option
def plan(
    profile: str,
    capacity: int | None,
    weeks: int | None,
    periods: int | None,
    files: tuple[str, ...],
    form: str,
    language: Language,
    output: str | None,
    data: Folders,
) -> None:
    """Which recommendation in which period, within the working days that there are."""
    from ..advice import to_json
    from ..plan.planning import PlanTooLargeError, Wishes
    from ..plan.planning import plan as make
    from ..report.planning import plan_as_text

    advisor = advisor_on(data)
    advice = advisor.advise(profile_from(profile, advisor, language), language)
    wishes = Wishes(capacity, weeks, periods, None, _statuses(files, advisor, language))
    try:
        made = make(advice, advisor.edition, wishes)
    except PlanTooLargeError as error:
        raise Refusal([error.sentence(language)]) from None
    write(to_json(made) if form == "json" else plan_as_text(made), output)


def _statuses(files: tuple[str, ...], advisor: "Advisor", language: Language) -> "dict[str, Status]":
    """The statuses in some files. Raises Refusal with every mistake of a file, also where another says otherwise."""
    from ..plan.statuses import read_statuses
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

"""New entries of the knowledge, as templates to fill in."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from ..library.folders import Folders
from ..library.model import Polarity, QuestionKind
from ..phrases import Language, say
from .options import Refusal, data_option, language_option
from .speaking import Group, OneOf, said_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..library.strict_yaml import Place, Plain

    Named = tuple[Place, str, Sequence[str]]  # a field, the kind of what it names, and its ids

id_option = click.option("--id", "name", metavar="ID", required=True, help="option_new_id")
theme_option = click.option("--theme", metavar="THEME", required=True, help="option_theme")
because_option = click.option("--because", metavar="PASSAGE", multiple=True, help="option_because")


@click.group(
    cls=Group,
    epilog="advisor new factor --id way-back --theme technology --told-by geen-it-project/p8 --overlay my-overlay",
)
@said_in
def new() -> None:
    """A new entry of the knowledge, as a template to fill in."""


def _new(epilog: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command that drafts an entry: the options that each has, and an example."""

    def made(command: Callable[..., Any]) -> click.Command:
        return new.command(epilog=epilog)(id_option(language_option(data_option(command))))

    return made


@_new("advisor new source --id what-we-see --overlay my-overlay")
def source(name: str, language: Language, data: Folders) -> None:
    """A source without a document; with one: advisor sources add."""
    _drafted("source", name, language, data)


@_new("advisor new factor --id way-back --theme technology --told-by geen-it-project/p8 --overlay my-overlay")
@theme_option
@click.option("--told-by", metavar="PASSAGE", multiple=True, help="option_told_by")
def factor(name: str, theme: str, told_by: tuple[str, ...], language: Language, data: Folders) -> None:
    """A factor that sources name."""
    _drafted("factor", name, language, data, theme=theme, named=[(("told_by",), "passage", told_by)])


@_new("advisor new question --id exit_agreed --theme data --kind choice --option yes --option no --overlay my-overlay")
@theme_option
@click.option("--kind", type=OneOf(get_args(QuestionKind)), required=True, help="option_question_kind")
@click.option("--option", "codes", metavar="CODE", multiple=True, help="option_code")
def question(name: str, theme: str, kind: str, codes: tuple[str, ...], language: Language, data: Folders) -> None:
    """A question."""
    from ..library.unfilled import MARKER

    given: dict[Place, Plain] = {}
    if codes:
        given["options",] = {code: {"nl": MARKER, "en": MARKER} for code in codes}
    _drafted("question", name, language, data, variant=kind, theme=theme, given=given)


@_new("advisor new rule --id no-way-back --about fragmented-systems --recommend connect-systems --overlay my-overlay")
@click.option("--about", metavar="FACTOR", required=True, help="option_about")
@click.option(
    "--polarity", type=OneOf(get_args(Polarity)), default="weakness", show_default=True, help="option_polarity"
)
@click.option("--recommend", metavar="ID", multiple=True, help="option_recommend")
@click.option("--helps", metavar="ID", multiple=True, help="option_helps")
@because_option
def rule(
    name: str,
    about: str,
    polarity: str,
    recommend: tuple[str, ...],
    helps: tuple[str, ...],
    because: tuple[str, ...],
    language: Language,
    data: Folders,
) -> None:
    """A rule about a factor."""
    if helps if polarity == "weakness" else recommend:
        raise click.UsageError(say("draft_polarity", language))
    named: list[Named] = [
        (("recommend",), "recommendation", recommend),
        (("helps",), "recommendation", helps),
        (("because",), "passage", because),
    ]
    given: Mapping[Place, Plain] = {("about",): about}
    cites = [("factor", about)]
    _drafted("rule", name, language, data, variant=polarity, named=named, given=given, cites=cites)


@_new("advisor new recommendation --id agree-the-way-back --theme technology --overlay my-overlay")
@theme_option
@because_option
def recommendation(name: str, theme: str, because: tuple[str, ...], language: Language, data: Folders) -> None:
    """A recommendation."""
    named: list[Named] = [(("steps", 0, "because"), "passage", because)]
    _drafted("recommendation", name, language, data, theme=theme, named=named)


@_new("advisor new tension --id one-or-two --sides geen-it-project/p8 geen-it-project/p9 --overlay my-overlay")
@click.option("--sides", metavar="PASSAGE PASSAGE", nargs=2, help="option_sides")
def tension(name: str, sides: tuple[str, str] | None, language: Language, data: Folders) -> None:
    """A tension between two claims."""
    named: list[Named] = [(("sides", i, "because"), "passage", [passage]) for i, passage in enumerate(sides or ())]
    _drafted("tension", name, language, data, named=named)


@_new("advisor new contradiction --id no-supplier-and-an-exit --overlay my-overlay")
def contradiction(name: str, language: Language, data: Folders) -> None:
    """A contradiction between answers."""
    _drafted("contradiction", name, language, data)


@_new("advisor new case --id town-with-one-supplier --overlay my-overlay")
def case(name: str, language: Language, data: Folders) -> None:
    """A case: an organisation, and the advice that it must get."""
    _drafted("case", name, language, data)


def _drafted(
    kind: str,
    name: str,
    language: Language,
    data: Folders,
    *,
    variant: str | None = None,
    theme: str | None = None,
    named: "Iterable[Named]" = (),
    given: Mapping["Place", "Plain"] | None = None,
    cites: Iterable[tuple[str, str]] = (),
) -> None:
    """Draft an entry and write it; ``named``: for some fields the kind of what they name, and its ids."""
    from ..drafting.drafting import DraftError, Wanted, draft
    from ..library.folders import find_data

    root, shipped = find_data(data.data)
    if shipped and not data.overlays:
        raise click.UsageError(say("draft_nowhere", language))
    filled, cited = dict(given or {}), list(cites)
    for place, of, ids in named:
        cited += [(of, one) for one in ids]
        if ids:
            filled[place] = [*ids]
    try:
        drafts = draft(Wanted(kind, name, variant, theme, filled, cited), root, data.over, language)
    except DraftError as error:
        raise Refusal([mistake.said(language) for mistake in error.mistakes]) from None
    for one in drafts:
        one.write()
        here = one.path.is_relative_to(Path.cwd())
        told = {
            "file": one.path.relative_to(Path.cwd()) if here else one.path,
            "kind": say(f"kind_{one.kind}", language),
            "name": one.name,
        }
        click.echo(say("draft_written", language, **told))
    options = [f"--data {data.data}"] if data.data else []
    command = " ".join(["advisor check", *options, *(f"--overlay {folder}" for folder in data.overlays)])
    click.echo(say("draft_fill_in", language, count=sum(one.unfilled for one in drafts), command=command))

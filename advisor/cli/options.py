"""What the commands share: their options, how they read a profile and write an answer, how they refuse."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..library.folders import Folders
from ..phrases import LANGUAGES, Language, failure_of_file, say
from .speaking import OneOf, spoken

if TYPE_CHECKING:
    from ..advice import Advice, Advisor
    from ..documents.reading import Copies
    from ..library.edition import Edition
    from ..stages.profile import Profile
    from ..standing import Standing
    from ..store.database import Store

WRONG_INPUT = 1


class Refusal(click.ClickException):
    """Something is wrong with the input or the knowledge: one line per mistake, exit status 1."""

    exit_code = WRONG_INPUT

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))

    def show(self, file: Any = None) -> None:
        """One line per mistake, on standard error; what cannot be printed is replaced."""
        for line in self.lines:
            click.echo(printable(line), err=True)


def printable(line: str) -> str:
    """A line as a terminal may show it: what cannot be printed is replaced."""
    return "".join(c if c.isprintable() or c == "\u00a0" else "\ufffd" for c in line)


language_option = click.option("--lang", "language", type=OneOf(LANGUAGES), default=spoken, help="option_language")
json_option = click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
full_option = click.option("--full", is_flag=True, help="option_full")


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where the knowledge is; the command gets them as one, ``data``."""

    @click.option("--data", metavar="DIR", help="option_data")
    @click.option("--overlay", "overlays", metavar="DIR", multiple=True, help="option_overlay")
    @wraps(command)
    def on(*given: Any, data: str | None, overlays: tuple[str, ...], **named: Any) -> Any:
        return command(*given, data=Folders(data, overlays), **named)

    return on


output_option = click.option("-o", "--output", metavar="FILE", help="option_output")
documents_option = click.option(
    "--documents",
    metavar="DIR",
    envvar="ADVISOR_DOCUMENTS",
    help="option_documents",
)

database_option = click.option(
    "--database-url",
    "url",
    metavar="URL",
    envvar="ADVISOR_DATABASE_URL",
    help="option_database",
)


def advisor_on(data: Folders) -> "Advisor":
    """The advisor on the shipped knowledge or on that in a folder, with overlays."""
    from ..advice import open_advisor

    return open_advisor(*data)


def profile_from(name: str, advisor: "Advisor", language: Language) -> "Profile":
    """The profile in a file, or on standard input for “-”. Raises Refusal with every mistake."""
    from ..stages.profile import MAX_BYTES, read_profile

    raw = content_of(name, MAX_BYTES)
    with mistakes_in(name, language):
        return read_profile(raw, advisor.edition, language)


def content_of(name: str, most: int) -> bytes:
    """The bytes of a file, or of standard input for “-”: at most one more than ``most``. Raises Refusal."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise Refusal([f"{name}: {failure_of_file(error).said(spoken())}."]) from None


@contextmanager
def mistakes_in(name: str, language: Language) -> Iterator[None]:
    """What is wrong with a file is refused under its name: a ProfileError becomes a Refusal with every mistake."""
    from ..stages.mistakes import ProfileError

    try:
        yield
    except ProfileError as error:
        raise Refusal([f"{name}{m.sentence(language)}" for m in error.mistakes]) from None


def changed(before: "Profile", settings: tuple[str, ...], advisor: "Advisor", language: Language) -> "Profile":
    """The profile with ANSWER=VALUE settings, checked like any profile."""
    from ..library.numbers import number_in
    from ..stages.mistakes import ProfileError
    from ..stages.profile import answered_again, understand

    answers: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise click.UsageError(say("cli_set", language, setting=setting))
        question = advisor.edition.questions.get(name)
        if not text:
            answers[name] = None
        elif question is not None and question.kind == "choices":
            answers[name] = [] if text == "[]" else text.split(",")
        else:
            answers[name] = number_in(text, question) if question is not None and question.range else text
    try:
        return understand(answered_again(before, answers), advisor.edition, language)
    except ProfileError as error:
        raise Refusal([f"--set {m.sentence(language)}" for m in error.mistakes]) from None


@contextmanager
def store_at(url: str | None, language: Language) -> "Iterator[Store]":
    """The store at a database URL. What goes wrong with it while it is used is a Refusal."""
    from ..store.database import open_store
    from ..store.errors import StoreDamagedError, StoreError, StoreUnavailableError

    try:
        with closing(open_store(url)) as store:
            yield store
    except StoreDamagedError as error:
        raise Refusal([f"{error.database}: {error.sentence(language)}"]) from None
    except StoreUnavailableError as error:
        raise Refusal([f"{error.database}: {error.reason.rstrip('.?')}. {error.sentence(language)}"]) from None
    except StoreError as error:
        raise Refusal([one.sentence(language) for one in error.each]) from None


def copies_in(folder: str, edition: "Edition", language: Language) -> "Copies":
    """The reader's copies of the sources in a folder; what cannot be read is told on standard error."""
    from ..documents.reading import read_copies

    copies = read_copies(Path(folder), edition.sources)
    for name, error in copies.unread.items():
        click.echo(printable(error.sentence(name, language)), err=True)
    return copies


def recommendation_in(told: str, profile: "Profile", advisor: "Advisor", language: Language) -> str:
    """The id of the recommendation that is meant: by its id, its title, or its number in the advice for a profile.

    Raises Refusal when there is none.
    """
    from ..library.nearest import nearest

    known = advisor.edition.recommendations
    if told in known:
        return told
    if told.removeprefix("#").isdecimal():
        shown = advisor.advise(profile, language, graph=False).recommendations
        found = next((item.id for item in shown if str(item.rank) == told.removeprefix("#")), None)
        if found is None:
            raise Refusal([say("no_such_number", language, number=told.removeprefix("#"), count=len(shown))])
        return found
    titled = {title.casefold(): rid for rid, r in known.items() for title in (r.title.nl, r.title.en)}
    if told.casefold() in titled:
        return titled[told.casefold()]
    near = nearest(told.casefold(), [*known, *titled])
    meant = known[titled.get(near, near)].title[language] if near in titled else near
    remedy = " " + say("nearest", language, name=meant) if meant else ""
    raise Refusal([say("no_such_recommendation", language, name=told) + remedy])


def not_given(name: str, advisor: "Advisor", language: Language) -> Refusal:
    """The refusal of a recommendation that this advice does not give."""
    return Refusal([f"“{advisor.edition.recommendations[name].title[language]}”: {say('not_given', language)}"])


def check_full(full: bool, form: str, language: Language) -> None:
    """Raises click.UsageError when the long form is asked for of what has no short one."""
    if full and form != "text":
        raise click.UsageError(say("full_is_text", language, form=form))


def text_of(advice: "Advice", advisor: "Advisor", full: bool, standings: "Mapping[str, Standing] | None" = None) -> str:
    """An advice as text, with what became of it where that is known: short enough for a mail, or in full."""
    from ..report.mail import as_mail
    from ..report.text import as_text

    return as_text(advice, advisor, standings) if full else as_mail(advice, advisor, standings)


def write(text: str | bytes, output: str | None) -> None:
    """Write an answer to a file, or to standard output. Raises Refusal."""
    raw = text.encode("utf-8") if isinstance(text, str) else text
    if output is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(raw)
    except OSError as error:
        raise Refusal([f"{output}: {failure_of_file(error).said(spoken())}."]) from None

"""The commands. Each calls the same functions as the HTTP API; errors go to standard error, one line per mistake."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .library.wording import LANGUAGES, Language
from .phrases import say

if TYPE_CHECKING:
    from .advice import Advisor
    from .library.passages import Document
    from .stages.profile import Profile

WRONG_INPUT = 1


class _Refusal(click.ClickException):
    """Something is wrong with the input or the knowledge: one line per mistake, exit status 1."""

    exit_code = WRONG_INPUT

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))

    def show(self, file: Any = None) -> None:
        for line in self.lines:
            click.echo("".join(c if c.isprintable() else "\ufffd" for c in line), err=True)


language_option = click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Language of the answer."
)
data_option = click.option(
    "--data", metavar="DIR", help="Use the knowledge in DIR (holds knowledge/ and rules/) instead of the shipped one."
)
output_option = click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
documents_option = click.option(
    "--documents",
    metavar="DIR",
    envvar="ADVISOR_DOCUMENTS",
    help="Your copies of the sources, to show passages themselves.",
)


class _Commands(click.Group):
    """Turns every expected failure into lines on standard error; nothing else reaches the user as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            lines = _lines(error)
            if lines is None or os.environ.get("ADVISOR_DEBUG"):
                if os.environ.get("ADVISOR_DEBUG"):
                    raise
                lines = [f"advisor: unexpected failure ({type(error).__name__}). Set ADVISOR_DEBUG=1 to see where."]
            raise _Refusal(lines) from None


def _lines(error: Exception) -> list[str] | None:
    from .library.complaints import KnowledgeError
    from .library.loading import DataNotFoundError
    from .stages.clauses import EngineLimitError

    if isinstance(error, KnowledgeError):
        return [str(c) for c in error.complaints]
    if isinstance(error, DataNotFoundError):
        return [str(error)]
    if isinstance(error, EngineLimitError):
        return [f"rules: {error.rule}: {error.what} Remedy: {error.remedy}"]
    if isinstance(error, OSError):
        return [f"{error.filename or 'advisor'}: {error.strerror or error}."]
    return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="advisor")
def main() -> None:
    """Advice for digital transformation, explained down to its source passages.

    \b
    Example:
      advisor advise examples/ghent-crm.json
    """


@main.command()
@click.argument("profile", metavar="PROFILE.json")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@language_option
@output_option
@data_option
def advise(profile: str, form: str, language: Language, output: str | None, data: str | None) -> None:
    """The advice for a profile ("-" reads standard input).

    \b
    Example:
      advisor advise examples/ghent-crm.json --lang en --format markdown -o advice.md
    """
    from .advice import to_json
    from .report.markdown import as_markdown
    from .report.text import as_text

    advisor = _open(data)
    advice = advisor.advise(_profile(profile, advisor, language), language)
    if form == "json":
        _write(to_json(advice), output)
    else:
        _write(as_text(advice) if form == "text" else as_markdown(advice, advisor.edition), output)


@main.command()
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@language_option
@documents_option
@output_option
@data_option
def why(
    profile: str, recommendation: str, language: Language, documents: str | None, output: str | None, data: str | None
) -> None:
    """Why this recommendation: the reasoning, down to answers and passages.

    \b
    Example:
      advisor why examples/ghent-crm.json win-people-back
    """
    from .insight.why import NotGivenError
    from .insight.why import why as reason
    from .report.reasoning import why_as_text

    advisor = _open(data)
    _check_recommendation(recommendation, advisor, language)
    advice = advisor.advise(_profile(profile, advisor, language), language)
    copies = _documents(documents, advisor)[0] if documents else None
    try:
        reasoning = reason(advice, recommendation, advisor.edition, copies)
    except NotGivenError:
        raise _Refusal([f"{recommendation}: {say('not_given', language)}"]) from None
    _write(why_as_text(reasoning, advice), output)


@main.command("why-not")
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@language_option
@output_option
@data_option
def why_not(profile: str, recommendation: str, language: Language, output: str | None, data: str | None) -> None:
    """What kept a recommendation away: each failed condition, with the value seen and the value needed.

    \b
    Example:
      advisor why-not examples/ghent-crm.json find-growth-capital
    """
    from .insight.why_not import why_not as reason
    from .report.reasoning import why_not_as_text

    advisor = _open(data)
    _check_recommendation(recommendation, advisor, language)
    answer = reason(_profile(profile, advisor, language), recommendation, advisor, language)
    _write(why_not_as_text(answer, language), output)


@main.command("what-if")
@click.argument("profile", metavar="PROFILE.json")
@click.option("--set", "settings", metavar="ANSWER=VALUE", multiple=True, required=True, help="An answer to change.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
@output_option
@data_option
def what_if(
    profile: str, settings: tuple[str, ...], form: str, language: Language, output: str | None, data: str | None
) -> None:
    """What changes in the advice when answers change.

    Several options stand with commas between them; nothing behind the = takes the answer away ([] means: none).

    \b
    Example:
      advisor what-if examples/ghent-crm.json --set adoption_rate=95 --set shadow_tools=none
    """
    from .insight.what_if import to_json
    from .insight.what_if import what_if as compare
    from .report.reasoning import what_if_as_text

    advisor = _open(data)
    before = _profile(profile, advisor, language)
    after = _changed(before, settings, advisor, language)
    answer = compare(before, after, advisor, language)
    _write(to_json(answer) if form == "json" else what_if_as_text(answer, language), output)


@main.command()
@click.argument("profile", metavar="PROFILE.json")
@click.option("--recommendation", metavar="ID", help="Only the part that explains this recommendation.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["node-link", "graphml", "cytoscape", "mermaid"]),
    default="node-link",
    show_default=True,
)
@language_option
@output_option
@data_option
def graph(
    profile: str, recommendation: str | None, form: str, language: Language, output: str | None, data: str | None
) -> None:
    """The explanation graph.

    \b
    Example:
      advisor graph examples/ghent-crm.json --recommendation win-people-back --format mermaid
    """
    from .report.pictures import FORMATS
    from .stages.explanation import part

    advisor = _open(data)
    if recommendation:
        _check_recommendation(recommendation, advisor, language)
    picture = advisor.advise(_profile(profile, advisor, language), language).graph
    if recommendation:
        try:
            picture = part(picture, recommendation)
        except KeyError:
            raise _Refusal([f"{recommendation}: {say('not_given', language)}"]) from None
    _write(FORMATS[form](picture), output)


@main.command()
@data_option
def check(data: str | None) -> None:
    """Check the knowledge: every mistake at once, with file, line and remedy.

    \b
    Example:
      advisor check --data my-knowledge
    """
    from .check import check as examine
    from .library.loading import find_data

    root, shipped = find_data(data)
    report = examine(root, shipped=shipped)
    click.echo(report)


@main.group()
def sources() -> None:
    """The source documents.

    \b
    Example:
      advisor sources verify --documents my-documents
    """


@sources.command()
@click.option(
    "--documents", metavar="DIR", envvar="ADVISOR_DOCUMENTS", required=True, help="Your copies of the sources."
)
@click.option("--all", "everything", is_flag=True, help="Also list the passages that were found.")
@data_option
def verify(documents: str, everything: bool, data: str | None) -> None:
    """Check every passage against your own copies of the documents.

    Each passage is found, moved (elsewhere in the text), ambiguous (its text stands there more than once), changed or
    missing. Exit status 1 when a passage is changed or missing, or when a source has no copy.

    \b
    Example:
      advisor sources verify --documents my-documents
    """
    from .check import verify_sources

    advisor = _open(data)
    copies, files = _documents(documents, advisor)
    report = verify_sources(advisor.edition, copies, files)
    for line in report.lines(everything=everything):
        click.echo(line)
    if report.faults:
        raise _Refusal(report.faults)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@data_option
def serve(host: str, port: int, data: str | None) -> None:
    """Serve the HTTP API.

    \b
    Example:
      advisor serve --port 8000
    """
    _server()(host, port, data)


def _server() -> Callable[[str, int, str | None], None]:
    """The server: beside this package in a checkout, inside it in a wheel. It imports us, never the reverse."""
    from importlib import import_module
    from importlib.util import find_spec

    module = "advisor.api.serve" if find_spec("advisor.api") else "api.serve"
    serve_: Callable[[str, int, str | None], None] = import_module(module).serve
    return serve_


def _open(data: str | None) -> "Advisor":
    from .advice import open_advisor

    return open_advisor(data)


def _profile(name: str, advisor: "Advisor", language: Language) -> "Profile":
    from .stages.profile import MAX_BYTES, ProfileError, read_profile

    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _Refusal([f"{name}: {error.strerror or error}."]) from None
    try:
        return read_profile(raw, advisor.edition, language)
    except ProfileError as error:
        raise _Refusal([f"{name}{m.sentence(language)}" for m in error.mistakes]) from None


def _changed(before: "Profile", settings: tuple[str, ...], advisor: "Advisor", language: Language) -> "Profile":
    """The profile with ANSWER=VALUE settings, checked like any profile."""
    import json

    from .stages.profile import ProfileError, understand

    answers = dict(before.plain["answers"])
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise click.UsageError(f"--set {setting}: write ANSWER=VALUE, e.g. sector=public.")
        question = advisor.edition.questions.get(name)
        if not text:
            answers[name] = None
        elif question is not None and question.kind == "choices":
            answers[name] = [] if text == "[]" else text.split(",")
        elif question is not None and question.options:
            answers[name] = text
        else:
            try:
                answers[name] = json.loads(text)
            except ValueError:
                answers[name] = text
    try:
        return understand({**before.plain, "answers": answers}, advisor.edition, language)
    except ProfileError as error:
        raise _Refusal([f"--set {m.sentence(language)}" for m in error.mistakes]) from None


def _documents(folder: str, advisor: "Advisor") -> "tuple[dict[str, Document], dict[str, str]]":
    from .library.passages import read_documents

    return read_documents(Path(folder), advisor.edition.sources)


def _check_recommendation(name: str, advisor: "Advisor", language: Language) -> None:
    from .library.complaints import nearest

    known = advisor.edition.recommendations
    if name not in known:
        near = nearest(name, known)
        remedy = " " + say("nearest", language, name=near) if near else ""
        raise _Refusal([say("no_such_recommendation", language, name=name) + remedy])


def _write(text: str | bytes, output: str | None) -> None:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    if output is None:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return
    try:
        Path(output).write_bytes(raw)
    except OSError as error:
        raise _Refusal([f"{output}: {error.strerror or error}."]) from None

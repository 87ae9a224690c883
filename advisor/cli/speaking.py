"""In which language the command line speaks, and its help and errors in that language.

Every word stands in ``advisor.phrases``: the help of a command under “help_” and its path, that of an option under the
key that it has for its help. Of click only its classes of errors are used, never its texts.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from ..phrases import LANGUAGES, Language, say

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as everywhere


def language_of(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """The language that a command line asks for with --lang, else that of the locale, else Dutch."""
    asked = [value for word, value in pairwise(words) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    for wanted in (*asked, locale[:2].lower() if locale[2:3] in ("", "_", "-", ".", "@") else ""):
        for language in LANGUAGES:
            if wanted == language:
                return language
    return "nl"


def spoken(context: click.Context | None = None) -> Language:
    """The language of the command that runs."""
    context = context or click.get_current_context(silent=True)
    found: Language | None = context.find_root().obj if context is not None else None
    return found or "nl"


class WrongUsage(click.UsageError):
    """A command line that cannot be meant: its usage, where to find help, and what is wrong; exit status 2."""

    def show(self, file: Any = None) -> None:
        """Write it on standard error."""
        language = spoken(self.ctx)
        lines = [say("cli_error", language, what=self.message)]
        if self.ctx is not None:
            lines = [self.ctx.get_usage(), say("cli_try_help", language, command=self.ctx.command_path), "", *lines]
        click.echo("\n".join(lines), file=file, err=True)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is said of any other word."""
        return say("cli_not_one_of", spoken(ctx), value=value, choices=", ".join(self.choices))


class Between(click.IntRange):
    """A whole number within bounds."""

    name = "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises BadParameter."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            told = say("cli_not_between", spoken(ctx), value=value, low=self.min, high=self.max)
            raise click.BadParameter(told, ctx, param) from None


said_in = click.option(  # of what has no answer in a language of its own: it counts for help and mistakes
    "--lang", type=OneOf(LANGUAGES), expose_value=False, help="option_spoken"
)


class Command(click.Command):
    """A command that explains itself in the language of whoever asks; ``epilog`` holds its examples, one a line."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the command; those it has no place for are wrong usage."""
        ctx.allow_extra_args = True
        with _placed(ctx):
            left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise WrongUsage(say("cli_too_much", spoken(ctx), words=" ".join(left)), ctx)
        return left

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """“Usage: advisor advise [OPTIONS] PROFILE.json”."""
        _usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        _about(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What can be asked of it."""
        _options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How it is used."""
        _examples(self, ctx, formatter)


class Group(click.Group):
    """Commands under one name, explained as a `Command` is."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words behind the name of the group."""
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """“Usage: advisor store [OPTIONS] COMMAND [ARGS]...”."""
        _usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the commands are about."""
        _about(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What can be asked, and the commands."""
        _options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the first sentence of its help."""
        language = spoken(ctx)
        with formatter.section(say("cli_commands", language)):
            rows = [(name, say(_key(ctx, name), language).split("\n")[0]) for name in self.list_commands(ctx)]
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How they are used."""
        _examples(self, ctx, formatter)


class Program(Group):
    """The whole program: it settles the language, and says in it what is wrong with how it was called.

    ``standing``: its commands, each with the module and the name under which it stands there; imported when asked for.
    """

    def __init__(self, *given: Any, standing: Mapping[str, str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.standing = standing

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in order."""
        return sorted(self.standing)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; None when there is none of that name."""
        module, _, name = self.standing.get(cmd_name, "").rpartition(".")
        command: click.Command | None = getattr(import_module(module), name) if name else None
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of this call, which holds the language. Raises WrongUsage."""
        extra["obj"] = language_of(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise in_words(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises WrongUsage."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise in_words(error) from None


@contextmanager
def _placed(ctx: click.Context) -> Iterator[None]:
    """The parser of click does not always say of which command its errors are."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def in_words(error: click.UsageError) -> click.UsageError:
    """An error of click, told in the language that is spoken."""
    if isinstance(error, WrongUsage | click.exceptions.NoArgsIsHelpError):
        return error
    language = spoken(error.ctx)
    return WrongUsage(_what(error, language), error.ctx)


def _what(error: click.UsageError, language: Language) -> str:
    if isinstance(error, click.MissingParameter) and error.param is not None:
        option = isinstance(error.param, click.Option)
        told = say(
            "cli_missing_option" if option else "cli_missing_argument", language, name=_called(error.param, error.ctx)
        )
        choices = getattr(error.param.type, "choices", None)
        return f"{told} {say('cli_choose', language, choices=', '.join(choices))}" if choices else told
    if isinstance(error, click.BadParameter) and error.param is not None:
        return say("cli_bad_value", language, name=_called(error.param, error.ctx), what=error.message)
    if isinstance(error, click.NoSuchOption):
        known = [name for p in error.ctx.command.get_params(error.ctx) for name in p.opts] if error.ctx else []
        return _unknown("cli_no_option", error.option_name, known, language)
    if isinstance(error, click.exceptions.NoSuchCommand):
        group = error.ctx.command if error.ctx else None
        known = group.list_commands(error.ctx) if error.ctx and isinstance(group, click.Group) else []
        return _unknown("cli_no_command", error.command_name, known, language)
    if isinstance(error, click.BadOptionUsage) and error.ctx is not None:
        flags = {name for p in error.ctx.command.params if isinstance(p, click.Option) and p.is_flag for name in p.opts}
        key = "cli_takes_no_value" if error.option_name in flags else "cli_needs_value"
        return say(key, language, name=error.option_name)
    return error.message


def _unknown(key: str, name: str, known: list[str], language: Language) -> str:
    from ..library.nearest import nearest

    near = nearest(name[:80], known)
    return say(key, language, name=name) + (f" {say('nearest', language, name=near)}" if near else "")


def _called(param: click.Parameter, ctx: click.Context | None) -> str:
    return " / ".join(param.opts) if isinstance(param, click.Option) or ctx is None else param.make_metavar(ctx)


def _key(ctx: click.Context, *names: str) -> str:
    """The phrase that is the help of a command: “help” and its path."""
    path: list[str] = []
    while ctx.parent is not None:
        path.insert(0, ctx.info_name or "")
        ctx = ctx.parent
    return "_".join(["help", *path, *names]).replace("-", "_")


def _usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    language = spoken(ctx)
    pieces = " ".join(command.collect_usage_pieces(ctx))
    for english in ("[OPTIONS]", "COMMAND [ARGS]..."):
        pieces = pieces.replace(english, say(f"cli_{english.split()[0].strip('[]').lower()}_form", language))
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('cli_usage', language)} ")


def _about(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    for paragraph in say(_key(ctx) if ctx.parent else "help_advisor", spoken(ctx)).split("\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(paragraph)


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    language, rows = spoken(ctx), []
    for param in command.get_params(ctx):
        if not isinstance(param, click.Option):
            continue
        extra = param.get_help_extra(ctx)
        key = "help_help" if "--help" in param.opts else param.help
        told = [say(key, language)] if key else []
        notes = [say("cli_default", language, value=extra["default"])] if "default" in extra else []
        notes += [extra["range"]] if "range" in extra else []
        notes += [say("cli_required", language)] if "required" in extra else []
        told += [f"[{'; '.join(notes)}]"] if notes else []
        rows.append((param.get_help_spec(ctx), "  ".join(told)))
    with formatter.section(say("cli_options", language)):
        formatter.write_dl(rows)


def _examples(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        lines = (command.epilog or "").split("\n")
        formatter.write_text("\b\n" + "\n".join([say("cli_example", spoken(ctx)), *(f"  {line}" for line in lines)]))

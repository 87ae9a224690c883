"""An interview in the terminal: asks the most decisive question next, and saves the profile after every answer."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..library.folders import Folders
from ..library.model import Question
from ..library.numbers import as_share, number_in
from ..phrases import Language, failure_of_file, say
from .options import (
    Refusal,
    advisor_on,
    data_option,
    database_option,
    json_option,
    language_option,
    output_option,
    printable,
    profile_from,
    store_at,
    write,
)
from .speaking import Command, spoken

if TYPE_CHECKING:
    from ..advice import Advisor
    from ..insight.interview import Interview
    from ..stages.openness import OpenQuestion
    from ..store.database import Store

START = "profile.json"  # the file where none is named
BACK, LATER, UNKNOWN, NOTE, HELP, STOP = "back", "later", "unknown", "note", "help", "stop"
KEYS = {
    "nl": {"t": BACK, "l": LATER, "?": UNKNOWN, "n": NOTE, "h": HELP, "s": STOP},
    "en": {"b": BACK, "l": LATER, "?": UNKNOWN, "n": NOTE, "h": HELP, "q": STOP},
}


@click.command(cls=Command, epilog="advisor ask my-profile.json\nadvisor ask --list examples/ghent-crm.json")
@click.argument("profile", metavar="[PROFILE.json]", default=START)
@click.option("--list", "listing", is_flag=True, help="option_list")
@click.option("--round", "secret", metavar="LINK", help="option_round")
@click.option("--own", metavar="TOKEN", help="option_own")
@json_option
@language_option
@output_option
@data_option
@database_option
def ask(
    profile: str,
    listing: bool,
    secret: str | None,
    own: str | None,
    form: str,
    language: Language,
    output: str | None,
    data: Folders,
    url: str | None,
) -> None:
    """An interview that asks the most decisive question next, and saves the profile after every answer."""
    from ..advice import to_json
    from ..insight.interview import Interview
    from ..insight.questions import next_questions
    from ..report.insight import questions_as_text

    if (secret is not None and (listing or output or profile != START)) or (secret is None and own is not None):
        raise click.UsageError(say("cli_ask_round", language))
    advisor = advisor_on(data)
    if secret is not None:
        with store_at(url, language) as store:
            _answer(store, secret.rstrip("/").rpartition("/")[2], own, advisor, language)
        return
    if listing:
        answer = next_questions(profile_from(profile, advisor, language), advisor, language)
        write(to_json(answer) if form == "json" else questions_as_text(answer, language), output)
        return
    if profile == "-":
        raise click.UsageError(say("cli_ask_file", language))
    if Path(profile).exists():
        profile_from(profile, advisor, language)  # refuses what cannot be gone on with
        known = json.loads(Path(profile).read_bytes())
        start = Interview({**known, "answers": known["answers"]})
    else:
        start = Interview({"answers": {}})
    target = Path(output or profile)
    click.echo(say("ask_start", language, file=target.name))
    _save(start, target)
    _close(_ask_on(start, lambda so_far: _save(so_far, target), advisor, language), target, advisor, language)


def _answer(store: "Store", secret: str, own: str | None, advisor: "Advisor", language: Language) -> None:
    """Ask a respondent what is not agreed; his answers are in the round after each of them, until he has none."""
    from ..insight.groups import LEAST
    from ..insight.interview import Interview
    from ..store import responses

    invited = responses.identify(store, secret)
    before = responses.read(store, secret, own) if own is not None else {}
    tokens = [own] if own is not None else []

    def save(so_far: Interview) -> None:
        plain = so_far.profile(advisor, language).plain["answers"]
        answers = {a: value for a, value in plain.items() if a not in invited.agreed}
        if answers:
            tokens[:] = [responses.save(store, secret, answers, *tokens)]
        elif tokens:
            responses.withdraw(store, secret, tokens.pop())

    name = invited.organisation or say("round_nameless", language)
    click.echo(printable(say("round_ask_start", language, name=name, group=invited.group)))
    click.echo(say("round_who_sees_what", language, least=LEAST))
    _ask_on(Interview({"answers": {**before, **invited.agreed}}), save, advisor, language)
    click.echo("\n" + say("round_answer_saved" if tokens else "round_nothing_saved", language))
    for token in tokens:
        click.echo(say("round_come_back", language, secret=secret, token=token))


def _ask_on(
    interview: "Interview", save: Callable[["Interview"], None], advisor: "Advisor", language: Language
) -> "Interview":
    """Ask until nothing is left to ask, or until the user stops; save after every answer."""
    while True:
        left = interview.questions(advisor, language)
        click.echo("\n" + say("ask_settled", language, **asdict(left.settled)))
        if not left.questions:
            click.echo(say("ask_nothing", language))
            return interview
        question = left.questions[0]
        _show(question, advisor, language)
        after = _one(interview, question, advisor, language)
        if after is None:
            return interview
        interview = after
        save(interview)


def _one(
    interview: "Interview", question: "OpenQuestion", advisor: "Advisor", language: Language
) -> "Interview | None":
    """The interview after one question; None to stop. Asks again after help and after a mistake."""
    from ..stages.mistakes import ProfileError

    asked = advisor.edition.questions[question.attribute]
    while True:
        try:
            text = click.prompt(say("ask_prompt", language), prompt_suffix=" ", default="", show_default=False).strip()
        except click.Abort:
            click.echo()
            return None
        key = KEYS[language].get(text.lower())
        if key == STOP:
            return None
        if key == BACK:
            return interview.back()
        if key == LATER:
            return interview.later(question)
        if key == NOTE and interview.last is not None:
            return _noted(interview, interview.last, advisor, language)
        if key == NOTE:
            click.echo(say("ask_note_none", language))
            continue
        if key == HELP or not text:
            click.echo(f"{asked.help[language]}\n{say('ask_keys', language)}")
            continue
        try:
            if key != UNKNOWN and (share := as_share(text, asked)):
                click.echo(say("percentage_or_share", language, one=share[0], other=share[1]))
                continue
            return interview.answered(question, None if key == UNKNOWN else _value(asked, text), advisor, language)
        except ProfileError as error:
            for mistake in error.mistakes:
                click.echo(mistake.what + " " + _expected(asked, language))


def _noted(interview: "Interview", attribute: str, advisor: "Advisor", language: Language) -> "Interview":
    """The interview with a note beside an answer: three short questions, each of which may be left open."""
    from ..stages.mistakes import ProfileError
    from ..stages.notes import CONFIDENCES, FIELDS

    click.echo("\n" + say("ask_note", language, question=advisor.edition.questions[attribute].text[language]))
    codes: dict[str, str] = {str(number): sure for number, sure in enumerate(CONFIDENCES, 1)}
    note: dict[str, str] = {}
    left = list(FIELDS)
    while left:
        prompt = say(f"ask_note_{left[0]}", language)
        try:
            text = click.prompt(prompt, prompt_suffix=" ", default="", show_default=False).strip()
        except click.Abort:  # what was said is kept
            click.echo()
            return interview
        more = {**note, left[0]: codes.get(text, text) if left[0] == "confidence" else text} if text else note
        try:
            interview = interview.noted(attribute, more, advisor, language)
        except ProfileError as error:
            click.echo(error.mistakes[0].what)
            continue
        note = more
        left.pop(0)
    return interview


def _show(question: "OpenQuestion", advisor: "Advisor", language: Language) -> None:
    asked = advisor.edition.questions[question.attribute]
    click.echo(f"\n{question.text}\n  ({question.why})")
    for number, label in enumerate(asked.options.values(), 1):
        click.echo(f"  {number:>2}. {label[language]}")
    if asked.kind == "choices":
        none = asked.none_label[language] if asked.none_label else "–"
        click.echo(f"   0. {none}")
    if asked.ends:
        low, high = asked.range or (0, 0)
        click.echo(f"  {low} = {asked.ends.low[language]}; {high} = {asked.ends.high[language]}")
    click.echo(f"  {_expected(asked, language)} {say('ask_keys', language)}")


def _expected(asked: Question, language: Language) -> str:
    if asked.kind == "choices":
        return say("ask_several", language)
    if asked.range is None:
        return say("ask_choose", language, most=len(asked.options))
    low, high = asked.range
    return say("ask_number", language, low=low, high=high)


def _value(asked: Question, text: str) -> Any:
    """What was typed, as the value of an answer; what cannot be read is passed on as it is, to be refused."""
    codes = list(asked.options)

    def option(word: str) -> str:
        return codes[int(word) - 1] if word.isdecimal() and 1 <= int(word) <= len(codes) else word

    if asked.kind == "choices":
        words = text.replace(",", " ").split()
        return [] if words == ["0"] else list(dict.fromkeys(map(option, words)))
    if asked.range is None:
        return option(text)
    return number_in(text, asked)


def _save(interview: "Interview", target: Path) -> None:
    """Write the profile beside its place and put it there in one go: an interruption never leaves half a file."""
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_text(json.dumps(interview.data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        raise Refusal([f"{target}: {failure_of_file(error).said(spoken())}."]) from None


def _close(interview: "Interview", target: Path, advisor: "Advisor", language: Language) -> None:
    """The first recommendations so far, and where the profile stands."""
    first = [
        r for r in advisor.advise(interview.profile(advisor, language), language).recommendations if r.phase == "first"
    ]
    if first:
        click.echo("\n" + say("phase_first", language).upper())
        for item in first:
            click.echo(f"  {item.rank}. {item.title}  [{item.id}]")
    click.echo("\n" + say("ask_saved", language, file=str(target)))

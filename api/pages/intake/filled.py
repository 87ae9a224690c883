"""The form as it stands: what was typed at each question, read as a profile, and a profile as what would be typed.

Everything travels in the form itself, the answers of other steps in hidden fields. The names of fields that are no
answers start with a dot, which no attribute does. Three things are told apart: a question that was not shown yet, one
that was shown and left (``.seen``), and one to which somebody said “I don't know” (``.unknown``).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.library.edition import Edition
from advisor.library.linking import can_answer
from advisor.library.model import Question
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.stages.mistakes import Mistake, ProfileError, pointer_to
from advisor.stages.notes import PARTS, beside, column
from advisor.stages.profile import Profile, understand
from advisor.store.advices import ID

from ...http.html_forms import ABOUT, Fields, percentage_or_share, profile_of
from ..mistakes import told

TO, AT, SEEN, SHOWN, UNKNOWN, LIVE, EXAMPLE = ".to", ".at", ".seen", ".shown", ".unknown", ".live", ".example"
AFTER, DRAFT = ".after", ".draft"
OWN = (TO, AT, SEEN, SHOWN, UNKNOWN, LIVE, EXAMPLE, AFTER, DRAFT)  # every field of the form that is no answer
NONE = "[]"  # the box “none of these”, as it is posted
_ADVICE, _DRAFT = re.compile(ID), re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Filled:
    """What was typed, by the name of its field; blank fields are left out.

    ``unknown``: the questions where “I don't know” was ticked. ``seen``: those that were shown in a step that was left;
    ``shown``: those that stand in the step at hand. ``at``: that step, empty where a form begins; ``to``: where the
    person wants to go. ``blank``: the fields with nothing in them. ``after``: the advice whose answers are changed
    here; ``draft``: what the browser calls the answers that it keeps.
    """

    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    at: str = ""
    to: str = ""
    live: bool = False
    blank: frozenset[str] = frozenset()
    after: str = ""
    draft: str = ""

    def text(self, name: str) -> str:
        """What was typed in a field with one value."""
        return self.typed.get(name, ("",))[0]


@dataclass(frozen=True)
class Read:
    """A form read: the profile as far as it can be used, and what is wrong.

    ``faults``: by attribute, part of a note, name or reference, what to tell there. ``strange``: what belongs to no
    question.
    """

    profile: Profile
    faults: Mapping[str, str] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether there is any mistake."""
        return bool(self.faults or self.strange)


def filled(fields: Fields) -> Filled:
    """What a posted form holds."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        known = found.setdefault(name, [])
        if value.strip():
            known.append(value)
    own = {name: found.pop(name, []) for name in OWN}
    # One choice among those of a question; in a note it is a text like any other.
    unknown = {name for name, values in found.items() if UNKNOWN in values and not beside(name)}
    typed = {n: tuple(value for value in values if value != UNKNOWN or n not in unknown) for n, values in found.items()}
    return Filled(
        typed={name: values for name, values in typed.items() if values},
        blank=frozenset(name for name, values in found.items() if not values),
        unknown=frozenset(own[UNKNOWN]) | unknown,
        seen=_words(own[SEEN]),
        shown=_words(own[SHOWN]),
        at="".join(own[AT][:1]),
        to="".join(own[TO][:1]),
        live=bool(own[LIVE]),
        after=_id(_ADVICE, own[AFTER]),
        draft=_id(_DRAFT, own[DRAFT]),
    )


def of_profile(profile: Profile) -> Filled:
    """A form with the answers of a profile filled in."""
    typed: dict[str, tuple[str, ...]] = {
        name: (text,) for name, text in zip(ABOUT, (profile.name, profile.reference), strict=True) if text
    }
    for attribute, value in profile.settled.items():  # what respondents dispute is left open
        typed[attribute] = tuple(sorted(value)) or (NONE,) if isinstance(value, frozenset) else (str(value),)
    for attribute, note in profile.notes.items():
        typed |= {column(attribute, part): (note.plain[f],) for part, f in PARTS.items() if f in note.plain}
    return Filled(typed)


def read(form: Filled, edition: Edition, language: Language) -> Read:
    """The profile that a form tells of, with every mistake in it."""
    faults: dict[str, str] = {}
    fields: Fields = [(name, "") for name in sorted(form.blank)]
    for name, values in form.typed.items():
        question = edition.questions.get(name)
        if question is not None and (doubt := _doubt(name, question, values, form)):
            faults[name] = say(doubt, language)
        elif question is not None and (asked_back := percentage_or_share(question, values, language)):
            faults[name] = asked_back
        else:
            fields += [(name, value) for value in values]
    profile, mistakes = salvage(profile_of(fields, edition), edition, language)
    strange = []
    for mistake in mistakes:
        said = told(mistake, edition, language)
        if not said.field:
            strange.append(said.what)
        elif said.field in edition.questions and edition.questions[said.field].range is None:
            faults.setdefault(said.field, say("intake_choose_again", language))  # its answers stand right there
        else:
            faults.setdefault(said.field, said.what)
    return Read(profile, faults, strange)


def profile_in(data: Any) -> Any:
    """What may be a profile in JSON data: the data itself, or the profile of an advice that was saved."""
    inner = data.get("profile") if isinstance(data, dict) and "receipt" in data else None
    return {n: inner[n] for n in (*ABOUT, "answers", "notes") if n in inner} if isinstance(inner, dict) else data


def salvage(data: Any, edition: Edition, language: Language) -> tuple[Profile, list[Mistake]]:
    """The profile as far as JSON data can be one, and every mistake in the rest.

    Raises ProfileError when nothing of it can be used: it is no object, or its answers are none.
    """
    try:
        return understand(data, edition, language), []
    except ProfileError as error:
        answers = data.get("answers") if isinstance(data, dict) else None
        if not isinstance(answers, dict):
            raise
        wrong = {mistake.pointer for mistake in error.mistakes}
        kept: dict[str, Any] = {name: data[name] for name in ABOUT if name in data and f"/{name}" not in wrong}
        good = {
            attribute: value
            for attribute, value in answers.items()
            if pointer_to("answers", attribute) not in wrong
            and attribute in edition.questions
            and _fits(edition.questions[attribute], value)
        }
        kept["notes"] = _sound(data.get("notes"), wrong)
        return understand({**kept, "answers": good}, edition, language), error.mistakes


def _sound(notes: Any, wrong: set[str]) -> Any:
    """The notes in JSON data without the parts that are wrong."""
    if not isinstance(notes, dict):
        return None
    whole = {a: note for a, note in notes.items() if isinstance(note, dict) and pointer_to("notes", a) not in wrong}
    return {
        attribute: {part: value for part, value in note.items() if pointer_to("notes", attribute, part) not in wrong}
        for attribute, note in whole.items()
    }


def _id(shape: re.Pattern[str], values: list[str]) -> str:
    """The one id of that shape; what is none is passed over."""
    return values[0] if len(values) == 1 and shape.fullmatch(values[0]) else ""


def _words(values: Iterable[str]) -> frozenset[str]:
    return frozenset(word for value in values for word in value.split())


def _fits(question: Question, value: Any) -> bool:
    return value is None or can_answer(question, value)


def _doubt(name: str, question: Question, values: tuple[str, ...], form: Filled) -> str | None:
    """The phrase for two answers that exclude each other: we never guess which of them is meant."""
    if name in form.unknown:
        return "intake_unknown_and_more" if question.range is None else "intake_unknown_and_number"
    if question.kind == "choices" and NONE in values and len(values) > 1:
        return "intake_none_and_more"
    return None

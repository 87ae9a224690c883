"""What every form of the advice says, in the same words: the lines that text and Markdown (and later pages) share."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from ..advice import Advice
from ..library.wording import Language
from ..phrases import enumerated, say
from ..stages.findings import OpenException
from ..stages.mistakes import on_one_line
from ..stages.notes import CONFIDENCES
from ..stages.openness import Undecided
from ..stages.ranking import PHASES, Phase
from ..stages.recommendations import Recommended

HANGING = 5  # questions shown that alone would bring a recommendation; the JSON holds all of them
ACTIONS = 5  # to open with, of what comes first
TENSIONS = 5  # tensions shown; the others stand folded, or by their titles
_NEXT = re.compile(r"(?<=[.?!]) (?=[^a-z])")  # where another sentence begins
NAMED = 3  # what a recommendation is behind, named one by one


@dataclass(frozen=True)
class PhaseOutline:
    """One phase that holds recommendations."""

    phase: Phase
    title: str
    recommendations: list[Recommended]


def title(advice: Advice) -> str:
    """The title of an advice, with the organisation's name when it gave one."""
    return titled(on_one_line(advice.profile.name or ""), advice.receipt.language)


def titled(name: str, language: Language) -> str:
    """The title of an advice for an organisation of that name; "" when it gave none."""
    return say("advice_for", language, name=name) if name else say("advice", language)


def day(moment: datetime, language: Language) -> str:
    """A date in words, in universal time."""
    there = moment.astimezone(UTC)
    return f"{there.day} {say('months', language).split()[there.month - 1]} {there.year}"


def phases(advice: Advice) -> list[PhaseOutline]:
    """The phases that hold something, each with its recommendations by rank."""
    language = advice.receipt.language

    def of(phase: Phase) -> list[Recommended]:
        return [r for r in advice.recommendations if r.phase == phase]

    return [PhaseOutline(phase, say(f"phase_{phase}", language), of(phase)) for phase in PHASES if of(phase)]


def actions(advice: Advice) -> list[Recommended]:
    """What an advice opens with: a few of what comes first. All others follow these by rank."""
    return [item for item in advice.recommendations if item.phase == "first"][:ACTIONS]


def by_theme(items: Iterable[Recommended]) -> dict[str, list[Recommended]]:
    """Recommendations by the title of their theme, in the order of the highest of each; "" where that is not known."""
    themes: dict[str, list[Recommended]] = {}
    for item in items:
        themes.setdefault(item.theme, []).append(item)
    return themes


def rests_on(item: Recommended, advice: Advice) -> str:
    """How many answers and passages a recommendation rests on."""
    language = advice.receipt.language
    return say(
        "rests_on",
        language,
        answers=say("count_answers", language, count=len(_answers(item, advice))),
        passages=say("count_passages", language, count=len({p for one in (item, *item.folded) for p in one.cites})),
    )


def sureness(item: Recommended, advice: Advice) -> str:
    """How sure the answers behind a recommendation are, as their notes say; "" when none of these says so."""
    language, notes = advice.receipt.language, advice.profile.notes
    answers = _answers(item, advice)
    said = Counter(notes[a].confidence for a in answers if a in notes)
    told = {sure: said[sure] for sure in CONFIDENCES if said[sure]}
    if not told:
        return ""
    if len(answers) == 1:
        return say("sure_of_one", language, sure=say(f"confidence_{next(iter(told))}", language))
    parts = [say(f"sure_{sure}", language, count=count) for sure, count in told.items()]
    if unsaid := len(answers) - sum(told.values()):
        parts.append(say("sure_unsaid", language, count=unsaid))
    return say("sure_of", language, answers=len(answers), parts=enumerated(parts, language))


def _answers(item: Recommended, advice: Advice) -> set[str]:
    """The questions whose answers a recommendation rests on."""
    findings = {f.id: f for f in advice.findings}
    return {a for ref in item.findings for fact in findings[ref.id].facts for a in fact.answers}


def remarks(item: Recommended, advice: Advice) -> list[str]:
    """What qualifies a recommendation: how sure its answers are, an open exception, what it is behind, its place, what
    comes before it.
    """
    language = advice.receipt.language
    titles = {r.id: r.title for r in advice.given}
    ranks = {r.id: r.rank for r in advice.given}
    found = [*filter(None, (sureness(item, advice),)), *(provisional(e, language) for e in item.unless)]
    if item.symptoms:
        found.append(say("brings_on", language, titles=few([f"“{s.title}”" for s in item.symptoms], language)))
    if item.behind:
        found.append(say("behind", language))
    if item.at_the_start:
        found.append(say("at_the_start", language))
    if item.tied:
        found.append(say("tied", language, ranks=listed([str(ranks[rid]) for rid in item.tied], language)))
    if item.folded:
        found.append(say("folded", language, titles="; ".join(f"“{f.title}”" for f in item.folded), why=item.together))
    if item.needs:
        found.append(say("needs", language, titles="; ".join(f"“{titles[n]}”" for n in item.needs)))
    return found


def particulars(item: Recommended, language: Language) -> list[tuple[str, str]]:
    """Who acts, how one sees that it worked, and how much it takes: each what it is, and what it says."""
    told = [("who", item.who), ("sign", item.sign)]
    if item.effort is not None:
        told.append(("effort", effort(item.effort.weeks, item.effort.days, language)))
    return [(say(what, language), says[0].upper() + says[1:]) for what, says in told if says]


def effort(weeks: list[int], days: list[int], language: Language, phrase: str = "effort_told") -> str:
    """How much it takes: weeks, and days of one person, each from a low to a high estimate."""

    def between(unit: str, span: list[int]) -> str:
        low, high = span
        return say(unit, language, count=low) if low == high else say(f"{unit}_between", language, low=low, high=high)

    return say(phrase, language, weeks=between("weeks", weeks), days=between("days", days))


def how_to_start(item: Recommended, language: Language) -> list[str]:
    """The first step in one sentence; who acts and how one sees that it worked, where the advice says so."""
    step = [say("mail_step", language, step=first_sentence(item.steps[0].text))] if item.steps else []
    return [*step, *([say("mail_who", language, who=item.who, sign=item.sign)] if item.who else [])]


def few(titles: list[str], language: Language, most: int = NAMED) -> str:
    """The first titles, and how many others there are."""
    more = len(titles) - most
    listed_ = "; ".join(titles[:most])
    return say("and_others", language, titles=listed_, count=more) if more > 0 else listed_


def first_sentence(text: str) -> str:
    """The first of one or more whole sentences."""
    return _NEXT.split(text, maxsplit=1)[0]


def listed(parts: list[str], language: Language) -> str:
    """“1, 2 and 3”."""
    return say("listed_and", language, listed=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else parts[0]


def ties(advice: Advice) -> str:
    """What puts equals in their order; empty when there are none."""
    tied = any(item.tied for item in advice.recommendations)
    return say("ties_broken", advice.receipt.language) if tied else ""


@dataclass(frozen=True)
class HangsOn:
    """A question on which recommendations hang: for each, the answers that would bring it and its title."""

    attribute: str
    text: str
    brings: list[tuple[str, str]]
    worth: int


def hangs_on(advice: Advice) -> list[HangsOn]:
    """The questions that alone would each bring a recommendation; first what would weigh most."""
    asked: dict[str, str] = {}
    brings: dict[str, dict[str, str]] = {}  # by question: the title that each of its answers brings
    worth: dict[str, int] = {}
    for item in (item for item in advice.almost if item.away == 1):
        for (one,) in item.ways:
            asked[one.attribute] = one.text
            told = brings.setdefault(one.attribute, {})
            if item.title not in told:
                worth[one.attribute] = worth.get(one.attribute, 0) + item.worth
            told.setdefault(item.title, one.answers)
    order = {attribute: place for place, attribute in enumerate(asked)}
    return [
        HangsOn(a, asked[a], [(answers, title) for title, answers in brings[a].items()], worth[a])
        for a in sorted(asked, key=lambda a: (-worth[a], order[a]))
    ]


def hanging_more(advice: Advice) -> list[str]:
    """How much more hangs on one question, or on two together, than is shown."""
    more = len(hangs_on(advice)) - HANGING
    told = say("almost_more", advice.receipt.language, count=more) if more > 0 else ""
    return [text for text in (told, two_away(advice)) if text]


def two_away(advice: Advice) -> str:
    """How many recommendations two questions together would bring; empty when there are none."""
    count = sum(item.away == 2 for item in advice.almost)
    return say("almost_two", advice.receipt.language, count=count) if count else ""


def more_tensions(advice: Advice) -> str:
    """How many tensions are not shown in full; empty when there are none."""
    more = len(advice.tensions) - TENSIONS
    return say("more_tensions", advice.receipt.language, count=more) if more > 0 else ""


def silences(advice: Advice) -> list[str]:
    """What the documents do not speak of: in sentences what touches this organisation, the rest by name."""
    rest = [silence.title for silence in advice.silent if not silence.touched]
    told = [silence.text for silence in advice.silent if silence.touched]
    language = advice.receipt.language
    return [*told, *([say("silent_on", language, titles="; ".join(rest))] if rest else [])]


def disputed(advice: Advice) -> str:
    """On how many questions respondents differ, and what that means for what is advised; "" when on none."""
    count = len(advice.profile.disputed)
    return say("differences_in_advice", advice.receipt.language, count=count) if count else ""


def waits_for(item: Undecided, language: Language) -> str:
    """How many answers something undecided waits for, and how many questions on which respondents differ."""
    counts = {"count_answers": len(item.waiting_for), "count_disputed": len(item.in_dispute)}
    return listed([say(key, language, count=count) for key, count in counts.items() if count], language)


def deviations(advice: Advice) -> list[str]:
    """In sentences: whose own knowledge lies over the base, and what of it counts here, each with its reason."""
    language = advice.receipt.language
    told = [say("overlay_used", language, name=o.name, author=o.author) for o in advice.receipt.overlays]
    told += [
        say(f"overlay_{d.how}", language, title=d.title, overlay=d.overlay) + f" {d.why}" for d in advice.deviations
    ]
    return told


def provisional(exception: OpenException, language: Language) -> str:
    """The sentence on an exception that is still open."""
    return say("provisional_unless", language, exception=exception.text)


def strengths(advice: Advice) -> list[str]:
    """The titles of what goes well."""
    return [f.title for f in advice.findings if f.polarity == "strength"]


def receipt(advice: Advice) -> str:
    """The line that says what made this advice; of the knowledge and of the answers the start of the hash."""
    r = advice.receipt
    hashes = {"knowledge": r.fingerprint[:12], "answers": r.profile_sha256[:12]}
    return say("made_with", r.language, edition=r.edition, software=r.software, **hashes)

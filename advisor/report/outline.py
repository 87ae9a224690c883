"""What every form of the advice says, in the same words: the lines that text and Markdown (and later pages) share."""

from dataclasses import dataclass
from datetime import UTC, datetime

from ..advice import Advice
from ..library.wording import Language
from ..phrases import say
from ..stages.findings import OpenException
from ..stages.ranking import PHASES, Phase
from ..stages.recommendations import Recommended


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


def on_one_line(text: str) -> str:
    """A text of the user's without line ends, control characters or marks that turn the writing round."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


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


def rests_on(item: Recommended, advice: Advice) -> str:
    """How many answers and passages a recommendation rests on."""
    language = advice.receipt.language
    findings = {f.id: f for f in advice.findings}
    answers = {a for ref in item.findings for fact in findings[ref.id].facts for a in fact.answers}
    return say(
        "rests_on",
        language,
        answers=say("count_answers", language, count=len(answers)),
        passages=say("count_passages", language, count=len(item.cites)),
    )


def remarks(item: Recommended, advice: Advice) -> list[str]:
    """What qualifies a recommendation: an open exception, what comes before it."""
    language = advice.receipt.language
    titles = {r.id: r.title for r in advice.recommendations}
    found = [provisional(e, language) for e in item.unless]
    if item.needs:
        found.append(say("needs", language, titles="; ".join(f"“{titles[n]}”" for n in item.needs)))
    return found


def provisional(exception: OpenException, language: Language) -> str:
    """The sentence on an exception that is still open."""
    return say("provisional_unless", language, exception=exception.text)


def strengths(advice: Advice) -> list[str]:
    """The titles of what goes well."""
    return [f.title for f in advice.findings if f.polarity == "strength"]


def receipt(advice: Advice) -> str:
    """The line that says what made this advice."""
    r = advice.receipt
    versions = say("edition", r.language, edition=r.edition, software=r.software)
    return f"{versions} {r.knowledge_sha256[:12]} · {r.profile_sha256[:12]}"

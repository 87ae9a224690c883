"""A comparison and a replay as text."""

from collections.abc import Iterable, Mapping

from ..insight.comparison import (
    CHANGES,
    PARTS,
    Cause,
    Changed,
    ComparedFinding,
    ComparedPart,
    ComparedRecommendation,
    Comparison,
    Made,
)
from ..insight.replay import Departure, Replay
from ..library.wording import Language
from ..phrases import enumerated, say
from ..stages.mistakes import on_one_line
from .insight import gone, sign
from .wrapping import WIDTH, wrapped

NAMED = 5  # of more answers than this the numbers say nothing to a reader
_HASH = 12  # so many digits tell two hashes apart


def comparison_as_text(
    comparison: Comparison, language: Language, *, name: str | None = None, other: str | None = None
) -> str:
    """A comparison as text: progress first, then what changed, then where that comes from.

    ``name``: of the organisation. ``other``: that of another one, which is then what the comparison begins with.
    """
    title = say("comparison_for", language, name=on_one_line(name)) if name else say("comparison", language)
    if name and other:
        title = say("comparison_between", language, then=on_one_line(other), now=on_one_line(name))
    lines = [*_wrapped(title), "=" * min(len(title), WIDTH)]
    if name and other:
        lines += [*_wrapped(say("comparison_of_two", language)), ""]
    for when, made in (("then", comparison.before), ("now", comparison.after)):
        lines += _wrapped(_made(when, made, language))
    lines += ["", *_wrapped(comparison.sentence)]
    numbers = {a.attribute: str(n) for n, a in enumerate(comparison.answers, 1)}
    lines += _section("progress", (f"{a.text} {_then_now(a, language)}" for a in comparison.progress), language)
    told = (f"{numbers[a.attribute]}. {a.text} {_then_now(a, language)}" for a in comparison.answers)
    lines += _section("changed_answers", told, language)
    for heading, polarity in (("weaknesses", "weakness"), ("strengths", "strength")):
        found = [f for f in comparison.findings if f.polarity == polarity]
        lines += _findings(heading, found, numbers, language)
    lines += _recommendations(comparison.recommendations, numbers, language)
    for heading, changes in (("tensions", comparison.tensions), ("contradictions", comparison.contradictions)):
        lines += _section(heading, (f"{sign(change)} {change.title}" for change in changes), language)
    parts = (part_as_text(part, comparison, language) for part in comparison.parts)
    lines += _section("where_from", [*parts, *comparison.remarks], language)
    return "\n".join([*lines, ""])


def replay_as_text(answer: Replay, language: Language) -> str:
    """What came of making an advice again, as text."""
    then = answer.receipt
    told = {"edition": then.edition, "knowledge": then.knowledge_sha256[:_HASH], "software": then.software}
    lines = _wrapped(answer.sentence)
    lines += _wrapped(say("replay_receipt", language, **told, engine=then.engine))
    lines += [line for d in answer.differences for line in _difference(d, language)]
    if not answer.weights_told:
        lines += _wrapped(f"  {say('weights_untold', language)}", 4)
    for place in answer.places:
        values = {"then": place.then or say("absent", language), "now": place.now or say("absent", language)}
        lines += _wrapped("  " + say("then_now", language, what=place.pointer or "/", **values), 4)
    if answer.more:
        lines += _wrapped("  " + say("more_places", language, count=answer.more), 4)
    if answer.mistakes:
        lines += ["", *_wrapped(say("replay_refused", language))]
        lines += [line for m in answer.mistakes for line in _wrapped(f"  {m.sentence(language)}", 4)]
    if any(d.part in ("edition", "knowledge", "weights") for d in answer.differences):
        lines += ["", *_wrapped(say("replay_remedy", language))]
    return "\n".join([*lines, ""])


def _difference(difference: Departure, language: Language) -> list[str]:
    if difference.then is None or difference.now is None:
        return []
    if difference.part == "profile":
        return _wrapped(f"  {say('answers_edited', language)}", 4)
    what = say(f"part_{difference.part}", language)
    hashed = difference.part in ("knowledge", "weights")
    then, now = (on_one_line(v[:_HASH] if hashed else v) for v in (difference.then, difference.now))
    return _wrapped("  " + say("then_now", language, what=what, then=then, now=now), 4)


def _made(when: str, made: Made, language: Language) -> str:
    phrase = "made_stored" if made.stored else "made_now"
    edition, software = on_one_line(made.edition), on_one_line(made.software)
    return say(phrase, language, when=say(when, language), edition=edition, software=software)


def _then_now(answer: Changed, language: Language) -> str:
    unanswered = say("unanswered", language)
    before, after = answer.before or unanswered, answer.after or unanswered
    return before if before == after else f"{before} → {after}"


def _findings(heading: str, found: list[ComparedFinding], numbers: Mapping[str, str], language: Language) -> list[str]:
    """Findings by what became of them; a heading for each."""
    lines = []
    for change in CHANGES:
        group = [f for f in found if f.change == change]
        if group:
            lines.append(f"  {say(f'change_{change}', language)} ({len(group)})")
        for finding in group:
            lines += _wrapped(f"    {_finding(finding, numbers, language)}", 6)
    return ["", say(heading, language).upper(), *lines] if lines else []


def _finding(finding: ComparedFinding, numbers: Mapping[str, str], language: Language) -> str:
    before, after = finding.severity_before, finding.severity_after
    text = f"{_SIGNS[finding.change]} {on_one_line(finding.title)}"
    if before and after and before != after:
        text += f": {say(f'severity_{before}', language)} → {say(f'severity_{after}', language)}"
    return text + through(finding.causes, finding.answers, numbers, language)


_SIGNS = {"solved": "+", "gained": "+", "new": "-", "lost": "-", "no_longer_known": "?", "known_now": "!"}
_SIGNS |= {"gone_otherwise": "*", "added_otherwise": "*", "still_there": "·", "kept": "·"}


def _recommendations(moved: list[ComparedRecommendation], numbers: Mapping[str, str], language: Language) -> list[str]:
    """What came, what went and what changed phase; how many only changed rank."""
    shown = [m for m in moved if m.phase_before != m.phase_after]
    shown.sort(key=lambda m: (m.rank_before is not None, m.rank_after is not None))
    told = [
        f"{_move(m, language)} {on_one_line(m.title)}{through(m.causes, m.answers, numbers, language)}" for m in shown
    ]
    rest = len(moved) - len(shown)
    within = [say("moved_within", language, count=rest)] if rest else []
    return _section("recommendations", [*told, *within], language)


def _move(moved: ComparedRecommendation, language: Language) -> str:
    before, after = (
        phase and f"#{rank}, {say(f'phase_{phase}', language).lower()}"
        for rank, phase in ((moved.rank_before, moved.phase_before), (moved.rank_after, moved.phase_after))
    )
    if before is None:
        return f"+ {say('comes', language)} ({after}):"
    if after is None:
        return f"{gone(moved, language)} ({before}):"
    return f"~ {say('moves', language, before=before, after=after)}:"


def through(causes: list[Cause], answers: list[str], numbers: Mapping[str, str], language: Language) -> str:
    """“ (through answers 1, 3 and the knowledge)”, or nothing; ``numbers``: of the changed answers."""
    names = []
    for cause in causes:
        if cause == "answers" and 0 < len(answers) <= NAMED:
            told = ", ".join(numbers[a] for a in answers)
            names.append(say("cause_named_answers", language, count=len(answers), numbers=told))
        else:
            names.append(say(f"cause_{cause}", language))
    return f" ({say('through', language, causes=enumerated(names, language))})" if names else ""


def part_as_text(part: ComparedPart, comparison: Comparison, language: Language) -> str:
    """A part: whether it changed, and what a re-run with only that changed shows."""
    name = say(f"named_{part.part}", language)
    if part.part not in PARTS:
        text = f"{name}."
    elif part.changed is None:
        text = say("part_untold", language, part=name)
    elif not part.changed:
        text = say("part_stays", language, part=name)
    elif part.part == "answers":
        text = say("answers_changed", language, count=len(comparison.answers))
    else:
        then, now = on_one_line(part.then or "?"), on_one_line(part.now or "?")
        text = say("part_changed", language, part=name, then=then, now=now)
    if part.rerun:
        counts = {"recommendations": len(part.recommendations), "findings": len(part.findings)}
        met = [say(f"count_{what}", language, count=count) for what, count in counts.items() if count]
        what = say("difference", language, what=enumerated(met, language)) if met else say("no_difference", language)
        return f"{text} {say('rerun_software' if part.part == 'software' else 'rerun', language, what=what)}"
    return f"{text} {say('no_rerun', language)}" if part.changed else text


def _section(heading: str, items: Iterable[str], language: Language) -> list[str]:
    lines = [line for item in items for line in _wrapped(f"  {item}", 4)]
    return ["", say(heading, language).upper(), *lines] if lines else []


def _wrapped(text: str, indent: int = 0) -> list[str]:
    lead = len(text) - len(text.lstrip())
    return wrapped(" " * lead + on_one_line(text), indent)

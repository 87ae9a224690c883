"""Why, why not and the smallest change, as text."""

from ..advice import Advice
from ..insight.change import Change
from ..insight.needs import Need
from ..insight.why import Ground, Reasoning
from ..insight.why_not import RuleNotApplied, WhyNot
from ..library.wording import Language
from ..phrases import say
from . import outline
from .wrapping import WIDTH, wrapped


def why_as_text(reasoning: Reasoning, advice: Advice) -> str:
    """The reasoning as text, with numbered passages as footnotes."""
    language = advice.receipt.language
    item = reasoning.recommendation
    lines = [item.title, "=" * min(len(item.title), WIDTH), *wrapped(item.summary), ""]
    verdict = say(f"verdict_{item.verdict}", language)
    lines.append(
        say("verdict", language, verdict=verdict) + f" · {say('phase_' + item.phase, language)} · #{item.rank}"
    )
    lines += [line for remark in outline.remarks(item, advice) for line in wrapped(remark)]
    for heading, grounds in (("because", reasoning.because), ("what_helps", reasoning.helps)):
        if grounds:
            lines += ["", say(heading, language).upper()]
            lines += [line for ground in grounds for line in _ground(ground, advice)]
    shown = [t for t in advice.tensions if t.id in reasoning.opposes]
    if shown:
        lines += ["", say("what_holds_back", language).upper()]
        for tension in shown:
            lines += wrapped(f"~ {tension.title}. {say('resolution', language, text=tension.resolution)}", 2)
    lines += ["", say("steps", language).upper()]
    numbers = {c.passage: c.number for c in reasoning.citations}
    for step in item.steps:
        marks = "".join(f"[{numbers[p]}]" for p in step.cites) or f"({say('inference', language)})"
        lines += wrapped(f"- {step.text} {marks}", 2)
    lines += [""] if item.who else []
    lines += [line for what, says in outline.particulars(item, language) for line in wrapped(f"{what}: {says}", 2)]
    if item.caveats:
        lines += ["", say("caveats", language).upper(), *(line for c in item.caveats for line in wrapped(f"! {c}", 2))]
    lines += ["", say("score", language, score=item.score).upper()]
    for part in item.contributions:
        lines.append(f"  {part.value:+4d}  {part.title} ({say('basis_' + part.basis, language)})")
    lines += ["", say("sources", language).upper()]
    for citation in reasoning.citations:
        place = say("source_place", language, title=citation.source, paragraph=citation.paragraph)
        lines += wrapped(f"[{citation.number}] {citation.gist} – {place}", 4)
        if citation.text:
            lines += wrapped(f"    “{citation.text}”", 4)
        if citation.link:
            lines.append(f"    {citation.link}")
    return "\n".join([*lines, "", outline.receipt(advice), ""])


def _ground(ground: Ground, advice: Advice) -> list[str]:
    finding, language, notes = ground.finding, advice.receipt.language, advice.profile.notes
    sign = "-" if finding.polarity == "weakness" else "+"
    severity = f" ({say('severity_' + finding.severity, language)})" if finding.severity else ""
    marks = "".join(f"[{n}]" for n in ground.cites)
    lines = wrapped(f"{sign} {finding.title}{severity} {marks}", 2)
    for fact in finding.facts:
        told = say("your_answer" if fact.answers == [fact.name] else "follows", language)
        lines += wrapped(f"    {told}: {fact.text} → {fact.label}", 6)
        for attribute in (a for a in fact.answers if a in notes):
            lines += wrapped(f"      {say('note', language)}: {notes[attribute].told(language)}", 8)
    lines += wrapped(f"    {say('rule', language)}: {ground.rule}", 6)
    for note in finding.editorial:
        lines += wrapped(f"    {say('editorial', language)}: {note}", 6)
    for exception in finding.unless:
        lines += wrapped("    " + outline.provisional(exception, language), 6)
    return lines


def why_not_as_text(answer: WhyNot, language: Language) -> str:
    """What kept a recommendation away, as text."""
    lines = wrapped(say("why_not", language, title=answer.title))
    lines += [say("verdict", language, verdict=say(f"verdict_{answer.verdict}", language)), ""]
    if answer.verdict in ("recommended", "provisional"):
        lines += [say("is_given", language), ""]
    if answer.blocked_by:
        lines += [*wrapped(f"{say('blocked', language)}: {answer.blocked_by}"), ""]
    for rule in answer.rules:
        lines += [*_rule(rule, language), ""]
    return "\n".join(lines)


def _rule(rule: RuleNotApplied, language: Language) -> list[str]:
    """A rule, what all ways to it need, and then the ways where there are several."""
    lines = wrapped(f"{say('rule', language)} “{rule.title}” [{rule.rule}]")
    lines += wrapped(f"  {rule.sentence}", 2)
    if rule.blocked_by:
        lines += wrapped(f"  x {say('blocked', language)}: {rule.blocked_by}", 4)
    shared = [need for need in rule.ways[0] if all(need in way for way in rule.ways)] if rule.ways else []
    lines += [line for need in shared for line in _need(need, language, "  ")]
    ways = [rest for way in rule.ways if (rest := [need for need in way if need not in shared])]
    if ways:
        lines.append("  " + say("one_of_these", language))
    return lines + _numbered(ways, language)


def _numbered(ways: list[list[Need]], language: Language) -> list[str]:
    lines = []
    for number, way in enumerate(ways, 1):
        inner = [line for need in way for line in _need(need, language, "      ")]
        inner[0] = f"  {number:>2}. {inner[0].lstrip()}"
        lines += inner
    return lines


def _need(need: Need, language: Language, lead: str) -> list[str]:
    if need.seen is None:
        return wrapped(f"{lead}? {say('open_needed', language, name=need.text, needed=need.needed)}", len(lead) + 2)
    text = say("seen_needed", language, name=need.text, seen=f"“{need.seen}”", needed=need.needed)
    return wrapped(f"{lead}x {text}", len(lead) + 2)


def change_as_text(answer: Change, language: Language) -> str:
    """The smallest changes, as text."""
    lines = wrapped(say("change_in" if answer.brings_in else "change_out", language, title=answer.title))
    lines += [say("verdict", language, verdict=say(f"verdict_{answer.verdict}", language)), ""]
    if not answer.ways:
        lines += wrapped(say("change_fixed" if answer.fixed else "change_never", language))
        lines += [line for need in answer.fixed for line in _need(need, language, "  ")]
        return "\n".join([*lines, ""])
    count = len(answer.ways[0])
    lines += wrapped(say("change_takes", language, count=count))
    if len(answer.ways) > 1:
        lines += [] if count == 1 else [say("one_of_these", language)]
        lines += _numbered(answer.ways, language)
    else:
        lines += [line for need in answer.ways[0] for line in _need(need, language, "  ")]
    return "\n".join([*lines, ""])

"""Why and why not, as text."""

import textwrap

from ..advice import Advice
from ..insight.what_if import Moved, WhatIf
from ..insight.why import Ground, Reasoning
from ..insight.why_not import Obstacle, WhyNot
from ..library.wording import Language
from ..phrases import say
from . import outline

WIDTH = 88


def why_as_text(reasoning: Reasoning, advice: Advice) -> str:
    """The reasoning as text, with numbered passages as footnotes."""
    language = advice.receipt.language
    item = reasoning.recommendation
    lines = [item.title, "=" * min(len(item.title), WIDTH), *_wrap(item.summary), ""]
    verdict = say(f"verdict_{item.verdict}", language)
    lines.append(
        say("verdict", language, verdict=verdict) + f" · {say('phase_' + item.phase, language)} · #{item.rank}"
    )
    lines += [line for remark in outline.remarks(item, advice) for line in _wrap(remark)]
    for heading, grounds in (("because", reasoning.because), ("what_helps", reasoning.helps)):
        if grounds:
            lines += ["", say(heading, language).upper()]
            lines += [line for ground in grounds for line in _ground(ground, language)]
    shown = [t for t in advice.tensions if t.id in reasoning.opposes]
    if shown:
        lines += ["", say("what_holds_back", language).upper()]
        for tension in shown:
            lines += _wrap(f"~ {tension.title}. {say('resolution', language, text=tension.resolution)}", 2)
    lines += ["", say("steps", language).upper()]
    numbers = {c.passage: c.number for c in reasoning.citations}
    for step in item.steps:
        marks = "".join(f"[{numbers[p]}]" for p in step.cites) or f"({say('inference', language)})"
        lines += _wrap(f"- {step.text} {marks}", 2)
    if item.caveats:
        lines += ["", say("caveats", language).upper(), *(line for c in item.caveats for line in _wrap(f"! {c}", 2))]
    lines += ["", say("score", language, score=item.score).upper()]
    for part in item.contributions:
        lines.append(f"  {part.value:+4d}  {part.title} ({say('basis_' + part.basis, language)})")
    lines += ["", say("sources", language).upper()]
    for citation in reasoning.citations:
        place = say("source_place", language, title=citation.source, paragraph=citation.paragraph)
        lines += _wrap(f"[{citation.number}] {citation.gist} – {place}", 4)
        if citation.text:
            lines += _wrap(f"    “{citation.text}”", 4)
        if citation.link:
            lines.append(f"    {citation.link}")
    return "\n".join([*lines, "", outline.receipt(advice), ""])


def _ground(ground: Ground, language: Language) -> list[str]:
    finding = ground.finding
    sign = "-" if finding.polarity == "weakness" else "+"
    severity = f" ({say('severity_' + finding.severity, language)})" if finding.severity else ""
    marks = "".join(f"[{n}]" for n in ground.cites)
    lines = _wrap(f"{sign} {finding.title}{severity} {marks}", 2)
    for fact in finding.facts:
        told = say("your_answer" if fact.answers == [fact.name] else "follows", language)
        lines += _wrap(f"    {told}: {fact.text} → {fact.label}", 6)
    lines += _wrap(f"    {say('rule', language)}: {ground.rule}", 6)
    for note in finding.editorial:
        lines += _wrap(f"    {say('editorial', language)}: {note}", 6)
    for exception in finding.unless:
        lines += _wrap("    " + outline.provisional(exception, language), 6)
    return lines


def why_not_as_text(answer: WhyNot, language: Language) -> str:
    """What kept a recommendation away, as text."""
    lines = _wrap(say("why_not", language, title=answer.title))
    lines += [say("verdict", language, verdict=say(f"verdict_{answer.verdict}", language)), ""]
    if answer.verdict in ("recommended", "provisional"):
        lines += [say("is_given", language), ""]
    if answer.blocked_by:
        lines += [*_wrap(f"{say('blocked', language)}: {answer.blocked_by}"), ""]
    for rule in answer.rules:
        lines += _wrap(f"{say('rule', language)} “{rule.title}” [{rule.rule}]")
        lines += _wrap(f"  {rule.sentence}", 2)
        lines += [line for obstacle in rule.obstacles for line in _obstacle(obstacle, language)]
        if rule.blocked_by:
            lines += _wrap(f"  x {say('blocked', language)}: {rule.blocked_by}", 4)
        lines.append("")
    return "\n".join(lines)


def _obstacle(obstacle: Obstacle, language: Language) -> list[str]:
    if obstacle.seen is None:
        text = say("open_needed", language, name=obstacle.text, needed=obstacle.needed)
        return _wrap(f"  ? {text}", 4)
    text = say("seen_needed", language, name=obstacle.text, seen=f"“{obstacle.seen}”", needed=obstacle.needed)
    return _wrap(f"  x {text}", 4)


def what_if_as_text(answer: WhatIf, language: Language) -> str:
    """What changes in the advice, as text."""
    unanswered = say("unanswered", language)
    lines = [say("changed_answers", language).upper()]
    numbers = {a.attribute: str(n) for n, a in enumerate(answer.answers, 1)}
    for a in answer.answers:
        lines += _wrap(f"  {numbers[a.attribute]}. {a.text} {a.before or unanswered} → {a.after or unanswered}", 5)
    if not (answer.recommendations or answer.findings or answer.tensions):
        lines += ["", say("nothing_changes", language)]
    if answer.recommendations:
        lines += ["", say("recommendations", language).upper()]
    for moved in sorted(answer.recommendations, key=lambda m: (m.rank_before is not None, m.rank_after is not None)):
        causes = say("through", language, causes=", ".join(numbers[c] for c in moved.causes)) if moved.causes else ""
        lines += _wrap(f"  {_move(moved, language)} {moved.title} {f'({causes})' if causes else ''}".rstrip(), 4)
    for heading, changes in (("findings", answer.findings), ("tensions", answer.tensions)):
        if changes:
            lines += ["", say(heading, language).upper()]
        for change in changes:
            lines += _wrap(f"  {'+' if change.comes else '-'} {change.title}", 4)
    return "\n".join([*lines, ""])


def _move(moved: Moved, language: Language) -> str:
    if moved.rank_before is None:
        return f"+ {say('comes', language)} (#{moved.rank_after}):"
    if moved.rank_after is None:
        return f"- {say('goes', language)} (#{moved.rank_before}):"
    return f"~ {say('moves', language, before=f'#{moved.rank_before}', after=f'#{moved.rank_after}')}:"


def _wrap(text: str, indent: int = 0) -> list[str]:
    lines = textwrap.wrap(
        text,
        WIDTH,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    lead = " " * (len(text) - len(text.lstrip()))
    return [lead + lines[0].lstrip(), *lines[1:]] if lines else [""]

"""The advice as Markdown: everything, with steps, caveats and numbered sources."""

import re

from ..advice import Advice
from ..library.edition import Edition
from ..library.passages import link
from ..phrases import say
from ..stages.recommendations import Recommended
from . import outline


def as_markdown(advice: Advice, edition: Edition) -> str:
    """The whole advice as Markdown. What an organisation typed is escaped."""
    language = advice.receipt.language
    numbers = {p: n for n, p in enumerate(dict.fromkeys(p for r in advice.recommendations for p in r.cites), 1)}
    lines = [f"# {escape(outline.title(advice))}", ""]
    if not advice.recommendations:
        lines += [say("nothing", language), ""]
    for phase in outline.phases(advice):
        lines += [f"## {phase.title}", ""]
        for item in phase.recommendations:
            lines += _recommendation(item, advice, numbers)
    lines += _list(say("strengths", language), outline.strengths(advice))
    lines += _list(say("contradictions", language), [c.message for c in advice.contradictions])
    tensions = []
    for tension in advice.tensions:
        sides = say("sides", language, one=tension.sides[0].claim, other=tension.sides[1].claim)
        tensions.append(f"**{tension.title}** – {sides} {say('resolution', language, text=tension.resolution)}")
    lines += _list(say("tensions", language), tensions)
    lines += _list(say("open_questions", language), [f"{q.text} ({q.why})" for q in advice.open_questions])
    if numbers:
        lines += [f"## {say('sources', language)}", ""]
    for ref, number in numbers.items():
        source_id = ref.partition("/")[0]
        source, passage = edition.sources[source_id], edition.passages[ref]
        gist = passage.gist[language] if passage.gist else ""
        place = say("source_place", language, title=source.title, paragraph=passage.paragraph)
        address = link(source, passage)
        read = f" [{say('read', language)}]({address})" if address else ""
        lines.append(f"{number}. {gist} *{place}*{read}")
    return "\n".join([*lines, "", outline.receipt(advice), ""])


def _recommendation(item: Recommended, advice: Advice, numbers: dict[str, int]) -> list[str]:
    language = advice.receipt.language
    lines = [f"### {item.rank}. {item.title}", "", item.summary, ""]
    for title, polarity in (("because", "weakness"), ("what_helps", "strength")):
        found = [f.title for f in item.findings if f.polarity == polarity]
        if found:
            lines += [f"**{say(title, language)}:** {'; '.join(found)}.", ""]
    for step in item.steps:
        marks = "".join(f"[{numbers[p]}]" for p in step.cites)
        lines.append(
            f"- {step.text} {marks}".rstrip() + (f" *({say('inference', language)})*" if step.inference else "")
        )
    for caveat in item.caveats:
        lines += ["", f"> {say('caveats', language)}: {caveat}"]
    remarks = [*outline.remarks(item, advice), outline.rests_on(item, advice)]
    return [*lines, "", " ".join(remarks), ""]


def _list(title: str, items: list[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {item}" for item in items), ""] if items else []


def escape(text: str) -> str:
    """A text of the user's as it stands in Markdown: on one line, without markup."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&])", r"\\\1", " ".join(text.split()))

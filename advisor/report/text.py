"""The advice as plain text that a consultant would paste in a mail."""

import textwrap

from ..advice import Advice
from ..phrases import say
from . import outline

WIDTH = 88
QUESTIONS = 5  # open questions shown; the JSON holds all of them


def as_text(advice: Advice) -> str:
    """The advice in the terminal: phases, titles, one line why, and what it rests on."""
    language = advice.receipt.language
    title = textwrap.wrap(outline.title(advice), WIDTH)
    lines = [*title, "=" * max(map(len, title))]
    if not advice.recommendations:
        lines += ["", say("nothing", language)]
    for phase in outline.phases(advice):
        lines += ["", phase.title.upper()]
        for item in phase.recommendations:
            lines += _wrapped(f"{item.rank}. ".rjust(5) + item.title, 5)
            lines += _wrapped(item.summary, 5, first=5)
            for remark in outline.remarks(item, advice):
                lines += _wrapped(remark, 5, first=5)
            lines.append(f"     {outline.rests_on(item, advice)}  [{item.id}]")
    lines += _section(say("strengths", language), [f"+ {s}" for s in outline.strengths(advice)])
    lines += _section(say("contradictions", language), [f"? {c.message}" for c in advice.contradictions])
    lines += _section(say("tensions", language), [f"~ {t.title}: {t.resolution}" for t in advice.tensions])
    asked = [f"? {q.text}" for q in advice.open_questions[:QUESTIONS]]
    lines += _section(say("open_questions", language), asked)
    if advice.undecided:
        lines += _wrapped(say("undecided", language, count=len(advice.undecided)), 2, first=2)
    return "\n".join([*lines, "", outline.receipt(advice), ""])


def _section(title: str, items: list[str]) -> list[str]:
    if not items:
        return []
    return ["", title.upper(), *(line for item in items for line in _wrapped(f"  {item}", 4))]


def _wrapped(text: str, indent: int, first: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * first,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

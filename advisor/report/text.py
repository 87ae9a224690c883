"""The whole advice as plain text; `mail` is the short form."""

from collections.abc import Mapping

from ..advice import Advice, Advisor, TensionShown
from ..insight.questions import to_ask
from ..library.wording import Language
from ..phrases import say
from ..standing import Standing
from . import outline
from .following import Statuses
from .wrapping import wrapped

QUESTIONS = 5  # shown of what to ask next


def as_text(advice: Advice, advisor: Advisor, standings: Mapping[str, Standing] | None = None) -> str:
    """The advice in the terminal: phases, titles, why, the steps, who acts, what became of it, what it rests on."""
    language = advice.receipt.language
    statuses = Statuses(advice.given, standings, language)
    title = wrapped(outline.title(advice))
    lines = [*title, "=" * max(map(len, title))]
    if advice.diagnosis.text:
        lines += ["", *wrapped(advice.diagnosis.text)]
    if disputed := outline.disputed(advice):
        lines += ["", *wrapped(disputed)]
    if statuses.counted:
        lines += ["", *wrapped(f"{say('status', language)}: {statuses.counted}.")]
    if not advice.recommendations:
        lines += ["", say("nothing", language)]
    for phase in outline.phases(advice):
        lines += ["", phase.title.upper()]
        for item in phase.recommendations:
            lines += wrapped(f"{item.rank}. ".rjust(5) + item.title, 5)
            lines += wrapped(f"     {item.summary}", 5)
            for step in item.steps:
                lines += wrapped(f"     - {step.text}", 7)
            for remark in outline.remarks(item, advice):
                lines += wrapped(f"     {remark}", 5)
            for what, says in [*outline.particulars(item, language), *statuses.particulars(item.id)]:
                lines += wrapped(f"     {what}: {says}", 5)
            for one in item.folded:
                told = [*outline.particulars(one, language), *statuses.particulars(one.id)]
                lines += wrapped(f"     + {one.title}", 7)
                lines += wrapped(f"       {one.summary}", 7)
                lines += [line for step in one.steps for line in wrapped(f"       - {step.text}", 9)]
                lines += [line for what, says in told for line in wrapped(f"       {what}: {says}", 7)]
            lines.append(f"     {outline.rests_on(item, advice)}  [{item.id}]")
    if note := outline.ties(advice):
        lines += ["", *wrapped(note)]
    lines += _section(say("strengths", language), [f"+ {s}" for s in outline.strengths(advice)])
    lines += _section(say("contradictions", language), [f"? {c.message}" for c in advice.contradictions])
    lines += _section(say("tensions", language), [_decided(t) for t in advice.tensions[: outline.TENSIONS]])
    if more := outline.more_tensions(advice):
        lines += wrapped(f"  {more}: {'; '.join(t.title for t in advice.tensions[outline.TENSIONS :])}.", 4)
    hanging = outline.hangs_on(advice)
    lines += _section(say("almost", language), [_hangs_on(one, language) for one in hanging[: outline.HANGING]])
    if hanging:
        lines += [line for more in outline.hanging_more(advice) for line in wrapped(f"  {more}", 2)]
    asked = [f"? {q.text}" for q in to_ask(advice, advisor)[:QUESTIONS]]
    lines += _section(say("open_questions", language), asked)
    if advice.undecided:
        lines += wrapped("  " + say("undecided", language, count=len(advice.undecided)), 2)
    lines += _section(say("deviations", language), outline.deviations(advice))
    lines += _section(say("silent", language), outline.silences(advice))
    return "\n".join([*lines, "", outline.receipt(advice), ""])


def _decided(tension: TensionShown) -> str:
    """A tension, and what decides."""
    return f"~ {tension.title}: {tension.resolution}"


def _hangs_on(one: outline.HangsOn, language: Language) -> str:
    """A question, and what its answers could bring."""
    titles = dict.fromkeys(f"“{title}”" for _, title in one.brings)
    return f"? {one.text} {say('almost_brings', language, titles='; '.join(titles))}"


def _section(title: str, items: list[str]) -> list[str]:
    if not items:
        return []
    return ["", title.upper(), *(line for item in items for line in wrapped(f"  {item}", 4))]

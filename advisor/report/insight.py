"""What if, why above, how firm and what to ask next, as text."""

from dataclasses import asdict

from ..insight.above import Above
from ..insight.bounds import Ranks
from ..insight.comparison import CameOrWent, ComparedRecommendation
from ..insight.deviations import Deviations
from ..insight.questions import Questions
from ..insight.stability import Stability
from ..insight.what_if import Moved, WhatIf
from ..library.wording import Language
from ..phrases import say
from .wrapping import wrapped

MARKS = {"added": "+", "replaced": "~", "switched_off": "-"}


def what_if_as_text(answer: WhatIf, language: Language) -> str:
    """What changes in the advice, as text."""
    if not answer.answers:
        return "\n".join([*wrapped(say("same_answers", language)), ""])
    unanswered = say("unanswered", language)
    lines = [say("changed_answers", language).upper()]
    numbers = {a.attribute: str(n) for n, a in enumerate(answer.answers, 1)}
    for a in answer.answers:
        lines += wrapped(f"  {numbers[a.attribute]}. {a.text} {a.before or unanswered} → {a.after or unanswered}", 5)
    if not (answer.recommendations or answer.findings or answer.tensions or answer.contradictions):
        lines += ["", say("nothing_changes", language)]
    if answer.contradictions:
        lines += ["", say("contradictions", language).upper()]
        lines += [line for c in answer.contradictions for line in wrapped(f"  {'?' if c.comes else '-'} {c.title}", 4)]
    if answer.recommendations:
        lines += ["", say("recommendations", language).upper()]
    for moved in sorted(answer.recommendations, key=lambda m: (m.rank_before is not None, m.rank_after is not None)):
        through = say("through", language, causes=", ".join(numbers[c] for c in moved.causes))
        lines += wrapped(f"  {_move(moved, language)} {moved.title} ({through})", 4)
    for heading, changes in (("findings", answer.findings), ("tensions", answer.tensions)):
        if changes:
            lines += ["", say(heading, language).upper()]
        for change in changes:
            through = say("through", language, causes=", ".join(numbers[c] for c in change.causes))
            lines += wrapped(f"  {sign(change)} {change.title} ({through})", 4)
    return "\n".join([*lines, ""])


def deviations_as_text(answer: Deviations, language: Language) -> str:
    """What overlays make of the base, as text: one part for each overlay."""
    lines = [say("overlay_over", language, edition=answer.edition, sha256=answer.knowledge_sha256[:12])]
    for overlay in dict.fromkeys(one.deviation.overlay for one in answer.differences):
        lines += ["", overlay.upper()]
        for one in answer.differences:
            if (deviation := one.deviation).overlay != overlay:
                continue
            kind = say(f"overlay_kind_{deviation.kind}", language)
            told = say(f"overlay_told_{deviation.how}", language, kind=kind, title=deviation.title)
            fields = f" ({', '.join(one.fields)})" if one.fields else ""
            lines += wrapped(f"  {MARKS[deviation.how]} {told}{fields}: {deviation.why}", 4)
    return "\n".join([*lines, ""])


def sign(change: CameOrWent) -> str:
    """Before what was added, removed, or can no longer be said."""
    return "+" if change.comes else "?" if change.no_longer_known else "-"


def gone(moved: Moved | ComparedRecommendation, language: Language) -> str:
    """What is said of a recommendation that is not shown any more: it does not fit, or that can no longer be said."""
    return f"? {say('no_longer', language)}" if moved.no_longer_known else f"- {say('goes', language)}"


def _move(moved: Moved, language: Language) -> str:
    if moved.rank_before is None:
        return f"+ {say('comes', language)} (#{moved.rank_after}):"
    if moved.rank_after is None:
        return f"{gone(moved, language)} (#{moved.rank_before}):"
    return f"~ {say('moves', language, before=f'#{moved.rank_before}', after=f'#{moved.rank_after}')}:"


def above_as_text(answer: Above, language: Language) -> str:
    """Why one recommendation stands above another, as text."""
    lines = [*wrapped(answer.sentence), ""]
    width = max((len(d.title) for d in answer.differences), default=0)
    ranks = f"#{answer.rank_higher}", f"#{answer.rank_lower}"
    lines.append(f"  {'':{width}}  {ranks[0]:>5}  {ranks[1]:>5}")
    for d in answer.differences:
        lines.append(f"  {d.title:{width}}  {d.higher:>5}  {d.lower:>5}  {d.difference:+}")
    total = answer.score_higher - answer.score_lower
    name = say("total", language)
    lines.append(f"  {name:{width}}  {answer.score_higher:>5}  {answer.score_lower:>5}  {total:+}")
    return "\n".join([*lines, ""])


def stability_as_text(answer: list[Stability], percent: int, language: Language) -> str:
    """How firm the rank of each recommendation is, as text: its rank, a label, and the ranks it can take."""
    if not answer:
        return say("nothing", language) + "\n"
    columns = [say(f"stability_{name}", language) for name in ("ranks", "weights", "answers", "together")]
    lines = [*wrapped(say("stability_about", language, percent=percent)), ""]
    lines.append(f"{columns[0]:>6}  {'':6}  {columns[1]:>9}  {columns[2]:>10}  {columns[3]:>8}")
    for item in answer:
        label = say(f"label_{item.label}", language)
        spans = f"{_span(item.weights):>9}  {_span(item.answers):>10}  {_span(item.together):>8}"
        lapse = f" ({say('may_lapse', language)})" if item.may_lapse else ""
        lines.append(f"{item.rank:>6}  {label:6}  {spans}  {item.title}{lapse}  [{item.id}]")
    return "\n".join([*lines, ""])


def _span(ranks: Ranks) -> str:
    return f"{ranks.best}–{ranks.worst}" if ranks.best < ranks.worst else str(ranks.best)


def questions_as_text(answer: Questions, language: Language) -> str:
    """What is worth asking next, and why, as text."""
    lines = wrapped(say("ask_settled", language, **asdict(answer.settled)))
    lines += ["", say("ask_next" if answer.questions else "ask_nothing", language)]
    for number, question in enumerate(answer.questions, 1):
        lines += wrapped(f"  {number:>2}. {question.text} [{question.attribute}]", 6)
        lines += wrapped(f"      {question.why}", 6)
    return "\n".join([*lines, ""])

"""What if, as text: what changes in the advice."""

from ..insight.what_if import Moved, WhatIf
from ..library.wording import Language
from ..phrases import say
from .reasoning import wrap


def what_if_as_text(answer: WhatIf, language: Language) -> str:
    """What changes in the advice, as text."""
    unanswered = say("unanswered", language)
    lines = [say("changed_answers", language).upper()]
    numbers = {a.attribute: str(n) for n, a in enumerate(answer.answers, 1)}
    for a in answer.answers:
        lines += wrap(f"  {numbers[a.attribute]}. {a.text} {a.before or unanswered} → {a.after or unanswered}", 5)
    if not (answer.recommendations or answer.findings or answer.tensions):
        lines += ["", say("nothing_changes", language)]
    if answer.recommendations:
        lines += ["", say("recommendations", language).upper()]
    for moved in sorted(answer.recommendations, key=lambda m: (m.rank_before is not None, m.rank_after is not None)):
        causes = say("through", language, causes=", ".join(numbers[c] for c in moved.causes)) if moved.causes else ""
        lines += wrap(f"  {_move(moved, language)} {moved.title} {f'({causes})' if causes else ''}".rstrip(), 4)
    for heading, changes in (("findings", answer.findings), ("tensions", answer.tensions)):
        if changes:
            lines += ["", say(heading, language).upper()]
        for change in changes:
            lines += wrap(f"  {'+' if change.comes else '-'} {change.title}", 4)
    return "\n".join([*lines, ""])


def _move(moved: Moved, language: Language) -> str:
    if moved.rank_before is None:
        return f"+ {say('comes', language)} (#{moved.rank_after}):"
    if moved.rank_after is None:
        return f"- {say('goes', language)} (#{moved.rank_before}):"
    return f"~ {say('moves', language, before=f'#{moved.rank_before}', after=f'#{moved.rank_after}')}:"

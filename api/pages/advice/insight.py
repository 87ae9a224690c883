"""Answers to questions about saved advice, computed once per profile."""

import json

from advisor.advice import Advisor
from advisor.insight import stability as stability_
from advisor.insight.questions import Questions, next_questions
from advisor.insight.stability import Stability
from advisor.library.memo import kept
from advisor.library.wording import Language
from advisor.stages.profile import understand

from ..stored_advice import Shown


def firmness(shown: Shown, advisor: Advisor) -> list[Stability]:
    """How firm the place of each recommendation is, by rank; empty when the advice is not live."""
    return _firmness(advisor, shown.record.profile, shown.language) if shown.live else []


def still_to_ask(shown: Shown, advisor: Advisor) -> Questions | None:
    """What to ask next; None when the advice is not live."""
    if not shown.live:
        return None
    profile = understand(json.loads(shown.record.profile), advisor.edition, shown.language)
    return next_questions(profile, advisor, shown.language)


@kept(most=128)
def _firmness(advisor: Advisor, profile: str, language: Language) -> list[Stability]:
    return stability_.stability(understand(json.loads(profile), advisor.edition, language), advisor, language)

"""The sentences with numbers on the pages of an advice."""

from collections.abc import Collection

from advisor.advice import Advice
from advisor.insight.stability import Stability
from advisor.library.wording import Language
from advisor.phrases import enumerated, say
from advisor.stages.ranking import PHASES

from .view import Reasons


def summary(advice: Advice, language: Language) -> str:
    """How many recommendations each phase has, from how many weaknesses they follow, and how many strengths help."""
    phases = [(phase, sum(r.phase == phase for r in advice.recommendations)) for phase in PHASES]
    told = [say(f"adv_in_{phase}", language, count=count) for phase, count in phases if count]
    many = say("count_recommendations", language, count=len(advice.recommendations))
    phrase = "adv_summary" if len(told) > 1 else "adv_summary_one"
    polarities = [finding.polarity for finding in advice.findings]
    follows = _follows(polarities.count("weakness"), polarities.count("strength"), language)
    return f"{say(phrase, language, many=many, phases=enumerated(told, language))} {follows}"


def follows(told: Reasons, language: Language) -> str:
    """From how many weaknesses a recommendation follows, and how many strengths help it."""
    return _follows(len(told.because), len(told.helps), language)


def _follows(weaknesses: int, strengths: int, language: Language) -> str:
    weak = say("count_weaknesses", language, count=weaknesses)
    strong = say("count_strengths", language, count=strengths)
    return say("adv_follows_helped" if strengths else "adv_follows", language, weak=weak, strong=strong)


def firm_sentence(firm: Stability, language: Language) -> str:
    """Which places a recommendation can take, and whether it can lapse."""
    ranks = firm.together
    phrase = "adv_firm_moves" if ranks.best < ranks.worst else "adv_firm_stays"
    told = say(phrase, language, rank=firm.rank, best=ranks.best, worst=ranks.worst)
    return f"{told} {say('adv_firm_lapses', language)}" if firm.may_lapse else told


def leads(nodes: Collection[str], language: Language) -> str:
    """How many boxes of each kind a part of the map has."""
    kinds = [node.partition(":")[0] for node in nodes]
    counts = [
        ("count_answers", "answer"),
        ("count_rules", "rule"),
        ("count_findings", "finding"),
        ("count_recommendations", "recommendation"),
    ]
    return enumerated([say(what, language, count=kinds.count(kind)) for what, kind in counts], language)

"""What is known of a profile in which answers contradict each other: worked out by leaving them out."""

from advisor.advice import Advisor
from advisor.library.conditions import names
from advisor.stages.profile import Profile


def left_open(profile: Profile, advisor: Advisor) -> tuple[set[str], set[str]]:
    """The findings and recommendations that are undecided, or that only answers of a contradiction rule out."""
    conclusions = advisor.conclude(profile.answers)
    read = {a for name in conclusions.contradictions for a in names(advisor.edition.contradictions[name].when)}
    without = advisor.conclude({a: v for a, v in profile.answers.items() if a not in read})
    findings, recommendations = (
        {
            name
            for name, verdict in told.items()
            if verdict == "undecided" or (verdict == "not_indicated" and other[name] != "not_indicated")
        }
        for told, other in (
            (conclusions.findings, without.findings),
            (conclusions.recommendations, without.recommendations),
        )
    )
    return findings, recommendations

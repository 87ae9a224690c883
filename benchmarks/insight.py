"""Each question asked of an advice, beside making that advice once.

usage: python -m benchmarks.insight [--rounds N] [--passes N]
"""

import argparse
from collections.abc import Mapping

from advisor.advice import Advisor, open_advisor, to_json
from advisor.insight.above import above
from advisor.insight.change import change
from advisor.insight.compare import compare
from advisor.insight.evaluator import evaluator
from advisor.insight.questions import next_questions
from advisor.insight.replay import replay
from advisor.insight.stability import stability
from advisor.insight.what_if import what_if
from advisor.insight.why import why
from advisor.insight.why_not import why_not
from advisor.picture.svg import svg
from advisor.picture.trail import trail
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers

from .advice import largest
from .measuring import Work, lowest_median, lowest_p99, table, take_turns

SEED = 20261122


def works(profile: Profile, advisor: Advisor) -> Mapping[str, Work]:
    """Every insight on a profile; of those on one recommendation, all of them in turn."""
    edition = advisor.edition
    advice = advisor.advise(profile)
    raw = to_json(advice)
    given = [item.id for item in advice.recommendations]
    others = [rid for rid in edition.recommendations if rid not in given] or given[:1]
    first, last = given[0], given[-1]
    answers = dict(list(profile.answers.items())[:-3])
    changed, kept = Profile(answers), evaluator(edition)
    return {
        "one advice": lambda: to_json(advisor.advise(profile)),
        "why (one)": lambda: why(advice, first, edition),
        "why not (all not given)": lambda: [why_not(profile, rid, advisor) for rid in others],
        "what if (three answers)": lambda: what_if(profile, changed, advisor),
        "smallest change (all)": lambda: [change(profile, rid, advisor) for rid in edition.recommendations],
        "why A above B": lambda: above(profile, first, last, advisor),
        "rank stability": lambda: stability(profile, advisor),
        "next best question": lambda: next_questions(profile, advisor),
        "compare (three answers)": lambda: compare(profile, changed, advisor),
        "replay": lambda: replay(raw, advisor),
        "picture of one, SVG": lambda: svg(trail(advice, edition, first)),
        "picture of all, SVG": lambda: svg(trail(advice, edition)),
        "100 verdict evaluations": lambda: [kept.levels(profile.answers) for _ in range(100)],
    }


def measured(title: str, profile: Profile, advisor: Advisor, rounds: int, passes: int) -> None:
    series = take_turns(works(profile, advisor), rounds=rounds, passes=passes)
    rows = [
        [
            name,
            *(f"{1e3 * lowest(taken.cpu):,.1f}" for lowest in (lowest_median, lowest_p99)),
            f"{taken.ratio_to(series['one advice']):.2f}",
        ]
        for name, taken in series.items()
    ]
    table(title, ("", "CPU ms", "p99", "× one advice"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Every insight, beside one advice.")
    parser.add_argument("--rounds", type=int, default=20, help="repetitions in a pass")
    parser.add_argument("--passes", type=int, default=3, help="passes, of which the quietest counts")
    asked = parser.parse_args()
    advisor = open_advisor()
    name, raw = largest(advisor)
    profile = read_profile(raw, advisor.edition)
    title = f"{name}, the largest golden case: {len(profile.answers)} answers"
    measured(title, profile, advisor, asked.rounds, asked.passes)
    half = Profile(next(sample_answers(advisor.edition, 1, seed=SEED, missing=0.5)))
    measured(f"A generated profile: {len(half.answers)} answers", half, advisor, asked.rounds, asked.passes)


if __name__ == "__main__":
    main()

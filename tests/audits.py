"""The advice held against what experts advised to real organisations: `dev.py audits`.

The organisations stand beside the checkout, in ``shared/audits``; they are not published with the project. A piece of
advice of an expert names the factors that carry it; it counts as given at rank r when the recommendation at rank r has
a weakness about one of them. For each organisation a reader of the documents wrote down what comes first, before any
run. How many places are firm is counted over organisations that are made up.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.advice import Advice, Advisor, open_advisor
from advisor.insight.stability import stability
from advisor.stages.profile import Profile, understand

from . import realistic

FOLDER = Path(__file__).parents[2] / "shared" / "audits"
HARMFUL = {  # what the review of the audits calls absurd or harmful for an organisation, among our first five
    "werkendam": {"start-from-daily-work"},
    "take-eat-easy": {"think-global-from-the-start", "test-on-the-belgian-market"},
}
FIRST = 5
MADE_UP, SEED = 200, 2026  # organisations over which it is counted how many places are firm


@dataclass(frozen=True)
class Figures:
    """How many pieces of advice there are that a document supports, and how many of them are given, and how high.

    ``one_away``: given, or waiting for one question. ``reader``: organisations in which a reader's first is among our
    first three, of ``cases``. ``absurd``: what is given though somebody calls it absurd there, as “case: id”.
    """

    pieces: int
    given: int
    first_ten: int
    first_five: int
    one_away: int
    cases: int
    reader: int
    absurd: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(
            [
                f"experts' advice that a document says   {self.pieces}",
                f"  given                                {self.given}",
                f"  given, or one question away          {self.one_away}",
                f"  among the first ten                  {self.first_ten}",
                f"  among the first five                 {self.first_five}",
                f"a reader's first in our first three    {self.reader} of {self.cases}",
                f"absurd among our first five            {len(self.absurd)}{''.join(f'; {a}' for a in self.absurd)}",
            ]
        )


def organisations(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The organisations that were audited. Raises FileNotFoundError without them."""
    found: list[dict[str, Any]] = json.loads((folder / "audits.json").read_text(encoding="utf-8"))
    return found


def advise(advisor: Advisor, answers: Mapping[str, Any]) -> Advice:
    """The advice for answers as they stand in a file."""
    return advisor.advise(understand({"answers": dict(answers)}, advisor.edition))


def ranks(advice: Advice) -> dict[str, int]:
    """The best rank of a recommendation that answers a weakness about each factor."""
    found: dict[str, int] = {}
    for item in advice.recommendations:
        for finding in item.findings:
            if finding.polarity == "weakness":
                found.setdefault(finding.factor, item.rank)
    return found


def score(advisor: Advisor, cases: Iterable[Mapping[str, Any]]) -> Figures:
    """Hold the advice against every organisation."""
    found, one_away, reader, absurd = list[int | None](), 0, list[bool](), list[str]()
    for case in cases:
        advice = advise(advisor, case["answers"])
        at = ranks(advice)
        waiting = {item.id: len(item.waiting_for) for item in advice.undecided}
        for piece in case["experts"]:
            if piece["factors"]:
                found.append(min((at[factor] for factor in piece["factors"] if factor in at), default=None))
                near = any(waiting.get(rid) == 1 for rid in piece["recommendations"])
                one_away += found[-1] is not None or near
        reader.append(any(at.get(factor, 99) <= 3 for factor in case["first"][0]["factors"]))
        top = [item.id for item in advice.recommendations[:FIRST]]
        absurd += [f"{case['id']}: {rid}" for rid in top if rid in HARMFUL.get(case["id"], ())]
    given = [rank for rank in found if rank is not None]
    return Figures(
        pieces=len(found),
        given=len(given),
        first_ten=sum(rank <= 10 for rank in given),
        first_five=sum(rank <= FIRST for rank in given),
        one_away=one_away,
        cases=len(reader),
        reader=sum(reader),
        absurd=tuple(absurd),
    )


def firm(advisor: Advisor) -> tuple[int, int]:
    """How many of the first five recommendations of made-up organisations have a firm place, and how many there are."""
    profiles = (Profile(answers) for answers in realistic.profiles(advisor.edition, MADE_UP, seed=SEED))
    labels = [item.label for profile in profiles for item in stability(profile, advisor)[:FIRST]]
    return labels.count("firm"), len(labels)


if __name__ == "__main__":
    held, places = firm(open_advisor())
    print(f"{f'firm among the first five, {MADE_UP} made up':39}{held} of {places}")
    try:
        audited = organisations()
    except FileNotFoundError:
        sys.exit(f"the audited organisations are not published with the project: {FOLDER} is not there")
    print(score(open_advisor(), audited))

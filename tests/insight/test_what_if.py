"""What if: the difference that changed answers make."""

from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.insight.what_if import what_if
from advisor.report.insight import what_if_as_text
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers
from advisor.stages.verdicts import GIVEN
from tests.insight.contested import left_open

ROOT = Path(__file__).parents[2]


def test_nothing_changed_changes_nothing(advisor: Advisor, ghent: Profile) -> None:
    """The same answers give no difference."""
    answer = what_if(ghent, ghent, advisor)
    assert (answer.answers, answer.recommendations, answer.findings, answer.tensions) == ([], [], [], [])
    assert answer.contradictions == []
    assert what_if_as_text(answer, "en") == "These are the same answers: nothing in the advice changes.\n"


def test_high_use_takes_the_adoption_advice_away(advisor: Advisor, ghent: Profile) -> None:
    """At 95 % use in Ghent the advice to win people back goes, because of that answer and no other."""
    after = Profile({**ghent.answers, "adoption_rate": 95, "country": "NL"})
    answer = what_if(ghent, after, advisor, "en")
    assert [a.attribute for a in answer.answers] == ["country", "adoption_rate"]
    gone = next(m for m in answer.recommendations if m.id == "win-people-back")
    assert (gone.rank_before, gone.rank_after, gone.causes) == (3, None, ["adoption_rate"])
    assert gone.no_longer_known  # something else, that is not answered yet, may still call for it
    assert [(c.id, c.comes, c.causes) for c in answer.contradictions] == [
        ("x01-high-use-beside-own-lists", True, ["adoption_rate"])
    ]
    told = what_if_as_text(answer, "en")
    assert f"? no longer known (#3): {gone.title}" in " ".join(told.split())
    assert "DO THESE ANSWERS AGREE WITH EACH OTHER?\n  ? Almost everyone" in told
    assert ("few-really-use-it", ["adoption_rate"]) in [(f.id, f.causes) for f in answer.findings if not f.comes]


def test_the_difference_is_the_difference(advisor: Advisor) -> None:
    """On 60 generated pairs, what is told to come, go and move is what the two advices say."""
    suspended = set[tuple[str, bool]]()
    pairs = zip(
        sample_answers(advisor.edition, 60, seed=31, missing=0.4),
        sample_answers(advisor.edition, 60, seed=32, missing=0.9),
        strict=True,
    )
    for number, (answers, changes) in enumerate(pairs):
        before, after = Profile(answers), Profile({**answers, **dict(list(changes.items())[:3])})
        if number % 2:  # three are taken back
            after = Profile(dict(list(answers.items())[3:]))
        answer = what_if(before, after, advisor)
        one, other = advisor.advise(before), advisor.advise(after)
        old, new = ({r.id: (r.rank, r.phase) for r in advice.given} for advice in (one, other))
        assert {c.id for c in answer.contradictions} == {c.id for c in one.contradictions} ^ {
            c.id for c in other.contradictions
        }
        open_findings, open_ = left_open(after, advisor)
        for found in answer.findings:
            assert found.no_longer_known == (not found.comes and found.id in open_findings)
            suspended.add(("finding", found.no_longer_known))
        assert {m.id for m in answer.recommendations} == {
            r for r in old.keys() | new.keys() if old.get(r) != new.get(r)
        }
        for moved in answer.recommendations:
            assert (moved.rank_before, moved.phase_before) == old.get(moved.id, (None, None))
            assert (moved.rank_after, moved.phase_after) == new.get(moved.id, (None, None))
            assert moved.no_longer_known == (moved.rank_after is None and moved.id in open_)
            suspended.add(("recommendation", moved.no_longer_known))
            assert set(moved.causes) <= {a.attribute for a in answer.answers}
            if len(answer.answers) == 1:
                assert moved.causes == [answer.answers[0].attribute]
    assert suspended == {(what, known) for what in ("finding", "recommendation") for known in (True, False)}


@pytest.mark.long
def test_every_cause_makes_the_difference(advisor: Advisor) -> None:
    """On 25 generated pairs every difference has causes: taken back alone each undoes it; or else each alone makes it;
    or else no single answer does either, and all are named.
    """
    edition, kinds = advisor.edition, set[str]()
    pairs = zip(
        sample_answers(edition, 25, seed=33, missing=0.3),
        sample_answers(edition, 25, seed=34, missing=0.5),
        strict=True,
    )
    for answers, changes in pairs:
        before, after = Profile(answers), Profile({**answers, **changes})
        answer = what_if(before, after, advisor)
        different = [a.attribute for a in answer.answers]

        def shown(start: Profile, end: Profile, attribute: str) -> set[str]:
            changed = {a: v for a, v in start.answers.items() if a != attribute}
            changed |= {attribute: end.answers[attribute]} if attribute in end.answers else {}
            conclusions = advisor.conclude(changed)
            return {f for f, verdict in conclusions.findings.items() if verdict in GIVEN}.union(
                conclusions.tensions, conclusions.contradictions
            )

        without = {a: shown(after, before, a) for a in different}
        only = {a: shown(before, after, a) for a in different}
        for change in (*answer.findings, *answer.tensions, *answer.contradictions):
            back = [a for a in different if (change.id in without[a]) != change.comes]
            alone = [a for a in different if (change.id in only[a]) == change.comes]
            assert change.causes == (back or alone or different)
            kinds.add("back" if back else "alone" if alone else "all")
    assert {"back", "alone"} <= kinds

"""Compare: what changed from one profile or advice to another, through answers, knowledge, weights or software.

Each part is tested: the earlier advice is made again with only that part changed.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

from ..advice import Advisor
from ..library.conditions import evaluate, said
from ..library.model import Polarity
from ..library.wording import Language
from ..phrases import enumerated, say
from ..stages.inference import finding_facts, on_findings
from ..stages.profile import Profile, alike, fitting
from ..stages.ranking import Phase
from ..standing import Followed, Standing, followed
from .causes import FINDINGS, PLACES, SHOWN, ChangedAnswers, Entries, Outcome
from .comparison import (
    CAUSES,
    CHANGES,
    PARTS,
    CameOrWent,
    Cause,
    Change,
    Changed,
    ComparedFinding,
    ComparedPart,
    ComparedRecommendation,
    Comparison,
)
from .earlier import EarlierAdvice, EarlierReceipt
from .replay import same_but_for_weights
from .sides import Side, demand_knowledge, mixed_from, run, side_of, version_of

_NOWHERE = (1_000_000, "")  # sorts entries without a rank last
_ABSENT = (None, None)


def compare(
    before: Profile | EarlierAdvice,
    after: Profile | EarlierAdvice,
    advisor: Advisor,
    *,
    advisor_before: Advisor | None = None,
    language: Language = "nl",
    standings: Mapping[str, Standing] | None = None,
) -> Comparison:
    """What changed from one profile or advice to another, and why. ``standings``: what became of saved advice.

    A profile is run with ``advisor``; the one before with ``advisor_before``, if given. The knowledge of advice made
    earlier is available when one of the two has its hash. Raises ProfileError when ``advisor_before`` is given and does
    not have the knowledge of the advice before.
    """
    if advisor_before is not None and isinstance(before, EarlierAdvice):
        demand_knowledge(before, advisor_before, language)
    at_hand = [a for a in (advisor_before, advisor) if a is not None]
    one, other = side_of(before, at_hand), side_of(after, at_hand[::-1])
    return Comparing(one, other, advisor, language).comparison(_followed(before, after, standings or {}))


class Comparing:
    """Two sides being compared."""

    def __init__(self, before: Side, after: Side, advisor: Advisor, language: Language) -> None:
        self.before, self.after, self.language = before, after, language
        # the knowledge of each side, or else the closest available
        self.on_before = before.advisor or after.advisor or advisor
        self.on_after = after.advisor or before.advisor or advisor
        self.editions = [self.on_after.edition, self.on_before.edition]
        self.run_before, self.run_after = run(before.profile, self.on_before), run(after.profile, self.on_after)
        self.then, self.now = before.stored or self.run_before, after.stored or self.run_after
        asked = list(dict.fromkeys([*(a for e in self.editions for a in e.questions), *sorted(before.profile.answers)]))
        asked += [a for a in sorted(after.profile.answers) if a not in asked]
        one, other = before.profile.answers, after.profile.answers
        self.asked = asked
        self.different = [a for a in asked if not alike(one.get(a), other.get(a))]
        self.changed = self._changed()
        self.effects = self._effects()

    def comparison(self, statuses: list[Followed]) -> Comparison:
        """The whole comparison, with the statuses that were set."""
        findings, recommendations = self._findings(), self._recommendations()
        shown = (a for a in self.asked if any(a in e.manifest.progress for e in self.editions))
        told = self.before.profile.answers.keys() | self.after.profile.answers.keys()
        return Comparison(
            sentence=self._sentence(findings, recommendations),
            before=self.before.made,
            after=self.after.made,
            progress=[self.answer(a) for a in shown if a in told],
            answers=[self.answer(a) for a in self.different],
            findings=findings,
            recommendations=recommendations,
            tensions=self.came_or_went("tensions", self._answers_behind),
            contradictions=self.came_or_went("contradictions", self._answers_behind),
            parts=self._parts(),
            remarks=self._remarks(),
            statuses=statuses,
        )

    # --- the parts ---

    def _changed(self) -> dict[Cause, bool | None]:
        """For each part whether it changed; None when unknown."""
        one, other = self.before.receipt, self.after.receipt
        weights: bool | None = None
        if one.weights_sha256 and other.weights_sha256:
            weights = one.weights_sha256 != other.weights_sha256
        knowledge: bool | None = None if weights in (None, True) else True
        for side, there in ((self.before, other), (self.after, one)):
            if side.advisor and there.weights_sha256:
                knowledge = not same_but_for_weights(there, side.advisor.edition)
        if one.knowledge_sha256 == other.knowledge_sha256:
            knowledge = weights = False
        return {
            "answers": bool(self.different),
            "knowledge": knowledge,
            "weights": weights,
            "overlays": one.overlays != other.overlays,
            "software": (one.software, one.engine) != (other.software, other.engine),
        }

    def _effects(self) -> dict[Cause, list[tuple[Outcome, Outcome]]]:
        """For each part that could be tested: pairs of outcomes between which only that part changed."""
        before, after, effects = self.before, self.after, dict[Cause, list[tuple[Outcome, Outcome]]]()
        if before.advisor and after.advisor:
            if self.changed["answers"]:
                effects["answers"] = [(self.run_before, self._run_of_answers)]
            if self.changed["overlays"]:  # they cannot be laid over another base here
                apart = self.changed["knowledge"] is False and self.changed["weights"] is False
                pair = (self.run_before, run(before.profile, after.advisor))
                effects["overlays" if apart else "not_told_apart"] = [pair]
            elif self.changed["knowledge"]:
                mixed = mixed_from(after.advisor, before.advisor)
                effects["knowledge"] = [(self.run_before, run(before.profile, mixed))]
            if self.changed["weights"] and not self.changed["overlays"]:
                mixed = mixed_from(before.advisor, after.advisor)
                effects["weights"] = [(self.run_before, run(before.profile, mixed))]
        elif before.advisor or after.advisor:
            if self.changed["answers"]:
                effects["answers"] = [(self.run_before, self.run_after)]
            suspects = [p for p in PARTS[1:] if self.changed[p] is not False]
            between = (self.run_after, self.now) if before.advisor else (self.then, self.run_before)
            effects[suspects[0] if len(suspects) == 1 else "not_told_apart"] = [between]
        remains = [(self.then, self.run_before)] if before.advisor and before.stored else []
        remains += [(self.run_after, self.now)] if after.advisor and after.stored else []
        if remains and (self.changed["software"] or any(_differ(*pair) for pair in remains)):
            effects["software"] = [*effects.get("software", []), *remains]
        return effects

    @cached_property
    def _run_of_answers(self) -> Outcome:
        """The answers of after on the knowledge of before."""
        return self.run_after if self.on_before is self.on_after else run(self.after.profile, self.on_before)

    @cached_property
    def changed_answers(self) -> ChangedAnswers:
        """The answers that differ, on the knowledge of before."""
        profiles = self.before.profile, self.after.profile
        return ChangedAnswers(profiles, self.different, self.on_before.edition, self.run_before, self._run_of_answers)

    def _causes(self, entries: Entries, key: str) -> tuple[list[Cause], list[str]]:
        """The parts that alone make a difference to an entry and, within the answers, which of them do."""
        causes: list[Cause] = []
        for cause, pairs in self.effects.items():
            if any(entries(one).get(key) != entries(other).get(key) for one, other in pairs):
                causes.append(cause)
        causes.sort(key=CAUSES.index)
        if not causes and self.before.advisor and self.after.advisor:
            causes = ["together"]
        return causes, self.changed_answers.needed(entries, key) if "answers" in causes else []

    def _answers_behind(self, name: str) -> list[str]:
        """The changed answers that alone make a difference to whether a tension or contradiction is shown."""
        return self._causes(SHOWN, name)[1]

    def _parts(self) -> list[ComparedPart]:
        parts = []
        for part in CAUSES:
            pairs = self.effects.get(part, [])
            if part not in PARTS and not pairs:
                continue
            if part == "overlays" and not (self.before.receipt.overlays or self.after.receipt.overlays):
                continue
            then, now = self._named(part, self.before.receipt), self._named(part, self.after.receipt)
            findings = {f for pair in pairs for f in _changed_keys(pair[0].findings, pair[1].findings)}
            places = {r for pair in pairs for r in _changed_keys(pair[0].places, pair[1].places)}
            changed = self.changed.get(part, True)
            parts.append(ComparedPart(part, changed, then, now, bool(pairs), sorted(places), sorted(findings)))
        return parts

    def _named(self, part: Cause, receipt: EarlierReceipt) -> str | None:
        """The version of a part in a receipt."""
        if part == "knowledge":
            return version_of(receipt.edition, receipt.knowledge_sha256)
        if part == "weights":
            return receipt.weights_sha256 and receipt.weights_sha256[:12]
        if part == "overlays":
            return "; ".join(f"{overlay.name} ({overlay.sha256[:12]})" for overlay in receipt.overlays) or say(
                "no_overlay", self.language
            )
        return f"{receipt.software}, {receipt.engine}" if part == "software" else None

    # --- what changed ---

    def came_or_went(self, kind: str, causes: Callable[[str], list[str]]) -> list[CameOrWent]:
        """The findings, tensions or contradictions (``kind``) on one side only: first the added, then the removed."""
        then, now = getattr(self.then, kind), getattr(self.now, kind)
        found = [(name, True) for name in now if name not in then] + [(name, False) for name in then if name not in now]
        titled = "rules" if kind == "findings" else kind
        return [
            CameOrWent(name, self.title(titled, name), comes, causes(name), self.suspended(kind, name))
            for name, comes in found
        ]

    def suspended(self, kind: str, name: str) -> bool:
        """Whether what the side after does not show (of this ``kind``) may still hold there: its answers leave it open,
        or contradict each other where it hangs on them.

        A tension, when what they leave open of the findings about its factors would show it.
        """
        now, edition, after = self.now, self.on_after.edition, self.run_after
        if kind == "recommendations":
            return name not in now.places and after.recommended.get(name) == "undecided"
        if kind == "findings":
            return name not in now.findings and after.verdicts.get(name) == "undecided"
        if kind != "tensions" or name in now.tensions or name not in edition.tensions:
            return False
        possible = on_findings(edition.tensions[name].when, edition, "undecided")
        return evaluate(possible, {**after.facts, **finding_facts(after.verdicts)}) is not False

    def moved(self) -> list[tuple[str, str, int | None, int | None, Phase | None, Phase | None]]:
        """The recommendations whose rank or phase changed, in the new order: id, title, ranks and phases."""
        then, now, moved = self.then.places, self.now.places, []
        for rid in sorted(then.keys() | now.keys(), key=lambda r: (now.get(r, _NOWHERE), then.get(r, _NOWHERE), r)):
            (rank_before, phase_before), (rank_after, phase_after) = then.get(rid, _ABSENT), now.get(rid, _ABSENT)
            if then.get(rid) != now.get(rid):
                title = self.title("recommendations", rid)
                moved.append((rid, title, rank_before, rank_after, phase_before, phase_after))
        return moved

    def _recommendations(self) -> list[ComparedRecommendation]:
        return [
            ComparedRecommendation(*told, *self._causes(PLACES, told[0]), self.suspended("recommendations", told[0]))
            for told in self.moved()
        ]

    def _findings(self) -> list[ComparedFinding]:
        then, now, found = self.then.findings, self.now.findings, []
        for rule in then.keys() | now.keys():
            causes, answers = list[Cause](), list[str]()
            if then.get(rule) != now.get(rule):
                causes, answers = self._causes(FINDINGS, rule)
            polarity = (now.get(rule) or then[rule])[0]
            severity_before, severity_after = then.get(rule, _ABSENT)[1], now.get(rule, _ABSENT)[1]
            change = self._change(rule, polarity, causes)
            title = self.title("rules", rule)
            found.append(
                ComparedFinding(rule, title, polarity, change, severity_before, severity_after, causes, answers)
            )
        order = {rule: place for place, rule in enumerate(dict.fromkeys(r for e in self.editions for r in e.rules))}
        return sorted(found, key=lambda f: (CHANGES.index(f.change), order.get(f.id, len(order)), f.id))

    def _change(self, rule: str, polarity: Polarity, causes: list[Cause]) -> Change:
        """What became of a finding. Only a change through the answers counts as progress, or the reverse."""
        weakness = polarity == "weakness"
        otherwise = not self.different or (causes and not {"answers", "together"} & set(causes))
        if rule not in self.now.findings:
            if otherwise:
                return "gone_otherwise"
            if self.suspended("findings", rule):
                return "no_longer_known"
            return "solved" if weakness else "lost"
        if rule not in self.then.findings:
            if otherwise:
                return "added_otherwise"
            if self.run_before.verdicts.get(rule) == "undecided":
                return "known_now"
            return "new" if weakness else "gained"
        return "still_there" if weakness else "kept"

    # --- the words ---

    def title(self, kind: str, name: str) -> str:
        """The title of an entry in the language asked for, or else from advice made earlier."""
        for edition in self.editions:
            entry = getattr(edition, kind).get(name)
            if entry is not None:
                return str((entry.message if kind == "contradictions" else entry.title)[self.language])
        return self.after.titles.get(name) or self.before.titles.get(name) or name

    def answer(self, attribute: str) -> Changed:
        """An answer on both sides."""
        known = next((e for e in self.editions if attribute in e.questions), None)
        text = known.name(attribute, self.language) if known else attribute
        return Changed(attribute, text, self._label(attribute, self.before), self._label(attribute, self.after))

    def _label(self, attribute: str, side: Side) -> str | None:
        value = side.profile.answers.get(attribute)
        if value is None:
            return None
        for edition in self.editions:
            fits = fitting(Profile({attribute: value}), edition).answers
            if attribute in fits:
                return edition.value(attribute, fits[attribute], self.language)
        return "; ".join(str(v) for one in said(value) for v in (sorted(one) if isinstance(one, frozenset) else [one]))

    def _sentence(self, findings: list[ComparedFinding], recommendations: list[ComparedRecommendation]) -> str:
        weak = [f.change for f in findings if f.polarity == "weakness"]
        always = ("solved", "still_there", "new")
        told = [say(f"count_{c}", self.language, count=weak.count(c)) for c in CHANGES if c in always or c in weak]
        causes = {c for r in recommendations for c in r.causes}
        named = [say(f"cause_{c}", self.language) for c in CAUSES if c in causes]
        through = say("advice_stays", self.language)
        if named:
            through = say("advice_through", self.language, causes=enumerated(named, self.language))
        elif recommendations:
            through = say("advice_changes", self.language)
        return f"{say('weaknesses_then_now', self.language, counts=', '.join(told))} {through}"

    def _remarks(self) -> list[str]:
        remarks = []
        apart = self.effects and "not_told_apart" not in self.effects
        for side, remedy in ((self.before, "remedy_before"), (self.after, "remedy_after")):
            if side.advisor is None and not apart:
                version = version_of(side.receipt.edition, side.receipt.fingerprint)
                remarks.append(say(remedy, self.language, version=version))
        same = (self.before.receipt.software, self.before.receipt.engine) == (
            self.after.receipt.software,
            self.after.receipt.engine,
        )
        if same and "software" in self.effects and not self.changed["software"]:
            remarks.append(say("made_otherwise", self.language))
        taken = [fitting(s.profile, e).answers for s in (self.before, self.after) for e in self.editions]
        told = [s.profile.answers for s in (self.before, self.after) for _ in self.editions]
        left = [a for a in self.asked if any(a in t and a not in f for t, f in zip(told, taken, strict=True))]
        if left:
            names = "; ".join(f"“{self.answer(a).text}”" for a in left)
            remarks.append(say("answers_left_out", self.language, names=names))
        return remarks


def _followed(
    before: Profile | EarlierAdvice, after: Profile | EarlierAdvice, standings: Mapping[str, Standing]
) -> list[Followed]:
    """What became of the recommendations of either advice, as far as a status was set."""
    then, now = ([] if isinstance(told, Profile) else told.given for told in (before, after))
    titles = {one.id: one.title for one in (*then, *now)}
    return [one for one in followed(now, standings, {}, titles) if one.changed and one.recommendation in titles]


def _differ(one: Outcome, other: Outcome) -> bool:
    return (one.places, one.shown, one.findings) != (other.places, other.shown, other.findings)


def _changed_keys(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}

"""The whole pipeline on one screen: load → infer → find → recommend → explain."""

import gc
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from pydantic import Field, TypeAdapter

from . import __version__, budget
from .library import cached
from .library.conditions import Answer, evaluate, names
from .library.edition import Edition, fingerprint
from .library.folders import Folders, find_data
from .library.loading import load, undisturbed
from .library.overlays import How, Kind
from .library.wording import Language
from .stages import agreement
from .stages.almost import Almost, almost
from .stages.diagnosis import Diagnosis, diagnose
from .stages.engine import VERSION as ENGINE_VERSION
from .stages.engine import Pool
from .stages.explanation import Graph, explain
from .stages.findings import Finding, find, weigh
from .stages.inference import Conclusions, compile_engine, infer
from .stages.notes import Note, nothing, written
from .stages.openness import OpenQuestion, Undecided, open_questions, undecided, waiting
from .stages.profile import Profile, normalised
from .stages.ranking import rank
from .stages.recommendations import Recommended, every, recommend


@dataclass(frozen=True, slots=True)
class OverlayUsed:
    """An overlay that lay over the knowledge."""

    id: str
    name: str
    author: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DeviationShown:
    """Where the knowledge behind an advice is not that of the base: what, through which overlay, how and why."""

    kind: Kind
    id: str
    title: str
    overlay: str
    how: How
    why: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was used to make an advice: versions and hashes. No clock, no machine, no path."""

    software: str
    edition: str
    knowledge_sha256: str
    weights_sha256: str
    profile_sha256: str
    engine: str
    language: Language
    overlays: list[OverlayUsed] = field(default_factory=list)  # the last on top; the hash of the knowledge is without

    @property
    def fingerprint(self) -> str:
        """The hash of all knowledge that was used."""
        return fingerprint(self.knowledge_sha256, {overlay.id: overlay.sha256 for overlay in self.overlays})


@dataclass(frozen=True, slots=True)
class Understood:
    """The profile as understood, with what is unanswered. ``disputed``: where respondents differ, all that was said."""

    name: str | None
    reference: str | None
    answers: dict[str, Any]
    disputed: Annotated[dict[str, list[Any]], Field(exclude_if=nothing)] = field(default_factory=dict, kw_only=True)
    notes: Annotated[dict[str, Note], Field(exclude_if=nothing)] = field(default_factory=dict, kw_only=True)
    unanswered: list[str]

    @property
    def told(self) -> Profile:
        """The profile itself, without who said what."""
        return normalised(self.name, self.reference, self.answers, self.disputed, self.notes)


@dataclass(frozen=True, slots=True)
class TensionSide:
    """One claim, and the passages that make it."""

    claim: str
    cites: list[str]


@dataclass(frozen=True, slots=True)
class TensionShown:
    """Two claims of the sources that pull apart here, what decides, and the recommendations it concerns."""

    id: str
    title: str
    sides: list[TensionSide]
    resolution: str
    decided_by: str
    concerns: list[str]


@dataclass(frozen=True, slots=True)
class ContradictionShown:
    """Answers that cannot well be true together, as a question."""

    id: str
    message: str
    answers: list[str]


@dataclass(frozen=True, slots=True)
class SilenceShown:
    """What the documents do not speak of; ``touched``: the answers say that it plays here."""

    id: str
    title: str
    text: str
    touched: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice for one profile, in one language."""

    receipt: Receipt
    profile: Understood
    diagnosis: Diagnosis = field(default_factory=Diagnosis, kw_only=True)  # not in advice of edition 2026.1
    recommendations: list[Recommended]
    findings: list[Finding]
    tensions: list[TensionShown]
    contradictions: list[ContradictionShown]
    open_questions: list[OpenQuestion]
    undecided: list[Undecided]
    almost: list[Almost] = field(default_factory=list, kw_only=True)  # nor are these
    silent: list[SilenceShown] = field(default_factory=list, kw_only=True)
    deviations: list[DeviationShown] = field(default_factory=list, kw_only=True)
    graph: Graph

    @property
    def given(self) -> list[Recommended]:
        """Every recommendation: as shown by rank, each followed by what is folded under it."""
        return list(every(self.recommendations))


NO_GRAPH = Graph(directed=True, multigraph=False, graph={}, nodes=[], edges=[])  # for those who need none


@dataclass(frozen=True)
class Advisor:
    """An edition with its engine, ready to advise."""

    edition: Edition
    engine: Pool
    memo: dict[Any, Any] = field(init=False, repr=False, compare=False, default_factory=dict)  # see `library.memo`

    def conclude(self, answers: Mapping[str, Answer]) -> Conclusions:
        """What follows from answers, before it is scored and explained. Within a budget: raises as `budget.check`."""
        budget.check()
        return infer(answers, self.edition, self.engine)

    def receipt(self, profile: Profile, language: Language) -> Receipt:
        """What is used to make an advice for a profile."""
        edition = self.edition
        return Receipt(
            software=__version__,
            edition=edition.number,
            knowledge_sha256=edition.sha256,
            weights_sha256=edition.weights_sha256,
            profile_sha256=profile.sha256,
            engine=ENGINE_VERSION,
            language=language,
            overlays=[
                OverlayUsed(laid.overlay.id, laid.overlay.name[language], laid.overlay.author, laid.sha256)
                for laid in edition.overlays
            ],
        )

    def advise(self, profile: Profile, language: Language = "nl", *, graph: bool = True) -> Advice:
        """The advice for a profile. Pure: the same profile and edition give the same advice.

        Without ``graph`` that is left empty, for those who need no more.
        """
        edition = self.edition
        conclusions = self.conclude(profile.answers)
        weights = weigh(conclusions, edition)
        findings = find(weights, conclusions, edition, language)
        recommendations = recommend(rank(weights, conclusions, edition), findings, conclusions, edition, language)
        tensions = _tensions(conclusions, findings, recommendations, edition, language)
        open_ = waiting(conclusions, edition)
        return Advice(
            receipt=self.receipt(profile, language),
            profile=Understood(
                **{**profile.plain, "notes": dict(sorted(profile.notes.items()))},
                unanswered=[a for a in edition.questions if a not in profile.answers],
            ),
            recommendations=recommendations,
            findings=findings,
            diagnosis=diagnose(findings, recommendations, edition, language),
            tensions=tensions,
            contradictions=_contradictions(conclusions, edition, language),
            open_questions=open_questions(open_, conclusions, edition, language),
            undecided=undecided(open_, conclusions, edition, language),
            almost=almost(conclusions, edition, language),
            silent=_silent(conclusions, edition, language),
            deviations=_deviations(findings, recommendations, tensions, conclusions, edition, language),
            graph=explain(profile.answers, profile.notes, conclusions, findings, recommendations, edition, language)
            if graph
            else NO_GRAPH,
        )


def open_advisor(data: str | None = None, overlays: Iterable[str] = ()) -> Advisor:
    """The advisor on the shipped knowledge, or on the knowledge in a folder of the user's, with folders laid over it.

    Knowledge other than the shipped is held to account first: the engine and the condition module must agree on it.
    Raises DataNotFoundError, KnowledgeError (with every mistake), EngineLimitError.
    """
    root, shipped = find_data(data)
    return _open(root, shipped, Folders(data, tuple(overlays)).over)


@cache
def _open(root: Path, shipped: bool, over: tuple[Path, ...]) -> Advisor:
    with undisturbed():
        edition = cached.edition(root, over, shipped=shipped)
        advisor = _on(edition, accountable=not shipped or bool(over))
        gc.freeze()  # it lives as long as the process; here, so that not even the next collection walks it
    return advisor


def load_advisor(root: Path, shipped: bool, over: Sequence[Path] = (), *, accountable: bool = True) -> Advisor:
    """The advisor on the knowledge in a folder, with overlays, read anew.

    ``accountable``: engine and conditions must agree on it.

    Raises KnowledgeError (with every mistake), EngineLimitError.
    """
    return _on(load(root, over, shipped=shipped), accountable=accountable)


def _on(edition: Edition, *, accountable: bool) -> Advisor:
    engine = compile_engine(edition)
    if accountable:
        agreement.demand(edition, engine)
    return Advisor(edition, engine)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(answer: Any) -> bytes:
    """An advice, or an answer to a question about one, as JSON: UTF-8, no white space, one newline at the end.

    The same answer gives the same bytes everywhere.
    """
    if isinstance(answer, Advice):
        return _ENCODER.encode(_parts(answer)) + b"\n"
    return _adapter(type(answer)).dump_json(answer) + b"\n"  # type: ignore[arg-type]  # a class can be hashed


def _parts(advice: Advice) -> dict[str, Any]:
    """The fields of an advice as msgspec is to write them: without what is nothing where pydantic leaves it out."""
    parts = {field.name: getattr(advice, field.name) for field in fields(advice)}
    profile = written(advice.profile)
    if "notes" in profile:
        profile["notes"] = {attribute: written(note) for attribute, note in advice.profile.notes.items()}
    return parts | {
        "profile": profile,
        "undecided": [written(one) for one in advice.undecided],
        "graph": advice.graph.parts,
    }


_ENCODER = msgspec.json.Encoder()


def from_json(raw: bytes) -> Advice:
    """The advice that `to_json` wrote. Raises pydantic.ValidationError."""
    advice: Advice = _adapter(Advice).validate_json(raw)
    return advice


def _tensions(
    conclusions: Conclusions,
    findings: list[Finding],
    recommendations: list[Recommended],
    edition: Edition,
    language: Language,
) -> list[TensionShown]:
    """The tensions that show here, first what matters most here.

    First the one that concerns the highest recommendation; where that is the same, the one whose next highest ranks
    higher, and so on; then the order of the knowledge.
    """
    ranks = {item.id: item.rank for item in every(recommendations)}
    calls: dict[str, set[str]] = {}
    for finding in findings:
        calls.setdefault(finding.factor, set()).update(edition.rules[finding.rule].recommend)
    shown = []
    for tension_id in conclusions.tensions:
        tension = edition.tensions[tension_id]
        concerns = {rid for side in tension.sides for factor in side.factors for rid in calls.get(factor, ())}
        sides = [TensionSide(side.claim[language], side.because) for side in tension.sides]
        shown.append(
            TensionShown(
                tension_id,
                tension.title[language],
                sides,
                tension.resolution[language],
                tension.decided_by,
                sorted(concerns),
            )
        )
    return sorted(shown, key=lambda one: [*sorted({ranks[rid] for rid in one.concerns if rid in ranks}), math.inf])


def _contradictions(conclusions: Conclusions, edition: Edition, language: Language) -> list[ContradictionShown]:
    return [
        ContradictionShown(cid, edition.contradictions[cid].message[language], names(edition.contradictions[cid].when))
        for cid in conclusions.contradictions
    ]


def _silent(conclusions: Conclusions, edition: Edition, language: Language) -> list[SilenceShown]:
    """What the documents do not speak of: first what touches this organisation."""
    shown = [
        SilenceShown(
            silence_id,
            silence.title[language],
            silence.text[language],
            silence.when is not None and evaluate(silence.when, conclusions.facts) is True,
        )
        for silence_id, silence in edition.silences.items()
    ]
    return sorted(shown, key=lambda one: not one.touched)


def _deviations(
    findings: list[Finding],
    recommendations: list[Recommended],
    tensions: list[TensionShown],
    conclusions: Conclusions,
    edition: Edition,
    language: Language,
) -> list[DeviationShown]:
    """What of this advice deviates from the base: what is shown, what orders it, and all that is switched off."""
    here = {("rule", finding.rule) for finding in findings}
    here |= {("recommendation", item.id) for item in every(recommendations)}
    here |= {("tension", shown.id) for shown in tensions}
    here |= {("contradiction", name) for name in conclusions.contradictions}
    return [
        deviation
        for deviation in deviations_of(edition, language)
        if deviation.how == "switched_off"
        or deviation.kind in ("weight", "priorities")
        or (deviation.kind, deviation.id) in here
    ]


def deviations_of(edition: Edition, language: Language) -> list[DeviationShown]:
    """All that overlays change in an edition, in the order in which they are laid."""
    return [
        DeviationShown(
            kind,
            name,
            edition.called(kind, name, language),
            deviation.overlay.name[language],
            deviation.how,
            deviation.why(language),
        )
        for (kind, name), deviation in edition.deviations.items()
    ]

"""Checks what we know: the examples of every rule, the engine against the conditions, passages against documents."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .library.complaints import Complaint, KnowledgeError
from .library.conditions import Value, evaluate, undecided_names
from .library.edition import Edition
from .library.linking import citations
from .library.loading import load
from .library.model import Contradiction, Derived, Result, Rule, Tension
from .library.passages import Document, Sighting, locate
from .stages import agreement
from .stages.clauses import EngineLimitError
from .stages.findings import answers_behind
from .stages.inference import compile_engine, finding_facts, on_findings
from .stages.sampling import sample_answers
from .stages.verdicts import OF_RULE, Verdict

COMPLETE_PROFILES = 50


def check(root: Path, *, shipped: bool = False) -> str:
    """What was checked, in a few lines. Raises KnowledgeError with every mistake at once."""
    edition = load(root, shipped=shipped)
    complaints = [*_examples(edition), *_left_open(edition)]
    try:
        engine = compile_engine(edition)
    except EngineLimitError as error:
        raise KnowledgeError([*complaints, limit_complaint(error, edition)]) from None
    for name in sorted(agreement.disagreements(edition, engine)):
        kind = "rule" if name in edition.rules else "recommendation"
        what = f"durable_rules and the conditions differ on “{name}”."
        complaints.append(Complaint(*edition.where(kind, name), what, "simplify the rule."))
    engine.close()
    if complaints:
        raise KnowledgeError(complaints)
    return summary(edition)


def summary(edition: Edition) -> str:
    """What an edition holds, in numbers."""
    examples = sum(len(e.examples) for e in _with_examples(edition).values())
    cited = citations(edition)
    advice = [p for p, passage in edition.passages.items() if passage.not_advice is None]
    polarity = Counter(rule.polarity for rule in edition.rules.values())
    return "\n".join(
        (
            f"{edition.root}: edition {edition.number}, {edition.sha256}",
            f"{len(edition.sources)} sources, {len(edition.passages)} passages: {len(advice)} carry advice, "
            f"{sum(p in cited for p in advice)} of those are cited",
            f"{len(edition.factors)} factors, {len(edition.questions)} questions, "
            f"{len(edition.recommendations)} recommendations",
            f"{polarity['weakness']} rules for weaknesses, {polarity['strength']} for strengths, "
            f"{len(edition.tensions)} tensions, {len(edition.contradictions)} contradictions",
            f"{examples} examples hold; durable_rules and the conditions agree on {agreement.PROFILES} profiles.",
            "No mistakes.",
        )
    )


def _with_examples(edition: Edition) -> dict[tuple[str, str], Derived | Rule | Tension | Contradiction]:
    found: dict[tuple[str, str], Derived | Rule | Tension | Contradiction] = {}
    found |= {("derived", name): entry for name, entry in edition.derived.items()}
    found |= {("rule", name): entry for name, entry in edition.rules.items()}
    found |= {("tension", name): entry for name, entry in edition.tensions.items()}
    found |= {("contradiction", name): entry for name, entry in edition.contradictions.items()}
    return found


def _examples(edition: Edition) -> Iterator[Complaint]:
    """The examples that do not give the result they promise."""
    for (kind, name), entry in _with_examples(edition).items():
        for i, example in enumerate(entry.examples):
            answers = {a: frozenset(v) if isinstance(v, list) else v for a, v in example.given.items()}
            result, missing = outcome(entry, answers, edition)
            if result != example.result:
                what = f"The example of “{name}” gives “{result}”, not “{example.result}”."
                yield Complaint(
                    *edition.where(kind, name, ("examples", i)), what, "correct the example or the condition."
                )
            elif set(missing) != set(example.missing) and (example.missing or result == "unknown"):
                what = f"The example of “{name}” waits for {', '.join(sorted(missing)) or 'nothing'}."
                yield Complaint(
                    *edition.where(kind, name, ("examples", i)), what, "name exactly those under “missing:”."
                )


def outcome(
    entry: Derived | Rule | Tension | Contradiction, answers: Mapping[str, Value], edition: Edition
) -> tuple[Result, list[str]]:
    """What an entry gives on some answers, and the questions that keep it open; from the condition module alone."""
    if isinstance(entry, Tension):
        findings, _ = agreement.by_conditions(answers, edition)
        layer = {**agreement.with_derived(answers, edition), **finding_facts(findings)}
        shown = evaluate(on_findings(entry.when, edition, "provisional"), layer)
        return ("applies" if shown else "does_not_apply"), []
    facts = agreement.with_derived(answers, edition) if isinstance(entry, Rule) else answers
    exception = evaluate(entry.unless, facts) if isinstance(entry, Rule) and entry.unless is not None else False
    result = _RESULTS[OF_RULE[evaluate(entry.when, facts), exception]]
    waits_on = {"unknown": entry.when, "provisional": entry.unless if isinstance(entry, Rule) else None}.get(result)
    names = undecided_names(waits_on, facts) if waits_on is not None else []
    return result, answers_behind(names, facts, edition)


_RESULTS: Mapping[Verdict, Result] = {
    "recommended": "applies",
    "provisional": "provisional",
    "undecided": "unknown",
    "not_indicated": "does_not_apply",
}


def _left_open(edition: Edition) -> Iterator[Complaint]:
    """The rules that a completely answered profile leaves open: they rest on a question that is not asked then."""
    seen = set()
    for answers in sample_answers(edition, COMPLETE_PROFILES, seed=agreement.SEED, missing=0):
        asked = {
            a: v
            for a, v in answers.items()
            if (when := edition.questions[a].ask_when) is None or evaluate(when, answers) is True
        }
        findings, _ = agreement.by_conditions(asked, edition)
        for rule_id, verdict in findings.items():
            if verdict in ("undecided", "provisional") and rule_id not in seen:
                seen.add(rule_id)
                what = f"“{rule_id}” stays open though every question that is asked was answered."
                remedy = "add the condition under which its question is asked (ask_when)."
                yield Complaint(*edition.where("rule", rule_id, ("when",)), what, remedy)


def limit_complaint(error: EngineLimitError, edition: Edition) -> Complaint:
    """An engine limit as a complaint about the rule that breaks it."""
    known = error.rule.rstrip("!") in edition.rules
    file, line = edition.where("rule", error.rule.rstrip("!")) if known else ("rules", 1)
    return Complaint(file, line, error.what, error.remedy)


@dataclass(frozen=True)
class Verification:
    """How the passages were met in the reader's copies."""

    sightings: Mapping[str, Sighting]
    files: Mapping[str, str]
    faults: list[str]

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """The report: per source the counts, then what is not simply found."""
        by_source: dict[str, Counter[str]] = {}
        for ref, sighting in self.sightings.items():
            by_source.setdefault(ref.partition("/")[0], Counter())[sighting.status] += 1
        for source, counts in by_source.items():
            told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
            yield f"{source} ({self.files[source]}): {told}"
        for ref, sighting in self.sightings.items():
            if everything or sighting.status in ("moved", "ambiguous"):
                yield f"  {ref}: {sighting.status}, paragraph {sighting.paragraph}"


def verify_sources(edition: Edition, copies: Mapping[str, Document], files: Mapping[str, str]) -> Verification:
    """Look every passage up in the reader's copies.

    A fault is a source without a copy, or a passage that is changed or missing.
    """
    cited = citations(edition)
    sightings, faults = {}, []
    for source_id, source in edition.sources.items():
        if source_id not in copies:
            faults.append(f"{source_id}: none of the documents is a copy of this source.")
            continue
        for passage_id, passage in source.passages.items():
            ref = f"{source_id}/{passage_id}"
            sightings[ref] = sighting = locate(passage, copies[source_id])
            if sighting.status in ("changed", "missing"):
                users = ", ".join(f"{kind} {name}" for kind, name in cited.get(ref, [])) or "nothing"
                faults.append(f"{files[source_id]}: passage {ref} is {sighting.status}; cited by {users}.")
    return Verification(sightings, files, faults)

"""Checks what we know: the examples of every rule, the engine against the conditions, passages against documents."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .insight.misfits import misfits
from .library.complaints import Complaint, KnowledgeError
from .library.conditions import Value, evaluate, undecided_names
from .library.edition import Edition
from .library.linking import citations
from .library.loading import load
from .library.model import Contradiction, Derived, Example, Result, Rule, Tension
from .library.passages import Document, Sighting, locate
from .library.signatures import unfitting
from .phrases import Language, Message, message, say
from .stages import agreement
from .stages.clauses import EngineLimitError
from .stages.findings import answers_behind, severity_line
from .stages.inference import compile_engine, finding_facts, on_findings
from .stages.sampling import sample_answers
from .stages.verdicts import OF_RULE, Verdict

COMPLETE_PROFILES = 50


def check(root: Path, over: Sequence[Path] = (), *, shipped: bool = False) -> Edition:
    """The knowledge under ``root``, with overlays, and nothing wrong in it.

    Raises KnowledgeError with every mistake at once.
    """
    edition = load(root, over, shipped=shipped)
    complaints = [*unfitting(edition, over), *_examples(edition), *_left_open(edition), *misfits(edition)]
    try:
        engine = compile_engine(edition)
    except EngineLimitError as error:
        raise KnowledgeError([*complaints, limit_complaint(error, edition)]) from None
    for name in sorted(agreement.disagreements(edition, engine)):
        kind = "rule" if name in edition.rules else "recommendation"
        complaints.append(agreement.differing(*edition.where(kind, name), name))
    engine.close()
    if complaints:
        raise KnowledgeError(complaints)
    return edition


def summary(edition: Edition, language: Language) -> str:
    """What an edition that was checked holds, in numbers: a few lines."""
    examples = sum(len(e.examples) for e in _with_examples(edition).values())
    cited = citations(edition)
    advice = [p for p, passage in edition.passages.items() if passage.not_advice is None]
    polarity = Counter(rule.polarity for rule in edition.rules.values())
    lines = (
        message("check_edition", root=edition.root, number=edition.number, sha256=edition.sha256),
        message(
            "check_sources",
            sources=len(edition.sources),
            passages=len(edition.passages),
            advice=len(advice),
            cited=sum(p in cited for p in advice),
        ),
        message(
            "check_entries",
            factors=len(edition.factors),
            questions=len(edition.questions),
            recommendations=len(edition.recommendations),
        ),
        message(
            "check_rules",
            weaknesses=polarity["weakness"],
            strengths=polarity["strength"],
            tensions=len(edition.tensions),
            contradictions=len(edition.contradictions),
        ),
        message("check_examples", examples=examples, profiles=agreement.PROFILES),
        message("no_mistakes"),
    )
    return "\n".join(line.said(language) for line in lines)


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
            result, missing = outcome(entry, _answers(example), edition)
            if result != example.result:
                what = message("wrong_example", name=name, found=result, promised=example.result)
                yield Complaint(*edition.where(kind, name, ("examples", i)), what, message("mend_example"))
            elif set(missing) != set(example.missing) and (example.missing or result == "unknown"):
                key = "wrong_example_waits" if missing else "wrong_example_waits_not"
                what = message(key, name=name, names=", ".join(sorted(missing)))
                yield Complaint(*edition.where(kind, name, ("examples", i)), what, message("mend_example_waits"))
            elif wrong := _severity(name, entry, example, edition):
                yield Complaint(*edition.where(kind, name, ("examples", i)), *wrong)


def _severity(
    name: str, entry: Derived | Rule | Tension | Contradiction, example: Example, edition: Edition
) -> tuple[Message, Message] | None:
    """What is wrong with the severity that an example promises: another, none where several may be, one too many."""
    line = None
    if isinstance(entry, Rule) and example.result in ("applies", "provisional"):
        line = severity_line(entry, agreement.with_derived(_answers(example), edition))
    if line is None:
        idle = message("wrong_example_severity_idle", name=name), message("mend_example_severity_idle")
        return idle if example.severity is not None else None
    if example.severity is None:
        lacks = message("wrong_example_severity_lacks", name=name), message("mend_example_severity_lacks")
        return lacks if isinstance(entry, Rule) and len(entry.severity) > 1 else None
    what = message("wrong_example_severity", name=name, found=line.level, promised=example.severity)
    return (what, message("mend_example")) if example.severity != line.level else None


def _answers(example: Example) -> dict[str, Value]:
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in example.given.items()}


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
                what = message("wrong_stays_open", name=rule_id)
                yield Complaint(*edition.where("rule", rule_id, ("when",)), what, message("mend_stays_open"))


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
    faults: list[Message]

    def lines(self, language: Language, *, everything: bool = False) -> Iterator[str]:
        """The report: per source the counts, then what is not simply found."""
        by_source: dict[str, Counter[str]] = {}
        for ref, sighting in self.sightings.items():
            by_source.setdefault(ref.partition("/")[0], Counter())[sighting.status] += 1
        for source, counts in by_source.items():
            told = ", ".join(f"{count} {say(f'copy_{status}', language)}" for status, count in sorted(counts.items()))
            yield f"{source} ({self.files[source]}): {told}"
        for ref, sighting in self.sightings.items():
            if everything or sighting.status in ("moved", "ambiguous"):
                status = say(f"copy_{sighting.status}", language)
                yield say("copy_passage", language, passage=ref, status=status, paragraph=str(sighting.paragraph))


def verify_sources(edition: Edition, copies: Mapping[str, Document], files: Mapping[str, str]) -> Verification:
    """Look every passage up in the reader's copies.

    A fault is a source without a copy, or a passage that is changed or missing.
    """
    cited = citations(edition)
    sightings, faults = {}, []
    for source_id, source in edition.sources.items():
        if source_id not in copies:
            faults.append(message("copy_none", source=source_id))
            continue
        for passage_id, passage in source.passages.items():
            ref = f"{source_id}/{passage_id}"
            sightings[ref] = sighting = locate(passage, copies[source_id])
            if sighting.status in ("changed", "missing"):
                users = tuple(
                    message("copy_user", kind=message(f"kind_{k}"), name=name) for k, name in cited.get(ref, [])
                )
                key, status = "copy_fault" if users else "copy_fault_uncited", message(f"copy_{sighting.status}")
                faults.append(message(key, file=files[source_id], passage=ref, status=status, users=users))
    return Verification(sightings, files, faults)

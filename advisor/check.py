"""Checks what we know: its meaning, the examples of every rule, and the engine against the conditions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import cases
from .advice import Advisor
from .library.complaints import Complaint, KnowledgeError
from .library.conditions import Value, as_value, evaluate, undecided_names
from .library.edition import Edition
from .library.linking import citations
from .library.loading import load
from .library.model import Contradiction, Derived, Example, Result, Rule, Tension
from .library.signatures import unfitting
from .phrases import Language, Message, message
from .proofs.flaws import Flaw, of_complaint
from .proofs.proving import in_order, prove
from .stages import agreement
from .stages.clauses import EngineLimitError
from .stages.findings import answers_behind, severity_line
from .stages.inference import compile_engine, finding_facts, on_findings
from .stages.verdicts import OF_RULE, Verdict


@dataclass(frozen=True)
class Checked:
    """What a check found: the edition, None when it could not be read; ``more``: how many mistakes are left out."""

    edition: Edition | None
    flaws: tuple[Flaw, ...]
    more: int = 0

    def fails(self, *, strict: bool = False) -> bool:
        """Whether there is an error or, when ``strict``, anything else that nobody accepted and that is no note."""
        return any(flaw.counts and (strict or flaw.level == "error") for flaw in self.flaws)


def check(root: Path, over: Sequence[Path] = (), *, shipped: bool = False) -> Checked:
    """All that is wrong with the knowledge under ``root``, with overlays: in reading it, else in its meaning."""
    try:
        edition = load(root, over, shipped=shipped)
        unsigned = list(unfitting(edition, over))
    except KnowledgeError as error:
        told = sorted(
            (*error.complaints, *cases.misshapen(*_on_top(root, over))), key=lambda c: (c.file, c.line, str(c))
        )
        return Checked(None, tuple(map(of_complaint, told)), error.more)
    complaints = [*unsigned, *_examples(edition), *_of_engine(edition, *_on_top(root, over))]
    flaws = [*map(of_complaint, complaints), *prove(edition)]
    return Checked(edition, tuple(sorted(flaws, key=in_order)))


def _on_top(root: Path, over: Sequence[Path]) -> tuple[Path, str]:
    """The folder whose cases are held, and how complaints begin its files.

    What lies over another folder is there to change what the cases of that are advised.
    """
    return (over[-1], f"{over[-1].name}/") if over else (root, "")


def _of_engine(edition: Edition, top: Path, called: str) -> Iterator[Complaint]:
    """What the engine cannot carry, where it differs from the conditions, and what advice is not as its case has it."""
    try:
        engine = compile_engine(edition)
    except EngineLimitError as error:
        yield limit_complaint(error, edition)
        return
    for name in sorted(agreement.disagreements(edition, engine)):
        kind = "rule" if name in edition.rules else "recommendation"
        yield agreement.differing(*edition.where(kind, name), name)
    yield from cases.mistakes(top, called, Advisor(edition, engine))
    engine.close()


def summary(edition: Edition, language: Language) -> str:
    """What an edition that was checked holds, in numbers: a few lines."""
    examples = sum(len(e.examples) for e in _with_examples(edition).values())
    cited = citations(edition)
    advice = [p for p, passage in edition.passages.items() if passage.not_advice is None]
    unchecked = sum(passage.unchecked for passage in edition.passages.values())
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
        *([message("check_unchecked", count=unchecked)] if unchecked else []),
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
    return {name: as_value(value) for name, value in example.given.items()}


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


def limit_complaint(error: EngineLimitError, edition: Edition) -> Complaint:
    """An engine limit as a complaint about the rule that breaks it."""
    known = error.rule.rstrip("!") in edition.rules
    file, line = edition.where("rule", error.rule.rstrip("!")) if known else ("rules", 1)
    return Complaint(file, line, error.what, error.remedy)

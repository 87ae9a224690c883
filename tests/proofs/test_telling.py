"""What is found, told as text, JSON and SARIF, by the command: the same in each, and as each form wants it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from advisor.advice import Advisor
from advisor.check import check
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.proofs.flaws import CODES, Flaw
from advisor.proofs.proving import prove
from advisor.proofs.sarif import as_sarif
from advisor.proofs.telling import PAGE, as_json
from advisor.stages.profile import Profile
from tests.conftest import CHECKOUT
from tests.insight.conftest import changed_knowledge
from tests.proofs.plain_bases import changed, edition_of, faults
from tests.proving import prove_once


@pytest.fixture(autouse=True)
def proven_once(read_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told is tested here, not that it is found."""
    prove_once(monkeypatch)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="advisor")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the knowledge with an error and a warning: a severity for nobody, and a part twice."""
    root = tmp_path_factory.mktemp("faulty")
    old = "  severity:\n    - high: otherwise\n  when:\n    plan_concreteness: slogans\n"
    new = (
        "  severity:\n    - low: {plan_concreteness: broad_plan}\n    - high: otherwise\n"
        "  when:\n    all:\n      - plan_concreteness: slogans\n      - plan_concreteness: slogans\n"
    )
    changed_knowledge(root, "rules/findings/vision.yaml", old, new)
    return str(root)


def test_a_check_of_the_shipped_knowledge_passes_even_when_strict() -> None:
    """Nothing is left that is not accepted; with --all what was accepted and the notes are told."""
    result = run("check", "--strict", "--all", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "accepted: " in result.stdout
    assert ": note [" in result.stdout
    assert "0 errors, 0 warnings, " in result.stdout


def test_an_error_fails_and_is_shown(faulty: str, tmp_path: Path) -> None:
    """The line, the level, what excludes what; and the profiles that show flaws, for `advise`."""
    result = run("check", "--data", faulty, "--witnesses", str(tmp_path / "shown"), "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.search(r"rules/findings/vision\.yaml:\d+: error \[idle-severity\]", result.stderr)
    assert "“plan_concreteness: broad_plan” holds" in result.stderr
    assert "warning [idle-part]" in result.stderr
    (file,) = [f for f in (tmp_path / "shown").iterdir() if "idle-part" in f.name]
    advised = run("advise", str(file), "--data", faulty, "--format", "json")
    assert "big-words-instead-of-steps" in advised.stdout


@pytest.mark.long
def test_a_warning_fails_only_when_strict(tmp_path: Path) -> None:
    """Whoever is still writing goes on; CI does not."""
    part = "plan_concreteness: slogans\n"
    old, new = f"  when:\n    {part}", f"  when:\n    all:\n      - {part}      - {part}"
    root = str(changed_knowledge(tmp_path, "rules/findings/vision.yaml", old, new))
    assert run("check", "--data", root).exit_code == 0
    assert run("check", "--data", root, "--strict").exit_code == 1


def test_json_holds_everything(faulty: str) -> None:
    """Each flaw with its place, both languages, its witness whole, and what excludes what."""
    result = run("check", "--data", faulty, "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    flaws = check(Path(faulty)).flaws
    assert [f["code"] for f in told["flaws"]] == [f.code for f in flaws]
    assert sum(told["counts"].values()) == len(flaws)
    for plain, flaw in zip(told["flaws"], flaws, strict=True):
        assert plain["witness"] == flaw.profile
        assert plain["what"] == {"nl": flaw.what.said("nl"), "en": flaw.what.said("en")}
        assert [(s["file"], s["line"]) for s in plain["excludes"]] == [(s.file, s.line) for s in flaw.excludes]


def test_what_cannot_be_read_is_told_in_each_form(tmp_path: Path) -> None:
    """A mistake for which the knowledge is refused is an error with a code, in JSON and SARIF too."""
    rest = "\n  polarity: weakness\n  severity:\n    - high: otherwise\n  when:\n    plan_concreteness: slogans\n"
    old, new = f"about: be-concrete{rest}", f"about: be-concret{rest}"
    root = str(changed_knowledge(tmp_path, "rules/findings/vision.yaml", old, new))
    plain = json.loads(run("check", "--data", root, "--format", "json").stdout)
    assert plain["edition"] is None
    assert [(f["code"], f["level"], f["entry"]) for f in plain["flaws"]] == [("unknown-factor", "error", None)]
    sarif = json.loads(run("check", "--data", root, "--format", "sarif").stdout)
    assert [r["ruleId"] for r in sarif["runs"][0]["results"]] == ["unknown-factor"]
    told = run("check", "--data", root, "--lang", "en").stderr
    said = r"The factor “be-concret” does not exist\. Remedy: did you mean “be-concrete”\?"
    assert re.fullmatch(rf"rules/findings/vision\.yaml:\d+: {said}\n", told)


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer"},
        "message": TEXT,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"required": ["uri"], "properties": {"uri": {"pattern": r"^[\w./-]+\.yaml$"}}},
                "region": {"required": ["startLine"], "properties": {"startLine": {"type": "integer", "minimum": 1}}},
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION, "minItems": 1},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "suppressions": {
            "type": "array",
            "items": {
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": {"type": "string"},
                },
            },
        },
        "properties": {"type": "object"},
    },
}
# What SARIF 2.1.0 asks for of what we write (3.13, 3.14, 3.19, 3.27, 3.28, 3.35); its schema is in no package here.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"required": ["driver"], "properties": {"driver": {"required": ["name", "rules"]}}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def of_faults(edition: Edition) -> list[tuple[Flaw, ...]]:
    """What is found in each small base with a fault."""
    return [prove(edition_of(changed(fault["change"]), edition)) for fault in faults().values()]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sarif_is_as_sarif_wants_it(
    shipped: tuple[Flaw, ...], of_faults: list[tuple[Flaw, ...]], language: Any
) -> None:
    """Every fault, and the shipped knowledge with what it accepts: the members, the rule of each, the reasons."""
    for flaws in (shipped, *of_faults):
        log = json.loads(as_sarif(flaws, language))
        jsonschema.validate(log, SARIF)
        (run_,) = log["runs"]
        rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
        assert len(set(rules)) == len(rules)
        assert set(CODES) <= set(rules)
        for result, flaw in zip(run_["results"], flaws, strict=True):
            assert rules[result["ruleIndex"]] == result["ruleId"] == flaw.code
            assert ("suppressions" in result) == (flaw.accepted is not None)


def test_the_same_bytes_always(edition: Edition, shipped: tuple[Flaw, ...]) -> None:
    """What is proven does not depend on the run."""
    assert as_json(edition, prove(edition), 0) == as_json(edition, shipped, 0)


def test_acceptances_change_no_advice(advisor: Advisor, ghent: Profile) -> None:
    """The same advice with and without what is accepted, but for the hash of the knowledge."""
    edition = advisor.edition
    bare = {n: rule.model_copy(update={"accept": {}}) for n, rule in edition.rules.items()}
    assert bare != edition.rules
    other = Advisor(replace(edition, rules=bare), advisor.engine)
    assert other.advise(ghent) == advisor.advise(ghent)


def test_the_page_explains_every_code() -> None:
    """docs/checks.md has each code once, with its level, and no other."""
    text = (CHECKOUT / PAGE).read_text(encoding="utf-8")
    told = re.findall(r"^### ([\w-]+)\n\n(\w+)\.", text, flags=re.MULTILINE)
    assert len(told) == len(dict(told))
    assert {code: level.lower() for code, level in told} == CODES

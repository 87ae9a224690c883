"""The examples of the knowledge: each gives the result and the severity that it promises, or its editor is told."""

import shutil
from pathlib import Path

import pytest

from advisor.check import check
from advisor.library.edition import Edition
from advisor.phrases import say
from tests.conftest import CHECKOUT
from tests.proving import prove_once

RULES = "rules/findings/measuring.yaml"
EDITS = {  # what stands in the file once, and instead of it
    "      result: applies\n      severity: critical\n": "      result: applies\n      severity: high\n",
    "      result: applies\n      severity: high\n": "      result: applies\n",
    "      result: does_not_apply\n": "      result: does_not_apply\n      severity: high\n",
    "      result: provisional\n      severity: critical\n": "      result: applies\n      severity: critical\n",
}
TOLD = {
    "gives severity “critical”, not “high”. Remedy: correct the example or the condition.",
    "does not say how bad it is then. Remedy: add “severity:” after “result:”, for the rule has more than one.",
    "gives no weakness, and so no severity. Remedy: remove “severity:”.",
    "gives “provisional”, not “applies”. Remedy: correct the example or the condition.",
}


def test_an_example_names_the_severity_it_expects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another severity than it gives, none where the rule has several, and one where nothing is weak: each is told."""
    prove_once(monkeypatch)
    for part in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / part, tmp_path / part)
    text = (tmp_path / RULES).read_text(encoding="utf-8")
    start = text.index("few-really-use-it:")
    head, rule = text[:start], text[start:]
    for old, new in EDITS.items():
        place = rule.index(old)
        head, rule = head + rule[:place] + new, rule[place + len(old) :]
    (tmp_path / RULES).write_text(head + rule, encoding="utf-8")
    flaws = [flaw for flaw in check(tmp_path).flaws if flaw.level == "error"]
    sentences = {f"{flaw.what.said('en')} {say('remedy', 'en', remedy=flaw.remedy.said('en'))}" for flaw in flaws}
    told = {sentence.partition("“few-really-use-it” ")[2] for sentence in sentences}
    assert told == TOLD


def test_every_severity_line_is_shown_by_an_example(edition: Edition) -> None:
    """Of a rule with several severity lines each level is what some example expects."""
    lacking = {
        (name, line.level)
        for name, rule in edition.rules.items()
        for line in rule.severity
        if line.level not in {example.severity for example in rule.examples}
    }
    assert lacking == set()

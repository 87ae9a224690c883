"""What the tests of insight share: the advisor of this checkout, and knowledge that differs from it in one place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.advice import Advisor
from advisor.insight.evaluator import Evaluator
from advisor.library.edition import Edition
from advisor.library.files import SIGNATURES
from advisor.library.loading import load
from advisor.stages.engine import Pool
from advisor.stages.inference import compile_engine
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT


@pytest.fixture(scope="session")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    """The advisor of this checkout."""
    return Advisor(edition, engine)


@pytest.fixture(scope="session")
def evaluator(advisor: Advisor) -> Evaluator:
    """The compiled evaluator of this checkout."""
    return Evaluator(advisor.edition)


@pytest.fixture(scope="session")
def ghent(advisor: Advisor) -> Profile:
    """The service provider in Ghent whose new system few people use."""
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), advisor.edition)


def changed_knowledge(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the knowledge in which one text, which stands there once, is another."""
    for name in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / name, folder / name)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    (folder / SIGNATURES).unlink()  # what is changed on trial was not read by anybody
    return folder


@pytest.fixture(scope="session")
def other_advisor(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, str], Advisor]:
    """Makes the advisor on knowledge in which one text is another: its file, that text and what to put there."""

    def make(file: str, old: str, new: str) -> Advisor:
        other = load(changed_knowledge(tmp_path_factory.mktemp("knowledge"), file, old, new))
        return Advisor(other, compile_engine(other))

    return make


@pytest.fixture(scope="session")
def other_weights(other_advisor: Callable[[str, str, str], Advisor]) -> Advisor:
    """The advisor for which what is behind much else counts for more."""
    return other_advisor("rules/priorities.yaml", "3, most: 9}\nat_the_start", "9, most: 90}\nat_the_start")


@pytest.fixture(scope="session")
def other_rule(other_advisor: Callable[[str, str, str], Advisor]) -> Advisor:
    """The advisor with another line between much and little use."""
    rule = "- adoption_rate: {below: 50}"
    return other_advisor("rules/findings/measuring.yaml", rule, "- adoption_rate: {below: 90}")

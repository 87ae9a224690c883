"""What `advisor check` tells, it tells in one language: the same mistakes in Dutch and in English."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition
from advisor.library.loading import load
from advisor.phrases import LANGUAGES, PHRASES, Language
from advisor.proofs.flaws import Flaw, of_complaint
from advisor.proofs.proving import prove
from advisor.proofs.telling import lines

from .library.test_overlays import WHY, overlay
from .proofs.plain_bases import changed, edition_of, faults
from .test_broken import NAMES, apply, case_of, complaints_about, copied

WORDS: dict[Language, re.Pattern[str]] = {  # of one language, and no name of a field or option
    "nl": re.compile(r"\b(?:de|het|een|niet|geen|zonder|schrijf|haal|staat|hoort|deze|dit|dat|van|voor|bij|zet|zie)\b"),
    "en": re.compile(r"\b(?:the|this|that|not|with|without|write|remove|stands|has|have|and|cannot|must|put|see|to)\b"),
}
SAME = {"check_excludes"}  # phrases that are the same in both languages
OTHER: dict[Language, Language] = {"nl": "en", "en": "nl"}
SHOWN = re.compile(r"“[^”]*”|\"[^\"]*\"|\[[\w-]+\]|\{[^}]*\}|\S+\.(?:yaml|md)\S*|\b\w+(?:, \w+)+\b")  # not in our words


pytestmark = pytest.mark.usefixtures("read_once")


def held(flaws: Iterable[Flaw]) -> int:
    """Hold each flaw against both languages; gives how many there are."""
    told = list(flaws)
    dutch, english = (list(lines(told, 0, language)) for language in LANGUAGES)
    assert len(dutch) == len(english)
    for language, spoken in (("nl", dutch), ("en", english)):
        for line in spoken:
            own = SHOWN.sub("", line.partition(": ")[2] if re.match(r"\S+:\d+: ", line) else line)
            assert WORDS[OTHER[language]].search(own) is None, line  # type: ignore[index]
    return len(told)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_for_which_the_knowledge_is_refused(name: str, tmp_path: Path) -> None:
    """Every case of `broken`: the same mistakes in both languages, and in each no word of the other among ours."""
    apply(case_of(name)["change"], copied(tmp_path))
    complaints = complaints_about(tmp_path)
    assert held(map(of_complaint, complaints)) == len(complaints)
    assert all(one.sentence("nl") != one.sentence("en") for one in complaints)


@pytest.mark.parametrize("name", faults())
def test_a_fault_of_meaning(name: str, edition: Edition) -> None:
    """Every fault that the proofs are tried on, with what excludes what."""
    assert held(prove(edition_of(changed(faults()[name]["change"]), edition)))


def test_every_phrase_of_a_mistake_is_in_its_own_language() -> None:
    """Also of those that no case brings about."""
    kinds = ("wrong_", "mend_", "shape_", "flaw_", "unknown_", "not_utf8", "check_", "level_", "more_")
    keys = [key for key in PHRASES if key.startswith(kinds)]
    assert len(keys) > 300
    for key in keys:
        for language, text in zip(LANGUAGES, PHRASES[key], strict=True):
            assert WORDS[OTHER[language]].search(SHOWN.sub("", text)) is None, (key, text)
    assert {key for key in keys if PHRASES[key][0] == PHRASES[key][1]} <= SAME


@pytest.mark.long
@pytest.mark.parametrize("name", ["bad-yaml", "two-files"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_speaks_the_language_that_is_asked(language: Language, name: str, tmp_path: Path) -> None:
    """Slips, shapes and links: each line is as its mistake has it in that language, and none is in the other."""
    root = copied(tmp_path)
    apply(case_of(name)["change"], root)
    complaints = complaints_about(root)
    assert len(complaints) > 3
    for words in (["--lang", language, "check"], ["check", "--lang", language]):
        done = CliRunner().invoke(main, [*words, "--data", str(root)], prog_name="advisor")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.splitlines() == [one.sentence(language) for one in complaints]
        assert {one.sentence(OTHER[language]) for one in complaints}.isdisjoint(done.stderr.splitlines())


def test_an_overlay_is_told_in_one_language(tmp_path: Path) -> None:
    """A kind of entry has a word in each language."""
    root = copied(tmp_path / "base")
    over = overlay(tmp_path / "own", switched_off={"rule": {"nothing-like-it": WHY}})
    with pytest.raises(KnowledgeError) as refused:
        load(root, [over])
    (one,) = refused.value.complaints
    assert "geen regel “nothing-like-it”" in one.sentence("nl")
    assert "no rule “nothing-like-it”" in one.sentence("en")

"""The tutorial on a document of one's own, done as it stands: its commands and edits, in order, and nothing else."""

import hashlib
import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli import main
from advisor.drafting import standing
from advisor.library import files, loading
from advisor.library.unfilled import MARKER
from advisor.phrases import LANGUAGES, Language, say
from tests.conftest import CHECKOUT

from .test_docs import TEXT, is_shown

PAGES: Mapping[Language, str] = {"nl": "tutorial-own-document.nl.md", "en": "tutorial-own-document.md"}
MADE = "sixth-source"
PRODUCT = CHECKOUT / "examples" / "overlays" / MADE
STEP = re.compile(
    r"^```sh\n(?P<lines>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?|^`(?P<file>\S+)`:\n\n```\w+\n(?P<text>.*?)^```\n",
    re.MULTILINE | re.DOTALL,
)


def steps(language: Language) -> Iterator[re.Match[str]]:
    """The blocks of a page, in order: commands with what they show, and files as they read after an edit."""
    yield from STEP.finditer(TEXT[PAGES[language]])


def run(line: str) -> Result:
    result = CliRunner().invoke(main, shlex.split(line)[1:], prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(path: Path, text: str) -> None:
    """Write a file as the page shows it; where a command drafted it, only what was to be filled in is another."""
    if path.exists():
        drafted = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
        kept = [line for line in drafted if line.strip() and MARKER not in line and not line.endswith("gist:")]
        assert [line for line in kept if line not in text.splitlines()] == []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.long
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_whoever_follows_the_tutorial_gets_advice_from_the_document(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command does what the page shows; the overlay is the one in examples/, and nothing else was changed."""
    shutil.copytree(CHECKOUT / "examples" / "documents", tmp_path / "examples" / "documents")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(standing, "read", loading.read)
    before, knowledge = contents(tmp_path), _knowledge()
    last = ""
    for step in steps(language):
        if step["file"]:
            edit(tmp_path / step["file"], step["text"])
            continue
        for line in step["lines"].splitlines():
            result = run(line)
            unfilled = say("remedy", language, remedy="") in (step["shown"] or "")
            assert result.exit_code == (1 if unfilled else 0), result.output
            assert is_shown(step["shown"] or "", result.stderr if unfilled else result.stdout), result.output
            last = result.stdout
    made = contents(tmp_path)
    own = {name.removeprefix(f"{MADE}/"): raw for name, raw in made.items() if name.startswith(f"{MADE}/")}
    assert own == contents(PRODUCT)
    assert {name: raw for name, raw in made.items() if name in before} == before
    assert len(made) == len(before) + len(own) + 1  # the profile
    assert _knowledge() == knowledge
    assert "leaving-a-supplier" not in last and "Weg kunnen bij een leverancier" in last


def test_the_tutorials_are_the_same_but_for_their_language() -> None:
    """Dutch and English: the same commands and edits in the same order; every kind is made by a command."""
    told = {language: [_plain(step) for step in steps(language)] for language in LANGUAGES}
    assert told["nl"] == told["en"]
    words = " ".join(told["en"])
    assert all(f"advisor new {kind} " in words for kind in ("factor", "question", "rule", "recommendation", "tension"))
    assert all(part in words for part in ("advisor new case", "advisor sources add", "overlay diff", "advisor advise"))


def _plain(step: re.Match[str]) -> str:
    if step["file"]:
        return "a profile" if step["file"].endswith(".json") else f"{step['file']}\n{step['text']}"
    return re.sub(r"--lang \w\w|\w+\.json", "", step["lines"])


def _knowledge() -> str:
    """All of the shipped knowledge, as one hash."""
    names = [*files.every(CHECKOUT), files.SIGNATURES]
    return hashlib.sha256(b"".join((CHECKOUT / name).read_bytes() for name in names)).hexdigest()

"""Faulty knowledge, and word for word what its editor is told.

Each folder of ``broken/`` holds a ``case.yaml``, laid over a copy of the shipped knowledge:

    why         what the editor did
    change      edits: `file` with `find` (which stands there exactly once) and `replace`; with `content` for a new
                file, and `encoding` when that is not UTF-8; or with `remove: true` (a folder too)
    complaints  all complaints, in order. A line written as +2 is counted from the line where `find` starts, so that
                the case still holds when knowledge is added above it.
    not_yet     why the complaints are not given yet (the test then expects to fail)
"""

import re
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from advisor.library.complaints import Complaint, KnowledgeError
from advisor.library.edition import Edition
from advisor.library.loading import load
from advisor.library.wording import LANGUAGES
from advisor.phrases import Message

from .conftest import CHECKOUT

BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FIELDS = {"why", "change", "complaints", "not_yet"}


pytestmark = pytest.mark.usefixtures("read_once")


class Told(NamedTuple):
    """What the editor of a case is told."""

    expected: list[str]
    complaints: tuple[Complaint, ...]
    lengths: dict[str, int]  # of each file complained about, in lines; files that are not there are left out


@cache
def case_of(name: str) -> dict[str, Any]:
    case: dict[str, Any] = yaml.load((BROKEN / name / "case.yaml").read_bytes(), QUICK)
    assert case.keys() <= FIELDS
    return case


def told(name: str) -> Told:
    case = case_of(name)
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        lines = apply(case["change"], root)
        complaints = complaints_about(root)
        lengths = {c.file: text_lines(root / c.file) for c in complaints if (root / c.file).exists()}
    return Told([exact(c, lines) for c in case["complaints"]], complaints, lengths)


def copied(root: Path) -> Path:
    """A copy of the shipped knowledge, to break."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    return root


def text_lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") + 1 if file.is_file() else 1


def apply(changes: list[dict[str, Any]], root: Path) -> dict[str, int]:
    """Make the edits; the line (from 1) where each edited file was edited, or 0 when that is not one line."""
    lines: dict[str, int] = {}
    for change in changes:
        file = root / change["file"]
        if "find" in change:
            text = file.read_text(encoding="utf-8")
            assert text.count(change["find"]) == 1, f"{change['file']}: what to find must stand there exactly once"
            line = text[: text.index(change["find"])].count("\n") + 1
            lines[change["file"]] = 0 if change["file"] in lines else line
            file.write_text(text.replace(change["find"], change["replace"]), encoding="utf-8")
        elif change.get("remove"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        else:
            assert not file.exists(), f"{change['file']}: a new file would replace one that is there"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(change["content"], encoding=change.get("encoding", "utf-8"))
    return lines


def exact(complaint: str, lines: dict[str, int]) -> str:
    """An expected complaint with its line as a number."""
    found = re.match(r"(\S+):\+(\d+): ", complaint)
    if found is None:
        return complaint
    file, below = found[1], int(found[2])
    assert lines[file], f"{file} is edited more than once: write the line as a number"
    return f"{file}:{lines[file] + below}: {complaint[found.end() :]}"


def complaints_about(root: Path) -> tuple[Complaint, ...]:
    try:
        load(root)
    except KnowledgeError as error:
        return error.complaints
    return ()


def expected_now(name: str) -> Any:
    """The case, marked as expected to fail when its complaints are not given yet."""
    reason = case_of(name).get("not_yet")
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []
    return pytest.param(name, marks=marks)


@pytest.mark.parametrize("name", [expected_now(name) for name in NAMES])
def test_every_mistake_is_told_exactly(name: str) -> None:
    """Faulty knowledge is refused with all of its mistakes, and nothing but those, in the very words expected.

    Each names a line that can be opened and says, on one line, what is wrong and what to do. What a mistake holds
    besides its phrases is a name or the editor's: no sentence of ours is in one language.
    """
    texts = (BROKEN / name / "case.yaml").read_text(encoding="utf-8")
    expected, complaints, lengths = told(name)
    assert list(map(str, complaints)) == expected
    removed = {change["file"] for change in case_of(name)["change"] if change.get("remove")}
    for complaint in complaints:
        assert complaint.file in lengths or complaint.file in removed
        assert 1 <= complaint.line <= lengths.get(complaint.file, 1)
        for language in LANGUAGES:
            assert re.fullmatch(r"[A-Z“0-9-].*\.", complaint.what.said(language)), complaint
            assert re.fullmatch(r"[a-z].*[.?]", complaint.remedy.said(language)), complaint
        assert said_apart([complaint.what, complaint.remedy], texts) == []


def said_apart(messages: Iterable[Message], texts: str) -> list[str]:
    """What messages say of more than one word that is in no phrase, and not among the texts that they are about."""
    found = []
    for one in messages:
        assert one.said("nl") != one.said("en")
        for _, detail in one.details:
            if isinstance(detail, Message):
                found += said_apart([detail], texts)
            elif isinstance(detail, str):
                found += [part for part in detail.split(", ") if " " in part and part not in texts]
    return found


def test_the_shipped_knowledge_has_no_mistakes(tmp_path: Path, edition: Edition) -> None:
    """Nothing is wrong before anything is broken: the copy loads, and is the same edition."""
    assert load(copied(tmp_path)).sha256 == edition.sha256


def test_complaints_do_not_depend_on_the_run(tmp_path: Path) -> None:
    """The same mistakes are told in the same order each time: file by file, line by line."""
    apply(case_of("dangling-passage")["change"], copied(tmp_path))
    first = complaints_about(tmp_path)
    assert len(first) > 3
    assert first == complaints_about(tmp_path) == tuple(sorted(first, key=lambda c: (c.file, c.line, str(c))))

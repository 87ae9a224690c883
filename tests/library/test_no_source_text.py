"""No sentence of a source stands in the repository."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, require_sources

RUN = 8  # words in a row that are no longer a coincidence
CACHES = {"__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "dist", "node_modules"}
NOT_OURS = {".git", ".venv", *CACHES}


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of words; an address is not prose, though a publisher may have made it from a title."""
    words = re.findall(r"\w+", re.sub(r"https?://\S+", "", text).lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def text_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file of the repository that is text, tracked or not."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from text_files(path)
        elif path.is_file():
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


@pytest.fixture(scope="module")
def source_runs(sources: Path) -> set[tuple[str, ...]]:
    return set().union(*(runs(file.read_text(encoding="utf-8")) for file in sources.glob("*.txt")))


def test_no_sentence_of_a_source_stands_in_the_repository(source_runs: set[tuple[str, ...]]) -> None:
    """No text file holds eight or more words in a row from a source."""
    files = dict(text_files(CHECKOUT))
    assert CHECKOUT / "knowledge" / "manifest.yaml" in files
    assert Path(__file__) in files
    assert [str(path.relative_to(CHECKOUT)) for path, text in files.items() if runs(text) & source_runs] == []


def test_a_sentence_of_a_source_would_be_seen(sources: Path, source_runs: set[tuple[str, ...]], tmp_path: Path) -> None:
    """Eight words of any source are noticed, in any case and with any marks between them; seven are not."""
    copies = sorted(sources.glob("*.txt"))
    assert len(copies) == 5
    for copy in copies:
        words = re.findall(r"\w+", copy.read_text(encoding="utf-8"))[50:58]
        (tmp_path / "note.md").write_text("Zij zei:\n- " + " …\n".join(words).upper(), encoding="utf-8")
        ((_, text),) = text_files(tmp_path)
        assert runs(text) & source_runs
        assert not runs(" ".join(words[:7])) & source_runs


def test_missing_sources_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the sources these tests are skipped with the reason; where CI is set they fail."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no copies of the source documents"):
        require_sources(tmp_path / "none")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no copies of the source documents"):
        require_sources(tmp_path / "none")
    assert require_sources(tmp_path) == tmp_path

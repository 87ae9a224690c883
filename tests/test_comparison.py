"""This checkout beside another: what both can do is timed, what the base cannot is said, and nothing is left behind."""

import subprocess
from pathlib import Path

import pytest

from benchmarks import all as comparison
from benchmarks.all import BASE, CHECKOUT, THIS, checkout_of, compare, show
from benchmarks.lines import STAGES, STARTS


def other_checkout(folder: Path) -> Path:
    """A checkout in which nothing is yet but the package itself."""
    (folder / "advisor").mkdir(parents=True)
    (folder / "advisor" / "__init__.py").write_text('"""Nothing yet."""\n', encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    return subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True, text=True).stdout


def test_what_the_base_cannot_do_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines of this checkout are timed all the same; below the table stands why the base has none."""
    found, failed = compare(other_checkout(tmp_path / "older"), ["compiling"], 1, 12)
    assert set(found) == {"compile 12 rules to Python", "compile 12 rules for durable_rules"}
    assert all(set(sides) == {THIS} for sides in found.values())
    assert failed == ["compiling, base: ModuleNotFoundError: No module named 'advisor.library'"]
    show(found, failed)
    rows = [line.split("|") for line in capsys.readouterr().out.splitlines() if line.startswith("| compile")]
    assert [row[3].strip() for row in rows] == ["not there"] * 2
    assert all(row[2].strip().endswith(" ms") for row in rows)


def test_what_this_checkout_cannot_do_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A benchmark that is broken here is no slow one."""
    monkeypatch.setattr(comparison, "CHECKOUT", other_checkout(tmp_path / "broken"))
    with pytest.raises(SystemExit, match=r"^compiling: ModuleNotFoundError"):
        compare(other_checkout(tmp_path / "older"), ["compiling"], 1, 12)


def test_a_folder_without_the_package_is_refused(tmp_path: Path) -> None:
    """Otherwise the installed package would be timed in its place."""
    with pytest.raises(SystemExit, match="the package advisor that is found there is"):
        compare(tmp_path, ["compiling"], 1, 12)


def test_a_revision_stands_in_a_worktree_that_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Checked out beside the repository for as long as it takes, also when timing stops halfway."""
    repository = other_checkout(tmp_path / "repository")
    git(repository, "init", "--quiet")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "First")
    (repository / "advisor" / "__init__.py").write_text('"""Changed."""\n', encoding="utf-8")
    monkeypatch.setattr(comparison, "CHECKOUT", repository)
    with pytest.raises(KeyboardInterrupt), checkout_of("HEAD") as base:
        assert (base / "advisor" / "__init__.py").read_text(encoding="utf-8") == '"""Nothing yet."""\n'
        raise KeyboardInterrupt
    assert not base.exists()
    assert len(git(repository, "worktree", "list").splitlines()) == 1
    with pytest.raises(SystemExit, match="no-such: neither a folder nor a revision"), checkout_of("no-such"):
        pass


@pytest.mark.long
def test_every_line_is_timed_in_both(capsys: pytest.CaptureFixture[str]) -> None:
    """This checkout beside itself: each stage, each start and a request have figures on both sides."""
    found, failed = compare(CHECKOUT, ["one_advice", "starting", "serving", "batching"], 1, 12)
    assert not failed
    assert {"parse", *STAGES, "serialise", "the whole", "the whole, never seen"} <= found.keys()
    assert {*STARTS, "a request to the server", "a row of a batch"} <= found.keys()
    for sides in found.values():
        assert set(sides) == {THIS, BASE}
        assert all(seconds > 0 for taken in sides.values() for seconds in taken.wall[0])
    show(found, failed)
    assert capsys.readouterr().out.count("not there") == 0

"""Passages held against a copy: what moved is repaired on request, what changed is told without being quoted."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from advisor.cli import main
from advisor.library.loading import load
from tests.conftest import CHECKOUT
from tests.proving import prove_once

from .writing import PARAGRAPHS, WRITERS

SOURCE = """\
# Over brood: een bron van de test.
title: Brood
author: Niemand
publisher: Niemand
date: "2026"
kind: {nl: Verslag, en: Report}
speaks_to: [private]   # geen overheid
stance: {nl: Een mening., en: An opinion.}
"""
REASON = "not_advice: {nl: Een voorbeeld., en: An example.}"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments, prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def home(made: Path, tmp_path: Path, read_once: None) -> Path:
    """A copy of that knowledge, to change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Knowledge with one source more, of the paragraphs that the tests of documents share."""
    home = tmp_path_factory.mktemp("home")
    for folder in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / folder, home / folder)
    shutil.rmtree(home / "knowledge" / "sources")
    (home / "knowledge" / "sources").mkdir()
    for source in (CHECKOUT / "knowledge" / "sources").glob("*.yaml"):
        text = re.sub(r"^ +(length|sha256|fragment): .*\n", "", source.read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = re.sub(r"^(canonical_form|length): .*\n", "", text, flags=re.MULTILINE)
        (home / "knowledge" / "sources" / source.name).write_text(text, encoding="utf-8")
    (home / "copies").mkdir()
    copy = home / "copies" / "brood.txt"
    WRITERS[".txt"](copy, "Brood", PARAGRAPHS)
    made = run("sources", "add", str(copy), "--id", "brood", "--data", str(home)).stdout
    passages = re.sub(r"gist:\n +nl: …\n +en: …", REASON, made[made.index("canonical_form") :])
    passages = passages.replace("  p2:\n", "  # de tweede:\n  p2: # ingesprongen\n")
    (home / "knowledge" / "sources" / "brood.yaml").write_text(SOURCE + passages, encoding="utf-8")
    load(home)
    return home


def verify(home: Path, *options: str) -> Result:
    return run("sources", "verify", "--documents", str(home / "copies"), "--data", str(home), "--lang", "en", *options)


def source_file(home: Path) -> Path:
    return home / "knowledge" / "sources" / "brood.yaml"


def test_what_moved_is_repaired_on_request(home: Path) -> None:
    """Without --repair nothing is written; with it only numbers are, and then every passage is found."""
    before = source_file(home).read_text(encoding="utf-8")
    copy = home / "copies" / "brood.txt"
    copy.write_text("Een regel vooraf.\n\n" + copy.read_text(encoding="utf-8"), encoding="utf-8")
    told = verify(home)
    assert (told.exit_code, told.stderr) == (0, "")
    assert "brood (brood.txt): 4 moved" in told.stdout
    assert source_file(home).read_text(encoding="utf-8") == before
    repaired = verify(home, "--repair")
    assert repaired.exit_code == 0
    length = yaml.safe_load(before)["length"]
    assert repaired.stdout.splitlines()[-5:] == [
        *(f"brood/p{n}: paragraph {n} is now paragraph {n + 1}." for n in range(1, 5)),
        f"brood: length {length} is now {length + len('eenregelvooraf')}.",
    ]
    after = source_file(home).read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(changed) == 5
    assert all(re.sub(r"\d+", "", a) == re.sub(r"\d+", "", b) for a, b in changed)
    assert "brood (brood.txt): 4 found" in verify(home, "--repair").stdout
    assert source_file(home).read_text(encoding="utf-8") == after
    load(home)


def test_windows_line_ends_stay(home: Path) -> None:
    """A file that an editor saved with \\r\\n keeps those."""
    path, copy = source_file(home), home / "copies" / "brood.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    copy.write_text("Vooraf.\n\n" + copy.read_text(encoding="utf-8"), encoding="utf-8")
    assert verify(home, "--repair").exit_code == 0
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") > 20
    assert "4 found" in verify(home).stdout


def test_a_layout_that_cannot_be_repaired_is_left_alone(home: Path) -> None:
    """Where another number would be written too, nothing is: the file stays, and the editor is told what to do."""
    path, copy = source_file(home), home / "copies" / "brood.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("  p1:")
    fields = ", ".join(line.strip() for line in lines[start + 1 : start + 7])
    lines[start : start + 7] = [f"  p1: {{{fields}}}".replace('section: "Begin"', 'section: "paragraph: 1"')]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load(home)
    copy.write_text("Vooraf.\n\n" + copy.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_bytes()
    told = verify(home, "--repair")
    assert told.exit_code == 1
    assert "put each field of the passage on a line of its own" in told.stderr
    assert path.read_bytes() == before
    assert {p.name for p in path.parent.iterdir()} == {p.name for p in path.parent.glob("*.yaml")}


@pytest.mark.parametrize("options", [(), ("--all",), ("--repair", "--all")])
def test_what_changed_is_told_by_length_and_place(options: tuple[str, ...], home: Path) -> None:
    """What it was and what stands there now, as lengths and paragraphs; no three words of the document."""
    copy = home / "copies" / "brood.txt"
    text = copy.read_text(encoding="utf-8").replace("als de gist vers is", "als de gist vers en goed is")
    copy.write_text("Vooraf.\n\n" + text.replace(PARAGRAPHS[2], "Heel iets anders."), encoding="utf-8")
    told = verify(home, *options)
    assert told.exit_code == 1
    was = {n: len(re.sub(r"[^\w%,]|(?<!\d),", "", PARAGRAPHS[n])) for n in (1, 2)}
    assert told.stderr.splitlines() == [
        f"brood.txt: passage brood/p3 is changed: it was {was[1]} letters and digits in paragraph 3, "
        f"now {was[1] + 6} letters and digits in paragraph 4; cited by nothing.",
        f"brood.txt: passage brood/p4 is missing: it was {was[2]} letters and digits in paragraph 4; cited by nothing.",
    ]
    words = re.findall(r"\w+", text)
    said = " ".join(re.findall(r"\w+", told.output))
    assert not any(" ".join(words[i : i + 3]) in said for i in range(len(words) - 2))
    changed = yaml.safe_load(source_file(home).read_text(encoding="utf-8"))
    assert [p["paragraph"] for p in changed["passages"].values()] == (
        [2, 3, 3, 4] if "--repair" in options else [1, 2, 3, 4]
    )


@pytest.mark.long
def test_what_nobody_saw_is_unchecked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source without a document is no fault: its passages are counted as unchecked, also by `advisor check`."""
    told = verify(home)
    assert (told.exit_code, told.stderr) == (0, "")
    count = len(
        yaml.safe_load((home / "knowledge/sources/geen-it-project.yaml").read_text(encoding="utf-8"))["passages"]
    )
    assert f"geen-it-project (no document): {count} unchecked" in told.stdout
    everything = verify(home, "--all").stdout
    assert everything.count(": unchecked\n") == len(load(home).passages) - 4
    prove_once(monkeypatch)
    checked = run("check", "--data", str(home), "--lang", "en")
    assert re.search(rf"^{len(load(home).passages) - 4} passages are unchecked: nobody has seen", checked.stdout, re.M)


def test_what_cannot_be_read_is_told_beside_the_report(home: Path) -> None:
    """A damaged file among the copies is named, and the others are compared."""
    (home / "copies" / "scan.pdf").write_bytes(b"%PDF")
    told = verify(home)
    assert told.exit_code == 0
    assert told.stderr.startswith("scan.pdf: The file is damaged, or is not PDF. Remedy: ")
    assert "brood (brood.txt): 4 found" in told.stdout


def test_a_source_of_an_overlay_is_repaired_in_the_overlay(home: Path) -> None:
    """What moved is written where the source stands: in the overlay, and nothing in the base."""
    laid = home / "own"
    (laid / "knowledge" / "sources").mkdir(parents=True)
    moved = source_file(home).rename(laid / "knowledge" / "sources" / "brood.yaml")
    edition = yaml.safe_load((home / "knowledge" / "manifest.yaml").read_text(encoding="utf-8"))["edition"]
    about = {"id": "own", "name": {"nl": "Eigen", "en": "Own"}, "author": "Niemand", "edition": edition}
    about["why"] = {"nl": "Een voorbeeld.", "en": "An example."}
    fields = ("id", "name", "author", "why", "edition")
    (laid / "overlay.yaml").write_text(yaml.safe_dump({f: about[f] for f in fields}, sort_keys=False), encoding="utf-8")
    copy = home / "copies" / "brood.txt"
    copy.write_text("Vooraf.\n\n" + copy.read_text(encoding="utf-8"), encoding="utf-8")
    base = {path: path.read_bytes() for path in (home / "knowledge" / "sources").iterdir()}
    assert "4 moved" in verify(home, "--overlay", str(laid)).stdout
    assert verify(home, "--overlay", str(laid), "--repair").exit_code == 0
    told = yaml.safe_load(moved.read_text(encoding="utf-8"))["passages"]
    assert {name: passage["paragraph"] for name, passage in told.items()} == {f"p{n}": n + 1 for n in range(1, 5)}
    assert {path: path.read_bytes() for path in (home / "knowledge" / "sources").iterdir()} == base


@pytest.mark.long
def test_a_copy_of_any_kind_is_verified(home: Path) -> None:
    """The passages of a text are found in the same document as Markdown, HTML, Word or PDF."""
    found: Mapping[str, str] = {}
    for form, writer in WRITERS.items():
        for old in (home / "copies").iterdir():
            old.unlink()
        writer(home / "copies" / f"brood{form}", "Brood", PARAGRAPHS)
        found = {**found, form: verify(home).stdout}
    assert all(f"brood (brood{form}): 4 found\n" in told for form, told in found.items())

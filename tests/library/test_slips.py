"""A slip of the pen in a YAML file is one mistake, on its own line, with its remedy: sown in every shipped file."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.library import files, overlays, strict_yaml
from advisor.library.complaints import Complaint, KnowledgeError
from advisor.library.kinds import FILE_KINDS, FileKind
from advisor.library.loading import load
from advisor.library.shaping import shaped
from advisor.library.slips import slip
from advisor.library.strict_yaml import read
from advisor.phrases import LANGUAGES, say
from tests.conftest import CHECKOUT, sizes
from tests.reference import OVERLAY

FILES = [*files.every(CHECKOUT), files.SIGNATURES, f"{OVERLAY}/{overlays.FILE}"]
OF_PLACE = {kind.place: kind for kind in FILE_KINDS.values()}

Sow = Callable[[str], str | None]  # a line with the slip in it; None where it cannot be made

TEXT = re.compile(r"( *(?:- )?(?:nl|en): )([^\"'{\[\s][^{}\[\]\"]*)")  # a text in a block, without quotes
BETWEEN = re.compile(r"(.*\{nl: )([^\"'{\[\],}]+)(, en: .*)")  # a text between brackets
QUOTED = re.compile(r"( *(?:- )?[\w-]+: )\"([^\"\\]*)\"")
LIST = re.compile(r"( *(?:- )?[\w-]+: \[[^\]\"']*)\]")
MAPPING = re.compile(r"( *(?:- )?[\w-]+: \{[^\"']*)\}")
FIELD = re.compile(r"( *(?:- )?[A-Za-z][\w-]*:) (\S.*)")
ITEM = re.compile(r"( *-) (\w.*)")


def within(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Sow:
    """Sow in a line of a certain form."""

    def sow(line: str) -> str | None:
        found = pattern.fullmatch(line)
        return change(found) if found else None

    return sow


def middle(text: str, slip: str) -> str:
    """A text with something after its first word."""
    first, space, rest = text.partition(" ")
    return f"{first}{slip}{space or ' '}{rest or 'meer'}"


SLIPS: Mapping[str, tuple[Sow, str]] = {  # how each is made, and what is told of it
    "comma between brackets": (within(BETWEEN, lambda m: m[1] + middle(m[2], ",") + m[3]), "wrong_yaml_comma"),
    "two commas": (within(BETWEEN, lambda m: m[1] + middle(m[2], ", ja,") + m[3]), "wrong_yaml_comma"),
    "colon": (within(TEXT, lambda m: m[1] + middle(m[2], ":")), "wrong_yaml_colon"),
    "colon between brackets": (within(BETWEEN, lambda m: m[1] + middle(m[2], ":") + m[3]), "wrong_yaml_colon"),
    "hash": (within(TEXT, lambda m: m[1] + middle(m[2], " #1")), "wrong_yaml_hash"),
    "hash first": (within(TEXT, lambda m: f"{m[1]}#1 {m[2]}"), "wrong_yaml_hash"),
    "hash between brackets": (within(BETWEEN, lambda m: m[1] + middle(m[2], " #1") + m[3]), "wrong_yaml_hash"),
    "tab": (lambda line: "\t" + line.lstrip() if line.startswith("  ") else None, "wrong_yaml_tab"),
    "tab after spaces": (lambda line: "  \t" + line.lstrip() if line[:4] == "    " else None, "wrong_yaml_tab"),
    "no space after nl:": (within(TEXT, lambda m: m[1].rstrip() + m[2]), "wrong_yaml_space"),
    "no space between brackets": (within(BETWEEN, lambda m: m[1].rstrip() + m[2] + m[3]), "wrong_yaml_space"),
    "no space after a field": (within(FIELD, lambda m: m[1] + m[2]), "wrong_yaml_space"),
    "no space after a dash": (within(ITEM, lambda m: m[1] + m[2]), "wrong_yaml_dash"),
    "quote opened": (within(TEXT, lambda m: f'{m[1]}"{m[2]}'), "wrong_yaml_quote"),
    "apostrophe first": (within(TEXT, lambda m: f"{m[1]}'t {m[2].replace(chr(39), '')}"), "wrong_yaml_quote"),
    "quote not closed": (within(QUOTED, lambda m: f'{m[1]}"{m[2]}'), "wrong_yaml_quote"),
    "quote not closed between brackets": (within(BETWEEN, lambda m: f'{m[1]}"{m[2]}{m[3]}'), "wrong_yaml_quote"),
    "quotes within quotes": (within(QUOTED, lambda m: f'{m[1]}"{middle(m[2], chr(34))}"'), "wrong_yaml_quoted"),
    "first word in quotes": (within(TEXT, lambda m: f'{m[1]}"{middle(m[2], chr(34))}'), "wrong_yaml_quoted"),
    "list not closed": (within(LIST, lambda m: m[1]), "wrong_yaml_bracket"),
    "mapping not closed": (within(MAPPING, lambda m: m[1]), "wrong_yaml_bracket"),
    "closed by another": (within(LIST, lambda m: m[1] + "}"), "wrong_yaml_bracket"),
    "closed twice": (within(LIST, lambda m: m[1] + "]]"), "wrong_yaml_closing"),
    "bracket first": (within(TEXT, lambda m: f"{m[1]}[{middle(m[2], ']')}"), "wrong_yaml_mark"),
    "brace between brackets": (within(BETWEEN, lambda m: m[1] + middle(m[2], " [x]") + m[3]), "wrong_yaml_mark"),
    "at sign first": (within(TEXT, lambda m: f"{m[1]}@{m[2]}"), "wrong_yaml_mark"),
    "percent sign first": (within(TEXT, lambda m: f"{m[1]}%{m[2]}"), "wrong_yaml_mark"),
}


def kind_of(name: str) -> FileKind:
    name = name.removeprefix(f"{OVERLAY}/")
    return OF_PLACE.get(name) or OF_PLACE[name.rpartition("/")[0]]


@cache
def lines_of(name: str) -> tuple[str, ...]:
    return tuple((CHECKOUT / name).read_text(encoding="utf-8").splitlines())


def sown(name: str, what: str, most: int) -> Iterator[tuple[int, str]]:
    """A file with a slip in it, at a few places spread over it: the line, and the whole text."""
    sow, _ = SLIPS[what]
    lines = list(lines_of(name))
    found = [(i, faulty) for i, line in enumerate(lines) if (faulty := sow(line)) not in (None, line)]
    step = max(1, len(found) // most)
    for i, faulty in found[step // 2 :: step][:most]:
        yield i + 1, "\n".join([*lines[:i], str(faulty), *lines[i + 1 :]]) + "\n"


def told(path: Path, kind: FileKind) -> list[Complaint]:
    """What is told of one file: when it is read, else of the shapes in it."""
    try:
        document = read(path, path.name)
    except KnowledgeError as error:
        return list(error.complaints)
    entries = [((), document.data)] if kind.whole else [((key,), entry) for key, entry in document.data.items()]
    return [complaint for place, entry in entries for complaint in shaped(document, place, entry, kind.shape)[1]]


@pytest.mark.parametrize("loader", ["CSafeLoader", pytest.param("SafeLoader", marks=pytest.mark.long)])
@pytest.mark.parametrize("most", sizes(1, 6))
@pytest.mark.parametrize("what", SLIPS)
def test_a_slip_is_one_mistake(
    what: str, most: int, loader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each file where it can be made: one mistake, of that kind, on that line, in both languages."""
    monkeypatch.setattr(strict_yaml, "_LOADER", getattr(yaml, loader))
    tried = 0
    for name in FILES[:: 7 if loader == "SafeLoader" else 3 if most == 1 else 1]:
        for line, text in sown(name, what, most):
            path = tmp_path / "sown.yaml"
            path.write_text(text, encoding="utf-8")
            complaints = told(path, kind_of(name))
            assert [(c.what.key, c.line) for c in complaints] == [(SLIPS[what][1], line)], (name, line, complaints)
            assert all(complaints[0].sentence(language) for language in LANGUAGES)
            tried += 1
    assert tried > 1 or loader == "SafeLoader"


FIRST_OF_KIND = {kind_of(name).name: name for name in reversed(files.every(CHECKOUT))}.values()


@pytest.mark.parametrize(
    "name",
    [name if name in FIRST_OF_KIND else pytest.param(name, marks=pytest.mark.long) for name in files.every(CHECKOUT)],
)
def test_a_file_with_a_slip_brings_no_other_mistakes(name: str, tmp_path: Path, read_once: None) -> None:
    """What the rest of the knowledge needs of a file that cannot be read is not told."""
    for part in files.ROOTS:
        shutil.copytree(CHECKOUT / part, tmp_path / part)
    line, text = next(sown(name, "tab", 1))
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        load(tmp_path)
    assert [(c.file, c.line, c.what.key) for c in refused.value.complaints] == [(name, line, "wrong_yaml_tab")]


@pytest.mark.parametrize("name", FILES)
def test_no_slip_is_seen_in_what_is_shipped(name: str) -> None:
    """A file without mistakes has no slip, up to any line: else a slip below it would be told of the wrong line."""
    assert slip("\n".join(lines_of(name)), len(lines_of(name))) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  nl: Een tekst\n    en: A text\n", (3, "wrong_yaml")),
        ("a:\n  nl: Een tekst\n    die echt nog doorgaat: zo\n", (3, "wrong_yaml_colon")),
        ("a:\n  nl Tekst\n  en: Text\n", (2, "wrong_yaml_name")),
        ("a:\n  - b: 1\n   c: 2\n", (3, "wrong_yaml_block")),
        ("a:\n  - why:\n    nl: Een\n  b: [1]\n", (4, "wrong_yaml_block")),
        ("a: >-\n  Dit: is #1, \"zo.\n  [En nog.\nb: {c: 1\n", (4, "wrong_yaml_bracket")),
        ("a: \"een\n  twee: drie\"\nb: [een,\n  twee]\nc: d: e\n", (5, "wrong_yaml_colon")),
        ("a: {\n  b: 1,\n  c: [1, 2]\n}\nd: 'e\n", (5, "wrong_yaml_quote")),
        ("when:\n  all: [\n    {a: 1},\n    {b: [1, 2},\n  ]\n", (4, "wrong_yaml_bracket")),
        ("a: 1  # goed: \"zo\nb: {c: 1}  # [en\nc: -\td: e: f\n", (3, "wrong_yaml_colon")),
        ("'sleutel: zo': 1\n\"en: zo\": 2\nc: {\"d: e\": 1, 'f': \"g: h\"}\nd: *\n", (4, "wrong_yaml_mark")),
        ("a: - b\n", (1, "wrong_yaml_mark")),
        ("a: https://x.example/a:b\nb: c: d\n", (2, "wrong_yaml_colon")),
        ("a: [x, y: z: w]\n", (1, "wrong_yaml_colon")),
        ("a: {b: c} d\n", (1, "wrong_yaml_mark")),
        ("a:\r\n  nl:Tekst\r\n  en: Text\r\n", (2, "wrong_yaml_space")),
    ],
)  # fmt: skip
def test_what_is_told_of_a_slip(text: str, expected: tuple[int, str], tmp_path: Path) -> None:
    """Nothing that is allowed above a slip hides it: blocks, texts over several lines, comments, quoted keys."""
    (tmp_path / "any.yaml").write_bytes(text.encode())
    with pytest.raises(KnowledgeError) as refused:
        read(tmp_path / "any.yaml", "any.yaml")
    assert [(c.line, c.what.key) for c in refused.value.complaints] == [expected]


ENTRY = "\n".join(lines_of("rules/findings/finance.yaml")[:30]) + "\n"
MARKS = [*"\"'{}[]:#,-?&*!|>%@`\t\n x", ": ", " #", "- ", "''", "nl:"]


@given(edits=st.lists(st.tuples(st.integers(0, len(ENTRY)), st.sampled_from(MARKS), st.integers(0, 2)), max_size=4))
def test_whatever_is_typed_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str, int]]
) -> None:
    """However a file is spoilt, each mistake has a line of that file and words in both languages."""
    text = ENTRY
    for at, mark, gone in edits:
        text = text[:at] + mark + text[at + gone :]
    path = tmp_path_factory.getbasetemp() / "typed.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    for complaint in told(path, kind_of("rules/findings/finance.yaml")):
        assert 1 <= complaint.line <= text.count("\n") + 1
        assert complaint.sentence("nl") != complaint.sentence("en")


def test_the_remedy_of_a_comma() -> None:
    """In the words of both languages, as an editor reads it."""
    assert say("wrong_yaml_comma", "nl", text="Te lang") == "De tekst “Te lang” wordt bij een komma afgebroken."
    assert say("mend_in_quotes", "nl") == "zet de hele tekst tussen aanhalingstekens."
    assert say("mend_in_quotes", "en") == "put the whole text in quotes."

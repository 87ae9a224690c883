"""The strict reader: what it takes, what it refuses, and the line it names."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.library import strict_yaml
from advisor.library.complaints import KnowledgeError
from advisor.library.strict_yaml import MAX_BYTES, MAX_DEPTH, read
from advisor.phrases import written

NO_ALIAS = "An alias is used. Remedy: write the value out."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "any.yaml"


def complaints(file: Path, text: str | bytes) -> list[str]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(KnowledgeError) as caught:
        read(file, "any.yaml")
    return [str(c).removeprefix("any.yaml:") for c in caught.value.complaints]


def data(file: Path, text: str | bytes) -> dict[str, strict_yaml.Plain]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(file, "any.yaml").data


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "y", "True", "TRUE", "False", "Null", "2019-01-01", "12:30"]
)
def test_only_true_and_false_are_booleans(file: Path, word: str) -> None:
    """A word that YAML 1.1 turns into something else stays a word."""
    assert data(file, f"a: {word}\n") == {"a": word}


def test_booleans_and_numbers_are_read(file: Path) -> None:
    """true, false, whole numbers and decimals get their type; what is quoted stays text."""
    text = "a: true\nb: false\nc: 7\nd: -3\ne: 91.9\nf: \"7\"\ng: 'true'\nh: |-\n  7\n"
    expected = {"a": True, "b": False, "c": 7, "d": -3, "e": 91.9, "f": "7", "g": "true", "h": "7"}
    found = data(file, text)
    assert found == expected
    assert {k: type(v) for k, v in found.items()} == {k: type(v) for k, v in expected.items()}


@pytest.mark.parametrize(
    "word", ["1e3", "0x1F", "0o7", "1_000", "007", ".5", "1.", "12345678901234567890", ".inf", ".nan"]
)
def test_unusual_numbers_stay_text(file: Path, word: str) -> None:
    """A number in a form that readers of YAML disagree about is never guessed."""
    assert data(file, f"a: {word}\n") == {"a": word}


@pytest.mark.parametrize("key", ["true", "1", "none", "no"])
def test_keys_are_text(file: Path, key: str) -> None:
    """A key is a name, whatever it looks like."""
    assert data(file, f"{key}: x\n") == {key: "x"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_an_empty_file_is_an_empty_mapping(file: Path, text: str) -> None:
    """A file of comments holds no entries, and is not a mistake of the reader's."""
    assert data(file, text) == {}


def test_line_ends_and_byte_order_mark_do_not_matter(file: Path) -> None:
    """A file saved on Windows says the same."""
    text = "a: |\n  one\n  two\nb: [1, 2]\n"
    assert data(file, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == data(file, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3: The key “a” occurs twice. Remedy: keep one of the two."]),
        ("a:\n  - b: 1\n    b: 2\n", ["3: The key “b” occurs twice. Remedy: keep one of the two."]),
        ("'': 1\n", ["1: A key is not a name. Remedy: use a plain name as key."]),
        ("? [a]\n: 1\n", ["1: A key is not a name. Remedy: use a plain name as key."]),
        ("a:\nb: ~\nc: null\nd: ''\n", [
            f"{n}: A value is empty. Remedy: fill it in or remove the key." for n in (1, 2, 3)
        ]),
        ("a: 1\nb: !!set {x: 1}\n", ["2: The tag tag:yaml.org,2002:set is used. Remedy: remove the tag."]),
        ("a: !!python/object:os.system {x: 1}\n", [
            "1: The tag tag:yaml.org,2002:python/object:os.system is used. Remedy: remove the tag."
        ]),
        ("a: *nowhere\n", [f"1: {NO_ALIAS}"]),
        ("- a\n- b\n", ["1: The top level is not a mapping. Remedy: start with “id:” lines."]),
        ("just words\n", ["1: The top level is not a mapping. Remedy: start with “id:” lines."]),
        ("a: 1\n---\nb: 2\n", ["2: A second document starts. Remedy: keep one document in a file: remove “---”."]),
        ("a: 1\nb: c: d\n", ["2: This text holds a colon. Remedy: put the whole text in quotes."]),
        ("a: b\x01\n", [
            "1: Not valid YAML: a character that YAML does not allow. Remedy: remove control characters."
        ]),
        (b"a: b\nc: caf\xe9\n", ["2: The text is not UTF-8. Remedy: save the file as UTF-8."]),
    ],
)  # fmt: skip
def test_refused(file: Path, text: str | bytes, expected: list[str]) -> None:
    """What is not plain, strict YAML is refused with its line and the remedy."""
    assert complaints(file, text) == expected


def test_every_mistake_of_a_readable_file_is_told(file: Path) -> None:
    """Several mistakes in one file are told together, in the order of the file."""
    text = "a: 1\na: 2\nb:\nc: !x {d: 1, d: 2}\n"
    assert complaints(file, text) == [
        "2: The key “a” occurs twice. Remedy: keep one of the two.",
        "3: A value is empty. Remedy: fill it in or remove the key.",
        "4: The key “d” occurs twice. Remedy: keep one of the two.",
        "4: The tag !x is used. Remedy: remove the tag.",
    ]


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x\n", "a: &x {b: 1}\nc:\n  - *x\n"])
def test_aliases_of_groups_are_refused(file: Path, text: str) -> None:
    """A list or mapping cannot be written once and used twice."""
    assert [c.split(": ", 1)[1] for c in complaints(file, text)] == [NO_ALIAS]


@pytest.mark.parametrize(
    "text", ["a: &x foo\nb: *x\n", "a: &x foo\n", "a: !!str 5\n", "a: !foo bar\n", "a: !!int '5'\n", "!!str a: 1\n"]
)
def test_aliases_anchors_and_tags_of_single_values_are_refused(file: Path, text: str) -> None:
    """No anchors, no aliases and no tags, on a single value or a key either."""
    assert complaints(file, text)


def test_an_alias_is_told_with_its_own_line(file: Path) -> None:
    """The line is where the alias stands: that is what must be written out."""
    assert complaints(file, "a: &x [1]\nb: 2\nc: *x\n") == [f"3: {NO_ALIAS}"]


def test_a_file_cannot_be_too_large(file: Path) -> None:
    """A file over the limit is refused before it is parsed; one just under it is read."""
    comment = "#" + "x" * 98 + "\n"
    body = "a: 1\n" + comment * ((MAX_BYTES - 5) // len(comment))
    assert len(body) <= MAX_BYTES
    assert data(file, body) == {"a": 1}
    large = body + comment * 2
    size = written(len(large), "en", grouped=True)
    told = f"1: The file has {size} bytes. Remedy: split it: at most 1\u00a0000\u00a0000."
    assert complaints(file, large) == [told]


def test_depth_is_bounded_exactly(file: Path) -> None:
    """The allowed number of levels is read and one more is refused, in blocks and in brackets alike."""

    def blocks(levels: int) -> str:
        return "".join(f"{' ' * i}a:\n" for i in range(levels - 2)) + " " * (levels - 2) + "a: 1\n"

    def brackets(levels: int) -> str:
        return "a: " + "[" * (levels - 2) + "1" + "]" * (levels - 2) + "\n"

    for shape in (blocks, brackets):
        assert data(file, shape(MAX_DEPTH))
        found = complaints(file, shape(MAX_DEPTH + 1))
        assert [c.split(": ", 1)[1] for c in found] == [f"Nested too deeply. Remedy: at most {MAX_DEPTH} levels."]


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 3000, "a: " + "{a: " * 990, "a:\n  " + "- " * 1500 + "b\n", "[\n" * 100_000]
)
def test_absurd_nesting_is_refused_before_it_is_parsed(file: Path, text: str) -> None:
    """Nesting that could exhaust the parser is refused from the text alone."""
    (found,) = complaints(file, text)
    assert found.endswith(f"Nested too deeply. Remedy: at most {MAX_DEPTH} levels.")


def test_nesting_hidden_from_the_bound_does_not_crash(file: Path) -> None:
    """However a file is nested, reading it ends in a complaint and never takes the process down."""
    file.write_text("a:\n" + " [ # ]\n" * 30_000)
    program = (
        "import sys, pathlib; from advisor.library import complaints, strict_yaml\n"
        "try: strict_yaml.read(pathlib.Path(sys.argv[1]), 'any.yaml')\n"
        "except complaints.KnowledgeError as error: print(len(error.complaints))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1")


def test_many_brackets_beside_each_other_are_fine(file: Path) -> None:
    """The bound is on depth, not on how many lists a file holds."""
    lines = "".join(f"k{i}: [1, [2], {{a: [3]}}]\n" for i in range(300))
    assert len(data(file, lines)) == 300


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A file that vanishes is a complaint, not an error of the program."""
    with pytest.raises(KnowledgeError) as caught:
        read(tmp_path / "gone.yaml", "gone.yaml")
    assert str(caught.value) == "gone.yaml:1: Cannot be read: No such file or directory. Remedy: check the file."


def test_the_line_of_a_place_is_found(file: Path) -> None:
    """Every place in the data leads back to its line, and a place that is not there to its nearest parent."""
    file.write_text(
        "# comment\nfew:\n  when:\n    all:\n      - live: true\n      - {rate: 1,\n         more: 2}\n  last: x\n"
    )
    document = read(file, "any.yaml")
    assert document.at(("few",))[1] == 2
    assert document.at(("few", "when", "all", 0))[1] == 5
    assert document.at(("few", "when", "all", 1, "more"))[1] == 7
    assert document.at(("few", "when", "all", 9))[1] == 4
    assert document.at(("few", "nothing"))[1] == 2
    assert document.at(("nothing",))[1] == 1
    assert document.at(("few", "last", "deeper"))[1] == 8


names = st.text("abcdefghij_", min_size=1, max_size=6).filter(lambda n: n not in ("y", "n"))
plain = st.recursive(
    st.booleans() | st.integers(-(10**6), 10**6) | st.text("abc XYZ:#'\"[]{}-%é\n", max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=12,
)


@given(written=st.dictionaries(names, plain, max_size=4))
def test_json_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, written: dict[str, object]) -> None:
    """JSON is YAML: whatever another writer put down comes back unchanged."""
    import json

    file = tmp_path_factory.getbasetemp() / "written.yaml"
    file.write_text(json.dumps(written, indent=1, ensure_ascii=False))
    assert read(file, "written.yaml").data == written

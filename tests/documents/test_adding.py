"""A document becomes a source of the knowledge: found again passage by passage, without a sentence of it."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from advisor.cli import main
from advisor.documents.adding import MAX_PASSAGES, as_source
from advisor.documents.blocks import DocumentError
from advisor.documents.reading import Copy, read_document
from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition
from advisor.library.loading import load
from advisor.library.model import Passage
from advisor.library.passages import Document, canonical, locate
from tests.conftest import CHECKOUT

from .writing import HEADING, PARAGRAPHS, WRITERS

ABOUT = {"title": "Brood & kaas: deel 1", "author": "Niemand", "publisher": "Niemand", "date": "2026"}
EXAMPLE = CHECKOUT / "examples" / "documents" / "lessen-loket.md"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments, prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def passages_of(copy: Copy) -> dict[str, Passage]:
    """What the file of a source says, read by another reader of YAML."""
    told: dict[str, Any] = yaml.safe_load(as_source(copy, ABOUT, "nl"))
    assert told["length"] == len(copy.document.stream)
    assert {field: told[field] for field in ABOUT} == ABOUT
    return {name: Passage.model_validate(passage) for name, passage in (told["passages"] or {}).items()}


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


# Few words, so that paragraphs repeat and begin alike; marks, accents, numbers, and what YAML and links stumble over.
WORDS = ("de", "het", "oven", "brood", "écht", "e\u0301cht", "2,5", "65%", "“ja”", "nee:", "{x}", "#", "-", "a\u00adb")
WORDS += (
    "\u200b",
    "x\ufeffy",
    "'t",
    "[1]",
    "\ufffd",
    "Straße",
    "\u1112\u1161\u11ab",
    "ja" * 40,
    "https://x.example/a-b",
)
paragraphs = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join), min_size=1, max_size=12)


@pytest.mark.long
@given(texts=paragraphs)
def test_every_paragraph_is_found_again(texts: list[str]) -> None:
    """Each paragraph with a letter or digit is a passage, and is met again where it stands."""
    document = Document("\n\n".join(texts))
    passages = passages_of(Copy(Path("x.txt"), document))
    forms = {number: Document(text).stream for number, text in enumerate(texts, 1)}
    assert {passage.paragraph for passage in passages.values()} == {n for n, form in forms.items() if form}
    for name, passage in passages.items():
        sighting = locate(passage, document)
        assert name == f"p{passage.paragraph}"
        assert sighting.paragraph == passage.paragraph
        assert document.stream[slice(*document.stretch(passage.paragraph))] == Document(sighting.text).stream
        same = [n for n, form in forms.items() if form == forms[passage.paragraph]]
        assert passage.repeats == (f"p{same[0]}" if same[0] != passage.paragraph else None)


@given(texts=paragraphs)
def test_its_texts_are_what_the_knowledge_may_hold(texts: list[str]) -> None:
    """Sections and fragments have no line break, brace or unseen character, and the words of a fragment are few."""
    for passage in passages_of(Copy(Path("x.txt"), Document("\n\n".join(texts)))).values():
        assert list(passage.faults()) == []
        assert all(len(words) <= 200 and len(words.split()) <= 12 for words in passage.fragment)
        assert all(sum(bool(canonical(word)) for word in words.split()) <= 4 for words in passage.fragment)


OPENING = ("zo", "begint", "het", "hier", "altijd")


@st.composite
def opening_alike(draw: st.DrawFn) -> list[str]:
    """Paragraphs that begin with up to five of the same words. All other words are met once: words that come back can
    make a run of a document by themselves, however few of them are told.
    """
    lengths = draw(st.lists(st.tuples(st.integers(0, len(OPENING)), st.integers(1, 30)), min_size=1, max_size=8))
    own = iter(f"w{number}" for number in range(8 * 30))
    return [" ".join((*OPENING[:same], *(next(own) for _ in range(further)))) for same, further in lengths]


@given(texts=opening_alike())
def test_no_sentence_of_the_document_is_in_it(texts: list[str]) -> None:
    """Never eight words in a row, not even across two paragraphs; of four to seven words at most the first three."""
    passages = passages_of(Copy(Path("x.txt"), Document("\n\n".join(texts)))).values()
    known = runs(" ".join(texts), 8)
    for passage, text in zip(passages, texts, strict=True):
        count = len(text.split())
        for line in (passage.section, " ".join(passage.fragment)):
            assert not runs(line, 8) & known
        assert sum(len(words.split()) for words in passage.fragment[-2:]) <= (3 if count < 8 else min(count - 2, 11))


@pytest.mark.parametrize("form", WRITERS)
def test_a_document_of_any_kind_gives_the_same_passages(form: str, tmp_path: Path) -> None:
    """The same paragraphs have the same hashes, whatever file they came in; headings name the sections."""
    path = tmp_path / f"brood{form}"
    WRITERS[form](path, HEADING, PARAGRAPHS)
    WRITERS[".txt"](tmp_path / "plain.txt", HEADING, PARAGRAPHS)
    found, plain = (passages_of(read_document(p)) for p in (path, tmp_path / "plain.txt"))
    assert [(p.paragraph, p.length, p.sha256) for p in found.values()] == [
        (p.paragraph, p.length, p.sha256) for p in plain.values()
    ]
    assert {p.section for p in found.values()} == {"Begin" if form == ".txt" else HEADING}


def test_the_shipped_sources_would_come_out_the_same(edition: Edition, sources: Path) -> None:
    """Of each document we already hold, every passage has the place, length and hash that it has in the knowledge."""
    for source_id, source in edition.sources.items():
        made = passages_of(read_document(sources / f"{source_id}.txt"))
        assert made.keys() == source.passages.keys()
        for name, passage in source.passages.items():
            assert (made[name].paragraph, made[name].length) == (passage.paragraph, passage.length)
            assert made[name].sha256 == passage.sha256


def test_filled_in_it_is_knowledge(tmp_path: Path, read_once: None) -> None:
    """The file is read back by the loader: nothing is wrong with it but what must be filled in, which is named."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    home = tmp_path / "knowledge" / "sources" / "loket.yaml"
    about = [word for field, text in ABOUT.items() for word in (f"--{field}", text)]
    result = run("sources", "add", str(EXAMPLE), "--id", "loket", "-o", str(home), *about, "--data", str(tmp_path))
    assert (result.exit_code, result.output) == (0, "")
    text = home.read_text(encoding="utf-8")
    count = text.count("sha256")
    assert count == 10
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    lines = [i for i, line in enumerate(text.splitlines(), 1) if line.endswith(": …") and not line.startswith("#")]
    assert [(c.file, c.line) for c in caught.value.complaints] == [(f"knowledge/sources/{home.name}", i) for i in lines]
    assert {c.what.key for c in caught.value.complaints} == {"wrong_unfilled"}
    assert len(lines) == 5 + 2 * count
    for field, value in (("kind", "{nl: verslag, en: report}"), ("stance", "{nl: Een mening., en: An opinion.}")):
        text = text.replace(f"{field}:\n  nl: …\n  en: …\n", f"{field}: {value}\n")
    text = text.replace("speaks_to: …", "speaks_to: [public]")
    home.write_text(text.replace("gist:\n      nl: …\n      en: …", "gist: {nl: Zo., en: So.}"), encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    told = [str(c.what) for c in caught.value.complaints]
    assert told == count * ["No rule, recommendation or tension cites this passage."]
    reason = "not_advice: {nl: Een voorbeeld., en: An example.}"
    home.write_text(text.replace("gist:\n      nl: …\n      en: …", reason), encoding="utf-8")
    assert len(load(tmp_path).sources["loket"].passages) == count


def test_what_exists_is_not_written_over(tmp_path: Path) -> None:
    """An id that is taken, a file that is there and an id that cannot be one are refused; nothing is written."""
    taken = run("sources", "add", str(EXAMPLE), "--id", "geen-it-project", "--lang", "en")
    assert (taken.exit_code, taken.stdout) == (1, "")
    assert "“advisor sources verify”" in taken.stderr
    kept = tmp_path / "kept.yaml"
    kept.write_text("mine", encoding="utf-8")
    there = run("sources", "add", str(EXAMPLE), "--id", "loket", "-o", str(kept))
    assert (there.exit_code, there.stdout, kept.read_text(encoding="utf-8")) == (1, "", "mine")
    for name in ("Loket", "het loket", "../loket", "x" * 81):
        assert run("sources", "add", str(EXAMPLE), "--id", name).exit_code == 2
    damaged = tmp_path / "x.pdf"
    damaged.write_bytes(b"%PDF-1.7 nothing")
    refused = run("sources", "add", str(damaged), "--id", "loket", "--lang", "en")
    assert refused.exit_code == 1
    assert refused.stderr.splitlines() == [
        f"{damaged}: The file is damaged, or is not PDF. Remedy: save it again from the program that opens it."
    ]


def test_the_same_document_gives_the_same_bytes() -> None:
    """Twice the same document, in each language: the same file but for its comments and the name of a start."""
    dutch, again, english = (
        run("sources", "add", str(EXAMPLE), "--id", "loket", "--lang", language).stdout
        for language in ("nl", "nl", "en")
    )
    assert dutch == again != english
    assert yaml.safe_load(dutch) == yaml.safe_load(english)


def test_more_paragraphs_than_a_file_can_hold_are_refused() -> None:
    """A file of the knowledge is bounded, so what would not fit is refused before a hash is made."""
    document = Document("\n\n".join(f"Alinea {number}" for number in range(MAX_PASSAGES + 1)))
    with pytest.raises(DocumentError, match=r"more than 2000 paragraphs"):
        as_source(Copy(Path("x.txt"), document), {}, "en")

"""What the words of a document suggest: bounded, the same each time, and better than words in common or chance."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.cli import main
from advisor.documents.adding import MAX_PASSAGES
from advisor.documents.blocks import DocumentError
from advisor.documents.reading import read_copies
from advisor.documents.suggesting import SHOWN, language_of, scores, suggest
from advisor.library.edition import Edition
from advisor.library.passages import Document
from advisor.library.wording import LANGUAGES, Language
from tests.conftest import CHECKOUT
from tests.suggestions import measure

EXAMPLE = CHECKOUT / "examples" / "documents" / "lessen-loket.md"
LEAST = 0.7  # recall at 5 over the five documents; 0.8 is aimed at, and not reached: see docs/sources.md


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments, prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.long
def test_recall_at_five(edition: Edition, sources: Path) -> None:
    """Of documents left out in turn, a factor is met far more often than by words in common, or by chance."""
    figures = measure(edition, read_copies(sources, edition.sources).documents)
    count = sum(of.paragraphs for of in figures.values())
    assert count == sum(passage.not_advice is None for passage in edition.passages.values())
    assert sum(of.met for of in figures.values()) / count >= LEAST
    for of in figures.values():
        assert of.recall > 1.5 * of.by_overlap / of.paragraphs
        assert of.recall > 4 * of.by_chance / of.paragraphs
    silenced = [of.silenced for of in figures.values()]
    assert sum(wrongly for wrongly, _ in silenced) <= 0.05 * sum(told for _, told in silenced)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_a_factor_suggests_that_factor(language: Language, edition: Edition) -> None:
    """Who writes what a factor is called finds it first, in both languages."""
    titles = {name: factor.title[language] for name, factor in edition.factors.items()}
    for (name, _), score in zip(titles.items(), scores(list(titles.values()), edition, language), strict=True):
        assert max(score, key=lambda factor: score[factor]) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_that_of_the_words(language: Language, edition: Edition) -> None:
    """The questions, in either language, are seen to be in that language."""
    assert language_of(Document("\n".join(q.help[language] for q in edition.questions.values())), edition) == language


@pytest.mark.parametrize("form", ["text", "json"])
def test_each_paragraph_has_its_factors(form: str) -> None:
    """Of the example: the paragraph on looking at the work, on the reason why, on who decides; and one of nothing."""
    status, told, wrong = run("sources", "suggest", str(EXAMPLE), "--format", form)
    assert (status, wrong) == (0, "")
    wanted = {4: "map-real-work-first", 5: "explain-the-why", 8: "decisive-executive-owner"}
    if form == "json":
        paragraphs = {p["paragraph"]: p for p in json.loads(told)["paragraphs"]}
        assert {n: paragraphs[n]["factors"][0]["id"] for n in wanted} == wanted
        assert paragraphs[10]["factors"] == []
        assert all(len(p["factors"]) in (0, SHOWN) for p in paragraphs.values())
        every = [[factor["score"] for factor in p["factors"]] for p in paragraphs.values()]
        assert every == [sorted(those, reverse=True) for those in every]
        assert set(paragraphs) == set(range(1, 11))
    else:
        for number, factor in wanted.items():
            assert re.search(rf"^Alinea {number}: .* …\n +[\d.]+  {factor}: ", told, re.MULTILINE)
        assert re.search(r"^Alinea’s die van geen factor lijken te spreken: (\d+, )*10\.$", told, re.MULTILINE)


def test_no_sentence_of_the_document_is_told() -> None:
    """The proposal names a paragraph by its first three words; no more than those stand in it."""
    _, told, _ = run("sources", "suggest", str(EXAMPLE), "--lang", "en")
    words = re.findall(r"\w+", EXAMPLE.read_text(encoding="utf-8").lower())
    said = " ".join(re.findall(r"\w+", told.lower()))
    assert not any(" ".join(words[i : i + 5]) in said for i in range(len(words) - 4))


@pytest.mark.long
def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves no file behind, in its folder or beside the document, and says the same each time."""
    copy = tmp_path / EXAMPLE.name
    copy.write_bytes(EXAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    first, second = (run("sources", "suggest", copy.name) for _ in range(2))
    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]


ODD = ("klant", "OR", "NEAR", '"', "*", "_", "écht", "de", "x" * 300, "AND NOT")
words = st.one_of(st.sampled_from(ODD), st.text(max_size=8))


@pytest.mark.long
@settings(max_examples=3)  # each with an index of its own, and up to forty paragraphs
@given(texts=st.lists(st.lists(words, max_size=12).map(" ".join), min_size=10, max_size=40))
def test_any_words_may_stand_in_it(texts: list[str], edition: Edition) -> None:
    """What means something to an index, or is no word at all, is looked for like any word, or not at all."""
    document = Document("\n\n".join(" ".join(text.split()) for text in texts))
    for suggestion in suggest(document, edition, "nl"):
        assert 1 <= suggestion.paragraph <= len(document.paragraph_starts)
        assert len(suggestion.candidates) <= SHOWN
        assert {c.factor for c in suggestion.candidates} <= edition.factors.keys()


def test_a_long_paragraph_is_looked_for_whole(edition: Edition) -> None:
    """Thousands of different words in one paragraph are no more than the index can be asked."""
    title = edition.factors["map-real-work-first"].title.nl
    text = " ".join(f"zz{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}q" for i in range(5_000))
    (suggestion,) = suggest(Document(f"{text} {title}"), edition, "nl")
    assert suggestion.candidates[0].factor == "map-real-work-first"


def test_too_many_paragraphs_are_refused(edition: Edition) -> None:
    """As for a source: what could not be a file of the knowledge is not looked at."""
    with pytest.raises(DocumentError, match="more than 2000 paragraphs"):
        suggest(Document("\n\n".join(["woord"] * (MAX_PASSAGES + 1))), edition, "nl")
    status, told, wrong = run("sources", "suggest", "none.pdf", "--lang", "en")
    assert (status, told) == (1, "")
    assert wrong.startswith("none.pdf: The file cannot be read: ")

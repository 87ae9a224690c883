"""How well `advisor sources suggest` does on documents it was not made from: `dev.py suggest`.

Each of the five documents is left out in turn. The index then holds the factors, and the gists of the four others; of
each paragraph of the fifth that carries advice it is seen whether a factor that tells of it stands in the first five
(recall at 5). Beside it: chance, worked out exactly, and plain overlap: the number of words a paragraph shares with the
same texts. The titles of the factors were written by editors who had read all five documents, so this flatters what a
sixth would give.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import comb
from pathlib import Path

from advisor.documents.adding import text_of
from advisor.documents.reading import read_copies
from advisor.documents.suggesting import NONE_BELOW, SHOWN, Scores, beside, scores
from advisor.library.edition import Edition
from advisor.library.folders import find_data
from advisor.library.loading import load
from advisor.library.passages import Document

from .conftest import SOURCES

LANGUAGE = "nl"  # of all five documents


@dataclass(frozen=True)
class Figures:
    """Of the paragraphs of a document that carry advice: how many, and in how many of them a factor is met.

    ``silent``: of the paragraphs that no factor is told by, how many are said to speak of none, and how many there are;
    ``silenced``: how many of those that a factor is told by are said to speak of none, and how many there are.
    """

    paragraphs: int
    met: int
    by_overlap: int
    by_chance: float
    silent: tuple[int, int]
    silenced: tuple[int, int]

    @property
    def recall(self) -> float:
        """The share in which a factor stands in the first five."""
        return self.met / self.paragraphs


def measure(edition: Edition, documents: Mapping[str, Document]) -> dict[str, Figures]:
    """The figures of each document, left out of what its factors are looked up in."""
    return {source: _left_out(source, edition, documents[source]) for source in edition.sources}


def without(source: str, edition: Edition) -> Edition:
    """The knowledge without the passages of a document, and so without what a factor owes to them."""
    return replace(edition, passages={r: p for r, p in edition.passages.items() if not r.startswith(f"{source}/")})


def _left_out(source: str, edition: Edition, document: Document) -> Figures:
    known = without(source, edition)
    texts = [text_of(document, number) for number in range(1, len(document.paragraph_starts) + 1)]
    own = list(scores(texts, known, LANGUAGE))
    heard = list(beside(own))
    words = _words_of_factors(known)
    supported = {
        passage.paragraph: {name for name, f in edition.factors.items() if f"{source}/{p}" in f.told_by}
        for p, passage in edition.sources[source].passages.items()
    }
    advice = [p.paragraph for p in edition.sources[source].passages.values() if p.not_advice is None]
    none = {n for n, score in enumerate(own, 1) if max(score.values(), default=0.0) < NONE_BELOW}
    told = {number for number, factors in supported.items() if factors}
    untold = supported.keys() - told
    return Figures(
        paragraphs=len(advice),
        met=sum(bool(_first(heard[n - 1]) & supported[n]) for n in advice),
        by_overlap=sum(bool(_first(_overlap(texts[n - 1], words)) & supported[n]) for n in advice),
        by_chance=sum(_chance(len(supported[n]), len(edition.factors)) for n in advice),
        silent=(len(none & untold), len(untold)),
        silenced=(len(none & told), len(told)),
    )


def _first(score: Scores) -> set[str]:
    return set(sorted(score, key=lambda factor: (-score[factor], factor))[:SHOWN])


def _words_of_factors(edition: Edition) -> dict[str, set[str]]:
    """The words of the title of each factor, and of the gists of the passages that it is told by."""
    found = {}
    for name, factor in edition.factors.items():
        gists = [edition.passages[p].gist for p in factor.told_by if p in edition.passages]
        found[name] = _words([factor.title[LANGUAGE], *(gist[LANGUAGE] for gist in gists if gist)])
    return found


def _overlap(text: str, words: Mapping[str, set[str]]) -> Scores:
    return {name: float(len(_words([text]) & of)) for name, of in words.items()}


def _words(texts: Iterable[str]) -> set[str]:
    return {word.strip(".,;:!?()“”'\"") for text in texts for word in text.casefold().split()}


def _chance(right: int, factors: int) -> float:
    """How likely it is that of five factors drawn at random at least one is right."""
    return 1 - comb(factors - right, SHOWN) / comb(factors, SHOWN)


def main(folder: Path = SOURCES) -> None:
    """Print a line for each document, and one for all. Raises SystemExit where the documents are not there."""
    if not folder.is_dir():
        raise SystemExit("no copies of the source documents beside the checkout (shared/sources): nothing to measure")
    root, shipped = find_data()
    edition = load(root, shipped=shipped)
    figures = measure(edition, read_copies(folder, edition.sources).documents)
    print(f"{'recall at 5, left out':28}{'paragraphs':>11}{'met':>6}{'recall':>8}{'overlap':>9}{'chance':>8}")
    for name, of in figures.items():
        shares = f"{of.recall:8.2f}{of.by_overlap / of.paragraphs:9.2f}{of.by_chance / of.paragraphs:8.2f}"
        print(f"{name:28}{of.paragraphs:11}{of.met:6}{shares}")
    count, met = (sum(getattr(of, field) for of in figures.values()) for field in ("paragraphs", "met"))
    others = [sum(getattr(of, field) for of in figures.values()) / count for field in ("by_overlap", "by_chance")]
    print(f"{'together':28}{count:11}{met:6}{met / count:8.2f}{others[0]:9.2f}{others[1]:8.2f}")
    silent, silenced = ([sum(n) for n in zip(*those, strict=True)] for those in (
        [of.silent for of in figures.values()], [of.silenced for of in figures.values()]
    ))  # fmt: skip
    print(f"said to speak of none: {silent[0]} of {silent[1]} that no factor is told by,", end=" ")
    print(f"{silenced[0]} of {silenced[1]} that one is")


if __name__ == "__main__":
    main()

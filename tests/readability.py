"""How easily the texts of the knowledge read, per file and language: `dev.py readability`.

LIX (C. H. Björnsson, *Läsbarhet*, 1968): the mean number of words in a sentence plus the percentage of words of more
than six letters. It needs no syllables, so that one formula serves both languages; under 40 is easy, over 50 hard.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from advisor.library.folders import find_data
from advisor.library.plain_words import texts
from advisor.library.strict_yaml import read
from advisor.phrases import LANGUAGES, Language

LONG_SENTENCE, LONG_WORD = 20, 6  # words, letters: more is long

_SENTENCE = re.compile(r"(?<=[.?!])[”’\")]*\s+")
_WORD = re.compile(r"\w+(?:[-’'.,]\w+)*")


@dataclass(frozen=True)
class Readability:
    """The figures of some texts: sentences with their numbers of words, and the share of long words (0 to 1)."""

    sentences: tuple[tuple[int, str], ...]
    long_words: float

    @property
    def mean(self) -> float:
        """Words in a sentence, on average."""
        return sum(words for words, _ in self.sentences) / len(self.sentences)

    @property
    def long_sentences(self) -> float:
        """The share of sentences that are long, 0 to 1."""
        return sum(words > LONG_SENTENCE for words, _ in self.sentences) / len(self.sentences)

    @property
    def lix(self) -> float:
        """The formula above."""
        return self.mean + 100 * self.long_words


def measure(those: Iterable[str]) -> Readability:
    """The figures of texts that hold at least one word."""
    sentences = [(found, s) for text in those for s in _SENTENCE.split(text) if (found := _WORD.findall(s))]
    words = [word for found, _ in sentences for word in found]
    long = sum(sum(map(str.isalpha, word)) > LONG_WORD for word in words)
    return Readability(tuple((len(found), s) for found, s in sentences), long / len(words))


def of_files() -> dict[tuple[str, Language], Readability]:
    """The figures of each file of the shipped knowledge that has texts, and of all together under "total"."""
    root, _ = find_data()
    found: dict[tuple[str, Language], list[str]] = {}
    for name in sorted(str(p.relative_to(root)) for f in ("knowledge", "rules") for p in (root / f).rglob("*.yaml")):
        for _, language, text in texts(read(root / name, name).data):
            found.setdefault((name, language), []).append(text)
    for language in LANGUAGES:
        found["total", language] = [text for (_, of), those in found.items() if of == language for text in those]
    return {key: measure(those) for key, those in found.items()}


def main() -> None:
    """Print a line for each file and language."""
    print(f"{'':44}{'sentences':>10}{'words in one':>14}{f'over {LONG_SENTENCE}':>9}{'long words':>12}{'LIX':>6}")
    for (name, language), of in of_files().items():
        counts = f"{len(of.sentences):10}{of.mean:14.1f}{of.long_sentences:9.1%}{of.long_words:12.1%}{of.lix:6.1f}"
        print(f"{name:42}{language}{counts}")


if __name__ == "__main__":
    main()

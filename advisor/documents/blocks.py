"""What every format is read into: the blocks of a document, each a paragraph or a heading; and what may be refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..phrases import Language, Message, message, say

MAX_BYTES = 20_000_000  # of a file
MAX_UNPACKED = 60_000_000  # of what a packed file holds
MAX_TEXT = 2_000_000  # characters that are read from a file


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document, or a heading, on one line."""

    text: str
    heading: bool = False


class DocumentError(Exception):
    """A document that cannot be read: ``what`` is wrong with it, and the ``remedy``."""

    def __init__(self, what: Message, remedy: Message) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))

    def sentence(self, name: str, language: Language) -> str:
        """The mistake with its remedy, on one line, under the name of the file."""
        return f"{name}: {self.what.said(language)} {say('remedy', language, remedy=self.remedy.said(language))}"


def bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that say something, their white space as single spaces. Raises DocumentError beyond `MAX_TEXT`."""
    room = MAX_TEXT
    for block in blocks:
        room -= len(block.text) + 1
        if room < 0:
            raise DocumentError(message("document_long", most=MAX_TEXT), message("mend_document_long"))
        text = " ".join(block.text.split())
        if text:
            yield Block(text, block.heading)

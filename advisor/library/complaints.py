"""What is wrong with the knowledge, said so that its editor can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..phrases import Language, Message, say
from .nearest import Hints, Meant, Remedy

MAX_COMPLAINTS = 500


@dataclass(frozen=True)
class Complaint:
    """One mistake in the knowledge: where (file and line, from 1), what, and the remedy."""

    file: str
    line: int
    what: Message
    remedy: Message
    meant: Meant | None = field(default=None, compare=False, repr=False)

    def sentence(self, language: Language) -> str:
        """The mistake with its remedy, on one line."""
        remedy = say("remedy", language, remedy=self.remedy.said(language))
        return f"{self.file}:{self.line}: {self.what.said(language)} {remedy}"

    def __str__(self) -> str:
        return self.sentence("en")


def complaint(file: str, line: int, what: Message, remedy: Remedy) -> Complaint:
    """A complaint whose remedy may still have to be looked up."""
    if isinstance(remedy, Meant):
        return Complaint(file, line, what, remedy.otherwise, remedy)
    return Complaint(file, line, what, remedy)


class KnowledgeError(Exception):
    """The knowledge cannot be used.

    ``complaints`` holds the mistakes in file order, at most `MAX_COMPLAINTS`; ``more`` says how many are left out.
    """

    def __init__(self, complaints: Iterable[Complaint], *, more: int = 0) -> None:
        every = sorted(set(complaints), key=lambda c: (c.file, c.line, str(c)))
        hints = Hints()  # only what is told is looked up
        self.complaints = tuple(
            replace(c, remedy=c.meant.remedy(hints), meant=None) if c.meant else c for c in every[:MAX_COMPLAINTS]
        )
        self.more = more + len(every) - len(self.complaints)
        super().__init__()

    def lines(self, language: Language) -> list[str]:
        """What is told: a line for each complaint, and one that says how many more there are."""
        more = [say("more_complaints", language, count=self.more)] if self.more else []
        return [*(c.sentence(language) for c in self.complaints), *more]

    def __str__(self) -> str:
        return "\n".join(self.lines("en"))

"""What is wrong with the knowledge, said so that its editor can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .nearest import nearest


@dataclass(frozen=True, order=True)
class Complaint:
    """One mistake in the knowledge: where (file and line, from 1), what, and the remedy."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} Remedy: {self.remedy}"


class KnowledgeError(Exception):
    """The knowledge cannot be used. ``complaints`` holds every mistake found, in file order."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(sorted(set(complaints)))
        super().__init__("\n".join(map(str, self.complaints)))


def did_you_mean(name: str, names: Iterable[str], otherwise: str) -> str:
    """A remedy for an unknown name: the nearest valid one, or ``otherwise``."""
    near = nearest(name, names)
    return f"did you mean “{near}”?" if near else otherwise

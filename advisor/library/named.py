"""How names are written, and whether one leads somewhere: to an entry, or to one that could not be read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from ..phrases import Message, message
from .edition import ANY, Edition
from .nearest import Meant, Remedy
from .questions import MAX_NAME
from .strict_yaml import Place

Fault = tuple[tuple[str, str], Place, Message, Remedy]  # entry (kind, id), place within it, what, remedy

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SNAKES = ("word", "question", "derived")
KINDS = {"passage": "source", "attribute": "question", "phase": "question"}  # the entry that holds such a name


def id_form(kind: str) -> re.Pattern[str]:
    """How the ids of a kind of entry are written."""
    return SNAKE if kind in _SNAKES else KEBAB


def id_joint(kind: str) -> str:
    """What joins the words of such an id."""
    return "_" if kind in _SNAKES else "-"


def well_formed(kind: str, name: str) -> str:
    """A name as an id of a kind of entry is written: the nearest that is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain) or ["id"]
    start = ["x"] if kind in _SNAKES and words[0][0].isdigit() else []
    return id_joint(kind).join(start + words)[:MAX_NAME].rstrip("-_")


def known(
    edition: Edition,
    entry: tuple[str, str],
    place: Place,
    ids: Iterable[str],
    names: Iterable[str],
    kind: str,
    *,
    listed: bool = True,
) -> Iterator[Fault]:
    """A fault for each of some ids that is not among the names of its kind, or stands twice."""
    existing = names if isinstance(names, Mapping) else set(names)
    seen = set()
    for i, name in enumerate(ids):
        at = (*place, i) if listed else place
        if name not in existing and not unread(edition, name, KINDS.get(kind, kind)):
            remedy = Meant(name, existing, message("mend_name_one"))
            yield entry, at, message(f"unknown_{kind}", name=name), remedy
        elif name in seen:
            yield entry, at, message("wrong_named_twice", name=name), message("mend_name_once")
        seen.add(name)


def unread(edition: Edition, name: str, *kinds: str) -> bool:
    """Whether a name may stand in what could not be read: an entry (for a passage, its source), or a whole file."""
    read: Mapping[str, Iterable[str]] = {
        "source": edition.sources,
        "factor": edition.factors,
        "question": edition.questions,
        "derived": edition.derived,
        "recommendation": edition.recommendations,
        "word": edition.words,
    }
    owner = name.partition("/")[0] if "source" in kinds else name
    return any((k, ANY) in edition.homes or ((k, owner) in edition.homes and owner not in read[k]) for k in kinds)

"""Replay: make an advice again from its receipt; the same bytes, or what exactly differs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from ..advice import Advisor, to_json
from ..library.edition import Edition, fingerprint, knowledge_sha256
from ..library.wording import Language
from ..phrases import enumerated, say
from ..stages.mistakes import Mistake, ProfileError, pointer_to, short
from ..stages.profile import parse_json, understand
from .earlier import MAX_BYTES, EarlierAdvice, EarlierReceipt, read_earlier

Part = Literal["profile", "edition", "knowledge", "weights", "overlays", "engine", "software", "content", "layout"]
PARTS: tuple[Part, ...] = get_args(Part)
MAX_PLACES = 20
_NOWHERE = object()  # stands for a value on the side that does not have it


@dataclass(frozen=True, slots=True)
class Departure:
    """A part that is not what it was: what the receipt says, and what is used now (None: no one value)."""

    part: Part
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the advice (JSON pointer) with its value then and now, shortened; None where it does not exist."""

    pointer: str
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it.

    ``receipt``: that of the advice. ``same``: the bytes are the same. Otherwise ``differences``, what explains most
    first; and when the receipt explains nothing, ``places``, with how many ``more`` there are. ``weights_told``:
    whether the receipt tells the weights. ``mistakes``: why the answers cannot be put to the knowledge used now.
    ``advice``: the advice made now, if any.
    """

    sentence: str
    receipt: EarlierReceipt
    same: bool
    differences: list[Departure]
    places: list[Place]
    more: int
    weights_told: bool
    mistakes: list[Mistake]
    advice: Annotated[bytes | None, Field(exclude=True)]


def replay(raw: bytes, advisor: Advisor, language: Language = "nl") -> Replay:
    """Make the advice in ``raw`` again, on the knowledge of ``advisor`` and in the language of its receipt.

    ``language`` is that of what is said of it. Raises ProfileError when ``raw`` is no advice.
    """
    data = parse_json(raw, language, limit=MAX_BYTES)
    earlier = read_earlier(data, language)
    told, made, mistakes = earlier.profile, None, list[Mistake]()
    try:
        profile = understand(told.model_dump(exclude_defaults=True), advisor.edition, language)
        made = to_json(advisor.advise(profile, earlier.receipt.language))
    except ProfileError as error:
        mistakes = [replace(m, pointer=f"/profile{m.pointer}") for m in error.mistakes]
    same = made == raw
    differences = [] if same else list(_explanations(earlier, advisor))
    places: list[Place] = []
    more = 0
    if made is not None and not same and not differences:
        found = _differing(data, json.loads(made))
        places = list(islice(found, MAX_PLACES))
        more = sum(1 for _ in found)
        differences = [Departure("content" if places else "layout", None, None)]
    return Replay(
        sentence=_sentence(same, differences, bool(mistakes), language),
        receipt=earlier.receipt,
        same=same,
        differences=differences,
        places=places,
        more=more,
        weights_told=earlier.receipt.weights_sha256 is not None,
        mistakes=mistakes,
        advice=made,
    )


def same_but_for_weights(receipt: EarlierReceipt, edition: Edition) -> bool:
    """Whether an edition, weights apart, is the knowledge of a receipt."""
    weights = receipt.weights_sha256 or edition.weights_sha256
    return knowledge_sha256(edition.content_sha256, weights) == receipt.knowledge_sha256


def _explanations(earlier: EarlierAdvice, advisor: Advisor) -> Iterator[Departure]:
    """What differs between the receipt and what is used now, what explains most first."""
    then, edition = earlier.receipt, advisor.edition
    now = advisor.receipt(earlier.told, then.language)
    if earlier.edited:
        yield Departure("profile", then.profile_sha256, now.profile_sha256)
    if then.edition != now.edition:
        yield Departure("edition", then.edition, now.edition)
    if not same_but_for_weights(then, edition):
        yield Departure("knowledge", then.knowledge_sha256, now.knowledge_sha256)
    if then.weights_sha256 not in (None, now.weights_sha256):
        yield Departure("weights", then.weights_sha256, now.weights_sha256)
    if then.fingerprint != fingerprint(then.knowledge_sha256, laid := {one.id: one.sha256 for one in now.overlays}):
        yield Departure("overlays", ", ".join(one.id for one in then.overlays) or "-", ", ".join(laid) or "-")
    if then.engine != now.engine:
        yield Departure("engine", then.engine, now.engine)
    if then.software != now.software:
        yield Departure("software", then.software, now.software)


def _differing(then: Any, now: Any, at: tuple[str, ...] = ()) -> Iterator[Place]:
    """The places where two JSON values differ, in the order of the one made now; 20 is not 20.0 here."""
    if isinstance(then, dict) and isinstance(now, dict):
        for key in (*now, *(k for k in then if k not in now)):
            yield from _differing(then.get(key, _NOWHERE), now.get(key, _NOWHERE), (*at, key))
    elif isinstance(then, list) and isinstance(now, list):
        for i, (one, other) in enumerate(zip_longest(then, now, fillvalue=_NOWHERE)):
            yield from _differing(one, other, (*at, str(i)))
    elif type(then) is not type(now) or then != now:
        yield Place(pointer_to(*at), _shown(then), _shown(now))


def _shown(value: Any) -> str | None:
    return None if value is _NOWHERE else short(json.dumps(value, ensure_ascii=False))


def _sentence(same: bool, differences: list[Departure], unanswerable: bool, language: Language) -> str:
    if same:
        return say("replay_same", language)
    parts = [d.part for d in differences]
    if parts in (["content"], ["layout"]):
        return say(f"replay_{parts[0]}", language)
    if unanswerable and not parts:
        return say("replay_answers", language)
    return say("replay_differs", language, parts=enumerated([say(f"part_{p}", language) for p in parts], language))

"""Numbers as people write them: what a text can be read as (`advisor.phrases.written` is the way back).

One reader for every door: cells of a table, forms, pages, the terminal. A mark that can stand before decimals and
between thousands alike is never guessed at: such a text has two readings, and whoever wrote it is asked which.
"""

import re
from typing import Literal

from .model import Question

DecimalMark = Literal["comma", "point"]
Number = int | float

MAX_LENGTH = 60
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")  # no-break, figure, thin and narrow no-break


def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    whole = rf"[0-9]{{1,15}}|[1-9][0-9]{{0,2}}(?P<between>[ '’{thousands}])[0-9]{{3}}(?:(?P=between)[0-9]{{3}}){{0,3}}"
    return re.compile(rf"[-+]?(?:{whole})(?:{decimal}[0-9]{{1,30}})?")


_WAYS: dict[DecimalMark, tuple[str, re.Pattern[str]]] = {
    "point": (".", _pattern(r"\.", ",")),
    "comma": (",", _pattern(",", r"\.")),
}
_SCIENTIFIC = re.compile(r"[-+]?[0-9]{1,15}(?:[.,][0-9]{1,30})?[eE][-+]?[0-9]{1,3}")  # as a browser may post it


class Written(float):
    """A number of a JSON text that remembers how it was written: 4.000 for a count may be meant as 4000."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> "Written":
        """The number that a JSON literal is."""
        found = super().__new__(cls, text)
        found.text = text
        return found


def readings(text: str, question: Question, decimal: DecimalMark | None = None) -> tuple[Number, ...]:
    """Every number that a text can be as an answer to a question: none, one, or two, the smaller first.

    The unit may stand behind it. ``decimal``: the mark before decimals, where the form or mapping declares it; then
    the other mark stands between thousands. Of two readings, one outside the range of the question does not count.
    """
    if len(text) > MAX_LENGTH:
        return ()
    bare = _without_unit(text.translate(_SPACES).strip().replace("\u2212", "-"), question)
    if _SCIENTIFIC.fullmatch(bare):
        return (float(bare.replace(",", ".")),)
    found: set[Number] = set()
    for mark, (sign, pattern) in _WAYS.items():
        if decimal in (None, mark) and pattern.fullmatch(bare):
            whole, _, fraction = bare.partition(sign)
            digits = re.sub(r"[^-0-9]", "", whole)
            found.add(float(f"{digits}.{fraction}") if fraction else int(digits))
    low, high = question.range or (0, 0)
    within = {number for number in found if low <= number <= high}
    return tuple(sorted(within or found)) if len(found) > 1 else tuple(found)


def number_in(text: str, question: Question, decimal: DecimalMark | None = None) -> Number | str:
    """The number that a text is; the text itself where it is none, or may be two: the reader of profiles says so."""
    found = readings(text, question, decimal)
    return found[0] if len(found) == 1 else text


def as_share(text: str, question: Question) -> tuple[Number, Number] | None:
    """What a text for a percentage is when it may be a part of 1 (0.92 for 92%): that, and a hundred times that.

    None when it cannot be, or when the sign of the unit stands behind it: then it was meant as it stands.
    """
    found = readings(text, question)
    if question.kind != "percentage" or len(found) != 1 or not 0 < found[0] < 1 or "%" in text:
        return None
    return found[0], round(found[0] * 100, 6)


def _without_unit(text: str, question: Question) -> str:
    units = {"%"} if question.kind == "percentage" else set()
    for named in filter(None, (question.unit, question.unit_one)):
        units |= {named.nl, named.en}
    for unit in sorted(units, key=len, reverse=True):
        if text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].rstrip()
    return text

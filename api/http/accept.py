"""Client preferences: header lists with quality values (RFC 9110, 12.4.2)."""

import re
from collections.abc import Sequence

from starlette.requests import HTTPConnection

_ITEM = re.compile(r'(?:"[^"]*"|[^,])+')
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def joined(connection: HTTPConnection, name: str) -> str:
    """The value of a list header, joined when it was sent on several lines; empty when it was not sent."""
    return ", ".join(connection.headers.getlist(name))


def parts(header: str) -> list[str]:
    """The items of a list header, stripped; a comma inside quotes does not separate."""
    return [part for found in _ITEM.findall(header) if (part := found.strip())]


def weighted(header: str) -> list[tuple[str, float]]:
    """The items of a header in lower case, each with its weight (0 to 1), in the order of the header.

    The default weight is 1; an item with a malformed weight is left out.
    """
    found = []
    for part in parts(header):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        weight = next((p[1:].lstrip()[1:].lstrip() for p in parameters if re.match(r"q\s*=", p)), "1")
        if name and _WEIGHT.fullmatch(weight):
            found.append((name, float(weight)))
    return found


def best(offers: Sequence[str], header: str) -> str | None:
    """The media type among ``offers`` (in the server's order of preference) that an Accept header prefers.

    None when it accepts none of them; the first when the header is empty. Parameters of media types are ignored.
    """
    if not header.strip():
        return offers[0]
    ranges = weighted(header)
    weights = [_weight(offer, ranges) for offer in offers]
    most = max(weights)
    return offers[weights.index(most)] if most > 0 else None


def _weight(offer: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that matches the media type; 0 when none does."""
    kind = offer.partition("/")[0]
    for name in (offer, f"{kind}/*", "*/*"):
        weights = [weight for range_, weight in ranges if range_ == name]
        if weights:
            return max(weights)
    return 0.0

"""What a client prefers: header lists with q-values (RFC 9110, 12.4.2)."""

import re
from collections.abc import Sequence

from starlette.requests import HTTPConnection

_ITEM = re.compile(r'(?:"[^"]*"|[^,])+')
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")


def joined(connection: HTTPConnection, name: str) -> str:
    """A header that is a list, also when it was sent in several lines; empty when it was not sent."""
    return ", ".join(connection.headers.getlist(name))


def parts(header: str) -> list[str]:
    """The items of a header that is a list, without the spaces around them; a comma between quotes is no end."""
    return [part for found in _ITEM.findall(header) if (part := found.strip())]


def weighted(header: str) -> list[tuple[str, float]]:
    """The items of a header in lower case, each with its weight (0 to 1), in the order of the header.

    An item without a weight weighs 1; an item whose weight cannot be read is left out.
    """
    found = []
    for part in parts(header):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        weight = next((p[1:].lstrip()[1:].lstrip() for p in parameters if re.match(r"q\s*=", p)), "1")
        if name and _WEIGHT.fullmatch(weight):
            found.append((name, float(weight)))
    return found


def best(offers: Sequence[str], header: str) -> str | None:
    """The media type among ``offers`` (the server's favourite first) that an Accept header likes best.

    None when it likes none of them; the favourite when the header is empty. Parameters of media types play no part.
    """
    if not header.strip():
        return offers[0]
    ranges = weighted(header)
    likings = [_liking(offer, ranges) for offer in offers]
    most = max(likings)
    return offers[likings.index(most)] if most > 0 else None


def _liking(offer: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most precise range that holds the media type; 0 when none does."""
    kind = offer.partition("/")[0]
    for name in (offer, f"{kind}/*", "*/*"):
        weights = [weight for range_, weight in ranges if range_ == name]
        if weights:
            return max(weights)
    return 0.0

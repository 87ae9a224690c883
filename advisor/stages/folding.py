"""What belongs together stands together: the highest of a bundle is shown, the others are folded under it.

Which recommendations belong together stands in ``knowledge/bundles.yaml``.
"""

from collections.abc import Collection, Mapping, Sequence

from ..library.edition import Edition


def fold(
    order: Sequence[str], needs: Mapping[str, Sequence[str]], apart: Collection[str], edition: Edition
) -> dict[str, str]:
    """For each recommendation that is folded, the one that it stands under.

    ``order``: what is given, from first to last. ``needs``: what each comes after. ``apart``: what stands on its own.
    Under the first of its bundle, unless what it needs would then come after it.
    """
    heads: dict[str, list[str]] = {}  # by bundle
    place: dict[str, int] = {}  # of what each is shown under
    under: dict[str, str] = {}
    for rid in order:
        of_bundle = heads.setdefault(edition.bundle_of.get(rid, rid), [])
        ready = max((place[needed] for needed in needs[rid] if needed in place), default=0)
        host = next((head for head in of_bundle if place[head] >= ready), None)
        if host is None or rid in apart:
            of_bundle.append(rid)
            place[rid] = len(place)
        else:
            under[rid], place[rid] = host, place[host]
    return under

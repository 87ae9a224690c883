"""In what order the boxes of each column stand, so that few lines cross, and how high, so that lines run level."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

_SWEEPS: Final = 12
_PASSES: Final = 10

Layers = Sequence[Sequence[str]]
Neighbours = Mapping[str, Sequence[str]]


def ordered(layers: Layers, edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The layers, each put in the order in which the fewest lines cross that a number of sweeps find.

    ``edges`` run from a layer to the next one. Every sweep puts each box at the mean place of those it is joined with,
    first from left to right, then back. The same input gives the same order; what is not joined keeps its place.
    """
    before, after = _neighbours(edges)
    current = [list(layer) for layer in layers]
    best, fewest = current, _crossings(current, after)
    for sweep in range(_SWEEPS):
        to_the_right = sweep % 2 == 0
        numbers = range(1, len(current)) if to_the_right else range(len(current) - 2, -1, -1)
        current = [list(layer) for layer in current]
        for number in numbers:
            beside = current[number - 1 if to_the_right else number + 1]
            places = {node: place / max(len(beside) - 1, 1) for place, node in enumerate(beside)}
            current[number] = _by_mean(current[number], before if to_the_right else after, places)
        crossings = _crossings(current, after)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def placed(
    layers: Layers, heights: Mapping[str, float], edges: Sequence[tuple[str, str]], gap: float
) -> tuple[dict[str, float], float]:
    """The top of each box, and how high the highest column is.

    No two boxes of a column come nearer than ``gap``. Each box comes as near as it can, in least squares, to the mean
    height of those it is joined with.
    """
    totals = [sum(heights[n] for n in layer) + gap * max(len(layer) - 1, 0) for layer in layers]
    whole = max(totals, default=0.0)
    middles: dict[str, float] = {}
    for layer, total in zip(layers, totals, strict=True):
        top, spread = 0.0, (whole - total) / max(len(layer), 1)
        for node in layer:
            middles[node] = top + spread / 2 + heights[node] / 2
            top += heights[node] + gap + spread
    before, after = _neighbours(edges)
    joined = {node: [*before.get(node, ()), *after.get(node, ())] for layer in layers for node in layer}
    tallest = totals.index(whole) if totals else 0
    outwards = sorted(range(len(layers)), key=lambda number: (abs(number - tallest), number))
    for turn in range(_PASSES):
        for number in outwards if turn % 2 == 0 else reversed(outwards):
            _settle(layers[number], heights, middles, joined, gap, whole)
    return {node: middles[node] - heights[node] / 2 for layer in layers for node in layer}, whole


def _settle(
    layer: Sequence[str],
    heights: Mapping[str, float],
    middles: dict[str, float],
    joined: Neighbours,
    gap: float,
    whole: float,
) -> None:
    """Put a column where its neighbours pull it: an isotonic regression, held within the height of the picture."""
    offset, offsets = 0.0, []
    for node in layer:
        offsets.append(offset)
        offset += heights[node] + gap
    room = whole - (offset - gap)
    blocks: list[tuple[float, int]] = []  # the mean of what is wished for, and for how many
    for node, start in zip(layer, offsets, strict=True):
        others = joined[node]
        middle = sum(middles[o] for o in others) / len(others) if others else middles[node]
        block = (middle - heights[node] / 2 - start, 1)
        while blocks and blocks[-1][0] >= block[0]:
            mean, count = blocks.pop()
            block = ((mean * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
    wished = [mean for mean, count in blocks for _ in range(count)]
    for node, start, wish in zip(layer, offsets, wished, strict=True):
        middles[node] = min(max(wish, 0.0), max(room, 0.0)) + start + heights[node] / 2


def _by_mean(layer: Sequence[str], joined: Neighbours, places: Mapping[str, float]) -> list[str]:
    """A layer sorted by the mean place of what each is joined with on one side."""

    def mean(place: int, node: str) -> float:
        others = [places[other] for other in joined.get(node, ())]
        return sum(others) / len(others) if others else place / max(len(layer) - 1, 1)

    keyed = [(mean(place, node), place, node) for place, node in enumerate(layer)]
    return [node for _, _, node in sorted(keyed)]


def _crossings(layers: Layers, after: Neighbours) -> int:
    """How many pairs of lines cross between each layer and the next."""
    total = 0
    for layer, following in pairwise(layers):
        place = {node: number for number, node in enumerate(following)}
        seen: list[int] = []
        for node in layer:
            ends = sorted(place[other] for other in after.get(node, ()))
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _neighbours(edges: Sequence[tuple[str, str]]) -> tuple[Neighbours, Neighbours]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for source, target in edges:
        after.setdefault(source, []).append(target)
        before.setdefault(target, []).append(source)
    return before, after

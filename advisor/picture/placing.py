"""In what order the boxes of each column stand, so that few lines cross, and how high, so that lines run level."""

from bisect import bisect_right, insort
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

_SWEEPS: Final = 16
_PASSES: Final = 16
_TO_THE_LAST: Final = 3

Layers = Sequence[Sequence[str]]
Neighbours = Mapping[str, Sequence[str]]


def ordered(layers: Layers, edges: Sequence[tuple[str, str]], following: Collection[int] = ()) -> list[list[str]]:
    """The layers, each put in the order in which the fewest lines cross that a number of sweeps find.

    ``edges`` run from a layer to the next one. Every sweep puts each box at the mean place of those it is joined with,
    first from left to right, then back; the layers in ``following`` always end up as the layer before them asks. A
    crossing on the way to the last layer counts for more: there a line says where everything leads. The same input
    gives the same order; what is not joined keeps its place.
    """
    before, after = _neighbours(edges)
    current = [list(layer) for layer in layers]
    best, fewest = current, _crossings(current, after)
    for sweep in range(_SWEEPS):
        current = list(current)
        if sweep % 2 == 0:
            for number in range(1, len(current)):
                current[number] = _by_mean(current[number], before, current[number - 1])
        else:
            for number in reversed(range(len(current) - 1)):
                current[number] = _by_mean(current[number], after, current[number + 1])
            for number in following:
                current[number] = _by_mean(current[number], before, current[number - 1])
        crossings = _crossings(current, after)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def placed(
    layers: Layers, heights: Mapping[str, float], pulls: Neighbours, gap: float
) -> tuple[dict[str, float], float]:
    """The top of each box, the highest at 0, and the foot of the lowest.

    No two boxes of a column come nearer than ``gap``. Each box comes as near as it can, in least squares, to the mean
    height of those that pull it.
    """
    totals = [sum(heights[n] for n in layer) + gap * max(len(layer) - 1, 0) for layer in layers]
    whole = max(totals, default=0.0)
    middles: dict[str, float] = {}
    for layer, total in zip(layers, totals, strict=True):
        spread = (whole - total) / max(len(layer), 1)
        top = spread / 2
        for node in layer:
            middles[node] = top + heights[node] / 2
            top += heights[node] + gap + spread
    tallest = totals.index(whole) if totals else 0
    outwards = sorted(range(len(layers)), key=lambda number: (abs(number - tallest), number))
    for turn in range(_PASSES):
        for number in outwards if turn % 2 == 0 else reversed(outwards):
            _settle(layers[number], heights, middles, pulls, gap)
    tops = {node: middles[node] - heights[node] / 2 for layer in layers for node in layer}
    return _closed(tops, heights, 2 * gap)


def _closed(tops: Mapping[str, float], heights: Mapping[str, float], most: float) -> tuple[dict[str, float], float]:
    """The same without a band wider than ``most`` in which no column has a box; and the foot of the lowest box."""
    foot, up = min(tops.values(), default=0.0), min(tops.values(), default=0.0)
    closed = {}
    for node in sorted(tops, key=lambda node: (tops[node], node)):
        up += max(tops[node] - foot - most, 0.0)
        foot = max(foot, tops[node] + heights[node])
        closed[node] = tops[node] - up
    return closed, foot - up


def _settle(
    layer: Sequence[str],
    heights: Mapping[str, float],
    middles: dict[str, float],
    pulls: Neighbours,
    gap: float,
) -> None:
    """Put a column where its neighbours pull it: an isotonic regression."""
    offset, offsets = 0.0, []
    blocks: list[tuple[float, int]] = []  # boxes that touch: the mean of what they wish for, and how many they are
    for node in layer:
        others = pulls.get(node, ())
        middle = sum(middles[other] for other in others) / len(others) if others else middles[node]
        block = (middle - heights[node] / 2 - offset, 1)
        while blocks and blocks[-1][0] >= block[0]:
            mean, count = blocks.pop()
            block = ((mean * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
        offsets.append(offset)
        offset += heights[node] + gap
    wished = [mean for mean, count in blocks for _ in range(count)]
    for node, start, wish in zip(layer, offsets, wished, strict=True):
        middles[node] = wish + start + heights[node] / 2


def _by_mean(layer: Sequence[str], joined: Neighbours, beside: Sequence[str]) -> list[str]:
    """A layer sorted by the mean place of what each is joined with in the layer beside it."""
    places = {node: place / max(len(beside) - 1, 1) for place, node in enumerate(beside)}

    def mean(place: int, node: str) -> float:
        others = [places[other] for other in joined.get(node, ())]
        return sum(others) / len(others) if others else place / max(len(layer) - 1, 1)

    keyed = [(mean(place, node), place, node) for place, node in enumerate(layer)]
    return [node for _, _, node in sorted(keyed)]


def _crossings(layers: Layers, after: Neighbours) -> int:
    """How many pairs of lines cross between each layer and the next, weighed."""
    total = 0
    for number, (layer, following) in enumerate(pairwise(layers), 2):
        place = {node: number for number, node in enumerate(following)}
        seen: list[int] = []
        for node in layer:
            ends = sorted(place[other] for other in after.get(node, ()))
            crossed = sum(len(seen) - bisect_right(seen, end) for end in ends)
            total += crossed * (_TO_THE_LAST if number == len(layers) else 1)
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

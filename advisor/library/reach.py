"""What can be reached from something, step by step: the one search through a graph."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def reachable(start: Node, steps: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """All that one step or more leads to; the start itself only when a way leads back to it."""
    found = set[Node]()
    queue = [start]
    while queue:
        new = [node for node in steps(queue.pop()) if node not in found]
        found.update(new)
        queue += new
    return found

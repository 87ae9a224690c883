"""Groups of respondents side by side, never so few that one can tell who said what, and never by subtraction.

What is shown is told of blocks: groups of at least `LEAST`. Those that are smaller are one block together; where that
is still too small the smallest other group joins it. Blocks share nobody, so a difference of two figures is told of no
fewer people either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library.conditions import Value
from ..library.edition import Edition
from ..stages.respondents import Respondent, in_order

LEAST = 4  # respondents


@dataclass(frozen=True)
class Block:
    """Respondents of whom figures may be told: of one group, of several that are too small apart, or all.

    ``groups``: their names; None stands for those without a group.
    """

    groups: tuple[str | None, ...]
    respondents: tuple[Respondent, ...]

    def counts(self, attribute: str) -> Mapping[Value, int]:
        """How many gave each answer to a question, in the order in which they are met."""
        counts: dict[Value, int] = {}
        for respondent in self.respondents:
            if attribute in respondent.answers:
                value = respondent.answers[attribute]
                counts[value] = counts.get(value, 0) + 1
        return counts


def blocks(respondents: Sequence[Respondent]) -> list[Block]:
    """The blocks of some respondents, by the name of the group, what is put together last; none of fewer than `LEAST`.

    None at all when there are fewer respondents than that.
    """
    members: dict[str | None, list[Respondent]] = {}
    for respondent in respondents:
        members.setdefault(respondent.group, []).append(respondent)
    names = sorted(members, key=lambda name: (len(members[name]), name or ""))
    small = [name for name in names if len(members[name]) < LEAST]
    left = [name for name in names if name not in small]
    while small and sum(len(members[name]) for name in small) < LEAST and left:
        small.append(left.pop(0))
    together = [[name] for name in sorted(left, key=lambda name: name or "")] + ([small] if small else [])
    made = [
        Block(tuple(sorted(block, key=lambda name: name or "")), tuple(r for name in block for r in members[name]))
        for block in together
    ]
    return [block for block in made if len(block.respondents) >= LEAST]


def unlinked(respondents: Sequence[Respondent], edition: Edition) -> list[Respondent]:
    """As many respondents in whom no person is left, of whom the same can be told: the same blocks, the same counts.

    In each block the answers to a question are put in order and dealt out again, the first to the first respondent, so
    that two answers of one respondent no longer come from one person. A block becomes one group. None at all of fewer
    than `LEAST`.
    """
    dealt = []
    for block in blocks(respondents):
        group = " + ".join(name for name in block.groups if name is not None) or None
        rows: list[dict[str, Value]] = [{} for _ in block.respondents]
        for attribute, question in edition.questions.items():
            heard = (r.answers[attribute] for r in block.respondents if attribute in r.answers)
            for row, value in zip(rows, in_order(question, heard), strict=False):
                row[attribute] = value
        dealt += [Respondent(row, group=group) for row in rows]
    return dealt

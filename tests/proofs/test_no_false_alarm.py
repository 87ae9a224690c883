"""What is sound is left alone: no flaw is told of bases in which nothing is wrong."""

import pytest

from advisor.library.edition import Edition
from advisor.proofs.flaws import Flaw
from advisor.proofs.proving import prove
from tests.conftest import sizes
from tests.proofs.plain_bases import edition_of
from tests.proofs.sound_bases import sound_base


def test_nothing_is_told_of_the_shipped_knowledge(shipped: tuple[Flaw, ...]) -> None:
    """All that is found there is accepted with a reason, or a note."""
    assert [(flaw.code, flaw.entry) for flaw in shipped if flaw.counts] == []
    assert any(flaw.accepted for flaw in shipped)


@pytest.mark.parametrize("count", sizes(6, 200))
def test_nothing_is_told_of_a_sound_base(edition: Edition, count: int) -> None:
    """Sound bases of every make: no error and no warning in any."""
    rules = 0
    for seed in range(count):
        other = edition_of(sound_base(seed), edition)
        assert [(f.code, f.entry, str(f.what)) for f in prove(other) if f.counts] == [], seed
        rules += len(other.rules)
    assert rules > 10 * count

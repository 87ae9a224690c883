"""The stores of the tests, on both databases, and organisations made up that answer several times."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from advisor.advice import Advisor
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers
from advisor.store import advices, statuses
from advisor.store.callers import Caller
from advisor.store.database import Store
from tests.store.conftest import (  # noqa: F401 - fixtures
    ONE,
    advice,
    advisor,
    clock,
    ghent,
    postgres,
    raw,
    schemas,
    store,
    tables_file,
    url,
)


@dataclass(frozen=True)
class MadeUp:
    """Organisations that answer one to four times, change some answers in between, and do some of what is advised."""

    advisor: Advisor
    store: Store

    def organisations(self, count: int, seed: int, caller: Caller = ONE) -> None:
        chance, edition = random.Random(seed), self.advisor.edition
        pools = [list(sample_answers(edition, count, seed=seed + n, missing=0.3)) for n in range(2)]
        for number in range(count):
            answers = dict(pools[0][number])
            for _ in range(chance.choice((1, 2, 2, 2, 3))):
                name = f"organisation {number}" if chance.random() < 0.9 else None
                made = self.advisor.advise(Profile(dict(answers), name, f"r{number}"))
                kept = advices.keep(self.store, caller, made).kept
                for item in made.given:
                    if chance.random() < 0.12:
                        status = chance.choice(("done", "done", "done", "accepted", "rejected", "open"))
                        statuses.mark(self.store, caller, kept.id, item.id, status, "omdat", successors={})
                for attribute in chance.sample(sorted(edition.questions), 12):
                    if attribute in pools[1][number]:
                        answers[attribute] = pools[1][number][attribute]
                    else:
                        answers.pop(attribute, None)


@pytest.fixture
def made_up(advisor: Advisor, store: Store) -> Iterator[MadeUp]:  # noqa: F811
    yield MadeUp(advisor, store)

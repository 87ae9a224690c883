"""An advice that is kept, shown in the language of the page: made again where that can be, else as it was kept."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advice import Advisor, to_json
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile, read_profile
from advisor.store import advices
from advisor.store.callers import LOCAL
from advisor.store.database import Store, open_store
from api.http.problems import ProblemError
from api.pages.stored_advice import shown
from tests.conftest import CHECKOUT


@pytest.fixture
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as opened:
        yield opened


@pytest.fixture
def profile(edition: Edition) -> Profile:
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), edition)


def test_in_the_language_of_the_page(advisor: Advisor, store: Store, profile: Profile) -> None:
    """The same knowledge and software: the advice is the one that would be made in that language."""
    record = advices.keep(store, LOCAL, advisor.advise(profile, "nl"))
    assert to_json(shown(record, advisor, "nl").advice) == record.raw
    english = shown(record, advisor, "en")
    assert english.live
    assert english.language == "en"
    assert to_json(english.advice) == to_json(advisor.advise(profile, "en"))
    assert english.profile == profile


@pytest.mark.parametrize("other", ["knowledge_sha256", "software"])
def test_of_another_edition(advisor: Advisor, store: Store, profile: Profile, other: str) -> None:
    """Other knowledge or other software: what was kept, in its own language, with the answers of then."""
    made = advisor.advise(profile, "nl")
    changed = {"knowledge_sha256": "0" * 64, "software": "0.0.9"}
    receipt = replace(made.receipt, **{other: changed[other]})
    record = advices.keep(store, LOCAL, replace(made, receipt=receipt))
    found = shown(record, advisor, "en")
    assert not found.live
    assert found.language == "nl"
    assert to_json(found.advice) == record.raw
    assert found.profile == profile


def test_what_cannot_be_read_here(advisor: Advisor, store: Store, profile: Profile) -> None:
    """An advice of other software with another shape is refused with 409."""
    kept = advices.keep(store, LOCAL, advisor.advise(profile, "nl"))
    record = replace(kept, kept=replace(kept.kept, software="0.0.1"), raw=b'{"receipt": {}}')
    with pytest.raises(ProblemError) as refused:
        shown(record, advisor, "nl")
    assert refused.value.status == 409

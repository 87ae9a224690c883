"""Deleting an organisation: nothing of it is left in any table, all others stay, and the log has no names."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Table, select

from advisor.advice import Advice, Advisor
from advisor.stages.profile import Profile
from advisor.store import advices, audit, erasing, keys, responses, retries, rounds, sessions, statuses
from advisor.store.callers import Caller
from advisor.store.damage import survey
from advisor.store.database import Store
from advisor.store.errors import AdviceNotFoundError, ScopeError
from advisor.store.tables import metadata
from tests.store.conftest import ON_SQLITE, ONE, OTHER

Raw = Callable[[str], list[tuple[object, ...]]]
OF_NO_ORGANISATION = {  # what stands in these is of a tenant: of who may ask, and that something happened
    "keys",
    "sessions",
    "audit",
}
OF_A_REFERENCE = {"rounds"}
SECRETS = ("Dienstverlener in Gent", "intake-2026-014", "Ann Peeters", "Te duur voor hen", "geheime-aanvraag")


def hangs_on(table: Table) -> set[str]:
    """The tables with whose rows those of a table are deleted."""
    return {key.column.table.name for key in table.foreign_keys if key.ondelete == "CASCADE"}


def test_no_table_is_forgotten() -> None:
    """Each table knows the series of its rows, or their reference, or hangs on one that does, or holds nothing of an
    organisation.

    For a new table: give it a tenant and a series, or a foreign key that cascades; then fill it below.
    """
    going = {table.name for table in erasing.OF_A_SERIES}
    assert going == {t.name for t in metadata.tables.values() if {"tenant", "series"} <= set(t.c.keys())}
    going |= OF_A_REFERENCE
    while more := {t.name for t in metadata.tables.values() if hangs_on(t) & going} - going:
        going |= more
    assert going | OF_NO_ORGANISATION == set(metadata.tables)
    assert not going & OF_NO_ORGANISATION


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything in every table of the definition."""
    with store.reading() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table)).all()), key=str)
            for name, table in sorted(metadata.tables.items())
        }


def fill(store: Store, advice: Advice, caller: Caller) -> str:
    """Something in every table that an organisation has rows in; the id of its advice."""
    asked = retries.retry("geheime-aanvraag", b"request")
    kept = advices.keep(store, caller, advice, asked=asked).kept
    one, other = (item.id for item in advice.given[:2])
    agreed = Profile({}, advice.profile.name, advice.profile.reference)
    _, invited = rounds.open_(store, caller, agreed, ["Ann Peeters"])
    responses.save(store, invited["Ann Peeters"], {"adoption_rate": 20})
    statuses.mark(store, caller, kept.id, one, "rejected", "Te duur voor hen", owner="Ann Peeters", successors={})
    statuses.mark(store, caller, kept.id, other, "done", owner="Ann Peeters", due="2026-09-30", successors={})
    return kept.id


def named(advice: Advice, name: str | None, reference: str | None) -> Advice:
    return replace(advice, profile=replace(advice.profile, name=name, reference=reference))


def test_nothing_of_an_organisation_is_left(store: Store, advice: Advice, advisor: Advisor) -> None:
    """From whichever of its advice it is deleted; what others have, of this tenant or another, stays to the byte."""
    caller = keys.identify(store, keys.add(store, ONE.tenant, "form", "write")[1])
    sessions.open_(store, caller)
    others = [
        advices.keep(store, ONE, named(advice, "Ander", "other")).kept.id,
        advices.keep(store, ONE, named(advice, None, None)).kept.id,
        advices.keep(store, OTHER, named(advice, "Ander", "intake-2026-015")).kept.id,
    ]
    for tenant, other in ((ONE, others[0]), (ONE, others[1]), (OTHER, others[2])):
        statuses.mark(store, tenant, other, advice.given[0].id, "accepted", successors={})
    before = rows(store)
    first = fill(store, advice, ONE)
    ids = [first, advices.rerun(store, ONE, first, advisor).kept.id]
    elsewhere = advices.keep(store, ONE, named(advice, "Dienstverlener in Gent", "gent-2")).kept.id
    ids += [
        elsewhere,
        advices.keep(store, ONE, advice, after=elsewhere).kept.id,
    ]  # one reference in two series
    full = rows(store)
    assert {name for name in full if len(full[name]) > len(before[name])} == set(full) - {"keys", "sessions"}
    assert all(secret in str(full) for secret in SECRETS if secret != "geheime-aanvraag")
    assert erasing.of_organisation(store, ONE, ids[3]) == 4
    assert erasing.erase_organisation(store, ONE, ids[3]) == 4
    after = rows(store)
    assert {name: found for name, found in after.items() if name != "audit"} == {
        name: found for name, found in before.items() if name != "audit"
    }
    assert not any(secret in str(after) for secret in SECRETS)
    log = audit.entries(store, ONE)
    assert [(entry.action, entry.subject) for entry in log[:4]] == [("delete", gone) for gone in ids[::-1]]
    assert log[4].action == "delete round"
    for gone in ids:
        with pytest.raises(AdviceNotFoundError):
            advices.read(store, ONE, gone)
    assert survey(store).lost == []


def test_one_without_a_reference_takes_no_other_along(store: Store, unnamed: Advice) -> None:
    """Organisations without a reference, or with a blank one, are not the same one."""
    ids = [advices.keep(store, ONE, named(unnamed, None, reference)).kept.id for reference in (None, "", " ", None)]
    for left, gone in enumerate(ids[1:], 2):
        assert erasing.of_organisation(store, ONE, gone) == 1
        assert erasing.erase_organisation(store, ONE, gone) == 1
        assert len(advices.page(store, ONE).items) == len(ids) - left + 1


def test_the_last_advice_of_a_series_takes_all_of_it_along(store: Store, advice: Advice) -> None:
    """Deleted one by one: with the last nothing of the organisation is left either."""
    before = rows(store)
    first = fill(store, advice, ONE)
    second = advices.keep(store, ONE, advice).kept.id
    erasing.erase(store, ONE, first)
    assert len(rows(store)["statuses"]) == 2
    erasing.erase(store, ONE, second)
    after = rows(store)
    assert {name: found for name, found in after.items() if name != "audit"} == {
        name: found for name, found in before.items() if name != "audit"
    }


def test_it_takes_admin(store: Store, advice: Advice) -> None:
    """Whoever may write may not delete; nothing happens then."""
    kept = advices.keep(store, ONE, advice).kept.id
    with pytest.raises(ScopeError):
        erasing.erase_organisation(store, Caller(ONE.tenant, "k", "write"), kept)
    assert advices.read(store, ONE, kept).kept.id == kept
    assert audit.verify(store).number == 1


@ON_SQLITE
def test_nothing_stays_in_the_files(store: Store, advice: Advice) -> None:
    """SQLite: the names, the reference, the owner and the note stand in no file after it; before, they did."""
    assert store.file is not None
    kept = fill(store, advice, ONE)
    for there in (True, False):
        content = b"".join(path.read_bytes() for path in store.file.parent.iterdir())
        for secret in SECRETS[:4]:
            assert (secret.encode() in content) == there
        if there:
            erasing.erase_organisation(store, ONE, kept)

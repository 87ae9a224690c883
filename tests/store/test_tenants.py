"""No tenant ever sees another's: every function of the store that touches an advice, asked by the wrong one."""

import ast
import inspect
from types import ModuleType

import pytest

from advisor.advice import Advice, Advisor
from advisor.store import advices, audit, erasing, keys, retries, rounds, series, statuses
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import AdviceNotFoundError, KeyNotFoundError, StoreError, TenantError
from tests.store.conftest import ONE, OTHER
from tests.store.test_rounds import ASKED as rounds_asked

ASKED = {  # each function that takes a caller and an advice
    "advices.read": lambda s, c, a, _: advices.read(s, c, a),
    "advices.rerun": advices.rerun,
    "advices.earlier": lambda s, c, a, _: advices.earlier(s, c, a),
    "advices.pair": lambda s, c, a, _: advices.pair(s, c, a),
    "erasing.erase": lambda s, c, a, _: erasing.erase(s, c, a),
    "statuses.mark": lambda s, c, a, _: statuses.mark(s, c, a, "win-people-back", "accepted", successors={}),
    "erasing.erase_organisation": lambda s, c, a, _: erasing.erase_organisation(s, c, a),
    "erasing.of_organisation": lambda s, c, a, _: erasing.of_organisation(s, c, a),
    "series.whole": lambda s, c, a, _: series.whole(s, c, a),
    "statuses.history": lambda s, c, a, _: statuses.history(s, c, a, "win-people-back", successors={}),
    "statuses.by_recommendation": lambda s, c, a, _: statuses.by_recommendation(s, c, a, successors={}),
    "statuses.standings": lambda s, c, a, _: statuses.standings(s, c, a, successors={}),
}
OF_ROUNDS = {f"rounds.{name}" for name in ("open_", "listed", *rounds_asked)}  # asked in test_rounds
OTHERWISE = {
    "advices.keep",
    "advices.page",
    "retries.answered",
    "audit.entries",
    "series.latest",
    "series.ends",
}  # these have tests of their own below


def takes_caller(module: ModuleType) -> set[str]:
    """The functions of a module that take a store and a caller."""
    found = set()
    for node in ast.parse(inspect.getsource(module)).body:
        public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if public and [a.arg for a in node.args.args][:2] == ["store", "caller"]:
            found.add(f"{module.__name__.rpartition('.')[2]}.{node.name}")
    return found


def test_every_function_is_asked() -> None:
    """What the store offers for a caller is in these tests, all of it; and nothing touches an advice without one."""
    assert {
        name for m in (advices, erasing, statuses, retries, audit, series, rounds) for name in takes_caller(m)
    } == ASKED.keys() | OTHERWISE | OF_ROUNDS


@pytest.mark.parametrize("function", ASKED)
def test_another_tenants_advice_is_not_found(function: str, store: Store, advice: Advice, advisor: Advisor) -> None:
    """Asked by another tenant, an advice does not exist, exactly as one that never did; asked by its own, it does."""
    advices.keep(store, ONE, advice)
    target = advices.keep(store, ONE, advice).kept.id
    said = []
    for asked_for in (target, "0" * 32):
        with pytest.raises(AdviceNotFoundError) as refused:
            ASKED[function](store, OTHER, asked_for, advisor)
        said.append(refused.value.sentence("en").replace(asked_for, "ID"))
    assert said[0] == said[1]
    assert len(advices.page(store, ONE).items) == 2
    assert statuses.standings(store, ONE, target, successors={}) == {}
    ASKED[function](store, ONE, target, advisor)


def test_a_list_is_of_one_tenant(store: Store, advice: Advice) -> None:
    """A page, also of a reference that both use, and also with the cursor of the other, holds only one's own."""
    mine = [advices.keep(store, ONE, advice).kept.id for _ in range(3)]
    theirs = [advices.keep(store, OTHER, advice).kept.id for _ in range(3)]
    for reference in (None, "intake-2026-014"):
        assert [k.id for k in advices.page(store, ONE, reference=reference).items] == mine[::-1]
        assert [k.id for k in advices.page(store, OTHER, reference=reference).items] == theirs[::-1]
    cursor = advices.page(
        store, OTHER, limit=1
    ).next  # as high as the newest of one's own: which is higher, the ids say
    assert [k.id for k in advices.page(store, ONE, cursor=cursor).items] in (mine[::-1], mine[-2::-1])


def test_a_series_is_of_one_tenant(store: Store, advice: Advice) -> None:
    """The same reference at another tenant starts a series of its own, and one cannot join another's."""
    mine = advices.keep(store, ONE, advice).kept
    theirs = advices.keep(store, OTHER, advice).kept
    assert theirs.series == theirs.id
    assert advices.earlier(store, OTHER, theirs.id) == []
    with pytest.raises(AdviceNotFoundError):
        advices.keep(store, OTHER, advice, after=mine.id)
    with pytest.raises(AdviceNotFoundError):
        advices.pair(store, OTHER, theirs.id, mine.id)
    assert len(advices.page(store, OTHER).items) == 1


def test_the_latest_are_of_one_tenant(store: Store, advice: Advice, unnamed: Advice) -> None:
    """The latest of each series, newest first: once, with its last profile, and of the tenant only."""
    first = advices.keep(store, ONE, unnamed)
    second = advices.keep(store, ONE, advice)
    advices.keep(store, OTHER, advice)
    assert list(series.latest(store, ONE, limit=9)) == [second.profile, first.profile]
    assert list(series.latest(store, ONE, limit=1)) == [second.profile]
    again = advices.keep(store, ONE, advice, after=first.kept.id)
    assert list(series.latest(store, ONE, limit=9)) == [again.profile, second.profile]
    assert len(list(series.latest(store, OTHER, limit=9))) == 1


def test_the_ends_are_of_one_tenant(store: Store, advice: Advice) -> None:
    """The first and the latest of each series of more than one, with what was changed before the latest; one's own."""
    first = advices.keep(store, ONE, advice)
    for caller in (OTHER, OTHER, OTHER):
        theirs = advices.keep(store, caller, advice).kept
        statuses.mark(store, caller, theirs.id, "win-people-back", "done", successors={})
    assert list(series.ends(store, ONE, limit=9)) == []
    statuses.mark(store, ONE, first.kept.id, "win-people-back", "accepted", successors={})
    second = advices.keep(store, ONE, advice)
    statuses.mark(store, ONE, first.kept.id, "win-people-back", "done", successors={})
    (found,) = series.ends(store, ONE, limit=9)
    assert (found.first, found.latest) == (first.profile, second.profile)
    assert [(change.standing.status, change.position) for change in found.changes] == [("accepted", 1)]
    assert [change.standing.status for change in series.whole(store, ONE, first.kept.id).changes] == [
        "accepted",
        "done",
    ]
    assert list(series.ends(store, ONE, limit=0)) == []


def test_an_idempotency_key_is_of_one_tenant(store: Store, advice: Advice) -> None:
    """The same key at another tenant is another key: it neither gives away the advice nor conflicts."""
    asked = retries.retry("key", b"request")
    mine = advices.keep(store, ONE, advice, asked=asked)
    assert retries.answered(store, OTHER, asked) is None
    assert retries.answered(store, OTHER, retries.retry("key", b"other")) is None
    theirs = advices.keep(store, OTHER, advice, asked=asked)
    assert not theirs.repeated
    assert theirs.kept.id != mine.kept.id
    assert retries.answered(store, ONE, asked) == mine.kept.id


def test_the_log_is_of_one_tenant(store: Store, advice: Advice) -> None:
    """A tenant sees what was done for him, and nothing of another."""
    mine, theirs = (advices.keep(store, caller, advice).kept.id for caller in (ONE, OTHER))
    assert [entry.subject for entry in audit.entries(store, ONE)] == [mine]
    assert [entry.subject for entry in audit.entries(store, OTHER)] == [theirs]


def test_keys_are_of_one_tenant(store: Store) -> None:
    """An admin of one tenant neither lists nor revokes the key of another."""
    key, token = keys.add(store, "one", "form", "read")
    assert keys.listed(store, "other") == []
    with pytest.raises(KeyNotFoundError):
        keys.revoke(store, key.id, tenant="other")
    assert keys.identify(store, token).tenant == "one"
    keys.revoke(store, key.id, tenant="one")
    assert keys.listed(store, "one")[0].revoked is not None


@pytest.mark.parametrize("name", ["", "One", "a b", "-a", "a-", "a" * 64, "a\n", "é", "a/b", "\x00"])
def test_a_tenant_has_a_plain_name(name: str, store: Store) -> None:
    """What is no name of a tenant is none anywhere."""
    with pytest.raises(TenantError):
        Caller(name)
    with pytest.raises(TenantError):
        keys.add(store, name, "form", "read")
    assert issubclass(TenantError, StoreError)

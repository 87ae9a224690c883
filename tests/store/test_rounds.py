"""Rounds: who is invited, who answers, what the owner gets of it, and what nobody gets."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from advisor.advice import Advice
from advisor.insight.differences import differences
from advisor.library.edition import Edition
from advisor.stages.profile import Profile, understand
from advisor.store import advices, audit, erasing, migrations, responses, rounds
from advisor.store.callers import Caller
from advisor.store.database import Store
from advisor.store.errors import (
    GroupNotFoundError,
    InvitationNotFoundError,
    InvitationRevokedError,
    ResponseNotFoundError,
    RoundClosedError,
    RoundFullError,
    RoundNotFoundError,
    RoundOpenError,
    RoundShapeError,
    ScopeError,
    StoreError,
    TooFewError,
)
from tests.store.conftest import ON_SQLITE, ONE, OTHER

Raw = Callable[[str], list[tuple[object, ...]]]
GROUPS = ("directie", "vloer")


@pytest.fixture(scope="session")
def agreed(edition: Edition) -> Profile:
    return understand({"name": "Zwembad", "reference": "zwembad-1", "answers": {"initiative_phase": "live"}}, edition)


def opened(store: Store, agreed: Profile, caller: Caller = ONE) -> tuple[str, Mapping[str, str]]:
    """The id of a new round and the secret for each of two groups."""
    made, invited = rounds.open_(store, caller, agreed, GROUPS)
    return made.id, invited


def answer(store: Store, secret: str, rates: Sequence[int]) -> list[str]:
    """A respondent for each number."""
    return [responses.save(store, secret, {"adoption_rate": rate}) for rate in rates]


def everything(raw: Raw) -> str:
    return str([raw(f"SELECT * FROM {table}") for table in ("rounds", "invitations", "responses", "audit")])


def test_a_round_from_open_to_close(store: Store, agreed: Profile, edition: Edition) -> None:
    """Counts while it is open; then a profile that anything can be asked of."""
    round_id, invited = opened(store, agreed)
    assert [g.name for g in rounds.show(store, ONE, round_id).groups] == list(GROUPS)
    answer(store, invited["directie"], [60, 60])
    answer(store, invited["vloer"], [10, 20, 10, 10])
    shown = rounds.show(store, ONE, round_id)
    assert [(g.name, g.answered, g.invited) for g in shown.groups] == [("directie", 2, True), ("vloer", 4, True)]
    assert (shown.name, shown.reference, shown.answered, shown.closed) == ("Zwembad", "zwembad-1", 6, None)
    with pytest.raises(RoundOpenError):
        rounds.outcome(store, ONE, round_id)
    profile = rounds.close(store, ONE, round_id, edition)
    assert rounds.outcome(store, ONE, round_id) == profile == rounds.close(store, ONE, round_id, edition)
    assert [e.action for e in audit.entries(store, ONE)] == ["close round", "open round"]
    read = understand(json.loads(profile), edition)
    assert read.name == "Zwembad"
    assert read.settled == {"initiative_phase": "live"}
    assert list(read.disputed["adoption_rate"].values) == [10, 20, 60]
    assert {r.id for r in read.respondents} == {None}
    closed = rounds.show(store, ONE, round_id)
    assert [(g.name, g.answered, g.invited) for g in closed.groups] == [("directie", 2, False), ("vloer", 4, False)]
    assert closed.closed is not None
    assert [r.id for r in rounds.listed(store, ONE)] == [round_id]


def test_what_was_answered_is_deleted_by_closing(store: Store, agreed: Profile, edition: Edition, raw: Raw) -> None:
    """No answer of anybody is left, and nobody answers, comes back or is invited any more."""
    round_id, invited = opened(store, agreed)
    tokens = answer(store, invited["vloer"], [11, 22, 33, 44])
    rounds.close(store, ONE, round_id, edition)
    assert raw("SELECT answers FROM responses") == [(None,)] * 4
    for attempt in (
        lambda: responses.identify(store, invited["vloer"]),
        lambda: responses.read(store, invited["vloer"], tokens[0]),
        lambda: responses.save(store, invited["vloer"], {"adoption_rate": 1}, tokens[0]),
        lambda: responses.withdraw(store, invited["vloer"], tokens[0]),
        lambda: rounds.invite(store, ONE, round_id, "vloer"),
        lambda: rounds.revoke(store, ONE, round_id, "vloer"),
    ):
        with pytest.raises(RoundClosedError):
            attempt()


def test_a_respondent_comes_back_to_his_own(store: Store, agreed: Profile) -> None:
    """And changes it, as often as he likes; another's token, an invented one or another invitation gives nothing."""
    round_id, invited = opened(store, agreed)
    one, two = answer(store, invited["vloer"], [11, 22])
    assert responses.save(store, invited["vloer"], {"adoption_rate": 12}, one) == one
    assert responses.read(store, invited["vloer"], one) == {"adoption_rate": 12}
    assert responses.read(store, invited["vloer"], two) == {"adoption_rate": 22}
    assert rounds.show(store, ONE, round_id).answered == 2
    for secret, token in ((invited["directie"], one), (invited["vloer"], "A" * 43), (invited["vloer"], one.swapcase())):
        for attempt in (
            lambda s=secret, t=token: responses.read(store, s, t),
            lambda s=secret, t=token: responses.save(store, s, {"adoption_rate": 99}, t),
            lambda s=secret, t=token: responses.withdraw(store, s, t),
        ):
            with pytest.raises(ResponseNotFoundError):
                attempt()
    responses.withdraw(store, invited["vloer"], one)
    assert rounds.show(store, ONE, round_id).answered == 1
    with pytest.raises(ResponseNotFoundError):
        responses.read(store, invited["vloer"], one)
    assert responses.read(store, invited["vloer"], two) == {"adoption_rate": 22}


@pytest.mark.parametrize("secret", ["", "A" * 43, "A" * 42, "é" * 43, "\ud800" * 43, "a\x00" + "A" * 41, "' OR 1=1 --"])
def test_a_guess_opens_nothing(secret: str, store: Store, agreed: Profile) -> None:
    opened(store, agreed)
    for attempt in (
        lambda: responses.identify(store, secret),
        lambda: responses.save(store, secret, {"adoption_rate": 1}),
        lambda: responses.read(store, secret, secret),
    ):
        with pytest.raises(InvitationNotFoundError):
            attempt()


def test_no_secret_is_stored(store: Store, agreed: Profile, raw: Raw) -> None:
    """Neither of an invitation nor of a response; and no time, no order and no entry in the log tells who answered."""
    _, invited = opened(store, agreed)
    (token,) = answer(store, invited["vloer"], [11])
    kept = everything(raw)
    assert all(secret not in kept for secret in (token, *invited.values()))
    assert len({token, *invited.values()}) == 3
    assert [e.action for e in audit.entries(store, ONE)] == ["open round"]
    assert "Zwembad" not in str(audit.entries(store, ONE))


def test_a_revoked_invitation(store: Store, agreed: Profile, edition: Edition) -> None:
    """Nobody answers or comes back by it, what was answered counts, the other group goes on; a new one may follow."""
    round_id, invited = opened(store, agreed)
    (token,) = answer(store, invited["vloer"], [11])
    rounds.revoke(store, ONE, round_id, " vloer ")
    for attempt in (
        lambda: responses.identify(store, invited["vloer"]),
        lambda: responses.read(store, invited["vloer"], token),
        lambda: responses.save(store, invited["vloer"], {"adoption_rate": 1}, token),
    ):
        with pytest.raises(InvitationRevokedError):
            attempt()
    with pytest.raises(GroupNotFoundError) as refused:
        rounds.revoke(store, ONE, round_id, "vloer")
    assert refused.value.sentence("nl").endswith("Wel: directie.")
    answer(store, invited["directie"], [60])
    again = rounds.invite(store, ONE, round_id, "vloer")
    answer(store, again, [12, 13])
    newer = rounds.invite(store, ONE, round_id, "vloer")
    with pytest.raises(InvitationRevokedError):
        responses.identify(store, again)
    assert responses.identify(store, newer).group == "vloer"
    shown = rounds.show(store, ONE, round_id)
    assert [(g.name, g.answered, g.invited) for g in shown.groups] == [("directie", 1, True), ("vloer", 3, True)]
    assert len(json.loads(rounds.close(store, ONE, round_id, edition))["respondents"]) == 4
    assert [e.action for e in audit.entries(store, ONE)] == [
        "close round",
        "invite",
        "invite",
        "revoke invitation",
        "open round",
    ]


@pytest.mark.parametrize("count", range(4))
def test_fewer_than_four_give_nothing(count: int, store: Store, agreed: Profile, edition: Edition) -> None:
    """The round stays open, as it was."""
    round_id, invited = opened(store, agreed)
    answer(store, invited["vloer"], [10] * count)
    with pytest.raises(TooFewError):
        rounds.close(store, ONE, round_id, edition)
    with pytest.raises(RoundOpenError):
        rounds.outcome(store, ONE, round_id)
    assert rounds.show(store, ONE, round_id).answered == count
    answer(store, invited["directie"], [10] * (4 - count))
    assert len(json.loads(rounds.close(store, ONE, round_id, edition))["respondents"]) == 4


def test_a_small_group_is_not_told_apart(store: Store, agreed: Profile, edition: Edition) -> None:
    """Three of one group and five of another: one group, under both names."""
    round_id, invited = opened(store, agreed)
    answer(store, invited["directie"], [60, 61, 62])
    answer(store, invited["vloer"], [10, 11, 12, 13, 14])
    people = json.loads(rounds.close(store, ONE, round_id, edition))["respondents"]
    assert {p["group"] for p in people} == {"directie + vloer"}
    assert [p["answers"]["adoption_rate"] for p in people] == [10, 11, 12, 13, 14, 60, 61, 62]


@ON_SQLITE
def test_no_order_or_company_of_answers_is_left(store: Store, agreed: Profile, edition: Edition) -> None:
    """Whoever answered first, and whatever one person answered together: the same bytes."""
    said = [
        {"adoption_rate": rate, "workload_pressure": load, "sector": sector}
        for rate, load, sector in ((10, 5, "public"), (20, 1, "private"), (30, 4, "public"), (40, 2, "private"))
    ]
    columns: dict[str, list[Any]] = {a: [one[a] for one in said] for a in said[0]}
    mixed = [
        {a: values[(i * turn + turn) % 4] for turn, (a, values) in zip((1, 3, 1), columns.items(), strict=True)}
        for i in range(4)
    ]
    assert [Counter(one[a] for one in mixed) for a in columns] == [Counter(values) for values in columns.values()]
    assert mixed != said
    profiles = set()
    for people in (said, said[::-1], mixed):
        round_id, invited = opened(store, agreed)
        for one in people:
            responses.save(store, invited["vloer"], one)
        profiles.add(rounds.close(store, ONE, round_id, edition))
    assert len(profiles) == 1


def test_what_is_agreed_is_not_told_again(store: Store, agreed: Profile, edition: Edition) -> None:
    """An answer to what is agreed, or to a question that is gone, does not come along."""
    round_id, invited = opened(store, agreed)
    for _ in range(4):
        responses.save(store, invited["vloer"], {"initiative_phase": "exploring", "gone": 3, "adoption_rate": 5})
    people = json.loads(rounds.close(store, ONE, round_id, edition))["respondents"]
    assert [p["answers"] for p in people] == [{"adoption_rate": 5}] * 4


@pytest.mark.parametrize(
    "groups",
    [
        [],
        ["a", "a"],
        ["a", " a "],
        [""],
        [" "],
        ["a\x00b"],
        ["x" * 201],
        ["x" * 200 + " "],
        ["\ud800"],
        [str(i) for i in range(21)],
    ],
)
def test_groups_have_names(groups: list[str], store: Store, agreed: Profile) -> None:
    with pytest.raises(RoundShapeError):
        rounds.open_(store, ONE, agreed, groups)
    assert rounds.listed(store, ONE) == []


def test_a_reader_only_looks(store: Store, agreed: Profile, edition: Edition) -> None:
    """A key that reads sees counts; to open, invite, revoke and close takes write, to delete admin."""
    round_id, _ = opened(store, agreed)
    reader, writer = Caller("one", "k", "read"), Caller("one", "k", "write")
    assert rounds.show(store, reader, round_id).answered == 0
    for attempt in (
        lambda: rounds.open_(store, reader, agreed, GROUPS),
        lambda: rounds.invite(store, reader, round_id, "x"),
        lambda: rounds.revoke(store, reader, round_id, "vloer"),
        lambda: rounds.close(store, reader, round_id, edition),
        lambda: rounds.erase(store, writer, round_id),
    ):
        with pytest.raises(ScopeError):
            attempt()


def test_deleting_leaves_nothing(store: Store, agreed: Profile, raw: Raw) -> None:
    """A round goes with its invitations and answers, and only the log says that there was one."""
    round_id, invited = opened(store, agreed)
    answer(store, invited["vloer"], [11, 22])
    other = opened(store, agreed)[0]
    rounds.erase(store, ONE, round_id)
    assert raw("SELECT count(*) FROM responses") == [(0,)]
    assert raw("SELECT DISTINCT round FROM invitations") == [(other,)]
    with pytest.raises(InvitationNotFoundError):
        responses.identify(store, invited["vloer"])
    with pytest.raises(RoundNotFoundError):
        rounds.show(store, ONE, round_id)
    assert [(e.action, e.subject) for e in audit.entries(store, ONE, limit=1)] == [("delete round", round_id)]


def test_an_organisation_goes_with_its_rounds(store: Store, edition: Edition, advice: Advice) -> None:
    """With the last of its advice, those of the same reference go; those of another, and of another tenant, stay."""
    same = Profile({}, "x", advice.profile.reference)
    gone, _ = opened(store, same)
    stays, _ = opened(store, Profile({}, "x", "another"))
    unnamed, _ = opened(store, Profile({}))
    theirs, _ = opened(store, same, OTHER)
    first, last = (advices.keep(store, ONE, advice).kept.id for _ in range(2))
    erasing.erase(store, ONE, first)
    assert rounds.show(store, ONE, gone).id == gone
    erasing.erase(store, ONE, last)
    with pytest.raises(RoundNotFoundError):
        rounds.show(store, ONE, gone)
    assert {r.id for r in rounds.listed(store, ONE)} == {stays, unnamed}
    assert rounds.show(store, OTHER, theirs).id == theirs
    assert [e.action for e in audit.entries(store, ONE, limit=2)] == ["delete", "delete round"]


@ON_SQLITE
def test_a_round_gets_full(store: Store, agreed: Profile, edition: Edition) -> None:
    """As many as one profile takes, in number and in size; who is in may still change his answers, and it is read."""
    round_id, invited = opened(store, agreed)
    tokens = answer(store, invited["vloer"], range(101))
    tokens += answer(store, invited["vloer"], range(99))
    with pytest.raises(RoundFullError):
        answer(store, invited["directie"], [5])
    responses.save(store, invited["vloer"], {"adoption_rate": 3}, tokens[0])
    assert rounds.show(store, ONE, round_id).answered == 200
    most = {a: list(q.options) for a, q in edition.questions.items() if q.kind == "choices"}
    with pytest.raises(RoundFullError):
        for token in tokens:
            responses.save(store, invited["vloer"], most, token)
    profile = understand(json.loads(rounds.close(store, ONE, round_id, edition)), edition)
    assert len(profile.respondents) == 200


def test_the_differences_are_those_of_the_people(store: Store, edition: Edition, advisor: Any) -> None:
    """What is told of groups after closing is what is told of the people themselves."""
    agreed = Profile({}, "x")
    said = [("vloer", {"adoption_rate": 10 * i, "workload_pressure": 1 + i % 3}) for i in range(5)]
    said += [("directie", {"adoption_rate": 90}), ("directie", {"workload_pressure": 5})] + [
        ("directie", {"workload_pressure": 4})
    ] * 2
    round_id, invited = opened(store, agreed)
    for group, answers in said:
        responses.save(store, invited[group], answers)
    data = {"answers": {}, "respondents": [{"group": g, "answers": a} for g, a in said]}
    closed = understand(json.loads(rounds.close(store, ONE, round_id, edition)), edition)
    people = understand(data, edition)
    assert differences(closed, advisor) == differences(people, advisor)
    assert closed.answers == people.answers


ASKED: Mapping[str, Callable[[Store, Caller, str, Edition], object]] = {
    "invite": lambda s, c, r, _: rounds.invite(s, c, r, "vloer"),
    "revoke": lambda s, c, r, _: rounds.revoke(s, c, r, "vloer"),
    "show": lambda s, c, r, _: rounds.show(s, c, r),
    "close": rounds.close,
    "outcome": lambda s, c, r, _: rounds.outcome(s, c, r),
    "erase": lambda s, c, r, _: rounds.erase(s, c, r),
}


@pytest.mark.parametrize("function", ASKED)
def test_another_tenants_round_is_not_found(function: str, store: Store, agreed: Profile, edition: Edition) -> None:
    """Exactly as one that never was; and nothing changed in it."""
    round_id, invited = opened(store, agreed)
    answer(store, invited["vloer"], [1, 2, 3, 4])
    said = []
    for asked_for in (round_id, "0" * 32, "x", ""):
        with pytest.raises(RoundNotFoundError) as refused:
            ASKED[function](store, OTHER, asked_for, edition)
        said.append(refused.value.sentence("en").replace(asked_for or "“”", "ID"))
    assert said[0] == said[1]
    assert rounds.listed(store, OTHER) == []
    assert rounds.show(store, ONE, round_id).answered == 4
    assert responses.identify(store, invited["vloer"]).tenant == "one"


def test_rounds_come_and_go_with_a_migration(store: Store, agreed: Profile, advice: Advice) -> None:
    """With data on both sides of it: what was there before stays, and rounds go with their tables."""
    kept = advices.keep(store, ONE, advice).kept
    _, invited = opened(store, agreed)
    answer(store, invited["vloer"], [1])
    with store.writing() as connection:
        migrations.downgrade(connection, "0004")
        migrations.upgrade(connection)
        assert connection.execute(text("SELECT count(*) FROM rounds")).scalar() == 0
    assert advices.read(store, ONE, kept.id).kept == kept
    _, invited = opened(store, agreed)
    answer(store, invited["vloer"], [1])
    assert issubclass(RoundFullError, StoreError)

"""Rounds over HTTP: what an owner does with a key, and a respondent with a secret alone."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.store import keys
from advisor.store.database import Store
from api.http import respondents
from tests.store.conftest import ON_SQLITE

from .conftest import JSON, application, checked_problem

SECRET = "A" * 43


@pytest.fixture
def far(advisor: Advisor, store: Store) -> Iterator[TestClient]:
    """A client elsewhere, of an application on a fresh store with keys."""
    keys.add(store, "nobody", "so that keys are required", "read")
    app = application(advisor, store)
    with TestClient(app, base_url="https://advisor.example", client=("192.0.2.7", 1), headers=JSON) as client:
        yield client


@pytest.fixture
def owner(store: Store) -> Mapping[str, str]:
    return key(store, "one")


def key(store: Store, tenant: str, scope: str = "admin") -> Mapping[str, str]:
    return {"X-API-Key": keys.add(store, tenant, "test", scope)[1]}


def opened(client: TestClient, holder: Mapping[str, str], **agreed: Any) -> tuple[str, dict[str, str]]:
    """The address of a new round and the secret for each group."""
    body = {"groups": ["management", "floor"], "profile": {"name": "Pool", "answers": agreed}}
    answer = client.post("/v1/rounds", json=body, headers=holder)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert answer.headers["location"] == f"/v1/rounds/{made['round']['id']}"
    assert [one["page"] for one in made["invitations"]] == [f"/answer/{one['secret']}" for one in made["invitations"]]
    return answer.headers["location"], {one["group"]: one["secret"] for one in made["invitations"]}


def respond(client: TestClient, secret: str, **answers: Any) -> str:
    """The address of a respondent's own answers."""
    answer = client.post(f"/v1/answer/{secret}", json={"answers": answers})
    assert answer.status_code == 201, answer.text
    return f"/v1/answer/{secret}/{answer.json()['token']}"


def test_from_two_groups_to_what_was_said_together(far: TestClient, owner: Mapping[str, str]) -> None:
    """Opened, answered by six without a key, counted, closed, and advised on."""
    place, secrets = opened(far, owner, sector="public")
    told = far.get(f"/v1/answer/{secrets['floor']}").json()
    assert told == {"organisation": "Pool", "group": "floor", "agreed": ["sector"]}
    for number in range(6):
        respond(far, secrets["floor" if number % 2 else "management"], adoption_rate=10 * number)
    assert [(g["name"], g["answered"]) for g in far.get(place, headers=owner).json()["groups"]] == [
        ("floor", 3),
        ("management", 3),
    ]
    checked_problem(far.get(f"{place}/profile", headers=owner), 409)
    closed = far.post(f"{place}/close", headers=owner)
    assert closed.status_code == 200
    assert far.get(f"{place}/profile", headers=owner).content == closed.content
    assert far.post(f"{place}/close", headers=owner).content == closed.content
    profile = closed.json()
    assert profile["answers"] == {"sector": "public"}
    assert [p["answers"]["adoption_rate"] for p in profile["respondents"]] == [0, 10, 20, 30, 40, 50]
    advice = far.post("/v1/advice", content=closed.content, headers=owner)
    assert advice.status_code == 201
    assert advice.json()["profile"]["disputed"]
    (item,) = far.get("/v1/rounds", headers=owner).json()["items"]
    assert item["closed"] is not None
    assert far.delete(place, headers=owner).status_code == 204
    checked_problem(far.get(place, headers=owner), 404)


def test_a_respondent_reads_and_changes_only_his_own(far: TestClient, owner: Mapping[str, str]) -> None:
    """By his own token on his own invitation; any other address gives nothing, with or without a key."""
    place, secrets = opened(far, owner)
    mine, theirs = (respond(far, secrets["floor"], adoption_rate=rate) for rate in (11, 22))
    assert far.put(mine, json={"answers": {"adoption_rate": 12}}).json() == {"answers": {"adoption_rate": 12}}
    assert far.get(mine).json() == {"answers": {"adoption_rate": 12}}
    token = mine.rpartition("/")[2]
    for address in (f"/v1/answer/{secrets['management']}/{token}", f"/v1/answer/{secrets['floor']}/{SECRET}"):
        for method in ("GET", "PUT", "DELETE"):
            body = json.dumps({"answers": {"adoption_rate": 99}}) if method == "PUT" else None
            checked_problem(far.request(method, address, content=body, headers=owner), 404)
    assert far.get(theirs).json() == {"answers": {"adoption_rate": 22}}
    assert far.delete(mine).status_code == 204
    checked_problem(far.get(mine), 404)
    assert far.get(theirs).status_code == 200
    assert [g["answered"] for g in far.get(place, headers=owner).json()["groups"]] == [1, 0]


def test_a_secret_opens_nothing_else(far: TestClient, owner: Mapping[str, str]) -> None:
    """Neither the round nor anything beside it, wherever it is shown; nor does the token of a response."""
    place, secrets = opened(far, owner)
    own = respond(far, secrets["floor"], adoption_rate=11).rpartition("/")[2]
    for token in (secrets["floor"], own):
        for shown in (
            {"X-API-Key": token},
            {"Authorization": f"Bearer {token}"},
            {"Cookie": f"advisor_session={token}"},
        ):
            for address in (place, "/v1/rounds", "/v1/advice", "/v1/rules", "/openapi.json", "/v1/answer", "/answer"):
                assert far.get(address, headers=shown).status_code == 401
    checked_problem(far.get(f"/v1/answer/{own}"), 404)
    checked_problem(far.get("/v1/answer/../rounds"), 401)


def test_another_tenants_round_is_not_there(far: TestClient, owner: Mapping[str, str], store: Store) -> None:
    """Exactly as one that never was, at every address of it."""
    place, secrets = opened(far, owner)
    for rate in range(4):
        respond(far, secrets["floor"], adoption_rate=rate)
    other = key(store, "other")
    for method, tail, body in (
        ("GET", "", None),
        ("GET", "/profile", None),
        ("POST", "/close", None),
        ("POST", "/invitations", '{"group": "x"}'),
        ("POST", "/revoke", '{"group": "floor"}'),
        ("DELETE", "", None),
    ):
        refused = far.request(method, place + tail, content=body, headers=other)
        checked_problem(refused, 404)
        never = far.request(method, f"/v1/rounds/{'0' * 32}{tail}", content=body, headers=other)
        assert refused.text.replace(place.rpartition("/")[2], "0" * 32) == never.text
    assert far.get("/v1/rounds", headers=other).json() == {"items": []}
    assert far.get(f"/v1/answer/{secrets['floor']}").status_code == 200


def test_revoked_and_closed_are_gone(far: TestClient, owner: Mapping[str, str]) -> None:
    """410, for whoever has answered too; a new invitation works."""
    place, secrets = opened(far, owner)
    mine = respond(far, secrets["floor"], adoption_rate=11)
    assert far.post(f"{place}/revoke", json={"group": "floor"}, headers=owner).status_code == 204
    checked_problem(far.post(f"{place}/revoke", json={"group": "floor"}, headers=owner), 404)
    for refused in (far.get(mine), far.get(f"/v1/answer/{secrets['floor']}"), far.delete(mine)):
        checked_problem(refused, 410)
    again = far.post(f"{place}/invitations", json={"group": "floor"}, headers=owner).json()["secret"]
    for rate in range(3):
        respond(far, again, adoption_rate=rate)
    assert far.post(f"{place}/close", headers=owner).status_code == 200
    for secret in secrets["management"], again:
        checked_problem(far.post(f"/v1/answer/{secret}", json={"answers": {"adoption_rate": 1}}), 410)
    checked_problem(far.post(f"{place}/invitations", json={"group": "x"}, headers=owner), 410)


@ON_SQLITE
def test_nothing_leaks_before_closing(far: TestClient, owner: Mapping[str, str]) -> None:
    """What an owner can ask is the same, to the byte, whatever was answered; only how many did is told."""
    told = []
    for rates in ((1, 2, 3), (97, 98, 99)):
        place, secrets = opened(far, owner)
        seen = []
        for rate in rates:
            respond(far, secrets["floor"], adoption_rate=rate)
            answer = far.get(place, headers=owner)
            seen.append(json.dumps(answer.json()["groups"]))
            checked_problem(far.get(f"{place}/profile", headers=owner), 409)
            checked_problem(far.post(f"{place}/close", headers=owner), 409)
        told.append(seen)
    assert told[0] == told[1]
    log = far.get("/v1/audit", headers=owner).json()["items"]
    assert [entry["action"] for entry in log] == ["open round", "open round", "add key"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ([], [""]),
        ({}, ["/answers"]),
        ({"answers": {}}, ["/answers"]),
        ({"answers": {"adoption_rate": None}}, ["/answers"]),
        ({"answers": {"adoption_rate": 101}}, ["/answers/adoption_rate"]),
        ({"answers": {"sector": "public"}}, ["/answers/sector"]),
        ({"answers": {"adoption_rate": 1}, "name": "me"}, ["/name"]),
        ({"answers": {"adoption_rate": 1}, "notes": {"adoption_rate": {"text": "Jan zei"}}}, ["/notes"]),
        ({"answers": {"adoption_rate": 1}, "respondents": []}, ["/respondents"]),
    ],
)
def test_what_is_no_answer_is_refused(
    body: Any, pointers: list[str], far: TestClient, owner: Mapping[str, str]
) -> None:
    """With its place: a respondent gives answers to what is asked, and nothing beside them."""
    place, secrets = opened(far, owner, sector="private")
    refused = checked_problem(far.post(f"/v1/answer/{secrets['floor']}", json=body), 422)
    assert [entry["pointer"] for entry in refused["errors"]] == pointers
    assert far.get(place, headers=owner).json()["groups"][0]["answered"] == 0


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ([], [""]),
        ({}, ["/groups"]),
        ({"groups": []}, ["/groups"]),
        ({"groups": ["a", "a"]}, ["/groups"]),
        ({"groups": "a"}, ["/groups"]),
        ({"groups": [1]}, ["/groups"]),
        ({"groups": ["a"], "group": 1, "profile": {"answers": {"sector": 1}}}, ["/group", "/profile/answers/sector"]),
    ],
)
def test_a_round_that_cannot_be(body: Any, pointers: list[str], far: TestClient, owner: Mapping[str, str]) -> None:
    """Every mistake at once."""
    refused = checked_problem(far.post("/v1/rounds", json=body, headers=owner), 422)
    assert [entry["pointer"] for entry in refused["errors"]] == pointers
    assert far.get("/v1/rounds", headers=owner).json() == {"items": []}


@ON_SQLITE
@pytest.mark.usefixtures("within_a_minute")
def test_guessing_is_slowed_down_and_locks_nobody_out(
    far: TestClient, owner: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong secrets from one address are 404, then 429; who has one that holds, behind the same address, goes on."""
    monkeypatch.setattr(respondents, "TRIES", 3)
    _, secrets = opened(far, owner)
    answers = [far.get(f"/v1/answer/{n:043d}").status_code for n in range(5)]
    assert answers == [404, 404, 404, 429, 429]
    assert far.get(f"/v1/answer/{secrets['floor']}").status_code == 200
    monkeypatch.setattr(respondents, "OFTEN", 2)
    often = [far.get(f"/v1/answer/{secrets['management']}").status_code for _ in range(3)]
    assert often == [200, 200, 429]


def test_without_keys_only_this_computer_answers(advisor: Advisor, store: Store, fresh: TestClient) -> None:
    """A respondent elsewhere is let in only where keys guard the rest."""
    _, secrets = opened(fresh, JSON)
    app = application(advisor, store)
    away = TestClient(app, base_url="http://advisor.example", client=("192.0.2.7", 1))
    checked_problem(away.get(f"/v1/answer/{secrets['floor']}"), 403)
    assert fresh.get(f"/v1/answer/{secrets['floor']}").status_code == 200

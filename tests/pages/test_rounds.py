"""The pages of a round, as an owner and respondents without a script or a key go through them."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES
from advisor.report.outline import day
from advisor.store import keys, rounds
from advisor.store.callers import Caller
from advisor.store.database import Store
from tests.api.conftest import HTML, OURS, application
from tests.store.conftest import ON_SQLITE

pytestmark = ON_SQLITE
SITE = "https://advisor.example"


def visitor(app: object, address: str = "192.0.2.7") -> TestClient:
    """A browser of its own."""
    headers = {**HTML, **OURS, "Origin": SITE, "Accept-Language": "nl"}
    return TestClient(app, base_url=SITE, client=(address, 1), headers=headers)  # type: ignore[arg-type]


@pytest.fixture
def app(advisor: Advisor, store: Store) -> object:
    return application(advisor, store)


@pytest.fixture
def owner(app: object, store: Store) -> Iterator[TestClient]:
    """Signed in with a key that may do everything."""
    with visitor(app) as browser:
        token = keys.add(store, "one", "test", "admin")[1]
        assert browser.post("/sign-in", data={"key": token}).status_code == 200
        yield browser


def opened(
    owner: TestClient, name: str = "De Plas", groups: str = "directie\nwerkvloer\n"
) -> tuple[str, dict[str, str]]:
    """The address of a new round, and the path of each link."""
    answer = owner.post("/rounds", data={"name": name, "reference": "plas-1", "groups": groups})
    assert answer.status_code == 200, answer.text
    links = re.findall(rf'<label for="link-\d+">(.*?)</label>.*?value="{SITE}(/answer/[\w-]{{43}})"', answer.text)
    place = re.findall(r'action="(/rounds/\w{32})/close"', answer.text)[0]
    return place, dict(links)


def test_six_people_answer_and_nobody_is_told_who_said_what(owner: TestClient, app: object, edition: Edition) -> None:
    """Open, six answers, counts, close, advice: and no answer of anybody is on any page until it is closed."""
    place, links = opened(owner)
    assert list(links) == ["directie", "werkvloer"]
    assert all(link not in owner.get(place).text for link in links.values())
    for number in range(6):
        person = visitor(app)
        link = links["directie" if number < 2 else "werkvloer"]
        first = person.get(link)
        assert first.status_code == 200
        assert "Niemand krijgt te zien wie wat antwoordde." in first.text
        assert 'href="/advice"' not in first.text
        saved = person.post(link, data={"adoption_rate": str(11 + number)})
        assert "Uw antwoorden zijn bewaard" in saved.text
        page = owner.get(place).text
        assert not re.search(r"\b1[1-6] ?%|value=\"1[1-6]\"", page)
    assert "2 mensen antwoordden" in page
    assert "4 mensen antwoordden" in page
    closed = owner.post(f"{place}/close")
    assert closed.url.path == place
    assert "Niemand kan nog nagaan wie wat zei." in closed.text
    people = owner.get(f"{place}/profile.json").json()["respondents"]
    assert [p["answers"]["adoption_rate"] for p in people] == [11, 12, 13, 14, 15, 16]
    differ = owner.get(f"{place}/differences").text
    assert "directie en werkvloer (6 mensen)" in differ or "directie + werkvloer (6 mensen)" in differ
    assert "11%: 1" in differ.replace("\u00a0", "").replace(" %", "%")
    advice = owner.post(f"{place}/advice")
    assert advice.status_code == 200
    assert re.fullmatch(r"/advice/\w{32}", advice.url.path)
    gone = visitor(app).get(links["directie"])
    assert gone.status_code == 410
    assert "Deze ronde is gesloten." in unescape(gone.text)
    assert 'href="/rounds"' in owner.get("/rounds").text


def test_a_respondent_comes_back_on_the_same_device(owner: TestClient, app: object) -> None:
    """By the cookie from the invitation, elsewhere by the personal link; another sees nothing of it."""
    place, links = opened(owner)
    link = links["werkvloer"]
    person, other = visitor(app), visitor(app)
    saved = person.post(link, data={"adoption_rate": "37", "sector": "public"})
    own = saved.url.path
    assert own.startswith(f"{link}/")
    back = person.get(link)
    assert back.url.path == own
    assert 'value="37"' in back.text
    assert re.search(r'name="sector" value="public"[^>]* checked', back.text)
    assert 'value="37"' not in other.get(link).text
    assert other.get(link).url.path == link
    assert 'value="37"' in visitor(app).get(own).text
    person.post(own, data={"adoption_rate": "38"})
    person.post(link, data={"adoption_rate": "39"})  # the form of before, sent again: the same person
    assert 'value="39"' in person.get(link).text
    assert "1 persoon antwoordde" in owner.get(place).text
    wrong = visitor(app).get(f"{links['directie']}/{own.rpartition('/')[2]}")
    assert wrong.status_code == 404
    assert "geen antwoorden" in unescape(wrong.text)
    assert visitor(app).post(f"{link}/{'A' * 43}", data={"adoption_rate": "1"}).status_code == 404
    gone = person.post(f"{own}/withdraw")
    assert "Uw antwoorden zijn gewist." in gone.text
    assert "0 mensen antwoordden" in owner.get(place).text
    assert person.get(own).status_code == 404


def test_the_cookie_goes_to_this_invitation_only(owner: TestClient, app: object) -> None:
    """Read by no script, sent over TLS only, and not kept by a cache."""
    _, links = opened(owner)
    person = visitor(app)
    answer = person.post(links["werkvloer"], data={"adoption_rate": "37"}, follow_redirects=False)
    (cookie,) = answer.headers.get_list("set-cookie")
    for part in ("HttpOnly", "SameSite=lax", "Secure", f"Path={links['werkvloer']}"):
        assert part in cookie
    assert answer.headers["cache-control"] == "no-store"
    page = person.get(answer.headers["location"])
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"
    assert "<script" not in page.text


def test_what_is_wrong_is_told_and_nothing_lost(owner: TestClient, app: object) -> None:
    """A mistake is shown at its question, with what was typed; nothing is an answer yet."""
    place, links = opened(owner)
    person = visitor(app)
    wrong = person.post(links["werkvloer"], data={"adoption_rate": "370", "sector": "public"})
    assert wrong.status_code == 422
    assert 'href="#q-adoption_rate"' in wrong.text
    assert 'value="370"' in wrong.text
    assert re.search(r'name="sector" value="public"[^>]* checked', wrong.text)
    empty = person.post(links["werkvloer"], data={"adoption_rate": ""})
    assert empty.status_code == 422
    assert "Beantwoord minstens één vraag." in empty.text
    strange = person.post(links["werkvloer"], data={"adoption_rate": "3", "nonsense": "1"})
    assert strange.status_code == 422
    assert "0 mensen antwoordden" in owner.get(place).text


def test_what_is_agreed_is_neither_asked_nor_shown(
    store: Store, app: object, owner: TestClient, edition: Edition
) -> None:
    """Nor is it taken from a form that was made by hand; what follows from it is asked."""
    from advisor.stages.profile import understand

    agreed = understand({"answers": {"sector": "semi_public", "employee_count": 123}}, edition)
    made, secrets = rounds.open_(store, Caller("one"), agreed, ["x"])
    link = f"/answer/{secrets['x']}"
    page = visitor(app).get(link).text
    assert 'name="sector"' not in page
    assert "123" not in re.sub(r"\?v=\w+", "", page)
    person = visitor(app)
    assert person.post(link, data={"sector": "private"}).status_code == 422
    assert rounds.show(store, Caller("one"), made.id).answered == 0


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_a_name_is_only_a_name(name: str, owner: TestClient, app: object) -> None:
    """Of an organisation or a group: shown as it was typed, on every page."""
    place, links = opened(owner, name, f"{name}\nb")
    (first, _) = links.values()
    for page in (owner.get("/rounds"), owner.get(place), visitor(app).get(first)):
        assert page.status_code == 200
        assert name not in page.text or name.startswith("{{")
        assert name in unescape(page.text)


def test_a_form_from_elsewhere_is_refused(owner: TestClient, app: object) -> None:
    """Of the owner and of a respondent alike: nothing is opened, answered, revoked or closed by another site."""
    place, links = opened(owner)
    person = visitor(app)
    own = person.post(links["werkvloer"], data={"adoption_rate": "37"}).url.path
    evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for browser, address, data in (
        (owner, "/rounds", {"groups": "a"}),
        (owner, f"{place}/invite", {"group": "a"}),
        (owner, f"{place}/revoke", {"group": "werkvloer"}),
        (owner, f"{place}/close", {}),
        (owner, f"{place}/delete", {}),
        (person, links["werkvloer"], {"adoption_rate": "1"}),
        (person, own, {"adoption_rate": "1"}),
        (person, f"{own}/withdraw", {}),
    ):
        assert browser.post(address, data=data, headers=evil).status_code == 403
    assert 'value="37"' in person.get(own).text
    assert "1 persoon antwoordde" in owner.get(place).text


def test_an_owner_who_only_reads_sees_counts(owner: TestClient, app: object, store: Store) -> None:
    """And no button; another tenant sees no round."""
    place, _ = opened(owner)
    reader, stranger = visitor(app), visitor(app)
    reader.post("/sign-in", data={"key": keys.add(store, "one", "test", "read")[1]})
    stranger.post("/sign-in", data={"key": keys.add(store, "other", "test", "admin")[1]})
    assert '<form method="post" action="/rounds' not in reader.get(place).text
    assert "<textarea" not in reader.get("/rounds").text
    assert reader.post("/rounds", data={"groups": "a"}).status_code == 403
    assert reader.post(f"{place}/close").status_code == 403
    assert place not in stranger.get("/rounds").text
    for address in (place, f"{place}/profile.json", f"{place}/differences"):
        assert stranger.get(address).status_code == 404
    for tail in ("close", "invite", "revoke", "advice", "delete"):
        assert (
            stranger.post(
                f"{place}/{tail}", data={"group": "werkvloer"} if tail in ("invite", "revoke") else {}
            ).status_code
            == 404
        )


def test_links_are_given_anew_and_revoked(owner: TestClient, app: object) -> None:
    """The old link is gone at once, with words for people; too few answers close nothing."""
    place, links = opened(owner)
    anew = owner.post(f"{place}/invite", data={"group": "werkvloer"}).text
    (link,) = re.findall(rf'value="{SITE}(/answer/[\w-]{{43}})"', anew)
    old = visitor(app).get(links["werkvloer"])
    assert old.status_code == 410
    assert "Deze uitnodiging is ingetrokken." in unescape(old.text)
    assert visitor(app).get(link).status_code == 200
    owner.post(f"{place}/revoke", data={"group": "werkvloer"})
    assert visitor(app).get(link).status_code == 410
    few = owner.post(f"{place}/close")
    assert few.status_code == 409
    assert "te weinig mensen" in few.text
    refused = owner.post("/rounds", data={"groups": "a\na", "name": "n"})
    assert refused.status_code == 422
    assert "eigen, korte naam" in refused.text
    assert 'value="n"' in refused.text
    assert owner.post(f"{place}/delete").url.path == "/rounds"
    assert owner.get(place).status_code == 404


def test_dates_are_written_in_words(owner: TestClient, store: Store) -> None:
    """As on every other page; a machine finds its own form in the attribute."""
    place, _ = opened(owner)
    (one,) = rounds.listed(store, Caller("one"))
    for language in LANGUAGES:
        for address in ("/rounds", place):
            text = owner.get(f"{address}?lang={language}").text
            assert f">{day(one.created, language)}</time>" in text
            assert not re.search(r"\d{4}-\d\d-\d\d", re.sub(r"<[^>]*>", "", text))

"""Searching the knowledge: everything is found by its name, nothing that is typed becomes part of the page."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.stages.engine import Pool
from api.app import create_app
from api.pages.knowledge.catalogue import KINDS, catalogue
from api.pages.knowledge.lookup import MOST_CHARACTERS, MOST_HITS, MOST_WORDS, folded, lookup, marked, words

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' or 1=1 --",
    "{{ 7*7 }} {% raw %}",
    "%00 \x00 \ud83d\ude00".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "a" * 5000,
    "mensen " * 500,
    ".*(a+)+$ [",
)


@pytest.fixture(scope="module")
def client(edition: Edition, engine: Pool) -> Iterator[TestClient]:
    """An application that keeps nothing."""
    app = create_app(Advisor(edition, engine))
    yield TestClient(app, base_url="http://127.0.0.1", headers={"Accept": "text/html", "Accept-Language": "nl"})


def found(client: TestClient, q: str, language: str = "nl") -> list[str]:
    answer = client.get("/knowledge/search", params={"q": q}, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return re.findall(r'<li><a href="(/knowledge/[^"?]+)">', answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_found_by_its_title_and_by_its_id(edition: Edition, language: Language) -> None:
    """First of its kind, or as good as another of the same name; a title of many words by its first ones."""
    index, known = lookup(edition, language), catalogue(edition, language)
    for kind in KINDS:
        for entry_id in known.all(kind):
            named = known.named(kind, entry_id)
            by_id = {hit.named.id for group in index.find(entry_id).groups for hit in group.hits}
            assert entry_id in by_id
            assert index.find(entry_id).groups[0].hits[0].named.id == entry_id
            groups = {group.kind: group.hits for group in index.find(named.title).groups}
            assert entry_id in [hit.named.id for hit in groups[kind]]
            same = [hit.named.title for hit in groups[kind]]
            assert same[0] == named.title or folded(same[0]).startswith(folded(named.title)[:20])
    for check_id in (*edition.contradictions, *edition.derived):
        assert check_id in {hit.named.id for group in index.find(check_id).groups for hit in group.hits}


def test_every_word_must_be_there_and_its_start_will_do(edition: Edition) -> None:
    """More words find no more; a start finds at least what the word finds; capitals and accents do not matter."""
    index = lookup(edition, "nl")

    def ids(question: str) -> set[tuple[str, str]]:
        groups = index.find(question).groups
        assert all(len(group.hits) == group.total for group in groups)
        return {(hit.named.kind, hit.named.id) for group in groups for hit in group.hits}

    assert ids("opleiding geld") == ids("geld opleiding") == ids("opleiding") & ids("geld") != set()
    assert ids("opleidingen") < ids("opleid")
    assert ids("patiënt") == ids("PATIENT") == ids("patie\u0308nt") != set()
    assert ids("adoption_rate") == ids("adoption rate") == ids("ADOPTION-RATE")


def test_the_order_is_always_the_same_and_names_come_first(edition: Edition) -> None:
    """A word in a title is worth more than one in a text; the same question gives the same order."""
    hits = [group.hits for group in lookup(edition, "nl").find("cultuur").groups]
    for several in hits:
        titled = ["cultuur" in words(hit.named.title) for hit in several]
        assert titled == sorted(titled, reverse=True) or any("cultuur" in folded(hit.named.id) for hit in several)
    edition.memo.clear()
    assert [group.hits for group in lookup(edition, "nl").find("cultuur").groups] == hits


def test_what_is_not_there_has_a_neighbour(client: TestClient, edition: Edition) -> None:
    """A word that stands nowhere gets one that looks like it; words that stand apart are told apart."""
    page = unescape(client.get("/knowledge/search", params={"q": "mensen gebruk"}).text)
    assert say("knowledge_found_none", "nl") in page
    assert '<a href="/knowledge/search?q=mensen+gebruik">gebruik</a>' in page
    assert found(client, "mensen gebruik")
    apart = lookup(edition, "nl").find("crm minister")
    assert (apart.groups, apart.apart) == ([], ["crm", "minister"])
    page = client.get("/knowledge/search", params={"q": "crm minister"}).text
    assert '<a href="/knowledge/search?q=crm">crm</a>' in page
    assert say("knowledge_search_hint", "nl") in client.get("/knowledge/search").text
    assert say("knowledge_search_hint", "nl") in client.get("/knowledge/search?q=%3F%21").text


@pytest.mark.parametrize("q", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_stays_text(client: TestClient, q: str, language: str) -> None:
    """It stands in the box as it was typed, up to the bound, and nowhere as part of the page."""
    answer = client.get("/knowledge/search", params={"q": q}, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    box = re.search(r'<input id="q"[^>]*value="([^"]*)"', answer.text)
    assert box is not None
    assert unescape(box[1]) == q.strip()[:MOST_CHARACTERS]
    assert (say("knowledge_search_cut", language) in unescape(answer.text)) == (len(q.strip()) > MOST_CHARACTERS)
    assert len(answer.content) < 200_000


def test_marks_are_put_around_what_was_sought(client: TestClient) -> None:
    """In titles, ids and texts, and around nothing else."""
    page = client.get("/knowledge/search", params={"q": "gebrúik"}).text
    hits = re.findall("<mark>(.*?)</mark>", page)
    assert len(hits) > 20
    assert all(folded(hit).startswith("gebruik") for hit in hits)


@given(st.text(max_size=60), st.lists(st.text("abcdeé", min_size=1, max_size=3), min_size=1, max_size=3))
def test_marking_loses_nothing(text: str, asked: list[str]) -> None:
    """The pieces of a text are that text, and only words that start with what was asked are marked."""
    asked = [word for question in asked for word in words(question)]
    runs = marked(text, asked)
    assert "".join(piece for piece, _ in runs) == unicodedata.normalize("NFC", text)
    for piece, sought in runs:
        assert any(word.startswith(tuple(asked)) for word in words(piece)) == sought


def test_any_question_is_answered(edition: Edition) -> None:
    """Whatever is typed: in everything that is found something is marked, and no kind shows more than its bound."""
    index = lookup(edition, "en")

    @given(st.text(max_size=150))
    def answered(text: str) -> None:
        result = index.find(text)
        assert len(result.words) <= MOST_WORDS
        for group in result.groups:
            assert len(group.hits) == min(group.total, MOST_HITS)
            for hit in group.hits:
                assert any(sought for runs in (hit.title, hit.id, hit.text) for _, sought in runs)

    answered()

"""In which language an answer comes."""

import pytest
from starlette.testclient import TestClient

from api.http.accept import best, weighted
from api.http.language import from_header

PATH = "/v1/factors/adoption-shortfall"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "nl"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("nl-BE, en;q=0.9", "nl"),
        ("en;q=0.8, nl;q=0.9", "nl"),
        ("nl;q=0.8, en;q=0.9", "en"),
        ("en, nl", "en"),
        ("nl, en", "nl"),
        ("fr, de", "nl"),
        ("fr, en;q=0.1", "en"),
        ("fr, *;q=0.5", "nl"),
        ("nl;q=0, *", "en"),
        ("nl;q=0, en;q=0", "nl"),
        ("en;q=0.1, *;q=0.9", "nl"),
        ("en ; q = 1.000 , nl;q=0.999", "en"),
        ("en;q=2, nl;q=0.1", "nl"),
        ("en;q=, nl;q=abc", "nl"),
        (";;;,,,;q=1", "nl"),
        ("english", "nl"),
    ],
)
def test_accept_language(header: str, language: str) -> None:
    """The weights decide, then the order; Dutch when it wants neither; what makes no sense is left out."""
    assert from_header(header) == language


def test_lang_wins(client: TestClient) -> None:
    """``?lang=`` wins over Accept-Language, and the answer says which language it is in and what it depends on."""
    seen = {}
    for lang, header in (("nl", "en"), ("en", "nl"), ("", "en"), ("", "nl"), ("", "fr")):
        response = client.get(PATH + (f"?lang={lang}" if lang else ""), headers={"Accept-Language": header})
        assert "Accept-Language" in response.headers["vary"].split(", ")
        seen[lang, header] = response.headers["content-language"]
    assert seen == {("nl", "en"): "nl", ("en", "nl"): "en", ("", "en"): "en", ("", "nl"): "nl", ("", "fr"): "nl"}


def test_the_texts_are_in_that_language(client: TestClient) -> None:
    """The two languages give different texts of the same entry."""
    dutch, english = (client.get(PATH, headers={"Accept-Language": la}).json() for la in ("nl", "en"))
    assert dutch["id"] == english["id"]
    assert dutch["title"] != english["title"]


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "a/json"),
        ("*/*", "a/json"),
        ("a/*;q=0.5, a/xml", "a/xml"),
        ("a/json;q=0.4, a/*;q=0.5", "a/xml"),
        ("a/json;q=0, */*", "a/xml"),
        ("b/html", None),
        ("a/json;q=0", None),
        ("A/JSON; charset=utf-8", "a/json"),
    ],
)
def test_accept(header: str, chosen: str | None) -> None:
    """The most precise range that holds a media type gives its weight, and the heaviest is chosen."""
    assert best(("a/json", "a/xml"), header) == chosen


def test_weights_that_cannot_be_read_are_left_out() -> None:
    """Only weights from 0 to 1 with at most three decimals are weights."""
    assert weighted("a, b;q=0.1234, c;q=1.001, d;q=0.5;x=1, e;q=.5, f;Q=0") == [("a", 1.0), ("d", 0.5), ("f", 0.0)]

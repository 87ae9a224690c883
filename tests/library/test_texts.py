"""What is a sentence, a title, a label, an address; and what is half of one."""

import pytest

from advisor.library import model, texts
from advisor.library.shapes import Shape, Text, Texts
from advisor.phrases import message

WHOLE = [
    "Dat is zo.", "Is dat zo?", "92 % gebruikt het.", "’s Morgens niet.", "‘s Avonds wel.", "’t Is zo.",
    "Éen is genoeg!", "“Dat is zo.”", "(Dat is zo.)", "Hij zei: “nee.”", "€ 5 volstaat.", "Zie [1].",
]  # fmt: skip
HALF = ["dat is zo.", "Dat is zo", "Dat is zo,", "Dat is zo…", "– Dat is zo.", ". ", "’s morgens niet.", "٩ zijn er."]


@pytest.mark.parametrize("text", WHOLE)
def test_whole_sentences(text: str) -> None:
    """Nothing is wrong with them, also between others."""
    assert texts.prose(text) == texts.label(text) == []
    assert texts.notes([text, "Ja.", text]) == []


@pytest.mark.parametrize("text", HALF)
def test_half_sentences(text: str) -> None:
    """Each is refused, with what to do."""
    for _, what, remedy in (faults := texts.prose(text)):
        assert str(what).endswith(".") and str(remedy).endswith(".")
    assert faults


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", "\u00ad", "\ufffd", "\u202e"])
def test_blank(text: str) -> None:
    """What has nothing to read is blank, as whatever it was meant."""
    blank = [((), message("wrong_text_blank"), message("mend_text_blank"))]
    assert texts.label(text) == texts.title(text) == texts.prose(text) == blank


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://example.org/a%2Db?c=d#e", True),
        ("http://example.org:8080", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("JavaScript://example.org/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("example.org", False),
        ("https:/example.org", False),
        ("https://", False),
        ("https://user@example.org", False),
        ("https://[::1", False),
        ("https://example.org/a b", False),
        (" https://example.org", False),
        ("https://example.org\n", False),
        ('https://example.org/"onclick=', False),
        ("file:///etc/hosts", False),
    ],
)
def test_addresses(url: str, fits: bool) -> None:
    """Only what a reader can open in a browser, on a named host."""
    assert (texts.address(url) == []) is fits


def test_every_text_of_the_knowledge_is_of_a_sort() -> None:
    """No shape with texts in two languages is left unchecked."""
    bilingual = [
        s for s in vars(model).values() if isinstance(s, type) and issubclass(s, Shape) and "nl" in s.model_fields
    ]
    assert len(bilingual) >= 5
    assert all(set(s.checks) >= {"nl", "en"} or s is Texts for s in bilingual)
    assert Text.checks["nl"] is texts.label


@pytest.mark.parametrize(
    ("number", "fits"), [("2026.1", True), ("2026.12", True), ("2026.0", False), ("2026.01", False)]
)
def test_numbers_of_editions(number: str, fits: bool) -> None:
    """Counted from 1, without zeros before them: two numbers never mean the same edition."""
    assert (texts.number_of_edition(number) == []) is fits

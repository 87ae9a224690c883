"""Passages are found in any honest copy of a source, and a changed one is noticed."""

import hashlib
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.documents.reading import read_copies
from advisor.library.edition import Edition
from advisor.library.model import Passage, Source
from advisor.library.passages import Document, canonical, link, locate

# An invented leaflet, on two kinds of bread.
LEAFLET = [
    "Rogge of tarwe?",
    'De bakker zegt: "Rogge rijst traag." Reken op 2,5 uur, bij 24 graden en 65% vocht; dat is geen wet.',
    "Tarwebrood is klaar na 1.5 uur – soms eerder – als de gist vers is en de oven écht heet.",
    "Rogge rijst traag.",
    "Een oven die te koel is, bederft allebei de broden, hoe goed het deeg vooraf ook gekneed werd.",
]
PLAIN = "\n".join(LEAFLET)


def passage_of(text: str, paragraph: int, fragment: list[str]) -> Passage:
    form = canonical(text)
    digest = hashlib.sha256(form.encode()).hexdigest()
    return Passage(section="Brood", paragraph=paragraph, length=len(form), sha256=digest, fragment=fragment)


TITLE = passage_of(LEAFLET[0], 1, ["Rogge of tarwe"])
RYE = passage_of(LEAFLET[1], 2, ["De bakker zegt", "is geen wet"])
WHEAT = passage_of(LEAFLET[2], 3, ["Tarwebrood is klaar", "oven écht heet"])
REPEATED = passage_of(LEAFLET[3], 4, ["Rogge rijst traag"])
LAST = passage_of(LEAFLET[4], 5, ["Een oven die", "vooraf ook gekneed werd"])
ONCE = [TITLE, RYE, WHEAT, LAST]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Écht waar!", "échtwaar"),
        ("E\u0301cht", "écht"),
        ("STRASSE, Straße", "strassestrasse"),
        ("ﬁets", "fiets"),
        ("２４ graden", "24graden"),
        ("65 % en 65%", "65%en65%"),
        ("50.000 of 2,5", "50.000of2,5"),
        ("Om 5. Dan 6, of 7", "om5dan6of7"),
        ("v1. a,b .5 5.", "v1ab55"),
        ("“dit” — en-dat… 'zo'", "ditendatzo"),
        ("af\u00adge\u200bbro\u2060ken \ufeff", "afgebroken"),
        (" \t\r\n\u00a0", ""),
        ("€ 5 + 3 = 8", "538"),
    ],
)
def test_the_canonical_form(text: str, form: str) -> None:
    """Only letters, digits, % and marks inside numbers count, in one spelling and one case."""
    assert canonical(text) == form
    assert Document(text).stream == form


words = st.text("abÉß é’'\"“.,-–%0189\n\r\t\u00ad\u00a0é", max_size=40)


@given(text=words)
def test_the_canonical_form_is_stable(text: str) -> None:
    """A document has the canonical form of its text, each character leads back to where it came from."""
    document = Document(text)
    assert document.stream == canonical(text)
    assert len(document.offsets) == len(document.stream)
    assert document.offsets == sorted(document.offsets)
    assert document.edges <= set(range(len(document.stream) + 1))
    assert all(c in unicodedata.normalize("NFKC", text[o]).casefold() for c, o in zip(
        document.stream, document.offsets, strict=True
    ) if c.isascii())  # fmt: skip


@given(text=words)
def test_space_quotes_case_and_dashes_do_not_count(text: str) -> None:
    """Two copies that differ in spacing, case, quotes and dashes have the same canonical form."""
    other = text.translate({0x20: "\n\n", ord("-"): "–", ord('"'): "”", ord("’"): "'"}).upper().replace("\r", " ")
    assert canonical(other) == canonical(text)


def test_every_passage_is_found_in_a_plain_copy() -> None:
    """In a copy with a paragraph per line each passage is found at its paragraph, with its own text."""
    document = Document(PLAIN)
    for passage, paragraph in zip(ONCE, (1, 2, 3, 5), strict=True):
        sighting = locate(passage, document)
        assert (sighting.status, sighting.paragraph) == ("found", paragraph)
        assert canonical(sighting.text) == canonical(LEAFLET[paragraph - 1])
    assert locate(LAST, document).text == LEAFLET[4].removesuffix(".")


def reflowed(width: int, end: str = "\n") -> str:
    return (end * 2).join(textwrap.fill(p, width, break_on_hyphens=False).replace("\n", end) for p in LEAFLET)


def hyphenated(mark: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"[^\W\d_]{6,}", lambda m: m[0][:3] + mark + m[0][3:], text)


COPIES: Mapping[str, str] = {
    "wrapped at 60": reflowed(60),
    "wrapped at 60, CRLF": reflowed(60, "\r\n"),
    "a blank line between paragraphs": "\n\n".join(LEAFLET),
    "blank lines in front": "\n\n\n" + PLAIN,
    "typographic quotes": PLAIN.replace(' "', " „").replace('"', "”"),
    "other dashes": PLAIN.replace("–", "--"),
    "hard spaces": PLAIN.replace(" ", "\u00a0"),
    "decomposed accents": unicodedata.normalize("NFD", PLAIN),
    "capitals": PLAIN.upper(),
    "soft hyphens": hyphenated("\u00ad")(PLAIN),
    "footnote marks and bullets": "\n".join(f"• {p}" for p in LEAFLET),
    "a byte order mark": "\ufeff" + PLAIN,
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_that_looks_different_says_the_same(copy: str) -> None:
    """Another layout, other quotes, dashes, accents or case: every passage is still found where it stands."""
    document = Document(COPIES[copy])
    assert [locate(passage, document).status for passage in ONCE] == ["found"] * len(ONCE)


@pytest.mark.parametrize("text", [" ".join(LEAFLET), hyphenated("-\n")(PLAIN), reflowed(24), "Vooraf.\n" + PLAIN])
def test_a_copy_with_other_paragraphs_still_holds_every_passage(text: str) -> None:
    """In one long line, hyphenated at line ends, in narrow columns or after a foreign line: met, at worst as moved."""
    document = Document(text)
    for passage in ONCE:
        sighting = locate(passage, document)
        assert sighting.status in ("found", "moved")
        assert canonical(sighting.text) == canonical(LEAFLET[passage.paragraph - 1])


@pytest.mark.parametrize("copy", ["capitals", "decomposed accents", "wrapped at 60"])
def test_the_text_of_a_passage_comes_from_the_copy(copy: str) -> None:
    """What is shown is what stands in the user's copy, as it is written there."""
    text = COPIES[copy]
    shown = locate(WHEAT, Document(text)).text
    assert shown in text
    assert canonical(shown) == canonical(LEAFLET[2])


def test_the_last_accent_belongs_to_the_text() -> None:
    """A passage that ends in a letter with a separate accent is shown with that accent."""
    copy = unicodedata.normalize("NFD", "Wij gaan naar het café")
    shown = locate(passage_of("naar het café", 1, ["naar het café"]), Document(copy)).text
    assert unicodedata.normalize("NFC", shown) == "naar het café"


def changed_letters(text: str) -> list[str]:
    letters = [i for i, c in enumerate(text) if c.isalnum()]
    return [text[:i] + ("x" if text[i] != "x" else "y") + text[i + 1 :] for i in letters]


def test_one_changed_letter_is_noticed() -> None:
    """Whichever single letter or digit of a passage is changed, the passage is told as changed, not as found."""
    for copy in changed_letters(LEAFLET[1]):
        document = Document("\n".join([LEAFLET[0], copy, *LEAFLET[2:]]))
        assert (locate(RYE, document).status, locate(RYE, document).text) == ("changed", "")
        assert locate(LAST, document).status == "found"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2,5 uur", "25 uur"),
        ("65% vocht", "65 vocht"),
        ("traag", "traag, zeer"),
        ("geen wet", "een wet"),
        ("24 graden en ", ""),
        ("Reken op", "Op reken"),
    ],
)
def test_a_changed_claim_is_noticed(old: str, new: str) -> None:
    """A decimal comma, a percent sign, a word more, less or elsewhere changes what a passage says."""
    assert LEAFLET[1].count(old) == 1
    document = Document(PLAIN.replace(LEAFLET[1], LEAFLET[1].replace(old, new)))
    assert locate(RYE, document).status == "changed"


def test_a_passage_that_is_gone_is_missing() -> None:
    """When neither the passage nor the words at its ends are there, it is missing; an empty copy misses everything."""
    without = Document("\n".join([*LEAFLET[:2], *LEAFLET[3:]]))
    assert locate(WHEAT, without).status == "missing"
    assert {locate(passage, Document("")).status for passage in [*ONCE, REPEATED]} == {"missing"}


def test_the_words_before_a_passage_are_not_the_passage() -> None:
    """A passage that is gone is missing, also when the words a browser expects before it are still there."""
    after_title = passage_of(LEAFLET[2], 3, ["geen wet", "Tarwebrood is klaar", "oven écht heet"])
    assert locate(after_title, Document("\n".join([*LEAFLET[:2], *LEAFLET[3:]]))).status == "missing"


def test_a_repeated_passage_is_ambiguous_not_wrong() -> None:
    """A passage that stands there twice is met at its own paragraph when it can be, and told as ambiguous."""
    sighting = locate(REPEATED, Document(PLAIN))
    assert (sighting.status, sighting.paragraph, sighting.text) == ("ambiguous", 4, "Rogge rijst traag")
    elsewhere = locate(REPEATED, Document("\n".join([*LEAFLET[:3], "Een tussenkop", LEAFLET[3], LEAFLET[4]])))
    assert (elsewhere.status, elsewhere.paragraph) == ("ambiguous", 2)


def test_a_passage_starts_and_ends_with_a_word() -> None:
    """The letters of a passage inside longer words are not the passage."""
    rye = passage_of("rogge", 1, ["rogge"])
    assert locate(rye, Document("Zomerrogge en roggebrood.")).status != "found"
    assert locate(rye, Document("Zomer-rogge, en brood.")).status == "found"
    assert locate(rye, Document("rog\u00adge")).status == "found"
    assert locate(passage_of("ge", 1, ["ge"]), Document("rog\u00adge")).status != "found"


def test_moved_is_told_with_the_new_paragraph() -> None:
    """A passage that is whole but stands in another paragraph is told as moved, and where to."""
    sighting = locate(LAST, Document("\n".join([LEAFLET[4], *LEAFLET[:4]])))
    assert (sighting.status, sighting.paragraph) == ("moved", 1)


def source_of(url: str | None, passages: Mapping[str, Passage]) -> Source:
    text = {"nl": "x", "en": "x"}
    return Source.model_validate({
        "title": "t", "author": "a", "publisher": "p", "date": "d", "url": url, "kind": text, "speaks_to": ["private"],
        "stance": text, "canonical_form": "nfkc-casefold-alnum/2", "length": 1, "passages": dict(passages),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (["Rogge of tarwe"], "Rogge%20of%20tarwe"),
        (["De bakker", "geen wet"], "De%20bakker,geen%20wet"),
        (["x-as, y-as", "a&b"], "x%2Das%2C%20y%2Das,a%26b"),
        (["voor-af", "het begin", "het eind"], "voor%2Daf-,het%20begin,het%20eind"),
        (["écht 65% #1", "of/niet?"], "%C3%A9cht%2065%25%20%231,of%2Fniet%3F"),
    ],
)
def test_a_link_opens_at_the_passage(fragment: list[str], expected: str) -> None:
    """Commas, dashes and ampersands mean something in a text fragment, so those of the text are escaped."""
    passage = passage_of("x", 1, fragment)
    source = source_of("https://example.org/brood", {"p1": passage})
    assert link(source, passage) == f"https://example.org/brood#:~:text={expected}"


def test_without_an_address_there_is_no_link() -> None:
    """A source whose address is not known has no link, rather than a wrong one."""
    assert link(source_of(None, {"p1": TITLE}), TITLE) is None


def test_copies_are_paired_by_their_words(tmp_path: Path) -> None:
    """A copy is paired with its source by what it says, whatever its name and form; other files are left alone."""
    other = passage_of("Iets over kaas en wijn", 1, ["over kaas en wijn"])
    passages = {f"p{p.paragraph}": p for p in [*ONCE, REPEATED]}
    sources = {"brood": source_of(None, passages), "kaas": source_of(None, {"p1": other})}
    paragraphs = "".join(f"<p>{p}</p>" for p in LEAFLET)
    (tmp_path / "download (1).html").write_text(f"<style>p {{}}</style><h1></h1>{paragraphs}<script>var x</script>")
    (tmp_path / "notes.txt").write_text("Rogge of tarwe, wie weet dat nog.")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    copies = read_copies(tmp_path, sources)
    assert {source: copy.path.name for source, copy in copies.by_source.items()} == {"brood": "download (1).html"}
    assert list(copies.unread) == ["scan.pdf"]
    assert [locate(p, copies.documents["brood"]).status for p in ONCE] == ["found"] * len(ONCE)


def test_every_shipped_passage_stands_in_its_source(edition: Edition, sources: Path) -> None:
    """In the copies every passage is met at its own paragraph; a pull-quote stands in the passage it repeats."""
    copies = read_copies(sources, edition.sources)
    named = {source_id: copy.path.name for source_id, copy in copies.by_source.items()}
    assert named == {source_id: f"{source_id}.txt" for source_id in edition.sources}
    for source_id, source in edition.sources.items():
        document = copies.documents[source_id]
        assert len(document.stream) == source.length
        sightings = {pid: locate(passage, document) for pid, passage in source.passages.items()}
        assert {pid: s.paragraph for pid, s in sightings.items()} == {
            pid: passage.paragraph for pid, passage in source.passages.items()
        }
        for pid, passage in source.passages.items():
            if passage.repeats is not None and sightings[pid].status == "ambiguous":
                assert canonical(sightings[pid].text) in canonical(sightings[passage.repeats].text)
        assert {s.status for s in sightings.values()} <= {"found", "ambiguous"}


def test_no_paragraph_of_a_source_is_left_out(edition: Edition, sources: Path) -> None:
    """Each paragraph of each source is accounted for by a passage: cited, or with a reason why not."""
    for source_id, source in edition.sources.items():
        document = Document((sources / f"{source_id}.txt").read_text(encoding="utf-8"))
        count = len(document.paragraph_starts)
        assert {passage.paragraph for passage in source.passages.values()} == set(range(1, count + 1))


def test_the_words_of_a_link_stand_at_the_ends_of_the_passage(edition: Edition, sources: Path) -> None:
    """The words by which a browser looks for a passage are its first and its last, three to five of them."""
    for source_id, source in edition.sources.items():
        document = Document((sources / f"{source_id}.txt").read_text(encoding="utf-8"))
        for passage in source.passages.values():
            shown = canonical(locate(passage, document).text)
            *_, start, end = [passage.fragment[0], *passage.fragment]
            assert shown.startswith(canonical(start))
            assert shown.endswith(canonical(end))
            assert all(len(words.split()) <= 5 for words in passage.fragment)


COPYISTS: Mapping[str, Callable[[str], str]] = {
    "a blank line between paragraphs": lambda t: "\n\n".join(p for p in t.splitlines() if p.strip()),
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "wrapped at 120": lambda t: "\n\n".join(textwrap.fill(p, 120) for p in t.splitlines() if p.strip()),
    "straight quotes": lambda t: t.translate({ord(c): '"' for c in "“”„‘’'"}),
    "soft hyphens": hyphenated("\u00ad"),
    "decomposed accents": lambda t: unicodedata.normalize("NFD", t),
}


def statuses(edition: Edition, sources: Path, copyist: Callable[[str], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for source_id, source in edition.sources.items():
        document = Document(copyist((sources / f"{source_id}.txt").read_text(encoding="utf-8")))
        found.update(locate(passage, document).status for passage in source.passages.values())
    return found


@pytest.mark.parametrize("copyist", COPYISTS)
def test_shipped_passages_are_found_in_other_copies(edition: Edition, sources: Path, copyist: str) -> None:
    """A copy of a source in another layout holds as many passages, at the same paragraphs, as the copies at hand."""
    as_they_are = statuses(edition, sources, lambda text: text)
    assert statuses(edition, sources, COPYISTS[copyist]) == as_they_are
    assert set(as_they_are) == {"found", "ambiguous"}


@pytest.mark.parametrize("width", [40, 72])
def test_shipped_passages_are_met_in_narrow_copies(edition: Edition, sources: Path, width: int) -> None:
    """However narrow the columns, no passage is told as changed or missing."""
    found = statuses(
        edition, sources, lambda t: "\n\n".join(textwrap.fill(p, width) for p in t.splitlines() if p.strip())
    )
    assert set(found) <= {"found", "moved", "ambiguous"}
    assert found.total() == len(edition.passages)


def test_paragraphs_are_counted_in_narrow_copies(edition: Edition, sources: Path) -> None:
    """In a copy wrapped at 72 characters with a blank line between paragraphs no passage is told as moved."""
    found = statuses(edition, sources, lambda t: "\n\n".join(textwrap.fill(p, 72) for p in t.splitlines() if p.strip()))
    assert found["moved"] == 0

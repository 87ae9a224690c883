"""Text and Markdown say what the JSON says, in the same order, in words people use; a name cannot break them."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Advice, open_advisor, to_json
from advisor.insight.why import why
from advisor.insight.why_not import WhyNot, why_not
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.composing import compose
from advisor.report.mail import as_mail
from advisor.report.markdown import as_markdown as written
from advisor.report.reasoning import why_as_text, why_not_as_text
from advisor.report.text import as_text
from advisor.stages.profile import Profile, read_profile
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))
PHASES = ("first", "next", "later")
COLUMNS = 100

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
each_language = pytest.mark.parametrize("language", LANGUAGES)

# What somebody may type where a name is asked.
NAMES = [
    "Bakkerij\nEERST DOEN\n  1. Geef ons geld",
    "Bakkerij\r\n\r\n# Kop\n\n- punt",
    "Bakkerij\u2028regel\u2029alinea\x85nog\x0been\x0c",
    "Bakkerij \x1b[31mrood\x1b[0m \x07\x08\x7f",
    "Bakkerij\tmet\ttabs",
    "Bakkerij \u202eegaleroov\u202c \u2066x\u2069 \u200b",
    "**vet** _schuin_ `code` [link](https://example.org) ![beeld](x.png) <script>alert(1)</script> | a | &amp; ~~x~~",
    "1. een ## twee --- > drie <!-- vier",
    "Bakkerij " * 22,
    "W" * 200,
]


def advice_on(path: Path, language: Language = "nl") -> Advice:
    advisor = open_advisor()
    return advisor.advise(read_profile(path.read_bytes(), advisor.edition), language)


def named(advice: Advice, name: str | None) -> Advice:
    return replace(advice, profile=replace(advice.profile, name=name))


def as_markdown(advice: Advice) -> str:
    return written(compose(advice, open_advisor()))


def one_line(text: str) -> str:
    return " ".join(text.split())


def data(advice: Advice) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(advice))
    return found


def told(advice: Advice) -> list[tuple[str, int, str]]:
    """Phase, rank and title of every recommendation, in the order of the JSON."""
    return [(r["phase"], r["rank"], r["title"]) for r in data(advice)["recommendations"]]


def text_blocks(text: str, language: Language) -> Iterator[tuple[str, int, str]]:
    """From the text: phase, rank and all the words of every numbered block."""
    headings = {say(f"phase_{phase}", language).upper(): phase for phase in PHASES}
    phase, block = "", ""
    for line in text.splitlines():
        if line in headings:
            phase = headings[line]
        if re.match(r" {1,2}\d+\. ", line):
            block = ""
        block += f" {line}"
        if match := re.match(r"\s*(\d+)\. (.*)\[[a-z0-9-]+\]$", block):
            yield phase, int(match[1]), one_line(match[2])
            block = ""


@each_language
@each_example
def test_the_text_says_every_recommendation(path: Path, language: Language) -> None:
    """As text: every recommendation with what it says, also what is folded, ranked and in phases as in the JSON."""
    advice = advice_on(path, language)
    blocks = list(text_blocks(as_text(advice, open_advisor()), language))
    assert [(phase, rank) for phase, rank, _ in blocks] == [(phase, rank) for phase, rank, _ in told(advice)]
    for item, (_, _, words) in zip(data(advice)["recommendations"], blocks, strict=True):
        assert words.startswith(one_line(f"{item['title']} {item['summary']}"))
        for exception in item["unless"]:
            assert one_line(exception["text"]) in words
        for one in (item, *item["folded"]):
            assert one_line(f"{one['title']} {one['summary']}") in words
            assert all(one_line(f"- {step['text']}") in words for step in one["steps"])
            assert words.count(one_line(one["sign"])) >= 1
    ids = re.findall(r"\[([a-z0-9-]+)\]$", as_text(advice, open_advisor()), re.MULTILINE)
    assert ids == [item["id"] for item in data(advice)["recommendations"]]


@each_language
@each_example
def test_markdown_says_every_recommendation(path: Path, language: Language) -> None:
    """As Markdown: the same ranks and phases as headings, with every step and caveat, and no more."""
    advice = advice_on(path, language)
    headings = {say(f"phase_{phase}", language): phase for phase in PHASES}
    found, phase = [], ""
    for line in as_markdown(advice).splitlines():
        if line.startswith("## "):
            phase = headings.get(line.removeprefix("## "), "")
        elif match := re.fullmatch(r"### (\d+)\. (.+)", line):
            found.append((phase, int(match[1]), match[2]))
    assert found == told(advice)


@each_example
def test_markdown_says_every_step_with_its_passages(path: Path) -> None:
    """Each recommendation's part holds its summary, findings, steps and caveats; every mark leads to its passage."""
    advice, edition = advice_on(path), open_advisor().edition
    markdown = as_markdown(advice)
    body, _, listed = markdown.partition(f"## {say('sources', 'nl')}\n\n")
    gists = dict(re.findall(r"^(\d+)\. (.+?) \*", listed, re.MULTILINE))
    assert list(gists) == [str(n) for n in range(1, len(gists) + 1)]
    parts = re.split(r"^### (?=\d+\. )", body, flags=re.MULTILINE)[1:]
    for item, part in zip(data(advice)["recommendations"], parts, strict=True):
        assert item["summary"] in part
        assert all(finding["title"] in part for finding in item["findings"])
        for step in item["steps"]:
            (line,) = [line for line in part.splitlines() if line.startswith(f"- {step['text']}")]
            marks = re.findall(r"\[(\d+)\]", line)
            gist = [edition.passages[ref].gist for ref in step["cites"]]
            assert sorted(gists[n] for n in marks) == sorted(text.nl for text in gist if text is not None)
            assert (say("inference", "nl") in line) == step["inference"]
        for caveat in item["caveats"]:
            assert caveat in part


def test_caveats_stay_apart() -> None:
    """Two caveats are two paragraphs in Markdown: lines of a quotation that touch run together."""
    advice = advice_on(CHECKOUT / "examples" / "ghent-crm.json")
    item = replace(advice.recommendations[0], caveats=["Een eerste punt.", "Een tweede punt."])
    markdown = as_markdown(replace(advice, recommendations=[item]))
    between = markdown.partition("Een eerste punt.")[2].partition("Een tweede punt.")[0]
    assert re.search(r"\n>?\n", between)


@each_language
def test_what_comes_first_is_named_as_it_is_titled(language: Language) -> None:
    """A recommendation that waits for others says so with their titles, letter for letter."""
    advice = advice_on(CHECKOUT / "examples" / "municipality.json", language)
    first, second, *rest = advice.recommendations
    waiting = replace(rest[-1], needs=[first.id, second.id])
    changed = replace(advice, recommendations=[first, second, *rest[:-1], waiting])
    for text in (as_text(changed, open_advisor()), as_markdown(changed)):
        assert f"“{first.title}”; “{second.title}”" in one_line(text)


@each_language
def test_nothing_follows_from_nothing(language: Language) -> None:
    """Without answers no recommendation is given, and text and Markdown say so."""
    advisor = open_advisor()
    advice = advisor.advise(Profile({}), language)
    waiting = say("undecided", language, count=len(advice.undecided))
    assert len(advice.undecided) > 40
    for text in (as_text(advice, open_advisor()), as_mail(advice, open_advisor())):
        assert waiting in text
    for text in (as_text(advice, open_advisor()), as_mail(advice, open_advisor()), as_markdown(advice)):
        assert say("nothing", language) in text
        assert not re.search(r"^\W*1\. ", text, re.MULTILINE)


# --- a name ---


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_cannot_break_the_text(name: str) -> None:
    """Whatever the name, all that differs is the title: printable, underlined, and within the columns."""
    advice = advice_on(EXAMPLES[0])
    plain, strange = (as_text(named(advice, n), open_advisor()).partition("\n\n") for n in ("Bakkerij", name))
    assert strange[2] == plain[2]
    *title, underline = strange[0].split("\n")
    assert title[0].startswith("Advies voor ")
    assert len(title) == 1 or len(one_line(name)) > COLUMNS // 2
    assert all(line.isprintable() and len(line) <= COLUMNS for line in title)
    assert set(underline) == {"="}
    assert len(underline) <= COLUMNS


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_cannot_break_markdown(name: str) -> None:
    """Whatever the name, all that differs is the first heading, in which no markup is left and all is printable."""
    advice = advice_on(EXAMPLES[0])
    plain, strange = (as_markdown(named(advice, n)).partition("\n\n") for n in ("Bakkerij", name))
    assert strange[2] == plain[2]
    heading = strange[0]
    assert heading.startswith("# Advies voor ")
    assert heading.isprintable()
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", heading.removeprefix("# "))
    assert not re.search(r"[\\`*_\[\]<>#|~&!]", unescaped)


@pytest.mark.parametrize("name", ["", " ", "\n\t", "\u200b"])
def test_a_name_without_a_letter_is_no_name(name: str) -> None:
    """A name of which nothing can be seen counts as none, in text and in Markdown."""
    advice = advice_on(EXAMPLES[0])
    assert as_text(named(advice, name), open_advisor()) == as_text(named(advice, None), open_advisor())
    assert as_markdown(named(advice, name)) == as_markdown(named(advice, None))


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_not_mutilated(name: str) -> None:
    """Every letter and digit of a name of ordinary length is still there, in its order."""
    advice = advice_on(EXAMPLES[0])
    visible = "".join(c for c in name if unicodedata.category(c)[0] in "LN")[:60]
    for text in (as_text(named(advice, name), open_advisor()), as_markdown(named(advice, name))):
        title = text.partition("\n\n")[0].partition("Advies voor ")[2]
        assert visible in "".join(c for c in title if unicodedata.category(c)[0] in "LN")


# --- words and width ---


def everything_said(path: Path, language: Language) -> Iterator[str]:
    """The text and Markdown of an advice, and every why and why-not."""
    advisor = open_advisor()
    profile = read_profile(path.read_bytes(), advisor.edition)
    advice = advisor.advise(profile, language)
    yield as_text(advice, open_advisor())
    for item in advice.recommendations:
        yield why_as_text(why(advice, item.id, advisor.edition), advice)
    for rid in advisor.edition.recommendations:
        yield why_not_as_text(why_not(profile, rid, advisor, language), language)


@each_language
@each_example
def test_no_code_is_shown(path: Path, language: Language) -> None:
    """No attribute, derived fact or option code with an underscore stands in a text for people."""
    advisor = open_advisor()
    edition = advisor.edition
    codes = {*edition.questions, *edition.derived, *(code for q in edition.questions.values() for code in q.options)}
    codes = {code for code in codes if "_" in code}
    assert len(codes) > 100
    for text in (*everything_said(path, language), as_markdown(advice_on(path, language))):
        words = set(re.findall(r"\w+", re.sub(r"https?://\S+", "", text)))
        assert not words & codes


@each_language
@each_example
def test_lines_fit(path: Path, language: Language) -> None:
    """No line of a text is wider than 100 columns, but for an address."""
    for text in everything_said(path, language):
        assert [line for line in text.splitlines() if len(line) > COLUMNS and "://" not in line] == []
        assert [line for line in text.splitlines() if line != line.rstrip()] == []


@each_language
def test_a_long_exception_is_wrapped(language: Language) -> None:
    """An exception that keeps a recommendation away may be long, and so may its title; the lines still fit."""
    edition = open_advisor().edition
    long = "; ".join(edition.name(attribute, language) for attribute in list(edition.questions)[:5])
    text = why_not_as_text(WhyNot("x", long, "not_indicated", [], long), language)
    assert max(map(len, text.splitlines())) <= COLUMNS
    assert one_line(text).count(long) == 2

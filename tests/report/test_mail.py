"""The text that fits in a mail: 60 lines at most for whatever profile, and nothing that the JSON does not say."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor.advice import Advice, open_advisor, to_json
from advisor.cli import main
from advisor.insight.questions import to_ask
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.mail import as_mail
from advisor.report.outline import first_sentence
from advisor.report.text import as_text
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT, sizes
from tests.realistic import THIN, Answers, profiles

LINES, COLUMNS, ACTIONS = 60, 88, 5
FEW = 6  # organisations at every run
SECTIONS = ("phase_first", "strengths", "open_questions", "almost", "mail_rest", "contradictions")
MOST = {"strengths": 3, "open_questions": 3, "contradictions": 3, "almost": 2}
LEFT = ("recommendations", "strengths", "questions", "hanging", "contradictions", "tensions")
GHENT = str(CHECKOUT / "examples" / "ghent-crm.json")

each_language = pytest.mark.parametrize("language", LANGUAGES)


def answers(edition: Edition, count: int) -> Iterator[Answers]:
    """So many realistic organisations, and some that hardly know anything; answers at random; none."""
    yield from profiles(edition, count, seed=23)
    yield from profiles(edition, count // 10, seed=24, known=THIN)
    yield from sample_answers(edition, count // 7, seed=25, missing=0)
    yield from sample_answers(edition, count // 7, seed=26, missing=0.3)
    yield {}


@cache
def pieces(language: Language, count: int = FEW) -> tuple[Advice, ...]:
    advisor = open_advisor()
    return tuple(advisor.advise(Profile(known), language) for known in answers(advisor.edition, count))


@cache
def mails(language: Language, count: int = FEW) -> "tuple[tuple[dict[str, Any], str, Read], ...]":
    """Each advice as JSON, with what to ask next; its mail, and that read back."""
    advisor = open_advisor()
    texts = [as_mail(advice, advisor) for advice in pieces(language, count)]
    told = [
        json.loads(to_json(advice)) | {"next": [q.text for q in to_ask(advice, advisor)]}
        for advice in pieces(language, count)
    ]
    return tuple((data, mail, read(mail, language)) for data, mail in zip(told, texts, strict=True))


@dataclass(frozen=True)
class Read:
    """A mail, read back: its first sentence, the items of each part, what it leaves out, and its end."""

    sentence: str
    parts: dict[str, list[str]]
    silence: str
    left: dict[str, int]
    end: list[str]


def read(mail: str, language: Language) -> Read:
    headings = {say(section, language).upper(): section for section in SECTIONS}
    blocks = [block.splitlines() for block in mail.strip().split("\n\n")]
    (title, *_), sentence, *others = blocks
    parts: dict[str, list[str]] = {}
    last: list[str] = []
    for heading, *lines in others:
        if heading not in headings:
            last += [heading, *lines]
            continue
        items = parts.setdefault(headings[heading], [])
        for line in lines:
            if re.match(r"  \S", line):
                items.append(line.strip())
            else:
                items[-1] += f" {line.strip()}"
    assert title
    told = " ".join(last)
    silence, _, rest = told.partition(say("mail_full", language))
    silence, _, counts = silence.partition(say("mail_left", language, parts="|").split("|")[0])
    return Read(" ".join(sentence), parts, silence.strip(), counted(counts, language), rest.split())


def counted(counts: str, language: Language) -> dict[str, int]:
    """What is left out, by what it is."""
    found = dict.fromkeys(LEFT, 0)
    for part in re.split(r", | en | and ", counts.strip().removesuffix(".")):
        if part:
            count = int(next(word for word in part.split() if word.isdecimal()))
            (what,) = [what for what in LEFT if say(f"mail_left_{what}", language, count=count) == part]
            found[what] = count
    return found


def named(items: Sequence[str], language: Language) -> Iterator[tuple[int, str, bool]]:
    """Of numbered titles the number, the title, and whether it is marked as provisional."""
    mark = f" ({say('verdict_provisional', language)})"
    for item in items:
        rank, _, title = item.partition(". ")
        yield int(rank), title.removesuffix(mark), title.endswith(mark)


def first_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What is to be done first, five at most."""
    return [item for item in told["recommendations"] if item["phase"] == "first"][:ACTIONS]


@each_language
@pytest.mark.parametrize("count", sizes(FEW, 60))
def test_it_fits(language: Language, count: int) -> None:
    """60 lines at most, for each profile; none too wide. It opens with the sentence and ends with the receipt."""
    for told, mail, found in mails(language, count):
        lines = mail.splitlines()
        assert len(lines) <= LINES, told["profile"]["answers"]
        assert all(len(line) <= COLUMNS and line == line.rstrip() for line in lines)
        assert found.sentence == told["diagnosis"]["text"]
        assert found.end[-1] == told["receipt"]["profile_sha256"][:12] + "."
        assert "--full" in lines[-3]


@each_language
def test_every_action_is_there(language: Language) -> None:
    """What to do first: number, title, whether it is provisional, why in one sentence; nearly always also its first
    step, who acts and how one sees that it worked.
    """
    stepped = Counter[bool]()
    for told, _, found in mails(language):
        for item, block in zip(first_of(told), found.parts.get("phase_first", []), strict=True):
            mark = f" ({say('verdict_provisional', language)})" if item["verdict"] == "provisional" else ""
            begin = f"{item['rank']}. {item['title']}{mark} "
            step = say("mail_step", language, step=first_sentence(item["steps"][0]["text"]))
            start = f" {step} {say('mail_who', language, who=item['who'], sign=item['sign'])}"
            assert block.startswith(begin)
            why = block.removeprefix(begin).removesuffix(start)
            assert item["summary"].startswith(why) and why[-1] in ".?!"
            stepped[block.endswith(start)] += 1
    assert stepped[True] >= 0.95 * stepped.total() > 3 * FEW


@each_language
def test_the_rest_stands_by_theme(language: Language) -> None:
    """The next recommendations by number and title, each under the theme that the JSON gives, and no others."""
    for told, _, found in mails(language):
        themes = {item["title"]: item["theme"] for item in told["recommendations"]}
        shown = []
        for part in found.parts.get("mail_rest", []):
            theme, _, titles = part.partition(": ")
            here = list(named(re.split(r"; (?=\d+\. )", titles), language))
            assert {themes[title] for _, title, _ in here} == {theme}
            shown += here
        done = len(first_of(told))
        rest = [
            (item["rank"], item["title"], item["verdict"] == "provisional")
            for item in told["recommendations"][done : done + len(shown)]
        ]
        assert sorted(shown) == rest


@each_language
def test_other_parts_say_what_the_json_says(language: Language) -> None:
    """The first of what goes well, of what to ask and of what does not agree; what one question could bring."""
    for told, _, found in mails(language):
        whole = {
            "strengths": [f"+ {f['title']}" for f in told["findings"] if f["polarity"] == "strength"],
            "open_questions": [f"? {text}" for text in told["next"]],
            "contradictions": [f"? {c['message']}" for c in told["contradictions"]],
        }
        for part, items in whole.items():
            shown = found.parts.get(part, [])
            assert shown == items[: len(shown)]
            assert min(1, len(items)) <= len(shown) <= MOST[part]
        brings: dict[str, set[str]] = {}
        for item in told["almost"]:
            for way in item["ways"]:
                if len(way) == 1:
                    brings.setdefault(way[0]["text"], set()).add(item["title"])
        hanging = found.parts.get("almost", [])
        assert len(hanging) <= MOST["almost"]
        for one in hanging:
            (question,) = [q for q in brings if one.startswith(f"? {q} ")]
            assert set(re.findall(r"“([^”]*)”", one.removeprefix(f"? {question}"))) <= brings[question]
        titles = [silence["title"] for silence in told["silent"]]
        shown = next(n for n in range(len(titles) + 1) if n == len(titles) or titles[n] not in found.silence)
        assert shown >= 1
        left = say("and_others", language, titles="", count=len(titles) - shown)
        assert found.silence.endswith(f"{left}." if shown < len(titles) else f"{titles[-1]}.")


@each_language
def test_what_is_left_out_is_counted(language: Language) -> None:
    """What is shown and what is left out are together what the JSON holds."""
    for told, _, found in mails(language):
        titles = [t for part in found.parts.get("mail_rest", []) for t in re.findall(r"(?:: |; )\d+\. ", part)]
        shown = {
            "recommendations": len(first_of(told)) + len(titles),
            "strengths": len(found.parts.get("strengths", [])),
            "questions": len(found.parts.get("open_questions", [])),
            "hanging": len(found.parts.get("almost", [])),
            "contradictions": len(found.parts.get("contradictions", [])),
            "tensions": 0,
        }
        whole = {
            "recommendations": sum(1 + len(item["folded"]) for item in told["recommendations"]),
            "strengths": sum(f["polarity"] == "strength" for f in told["findings"]),
            "questions": len(told["next"]),
            "hanging": len({w[0]["text"] for item in told["almost"] for w in item["ways"] if len(w) == 1}),
            "contradictions": len(told["contradictions"]),
            "tensions": len(told["tensions"]),
        }
        assert found.left == {what: whole[what] - shown[what] for what in LEFT}


@each_language
def test_a_long_name_costs_no_action(language: Language) -> None:
    """The longest name a profile may have still leaves room."""
    for advice in pieces(language)[::10]:
        mail = as_mail(replace(advice, profile=replace(advice.profile, name="Wijkvereniging " * 13)), open_advisor())
        assert len(mail.splitlines()) <= LINES
        first = [item for item in advice.recommendations if item.phase == "first"][:ACTIONS]
        assert len(read(mail, language).parts.get("phase_first", [])) == len(first)


def test_the_commands_print_the_short_form_and_with_full_the_long() -> None:
    """`--full` gives the other form; of what has no short form it is refused, with why."""
    advisor, run = open_advisor(), CliRunner().invoke
    advice = advisor.advise(read_profile(Path(GHENT).read_bytes(), advisor.edition), "en")
    assert run(main, ["advise", GHENT, "--lang", "en"]).stdout == as_mail(advice, open_advisor())
    assert run(main, ["advise", GHENT, "--lang", "en", "--full"]).stdout == as_text(advice, open_advisor())
    refused = run(main, ["advise", GHENT, "--lang", "en", "--full", "--format", "json"])
    assert refused.exit_code == 2
    assert say("full_is_text", "en", form="json") in refused.stderr


@each_language
def test_every_summary_begins_with_a_whole_sentence(language: Language) -> None:
    """Why is the first sentence of a summary: it ends where a sentence ends, and fits on two lines."""
    for recommendation in open_advisor().edition.recommendations.values():
        summary = recommendation.summary[language]
        why = first_sentence(summary)
        assert summary.startswith(why) and why[-1] in ".?!"
        assert len(why) <= 2 * (COLUMNS - 5)

"""Every form of a report says what the JSON says; readers that know nothing of how it was made find it there."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor.advice import open_advisor
from advisor.insight.stability import stability
from advisor.library.passages import link
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.composing import OtherKnowledgeError, compose
from advisor.report.formats import FORMATS, filename
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

from .reading import EXAMPLES, READERS, advice_on, as_data, nothing_answered, report_for, report_on, squeezed, written

STEMS = [path.stem for path in EXAMPLES]
PAIRS = [("ghent-crm", "nl"), ("municipality", "en"), ("hardly-answered", "nl")]
each_form = pytest.mark.parametrize("form", FORMATS)
each_pair = pytest.mark.parametrize(("stem", "language"), PAIRS)

HOSTILE = [
    "# $x$ *vet* _schuin_ `code` @label <p> [a](b) #panic() \\ ~",
    "<script>alert(1)</script><style>*{}</style> &amp; \"'>",
    "Bakkerij \u202eegaleroov\u202c \u2066x\u2069 \x00\x1b[31m \ud800",
    "🥖 Bäckerei 中文 Ελλάς Кухня עברית",
    "W" * 10_000,
    "{{ 7 * 7 }} {% raw %} {# #} %n ${x} #{x}",
]


def in_order(text: str, wanted: Sequence[str]) -> bool:
    """Whether texts stand in a text one after the other."""
    at = 0
    for part in wanted:
        at = text.find(squeezed(part), at) + 1
        if not at:
            return False
    return True


# --- the contents ---


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", STEMS)
def test_every_number_is_that_of_the_json(stem: str, language: Language) -> None:
    """Ranks, scores, contributions, verdicts, phases and counts are the JSON's; firmness is that of `stability`."""
    report, told = report_on(stem, language), as_data(stem, language)
    items = [(i.id, i.rank, i.phase, i.score, i.verdict, i.title, i.summary) for i in report.items]
    keys = ("id", "rank", "phase", "score", "verdict", "title", "summary")
    assert items == [tuple(r[key] for key in keys) for r in told["recommendations"]]
    advisor = open_advisor()
    profile = read_profile((CHECKOUT / "examples" / f"{stem}.json").read_bytes(), advisor.edition)
    firm = {s.id: s for s in stability(profile, advisor, language)}
    for item, told_item in zip(report.items, told["recommendations"], strict=True):
        parts = [(c["title"], c["value"], c["basis"]) for c in told_item["contributions"]]
        assert [(c.title, c.value, c.basis) for c in item.contributions] == parts
        assert sum(value for _, value, _ in parts) == item.score
        for title, value, _ in parts:
            assert f"{value:+d} {title}".replace("-", "−", value < 0) in item.scored
        assert [p.id for p in item.needs] == told_item["needs"]
        assert {g.id for g in (*item.because, *item.helps)} == {f["id"] for f in told_item["findings"]}
        assert [s.text for s in item.steps] == [s["text"] for s in told_item["steps"]]
        found = firm[item.id]
        assert (item.firmness.firm, item.firmness.best) == (found.label == "firm", found.together.best)
        assert (item.firmness.worst, item.firmness.may_lapse) == (found.together.worst, found.may_lapse)
    weak = [f for f in told["findings"] if f["polarity"] == "weakness"]
    strong = [f for f in told["findings"] if f["polarity"] == "strength"]
    counts = [len(told["profile"]["answers"]), len(weak), len(strong), len(told["recommendations"])]
    assert [count.number for count in report.summary.counts] == [*counts, len(report.passages)]
    assert [t.id for t in (*report.tensions, *report.folded_tensions)] == [t["id"] for t in told["tensions"]]
    assert len(report.tensions) == min(5, len(told["tensions"]))
    assert [c.message for c in report.contradictions] == [c["message"] for c in told["contradictions"]]
    assert [len(told["undecided"]), len(told["contradictions"])] == [len(report.undecided), len(report.contradictions)]
    assert sum(len(theme.answers) for theme in report.themes) == len(told["profile"]["answers"])


@pytest.mark.parametrize("stem", STEMS)
def test_every_mark_leads_to_its_passage(stem: str) -> None:
    """Passages are numbered from 1 over the whole report; marks of steps, findings, tensions, pictures are theirs."""
    report, told, edition = report_on(stem), as_data(stem, "nl"), open_advisor().edition
    refs = {p.number: p.ref for p in report.passages}
    assert list(refs) == list(range(1, len(refs) + 1))
    assert len(set(refs.values())) == len(refs)
    for passage in report.passages:
        known = edition.passages[passage.ref]
        assert passage.link == link(edition.sources[passage.ref.partition("/")[0]], known)
        assert (passage.paragraph, passage.section) == (known.paragraph, known.section)
    for item, told_item in zip(report.items, told["recommendations"], strict=True):
        for step, told_step in zip(item.steps, told_item["steps"], strict=True):
            assert {refs[n] for n in step.marks} == set(told_step["cites"])
        for ground in (*item.because, *item.helps):
            rule = next(f["rule"] for f in told["findings"] if f["id"] == ground.id)
            assert {refs[n] for n in ground.marks} == set(edition.rules[rule].because)
        for box in (box for box in item.picture.boxes if not box.aside):
            cited = {e["target"] for e in told["graph"]["edges"] if (e["source"], e["relation"]) == (box.node, "cites")}
            assert {f"passage:{refs[n]}" for n in box.marks} == cited
    for tension, told_tension in zip((*report.tensions, *report.folded_tensions), told["tensions"], strict=True):
        for side, told_side in zip(tension.sides, told_tension["sides"], strict=True):
            assert {refs[n] for n in side.marks} == set(told_side["cites"])


def test_a_date_only_when_it_is_known() -> None:
    """The moment at which an advice was kept stands on the title page; without it there is none."""
    advice = advice_on("ghent-crm")
    kept = compose(advice, open_advisor(), datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert ("Datum", "1 maart 2026") in [(line.what, line.says) for line in kept.about]
    assert "Datum" not in [line.what for line in report_on("ghent-crm").about]


def test_of_other_knowledge_no_report_is_made() -> None:
    """The reasons of an advice cannot be told by knowledge that is not its own."""
    advice = advice_on("ghent-crm")
    other = replace(advice, receipt=replace(advice.receipt, knowledge_sha256="0" * 64))
    with pytest.raises(OtherKnowledgeError):
        compose(other, open_advisor())


# --- every form ---


@each_pair
@each_form
def test_every_form_says_everything(form: str, stem: str, language: Language) -> None:
    """Each form has, in their order, every recommendation, step, caveat, finding, tension, answer and number."""
    read, _ = READERS[form]
    text, report = read(written(form, stem, language)), report_on(stem, language)
    assert in_order(text, [f"{item.rank}. {item.title}" for item in report.items])
    for item in report.items:
        for said in (item.summary, item.scored, item.rests_on, item.firmness.told, *item.caveats, *item.remarks):
            assert squeezed(said) in text
        for step in item.steps:
            assert squeezed(step.text + "".join(f"[{n}]" for n in step.marks)) in text
        for ground in (*item.because, *item.helps):
            assert squeezed(ground.rule) in text
            for fact in ground.facts:
                assert squeezed(f"{fact.told}: {fact.text} {fact.value}") in text
    for tension in report.tensions:
        assert all(squeezed(side.claim) in text for side in tension.sides)
        assert squeezed(tension.resolution) in text
    assert squeezed(report.more_tensions) in text
    for tension in report.folded_tensions:
        assert squeezed(tension.title) in text[text.index(squeezed(report.more_tensions)) :]
    for theme in report.themes:
        assert in_order(text, [part for entry in theme.answers for part in (entry.question, entry.answer)])
    assert in_order(text, [f"{count.number} {count.what}" for count in report.summary.counts])
    assert in_order(text, [line.says for line in report.receipt])


@each_pair
@each_form
def test_every_form_has_every_source(form: str, stem: str, language: Language) -> None:
    """Each form has every passage under its number, with its gist, its place and its very address."""
    read, links = READERS[form]
    raw, report = written(form, stem, language), report_on(stem, language)
    text = read(raw)
    sources = text[text.rindex(squeezed(report.sources[0].title)) :]
    point = "." if form == "markdown" else ""
    assert in_order(sources, [f"{p.number}{point} {p.gist}" for p in report.passages])
    assert in_order(sources, [p.place for p in report.passages])
    addresses = {p.link for p in report.passages if p.link}
    assert links(raw) == addresses
    assert not addresses or any("#:~:text=" in address for address in addresses)


@pytest.mark.parametrize("language", LANGUAGES)
@each_form
def test_nothing_answered_is_a_report_too(form: str, language: Language) -> None:
    """Without answers the report says that nothing follows, and what to answer first."""
    report = nothing_answered(language)
    text = READERS[form][0](FORMATS[form].make(report))
    assert squeezed(say("nothing", language)) in text
    assert squeezed(say("report_no_answers", language)) in text
    assert squeezed(report.questions[0].text) in text
    assert squeezed(report.more_questions) in text


@pytest.mark.parametrize(
    ("form", "name"),
    [
        pytest.param(form, name, id=f"{form}-{number}", marks=() if number % len(FORMATS) == turn else pytest.mark.long)
        for turn, form in enumerate(FORMATS)
        for number, name in enumerate(HOSTILE)
    ],
)
def test_a_name_cannot_break_a_report(form: str, name: str) -> None:
    """Whatever an organisation is called, its name is shown as text, in every form, and nothing else changes."""
    report = report_for(name, name, stem="hardly-answered")
    text = READERS[form][0](FORMATS[form].make(report))
    shown = report.name
    if form == "pdf":  # letters that it lacks are shown as such
        shown = "".join(c for c in shown if c.isascii())
        text = "".join(c for c in text if c.isascii())
    assert len(report.name) <= 200
    assert squeezed(shown) in text
    assert squeezed(report.items[0].summary) in text


@pytest.mark.parametrize("name", [*HOSTILE, "", "../../etc/passwd", 'a"; b', "Gemeente Sint-Niklaas"])
def test_a_file_has_a_plain_name(name: str) -> None:
    """The name of a file holds ASCII letters, digits and hyphens, whatever the organisation is called."""
    advice = advice_on("ghent-crm")
    found = filename(replace(advice, profile=replace(advice.profile, name=name)), "pdf")
    stem, _, ending = found.rpartition(".")
    assert stem.isascii()
    assert stem.replace("-", "").isalnum()
    assert (ending, len(found) < 100) == ("pdf", True)
    assert stem.startswith("advies-")  # when the name has no such letter, the reference is there


@pytest.mark.long
@each_form
def test_the_same_bytes(form: str) -> None:
    """A report made again, also in another process that hashes otherwise, is the same to the byte."""
    raw = written(form, "antwerp-wholesaler")
    assert FORMATS[form].make(report_on("antwerp-wholesaler")) == raw
    command = [
        str(Path(sys.executable).parent / "advisor"),
        "advise",
        "examples/antwerp-wholesaler.json",
        "--format",
        form,
    ]
    done = subprocess.run(command, cwd=CHECKOUT, env={"PYTHONHASHSEED": "7"}, capture_output=True, check=True)
    assert done.stdout == raw


@pytest.mark.long
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_terminal_is_spared(form: str) -> None:
    """A document that cannot be read in a terminal is not written to one; the remedy names a file."""
    terminal, side = os.openpty()
    command = [str(Path(sys.executable).parent / "advisor"), "advise", "examples/ghent-crm.json", "--format", form]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=side, stderr=subprocess.PIPE, check=False)
    os.close(side)
    os.close(terminal)
    assert done.returncode == 1
    assert f"-o advies-Dienstverlener-in-Gent.{form}" in done.stderr.decode()

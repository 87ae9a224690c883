"""Notes beside answers: read with every mistake named, before their answers in the graph, and never in a rule."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from advisor.advice import Advice, from_json, open_advisor, to_json
from advisor.insight.replay import replay
from advisor.library.edition import Edition
from advisor.phrases import LANGUAGES
from advisor.stages.explanation import KINDS, part
from advisor.stages.mistakes import Mistake, ProfileError
from advisor.stages.notes import CONFIDENCES, Note
from advisor.stages.profile import Profile, read_profile, understand
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT, sizes

NOTED = CHECKOUT / "examples" / "notes" / "ghent-crm.json"
TEXTS = [None, "x", "log-ins in week 8", "é\u202e\n<b>]]>", "1", "true", "%s {adoption_rate}", "x" * 200]


def noted(edition: Edition, count: int, seed: int) -> Iterator[Profile]:
    """Made-up profiles with notes beside answers and beside questions that nobody answered."""
    chance = random.Random(seed)
    for missing in (0.2, 0.7):
        for answers in sample_answers(edition, count, seed=seed, missing=missing):
            notes = {
                attribute: Note(chance.choice(TEXTS), chance.choice(TEXTS), chance.choice([None, *CONFIDENCES]))
                for attribute in edition.questions
                if chance.random() < 0.4
            }
            yield Profile(answers, "Proef", None, {a: note for a, note in notes.items() if note.plain})


def without(advice: Advice) -> bytes:
    """The bytes of an advice from which the notes are taken."""
    graph = replace(
        advice.graph,
        nodes=[node for node in advice.graph.nodes if node.kind != "evidence"],
        edges=[edge for edge in advice.graph.edges if edge.relation != "supports"],
    )
    return to_json(replace(advice, profile=replace(advice.profile, notes={}), graph=graph))


@pytest.mark.parametrize(("count", "seed"), sizes(20, 100, *range(2)))
def test_notes_reach_no_rule(edition: Edition, count: int, seed: int) -> None:
    """With and without notes: the same bytes, apart from the notes and their nodes; the same hash of the answers."""
    advisor, met = open_advisor(), 0
    for profile in noted(edition, count, seed):
        bare = replace(profile, notes={})
        one, other = advisor.advise(profile), advisor.advise(bare)
        assert without(one) == to_json(other)
        assert one.receipt == other.receipt
        assert b'"notes"' not in to_json(other)
        told = {f"answer:{a}" for a in profile.notes}
        answers = {node.id for node in one.graph.nodes if node.kind == "answer"}
        supported = [(e.source, e.target) for e in one.graph.edges if e.relation == "supports"]
        assert sorted(supported) == sorted((f"evidence:{a.partition(':')[2]}", a) for a in told & answers)
        met += len(supported)
    assert met > count


def test_a_profile_and_its_advice_come_back_with_their_notes(edition: Edition) -> None:
    """What is written is read back the same; an advice with notes is made again from its own bytes."""
    advisor = open_advisor()
    for profile in noted(edition, 10, 3):
        assert understand(json.loads(json.dumps(profile.plain)), edition) == profile
        raw = to_json(advisor.advise(profile))
        assert from_json(raw).profile.notes == profile.notes
        assert replay(raw, advisor).same


def test_a_note_stands_before_its_answer_where_the_answer_counts() -> None:
    """In the part of the graph of a recommendation stand the notes of its answers, in the words of the language."""
    advisor = open_advisor()
    profile = read_profile(NOTED.read_bytes(), advisor.edition)
    for language in LANGUAGES:
        advice = advisor.advise(profile, language)
        words = {"nl": "gemeten: verslag van de leverancier", "en": "measured: verslag van de leverancier"}[language]
        nodes = {node.id: node for node in advice.graph.nodes}
        assert (nodes["evidence:adoption_rate"].label, nodes["evidence:adoption_rate"].detail) == (
            "Log-ins in week 8, zonder wie alleen leest",
            words,
        )
        assert nodes["evidence:vision_state"].detail == ""  # only what shows it: that is the label then
        assert "evidence:workload_pressure" not in nodes  # nobody answered it
        for item in advice.given:
            piece = part(advice.graph, item.id)
            answers = {n.id.partition(":")[2] for n in piece.nodes if n.kind == "answer"}
            told = {n.id.partition(":")[2] for n in piece.nodes if n.kind == "evidence"}
            assert told == answers & profile.notes.keys()
    assert KINDS[0] == "evidence"


def mistakes(notes: object, edition: Edition) -> list[Mistake]:
    with pytest.raises(ProfileError) as refusal:
        understand({"answers": {}, "notes": notes}, edition, "en")
    return refusal.value.mistakes


@pytest.mark.parametrize(
    ("notes", "pointer", "nearest"),
    [
        ([], "/notes", None),
        ("x", "/notes", None),
        ({"adoption_rat": {}}, "/notes/adoption_rat", "adoption_rate"),
        ({"adoption_rate": "measured"}, "/notes/adoption_rate", None),
        ({"adoption_rate": {"evidenc": "x"}}, "/notes/adoption_rate/evidenc", "evidence"),
        ({"adoption_rate": {"confidence": "measurd"}}, "/notes/adoption_rate/confidence", "measured"),
        ({"adoption_rate": {"confidence": ""}}, "/notes/adoption_rate/confidence", None),
        ({"adoption_rate": {"confidence": ["measured"]}}, "/notes/adoption_rate/confidence", None),
        ({"adoption_rate": {"text": 5}}, "/notes/adoption_rate/text", None),
        ({"adoption_rate": {"text": "x" * 1001}}, "/notes/adoption_rate/text", None),
        ({"adoption_rate": {"evidence": "x" * 201}}, "/notes/adoption_rate/evidence", None),
        ({"adoption_rate": {"text": "a\ud800"}}, "/notes/adoption_rate/text", None),
        ({"adoption_rate": {"text": "a\x00"}}, "/notes/adoption_rate/text", None),
    ],
)
def test_a_mistake_is_named_at_its_place(notes: object, pointer: str, nearest: str | None, edition: Edition) -> None:
    """Where it is, and which name was meant."""
    assert [(m.pointer, m.nearest) for m in mistakes(notes, edition)] == [(pointer, nearest)]


def test_all_mistakes_at_once(edition: Edition) -> None:
    """Those of answers and of notes, in the order of the text."""
    with pytest.raises(ProfileError) as refusal:
        understand({"answers": {"sector": "x"}, "notes": {"sector": {"text": 1, "x": 2}, "nothing": {}}}, edition)
    assert {m.pointer for m in refusal.value.mistakes} == {
        "/answers/sector",
        "/notes/sector/text",
        "/notes/sector/x",
        "/notes/nothing",
    }


@pytest.mark.parametrize("nothing", [None, {}, {"text": ""}, {"text": " \n", "evidence": None, "confidence": None}])
def test_a_note_that_says_nothing_is_none(nothing: object, edition: Edition) -> None:
    """Empty, blank and null are left out, and the profile is as without."""
    profile = understand({"answers": {"adoption_rate": 20}, "notes": {"adoption_rate": nothing}}, edition)
    assert profile == understand({"answers": {"adoption_rate": 20}, "notes": None}, edition)
    assert "notes" not in profile.plain


def test_as_long_as_it_may_be(edition: Edition) -> None:
    """A note on the bound is kept whole."""
    note = {"text": "é" * 1000, "evidence": "x" * 200}
    assert understand({"answers": {}, "notes": {"sector": note}}, edition).plain["notes"] == {"sector": note}

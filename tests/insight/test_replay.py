"""Replay: the same bytes from the receipt, or what exactly differs."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from advisor.advice import Advisor, to_json
from advisor.insight.earlier import MAX_BYTES
from advisor.insight.replay import MAX_PLACES, replay
from advisor.library.wording import LANGUAGES
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def ghent(advisor: Advisor) -> Profile:
    return read_profile((CHECKOUT / "examples" / "ghent-crm.json").read_bytes(), advisor.edition)


@pytest.fixture(scope="module")
def stored(advisor: Advisor, ghent: Profile) -> bytes:
    """The advice for the company in Ghent."""
    return to_json(advisor.advise(ghent))


def changed(stored: bytes, change: Change) -> bytes:
    """The same advice after somebody laid hands on it, written as `advice.to_json` writes."""
    data = json.loads(stored)
    change(data)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def parts(raw: bytes, advisor: Advisor) -> list[str]:
    answer = replay(raw, advisor)
    assert not answer.same
    return [d.part for d in answer.differences]


@pytest.mark.long
@pytest.mark.parametrize("count", [12, pytest.param(60, marks=pytest.mark.long)])
@pytest.mark.parametrize("missing", [0.0, 0.5, 0.95])
def test_every_advice_is_made_again(advisor: Advisor, count: int, missing: float) -> None:
    """The advice of any profile, in either language, with or without a name, comes out to the byte."""
    for number, answers in enumerate(sample_answers(advisor.edition, count, seed=41, missing=missing)):
        profile = Profile(answers, "Één 😀\u2028" if number % 3 else None, "r/1" if number % 2 else None)
        for language in LANGUAGES:
            raw = to_json(advisor.advise(profile, language))
            answer = replay(raw, advisor)
            assert answer.same
            assert answer.advice == raw
            assert (answer.differences, answer.places, answer.more, answer.mistakes) == ([], [], 0, [])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda d: d["receipt"].update(software="0.0.9"), ["software"]),
        (lambda d: d["receipt"].update(engine="another 1.0"), ["engine"]),
        (lambda d: d["receipt"].update(edition="2025.1"), ["edition"]),
        (lambda d: d["receipt"].update(knowledge_sha256="0" * 64), ["knowledge"]),
        (lambda d: d["receipt"].update(profile_sha256="0" * 64), ["profile"]),
        (lambda d: d["profile"]["answers"].update(sector="public"), ["profile"]),
        (lambda d: d["profile"]["answers"].update(sector="nobody"), ["profile"]),
        (lambda d: d["recommendations"].pop(), ["content"]),
        (lambda d: d["profile"].update(unanswered=[]), ["content"]),
        (lambda d: d["receipt"].update(software="0.0.9", edition="2025.1"), ["edition", "software"]),
    ],
)
def test_what_was_changed_is_named_and_nothing_else(
    advisor: Advisor, stored: bytes, change: Change, expected: list[str]
) -> None:
    """Whoever touches one part of an advice finds just that part named."""
    assert changed(stored, lambda _: None) == stored
    assert parts(changed(stored, change), advisor) == expected


def test_weights_are_told_from_other_knowledge(
    advisor: Advisor, other_weights: Advisor, other_rule: Advisor, stored: bytes
) -> None:
    """A changed weight is named as that, a changed rule as knowledge; back on its own knowledge all is the same."""
    assert parts(stored, other_weights) == ["weights"]
    assert parts(stored, other_rule) == ["knowledge"]
    both = Advisor(
        replace(
            other_rule.edition,
            priorities=other_weights.edition.priorities,
            weights_sha256=other_weights.edition.weights_sha256,
        ),
        other_rule.engine,
    )
    assert parts(stored, both) == ["knowledge", "weights"]
    assert replay(stored, advisor).same


def test_the_places_that_differ_are_pointed_at(advisor: Advisor, stored: bytes) -> None:
    """Up to twenty places, with the value there and the value made now, shortened; the rest is counted."""

    def meddle(data: dict[str, Any]) -> None:
        data["recommendations"][0]["score"] *= 1.0
        data["recommendations"][1]["title"] = "Ander\nadvies" * 40
        data["findings"][0]["a/b~c"] = None

    answer = replay(changed(stored, meddle), advisor)
    by_place = {p.pointer: (p.then, p.now) for p in answer.places}
    score = json.loads(stored)["recommendations"][0]["score"]
    assert by_place["/recommendations/0/score"] == (f"{score}.0", f"{score}")
    assert by_place["/findings/0/a~1b~0c"] == ("null", None)
    title, _ = by_place["/recommendations/1/title"]
    assert title is not None
    assert title.startswith('"Ander\\nadviesAnder')
    assert len(title) == 61
    assert answer.more == 0

    def empty(data: dict[str, Any]) -> None:
        for finding in data["findings"]:
            finding.update(verdict="x", editorial=None)

    answer = replay(changed(stored, empty), advisor)
    findings = len(json.loads(stored)["findings"])
    assert len(answer.places) == MAX_PLACES
    assert answer.more == 2 * findings - MAX_PLACES > 0
    assert answer.places[0].pointer == "/findings/0/verdict"


@pytest.mark.parametrize(
    "write",
    [
        lambda data: json.dumps(data).encode(),
        lambda data: json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(),
        lambda data: json.dumps(dict(reversed(data.items())), ensure_ascii=False, separators=(",", ":")).encode(),
    ],
    ids=["white space", "no last line end", "order of fields"],
)
def test_another_layout_is_called_just_that(
    advisor: Advisor, stored: bytes, write: Callable[[dict[str, Any]], bytes]
) -> None:
    """White space, the last line end and the order of fields are no other content, but they are other bytes."""
    answer = replay(write(json.loads(stored)), advisor)
    assert [d.part for d in answer.differences] == ["layout"]
    assert (answer.places, answer.advice) == ([], stored)


def test_an_older_receipt_does_not_tell_its_weights(advisor: Advisor, stored: bytes) -> None:
    """An advice from before the receipt had that field is read; what it does not tell is said."""
    answer = replay(changed(stored, lambda d: d["receipt"].pop("weights_sha256")), advisor)
    assert not answer.weights_told
    assert [d.part for d in answer.differences] == ["content"]
    assert [p.pointer for p in answer.places] == ["/receipt/weights_sha256"]


def test_answers_that_the_knowledge_cannot_use_are_named(advisor: Advisor, stored: bytes) -> None:
    """When no advice can be made now, each answer in the way is named with its place."""
    answer = replay(changed(stored, lambda d: d["profile"]["answers"].update(sector="publik", colour=1)), advisor)
    assert answer.advice is None
    assert [m.pointer for m in answer.mistakes] == ["/profile/answers/sector", "/profile/answers/colour"]


NO_ADVICE: list[tuple[bytes, list[str]]] = [
    (b"", [""]),
    (b"[]", [""]),
    (b"\xff", [""]),
    (b"[" * 100_000, [""]),
    (b" " * (MAX_BYTES + 1), [""]),
    (b'{"answers": {}}', ["/receipt", "/profile", "/recommendations", "/findings", "/tensions"]),
    (b'{"receipt": [], "profile": 1, "recommendations": {}, "findings": 2, "tensions": "x"}',
     ["/receipt", "/profile", "/recommendations", "/findings", "/tensions"]),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "pointers"), NO_ADVICE, ids=lambda value: repr(value)[:30])
def test_what_is_no_advice_is_refused(advisor: Advisor, raw: bytes, pointers: list[str]) -> None:
    """Every mistake has its place, what it is and what was expected, in both languages."""
    for language in LANGUAGES:
        with pytest.raises(ProfileError) as caught:
            replay(raw, advisor, language)
        assert [m.pointer for m in caught.value.mistakes] == pointers
        assert all(m.sentence(language) for m in caught.value.mistakes)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda d: d["receipt"].update(knowledge_sha256="x"), "/receipt/knowledge_sha256"),
        (lambda d: d["receipt"].update(language="fr"), "/receipt/language"),
        (lambda d: d["receipt"].pop("engine"), "/receipt/engine"),
        (lambda d: d["profile"]["answers"].update(sector=None), "/profile/answers/sector"),
        (lambda d: d["profile"]["answers"].update(sector={"a": 1}), "/profile/answers/sector"),
        (lambda d: d["profile"].update(answers={f"a{i}": 1 for i in range(1_001)}), "/profile/answers"),
        (lambda d: d["profile"].update(name="\ud800"), "/profile/name"),
        (lambda d: d["recommendations"][2].update(rank="first"), "/recommendations/2/rank"),
        (lambda d: d["findings"][1].update(polarity="both"), "/findings/1/polarity"),
        (lambda d: d.update(tensions=[0] * 100_000), "/tensions/0"),
        (lambda d: d.update(tensions=[{"id": "x", "title": "y"}] * 6_000), "/tensions"),
    ],
)
def test_a_broken_advice_says_where(advisor: Advisor, stored: bytes, change: Change, pointer: str) -> None:
    """A field that is missing or holds something else is named by its place."""
    data = json.loads(stored)
    change(data)
    with pytest.raises(ProfileError) as caught:
        replay(json.dumps(data).encode(), advisor)
    assert [m.pointer for m in caught.value.mistakes] == [pointer]


def test_a_replay_is_always_the_same(advisor: Advisor, other_rule: Advisor, stored: bytes) -> None:
    """The same file gives the same answer, which as JSON leaves out the advice itself."""
    first, second = (to_json(replay(stored, other_rule)) for _ in range(2))
    assert first == second
    assert "advice" not in json.loads(first)
    assert json.loads(first)["sentence"] == "Niet hetzelfde. Anders dan toen: de kennis."
    assert replay(stored, advisor, "en").sentence.startswith("The same: ")

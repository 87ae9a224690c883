"""Overlays: what comes out is what comes of a base changed by hand; what does not fit is told where it stands."""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.advice import Advisor, load_advisor
from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition
from advisor.library.loading import load
from advisor.stages.profile import Profile
from advisor.stages.sampling import sample_answers
from tests.conftest import CHECKOUT, sizes

QUICK = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

WHY = {"nl": "Dat past bij ons beter.", "en": "It suits us better."}
FILES = {  # where the entries of a kind stand in an overlay, and where in the base
    "recommendation": ("knowledge/recommendations/own.yaml", "knowledge/recommendations"),
    "rule": ("rules/findings/own.yaml", "rules/findings"),
    "tension": ("knowledge/tensions.yaml", "knowledge/tensions.yaml"),
    "contradiction": ("rules/contradictions.yaml", "rules/contradictions.yaml"),
    "silence": ("knowledge/silences.yaml", "knowledge/silences.yaml"),
}
ADDED = {"title": {"nl": "drones", "en": "drones"}, "text": {"nl": "Daarover niets.", "en": "Nothing on that."}}


pytestmark = pytest.mark.usefixtures("read_once")


def overlay(folder: Path, entries: dict[str, dict[str, Any]] | None = None, **said: Any) -> Path:
    """An overlay in a folder: entries by file, and what its own file says besides what it must."""
    folder.mkdir(exist_ok=True)
    own = {"id": folder.name, "name": {"nl": "Van ons", "en": "Ours"}, "author": "Wij", "why": WHY, "edition": "2026.2"}
    for name, data in {"overlay.yaml": {**own, **said}, **(entries or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # JSON is YAML too
    return folder


@cache
def raw(kind: str) -> dict[str, tuple[Path, Any]]:
    """Each entry of a kind in the base, as it is written, with its file."""
    place = CHECKOUT / FILES[kind][1]
    paths = [place] if place.is_file() else sorted(place.glob("*.yaml"))
    return {key: (path, entry) for path in paths for key, entry in yaml.load(path.read_bytes(), QUICK).items()}


def told(root: Path, *over: Path) -> list[tuple[str, int, str]]:
    """File, line and key of each mistake."""
    with pytest.raises(KnowledgeError) as caught:
        load(root, over)
    return [(c.file, c.line, c.what.key) for c in caught.value.complaints]


@pytest.mark.parametrize("count", sizes(1, 10))
def test_it_is_the_base_changed_by_hand(tmp_path: Path, count: int) -> None:
    """Entries replaced, switched off and added at random: the knowledge and the advice of the edited files."""
    chance = random.Random(31)
    for number in range(count):
        hand, own = tmp_path / f"hand{number}", dict[str, dict[str, Any]]()
        for part in ("knowledge", "rules"):
            shutil.copytree(CHECKOUT / part, hand / part)
        replaces, off = dict[str, Any](), dict[str, Any]()
        for kind, (file, _) in FILES.items():
            found = raw(kind)
            changed, *gone = chance.sample(sorted(found), 3 if kind in ("tension", "contradiction", "silence") else 1)
            path, entry = found[changed]
            field = "message" if kind == "contradiction" else "title"
            end = "." if kind == "contradiction" else ""
            entry = {
                **entry,
                field: {"nl": f"Anders gezegd nummer {number}{end}", "en": f"Put otherwise, {number}{end}"},
            }
            replaces[kind] = {changed: WHY}
            own[file] = {changed: entry}
            edited = yaml.load(path.read_bytes(), QUICK)
            edited[changed] = entry
            if gone:
                off[kind] = dict.fromkeys(gone, WHY)
                edited = {key: value for key, value in edited.items() if key not in gone}
            if kind == "silence":
                own[file]["drones"] = edited["drones"] = ADDED
            target = hand / path.relative_to(CHECKOUT)
            target.write_text(json.dumps(edited, ensure_ascii=False), encoding="utf-8")
        laid = load_advisor(
            CHECKOUT, True, [overlay(tmp_path / f"own{number}", own, replaces=replaces, switched_off=off)]
        )
        edited_by_hand = load_advisor(hand, False, accountable=False)
        same_knowledge(laid.edition, edited_by_hand.edition)
        same_advice(laid, edited_by_hand, number)


def same_knowledge(one: Edition, other: Edition) -> None:
    """Two editions hold the same, in the same order; where it stands and what it is called may differ."""
    apart = {"root", "shipped", "content_sha256", "weights_sha256", "overlays", "deviations", "homes", "memo"}
    for field in fields(Edition):
        if field.name not in apart:
            mine, yours = getattr(one, field.name), getattr(other, field.name)
            assert mine == yours, field.name
            if isinstance(mine, dict):
                assert list(mine) == list(yours), field.name


def same_advice(one: Advisor, other: Advisor, seed: int) -> None:
    for answers in sample_answers(one.edition, 10, seed=seed, missing=0.3):
        mine, yours = one.advise(Profile(answers)), other.advise(Profile(answers))
        assert mine.recommendations == yours.recommendations
        assert (mine.findings, mine.tensions, mine.silent) == (yours.findings, yours.tensions, yours.silent)
        assert mine.deviations
        assert yours.deviations == []


def test_the_base_keeps_its_hash(edition: Edition, tmp_path: Path) -> None:
    """An overlay has a hash of its own, of its content; together they say what was used."""
    first = overlay(tmp_path / "one", {"knowledge/silences.yaml": {"drones": ADDED}})
    laid = load(CHECKOUT, [first])
    assert (laid.sha256, laid.weights_sha256) == (edition.sha256, edition.weights_sha256)
    assert edition.fingerprint == edition.sha256 != laid.fingerprint
    (first / "overlay.yaml").write_text((first / "overlay.yaml").read_text() + "\n# a remark\n", encoding="utf-8")
    assert load(CHECKOUT, [first]).fingerprint == laid.fingerprint
    overlay(first, {"knowledge/silences.yaml": {"kites": ADDED}})
    assert load(CHECKOUT, [first]).fingerprint != laid.fingerprint


def test_the_last_is_on_top(tmp_path: Path) -> None:
    """Of two overlays that replace the same, the last counts; it may also switch off what the first adds."""
    key, (_, entry) = next(iter(raw("silence").items()))
    laid = []
    for name in ("first", "second"):
        said = {**entry, "title": {"nl": name, "en": name}}
        own = {"knowledge/silences.yaml": {key: said, **({"drones": ADDED} if name == "first" else {})}}
        off = {"silence": {"drones": WHY}} if name == "second" else {}
        laid.append(overlay(tmp_path / name, own, replaces={"silence": {key: WHY}}, switched_off=off))
    for over, last in ((laid, "second"), (laid[:1], "first")):
        edition = load(CHECKOUT, over)
        assert edition.silences[key].title.nl == last
        assert edition.deviations["silence", key].overlay.id == last
        assert ("drones" in edition.silences) == (last == "first")
        assert next(iter(edition.silences)) == key


SILENCE = next(iter(raw("silence")))
WEIGHT = yaml.safe_load((CHECKOUT / "rules/priorities.yaml").read_text(encoding="utf-8"))["weights"]["reported"]

MISTAKES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "no overlay.yaml": (lambda f: f, "overlay.yaml", "wrong_file_missing"),
    "another edition": (lambda f: overlay(f, edition="2026.1"), "overlay.yaml", "wrong_overlay_edition"),
    "no author": (lambda f: overlay(f, author=""), "overlay.yaml", "wrong_value"),
    "replaced without a reason": (
        lambda f: overlay(f, {"knowledge/silences.yaml": {SILENCE: ADDED}}),
        "knowledge/silences.yaml",
        "wrong_overlay_clash",
    ),
    "replaced by nothing": (
        lambda f: overlay(f, replaces={"silence": {SILENCE: WHY}}),
        "overlay.yaml",
        "wrong_overlay_empty",
    ),
    "what is not there replaced": (
        lambda f: overlay(f, replaces={"silence": {"drones": WHY}}),
        "overlay.yaml",
        "wrong_overlay_unknown",
    ),
    "what is not there switched off": (
        lambda f: overlay(f, switched_off={"rule": {"no-such-rule": WHY}}),
        "overlay.yaml",
        "wrong_overlay_unknown",
    ),
    "a weight switched off": (
        lambda f: overlay(f, switched_off={"weight": {"root": WHY}}),
        "overlay.yaml",
        "wrong_overlay_unknown",
    ),
    "both": (
        lambda f: overlay(
            f,
            {"knowledge/silences.yaml": {SILENCE: ADDED}},
            replaces={"silence": {SILENCE: WHY}},
            switched_off={"silence": {SILENCE: WHY}},
        ),
        "overlay.yaml",
        "wrong_overlay_both",
    ),
    "a manifest": (lambda f: overlay(f, {"knowledge/manifest.yaml": {}}), "knowledge/manifest.yaml", "wrong_place"),
    "a file elsewhere": (lambda f: overlay(f, {"knowledge/own.yaml": {}}), "knowledge/own.yaml", "wrong_place"),
    "a shape that is wrong": (
        lambda f: overlay(f, {"knowledge/silences.yaml": {"drones": {"title": ADDED["title"]}}}),
        "knowledge/silences.yaml",
        "wrong_field_missing",
    ),
    "a weight with a strange case": (
        lambda f: overlay(
            f,
            {"rules/priorities.yaml": {"weights": {"reported": {**WEIGHT, "points": {"reporte": 4}}}}},
            replaces={"weight": {"reported": WHY}},
        ),
        "rules/priorities.yaml",
        "wrong_case",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_does_not_fit_is_told_where_it_stands(tmp_path: Path, name: str) -> None:
    """Each mistake in an overlay: the file of the overlay, a line in it, and what it is."""
    folder = tmp_path / "own"
    folder.mkdir()
    make, file, key = MISTAKES[name]
    found = told(CHECKOUT, make(folder))
    assert [(f, k) for f, _, k in found] == [(f"own/{file}", key)]
    assert found[0][1] >= 1


def test_what_hangs_on_what_is_switched_off_is_told(tmp_path: Path) -> None:
    """A factor that rules are about cannot go alone: the rules of the base that lose it are named."""
    factor = yaml.safe_load((CHECKOUT / "knowledge/factors/vision.yaml").read_text(encoding="utf-8"))
    found = told(CHECKOUT, overlay(tmp_path / "own", switched_off={"factor": {next(iter(factor)): WHY}}))
    assert any(file.startswith("rules/findings/") for file, _, _ in found)


def test_too_many_and_the_same_twice(tmp_path: Path) -> None:
    """At most twenty, and no two with the same id."""
    one = overlay(tmp_path / "one")
    other = overlay(tmp_path / "other", id="one")
    assert told(CHECKOUT, one, other) == [("other/overlay.yaml", 1, "wrong_overlay_twice")]
    many = [overlay(tmp_path / f"o{number}") for number in range(21)]
    assert [key for _, _, key in told(CHECKOUT, *many)] == ["wrong_overlays_many"]

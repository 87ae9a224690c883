"""`advisor simulate`: what a change does to a population, counted again from single runs."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.advice import to_json
from advisor.batch.simulated import DRAWN, FORMATS
from advisor.batch.simulation import PLACES, Change, Simulation, simulate
from advisor.cli import main
from advisor.columns.reading import Met
from advisor.library.conditions import Answer
from advisor.library.edition import Edition
from advisor.library.loading import load_weights
from advisor.library.overlays import WEIGHTS
from advisor.picture.lettering import width
from advisor.picture.shifts import WIDTH
from advisor.stages.profile import Profile, answered_again, fitting, understand
from tests.batch.conftest import written
from tests.columns.made import entangled, mixed, single
from tests.conftest import CHECKOUT
from tests.picture.test_svg import SVG, parsed

LEAST = 4


def population(edition: Edition, count: int, seed: int = 91) -> list[dict[str, Any]]:
    return [Profile(answers).plain for answers in mixed(edition, count, seed)]


def work_out(edition: Edition, change: Change, given: Sequence[Mapping[str, Any]], folder: Path) -> Simulation:
    return simulate(written(folder, map(dict, given)), edition, change, "en", Met())


def recounted(
    edition: Edition, change: Change, given: Sequence[Mapping[str, Any]]
) -> tuple[int, dict[tuple[str, str], tuple[int | None, int | None]]]:
    """For how many something else comes first; and all counts that are safe, before and after, from single runs."""
    gone = change.edition.successors
    sides: list[dict[tuple[str, str], set[int]]] = [{}, {}]
    firsts: list[list[frozenset[str]]] = [[], []]
    for at, plain in enumerate(given):
        profile = understand(plain, edition)
        answered = {name: None if value is None else data(value) for name, value in change.answers.items()}
        other = fitting(understand(answered_again(profile, answered), edition), change.edition)
        for side, (answers, of) in enumerate(((profile.answers, edition), (other.answers, change.edition))):
            ranked = single(answers, of)[2]
            called = gone if side == 0 else {}
            first = {called.get(i.id, i.id) for i in ranked if i.under is None and i.phase == "first"}
            firsts[side].append(frozenset(first))
            for item in ranked:
                sides[side].setdefault(("given", called.get(item.id, item.id)), set()).add(at)
            for rid in first:
                sides[side].setdefault(("first", rid), set()).add(at)
    had = {gone.get(rid, rid) for rid in edition.recommendations}
    found: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    for place in PLACES:
        for rid in had | set(change.edition.recommendations):
            one, other_ = (side.get((place, rid), set()) for side in sides)
            counts = [len(one)] * (rid in had) + [len(other_)] * (rid in change.edition.recommendations)
            if all(LEAST <= count <= len(given) - LEAST for count in [*counts, len(one ^ other_)]):
                in_other = rid in change.edition.recommendations
                found[place, rid] = (len(one) if rid in had else None, len(other_) if in_other else None)
    others = sum(one != other for one, other in zip(*firsts, strict=True))
    return others, found


def data(answer: Answer) -> Any:
    return sorted(answer) if isinstance(answer, frozenset) else answer


def hold(edition: Edition, change: Change, given: Sequence[Mapping[str, Any]], folder: Path) -> Simulation:
    """A simulation must be what single runs come to."""
    found = work_out(edition, change, given, folder)
    others, counts = recounted(edition, change, given)
    assert {(s.place, s.id): (s.before, s.after) for s in found.shifts} == counts
    assert found.others_first == (others if LEAST <= others <= len(given) - LEAST else None)
    assert found.organisations == len(given)
    for place in PLACES:
        moved = [abs((s.after or 0) - (s.before or 0)) for s in found.shifts if s.place == place]
        assert moved == sorted(moved, reverse=True)
    return found


def test_a_change_of_answers(edition: Edition, tmp_path: Path) -> None:
    """Answers of every kind, one that nobody gives any more, and where respondents differed."""
    answers: dict[str, Answer | None] = {
        "adoption_rate": 95,
        "initiative_phase": "live",
        "culture_signals": frozenset({"resignation"}),
        "sector": None,
    }
    found = hold(edition, Change(answers, edition), population(edition, 120), tmp_path)
    assert {s.place for s in found.shifts} == set(PLACES)
    assert len(found.shifts) > 20
    assert found.before == replace(found.after, answers=[])
    assert len(found.after.answers) == 4


@pytest.mark.long
def test_a_change_of_weights(edition: Edition, tmp_path: Path) -> None:
    """Nobody gets anything else; only what comes first shifts."""
    text = (edition.root / WEIGHTS).read_text(encoding="utf-8")
    (tmp_path / "w.yaml").write_text(text.replace("{each: 3, most: 9}", "{each: 40, most: 400}"), encoding="utf-8")
    after = load_weights(tmp_path / "w.yaml", edition)
    assert after.weights_sha256 != edition.weights_sha256
    assert after.content_sha256 == edition.content_sha256
    found = hold(edition, Change({}, after), population(edition, 120), tmp_path)
    assert {s.place for s in found.shifts} == {"first"}


@pytest.mark.long
def test_a_change_of_knowledge(edition: Edition, tmp_path: Path) -> None:
    """Other needs, bundles, exceptions and starts; a recommendation that went up in another; one that is new."""
    hold(edition, Change({}, entangled(edition, 5)), population(edition, 90), tmp_path)
    one, other = "design-with-users", "start-from-daily-work"
    left = {rid: r for rid, r in edition.recommendations.items() if rid != one}
    left[other] = left[other].model_copy(update={"replaces": [one]})
    rules = {
        rule_id: rule.model_copy(update={"recommend": [*dict.fromkeys({one: other}.get(r, r) for r in rule.recommend)]})
        for rule_id, rule in edition.rules.items()
    }
    questions = dict(edition.questions)
    del questions["country"]
    after = replace(edition, recommendations=left, rules=rules, questions=questions)
    found = hold(edition, Change({}, after), population(edition, 90), tmp_path)
    assert one not in {s.id for s in found.shifts}
    assert other in {s.id for s in found.shifts}
    back = hold(after, Change({}, edition), population(after, 90), tmp_path)
    assert (None, True) in {(s.before, s.id == one) for s in back.shifts}


@pytest.mark.parametrize("count", [0, 3, 5, 40])
def test_few_are_never_told_of(count: int, edition: Edition, tmp_path: Path) -> None:
    """Of fewer than four nothing, and no count under four or over all but four."""
    change = Change({"adoption_rate": 10, "initiative_phase": "live"}, edition)
    found = work_out(edition, change, population(edition, count), tmp_path)
    assert found.organisations == (count if count != 3 else None)
    assert [s for s in found.shifts if not LEAST <= (s.before or 0) <= count - LEAST] == []
    assert bool(found.shifts) == (count == 40)


def test_every_form_says_the_same(edition: Edition, tmp_path: Path) -> None:
    """Text, CSV, JSON and picture, read back; the picture has what shifts most, and no text leaves its paper."""
    found = hold(edition, Change({"adoption_rate": 95}, edition), population(edition, 200), tmp_path)
    text, table, plain, picture = (FORMATS[form](found) for form in (".txt", ".csv", ".json", ".svg"))
    assert plain == to_json(found)
    assert json.loads(plain)["shifts"][0]["id"] == found.shifts[0].id
    rows = list(csv.DictReader(io.StringIO(str(table), newline="")))
    shown = [(s.place, s.id, str(s.before), str(s.after)) for s in found.shifts]
    assert [(row["place"], row["id"], row["before"], row["after"]) for row in rows] == shown
    for shift in found.shifts:
        lines = [line for line in str(text).splitlines() if line.endswith(shift.title)]
        assert any(f"{shift.before} ·" in line and f"{shift.after} ·" in line for line in lines)
    root = parsed(str(picture))
    circles = [float(c.get("cx")) for c in root.iter(f"{SVG}circle")][2:]
    drawn = [s for place in PLACES for s in [s for s in found.shifts if s.place == place][:DRAWN]]
    wanted = [24 + 376 * (n or 0) / 200 for s in drawn for n in (s.before, s.after)]
    assert circles == pytest.approx(wanted, abs=0.06)
    for text_ in root.iter(f"{SVG}text"):
        assert float(text_.get("x")) + width(text_.text, 12, bold="font-weight" in text_.attrib) <= WIDTH


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), prog_name="advisor", catch_exceptions=False)


@pytest.mark.long
def test_the_command(edition: Edition, tmp_path: Path) -> None:
    """On the terminal, and in a file; what is missing or wrong is told in one line."""
    given = written(tmp_path, [*population(edition, 40), b"{"])
    result = command("simulate", given, "--set", "adoption_rate=95", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout.startswith("Simulation: 40 organisations\n")
    assert "Everybody answers: " in result.stdout
    assert result.stderr.startswith("1 profile with mistakes.")
    assert command("simulate", given, "--set", "sector=", "-o", tmp_path / "x.svg").exit_code == 1
    assert (tmp_path / "x.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert command("simulate", given).exit_code == 2
    assert command("simulate", given, "--set", "sector=", "-o", "x.pdf").exit_code == 2
    wrong = command("simulate", given, "--set", "sector=publik", "--lang", "en")
    assert (wrong.exit_code, wrong.stderr.startswith("--set /answers/sector")) == (1, True)
    weights = (edition.root / WEIGHTS).read_text(encoding="utf-8")
    (tmp_path / "w.yaml").write_text(weights.replace("critical: 40", "critical: 4"), encoding="utf-8")
    wrong = command("simulate", given, "--weights", tmp_path / "w.yaml")
    assert (wrong.exit_code, wrong.stderr.startswith("w.yaml:11: ")) == (1, True)
    told = command("simulate", given, "--overlay-after", CHECKOUT / "examples" / "overlays" / "from-practice").stdout
    assert "Kennis: " in told

"""`advisor plan`: what it prints, what it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.advice import Advisor, to_json
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.plan.planning import plan
from advisor.plan.wishes import Wishes
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

GHENT = str(CHECKOUT / "examples" / "ghent-crm.json")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["plan", GHENT, *words], prog_name="advisor")


@pytest.fixture
def statuses(tmp_path: Path) -> Path:
    file = tmp_path / "statuses.json"
    file.write_text('{"win-people-back": "done"}', encoding="utf-8")
    return file


def test_it_gives_what_the_function_gives(edition: Edition, engine: Pool, statuses: Path) -> None:
    """The options are its wishes."""
    advisor = Advisor(edition, engine)
    advice = advisor.advise(read_profile(Path(GHENT).read_bytes(), edition), "en")
    told = run(
        "--capacity",
        "30",
        "--weeks",
        "2",
        "--periods",
        "9",
        "--status",
        str(statuses),
        "--lang",
        "en",
        "--format",
        "json",
    )
    assert told.stdout_bytes == to_json(plan(advice, edition, Wishes(30, 2, 9, None, {"win-people-back": "done"})))


@pytest.mark.long
def test_every_task_is_told_once(statuses: Path) -> None:
    """The text has each task, under the period in which it starts."""
    made = json.loads(run("--format", "json", "--status", str(statuses)).stdout)
    text = " ".join(run("--status", str(statuses)).stdout.split())
    for task in made["tasks"]:
        assert text.count(f"#{task['rank']} {task['title']}") == 1
        assert task["why"] in text
        assert task["earlier"] in text
    places = [text.index(f"#{task['rank']} {task['title']}") for task in made["tasks"]]
    assert places == sorted(places)
    assert "GEDAAN - " in text


def test_statuses_that_cannot_be_meant(tmp_path: Path, statuses: Path) -> None:
    """Every mistake of a file at once, each with its place; and a status that another file contradicts."""
    wrong = tmp_path / "wrong.json"
    wrong.write_text(
        '{"win-peple-back": "done", "use-short-lines": "doen", "make-a-shared-vision": null}', encoding="utf-8"
    )
    refused = run("--status", str(wrong))
    assert refused.exit_code == 1
    assert [line.split(": ")[0].removeprefix(str(wrong)) for line in refused.stderr.splitlines()] == [
        "/win-peple-back",
        "/use-short-lines",
        "/make-a-shared-vision",
    ]
    assert "win-people-back" in refused.stderr.splitlines()[0]
    for text in ("[]", "3", '"done"'):
        wrong.write_text(text, encoding="utf-8")
        assert run("--status", str(wrong)).exit_code == 1
    wrong.write_text('{"win-people-back": "rejected"}', encoding="utf-8")
    twice = run("--status", str(statuses), "--status", str(wrong))
    assert (twice.exit_code, twice.stderr.count("win-people-back")) == (1, 1)
    assert run("--status", str(statuses), "--status", str(statuses)).exit_code == 0
    assert run("--status", str(tmp_path / "none.json")).exit_code == 1


@pytest.mark.parametrize(
    "words", [("--capacity", "0"), ("--weeks", "53"), ("--periods", "x"), ("--capacity", "100001")]
)
def test_numbers_out_of_bounds(words: tuple[str, str]) -> None:
    refused = run(*words)
    assert refused.exit_code == 2
    assert words[0] in refused.stderr


def test_a_first_day(tmp_path: Path) -> None:
    """A day gives dates, and a calendar; without one there is none, and what is no day is refused."""
    assert "2027-01-04" in run("--start", "2027-01-04").stdout
    file = tmp_path / "plan.ics"
    assert run("--start", "2027-01-04", "--format", "ics", "-o", str(file)).exit_code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    without = run("--format", "ics")
    assert (without.exit_code, without.stdout) == (1, "")
    assert "2027-01-04" in without.stderr
    for day in ("2027-13-04", "2027-02-30", "4 jan", "20270104", "2027-W01-1", "0001-01-01", "9999-12-31"):
        assert run("--start", day).exit_code == 2

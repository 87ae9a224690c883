"""`advisor compare` and `advisor replay`, as a user meets them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.cli import main
from tests.conftest import CHECKOUT

GHENT = CHECKOUT / "examples" / "ghent-crm.json"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the person who runs the tests has set for Advisor does not count here."""
    for name in ("ADVISOR_DATA", "ADVISOR_DOCUMENTS", "ADVISOR_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def advice(tmp_path: Path) -> Path:
    """The advice for the company in Ghent, in a file."""
    path = tmp_path / "advice.json"
    assert run("advise", GHENT, "--format", "json", "-o", path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def other_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Knowledge in which one weight is another."""
    folder = tmp_path_factory.mktemp("weights")
    for name in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / name, folder / name)
    priorities = folder / "rules" / "priorities.yaml"
    text = priorities.read_text(encoding="utf-8")
    assert text.count("most: 9}\nat_the_start") == 1
    priorities.write_text(text.replace("3, most: 9}\nat_the_start", "9, most: 90}\nat_the_start"), encoding="utf-8")
    return folder


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    data = json.loads(path.read_bytes())
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_same_advice_is_status_0(tmp_path: Path, language: str) -> None:
    """An advice in either language is made again to the byte, also with -o; what is said follows --lang."""
    raw = tmp_path / "advice.json"
    run("advise", GHENT, "--lang", language, "--format", "json", "-o", raw)
    result = run("replay", raw, "-o", tmp_path / "again.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Hetzelfde: ")
    assert run("replay", raw, "--lang", "en").stdout.startswith("The same: ")
    assert (tmp_path / "again.json").read_bytes() == raw.read_bytes()


@pytest.mark.long
def test_what_differs_is_status_1(advice: Path, other_weights: Path, tmp_path: Path) -> None:
    """Other weights are named, with both hashes and the remedy; -o writes the advice made now; nothing is a mistake."""
    result = run("replay", advice, "--data", other_weights, "-o", tmp_path / "now.json")
    assert (result.exit_code, result.stderr) == (1, "")
    first, _, second, *_ = result.stdout.splitlines()
    assert first == "Niet hetzelfde. Anders dan toen: de gewichten."
    then = json.loads(advice.read_bytes())["receipt"]["weights_sha256"]
    now = json.loads((tmp_path / "now.json").read_bytes())["receipt"]["weights_sha256"]
    assert second == f"  de gewichten: toen {then[:12]}, nu {now[:12]}"
    assert result.stdout.endswith("Noem haar map met --data.\n")
    assert run("replay", tmp_path / "now.json", "--data", other_weights).exit_code == 0
    told = json.loads(run("replay", advice, "--data", other_weights, "--format", "json").stdout)
    assert (told["same"], [d["part"] for d in told["differences"]]) == (False, ["weights"])


def test_every_difference_has_its_line(advice: Path) -> None:
    """Places show both values, also where one is not there; answers that cannot be used are named; all on own lines."""

    def meddle(data: dict[str, Any]) -> None:
        data["recommendations"][0]["title"] = "Iets\u202e anders"
        data["findings"][0]["extra"] = 1
        del data["receipt"]["weights_sha256"]

    shown = run("replay", changed(advice, meddle), "--lang", "en")
    assert shown.exit_code == 1
    assert "The weights: this receipt does not name them." in shown.stdout
    assert "/findings/0/extra: then 1, now nothing" in shown.stdout
    assert "\u202e" not in shown.stdout
    changed(advice, lambda d: d["profile"]["answers"].update(sector="publik"))
    shown = run("replay", advice, "-o", advice.with_name("none.json"))
    assert shown.exit_code == 1
    assert "iemand heeft ze veranderd" in shown.stdout
    assert "/profile/answers/sector: “publik” is geen mogelijk antwoord." in shown.stdout
    assert not advice.with_name("none.json").exists()


def test_what_is_no_advice_is_refused_by_replay() -> None:
    """A profile is no advice: one line for each thing that is missing, on standard error."""
    result = run("replay", GHENT, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == (
        f"{GHENT}/receipt: The field “receipt” is missing. Expected: what “advisor advise --format json” writes."
    )
    assert len(result.stderr.splitlines()) == 5


def test_progress_reads_as_progress(advice: Path, tmp_path: Path) -> None:
    """After better use, the report starts with what is solved and with the use then and now; every move says why."""
    later = tmp_path / "later.json"
    shutil.copyfile(GHENT, later)
    changed(later, lambda d: d["answers"].update(adoption_rate=65, why_communication="repeated", shadow_tools=None))
    result = run("compare", advice, later, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    assert text.startswith("Then and now: Dienstverlener in Gent")
    assert "Weaknesses: 4 solved, 1 no longer known, 0 new, 17 still there. The advice changes because of the" in text
    assert "20% → 65%" in text.partition("CHANGED ANSWERS")[0]
    assert "+ Too few people really use it (because of answer 2)" in text
    assert "Made again with only this changed: " in text
    assert "Knowledge: the same. Weights: the same. Software: the same." in text


@pytest.mark.long
def test_the_knowledge_of_then_is_told_from_that_of_now(advice: Path, other_weights: Path) -> None:
    """With --data-before the weights are told as the cause; knowledge that is not that of the advice is refused."""
    result = run("compare", advice, GHENT, "--data", other_weights, "--data-before", CHECKOUT, "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "The advice changes because of the weights." in " ".join(result.stdout.split())
    for arguments in (
        ("compare", advice, GHENT, "--data-before", other_weights),
        ("compare", GHENT, advice, "--data", other_weights),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"{advice}/receipt/knowledge_sha256: Dit advies is gemaakt met kennis ")


def test_edited_answers_are_refused_by_compare(advice: Path) -> None:
    """An advice whose answers were changed afterwards is refused with its place."""
    changed(advice, lambda d: d["profile"]["answers"].update(adoption_rate=80))
    result = run("compare", advice, GHENT)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{advice}/profile/answers: Deze antwoorden zijn niet die van het bewijs")


def test_what_an_advice_holds_stays_on_its_line(advice: Path) -> None:
    """Titles, versions and names of a file from elsewhere bring no line ends or control characters to the terminal."""

    def meddle(data: dict[str, Any]) -> None:
        data["receipt"].update(software="1\n2\x1b[31m", edition="a\u202eb", knowledge_sha256="0" * 64)
        data["profile"]["name"] = "Naam\x07\nnog"
        data["findings"].append({"id": "x\ny", "title": "t\x1b[2J\nu", "polarity": "weakness", "severity": "high"})

    changed(advice, meddle)
    for arguments in (("compare", advice, GHENT), ("compare", GHENT, advice), ("replay", advice)):
        shown = run(*arguments).stdout
        assert shown
        assert all(line.isprintable() for line in shown.splitlines()), shown


@pytest.mark.parametrize(
    ("then", "now", "two"),
    [
        ({"name": "Bakker Jans"}, {"name": "Slager Piet"}, True),
        ({"name": "Bakker Jans"}, {"name": "Bakker Jans"}, False),
        ({"name": "Bakker Jans", "reference": "7"}, {"name": "Bakkerij Jans", "reference": "7"}, False),
        ({"name": "Bakker Jans", "reference": "7"}, {"name": "Bakker Jan", "reference": "8"}, True),
        ({"name": None}, {"name": "Slager Piet"}, False),
    ],
)
def test_two_organisations_are_not_one_then_and_now(
    then: dict[str, str | None], now: dict[str, str | None], two: bool, tmp_path: Path
) -> None:
    """Both are named, and it is said that a difference between them is no progress."""
    answers = json.loads(GHENT.read_bytes())["answers"]
    for name, said in (("then", then), ("now", now)):
        (tmp_path / f"{name}.json").write_text(json.dumps({**said, "answers": answers}), encoding="utf-8")
    text = run("compare", tmp_path / "then.json", tmp_path / "now.json", "--lang", "nl").stdout
    assert ("twee organisaties" in text) == two
    assert text.startswith(f"Van {then['name']} naar {now['name']}" if two else f"Toen en nu: {now['name']}")

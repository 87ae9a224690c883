"""The interview in the terminal, as a person goes through it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli import main
from advisor.library.edition import Edition
from tests.conftest import CHECKOUT


def ask(folder: Path, typed: str, *options: str) -> Result:
    result = CliRunner().invoke(main, ["ask", str(folder / "me.json"), *options], input=typed, prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def saved(folder: Path) -> dict[str, object]:
    answers: dict[str, object] = json.loads((folder / "me.json").read_text(encoding="utf-8"))["answers"]
    return answers


def test_answers_are_saved_at_once_and_gone_on_with(tmp_path: Path, edition: Edition) -> None:
    """Answers, “I don't know” and an end in the middle: all that was answered is in the file, and not asked again."""
    result = ask(tmp_path, "1\n?\n")
    assert result.exit_code == 0
    known, unknown = saved(tmp_path).items()
    assert known[1] not in (None, [])
    assert unknown[1] is None
    again = ask(tmp_path, "s\n")
    for attribute in saved(tmp_path):
        assert edition.questions[attribute].text.nl in result.stdout
        assert edition.questions[attribute].text.nl not in again.stdout
    assert again.stdout.count("Uw antwoord:") == 1


def test_back_takes_an_answer_away(tmp_path: Path) -> None:
    """One step back leaves the file as it was before that answer."""
    ask(tmp_path, "1\n1\nt\ns\n")
    assert len(saved(tmp_path)) == 1


@pytest.mark.parametrize("typed", ["999", "abc", "0 1", "-", "1 1 1 99", "é", "1.5"])
def test_what_cannot_be_read_is_asked_again(tmp_path: Path, typed: str) -> None:
    """A mistake is told with what to type, and nothing is lost or kept of it."""
    result = ask(tmp_path, f"{typed}\ns\n")
    assert result.exit_code == 0
    assert saved(tmp_path) == {}
    assert result.stdout.count("Uw antwoord:") == 2
    assert "Typ " in result.stdout.partition("Uw antwoord:")[2]


def test_help_and_later_in_english(tmp_path: Path, edition: Edition) -> None:
    """Help explains the question and asks it again; later puts it off and asks another."""
    result = ask(tmp_path, "h\nl\nq\n", "--lang", "en")
    shown = [q for q in edition.questions.values() if f"\n{q.text.en}\n" in result.stdout]
    assert len(shown) == 2
    assert any(q.help.en in result.stdout for q in shown)
    assert "Settled: 0 of 54" in result.stdout


def test_to_the_end(tmp_path: Path) -> None:
    """Who knows nothing more comes to the end, and is told so; every question asked is in the file as not known."""
    full = json.loads((CHECKOUT / "examples" / "ghent-crm.json").read_bytes())["answers"]
    known = dict(list(full.items())[::2])
    (tmp_path / "me.json").write_text(json.dumps({"answers": known}), encoding="utf-8")
    result = ask(tmp_path, "?\n" * 60)
    assert "Er is geen vraag meer" in result.stdout
    found = saved(tmp_path)
    assert {name: found[name] for name in known} == known
    assert {found[name] for name in found.keys() - known} == {None}


def test_a_profile_that_cannot_be_used_is_left_as_it_is(tmp_path: Path) -> None:
    """A file with mistakes is refused with all of them, and not written over."""
    (tmp_path / "me.json").write_text('{"answers": {"sektor": 1, "employee_count": -1}}', encoding="utf-8")
    result = ask(tmp_path, "1\n")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    assert "sektor" in (tmp_path / "me.json").read_text(encoding="utf-8")


def test_a_name_is_kept(tmp_path: Path) -> None:
    """Name and reference of the profile gone on with are still there."""
    (tmp_path / "me.json").write_text('{"name": "A", "reference": "B", "answers": {}}', encoding="utf-8")
    ask(tmp_path, "?\n")
    data = json.loads((tmp_path / "me.json").read_text(encoding="utf-8"))
    assert (data["name"], data["reference"]) == ("A", "B")


def test_a_note_on_the_last_answer(tmp_path: Path) -> None:
    """Asked for with one letter and in three short questions; who wants none is asked nothing more than before."""
    ask(tmp_path, "1\n")
    plain = ask(tmp_path, "s\n").stdout
    assert plain.count("Waaruit blijkt het?") == 0
    (tmp_path / "me.json").unlink()
    result = ask(tmp_path, "n\n1\nn\nzo gezien\n\n4\n3\ns\n")
    assert "geef eerst een antwoord" in result.stdout
    assert "“4” is geen mogelijk antwoord." in result.stdout
    data = json.loads((tmp_path / "me.json").read_text(encoding="utf-8"))
    (attribute,) = data["answers"]
    assert data["notes"] == {attribute: {"text": "zo gezien", "confidence": "guessed"}}
    back = ask(tmp_path, "1\nn\nnieuw\n")  # an end in the middle
    assert back.exit_code == 0
    notes = json.loads((tmp_path / "me.json").read_text(encoding="utf-8"))["notes"]
    assert list(notes.values()) == [{"text": "zo gezien", "confidence": "guessed"}, {"text": "nieuw"}]


def test_back_takes_the_answer_away_and_leaves_the_note(tmp_path: Path, edition: Edition) -> None:
    """What was said of an answer is not lost by going back to it."""
    ask(tmp_path, "1\n1\nn\nlater nagaan\n\n\nt\ns\n")
    data = json.loads((tmp_path / "me.json").read_text(encoding="utf-8"))
    assert len(data["answers"]) == 1
    ((attribute, note),) = data["notes"].items()
    assert attribute in edition.questions.keys() - data["answers"].keys()
    assert note == {"text": "later nagaan"}

"""A row per respondent: one profile for each organisation, with who said what."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.cli import main
from advisor.library.edition import Edition
from advisor.stages.profile import understand

MAPPING = """
form: {nl: Rondvraag, en: Survey}
reads: columns
reference: token
ignore: ["*"]
unanswered: [n.v.t.]
answers:
  adoption_rate: {field: Gebruik}
  sector:
    field: Sector
    options: {Overheid: public, Bedrijf: private}
    not_asked: [semi_public]
"""


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["convert", *map(str, arguments), "--lang", "en"], prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def written(folder: Path, text: str, name: str = "answers.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def profiles(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_our_own_table(tmp_path: Path, edition: Edition) -> None:
    """A row per person of two organisations, in any order, without a mapping: a profile for each that can be read."""
    file = written(
        tmp_path,
        "name,team,who,adoption_rate,culture_signals\n"
        "Pool,floor,a,10,silo_behaviour\nLibrary,,b,70,[]\nPool,management,c,60,\nPool,floor,d,,\n",
    )
    result = run("--respondents", "team", "--id", "who", file)
    assert (result.exit_code, result.stderr) == (0, "")
    pool, library = profiles(result)
    assert (pool["name"], library["name"]) == ("Pool", "Library")
    assert pool["respondents"] == [
        {"id": "a", "group": "floor", "answers": {"adoption_rate": 10, "culture_signals": ["silo_behaviour"]}},
        {"id": "c", "group": "management", "answers": {"adoption_rate": 60}},
        {"id": "d", "group": "floor", "answers": {}},
    ]
    assert library["respondents"] == [{"id": "b", "answers": {"adoption_rate": 70, "culture_signals": []}}]
    assert understand(pool, edition).disputed["adoption_rate"].values == (10, 60)
    assert understand(library, edition).settled["adoption_rate"] == 70


def test_a_foreign_form(tmp_path: Path, edition: Edition) -> None:
    """By its mapping; the reference of a response is that of a person when it is said to be his id."""
    mapping = written(tmp_path, MAPPING, "form.yaml")
    file = written(
        tmp_path,
        "token,Afdeling,Gebruik,Sector,tijd\nt1,directie,60,Overheid,x\nt2,vloer,15,Overheid,y\nt3,n.v.t.,20,,z\n",
    )
    result = run(mapping, file, "--respondents", "Afdeling", "--id", "token")
    assert (result.exit_code, result.stderr) == (0, "")
    (one,) = profiles(result)
    assert one["reference"] is None
    assert [(p["id"], p.get("group")) for p in one["respondents"]] == [
        ("t1", "directie"),
        ("t2", "vloer"),
        ("t3", None),
    ]
    read = understand(one, edition)
    assert read.settled == {"sector": "public"}
    assert read.disputed["adoption_rate"].values == (15, 20, 60)
    apart = run(mapping, file, "--respondents", "Afdeling")
    assert [p["reference"] for p in profiles(apart)] == ["t1", "t2", "t3"]
    assert len(profiles(run(mapping, file))) == 3


def test_who_stands_twice_is_told(tmp_path: Path) -> None:
    """By id, within one organisation, a few by name and the others counted; both rows count."""
    rows = "".join(f"{name},g,{who},5\n" for name in ("A", "B") for who in ("p", "q", "p"))
    file = written(tmp_path, "name,team,who,adoption_rate\n" + rows + "A,g,q,5\n" * 5)
    result = run(file, "--respondents", "team", "--id", "who")
    assert result.exit_code == 0
    assert [len(p["respondents"]) for p in profiles(result)] == [8, 3]
    lines = result.stderr.splitlines()
    assert lines[0] == "“p” occurs twice: answers.csv:2 and answers.csv:4. Both count."
    assert (len(lines), lines[-1]) == (6, "2 more rows of someone who occurs twice.")


def test_a_row_with_mistakes_costs_itself(tmp_path: Path) -> None:
    """Told with its place, exit status 1; the others are there."""
    file = written(tmp_path, "team,adoption_rate\nfloor,10\nfloor,101\nfloor,12\n")
    result = run(file, "--respondents", "team")
    assert result.exit_code == 1
    assert result.stderr.startswith("answers.csv:3/answers/adoption_rate: ")
    (one,) = profiles(result)
    assert [p["answers"]["adoption_rate"] for p in one["respondents"]] == [10, 12]


def test_more_people_than_a_profile_takes(tmp_path: Path) -> None:
    """The organisation is refused with how many it takes; another is not."""
    file = written(tmp_path, "name,team,adoption_rate\n" + "A,g,1\n" * 201 + "B,g,1\n")
    result = run(file, "--respondents", "team")
    assert result.exit_code == 1
    assert "201" in result.stderr
    assert "200" in result.stderr
    assert [p["name"] for p in profiles(result)] == ["B"]


@pytest.mark.parametrize(
    ("words", "status", "phrase"),
    [
        (("answers.csv", "--respondents", "grp"), 1, "grp"),
        (("answers.csv", "--respondents", "team", "--id", "who"), 1, "who"),
        (("answers.csv",), 2, "--respondents"),
        (("form.yaml", "answers.csv", "--id", "team"), 2, "--respondents"),
    ],
)
def test_what_is_not_there(
    words: tuple[str, ...], status: int, phrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column that is not there, or an option that goes with another."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, MAPPING, "form.yaml")
    written(tmp_path, "team,adoption_rate\nfloor,10\n")
    result = run(*words)
    assert (result.exit_code, result.stdout) == (status, "")
    assert phrase in result.stderr

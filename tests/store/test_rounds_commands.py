"""The commands of a round, as an owner and a respondent in a terminal meet them, on both databases."""

import json
import re

import pytest
from click.testing import CliRunner, Result

from advisor.cli import main
from advisor.insight.differences import differences
from advisor.library.edition import Edition
from advisor.stages.profile import understand
from advisor.store import responses, rounds
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store
from tests.store.conftest import ON_SQLITE


def run(*arguments: str, typed: str = "") -> Result:
    """A command in this process, with everything it says."""
    result = CliRunner().invoke(main, arguments, prog_name="advisor", input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def said(result: Result) -> str:
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


@pytest.fixture
def at(url: str) -> tuple[str, ...]:
    return ("--database-url", url, "--lang", "en")


def opened(at: tuple[str, ...], *options: str) -> tuple[str, dict[str, str]]:
    """The id of a new round and the link of each group."""
    groups = ("--group", "management", "--group", "floor")
    *lines, last = said(run("round", "open", "Pool", *groups, *options, *at)).splitlines()
    found = re.fullmatch(r"Round (\w{32})\. Save the links now: they are not shown again\.", last)
    assert found
    return found[1], dict(line.split("  ") for line in lines)


def test_a_round_through_its_life(store: Store, at: tuple[str, ...], edition: Edition, tmp_path: object) -> None:
    """Opened, answered by five, counted, revoked, closed into a profile, and deleted."""
    round_id, links = opened(at, "--address", "https://advice.example/", "--reference", "pool-1")
    assert list(links) == ["management", "floor"]
    assert all(re.fullmatch(r"https://advice\.example/answer/[\w-]{43}", link) for link in links.values())
    told = [
        said(run("ask", "--round", links[group], *at, typed="1\nq\n")) for group in ("floor",) * 3 + ("management",)
    ]
    assert "Nobody is shown who gave which answer." in told[0]
    assert "about Pool, as one of the group floor" in told[0]
    shown = said(run("round", "show", round_id, *at))
    assert shown == "Pool: open\n  floor: 3 answered\n  management: 1 answered\n"
    assert said(run("round", "revoke", round_id, "--group", "floor", *at)) == "The link of floor no longer works.\n"
    assert "  floor: 3 answered (revoked)" in said(run("round", "show", round_id, *at))
    refused = run("ask", "--round", links["floor"], *at, typed="1\nq\n")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("This invitation was revoked.")
    assert re.match(rf"{round_id}  .{{19}}  open  4 answered  Pool\n", said(run("round", "list", *at)))
    profile = said(run("round", "close", round_id, *at))
    assert said(run("round", "close", round_id, *at)) == profile
    read = understand(json.loads(profile), edition)
    assert (read.name, read.reference, len(read.respondents)) == ("Pool", "pool-1", 4)
    assert {r.group for r in read.respondents} == {"floor + management"}
    refused = run("ask", "--round", links["management"], *at, typed="1\nq\n")
    assert (refused.exit_code, refused.stderr) == (1, "This round is closed. It takes no more answers.\n")
    assert said(run("round", "delete", round_id, *at)) == f"Round {round_id} was deleted for good.\n"
    assert said(run("round", "list", *at)) == "There are no rounds yet.\n"


def test_a_respondent_comes_back(store: Store, at: tuple[str, ...], edition: Edition) -> None:
    """By what was shown: what he answered is not asked again, what he takes back is gone, and he counts once."""
    round_id, links = opened(at)
    first = said(run("ask", "--round", links["floor"], *at, typed="1\nq\n"))
    (secret, token) = re.findall(r"advisor ask --round (\S+) --own (\S+)\n", first)[0]
    (attribute,) = responses.read(store, secret, token)
    assert edition.questions[attribute].text.en in first
    again = said(run("ask", "--round", secret, "--own", token, *at, typed="1\nq\n"))
    assert edition.questions[attribute].text.en not in again
    assert len(responses.read(store, secret, token)) == 2
    assert rounds.show(store, LOCAL, round_id).answered == 1
    gone = said(run("ask", "--round", secret, *at, typed="1\nb\nq\n"))
    assert "Nothing of yours was saved." in gone
    assert rounds.show(store, LOCAL, round_id).answered == 1
    refused = run("ask", "--round", secret, "--own", "A" * 43, *at, typed="1\nq\n")
    assert refused.exit_code == 1
    assert "There are no answers behind this personal link." in refused.stderr


@ON_SQLITE
def test_what_is_agreed_is_not_asked(
    store: Store, at: tuple[str, ...], edition: Edition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The profile of the owner: nobody is asked it again, and it stands in what comes out."""
    file = tmp_path_factory.mktemp("agreed") / "agreed.json"
    agreed = {"sector": "public", "employee_count": 120}
    file.write_text(json.dumps({"reference": "pool-2", "answers": agreed}), encoding="utf-8")
    round_id, links = opened(at, "--profile", str(file))
    told = said(run("ask", "--round", links["floor"], *at, typed="?\n" * 60))
    assert not any(edition.questions[a].text.en in told for a in agreed)
    assert "Nothing of yours was saved." in told
    for _ in range(4):
        said(run("ask", "--round", links["floor"], *at, typed="1\nq\n"))
    profile = json.loads(said(run("round", "close", round_id, *at)))
    assert (profile["name"], profile["reference"]) == ("Pool", "pool-2")
    assert profile["answers"] == agreed


@ON_SQLITE
def test_six_people_and_what_to_talk_about(
    store: Store, at: tuple[str, ...], edition: Edition, advisor: object
) -> None:
    """From two groups to the questions to talk about, by the profile that closing writes."""
    round_id, links = opened(at)
    for number in range(6):
        said(run("ask", "--round", links["floor" if number % 2 else "management"], *at, typed=f"{number % 2 + 1}\nq\n"))
    profile = understand(json.loads(said(run("round", "close", round_id, *at))), edition)
    found = differences(profile, advisor, "en")  # type: ignore[arg-type]
    assert found.respondents == 6
    assert [group.names for group in found.groups] == [["floor + management"]]
    assert len(found.differences) == 1


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        (("round", "show", "0" * 32), "There is no round"),
        (("round", "close", "x"), "There is no round “x”."),
        (("round", "revoke", "x", "--group", "a"), "There is no round"),
        (("round", "invite", "x", "--group", "a"), "There is no round"),
        (("round", "delete", "x"), "There is no round"),
        (("round", "open", "x", "--group", "a", "--group", "a"), "A round has 1 to 20 groups"),
        (("round", "open", "x" * 201, "--group", "a"), "/name"),
        (("round", "open", "x", "--group", "a", "--profile", "nowhere.json"), "nowhere.json: No such file"),
        (("ask", "--round", "A" * 43), "There is no such invitation."),
    ],
)
def test_what_cannot_be_is_one_line(words: tuple[str, ...], phrase: str, store: Store, at: tuple[str, ...]) -> None:
    result = run(*words, *at)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert phrase in line


@pytest.mark.parametrize("words", [("--round", "x", "--list"), ("me.json", "--round", "x"), ("--own", "x")])
def test_a_round_takes_no_file(words: tuple[str, ...]) -> None:
    result = run("ask", *words, "--lang", "en")
    assert result.exit_code == 2
    assert "name no file" in result.stderr


@ON_SQLITE
def test_a_name_makes_no_line(store: Store, at: tuple[str, ...]) -> None:
    """Of an organisation, which may hold what a terminal obeys; and another tenant's round is none."""
    from advisor.stages.profile import Profile

    made, _ = rounds.open_(store, LOCAL, Profile({}, "a\nb\x1b[31m"), ["x"])
    for words in (("round", "list"), ("round", "show", made.id)):
        assert all(line.isprintable() for line in said(run(*words, *at)).split("\n"))
        assert "\x1b" not in said(run(*words, *at))
    theirs, _ = rounds.open_(store, Caller("city"), Profile({}), ["x"])
    assert run("round", "show", theirs.id, *at).exit_code == 1
    assert said(run("round", "show", theirs.id, "--tenant", "city", *at)).startswith("an organisation without a name")

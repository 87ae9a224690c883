"""The commands, as a user meets them: their examples work, their errors are lines, their bytes never vary."""

import hashlib
import json
import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result
from sqlalchemy import create_engine
from sqlalchemy import text as sql

from advisor.advice import open_advisor
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.library.passages import Document, locate
from advisor.stages.profile import read_profile
from tests.commands import inner
from tests.conftest import CHECKOUT, sizes
from tests.proving import prove_once

GHENT = str(CHECKOUT / "examples" / "ghent-crm.json")
EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))
GIVEN, NOT_GIVEN = "win-people-back", "find-growth-capital"  # for the company in Ghent
ADVISOR = str(Path(sys.executable).parent / "advisor")
ADVICE_FORMATS = ("text", "json", "markdown")
GRAPH_FORMATS = ("node-link", "graphml", "cytoscape", "mermaid", "svg", "json-ld", "prov")


@pytest.fixture(autouse=True)
def plain_environment(
    read_once: None, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What the person who runs the tests has set for Advisor, or kept with it, does not count here."""
    for name in ("ADVISOR_DATA", "ADVISOR_DOCUMENTS", "ADVISOR_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    prove_once(monkeypatch)
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('kept')}/advisor.db")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    """A command in this process; whatever it does, it ends with an exit status."""
    result = CliRunner().invoke(main, arguments, input=stdin, prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stderr
    return result


def process(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A command as a user starts it: in a process of its own."""
    return subprocess.run([ADVISOR, *arguments], capture_output=True, check=False)


def copy_knowledge(folder: Path) -> Path:
    """A copy of the knowledge, to change."""
    for name in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / name, folder / name)
    return folder


def copy_sources(sources: Path, folder: Path) -> Path:
    """A copy of the reader's copies, to change; the originals may be read-only."""
    for source in sources.glob("*.txt"):
        shutil.copyfile(source, folder / source.name)
    return folder


def lines(result: Result) -> list[str]:
    """The mistakes of a refused command: exit status 1, nothing on standard output, one line for each."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return result.stderr.splitlines()


# --- help and its examples ---


def commands(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every command and group, with the text of its help."""
    yield path, CliRunner().invoke(main, [*path, "--help"], prog_name="advisor").stdout
    if isinstance(command, click.Group):
        for name, below in inner(command).items():
            yield from commands(below, (*path, name))


HELP = dict(commands())


def examples(text: str) -> list[list[str]]:
    """The command lines under “Voorbeeld:” in a help text, as words, without the first (advisor)."""
    shown = text.partition("Voorbeeld:\n")[2].partition("\n\n")[0]
    words = [line.split() for line in shown.splitlines()]
    assert all(line[0] == "advisor" for line in words)
    return [line[1:] for line in words]


@pytest.mark.parametrize("path", HELP, ids=lambda path: " ".join(path) or "advisor")
def test_help_shows_an_example(path: tuple[str, ...]) -> None:
    """The help of every command says what it does and shows a line that starts with that very command."""
    text = HELP[path]
    assert text.startswith(f"Gebruik: {' '.join(('advisor', *path))} ")
    shown = examples(text)
    assert shown
    for words in shown:
        assert tuple(words[: len(path)]) == path
    assert run(*path, "-h").stdout == text


@pytest.fixture(scope="module")
def folder_of_a_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out as the examples in the help expect it, so that they run as they stand."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(CHECKOUT / "examples", folder / "examples")
    copy_knowledge(folder / "my-knowledge")
    assert run("advise", GHENT, "--format", "json", "-o", str(folder / "advice.json")).exit_code == 0
    return folder


def keep_what_the_examples_name(words: tuple[str, ...]) -> None:
    """An advice and a key, under the ids that the examples in the help ask for."""
    assert run("store", "keep", GHENT).exit_code == 0
    assert run("keys", "add", "form", "--tenant", "city", "--scope", "read").exit_code == 0
    engine = create_engine(os.environ["ADVISOR_DATABASE_URL"])
    with engine.begin() as connection:
        for name in words[2:3]:
            connection.execute(sql("UPDATE advices SET id = :id WHERE length(:id) = 32"), {"id": name})
            connection.execute(sql("UPDATE keys SET id = :id WHERE length(:id) = 12"), {"id": name})
    engine.dispose()


def open_the_round_that_the_examples_name(name: str) -> None:
    """A round in which four answered, under the id that the examples in the help ask for."""
    opened = run("round", "open", "x", "--group", "management", "--group", "floor")
    assert opened.exit_code == 0
    for _ in range(4):
        link = opened.stdout.split("\n")[1].split()[-1]
        assert CliRunner().invoke(main, ["ask", "--round", link], input="1\ns\n").exit_code == 0
    engine = create_engine(os.environ["ADVISOR_DATABASE_URL"])
    with engine.begin() as connection:
        for table, column in (("rounds", "id"), ("invitations", "round"), ("responses", "round")):
            connection.execute(sql(f"UPDATE {table} SET {column} = :id"), {"id": name})
    engine.dispose()


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    sorted({tuple(words) for text in HELP.values() for words in examples(text) if words[0] != "serve"}),
    ids=" ".join,
)
def test_the_examples_in_the_help_work(
    words: tuple[str, ...], folder_of_a_reader: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Every example in a help text, run as it stands, ends with status 0, says something and complains of nothing."""
    monkeypatch.chdir(folder_of_a_reader)
    if "my-documents" in words and not Path("my-documents").exists():
        Path("my-documents").symlink_to(request.getfixturevalue("sources"), target_is_directory=True)
    if words[0] in ("keys", "series", "status", "store"):
        keep_what_the_examples_name(words)
    if words[0] == "round" and len(words) > 2:
        open_the_round_that_the_examples_name(words[2])
    result = run(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    written = Path(words[words.index("-o") + 1]).read_bytes() if "-o" in words else result.stdout_bytes
    assert len(written) > (20 if words[0] in ("keys", "round", "sign", "status", "store") else 100)
    assert words[0] != "check" or "--format" in words or written.endswith(b"Geen fouten.\n")


@pytest.mark.long
def test_the_example_of_serve_works(tmp_path: Path) -> None:
    """`advisor serve`, on a free port, says where it listens and stops with status 0 when told to."""
    ((command, option, port),) = examples(HELP["serve",])
    assert (command, option) == ("serve", "--port")
    assert port.isdigit()
    own = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    with subprocess.Popen([ADVISOR, command, option, "0"], stderr=subprocess.PIPE, text=True, env=own) as server:
        try:
            assert server.stderr is not None
            assert any(re.search(r"running on http://127\.0\.0\.1:\d+", line) for line in server.stderr)
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=60) == 0
            assert "Traceback" not in server.stderr.read()
        finally:
            server.kill()


# --- a process of its own ---


def test_a_real_run_of_each_status() -> None:
    """As a process: 0 and the advice; 1 and one line; 2 and the usage; never both streams, never a traceback."""
    done = process("advise", GHENT)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Advies voor Dienstverlener in Gent\n")
    done = process("advise", "nowhere.json")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"nowhere.json: dit bestaat niet.\n"
    done = process("advise", GHENT, "--lang", "fr")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"nl, en" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.long
def test_standard_output_that_fails_is_no_traceback() -> None:
    """A reader that stops reading (head) or a full disk ends the command without a traceback."""
    big = str(CHECKOUT / "examples" / "municipality.json")
    with subprocess.Popen([ADVISOR, "graph", big], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait() == 1
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run([ADVISOR, "advise", GHENT], stdout=full, stderr=subprocess.PIPE, check=False)
        assert (done.returncode, done.stderr) == (1, b"advisor: de schijf is vol.\n")


# --- exit status 1: what was given is wrong ---


FAULTY = {
    "latin.json": '{"name": "Café", "answers": {}}'.encode("latin-1"),
    "empty.json": b"\n",
    "broken.json": b'{"answers": nothing}',
    "twice.json": b'{"answers": {"sector": "public", "sector": "private"}}',
}
NO_JSON = (
    "broken.json/: Dit is geen geldige JSON (1:13). "
    'Verwacht: rechte dubbele aanhalingstekens (") rond elke naam en tekst.'
)
NO_KNOWLEDGE = "{}: daar staat geen knowledge/manifest.yaml. Noem de map met knowledge/ en rules/ erin."
WRONG_INPUT = {  # the command, in a folder with only the files above, and what its one line says
    "a missing file": ("advise none.json", "none.json: dit bestaat niet."),
    "a folder for a file": ("why-not . win-people-back", ".: dit is een map, geen bestand."),
    "no folder to write in": ("advise GHENT -o none/a.txt", "none/a.txt: de map “none” bestaat niet."),
    "no folder to read from": ("why none/a.json 1 --lang en", "none/a.json: the folder “none” does not exist."),
    "an empty file": ("advise empty.json", "empty.json/: Er staat niets in. Verwacht: JSON."),
    "many, from a missing folder": ("portfolio none", "none: dit bestaat niet."),
    "many, from a missing file": ("batch none.csv out", "none.csv: dit bestaat niet."),
    "no folder of an overlay": (
        "advise GHENT --overlay none",
        "none/overlay.yaml:1: De map bestaat niet. Oplossing: noem de map met overlay.yaml erin.",
    ),
    "a folder to write to": ("graph GHENT -o .", ".: dit is een map, geen bestand."),
    "no UTF-8": ("why latin.json win-people-back", "latin.json/: De tekst is geen UTF-8. Verwacht: UTF-8."),
    "no JSON": (
        "advise broken.json",
        NO_JSON,
    ),
    "a key twice": ("advise twice.json --lang en", "twice.json/: The key “sector” occurs twice."),
    "compare, a missing file": ("compare GHENT none.json", "none.json: dit bestaat niet."),
    "compare, no JSON before": (
        "compare broken.json GHENT",
        NO_JSON,
    ),
    "compare, no knowledge of then": ("compare GHENT GHENT --data-before none", NO_KNOWLEDGE.format("none")),
    "replay, no such file": ("replay none.json", "none.json: dit bestaat niet."),
    "replay, no JSON": ("replay twice.json --lang en", "twice.json/: The key “sector” occurs twice."),
    "why, no such name": (
        "why GHENT win-people-bakc",
        "De aanbeveling “win-people-bakc” bestaat niet. Bedoelt u “win-people-back”?",
    ),
    "why-not, no such name": (
        "why-not GHENT find-grow-capital --lang en",
        "The recommendation “find-grow-capital” does not exist. Did you mean “find-growth-capital”?",
    ),
    "graph, no such name": (
        "graph GHENT --recommendation win-peopleback --lang en",
        "The recommendation “win-peopleback” does not exist. Did you mean “win-people-back”?",
    ),
    "why, part of a title": (
        "why GHENT 'start from the daily'",
        "De aanbeveling “start from the daily” bestaat niet. Bedoelt u “Begin bij het dagelijkse werk”?",
    ),
    "why, no such number": (
        "why GHENT #13 --lang en",
        "This advice has no recommendation with number 13: it has 12.",
    ),
    "above, no such number": ("above GHENT 1 0", "Dit advies heeft geen aanbeveling met nummer 0: het zijn er 12."),
    "a name like no other": ("why GHENT zzz --lang en", "The recommendation “zzz” does not exist."),
    "why, not given": (
        "why GHENT find-growth-capital --lang en",
        "“Look for growth capital early, and outside Europe too”: This recommendation is not given; "
        "see “advisor why-not”.",
    ),
    "graph, not given": (
        "graph GHENT --recommendation find-growth-capital",
        "“Zoek uw groeikapitaal vroeg en ook buiten Europa”: Deze aanbeveling wordt niet gegeven; "
        "zie “advisor why-not”.",
    ),
    "advise, no knowledge": ("advise GHENT --data .", NO_KNOWLEDGE.format(".")),
    "check, no knowledge": ("check --data none", NO_KNOWLEDGE.format("none")),
    "why, no documents": ("why GHENT win-people-back --documents none", "none: dit bestaat niet."),
    "verify, no documents": ("sources verify --documents none", "none: dit bestaat niet."),
    "keys, no such tenant": (
        "keys add form --tenant City --scope read --lang en",
        "A tenant name has lower-case letters, digits and hyphens, at most 63 characters.",
    ),
    "keys, no such key": (
        "keys revoke 3f9a0c6d21b7",
        "Er is geen sleutel “3f9a0c6d21b7”. “advisor keys list” toont ze.",
    ),
    "store, no such advice": ("store show 1 --lang en", "There is no advice “1”."),
    "store, no such page": (
        "store list --cursor 1 --lang en",
        "Invalid cursor. Start without one, at the first page.",
    ),
    "store, no database": (
        "store list --database-url sqlite:///latin.json --lang en",
        "latin.json: The store's file is damaged and is no longer written to. Stop the server, move the file away "
        "together with its -wal and -shm files, and restore a backup. “advisor store verify” lists what is lost.",
    ),
    "store, a password in what is no address": (
        "store list --database-url mysql://jan:hush@server/db --lang en",
        "Invalid database URL. Expected: sqlite:///path/to/file.db or postgresql://user:password@server/database.",
    ),
    "verify, a file for documents": ("sources verify --documents twice.json", "twice.json: dit is geen map."),
}


def test_a_recommendation_goes_by_its_number_and_its_titles(edition: Edition) -> None:
    """A reader of the advice has no id: what stands before a title, or the title, says as much."""
    shown = open_advisor().advise(read_profile(Path(GHENT).read_bytes(), edition)).recommendations
    for item in (shown[0], shown[-1]):
        title = edition.recommendations[item.id].title
        by_id = run("why", GHENT, item.id).stdout
        assert item.title in " ".join(by_id.split())
        for name in (str(item.rank), f"#{item.rank}", title.nl, title.en.upper()):
            assert run("why", GHENT, name).stdout == by_id
    number, title = str(shown[1].rank), shown[1].title
    for command in ("why-not", "change"):
        assert run(command, GHENT, number).stdout == run(command, GHENT, shown[1].id).stdout != ""
    assert run("above", GHENT, number, shown[0].title).stdout == run("above", GHENT, shown[1].id, shown[0].id).stdout
    assert run("graph", GHENT, "--recommendation", title).stdout == (
        run("graph", GHENT, "--recommendation", shown[1].id).stdout
    )


@pytest.mark.parametrize(("command", "line"), WRONG_INPUT.values(), ids=WRONG_INPUT)
def test_wrong_input_is_one_line_and_status_1(
    command: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with the input is said in exactly one line on standard error; nothing is half-done."""
    monkeypatch.chdir(tmp_path)
    for name, raw in FAULTY.items():
        Path(name).write_bytes(raw)
    assert lines(run(*(GHENT if word == "GHENT" else word for word in shlex.split(command)))) == [line]
    assert {path.name for path in tmp_path.iterdir()} == FAULTY.keys()


WRONG_PROFILE = {
    "nam": "Verschreven",
    "answers": {
        "sector": "publik",
        "employee_count": 12.5,
        "adoption_rate": 200,
        "adoption_rat": 20,
        "culture_signals": ["silo_behavior", "silo_behaviour", "silo_behaviour"],
    },
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["“nam” bestaat niet", "Bedoelt u “name”?", "Verwacht: een van public, semi_public, private."]),
        ("en", ["“nam” does not exist", "Did you mean “name”?", "Expected: one of public, semi_public, private."]),
    ],
)
def test_all_mistakes_of_a_profile_at_once(language: str, said: list[str], tmp_path: Path) -> None:
    """Seven mistakes are seven lines, each with its place, in the reader's language; nothing is written."""
    profile, target = tmp_path / "profile.json", tmp_path / "advice.txt"
    profile.write_text(json.dumps(WRONG_PROFILE), encoding="utf-8")
    found = lines(run("advise", str(profile), "--lang", language, "-o", str(target)))
    assert [line.removeprefix(str(profile)).partition(":")[0] for line in found] == [
        "/nam",
        "/answers/sector",
        "/answers/employee_count",
        "/answers/adoption_rate",
        "/answers/adoption_rat",
        "/answers/culture_signals/0",
        "/answers/culture_signals/2",
    ]
    for text in said:
        assert any(text in line for line in found)
    for near in ("“public”", "“adoption_rate”", "“silo_behaviour”"):
        assert any(near in line for line in found)
    assert not target.exists()


@pytest.mark.parametrize("nasty", ["a\nb", "a\r\nb", "a\x07b", "a\u2028b"])
def test_a_mistake_stays_on_one_line(nasty: str, tmp_path: Path) -> None:
    """Line ends and control characters in what a user gives never make a second line, nor reach the terminal."""
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps({"answers": {nasty: 1, "sector": nasty}}), encoding="utf-8")
    for count, *arguments in (
        (2, "advise", str(profile)),
        (1, "advise", nasty),
        (1, "why", GHENT, nasty),
        (1, "check", "--data", nasty),
    ):
        errors = run(*arguments).stderr.removesuffix("\n").split("\n")
        assert len(errors) == count, errors
        assert all(line.isprintable() for line in errors), errors


@pytest.mark.parametrize("command", [["check"], ["advise", GHENT], ["sources", "verify", "--documents", "."]])
def test_all_mistakes_of_the_knowledge_at_once(command: list[str], tmp_path: Path) -> None:
    """Mistakes in three files are all named, each on its line with file, line number and remedy."""
    data = copy_knowledge(tmp_path)
    changes = {
        "knowledge/factors/people.yaml": ("polarity:", "polaritie:"),
        "knowledge/questions/adoption.yaml": ("need: essential", "need: esential"),
        "rules/findings/culture.yaml": ("polarity: weakness", "polarity: weekness"),
    }
    wanted = []
    for name, (right, wrong) in changes.items():
        text = (data / name).read_text(encoding="utf-8")
        wanted.append(f"{name}:{text[: text.index(right)].count(chr(10)) + 1}")
        (data / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found = lines(run(*command, "--data", str(data)))
    assert all(re.fullmatch(r"[\w/.-]+:\d+: .+ Oplossing: .+", line) for line in found)
    assert {":".join(line.split(":")[:2]) for line in found} >= set(wanted)


# --- exit status 2: wrong usage ---


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["advice"],
        ["advise"],
        ["advise", GHENT, GHENT],
        ["advise", GHENT, "--format", "docs"],
        ["advise", GHENT, "--lang", "fr"],
        ["advise", GHENT, "--colour"],
        ["why", GHENT],
        ["why-not", GHENT],
        ["graph", GHENT, "--format", "bmp"],
        ["compare", GHENT],
        ["compare", GHENT, GHENT, "--format", "markdown"],
        ["replay"],
        ["replay", GHENT, GHENT],
        ["sources"],
        ["sources", "add"],
        ["sources", "add", GHENT],
        ["sources", "verify"],
        ["serve", "--port", "70000"],
        ["store"],
        ["store", "show"],
        ["store", "list", "--limit", "101"],
        ["keys", "add", "form", "--tenant", "city"],
        ["keys", "add", "form", "--tenant", "city", "--scope", "all"],
        ["keys", "add", "form", "--tenant", "city", "--scope", "read", "--per-minute", "0"],
    ],
    ids=lambda arguments: " ".join(arguments).replace(GHENT, "PROFILE") or "nothing",
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    """A command that cannot be meant shows its usage on standard error, and standard output stays empty."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Gebruik: advisor ")


# --- reading, writing, language ---


@pytest.mark.parametrize(
    "arguments",
    [
        ["advise", "-"],
        ["why", "-", GIVEN],
        ["why-not", "-", NOT_GIVEN],
        ["graph", "-"],
        ["compare", "-", GHENT],
        ["compare", GHENT, "-"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).replace(GHENT, "PROFILE"),
)
def test_a_dash_reads_standard_input(arguments: list[str]) -> None:
    """“-” gives the same bytes as the file itself; what is wrong with it is said of “-”."""
    from_file = run(*(GHENT if a == "-" else a for a in arguments))
    from_input = run(*arguments, stdin=Path(GHENT).read_bytes())
    assert from_input.exit_code == from_file.exit_code == 0
    assert from_input.stdout_bytes == from_file.stdout_bytes != b""
    (line,) = lines(run(*arguments, stdin=b"[]"))
    assert line.startswith("-")


def test_output_to_a_file_is_the_same(tmp_path: Path) -> None:
    """With -o the very same bytes go to the file, and nothing to the terminal."""
    for form in ADVICE_FORMATS:
        shown = run("advise", GHENT, "--format", form)
        written = run("advise", GHENT, "--format", form, "-o", str(tmp_path / form))
        assert (written.exit_code, written.output) == (0, "")
        assert (tmp_path / form).read_bytes() == shown.stdout_bytes != b""


@pytest.mark.parametrize(
    ("arguments", "dutch", "english"),
    [
        (["advise", GHENT], "Advies voor Dienstverlener", "Advice for Dienstverlener"),
        (["advise", GHENT, "--format", "markdown"], "## Eerst doen", "## Do first"),
        (["advise", GHENT, "--format", "json"], '"language":"nl"', '"language":"en"'),
        (["why", GHENT, GIVEN], "OMDAT", "BECAUSE"),
        (["why-not", GHENT, NOT_GIVEN], "Waarom niet:", "Why not:"),
        (["compare", GHENT, GHENT], "VOORTGANG", "PROGRESS"),
        (["graph", GHENT], "Hoe ver staat het initiatief?", "How far along is the initiative?"),
    ],
    ids=lambda value: " ".join(value).replace(GHENT, "") if isinstance(value, list) else "",
)
def test_dutch_unless_asked_otherwise(arguments: list[str], dutch: str, english: str, edition: Edition) -> None:
    """Every answer is in Dutch by default and in English with --lang en; the other language is not in it."""
    if english.startswith("How far"):
        dutch, english = edition.name("initiative_phase", "nl"), edition.name("initiative_phase", "en")
    plain, nl, en = (run(*arguments, *extra).stdout for extra in ([], ["--lang", "nl"], ["--lang", "en"]))
    assert plain == nl
    assert dutch in nl
    assert english in en
    assert english not in nl
    assert dutch not in en


@pytest.mark.long
def test_bytes_never_go_to_a_terminal(tmp_path: Path) -> None:
    """A PNG needs a file or another program: on a terminal it is wrong usage, and nothing is written."""
    ours, theirs = pty.openpty()
    try:
        command = subprocess.run(  # what stands on the terminal is read after it
            [ADVISOR, "graph", GHENT, "--format", "png"], stdout=theirs, stderr=subprocess.PIPE, check=False
        )
        os.write(theirs, b"!")
        assert os.read(ours, 100) == b"!"
    finally:
        os.close(ours)
        os.close(theirs)
    assert command.returncode == 2
    assert b"png is geen tekst" in command.stderr
    assert run("graph", GHENT, "--format", "png").stdout_bytes.startswith(b"\x89PNG")
    assert run("graph", GHENT, "--format", "png", "-o", str(tmp_path / "map.png")).exit_code == 0
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


# --- the same bytes ---

EVERYTHING = """
import json, sys
from advisor.advice import open_advisor
from advisor.cli import main
for arguments in json.loads(sys.stdin.read()):
    main(arguments, standalone_mode=False)
"""


def everything(folder: Path, profiles: Sequence[Path]) -> list[list[str]]:
    """Commands that write every format of some examples, the reasoning too, to files in a folder."""
    jobs = []
    for profile in profiles:
        jobs += [["advise", str(profile), "--format", f, "-o", f"{folder}/{profile.stem}.{f}"] for f in ADVICE_FORMATS]
        jobs += [["graph", str(profile), "--format", f, "-o", f"{folder}/{profile.stem}.{f}"] for f in GRAPH_FORMATS]
    jobs.append(["graph", GHENT, "--format", "png", "-o", f"{folder}/ghent-crm.png"])
    jobs.append(["graph", GHENT, "--recommendation", GIVEN, "--format", "png", "-o", f"{folder}/part.png"])
    jobs.append(["why", GHENT, GIVEN, "-o", f"{folder}/why"])
    jobs.append(["why-not", GHENT, NOT_GIVEN, "-o", f"{folder}/why-not"])
    other = str(CHECKOUT / "examples" / "limburg-builder-b.json")
    jobs += [["compare", GHENT, other, "--format", f, "-o", f"{folder}/compare.{f}"] for f in ("text", "json")]
    jobs.append(["replay", f"{folder}/ghent-crm.json", "-o", f"{folder}/replay"])
    return jobs


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.mark.long
@pytest.mark.parametrize("count", sizes(1, len(EXAMPLES)))
def test_the_same_bytes_always(tmp_path: Path, count: int) -> None:
    """Every format is the same to the byte: twice in a row, under any hash seed, locale, time zone and folder."""
    profiles = sorted({*EXAMPLES[:count], Path(GHENT)})
    circumstances = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "40"},
    ]
    running = []
    for number, extra in enumerate(circumstances):
        folder = tmp_path / str(number)
        folder.mkdir()
        jobs = everything(folder, profiles)
        command = subprocess.Popen(
            [sys.executable, "-c", EVERYTHING],
            stdin=subprocess.PIPE,
            cwd=folder,
            env={
                **{name: os.environ[name] for name in ("PATH", "ADVISOR_CACHE")},
                "PYTHONPATH": str(CHECKOUT),
                **extra,
            },
        )
        assert command.stdin is not None
        command.stdin.write(json.dumps(jobs).encode())
        command.stdin.close()
        running.append(command)
    assert [command.wait() for command in running] == [0, 0]
    here = tmp_path / "here"
    here.mkdir()
    found = []
    for _ in range(2):
        for arguments in everything(here, profiles):
            assert run(*arguments).exit_code == 0
        found.append(digests(here))
    found += [digests(tmp_path / str(number)) for number in range(len(circumstances))]
    assert len(found[0]) == len(profiles) * len((*ADVICE_FORMATS, *GRAPH_FORMATS)) + 7
    assert all(other == found[0] for other in found[1:])


# --- where the knowledge comes from ---


@pytest.mark.long
def test_where_the_knowledge_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--data goes before ADVISOR_DATA, that before the checkout; the working folder never counts."""
    for name, number in (("variable", "2031.1"), ("working", "2032.1")):
        manifest = copy_knowledge(tmp_path / name) / "knowledge" / "manifest.yaml"
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(re.sub(r'edition: "[\d.]+"', f'edition: "{number}"', text), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "working")

    def edition_used() -> str:
        result = run("advise", GHENT, "--format", "json")
        assert result.exit_code == 0, result.stderr
        return str(json.loads(result.stdout)["receipt"]["edition"])

    shipped = yaml.safe_load((CHECKOUT / "knowledge" / "manifest.yaml").read_text(encoding="utf-8"))["edition"]
    assert edition_used() == shipped
    monkeypatch.setenv("ADVISOR_DATA", "")
    assert edition_used() == shipped
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path / "variable"))
    assert edition_used() == "2031.1"
    empty = str(tmp_path / "empty")
    assert lines(run("advise", GHENT, "--data", empty)) == [NO_KNOWLEDGE.format(empty)]
    monkeypatch.setenv("ADVISOR_DATA", empty)
    assert lines(run("advise", GHENT)) == [NO_KNOWLEDGE.format(empty)]


# --- the reader's own copies ---


def test_the_copies_hold_every_passage(sources: Path) -> None:
    """In the copies as they are, no passage is changed or missing, and every source has its copy."""
    result = run("sources", "verify", "--documents", str(sources))
    assert (result.exit_code, result.stderr) == (0, "")
    assert not re.search(r"\d+ (changed|missing)", result.stdout)
    for copy in sorted(sources.glob("*.txt")):
        assert f"{copy.stem} ({copy.name}): " in result.stdout


def citing_rules(passage: str) -> set[str]:
    """The rules that cite a passage, read straight from the YAML."""
    files = (CHECKOUT / "rules" / "findings").glob("*.yaml")
    rules = {k: v for f in files for k, v in yaml.safe_load(f.read_text(encoding="utf-8")).items()}
    return {name for name, rule in rules.items() if passage in rule["because"]}


@pytest.mark.long
def test_a_changed_letter_is_noticed(sources: Path, edition: Edition, tmp_path: Path) -> None:
    """One other letter in a copy: status 1, and one line that names the file, the passage and every rule citing it."""
    ref = "geen-it-project/p8"
    passage = edition.passages[ref]
    copies = copy_sources(sources, tmp_path)
    copy = copies / "geen-it-project.txt"
    text = copy.read_text(encoding="utf-8")
    start = text.index(locate(passage, Document(text)).text)
    known = [(text.index(words, start), len(words)) for words in passage.fragment]
    middle = next(
        at
        for at in range(start + passage.length // 2, len(text))
        if text[at].isalpha() and not any(begin <= at < begin + length for begin, length in known)
    )
    copy.write_text(text[:middle] + ("x" if text[middle] != "x" else "q") + text[middle + 1 :], encoding="utf-8")
    result = run("sources", "verify", "--documents", str(copies))
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{copy.name}: passage {ref} is veranderd: het was {passage.length} letters en cijfers in ")
    assert f"nu {passage.length} letters en cijfers in alinea {passage.paragraph}; aangehaald door " in line
    rules = citing_rules(ref)
    assert len(rules) > 1
    for rule in rules:
        assert f"regel {rule}" in line
    assert "1 veranderd" in result.stdout


def test_a_missing_copy_and_a_moved_passage(sources: Path, tmp_path: Path) -> None:
    """Without a copy a source is named, with status 1; a passage that only moved is told but is no fault."""
    copies = copy_sources(sources, tmp_path)
    moved = copies / "acht-bouwstenen.txt"
    moved.write_text("Een regel vooraf.\n\n" + moved.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("sources", "verify", "--documents", str(copies))
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"acht-bouwstenen/p1: verplaatst, alinea 2$", result.stdout, re.MULTILINE)
    (copies / "de-backer-interview.txt").unlink()
    result = run("sources", "verify", "--documents", str(copies))
    assert result.exit_code == 1
    assert result.stderr == "de-backer-interview: geen van de documenten is een exemplaar van deze bron.\n"


def test_why_shows_the_passages_of_the_reader(sources: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --documents or ADVISOR_DOCUMENTS every cited passage stands in `why` itself; without, none does."""
    advice = json.loads(run("advise", GHENT, "--format", "json").stdout)
    cites = next(r["cites"] for r in advice["recommendations"] if r["id"] == GIVEN)
    without = run("why", GHENT, GIVEN).stdout
    shown = run("why", GHENT, GIVEN, "--documents", str(sources)).stdout
    monkeypatch.setenv("ADVISOR_DOCUMENTS", str(sources))
    assert run("why", GHENT, GIVEN).stdout == shown
    assert len(cites) > 5
    for ref in cites:
        source, _, number = ref.partition("/p")
        text = (sources / f"{source}.txt").read_text(encoding="utf-8")
        paragraph = [line for line in text.splitlines() if line.strip()][int(number) - 1]
        first, last = edition.passages[ref].fragment[0], edition.passages[ref].fragment[-1]
        stretch = paragraph[paragraph.index(first) : paragraph.rindex(last) + len(last)]
        assert " ".join(stretch.split()) in " ".join(shown.split())
        assert " ".join(stretch.split()) not in " ".join(without.split())

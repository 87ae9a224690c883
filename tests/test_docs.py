"""The examples in the docs are true: commands, requests and Python are run, and say what the docs show."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from starlette.testclient import TestClient

import advisor
from advisor.advice import Advisor, to_json
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from advisor.store import advices
from advisor.store.callers import LOCAL
from advisor.store.database import open_store
from api.app import create_app
from tests.commands import inner
from tests.conftest import CHECKOUT

DOCS = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
TEXT = {path.name: path.read_text(encoding="utf-8") for path in DOCS if path.parent.name == "docs"}
RUN = ("insight.md", "plan.md", "profile.md", "sources.md", "tutorial.md", "tutorial.nl.md")  # all they show is run


def blocks(page: str) -> list[tuple[str, str]]:
    """The blocks of commands on a page, each with the output shown below it, if any."""
    return re.findall(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", TEXT[page], re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[tuple[str, str]]:
    """The commands on a page that give advice or ask something of it, each with the output shown."""
    lines = ((line, shown) for block, shown in blocks(page) for line in block.splitlines())
    return [(line, shown) for line, shown in lines if line.startswith(("advisor ", "python3 dev.py run"))]


COMMANDS = [(page, line, shown) for page in RUN for line, shown in commands(page)]
REQUESTS = [
    line
    for page in ("insight.md", "plan.md")
    for block, _ in blocks(page)
    for line in block.splitlines()
    if line.startswith("curl ")
]


def is_shown(shown: str, told: str) -> bool:
    """Whether an output is the one that a page shows, in which an ellipsis stands for any text."""
    shown, told = (text.replace("\u00a0", " ").strip() for text in (shown, told))
    pattern = ".*".join(re.escape(part) for part in re.split("…\n?", shown))
    return re.fullmatch(pattern, told, re.DOTALL) is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, edition: Edition, engine: Pool) -> Path:
    """A folder with the examples, an advice made from one of them, and the bodies that the page shows."""
    place = tmp_path_factory.mktemp("reader")
    shutil.copytree(CHECKOUT / "examples", place / "examples")
    ghent = (place / "examples" / "ghent-crm.json").read_bytes()
    advice = Advisor(edition, engine).advise(read_profile(ghent, edition), "nl")
    (place / "advice.json").write_bytes(to_json(advice))
    later = json.loads(ghent)
    later["answers"] |= {"adoption_rate": 65, "culture_signals": ["silo_behaviour"]}
    (place / "later.json").write_text(json.dumps(later), encoding="utf-8")
    bodies = r"^`([\w.-]+\.json)`:\n\n```json\n(.*?)^```"
    for name, body in chain(*(re.findall(bodies, TEXT[page], re.MULTILINE | re.DOTALL) for page in RUN)):
        (place / name).write_text(body, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def client(edition: Edition, engine: Pool) -> TestClient:
    app: FastAPI = create_app(Advisor(edition, engine))
    return TestClient(app, base_url="http://127.0.0.1:8000")


def test_the_page_has_examples() -> None:
    """Every question of insight has a command and a request on its page; the tutorials show the same steps."""
    words = {line.split()[1] for line, _ in commands("insight.md")}
    assert words == {"why", "why-not", "what-if", "change", "above", "stability", "ask", "compare", "replay"}
    paths = {re.search(r"/v1/([\w-]+)", line)[1] for line in REQUESTS}  # type: ignore[index]
    asked = {"why", "why-not", "what-if", "change", "above", "stability", "questions", "compare", "replay"}
    assert paths == {*asked, "plan"}
    english, dutch = ([line.split()[:2] for line, _ in commands(f"tutorial{suffix}.md")] for suffix in ("", ".nl"))
    assert english == dutch
    assert len(english) == 6


@pytest.mark.parametrize(("page", "line", "shown"), COMMANDS, ids=[f"{page}: {line}" for page, line, _ in COMMANDS])
def test_a_command_says_what_the_page_shows(
    page: str, line: str, shown: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command works, and gives the output shown below it (an ellipsis stands for any text) or the file it names."""
    monkeypatch.chdir(folder)
    words = shlex.split(line.replace("python3 dev.py run", "advisor advise examples/ghent-crm.json"))[1:]
    result = CliRunner().invoke(main, words, prog_name="advisor")
    assert (result.exit_code, result.stderr) == (0, "")
    if "-o" in words:
        written = folder / words[words.index("-o") + 1]
        assert written.stat().st_size > 1_000
    else:
        assert shown.strip(" …\n"), f"{page} shows nothing of {line}"
        assert is_shown(shown, result.stdout), result.stdout


def test_the_python_example_prints_what_the_page_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/python.md: its example runs, and every public name is on the page."""
    monkeypatch.chdir(folder)
    (code, shown) = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", TEXT["python.md"], re.M | re.S).groups()  # type: ignore[union-attr]
    exec(code, {})
    assert capsys.readouterr().out.startswith(shown.partition("…\n")[0])
    assert [name for name in advisor.__all__ if f"`{name}" not in TEXT["python.md"]] == []


def test_the_page_on_following_up_is_true(
    folder: Path, tmp_path: Path, edition: Edition, engine: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docs/following.md: everything it shows, from top to bottom on one store, says what is shown; ID is the latest."""
    monkeypatch.chdir(folder)
    url = f"sqlite:///{tmp_path}/advisor.db"
    monkeypatch.setenv("ADVISOR_DATABASE_URL", url)
    store = open_store(url)
    ran = set()
    app = create_app(Advisor(edition, engine), store)
    with closing(store), TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        for block, shown in blocks("following.md"):
            told = ""
            for line in block.splitlines():
                latest = advices.page(store, LOCAL, limit=1).items
                words = shlex.split(re.sub(r"\bID\b", latest[0].id if latest else "ID", line))
                ran.add(" ".join(words[1:3]) if words[0] == "advisor" else "curl")
                if words[0] == "advisor":
                    result = CliRunner().invoke(main, words[1:], prog_name="advisor")
                    assert (result.exit_code, result.stderr) == (0, ""), line
                    told = result.stdout
                else:
                    (address,) = (word for word in words if word.startswith("http://"))
                    body = words[words.index("-d") + 1] if "-d" in words else None
                    method = words[words.index("-X") + 1] if "-X" in words else "GET"
                    response = client.request(
                        method,
                        address.replace(":8000", ""),
                        content=body,
                        headers={"Content-Type": "application/json"} if body else {},
                    )
                    assert response.status_code == 200, f"{line}: {response.text}"
            if shown:
                parts = [re.escape(" ".join(part.split())) for part in shown.split("…")]
                assert re.fullmatch(".*".join(parts), " ".join(told.split())), told  # days are long and short
    assert {"status set", "status history", "store keep", "series intake-2026-014", "series --all", "curl"} <= ran


def typed() -> Iterator[tuple[str, str]]:
    """Every line in the docs, README and CONTRIBUTING included, on which a reader types the command."""
    for path in DOCS:
        text = path.read_text(encoding="utf-8")
        lines = [line for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S) for line in block.splitlines()]
        lines += re.findall(r"`(advisor [a-z][^`]*)`", text)
        yield from ((path.name, line.partition(" #")[0]) for line in lines if line.startswith("advisor "))


@pytest.mark.parametrize(("page", "line"), sorted(set(typed())))
def test_every_command_in_the_docs_exists(page: str, line: str) -> None:
    """The command and each of its options exist, also where the page runs nothing."""
    words = shlex.split(line)[1:]
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in inner(command):
        command = inner(command)[words.pop(0)]
    assert command is not main, f"{page}: {line}"
    options = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    assert {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"} <= options


@pytest.mark.parametrize("line", REQUESTS)
def test_a_request_answers_as_the_command_does(line: str, folder: Path, client: TestClient) -> None:
    """The request works as it stands, and answers with JSON."""
    words = shlex.split(line)
    (body,) = [word[1:] for word in words if word.startswith("@")]
    address = next(word for word in words if word.startswith("http://"))
    sent = (folder / body).read_bytes()
    if "--data-binary" not in words:
        sent = sent.replace(b"\r", b"").replace(b"\n", b"")  # as curl does with -d
    response = client.post(address, content=sent, headers={"Content-Type": "application/json"})
    assert response.status_code == 200, response.text
    assert response.json()
    assert "/v1/replay" not in address or response.json()["same"]

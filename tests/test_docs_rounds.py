"""What docs/respondents.md shows of collecting answers is true: run in order, with the ids and links that appear."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.cli import main
from advisor.store.database import Store
from tests.api.conftest import advisor, application, here, store  # noqa: F401 - fixtures
from tests.conftest import CHECKOUT
from tests.store.conftest import ON_SQLITE, postgres, schemas, tables_file, url  # noqa: F401 - fixtures

TEXT = (CHECKOUT / "docs" / "respondents.md").read_text(encoding="utf-8")
SECTION = TEXT.partition("## Collecting the answers\n")[2].partition("\n## ")[0]


def lines(heading: str) -> list[str]:
    """The lines to type under a heading."""
    part = SECTION.partition(f"### {heading}\n")[2].partition("\n### ")[0]
    return [line for block in re.findall(r"^```sh\n(.*?)^```", part, re.M | re.S) for line in block.splitlines()]


def shown(heading: str) -> str:
    part = SECTION.partition(f"### {heading}\n")[2]
    return re.findall(r"^```text\n(.*?)^```", part, re.M | re.S)[0]


def run(line: str, typed: str = "", **known: str) -> str:
    for name, value in known.items():
        line = re.sub(rf"\b{name}\b", value, line)
    result = CliRunner().invoke(main, shlex.split(line)[1:], input=typed, prog_name="advisor")
    assert (result.exit_code, result.stderr) == (0, ""), (line, result.output)
    return result.stdout


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each works as it stands: opened, answered, followed, closed into what `differences` takes, and the others."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path}/advisor.db")
    open_, show, close, differences, ask, again, list_, invite, revoke, delete = lines("By command")
    opened = run(open_)
    (known,) = re.findall(r"Round (\w{32})", opened)
    links = dict(line.split("  ") for line in opened.splitlines()[:2])
    for group in ("floor", "floor", "management", "management"):
        run(ask, "1\nq\n", LINK=links[group])
    came = run(ask, "1\nq\n", LINK=links["floor"])
    secret, token = re.findall(r"--round (\S+) --own (\S+)", came)[0]
    run(again, "2\nq\n", LINK=secret, TOKEN=token)
    assert run(show, ID=known) == shown("By command")
    assert known in run(list_)
    assert "/answer/" in run(invite, ID=known)
    run(revoke, ID=known)
    run(close, ID=known)
    assert len(json.loads((tmp_path / "profile.json").read_bytes())["respondents"]) == 5
    assert run(differences)
    assert run(delete, ID=known)


@ON_SQLITE
def test_the_requests(advisor: Advisor, store: Store) -> None:  # noqa: F811 - the fixtures
    """Each answers as it stands, and together they are every address of a round and of a respondent."""
    client = here(application(advisor, store))
    owner, own = lines("Over HTTP")[:8], lines("Over HTTP")[8:]
    made = asked(client, owner[0])
    known = {"ID": made["round"]["id"], "SECRET": made["invitations"][1]["secret"]}
    for _ in range(4):
        token = asked(client, own[1], **known)["token"]
    for line in (*own, own[1], *owner[1:3]):
        asked(client, line, TOKEN=token, **known)
    for line in owner[3:]:
        asked(client, line, **known)
    told = {(method_of(line), re.sub(r"\b(ID|SECRET|TOKEN)\b", "x", line.split("8000")[1])) for line in owner + own}
    paths = client.get("/openapi.json").json()["paths"].items()
    ours = [(path, methods) for path, methods in paths if path.startswith(("/v1/rounds", "/v1/answer"))]
    assert told == {(m.upper(), re.sub(r"{\w+}", "x", path)) for path, methods in ours for m in methods}


def method_of(line: str) -> str:
    words = shlex.split(line)
    return words[words.index("-X") + 1] if "-X" in words else "POST" if "-d" in words else "GET"


def asked(client: TestClient, line: str, **known: str) -> Any:
    for name, value in known.items():
        line = re.sub(rf"\b{name}\b", value, line)
    words = shlex.split(line)
    body = words[words.index("-d") + 1] if "-d" in words else None
    path = words[-1].removeprefix("http://127.0.0.1:8000")
    headers = {"Content-Type": "application/json"} if body else {}
    answer = client.request(method_of(line), path, content=body, headers=headers)
    assert answer.status_code in (200, 201, 204), (line, answer.text)
    return answer.json() if answer.content else None


def test_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table that stands there gives the profile that stands there."""
    monkeypatch.chdir(tmp_path)
    heading = "From a table or another form"
    name, body = re.findall(r"^`([\w.]+)`:\n\n```csv\n(.*?)^```", SECTION, re.M | re.S)[0]
    (tmp_path / name).write_text(body, encoding="utf-8")
    (line,) = lines(heading)
    assert run(line) == shown(heading)


@pytest.mark.long
def test_where_they_differ(monkeypatch: pytest.MonkeyPatch, advisor: Advisor, store: Store) -> None:  # noqa: F811
    """The command says what is shown below it, and the address says the same as the command."""
    monkeypatch.chdir(CHECKOUT)
    part = TEXT.partition("## Where they differ\n")[2]
    (block,) = re.findall(r"^```sh\n(.*?)^```", part, re.M | re.S)
    (said,) = re.findall(r"^```text\n(.*?)^```", part, re.M | re.S)
    command, curl = block.splitlines()
    told = run(command)
    for piece in said.split("…\n"):
        assert piece.strip() in told
    words = shlex.split(curl)
    file = Path(next(word for word in words if word.startswith("@"))[1:])
    address = next(word for word in words if word.startswith("http://")).partition(":8000")[2]
    with here(application(advisor, store)) as client:
        answer = client.post(address, content=file.read_bytes(), headers={"Content-Type": "application/json"})
    assert answer.text == run(f"{command} --format json")

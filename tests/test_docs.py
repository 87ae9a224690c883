"""The examples in docs/insight.md are true: every command and every request is run, and says what stands there."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from starlette.testclient import TestClient

from advisor.advice import Advisor, to_json
from advisor.cli import main
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from api.app import create_app
from tests.conftest import CHECKOUT

PAGE = (CHECKOUT / "docs" / "insight.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [(line, shown) for block, shown in BLOCKS for line in block.splitlines() if line.startswith("advisor ")]
REQUESTS = [line for block, _ in BLOCKS for line in block.splitlines() if line.startswith("curl ")]


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
    for name, body in re.findall(r"^`([\w.-]+\.json)`:\n\n```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        (place / name).write_text(body, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def client(edition: Edition, engine: Pool) -> TestClient:
    app: FastAPI = create_app(Advisor(edition, engine))
    return TestClient(app, base_url="http://127.0.0.1:8000")


def test_the_page_has_examples() -> None:
    """Every question of insight has a command and a request on the page."""
    words = {line.split()[1] for line, _ in COMMANDS}
    assert words == {"why", "why-not", "what-if", "change", "above", "stability", "ask", "compare", "replay"}
    paths = {re.search(r"/v1/([\w-]+)", line)[1] for line in REQUESTS}  # type: ignore[index]
    assert paths == {"why", "why-not", "what-if", "change", "above", "stability", "questions", "compare", "replay"}


@pytest.mark.parametrize(("line", "shown"), COMMANDS, ids=[line for line, _ in COMMANDS])
def test_a_command_says_what_the_page_shows(
    line: str, shown: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command works, and its output starts with the text below it (an ellipsis stands for the rest)."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, shlex.split(line)[1:], prog_name="advisor")
    assert (result.exit_code, result.stderr) == (0, "")
    start, ellipsis, _ = shown.partition("…\n")
    assert start.strip()
    assert result.stdout.startswith(start) if ellipsis else result.stdout.strip() == start.strip()


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

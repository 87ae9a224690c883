"""A server, what it says itself, and the commands and examples of docs/clients.md."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.api.conftest import GHENT
from tests.api.running import running
from tests.conftest import CHECKOUT

HERE = Path(__file__).parent
MINUTES = 5
CHANGE = {"adoption_rate": 90}

Told = dict[str, Any]


def run(folder: Path, *command: str | Path) -> str:
    """What a command says that must succeed."""
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, capture_output=True, text=True, timeout=60 * MINUTES, check=False
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def page(generator: str) -> tuple[list[str], str]:
    """What docs/clients.md says of a generator: its command in words, and the example, which is empty without one."""
    text = (CHECKOUT / "docs" / "clients.md").read_text(encoding="utf-8")
    section = re.split(rf"^## {generator}$", text, flags=re.MULTILINE)[1].partition("\n## ")[0]
    (command,) = re.findall(r"^```sh\n(.*)\n```$", section, re.MULTILINE)
    example = "".join(re.findall(r"^```(?:ts|python)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))
    return command.split(), example


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a server listens."""
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server.address


@pytest.fixture(scope="module")
def said(address: str) -> Told:
    """What the server says, without any client between."""
    profile = json.loads(GHENT.read_bytes())
    changed = {**profile, "answers": {**profile["answers"], **CHANGE}}

    def ask(path: str, body: Any) -> Any:
        return httpx2.post(f"{address}/v1/{path}", json=body, headers={"Accept-Language": "en"})

    lines = ask("batch", [profile, changed]).text.splitlines()
    told = {
        "advice": ask("advice?store=false", profile).json(),
        "whyNot": ask("why-not/find-growth-capital", profile).json(),
        "whatIf": ask("what-if", {"profile": profile, "answers": CHANGE}).json(),
        "compare": ask("compare", {"before": profile, "after": changed}).json(),
        "batch": [json.loads(line) for line in lines],
        "error": ask("why-not/no-such-thing", profile).json(),
    }
    assert told["advice"]["recommendations"]
    assert told["error"]["status"] == 404
    assert len(lines) == 2
    return told

"""Clients in TypeScript, made from the document of a server: they compile, and lose nothing of what it says."""

import json
import os
import shutil
from pathlib import Path

import httpx2
import pytest

from tests.api.conftest import GHENT

from .conftest import HERE, Told, page, run

pytestmark = pytest.mark.clients

CLIENTS = ("openapi-typescript", "hey-api", "orval")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """A folder in which every client was made as docs/clients.md says, and compiled with all that asks with it.

    What asks holds a profile with a code that is no option, under ``@ts-expect-error``: it compiles when that does not.
    """
    if not (shutil.which("node") and shutil.which("npm")):
        assert not os.environ.get("CI"), "node and npm are missing"
        pytest.skip("node and npm are not on this machine: apt-get install nodejs npm")
    place = tmp_path_factory.mktemp("typescript")
    for file in (*HERE.glob("*.json"), *HERE.glob("*.ts")):
        shutil.copy(file, place)
    run(place, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    (place / "openapi.json").write_bytes(httpx2.get(f"{address}/openapi.json").content)
    for client in CLIENTS:
        command, example = page(client)
        run(place, *command)
        if example:
            (place / f"example-{client}.ts").write_text(example.replace("http://127.0.0.1:8000", address))
    run(place, "npx", "tsc", "--project", ".")
    return place


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_loses_nothing(client: str, folder: Path, address: str, said: Told) -> None:
    """An advice, why not, what if, a comparison, a batch and an error are what the server says."""
    assert json.loads(run(folder, "node", f"out/ask-{client}.js", address, GHENT)) == said


def test_the_example_of_the_documentation_runs(folder: Path) -> None:
    """It prints the title of a recommendation."""
    assert run(folder, "node", "out/example-openapi-typescript.js").strip() not in ("", "undefined")

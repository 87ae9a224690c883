"""Clients in Python, made from the document of a server: they are sound to mypy, and lose nothing of what it says."""

import json
import shutil
import sys
from pathlib import Path

import httpx2
import pytest

from tests.api.conftest import GHENT

from .conftest import HERE, Told, page, run

pytestmark = pytest.mark.clients

CLIENTS = ("openapi-python-client", "datamodel-code-generator")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """A folder with an environment of its own, in which every client was made as docs/clients.md says."""
    place = tmp_path_factory.mktemp("python")
    run(place, sys.executable, "-m", "venv", "env")
    pip = (place / "env" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(place, *pip, "--require-hashes", "--requirement", HERE / "requirements.txt")
    (place / "openapi.json").write_bytes(httpx2.get(f"{address}/openapi.json").content)
    for file in HERE.glob("ask_*.py"):
        shutil.copy(file, place)
    for client in CLIENTS:
        (tool, *rest), example = page(client)
        run(place, place / "env" / "bin" / tool, *rest)
        if example:
            name = f"example_{client.replace('-', '_')}.py"
            (place / name).write_text(example.replace("http://127.0.0.1:8000", address))
    return place


def test_clients_are_sound_to_mypy(folder: Path) -> None:
    """``mypy --strict`` on the clients, what asks with them, and the example of the documentation."""
    told = (folder / "env" / "bin" / "python", "--config-file", HERE / "mypy.ini")
    files = sorted(path.name for path in folder.glob("*.py"))
    run(folder, sys.executable, "-m", "mypy", "--python-executable", *told, "advisor_client", *files)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_loses_nothing(client: str, folder: Path, address: str, said: Told) -> None:
    """An advice, why not, what if, a comparison, a batch and an error are what the server says."""
    asks = f"ask_{client.replace('-', '_')}.py"
    assert json.loads(run(folder, folder / "env" / "bin" / "python", asks, address, GHENT)) == said


def test_the_example_of_the_documentation_runs(folder: Path) -> None:
    """It prints the title of a recommendation."""
    assert run(folder, folder / "env" / "bin" / "python", "example_openapi_python_client.py").strip()

"""schemathesis makes requests from the OpenAPI document and sends them to a real server."""

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from advisor.library.edition import Edition
from advisor.store import keys
from advisor.store.database import open_store
from tests.conftest import CHECKOUT
from tests.store.conftest import ON_SQLITE

from .conftest import GHENT, JSON
from .running import running

HERE = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("schemathesis")
TENANTS = ("one", "other")
KEPT = 5  # advices of each tenant, to be found from the first request on
PHASES, EXAMPLES = "coverage,fuzzing,stateful", 3

# The coverage phase tries each keyword of each answer: 4,500 requests for a profile, which is the same everywhere.
ONCE = """
[[operations]]
include-path-regex = "^/v1/(above/.*|advice|batch|change/.*|compare|p(lan|ortfolio)|questions|replay|stability|wh.*)$"
include-method = "POST"
phases.coverage.enabled = false
"""


def tried(folder: Path, database: str, edition: Edition, settings: str, *options: str) -> str:
    """What schemathesis says after all its checks of a server with two tenants; fails when it found a failure."""
    for name in ("schemathesis.toml", "schemathesis_hooks.py"):
        shutil.copy(HERE / name, folder)
    with closing(open_store(database)) as store:
        tokens = {tenant: keys.add(store, tenant, "test", "admin")[1] for tenant in TENANTS}
    shown = {tenant: {"name": "X-API-Key", "value": token} for tenant, token in tokens.items()}
    known = {"auth": [{"name": tenant, "fixedHeaders": [header]} for tenant, header in shown.items()]}
    (folder / "keys.yaml").write_text(json.dumps(known), encoding="utf-8")
    with running(folder, env={"ADVISOR_DATABASE_URL": database}) as server:
        found = {"kept": list[str](), "advised": list(edition.recommendations)}
        for token in tokens.values():
            with httpx2.Client(base_url=server.address, headers={"X-API-Key": token}) as client:
                kept = [client.post("/v1/advice", content=GHENT.read_bytes(), headers=JSON) for _ in range(KEPT)]
                found["kept"] += [answer.headers["location"].rpartition("/")[2] for answer in kept]
                (folder / "openapi.json").write_bytes(client.get("/openapi.json").content)
        with (folder / "schemathesis.toml").open("a", encoding="utf-8") as file:
            file.write(settings)
            file.writelines(f"[dictionaries.{name}]\nvalues = {json.dumps(ids)}\n" for name, ids in found.items())
        done = subprocess.run(
            [
                str(COMMAND), "run", "openapi.json", "--url", server.address, "--checks", "all", *options,
                "--seed", "20261122", "--generation-database", "none", "--continue-on-failure", "--no-color",
            ],
            cwd=folder,
            env={"PYTHONPATH": str(CHECKOUT), "HOME": str(folder), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, "\n".join(line[:300] for line in (done.stdout + done.stderr).splitlines())
        assert not [line for line in server.said() if line["level"] == "error" or line.get("status", 0) >= 500]
    return done.stdout


@pytest.mark.long
def test_no_request_finds_a_failure(tmp_path: Path, url: str, edition: Edition) -> None:
    """Right and wrong requests to every operation, on each database, with keys: all that schemathesis checks holds."""
    said = tried(tmp_path, url, edition, ONCE, "--phases", PHASES, "--max-examples", str(EXAMPLES))
    document = json.loads((tmp_path / "openapi.json").read_bytes())
    count = sum(len(operations) for operations in document["paths"].values())
    assert f"{count} selected / {count} total" in said
    assert f"Tested: {count}" in said


@pytest.mark.long
@ON_SQLITE
def test_every_keyword_of_a_profile_is_true(tmp_path: Path, url: str, edition: Edition) -> None:
    """Each answer at and past each of its bounds, as JSON and as a form: accepted and refused as the document says."""
    said = tried(tmp_path, url, edition, "", "--phases", "coverage", "--include-operation-id", "advise")
    assert "1 selected" in said

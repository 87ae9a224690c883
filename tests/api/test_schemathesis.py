"""schemathesis makes requests from the OpenAPI document and sends them to a real server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.store.conftest import postgres, url  # noqa: F401 - fixtures

from .running import running

SETTINGS = Path(__file__).with_name("schemathesis.toml")
COMMAND = Path(sys.executable).with_name("schemathesis")
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "response_headers_conformance,unsupported_method"
)
BEYOND_IT = r"^/v1/(batch|portfolio)$"  # it cannot write JSON lines; tests/api/test_batching.py tries these two


@pytest.mark.long
def test_no_request_finds_a_failure(tmp_path: Path, url: str) -> None:  # noqa: F811
    """Right and wrong requests to every operation, on each database: what comes is documented, and never a 5xx."""
    assert COMMAND.exists()
    shutil.copy(SETTINGS, tmp_path)
    with running(tmp_path, env={"ADVISOR_DATABASE_URL": url, "HOME": str(tmp_path)}) as server:
        paths = httpx2.get(f"{server.address}/openapi.json").json()["paths"]
        count = sum(len(operations) for path, operations in paths.items() if not re.match(BEYOND_IT, path))
        done = subprocess.run(
            [
                str(COMMAND), "run", f"{server.address}/openapi.json", "--checks", CHECKS, "--seed", "20261122",
                "--max-examples", "5", "--phases", "examples,fuzzing", "--exclude-path-regex", BEYOND_IT,
                "--generation-database", "none",
                "--no-color",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
        assert f"{count} selected" in done.stdout
        errors = [line for line in server.said() if line["level"] == "error" or line.get("status", 0) >= 500]
        assert not errors

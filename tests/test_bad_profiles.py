"""Bad profiles at the doors that people use: the command line and HTTP."""

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from advisor.advice import open_advisor
from advisor.cli import main
from advisor.library.edition import Edition
from api.app import create_app

from .conftest import sizes
from .stages.test_profile import bad_profiles


@pytest.mark.parametrize(("count", "seed"), sizes(40, 500, 0))
def test_the_command_names_every_mistake_of_bad_profiles(edition: Edition, count: int, seed: int) -> None:
    """Bad profiles, 500 if long (the reader itself is given 5,000): exit status 1, nothing on standard output, a line
    per mistake, no traceback.
    """
    for raw, pointers in bad_profiles(edition, count, seed):
        done = CliRunner().invoke(main, ["advise", "-"], input=raw)
        assert (done.exit_code, done.stdout) == (1, ""), raw
        assert "Traceback" not in done.stderr
        lines = done.stderr.splitlines()
        assert all(line.startswith("-/") for line in lines)
        named = {line[1:].partition(": ")[0] for line in lines}
        assert {p for p in pointers if not any(n == p or n.startswith(p + "/") for n in named)} == set(), raw


@pytest.mark.parametrize(("count", "seed"), sizes(40, 500, 1))
def test_the_api_names_every_mistake_of_bad_profiles(edition: Edition, count: int, seed: int) -> None:
    """Bad profiles, 500 if long: 422 as application/problem+json, one entry per mistake, nothing leaked."""
    client = TestClient(create_app(open_advisor()), raise_server_exceptions=False)
    for raw, pointers in bad_profiles(edition, count, seed):
        answer = client.post("/v1/advice", content=raw, headers={"content-type": "application/json"})
        assert answer.status_code == 422, raw
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Traceback" not in answer.text
        named = {entry["pointer"] for entry in answer.json()["errors"]}
        assert {p for p in pointers if not any(n == p or n.startswith(p + "/") for n in named)} == set(), raw

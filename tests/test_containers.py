"""The Containerfile and compose.yaml, as far as can be told without building: what they copy, run and keep secret."""

import re
import tomllib
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from advisor.cli import main
from api.server.serve import SECONDS_TO_FINISH
from tests.conftest import CHECKOUT


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, continued lines joined."""
    text = (CHECKOUT / "Containerfile").read_text(encoding="utf-8")
    text = re.sub(r"\\\n\s*", "", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in text.splitlines() if line]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((CHECKOUT / "compose.yaml").read_text(encoding="utf-8"))
    found: dict[str, Any] = read["services"]
    return found


def test_it_copies_what_exists_and_is_let_in(instructions: list[tuple[str, str]]) -> None:
    """Every file that is copied from here exists and is not ignored; with them the wheel has all that it is made of."""
    copied = [n for i, rest in instructions if i == "COPY" and "--from" not in rest for n in rest.split()[:-1]]
    let_in = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for name in copied:
        assert (CHECKOUT / name).exists()
        assert f"!{name}" in let_in
    wheel = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "pyproject.toml", "uv.lock"} <= set(copied)


def test_the_image_has_no_compiler_and_no_root(instructions: list[tuple[str, str]]) -> None:
    """What follows the last FROM installs nothing, and ends as a user that is not root."""
    last = max(i for i, (name, _) in enumerate(instructions) if name == "FROM")
    final = instructions[last:]
    assert "AS" not in final[0][1]
    assert not any(word in rest for name, rest in final for word in ("apt-get", "gcc", "pip install"))
    users = [rest for name, rest in final if name == "USER"]
    assert users == ["10001"]
    assert [name for name, _ in final].index("USER") < [name for name, _ in final].index("CMD")
    assert {"HEALTHCHECK", "VOLUME", "STOPSIGNAL", "ENTRYPOINT"} <= {name for name, _ in final}
    bases = {rest.split()[0] for name, rest in instructions if name == "FROM"}
    assert len(bases) == 1


def commands(instructions: list[tuple[str, str]], services: dict[str, Any]) -> list[list[str]]:
    ((_, default),) = [found for found in instructions if found[0] == "CMD"]
    return [yaml.safe_load(default), *(s["command"] for s in services.values() if "command" in s)]


def test_the_commands_exist_with_their_options(instructions: list[tuple[str, str]], services: dict[str, Any]) -> None:
    """Every command that a container runs is one of ours, with options that it has."""
    for command in commands(instructions, services):
        words = [word for word in command if not word.startswith("-")]
        path = words[:2] if words[0] == "store" else words[:1]
        shown = CliRunner().invoke(main, [*path, "--help"])
        assert shown.exit_code == 0
        assert all(word in shown.output for word in command if word.startswith("--"))


def test_no_password_stands_in_the_repository(services: dict[str, Any]) -> None:
    """Passwords come from the environment, and it does not start without."""
    for service in services.values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name:
                assert value.startswith("${DATABASE_PASSWORD:?")
            assert not re.search(r"://[^/@]*:[^/@]*@", str(value))
    assert ".env" in (CHECKOUT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_server_waits_for_the_tables_and_gets_time_to_finish(services: dict[str, Any]) -> None:
    """It starts after the upgrade, which starts after the database; stopping it leaves time for what it began."""
    server = services["advisor"]
    assert server["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}
    assert services["upgrade"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert server["read_only"] is True
    assert "/tmp" in server["tmpfs"]
    assert int(server["stop_grace_period"].removesuffix("s")) > SECONDS_TO_FINISH
    assert all(port.startswith("127.0.0.1:") for port in server["ports"])

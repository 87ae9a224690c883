"""What a command loads: only what it needs. Told by Python itself, so that no clock has a say in it."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from advisor.cli import COMMANDS, main
from tests.commands import inner
from tests.conftest import CHECKOUT
from tests.imports import module_of

PROGRAM = "from advisor.cli import main; main()"
PROFILE = str(CHECKOUT / "examples" / "ghent-crm.json")
SPOKEN = {"advisor.phrases", "advisor.library.folders", "advisor.cli.options", "advisor.cli.speaking"}
ADVISES = {"annotated_types", "click", "durable_rules_engine", "msgspec", "pydantic", "pydantic_core"}
ADVISES |= {"typing_extensions", "typing_inspection", "yaml"}


def loaded(*words: str) -> set[str]:
    """The modules that the program imports when it is called with some words."""
    command = [sys.executable, "-X", "importtime", "-c", PROGRAM, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)
    lines = done.stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def installed() -> set[str]:
    """Every package that is installed here, by the name under which it is imported."""
    folders = {Path(import_module(name).__file__ or "").parents[1] for name in ("click", "pydantic")}
    return {path.stem.partition(".")[0] for folder in folders for path in folder.iterdir()} - {"advisor", "api"}


def foreign(modules: set[str]) -> set[str]:
    """The packages of others among some modules: not Python's, not ours, nor what starts Python in this environment."""
    at_start = {name.split(".")[0] for name in _plain_start()}
    return ({name.split(".")[0] for name in modules} & installed()) - at_start


def _plain_start() -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("store", "--help"), ("advise", "--help")])
def test_help_reads_phrases_only(words: tuple[str, ...]) -> None:
    """Of others only click; of ours no knowledge, no stage, and of the commands only the one that is asked about."""
    modules = loaded(*words)
    assert foreign(modules) == {"click"}
    assert not {name for name in modules if name.startswith(("advisor.stages", "advisor.advice", "api"))}
    assert {name for name in modules if name.startswith("advisor.cli.")} >= {"advisor.cli.speaking"}
    assert modules >= SPOKEN
    if len(words) == 1:
        assert {name for name in modules if name.startswith("advisor.") and "phrases" not in name} == (
            {"advisor.cli", "advisor.library"} | SPOKEN - {"advisor.phrases"}
        )


@pytest.mark.long
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_advice_loads_no_more_than_it_needs(form: str) -> None:
    """No graph library, database, web framework, template, typesetter, font or table; none of our rooms around it."""
    modules = loaded("advise", PROFILE, "--format", form)
    assert foreign(modules) <= ADVISES
    assert {"pydantic", "yaml", "durable_rules_engine"} <= foreign(modules)  # they are called so
    rooms = {name.split(".")[1] for name in modules if name.startswith("advisor.")}
    told = {"insight", "report", "standing"} if form == "text" else set()  # a text says what to ask next
    assert rooms == {"advice", "budget", "cli", "library", "phrases", "stages"} | told


def test_every_command_stands_where_it_is_sought() -> None:
    """Each name leads to the command of that name, and every command that our modules define is found."""
    sought = inner(main)
    assert list(sought) == sorted(COMMANDS)
    assert [command.name for command in sought.values()] == list(sought)
    files = (CHECKOUT / "advisor" / "cli").glob("*.py")
    held = {id(thing): thing for file in files for thing in vars(import_module(module_of(file))).values()}
    defined = {key for key, thing in held.items() if isinstance(thing, click.Command)} - {id(main)}
    assert defined <= {id(command) for command in everywhere(main)}


def everywhere(group: click.Group) -> Iterator[click.Command]:
    """Every command of a group, at any depth."""
    for command in inner(group).values():
        yield command
        if isinstance(command, click.Group):
            yield from everywhere(command)

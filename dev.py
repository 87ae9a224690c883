"""Advisor with nothing but Python: creates the environment in .venv if it is missing or out of date, then runs.

usage: python3 dev.py run [PROFILE.json] [options]   print the advice; options as for advisor advise
       python3 dev.py test [options]                 run the tests; options as for pytest
       python3 dev.py test --changed [options]       run the tests nearest to the change; reports what it leaves out
       python3 dev.py check                          before a commit: lint, format, types, knowledge, test --changed
       python3 dev.py bless                          rewrite golden outputs and the order in cases; review the diff
       python3 dev.py reference                      rewrite the reference of the knowledge files, and their schemas
       python3 dev.py audits                         compare the advice with what experts advised real organisations
       python3 dev.py readability                    how easily the texts of the knowledge read, per file and language
       python3 dev.py essential                      how often the answer to each question changes the first five
       python3 dev.py suggest                        how often the right factor is suggested for a document left out
       python3 dev.py mutate [--sample N] [--seed S]  what checks and tests notice when the knowledge changes
       python3 dev.py exec COMMAND ...               run any command in the environment
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

OLDEST, NEWEST = (3, 11), (3, 14)  # as requires-python in pyproject.toml
if not OLDEST <= sys.version_info[:2] <= NEWEST:  # nothing above or in the syntax below stops an older Python 3 earlier
    sys.exit(
        f"dev.py: Advisor needs Python 3.11, 3.12, 3.13 or 3.14; this is {sys.version.split()[0]} ({sys.executable}).\n"
        "  Debian, Ubuntu   sudo apt-get install python3.13 python3.13-dev python3.13-venv\n"
        "  Fedora           sudo dnf install python3.13 python3.13-devel\n"
        "  macOS            brew install python@3.13\n"
        "or another of the four, as your system offers; then: python3.13 dev.py ..."
    )

import tomllib  # noqa: E402 - new in Python 3.11

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "made-by-dev.txt"
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"


def main(arguments: list[str]) -> None:
    """Run one command; exits with its status."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "run":
        profile_given = bool(rest) and (rest[0] == "-" or not rest[0].startswith("-"))
        example = [] if profile_given else [os.path.relpath(ROOT / "examples" / "ghent-crm.json")]
        enter("advisor", "advise", *example, *rest)
    if command == "test" and "--changed" in rest:
        enter("python", "-m", "tests.changed", *(option for option in rest if option != "--changed"), folder=ROOT)
    if command == "test":
        enter("python", "-m", "pytest", *rest, folder=ROOT)
    if command == "check" and not rest:
        check()
    if command == "bless" and not rest:
        enter("python", "-m", "tests.bless", folder=ROOT)
    if command == "reference" and not rest:
        enter("python", "-m", "tests.reference", folder=ROOT)
    if command == "audits" and not rest:
        enter("python", "-m", "tests.audits", folder=ROOT)
    if command == "readability" and not rest:
        enter("python", "-m", "tests.readability", folder=ROOT)
    if command == "essential" and not rest:
        enter("python", "-m", "tests.essential", folder=ROOT)
    if command == "suggest" and not rest:
        enter("python", "-m", "tests.suggestions", folder=ROOT)
    if command == "mutate":
        enter("python", "-m", "tests.mutation", *rest, folder=ROOT)
    if command == "exec" and rest:
        enter(*rest)
    asked = command in {"-h", "--help", "help"}
    print(__doc__, end="", file=sys.stdout if asked else sys.stderr)
    sys.exit(0 if asked else 2)


CHECKS = {
    "lint": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
    "types": ("mypy",),
    "knowledge": ("advisor", "check", "--strict"),
    "tests": ("python", "-m", "tests.changed"),
}


def check() -> NoReturn:
    """Run every check and print its duration, and the output of those that fail. Exits with 1 when one fails."""
    variables = environment()
    failed = []
    for name, command in CHECKS.items():
        print(f"{name:10}", end="", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=variables, check=False, capture_output=True, text=True)  # noqa: S603
        print(f"{time.monotonic() - start:5.1f} s{'  FAILED' if done.returncode else ''}")
        if done.returncode or name == "tests":
            print(done.stdout + done.stderr, end="")
        failed += [name] if done.returncode else []
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def enter(*command: str, folder: Path | None = None) -> NoReturn:
    """Become the command, inside the environment."""
    variables = environment()
    os.chdir(folder or ".")
    try:
        os.execvpe(command[0], command, variables)  # noqa: S606 - the user's own command
    except OSError as error:
        sys.exit(f"dev.py: cannot run {command[0]}: {error.strerror}")


def environment() -> dict[str, str]:
    """The variables of a process inside the environment, which is made when it has to be."""
    make_environment()
    # the tests start a hundred processes: what is compiled is kept, even where the user's shell says not to
    unwanted = {"PYTHONHOME", "PYTHONDONTWRITEBYTECODE"}
    variables = {name: value for name, value in os.environ.items() if name not in unwanted}
    variables["VIRTUAL_ENV"] = str(ENVIRONMENT)
    variables["PATH"] = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", os.defpath)])
    return variables


def make_environment() -> None:
    """Make .venv, unless this version of Python already made it here, from the same locked packages."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    engine_flags: str = settings["tool"]["uv"]["extra-build-variables"]["durable-rules"]["CPPFLAGS"]
    locked = [(ROOT / name).read_bytes() for name in ("uv.lock", "requirements.txt")]
    digest = hashlib.sha256(b"\0".join([*locked, repr((settings["project"], engine_flags)).encode()])).hexdigest()
    stamp = f"Python {VERSION}\n{ROOT}\n{digest}\n"  # the folder too: a copied .venv still runs the code it came from
    if PYTHON.exists() and STAMP.is_file() and STAMP.read_text("utf-8") == stamp:
        return
    uv = shutil.which("uv")
    stop_when_tools_are_missing(needs_pip=uv is None)
    print(f"dev.py: making .venv with Python {VERSION} and {'uv' if uv else 'pip'}, once ...", file=sys.stderr)
    variables = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "VIRTUAL_ENV"}}
    variables["CPPFLAGS"] = f"{engine_flags} {os.environ.get('CPPFLAGS', '')}".strip()
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)  # broken, foreign or out of date: no half of it is kept
    # also when this runs in .venv itself, the Python to build on is the one outside
    python: str = getattr(sys, "_base_executable", None) or sys.executable
    if uv:
        variables["UV_PROJECT_ENVIRONMENT"] = str(ENVIRONMENT)
        call(variables, uv, "venv", "--quiet", "--clear", "--python", python, str(ENVIRONMENT))
        call(variables, uv, "sync", "--quiet", "--frozen", "--python", python, "--project", str(ROOT))
    else:
        call(variables, python, "-m", "venv", "--clear", str(ENVIRONMENT))
        install_with_pip(variables)
    STAMP.write_text(stamp, "utf-8")


def install_with_pip(variables: dict[str, str]) -> None:
    """Install the locked packages, each with its hash, and then the project itself."""
    pip = (str(PYTHON), "-m", "pip", "-qq", "--disable-pip-version-check")
    # not compiled beforehand: most modules of most packages are never imported
    locked = ("install", "--no-compile", "--require-hashes", "-r", str(ROOT / "requirements.txt"))
    call(variables, *pip, *locked)
    if not succeeds(str(PYTHON), "-c", "import durable_rules_engine"):
        # pip reuses a wheel that it built before, whatever CPPFLAGS was then: build this one afresh
        call(variables, *pip, "uninstall", "--yes", "durable-rules")
        call(variables, *pip, "--no-cache-dir", *locked)
    call(variables, *pip, "install", "--no-compile", "--no-deps", "-e", str(ROOT))


def stop_when_tools_are_missing(needs_pip: bool) -> None:
    """Name all that is missing and that no package index has: the rule engine is compiled on this machine."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    header = Path(sysconfig.get_path("include"), "Python.h")
    missing = []  # what; then the remedies on Debian, Fedora and macOS
    # tried, because on a Mac it may be a stub and on Debian it may lack the C library
    if not succeeds(*compiler, "-E", "-xc", "-include", "stdio.h", os.devnull):
        missing.append((f"a working C compiler ({compiler[0]})", "gcc libc6-dev", "gcc", "xcode-select --install"))
    if not header.is_file():
        remedies = (f"python{VERSION}-dev", "python3-devel", f"brew install python@{VERSION}")
        missing.append((f"the C headers of Python {VERSION} ({header})", *remedies))
    if needs_pip and not (find_spec("venv") and find_spec("ensurepip")):
        remedies = (f"python{VERSION}-venv", "python3-libs", f"brew install python@{VERSION}")
        missing.append((f"the modules venv and ensurepip of Python {VERSION}", *remedies))
    if missing:
        what, debian, fedora, macos = (list(dict.fromkeys(column)) for column in zip(*missing, strict=True))
        sys.exit(
            f"dev.py: this machine lacks {'; '.join(what)}.\n"
            f"  Debian, Ubuntu   sudo apt-get install {' '.join(debian)}\n"
            f"  Fedora           sudo dnf install {' '.join(fedora)}\n"
            f"  macOS            {' && '.join(macos)}\n"
            "then the same command again."
        )


def succeeds(*command: str) -> bool:
    """Whether the command is there and does its work."""
    found = shutil.which(command[0]) is not None
    return found and subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603


def call(variables: dict[str, str], *command: str) -> None:
    """Run a step of the installation, keeping standard output for the result; stop when it fails."""
    if subprocess.call(command, env=variables, stdout=sys.stderr):  # noqa: S603
        sys.exit(f"dev.py: no .venv, for the reason above; this failed: {shlex.join(command)}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)

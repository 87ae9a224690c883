"""The tests nearest to what was changed: `dev.py test --changed`.

Changed is what differs from the branch `main`, or on it from the last commit, with what git does not know yet. Nearly
every test reaches nearly every module through others, so two circles are drawn in the graph of imports:

- **near** are the tests that stand beside a changed module (tests/stages beside advisor/stages), that import it
  themselves or through a helper of the tests, or that name a changed file; and the advice as a whole. They are run;
- **further** are those that reach it through other modules, a command or a server, or import what many tests begin
  with. They are counted, and left out.

In doubt all are near: without git, and for a file of which nothing says who reads it.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.imports import EVERYWHERE, PRODUCT, ROOT, constants, imported, module_of, modules

WHOLE = ("tests.test_golden", "tests.test_cases")  # one advice to the byte, and all that is promised of advices
FOR_ALL = {"pyproject.toml", "uv.lock", "requirements.txt", "tests/conftest.py"}  # how every test is run
READ_BY = {folder: {"advisor.library.loading"} for folder in ("knowledge", "rules")}
RUN_APART = {"subprocess", "multiprocessing"}  # what imports these may run a command, and so any module


@dataclass(frozen=True)
class Reach:
    """Test modules by their dotted names: those to run for a change, and those it reaches only through others."""

    near: frozenset[str]
    further: frozenset[str]


def changed_files() -> set[str] | None:
    """The files that differ, deleted ones too, relative to the checkout; None where git does not know."""
    base = "HEAD"
    for known in ("@{upstream}", "main"):
        if common := _git("merge-base", "HEAD", known):
            base = common[0]
            break
    differing, unknown = _git("diff", "--name-only", "--no-renames", base), _git("ls-files", "-o", "--exclude-standard")
    return None if differing is None or unknown is None else {*differing, *unknown}


def _git(*arguments: str) -> list[str] | None:
    command = ["git", "-C", str(ROOT), "-c", "core.quotePath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.splitlines() if done.returncode == 0 else None


@cache
def all_tests() -> frozenset[str]:
    """Every module with tests."""
    return frozenset(m for m in modules(("tests",)) if m.rpartition(".")[2].startswith("test_"))


@cache
def needed() -> Mapping[str, frozenset[str]]:
    """For each module those that it imports itself when it runs, and the packages that they stand in."""
    return {
        m: frozenset(p for name in imported(m, when_run=True) for p in (name, *_above(name)))
        for m in modules(EVERYWHERE)
    }


def _above(module: str) -> Iterator[str]:
    while module := module.rpartition(".")[0]:
        yield module


def prepared(test: str) -> set[str]:
    """The conftests that prepare a module of the tests."""
    return {f"{folder}.conftest" for folder in _above(test)} & modules(EVERYWHERE).keys()


@cache
def run_by_name() -> Mapping[str, frozenset[str]]:
    """For each module those that its strings name, and all of the product where it may run another process."""
    product = frozenset(modules(PRODUCT))
    return {
        module: product
        if RUN_APART & needed()[module]
        else frozenset(word for text in constants(module) for word in re.findall(r"[\w.]+", text) if word in product)
        for module in modules(EVERYWHERE)
    }


def reach(files: Iterable[str]) -> Reach:
    """The tests that a change of some files can reach."""
    changed, near = set[str](), set[str]()
    for file in files:
        if file in FOR_ALL:
            return Reach(all_tests(), frozenset())
        if file.startswith(tuple(f"{package}/" for package in EVERYWHERE)) and file.endswith(".py"):
            changed.add(module_of(ROOT / file))
            continue
        readers = readers_of(file)
        if not readers:
            return Reach(all_tests(), frozenset())
        near |= readers & all_tests()
        changed |= readers - all_tests()
    near |= {test for module in changed for test in importers(module)}
    beside = {folder for module in changed if (folder := folder_beside(module))}
    near |= {test for test in all_tests() if test.split(".")[1] in beside}
    reached = {test for test in all_tests() if changed & _through_others(test)} | near
    return Reach(frozenset(near | (reached & set(WHOLE))), frozenset(reached - near - set(WHOLE)))


def importers(module: str) -> set[str]:
    """The tests that import a module. None where it has tests beside it and more than a tenth of all import it: a
    profile is what many tests begin with, whatever they are about.
    """
    found = {test for test in all_tests() if module in _directly(test)}
    return set() if folder_beside(module) and 10 * len(found) > len(all_tests()) else found


@cache
def _directly(test: str) -> frozenset[str]:
    """What a module of the tests is or imports, itself or through helpers of the tests; and its conftests."""
    found, todo = prepared(test), [test]
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            if module.startswith("tests.") and not module.endswith(".conftest"):
                todo += needed().get(module, ())
    return frozenset(found)


@cache
def _through_others(test: str) -> frozenset[str]:
    """All that a module of the tests can reach."""
    found, todo = set[str](), [test, *prepared(test)]
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo += needed().get(module, frozenset()) | run_by_name().get(module, frozenset())
    return frozenset(found)


def folder_beside(module: str) -> str | None:
    """The folder of the tests that is named as a folder of a module of the product, the innermost such."""
    package, *folders = module.split(".") if is_package(module) else module.split(".")[:-1] or [module]
    named = [folder for folder in (package, *folders) if (ROOT / "tests" / folder).is_dir()]
    return named[-1] if named and package in PRODUCT else None


@cache
def is_package(module: str) -> bool:
    """Whether a module is the ``__init__`` of a folder."""
    return modules(EVERYWHERE).get(module, Path()).name == "__init__.py"


def readers_of(file: str) -> set[str]:
    """The modules that read a file that is no Python: its known reader, the tests that name it, a folder it is in or a
    pattern for it; and for a file of a package the modules there that do, or else all that lie beside it.
    """
    path = Path(file)
    packages = [".".join(folder.parts) for folder in path.parents if (ROOT / folder / "__init__.py").exists()]
    names = {folder.name for folder in path.parents if ".".join(folder.parts) not in packages} - {""}
    names |= {path.name} if path.suffix else set()
    naming = {module for module in modules(EVERYWHERE) if any(_names(text, names, path) for text in constants(module))}
    found = {module for module in naming if module.startswith("tests.")} | READ_BY.get(path.parts[0], set())
    if packages and packages[0].split(".")[0] in PRODUCT:
        inside = {module for module in modules() if f"{module}.".startswith(f"{packages[0]}.")}
        found |= (naming & inside) or inside
    return found


def _names(text: str, names: set[str], path: Path) -> bool:
    parts = text.split("/")
    return bool(names & set(parts)) or (len(parts[-1]) > 2 and parts[-1].startswith("*.") and path.match(parts[-1]))


def told(files: Iterable[str], reached: Reach) -> str:
    """What is run for a change and what is left out, for who waits for it."""
    lines = [f"changed: {', '.join(sorted(files)) or 'nothing'}", f"run: {_by_folder(reached.near)}"]
    if reached.further:
        left = _by_folder(reached.further)
        lines.append(f"left out, for they reach it through others or begin with it: {left}; all: dev.py test")
    return "\n".join(lines)


def _by_folder(found: frozenset[str]) -> str:
    counted = Counter("/".join(test.split(".")[:-1]) for test in found)
    parts = ", ".join(f"{count} in {folder}" for folder, count in sorted(counted.items()))
    return f"{len(found)} of the {len(all_tests())} modules of tests" + (f" ({parts})" if parts else "")


if __name__ == "__main__":
    files = changed_files()
    reached = Reach(all_tests(), frozenset()) if files is None else reach(files)
    print(told(files or (), reached) if files is not None else "no git here: all tests are run", file=sys.stderr)
    if reached.near:
        paths = [str(modules(("tests",))[test].relative_to(ROOT)) for test in sorted(reached.near)]
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *paths, *sys.argv[1:]])

"""Who imports whom, read from the syntax: what the shape of the code is checked with, and what a change can reach."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PRODUCT = ("advisor", "api")
EVERYWHERE = (*PRODUCT, "tests")


@cache
def modules(packages: tuple[str, ...] = PRODUCT) -> Mapping[str, Path]:
    """Every module of the packages, by its dotted name."""
    return {module_of(path): path for package in packages for path in sorted((ROOT / package).rglob("*.py"))}


def module_of(path: Path) -> str:
    """The dotted name of a Python file of this checkout, which need not be there."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def syntax(module: str) -> ast.Module:
    """What a module says."""
    return ast.parse(modules(EVERYWHERE)[module].read_text(encoding="utf-8"))


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """All that a module says, part by part."""
    return tuple(ast.walk(syntax(module)))


@cache
def imported(module: str, *, when_run: bool = False) -> frozenset[str]:
    """What a module imports, wherever in it, as absolute names; ``when_run``: not what only the type checker sees."""
    return frozenset(_imported(module, when_run))


def _imported(module: str, when_run: bool) -> Iterator[str]:
    known = modules(EVERYWHERE)
    package = module.split(".")[: None if known[module].name == "__init__.py" else -1]
    skipped = set()
    if when_run:
        for node in nodes(module):
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                skipped.update(id(inner) for inner in ast.walk(node))
    for node in nodes(module):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{start}.{alias.name}"
                yield whole if whole in known else start


def docstrings(tree: ast.Module) -> set[int]:
    """The nodes (as their ``id``) that are the docstring of a module, class or function."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr):
            found.add(id(node.body[0].value))
    return found


@cache
def constants(module: str) -> frozenset[str]:
    """The strings in a module that are not docstrings; the fixed parts of f-strings too."""
    skipped = docstrings(syntax(module))
    return frozenset(
        node.value
        for node in nodes(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    )

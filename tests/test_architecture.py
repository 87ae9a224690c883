"""The shape of the code, read from its syntax: who imports whom, what is kept out of Python, what the docs promise."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

import advisor
from advisor import __version__
from advisor.insight.comparison import CAUSES, CHANGES
from advisor.library.edition import Edition
from advisor.library.model import EMPHASES, SEVERITIES, Basis, Polarity
from advisor.library.priorities import Weights
from advisor.library.shapes import Text
from advisor.library.statuses import STATUSES
from advisor.library.wording import LANGUAGES
from advisor.phrases import PHRASES
from advisor.stages.explanation import KINDS, Relation
from advisor.stages.notes import CONFIDENCES
from advisor.stages.ranking import PHASES
from advisor.stages.verdicts import VERDICTS
from advisor.store.callers import SCOPES
from tests.conftest import CHECKOUT
from tests.imports import constants, imported, modules, syntax

# Each layer may import the layers before it, and itself when it is a folder.
LAYERS = (
    ("advisor",),  # the package itself: its version, and the public names, imported on first use
    ("advisor.phrases",),
    ("advisor.library", "advisor.budget"),
    ("advisor.stages",),
    ("advisor.advice", "advisor.standing"),
    ("advisor.insight", "advisor.plan", "advisor.brief"),
    ("advisor.proofs",),
    ("advisor.cases",),
    ("advisor.check",),
    ("advisor.picture",),
    ("advisor.report", "advisor.store"),
    ("advisor.intake",),
    ("advisor.documents", "advisor.drafting", "advisor.columns"),
    ("advisor.batch", "advisor.series"),
    ("advisor.cli",),
    ("api",),  # the package itself: nothing
    ("api.http",),
    ("api.observability", "api.views"),
    ("api.middleware", "api.openapi"),
    ("api.routes",),
    ("api.pages",),
    ("api.app",),
    ("api.server",),
)
PACKAGES = ("advisor", "api")
MAX_LINES = 400
READ_BY_CODE = {"initiative_phase", "sector"}  # what to ask later; where no document speaks to the sector


def home(module: str) -> str:
    """The entry of LAYERS that a module belongs to: the longest that it is, or stands in."""
    entries = [entry for layer in LAYERS for entry in layer if f"{module}.".startswith(f"{entry}.")]
    fitting = [entry for entry in entries if entry == module or entry not in PACKAGES]
    assert fitting, f"{module} stands in no layer: say in LAYERS where it belongs"
    return max(fitting, key=len)


def layer(module: str) -> int:
    return next(number for number, entries in enumerate(LAYERS) if home(module) in entries)


def users(package: str, within: str = "") -> set[str]:
    """The modules that import a package."""
    return {m for m in modules() if m.startswith(within) and any(i.split(".")[0] == package for i in imported(m))}


# --- imports ---


@pytest.mark.parametrize("module", modules())
def test_imports_run_one_way(module: str) -> None:
    """As LAYERS has them, from library to api: nothing imports a later layer or a neighbour."""
    for name in imported(module, when_run=module == "advisor"):
        if name.split(".")[0] in PACKAGES:
            assert name in modules(), f"{module} imports {name}, which does not exist"
            assert home(name) == home(module) or layer(name) < layer(module), f"{module} imports {name}"


def test_no_circle() -> None:
    """No module imports itself through others, when it runs."""
    needs = {m: {i for i in imported(m, when_run=True) if i in modules() and i != m} for m in modules()}
    assert len(list(TopologicalSorter(needs).static_order())) == len(needs)


def test_nothing_but_the_application_knows_the_pages() -> None:
    """The API answers without a page; what it shows to a browser the application gives it."""
    known = {m for m in modules() if any(home(name) == "api.pages" for name in imported(m) if name in modules())}
    assert {m for m in known if home(m) != "api.pages"} == {"api.app"}


def test_nothing_in_advisor_imports_api() -> None:
    """The API is on top: only the command that starts it names it, and only when it is run."""
    assert users("api", within="advisor") == set()
    named = {m for m in modules() if m.startswith("advisor") and any(c.startswith("api.") for c in constants(m))}
    assert named == {"advisor.cli.serving"}


def test_the_api_imports_itself_relatively() -> None:
    """It runs as ``api`` in the checkout and as ``advisor.api`` from the wheel."""
    for module in (m for m in modules() if m.split(".")[0] == "api"):
        for node in ast.walk(syntax(module)):
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] != "api", module
            if isinstance(node, ast.Import):
                assert not any(alias.name.split(".")[0] == "api" for alias in node.names), module


@pytest.mark.parametrize(
    ("package", "where", "at_most"),
    [
        ("durable_rules_engine", "advisor.stages.engine", 1),
        ("durable", "", 0),
        ("yaml", "advisor.library.strict_yaml", 1),
        ("networkx", "advisor.picture.interchange", 1),
        ("typst", "advisor", 2),  # a picture as PNG, a report as PDF
        ("pyarrow", "advisor.intake.parquet", 1),
        ("distributed", "advisor.batch.cluster", 1),
        ("numpy", "advisor", 8),  # verdicts by the column, and what is counted of them
        ("fontTools", "advisor.picture.lettering", 1),
        ("ortools", "advisor.plan.solving", 1),
        ("click", "advisor.cli", 99),
        ("sqlalchemy", "advisor.store", 99),
        ("alembic", "advisor.store.migrations", 99),
        ("fastapi", "api", 99),
        ("starlette", "api", 99),
        ("uvicorn", "api", 2),
        ("limits", "api.http.rate_limits", 1),
        ("docx", "advisor", 4),  # the report as a Word document, and a source read from one
        ("lxml", "advisor.documents.marked_up", 1),
        ("markdown_it", "advisor.documents.marked_up", 1),
        ("pypdf", "advisor.documents.pdf", 1),
        ("snowballstemmer", "advisor.documents.suggesting", 1),
        ("prometheus_client", "api.observability.metrics", 1),
        ("opentelemetry", "api.observability.tracing", 1),
    ],
)
def test_an_engine_stands_behind_few_doors(package: str, where: str, at_most: int) -> None:
    """A third-party engine is imported where it belongs and nowhere else, so that it can be replaced."""
    found = users(package)
    assert len(found) <= at_most
    assert bool(found) == bool(at_most)
    assert all(module == where or module.startswith(f"{where}.") for module in found)


def test_every_package_is_declared_and_used() -> None:
    """What is imported is declared in pyproject.toml, and what is declared is imported."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    declared = {re.split(r"[^\w-]", line)[0].replace("-", "_").lower() for line in lines}
    called = {"yaml": "pyyaml", "durable_rules_engine": "durable_rules", "starlette": "fastapi"}
    called |= {
        "opentelemetry": "opentelemetry_sdk",
        "fontTools": "fonttools",
        "docx": "python_docx",
        "markdown_it": "markdown_it_py",
        "anyio": "fastapi",
        "pydantic_core": "pydantic",
    }
    top = {name.split(".")[0] for module in modules() for name in imported(module)}
    # SQLAlchemy loads psycopg for postgresql://, Starlette python_multipart for forms; one namespace, several packages
    by_name = {"psycopg", "python_multipart", "opentelemetry_exporter_otlp_proto_http"}
    found = {called.get(name, name) for name in top - sys.stdlib_module_names - {"advisor", "api"}}
    assert found | by_name == declared


# --- names and sizes ---


def test_no_module_without_a_subject() -> None:
    """No module is called utils, helpers, manager, base or the like: a module is named after what it is about."""
    for path in modules().values():
        words = set(re.split(r"[_/]", str(path.relative_to(CHECKOUT).with_suffix(""))))
        assert not words & {"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"}, path


@pytest.mark.parametrize("module", modules())
def test_a_module_is_short_and_says_what_it_is(module: str) -> None:
    """No module is longer than 400 lines, and each starts with a sentence on what it is."""
    assert len(modules()[module].read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    assert (ast.get_docstring(syntax(module)) or "").split("\n")[0].endswith((".", ":", "?"))


# --- data says what, code says how ---


@cache
def said() -> frozenset[str]:
    """Every string in the code of advisor and api."""
    return frozenset().union(*(constants(module) for module in modules()))


def texts(value: object) -> Iterator[str]:
    """Every Dutch and English text in a piece of knowledge."""
    if isinstance(value, Text):
        yield from (value.nl, value.en)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
    elif hasattr(value, "model_fields_set"):
        for _, inner in value:  # type: ignore[attr-defined]
            yield from texts(inner)


def test_no_question_is_named_in_python(edition: Edition) -> None:
    """No attribute occurs as a string in the code, but the two that it reads: the phase and the sector."""
    words = {word for text in said() for word in re.findall(r"\w+", text)}
    named = {a for a in (*edition.questions, *edition.derived) if a in (words if "_" in a else said())}
    assert named == READ_BY_CODE


def test_no_option_is_named_in_python(edition: Edition) -> None:
    """No option code with an underscore occurs as a string in the code, but a sector that sources speak to."""
    words = {word for text in said() for word in re.findall(r"\w+", text)}
    codes = {code for q in edition.questions.values() for code in q.options if "_" in code}
    assert len(codes) > 100
    assert codes & words == {"semi_public"}
    assert {"public", "semi_public", "private"} == edition.questions["sector"].options.keys()


def test_no_entry_is_named_in_python(edition: Edition) -> None:
    """No factor, rule, recommendation, tension, contradiction, source or passage occurs by its id in the code."""
    ids = {*edition.factors, *edition.rules, *edition.recommendations, *edition.tensions}
    ids |= {*edition.contradictions, *edition.sources, *edition.passages}
    assert len(ids) > 500
    assert ids & said() == set()


def test_no_text_of_the_knowledge_stands_in_python(edition: Edition) -> None:
    """No title, question, label, step or gist of the knowledge stands in the code."""
    kinds = (edition.sources, edition.factors, edition.questions, edition.derived, edition.rules)
    kinds += (edition.recommendations, edition.tensions, edition.contradictions)
    known = {text for kind in kinds for text in texts(dict(kind)) if " " in text}
    known |= set(texts(edition.priorities)) | set(texts(edition.manifest))
    known |= {step[language] for r in edition.recommendations.values() for step in r.steps for language in LANGUAGES}
    assert len(known) > 2_000
    assert {text for text in known & said() if " " in text} == set()


# --- the docs ---


@cache
def glossary() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """The words of docs/glossary.md by heading: as code writes them, with their Dutch and English."""
    text = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        words = found.setdefault(section.splitlines()[0], {})
        for row in (line for line in section.splitlines() if line.startswith("| `")):
            word, dutch, english, meaning, betekenis = (cell.strip() for cell in row.strip("|").split("|"))
            assert word.strip("`") not in words, f"{word} stands there twice"
            assert dutch and english and meaning and betekenis, row
            words[word.strip("`")] = (dutch, english)
    return found


CONCEPTS = ("source", "passage", "factor", "question", "attribute", "profile", "fact", "finding", "recommendation")
CONCEPTS += ("tension", "contradiction", "verdict", "receipt", "edition", "rule", "advice")
CONCEPTS += ("store", "tenant", "caller", "key", "scope", "series", "status", "audit")


def identifiers() -> set[str]:
    """The words in the names that the code gives to things."""
    found = set()
    for module in modules():
        found.update(re.findall(r"[A-Z]?[a-z]+", module))
        for node in ast.walk(syntax(module)):
            name = getattr(node, "name", None) or getattr(node, "arg", None) or getattr(node, "id", None)
            if isinstance(name, str):
                found.update(word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name))
    return found


def test_one_word_per_concept() -> None:
    """Every concept stands in the glossary, and the code calls it so."""
    words = identifiers()
    for concept in CONCEPTS:
        assert concept in glossary()["Concepts"]
        assert {concept, f"{concept}s"} & words, f"nothing in the code is called {concept}"


def test_every_closed_list_stands_in_the_glossary() -> None:
    """Verdicts, phases, findings, emphases, statuses, scopes and so on: the glossary has each word, and no other."""
    closed = {
        "Verdicts": VERDICTS,
        "Phases": PHASES,
        "Findings": (*get_args(Polarity), *SEVERITIES),
        "Emphasis": EMPHASES,
        "Statuses": STATUSES,
        "Scopes": SCOPES,
        "Contributions": (*Weights.model_fields, *get_args(Basis)),
        "Confidence": CONFIDENCES,
        "Comparison": (*CHANGES, *CAUSES),
        "Graph": get_args(Relation),
    }
    assert {heading: tuple(words) for heading, words in glossary().items() if heading != "Concepts"} == closed
    assert set(KINDS) <= glossary()["Concepts"].keys()


def test_the_glossary_says_what_the_software_says(edition: Edition) -> None:
    """Where the software or the knowledge has a Dutch and English word for a code, the glossary has the same."""
    said_by = {"verdict": "Verdicts", "phase": "Phases", "severity": "Findings", "basis": "Contributions"}
    said_by |= {"change": "Comparison", "cause": "Comparison", "confidence": "Confidence", "status": "Statuses"}
    met = 0
    for key, words in PHRASES.items():
        prefix, _, code = key.partition("_")
        if code in glossary().get(said_by.get(prefix, ""), {}):
            assert glossary()[said_by[prefix]][code] == words
            met += 1
    lists = (VERDICTS, PHASES, SEVERITIES, get_args(Basis), CHANGES, CAUSES, CONFIDENCES, STATUSES)
    assert met == sum(map(len, lists))
    for name, weight in edition.priorities.weights:
        assert glossary()["Contributions"][name] == (weight.title.nl, weight.title.en)


def test_no_phrase_stands_twice() -> None:
    """Each key of the phrases stands in one module: none is written over by another."""
    parts = [
        importlib.import_module(module).PHRASES
        for module, path in modules().items()
        if module.startswith("advisor.phrases.") and path.name != "__init__.py"
    ]
    assert sum(map(len, parts)) == len(PHRASES) > 200


DOCS = [*(CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
DOCS += sorted((CHECKOUT / "docs").rglob("*.md"))
FOLDERS = ("advisor", "api", "knowledge", "rules", "docs", "tests", "examples", "benchmarks")


@cache
def files() -> Mapping[str, frozenset[str]]:
    """The folders of this checkout that hold a file, by the name of the file."""
    found: dict[str, set[str]] = {}
    for path in chain(CHECKOUT.iterdir(), *((CHECKOUT / folder).rglob("?*") for folder in FOLDERS)):
        found.setdefault(path.name, set()).add(path.relative_to(CHECKOUT).parent.as_posix())
    return {name: frozenset(folders) for name, folders in found.items()}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_paths_in_the_docs_exist(path: Path) -> None:
    """Every path in backticks and every relative link in a document leads somewhere."""
    text = path.read_text(encoding="utf-8")
    for name in re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`", text):
        assert (CHECKOUT / name).exists(), f"{path.name} names {name}"
    for target, place in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", text):
        linked = path.parent / target if target else path
        assert linked.exists(), f"{path.name} links to {target}"
        if place:
            titles = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert place in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, place


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_bare_names_in_the_docs_exist(path: Path) -> None:
    """A file named without its folder is in a folder that its paragraph names; else it is the only one of that name."""
    for paragraph in re.split(r"\n\n", path.read_text(encoding="utf-8")):
        named = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`", paragraph)
        near = {Path(name).as_posix() for name in named} | {Path(name).parent.as_posix() for name in named}
        for name in re.findall(r"`([\w-]+\.(?:py|md|toml|lock|css|js|svg|html))`", paragraph):
            folders = files().get(name, frozenset())
            where = folders & near or folders & {"."} or (folders if len(folders) == 1 and not named else frozenset())
            assert where, f"{path.name} names {name}, which is not in {sorted(near)}"


def test_the_readme_is_short() -> None:
    """A newcomer reads it in five minutes and sees the picture first; everything else is a link further."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) <= 1_000
    assert text[: text.index("docs/why.svg")].count("\n") < 20


def test_every_document_is_in_the_index() -> None:
    """docs/README.md leads to each document of docs/, under what a reader needs it for."""
    index = (CHECKOUT / "docs" / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", index, re.MULTILINE) == ["Learn", "Do", "Look up", "Understand"]
    linked = set(re.findall(r"\]\(([\w.-]+\.md)", index))
    assert linked == {path.name for path in (CHECKOUT / "docs").glob("*.md")} - {"README.md"}


def test_the_public_names_are_those_of_the_type_checker() -> None:
    """Each name of ``advisor.__all__`` is what its module defines, and importing the package loads no such module."""
    tree = syntax("advisor")
    (seen,) = (
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    names = {alias.name: f"advisor.{line.module}" for line in seen.body for alias in line.names}  # type: ignore[attr-defined]
    assert sorted(names) == sorted(advisor.__all__)
    for name, module in names.items():
        assert getattr(advisor, name) is getattr(importlib.import_module(module), name)
    with pytest.raises(AttributeError, match="no attribute 'wherefore'"):
        getattr(advisor, "wherefore")  # noqa: B009 - no type checker knows it
    code = "import sys, advisor; print(*(m for m in sys.modules if m.partition('.')[0] in ('advisor', 'pydantic')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert loaded.stdout.split() == ["advisor"]
    assert (CHECKOUT / "advisor" / "py.typed").exists()


def test_every_stage_stands_in_the_architecture() -> None:
    """docs/architecture.md names every module of the stages and every folder of the advisor."""
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    wanted = {m.split(".")[1] for m in modules() if m.startswith("advisor.")}
    wanted |= {m.split(".")[2] for m in modules() if m.startswith("advisor.stages.")}
    assert sorted(name for name in wanted if not re.search(rf"\b{name}\b", text)) == []


def test_decisions_are_numbered_and_complete() -> None:
    """The decisions are numbered from 0001 without gaps; each has a title, its context, what was decided, and why."""
    paths = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in paths] == list(range(1, len(paths) + 1))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE)[:3] == ["Context", "Decision", "Why"]


def test_the_change_log_is_up_to_date(edition: Edition) -> None:
    """The newest release in CHANGELOG.md is this edition, and this software or one coming; with both headings."""
    text = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    headings = [release.partition("\n")[0].removesuffix(" (coming)").split(" / edition ") for release in releases]
    coming = releases[0].partition("\n")[0].endswith(" (coming)")
    assert headings[0][1] == edition.number
    assert headings[coming][0] == __version__
    assert not coming or headings[0][0] != __version__
    for release in releases:
        assert re.findall(r"^### (.+)$", release, re.MULTILINE) == ["Knowledge", "Software"]

"""What the tests share: the shipped knowledge, its engine, and the user's copies of the sources where there are any."""

import gc
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import settings

from advisor.advice import open_advisor
from advisor.library import loading
from advisor.library.complaints import Complaint
from advisor.library.edition import Edition
from advisor.library.plain_words import Avoided, complaints
from advisor.library.shaping import shaped
from advisor.library.strict_yaml import Document, Place, Plain, read
from advisor.library.wording import LANGUAGES
from advisor.stages.engine import Pool

CHECKOUT = Path(__file__).parents[1]
WITHOUT_ADVICE = frozenset({"antwerp-wholesaler", "limburg-builder-b"})  # examples that nothing is recommended to
PARSED: dict[tuple[str, bytes], Document] = {}
MADE: dict[tuple[int, Place, type], tuple[Document, Any, list[Any]]] = {}  # with its document, which so stays itself
SEARCHED: dict[tuple[int, ...], tuple[Document, Mapping[str, Avoided], list[Complaint]]] = {}  # likewise
SOURCES = Path(__file__).parents[2] / "shared" / "sources"

for name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # in which language the commands speak here is not up to the machine
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"
if "PYTEST_XDIST_WORKER" not in os.environ:  # one cache for this run, of all its workers and all processes they start
    CACHE = tempfile.TemporaryDirectory(prefix="advisor-tests-")
    os.environ["ADVISOR_CACHE"] = CACHE.name

gc.set_threshold(100_000, 20)  # a worker holds millions of objects, few of them in reference cycles

settings.register_profile("advisor", deadline=None)  # a slow machine is not a mistake
settings.load_profile("advisor")


def sizes(few: int, many: int, *seeds: int) -> list[Any]:
    """How much a property is tried on: a few at every run, many in the long version; with seeds, pairs with the first
    and with each.
    """
    if not seeds:
        return [few, pytest.param(many, marks=pytest.mark.long)]
    return [(few, seeds[0]), *(pytest.param(many, seed, marks=pytest.mark.long) for seed in seeds)]


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One more than cores, as many tests wait for a server or a disk; unless the environment says how many."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return 1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Look once for what was left open. pytest looks twice more and Python again, over all that a worker holds."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a test has twice or more, the long version tries each time, and every run once.

    - The languages: of one test with the same other parameters, one language by turns.
    - PostgreSQL, where something only goes through the store: the tests of the store have both at every run.
    - Word and PDF, which show the report that HTML shows: `report/test_reports.py` has all at every run.
    """
    languages = defaultdict(list)
    for item in items:
        parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if parameters.get("url") in ("postgres", "server") and item.path.parent != CHECKOUT / "tests" / "store":
            item.add_marker(pytest.mark.long)
        if {parameters.get("form"), parameters.get("ending")} & {"pdf", "docx"} and item.path.stem != "test_reports":
            item.add_marker(pytest.mark.long)
        if (language := parameters.get("language")) in LANGUAGES:
            languages[re.sub(rf"(?<=[\[-]){language}(?=[]-])", "", item.nodeid)].append(item)
    for name, same in languages.items():
        for item in set(same) - {same[crc32(name.encode()) % len(same)]}:
            item.add_marker(pytest.mark.long)


def require_sources(folder: Path = SOURCES) -> Path:
    """The folder with copies of the sources; without it the test is skipped, and fails where CI is set."""
    if not folder.is_dir():
        reason = "no copies of the source documents beside the checkout (shared/sources): nothing to compare with"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of copies of the knowledge that differ in a file or two, what is the same is parsed, shaped and searched for
    words to avoid once.
    """

    def parsed(path: Path, name: str) -> Document:
        key = name, path.read_bytes() if path.is_file() else b""
        if key not in PARSED:
            PARSED[key] = read(path, name)
        return PARSED[key]

    def made(document: Document, prefix: Place, raw: Plain, shape: type[Any]) -> tuple[Any, list[Any]]:
        key = id(document), prefix, shape
        if key not in MADE:
            MADE[key] = document, *shaped(document, prefix, raw, shape)
        _, entry, complaints = MADE[key]
        return entry, list(complaints)

    def searched(documents: Iterable[Document], avoided: Mapping[str, Avoided]) -> Iterator[Complaint]:
        for document in documents:
            key = id(document), *map(id, avoided.values())
            if key not in SEARCHED:
                SEARCHED[key] = document, avoided, list(complaints([document], avoided))
            yield from SEARCHED[key][2]

    monkeypatch.setattr(loading, "read", parsed)
    monkeypatch.setattr(loading, "shaped", made)
    monkeypatch.setattr(loading.plain_words, "complaints", searched)


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The knowledge of this checkout: the one edition that everything in this process shares."""
    return open_advisor().edition


@pytest.fixture(scope="session")
def engine() -> Pool:
    """The compiled rules of this checkout."""
    return open_advisor().engine


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with copies of the sources."""
    return require_sources()


def with_folded(recommendations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The recommendations of an advice as JSON, each followed by what is folded under it."""
    return [one for item in recommendations for one in (item, *item["folded"])]

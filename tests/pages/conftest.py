"""A real server, and Debian's Chromium that looks at its pages as a person would."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from advisor.store import keys
from advisor.store.database import open_store
from tests.api.conftest import EXAMPLES, advisor, app, client, fresh, store, within_a_minute  # noqa: F401 - fixtures
from tests.api.running import Server, running
from tests.store.conftest import postgres, schemas, tables_file, url  # noqa: F401 - fixtures

WIDTHS = (1280, 390)
TIMES = 4  # so many organisations answer as each example does, so that a portfolio of them may be shown
# Without these Chromium asks for updates and the like of its own accord; none of that comes from a page.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")
QUIET += ("--disable-component-update", "--no-first-run", "--disable-dev-shm-usage")

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What opens a page in the browser is marked so."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """Where Chromium is; without it the test is skipped, and fails where CI is set."""
    found = shutil.which("chromium")
    if found is None:
        reason = "no Chromium on this machine: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`advisor serve` on a file of its own, without keys."""
    folder = tmp_path_factory.mktemp("site")
    with running(folder, "--database-url", f"sqlite:///{folder}/advisor.db") as server:
        yield server


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """`advisor serve` with a key, which may do everything; it keeps advice for four organisations like each example."""
    folder = tmp_path_factory.mktemp("guarded")
    database = f"sqlite:///{folder}/advisor.db"
    with closing(open_store(database)) as opened_store:
        token = keys.add(opened_store, "fabriek", "test", "admin")[1]
    with running(folder, "--database-url", database) as server:
        headers = {"Content-Type": "application/json", "X-API-Key": token}
        for example, number in product(EXAMPLES, range(TIMES)):
            profile = {**json.loads(example.read_bytes()), "reference": f"{example.stem} {number}"}
            kept = httpx2.post(f"{server.address}/v1/advice", json=profile, headers=headers)
            assert kept.status_code == 201, kept.text
        yield server, token


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. Playwright keeps an event loop running, so that it has to stop with these tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, site: Server) -> Iterator[Open]:
    """Opens an address of the site in a fresh window: ``opened("/", width=390, javascript=False, language="en")``.

    At the end it is an error when a page asked another host for anything, or said something to the console.
    """
    contexts: list[BrowserContext] = []
    elsewhere: list[str] = []
    said: list[str] = []

    def open_(address: str, *, width: int = 1280, javascript: bool = True, language: str = "nl", **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale=language,
            base_url=site.address,
            **more,
        )
        contexts.append(context)
        context.on("request", lambda request: _note(request.url, site, elsewhere))
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert [text for text in said if not any(status in text for status in ("404", "413", "422"))] == []


def _note(address: str, site: Server, elsewhere: list[str]) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != site.address:
        elsewhere.append(address)


def demand_accessible(page: Page) -> None:
    """axe-core finds no violation in the page as it is, and nothing scrolls sideways."""
    found = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {v['help']}: {[node['html'][:200] for node in v['nodes']]}" for v in found]
    assert told == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} pixels"


def shot(page: Page, name: str) -> None:
    """A picture of the whole page where ADVISOR_SHOTS names a folder, for a person to look at."""
    folder = os.environ.get("ADVISOR_SHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

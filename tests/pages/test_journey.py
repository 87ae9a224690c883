"""From the first question to the report in somebody's hands: the pages together, as a person goes through them."""

import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from lxml import etree, html
from playwright.sync_api import Browser, Page

from advisor.advice import Advisor, to_json
from advisor.report.as_html import as_html
from advisor.report.composing import compose
from advisor.stages.profile import read_profile
from tests.pages.clicking import click
from tests.pages.conftest import EXAMPLES, WIDTHS, Open, demand_accessible, shot
from tests.report.reading import pdf_text, squeezed


def example(name: str) -> bytes:
    return next(path for path in EXAMPLES if path.stem == name).read_bytes()


def loaded(page: Page, name: str, tmp_path: Path) -> None:
    """Load a profile in the form, as a file that a person has."""
    file = tmp_path / "profile.json"
    file.write_bytes(example(name))
    page.locator("input[type=file]").set_input_files(file)
    click(page.locator("input[type=file] ~ button, form:has(input[type=file]) button").first)


@pytest.mark.parametrize(
    ("name", "language", "javascript"),
    [("ghent-crm", "nl", True), ("municipality", "en", False)],
)
def test_from_the_form_to_the_report(
    opened: Open, advisor: Advisor, tmp_path: Path, name: str, language: Any, javascript: bool
) -> None:
    """The form leads to the advice, that to a why, that to the passage; each report opens, and says the same."""
    profile = read_profile(example(name), advisor.edition, language)
    advice = advisor.advise(profile, language)
    first = advice.recommendations[0]

    page = opened("/", language=language, javascript=javascript)
    loaded(page, name, tmp_path)
    click(page.locator("button[formaction='/advice'], form[action='/advice'] button").last)
    page.wait_for_url(re.compile(r"/advice/[0-9a-f]{32}$"))
    address = page.url

    click(page.locator("main").get_by_role("link", name=first.title).first)
    assert page.url.startswith(f"{address}/")
    assert first.title in page.locator("h1").inner_text()
    drawn = {box.get_attribute("data-node") for box in page.locator("svg [data-node]").all()}
    assert f"recommendation:{first.id}" in drawn

    links = [link.get_attribute("href") or "" for link in page.get_by_role("link").all()]
    passages = [link for link in links if "#:~:text=" in link]
    assert passages, "no link to a passage"
    known = {source.address for source in advisor.edition.sources.values() if source.address}
    for link in passages:
        where, _, fragment = link.partition("#:~:text=")
        assert where in known
        assert 1 <= len(unquote(fragment.split(",")[0]).split()) <= 4

    page.goto(address)
    found = {form: _downloaded(page, form) for form in ("pdf", "docx", "html", "md")}
    texts = {
        "pdf": pdf_text(found["pdf"]),
        "docx": "".join(etree.fromstring(ZipFile(io.BytesIO(found["docx"])).read("word/document.xml")).itertext()),
        "html": html.fromstring(found["html"]).text_content(),
        "md": found["md"].decode(),
    }
    for form, text in texts.items():
        told = squeezed(text)
        for item in advice.recommendations:
            assert squeezed(item.title) in told, f"{form} lacks {item.id}"
    assert json.loads(_downloaded(page, "json", "advice.json")) == json.loads(to_json(advice))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_as_html_is_a_page_too(browser: Browser, advisor: Advisor, tmp_path: Path, language: Any) -> None:
    """Opened from a disk, at both widths: nothing for axe-core to find, nothing sideways, nothing asked of anybody."""
    advice = advisor.advise(read_profile(example("municipality"), advisor.edition, language), language)
    file = tmp_path / "report.html"
    file.write_bytes(as_html(compose(advice, advisor)))
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        asked: list[str] = []
        context.on("request", lambda request, asked=asked: asked.append(request.url))
        page = context.new_page()
        page.goto(file.as_uri())
        demand_accessible(page)
        shot(page, f"report-{language}-{width}")
        context.close()
        assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


def _downloaded(page: Page, form: str, name: str | None = None) -> bytes:
    """What a link on the page gives as a file."""
    link = page.locator(f"a[href$='/{name or f'report.{form}'}']").first
    with page.expect_download() as waiting:
        click(link)
    return Path(waiting.value.path()).read_bytes()

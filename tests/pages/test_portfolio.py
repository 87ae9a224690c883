"""The portfolio as a person sees it: what is common, for whom, and where to read on."""

import csv
import io
import shutil
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from advisor.cli import main
from tests.api.conftest import EXAMPLES
from tests.api.running import Server
from tests.pages.clicking import click
from tests.pages.conftest import TIMES, WIDTHS, demand_accessible, shot


def signed_in(browser: Browser, guarded: tuple[Server, str], width: int, language: str) -> Page:
    """A window on the portfolio of the examples."""
    server, token = guarded
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, base_url=server.address)
    page = context.new_page()
    page.goto("/sign-in?next=/portfolio")
    page.locator("#key").fill(token)
    click(page.locator("main button"))
    page.wait_for_url("**/portfolio")
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_tables(browser: Browser, guarded: tuple[Server, str], width: int, language: str) -> None:
    """Each kind has its table; a number has its share and a bar as long as that; a title leads to the knowledge."""
    page = signed_in(browser, guarded, width, language)
    assert page.locator("h2").all_inner_texts() != []
    assert page.locator("table.portfolio").count() == 3
    for cell in page.locator("td:has(svg)").all()[:20]:
        share = cell.locator(".share").inner_text()
        assert cell.locator("rect.part").get_attribute("width") == share.rstrip("%")
    links = page.locator("table.portfolio a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert {link.rsplit("/", 1)[0] for link in links} == {"/knowledge/rules", "/knowledge/recommendations"}
    demand_accessible(page)
    shot(page, f"portfolio-{language}-{width}")
    why = {"nl": "Kleine aantallen blijven weg", "en": "Small numbers are left out"}[language]
    assert why in page.inner_text("main")
    page.goto("/portfolio?group=sector:private&group=employee_count:100")
    assert page.locator("table").count() == 0
    click(page.locator("main a", has_text={"nl": "Toon alle organisaties", "en": "Show all organisations"}[language]))
    assert page.locator("table.portfolio").count() == 3
    page.context.close()


def test_a_group_is_chosen(browser: Browser, guarded: tuple[Server, str], tmp_path: Path) -> None:
    """With plain parameters: the tables, the choice and the download are of that group, and one can go back to all."""
    page = signed_in(browser, guarded, 1280, "nl")
    everybody = TIMES * len(EXAMPLES)
    assert f"{everybody} van de {everybody} organisaties" in page.locator("main").inner_text()
    chooser = page.locator("select").first
    sizes = [int(text.rpartition("(")[2].rstrip(")")) for text in chooser.locator("option").all_inner_texts()[1:]]
    size = max(sizes)
    value = chooser.locator("option").nth(1 + sizes.index(size)).get_attribute("value")
    chooser.select_option(value)
    click(page.get_by_role("button", name="Toon"))
    assert f"{size} van de {everybody} organisaties" in page.locator("main").inner_text()
    assert chooser.input_value() == value
    click(page.get_by_role("link", name="Toon alle ").first)
    assert page.locator("table.portfolio").first.locator("tbody tr").count() > 10
    demand_accessible(page)
    with page.expect_download() as got:
        click(page.get_by_role("link", name="Download als CSV"))
    got.value.save_as(tmp_path / "portfolio.csv")
    assert got.value.suggested_filename == "portfolio.csv"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "portfolio.csv").read_text(encoding="utf-8"))))
    assert {row["organisations"] for row in rows if not row["by"]} == {str(size)}
    page.context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_file_of_a_batch(browser: Browser, tmp_path: Path, language: str) -> None:
    """What `advisor batch --summary FILE.html` writes opens by itself, at both widths, and asks for nothing."""
    given = tmp_path / "given"
    given.mkdir()
    for example, number in product(EXAMPLES, range(TIMES)):
        shutil.copy(example, given / f"{example.stem}-{number}.json")
    summary = tmp_path / "portfolio.html"
    command = ["batch", str(given), str(tmp_path / "out.jsonl"), "--summary", str(summary), "--workers", "1"]
    done = CliRunner().invoke(main, [*command, "--lang", language])
    assert done.exit_code == 0, done.output
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(summary.as_uri())
        assert page.locator("table").count() == 6
        demand_accessible(page)
        shot(page, f"portfolio-file-{language}-{width}")
        assert asked == [summary.as_uri()]
        context.close()

"""What stands around every page: the language, the headers, what is served beside it, what is said when it fails."""

import pytest

from tests.pages.clicking import click
from tests.pages.conftest import WIDTHS, Open, demand_accessible, shot


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_that_does_not_exist_says_so(opened: Open, width: int, language: str) -> None:
    """In the language of the browser, with a way on."""
    page = opened("/nowhere", width=width, language=language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").inner_text() == {"nl": "Niet gevonden", "en": "Not found"}[language]
    demand_accessible(page)
    shot(page, f"failure-{language}-{width}")
    assert page.locator("main a").get_attribute("href") == "/"


def test_the_switch_is_remembered(opened: Open) -> None:
    """Once said, a language holds for the pages after."""
    page = opened("/nowhere")
    click(page.get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/elsewhere")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_letters_are_ours(opened: Open) -> None:
    """The letters come from this server, and are used."""
    page = opened("/nowhere")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Open Sans\"')")

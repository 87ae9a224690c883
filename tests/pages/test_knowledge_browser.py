"""The pages of the knowledge as a person meets them: at both widths, with the keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from advisor.library.edition import Edition
from tests.pages.clicking import click
from tests.pages.conftest import WIDTHS, Open, demand_accessible, shot

# One page of each kind, with the longest entry where that strains the page most.
PAGES = {
    "overview": "/knowledge",
    "sources": "/knowledge/sources",
    "source": "/knowledge/sources/de-backer-interview#p21",
    "factors": "/knowledge/factors",
    "factor": "/knowledge/factors/it-project-framing",
    "questions": "/knowledge/questions",
    "question": "/knowledge/questions/culture_signals",
    "rules": "/knowledge/rules",
    "rule": "/knowledge/rules/run-as-an-it-project",
    "recommendations": "/knowledge/recommendations",
    "recommendation": "/knowledge/recommendations/win-people-back",
    "tensions": "/knowledge/tensions",
    "tension": "/knowledge/tensions/t03-own-unit-or-extra-silo",
    "priorities": "/knowledge/priorities",
    "search": "/knowledge/search?q=gebruik",
    "search-none": "/knowledge/search?q=gebruk",
    "unknown": "/knowledge/rules/few-realy-use-it",
}


@pytest.mark.parametrize("width", WIDTHS)
def test_each_kind_of_page_is_accessible(opened: Open, width: int) -> None:
    """axe-core finds nothing, nothing scrolls sideways, at both widths."""
    page = opened("/knowledge", width=width)
    for name, address in PAGES.items():
        page.goto(address)
        demand_accessible(page)
        shot(page, f"knowledge-{name}-{width}")


def test_search_with_the_keyboard_alone(opened: Open, edition: Edition) -> None:
    """Tab to the box, type, Enter, Tab to the first that is found, Enter: its page."""
    page = opened("/knowledge/rules")
    box = page.get_by_role("searchbox")
    for _ in range(30):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    page.keyboard.type("te weinig mensen gebruiken")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/knowledge/search?q=te+weinig+mensen+gebruiken")
    first = page.locator(".hits a").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("first => first === document.activeElement"):
            break
    assert first.evaluate("first => getComputedStyle(first).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(edition.rules["few-really-use-it"].title.nl)


def test_from_a_rule_to_the_passage_without_javascript(opened: Open, edition: Edition) -> None:
    """Everything works without it: search, a rule, its passage with the address of the publisher, and the English."""
    page = opened("/knowledge", width=390, javascript=False)
    page.get_by_role("searchbox").fill("few-really-use-it")
    click(page.get_by_role("button", name="Zoek"))
    click(page.locator(".hits a").first)
    assert page.locator("h1").inner_text() == edition.rules["few-really-use-it"].title.nl
    passage = page.locator(".passages li").first
    address = passage.locator("a[rel=noreferrer]").get_attribute("href")
    assert address
    assert "#:~:text=" in address
    click(passage.locator(".place a").first)
    target = page.locator(":target")
    assert target.get_attribute("id") in edition.sources["geen-it-project"].passages
    assert target.locator("a[rel=noreferrer]").get_attribute("href") == address
    click(page.get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == edition.sources["geen-it-project"].title

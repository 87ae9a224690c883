"""The door of the pages, as a person meets it: with a key, with the keyboard, and out again."""

from contextlib import suppress

from playwright.sync_api import Browser, Error, Page

from tests.api.running import Server
from tests.pages.clicking import click
from tests.pages.conftest import WIDTHS, demand_accessible, shot


def at_the_door(browser: Browser, server: Server, width: int, language: str) -> Page:
    """A fresh window that asked for a page and got the form."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=language, base_url=server.address, java_script_enabled=True
    )
    page = context.new_page()
    page.goto("/portfolio")
    return page


def test_the_form(browser: Browser, guarded: tuple[Server, str]) -> None:
    """At both widths and in both languages: what to do, what was wrong, and nothing of what is behind the door."""
    server, token = guarded
    for width in WIDTHS:
        for language, title in (("nl", "Aanmelden"), ("en", "Sign in")):
            page = at_the_door(browser, server, width, language)
            assert page.locator("h1").inner_text() == title
            assert page.locator("nav").count() == 0
            demand_accessible(page)
            shot(page, f"sign-in-{language}-{width}")
            page.locator("#key").fill(token[:-1])
            click(page.locator("button"))
            assert page.locator("#key").get_attribute("aria-invalid") == "true"
            assert page.locator("#key").input_value() == ""
            assert page.evaluate("document.activeElement.id") == "key"
            demand_accessible(page)
            shot(page, f"sign-in-wrong-{language}-{width}")
            page.context.close()


def test_in_and_out_with_the_keyboard(browser: Browser, guarded: tuple[Server, str]) -> None:
    """The keyboard is enough; one lands where one was going; after signing out “back” shows nothing."""
    server, token = guarded
    page = at_the_door(browser, server, 1280, "nl")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "key":
            break
    page.keyboard.type(token)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portfolio")
    assert page.locator("h1").inner_text() == "Portfolio"
    assert page.get_by_text("Aangemeld: fabriek").is_visible()
    cookie = next(c for c in page.context.cookies() if c["name"] == "advisor_session")
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)
    page.goto("/intake")
    click(page.locator("#intake button[type=submit], #intake button").first)
    page.get_by_role("button", name="Afmelden").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    assert [c["name"] for c in page.context.cookies()] == []
    for _ in range(3):  # over the form that was posted, the empty one, and the portfolio
        with suppress(Error):  # what was posted is not sent again by itself
            page.go_back(timeout=5000)
        assert page.locator("#intake, table, nav").count() == 0
    page.goto("/portfolio")
    assert page.locator("h1").inner_text() == "Aanmelden"
    page.context.close()


def test_a_form_that_was_open_too_long(browser: Browser, guarded: tuple[Server, str]) -> None:
    """Who is no longer signed in when he sends a form is told how to go on, and what he filled in goes along."""
    server, token = guarded
    page = at_the_door(browser, server, 390, "nl")
    page.locator("#key").fill(token)
    click(page.locator("main button"))
    page.wait_for_url("**/portfolio")
    page.context.clear_cookies()
    page.evaluate("document.querySelector('form.filters').method = 'post'")
    click(page.locator("form.filters button"))
    assert "laad dan deze pagina opnieuw" in page.locator("main").inner_text()
    demand_accessible(page)
    with page.context.expect_page() as opened:
        click(page.get_by_role("link", name="Aanmelden in een nieuw tabblad"))
    beside = opened.value
    beside.locator("#key").fill(token)
    click(beside.locator("main button"))
    beside.wait_for_url(f"{server.address}/")
    assert page.reload().status == 405  # type: ignore[union-attr]  # let in again: this address takes no form
    page.context.close()

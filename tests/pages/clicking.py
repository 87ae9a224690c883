"""Clicks as a person makes them: who clicks looks at a page only when all of it is there."""

from playwright.sync_api import Locator


def click(target: Locator) -> None:
    """Click, and wait until the page that this leads to is whole. Playwright itself waits only until it begins to come:
    what is counted on it at once may still be on its way. Where the click leads nowhere, there is nothing to wait for.
    """
    target.click()
    target.page.wait_for_load_state()

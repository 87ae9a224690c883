"""Tables on a narrow screen, and what stays folded, in a real browser."""

import httpx2
import pytest

from tests.api.conftest import GHENT, JSON
from tests.api.running import Server
from tests.pages.conftest import WIDTHS, Open


@pytest.fixture(scope="module")
def home(site: Server) -> str:
    """The address of an advice."""
    answer = httpx2.post(f"{site.address}/v1/advice", content=GHENT.read_bytes(), headers=JSON)
    return f"/advice/{answer.headers['location'].rpartition('/')[2]}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", ["plan", "firm"])
def test_a_table_fits_its_box(opened: Open, home: str, view: str, width: int) -> None:
    """No column is off the screen; on a phone each value stands under the title, with its label."""
    page = opened(f"{home}/{view}", width=width)
    box = page.locator(".scroll:has(table)")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    row = page.locator("tbody tr").first
    title, value = row.locator("th").bounding_box(), row.locator("td").nth(1).bounding_box()
    assert title and value
    assert (value["y"] >= title["y"] + title["height"]) == (width < 640)
    if view == "plan":
        assert page.locator(".slide").is_visible() == (width < 640)


@pytest.mark.parametrize("of", ["advice", "knowledge"])
def test_a_hash_is_shown_to_who_asks(opened: Open, home: str, of: str) -> None:
    """It is folded away, and says what it is."""
    page = opened(home if of == "advice" else "/knowledge")
    proof = page.locator("details", has=page.get_by_text("Bewijs", exact=True))
    assert not proof.locator("> :not(summary)").is_visible()
    proof.locator("summary").click()
    assert proof.locator("> :not(summary)").is_visible()

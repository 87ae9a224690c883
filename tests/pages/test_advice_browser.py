"""The pages of an advice in a real browser: walked by keyboard, followed by pointer, read without script."""

from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.api.conftest import GHENT, JSON
from tests.api.running import Server
from tests.conftest import CHECKOUT
from tests.pages.clicking import click
from tests.pages.conftest import WIDTHS, Open, demand_accessible, shot

MUNICIPALITY = CHECKOUT / "examples" / "municipality.json"


@pytest.fixture(scope="module")
def homes(site: Server) -> Iterator[tuple[str, str]]:
    """The pages of two advices, of Ghent and of a municipality; the second was made again."""

    def kept(answer: httpx2.Response) -> str:
        assert answer.status_code == 201
        return f"/advice/{answer.headers['location'].rpartition('/')[2]}"

    with httpx2.Client(base_url=site.address) as client:
        one, two = (
            kept(client.post("/v1/advice", content=example.read_bytes(), headers=JSON))
            for example in (GHENT, MUNICIPALITY)
        )
        yield one, kept(client.post(f"/v1{two}/rerun"))


@pytest.mark.parametrize(("width", "language"), [*zip(WIDTHS, ("nl", "en"), strict=True)])
def test_every_page_is_accessible(opened: Open, homes: tuple[str, str], width: int, language: str) -> None:
    """axe-core finds nothing, wide and narrow; nothing scrolls sideways."""
    ghent, municipality = homes
    page = opened("/advice", width=width, language=language)
    first = page.locator("main a[href*='/advice/']").first
    expect(first).to_be_visible()
    pages = {"list": "/advice", "front": municipality, "delete": f"{ghent}/delete"}
    views = ("plan", "statuses", "series", "overview", "not", "firm", "next", "compare")
    pages |= {view: f"{municipality}/{view}" for view in views}
    pages["plan-mistaken"] = f"{ghent}/plan?weeks=99&start=2027-02-30"
    pages["map"] = f"{ghent}/map"
    pages["solved"] = "/solved"
    pages["what-if"] = f"{ghent}/what-if?question=culture_signals"
    page.goto(municipality)
    pages["why"] = page.locator("a[href*='/why/']").nth(1).get_attribute("href") or ""
    page.goto(f"{ghent}/not")
    pages["not-one"] = page.locator("a[href*='/not/']").first.get_attribute("href") or ""
    for name, address in pages.items():
        page.goto(address)
        if name == "why":
            page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
        demand_accessible(page)
        shot(page, f"advice-{name}-{language}-{width}")


def _tab(page: Page, selector: str) -> None:
    """Tab until what a selector names has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way with Tab to {selector}")


def test_a_why_with_the_keyboard_only(opened: Open, homes: tuple[str, str]) -> None:
    """From the front page to a recommendation, through its picture to the text, to the passage at the publisher's."""
    page = opened(homes[0])
    _tab(page, "main a[href*='/why/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/why/*")
    _tab(page, ".trail a")
    here = page.locator(".trail .box.here")
    first = here.get_attribute("data-node")
    page.keyboard.press("ArrowDown")
    assert here.get_attribute("data-node") not in (None, first)
    page.keyboard.press("ArrowUp")
    assert here.get_attribute("data-node") == first
    for kind in ("rule", "finding"):
        page.keyboard.press("ArrowRight")
        assert (here.get_attribute("data-node") or "").startswith(f"{kind}:")
    lit = page.locator(".trail .box.lit").count()
    assert 3 <= lit < page.locator(".trail .box").count()
    node = here.get_attribute("data-node")
    assert page.locator(f"main details.lit[data-node='{node}']").count() == 1
    page.keyboard.press("ArrowLeft")
    rule = here.get_attribute("data-node")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == rule
    expect(page.locator(f"[id='{rule}']")).to_be_in_viewport()
    _tab(page, "a[href*='#:~:text=']")
    link = page.evaluate("document.activeElement.href")
    assert link.startswith("https://")
    assert page.evaluate("document.activeElement.rel") == "noreferrer"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_text_and_picture_light_up_together(opened: Open, homes: tuple[str, str]) -> None:
    """Pointing at a box lights its words, pointing at words lights their box and what it hangs on; then all is calm."""
    page = opened(homes[0])
    click(page.locator("main a[href*='/why/']").first)
    box = page.locator(".trail .box.finding").last
    node = box.get_attribute("data-node")
    box.hover()
    expect(page.locator(f"main details[data-node='{node}']")).to_have_class("finding weakness lit")
    expect(page.locator(".trail")).to_have_class("trail following")
    page.locator("h1").hover()
    expect(page.locator(".trail")).to_have_class("trail")
    page.locator(".answers li[data-node]").first.hover()
    expect(page.locator(".trail .box.answer.here")).to_have_count(1)
    click(page.locator(".trail .box.rule").last)
    expect(page.locator("div.rule.lit")).to_be_in_viewport()
    page.emulate_media(media="print")
    assert all(ground.bounding_box() for ground in page.locator("main .ground").all())
    expect(page.locator(".roadmap")).to_be_hidden()


def test_all_is_there_without_a_script(opened: Open, homes: tuple[str, str]) -> None:
    """Folded words open, a box leads to its words, the map follows a node, a status is kept, the form gets it all."""
    page = opened(homes[0], javascript=False)
    click(page.locator("main a[href*='/why/']").nth(1))
    address = page.url
    closed = page.locator("main details:not([open]) > summary")
    while closed.count():
        click(closed.first)
    for ground in page.locator("main .ground").all():
        expect(ground).to_be_visible()
    page.goto(address)
    click(page.locator(".trail a[href*='rule:']").last)
    expect(page.locator(".rule:target")).to_be_in_viewport()
    page.get_by_label("aanvaard").check()
    click(page.get_by_role("button", name="Bewaar"))
    expect(page.locator(".roadmap .status-accepted")).to_have_count(1)
    page.goto(f"{homes[0]}/map")
    click(page.locator(".trail a[href*='answer']").first)
    assert 3 <= page.locator(".trail .box.lit").count() < page.locator(".trail .box").count()
    expect(page.locator(".following b")).to_be_visible()
    page.goto(f"{homes[0]}/next")
    click(page.get_by_role("button", name="Ga verder met de vragen"))
    assert page.url.endswith("/intake")
    expect(page.locator("input[name='adoption_rate'], input[value='20']").first).to_be_attached()


def test_made_again_and_deleted_by_hand(opened: Open, homes: tuple[str, str]) -> None:
    """The buttons of the front page: again on today's knowledge, what changed since, gone for good."""
    page = opened(homes[0], language="en")
    click(page.get_by_role("button", name="Run again with today’s knowledge"))
    expect(page.get_by_role("link", name="Compare with earlier advice")).to_be_visible()
    again = page.url
    assert not again.endswith(homes[0])
    click(page.get_by_role("link", name="Compare with earlier advice"))
    expect(page.locator(".lead")).to_contain_text("The advice stays the same.")
    page.goto(f"{again}/delete")
    click(page.get_by_role("button", name="Yes, delete for good"))
    assert page.url.endswith("/advice")
    assert page.request.get(again).status == 404

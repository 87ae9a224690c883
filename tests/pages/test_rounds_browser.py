"""A round in a real browser: opened by its owner, answered by six people, and what comes out of it."""

import pytest
from playwright.sync_api import Page

from tests.pages.clicking import click
from tests.pages.conftest import WIDTHS, Open, demand_accessible, shot

LANGUAGES = ["nl", "en"]


def open_round(page: Page, name: str) -> dict[str, str]:
    """A round with two groups; the link of each."""
    page.locator("#f-name").fill(name)
    page.locator("#f-groups").fill("directie\nwerkvloer")
    click(page.locator("main button").last)
    page.wait_for_selector("#links")
    labels = page.locator(".links label").all_inner_texts()
    return dict(zip(labels, [field.input_value() for field in page.locator(".links input").all()], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_each_page_can_be_used_by_all(opened: Open, width: int, language: str) -> None:
    """The list, a round with its links, the questions, a mistake, what is saved, and a link that ended."""
    owner = opened("/rounds", width=width, language=language)
    demand_accessible(owner)
    links = open_round(owner, "Zwembad De Plas")
    demand_accessible(owner)
    shot(owner, f"round-open-{language}-{width}")
    person = opened(links["werkvloer"], width=width, language=language)
    demand_accessible(person)
    shot(person, f"round-answer-{language}-{width}")
    person.locator("#f-adoption_rate").fill("370")
    click(person.locator("form button").first)
    person.wait_for_selector(".mistakes")
    demand_accessible(person)
    person.locator("#f-adoption_rate").fill("37")
    click(person.locator("form button").first)
    person.wait_for_url("**/answer/*/*")
    demand_accessible(person)
    shot(person, f"round-answered-{language}-{width}")


def test_six_people_without_a_script(opened: Open) -> None:
    """Two of one group and four of another answer, each on a device of his own; one comes back; then it is closed."""
    owner = opened("/rounds", javascript=False)
    links = open_round(owner, "Bibliotheek")
    address = owner.locator("form[action$='/close']").get_attribute("action")
    assert address is not None
    place = address.removesuffix("/close")
    people = []
    for number in range(6):
        person = opened(links["directie" if number < 2 else "werkvloer"], javascript=False)
        person.locator("#f-adoption_rate").fill(str(10 * number))
        click(person.locator("form button").first)
        people.append(person)
    people[0].goto(links["directie"])
    assert people[0].locator("#f-adoption_rate").input_value() == "0"
    people[0].locator("#f-adoption_rate").fill("90")
    click(people[0].locator("form button").first)
    owner.goto(place)
    assert owner.locator(".answered dd").all_inner_texts()[0].startswith("2 mensen antwoordden")
    click(owner.locator("form[action$='/close'] button"))
    owner.wait_for_selector("form[action$='/advice']")
    demand_accessible(opened(place))
    shot(owner, "round-closed")
    for width in WIDTHS:
        differ = opened(f"{place}/differences", width=width)
        demand_accessible(differ)
        shot(differ, f"round-differences-{width}")
    click(owner.locator("form[action$='/advice'] button"))
    owner.wait_for_url("**/advice/*")
    assert owner.locator("h1").inner_text() == "Advies voor Bibliotheek"
    assert people[1].request.get(links["directie"]).status == 410

"""What a browser keeps of a form that is not finished: nothing is lost, and nothing stays that is not wanted."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.running import Server
from tests.pages.clicking import click
from tests.pages.conftest import Open, demand_accessible, shot


def kept(page: Page) -> dict[str, Any]:
    """What stands in the browser under our names."""
    found: dict[str, str] = page.evaluate("({...localStorage})")
    return {name: json.loads(value) if value else value for name, value in found.items() if name.startswith("advisor")}


def answer(page: Page, attribute: str, label: str) -> None:
    page.locator(f"#q-{attribute}").get_by_label(label, exact=True).check()


def begun(page: Page, name: str = "Half af") -> None:
    """Answers on two steps; on the second nothing was sent yet."""
    page.locator("#f-name").fill(name)
    page.locator("#f-employee_count").fill("120")
    page.locator("#q-country input").first.check()
    click(page.get_by_role("button", name="Volgende"))
    expect(page.locator("h1")).to_have_text("Het initiatief")
    page.locator("#questions input[type=radio]").first.check()


def demand_all(page: Page, name: str = "Half af") -> None:
    """Both steps are as `begun` left them."""
    expect(page.locator("h1")).to_have_text("Het initiatief")
    expect(page.locator("#questions input[type=radio]").first).to_be_checked()
    click(page.get_by_role("button", name="Vorige"))
    expect(page.locator("#f-name")).to_have_value(name)
    expect(page.locator("#f-employee_count")).to_have_value("120")
    expect(page.locator("#q-country input").first).to_be_checked()


def test_reloading_loses_nothing(opened: Open) -> None:
    """F5 on the first step, before anything was sent, and on a later one; “I don't know” and what is half typed too."""
    page = opened("/intake")
    page.locator("#f-name").fill("Half af")
    page.locator("#f-employee_count").press_sequentially("12")
    answer(page, "sector", "Weet ik niet")
    page.reload()
    expect(page.locator("#f-name")).to_have_value("Half af")
    expect(page.locator("#f-employee_count")).to_have_value("12")
    expect(page.locator("#q-sector").get_by_label("Weet ik niet")).to_be_checked()
    begun(page)
    page.reload()
    demand_all(page)


def test_notes_are_kept_as_answers_are(opened: Open) -> None:
    """Folded away until it is opened; reloaded and from step to step; “none” takes no note away, and no note counts."""
    page = opened("/intake")
    box = page.locator("#q-customer_groups")
    expect(box.locator("textarea")).to_be_hidden()
    click(box.get_by_text("Toelichting toevoegen"))
    box.locator("textarea").fill("eerste regel\ntweede regel")
    box.locator("#evidence-customer_groups").fill("klantenlijst")
    box.locator("select").select_option("known")
    box.locator("input[value='[]']").check()
    expect(box.locator("#evidence-customer_groups")).to_have_value("klantenlijst")
    page.locator("#f-name").fill("Met grond")
    demand_accessible(page)
    shot(page, "intake-note")
    page.reload()
    expect(box.locator("textarea")).to_have_value("eerste regel\ntweede regel")
    expect(box.locator("select")).to_have_value("known")
    click(page.get_by_role("button", name="Volgende"))
    click(page.get_by_role("button", name="Vorige"))
    expect(box.locator("textarea")).to_have_value("eerste regel\ntweede regel")
    expect(box.locator("#evidence-customer_groups")).to_have_value("klantenlijst")
    expect(box.locator("textarea")).to_be_visible()
    page.goto("/intake")
    expect(page.locator("#drafts")).to_contain_text("1 antwoord")


def test_going_back_and_on_again_loses_nothing(opened: Open) -> None:
    """The first step as the history has it knows nothing of the second; what was answered there comes along."""
    page = opened("/intake")
    begun(page)
    page.go_back()
    expect(page.locator("#f-name")).to_have_value("Half af")
    click(page.get_by_role("button", name="Volgende"))
    demand_all(page)


def test_a_closed_tab_and_a_new_form_by_mistake(opened: Open) -> None:
    """The start and a new form offer to go on; a new form begins empty and takes nothing from the other."""
    page = opened("/intake")
    begun(page)
    context = page.context
    page.close()
    page = context.new_page()
    page.goto("/")
    offer = page.locator("#drafts")
    expect(offer).to_contain_text("Half af")
    expect(offer).to_contain_text("3 antwoorden")
    demand_accessible(page)
    shot(page, "start-with-answers")
    click(page.get_by_role("link", name="Begin met de vragen"))
    expect(page.locator("#drafts")).to_contain_text("Half af")
    expect(page.locator("#f-name")).to_have_value("")
    demand_accessible(page)
    page.locator("#f-name").fill("Een ander")
    answer(page, "country", page.locator("#q-country label").first.inner_text())
    page.goto("/")
    expect(page.locator("#drafts li")).to_have_count(2)
    click(page.get_by_role("button", name=re.compile("^Half af")))
    demand_all(page)


def test_two_windows_keep_apart(opened: Open) -> None:
    """Two organisations at the same time, in one browser: each window goes on with its own."""
    one = opened("/intake")
    begun(one, "De eerste")
    other = one.context.new_page()
    other.goto("/intake")
    begun(other, "De tweede")
    one.reload()
    other.reload()
    demand_all(one, "De eerste")
    demand_all(other, "De tweede")


def test_off_with_one_click_and_gone_when_cleared(opened: Open) -> None:
    """Off: what is there goes and nothing comes. Cleared: gone, also for the back button."""
    page = opened("/intake")
    begun(page)
    assert len(kept(page)) == 1
    click(page.get_by_role("button", name="Bewaar niets in deze browser"))
    page.locator("#questions input[type=radio]").last.check()
    click(page.get_by_role("button", name="Volgende"))
    assert kept(page) == {"advisor.answers.off": ""}
    page.goto("/")
    expect(page.locator("#drafts")).to_be_hidden()
    expect(page.locator("#where")).to_contain_text("Uw browser bewaart niets")
    page.goto("/intake")
    page.locator("#f-name").fill("Weer aan")
    click(page.get_by_role("button", name="Bewaar mijn antwoorden in deze browser"))
    assert [name for name in kept(page) if "off" not in name]
    page.locator("#f-employee_count").fill("7")
    click(page.get_by_role("button", name="Volgende"))
    click(page.get_by_text("Wis mijn antwoorden"))
    click(page.get_by_role("link", name="Ja, wis alles"))
    expect(page.locator("#f-name")).to_have_value("")
    assert kept(page) == {}
    page.go_back()
    expect(page.locator("form[data-begins]")).to_have_count(1)
    expect(page.locator("#f-name")).to_have_value("")
    assert kept(page) == {}


def test_gone_once_it_is_advice(opened: Open) -> None:
    """The advice has the answers then. A form that is refused keeps them."""
    page = opened("/intake")
    page.locator("#f-employee_count").fill("veel")
    click(page.get_by_role("button", name="Geef advies"))
    expect(page.locator(".mistakes")).to_be_visible()
    assert len(kept(page)) == 1
    page.locator("#f-employee_count").fill("12")
    click(page.get_by_role("button", name="Geef advies"))
    page.wait_for_url(re.compile(r"/advice/[0-9a-f]{32}$"))
    assert kept(page) == {}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[]",
        "null",
        '{"time": 1}',
        '{"time": "x", "fields": []}',
        '{"time": 1, "fields": [["a"]]}',
        "9" * 300_000,
    ],
)
def test_what_cannot_be_read_is_passed_over(opened: Open, value: str) -> None:
    """Damaged, of other software, or far too much: no offer, no failure, and a new form is kept as ever."""
    page = opened("/")
    page.evaluate("value => localStorage.setItem(`advisor.answers.1.${'a'.repeat(32)}`, value)", value)
    page.evaluate("value => localStorage.setItem('advisor.answers.1.other', value)", value)
    page.reload()
    expect(page.locator("#drafts")).to_be_hidden()
    page.goto("/intake")
    page.locator("#f-name").fill("Nieuw")
    page.reload()
    expect(page.locator("#f-name")).to_have_value("Nieuw")


def test_answers_to_questions_that_are_gone_are_told_once(opened: Open) -> None:
    """Kept by other knowledge: what still fits is taken over, the rest is said in words."""
    page = opened("/")
    fields = [["name", "Van vroeger"], ["employee_count", "12"], ["an_old_question", "x"], [".at", "organisation"]]
    page.evaluate(
        "v => localStorage.setItem(`advisor.answers.1.${'b'.repeat(32)}`, v)", json.dumps({"time": 1, "fields": fields})
    )
    page.reload()
    click(page.get_by_role("button", name=re.compile("^Van vroeger")))
    expect(page.locator(".mistakes")).to_contain_text("Bij “an_old_question” hoort geen vraag.")
    expect(page.locator("#f-employee_count")).to_have_value("12")
    click(page.get_by_role("button", name="Volgende"))
    expect(page.locator("h1")).to_have_text("Het initiatief")


def test_without_a_script_the_page_says_so(opened: Open) -> None:
    """Nothing is kept then, and no sentence says that it is."""
    page = opened("/intake", javascript=False)
    expect(page.locator("#where")).to_contain_text("Sluit u deze pagina, dan zijn uw antwoorden weg")
    expect(page.get_by_text("Uw browser bewaart uw antwoorden op dit toestel")).to_be_hidden()
    page.locator("#f-name").fill("Zonder script")
    click(page.get_by_role("button", name="Volgende"))
    click(page.get_by_role("button", name="Vorige"))
    assert page.locator("#f-name").input_value() == "Zonder script"


def test_a_browser_that_keeps_nothing(browser: Browser, site: Server) -> None:
    """Where storage is refused the form works, and the page says that nothing is kept."""
    context = browser.new_context(base_url=site.address, locale="nl")
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto("/intake")
    expect(page.locator("#where")).to_contain_text("Sluit u deze pagina, dan zijn uw antwoorden weg")
    page.locator("#f-employee_count").fill("12")
    click(page.get_by_role("button", name="Geef advies"))
    page.wait_for_url(re.compile(r"/advice/[0-9a-f]{32}$"))
    context.close()
    assert failed == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(opened: Open, language: str) -> None:
    """At 320 pixels: the start with its field for a file, a step, the review."""
    page = opened("/", width=320, language=language)
    demand_accessible(page)
    shot(page, f"start-{language}-320")
    click(page.locator("button[value=municipality]"))
    demand_accessible(page)
    click(page.locator(".themes button").first)
    demand_accessible(page)

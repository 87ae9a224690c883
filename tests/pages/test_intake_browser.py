"""The intake form as people fill it in: with the keyboard, with the mouse, without JavaScript, at both widths."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from advisor.library.edition import Edition
from api.pages.intake.routes import LARGEST
from tests.api.conftest import EXAMPLES
from tests.pages.clicking import click
from tests.pages.conftest import WIDTHS, Open, demand_accessible, shot

GHENT, MUNICIPALITY = (next(p for p in EXAMPLES if p.stem == stem) for stem in ("ghent-crm", "municipality"))
FORWARD = {"nl": "Volgende", "en": "Next"}
ADVISE = {"nl": "Geef advies", "en": "Get advice"}
CHECK = {"nl": "Controleer uw antwoorden", "en": "Check your answers"}


def question(page: Page, attribute: str) -> Locator:
    return page.locator(f"#q-{attribute}")


def typed(value: Any, language: str) -> str:
    return str(value).replace(".", ",") if language == "nl" else str(value)


def click_answers(page: Page, answers: Mapping[str, Any], edition: Edition, language: str) -> None:
    """Give every answer that this step asks for, by what a person reads."""
    for attribute in answers:
        box = question(page, attribute)
        if not box.count():
            continue
        asked, value = edition.questions[attribute], answers[attribute]
        if isinstance(value, list):
            none = [asked.none_label[language]] if asked.none_label and not value else []  # type: ignore[index]
            for label in [asked.options[code][language] for code in value] + none:  # type: ignore[index]
                box.get_by_label(label, exact=True).check()
        elif asked.range is None:
            box.get_by_label(asked.options[value][language], exact=True).check()  # type: ignore[index]
        elif asked.kind == "scale":
            box.get_by_label(re.compile(rf"^{value}\b")).check()
        else:
            box.get_by_role("textbox").fill(typed(value, language))


class Keyboard:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focus(self) -> dict[str, str]:
        """What has the focus: its field, its value, what it says."""
        found: dict[str, str] = self.page.evaluate(
            "(e => ({name: e.name || '', value: e.value || '', type: e.type || e.tagName, said: e.innerText || ''}))"
            "(document.activeElement)"
        )
        return found

    def tab_to(self, field: str, value: str | None = None) -> None:
        """Press Tab until a field has the focus."""
        for _ in range(150):
            at = self.focus()
            if at["name"] == field and value in (None, at["value"]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {field} {value or ''}")

    def give(self, attribute: str, value: Any, edition: Edition, language: str) -> None:
        """Give one answer: boxes with the space bar, choices with the arrows, numbers by typing."""
        asked = edition.questions[attribute]
        if isinstance(value, list):
            for code in [code for code in asked.options if code in value] or ["[]"]:
                self.tab_to(attribute, code)
                self.page.keyboard.press("Space")
        elif asked.kind in ("whole_number", "percentage"):
            self.tab_to(attribute)
            self.page.keyboard.type(typed(value, language))
        else:
            self.tab_to(attribute)
            for _ in range(len(asked.options) + 6):
                if self.focus()["value"] == str(value):
                    self.page.keyboard.press("Space")  # nothing is chosen yet where the focus comes in
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"the arrows do not reach {attribute} {value}")

    def press_button(self, said: str) -> None:
        """Press Tab until a button has the focus, then Enter."""
        for _ in range(60):
            at = self.focus()
            if at["type"] == "submit" and at["said"] == said:
                self.page.keyboard.press("Enter")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach the button {said}")


def demand_advice(page: Page, example: Path, language: str) -> None:
    """The page has led to the advice that the API gives for the same answers, to the byte."""
    page.wait_for_url(re.compile(r"/advice/[0-9a-f]{32}$"))
    kept = page.request.get("/v1" + re.sub(r"^https?://[^/]+", "", page.url)).body()
    told = page.request.post(
        f"/v1/advice?store=false&lang={language}",
        data=example.read_bytes(),
        headers={"Content-Type": "application/json"},
    )
    assert kept == told.body()


def test_the_company_in_ghent_with_the_keyboard_only(opened: Open, edition: Edition) -> None:
    """In Dutch, from the start to the advice without a mouse; Enter in a field goes on, and the focus is seen."""
    raw = json.loads(GHENT.read_bytes())
    page = opened("/")
    keyboard = Keyboard(page)
    for _ in range(20):
        if "Begin met de vragen" in keyboard.focus()["said"] and keyboard.focus()["type"] != "BODY":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake")
    for name in ("name", "reference"):
        keyboard.tab_to(name)
        page.keyboard.type(raw[name])
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for number, theme in enumerate(edition.manifest.questions.values()):
        expect(page.locator("h1")).to_have_text(theme.title["nl"])
        for attribute, value in raw["answers"].items():
            if list(edition.manifest.questions)[number] == edition.question_themes[attribute]:
                keyboard.give(attribute, value, edition, "nl")
        if keyboard.focus()["type"] == "text" and number:
            page.keyboard.press("Enter")
        else:
            keyboard.press_button(FORWARD["nl"] if number < 9 else CHECK["nl"])
    expect(page.locator("h1")).to_have_text(CHECK["nl"])
    keyboard.press_button(ADVISE["nl"])
    demand_advice(page, GHENT, "nl")


@pytest.mark.parametrize(
    ("example", "language", "javascript"),
    [(MUNICIPALITY, "en", True), (MUNICIPALITY, "nl", False), (GHENT, "en", False)],
    ids=["mouse", "municipality-without-javascript", "ghent-without-javascript"],
)
def test_filled_in_with_the_mouse(
    opened: Open, edition: Edition, example: Path, language: str, javascript: bool
) -> None:
    """Theme by theme, by what stands at the boxes, to the same advice as the API gives."""
    raw = json.loads(example.read_bytes())
    page = opened("/", language=language, javascript=javascript)
    click(page.locator("a.button"))
    for name in ("name", "reference"):
        page.locator(f"#f-{name}").fill(raw[name])
    for number, theme in enumerate(edition.manifest.questions.values()):
        expect(page.locator("h1")).to_have_text(theme.title[language])  # type: ignore[index]
        click_answers(page, raw["answers"], edition, language)
        forward = page.locator("main").get_by_role("button", name=FORWARD[language] if number < 9 else CHECK[language])
        click(forward.first)
        if page.locator("h1").inner_text() == theme.title[language]:  # type: ignore[index]
            click_answers(page, raw["answers"], edition, language)
            click(forward.first)
    expect(page.locator("h1")).to_have_text(CHECK[language])
    click(page.get_by_role("button", name=ADVISE[language]).first)
    demand_advice(page, example, language)


def test_questions_come_and_go_while_one_answers(opened: Open) -> None:
    """At once, told to who cannot see it, with the focus, the scroll and what is typed as they were."""
    page = opened("/intake")
    page.locator("#f-name").fill("Half getypt")
    box = question(page, "others_wait_for_you")
    expect(box).to_have_count(1)
    box.scroll_into_view_if_needed()
    question(page, "sector").get_by_label("privaat").check()
    groups = question(page, "customer_groups")
    groups.get_by_label("bedrijven die bij u kopen").check()
    expect(box).to_have_count(0)
    expect(page.locator("#announce")).to_contain_text("niet meer past")
    assert "1 van de" in page.locator("#answered").inner_text() or "2 van de" in page.locator("#answered").inner_text()
    question(page, "sector").get_by_label("overheid").check()
    support = groups.get_by_label("organisaties die u ondersteunt of waarop u toezicht houdt")
    support.focus()
    before = support.evaluate("e => e.getBoundingClientRect().top")
    page.keyboard.press("Space")
    expect(box).to_have_count(1)
    expect(page.locator("#announce")).to_contain_text("Erbij gekomen: Moeten andere organisaties")
    assert support.evaluate("e => e === document.activeElement")
    assert abs(support.evaluate("e => e.getBoundingClientRect().top") - before) < 2
    assert page.locator("#f-name").input_value() == "Half getypt"
    expect(page.locator("#count-organisation")).to_contain_text("2/5")
    # “none of these” and “I don't know” take back the other answers, and the other way round
    groups.get_by_label("geen van deze groepen").check()
    assert groups.locator("input:checked").count() == 1
    groups.get_by_label("Weet ik niet").check()
    assert groups.locator("input:checked").count() == 1
    groups.get_by_label("burgers of inwoners").check()
    assert groups.locator("input:checked").count() == 1
    # a mistake shows as soon as the field is left, and goes when it is mended
    people = page.locator("#f-employee_count")
    people.fill("veel")
    people.blur()
    expect(question(page, "employee_count").locator(".mistake")).to_contain_text("geen getal")
    expect(people).to_have_attribute("aria-invalid", "true")
    people.fill("120")
    people.blur()
    expect(question(page, "employee_count").locator(".mistake")).to_have_count(0)
    expect(people).not_to_have_attribute("aria-invalid", "true")
    question(page, "employee_count").get_by_label("Weet ik niet").check()
    expect(people).to_have_value("")


def test_a_mistake_a_change_of_language_and_the_way_back(opened: Open) -> None:
    """The summary has the focus and leads to the field; neither the language nor going back loses what was typed."""
    page = opened("/intake", javascript=False)
    page.locator("#f-name").fill("Wij")
    page.locator("#f-employee_count").fill("veel")
    click(page.get_by_role("button", name="Volgende"))
    summary = page.locator(".mistakes")
    expect(summary).to_be_focused()
    click(summary.get_by_role("link"))
    expect(page.locator("#f-employee_count")).to_be_focused()
    click(page.get_by_role("button", name="English"))
    expect(page.locator("h1")).to_have_text("Your organisation")
    assert page.locator("#f-employee_count").input_value() == "veel"
    page.locator("#f-employee_count").fill("12")
    page.keyboard.press("Enter")  # goes on, though the buttons for the language come first on the page
    expect(page.locator("h1")).to_have_text("The initiative")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Your organisation")
    assert page.locator("#f-employee_count").input_value() == "12"
    assert page.locator("#f-name").input_value() == "Wij"
    page.go_forward()
    expect(page.locator("h1")).to_have_text("The initiative")
    assert page.url.endswith("/intake")


def test_a_file_saved_and_loaded(opened: Open, tmp_path: Path) -> None:
    """What is downloaded can be given back; a file that is too large is refused with a page."""
    page = opened("/")
    click(page.get_by_role("button", name="Dienstverlener in Gent"))
    with page.expect_download() as waiting:
        click(page.get_by_role("button", name="Bewaar uw antwoorden"))
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "profiel.json"
    page.goto("/")
    page.locator("#file").set_input_files(saved)
    click(page.get_by_role("button", name="Laad dit bestand"))
    expect(page.locator(".notice")).to_contain_text(f"{len(json.loads(saved.read_bytes())['answers'])} antwoorden")
    (tmp_path / "large.json").write_bytes(b" " * (LARGEST + 10))
    page.goto("/")
    page.locator("#file").set_input_files(tmp_path / "large.json")
    click(page.get_by_role("button", name="Laad dit bestand"))
    expect(page.locator(".mistakes")).to_contain_text("te groot")


@pytest.mark.parametrize(("width", "language"), [*zip(WIDTHS, ("nl", "en"), strict=True), (WIDTHS[1], "nl")])
def test_every_page_is_for_everybody(opened: Open, width: int, language: str) -> None:
    """The start, a step, a step with mistakes and with a contradiction, and the review: axe finds nothing."""
    page = opened("/", width=width, language=language)
    look = f"{language}-{width}"
    demand_accessible(page)
    shot(page, f"start-{look}")
    click(page.locator("button[value=municipality]"))
    demand_accessible(page)
    shot(page, f"review-{look}")
    click(page.locator(".themes button[value=culture]"))
    demand_accessible(page)
    shot(page, f"culture-{look}")
    page.locator("#f-executive_changes_24m").fill("vaak")
    page.locator("#f-culture_signals-10").check()
    page.locator("#f-culture_signals-14").check()
    click(page.locator(".buttons button").first)
    expect(page.locator(".mistakes")).to_be_visible()
    expect(page.locator(".doubt").first).to_be_visible()
    click(page.locator(".help summary").first)
    demand_accessible(page)
    shot(page, f"mistakes-{look}")
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main .option, main summary')].filter(e => e.offsetParent"
        " && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []

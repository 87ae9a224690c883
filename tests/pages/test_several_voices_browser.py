"""A walk: two groups are invited, six people answer, see where they differ and agree; what is advised is planned and
done; three months later they answer again and see what worked.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from advisor.advice import open_advisor
from advisor.phrases import say
from tests.api.running import running
from tests.pages.clicking import click
from tests.pages.conftest import demand_accessible, shot

DAYS = 91
ADVICE = re.compile(r"/advice/[0-9a-f]{32}$")

AGREED = {"sector": "private", "employee_count": "35", "initiative_phase": "live", "initiative_framing": "it_project"}
MANAGEMENT = {"user_involvement": "consulted", "why_communication": "once", "shadow_tools": "some"}
FLOOR = {"user_involvement": "none", "why_communication": "none", "shadow_tools": "widespread"}
RATES = {"directie": ("60", "60", "50"), "werkvloer": ("15", "20", "20")}


@pytest.fixture
def walk(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, Path]]:
    """A page of a site of its own, on which nothing was kept before, and the file in which it keeps."""
    database = tmp_path / "advisor.db"
    with running(tmp_path, "--database-url", f"sqlite:///{database}") as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl", base_url=server.address)
        yield context.new_page(), database
        context.close()


def answer(page: Page, answers: dict[str, str]) -> None:
    """Give these answers in a form that asks all of it, as a person does."""
    for attribute, value in answers.items():
        choice = page.locator(f"input[name='{attribute}'][value='{value}']")
        if choice.count():
            choice.check()
        else:
            page.locator(f"input[name='{attribute}']:not([type=hidden])").first.fill(value)


def press(page: Page, phrase: str) -> None:
    click(page.get_by_role("button", name=say(phrase, "nl")).first)


def earlier(database: Path, days: int) -> None:
    """All that was kept so far was kept that much earlier."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in (("advices", "created"), ("statuses", "changed")):
            for row, moment in connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall():
                before = datetime.fromisoformat(moment) - timedelta(days=days)
                told = before.strftime("%Y-%m-%d %H:%M:%S.%f")
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (told, row))


def agree(page: Page, answers: dict[str, str]) -> str:
    """Answer some questions again, from an advice; the address of the new advice."""
    themes = open_advisor().edition.question_themes
    click(page.locator("form[action='/intake'] button").first)
    for theme in dict.fromkeys(themes[attribute] for attribute in answers):
        click(page.locator(f"button[name='.to'][value='{theme}']").first)
        answer(page, {attribute: value for attribute, value in answers.items() if themes[attribute] == theme})
    click(page.locator("button[formaction='/advice']").last)
    page.wait_for_url(ADVICE)
    return page.url


def collected(page: Page) -> None:
    """Open a round, have six people answer, and close it; ends on the page of the round."""
    page.goto("/rounds")
    page.locator("[name=name]").fill("Onze fabriek")
    page.locator("[name=reference]").fill("fabriek-1")
    page.locator("[name=groups]").fill("\n".join(RATES))
    press(page, "round_open_one")
    demand_accessible(page)
    shot(page, "walk-1-links")
    links = {group: page.get_by_label(group, exact=True).input_value() for group in RATES}
    for group, rates in RATES.items():
        for number, rate in enumerate(rates):
            page.context.clear_cookies()
            page.goto(links[group])
            if number == 0:
                demand_accessible(page)
                shot(page, f"walk-2-answer-{group}")
            answer(page, {**AGREED, **(MANAGEMENT if group == "directie" else FLOOR), "adoption_rate": rate})
            press(page, "round_save")
            expect(page.get_by_role("status")).to_contain_text(say("round_answer_saved", "nl"))
    page.goto("/rounds")
    click(page.get_by_role("link", name="Onze fabriek"))
    expect(page.locator("dl.answered")).to_contain_text(say("round_answered", "nl", count=3))
    shot(page, "walk-3-counts")
    press(page, "round_close")


def test_several_voices_agree_plan_and_see_what_worked(walk: tuple[Page, Path]) -> None:
    page, database = walk
    collected(page)
    click(page.get_by_role("link", name=say("differences", "nl")))
    demand_accessible(page)
    shot(page, "walk-4-differences")
    expect(page.locator("main")).to_contain_text(say("differences_agenda", "nl"))
    expect(page.locator("main")).to_contain_text("15 %")
    assert "directie (" not in page.locator("main").inner_text()  # three are told of together with others only
    page.go_back()

    press(page, "intake_advise")
    page.wait_for_url(ADVICE)
    expect(page.locator("main")).to_contain_text(say("differences", "nl"))
    shot(page, "walk-5-advice")
    first = agree(page, {"adoption_rate": "20", "shadow_tools": "widespread", "user_involvement": "none"})

    page.goto(f"{first}/plan")
    page.locator("[name=capacity]").fill("30")
    click(page.locator(".plan-form button"))
    demand_accessible(page)
    shot(page, "walk-6-plan")
    expect(page.locator("main svg").first).to_be_visible()

    page.goto(f"{first}/why/win-people-back")
    page.locator(".status-form input[value=done]").check()
    click(page.locator(".status-form button").first)
    page.goto(f"{first}/statuses")
    expect(page.locator("main")).to_contain_text(say("status_done", "nl"))
    shot(page, "walk-7-statuses")

    earlier(database, DAYS)
    page.goto(first)
    later = agree(page, {"adoption_rate": "90", "shadow_tools": "none"})
    page.goto(f"{later}/series")
    demand_accessible(page)
    shot(page, "walk-8-series")
    told = page.locator("main").inner_text()
    assert "20 %" in told
    assert "90 %" in told
    expect(page.locator("section[aria-labelledby=solved]")).to_contain_text(say("status_done", "nl"))

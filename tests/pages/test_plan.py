"""The page with the plan of an advice: what it shows, what it refuses, what became of things, its files."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import icalendar
import pytest
from lxml import html
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.picture.gantt import gantt
from advisor.plan.answer import Plan
from advisor.plan.planning import plan
from advisor.plan.wishes import AS_IT_IS, Wishes
from advisor.report.plan_forms import formed
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from advisor.store.database import Store, open_store
from api.pages.advice.planning import ENDINGS, REPORTS
from tests.api.conftest import GHENT, JSON, application, here


@pytest.fixture(scope="module")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('plan')}/advisor.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(advisor: Advisor, store: Store) -> Iterator[TestClient]:
    with here(application(advisor, store), headers={"Accept": "text/html", "Origin": "http://127.0.0.1"}) as client:
        yield client


@pytest.fixture
def home(client: TestClient) -> str:
    """The address of advice that was just saved."""
    answer = client.post("/v1/advice", content=GHENT.read_bytes(), headers={**JSON, "Accept": "*/*"})
    return "/advice/" + str(answer.headers["location"]).rpartition("/")[2]


def made(advisor: Advisor, wishes: Wishes = AS_IT_IS) -> Plan:
    advice = advisor.advise(read_profile(GHENT.read_bytes(), advisor.edition), "nl")
    return plan(advice, advisor.edition, wishes)


@pytest.mark.long
def test_the_page_shows_the_plan(client: TestClient, advisor: Advisor, home: str) -> None:
    """The picture, and a table with the same tasks for who does not see it: periods and why then."""
    page = html.fromstring(client.get(f"{home}/plan").text)
    wanted = made(advisor)
    assert [g.get("data-task") for g in page.iterfind(".//svg//g[@data-task]")] == [task.id for task in wanted.tasks]
    assert page.findtext(".//svg/title") == "Plan voor Dienstverlener in Gent"
    rows = page.findall(".//table[@class='plan-table stacks']/tbody/tr")
    for row, task in zip(rows, wanted.tasks, strict=True):
        assert row.find(".//th/a").get("href") == f"{home}/why/{task.id}"
        told = " ".join(row.text_content().split())
        assert all(text in told for text in (task.title, task.why, task.earlier))
        assert ("Niet in dit plan" in told) == (task.start is None)
    assert gantt(wanted).split("\n", 1)[1].split("</svg>")[0] in client.get(f"{home}/plan").text


def test_the_form_asks_for_another_plan(client: TestClient, advisor: Advisor, home: str) -> None:
    """What is typed is what the plan keeps to, and stays in the form and in the addresses of the files."""
    query = "capacity=60&weeks=2&periods=9&start=2027-01-04"
    page = html.fromstring(client.get(f"{home}/plan?{query}").text)
    wanted = made(advisor, Wishes(60, 2, 9, date(2027, 1, 4)))
    assert [g.get("data-task") for g in page.iterfind(".//svg//g[@data-task]")] == [task.id for task in wanted.tasks]
    typed = {field.get("name"): field.get("value") for field in page.iterfind(".//form[@method='get']//input")}
    assert typed == {"capacity": "60", "weeks": "2", "periods": "9", "start": "2027-01-04"}
    files = [a.get("href") for a in page.iterfind(".//figcaption//a")]
    assert files == [f"{home}/plan.{ending}?{query}" for ending in (*ENDINGS, *REPORTS)]
    for address, form in zip(files, ENDINGS.values(), strict=False):
        answer = client.get(address)
        assert answer.content == formed(wanted, form)
        assert re.fullmatch(r'attachment; filename="[\w-]+\.\w+"', answer.headers["content-disposition"])


def test_a_calendar_is_offered_only_with_a_first_day(client: TestClient, home: str) -> None:
    page = html.fromstring(client.get(f"{home}/plan").text)
    assert not [a for a in page.iterfind(".//figcaption//a") if ".ics" in a.get("href", "")]
    refused = client.get(f"{home}/plan.ics")
    assert refused.status_code == 422
    assert "2027-01-04" in refused.text
    assert icalendar.Calendar.from_ical(client.get(f"{home}/plan.ics?start=2027-01-04").content).walk("VEVENT")


@pytest.mark.parametrize(
    ("query", "wrong"),
    [("capacity=x", {"capacity"}), ("weeks=99&periods=0", {"weeks", "periods"}), ("start=2027-02-30", {"start"})],
)
def test_what_cannot_be_meant_is_told_beside_its_field(
    client: TestClient, home: str, query: str, wrong: set[str]
) -> None:
    """All of it at once; what was typed stays, and the plan shown is the one without it."""
    answer = client.get(f"{home}/plan?{query}")
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    invalid = {field.get("name"): field for field in page.iterfind(".//input[@aria-invalid]")}
    assert invalid.keys() == wrong
    for name, field in invalid.items():
        assert field.get("value") in query
        assert field.get("type") == "text"
        assert page.get_element_by_id(f"{name}-mistake").text_content()
    assert client.get(f"{home}/plan.svg?{query}").status_code == 404


def test_what_became_of_things(client: TestClient, home: str) -> None:
    """A status set on the page of a recommendation counts in the plan."""
    for rid, status in (
        ("keep-explaining-why", "rejected"),
        ("use-short-lines", "accepted"),
        ("make-a-shared-vision", "done"),
    ):
        data = {"status": status, "note": "Niet nu." if status == "rejected" else ""}
        assert client.post(f"{home}/why/{rid}", data=data, follow_redirects=False).status_code == 303
    page = html.fromstring(client.get(f"{home}/plan").text)
    told = page.find(".//main").text_content()
    assert "Afgewezen" in told
    assert "Gedaan" in told
    tasks = {g.get("data-task") for g in page.iterfind(".//svg//g[@data-task]")}
    assert not {"keep-explaining-why", "make-a-shared-vision"} & tasks
    assert "Dat is afgewezen; het plan wacht er niet op." in told
    (accepted,) = [s for s in page.iterfind(".//table//span[@class]") if "status-accepted" in s.get("class", "")]
    assert accepted.text == "aanvaard"


def test_an_advice_with_nothing_to_do(client: TestClient) -> None:
    raw = (Path(GHENT).parent / "limburg-builder-b.json").read_bytes()
    answer = client.post("/v1/advice", content=raw, headers={**JSON, "Accept": "*/*"})
    page = client.get("/advice/" + answer.headers["location"].rpartition("/")[2] + "/plan")
    assert "Er is niets te plannen." in page.text
    assert "<svg" not in page.text.partition("<main")[2].partition("</main>")[0]


def test_no_file_of_another_kind(client: TestClient, home: str) -> None:
    assert client.get(f"{home}/plan.exe").status_code == 404


@pytest.mark.parametrize("ending", REPORTS)
def test_the_report_with_the_plan(client: TestClient, home: str, ending: str) -> None:
    """The plan as it was asked for stands in the report."""
    answer = client.get(f"{home}/plan.{ending}?capacity=61")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')
    assert len(answer.content) > 20_000
    if ending == "html":
        assert "in elke periode 61 werkdagen" in answer.text

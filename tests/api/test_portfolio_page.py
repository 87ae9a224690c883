"""The portfolio page over HTTP: whose it is, what its parameters do, and that nothing in it is taken for markup."""

import csv
import io
import json
import re

from lxml import html
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.store import keys
from advisor.store.database import Store

from .conftest import EXAMPLES, HTML, JSON, application, here

PAGE = {**HTML, "Accept-Language": "en"}


TIMES = 4  # so many organisations answer as each example does, so that counts are not small
ALL = TIMES * len(EXAMPLES)


def keep_all(client: TestClient, **headers: str) -> None:
    for number in range(TIMES):
        for example in EXAMPLES:
            profile = {**json.loads(example.read_bytes()), "reference": f"{example.stem} {number}"}
            assert client.post("/v1/advice", json=profile, headers={**JSON, **headers}).status_code == 201


def test_without_advices(fresh: TestClient) -> None:
    """It says so, and leads on."""
    page = html.fromstring(fresh.get("/portfolio", headers=PAGE).text)
    assert page.find(".//table") is None
    assert page.xpath("//main//a/@href") == ["/"]


def test_it_is_of_one_tenant(advisor: Advisor, store: Store) -> None:
    """What another keeps counts for nothing, on the page and in the file."""
    client = here(application(advisor, store), headers=PAGE)
    one, other = ({"X-API-Key": keys.add(store, tenant, "test", "write")[1]} for tenant in ("one", "other"))
    keep_all(client, **one)
    assert f"{ALL} of the {ALL}" in client.get("/portfolio", headers=one).text
    assert "No advice has been saved yet" in client.get("/portfolio", headers=other).text
    assert len(client.get("/portfolio.csv", headers=other).text.splitlines()) == 1


def test_of_few_no_number_is_shown(fresh: TestClient) -> None:
    """Not how many there are, not what they have, nor through the file."""
    for example in EXAMPLES[:3]:
        assert fresh.post("/v1/advice", content=example.read_bytes(), headers=JSON).status_code == 201
    page = html.fromstring(fresh.get("/portfolio", headers=PAGE).text)
    assert page.find(".//table") is None
    assert "at least 4 organisations" in page.text_content()
    assert not re.search(r"\b3\b", page.find(".//main").text_content())
    assert len(fresh.get("/portfolio.csv").text.splitlines()) == 1


def test_of_a_few_more_only_how_many_they_are(fresh: TestClient) -> None:
    """Of seven that all differ nothing is both had by four and lacked by four."""
    for example in EXAMPLES:
        assert fresh.post("/v1/advice", content=example.read_bytes(), headers=JSON).status_code == 201
    page = html.fromstring(fresh.get("/portfolio", headers=PAGE).text)
    assert page.find(".//table") is None
    assert "7 of the 7" in page.text_content()
    assert "There is nothing that at least 4 organisations have and at least 4 lack." in page.text_content()


def test_groups_of_two_questions_tell_nothing(fresh: TestClient) -> None:
    """Nor does a class that is not shown by itself, or one that there is not; the page says why."""
    keep_all(fresh)
    for query in ("group=sector:private&group=employee_count:1", "group=sector:nothing", "group=sector:"):
        page = html.fromstring(fresh.get(f"/portfolio?{query}", headers=PAGE).text)
        assert page.find(".//table") is None
        assert "Nothing can be shown of this group" in page.text_content()
        assert len(fresh.get(f"/portfolio.csv?{query}").text.splitlines()) == 1


def test_the_file_is_the_page(fresh: TestClient) -> None:
    """Every number of the page stands in the CSV of the same groups, under the name of a file."""
    keep_all(fresh)
    for query in ("", "?group=sector:private"):
        page = html.fromstring(fresh.get(f"/portfolio{query}{'&' if query else '?'}rows=all", headers=PAGE).text)
        answer = fresh.get(f"/portfolio.csv{query}", headers=PAGE)
        assert answer.headers["content-disposition"] == 'attachment; filename="portfolio.csv"'
        assert answer.headers["content-type"].startswith("text/csv")
        rows = [r for r in csv.DictReader(io.StringIO(answer.text)) if not r["by"]]
        lines = page.xpath("//tbody/tr")
        found = {(line.findtext("th/a"), line.find("td").text_content().split()[0]) for line in lines}
        assert found == {(row["title"], row["count"]) for row in rows}
        assert len(lines) == len(rows) > 20


def test_parameters_of_all_kinds(fresh: TestClient) -> None:
    """Whatever the address asks, there is an answer, and what it asked comes back nowhere as markup."""
    keep_all(fresh)
    for query in (
        "group=",
        "group=sector",
        "group=sector:nothing",
        "group=<script>alert(1)</script>:x",
        "group=sector:<script>alert(1)</script>",
        "by=<script>alert(1)</script>",
        "by=sector&group=sector:private&group=employee_count:1",
        "rows=<script>",
        "group=" + "&group=".join(["sector:private"] * 500),
    ):
        answer = fresh.get(f"/portfolio?{query}", headers=PAGE)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        if query.startswith("group") and "by=" not in query:
            assert fresh.get(f"/portfolio.csv?{query}").status_code == 200

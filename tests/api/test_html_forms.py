"""What an HTML form posts is read as the same profile in JSON."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.testclient import TestClient

from advisor.library.edition import Edition
from advisor.stages.profile import MAX_BYTES, understand
from api.http.html_forms import MAX_FIELDS, profile_of
from tests.conftest import CHECKOUT

from .conftest import EXAMPLES, JSON, checked_problem

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ADDRESS = "/v1/advice?store=false"

Fields = list[tuple[str, str]]


def fields_of(profile: dict[str, Any], edition: Edition) -> Fields:
    """The fields of a form with this profile filled in: every question stands in it, also what is not answered."""
    fields = [(name, profile[name]) for name in ("name", "reference") if profile.get(name)]
    for attribute in edition.questions:
        value = profile["answers"].get(attribute)
        if isinstance(value, list):
            fields += [(attribute, code) for code in value] or [(attribute, "[]")]
        fields.append((attribute, "" if value is None or isinstance(value, list) else str(value).replace(".", ",")))
    return fields


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_form_gives_what_the_same_json_gives(client: TestClient, edition: Edition, example: Any) -> None:
    """For every example, posted either way a browser posts a form, the answer is the advice to the byte."""
    raw = example.read_bytes()
    fields = fields_of(json.loads(raw), edition)
    expected = client.post(ADDRESS, content=raw, headers=JSON)
    assert expected.status_code == 200
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    encoded = client.post(ADDRESS, content=urlencode(fields), headers={**FORM, **browser})
    parts = client.post(ADDRESS, files=[(name, (None, value)) for name, value in fields])  # type: ignore[arg-type]
    assert parts.request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert encoded.content == parts.content == expected.content
    assert encoded.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ([], {}),
        ([("sector", "")], {}),
        ([("sector", ""), ("sector", " public ")], {"sector": "public"}),
        ([("customer_groups", "")], {}),
        ([("customer_groups", "[]")], {"customer_groups": frozenset()}),
        ([("customer_groups", ""), ("customer_groups", "b2b")], {"customer_groups": frozenset({"b2b"})}),
        ([("customer_groups", "b2b"), ("customer_groups", "b2c")], {"customer_groups": frozenset({"b2b", "b2c"})}),
        ([("adoption_rate", "12,5")], {"adoption_rate": 12.5}),
        ([("adoption_rate", "1.25e1")], {"adoption_rate": 12.5}),
        ([("adoption_rate", "0.30000000000000004")], {"adoption_rate": 0.3}),
        ([("employee_count", "2E1")], {"employee_count": 20}),
        ([("adoption_rate", "12.5")], {"adoption_rate": 12.5}),
        ([("employee_count", " 35 ")], {"employee_count": 35}),
    ],
)
def test_what_a_field_says(edition: Edition, fields: Fields, answers: dict[str, Any]) -> None:
    """Empty is not answered, [] is none of these, a list comes in several fields, a number may have a comma."""
    assert understand(profile_of(fields, edition), edition).answers == answers


def test_every_mistake_at_once(client: TestClient) -> None:
    """Mistakes have the place they have in the profile; a value given twice is one, and so is [] beside an option."""
    wrong = [
        *(
            ("sectr", "public"),
            ("sector", "public"),
            ("sector", "private"),
            ("country", "XX"),
            ("adoption_rate", "1.000,5"),
        ),
        *(
            ("employee_count", "3,5"),
            ("customer_groups", "[]"),
            ("customer_groups", "b2b"),
            ("name", "a"),
            ("name", "b"),
        ),
    ]
    problem = checked_problem(client.post(f"{ADDRESS}&lang=en", content=urlencode(wrong), headers=FORM), 422)
    places = ("sectr", "sector", "country", "adoption_rate", "employee_count", "customer_groups/0")
    assert {e["pointer"] for e in problem["errors"]} == {"/name", *(f"/answers/{place}" for place in places)}
    assert next(e["nearest"] for e in problem["errors"] if e["pointer"] == "/answers/sectr") == "sector"


def test_the_form_in_the_documentation(client: TestClient, edition: Edition) -> None:
    """Its fields are attributes, its values answers; left alone it answers nothing, filled in it is understood."""
    shown = (CHECKOUT / "docs" / "intake-forms.md").read_text(encoding="utf-8").split("```html")[1].split("```")[0]
    form = html.fromstring(shown)
    assert form.method == "POST"
    untouched = form.form_values()
    assert understand(profile_of(untouched, edition), edition).answers == {}
    for field in form.inputs:
        if field.get("type") == "checkbox":
            assert understand(profile_of([(field.name, field.get("value"))], edition), edition).answers
        elif field.tag == "select":
            assert all(understand(profile_of([(field.name, v)], edition), edition) for v in field.value_options)
    form.fields["adoption_rate"] = "12,5"
    response = client.post(form.action, content=urlencode(form.form_values()), headers=FORM)
    assert response.json()["profile"]["answers"] == {"adoption_rate": 12.5}


def multipart(*parts: bytes) -> bytes:
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"


FILE = b'Content-Disposition: form-data; name="sector"; filename="a.txt"\r\n\r\npublic'
FIELD = b'Content-Disposition: form-data; name="sector"\r\n\r\npublic'


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("application/x-www-form-urlencoded", b"name=%ff", 400),
        ("application/x-www-form-urlencoded", "name=é".encode(), 400),
        ("application/x-www-form-urlencoded", b"a=1&" * MAX_FIELDS + b"a=1", 400),
        ("application/x-www-form-urlencoded", b"name=" + b"x" * MAX_BYTES, 413),
        ("multipart/form-data; boundary=x", multipart(FILE), 400),
        ("multipart/form-data; boundary=x", multipart(*[FIELD] * (MAX_FIELDS + 1)), 400),
        ("multipart/form-data; boundary=x", multipart(FIELD.replace(b"; name", b"; nom")), 400),
        ("multipart/form-data; boundary=x", b"--y", 400),
        ("multipart/form-data", multipart(FIELD), 400),
        ("multipart/form-data; boundary=x", multipart(FIELD + b"x" * MAX_BYTES), 413),
        ("text/plain", b"sector=public", 415),
    ],
)
def test_a_form_that_cannot_be_read(client: TestClient, kind: str, content: bytes, status: int) -> None:
    """Other text than UTF-8, files, too many fields, too much: refused as a whole."""
    for language in ("nl", "en"):
        asked = {"Content-Type": kind, "Accept-Language": language}
        problem = checked_problem(client.post(ADDRESS, content=content, headers=asked), status)
        assert problem["errors"][0]["pointer"] == ""


def test_which_forms_of_a_body_there_are(client: TestClient) -> None:
    """A body of another type is refused with those that are read."""
    response = client.post(ADDRESS, content=b"", headers={"Content-Type": "text/plain"})
    assert response.headers["accept"] == "application/json, application/x-www-form-urlencoded, multipart/form-data"

"""The OpenAPI document tells the truth about the server."""

import json
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.openapi.document import example_profile

from .conftest import JSON

SOMETIMES = {"link", "idempotent-replay", "content-disposition"}  # headers that not every answer has
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """The document as it is served."""
    response = client.get("/openapi.json")
    assert response.headers["content-type"] == "application/json"
    served: dict[str, Any] = response.json()
    return served


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, m, item[m]) for path, item in document["paths"].items() for m in METHODS if m in item]


def fits(document: dict[str, Any], schema: dict[str, Any], data: Any) -> bool:
    """Whether data meets a schema that may refer to the components of the document."""
    whole = {**schema, "components": document["components"]}
    return bool(Draft202012Validator(whole).is_valid(data))


def sent_as(media_type: str, example: Any) -> dict[str, Any]:
    """How a client sends an example in a media type."""
    if media_type == "multipart/form-data":
        fields = [(name, v) for name, value in example.items() for v in (value if isinstance(value, list) else [value])]
        return {"files": [(name, (None, str(value))) for name, value in fields]}
    if media_type == "application/x-www-form-urlencoded":
        return {"data": example}
    content = example if isinstance(example, str) else json.dumps(example)
    return {"content": content, "headers": {"Content-Type": media_type}}


def contents(operation: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (status, media_type, content)
        for status, response in operation["responses"].items()
        for media_type, content in response.get("content", {}).items()
    ]


def stored(client: TestClient, document: dict[str, Any]) -> str:
    """The id of an advice on the example of the document, with an earlier one before it."""
    example = document["paths"]["/v1/advice"]["post"]["requestBody"]["content"]["application/json"]["example"]
    kept = [client.post("/v1/advice", content=json.dumps(example), headers=JSON) for _ in range(2)]
    return str(kept[1].headers["location"]).rpartition("/")[2]


def in_a_round(client: TestClient, path: str) -> str:
    """A path on a new round in which four answered: its id, the secret of an invitation, the token of a response."""
    made = client.post("/v1/rounds", json={"groups": ["floor"]}).json()
    secret = made["invitations"][0]["secret"]
    sent = {"answers": {"adoption_rate": 5}}
    tokens = [client.post(f"/v1/answer/{secret}", json=sent).json()["token"] for _ in range(4)]
    if path.endswith("/profile"):
        assert client.post(f"/v1/rounds/{made['round']['id']}/close").status_code == 200
    return path.replace("{id}", made["round"]["id"]).replace("{secret}", secret).replace("{own}", tokens[0])


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    """It has what OpenAPI 3.1 requires, its schemas are JSON Schema 2020-12, and every reference leads somewhere."""
    assert document["openapi"].startswith("3.1.")
    assert document["info"]["title"]
    assert document["info"]["version"]
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids)) > 20
    for path, _, operation in operations(document):
        assert path.startswith("/")
        assert operation["responses"]
        assert all(response["description"] for response in operation["responses"].values())
        named = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path" and p["required"]}
        assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}
        for _, _, content in contents(operation):
            Draft202012Validator.check_schema(content["schema"])
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    text = json.dumps(document)
    for reference in {part.split('"')[0] for part in text.split('"$ref": "')[1:]}:
        found = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
    assert "HTTPValidationError" not in text


def references(data: Any) -> list[str]:
    if isinstance(data, list):
        return [found for item in data for found in references(item)]
    if not isinstance(data, dict):
        return []
    return [str(part) for key, part in data.items() if key == "$ref"] + [
        found for part in data.values() for found in references(part)
    ]


def test_clients_can_be_generated_from_it(document: dict[str, Any]) -> None:
    """Plain and unique names of models, references to them only, options as enum, a server, every tag explained."""
    names = list(document["components"]["schemas"])
    assert not [name for name in names if "__" in name]
    titles = [schema["title"] for schema in document["components"]["schemas"].values() if "title" in schema]
    assert len(titles) == len(set(titles))
    assert set(references(document)) <= {f"#/components/schemas/{name}" for name in names}
    known = {"Graph", "Questions"}  # before this was told; tests/clients/mypy.ini leaves them out
    for name in set(names) - known:  # a client in Python calls what it reads after the shape, and writes over the field
        fields = document["components"]["schemas"][name].get("properties", {})
        own = next((field for key, field in fields.items() if key.lower() == name.lower()), {})
        assert not {"anyOf", "items", "$ref"} & own.keys(), name
    answers = document["components"]["schemas"]["Answers"]["properties"]
    for question in (answer["anyOf"][0] for answer in answers.values()):
        one = question.get("items", question)
        assert one.get("enum") == ([option["const"] for option in one["oneOf"]] if "oneOf" in one else None)
    assert sum("enum" in q["anyOf"][0].get("items", q["anyOf"][0]) for q in answers.values()) > 20
    assert not [
        name for name, answer in answers.items() if "title" in answer["anyOf"][0]
    ]  # a type called by a question
    assert {name: document["components"]["schemas"][name]["title"] for name in ("Profile", "Answers")} == {
        "Profile": "Profile",
        "Answers": "Answers",
    }
    fields = document["components"]["schemas"]["ProfileForm"]["properties"]
    assert '"const"' not in json.dumps(fields)  # of which mypy refuses what some make
    assert [a for a, part in fields.items() if "enum" in part] == [
        a for a, answer in answers.items() if "enum" in answer["anyOf"][0]
    ]
    assert '"default": null' not in json.dumps(document)
    assert document["servers"]
    assert document["info"]["contact"]
    told = {tag["name"] for tag in document["tags"] if tag["description"]}
    assert {tag for _, _, operation in operations(document) for tag in operation["tags"]} == told


def test_lines_of_json_are_not_taken_for_one(client: TestClient, document: dict[str, Any]) -> None:
    """Who does not choose gets a type that no client takes for JSON by how it begins."""
    batch = document["paths"]["/v1/batch"]["post"]
    first = next(iter(batch["responses"]["200"]["content"]))
    answer = client.post("/v1/batch", content=b'[{"answers": {}}]', headers=JSON)
    assert answer.headers["content-type"] == first
    assert not first.startswith("application/json")


def test_every_refusal_is_documented_as_a_problem(document: dict[str, Any]) -> None:
    """Each status that is not a success is a problem, and each operation under /v1 documents some."""
    for path, _, operation in operations(document):
        refusals = [(status, media_type) for status, media_type, _ in contents(operation) if status[0] != "2"]
        assert refusals or not path.startswith("/v1")
        assert {media_type for _, media_type in refusals} <= {"application/problem+json"}


@pytest.mark.long
def test_every_documented_path_answers(client: TestClient, document: dict[str, Any]) -> None:
    """Each operation answers with a success, of the documented type and shape, in both languages."""
    every = operations(document)
    for path, method, operation in sorted(every, key=lambda told: told[1] == "delete"):  # what is deleted is gone
        for language in ("nl", "en"):
            address = path
            if path.startswith("/v1/advice/{id}"):
                address = path.replace("{id}", stored(client, document))
            elif path.startswith(("/v1/rounds/{id}", "/v1/answer/")):
                address = in_a_round(client, path)
            elif "{id}" in path:
                first = client.get(path.removesuffix("/{id}")).json()["items"][0]["id"]
                address = path.replace("{id}", first)
            for parameter in operation.get("parameters", []):
                address = address.replace(f"{{{parameter['name']}}}", str(parameter.get("example")))
            asked = {"lang": language} if path.startswith("/v1") else {}
            sent = operation.get("requestBody", {}).get("content", {None: {}})
            success = next(status for status in ("201", "200", "204") if status in operation["responses"])
            documented = operation["responses"][success]
            accepted = documented.get("content", {None: {}}) if "requestBody" in operation else {None: {}}
            for body, media_type in product(sent, accepted):
                how = {} if body is None else sent_as(body, sent[body]["example"])
                headers = {**how.pop("headers", {}), **({"Accept": media_type} if media_type else {})}
                response = client.request(method, address, params=asked, headers=headers, **how)
                assert response.status_code == int(success), response.text
                assert {name.lower() for name in documented.get("headers", {})} - set(response.headers) <= SOMETIMES
                if "content" not in documented:
                    assert response.content == b""
                    continue
                given = response.headers["content-type"].partition(";")[0]
                assert given in documented["content"]
                schema = documented["content"][given]["schema"]
                as_text = schema == {"type": "string"} or not given.endswith("json")
                assert fits(document, schema, response.text if as_text else response.json())


@pytest.mark.long
def test_every_form_of_a_graph_and_a_report_is_documented(client: TestClient, document: dict[str, Any]) -> None:
    """Each format that the document names answers, as one of the media types that it names; together they are all."""
    place = f"/v1/advice/{stored(client, document)}"
    for face in ("graph", "report"):
        operation = document["paths"][f"/v1/advice/{{id}}/{face}"]["get"]
        (formats,) = (p["schema"]["enum"] for p in operation["parameters"] if p["name"] == "format")
        answers = [client.get(f"{place}/{face}", params={"format": form}) for form in formats]
        assert {answer.status_code for answer in answers} == {200}
        given = {answer.headers["content-type"].removesuffix("; charset=utf-8") for answer in answers}
        assert given == set(operation["responses"]["200"]["content"])


def test_the_keys_are_documented(document: dict[str, Any]) -> None:
    """Every address but liveness and readiness says how a key is shown, and how it is refused."""
    assert set(document["components"]["securitySchemes"]) == {"bearer", "header"}
    assert document["security"] == [{}, {"bearer": []}, {"header": []}]
    for path, _, operation in operations(document):
        if path in ("/health", "/ready"):
            assert operation["security"] == []
        else:
            assert operation.get("security") == ([] if path.startswith("/v1/answer/") else None)
            assert {"401", "403", "429"} <= set(operation["responses"])
            assert "Retry-After" in operation["responses"]["429"]["headers"]


def test_the_examples_are_true(client: TestClient, document: dict[str, Any]) -> None:
    """Every example meets its schema; the profile is advised on, and the mistakes are what such mistakes give."""
    shown = {}
    for path, _, operation in operations(document):
        for status, _, content in contents(operation):
            if "example" in content:
                assert fits(document, content["schema"], content["example"])
                shown[path, status] = content["example"]
    asked = {("/v1/compare", "200"), ("/v1/replay", "200")}
    assert set(shown) == {("/v1/advice", "201"), ("/v1/advice", "400"), ("/v1/advice", "422")} | asked
    for path, _ in asked:
        body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert fits(document, body["schema"], body["example"])
    assert shown["/v1/replay", "200"]["same"]
    assert [a["after"] for a in shown["/v1/compare", "200"]["answers"]] == [None]
    body = document["paths"]["/v1/advice"]["post"]["requestBody"]["content"]["application/json"]
    assert fits(document, body["schema"], body["example"])
    advice = client.post("/v1/advice?lang=en", content=json.dumps(body["example"]), headers=JSON).json()
    assert advice["receipt"] == shown["/v1/advice", "201"]["receipt"]
    assert advice["recommendations"][0]["id"] == shown["/v1/advice", "201"]["recommendations"][0]["id"]
    assert client.post("/v1/advice?lang=en", content="{", headers=JSON).json() == shown["/v1/advice", "400"]
    assert shown["/v1/advice", "422"]["errors"][0]["nearest"] in body["example"]["answers"]


def test_the_example_profile_comes_from_the_knowledge(client: TestClient, document: dict[str, Any]) -> None:
    """The example is no text of the software: it is the first example of a rule that applies."""
    body = document["paths"]["/v1/advice"]["post"]["requestBody"]["content"]["application/json"]
    assert body["example"]["answers"]
    assert body["example"] == example_profile(client.app.state.advisor.edition)  # type: ignore[attr-defined]

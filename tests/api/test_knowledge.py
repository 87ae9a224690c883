"""The knowledge over HTTP: whole, linked, in one language, and cached by its hash."""

import hashlib
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.library.edition import Edition
from advisor.library.linking import citations
from advisor.library.passages import link
from advisor.library.wording import LANGUAGES, Language, rule_sentence

COLLECTIONS = ("sources", "factors", "questions-catalogue", "rules", "recommendations", "tensions")
CACHED = [
    *(f"/v1/{name}" for name in COLLECTIONS),
    "/v1/profile-schema",
    "/v1/profile-schema/jsonforms",
    "/openapi.json",
]


def every(client: TestClient, collection: str, language: str = "nl") -> dict[str, dict[str, Any]]:
    body = client.get(f"/v1/{collection}?lang={language}").json()
    return {item["id"]: item for item in body["items"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_list_holds_what_stands_under_each_id(
    client: TestClient, edition: Edition, collection: str, language: Language
) -> None:
    """Every entry of the edition is in its list, and is the same under its own address."""
    known = {
        "sources": edition.sources,
        "factors": edition.factors,
        "questions-catalogue": edition.questions,
        "rules": edition.rules,
        "recommendations": edition.recommendations,
        "tensions": edition.tensions,
    }[collection]
    body = client.get(f"/v1/{collection}?lang={language}").json()
    assert (body["edition"], body["knowledge_sha256"]) == (edition.number, edition.sha256)
    assert body["language"] == language
    assert [item["id"] for item in body["items"]] == list(known)
    for item in body["items"]:
        assert client.get(f"/v1/{collection}/{item['id']}?lang={language}").json() == item


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_read_back_as_a_sentence(client: TestClient, edition: Edition, language: Language) -> None:
    """A rule comes with the sentence that the wording makes of it, and with the attributes that it reads."""
    shown = every(client, "rules", language)
    for rule_id, rule in edition.rules.items():
        expected = rule_sentence(rule.when, rule.unless, rule.title[language], edition, language)
        assert shown[rule_id]["sentence"] == expected
        assert set(shown[rule_id]["attributes"]) <= set(edition.questions)
        assert shown[rule_id]["attributes"]


def test_every_passage_is_cited_or_says_why_not(client: TestClient, edition: Edition) -> None:
    """Each passage names all that cites it, or the reason why nothing does; each link opens at the passage."""
    cited = citations(edition)
    for source_id, source in every(client, "sources").items():
        assert [p["id"] for p in source["passages"]] == [
            f"{source_id}/{p}" for p in edition.sources[source_id].passages
        ]
        for passage in source["passages"]:
            ref = passage["id"]
            assert [(c["kind"], c["id"]) for c in passage["cited_by"]] == cited.get(ref, [])
            assert passage["cited_by"] or passage["not_advice"]
            assert passage["gist"] or passage["not_advice"]
            assert passage["link"] == link(edition.sources[source_id], edition.passages[ref])


def test_every_name_leads_somewhere(client: TestClient) -> None:
    """What an entry names (passages, factors, rules, recommendations, attributes) is an entry that can be asked for."""
    shown = {collection: every(client, collection) for collection in COLLECTIONS}
    passages = {p["id"] for source in shown["sources"].values() for p in source["passages"]}
    rules, recommendations, factors = set(shown["rules"]), set(shown["recommendations"]), set(shown["factors"])
    attributes = set(shown["questions-catalogue"])
    for factor in shown["factors"].values():
        assert set(factor["told_by"]) <= passages
        assert set(factor["rules"]) <= rules
        assert set(factor["recommendations"]) <= recommendations
    for question in shown["questions-catalogue"].values():
        assert set(question["rules"]) <= rules
    for rule in shown["rules"].values():
        assert rule["about"] in factors
        assert set(rule["because"]) <= passages
        assert set(rule["recommend"] + rule["helps"]) <= recommendations
        assert set(rule["attributes"]) <= attributes
    for recommendation in shown["recommendations"].values():
        assert set(recommendation["needs"]) <= recommendations
        assert recommendation["called_for_by"]
        assert set(recommendation["called_for_by"] + recommendation["helped_by"]) <= rules
        assert {p for step in recommendation["steps"] for p in step["because"]} <= passages
    for tension in shown["tensions"].values():
        assert {p for side in tension["sides"] for p in side["because"]} <= passages
        assert {f for side in tension["sides"] for f in side["factors"]} <= factors


@pytest.mark.parametrize("path", CACHED)
def test_who_has_it_already_is_not_sent_it_again(client: TestClient, path: str) -> None:
    """The ETag is the SHA-256 of the content; naming it under If-None-Match gives 304 without content."""
    whole = client.get(path)
    tag = whole.headers["etag"]
    assert tag == f'"{hashlib.sha256(whole.content).hexdigest()}"'
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": named})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers.get("vary") == whole.headers.get("vary")
        assert again.headers["cache-control"] == "no-cache"
    for named in ('"other"', f'"{tag[2:]}', ""):
        assert client.get(path, headers={"If-None-Match": named}).content == whole.content


def test_all_that_depends_on_the_edition_only_has_a_tag(client: TestClient) -> None:
    """Every address whose answer is made of nothing but the edition documents an ETag, the single entries too."""
    paths = client.get("/openapi.json").json()["paths"]
    answers = {path: item["get"]["responses"]["200"] for path, item in paths.items() if "get" in item}
    tagged = {path for path, answer in answers.items() if "ETag" in answer.get("headers", {})}
    about_the_edition = {path for path in answers if path.startswith(tuple(CACHED))}
    assert len(about_the_edition) == 2 * len(COLLECTIONS) + 2
    assert tagged >= about_the_edition


def test_languages_have_their_own_tags(client: TestClient) -> None:
    """The two languages of one address never share an ETag."""
    for path in CACHED[:-1]:
        assert len({client.get(f"{path}?lang={language}").headers["etag"] for language in LANGUAGES}) == 2


@pytest.mark.parametrize("path", [*CACHED, "/health", "/ready"])
def test_head_is_get_without_the_content(client: TestClient, path: str) -> None:
    """HEAD gives the status and the headers of GET, and no content."""
    same = {"X-Request-ID": "one-of-two"}
    get, head = client.get(path, headers=same), client.head(path, headers=same)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == get.headers


def test_readiness_names_the_edition(client: TestClient, edition: Edition) -> None:
    """A server that is ready says on which edition, by number and by hash."""
    ready = client.get("/ready").json()
    assert (ready["edition"], ready["knowledge_sha256"]) == (edition.number, edition.sha256)
    assert client.get("/ready").headers["cache-control"] == "no-store"

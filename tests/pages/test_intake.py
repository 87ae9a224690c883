"""The intake form over HTTP, as a browser without JavaScript sends it."""

import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.testclient import TestClient

from advisor.library.edition import Edition
from advisor.library.loading import load
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.profile import MAX_BYTES, Profile, understand
from advisor.stages.sampling import sample_answers
from advisor.store import keys
from advisor.store.database import Store
from api.http.html_forms import MAX_FIELDS
from api.pages.intake.examples import examples
from api.pages.intake.filled import filled, of_profile, read
from api.pages.intake.routes import LARGEST
from api.server.reload import Declared, Snapshots
from tests.api.conftest import EXAMPLES, JSON, OURS
from tests.pages.walking import BROWSER, FORM, Walk

WALKED = [path for path in EXAMPLES if path.stem in ("ghent-crm", "municipality")]


def plain(profile: str | bytes, edition: Edition) -> dict[str, Any]:
    """What a profile says; the order of several answers says nothing."""
    return understand(json.loads(profile), edition).plain


def labels(question: Any) -> dict[str | None, str]:
    """What stands at each box of a question, by its value."""
    found = question.xpath(".//label[.//input[@type='radio' or @type='checkbox']]")
    return {label.xpath(".//input")[0].get("value"): " ".join(label.text_content().split()) for label in found}


# --- what is asked ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_asked_in_its_theme(client: TestClient, edition: Edition, language: Language) -> None:
    """In the order of the catalogue, with its help, every answer, and “I don't know”; nothing is chosen beforehand."""
    unknown = {"nl": "Weet ik niet", "en": "I don’t know"}[language]
    walk = Walk(client, language).open()
    shown: list[str] = []
    for theme, told in edition.manifest.questions.items():
        walk.press(theme)
        assert walk.status == 200
        assert walk.title == told.title[language]
        assert [edition.question_themes[a] for a in walk.asked] == [theme] * len(walk.asked)
        shown += walk.asked
        for attribute in walk.asked:
            question, box = edition.questions[attribute], walk.page.get_element_by_id(f"q-{attribute}")
            assert box.xpath("legend")[0].text_content() == question.text[language]
            assert question.help[language] in box.xpath("details")[0].text_content()
            said = labels(box)
            if question.kind == "scale":
                low, high = question.range or (0, 0)
                assert list(said) == [*map(str, range(low, high + 1)), ".unknown"]
                assert question.ends
                assert said[str(low)] == f"{low}: {question.ends.low[language]}"
                assert said[str(high)] == f"{high}: {question.ends.high[language]}"
            elif question.range is None:
                assert {code: said[code] for code in question.options} == {
                    code: label[language] for code, label in question.options.items()
                }
            else:
                assert walk.form.inputs[attribute].value == ""
                assert question.unit
                assert question.unit[language] in box.text_content()
            if question.kind == "choices":
                assert said["[]"] == (question.none_label or {})[language]
            unknown_box = attribute if question.kind in ("choices", "whole_number", "percentage") else ".unknown"
            assert said[unknown_box] == unknown
            assert box.xpath(".//input[@checked]") == []
    assert shown == list(edition.questions)
    assert understand(json.loads(download(walk)), edition).answers == {}


def download(walk: Walk) -> str:
    """The file that the form gives."""
    headers = {**FORM, "Accept-Language": walk.language}
    response = walk.client.post("/intake/profile.json", content=urlencode(walk.fields), headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert "attachment" in response.headers["content-disposition"]
    return response.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", WALKED, ids=lambda path: path.stem)
def test_a_walk_by_steps_gives_the_same_advice(
    client: TestClient, edition: Edition, example: Path, language: Language
) -> None:
    """Without JavaScript, theme by theme: the profile of the file, and the advice of the API to the byte."""
    raw = json.loads(example.read_bytes())
    walk, steps = Walk(client, language).open(), 0
    walk.form.fields["name"], walk.form.fields["reference"] = raw["name"], raw["reference"]
    while walk.page.find_class("question"):
        steps += 1
        before = walk.fill(raw["answers"]).title
        walk.press()
        assert walk.status == 200
        if walk.title == before:  # new questions came up by these answers
            walk.fill(raw["answers"]).press()
            assert walk.title != before
    assert steps == 10
    assert plain(download(walk), edition) == plain(example.read_bytes(), edition)
    walk.press(address="/advice")
    assert walk.status == 303
    place = walk.headers["location"]  # type: ignore[index]
    assert re.fullmatch(r"/advice/[0-9a-f]{32}", place)
    kept = client.get(f"/v1{place}").content
    assert (
        kept
        == client.post(f"/v1/advice?store=false&lang={language}", content=example.read_bytes(), headers=JSON).content
    )


@pytest.mark.parametrize("missing", [0.0, 0.5])
def test_every_answer_comes_back_from_the_form(client: TestClient, edition: Edition, missing: float) -> None:
    """Whatever is answered, shown in a step or carried along: the form tells the same profile at every step."""
    for language, answers in zip(LANGUAGES, sample_answers(edition, 2, seed=7, missing=missing), strict=True):
        profile = understand(Profile(answers, "Één & “twee”", "nr 1").plain, edition)
        fields = [(name, value) for name, values in of_profile(profile).typed.items() for value in values]
        walk = Walk(client, language).post([*fields, (".to", ".review")])
        for to in (*edition.manifest.questions, ".review"):
            walk.press(to)
            assert walk.status == 200
            found = read(filled(walk.fields), edition, language)
            assert not found.wrong
            assert found.profile == profile


def test_a_profile_as_fields_is_that_profile(edition: Edition) -> None:
    """For every kind of answer, on many profiles; only a percentage above 0 and below 1 is asked back."""
    asked_back = 0
    for answers in sample_answers(edition, 300, seed=11, missing=0.3):
        profile = understand(Profile(answers).plain, edition)
        doubted = {a for a, v in profile.answers.items() if edition.questions[a].kind == "percentage" and 0 < v < 1}  # type: ignore[operator]
        found = read(of_profile(profile), edition, "nl")
        assert found.faults.keys() == doubted
        assert found.profile.answers == {a: v for a, v in profile.answers.items() if a not in doubted}
        asked_back += bool(doubted)
    assert asked_back


def test_the_largest_form_fits(client: TestClient, edition: Edition) -> None:
    """With everything ticked and the longest name, a form is far from the limits of a request."""
    answers = {
        a: frozenset(q.options) if q.kind == "choices" else q.range[1] if q.range else list(q.options)[-1]
        for a, q in edition.questions.items()
    }
    form = of_profile(Profile(answers, "é" * 200, "é" * 200))
    walk = Walk(client).post([(name, value) for name, values in form.typed.items() for value in values])
    assert walk.status == 200
    assert len(urlencode(walk.fields)) < MAX_BYTES / 10
    assert len(walk.fields) < MAX_FIELDS / 2


# --- what comes and goes ---


def test_a_new_question_is_shown_before_going_on(client: TestClient) -> None:
    """What an answer brings up in the same step is asked at once, and only once; an answer that stays is kept."""
    walk = Walk(client).open().fill({"sector": "private", "customer_groups": ["b2b"]}).press(".here")
    assert "others_wait_for_you" not in walk.asked
    walk.fill({"sector": "public", "customer_groups": ["supported_organisations"]}).press()
    assert walk.title == "Uw organisatie"
    assert "others_wait_for_you" in walk.asked
    assert "er een vraag bij gekomen" in walk.text()
    walk.press()
    assert walk.title == "Het initiatief"
    assert ("sector", "public") in walk.fields


def test_an_answer_to_a_question_that_no_longer_fits_is_not_lost(client: TestClient) -> None:
    """It stays in sight with the question whether it still holds, and the profile still says it."""
    walk = Walk(client).post([("initiative_phase", "planning"), ("adoption_rate", "40"), (".at", "adoption")])
    assert "adoption_rate" in walk.asked
    assert "shadow_tools" not in walk.asked
    assert "past niet bij uw andere antwoorden" in walk.text("q-adoption_rate")
    assert json.loads(download(walk))["answers"] == {"initiative_phase": "planning", "adoption_rate": 40}


def test_a_contradiction_is_a_question_with_a_way_to_both_answers(client: TestClient, edition: Edition) -> None:
    """At the answer, and where all are checked; it keeps nobody from the advice."""
    message = edition.contradictions["x04-use-reported-before-go-live"].message["nl"]
    walk = Walk(client).post([("initiative_phase", "planning"), ("adoption_rate", "40"), (".at", "adoption")])
    assert walk.status == 200
    assert message in walk.text("s-adoption_rate")
    there = walk.page.xpath("//*[@id='s-adoption_rate']//button")
    assert [(b.get("value"), b.get("formaction")) for b in there] == [("initiative", "/intake#q-initiative_phase")]
    walk.press(".review")
    assert message in walk.text()
    ways = walk.page.xpath("//div[@class='doubt']//button/@formaction")
    assert set(ways) == {"/intake#q-initiative_phase", "/intake#q-adoption_rate"}
    assert walk.press(address="/advice").status == 303


def meter(walk: Walk) -> tuple[str, str]:
    """What the bar of progress says."""
    bar = walk.page.get_element_by_id("meter")
    return bar.get("value"), bar.get("max")


def test_progress_and_what_helps_most_are_those_of_the_advice(client: TestClient) -> None:
    """How much is settled is what the API says; what helps most leads to its question."""
    example = WALKED[0].read_bytes()
    told = client.post("/v1/questions", content=example, headers=JSON).json()
    walk = Walk(client).post([(".example", WALKED[0].stem)])
    settled = told["settled"]
    assert f"Van {settled['verdicts']} van de {settled['of']} aanbevelingen" in walk.text("settled")
    assert told["questions"][0]["text"] in walk.text("next")
    [way] = walk.page.get_element_by_id("next").xpath(".//button")
    walk.press(way.get("value"))
    assert told["questions"][0]["attribute"] in walk.asked
    walk.press()  # seen and left: another question is worth more now
    assert told["questions"][0]["text"] not in walk.text("next")


@pytest.mark.long
@pytest.mark.parametrize("every", [2, 60])
def test_the_short_route_never_stalls(client: TestClient, edition: Edition, every: int) -> None:
    """Whoever answers “I don't know” to what helps most is led on, each time, until nothing is left that would help.

    The bar moves with each of them, and the profile stays as it was: not knowing is not an answer. Begun with every
    other answer given, and with one.
    """
    known = dict(list(json.loads(WALKED[0].read_bytes())["answers"].items())[::every])
    typed = of_profile(understand({"answers": known}, edition)).typed
    walk = Walk(client).post([(name, value) for name, values in typed.items() for value in values])
    texts = {question.text["nl"]: attribute for attribute, question in edition.questions.items()}
    named: list[str] = []
    while ways := walk.page.get_element_by_id("next").xpath(".//*[self::a or self::button]"):
        attribute = texts[ways[0].text_content().strip()]
        assert attribute not in named
        named.append(attribute)
        done = int(meter(walk)[0])
        walk.press(edition.question_themes[attribute])
        walk.post([*walk.fields, (".unknown", attribute), (".to", ".here")])
        assert walk.status == 200
        assert int(meter(walk)[0]) == done + 1
    assert len(named) > 10
    assert "Wat nog telt, weet u niet" in walk.text("next")
    assert plain(download(walk), edition)["answers"] == understand({"answers": known}, edition).plain["answers"]


def test_unasked_skipped_and_unknown_are_three_things(client: TestClient) -> None:
    """Where all is checked, and in what is posted on; in the profile none of them is an answer."""
    walk = Walk(client).open()
    walk.form.inputs["sector"].value = ".unknown"
    walk.form.inputs["country"].value = "BE"
    walk.press(".review")
    told = {kind: walk.page.find_class(f"left-{kind}") for kind in ("unknown", "skipped", "unasked")}
    assert "1 antwoord weet u niet" in told["unknown"][0].text_content()
    assert "sector" in told["unknown"][0].text_content()
    assert "overgeslagen: Uw organisatie" in told["skipped"][0].text_content()
    assert len(told["skipped"]) == 1
    assert len(told["unasked"]) == 9
    assert "nog niet bekeken: Het initiatief" in told["unasked"][0].text_content()
    assert (".unknown", "sector") in walk.fields
    seen = dict(walk.fields)[".seen"].split()
    assert {"sector", "country", "customer_groups"} <= set(seen)
    assert "adoption_rate" not in seen
    assert json.loads(download(walk))["answers"] == {"country": "BE"}
    walk.press("organisation")
    assert walk.page.xpath("//*[@id='q-sector']//input[@checked]/@value") == [".unknown"]
    assert walk.page.xpath("//*[@id='q-customer_groups']//input[@checked]") == []


# --- mistakes ---


@pytest.mark.parametrize(
    ("attribute", "text", "value"),
    [
        ("employee_count", " 1.400 ", None),
        ("employee_count", "1 400 000", 1_400_000),
        ("employee_count", "1,400", None),
        ("employee_count", "35 medewerkers", 35),
        ("employee_count", "35 people", 35),
        ("adoption_rate", "12,5 %", 12.5),
        ("adoption_rate", "12.5%", 12.5),
        ("employee_count", "1,4", None),
        ("employee_count", "1.40", None),
        ("employee_count", "-3", None),
        ("employee_count", "twintig", None),
        ("adoption_rate", "101", None),
    ],
)
def test_numbers_as_people_write_them(edition: Edition, attribute: str, text: str, value: float | None) -> None:
    """With a unit, with a mark between thousands, with either decimal sign; what can mean two things is asked again."""
    found = read(filled([(attribute, text)]), edition, "nl")
    assert found.profile.answers.get(attribute) == value
    assert (attribute in found.faults) == (value is None)


def test_all_mistakes_at_once_and_nothing_lost(client: TestClient) -> None:
    """At the field and in the summary, which leads to each; what was typed still stands there."""
    walk = Walk(client).open()
    walk.form.fields["name"] = "x" * 201
    walk.form.inputs["employee_count"].value = "veel"
    walk.form.inputs["country"].value = "BE"
    walk.press("culture")
    assert walk.status == 422
    assert walk.title == "Uw organisatie"
    assert walk.page.xpath("//title")[0].text_content().startswith("Fout: ")
    [summary] = walk.page.find_class("mistakes")
    assert [link.get("href") for link in summary.xpath(".//a")] == ["#f-name", "#f-employee_count"]
    for name, typed in (("name", "x" * 201), ("employee_count", "veel")):
        field = walk.page.get_element_by_id(f"f-{name}")
        assert field.value == typed
        assert field.get("aria-invalid") == "true"
        described = field.get("aria-describedby").split()
        assert any("mistake" in html.tostring(walk.page.get_element_by_id(i)).decode() for i in described)
    assert ("country", "BE") in walk.fields
    walk.form.fields["name"], walk.form.inputs["employee_count"].value = "x", "12"
    assert walk.press("culture").status == 200


def test_a_number_is_shown_as_it_was_understood(client: TestClient) -> None:
    """So that nobody is taken to have said something else; what was not understood stays as it was typed."""
    fields = [("employee_count", "1 400"), ("adoption_rate", "12,50 %"), (".at", "adoption")]
    for language, shown in (("nl", "12,5"), ("en", "12.5")):
        walk = Walk(client, language).post(fields)
        assert walk.form.inputs["adoption_rate"].value == shown
        assert walk.press("organisation").form.inputs["employee_count"].value == "1400"
        walk.form.inputs["employee_count"].value = "12,5 of 13.5"
        assert walk.press().form.inputs["employee_count"].value == "12,5 of 13.5"


def test_two_answers_that_exclude_each_other_are_asked_again(client: TestClient) -> None:
    """We do not guess whether “none of these”, “I don't know” or the answer beside it was meant."""
    wrong = [
        *((".unknown", "adoption_rate"), ("adoption_rate", "3")),
        *(("adoption_support", "[]"), ("adoption_support", "on_the_job_help")),
        *((".unknown", "people_effort_share"), (".at", "adoption"), (".to", ".next")),
    ]
    walk = Walk(client).post(wrong)
    assert walk.status == 422
    assert len(walk.page.find_class("mistakes")[0].xpath(".//li")) == 2
    assert {("adoption_rate", "3"), (".unknown", "adoption_rate"), ("adoption_support", "[]")} <= set(walk.fields)
    unknown = [
        (".unknown", "people_effort_share"),
        (".unknown", "culture_signals"),
        ("culture_signals", "open_to_change"),
    ]
    assert Walk(client).post(unknown[:1]).status == 200
    assert Walk(client).post(unknown).title == "Cultuur en leiding"


@pytest.mark.parametrize(
    "fields",
    [
        {"sector": "martian"},
        {"sectr": "public"},
        {"customer_groups": "b2b;nobody"},
        {"workload_pressure": "9"},
        {"employee_count": "9" * 400},
        {"name": "a\x00b"},
        {"answers": "{}"},
        {"constructor": "<script>alert(1)</script>"},
    ],
)
def test_what_no_form_of_ours_sends(client: TestClient, fields: Mapping[str, str]) -> None:
    """Refused with a sentence, wherever it is sent, and shown only escaped; what was good is kept."""
    sent = [("country", "BE"), *fields.items(), (".to", "money")]
    for address in ("/intake", "/intake/profile.json", "/advice"):
        walk = Walk(client).post(sent, address)
        assert walk.status == 422
        assert walk.page.find_class("mistakes")[0].xpath(".//li")
        assert walk.page.xpath("//script[not(@src)]") == []
        assert ("country", "BE") in walk.fields


def test_what_cannot_be_understood_leads_to_the_first_step(client: TestClient) -> None:
    """A step that does not exist, fields that come twice: no failure, and no other step than there are."""
    for odd in ([(".at", "../etc"), (".to", "//elsewhere")], [(".at", "money"), (".at", "x"), (".seen", "\x00 a")]):
        assert Walk(client).post(odd).status == 200
    assert Walk(client).post([("sector", "public"), ("sector", "private")]).status == 422
    assert Walk(client).post([(".example", "../../etc/passwd")]).title == "Uw organisatie"
    broken = client.post("/intake", content=b"name=%ff", headers=FORM)
    assert broken.status_code == 400
    assert broken.headers["content-type"].startswith("text/html")


def test_without_an_answer_there_is_no_advice(client: TestClient) -> None:
    """Said as a sentence; nothing is kept."""
    walk = Walk(client).open().press(address="/advice")
    assert walk.status == 422
    assert "nog niets beantwoord" in walk.text()


# --- files ---


def upload(client: TestClient, content: bytes, name: str = "p.json") -> Walk:
    walk = Walk(client)
    sent = {"profile": (name, content, "application/json")}
    headers = {**BROWSER, **OURS, "Accept-Language": "nl"}
    return walk._took(client.post("/intake/profile", files=sent, headers=headers))


def test_a_file_that_was_saved_is_loaded(client: TestClient, edition: Edition) -> None:
    """What the form gave it takes back, whole; the file is what the API reads."""
    for example in EXAMPLES[::3]:
        walk = upload(client, example.read_bytes())
        assert walk.status == 200
        assert walk.title == "Controleer uw antwoorden"
        assert plain(download(walk), edition) == plain(example.read_bytes(), edition)


def test_every_mistake_of_a_file_is_told_and_the_rest_is_taken_over(client: TestClient, edition: Edition) -> None:
    """Where, what, what was expected, and the nearest valid name."""
    wrong = {"sector": "publik", "adoptionrate": 3, "employee_count": 0, "country": "BE", "culture_signals": ["x"]}
    walk = upload(client, json.dumps({"name": 5, "reference": "r", "answers": wrong}).encode())
    assert walk.status == 422
    told = walk.text("mistakes")
    public = edition.questions["sector"].options["public"]["nl"]
    rate = edition.questions["adoption_rate"].text["nl"]
    assert "Naam: " in told
    assert f"“publik” is geen mogelijk antwoord. Bedoelt u “{public}”?" in told
    assert f"Bij “adoptionrate” hoort geen vraag. Bedoelt u “{rate}”?" in told
    assert "0 valt buiten het bereik. Verwacht: een geheel getal van 1 tot" in told
    assert "“x” is geen mogelijk antwoord" in told
    assert "/" not in told
    assert "sector" in [way.get("formaction", "").removeprefix("/intake#q-") for way in walk.page.xpath("//li/button")]
    assert json.loads(download(walk)) == {"reference": "r", "answers": {"country": "BE"}}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"answers": []}', b"\xff\xfe", b'{"answers":{},"answers":{}}', b"[" * 5000, b"{}"]
)
def test_a_file_that_is_no_profile(client: TestClient, content: bytes) -> None:
    """The start again, with what is the matter; never a failure."""
    walk = upload(client, content)
    assert walk.status in (400, 422)
    assert walk.page.find_class("mistakes")[0].xpath(".//p")
    assert walk.title == "Advies voor uw digitale verandering"


def test_the_other_language_of_a_refused_file(client: TestClient) -> None:
    """The switch leads to the start in that language, not to an address that only takes files."""
    other = upload(client, b"{").page.xpath("//a[@hreflang='en']/@href")[0]
    try:
        assert Walk(client).open(other).title == "Advice for your digital transformation"
    finally:
        client.cookies.clear()


def test_a_file_that_is_too_large(client: TestClient) -> None:
    """It is refused as a page."""
    for size in (LARGEST + 1, 2 * LARGEST):
        response = upload(client, b" " * size)
        assert response.status == 413
        assert response.page.xpath("//h1")


def test_an_advice_that_a_page_gives_is_loaded_again(client: TestClient, edition: Edition) -> None:
    """Every file with JSON that the page of an advice offers brings back the answers behind it, name and all."""
    for example in EXAMPLES[::4]:
        place = client.post("/v1/advice", content=example.read_bytes(), headers=JSON).headers["location"]
        home = place.removeprefix("/v1")
        offered = Walk(client).open(home).page.xpath("//a/@href")
        files = [link for link in offered if link.endswith(".json")]
        assert sorted(files) == [f"{home}/advice.json", f"{home}/profile.json"]
        for file in files:
            walk = upload(client, client.get(file).content)
            assert walk.status == 200
            assert walk.title == "Controleer uw antwoorden"
            assert plain(download(walk), edition) == plain(example.read_bytes(), edition)


# --- going on from an advice ---


def edited(client: TestClient, home: str) -> Walk:
    """Press “Antwoorden aanpassen” on the page of an advice."""
    [form] = Walk(client).open(home).page.xpath("//section[contains(@class, 'over-time')]//form[@action='/intake']")
    return Walk(client).post([(field.get("name"), field.get("value")) for field in form.xpath(".//input")])


def test_changed_answers_stay_with_the_advice_they_came_from(fresh: TestClient) -> None:
    """It opens where answers are checked; through all steps the new one belongs to the earlier one, also nameless."""
    first = Walk(fresh).post([("sector", "public"), ("country", "BE")], "/advice").headers["location"]  # type: ignore[index]
    walk = edited(fresh, first)
    assert walk.title == "Controleer uw antwoorden"
    walk.press("organisation")
    walk.form.inputs["country"].value = "NL"
    for _ in range(10):
        walk.press()
    assert walk.title == "Controleer uw antwoorden"
    second = walk.press(address="/advice").headers["location"]  # type: ignore[index]
    assert second != first
    assert f"{second}/compare" in Walk(fresh).open(second).page.xpath("//a/@href")
    compared = Walk(fresh).open(f"{second}/compare")
    assert compared.status == 200
    assert "Nederland" in compared.text("main")
    series = {item["series"] for item in fresh.get("/v1/advice").json()["items"]}
    assert series == {first.removeprefix("/advice/")}


def test_another_organisation_is_cut_loose_by_one_click(fresh: TestClient) -> None:
    """The box on every step says that it follows on an earlier advice; unticked, it starts a series of its own."""
    first = Walk(fresh).post([("sector", "public")], "/advice").headers["location"]  # type: ignore[index]
    walk = edited(fresh, first)
    assert "Vervolg op een eerder advies" in walk.text()
    fields = [(name, value) for name, value in walk.fields if name != ".after"]
    other = walk.post([*fields, ("country", "BE")], "/advice").headers["location"]  # type: ignore[index]
    assert len({item["series"] for item in fresh.get("/v1/advice").json()["items"]}) == 2
    assert f"{other}/compare" not in Walk(fresh).open(other).page.xpath("//a/@href")


@pytest.mark.parametrize("after", ["0" * 32, "x", "../" * 10, "é" * 32])
def test_an_earlier_advice_that_is_gone_costs_no_answers(fresh: TestClient, after: str) -> None:
    """Deleted meanwhile, or never there: the advice is given all the same, by itself."""
    walk = Walk(fresh).post([("sector", "public"), (".after", after)], "/advice")
    assert walk.status == 303


# --- examples, and asking for advice ---


def test_an_example_is_a_start(client: TestClient, edition: Edition) -> None:
    """Every shipped example is offered, and is taken over whole, but for the reference that is another's."""
    walk = Walk(client).open("/")
    offered = walk.page.xpath("//button[@name='.example']")
    assert [button.get("value") for button in offered] == [path.stem for path in EXAMPLES]
    for path, button in zip(EXAMPLES, offered, strict=True):
        raw = json.loads(path.read_bytes())
        assert raw["name"] in button.text_content()
        walk = Walk(client).post([(".example", path.stem)])
        assert plain(download(walk), edition) == {**plain(path.read_bytes(), edition), "reference": None}


def test_a_double_click_makes_one_advice(fresh: TestClient) -> None:
    """The same answers sent again lead to the same advice, also at the same moment; other answers to another."""
    fields = [("sector", "public"), ("initiative_framing", "it_project")]

    def place(more: list[tuple[str, str]]) -> str:
        walk = Walk(fresh).post([*fields, *more], "/advice")
        assert walk.status == 303
        return str(walk.headers["location"])  # type: ignore[index]

    with ThreadPoolExecutor(4) as threads:
        places = set(threads.map(place, [[]] * 4))
    assert len(places) == 1
    assert len(fresh.get("/v1/advice").json()["items"]) == 1
    assert place([("country", "BE")]) not in places
    assert place([("name", "Anders")]) not in places


def test_an_advice_from_the_form_is_counted(client: TestClient) -> None:
    """As one over the API is; a form with mistakes is none."""

    def count() -> float:
        return float(re.findall(r"^advisor_advices_total (\S+)", client.get("/metrics").text, re.MULTILINE)[0])

    before = count()
    assert Walk(client).post([("sector", "public")], "/advice").status == 303
    assert Walk(client).post([("sector", "x")], "/advice").status == 422
    assert count() == before + 1


@pytest.mark.long
def test_workers_have_the_examples_too(tmp_path: Path) -> None:
    """The copy of the knowledge that they all serve has the examples beside it."""
    snapshots = Snapshots(Declared(), tmp_path)
    snapshots.take()
    found = snapshots.where()
    assert list(examples(load(found.root, shipped=found.shipped))) == [path.stem for path in EXAMPLES]


def test_who_may_only_read_gets_no_advice(fresh: TestClient, store: Store) -> None:
    """Filling in is for everybody with a key; keeping an advice takes one that may."""
    headers = {**FORM, "Authorization": f"Bearer {keys.add(store, 'a', 'test', 'read')[1]}"}
    assert fresh.post("/intake", content="sector=public", headers=headers).status_code == 200
    assert fresh.post("/advice", content="sector=public", headers=headers).status_code == 403


def test_answers_stand_in_no_address_and_no_shared_cache(client: TestClient) -> None:
    """Every form is posted; a page is kept by the browser alone, so that its back button works."""
    for walk in (Walk(client).open("/"), Walk(client).open(), Walk(client).post([(".example", "municipality")])):
        assert {form.get("method") for form in walk.page.xpath("//form")} == {"post"}
        assert walk.headers["cache-control"] == "private, no-cache"  # type: ignore[index]

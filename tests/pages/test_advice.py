"""The pages of an advice over HTTP: the same nodes, edges and numbers as picture and JSON, for whoever may see them."""

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import html as tree
from starlette.testclient import TestClient

from advisor.advice import Advice, Advisor, from_json
from advisor.insight.differences import differences
from advisor.insight.stability import stability
from advisor.insight.what_if import what_if
from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.picture.trail import trail
from advisor.report.differing import differing
from advisor.report.outline import first_sentence
from advisor.stages.engine import Pool
from advisor.stages.explanation import part
from advisor.stages.profile import read_profile
from advisor.store import advices, keys
from advisor.store.callers import LOCAL
from advisor.store.database import Store, open_store
from api.http.html_forms import profile_of
from api.pages.advice.maps import matrix
from api.pages.advice.view import fields_of
from api.pages.stored_advice import shown
from tests.api.conftest import EXAMPLES, GHENT, JSON, application, here
from tests.conftest import CHECKOUT, WITHOUT_ADVICE
from tests.stages.test_notes import NOTED

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&'
VIEWS = ("", "/plan", "/statuses", "/series", "/overview", "/map", "/not", "/firm", "/next", "/what-if", "/delete")


@pytest.fixture(scope="module")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('pages')}/advisor.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(advisor: Advisor, store: Store) -> Iterator[TestClient]:
    with here(application(advisor, store), headers={"Accept": "text/html", "Origin": "http://127.0.0.1"}) as client:
        yield client


@pytest.fixture(scope="module")
def kept(client: TestClient) -> Callable[[Path], str]:
    """The address of the page of an example's advice, kept once."""
    known: dict[Path, str] = {}

    def address(example: Path) -> str:
        if example not in known:
            answer = client.post("/v1/advice", content=example.read_bytes(), headers={**JSON, "Accept": "*/*"})
            known[example] = f"/advice/{answer.headers['location'].rpartition('/')[2]}"
        return known[example]

    return address


class Page(HTMLParser):
    """What a page shows: its nodes and edges in the picture and in the text, its links, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.drawn = self.svg = 0
        self.nodes: dict[bool, set[str]] = {True: set(), False: set()}
        self.edges: dict[bool, set[str]] = {True: set(), False: set()}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.svg += tag == "svg"
        self.tags.append(tag)
        drawn = bool(self.svg)
        if node := given.get("data-node"):
            self.nodes[drawn].add(node)
        if edge := given.get("data-edge"):
            self.edges[drawn].add(edge)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.svg -= tag == "svg"

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(client: TestClient, address: str, language: Language = "nl", status: int = 200) -> Page:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"].startswith("text/html")
    return Page(answer.text)


SHOWN = [
    path if path.stem in ("ghent-crm", "hospital") else pytest.param(path, marks=pytest.mark.long) for path in EXAMPLES
]


def made(advisor: Advisor, example: Path, language: Language = "nl") -> Advice:
    return advisor.advise(read_profile(example.read_bytes(), advisor.edition), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", [*SHOWN, NOTED], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_text_picture_and_json_are_one(
    client: TestClient,
    kept: Callable[[Path], str],
    advisor: Advisor,
    example: Path,
    language: Language,
) -> None:
    """For every recommendation: the nodes and edges in words are those of its graph, and the picture shows no others.

    A box leads to words that are there; every passage that the publisher has online opens at its text.
    """
    advice = made(advisor, example, language)
    for item in advice.recommendations:
        page = read(client, f"{kept(example)}/why/{item.id}", language)
        graph, picture = part(advice.graph, item.id), trail(advice, advisor.edition, item.id)
        assert page.nodes[False] == {node.id for node in graph.nodes}
        assert page.edges[False] == {f"{edge.source}|{edge.target}" for edge in graph.edges}
        assert page.nodes[True] == {box.node for box in picture.boxes} <= page.nodes[False]
        assert page.edges[True] == {f"{edge.source}|{edge.target}" for edge in picture.edges} <= page.edges[False]
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= {*page.ids}
        cited = {node.id.partition(":")[2] for node in graph.nodes if node.kind == "passage"}
        online = {ref for ref in cited if advisor.edition.sources[ref.partition("/")[0]].address}
        fragments = {link for link in page.links if "#:~:text=" in link}
        assert len(fragments) >= len(online)
        assert all(link.startswith("https://") for link in fragments)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", SHOWN, ids=lambda path: path.stem)
def test_the_numbers_are_those_of_the_json(
    client: TestClient,
    kept: Callable[[Path], str],
    advisor: Advisor,
    example: Path,
    language: Language,
) -> None:
    """Rank, score, each contribution, their sum, the ranks it can take; on the front page how many of what."""
    advice = made(advisor, example, language)
    front = read(client, kept(example), language).said
    weak = sum(f.polarity == "weakness" for f in advice.findings)
    assert bool(advice.recommendations) == (example.stem not in WITHOUT_ADVICE)
    if advice.recommendations:
        assert re.search(rf"\b{len(advice.recommendations)} (aanbeveling|recommendation)", front)
        assert re.search(rf"\b{weak} (knelpunt|weakness)", front)
    else:
        assert say("nothing", language) in front
    for text in (*(c.message for c in advice.contradictions), *(t.title for t in advice.tensions)):
        assert text in front
    for finding in advice.findings:
        assert (finding.polarity == "strength") <= (finding.title in front)
    firm = stability(read_profile(example.read_bytes(), advisor.edition), advisor, language)
    for item, place in zip(advice.recommendations, firm, strict=True):
        answer = client.get(f"{kept(example)}/why/{item.id}", headers={"Accept-Language": language})
        table = re.search(r'<table class="sums".*?</table>', answer.text, re.DOTALL)
        assert table
        values = [int(v) for v in re.findall(r'class="value">([+-]?\d+)<', table[0])]
        assert values == [*(c.value for c in item.contributions), item.score]
        assert sum(values[:-1]) == item.score
        said = Page(answer.text).said
        assert f"{item.rank}. {item.title}" in said
        assert {exception.text for exception in item.unless if exception.text not in said} == set()
        together = place.together
        ranks = {str(together.best), str(together.worst), str(item.rank)}
        sentence = re.search(r"(Nu op plaats|Plaats|Now number|Number) \d+[^.]*\. ?[^.]*", said)
        assert sentence
        assert ranks <= set(re.findall(r"\d+", sentence[0]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", SHOWN, ids=lambda path: path.stem)
def test_the_page_opens_with_the_diagnosis(
    client: TestClient, kept: Callable[[Path], str], advisor: Advisor, example: Path, language: Language
) -> None:
    """The page begins with the sentence of the JSON, in the language of the page, and says it once."""
    text = client.get(kept(example), headers={"Accept-Language": language}).text
    (lead, *_) = tree.fromstring(text).xpath("//main//p[contains(@class, 'lead')]")
    sentence = made(advisor, example, language).diagnosis.text
    assert lead.text_content() == sentence
    assert " ".join(tree.fromstring(text).text_content().split()).count(sentence) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", SHOWN, ids=lambda path: path.stem)
def test_the_page_says_first_things_first(
    client: TestClient, kept: Callable[[Path], str], advisor: Advisor, example: Path, language: Language
) -> None:
    """Five actions at most, each with why, its first step, who acts and the sign; the rest, in its theme."""
    page = tree.fromstring(client.get(kept(example), headers={"Accept-Language": language}).text)
    told = made(advisor, example, language).recommendations
    first = [item for item in told if item.phase == "first"][:5]

    def words(row: Any, part: str) -> str:
        return " ".join(row.xpath(f"string(.//*[@class='row-{part}'])").split())

    rows = page.xpath("//section[@aria-labelledby='first']/ol/li")
    assert [words(row, "title") for row in rows] == [item.title for item in first]
    for row, item in zip(rows, first, strict=True):
        said = [" ".join(line.text_content().split()) for line in row.find_class("row-step")]
        assert said == [
            say("mail_step", language, step=first_sentence(item.steps[0].text)),
            say("mail_who", language, who=item.who, sign=item.sign),
        ]
        assert item.summary.startswith(words(row, "summary")) and words(row, "summary").endswith(".")
    folded = page.xpath("//section[@aria-labelledby='rest']/details")
    under = {
        words(row, "title"): fold.xpath("string(summary/span[1])") for fold in folded for row in fold.xpath("ol/li")
    }
    assert under == {item.title: item.theme for item in told[len(first) :]}
    assert len(folded) == len({item.theme for item in told[len(first) :]})


@pytest.mark.long
def test_every_view_links_to_what_is_there(client: TestClient, kept: Callable[[Path], str]) -> None:
    """Each link within an advice leads to a page, but for the downloads, which have tests of their own."""
    home, met = kept(GHENT), dict[str, None]()
    for view in VIEWS:
        for link in read(client, home + view).links:
            address = link.partition("#")[0]
            if address.startswith(f"{home}/") and not re.search(r"\.\w+$|[?]", address):
                met[address] = None
    assert {f"{home}{view}" for view in VIEWS if view} <= met.keys()
    assert len(met) > 50
    for address in met:
        read(client, address)


def test_why_not_and_what_brings_it_in(client: TestClient, kept: Callable[[Path], str], advisor: Advisor) -> None:
    """Every recommendation that is not given is on the list, and no other; its page names each rule and its way."""
    home, advice = kept(GHENT), made(advisor, GHENT)
    given = {item.id for item in advice.given}
    listed = {link.rpartition("/")[2] for link in read(client, f"{home}/not").links if link.startswith(f"{home}/not/")}
    assert listed == advisor.edition.recommendations.keys() - given
    rid = min(listed)
    page = read(client, f"{home}/not/{rid}")
    for rule in advisor.edition.callers[rid]:
        assert f"/knowledge/rules/{rule}" in page.links
    assert read(client, f"{home}/not/no-such-thing", status=404)
    assert read(client, f"{home}/why/{rid}", status=404)


def test_the_matrix_is_the_graph(advisor: Advisor) -> None:
    """A cell for each edge between a finding and a recommendation, folded under another or not, and no other."""
    for example in EXAMPLES:
        advice = made(advisor, example)
        shown = {one.id: item.id for item in advice.recommendations for one in (item, *item.folded)}
        edges: dict[tuple[str, str], str] = {}
        for edge in advice.graph.edges:
            if edge.relation in ("calls_for", "helps"):
                edges[edge.source, shown[edge.target.partition(":")[2]]] = edge.relation
        cells = [cell for row in matrix(advice) for cell in row.cells if cell]
        assert len(cells) == len(edges)
        assert cells.count("helps") == sum(relation == "helps" for relation in edges.values())


def test_the_map_follows_one_answer(client: TestClient, kept: Callable[[Path], str], advisor: Advisor) -> None:
    """Without a script: what goes with a node is marked, all else is not; another node than there is marks nothing."""
    advice, home = made(advisor, GHENT), kept(GHENT)
    plain = client.get(f"{home}/map").text
    assert " lit" not in plain
    assert " lit" not in client.get(f"{home}/map?follow=answer:nothing").text
    node = next(edge.source for edge in advice.graph.edges if edge.relation == "satisfies")
    text = client.get(f"{home}/map", params={"follow": node}).text
    lit = set(re.findall(r'class="box[^"]* lit(?: here)?" data-node="([^"]*)"', text))
    assert re.findall(r'class="box[^"]* here" data-node="([^"]*)"', text) == [node]
    reached, on = {node}, [node]
    while on:
        at = on.pop()
        for edge in advice.graph.edges:
            relations = ("satisfies", "derives", "establishes", "calls_for", "helps")
            if edge.source == at and edge.relation in relations and edge.target not in reached:
                reached.add(edge.target)
                on.append(edge.target)
    assert lit == reached
    assert f'href="{home}/map?follow=' in plain


def test_what_if_begins_with_what_really_changes(
    client: TestClient, kept: Callable[[Path], str], advisor: Advisor
) -> None:
    """What comes, goes or changes its phase stands before what makes room for it; each leads to its own page."""
    home = kept(GHENT)
    profile = read_profile(GHENT.read_bytes(), advisor.edition)
    after = read_profile(GHENT.read_bytes(), advisor.edition)
    after = replace(after, answers={**profile.answers, "adoption_rate": 95})
    told = {m.id: m for m in what_if(profile, after, advisor).recommendations}
    page = tree.fromstring(client.post(f"{home}/what-if?question=adoption_rate", data={"answer": "95"}).text)
    links = page.xpath("//section[contains(@class, 'outcome')]//ul[@class='moves']//a/@href")
    ids = [link.rpartition("/")[2] for link in links]
    assert sorted(ids) == sorted(told)

    def shifted(rid: str) -> bool:
        m = told[rid]
        return None not in (m.rank_before, m.rank_after) and m.phase_before == m.phase_after

    assert [shifted(rid) for rid in ids] == sorted(map(shifted, ids))
    assert {shifted(rid) for rid in ids} == {False, True}
    folded = page.xpath("//details[@class='shifted']//a/@href")
    assert [link.rpartition("/")[2] for link in folded] == [rid for rid in ids if shifted(rid)]
    for link in links:
        assert client.get(link).status_code == 200


def test_why_not_says_none_of_these_as_the_form_does(
    client: TestClient, kept: Callable[[Path], str], edition: Edition
) -> None:
    """Where an empty answer would bring a recommendation in, it is called by the words of its box."""
    home, called = kept(GHENT), set()
    for rid in edition.recommendations:
        page = tree.fromstring(client.get(f"{home}/not/{rid}").text)
        for need in page.xpath("//li[@class='need']"):
            attribute = need.xpath("a/@href")[0].rpartition("/")[2]
            needed = need.xpath("span[@class='now']/b")[0].text_content()
            none = edition.questions[attribute].none_label
            assert "leeg (niets aangekruist)" not in needed
            if none and none["nl"] in needed:
                called.add(attribute)
    assert called


def test_what_if_is_what_the_insight_says(client: TestClient, kept: Callable[[Path], str], advisor: Advisor) -> None:
    """Another answer shows what comes and goes; a wrong one stands at the field; nothing is kept of either."""
    home = kept(GHENT)
    before = len(client.get("/v1/advice", headers={"Accept": "application/json"}).json()["items"])
    page = client.post(f"{home}/what-if?question=adoption_rate", data={"answer": "95"})
    assert page.status_code == 200
    after = replace(read_profile(GHENT.read_bytes(), advisor.edition))
    answers = {**after.plain["answers"], "adoption_rate": 95}
    new = advisor.advise(read_profile(json.dumps({"answers": answers}).encode(), advisor.edition))
    gone = {r.id: r.title for r in made(advisor, GHENT).recommendations if r.id not in {n.id for n in new.given}}
    said = Page(page.text).said
    assert gone  # all with an answer that contradicts another
    assert all(f"niet meer te zeggen {title}" in said for title in gone.values())
    assert all(c.message in said for c in new.contradictions)
    assert new.contradictions
    less = client.post(f"{home}/what-if?question=adoption_rate", data={"answer": "85"})  # which contradicts nothing
    answers["adoption_rate"] = 85
    new = advisor.advise(read_profile(json.dumps({"answers": answers}).encode(), advisor.edition))
    gone = {r.id: r.title for r in made(advisor, GHENT).recommendations if r.id not in {n.id for n in new.given}}
    open_, said = {u.id for u in new.undecided}, Page(less.text).said
    assert gone.keys() - open_
    assert all(f"{'niet meer te zeggen' if rid in open_ else 'vervalt'} {title}" in said for rid, title in gone.items())
    same = client.post(f"{home}/what-if?question=adoption_rate", data={"answer": "20"})
    assert Page(same.text).said.count("verandert niets") == 1
    wrong = client.post(f"{home}/what-if?question=adoption_rate", data={"answer": "950"})
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.text
    assert 'value="950"' in wrong.text
    assert len(client.get("/v1/advice", headers={"Accept": "application/json"}).json()["items"]) == before


def test_the_intake_gets_the_profile_back(advisor: Advisor, store: Store) -> None:
    """The hidden fields say the same profile, for every example."""
    for example in EXAMPLES:
        profile = read_profile(example.read_bytes(), advisor.edition)
        found = shown(advices.keep(store, LOCAL, advisor.advise(profile)), advisor, "nl")
        told = profile_of(fields_of(found), advisor.edition)
        assert read_profile(json.dumps(told).encode(), advisor.edition) == profile


def test_a_status_is_set_and_a_mistake_stands_in_the_form(client: TestClient, kept: Callable[[Path], str]) -> None:
    """Post, see it on the page, in the lists and among the changes; what is wrong changes nothing and loses nothing."""
    home = kept(GHENT)
    address = next(link for link in read(client, home).links if "/why/" in link)
    typed = {"status": "rejected", "note": " ", "owner": "x" * 201, "due": "2026-02-30"}
    refused = client.post(address, data=typed, follow_redirects=False)
    assert refused.status_code == 422
    for field in ("note", "owner", "due"):
        assert refused.text.count(f'id="wrong-{field}" role="alert"') == 1
        assert f'aria-describedby="wrong-{field}"' in refused.text
    assert re.search(r'value="rejected" checked', refused.text)
    assert "x" * 201 in refused.text
    assert client.post(address, data={"status": "maybe"}).status_code == 422
    assert "status-rejected" not in client.get(home).text
    told = {"status": "postponed", "note": HOSTILE, "owner": "Ann Peeters", "due": "2026-09-30"}
    done = client.post(address, data=told, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, f"{address}#status")
    text = client.get(address).text
    assert HOSTILE not in text
    assert html.escape(HOSTILE) in text.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
    assert 'value="2026-09-30"' in text
    assert "uitgesteld · Ann Peeters zorgt ervoor · tegen 30 september 2026 · sinds" in text
    assert "status-postponed" in client.get(home).text
    assert client.post(address, data={**told, "status": "done"}).status_code == 200
    changes = client.get(address).text.partition('<ol class="changes">')[2].partition("</ol>")[0]
    assert re.findall(r"<b>(\w+)", changes) == ["gedaan", "uitgesteld"]


def test_what_waits_for_something_rejected_says_so(client: TestClient, kept: Callable[[Path], str]) -> None:
    """On its own page, in the list and among the statuses; no longer once it is accepted after all."""
    home = kept(GHENT)
    advice = from_json(client.get(f"{home}/advice.json").content)
    one = next(item for item in advice.given if item.needs)
    needed = next(item for item in advice.given if item.id == one.needs[0])
    says = f"Heeft eerst iets nodig dat is afgewezen: “{needed.title}”."
    pages = [home, f"{home}/statuses", f"{home}/why/{one.id}"]
    assert not any("afgewezen:" in read(client, page).said for page in pages)
    client.post(f"{home}/why/{needed.id}", data={"status": "rejected", "note": "te duur"})
    assert all(says in read(client, page).said for page in pages[1:])
    assert "mist iets dat is afgewezen" in read(client, home).said
    assert re.search(r"\d+ open,.* 1 afgewezen", read(client, pages[1]).said)
    client.post(f"{home}/why/{needed.id}", data={"status": "accepted"})
    assert not any("is afgewezen" in read(client, page).said for page in pages)


def test_made_again_compared_and_deleted(advisor: Advisor, tmp_path: Path) -> None:
    """The way of an advice: made again in its series, compared with the earlier one, deleted for good."""
    with (
        closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as store,
        here(
            application(advisor, store),
            headers={"Accept": "text/html", "Origin": "http://127.0.0.1"},
            follow_redirects=False,
        ) as client,
    ):
        assert "/intake" not in read(client, "/advice").links
        first = advices.keep(store, LOCAL, made(advisor, GHENT)).kept
        assert read(client, f"/advice/{first.id}/compare", status=404)
        again = client.post(f"/advice/{first.id}/rerun")
        assert again.status_code == 303
        home = again.headers["location"]
        assert f"{home}/compare" in read(client, home).links
        assert "blijft hetzelfde" in read(client, f"{home}/compare").said
        listed = [link for link in read(client, "/advice").links if re.fullmatch(r"/advice/[0-9a-f]{32}", link)]
        assert listed == [home, f"/advice/{first.id}"]
        read(client, f"{home}/delete")
        assert advices.read(store, LOCAL, first.id)
        gone = client.post(f"{home}/delete")
        assert (gone.status_code, gone.headers["location"]) == (303, "/advice")
        assert read(client, home, status=404)


def test_the_list_goes_on(advisor: Advisor, tmp_path: Path) -> None:
    """More than fit on a page stand on the next one, each once, the newest first."""
    with (
        closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as store,
        here(application(advisor, store), headers={"Accept": "text/html", "Origin": "http://127.0.0.1"}) as client,
    ):
        advice = made(advisor, EXAMPLES[2])
        ids = [advices.keep(store, LOCAL, advice).kept.id for _ in range(23)]
        met, address = list[str](), "/advice"
        while address:
            links = read(client, address).links
            met += [link.rpartition("/")[2] for link in links if re.fullmatch(r"/advice/[0-9a-f]{32}", link)]
            address = next((link for link in links if "cursor=" in link and "lang=" not in link), "")
        assert met == ids[::-1]


def test_an_advice_of_other_knowledge_shows_what_was_kept(advisor: Advisor, store: Store, client: TestClient) -> None:
    """In its own words, with the nodes and edges of then; what needs its knowledge is refused with the way out."""
    advice = made(advisor, GHENT)
    other = replace(advice, receipt=replace(advice.receipt, knowledge_sha256="0" * 64, edition="2019.1"))
    home = f"/advice/{advices.keep(store, LOCAL, other).kept.id}"
    front = client.get(home, headers={"Accept-Language": "en"}).text
    assert "2019.1" in front
    assert f'action="{home}/rerun"' in front
    item = advice.recommendations[0]
    page = read(client, f"{home}/why/{item.id}", "en")
    graph = part(advice.graph, item.id)
    assert page.nodes[False] == {node.id for node in graph.nodes}
    assert page.edges[False] == {f"{edge.source}|{edge.target}" for edge in graph.edges}
    assert not page.nodes[True]
    assert item.title in page.said
    read(client, f"{home}/overview")
    read(client, f"{home}/statuses")
    read(client, f"{home}/series")
    for view in ("/map", "/not", "/firm", "/next", "/what-if", f"/not/{item.id}"):
        assert f'action="{home}/rerun"' in client.get(home + view).text
        assert read(client, home + view, status=409)


def test_hostile_texts_are_shown_as_text(advisor: Advisor, store: Store, client: TestClient) -> None:
    """A script in every text of an advice stands on every page as text, and makes no element."""
    profile = read_profile(GHENT.read_bytes(), advisor.edition)
    own = advices.keep(store, LOCAL, advisor.advise(replace(profile, name=HOSTILE, reference=HOSTILE)))
    poisoned = _poisoned(json.loads(own.raw), ("id", "kind", "relation", "source", "target", "rule", "factor"))
    poisoned["receipt"]["knowledge_sha256"] = "0" * 64
    foreign = advices.keep(store, LOCAL, from_json(json.dumps(poisoned).encode()))
    rid = poisoned["recommendations"][0]["id"]
    pages = [f"/advice/{own.kept.id}{view}" for view in (*VIEWS, f"/why/{rid}")]
    pages += [f"/advice/{foreign.kept.id}{view}" for view in ("", "/overview", f"/why/{rid}", "/delete")]
    for address in [*pages, "/advice"]:
        answer = client.get(address)
        page = Page(answer.text)
        assert "onerror=alert" in page.said, address
        assert "img" not in page.tags
        assert page.tags.count("script") == answer.text.count("<script src=")


def _poisoned(value: Any, but: tuple[str, ...]) -> Any:
    """The same JSON with a script in the text of every title, label, claim and so on."""
    texts = ("title", "summary", "label", "text", "detail", "claim", "resolution", "message", "name", "why")
    if isinstance(value, dict):
        return {
            key: HOSTILE if key in texts and isinstance(inner, str) else inner if key in but else _poisoned(inner, but)
            for key, inner in value.items()
        }
    return [_poisoned(inner, but) for inner in value] if isinstance(value, list) else value


def test_another_tenant_finds_nothing(advisor: Advisor, tmp_path: Path) -> None:
    """Every address of an advice is not found for another tenant; reading is all that a key to read may do."""
    with (
        closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as store,
        here(application(advisor, store), headers={"Accept": "text/html", "Origin": "http://127.0.0.1"}) as client,
    ):
        one = {"X-API-Key": keys.add(store, "one", "test", "admin")[1]}
        reads = {"X-API-Key": keys.add(store, "one", "test", "read")[1]}
        other = {"X-API-Key": keys.add(store, "other", "test", "admin")[1]}
        kept = client.post("/v1/advice", content=GHENT.read_bytes(), headers={**JSON, **one, "Accept": "*/*"})
        home = f"/advice/{kept.headers['location'].rpartition('/')[2]}"
        rid = kept.json()["recommendations"][0]["id"]
        for view in (*VIEWS, f"/why/{rid}", f"/not/{rid}", "/compare"):
            assert client.get(home + view, headers=other).status_code == 404
        for view, data in (
            ("/rerun", {}),
            ("/delete", {}),
            ("/what-if", {"answer": "x"}),
            (f"/why/{rid}", {"status": "accepted"}),
        ):
            assert client.post(home + view, data=data, headers=other).status_code == 404
        assert home not in client.get("/advice", headers=other).text
        page = client.get(f"{home}/why/{rid}", headers=reads)
        assert page.status_code == 200
        assert "<form" not in page.text.partition('id="status"')[2]
        assert f"{home}/delete" not in client.get(home, headers=reads).text
        assert client.get(f"{home}/delete", headers=reads).status_code == 403
        for view, data in (("/rerun", {}), ("/delete", {}), (f"/why/{rid}", {"status": "accepted"})):
            assert client.post(home + view, data=data, headers=reads).status_code == 403
        assert client.get(home, headers=one).status_code == 200


def _paths(router: Any) -> Iterator[str]:
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        yield from [route.path] if inner is None else _paths(inner)


def test_no_recommendation_hides_behind_another_address(client: TestClient) -> None:
    """Below an advice every recommendation stands under a word of its own, so that any id will do."""
    below = [path.split("/")[3:] for path in _paths(client.app) if path.startswith("/advice/{id}/")]
    assert ["why", "{rid}"] in below
    assert ["not", "{rid}"] in below
    assert [rest for rest in below if rest[0] == "{rid}"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_respondents_differ_has_a_page(client: TestClient, advisor: Advisor, language: Language) -> None:
    """What the command says stands on it; the front page leads to it, and to no such page where nobody differs."""
    several = (CHECKOUT / "examples" / "respondents" / "ghent-crm.json").read_bytes()
    made = client.post("/v1/advice", content=several, headers={**JSON, "Accept": "*/*"})
    address = made.headers["location"].rpartition("/")[2]
    assert f"/advice/{address}/differences" in client.get(f"/advice/{address}?lang={language}").text
    shown_ = client.get(f"/advice/{address}/differences?lang={language}").text
    page = " ".join(tree.fromstring(shown_).text_content().split())
    profile = from_json(made.content).profile.told
    found = differing(differences(profile, advisor, language), language)
    for text in (*found.sentences, *(one.question for group in found.parts for one in group.questions), *found.settled):
        assert " ".join(text.split()) in page
    assert "directie" not in page


def test_what_if_leaves_other_disputes_as_they_are(client: TestClient) -> None:
    """Another answer to one question on which respondents differ changes that answer, and no other."""
    several = (CHECKOUT / "examples" / "respondents" / "ghent-crm.json").read_bytes()
    made = client.post("/v1/advice", content=several, headers={**JSON, "Accept": "*/*"})
    address = made.headers["location"].rpartition("/")[2]
    told = client.post(f"/advice/{address}/what-if?question=adoption_rate&lang=nl", data={"answer": "20"}).text
    profile = from_json(made.content).profile.told
    api = {"profile": profile.plain, "answers": {"adoption_rate": 20}}
    outcome = client.post("/v1/what-if?lang=nl", json=api, headers={**JSON, "Accept": "*/*"}).json()
    assert [answer["attribute"] for answer in outcome["answers"]] == ["adoption_rate"]
    page = " ".join(tree.fromstring(told).text_content().split())
    assert all(moved["title"] in page for moved in outcome["recommendations"])
    assert outcome["recommendations"]


def test_a_profile_with_several_voices_is_taken_as_far_as_one_can_say(client: TestClient) -> None:
    several = (CHECKOUT / "examples" / "respondents" / "ghent-crm.json").read_bytes()
    agreed = len(json.loads(several)["answers"])
    shown_ = client.post("/intake/profile?lang=nl", files={"profile": ("p.json", several, "application/json")})
    assert shown_.status_code == 200
    assert " ".join(say("intake_loaded", "nl", count=agreed).split()) in " ".join(shown_.text.split())
    assert "Disputed" not in shown_.text

"""The pages of the knowledge: all of it is there, in both languages, and every link leads somewhere."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urlsplit

import pytest
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.conditions import atoms
from advisor.library.edition import Edition
from advisor.library.linking import citations
from advisor.library.model import EMPHASES, Result
from advisor.library.passages import link
from advisor.library.wording import LANGUAGES, Language, rule_sentence, sentence
from advisor.phrases import say
from advisor.stages.engine import Pool
from advisor.stages.fitting import fitted
from advisor.store.database import open_store
from api.pages.knowledge.catalogue import catalogue
from api.pages.knowledge.conditions import ConditionLine, lines
from tests.api.conftest import application
from tests.conftest import sizes
from tests.test_architecture import glossary

KINDS = ("sources", "factors", "questions", "rules", "recommendations", "tensions")
PAGES = ["/knowledge", "/knowledge/priorities", "/knowledge/search", *(f"/knowledge/{kind}" for kind in KINDS)]
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Read(HTMLParser):
    """A page as it is read: its text, the text under each id, its links and its ids."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[dict[str, str]] = []
        self.ids: list[str] = []
        self.titles = 0
        self._under: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(content)
        assert [tag for tag, _ in self._open] == [], "a tag is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, held.get("id", "")))
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "a":
            self.links.append(held)
        self.titles += tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] not in ("title",):
            self.said.append(data)
            for _, name in self._open:
                if name:
                    self._under.setdefault(name, []).append(data)

    @property
    def text(self) -> str:
        """All that can be read, with single spaces."""
        return " ".join("".join(self.said).split())

    def under(self, name: str) -> str:
        """What can be read within the element of an id."""
        return " ".join("".join(self._under[name]).split())


@pytest.fixture(scope="module")
def client(edition: Edition, engine: Pool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser of sorts, on the computer of the server itself."""
    folder: Path = tmp_path_factory.mktemp("kept")
    with closing(open_store(f"sqlite:///{folder}/advisor.db")) as store:
        app = application(Advisor(edition, engine), store)
        yield TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000), headers={"Accept": "text/html"})


def fetched(client: TestClient, path: str, language: Language) -> Read:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    return Read(answer.text)


def known(edition: Edition) -> Mapping[str, Mapping[str, object]]:
    return {kind: getattr(edition, kind) for kind in KINDS}


Shown = Callable[[str, Language], Read]


@pytest.fixture(scope="module")
def shown(client: TestClient) -> Shown:
    """A page of the knowledge in a language, fetched when it is first asked for."""
    return cache(partial(fetched, client))


@pytest.mark.parametrize("every", sizes(15, 1))
def test_every_entry_has_a_page_and_stands_in_its_list(shown: Shown, edition: Edition, every: int) -> None:
    """Each entry of the edition (every fifth, but in the long version) answers in both languages, with one heading, and
    is a link in the list of its kind.
    """
    for language in LANGUAGES:
        for kind, entries in known(edition).items():
            listed = {a["href"] for a in shown(f"/knowledge/{kind}", language).links}
            assert {f"/knowledge/{kind}/{i}" for i in entries} <= listed
            for entry_id, entry in list(entries.items())[::every]:
                page = shown(f"/knowledge/{kind}/{entry_id}", language)
                title = entry.text if kind == "questions" else entry.title  # type: ignore[attr-defined]
                assert (title if kind == "sources" else title[language]) in page.text
                assert page.titles == 1
                assert entry_id in page.text


@pytest.mark.long
def test_every_link_leads_to_a_page_that_exists_with_that_place_on_it(
    client: TestClient, shown: Shown, edition: Edition
) -> None:
    """Each link of each page of the knowledge is followed; ids are unique on their page."""
    paths = [*PAGES, *(f"/knowledge/{kind}/{i}" for kind, entries in known(edition).items() for i in entries)]
    pages = {(path, language): shown(path, language) for path in paths for language in LANGUAGES}
    elsewhere: dict[str, int] = {}
    met = 0
    for (path, language), page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for a in page.links:
            parts = urlsplit(a["href"])
            if parts.scheme:
                assert a["rel"] == "noreferrer", a
                continue
            target = parts.path or path
            if (target, language) not in pages:
                if target.startswith("/v1/"):
                    if target not in elsewhere:
                        elsewhere[target] = client.get(a["href"], headers={"Accept": "*/*"}).status_code
                    assert elsewhere[target] == 200, f"{path} leads to {target}"
                else:
                    assert target in ("/", "/advice", "/portfolio", "/rounds"), f"{path} leads to {target}"
                continue
            met += 1
            if parts.fragment:
                assert unquote(parts.fragment) in pages[target, language].ids, f"{path} leads to {a['href']}"
    assert met > 20_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_passage_stands_with_its_source(shown: Shown, edition: Edition, language: Language) -> None:
    """Each passage is on the page of its source, once, with all that cites it, or the reason why nothing does."""
    cited = citations(edition)
    titles = {"rule": edition.rules, "recommendation": edition.recommendations, "tension": edition.tensions}
    met = 0
    for source_id, source in edition.sources.items():
        page = shown(f"/knowledge/sources/{source_id}", language)
        assert [i for i in page.ids if i in source.passages] == list(source.passages)
        read = [a["href"] for a in page.links if "#:~:text=" in a["href"]]
        assert read == [address for p in source.passages.values() if (address := link(source, p))]
        numbers = say("knowledge_cited_of", language, cited=0, total=len(source.passages))
        count = sum(f"{source_id}/{p}" in cited for p in source.passages)
        assert numbers.replace("0", str(count), 1) in page.text
        for passage_id, passage in source.passages.items():
            text = page.under(passage_id)
            for kind, user in cited.get(f"{source_id}/{passage_id}", []):
                assert " ".join(titles[kind][user].title[language].split()) in text  # type: ignore[index]
                met += 1
            if f"{source_id}/{passage_id}" not in cited:
                assert passage.not_advice
                assert say("knowledge_not_advice", language) in text
                assert passage.not_advice[language] in text
            if passage.gist:
                assert passage.gist[language] in text
    assert met == sum(map(len, cited.values()))


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_a_sentence(shown: Shown, edition: Edition, language: Language) -> None:
    """Each rule stands as its sentence in the list, on its own page and on that of its factor, with its examples."""
    listed = shown("/knowledge/rules", language).text
    for rule_id, rule in edition.rules.items():
        sentence = rule_sentence(rule.when, rule.unless, rule.title[language], edition, language)
        page = shown(f"/knowledge/rules/{rule_id}", language)
        assert sentence in listed
        assert sentence in page.text
        assert sentence in shown(f"/knowledge/factors/{rule.about}", language).text
        results = [say(f"knowledge_result_{example.result}", language) for example in rule.examples]
        for result in get_args(Result):
            word = say(f"knowledge_result_{result}", language)
            assert page.said.count(word) == results.count(word)
        for ref in rule.because:
            source, _, passage = ref.partition("/")
            assert f"/knowledge/sources/{source}#{passage}" in [a["href"] for a in page.links]
        for note in rule.editorial[language] if rule.editorial else ():
            assert note in page.text


def leaves(line: ConditionLine) -> Iterator[ConditionLine]:
    if line.group is None:
        yield line
    for part in line.parts:
        yield from leaves(part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_condition_as_a_list_says_what_the_sentence_says(edition: Edition, language: Language) -> None:
    """The lines name the facts of the condition, in its order, and ask of each what the sentence asks."""
    known = catalogue(edition, language)
    holders = [*edition.rules.values(), *edition.tensions.values(), *edition.derived.values()]
    for condition in (holder.when for holder in (*holders, *edition.contradictions.values())):
        said = list(leaves(lines(condition, known)))
        assert [line.fact for line in said] == [known.fact(atom.name) for _, atom in atoms(condition)]
        for line in said:
            needed = line.needed.removeprefix({"nl": "bevat ", "en": "includes "}[language])
            assert needed in sentence(condition, edition, language)
    groups = lines(edition.rules["run-as-an-it-project"].when, known)
    assert (groups.group, len(groups.parts)) == ("any", 2)


@pytest.mark.long
def test_no_code_is_shown_for_a_label(shown: Shown, edition: Edition) -> None:
    """The examples say what was answered in words: no code of an option stands on the page of a rule or tension."""
    codes = {code for q in edition.questions.values() for code in q.options if "_" in code}
    for kind in ("rules", "tensions"):
        for entry_id in known(edition)[kind]:
            words = set(shown(f"/knowledge/{kind}/{entry_id}", "en").text.split())
            assert words & codes == set(), entry_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recommendation_shows_where_each_step_comes_from(shown: Shown, edition: Edition, language: Language) -> None:
    """Each step has its passages as numbers, or says that it is the editors' inference."""
    for rid, recommendation in edition.recommendations.items():
        page = shown(f"/knowledge/recommendations/{rid}", language)
        notes = [a["href"] for a in page.links if a.get("class") == "note"]
        assert len(notes) == sum(len(step.because) for step in recommendation.steps)
        inferred = sum(step.inference for step in recommendation.steps)
        assert page.said.count(say("inference", language)) == inferred
        for text in (recommendation.summary, *recommendation.steps, *recommendation.caveats):
            assert " ".join(fitted(text, {}, edition, language).split()) in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_is_laid_open(shown: Shown, edition: Edition, language: Language) -> None:
    """Every weight with its reason, every number of points, every check on contradictions."""
    page = shown("/knowledge/priorities", language)
    for name, weight in edition.priorities.weights:
        text = page.under(f"weight-{name}")
        assert weight.title[language] in text
        assert weight.why[language] in text
        assert say(f"knowledge_basis_{weight.basis}", language) in text
        for points in weight.points.values():
            assert f"{points:+d}".replace("-", "−").replace("+0", "0") in text
    for check_id, check in edition.contradictions.items():
        assert check.message[language] in page.under(check_id)
    for name, fact in edition.derived.items():
        assert fact.title[language] in page.under(name)


def test_the_words_for_emphasis_are_those_of_the_glossary() -> None:
    """What the page calls an emphasis is what the glossary calls it."""
    for emphasis in EMPHASES:
        words = (say(f"emphasis_{emphasis}", "nl"), say(f"emphasis_{emphasis}", "en"))
        assert words == glossary()["Emphasis"][emphasis]


@pytest.mark.parametrize("path", [*PAGES, "/knowledge/rules/few-really-use-it", "/knowledge/search?q=crm"])
def test_a_page_has_a_tag_and_is_not_sent_twice(client: TestClient, path: str) -> None:
    """A strong ETag that is the same each time, another in another language; 304 for who has it."""
    first = client.get(path, headers={"Accept-Language": "nl"})
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["cache-control"] == "private, no-cache"
    assert "default-src 'none'" in first.headers["content-security-policy"]
    again = client.get(path, headers={"Accept-Language": "nl", "If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    english = client.get(path, headers={"Accept-Language": "en", "If-None-Match": tag})
    assert english.status_code == 200
    assert english.headers["etag"] != tag


def test_the_switch_of_language_is_remembered(client: TestClient) -> None:
    """?lang= wins over what the browser likes, and sets the cookie, also here."""
    answer = client.get("/knowledge/rules?lang=en", headers={"Accept-Language": "nl"})
    client.cookies.clear()
    assert answer.headers["content-language"] == "en"
    assert answer.cookies["advisor_language"] == "en"


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/knowledge/rules/few-realy-use-it", "/knowledge/rules/few-really-use-it"),
        ("/knowledge/sources/geen-it-projekt", "/knowledge/sources/geen-it-project"),
        ("/knowledge/questions/adoption-rate", "/knowledge/questions/adoption_rate"),
        ("/knowledge/recommendation", "/knowledge/recommendations"),
        ("/knowledge/rule/few-really-use-it", "/knowledge/rules"),
    ],
)
def test_an_unknown_name_leads_to_the_nearest(client: TestClient, path: str, near: str) -> None:
    """404, as a page with the nearest as a link for a browser, as a problem for others."""
    answer = client.get(path)
    assert answer.status_code == 404
    page = Read(answer.text)
    assert near in [a["href"] for a in page.links]
    assert say("knowledge_unknown", "nl") in page.text
    problem = client.get(path, headers={"Accept": "application/json"})
    assert problem.status_code == 404
    assert problem.json()["errors"][0]["nearest"] == near


def test_an_unknown_name_is_not_shown_back(client: TestClient) -> None:
    """What was typed in the address does not come back in the page as anything but text."""
    answer = client.get("/knowledge/rules/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert answer.status_code == 404
    assert "<script" not in answer.text

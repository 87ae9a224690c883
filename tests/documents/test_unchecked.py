"""A passage that nobody has seen in its document says so wherever it is shown."""

import html
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from lxml import html as tree
from starlette.testclient import TestClient

from advisor.advice import Advice, Advisor
from advisor.insight.why import why
from advisor.library.edition import Edition
from advisor.library.passages import link
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.picture.formats import FORMATS as PICTURES
from advisor.report.composing import compose
from advisor.report.formats import FORMATS as REPORTS
from advisor.report.reasoning import why_as_text
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from advisor.store.database import open_store
from tests.api.conftest import GHENT, JSON, application, here
from tests.report.conftest import _made_once  # noqa: F401 - a fixture
from tests.report.reading import READERS, squeezed

UNSEEN = {"length": None, "sha256": None, "fragment": []}


@pytest.fixture(scope="module")
def unseen(edition: Edition, engine: Pool) -> Advisor:
    """The shipped knowledge as if nobody had seen any document."""
    sources = {
        name: source.model_copy(
            update={
                "length": None,
                "canonical_form": None,
                "passages": {p: passage.model_copy(update=UNSEEN) for p, passage in source.passages.items()},
            }
        )
        for name, source in edition.sources.items()
    }
    passages = {f"{s}/{p}": passage for s, source in sources.items() for p, passage in source.passages.items()}
    return Advisor(replace(edition, sources=sources, passages=passages), engine)


def advice_of(advisor: Advisor, language: Language) -> Advice:
    return advisor.advise(read_profile(GHENT.read_bytes(), advisor.edition), language)


def gists(text: str, advisor: Advisor, language: Language) -> tuple[int, int]:
    """How many gists a text shows, and how many of those it says to be unchecked."""
    mark = squeezed(say("passage_unchecked", language, gist=""))
    told = squeezed(html.unescape(text))
    begins = {squeezed(p.gist[language]) for p in advisor.edition.passages.values() if p.gist}
    shown = sum(told.count(begin) for begin in begins)
    return shown, sum(told.count(mark + begin) for begin in begins)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["node-link", "graphml", "cytoscape", "json-ld", "prov"])
def test_in_every_graph(form: str, language: Language, unseen: Advisor) -> None:
    """Each node of a passage says it in its label, whatever reads the graph."""
    text = PICTURES[form].write(advice_of(unseen, language), unseen.edition, None)
    assert isinstance(text, str)
    shown, marked = gists(text.replace('\\"', '"'), unseen, language)
    assert shown == marked > 20


@pytest.mark.parametrize("form", ["mermaid", "svg"])
def test_a_picture_shows_no_gist_unmarked(form: str, unseen: Advisor) -> None:
    """Where a picture shows the gist of a passage at all, it shows that it is unchecked."""
    text = PICTURES[form].write(advice_of(unseen, "nl"), unseen.edition, None)
    shown, marked = gists(str(text), unseen, "nl")
    assert shown == marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_reasoning(language: Language, unseen: Advisor, edition: Edition) -> None:
    """`advisor why` says it of every passage, as text and in JSON; its link opens the page, and no passage on it."""
    advice = advice_of(unseen, language)
    reasoning = why(advice, "win-people-back", unseen.edition)
    shown, marked = gists(why_as_text(reasoning, advice), unseen, language)
    assert shown == marked == len(reasoning.citations) > 5
    assert all(c.unchecked and "#" not in (c.link or "") for c in reasoning.citations)
    assert not any(c.unchecked for c in why(advice, "win-people-back", edition).citations)
    shipped = why_as_text(why(advice, "win-people-back", edition), advice)
    assert gists(shipped, unseen, language)[1] == 0


@pytest.mark.parametrize("form", REPORTS)
def test_in_every_report(form: str, unseen: Advisor) -> None:
    """The list of sources in a report says it of every passage."""
    report = compose(advice_of(unseen, "nl"), unseen)
    shown, marked = gists(READERS[form][0](REPORTS[form].make(report)), unseen, "nl")
    assert shown == marked >= len(report.passages) > 20


@pytest.fixture(scope="module")
def client(unseen: Advisor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("unseen") / "advisor.db"
    with closing(open_store(f"sqlite:///{file}")) as store, here(application(unseen, store)) as client:
        yield client


@pytest.mark.long
def test_over_http(client: TestClient, unseen: Advisor, edition: Edition) -> None:
    """The sources say of each passage whether it is unchecked, in a field and in its gist."""
    sources = client.get("/v1/sources?lang=en").json()["items"]
    passages = [passage for source in sources for passage in source["passages"]]
    assert len(passages) == len(edition.passages)
    for passage in passages:
        assert passage["unchecked"] is True
        assert (passage["length"], passage["sha256"], passage["fragment"]) == (None, None, [])
        assert passage["gist"] is None or passage["gist"].startswith("Unchecked: ")


def words_on(client: TestClient, address: str) -> str:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "nl"})
    assert answer.status_code == 200
    return str(tree.fromstring(answer.text).text_content())


def test_on_the_pages(client: TestClient, unseen: Advisor) -> None:
    """The page of a source says it of every passage and counts them; that of a rule and of an advice say it too."""
    source = unseen.edition.sources["geen-it-project"]
    page = words_on(client, "/knowledge/sources/geen-it-project?lang=nl")
    assert page.count("Niet nagekeken: niemand zag") == len(source.passages)
    overview = words_on(client, "/knowledge/sources?lang=nl")
    for one in unseen.edition.sources.values():
        assert f"{len(one.passages)} passages zijn niet nagekeken" in overview
    made = client.post("/v1/advice", content=GHENT.read_bytes(), headers=JSON)
    address = f"/advice/{made.headers['location'].rpartition('/')[2]}"
    for where in ("/knowledge/rules/few-really-use-it", f"{address}/why/win-people-back"):
        shown, marked = gists(words_on(client, f"{where}?lang=nl"), unseen, "nl")
        assert shown == marked > 0, where


def test_a_link_to_what_nobody_saw_opens_the_page(unseen: Advisor) -> None:
    """Without words to look for, a link leads to the document and not into it."""
    source = unseen.edition.sources["geen-it-project"]
    assert source.address is not None
    assert {link(source, passage) for passage in source.passages.values()} == {source.address}

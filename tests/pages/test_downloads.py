"""What can be taken along from the page of an advice: reports, pictures, answers; each as a file with a plain name."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from advisor.advice import Advisor, to_json
from advisor.library.edition import Edition
from advisor.picture.svg import svg
from advisor.picture.trail import trail
from advisor.report.composing import compose
from advisor.report.formats import ENDINGS, FORMATS
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile, read_profile
from advisor.store import advices
from advisor.store.advices import Record
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store, open_store
from tests.api.conftest import application, here
from tests.conftest import CHECKOUT
from tests.report.reading import pdf_pages

DUTCH, ENGLISH = {"Accept-Language": "nl"}, {"Accept-Language": "en"}


@pytest.fixture
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as opened:
        yield opened


@pytest.fixture
def client(advisor: Advisor, store: Store) -> Iterator[TestClient]:
    with here(application(advisor, store)) as client:
        yield client


@pytest.fixture
def profile(edition: Edition) -> Profile:
    return read_profile((CHECKOUT / "examples" / "hardly-answered.json").read_bytes(), edition)


@pytest.fixture
def kept(advisor: Advisor, store: Store, profile: Profile) -> Record:
    return advices.keep(store, LOCAL, advisor.advise(profile, "nl"))


@pytest.mark.long
def test_reports_in_the_language_of_the_page(
    client: TestClient, kept: Record, advisor: Advisor, profile: Profile
) -> None:
    """Every form, in Dutch and in English, with the date of keeping, under a plain name; 304 for who has it."""
    for headers, language, word in ((DUTCH, "nl", "advies"), (ENGLISH, "en", "advice")):
        report = compose(advisor.advise(profile, language), advisor, kept.kept.created)  # type: ignore[arg-type]
        for ending, form in ENDINGS.items():
            if form == "pdf" and language == "en":
                continue  # set in its own time; tests/report/ has it in both languages
            place = f"/advice/{kept.kept.id}/report.{ending}"
            answer = client.get(place, headers=headers)
            assert answer.status_code == 200
            assert answer.content == FORMATS[form].make(report)
            assert answer.headers["content-type"].partition(";")[0] == FORMATS[form].media_type
            name = f'attachment; filename="{word}-Nauwelijks-ingevuld.{ending}"'
            assert answer.headers["content-disposition"] == name
            assert answer.headers["content-language"] == language
            if form != "pdf":  # it would be set once more
                again = client.get(place, headers={**headers, "If-None-Match": answer.headers["etag"]})
                assert again.status_code == 304
    raw = client.get(f"/advice/{kept.kept.id}/report.pdf", headers=DUTCH).content
    assert str(kept.kept.created.year) in pdf_pages(raw)[0]


def test_pictures(client: TestClient, kept: Record, advisor: Advisor, profile: Profile) -> None:
    """The whole map and each recommendation, as SVG that stands by itself and as PNG."""
    advice = advisor.advise(profile, "en")
    for name, rid in (("picture", None), (advice.recommendations[0].id, advice.recommendations[0].id)):
        drawing = client.get(f"/advice/{kept.kept.id}/{name}.svg", headers=ENGLISH)
        assert drawing.text == svg(trail(advice, advisor.edition, rid))
        assert etree.fromstring(drawing.content).tag == "{http://www.w3.org/2000/svg}svg"
        assert drawing.headers["content-type"] == "image/svg+xml"
        image = client.get(f"/advice/{kept.kept.id}/{name}.png", headers=ENGLISH)
        assert image.content.startswith(b"\x89PNG")
        for answer, ending in ((drawing, "svg"), (image, "png")):
            part = rid or "map"
            expected = f'attachment; filename="advice-Nauwelijks-ingevuld-{part}.{ending}"'
            assert answer.headers["content-disposition"] == expected


def test_data(client: TestClient, kept: Record, advisor: Advisor, profile: Profile, edition: Edition) -> None:
    """The answers as a profile that is read again, the advice as it is made in the language of the page."""
    answers = client.get(f"/advice/{kept.kept.id}/profile.json", headers=DUTCH)
    assert read_profile(answers.content, edition) == profile
    assert 'filename="advies-Nauwelijks-ingevuld-antwoorden.json"' in answers.headers["content-disposition"]
    whole = client.get(f"/advice/{kept.kept.id}/advice.json", headers=ENGLISH)
    assert whole.content == to_json(advisor.advise(profile, "en"))


def test_what_there_is_not(client: TestClient, kept: Record, advisor: Advisor, store: Store, profile: Profile) -> None:
    """Another form, another recommendation, another's advice: 404."""
    given = {item.id for item in advisor.advise(profile).recommendations}
    away = next(rid for rid in advisor.edition.recommendations if rid not in given)
    for name in ("report.exe", "picture.gif", f"{away}.svg", "nothing.png"):
        assert client.get(f"/advice/{kept.kept.id}/{name}").status_code == 404
    other = advices.keep(store, Caller("other", "someone", "write"), advisor.advise(profile))
    for name in ("report.pdf", "picture.svg", "profile.json", "advice.json"):
        assert client.get(f"/advice/{other.kept.id}/{name}").status_code == 404


def test_of_other_knowledge(client: TestClient, kept: Record, store: Store) -> None:
    """No document or picture can be made of it, with a way on; the data of then is still there."""
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE advices SET software = '0.0.1', knowledge_sha256 = ?", ("0" * 64,))
    for name in ("advice.json", "profile.json"):
        assert client.get(f"/advice/{kept.kept.id}/{name}").status_code == 200
    for ending in ENDINGS:
        assert client.get(f"/advice/{kept.kept.id}/report.{ending}").status_code == 409
    assert client.get(f"/advice/{kept.kept.id}/picture.svg").status_code == 409

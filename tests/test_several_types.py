"""Several types of initiative at once: one alone is as it was, and more never take away what one of them brings."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from advisor.advice import Advisor, to_json
from advisor.cli import main
from advisor.cli.options import changed
from advisor.insight.compare import compare
from advisor.insight.earlier import EarlierAdvice, read_either
from advisor.insight.evaluator import evaluator
from advisor.insight.replay import replay
from advisor.intake.mapping import read_mapping
from advisor.intake.rows import profile_of, rows
from advisor.library.conditions import Value
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.mistakes import ProfileError
from advisor.stages.openness import applies
from advisor.stages.profile import Profile, fitting, understand
from advisor.stages.verdicts import LEVEL
from api.http.html_forms import profile_of as posted
from api.pages.intake.filled import filled, read
from tests.conftest import sizes
from tests.realistic import profiles

TYPE = "initiative_type"


@pytest.fixture(scope="module")
def advisor(edition: Edition, engine: Pool) -> Advisor:
    return Advisor(edition, engine)


def as_it_was(answers: dict[str, Value]) -> dict[str, Any]:
    """The JSON of a profile from before there could be several types: its one type is a text."""
    plain = Profile(answers).plain
    (plain["answers"][TYPE],) = plain["answers"][TYPE]
    return plain


def earlier(profile: dict[str, Any], advisor: Advisor) -> bytes:
    """Advice as it was kept while the type was a text; the advice itself is that of today."""
    data = json.loads(to_json(advisor.advise(understand(profile, advisor.edition))))
    told = Profile(understand(profile, advisor.edition).answers | {TYPE: profile["answers"][TYPE]})
    data["profile"]["answers"][TYPE] = profile["answers"][TYPE]
    data["receipt"] |= {"profile_sha256": told.sha256, "knowledge_sha256": "0" * 64}
    return json.dumps(data).encode()


@pytest.mark.parametrize("count", sizes(10, 200))
def test_one_type_as_a_text_gives_the_same_bytes(advisor: Advisor, count: int) -> None:
    """As a list of one."""
    for answers in profiles(advisor.edition, count, seed=81):
        told = [understand(data, advisor.edition) for data in (as_it_was(answers), Profile(answers).plain)]
        one, other = (to_json(advisor.advise(profile)) for profile in told)
        assert one == other


@pytest.mark.parametrize("count", sizes(150, 2000))
def test_no_type_shuts_out_what_another_brings(edition: Edition, count: int) -> None:
    """Every weakness and every recommendation of two types together is at least as firm as with either alone, and no
    weakness is there that neither has.
    """
    judge, more = evaluator(edition), 0
    for answers in profiles(edition, count, seed=82):
        alone = {t: judge.conclude({**answers, TYPE: frozenset({t})}) for t in edition.questions[TYPE].options}
        for pair in combinations(alone, 2):
            both = judge.conclude({**answers, TYPE: frozenset(pair)})
            for rid, verdict in both.recommendations.items():
                assert LEVEL[verdict] >= max(LEVEL[alone[t].recommendations[rid]] for t in pair), (rid, pair, answers)
            for rule_id, verdict in both.findings.items():
                if edition.rules[rule_id].polarity == "weakness":
                    assert LEVEL[verdict] == max(LEVEL[alone[t].findings[rule_id]] for t in pair), (rule_id, pair)
            more += any(both.recommendations != alone[t].recommendations for t in pair)
    assert more > count


def test_more_types_ask_at_least_as_much(edition: Edition) -> None:
    """What is asked because of one type is asked as well where it is one of several."""
    for question in edition.questions.values():
        for pair in combinations(edition.questions[TYPE].options, 2):
            if any(applies(question, {TYPE: frozenset({t})}) for t in pair):
                assert applies(question, {TYPE: frozenset(pair)})


def through_json(types: list[str], edition: Edition, _: Path) -> Profile:
    return understand({"answers": {TYPE: types[0] if len(types) == 1 else types}}, edition)


def through_csv(types: list[str], edition: Edition, folder: Path, form: str | None = None) -> Profile:
    out = io.StringIO()
    csv.writer(out).writerows([[TYPE], [";".join(types)]])
    (folder / "in.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    mapping = None
    if form is not None:
        (folder / "form.yaml").write_text(form, encoding="utf-8")
        mapping = read_mapping(folder / "form.yaml", edition)
    (row,) = rows(folder / "in.csv", edition, "nl", mapping)
    return profile_of(row, edition, "nl", mapping)


def through_a_mapping(types: list[str], edition: Edition, folder: Path) -> Profile:
    """A mapping of a form that offered one type has no separator; one that offers several has."""
    feed = {"field": TYPE, "options": {t: t for t in edition.questions[TYPE].options}}
    feed |= {"separator": ";"} if len(types) > 1 else {}
    form = {"form": {"nl": "Vragen", "en": "Questions"}, "reads": "columns", "answers": {TYPE: feed}}
    return through_csv(types, edition, folder, json.dumps(form))


def through_an_html_form(types: list[str], edition: Edition, _: Path) -> Profile:
    return understand(posted([(TYPE, t) for t in types], edition), edition)


def through_a_page(types: list[str], edition: Edition, _: Path) -> Profile:
    return read(filled([(TYPE, t) for t in types]), edition, "nl").profile


def through_set(types: list[str], edition: Edition, _: Path) -> Profile:
    advisor = Advisor(edition, None)  # type: ignore[arg-type] - no rule is fired to read an answer
    return changed(Profile({}), (f"{TYPE}={','.join(types)}",), advisor, "nl")


DOORS: list[Callable[[list[str], Edition, Path], Profile]] = [
    through_json,
    through_csv,
    through_a_mapping,
    through_an_html_form,
    through_a_page,
    through_set,
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("types", [["internal_system"], ["digital_product", "internal_system"]])
def test_every_door_takes_one_and_several(edition: Edition, tmp_path: Path, door: Any, types: list[str]) -> None:
    assert door(types, edition, tmp_path).answers == {TYPE: frozenset(types)}


def test_the_interview_takes_several(tmp_path: Path, edition: Edition) -> None:
    """And offers none of them."""
    question = edition.questions[TYPE]
    path = tmp_path / "me.json"
    path.write_text(
        json.dumps(
            {"answers": {"sector": "private", "employee_count": 60, "country": "NL", "customer_groups": ["b2b"]}}
        ),
        "utf-8",
    )
    shown = CliRunner().invoke(main, ["ask", str(path), "--lang", "nl"], input="1 3\ns\n").stdout
    assert question.text.nl in shown
    assert question.none_label is not None
    assert f"0. {question.none_label.nl}" in shown
    assert json.loads(path.read_bytes())["answers"][TYPE] == ["internal_system", "digital_product"]


def test_a_text_that_is_no_type_is_told_where_it_stands(edition: Edition) -> None:
    """As for a choice: at the answer itself, with the nearest; and no other question takes a text for a list."""
    with pytest.raises(ProfileError) as error:
        understand({"answers": {TYPE: "internal_sistem", "work_insight": "work_observed"}}, edition)
    one, other = error.value.mistakes
    assert (one.pointer, one.nearest) == (f"/answers/{TYPE}", "internal_system")
    assert other.pointer == "/answers/work_insight"


def test_advice_with_one_type_as_a_text_is_read_and_compared(advisor: Advisor) -> None:
    """It was not tampered with, no answer seems changed, and it can be made again with the knowledge of today."""
    answers = next(profiles(advisor.edition, 1, seed=83))
    raw = earlier(as_it_was(answers), advisor)
    then = read_either(json.loads(raw), advisor.edition)
    assert isinstance(then, EarlierAdvice)
    comparison = compare(then, Profile(answers), advisor)
    assert comparison.answers == []
    assert all(f.change in ("still_there", "kept") for f in comparison.findings)
    assert replay(raw, advisor).mistakes == []


def test_an_answer_fits_an_edition_that_takes_one(edition: Edition) -> None:
    """A single type fits either way, two do not fit where one is taken."""
    question = edition.questions[TYPE].model_copy(update={"kind": "choice", "also_single": False, "none_label": None})
    before = replace(edition, questions={**edition.questions, TYPE: question})
    one, two = frozenset({"internal_system"}), frozenset({"internal_system", "digital_product"})
    assert fitting(Profile({TYPE: one}), before).answers == {TYPE: "internal_system"}
    assert fitting(Profile({TYPE: "internal_system"}), edition).answers == {TYPE: one}
    assert fitting(Profile({TYPE: two}), before).answers == {}

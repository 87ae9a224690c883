"""What is served renders as it is in React JSON Schema Form and in JSONForms, and what they submit is understood."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from starlette.testclient import TestClient

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.library.model import Question
from advisor.library.wording import LANGUAGES, Language
from advisor.stages.engine import Pool
from advisor.stages.profile import understand
from api.app import create_app
from api.views.ask_when import ask_if

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
RENDERERS = ("rjsf", "jsonforms")
MINUTES = 5

Told = dict[str, Any]


def steps(edition: Edition, language: Language) -> list[Told]:
    """What a user fills in, step by step, in the words of the form."""

    def label(attribute: str, *codes: str) -> Any:
        found = [edition.questions[attribute].options[code][language] for code in codes]
        return found if edition.questions[attribute].kind == "choices" else found[0]

    groups, signals = (list(edition.questions[a].options)[:2] for a in ("customer_groups", "culture_signals"))
    return [
        {
            "initiative_phase": label("initiative_phase", "live"),
            "sector": label("sector", "public"),
            "initiative_type": label("initiative_type", "internal_system"),
        },
        {"name": "Één 😀", "employee_count": 35, "adoption_rate": 12.5, "weeks_since_go_live": 0},
        {"customer_groups": label("customer_groups", *groups), "culture_signals": label("culture_signals", *signals)},
        {"culture_signals": []},
        {"initiative_phase": label("initiative_phase", "exploring"), "sector": label("sector", "private")},
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this folder with the packages of its lock."""
    if not (shutil.which("node") and shutil.which("npm")):
        assert not os.environ.get("CI"), "node and npm are missing"
        pytest.skip("node and npm are not on this machine: apt-get install nodejs npm")
    copy = tmp_path_factory.mktemp("forms")
    for name in ("package.json", "package-lock.json", "render.mjs"):
        shutil.copy(HERE / name, copy)
    run(copy, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    return copy


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    asked: Language = request.param
    return asked


@pytest.fixture(scope="module")
def told(folder: Path, edition: Edition, engine: Pool, language: Language) -> Told:
    """What both renderers show of what is served in a language, untouched and after each step."""
    with TestClient(create_app(Advisor(edition, engine))) as client:
        addresses = {"schema": "/v1/profile-schema", "ui": "/v1/profile-schema/jsonforms"}
        served = {key: client.get(address, params={"lang": language}).json() for key, address in addresses.items()}
    file = folder / f"{language}.json"
    file.write_text(json.dumps({**served, "steps": steps(edition, language)}), encoding="utf-8")
    found: Told = json.loads(run(folder, "node", "render.mjs", str(file)))
    return found


def asked(edition: Edition, answers: dict[str, Any]) -> list[str]:
    """The fields of a form with these answers, in their order."""
    conditions = {a: ask_if(q) or True for a, q in edition.questions.items()}
    return ["name", "reference", *(a for a, c in conditions.items() if Draft7Validator(c).is_valid(answers))]


def widget(question: Question, renderer: str) -> str:
    if question.kind == "choices":
        return "select-multiple" if renderer == "rjsf" else "table"
    return "number" if question.range else "select-one"


@pytest.mark.parametrize("renderer", RENDERERS)
def test_every_question_is_shown(told: Told, renderer: str, edition: Edition, language: Language) -> None:
    """Each question stands in its order, with its title, a widget of its kind and the labels of its options."""
    assert not told["complaints"]
    fields = {field["name"]: field for field in told[renderer]["fields"]}
    assert list(fields) == asked(edition, {})
    assert [fields[name]["title"] for name in ("name", "reference")] == [
        ["Naam", "Kenmerk"],
        ["Name", "Reference"],
    ][language == "en"]
    for attribute, question in edition.questions.items():
        if attribute not in fields:
            continue
        field = fields[attribute]
        assert field["title"] == question.text[language]
        assert field["widget"] == widget(question, renderer)
        if field["widget"] != "table":
            assert field["options"] == [label[language] for label in question.options.values()]


def test_the_themes_are_shown(told: Told, edition: Edition, language: Language) -> None:
    """JSONForms shows the questions under the titles of their themes."""
    assert told["jsonforms"]["headings"] == [t.title[language] for t in edition.manifest.questions.values()]


@pytest.mark.parametrize("renderer", RENDERERS)
def test_nothing_is_answered_by_itself(told: Told, renderer: str) -> None:
    """A form that nobody touched submits no answers: no first option, and no empty list, which would mean none."""
    assert told[renderer]["untouched"]["submitted"] == {"answers": {}}
    assert "errors" not in told[renderer]["untouched"]


@pytest.mark.parametrize("renderer", RENDERERS)
def test_questions_come_and_go(told: Told, renderer: str, edition: Edition) -> None:
    """After each step those questions are shown that make sense, or may yet make sense, in their own place."""
    for step in told[renderer]["steps"]:
        assert step["names"] == asked(edition, step["submitted"]["answers"])
    first, *_, last = (set(step["names"]) for step in told[renderer]["steps"])
    assert first - last >= {"adoption_rate", "weeks_since_go_live"}
    assert "market_ambition" in last - first


@pytest.mark.parametrize("renderer", RENDERERS)
def test_what_is_submitted_is_understood(told: Told, renderer: str, edition: Edition) -> None:
    """What was filled in passes the renderer's own validator, and is read as just that and nothing more."""
    for step in told[renderer]["steps"]:
        assert "errors" not in step
    *_, chosen, cleared, _ = (understand(step["submitted"], edition) for step in told[renderer]["steps"])
    groups, signals = (list(edition.questions[a].options)[:2] for a in ("customer_groups", "culture_signals"))
    answers = {"sector": "public", "employee_count": 35, "initiative_phase": "live", "adoption_rate": 12.5}
    answers |= {"weeks_since_go_live": 0, "customer_groups": frozenset(groups)}
    answers["initiative_type"] = frozenset({"internal_system"})
    assert chosen.name == "Één 😀"
    assert chosen.answers == {**answers, "culture_signals": frozenset(signals)}
    assert cleared.answers == {**answers, "culture_signals": frozenset()}


def test_the_lock_names_the_public_registry_only() -> None:
    """Whoever installs the packages gets them from the public registry."""
    packages = json.loads((HERE / "package-lock.json").read_text())["packages"]
    public = "https://registry.npmjs.org/"
    assert all(package["integrity"] for name, package in packages.items() if name)
    assert all(package.get("resolved", public).startswith(public) for package in packages.values())

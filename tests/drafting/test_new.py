"""New entries: what is drafted is checked to be whole but for what is to be filled in, and nothing else is touched."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from advisor.check import check
from advisor.cli import main
from advisor.drafting import drafting, standing
from advisor.drafting.drafting import KINDS, mended
from advisor.library import loading
from advisor.library.fields import fields
from advisor.library.kinds import FILE_KINDS
from advisor.library.named import id_form
from advisor.library.questions import MAX_NAME
from advisor.library.strict_yaml import parse
from advisor.library.unfilled import MARKER, unfilled
from advisor.phrases import LANGUAGES, Language
from tests.commands import inner
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.usefixtures("standing_read_once")

EXISTING = CHECKOUT / "examples" / "overlays" / "sixth-source"
TEMPLATES = sorted((Path(drafting.__file__).parent / "templates").rglob("*.yaml"))

# What is drafted, in an order in which each may name what stands before it; and what is filled in, by field.
BOTH = {"nl": "Zo is het.", "en": "So it is."}
TITLE = {"nl": "Zo", "en": "So"}
ENTRIES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "source --id drafted-source": (
        "source",
        {
            **dict.fromkeys(("title", "author", "publisher"), "Wij"),
            "date": '"2026"',
            "kind": {"nl": "praktijk", "en": "practice"},
            "speaks_to": "[public, private]",
            "stance": BOTH,
            "passages.p1.section": "Alles",
            "passages.p1.gist": BOTH,
        },
    ),
    "factor --id drafted-factor --theme people --told-by drafted-source/p1": (
        "factor",
        {"title": {"nl": "Iets van ons", "en": "Something of ours"}, "polarity": "both", "emphasis": "opinion"},
    ),
    "question --id drafted_choice --theme work --kind choice --option bad --option good": (
        "question",
        {
            "text": {"nl": "Hoe is het?", "en": "How is it?"},
            "help": BOTH,
            "need": "optional",
            "changeable": "true",
            "options.bad": {"nl": "slecht", "en": "bad"},
            "options.good": {"nl": "goed", "en": "good"},
        },
    ),
    "question --id drafted_scale --theme work --kind scale": (
        "question",
        {
            "text": {"nl": "Hoe erg is het?", "en": "How bad is it?"},
            "help": BOTH,
            "range": "[1, 5]",
            "ends.low": {"nl": "niet", "en": "not"},
            "ends.high": {"nl": "heel erg", "en": "very"},
            "need": "optional",
            "changeable": "true",
        },
    ),
    "recommendation --id drafted-advice --theme people --because drafted-source/p1": (
        "recommendation",
        {
            "title": {"nl": "Doe er iets aan", "en": "Do something about it"},
            "summary": BOTH,
            "steps": BOTH,
            "who": {"nl": "wie het kan", "en": "whoever can"},
            "sign": BOTH,
            "effort.weeks": "[1, 2]",
            "effort.days": "[1, 2]",
        },
    ),
    "rule --id drafted-rule --about drafted-factor --recommend drafted-advice --because drafted-source/p1": (
        "rule",
        {
            "title": TITLE,
            "clause": {"nl": "het is slecht", "en": "it is bad"},
            "severity": "[{high: otherwise}]",
            "when": "{drafted_choice: bad}",
            "examples.given": ["{drafted_choice: bad}", "{drafted_choice: good}"],
        },
    ),
    "rule --id drafted-strength --about drafted-factor --polarity strength --because drafted-source/p1": (
        "rule",
        {
            "title": TITLE,
            "clause": {"nl": "het is goed", "en": "it is good"},
            "when": "{drafted_scale: 1}",
            "helps": "[drafted-advice]",
            "examples.given": ["{drafted_scale: 1}", "{drafted_scale: 2}"],
        },
    ),
    "tension --id drafted-tension --sides drafted-source/p1 drafted-source/p1": (
        "tension",
        {
            "title": {"nl": "Dit of dat van ons", "en": "This or that of ours"},
            "sides.claim": BOTH,
            "sides.factors": "[drafted-factor]",
            "resolution": BOTH,
            "decided_by": "context",
            "when": "{weakness: drafted-factor}",
            "examples.given": ["{drafted_choice: bad}", "{drafted_choice: good}"],
        },
    ),
    "contradiction --id drafted-contradiction": (
        "contradiction",
        {
            "message": BOTH,
            "when": "{all: [{drafted_choice: bad}, {drafted_scale: 1}]}",
            "examples.given": [
                "{drafted_choice: bad, drafted_scale: 1}",
                "{drafted_choice: bad, drafted_scale: 2}",
            ],
        },
    ),
    "case --id drafted-case": (
        "case",
        {
            "name": "Wij",
            "why": "Zo blijft het.",
            "profile": "{drafted_choice: bad}",
            "expect.findings": "[drafted-rule]",
            "expect.recommendations.recommended": "[drafted-advice]",
            "expect.recommendations.provisional": "[]",
        },
    ),
}
OVERLAY = {"name": {"nl": "Van ons", "en": "Ours"}, "author": "Wij", "why": BOTH}

# Every kind and variant, by itself: it names only what the shipped knowledge has.
ALONE = [
    "source --id new-one",
    "factor --id new-one --theme people",
    "factor --id new-one --theme people --told-by geen-it-project/p8 --told-by geen-it-project/p9",
    *(f"question --id new_one --theme work --kind {path.stem}" for path in TEMPLATES if path.parent.name == "question"),
    "question --id new_one --theme work --kind choices --option one --option two",
    "recommendation --id new-one --theme people",
    "recommendation --id new-one --theme people --because geen-it-project/p8",
    "rule --id new-one --about adoption-shortfall",
    "rule --id new-one --about adoption-shortfall --recommend win-people-back --because geen-it-project/p8",
    "rule --id new-one --about adoption-shortfall --polarity strength",
    "rule --id new-one --about adoption-shortfall --polarity strength --helps win-people-back",
    "tension --id new-one",
    "tension --id new-one --sides geen-it-project/p8 geen-it-project/p9",
    "contradiction --id new-one",
    "case --id new-one",
]


@pytest.fixture
def standing_read_once(read_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `read_once` does for the loader."""
    monkeypatch.setattr(standing, "read", loading.read)


def run(*words: str, language: Language = "en") -> Result:
    result = CliRunner().invoke(main, [*words, "--lang", language], prog_name="advisor")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def markers(folder: Path) -> list[tuple[str, int]]:
    """Where a marker stands below a folder (file, line), as another reader of YAML sees it."""

    def within(node: yaml.Node) -> Iterator[int]:
        if isinstance(node, yaml.ScalarNode):
            yield from [node.start_mark.line + 1] if node.value == MARKER else []
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from (*within(key), *within(value))
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from within(item)

    return sorted(
        (name, line)
        for name, raw in contents(folder).items()
        if name.endswith(".yaml") and MARKER.encode() in raw
        for line in within(yaml.compose(raw, yaml.SafeLoader))
    )


def told(base: Path, over: list[Path]) -> list[tuple[str, int]]:
    """What a check tells, each a place to be filled in: file, without the name of its overlay, and line."""
    checked = check(base, over, shipped=base == CHECKOUT)
    assert {flaw.code for flaw in checked.flaws} <= {"unfilled"}, [str(flaw.what) for flaw in checked.flaws]
    called = f"{over[-1].name}/" if over else ""
    return sorted((flaw.file.removeprefix(called), flaw.line) for flaw in checked.flaws)


@pytest.mark.parametrize(
    "words", [pytest.param(w, marks=() if at % 4 == 0 else pytest.mark.long) for at, w in enumerate(ALONE)]
)
def test_a_new_entry_is_whole_but_for_what_is_told(words: str, tmp_path: Path) -> None:
    """In an overlay that was not there: each place to fill in is told once, and nothing else; the same in Dutch."""
    for language in LANGUAGES:
        overlay = tmp_path / language / "own"
        result = run("new", *words.split(), "--overlay", str(overlay), language=language)
        assert (result.exit_code, result.stderr) == (0, "")
        assert told(CHECKOUT, [overlay]) == markers(overlay)
        assert f" ({len(markers(overlay))} " in result.stdout
    dutch, english = (contents(tmp_path / language / "own") for language in LANGUAGES)
    assert dutch.keys() == english.keys()
    assert all(yaml.safe_load(dutch[name]) == yaml.safe_load(english[name]) for name in dutch)
    assert all(dutch[name] != english[name] for name in dutch)


def filled(folder: Path, name: str, values: Mapping[str, Any]) -> None:
    """Fill in the places of a file: each by its field, in both languages or one after the other."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").split("\n")
    data = parse(path.read_bytes(), name)
    times: dict[str, int] = defaultdict(int)
    for place in unfilled(data.data):
        steps = [step for step in place if isinstance(step, str)]
        field = next(f for i in range(len(steps)) if (f := ".".join(steps[i:])) in values or f[:-3] in values)
        value = values.get(field, values.get(field[:-3]))
        value = value[steps[-1]] if isinstance(value, dict) else value
        if isinstance(value, list):
            value, times[field] = value[times[field]], times[field] + 1
        number = data.at(place)[1] - 1
        assert lines[number].count(MARKER) == 1
        lines[number] = lines[number].replace(MARKER, value)
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    "target",
    ["a new overlay", *(pytest.param(t, marks=pytest.mark.long) for t in ("a base", "an overlay that exists"))],
)
def test_all_kinds_are_put_behind_what_stands_and_filled_in_they_are_clean(target: str, tmp_path: Path) -> None:
    """One of each kind, in turn: no byte before it changes, all places are told; filled in by a script it is clean."""
    folder = tmp_path / "mine"
    base, over, options = CHECKOUT, [folder], ("--overlay", str(folder))
    if target == "a base":
        base, over, options = folder, [], ("--data", str(folder))
        for part in ("knowledge", "rules"):
            shutil.copytree(CHECKOUT / part, folder / part)
    elif target == "an overlay that exists":
        shutil.copytree(EXISTING, folder)
    before = contents(folder)
    for words in ENTRIES:
        earlier = contents(folder)
        assert run("new", *words.split(), *options).exit_code == 0
        now = contents(folder)
        assert all(now[name].startswith(raw) for name, raw in earlier.items())
        changed = {name for name in now if now[name] != earlier.get(name)}
        assert len(changed - {"overlay.yaml"}) == 1
    assert told(base, over) == markers(folder)
    values: dict[str, Any] = {}
    for name, raw in contents(folder).items():
        if raw != before.get(name):
            for words, (_, own) in ENTRIES.items():
                drafted = re.search(r"--id (\S+)", words)[1]  # type: ignore[index]
                whole = Path(name).stem == drafted
                values |= {field if whole else f"{drafted}.{field}": value for field, value in own.items()}
            filled(folder, name, OVERLAY if name == "overlay.yaml" else values)
    if target == "a base":
        assert run("sign", "--all", *options).exit_code == 0
    checked = check(base, over, shipped=base == CHECKOUT)
    assert [str(flaw.what) for flaw in checked.flaws if flaw.counts] == []
    if target != "a new overlay":
        assert all(contents(folder)[name].startswith(raw) for name, raw in before.items() if "signatures" not in name)


# --- the templates ---


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_the_fields_that_must_be_there(path: Path) -> None:
    """Each template is data alone, with the fields of its kind that are required, in their order."""
    kind = path.stem if path.parent.name == "templates" else path.parent.name
    written = list(parse(path.read_bytes(), path.name).data)
    known = fields(FILE_KINDS[kind].shape)
    assert [field.name for field in known if field.name in written] == written
    assert {field.name for field in known if field.required} <= set(written)
    assert "#" not in path.read_text(encoding="utf-8")


def test_every_kind_has_a_template_and_a_command() -> None:
    """Each kind that can be drafted has a command, and at least one template."""
    group: Any = inner(main)["new"]
    assert tuple(group.commands) == KINDS
    made = {path.stem if path.parent.name == "templates" else path.parent.name for path in TEMPLATES}
    assert made == {*KINDS, "overlay"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_is_explained_in_the_words_of_the_reference(language: Language, tmp_path: Path) -> None:
    """Above each field stands what the models say of it, and those that are left out are named."""
    overlay = tmp_path / "own"
    run("new", "rule", "--id", "new-one", "--about", "adoption-shortfall", "--overlay", str(overlay), language=language)
    (path,) = (overlay / "rules" / "findings").iterdir()
    text = " ".join(path.read_text(encoding="utf-8").replace("#", " ").split())
    for field in fields(FILE_KINDS["rule"].shape):
        assert field.about.said(language) in text
        assert f"{field.name}: " in text or f"{field.name} (" in text


# --- what is refused ---


def test_an_id_that_exists_is_refused_with_where(tmp_path: Path) -> None:
    """Of the same kind or another, in the base or in an overlay: its file and line are told, and nothing is written."""
    overlay = tmp_path / "own"
    shutil.copytree(EXISTING, overlay)
    before = contents(overlay)
    for words, kind, where in (
        ("factor --id adoption-shortfall --theme people", "factor", r"knowledge/factors/\w+\.yaml:\d+"),
        ("tension --id adoption-shortfall", "factor", r"knowledge/factors/\w+\.yaml:\d+"),
        ("rule --id agree-the-way-back --about adoption-shortfall", "recommendation", "own/knowledge/recommendations"),
        ("source --id leaving-a-supplier", "source", "own/knowledge/sources/leaving-a-supplier.yaml:1"),
        ("case --id bound-to-a-supplier", "case", "own/cases/bound-to-a-supplier.yaml:1"),
        ("question --id sector --theme work --kind scale", "question", "knowledge/questions/organisation.yaml:1"),
    ):
        result = run("new", *words.split(), "--overlay", str(overlay))
        assert (result.exit_code, result.stdout) == (1, "")
        assert re.fullmatch(rf"“\S+” is already a {kind}, in {where}.*\. Choose another id\.\n", result.stderr)
    assert contents(overlay) == before


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """An id that is none, a theme and passages that do not exist: each with the nearest; no folder is made."""
    overlay = tmp_path / "own"
    words = "factor --id Eigen_Wég --theme peple --told-by geen-it-projekt/p8 --told-by geen-it-project/p8 --overlay"
    result = run("new", *words.split(), str(overlay))
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert "“Eigen_Wég” cannot be the id of a factor" in lines[0] and lines[0].endswith("“eigen-weg”?")
    assert lines[1].startswith("“peple” is no theme. Choose with --theme from: people, measuring")
    assert lines[2] == "The passage “geen-it-projekt/p8” does not exist. Did you mean “geen-it-project/p8”?"
    assert not overlay.exists()
    named = run("new", "question", "--id", "answers", "--theme", "work", "--kind", "scale", "--overlay", str(overlay))
    assert named.exit_code == 1 and "Choose another id." in named.stderr


def test_nothing_is_written_where_it_is_not_asked_to(tmp_path: Path) -> None:
    """Not in the shipped knowledge, not over a base as an overlay; a polarity and what it names go together."""
    nowhere = run("new", "contradiction", "--id", "new-one")
    assert nowhere.exit_code == 2 and "--overlay" in nowhere.stderr
    base = tmp_path / "base"
    shutil.copytree(CHECKOUT / "knowledge", base / "knowledge")
    refused = run("new", "contradiction", "--id", "new-one", "--overlay", str(base))
    assert refused.exit_code == 1 and "is a base, not an overlay" in refused.stderr
    rule = ("new", "rule", "--id", "new-one", "--about", "adoption-shortfall", "--overlay", str(tmp_path / "own"))
    assert run(*rule, "--helps", "win-people-back").exit_code == 2
    assert run(*rule, "--polarity", "strength", "--recommend", "win-people-back").exit_code == 2
    assert not (tmp_path / "own").exists()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """An id may stand in what cannot be read, so that comes first."""
    overlay = tmp_path / "own"
    (overlay / "rules").mkdir(parents=True)
    (overlay / "rules" / "contradictions.yaml").write_text("x: [\n", encoding="utf-8")
    result = run("new", "contradiction", "--id", "new-one", "--overlay", str(overlay))
    assert result.exit_code == 1
    assert result.stderr.startswith("own/rules/contradictions.yaml:")
    assert (overlay / "rules" / "contradictions.yaml").read_text(encoding="utf-8") == "x: [\n"


BEFORE = [
    "",
    "# only a comment\n",
    "one:\n  message: x",
    "one:\n  message: x\n",
    "one:\r\n  message: x\r\n",
    "one:\n  message: x\n\n\n# behind\n",
    "one: {message: x}\n",
    "one:\n  message: |\n    x\n",
    "---\none:\n  message: x\n",
]
NOT_BEHIND = [
    "{one: {message: x}}\n",
    "one:\n  message: x\n...\n",
    "  one:\n    message: x\n",
    "one:\n  message: >+\n    x\n\n",
]


@pytest.mark.parametrize("before", [*BEFORE, *NOT_BEHIND])
def test_what_stands_in_a_file_keeps_every_byte(before: str, tmp_path: Path) -> None:
    """However it is written: an entry comes behind it, or the file is refused as it stands."""
    overlay = tmp_path / "own"
    (overlay / "rules").mkdir(parents=True)
    shutil.copy(EXISTING / "overlay.yaml", overlay)
    path = overlay / "rules" / "contradictions.yaml"
    path.write_bytes(before.encode())
    result = run("new", "contradiction", "--id", "new-one", "--overlay", str(overlay))
    now = path.read_bytes()
    assert now.startswith(before.encode())
    if before in NOT_BEHIND:
        assert result.exit_code == 1 and "nothing can be added behind" in result.stderr
        assert now == before.encode()
    else:
        read = yaml.safe_load(now)
        assert list(read) == [*(["one"] if "one" in before else []), "new-one"]
        assert ("one" not in before) or read["one"] == yaml.safe_load(before)["one"]


# --- ids ---


@given(name=st.text(max_size=100), kind=st.sampled_from(KINDS))
def test_the_nearest_id_is_one(name: str, kind: str) -> None:
    """Of any text: the id that it comes near to is valid, or there is none; a valid id is its own."""
    near = mended(name, kind)
    assert near == "" or (id_form(kind).fullmatch(near) and len(near) <= MAX_NAME)
    assert mended(near, kind) == near
    if id_form(kind).fullmatch(name) and len(name) <= MAX_NAME:
        assert near == name

"""Signatures: whoever changes a claim, a passage it cites or its gist is told both, until somebody signs anew."""

import copy
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from advisor.cli import main
from advisor.library.claims import Claim, claims
from advisor.library.complaints import Complaint, KnowledgeError
from advisor.library.edition import Edition
from advisor.library.files import SIGNATURES
from advisor.library.loading import load
from advisor.library.shapes import Prose
from advisor.library.signatures import unfitting
from tests.conftest import CHECKOUT, sizes
from tests.library.test_overlays import QUICK, WHY, overlay

RECOMMENDATIONS = "knowledge/recommendations/measuring.yaml"
SOURCE = "knowledge/sources/geen-it-project.yaml"
TOGETHER = 20  # entries changed at once: to look through all of the knowledge takes the time
BACK, MEASURE = "win-people-back", "steer-on-use-and-effect"


@pytest.fixture
def root(tmp_path: Path, read_once: None) -> Path:
    """A copy of the knowledge, to change."""
    for part in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / part, tmp_path / part)
    return tmp_path


def changed(root: Path, file: str, change: Callable[[Any], Any]) -> None:
    path = root / file
    data = yaml.load(path.read_bytes(), QUICK)
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def told(root: Path, *over: Path) -> list[Complaint]:
    return list(unfitting(load(root, over), over))


def keys(complaints: list[Complaint]) -> list[tuple[str, str]]:
    """The kind of each complaint, and what to sign."""
    return [(c.what.key, dict(c.remedy.details)["name"]) for c in complaints]


def signs(*words: object) -> str:
    done = CliRunner().invoke(main, ["sign", *map(str, words)], prog_name="advisor")
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_claim_of_the_base_is_signed(edition: Edition) -> None:
    """The shipped knowledge asks for signatures, and each of its claims has the one that fits."""
    assert (CHECKOUT / SIGNATURES).is_file()
    assert list(unfitting(edition)) == []


def test_what_cites_a_passage_is_a_claim(edition: Edition) -> None:
    """Every passage that is cited anywhere in the files is among those of the claims."""

    def cited(part: object) -> set[str]:
        if isinstance(part, str):
            return {part} & edition.passages.keys()
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return set().union(*map(cited, inner))

    everywhere = set().union(*(cited(document.data) for document, _ in edition.homes.values()))
    found = [claim for parts in claims(edition).values() for claim in parts]
    assert len(everywhere) > 100
    assert {ref for claim in found for ref in claim.cites} == everywhere
    assert {"limits", "steps", "needs", "caveats", "sides"} == {c.place[0] for c in found if c.place}


def otherwise(edition: Edition, entry: tuple[str, str], change: Callable[[Any], Any]) -> Edition:
    """The edition as if an entry stood otherwise in its file."""
    document, place = edition.homes[entry]
    data = copy.deepcopy(document.data)
    part: Any = data
    for step in place:
        part = part[step]
    change(part)
    return replace(edition, homes={**edition.homes, entry: (replace(document, data=data), place)})


CHANGES: dict[str, tuple[str, str, Callable[[Any], Any]]] = {
    "a text": ("recommendation", BACK, lambda e: e["steps"][3].update(nl="Herstart nooit.")),
    "a need": ("recommendation", "do-more-than-training", lambda e: e["needs"].clear()),
    "for whom": ("recommendation", MEASURE, lambda e: e["steps"][0].pop("for")),
    "a severity": ("rule", "few-really-use-it", lambda e: e["severity"].pop(0)),
    "what it reads": ("rule", "few-really-use-it", lambda e: e["when"]["all"].reverse()),
    "what it recommends": ("rule", "few-really-use-it", lambda e: e["recommend"].append(MEASURE)),
    "a side": ("tension", "t01-from-the-top-or-the-floor", lambda e: e["sides"].reverse()),
    "a step less": ("recommendation", BACK, lambda e: e["steps"].pop()),
    "the order of steps": ("recommendation", BACK, lambda e: e["steps"].reverse()),
    "a caveat": ("recommendation", "name-one-executive", lambda e: e["caveats"].pop()),
    "how strongly": ("factor", "explain-the-why", lambda e: e.update(emphasis="opinion")),
    "a start": ("priorities", "", lambda e: e["at_the_start"].update(within=4)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_entry_that_changed_is_told(change: str, edition: Edition) -> None:
    """Whatever it is that changed, its entry is told, in its file, and no other."""
    kind, name, how = CHANGES[change]
    found = list(unfitting(otherwise(edition, (kind, name), how)))
    assert {key[1] for key in keys(found)} == {name or "at_the_start"}
    assert {c.file for c in found} == {edition.where(kind, name)[0]}


@pytest.mark.parametrize("count", sizes(15, 1000))
def test_no_passage_is_exchanged_unseen(edition: Edition, count: int) -> None:
    """Any claim that cites one passage instead of another is told, and no other: in twenty entries at a time."""
    chance = random.Random(27)
    known = [p for p, passage in edition.passages.items() if passage.gist]
    every = [c for parts in claims(edition).values() for c in parts if c.cites and c.entry[0] != "priorities"]
    drawn = chance.sample(every, min(count, len(every)))
    while drawn:
        together = {claim.entry: claim for claim in drawn[-TOGETHER:]}  # of each entry one
        drawn = [claim for claim in drawn if claim not in together.values()]
        changed, instead = edition, dict[tuple[str, int], tuple[str, str]]()
        for claim in together.values():
            ref, other = chance.choice(claim.cites), chance.choice([p for p in known if p not in claim.cites])
            changed = otherwise(changed, claim.entry, partial(exchange, claim, ref, other))
            instead[claim.at(edition)] = ref, other
        found = {(c.file, c.line): str(c) for c in unfitting(changed)}
        assert found.keys() == instead.keys()
        for place, (ref, other) in instead.items():
            assert (f"{ref} (" in found[place], f"{other} (" in found[place]) == (False, True)


def exchange(claim: Claim, old: str, new: str, entry: Any) -> None:
    """In a claim, one passage for another."""
    held = entry
    for step in claim.place:
        held = held[step]
    for field in ("because", "severity_because", "told_by"):
        if field in held:
            held[field] = [new if ref == old else ref for ref in held[field]]


def test_both_sides_are_shown(edition: Edition) -> None:
    """A gist that changes brings up every claim that cites the passage, in its words, with all gists beside it."""
    ref = "geen-it-project/p14"
    gist = Prose(nl="De auteur zegt het omgekeerde.", en="The author says the opposite.")
    passages = {**edition.passages, ref: edition.passages[ref].model_copy(update={"gist": gist})}
    found = list(unfitting(replace(edition, passages=passages)))
    citing = [claim for parts in claims(edition).values() for claim in parts if ref in claim.cites]
    assert len(citing) > 5
    assert sorted((c.file, c.line) for c in found) == sorted(claim.at(edition) for claim in citing)
    assert all(f"{ref} (“{gist.nl}”)" in c.what.said("nl") for c in found)
    step = next(c for c in found if c.file == RECOMMENDATIONS)
    assert f"“{edition.recommendations[BACK].steps[0].nl}”" in step.what.said("nl")
    assert step.remedy.said("en") == f"read them side by side, then sign: advisor sign {BACK}."


def test_english_and_examples_are_not_signed(edition: Edition) -> None:
    """Dutch is the authority: a better translation or one example less asks for no reading."""
    translated = otherwise(edition, ("recommendation", BACK), lambda e: e["steps"][3].update(en="Start again."))
    assert list(unfitting(otherwise(translated, ("rule", "few-really-use-it"), lambda e: e["examples"].pop()))) == []


def test_signatures_change_no_advice(root: Path, edition: Edition) -> None:
    """The hashes of the knowledge are the same with other signatures, and without any; without any, none is asked."""
    (root / SIGNATURES).unlink()
    assert load(root).sha256 == edition.sha256
    assert told(root) == []


def test_what_is_missing_or_too_much_is_told(root: Path) -> None:
    """An entry that was never signed, and a signature of what does not exist, at its line; signing mends both."""
    path = root / SIGNATURES
    whole = path.read_bytes()
    line = next(line for line in whole.decode().splitlines() if line.startswith("  explain-the-why:"))
    path.write_text(whole.decode().replace(line, "  explained-away: [0123456789abcdef]"), encoding="utf-8")
    assert sorted(keys(told(root))) == [
        ("wrong_signature_idle", "explained-away"),
        ("wrong_unsigned", "explain-the-why"),
    ]
    idle = next(c for c in told(root) if c.file == SIGNATURES)
    assert path.read_text(encoding="utf-8").splitlines()[idle.line - 1].startswith("  explained-away")
    assert signs("explained-away", "--data", root, "--lang", "en").endswith(": 0 claims signed\n")
    signs("explain-the-why", "--data", root)
    assert path.read_bytes() == whole


def test_signing_writes_one_file_in_one_order(root: Path) -> None:
    """`--all` writes the signatures and nothing else, the same bytes whatever the order of the entries."""
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    (root / SIGNATURES).unlink()
    changed(root, "knowledge/causes.yaml", lambda d: [d.update({key: d.pop(key)}) for key in sorted(d, reverse=True)])
    before[root / "knowledge/causes.yaml"] = (root / "knowledge/causes.yaml").read_bytes()
    signs("--all", "--data", root)
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


@pytest.mark.parametrize("words", [(), (BACK, "--all")])
def test_ids_or_all(words: tuple[str, ...]) -> None:
    """Neither and both are a wrong use."""
    assert CliRunner().invoke(main, ["sign", *words], prog_name="advisor").exit_code == 2


def test_an_unknown_id_is_refused(root: Path) -> None:
    """With the nearest one, and nothing is written."""
    before = (root / SIGNATURES).read_bytes()
    done = CliRunner().invoke(
        main, ["sign", "win-peple-back", "--data", str(root), "--lang", "en"], prog_name="advisor"
    )
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert f"“{BACK}”" in done.stderr
    assert (root / SIGNATURES).read_bytes() == before


def test_a_file_that_is_no_list_of_signatures_is_refused(root: Path) -> None:
    """With its line, as every mistake in the knowledge."""
    (root / SIGNATURES).write_text("rule:\n  few-really-use-it: [waar]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        told(root)
    assert [(c.file, c.line) for c in refused.value.complaints] == [(SIGNATURES, 2)]


# --- overlays ---


def replacing(folder: Path, root: Path) -> Path:
    """An overlay that replaces a recommendation, otherwise said."""
    entry = yaml.load((root / RECOMMENDATIONS).read_bytes(), QUICK)[BACK]
    entry["steps"][3]["nl"] = "Herstart anders."
    return overlay(
        folder, {"knowledge/recommendations/own.yaml": {BACK: entry}}, replaces={"recommendation": {BACK: WHY}}
    )


def test_an_overlay_without_signatures_asks_for_none(root: Path, tmp_path: Path) -> None:
    """Its entries need none; with a file of its own they do, and signing writes there and nowhere else."""
    own, base = replacing(tmp_path / "own", root), (root / SIGNATURES).read_bytes()
    assert told(root, own) == []
    signs(BACK, "--data", root, "--overlay", own)
    assert told(root, own) == []
    assert (root / SIGNATURES).read_bytes() == base
    changed(own, "knowledge/recommendations/own.yaml", lambda d: d[BACK]["steps"][3].update(nl="Herstart nooit."))
    (found,) = told(root, own)
    assert found.file == "own/knowledge/recommendations/own.yaml"
    signs("--all", "--data", root, "--overlay", own)
    assert told(root, own) == []
    assert list(yaml.safe_load((own / SIGNATURES).read_text(encoding="utf-8"))) == ["recommendation"]


def test_what_is_switched_off_is_not_missed(root: Path, tmp_path: Path) -> None:
    """The base keeps the signature of an entry that an overlay takes away."""
    off = overlay(tmp_path / "off", switched_off={"tension": {"t01-from-the-top-or-the-floor": WHY}})
    assert told(root, off) == []


def test_an_overlay_that_changes_a_gist_signs_what_cites_it(root: Path, tmp_path: Path) -> None:
    """A claim of the base that cites a replaced document is to be read again; the overlay signs that, not the base."""
    source = yaml.load((root / SOURCE).read_bytes(), QUICK)
    source["passages"]["p14"]["gist"]["nl"] = "De auteur zegt het omgekeerde."
    own = overlay(tmp_path / "own", {SOURCE: source}, replaces={"source": {"geen-it-project": WHY}})
    assert len(told(root, own)) > 5
    signs("--all", "--data", root, "--overlay", own)
    assert told(root, own) == []
    assert told(root) == []


def test_no_signature_is_a_number_to_another_reader() -> None:
    """Digits with at most one e among them stand in quotes: to editors, which read YAML 1.2, 5e3 is a number."""
    plain = re.findall(r"(?<![\w\"-])[0-9a-f]{16}(?![\w\"-])", (CHECKOUT / SIGNATURES).read_text(encoding="utf-8"))
    assert len(plain) > 500
    assert [one for one in plain if re.fullmatch(r"[0-9]+(e[0-9]+)?", one)] == []

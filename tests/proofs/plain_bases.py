"""Small bases written out in sound.yaml and faults.yaml, as editions: conditions count there, texts hardly do."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from advisor.library.conditions import parse
from advisor.library.edition import Edition
from advisor.library.model import Cause, Confined, Contradiction, Derived, Silence, Tension
from advisor.library.priorities import Start
from advisor.library.shapes import Shape
from tests.proofs.bases import DOCUMENT_OF, PASSAGE, TEXT, TITLE, question, recommendation, rule

HERE = Path(__file__).parent
EXAMPLES = [{"given": {}, "result": "unknown"}] * 2


Entry = TypeVar("Entry", bound=Shape)


@cache
def sound() -> Mapping[str, Any]:
    """The base in which nothing is wrong, as plain data."""
    found: dict[str, Any] = yaml.safe_load((HERE / "sound.yaml").read_text(encoding="utf-8"))
    return found


@cache
def faults() -> Mapping[str, Any]:
    """What is done to it, and what is found then."""
    found: dict[str, Any] = yaml.safe_load((HERE / "faults.yaml").read_text(encoding="utf-8"))
    return found


def changed(change: Mapping[str, Any]) -> dict[str, Any]:
    """The sound base with other things at some paths; null takes what stands there away."""
    data = copy.deepcopy(dict(sound()))
    for path, value in change.items():
        *way, last = (int(step) if step.isdigit() else step for step in path.split("/"))
        spot: Any = data
        for step in way:
            spot = spot[step]
        if value is None:
            spot.pop(last)
        elif isinstance(spot, list) and last == len(spot):
            spot.append(value)
        else:
            spot[last] = value
    return data


def edition_of(data: Mapping[str, Any], edition: Edition) -> Edition:
    """An edition of it; every entry stands where a shipped question does."""
    rules = {name: rule(**fields) for name, fields in data["rules"].items()}
    factors = data.get("factors") or list(dict.fromkeys(made.about for made in rules.values()))
    side = {"claim": TEXT, "because": [PASSAGE]}
    tension = {"title": TITLE, "sides": [side, side], "resolution": TEXT, "decided_by": "both", "examples": EXAMPLES}
    confined = {name: {"when": f["when"], "nl": f["words"], "en": ["xyz"]} for name, f in data["confined"].items()}
    parts: dict[str, Any] = {
        "questions": {name: question(**fields) for name, fields in data["questions"].items()},
        "derived": _all_of(Derived, {"title": TITLE, "examples": EXAMPLES}, data["derived"]),
        "rules": rules,
        "factors": dict.fromkeys(factors, edition.factors["use-sme-advantages"]),
        "recommendations": {n: recommendation(**_recommendation(f)) for n, f in data["recommendations"].items()},
        "tensions": _all_of(Tension, tension, data["tensions"]),
        "contradictions": _all_of(Contradiction, {"message": TEXT, "examples": EXAMPLES}, data["contradictions"]),
        "silences": _all_of(Silence, {"title": TITLE, "text": TEXT}, data["silences"]),
        "causes": _all_of(Cause, {"because": [PASSAGE]}, data["causes"]),
        "confined": _all_of(Confined, {"why": TEXT}, confined),
        "bundles": {},
        "words": {},
    }
    starts = _all_of(Start, {"because": [PASSAGE]}, {rid: {"when": when} for rid, when in data["at_the_start"].items()})
    was = edition.priorities
    start = was.at_the_start.model_copy(update={"recommendations": starts, "within": data.get("within", 3)})
    capacity = was.capacity.model_copy(update={"overloaded": parse(data["overloaded"])})
    plan = was.plan.model_copy(update={"instead": []})
    made = [(kind.removesuffix("s"), name) for kind, entries in parts.items() for name in entries]
    return replace(
        edition,
        **parts,
        priorities=was.model_copy(update={"capacity": capacity, "at_the_start": start, "plan": plan}),
        manifest=edition.manifest.model_copy(update={"portfolio": [], "progress": []}),
        homes={**edition.homes, **dict.fromkeys(made, edition.homes[DOCUMENT_OF])},
        question_themes=dict.fromkeys(parts["questions"], next(iter(edition.manifest.questions))),
        factor_themes=dict.fromkeys(factors, next(iter(edition.manifest.factors))),
    )


def _all_of(model: type[Entry], same: Mapping[str, Any], entries: Mapping[str, Any]) -> dict[str, Entry]:
    """Entries of a kind, each from what is the same in all and its own fields."""
    return {name: model.model_validate({**same, **fields}) for name, fields in entries.items()}


def _recommendation(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A recommendation as the model wants it, from what stands in the files."""
    steps = [{**TEXT, "inference": True, **_forms(step)} for step in fields.get("steps", [{}])]
    effort = {"weeks": [1, 2], "days": [1, 2]}
    forms = [{**effort, **form} for form in fields.get("effort", {}).get("instead", [])]
    return {
        **fields,
        "steps": steps,
        "needs": dict.fromkeys(fields.get("needs", []), TEXT),
        "effort": {**effort, "instead": forms},
    }


def _forms(step: Mapping[str, Any]) -> dict[str, Any]:
    return {**step, "instead": [{**TEXT, **form} for form in step.get("instead", [])]}

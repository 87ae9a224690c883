"""Mutants of the knowledge: every single change of a kind that somebody could make by mistake, one at a time.

Each leaves the files readable and most of them sound; what it means is for checks and tests to notice.
"""

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.library import files
from advisor.library.claims import CITING
from advisor.library.model import EMPHASES, SEVERITIES
from advisor.library.strict_yaml import Document, Place, read

Plain = Any  # a piece of a file
Change = tuple[str, Place, Plain, str]  # the kind, the place within an entry, what stands there then, in words
GONE = object()  # nothing stands there then

FLIPPED = {"at_least": "below", "below": "at_least", "above": "at_most", "at_most": "above"}
BOUNDARY = {"at_least": "above", "above": "at_least", "below": "at_most", "at_most": "below"}
LISTS = ("one_of", "includes_any", "includes_all", "includes_none")
GROUPS = ("all", "any", "none")
POLARITIES = {"both": "success", "success": "failure", "failure": "success"}


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A file with one thing changed: what kind, where, in words; ``data``: the file, ``new``: what it gets."""

    kind: str
    file: str
    line: int
    place: Place
    says: str
    data: Plain = dataclasses.field(compare=False, repr=False)
    new: Plain = dataclasses.field(compare=False, repr=False)

    @property
    def content(self) -> str:
        """The file as it is then, as JSON, which is YAML too; what is left empty goes too."""
        return json.dumps(_put(self.data, self.place, self.new), ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {'/'.join(map(str, self.place))}: {self.says}"


@dataclasses.dataclass(frozen=True)
class Knowledge:
    """The files of the knowledge, read, and what a change may name instead: recommendations, and passages that say
    something.
    """

    documents: Mapping[str, Document]
    recommendations: list[str]
    passages: list[str]

    def after(self, passage: str) -> str:
        """The next passage of the same source that says something; of the last one, the one before."""
        same = [ref for ref in self.passages if ref.startswith(passage.partition("/")[0] + "/")]
        place = same.index(passage) if passage in same else -1
        return same[place + 1] if place + 1 < len(same) else same[place - 1]

    def another(self, recommendation: str) -> str:
        """A recommendation far from it in the files."""
        place = self.recommendations.index(recommendation)
        return self.recommendations[(place + len(self.recommendations) // 2) % len(self.recommendations)]


def read_knowledge(root: Path) -> Knowledge:
    """Every file of the knowledge below a folder."""
    documents = {name: read(root / name, name) for name in files.every(root)}
    entries = {name: document.data for name, document in documents.items()}
    return Knowledge(
        documents,
        [rid for name, data in entries.items() if name.startswith("knowledge/recommendations/") for rid in data],
        [
            f"{Path(name).stem}/{key}"
            for name, data in entries.items()
            if name.startswith("knowledge/sources/")
            for key, passage in _mapping(data["passages"]).items()
            if "gist" in passage
        ],
    )


def mutants(knowledge: Knowledge) -> Iterator[Mutant]:
    """Every mutant, file by file."""
    for name, document in knowledge.documents.items():
        for kind, place, new, says in _changes(name, document.data, knowledge):
            old = document.value(place)
            if new != old:
                told = says or f"{_short(old)} → {'gone' if new is GONE else _short(new)}"
                yield Mutant(kind, name, document.at(place)[1], place, told, document.data, new)


def _changes(name: str, data: Plain, knowledge: Knowledge) -> Iterator[Change]:
    whole = {"rules/priorities.yaml": _priorities, "knowledge/manifest.yaml": _manifest}
    home = name.rpartition("/")[0]
    each: Mapping[str, Callable[[Plain, Knowledge], Iterator[Change]]] = {
        "rules/findings": _rule,
        "rules/derived.yaml": _derived,
        "rules/contradictions.yaml": _contradiction,
        "knowledge/tensions.yaml": _tension,
        "knowledge/causes.yaml": _cause,
        "knowledge/bundles.yaml": _bundle,
        "knowledge/silences.yaml": _silence,
        "knowledge/words.yaml": _word,
        "knowledge/confined.yaml": _confined,
        "knowledge/factors": _factor,
        "knowledge/questions": _question,
        "knowledge/recommendations": _recommendation,
    }
    if home == "knowledge/sources":
        spoken = data["speaks_to"]
        yield "speaks_to changed", ("speaks_to",), ["private"] if spoken == ["public"] else ["public"], ""
    elif name in whole:
        yield from whole[name](data, knowledge)
    elif name in each or home in each:
        for key, entry in data.items():
            for kind, place, new, says in each.get(name, each.get(home))(entry, knowledge):  # type: ignore[misc]
                yield kind, (key, *place), new, says


# --- what is changed in each kind of entry ---


def _rule(rule: Plain, knowledge: Knowledge) -> Iterator[Change]:
    for field in ("when", "unless"):
        if field in rule:
            yield from _condition("", rule[field], (field,))
    yield from _dropped("exception dropped", rule, "unless")
    yield "polarity flipped", (), _other_way(rule, knowledge), rule["polarity"]
    for i, line in enumerate(rule.get("severity", [])):
        ((level, when),) = line.items()
        if when != "otherwise":
            yield from _condition("severity: condition", when, ("severity", i, level))
            yield "severity line dropped", ("severity", i), GONE, level
        for near in (SEVERITIES.index(level) - 1, SEVERITIES.index(level) + 1):
            if 0 <= near < len(SEVERITIES):
                yield "severity changed", ("severity", i), {SEVERITIES[near]: when}, f"{level} → {SEVERITIES[near]}"
    for i, rid in enumerate(rule.get("recommend", [])):
        yield "recommend exchanged", ("recommend", i), knowledge.another(rid), ""
        if len(rule["recommend"]) > 1:
            yield "recommend dropped", ("recommend", i), GONE, ""
    yield from _dropped("helps dropped", rule, "helps")
    yield from _dropped("severity_because dropped", rule, "severity_because")
    for name, ground in rule.get("limits", {}).items():
        yield from _passages("limit: passage", ground, ("limits", name), knowledge)
    yield from _passages("rule: passage", rule, (), knowledge)


def _other_way(rule: Plain, knowledge: Knowledge) -> Plain:
    if rule["polarity"] == "weakness":
        unfit = ("severity", "severity_because", "limits", "recommend")
        return {**{field: part for field, part in rule.items() if field not in unfit}, "polarity": "strength"}
    at = list(rule).index("when")
    fields = [*list(rule.items())[:at], ("severity", [{"medium": "otherwise"}]), *list(rule.items())[at:]]
    strength = dict(fields) | {"polarity": "weakness"}
    helped = strength.pop("helps", knowledge.recommendations[:1])
    order = list(strength).index("because")
    return dict([*list(strength.items())[:order], ("recommend", helped[:1]), *list(strength.items())[order:]])


def _derived(fact: Plain, knowledge: Knowledge) -> Iterator[Change]:
    yield from _condition("", fact["when"], ("when",))
    yield from _passages("derived: passage", fact, (), knowledge)


def _contradiction(entry: Plain, _: Knowledge) -> Iterator[Change]:
    yield from _condition("contradiction: condition", entry["when"], ("when",))


def _tension(tension: Plain, knowledge: Knowledge) -> Iterator[Change]:
    yield from _condition("tension: condition", tension["when"], ("when",))
    one, two = tension["sides"]
    for field in ("because", "factors"):
        swapped = [{**one, field: two.get(field, [])}, {**two, field: one.get(field, [])}]
        yield f"tension: {field} swapped", ("sides",), swapped, f"{field} of the two sides"
    for i, side in enumerate(tension["sides"]):
        yield from _passages("tension: passage", side, ("sides", i), knowledge)


def _cause(cause: Plain, knowledge: Knowledge) -> Iterator[Change]:
    yield "cause dropped", (), GONE, ""
    yield "cause reversed", (), {**cause, "cause": cause["effect"], "effect": cause["cause"]}, ""
    yield from _passages("cause: passage", cause, (), knowledge)


def _bundle(bundle: Plain, _: Knowledge) -> Iterator[Change]:
    yield "bundle dropped", (), GONE, ""
    if len(bundle["recommendations"]) > 2:
        for i in range(len(bundle["recommendations"])):
            yield "bundle: one dropped", ("recommendations", i), GONE, ""


def _silence(silence: Plain, _: Knowledge) -> Iterator[Change]:
    yield from _dropped("text: when dropped", silence, "when")
    if "when" in silence:
        yield from _condition("text: condition", silence["when"], ("when",))


def _word(word: Plain, _: Knowledge) -> Iterator[Change]:
    yield from _forms(word, ())


def _confined(confined: Plain, _: Knowledge) -> Iterator[Change]:
    yield from _condition("text: condition", confined["when"], ("when",))


def _factor(factor: Plain, knowledge: Knowledge) -> Iterator[Change]:
    place = EMPHASES.index(factor["emphasis"])
    yield "factor emphasis", ("emphasis",), EMPHASES[(place + 1) % len(EMPHASES)], ""
    yield "factor polarity", ("polarity",), POLARITIES[factor["polarity"]], ""
    yield from _passages("factor: passage", factor, (), knowledge)


def _question(question: Plain, _: Knowledge) -> Iterator[Change]:
    for option in question.get("options", {}):
        yield "option removed from question", ("options", option), GONE, option
    for field in ("ask_when", "ask_unless"):
        yield from _dropped(f"{field} dropped", question, field)
        if field in question:
            yield from _condition("question: condition", question[field], (field,))
    yield from _dropped("ask_later dropped", question, "ask_later")
    yield "need changed", ("need",), "optional" if question["need"] == "essential" else "essential", ""
    yield "changeable changed", ("changeable",), not question["changeable"], ""


def _recommendation(entry: Plain, knowledge: Knowledge) -> Iterator[Change]:
    for name, ground in entry.get("needs", {}).items():
        yield "need dropped", ("needs", name), GONE, name
        yield from _passages("need: passage", ground, ("needs", name), knowledge)
    yield from _dropped("recommendation: exception dropped", entry, "unless")
    for field, one in (("steps", "step"), ("caveats", "caveat")):
        for i, part in enumerate(entry.get(field, [])):
            place: Place = (field, i)
            if field == "caveats" or len(entry[field]) > 1:
                yield f"{one} dropped", place, GONE, part["nl"]
            yield from _dropped("text: when dropped", part, "when", place)
            if "when" in part:
                yield from _condition("text: condition", part["when"], (*place, "when"))
            yield from _dropped("step: for dropped", part, "for", place)
            yield from _passages(f"{one}: passage", part, place, knowledge)
            yield from _forms(part, place)
    for field in ("summary", "who", "sign"):
        yield from _forms(entry[field], (field,))
    effort = entry["effort"]
    for field in ("weeks", "days"):
        low, high = effort[field]
        yield "effort changed", ("effort", field), [low, high * 2], ""
    for i, form in enumerate(effort.get("instead", [])):
        yield "effort: form dropped", ("effort", "instead", i), GONE, ""
        yield from _condition("effort: condition", form["when"], ("effort", "instead", i, "when"))


def _priorities(data: Plain, knowledge: Knowledge) -> Iterator[Change]:
    for name, weight in data["weights"].items():
        for case, points in weight["points"].items():
            for less, share in ((True, 0.7), (False, 1.3)):
                near = round(points * share)
                yield (
                    "weight ±30 %",
                    ("weights", name, "points", case),
                    near if near != points else near + 1 - 2 * less,
                    "",
                )
    for field in ("first", "first_when_overloaded", "next"):
        for step in (-1, 1):
            yield "capacity ±1", ("capacity", field), data["capacity"][field] + step, ""
    yield from _condition("order: condition", data["capacity"]["overloaded"], ("capacity", "overloaded"))
    yield from _passages("order: passage", data["capacity"], ("capacity",), knowledge)
    for i in range(len(data["context"])):
        yield "context shortened", ("context", i), GONE, ""
    start = data["at_the_start"]
    for step in (-1, 1):
        yield "start ±1", ("at_the_start", "within"), start["within"] + step, ""
    for rid, entry in start["recommendations"].items():
        yield "start dropped", ("at_the_start", "recommendations", rid), GONE, ""
        yield from _condition("order: condition", entry["when"], ("at_the_start", "recommendations", rid, "when"))
        yield from _passages("order: passage", entry, ("at_the_start", "recommendations", rid), knowledge)


def _manifest(data: Plain, _: Knowledge) -> Iterator[Change]:
    yield from _dropped("progress dropped", data, "progress")
    for i, split in enumerate(data.get("portfolio", [])):
        for j, line in enumerate(split.get("lines", [])):
            yield "portfolio line ±1", ("portfolio", i, "lines", j), line + 1, ""


# --- what is changed in the parts that several kinds share ---


def _dropped(kind: str, entry: Plain, field: str, place: Place = ()) -> Iterator[Change]:
    if field in entry:
        yield kind, (*place, field), GONE, ""


def _passages(kind: str, entry: Plain, place: Place, knowledge: Knowledge) -> Iterator[Change]:
    for field in CITING:
        for i, ref in enumerate(entry.get(field, [])):
            yield kind, (*place, field, i), knowledge.after(ref), ""


def _forms(text: Plain, place: Place) -> Iterator[Change]:
    for i, form in enumerate(text.get("instead", [])):
        yield "text: form dropped", (*place, "instead", i), GONE, form["nl"]
        yield from _condition("text: condition", form["when"], (*place, "instead", i, "when"))


def _condition(of: str, condition: Plain, place: Place) -> Iterator[Change]:
    """Every change of a condition, all of one kind where it is ``of`` something else than a rule or a derived fact."""
    ((name, body),) = condition.items()
    if name in GROUPS:
        if name != "none":
            yield of or "all or any", place, {"any" if name == "all" else "all": body}, f"{name} → the other"
        for i, part in enumerate(body):
            if len(body) > 1:
                yield of or "part dropped", (*place, name, i), GONE, ""
            yield from _condition(of, part, (*place, name, i))
    elif isinstance(body, dict):
        ((operator, value),) = body.items()
        if operator in FLIPPED:
            for step in (-1, 1):
                yield of or "threshold ±1", (*place, name, operator), value + step, ""
            yield of or "comparison flipped", (*place, name), {FLIPPED[operator]: value}, ""
            yield of or "boundary moved", (*place, name), {BOUNDARY[operator]: value}, ""
        elif operator in LISTS and len(value) > 1:
            for i in range(len(value)):
                yield of or "option dropped", (*place, name, operator, i), GONE, ""


# --- a file as it is then ---


def _put(data: Plain, place: Place, new: Plain) -> Plain:
    if not place:
        return new
    step, rest = place[0], place[1:]
    inner = _put(data[step], rest, new)
    if inner is GONE or (inner in ([], {}) and data[step] not in ([], {})):
        if isinstance(data, list):
            return [*data[:step], *data[int(step) + 1 :]]  # type: ignore[misc]
        return {key: part for key, part in data.items() if key != step}
    if isinstance(data, list):
        return [*data[:step], inner, *data[int(step) + 1 :]]  # type: ignore[misc]
    return {key: inner if key == step else part for key, part in data.items()}


def _mapping(data: Plain) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _short(value: Plain) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."

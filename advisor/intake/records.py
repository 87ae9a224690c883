"""The JSON in which forms of others give their answers → records: a value per field, one record for each response.

A response stands alone, in a list, or in a page of an API or export: LimeSurvey's “responses”, KoBo's “results”,
Typeform's “items”, Power Automate's “value”. What the mapping ignores is not looked at, whatever it is.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import Mistake, capped, pointer_to, short, show
from .mapping import Code, FormMapping, plain

Cell = Any  # a text, a number, nothing, or a list of these
Record = Mapping[str, Cell]

PAGES = ("responses", "results", "items", "value")  # under which a page holds its responses


def responses(data: Any, mapping: FormMapping) -> Iterator[tuple[str, Any]]:
    """Each response in what was read from JSON, with its place in it (a JSON pointer)."""
    names = [name for name in PAGES if isinstance(data, dict) and name not in mapping.named]
    page = next((name for name in names if _is_list_of_objects(data.get(name))), None)
    if page is None and not isinstance(data, list):
        yield "", data
        return
    for index, item in enumerate(data if page is None else data[page]):
        place = f"{pointer_to(page) if page else ''}/{index}"
        if page == "responses" and len(item) == 1 and _is_list_of_objects([*item.values()]):
            ((number, response),) = item.items()  # older LimeSurvey: each under its number
            yield place + pointer_to(number), response
        else:
            yield place, item


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def record_of(response: Any, mapping: FormMapping, language: Language) -> Record | list[Mistake]:
    """One response as a record, without what the mapping ignores; or what is wrong with it."""
    if not isinstance(response, dict):
        what = say("not_object", language, value=show(response))
        return [Mistake("", what, say("expected_record", language))]
    record: dict[str, Cell] = {}
    mistakes: list[Mistake] = []
    for place, field, cell in _READERS[mapping.form.reads](response, mapping):
        if field is None:
            what = say(f"not_{mapping.form.reads}", language)
            mistakes.append(Mistake(place, what, say(f"expected_{mapping.form.reads}", language)))
        elif mapping.ignores(plain(field)):
            continue
        elif plain(field) in record:
            mistakes.append(Mistake(place, say("field_twice", language, name=short(field)), ""))
        else:
            record[plain(field)] = cell
    return capped(mistakes, language) if mistakes else record


Found = Iterator[tuple[str, str | None, Cell]]  # place, field (None when there is none), what stands there


def _columns(response: dict[str, Any], _: FormMapping) -> Found:
    yield from ((pointer_to(field), field, cell) for field, cell in response.items())


def _typeform(data: dict[str, Any], mapping: FormMapping) -> Found:
    """The answers by the reference of their question, or its id where it has none; then “hidden:NAME” and “token”."""
    response = data.get("form_response", data)
    answers = response.get("answers") if isinstance(response, dict) else None
    if not isinstance(answers, list):
        yield pointer_to("form_response", "answers"), None, None
        return
    for index, answer in enumerate(answers):
        place = pointer_to("answers", str(index))
        field = answer.get("field") if isinstance(answer, dict) else None
        names = [field.get("ref"), field.get("id")] if isinstance(field, dict) else []
        name = next((name for name in names if isinstance(name, str) and name), None)
        kind = answer.get("type") if isinstance(answer, dict) else None
        if name is None or not isinstance(kind, str) or kind not in answer:
            yield place, name if name is not None and mapping.ignores(plain(name)) else None, None
        else:
            yield place, name, _chosen(answer[kind], mapping.tables.get(plain(name), {}))
    hidden = response.get("hidden")
    for name, value in hidden.items() if isinstance(hidden, dict) else ():
        yield pointer_to("hidden", name), f"hidden:{name}", value
    yield from _own(("token",), response, mapping)


def _chosen(value: Any, table: Mapping[str, Code]) -> Cell:
    """The text of an answer: a choice by its reference where the mapping knows that, and by its label otherwise."""
    if isinstance(value, list):
        return [_chosen(item, table) for item in value]
    if not isinstance(value, dict):
        return value
    labels = value.get("labels")
    if isinstance(labels, list):
        refs = value.get("refs")
        refs = refs if isinstance(refs, list) else []
        refs = [*refs, *[None] * (len(labels) - len(refs))]
        several: list[Cell] = [_known(ref, label, table) for ref, label in zip(refs, labels, strict=False)]
        return [*several, *([value["other"]] if value.get("other") else [])]
    if {"label", "ref", "other"} & value.keys():
        return _known(value.get("ref"), value.get("label", value.get("other")), table)
    return value


def _known(ref: Any, label: Any, table: Mapping[str, Code]) -> str | None:
    if isinstance(ref, str) and plain(ref) in table:
        return ref
    return label if isinstance(label, str) else None


def _tally(data: dict[str, Any], mapping: FormMapping) -> Found:
    """The answers by the key of their question where the mapping names that, and by its label otherwise.

    What was chosen is given by id; its text stands among the options. Tally repeats each box as a question of its own
    (“Question (Option)”, true or false); that is passed over.
    """
    response = data.get("data", data)
    fields = response.get("fields") if isinstance(response, dict) else None
    if not isinstance(fields, list):
        yield pointer_to("data", "fields"), None, None
        return
    with_options = [field for field in fields if isinstance(field, dict) and isinstance(field.get("options"), list)]
    keys = {key for field in with_options if isinstance(key := field.get("key"), str)}
    for index, field in enumerate(fields):
        place = pointer_to("fields", str(index))
        key = field.get("key") if isinstance(field, dict) else None
        if not isinstance(key, str) or "value" not in field:
            yield place, None, None
            continue
        if "options" not in field and key.rpartition("_")[0] in keys:
            continue
        label = field.get("label")
        name = label if isinstance(label, str) and plain(key) not in mapping.named and label.strip() else key
        yield place, name, _options(field["value"], field.get("options"))
    yield from _own(("responseId", "submissionId", "respondentId"), response, mapping)


def _options(value: Any, options: Any) -> Cell:
    if not isinstance(options, list):
        return value
    texts = {o.get("id"): o.get("text") for o in options if isinstance(o, dict) and isinstance(o.get("id"), str)}
    if isinstance(value, list):
        return [texts.get(item, item) if isinstance(item, str) else item for item in value]
    return texts.get(value, value) if isinstance(value, str) else value


def _own(names: tuple[str, ...], response: Mapping[str, Any], mapping: FormMapping) -> Found:
    """What the response itself is called, where the mapping asks for that."""
    for name in names:
        if name in mapping.named and isinstance(response.get(name), str):
            yield pointer_to(name), name, response[name]


_READERS: Mapping[str, Callable[[dict[str, Any], FormMapping], Found]] = {
    "columns": _columns,
    "typeform": _typeform,
    "tally": _tally,
}

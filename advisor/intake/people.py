"""A table or form with a row per respondent → a profile per organisation, with what each of them answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..library.edition import Edition
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import Mistake, ProfileError
from ..stages.profile import understand
from .conversion import text_of
from .mapping import FormMapping, plain
from .rows import Row, profile_of

NAMED = 5  # ids that stand twice, named one by one


@dataclass(frozen=True)
class Columns:
    """Where a row says who answers: the field of the group, and that of an id if there is one."""

    group: str
    id: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Both, as far as there are."""
        return (self.group,) if self.id is None else (self.group, self.id)


@dataclass
class Gathered:
    """The profiles, as JSON data, as their organisations are met; and what is wrong or worth telling.

    ``wrong``: the place of a row, or of the first row of an organisation, and its mistakes.
    """

    profiles: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[tuple[str, list[Mistake]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class _Organisation:
    place: str
    name: str | None
    reference: str | None
    people: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)


def with_people(mapping: FormMapping | None, columns: Columns) -> FormMapping | None:
    """A mapping that reads those columns too; where the reference is the id of a respondent, it is that alone."""
    if mapping is None:
        return None
    form = mapping.form
    if columns.id is not None and form.reference is not None and plain(form.reference) == plain(columns.id):
        form = form.model_copy(update={"reference": None})
    return replace(mapping, form=form, also=columns.named)


def gather(
    rows: Iterable[Row], columns: Columns, edition: Edition, language: Language, mapping: FormMapping | None = None
) -> Gathered:
    """One profile for each organisation: rows with the same reference, or else the same name, or else all of them.

    A row with mistakes costs itself. An id that stands twice in an organisation is told; both rows count. Notes of
    respondents are not taken. ``mapping``: as `with_people` makes it. Takes memory for all rows.
    """
    gathered, found = Gathered(), dict[str | None, _Organisation]()
    twice = 0
    for row in rows:
        group, name = _taken(row, columns, mapping)
        try:
            profile = profile_of(_without(row, columns) if mapping is None else row, edition, language, mapping)
        except ProfileError as error:
            gathered.wrong.append((row.place, error.mistakes))
            continue
        organisation = found.setdefault(
            profile.reference or profile.name, _Organisation(row.place, profile.name, profile.reference)
        )
        if name and organisation.seen.setdefault(name, row.place) != row.place:
            twice += 1
            if twice <= NAMED:
                places = {"before": organisation.seen[name], "again": row.place}
                gathered.remarks.append(say("respondent_twice", language, id=name[:60], **places))
        person = {"id": name, "group": group, "answers": profile.plain["answers"]}
        organisation.people.append({key: value for key, value in person.items() if value is not None})
    if twice > NAMED:
        gathered.remarks.append(say("more_respondents_twice", language, count=twice - NAMED))
    for one in found.values():
        data: dict[str, Any] = {"name": one.name, "reference": one.reference, "answers": {}, "respondents": one.people}
        try:
            understand(data, edition, language)
        except ProfileError as error:
            gathered.wrong.append((one.place, error.mistakes))
        else:
            gathered.profiles.append(data)
    return gathered


def _taken(row: Row, columns: Columns, mapping: FormMapping | None) -> tuple[str | None, str | None]:
    """The group and the id in a row, None for what it does not say."""
    if not isinstance(row.content, Mapping):
        return None, None
    cells = {plain(str(name)): cell for name, cell in row.content.items()}
    silent = mapping.unanswered if mapping is not None else frozenset({""})
    texts = [text_of(cells.get(plain(name))) for name in columns.named]
    told = [None if text in silent else text for text in texts]
    return told[0], told[1] if len(told) > 1 else None


def _without(row: Row, columns: Columns) -> Row:
    """A row of our own table without the columns of the respondent."""
    if not isinstance(row.content, dict):
        return row
    named = set(map(plain, columns.named))
    return replace(row, content={name: cell for name, cell in row.content.items() if plain(name) not in named})

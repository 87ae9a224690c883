"""One organisation over time, and what all of a tenant solved, in words: the same as text and on pages."""

from collections.abc import Iterator

from ..library.wording import Language
from ..phrases import say, written
from ..report.outline import day
from ..report.wrapping import wrapped
from ..stages.mistakes import on_one_line
from .organisation import COURSES, Advised, Series, WeaknessOverTime
from .tenant import MOST, Contrast, Solved, Solvers

_SIGNS = {"there": "●", "gone": "○", "unknown": "?", "unread": "–"}


def title(told: Series) -> str:
    """The title, with the name of the organisation when it gave one."""
    name = on_one_line(told.name or "")
    return say("series_title_for", told.language, name=name) if name else say("series_title", told.language)


def of_weakness(one: WeaknessOverTime, language: Language) -> str:
    """Since when it is known and, if so, gone."""
    parts = [say("series_found", language, day=day(one.found, language))]
    if one.solved:
        parts.append(say("series_gone_since", language, day=day(one.solved, language)))
    return " · ".join(parts)


def of_advised(one: Advised, language: Language) -> str:
    """What became of what was advised: when it was done, and whether that was in time to show."""
    if one.done is None:
        return say(f"status_{one.status}", language)
    key = "series_done" if one.before_latest else "series_done_late"
    return say(key, language, day=day(one.done, language))


def share(one: Solvers, language: Language) -> str:
    """“3 of 10 solved: 30% (7% to 65%)”."""
    if one.share is None or one.low is None or one.high is None:
        return say("solved_nobody", language)
    told = {
        name: percent(value, language) for name, value in (("share", one.share), ("low", one.low), ("high", one.high))
    }
    return say("solved_share", language, solved=one.solved, of=one.organisations, **told)


def percent(value: float, language: Language) -> str:
    """A share as a whole percentage."""
    return say("solved_percent", language, percent=written(round(value * 100), language))


def solved_remarks(told: Solved) -> list[str]:
    """How many organisations there are, what is left out, and why nothing is shown where that is so."""
    language = told.language
    remarks = [say("solved_organisations", language, count=told.organisations)]
    if told.refused:
        remarks.append(say("solved_refused", language, count=told.refused))
    if told.more:
        remarks.append(say("solved_more", language, most=MOST))
    if told.threshold is None:
        remarks.append(say("solved_not_told", language))
    elif not contrasts(told):
        remarks.append(say("solved_too_few", language, threshold=told.threshold))
    return remarks


def contrasts(told: Solved) -> list[tuple[str, Contrast]]:
    """Every contrast that is shown, by what it is of."""
    heaviest = [(say("solved_heaviest", told.language), told.heaviest)] if told.heaviest else []
    return [*heaviest, *((one.title or "", one) for one in told.weaknesses)]


def series_as_text(told: Series) -> str:
    """One organisation over time, as text."""
    return "\n".join([*_series(told), ""])


def _series(told: Series) -> Iterator[str]:
    language = told.language
    heading = title(told)
    yield from (heading, "=" * len(heading), "")
    yield from wrapped(say("series_about", language, edition=told.edition))
    yield from ("", say("series_advice", language).upper())
    if told.earlier:
        yield f"  {say('series_earlier', language, count=told.earlier)}"
    for number, moment in enumerate(told.advice, 1):
        unread = "" if moment.read else f" ({say('series_unread', language)})"
        yield f"{number}. ".rjust(5) + f"{day(moment.created, language)}  {moment.id}{unread}"
    if len(told.advice) == 1:
        yield from ("", *wrapped(say("series_one", language)))
    for measure in told.progress:
        values = " → ".join(value or say("unanswered", language) for value in measure.told)
        yield from ("", say("progress", language).upper(), *wrapped(f"  {measure.text} {values}", 4))
    if not told.weaknesses:
        yield from ("", say("series_no_weaknesses", language))
    for course in COURSES:
        group = [one for one in told.weaknesses if one.course == course]
        if group:
            yield from ("", f"{say(f'change_{course}', language).upper()} ({len(group)})")
        for one in group:
            states = "".join(_SIGNS[state] for state in one.states)
            yield from wrapped(f"  {states} {one.title} ({of_weakness(one, language)})", 4)
            for advised in one.advised:
                yield from wrapped(f"    - {advised.title}: {of_advised(advised, language)}", 6)
    if told.weaknesses:
        signs = ", ".join(f"{sign} {say(f'series_state_{state}', language)}" for state, sign in _SIGNS.items())
        yield from ("", *wrapped(f"{signs}: {say('series_states', language)}."))


def solved_as_text(told: Solved) -> str:
    """What all organisations of a tenant solved, as text."""
    language = told.language
    heading = say("solved_title", language)
    lines = [heading, "=" * len(heading), "", *wrapped(say("solved_about", language)), ""]
    for remark in solved_remarks(told):
        lines += wrapped(remark)
    for name, one in contrasts(told):
        lines += ["", *wrapped(name)]
        lines += wrapped(f"  {say('solved_where_done', language)}: {share(one.done, language)}", 4)
        lines += wrapped(f"  {say('solved_where_not', language)}: {share(one.not_done, language)}", 4)
        lines += [f"  {say('solved_unknown', language)}: {one.unknown}"] if one.unknown else []
    if contrasts(told):
        lines += ["", *wrapped(say("solved_interval", language, confidence=told.confidence))]
    lines += ["", *wrapped(say("solved_not_why", language))]
    return "\n".join([*lines, ""])

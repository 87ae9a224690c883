"""A report as Markdown: everything but the pictures, with steps, caveats and numbered sources."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ..library.wording import Language
from ..phrases import say
from .contents import Answer, Folded, Ground, Item, PlanShown, Report
from .differing import Differing


def as_markdown(report: Report) -> str:
    """The whole report as Markdown. What an organisation typed is escaped."""
    return "\n".join([*_lines(report), ""])


def _lines(report: Report) -> Iterator[str]:
    said = partial(_say, report.language)
    yield from (f"# {escape(report.title)}", "")
    about = [f"- {line.what}: {escape(line.says)}" for line in report.about if line.says != report.name]
    yield from (*about, "")
    yield from _summary(report)
    if report.phases:
        yield from (f"## {said('report_roadmap')}", "")
        yield from _figures(report)
        columns = [said(f"report_{column}") for column in ("rank", "recommendation", "waits_for", "score", "place")]
        rows = [
            (
                str(i.rank),
                f"{i.title} ({i.standing})" if i.standing else i.title,
                ", ".join(str(n.rank) for n in i.needs),
                str(i.score),
                i.firmness.told,
            )
            for i in report.items
        ]
        yield from table(columns, rows)
    yield from (report.ties, "") if report.ties else ()
    for phase in report.phases:
        yield from (f"## {phase.title}", "")
        for item in phase.items:
            yield from _recommendation(item, report.language)
    yield from _plan(report.plan, report.language) if report.plan else ()
    yield from _remaining(report)
    if report.sources:
        yield from (f"## {said('sources')}", "")
    for source in report.sources:
        yield from (f"### {source.title}", "", f"{source.origin}. {source.stance}", "")
        for passage in source.passages:
            read = f" [{said('read')}]({passage.link})" if passage.link else ""
            yield f"{passage.number}. {passage.gist} *{passage.place}*{read}"
        yield ""
    yield from (f"## {said('report_answers')}", "")
    yield from () if report.themes else (said("report_no_answers"), "")
    for theme in report.themes:
        yield from (f"### {theme.title}", "", *_told(theme.answers), "")
    yield from (report.unanswered, "") if report.unanswered else ()
    yield from (f"## {said('report_receipt')}", "", said("report_receipt_about"), "")
    yield from (f"- {line.what}: {line.says}" for line in report.receipt)


def _summary(report: Report) -> Iterator[str]:
    said, summary = partial(_say, report.language), report.summary
    yield from (f"## {said('report_summary')}", "", summary.diagnosis, "")
    if summary.first:
        first = [f"**{item.rank}. {item.title}** {item.why} {item.first_step}" for item in summary.first]
        yield from _bullets(said("phase_first"), [*first, *_more(summary.more_first)])
    else:
        yield from (said("nothing"), "")
    yield from _bullets(said("strengths"), [*summary.strengths, *_more(summary.more_strengths)])
    yield from _bullets(said("open_questions"), summary.questions)
    yield from _bullets(said("mail_rest"), summary.rest)
    if not report.phases:
        yield from _figures(report)


def _figures(report: Report) -> Iterator[str]:
    """What weighs most, and in numbers what the report rests on."""
    said, summary = partial(_say, report.language), report.summary
    weaknesses = [
        f"{found.title} ({found.severity_told})" + (f" · {found.answered_told}" if found.answered_told else "")
        for found in report.weaknesses
    ]
    yield from _bullets(said("report_main_findings"), [*weaknesses, *_more(report.more_weaknesses)])
    yield from (summary.severities or said("report_no_weaknesses"), "")
    yield from (" · ".join(f"**{count.number}** {count.what}" for count in summary.counts), "")
    yield from (summary.firmness, "") if summary.firmness else ()


def _recommendation(item: Item, language: Language) -> Iterator[str]:
    said = partial(_say, language)
    yield from (f"### {item.rank}. {item.title}", "", item.summary, "")
    qualified = f"{item.verdict_told} · {said('report_place')} {item.firmness.told} · {item.rests_on}"
    yield from (" ".join((qualified, *item.remarks)), "")
    for title, grounds in (("because", item.because), ("what_helps", item.helps)):
        if grounds:
            yield from (f"**{said(title)}**", "")
            for ground in grounds:
                yield from _ground(ground, said("rule"))
            yield ""
    yield from _bullets(said("what_holds_back"), [f"**{o.title}** {o.resolution}" for o in item.holds_back])
    yield from (f"**{said('steps')}**", "")
    yield from _steps(item, language)
    for folded in item.folded:
        yield from ("", f"#### {folded.title}", "", folded.summary, "")
        yield from _steps(folded, language)
    yield from ("", item.scored, "")


def _steps(item: Item | Folded, language: Language) -> Iterator[str]:
    """The steps, then the particulars, then what to look out for."""
    for step in item.steps:
        inference = f" *({_say(language, 'inference')})*" if step.inference else ""
        yield f"- {step.text} {_marks(step.marks)}".rstrip() + inference
    yield from ("", *(f"- **{one.what}**: {one.says}" for one in item.particulars))
    for caveat in item.caveats:
        yield from ("", f"> {_say(language, 'caveats')}: {caveat}")


def _ground(ground: Ground, rule: str) -> Iterator[str]:
    sign = "−" if ground.polarity == "weakness" else "+"
    severity = f" ({ground.severity_told})" if ground.severity else ""
    yield f"- {sign} **{ground.title}**{severity} {_marks(ground.marks)}".rstrip()
    for fact in ground.facts:
        yield f"  - {fact.told}: {fact.text} **{fact.value}**"
    yield f"  - {rule}: {ground.rule}"
    for remark in ground.remarks:
        yield f"  - {remark}"


def _plan(plan: PlanShown, language: Language) -> Iterator[str]:
    """The plan: what it is, and a table of its tasks."""
    yield from (f"## {_say(language, 'plan')}", "")
    for sentence in plan.told:
        yield from (sentence, "")
    if plan.lines:
        columns = [_say(language, f"plan_column_{name}") for name in ("task", "periods", "takes", "why")]
        rows = [(f"{line.rank}. {line.title}", line.periods, line.takes, line.why) for line in plan.lines]
        yield from table(columns, rows)
    else:
        yield from (_say(language, "plan_empty"), "")
    for title, ended in plan.ended:
        yield from _bullets(title, ended)


def _remaining(report: Report) -> Iterator[str]:
    """What goes well, where the sources differ, what is still open."""
    said = partial(_say, report.language)
    yield from _section(said("strengths"), report.strengths)
    tensions = []
    for tension in report.tensions:
        one, other = (f"{side.claim} {_marks(side.marks)}" for side in tension.sides)
        decided = f"{said('resolution', text=tension.resolution)} {tension.decided_by}"
        concerns = "; ".join(f"{place.rank}. {place.title}" for place in tension.concerns)
        concerned = f" {said('report_concerns')}: {concerns}." if concerns else ""
        tensions.append(f"**{tension.title}** – {said('sides', one=one, other=other)} {decided}{concerned}")
    yield from _section(said("tensions"), tensions)
    folded = [f"{t.title} {_marks(t.marks)}" for t in report.folded_tensions]
    yield from _bullets(report.more_tensions, folded)
    if report.contradictions:
        yield from (f"## {said('contradictions')}", "")
        for found in report.contradictions:
            yield from (f"**{found.message}**", "", *_told(found.answers), "")
    if report.hanging:
        yield from (f"## {said('almost')}", "", said("almost_about"), "")
        for hanging in report.hanging:
            yield f"- {hanging.question}"
            yield from (f"  - {brought.answers} **{brought.title}**" for brought in hanging.brings)
        for more in report.more_hanging:
            yield from ("", more)
        yield ""
    yield from _section(said("open_questions"), [f"**{q.text}** {q.why}" for q in report.questions])
    yield from (report.more_questions, "") if report.more_questions else ()
    if report.undecided:
        yield from (f"## {said('report_undecided')}", "", said("report_undecided_about"), "")
        columns = (said("report_recommendation"), said("report_waits_for"))
        yield from table(columns, [(item.title, item.waits_for) for item in report.undecided])
    yield from _differing(report.differing, said("report_question")) if report.differing else ()
    yield from _section(said("deviations"), report.deviations)
    yield from _section(said("silent"), report.silences)


def _differing(differing: Differing, question: str) -> Iterator[str]:
    yield from (f"## {differing.title}", "", " ".join(differing.sentences), "")
    for part in differing.parts:
        yield from (f"### {part.title}", "")
        yield from (f"{n}. **{one.question}** {' '.join(one.told)}" for n, one in enumerate(part.questions, 1))
        yield ""
    yield from _bullets(differing.settled_title, differing.settled)
    if differing.groups:
        groups = differing.groups
        yield from (f"### {groups.title}", "", groups.note, "")
        yield from table(
            (question, *(escape(name).replace(r"\|", "|") for name in groups.groups)),
            [(asked, *cells) for asked, cells in groups.rows],
        )


def _say(language: Language, key: str, **details: object) -> str:
    return say(key, language, **details)


def _more(text: str) -> list[str]:
    return [text] if text else []


def _marks(numbers: Iterable[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _told(answers: Iterable[Answer]) -> list[str]:
    return [
        f"- {entry.question} **{entry.answer}**" + (f" {escape(entry.note)}" if entry.note else "") for entry in answers
    ]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table."""
    for cells in (columns, ["---"] * len(columns), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _section(title: str, items: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {item}" for item in items), ""] if items else []


def _bullets(title: str, items: Sequence[str]) -> list[str]:
    return [f"**{title}**", "", *(f"- {item}" for item in items), ""] if items else []


def escape(text: str) -> str:
    """A text of the user's as it stands in Markdown: on one line, without markup."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&])", r"\\\1", " ".join(text.split()))

"""An advice → what its report holds: every part worked out once, for all forms."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from itertools import groupby

from ..advice import Advice, Advisor, TensionShown
from ..insight import why as why_
from ..insight.differences import differences
from ..insight.questions import to_ask
from ..insight.stability import PERCENT, Stability, stability
from ..library.model import SEVERITIES
from ..library.wording import Language
from ..phrases import enumerated, say
from ..picture.svg import described
from ..picture.trail import trail
from ..stages.findings import Finding
from ..stages.mistakes import on_one_line
from ..stages.profile import Profile
from ..stages.recommendations import Recommended
from ..stages.respondents import Respondent
from ..standing import Standing
from . import outline
from .contents import (
    Answer,
    Brought,
    Contradiction,
    Count,
    Fact,
    Firmness,
    Folded,
    Ground,
    Hanging,
    Item,
    Mention,
    NumberedPassage,
    Opposed,
    Particular,
    PhaseOfItems,
    PlanShown,
    Question,
    ReceiptLine,
    Report,
    Side,
    Source,
    SourcedStep,
    Summary,
    Tension,
    Theme,
    Waiting,
    Weakness,
)
from .differing import differing
from .following import Statuses

MOST_QUESTIONS = 10  # in a report, of what to ask next
# What fits on the one page of the summary.
MOST_WEAKNESSES, MOST_STRENGTHS, NEXT_QUESTIONS = 8, 3, 3
MOST_NAME = 200  # characters of a name or a reference; a profile that is read has no more


class OtherKnowledgeError(ValueError):
    """The advice was made of other knowledge than that of the advisor, so that its reasons cannot be told here."""


def compose(
    advice: Advice,
    advisor: Advisor,
    kept: datetime | None = None,
    standings: Mapping[str, Standing] | None = None,
    respondents: tuple[Respondent, ...] = (),
    plan: PlanShown | None = None,
) -> Report:
    """The report of an advice. For who knows it, ``kept``: when it was kept; without it the report has no date.

    ``standings``: what became of its recommendations. ``respondents``: who said what, told of as `insight.groups` does.
    ``plan``: its plan, where the report is to have one (`planning.as_part`).

    Raises OtherKnowledgeError.
    """
    if advice.receipt.fingerprint != advisor.edition.fingerprint:
        raise OtherKnowledgeError(advice.receipt.fingerprint)
    told = replace(advice.profile.told, respondents=respondents)
    return _Composition(advice, advisor, told, standings).report(kept, plan)


class _Composition:
    """A report in the making: what its parts share."""

    def __init__(self, advice: Advice, advisor: Advisor, told: Profile, became: Mapping[str, Standing] | None) -> None:
        self.advice, self.edition = advice, advisor.edition
        self.language: Language = advice.receipt.language
        self.asked = to_ask(advice, advisor)
        self.differences = differences(told, advisor, self.language) if told.disputed else None
        self.statuses = Statuses(advice.given, became, self.language)
        self.firmness = {s.id: s for s in stability(told, advisor, self.language)}
        self.reasons = {r.id: why_.why(advice, r.id, advisor.edition) for r in advice.recommendations}
        self.numbers = {ref: number for number, ref in enumerate(self._passages(), 1)}
        shown = {one.id: item for item in advice.recommendations for one in (item, *item.folded)}
        self.weak = sorted(
            (f for f in advice.findings if f.severity is not None), key=lambda f: SEVERITIES.index(f.severity or "low")
        )
        self.places = {rid: Mention(item.id, item.rank, item.title) for rid, item in shown.items()}

    def say(self, key: str, **details: object) -> str:
        return say(key, self.language, **details)

    def _passages(self) -> list[str]:
        """Every passage that the report names, by source and place, as the list of sources has them."""
        cited = [c.passage for reasoning in self.reasons.values() for c in reasoning.citations]
        cited += [p for tension in self.advice.tensions for side in tension.sides for p in side.cites]
        drawn = [n.id.partition(":")[2] for r in self.reasons.values() for n in r.graph.nodes if n.kind == "passage"]
        return sorted({*cited, *drawn}, key=self.edition.passage_order.__getitem__)

    def marks(self, passages: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted(self.numbers[p] for p in passages))

    def report(self, kept: datetime | None, plan: PlanShown | None) -> Report:
        advice, language = self.advice, self.language
        name, reference = (_short(on_one_line(text or "")) for text in (advice.profile.name, advice.profile.reference))
        phases = tuple(
            PhaseOfItems(phase.phase, phase.title, tuple(self.item(r) for r in phase.recommendations))
            for phase in outline.phases(advice)
        )
        return Report(
            language=language,
            title=outline.titled(name, language),
            name=name,
            reference=reference,
            about=tuple(self.about(name, reference, kept)),
            guide=tuple(self.say(f"report_guide_{part}") for part in ("rules", "marks", "editors", "unknown", "firm")),
            summary=self.summary([item for phase in phases for item in phase.items if item.phase == "first"]),
            weaknesses=tuple(self.weakness(f) for f in self.weak[:MOST_WEAKNESSES]),
            more_weaknesses=self.more(self.weak, MOST_WEAKNESSES),
            phases=phases,
            ties=outline.ties(advice),
            plan=plan,
            strengths=tuple(outline.strengths(advice)),
            tensions=tuple(self.tension(t) for t in advice.tensions[: outline.TENSIONS]),
            folded_tensions=tuple(self.tension(t) for t in advice.tensions[outline.TENSIONS :]),
            more_tensions=outline.more_tensions(advice),
            contradictions=tuple(
                Contradiction(c.message, tuple(self.answers(c.answers))) for c in advice.contradictions
            ),
            hanging=tuple(self.hanging()),
            more_hanging=tuple(outline.hanging_more(advice)),
            questions=tuple(Question(q.text, _sentence(q.why)) for q in self.asked[:MOST_QUESTIONS]),
            more_questions=self.counted("report_more_questions", len(self.asked) - MOST_QUESTIONS),
            undecided=tuple(Waiting(u.title, outline.waits_for(u, language)) for u in advice.undecided),
            differing=differing(self.differences, language) if self.differences else None,
            deviations=tuple(outline.deviations(advice)),
            silences=tuple(outline.silences(advice)),
            themes=tuple(self.themes()),
            unanswered=self.counted("report_unanswered", len(advice.profile.unanswered)),
            sources=tuple(self.sources()),
            receipt=tuple(
                ReceiptLine(self.say(f"report_receipt_{field.name}"), str(getattr(advice.receipt, field.name)))
                for field in fields(advice.receipt)
                if field.name != "overlays"  # a chapter of its own
            ),
            receipt_line=outline.receipt(advice),
        )

    def about(self, name: str, reference: str, kept: datetime | None) -> Iterator[ReceiptLine]:
        """What the title page tells; what is not known is left out."""
        if name:
            yield ReceiptLine(self.say("report_organisation"), name)
        if reference:
            yield ReceiptLine(self.say("report_reference"), reference)
        if kept:
            yield ReceiptLine(self.say("report_date"), outline.day(kept, self.language))
        if self.statuses.counted:
            yield ReceiptLine(self.say("status"), self.statuses.counted)
        number = self.say("report_edition", edition=self.edition.number)
        yield ReceiptLine(self.say("report_knowledge"), f"{self.edition.manifest.name[self.language]} ({number})")

    def item(self, item: Recommended) -> Item:
        reasoning = self.reasons[item.id]
        picture = trail(self.advice, self.edition, item.id, passages=list(self.numbers))
        return Item(
            id=item.id,
            rank=item.rank,
            phase=item.phase,
            title=item.title,
            summary=item.summary,
            why=outline.first_sentence(item.summary),
            first_step=" ".join(outline.how_to_start(item, self.language)),
            verdict=item.verdict,
            verdict_told=self.say(f"verdict_{item.verdict}"),
            standing=", ".join(self.standing(item)),
            score=item.score,
            contributions=tuple(item.contributions),
            scored=self.scored(item),
            firmness=self.firm(self.firmness[item.id]),
            rests_on=outline.rests_on(item, self.advice),
            remarks=tuple(outline.remarks(item, self.advice)),
            needs=tuple(self.places[rid] for rid in item.needs if self.places[rid].id != item.id),
            because=tuple(self.ground(g) for g in reasoning.because),
            helps=tuple(self.ground(g) for g in reasoning.helps),
            holds_back=tuple(Opposed(t.id, t.title, t.resolution) for t in self.opposing(reasoning.opposes)),
            steps=self.steps(item),
            particulars=self.particulars(item),
            caveats=tuple(item.caveats),
            folded=tuple(
                Folded(f.title, f.summary, self.steps(f), self.particulars(f), tuple(f.caveats)) for f in item.folded
            ),
            picture=picture,
            picture_told=". ".join(described(picture)),
        )

    def standing(self, item: Recommended) -> Iterator[str]:
        if item.tied:
            yield self.say("tied_mark")
        if item.verdict != "recommended":
            yield self.say(f"verdict_{item.verdict}")
        yield from self.statuses.marks(item.id)

    def steps(self, item: Recommended) -> tuple[SourcedStep, ...]:
        return tuple(SourcedStep(s.text, self.marks(s.cites), s.inference) for s in item.steps)

    def particulars(self, item: Recommended) -> tuple[Particular, ...]:
        told = [*outline.particulars(item, self.language), *self.statuses.particulars(item.id)]
        return tuple(Particular(what, says) for what, says in told)

    def scored(self, item: Recommended) -> str:
        parts = [f"{_signed(c.value)} {c.title} ({self.say(f'basis_{c.basis}')})" for c in item.contributions]
        return self.say("report_how_scored", score=item.score, parts="; ".join(parts))

    def firm(self, found: Stability) -> Firmness:
        best, worst = found.together.best, found.together.worst
        told = [self.say(f"label_{found.label}")]
        if best != worst:
            told.append(self.say("report_between", best=best, worst=worst))
        if found.may_lapse:
            told.append(self.say("may_lapse"))
        return Firmness(found.label == "firm", best, worst, found.may_lapse, ", ".join(told))

    def opposing(self, tensions: Iterable[str]) -> Iterator[TensionShown]:
        named = set(tensions)
        yield from (t for t in self.advice.tensions if t.id in named)

    def counted(self, phrase: str, count: int) -> str:
        """A phrase with a count; empty when there is nothing to count."""
        return self.say(phrase, count=count) if count > 0 else ""

    def more(self, whole: Sequence[object], most: int) -> str:
        return self.counted("report_more", len(whole) - most)

    def ground(self, ground: why_.Ground) -> Ground:
        finding = ground.finding
        return Ground(
            id=finding.id,
            title=finding.title,
            polarity=finding.polarity,
            severity=finding.severity,
            severity_told=self.say(f"severity_{finding.severity}") if finding.severity else "",
            rule=ground.rule,
            facts=tuple(
                Fact(self.say("your_answer" if f.answers == [f.name] else "follows"), f.text, f.label)
                for f in finding.facts
            ),
            marks=self.marks(self.edition.rules[finding.rule].because),
            remarks=tuple(self.remarks(finding)),
        )

    def remarks(self, finding: Finding) -> Iterator[str]:
        """What qualifies a finding: what the editors chose, exceptions that are open."""
        for note in finding.editorial:
            yield _sentence(f"{self.say('editorial')}: {note}")
        for exception in finding.unless:
            yield outline.provisional(exception, self.language)

    def tension(self, tension: TensionShown) -> Tension:
        return Tension(
            id=tension.id,
            title=tension.title,
            sides=tuple(Side(s.claim, self.marks(s.cites)) for s in tension.sides),
            resolution=tension.resolution,
            decided_by=self.say(f"report_decided_by_{tension.decided_by}"),
            concerns=tuple(
                sorted({self.places[r] for r in tension.concerns if r in self.places}, key=lambda p: p.rank)
            ),
        )

    def hanging(self) -> Iterator[Hanging]:
        """The questions that alone would bring a recommendation, with the answers that would."""
        for one in outline.hangs_on(self.advice)[: outline.HANGING]:
            told = ((self.say("almost_with", answers=answers), title) for answers, title in one.brings)
            yield Hanging(one.text, tuple(Brought(answers, title) for answers, title in told))

    def summary(self, first: list[Item]) -> Summary:
        advice, weak = self.advice, self.weak
        strengths = outline.strengths(advice)
        return Summary(
            diagnosis=advice.diagnosis.text,
            first=tuple(first[: outline.ACTIONS]),
            more_first=self.more(first, outline.ACTIONS),
            strengths=tuple(strengths[:MOST_STRENGTHS]),
            more_strengths=self.more(strengths, MOST_STRENGTHS),
            questions=tuple(q.text for q in self.asked[:NEXT_QUESTIONS]),
            rest=tuple(self.rest()),
            severities=self.say("report_severities", severities=self.severities(weak)) if weak else "",
            counts=tuple(self.counts(len(weak), len(strengths))),
            firmness=self.firmness_told(),
        )

    def rest(self) -> Iterator[str]:
        """What comes after the first actions, by theme."""
        rest = self.advice.recommendations[len(outline.actions(self.advice)) :]
        for theme, of_theme in outline.by_theme(rest).items():
            yield self.say("mail_of_theme", theme=theme, titles="; ".join(f"{r.rank}. {r.title}" for r in of_theme))

    def counts(self, weak: int, strong: int) -> Iterator[Count]:
        counted = {
            "answers": len(self.advice.profile.answers),
            "weaknesses": weak,
            "strengths": strong,
            "recommendations": len(self.advice.recommendations),
            "passages": len(self.numbers),
        }
        for what, number in counted.items():
            yield Count(number, self.say(f"report_count_{what}", count=number))

    def severities(self, weak: list[Finding]) -> str:
        """“3 zeer ernstig, 5 ernstig en 1 licht”; empty without weaknesses."""
        met = Counter(f.severity for f in weak)
        told = [f"{met[s]} {self.say(f'severity_{s}')}" for s in SEVERITIES if met[s]]
        return enumerated(told, self.language)

    def weakness(self, finding: Finding) -> Weakness:
        answering = [r for r in self.advice.recommendations if any(ref.id == finding.id for ref in r.findings)]
        assert finding.severity is not None  # noqa: S101 - only weaknesses are asked for, and each has one
        told = ""
        if answering:
            ranks = enumerated([str(r.rank) for r in answering], self.language)
            told = self.say("report_answered_by", count=len(answering), ranks=ranks)
        severity = self.say(f"severity_{finding.severity}")
        return Weakness(finding.title, finding.severity, severity, tuple(self.places[r.id] for r in answering), told)

    def firmness_told(self) -> str:
        """How many places are firm; empty when nothing is recommended."""
        total = len(self.firmness)
        if not total:
            return ""
        firm = sum(s.label == "firm" for s in self.firmness.values())
        key = "none" if not firm else "all" if firm == total else "some"
        holds = self.say("report_firmness_holds", percent=PERCENT)
        return f"{self.say(f'report_firmness_{key}', firm=firm, total=total)} {holds}"

    def themes(self) -> Iterator[Theme]:
        """The answers and the notes, by theme, in the order of the questions."""
        edition, told = self.edition, self.advice.profile.told
        given = told.answers.keys() | told.notes.keys()
        for theme, shape in edition.manifest.questions.items():
            asked = [a for a in edition.questions if a in given and edition.question_themes[a] == theme]
            if asked:
                yield Theme(shape.title[self.language], tuple(self.answers(asked)))

    def answers(self, attributes: Iterable[str]) -> Iterator[Answer]:
        """Questions with what was said to them: the answer, or that there is none, and the note."""
        edition, told, language = self.edition, self.advice.profile.told, self.language
        for attribute in attributes:
            value, note = told.answers.get(attribute), told.notes.get(attribute)
            if value is None and note is None:
                continue
            label = self.say("open") if value is None else edition.value(attribute, value, language)
            yield Answer(edition.name(attribute, language), label, note.told(language) if note else "")

    def sources(self) -> Iterator[Source]:
        """The documents, each with its passages by number."""
        cited = why_.cite(list(self.numbers), self.edition, self.language, {})
        for source_id, passages in groupby(cited, key=lambda c: c.passage.partition("/")[0]):
            source = self.edition.sources[source_id]
            yield Source(
                title=source.title,
                origin=". ".join((source.author, source.publisher, source.date)),
                stance=f"{source.kind[self.language]}. {source.stance[self.language]}",
                passages=tuple(self.passage(c) for c in passages),
            )

    def passage(self, cited: why_.Citation) -> NumberedPassage:
        place = self.say("report_place_in_source", section=cited.section, paragraph=cited.paragraph)
        return NumberedPassage(
            cited.number, cited.passage, cited.gist, cited.section, cited.paragraph, place, cited.link
        )


def _signed(points: int) -> str:
    return f"{points:+d}".replace("-", "−")


def _sentence(text: str) -> str:
    """A text that starts with a capital and ends with a point."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _short(name: str) -> str:
    return name if len(name) <= MOST_NAME else name[: MOST_NAME - 1].rstrip() + "…"

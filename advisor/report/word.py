"""A report as a Word document: real styles, a filled table of contents, pictures with their text, the same bytes."""

from ..picture.svg import svg
from . import word_parts as parts
from .contents import Folded, Ground, Item, Report
from .differing import Differing
from .word_styles import AMBER, GREEN, RED, SOFT, VIOLET, finished
from .word_writing import Writing

_SEVERITIES = {"critical": RED, "high": RED, "medium": AMBER, "low": SOFT}


def as_docx(report: Report) -> bytes:
    """The report as a Word document. It knows no moment of making: the same report gives the same bytes."""
    return _Written(report).done()


class _Written(Writing):
    """The report, part by part."""

    def done(self) -> bytes:
        self.cover()
        self.contents()
        self.summary()
        self.roadmap()
        for phase in self.report.phases:
            self.heading(phase.title, 1, phase.phase)
            for item in phase.items:
                self.item(item)
        self.plan()
        self.remaining()
        self.sources()
        self.answers()
        self.receipt()
        return finished(self.document, self.report)

    def cover(self) -> None:
        report = self.report
        self.paragraph(self.say("report_kind"), "Kind")
        self.paragraph(report.title, "Title")
        for line in report.about:
            self.labelled("About", line.what, line.says)
        self.paragraph(self.say("report_guide"), "Guide Title")
        for part in report.guide:
            self.quiet(part)

    def contents(self) -> None:
        """The table of contents: a field that Word can renew, filled with what it would hold but for page numbers."""
        self.paragraph(self.say("report_toc"), "Contents Title")
        report = self.report
        entries = [(1, self.say("report_summary"), "summary")]
        entries += [(1, self.say("report_roadmap"), "roadmap")] if report.phases else []
        for phase in report.phases:
            entries.append((1, phase.title, phase.phase))
            entries += [(2, f"{i.rank}. {i.title}", f"recommendation-{i.id}") for i in phase.items]
        entries += [(1, self.say(phrase), name) for name, phrase, there in self.chapters() if there]
        paragraphs = [self.paragraph(style=f"Contents {level}") for level, _, _ in entries]
        parts.contents_field(paragraphs, [(text, name) for _, text, name in entries])

    def chapters(self) -> list[tuple[str, str, bool]]:
        """What comes after the recommendations: bookmark, phrase, and whether there is any."""
        report = self.report
        return [
            ("plan", "plan", report.plan is not None),
            ("strengths", "strengths", bool(report.strengths)),
            ("tensions", "tensions", bool(report.tensions)),
            ("contradictions", "contradictions", bool(report.contradictions)),
            ("almost", "almost", bool(report.hanging)),
            ("questions", "open_questions", bool(report.questions)),
            ("undecided", "report_undecided", bool(report.undecided)),
            ("differences", "differences", report.differing is not None),
            ("deviations", "deviations", bool(report.deviations)),
            ("silent", "silent", bool(report.silences)),
            ("sources", "sources", bool(report.sources)),
            ("answers", "report_answers", True),
            ("receipt", "report_receipt", True),
        ]

    def chapter(self, name: str) -> bool:
        """Starts a chapter; whether there is anything in it."""
        phrase, there = next((phrase, there) for known, phrase, there in self.chapters() if known == name)
        if there:
            self.heading(self.say(phrase), 1, name)
        return there

    def summary(self) -> None:
        summary = self.report.summary
        parts.start_page(self.heading(self.say("report_summary"), 1, "summary"))
        self.paragraph(summary.diagnosis, "Summary")
        self.heading(self.say("phase_first"), 2)
        for item in summary.first:
            paragraph = self.paragraph(style="First")
            self.run(paragraph, f"{item.rank}. ", bold=True, colour=GREEN)
            self.run(paragraph, item.title, bold=True)
            for text in (item.why, item.first_step):
                paragraph.add_run().add_break()
                self.run(paragraph, text)
        self.quiet(summary.more_first if summary.first else self.say("nothing"))
        if summary.strengths:
            self.heading(self.say("strengths"), 2)
            self.bullets(summary.strengths, summary.more_strengths)
        for title, items in (("open_questions", summary.questions), ("mail_rest", summary.rest)):
            if items:
                self.heading(self.say(title), 2)
                self.bullets(items, "")
        if not self.report.phases:
            self.figures()

    def figures(self) -> None:
        """What weighs most, and in numbers what the report rests on."""
        summary = self.report.summary
        if self.report.weaknesses:
            self.heading(self.say("report_main_findings"), 2)
        for found in self.report.weaknesses:
            paragraph = self.paragraph(f"{found.title} (", "List Bullet")
            self.run(paragraph, found.severity_told, bold=True, colour=_SEVERITIES[found.severity])
            self.run(paragraph, ")" + (f" · {found.answered_told}" if found.answered_told else ""))
        self.bullets([], self.report.more_weaknesses)
        self.quiet(summary.severities or self.say("report_no_weaknesses"))
        told = self.paragraph(style="Counts")
        for place, count in enumerate(summary.counts):
            self.run(told, ("   " if place else "") + f"{count.number}", bold=True, colour=GREEN)
            self.run(told, f"\u00a0{count.what}")
        if summary.firmness:
            self.heading(self.say("report_firm_heading"), 2)
            self.paragraph(summary.firmness)

    def roadmap(self) -> None:
        if not self.report.phases:
            return
        parts.start_page(self.heading(self.say("report_roadmap"), 1, "roadmap"))
        self.figures()
        self.paragraph(self.say("report_roadmap_about"))
        columns = ("rank", "recommendation", "waits_for", "score", "place")
        for phase in self.report.phases:
            self.paragraph(phase.title, "Table Title")
            table = self.table(phase.title, [self.say(f"report_{c}") for c in columns], (1.1, 7.9, 2, 1.5, 4.5))
            for item in phase.items:
                cells = self.row(table, (f"{item.rank}", "", "", f"{item.score}", item.firmness.told))
                _, title, waits, *_ = cells
                parts.link_within(title, f"recommendation-{item.id}", item.title)
                if item.standing:
                    self.run(title, f" ({item.standing})", colour=SOFT)
                for place, needed in enumerate(item.needs):
                    self.run(waits, ", " if place else "")
                    parts.link_within(waits, f"recommendation-{needed.id}", f"{needed.rank}")
        self.quiet(self.report.ties)

    def item(self, item: Item) -> None:
        self.heading(f"{item.rank}. {item.title}", 2, f"recommendation-{item.id}")
        self.paragraph(item.summary, "Summary")
        qualified = f"{item.verdict_told} · {self.say('report_place')} {item.firmness.told} · {item.rests_on}"
        parts.keep_with_next(self.paragraph(" ".join((qualified, *item.remarks)), "Quiet"))
        self.picture(svg(item.picture), self.say("report_picture", rank=item.rank), item.picture_told)
        for title, grounds in (("because", item.because), ("what_helps", item.helps)):
            if grounds:
                self.heading(self.say(title), 3)
                for ground in grounds:
                    self.ground(ground)
        if item.holds_back:
            self.heading(self.say("what_holds_back"), 3)
            for opposed in item.holds_back:
                paragraph = self.paragraph(style="List Bullet")
                parts.link_within(paragraph, f"tension-{opposed.id}", opposed.title, bold=True)
                paragraph.add_run().add_break()
                self.run(paragraph, opposed.resolution)
        self.heading(self.say("steps"), 3)
        self.steps(item)
        for folded in item.folded:
            self.heading(folded.title, 3)
            self.paragraph(folded.summary)
            self.steps(folded)
        self.quiet(item.scored)

    def steps(self, item: Item | Folded) -> None:
        numbering = parts.fresh_numbering(self.document)
        for step in item.steps:
            paragraph = self.paragraph(step.text, "List Number")
            parts.number_by(paragraph, numbering)
            self.marks(paragraph, step.marks)
            if step.inference:
                self.run(paragraph, f" ({self.say('inference')})", colour=SOFT)
        for one in item.particulars:
            paragraph = self.paragraph(style="List Bullet")
            self.run(paragraph, f"{one.what}: ", bold=True)
            self.run(paragraph, one.says)
        for caveat in item.caveats:
            paragraph = self.paragraph(style="Caveat")
            self.run(paragraph, f"{self.say('caveats')}. ", bold=True)
            self.run(paragraph, caveat)

    def ground(self, ground: Ground) -> None:
        paragraph = self.paragraph(style="Finding")
        sign, colour = ("−", RED) if ground.polarity == "weakness" else ("+", GREEN)
        self.run(paragraph, f"{sign} ", bold=True, colour=colour)
        self.run(paragraph, ground.title, bold=True)
        if ground.severity is not None:
            self.run(paragraph, " (")
            self.run(paragraph, ground.severity_told, bold=True, colour=_SEVERITIES[ground.severity])
            self.run(paragraph, ")")
        self.marks(paragraph, ground.marks)
        for fact in ground.facts:
            self.run(self.labelled("Reason", fact.told, f"{fact.text} "), fact.value, bold=True)
        self.labelled("Reason", self.say("rule"), ground.rule)
        for remark in ground.remarks:
            self.run(self.paragraph(style="Reason"), remark, colour=SOFT)

    def plan(self) -> None:
        plan = self.report.plan
        if plan is None or not self.chapter("plan"):
            return
        for sentence in plan.told:
            self.paragraph(sentence)
        if plan.svg:
            self.picture(plan.svg, self.say("plan_picture"), plan.picture_told)
        if plan.lines:
            columns = [self.say(f"plan_column_{name}") for name in ("task", "periods", "takes", "why")]
            table = self.table(self.say("plan"), columns, (5, 2.6, 3.2, 6.2))
            for line in plan.lines:
                self.row(table, (f"{line.rank}. {line.title}", line.periods, line.takes, line.why))
        else:
            self.paragraph(self.say("plan_empty"))
        for title, ended in plan.ended:
            self.heading(title, 2)
            self.bullets(ended)

    def remaining(self) -> None:
        report = self.report
        if self.chapter("strengths"):
            self.bullets(report.strengths)
        if self.chapter("tensions"):
            for tension in report.tensions:
                self.heading(tension.title, 2, f"tension-{tension.id}")
                for side, title in zip(tension.sides, ("one_side", "other_side"), strict=True):
                    paragraph = self.labelled("List Bullet", self.say(f"report_{title}"), side.claim)
                    self.marks(paragraph, side.marks)
                paragraph = self.paragraph()
                self.run(paragraph, f"{self.say('report_decides')}. ", bold=True)
                self.run(paragraph, f"{tension.resolution} ")
                self.run(paragraph, tension.decided_by, colour=SOFT)
                if tension.concerns:
                    paragraph = self.paragraph()
                    self.run(paragraph, f"{self.say('report_concerns')}: ", colour=SOFT)
                    for place, concerned in enumerate(tension.concerns):
                        self.run(paragraph, "; " if place else "")
                        self.place(paragraph, concerned)
            if report.folded_tensions:
                self.heading(report.more_tensions, 2)
            for tension in report.folded_tensions:
                paragraph = self.paragraph(style="List Bullet")
                parts.bookmark(paragraph, f"tension-{tension.id}")
                self.run(paragraph, tension.title)
                self.marks(paragraph, tension.marks)
        if self.chapter("contradictions"):
            for found in report.contradictions:
                self.run(self.paragraph(), found.message, bold=True)
                self.bullets(f"{entry.question} {entry.answer}" for entry in found.answers)
        if self.chapter("almost"):
            self.paragraph(self.say("almost_about"))
            for one in report.hanging:
                parts.keep_with_next(self.paragraph(one.question))
                for brought in one.brings:
                    paragraph = self.paragraph(f"{brought.answers} ", "List Bullet")
                    self.run(paragraph, brought.title, bold=True)
            for more in report.more_hanging:
                self.quiet(more)
        if self.chapter("questions"):
            columns = [self.say(f"report_{c}") for c in ("rank", "question", "why")]
            table = self.table(self.say("open_questions"), columns, (1.1, 7, 8.9))
            for number, question in enumerate(report.questions, 1):
                self.row(table, (f"{number}", question.text, question.why))
            self.quiet(report.more_questions)
        if self.chapter("undecided"):
            self.paragraph(self.say("report_undecided_about"))
            columns = [self.say("report_recommendation"), self.say("report_waits_for")]
            table = self.table(self.say("report_undecided"), columns, (12.5, 4.5))
            for item in report.undecided:
                self.row(table, (item.title, item.waits_for))
        if self.chapter("differences") and report.differing:
            self.differing(report.differing)
        if self.chapter("deviations"):
            self.bullets(report.deviations)
        if self.chapter("silent"):
            self.bullets(report.silences)

    def differing(self, differing: Differing) -> None:
        self.paragraph(" ".join(differing.sentences))
        for title, texts in differing.lists:
            self.heading(title, 2)
            self.bullets(texts)
        if groups := differing.groups:
            self.heading(groups.title, 2)
            self.quiet(groups.note)
            widths = (7, *(10 / len(groups.groups) for _ in groups.groups))
            table = self.table(groups.title, [self.say("report_question"), *groups.groups], widths)
            for question, cells in groups.rows:
                self.row(table, (question, *cells))

    def sources(self) -> None:
        if not self.chapter("sources"):
            return
        for source in self.report.sources:
            self.heading(source.title, 2)
            self.quiet(f"{source.origin}. {source.stance}")
            for passage in source.passages:
                paragraph = self.paragraph(style="Passage")
                self.run(paragraph, f"{passage.number}", colour=VIOLET)
                self.run(paragraph, f"\t{passage.gist} ")
                self.run(paragraph, f"{passage.place}. " if passage.link else f"{passage.place}.", colour=SOFT)
                if passage.link:
                    parts.link_out(paragraph, passage.link, self.say("read"))
                parts.bookmark(paragraph, f"passage-{passage.number}")

    def answers(self) -> None:
        self.chapter("answers")
        if not self.report.themes:
            self.paragraph(self.say("report_no_answers"))
        for theme in self.report.themes:
            self.paragraph(theme.title, "Table Title")
            table = self.table(theme.title, [self.say("report_question"), self.say("report_answer")], (9.5, 7.5))
            for entry in theme.answers:
                _, said = self.row(table, (entry.question, entry.answer))
                if entry.note:
                    said.add_run().add_break()
                    self.run(said, entry.note, colour=SOFT)
        self.quiet(self.report.unanswered)

    def receipt(self) -> None:
        self.chapter("receipt")
        self.paragraph(self.say("report_receipt_about"))
        for line in self.report.receipt:
            self.labelled("Reason", line.what, line.says)

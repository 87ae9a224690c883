"""A report as PDF: tagged for screen readers (PDF/UA-1), the same bytes everywhere, set by typst."""

import json
import re
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any

import typst

from ..phrases import say
from ..picture.lettering import letters
from ..picture.svg import svg
from .contents import Report

WORDS = (
    "almost",
    "almost_about",
    "because",
    "caveats",
    "contradictions",
    "deviations",
    "inference",
    "mail_rest",
    "nothing",
    "open_questions",
    "phase_first",
    "plan",
    "plan_column_periods",
    "plan_column_takes",
    "plan_column_task",
    "plan_column_why",
    "plan_empty",
    "read",
    "report_answer",
    "report_answers",
    "report_concerns",
    "report_decides",
    "report_firm_heading",
    "report_guide",
    "report_kind",
    "report_main_findings",
    "report_no_answers",
    "report_no_weaknesses",
    "report_one_side",
    "report_other_side",
    "report_place",
    "report_question",
    "report_rank",
    "report_receipt",
    "report_receipt_about",
    "report_recommendation",
    "report_roadmap",
    "report_roadmap_about",
    "report_score",
    "report_summary",
    "report_toc",
    "report_undecided",
    "report_undecided_about",
    "report_waits_for",
    "report_why",
    "rule",
    "silent",
    "sources",
    "steps",
    "strengths",
    "tensions",
    "what_helps",
    "what_holds_back",
)
_LONG = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b]{6})")
_UNKNOWN = "\ufffd"  # shown for a character that the letters lack
_AS_THEY_ARE = ("link", "id", "ref", "svg")


def as_pdf(report: Report) -> bytes:
    """The report as PDF. It knows no moment of making: the same report gives the same bytes."""
    data = _plain(report)
    data["words"] = {word: say(word, report.language) for word in WORDS}
    data["pictures"] = {item.id: {"svg": _known(svg(item.picture)), "alt": item.picture_told} for item in report.items}
    with as_file(files("advisor.report")) as folder:
        made = typst.compile(
            folder / "templates" / "report.typ",
            format="pdf",
            font_paths=[folder / "fonts"],
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(_displayable(data), ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    assert isinstance(made, bytes)  # noqa: S101 - one document gives one file
    return made


def _plain(report: Report) -> dict[str, Any]:
    """The report as data, but for what its pictures are drawn from."""
    data = asdict(report)
    for phase in data["phases"]:
        for item in phase["items"]:
            del item["picture"]
    return data


def _displayable(data: Any) -> Any:
    """The same data with only characters that the letters have, and with places where a long word may break."""
    if isinstance(data, dict):
        return {key: value if key in _AS_THEY_ARE else _displayable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_displayable(item) for item in data]
    if isinstance(data, str):
        return _LONG.sub("\\g<0>\u200b", _known(data))
    return data


def _known(text: str) -> str:
    """A text with only characters that the letters have."""
    return "".join(c if c == "\n" or ord(c) in letters() else _UNKNOWN for c in text)

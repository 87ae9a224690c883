"""What is still to answer: every form shows the first of what `advisor ask --list` asks, in that order."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from advisor.advice import open_advisor
from advisor.cli import main
from advisor.insight.questions import to_ask
from advisor.library.wording import LANGUAGES, Language
from advisor.phrases import say
from advisor.report.mail import as_mail
from advisor.report.text import as_text

from .reading import EXAMPLES, advice_on, report_on

EACH = ("hardly-answered", "municipality", "ghent-crm")  # where much, some and little is open


def listed(stem: str, language: Language) -> list[str]:
    """The texts of the questions that the command gives."""
    (path,) = (path for path in EXAMPLES if path.stem == stem)
    done = CliRunner().invoke(main, ["ask", "--list", str(path), "--format", "json", "--lang", language])
    return [question["text"] for question in json.loads(done.stdout)["questions"]]


def asked_in(text: str, language: Language) -> list[str]:
    """The questions under the heading of a plain text, each on one line again."""
    part = text.partition(f"\n{say('open_questions', language).upper()}\n")[2].partition("\n\n")[0]
    return [" ".join(item.split()) for item in re.findall(r"^  \? (.*(?:\n    .*)*)", part, re.MULTILINE)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stem", EACH)
def test_every_form_asks_what_the_command_asks(stem: str, language: Language) -> None:
    wanted, advice, advisor = listed(stem, language), advice_on(stem, language), open_advisor()
    report = report_on(stem, language)
    shown = {
        "text": asked_in(as_text(advice, advisor), language),
        "mail": asked_in(as_mail(advice, advisor), language),
        "summary": list(report.summary.questions),
        "chapter": [question.text for question in report.questions],
    }
    assert wanted
    assert {form: wanted[: len(texts)] for form, texts in shown.items()} == shown
    assert all(shown.values())


def test_an_advice_of_other_knowledge_asks_what_it_was_kept_with() -> None:
    """Nothing can be worked out again where the knowledge behind it is not here."""
    advice = advice_on("municipality")
    older = replace(advice, receipt=replace(advice.receipt, knowledge_sha256="0" * 64))
    assert to_ask(older, open_advisor()) == advice.open_questions != to_ask(advice, open_advisor())

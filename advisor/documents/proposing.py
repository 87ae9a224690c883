"""What the words of a document suggest, as text and as JSON. It is a proposal: nothing is written in the knowledge."""

import json
from collections.abc import Iterator, Sequence

from ..library.edition import Edition
from ..library.wording import Language
from ..phrases import say
from .suggesting import Suggestion


def as_text(name: str, suggestions: Sequence[Suggestion], edition: Edition, language: Language) -> str:
    """The candidates of each paragraph, and then the paragraphs that speak of none."""
    return "\n".join([*_lines(name, suggestions, edition, language), ""])


def _lines(name: str, suggestions: Sequence[Suggestion], edition: Edition, language: Language) -> Iterator[str]:
    yield say("suggest_head", language, name=name)
    for suggestion in suggestions:
        if suggestion.candidates:
            yield ""
            yield say("suggest_paragraph", language, paragraph=str(suggestion.paragraph), begins=suggestion.begins)
        for candidate in suggestion.candidates:
            yield f"  {candidate.score:6.1f}  {candidate.factor}: {edition.factors[candidate.factor].title[language]}"
    silent = [str(suggestion.paragraph) for suggestion in suggestions if not suggestion.candidates]
    if silent:
        yield ""
        yield say("suggest_none", language, count=len(silent), paragraphs=", ".join(silent))


def as_json(name: str, suggestions: Sequence[Suggestion], edition: Edition, language: Language) -> str:
    """The same: a list of paragraphs, each with its candidates; an empty list for a paragraph that speaks of none."""
    paragraphs = [
        {
            "paragraph": suggestion.paragraph,
            "begins": suggestion.begins,
            "factors": [
                {"id": c.factor, "title": edition.factors[c.factor].title[language], "score": c.score}
                for c in suggestion.candidates
            ],
        }
        for suggestion in suggestions
    ]
    return json.dumps({"document": name, "paragraphs": paragraphs}, ensure_ascii=False, indent=2) + "\n"

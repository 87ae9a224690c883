"""A portfolio as a page in one file: to open, to print, to send; nothing in it comes from elsewhere."""

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..library.wording import Language
from ..phrases import say
from .portfolio import Portfolio
from .tables import tables

TEMPLATES = Path(__file__).parent / "templates"


def as_html(portfolio: Portfolio) -> str:
    """Every table, with a bar beside each number."""
    language = portfolio.language
    template = _templates().get_template("portfolio_file.html")
    return template.render(
        portfolio=portfolio, tables=list(tables(portfolio)), language=language, say=partial(_say, language)
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _say(language: Language, key: str, **details: object) -> str:
    return say(key, language, **details)

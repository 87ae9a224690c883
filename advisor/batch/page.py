"""A portfolio as a page in one file: to open, to print, to send; nothing in it comes from elsewhere."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..report.templating import environment, phrases
from .portfolio import Portfolio, size, told
from .tables import tables

TEMPLATES = Path(__file__).parent / "templates"


def as_html(portfolio: Portfolio) -> str:
    """Every table, with a bar beside each number."""
    language = portfolio.language
    template = _templates().get_template("portfolio_file.html")
    return template.render(
        portfolio=portfolio,
        size=size(portfolio),
        told=told(portfolio),
        tables=list(tables(portfolio)),
        language=language,
        say=phrases(language),
    )


@cache
def _templates() -> Environment:
    return environment(FileSystemLoader(TEMPLATES))

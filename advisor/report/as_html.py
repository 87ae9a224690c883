"""A report as one HTML file: style, letters and pictures stand in it, and nothing is loaded from anywhere."""

from base64 import b64encode
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..library.wording import Language
from ..phrases import say
from ..picture.svg import svg
from .contents import Report

_FACES = ("Regular", "Bold", "Italic")


def as_html(report: Report) -> bytes:
    """The report as HTML, in UTF-8. The same report gives the same bytes."""
    text = (
        _templates()
        .get_template("report.html")
        .render(report=report, say=partial(_say, report.language), draw=svg, letters=_letters())
    )
    return text.encode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("advisor.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _say(language: Language, key: str, **details: object) -> str:
    return say(key, language, **details)


@cache
def _letters() -> dict[str, str]:
    """The letters, each face in base64."""
    folder = files("advisor.report") / "fonts"
    return {face: b64encode((folder / f"OpenSans-{face}.woff2").read_bytes()).decode() for face in _FACES}

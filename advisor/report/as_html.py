"""A report as one HTML file: style, letters and pictures stand in it, and nothing is loaded from anywhere."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader

from ..picture.svg import svg
from .contents import Report
from .templating import environment, phrases

_FACES = ("Regular", "Bold", "Italic")


def as_html(report: Report) -> bytes:
    """The report as HTML, in UTF-8. The same report gives the same bytes."""
    text = (
        _templates()
        .get_template("report.html")
        .render(report=report, say=phrases(report.language), draw=svg, letters=_letters())
    )
    return text.encode()


@cache
def _templates() -> Environment:
    return environment(PackageLoader("advisor.report"))


@cache
def _letters() -> dict[str, str]:
    """The letters, each face in base64."""
    folder = files("advisor.report") / "fonts"
    return {face: b64encode((folder / f"OpenSans-{face}.woff2").read_bytes()).decode() for face in _FACES}

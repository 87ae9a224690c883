"""Jinja as every page and HTML report uses it."""

from collections.abc import Callable
from functools import partial

from jinja2 import BaseLoader, Environment, StrictUndefined

from ..library.wording import Language
from ..phrases import say


def environment(loader: BaseLoader) -> Environment:
    """Templates in which every value is escaped and a name that is not given is an error."""
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def phrases(language: Language) -> Callable[..., str]:
    """What templates know as ``say(key, **details)``: a phrase in one language."""
    return partial(_say, language)


def _say(language: Language, key: str, **details: object) -> str:
    return say(key, language, **details)

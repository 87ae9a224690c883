"""Advisor: rule-based advice for digital transformation, explained down to its source passages.

Read the folders in the order of the data: ``library`` (what we know) → ``stages`` (profile → facts → findings →
recommendations → explanation) → ``advice`` (the whole pipeline) → ``insight`` (questions asked of an advice).

``__all__`` is the public API, shown in docs/python.md. Each name is imported on first use, because most commands start
without most of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .advice import Advice, Advisor, from_json, open_advisor, to_json
    from .insight.why import NotGivenError, why
    from .insight.why_not import why_not
    from .library.complaints import KnowledgeError
    from .report.text import as_text
    from .stages.mistakes import ProfileError
    from .stages.profile import Profile, read_profile

__version__ = "0.2.0"

__all__ = [
    "Advice",
    "Advisor",
    "KnowledgeError",
    "NotGivenError",
    "Profile",
    "ProfileError",
    "as_text",
    "from_json",
    "open_advisor",
    "read_profile",
    "to_json",
    "why",
    "why_not",
]

_DEFINED_IN = {
    "Advice": ".advice",
    "Advisor": ".advice",
    "KnowledgeError": ".library.complaints",
    "NotGivenError": ".insight.why",
    "Profile": ".stages.profile",
    "ProfileError": ".stages.mistakes",
    "as_text": ".report.text",
    "from_json": ".advice",
    "open_advisor": ".advice",
    "read_profile": ".stages.profile",
    "to_json": ".advice",
    "why": ".insight.why",
    "why_not": ".insight.why_not",
}


def __getattr__(name: str) -> Any:
    """A name of the public API, from the module that defines it. Raises AttributeError for any other name."""
    if name not in _DEFINED_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DEFINED_IN[name], __name__), name)

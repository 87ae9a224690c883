"""Which paths are open to all, and which belong to the pages."""

OPEN = frozenset({"/health", "/ready"})  # for a supervisor, which has no key

_RESPONDENTS = ("/answer/", "/v1/answer/")  # by the secret of an invitation, without a key


def of_respondents(path: str) -> bool:
    """Whether a path is one of a respondent, whom the secret in it lets in."""
    return path.startswith(_RESPONDENTS)


def of_pages(path: str) -> bool:
    """Whether a path belongs to the pages: not to the API, nor to the operator."""
    return not (path.startswith("/v1/") or path in ("/v1", "/metrics", "/openapi.json", "/health", "/ready"))

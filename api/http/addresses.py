"""Which paths are open to all, and which belong to the pages."""

OPEN = frozenset({"/health", "/ready"})  # for a supervisor, which has no key


def of_pages(path: str) -> bool:
    """Whether a path belongs to the pages: not to the API, nor to the operator."""
    return not (path.startswith("/v1/") or path in ("/v1", "/metrics", "/openapi.json", "/health", "/ready"))

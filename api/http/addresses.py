"""Which addresses are open to all, and which belong to the pages."""

OPEN = frozenset({"/health", "/ready"})  # what a supervisor asks, who has no key


def of_pages(path: str) -> bool:
    """Whether an address belongs to the pages: it is no part of the API, and none of the operator's."""
    return not (path.startswith("/v1/") or path in ("/v1", "/metrics", "/openapi.json", "/health", "/ready"))

"""The links of the OpenAPI document: which operations take the ids that an answer contains."""

from typing import Any

Json = dict[str, Any]

_FIRST = {"id": "$response.body#/items/0/id"}
_SAME = {"id": "$request.path.id"}
_BEST = {**_SAME, "rid": "$response.body#/recommendations/0/id"}
_OF_AN_ADVICE = (
    *("read_advice", "rerun_advice", "compare_advice", "advice_graph", "advice_report", "list_statuses", "read_series"),
    "delete_advice",
)
_OF_A_RECOMMENDATION = ("advice_why", "advice_why_not", "read_status", "set_status")
_LINKS: tuple[tuple[str, str, str, tuple[str, ...], dict[str, str]], ...] = (
    ("/v1/advice", "get", "200", _OF_AN_ADVICE, _FIRST),
    ("/v1/advice/{id}", "get", "200", (*_OF_AN_ADVICE[1:], *_OF_A_RECOMMENDATION), _SAME),
    ("/v1/advice/{id}/rerun", "post", "201", ("compare_advice",), _SAME),
)


def add_links(paths: Json) -> None:
    """Add to each answer with the id of an advice or a recommendation links to the operations that take it."""
    for path, method, status, operations, known in _LINKS:
        paths[path][method]["responses"][status]["links"] = {
            operation: {
                "operationId": operation,
                "parameters": _BEST if operation in _OF_A_RECOMMENDATION else known,
            }
            for operation in operations
        }

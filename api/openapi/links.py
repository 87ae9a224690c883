"""What can be asked next with what an answer holds, as the links of an OpenAPI document."""

from typing import Any

Json = dict[str, Any]

_FIRST = {"id": "$response.body#/items/0/id"}
_SAME = {"id": "$request.path.id"}
_BEST = {**_SAME, "rid": "$response.body#/recommendations/0/id"}
_OF_AN_ADVICE = (
    *("read_advice", "rerun_advice", "compare_advice", "advice_graph", "advice_report", "list_statuses"),
    "delete_advice",
)
_OF_A_RECOMMENDATION = ("advice_why", "advice_why_not", "read_status", "set_status")
_LINKS: tuple[tuple[str, str, str, tuple[str, ...], dict[str, str]], ...] = (
    ("/v1/advice", "get", "200", _OF_AN_ADVICE, _FIRST),
    ("/v1/advice/{id}", "get", "200", (*_OF_AN_ADVICE[1:], *_OF_A_RECOMMENDATION), _SAME),
    ("/v1/advice/{id}/rerun", "post", "201", ("compare_advice",), _SAME),
)


def add_links(paths: Json) -> None:
    """Tell at each answer which operations take what it names: an id of an advice, of a recommendation."""
    for path, method, status, operations, known in _LINKS:
        paths[path][method]["responses"][status]["links"] = {
            operation: {
                "operationId": operation,
                "parameters": _BEST if operation in _OF_A_RECOMMENDATION else known,
            }
            for operation in operations
        }

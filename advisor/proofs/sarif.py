"""What was found as SARIF 2.1.0 (OASIS, 2020), which editors and CI show in the files themselves."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from .. import __version__
from ..phrases import Language, say
from .flaws import CODES, Flaw
from .telling import about

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(flaws: Iterable[Flaw], language: Language) -> str:
    """Everything that was found, in one language; files are named from the folder of the knowledge."""
    told = list(flaws)
    codes = sorted({*CODES, *(flaw.code for flaw in told)})
    rules = [_rule(code) for code in codes]
    driver = {"name": "advisor check", "version": __version__, "rules": rules}
    results = [_result(flaw, codes, language) for flaw in told]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    read_on = {"help": {"text": where}} if (where := about(code)) else {}
    return {"id": code, "defaultConfiguration": {"level": CODES.get(code, "error")}, **read_on}


def _result(flaw: Flaw, codes: Sequence[str], language: Language) -> dict[str, Any]:
    remedy = say("remedy", language, remedy=flaw.remedy.said(language))
    location = _location(flaw.file, flaw.line)
    if flaw.entry is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": "/".join(filter(None, flaw.entry)), "kind": "object"}]
    result: dict[str, Any] = {
        "ruleId": flaw.code,
        "ruleIndex": codes.index(flaw.code),
        "level": flaw.level,
        "message": {"text": f"{flaw.what.said(language)} {remedy}"},
        "locations": [location],
    }
    if flaw.excludes:
        result["relatedLocations"] = [
            {**_location(spot.file, spot.line), "id": number, "message": {"text": spot.says.said(language)}}
            for number, spot in enumerate(flaw.excludes, 1)
        ]
    if flaw.accepted is not None:
        justification = flaw.accepted[language]
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": justification}]
    if flaw.profile is not None:
        result["properties"] = {"witness": flaw.profile}
    return result


def _location(file: str, line: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": file}, "region": {"startLine": line}}}

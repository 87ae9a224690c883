"""Asks a server with the models of datamodel-code-generator: ADDRESS PROFILE.json"""

import json
import sys
from pathlib import Path
from typing import Any

import httpx
from advisor_models import Advice, Comparison, Problem, Profile, WhatIf, WhyNot
from pydantic import BaseModel

profile = Profile.model_validate_json(Path(sys.argv[2]).read_bytes())
raw = profile.model_dump(mode="json", exclude_unset=True)
changed = {**raw, "answers": {**raw["answers"], "adoption_rate": 90}}


def ask(path: str, body: Any) -> httpx.Response:
    return httpx.post(sys.argv[1] + path, json=body)


def read(model: type[BaseModel], path: str, body: Any) -> Any:
    return model.model_validate_json(ask(path, body).content).model_dump(mode="json", exclude_unset=True)


told = {
    "advice": read(Advice, "/v1/advice?lang=en&store=false", raw),
    "whyNot": read(WhyNot, "/v1/why-not/find-growth-capital?lang=en", raw),
    "whatIf": read(WhatIf, "/v1/what-if?lang=en", {"profile": raw, "answers": {"adoption_rate": 90}}),
    "compare": read(Comparison, "/v1/compare?lang=en", {"before": raw, "after": changed}),
    "batch": [json.loads(line) for line in ask("/v1/batch?lang=en", [raw, changed]).text.splitlines()],
    "error": read(Problem, "/v1/why-not/no-such-thing?lang=en", raw),
}
print(json.dumps(told))

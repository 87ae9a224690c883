"""Asks a server with the client of openapi-python-client: ADDRESS PROFILE.json"""

import json
import sys
from pathlib import Path
from typing import Any

from advisor_client import Client
from advisor_client.api.advice import advise
from advisor_client.api.batch import batch
from advisor_client.api.insight import compare, what_if, why_not
from advisor_client.models import (
    AdviseLang,
    BatchLang,
    CompareBody,
    CompareLang,
    Profile,
    WhatIfBody,
    WhatIfLang,
    WhyNotLang,
)

client = Client(base_url=sys.argv[1])
raw: dict[str, Any] = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
changed = {**raw, "answers": {**raw["answers"], "adoption_rate": 90}}
profile, supposed = Profile.from_dict(raw), {"profile": raw, "answers": {"adoption_rate": 90}}
both, english = {"before": raw, "after": changed}, WhyNotLang.EN
given = {
    "advice": advise.sync(client=client, body=profile, store=False, lang=AdviseLang.EN),
    "whyNot": why_not.sync("find-growth-capital", client=client, body=profile, lang=english),
    "whatIf": what_if.sync(client=client, body=WhatIfBody.from_dict(supposed), lang=WhatIfLang.EN),
    "compare": compare.sync(client=client, body=CompareBody.from_dict(both), lang=CompareLang.EN),
    "error": why_not.sync("no-such-thing", client=client, body=profile, lang=english),
}
told: dict[str, Any] = {name: answer.to_dict() if answer else None for name, answer in given.items()}
lines = batch.sync(client=client, body=[raw, changed], lang=BatchLang.EN)
assert isinstance(lines, str)
print(json.dumps({**told, "batch": [json.loads(line) for line in lines.splitlines()]}))

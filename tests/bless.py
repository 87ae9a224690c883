"""The golden outputs: whole advice as JSON and as text, and the README's picture. `dev.py bless` rewrites them.

The company in Ghent in every form, in both languages; a municipality, a hospital and a scale-up as text and JSON in
Dutch, without the graph, which repeats the rest. The order that each case writes down is rewritten too.
"""

import json
from pathlib import Path

from advisor.advice import Advisor, open_advisor, to_json
from advisor.picture.formats import FORMATS
from advisor.report.mail import as_mail
from advisor.report.text import as_text
from advisor.stages.profile import read_profile

from .ordering import blessed
from .test_cases import FILES, FOLDER, advice_of, case_of

ROOT = Path(__file__).parents[1]
GHENT, BESIDE = "ghent-crm", ("municipality", "hospital", "scale-up")
DRAWN = "win-people-back"


def laid_out(advice: bytes, *, graph: bool = True) -> bytes:
    """The same JSON over many lines, for who reviews a diff; without the graph if it is not asked for."""
    data = {field: part for field, part in json.loads(advice).items() if graph or field != "graph"}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def outputs(advisor: Advisor) -> dict[str, bytes]:
    """The golden outputs as an advisor makes them now, by file."""
    profiles = {
        name: read_profile((ROOT / "examples" / f"{name}.json").read_bytes(), advisor.edition)
        for name in (GHENT, *BESIDE)
    }
    dutch = {name: advisor.advise(profile, "nl") for name, profile in profiles.items()}
    english = advisor.advise(profiles[GHENT], "en")
    picture = FORMATS["svg"].write(english, advisor.edition, DRAWN)
    assert isinstance(picture, str)
    found = {
        f"tests/golden/{GHENT}.en.txt": as_text(english, advisor).encode(),
        f"tests/golden/{GHENT}.nl.mail.txt": as_mail(dutch[GHENT], advisor).encode(),
        f"tests/golden/{GHENT}.en.mail.txt": as_mail(english, advisor).encode(),
        "docs/why.svg": picture.encode(),
    }
    for name, advice in dutch.items():
        found[f"tests/golden/{name}.nl.json"] = laid_out(to_json(advice), graph=name == GHENT)
        found[f"tests/golden/{name}.nl.txt"] = as_text(advice, advisor).encode()
    return found


if __name__ == "__main__":
    for name, content in outputs(open_advisor()).items():
        (ROOT / name).write_bytes(content)
    for file in FILES:
        if case_of(file).case.expect.order is not None:
            blessed(FOLDER / file, advice_of(file), open_advisor().edition)

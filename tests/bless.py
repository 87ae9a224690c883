"""The golden outputs: one whole advice as JSON, as Dutch and as English text. ``dev.py bless`` rewrites them."""

import json
from pathlib import Path

from advisor.advice import open_advisor, to_json
from advisor.report.text import as_text
from advisor.stages.profile import read_profile

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
PROFILE = ROOT / "examples" / "ghent-crm.json"


def laid_out(advice: bytes) -> bytes:
    """The same JSON over many lines, for who reviews a diff."""
    return json.dumps(json.loads(advice), ensure_ascii=False, indent=1).encode() + b"\n"


def outputs() -> dict[str, bytes]:
    """The golden outputs as they are now, by file name."""
    advisor = open_advisor()
    profile = read_profile(PROFILE.read_bytes(), advisor.edition)
    dutch, english = advisor.advise(profile, "nl"), advisor.advise(profile, "en")
    return {
        "ghent-crm.nl.json": laid_out(to_json(dutch)),
        "ghent-crm.nl.txt": as_text(dutch).encode(),
        "ghent-crm.en.txt": as_text(english).encode(),
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in outputs().items():
        (GOLDEN / name).write_bytes(content)

"""The golden outputs: one whole advice as JSON, and as text, long and short, in both languages; the README's picture.

``dev.py bless`` rewrites them.
"""

import json
from pathlib import Path

from advisor.advice import open_advisor, to_json
from advisor.picture.formats import FORMATS
from advisor.report.mail import as_mail
from advisor.report.text import as_text
from advisor.stages.profile import read_profile

ROOT = Path(__file__).parents[1]
PROFILE = ROOT / "examples" / "ghent-crm.json"
DRAWN = "win-people-back"


def laid_out(advice: bytes) -> bytes:
    """The same JSON over many lines, for who reviews a diff."""
    return json.dumps(json.loads(advice), ensure_ascii=False, indent=1).encode() + b"\n"


def outputs() -> dict[str, bytes]:
    """The golden outputs as they are now, by file."""
    advisor = open_advisor()
    profile = read_profile(PROFILE.read_bytes(), advisor.edition)
    dutch, english = advisor.advise(profile, "nl"), advisor.advise(profile, "en")
    picture = FORMATS["svg"].write(english, advisor.edition, DRAWN)
    assert isinstance(picture, str)
    return {
        "tests/golden/ghent-crm.nl.json": laid_out(to_json(dutch)),
        "tests/golden/ghent-crm.nl.txt": as_text(dutch).encode(),
        "tests/golden/ghent-crm.en.txt": as_text(english).encode(),
        "tests/golden/ghent-crm.nl.mail.txt": as_mail(dutch).encode(),
        "tests/golden/ghent-crm.en.mail.txt": as_mail(english).encode(),
        "docs/why.svg": picture.encode(),
    }


if __name__ == "__main__":
    for name, content in outputs().items():
        (ROOT / name).write_bytes(content)

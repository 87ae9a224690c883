"""What the tests of a batch share: an advisor, made-up profiles, and the single run that every result must equal."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Advisor, open_advisor, to_json
from advisor.batch.running import Batch, Done, run
from advisor.library.edition import Edition
from advisor.stages.profile import Profile, read_profile
from advisor.stages.sampling import sample_answers


@pytest.fixture(scope="session")
def advisor() -> Advisor:
    return open_advisor()


def profiles(edition: Edition, count: int, *, seed: int = 1) -> list[dict[str, Any]]:
    """Made-up profiles as JSON data, some full and some nearly empty."""
    made = []
    for at, missing in enumerate((0.1, 0.5, 0.9)):
        for answers in sample_answers(edition, -(-(count - at) // 3), seed=seed + at, missing=missing):
            made.append({**Profile(answers, f"Organisation {len(made)} é", f"r-{len(made)}").plain})
    assert len(made) == count
    return made


def written(folder: Path, lines: Iterable[bytes | dict[str, Any]], name: str = "in.jsonl") -> Path:
    """A file of JSON lines."""
    path = folder / name
    with path.open("wb") as file:
        for line in lines:
            file.write((line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()) + b"\n")
    return path


def single(raw: bytes, advisor: Advisor) -> bytes:
    """The single run: what `advisor advise --format json` writes for a profile."""
    return to_json(advisor.advise(read_profile(raw, advisor.edition)))


def do(advisor: Advisor, given: Path, output: Path, **options: Any) -> Done:
    """A batch, as the command does it; in this process alone, for a worker takes longer to start than a row."""
    return run(Batch(given, output, **{"form": "jsonl", "workers": 1, **options}), advisor)


def advice_in(line: bytes) -> bytes:
    """The bytes of the advice in a line of the output, as the single run writes them."""
    head, mark, advice = line.partition(b'"advice":')
    assert mark, line[:200]
    assert head.startswith(b'{"row":')
    assert advice.endswith(b"}\n")
    return advice[:-2] + b"\n"

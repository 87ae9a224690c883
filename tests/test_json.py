"""An advice as JSON: what msgspec and what nodes and edges remember is what pydantic writes."""

import random

import pytest
from pydantic import TypeAdapter

from advisor.advice import Advice, from_json, open_advisor, to_json
from advisor.phrases import LANGUAGES
from advisor.stages.notes import CONFIDENCES, Note
from advisor.stages.profile import Profile
from advisor.stages.respondents import together
from advisor.stages.sampling import sample_answers
from tests.conftest import sizes

CONTROLS = "".join(map(chr, [*range(1, 32), 0x7F, 0x85, 0x2028, 0x2029]))
TEXTS = [None, "x", f"\"\\/'{CONTROLS}", "é\u202e\n<b>]]></script>", "😀" * 40, "1e5"]


@pytest.mark.parametrize(("count", "seed"), sizes(6, 80, *range(2)))
def test_an_advice_is_written_as_pydantic_writes_it(count: int, seed: int) -> None:
    """Whatever the users say in it and whatever is left out, with respondents who differ and without."""
    advisor, pydantic, chance = open_advisor(), TypeAdapter(Advice), random.Random(seed)
    edition = advisor.edition
    left_out = set()
    for missing in (0.0, 0.3, 0.8):
        one, other = (list(sample_answers(edition, count, seed=s, missing=missing)) for s in (seed, seed + 100))
        for mine, theirs in zip(one, other, strict=True):
            notes = {
                attribute: Note(chance.choice(TEXTS), chance.choice(TEXTS), chance.choice([None, *CONFIDENCES]))
                for attribute in chance.sample(list(edition.questions), chance.choice((0, 5)))
            }
            told = {attribute: note for attribute, note in notes.items() if note.plain}
            disputed = {a: [mine[a], theirs[a]] for a in mine.keys() & theirs.keys() if chance.random() < 0.1}
            answers = together({a: v for a, v in mine.items() if a not in disputed}, disputed, (), edition)
            profile = Profile(answers, chance.choice(TEXTS), chance.choice(TEXTS), told)
            advice = advisor.advise(profile, chance.choice(LANGUAGES))
            written = to_json(advice)
            assert written == pydantic.dump_json(advice) + b"\n"
            assert to_json(from_json(written)) == written
            left_out |= {part for part in (b'"disputed"', b'"notes"', b'"in_dispute"') if part not in written}
            left_out |= {part + b" said" for part in (b'"disputed"', b'"notes"', b'"in_dispute"') if part in written}
    assert len(left_out) == 6, "each is there at times, and left out at times"

"""Reading a profile: every mistake named, nothing half-done."""

import json
import math
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from advisor.library.edition import Edition
from advisor.library.wording import LANGUAGES
from advisor.stages.mistakes import ProfileError
from advisor.stages.profile import MAX_BYTES, read_profile, understand
from advisor.stages.sampling import sample_answers

# The first seed runs always, the others where there is time (CI runs them too).
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 5))]

ODD = ["\u202e", "é\u0301", "𝔘", "\x00", "\ud800", "😀", "a/b~c", "'; drop", "<b>", " ", "", "％"]


def mutations(edition: Edition) -> list[Callable[[dict[str, Any], random.Random], str]]:
    """Ways to break a profile; each returns the pointer at which a mistake must be named."""
    attributes = list(edition.questions)

    def wrong_type(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice(attributes)
        kind = edition.questions[name].kind
        wrong: list[Any] = [{}, {"a": 1}, True, [[]], [None]]
        wrong += ["12"] if kind in ("whole_number", "percentage", "scale") else [12, 1.5]
        data["answers"][name] = chance.choice(wrong)
        return f"/answers/{name}"

    def unknown_name(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice(attributes)[:-1] + chance.choice(["", "x", "_", "é"])
        if name in edition.questions:
            name += "q"
        data["answers"][name] = chance.choice([1, "x", None, []])
        return "/answers/" + name

    def out_of_range(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice([a for a in attributes if edition.questions[a].range])
        low, high = edition.questions[name].range or (0, 0)
        data["answers"][name] = chance.choice([low - 1, high + 1, -(10**30), 10**300, low - 0.5, 10**17])
        return f"/answers/{name}"

    def unknown_option(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice([a for a in attributes if edition.questions[a].options])
        code = chance.choice(list(edition.questions[name].options)) + chance.choice(["x", " ", "é", "😀"])
        several = edition.questions[name].kind == "choices"
        data["answers"][name] = [code] if several else code
        return f"/answers/{name}" + ("/0" if several else "")

    def odd_text(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice([a for a in attributes if edition.questions[a].kind == "choice"])
        data["answers"][name] = chance.choice(ODD)
        return f"/answers/{name}"

    def unknown_field(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice(["answer", "Name", "extra", "langue"])
        data[name] = chance.choice([1, "x", {}])
        return f"/{name}"

    def bad_name(data: dict[str, Any], chance: random.Random) -> str:
        field = chance.choice(["name", "reference"])
        data[field] = chance.choice([5, [], "x" * 201, "a\ud800b", "nul\x00"])
        return f"/{field}"

    def twice_ticked(data: dict[str, Any], chance: random.Random) -> str:
        name = chance.choice([a for a in attributes if edition.questions[a].kind == "choices"])
        code = next(iter(edition.questions[name].options))
        data["answers"][name] = [code, code]
        return f"/answers/{name}/1"

    return [
        wrong_type,
        unknown_name,
        out_of_range,
        unknown_option,
        odd_text,
        unknown_field,
        bad_name,
        twice_ticked,
    ]


def bad_profiles(edition: Edition, count: int, seed: int) -> list[tuple[bytes, set[str]]]:
    """Generated bad profiles, each with the pointers at which mistakes must be named."""
    chance = random.Random(seed)
    ways = mutations(edition)
    made = []
    for answers in sample_answers(edition, count, seed=seed, missing=0.7):
        plain = {a: sorted(v) if isinstance(v, frozenset) else v for a, v in answers.items()}
        data: dict[str, Any] = {"name": "Proef", "answers": plain}
        pointers: dict[str, str] = {}
        for _ in range(chance.randint(1, 4)):
            pointer = chance.choice(ways)(data, chance)
            pointers["/".join(pointer.split("/")[:3])] = pointer  # a later change to one answer replaces the earlier
        made.append((json.dumps(data).encode(), set(pointers.values())))
    return made


@pytest.mark.parametrize("seed", SEEDS)
def test_five_thousand_bad_profiles_are_refused_with_every_mistake(edition: Edition, seed: int) -> None:
    """5,000 generated bad profiles (1,000 per seed): each refused, each mistake at its place, in both languages."""
    for raw, pointers in bad_profiles(edition, 1_000, seed):
        for language in ("nl", "en"):
            with pytest.raises(ProfileError) as refusal:
                read_profile(raw, edition, language)  # type: ignore[arg-type]
            named = {m.pointer for m in refusal.value.mistakes}
            missed = {p for p in pointers if not any(n == p or n.startswith(p + "/") for n in named)}
            assert missed == set(), raw
            for mistake in refusal.value.mistakes:
                line = mistake.sentence(language)  # type: ignore[arg-type]
                assert "\n" not in line
                line.encode()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[1, 2]", 422),
        (b"null", 422),
        (b'"text"', 422),
        (b"\xff\xfe{}", 400),
        (b'{"answers": NaN}', 400),
        (b'{"answers": {"adoption_rate": Infinity}}', 400),
        (b'{"answers": {}, "answers": {}}', 400),
        (b'{"answers": {"sector": "public", "sector": "private"}}', 400),
        (b"[" * 21 + b"]" * 21, 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 413),
        (b" " * (MAX_BYTES + 1), 413),
        (b'{"answers": {"employee_count": ' + b"9" * 6_000 + b"}}", 422),
        (b'{"answers": {"employee_count": 1e999}}', 422),
        (b'{"answers": {"adoption_rate": -1e-400}}', 200),
        (b'{"answers": {}}', 200),
        (b'{"name": null, "answers": {"sector": null}}', 200),
        (b'\xef\xbb\xbf{"answers": {}}', 200),
    ],
)
def test_odd_documents_get_a_status_and_never_a_traceback(edition: Edition, raw: bytes, status: int) -> None:
    """Whatever bytes come in: a profile, or a refusal with mistakes and the fitting status."""
    try:
        read_profile(raw, edition)
    except ProfileError as error:
        assert (error.status, bool(error.mistakes)) == (status, True)
    else:
        assert status == 200


def test_null_and_absent_are_both_unanswered_and_an_empty_list_is_not(edition: Edition) -> None:
    """null and absent mean unanswered; an empty list means none of these."""
    profile = read_profile(b'{"answers": {"sector": null, "culture_signals": []}}', edition)
    assert dict(profile.answers) == {"culture_signals": frozenset()}


def test_numbers_are_normalised_once(edition: Edition) -> None:
    """35.0 people are 35; percentages keep four decimals; the hash follows the meaning, not the spelling."""
    one = read_profile(b'{"answers": {"employee_count": 35.0, "adoption_rate": 33.333333333}}', edition)
    other = read_profile(b'{"answers": {"adoption_rate": 33.3333, "employee_count": 35}, "name": "x"}', edition)
    assert one.answers["employee_count"] == 35
    assert isinstance(one.answers["employee_count"], int)
    assert math.isclose(float(str(one.answers["adoption_rate"])), 33.3333)
    assert one.sha256 == other.sha256


def test_many_mistakes_are_bounded(edition: Edition) -> None:
    """A flood of unknown names is reported up to a bound, and says how many more there are."""
    raw = json.dumps({"answers": {f"k{i}": 1 for i in range(5_000)}}).encode()
    with pytest.raises(ProfileError) as refusal:
        read_profile(raw, edition, "en")
    assert len(refusal.value.mistakes) == 501
    assert "4500 more" in refusal.value.mistakes[-1].what


def test_the_nearest_name_is_offered(edition: Edition) -> None:
    """A slip of the pen gets the valid name it resembles."""
    with pytest.raises(ProfileError) as refusal:
        read_profile(b'{"answers": {"adoption_rat": 20, "sector": "publick"}}', edition)
    assert [m.nearest for m in refusal.value.mistakes] == ["adoption_rate", "public"]


def test_an_option_that_goes_by_its_label_is_offered_by_its_code(edition: Edition) -> None:
    """What a form shows is no code; whoever copies it, in either language, is told which code says it."""
    for name, question in edition.questions.items():
        for language in LANGUAGES:
            labels = {code: text[language] for code, text in question.options.items()}
            for code, label in labels.items():
                if label in question.options or [*labels.values()].count(label) > 1:
                    continue
                raw = {"answers": {name: [label.upper()] if question.kind == "choices" else label.upper()}}
                with pytest.raises(ProfileError) as refusal:
                    understand(raw, edition, language)
                assert refusal.value.mistakes[0].nearest == code


@pytest.mark.parametrize("text", ['"' + '\\"' * 120_000, '"\\' * 120_000, '"a' * 120_001, '{"a":"' + "\\" * 240_001])
def test_text_that_is_never_closed_is_refused_at_once(text: str, edition: Edition) -> None:
    """A quarter of a megabyte of escapes in a text without an end took minutes: the end was looked for at each."""
    before = time.process_time()
    with pytest.raises(ProfileError):
        read_profile(text.encode(), edition)
    assert time.process_time() - before < 2


def test_thousands_of_unknown_names_cost_little(edition: Edition) -> None:
    """5,000 names that do not exist are refused within two seconds, as many as are named with their nearest."""
    before = time.process_time()
    with pytest.raises(ProfileError) as refusal:
        understand({"answers": {f"sectr{n}": 1 for n in range(5_000)}}, edition)
    assert time.process_time() - before < 2
    assert refusal.value.mistakes[0].nearest == "sector"
    assert len(refusal.value.mistakes) == 501

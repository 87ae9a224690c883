"""The load script, small: what it says of a real server, and that it finds what is wrong."""

import dataclasses

import pytest

from benchmarks import load

PROFILES = 30


@pytest.mark.long
def test_every_answer_under_load_is_that_of_a_single_run() -> None:
    """120 requests of 10 clients in every way, each answer to the byte; a table with all of them, and memory."""
    courses = load.run(120, 10, PROFILES, 60, base=load.CHECKOUT)
    assert list(courses) == [
        load.ADVICE,
        f"{load.ADVICE}, {load.CHECKOUT}",
        *list(load.WAYS)[1:],
        "empty route, same bytes",
    ]
    assert {len(course.seconds) for course in courses.values()} == {120}
    assert not any(course.wrong for course in courses.values())
    ours = courses[load.ADVICE]
    assert ours.settled > 0
    assert ours.end < ours.settled * 1.3  # so early it still fills its caches
    rows = load.table(courses).splitlines()
    assert [row.count("|") for row in rows] == [11] * (2 + len(courses))
    assert rows[2].startswith("| advice | 120 |")


@pytest.mark.long
def test_a_wrong_answer_is_found_and_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One expectation that is off by a byte is told with its request, and the script fails."""
    todo = load.asked(PROFILES)
    off = [dataclasses.replace(todo[0], sha256=b"another"), *todo[1:]]
    monkeypatch.setattr(load, "asked", lambda *_: off)
    monkeypatch.setattr(load, "WAYS", {load.ADVICE: load.WAYS[load.ADVICE]})
    with pytest.raises(SystemExit, match=r"advice, request \d+: b'HTTP/1.1 200 OK', \d+ bytes, \d+ expected"):
        load.main(["--requests", "60", "--clients", "3"])
    assert "| advice | 60 |" in capsys.readouterr().out


def test_percentiles() -> None:
    """Of the ordered times, in milliseconds."""
    assert load.percentile([0.001 * n for n in range(100, 0, -1)], 50) == pytest.approx(51)
    assert load.percentile([0.001 * n for n in range(100, 0, -1)], 99) == pytest.approx(100)

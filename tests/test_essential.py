"""A question is essential when its answer often changes the first five, or when an essential one hangs on it."""

import pytest

from advisor.library.edition import Edition

from .essential import Figure, figures, opened, threshold

CERTAIN = 3  # standard errors: a figure as near to the threshold may be on the other side of it by chance


@pytest.mark.parametrize(("count", "seed"), [(80, 2026), pytest.param(500, 7, marks=pytest.mark.long)])
def test_need_is_in_step_with_what_answers_change(edition: Edition, count: int, seed: int) -> None:
    """What is essential changes the first five often enough or opens what does; what is optional does neither."""
    wrong, decided = dict[str, Figure](), 0
    for name, figure in figures(edition, count, seed=seed).items():
        apart = (figure.share - threshold()) / figure.error
        decided += abs(apart) > CERTAIN
        essential = edition.questions[name].need == "essential"
        if not opened(name, edition) and ((apart < -CERTAIN and essential) or (apart > CERTAIN and not essential)):
            wrong[name] = figure
    assert wrong == {}
    assert decided > len(edition.questions) / 2


def test_what_essential_questions_hang_on_is_essential(edition: Edition) -> None:
    """However seldom it changes the first five itself."""
    opening = {name for name in edition.questions if opened(name, edition)}
    assert opening
    assert {name for name in opening if edition.questions[name].need != "essential"} == set()


def test_a_figure() -> None:
    """The share of those asked and its standard error, also where nobody was asked and where nothing ever changed."""
    assert Figure(25, 100).share == 0.25
    assert Figure(25, 100).error == pytest.approx(0.0436, abs=1e-3)
    assert (Figure(0, 0).share, Figure(0, 0).error) == (0, 1)
    assert 0 < Figure(0, 100).error < 0.02

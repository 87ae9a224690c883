"""Why a task is where it is in a plan, and what would bring it forward, in words."""

from collections.abc import Callable, Sequence

from ..library.wording import Language
from ..phrases import enumerated, say
from .reasons import Earlier, Reason

Titles = Callable[[Sequence[str]], str]  # how some recommendations are called together


def why(reason: Reason, called: Titles, language: Language) -> str:
    """Why a task is where it is."""
    kind = "left_full" if reason.kind == "full" and reason.period is None else reason.kind
    return say(
        f"plan_why_{kind}",
        language,
        period=reason.period,
        titles=called(reason.tasks),
        takes=reason.takes,
        free=reason.free,
    )


def earlier(forward: Earlier | None, called: Titles, language: Language) -> str:
    """What would bring it forward; "" where nothing would, or where the reason says so already."""
    if forward is None or (forward.tasks and forward.period is None):
        return ""
    days = sum(one.days for one in forward.more)
    if forward.periods:
        longer = say("plan_in_with_periods", language, periods=forward.periods)
        if not forward.more:
            return say("plan_in_with", language, ways=longer)
        first, last = forward.more[0].period, forward.more[-1].period
        span = say("plan_task_in" if first == last else "plan_task_through", language, start=first, end=last)
        more = say("plan_in_with_days", language, days=days, periods=span)
        return say("plan_in_with", language, ways=say("plan_or", language, one=more, other=longer))
    conditions = [
        *([say("plan_earlier_unpostponed", language)] if forward.unpostponed else []),
        *([say("plan_earlier_needs", language, titles=called(forward.tasks))] if forward.tasks else []),
        *([say("plan_earlier_days", language, days=days)] if days else []),
    ]
    return say("plan_earlier", language, period=forward.period, conditions=enumerated(conditions, language))

"""The advisor behind a request, and 503 when there is none."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from advisor.advice import Advisor
from advisor.library.edition import Edition
from advisor.phrases import say
from advisor.stages.profile import Mistake

from .languages import preferred
from .problems import ProblemError


async def advisor(request: Request) -> Advisor:
    """The advisor of the application. Raises ProblemError (503) when its knowledge could not be loaded."""
    found = request.app.state.advisor
    if isinstance(found, Advisor):
        return found
    raise ProblemError(503, [Mistake("", say("http_no_knowledge", preferred(request)), "")])


TheAdvisor = Annotated[Advisor, Depends(advisor)]


async def edition(found: TheAdvisor) -> Edition:
    """The edition of that advisor."""
    return found.edition


TheEdition = Annotated[Edition, Depends(edition)]

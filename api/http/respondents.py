"""A request of a respondent: let in by the secret of an invitation in the address, and by nothing else."""

from typing import Annotated

from fastapi import Depends, Path
from pydantic import WithJsonSchema
from starlette.requests import Request

from advisor.advice import Advisor
from advisor.store import responses
from advisor.store.database import Store
from advisor.store.errors import InvitationNotFoundError
from advisor.store.responses import TOKEN, Invitation
from advisor.store.rounds import hashed

from .dependencies import TheStore, advisor_for
from .rate_limits import Rates

TRIES = 60  # wrong secrets in a minute from one address: behind a proxy, a whole group shares one
OFTEN = 3000  # requests in a minute by one invitation: a group that answers in one room

_TEXT = WithJsonSchema({"type": "string", "pattern": f"^{TOKEN}$"})
_EXAMPLE = "c3VjaCBhIHNlY3JldCBpcyBub3QgZ3Vlc3NlZCBieSA"
Secret = Annotated[str, _TEXT, Path(description="The secret of an invitation.", examples=[_EXAMPLE])]
Own = Annotated[str, _TEXT, Path(description="The token of a respondent's own answers.", examples=[_EXAMPLE])]


def invited(request: Request, secret: Secret, store: TheStore) -> Invitation:
    """The invitation in the address.

    A valid one is let in however many wrong ones came from the same address.
    Raises InvitationNotFoundError, InvitationRevokedError, RoundClosedError; ProblemError (429) when that is too often.
    """
    return identified(request, secret, store)


def identified(request: Request, secret: str, store: Store) -> Invitation:
    """As `invited`."""
    rates: Rates = request.app.state.rates
    try:
        found = responses.identify(store, secret)
    except InvitationNotFoundError:
        host = request.client.host if request.client else ""
        rates.count(f"no invitation from {host}", TRIES, request, "round_often")
        raise
    rates.count(f"invitation {hashed(secret)}", OFTEN, request, "round_often")
    return found


TheInvitation = Annotated[Invitation, Depends(invited)]


def _advisor(request: Request, invitation: TheInvitation) -> Advisor:
    """The advisor of the tenant whose round it is."""
    return advisor_for(request, invitation.tenant)


TheirAdvisor = Annotated[Advisor, Depends(_advisor)]

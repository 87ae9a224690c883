"""Rounds over HTTP: the schemas of what their owner and their respondents see."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from advisor.store.rounds import Round


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class GroupView(_Shown):
    """A group of a round: how many answered, and whether its invitation still holds."""

    name: str
    answered: int
    invited: bool


class RoundView(_Shown):
    """A round as its owner sees it: counts, and nothing of what was answered."""

    id: str
    name: str | None
    reference: str | None
    created: datetime
    closed: datetime | None
    groups: list[GroupView]


class RoundsView(_Shown):
    """The rounds of a tenant, newest first."""

    items: list[RoundView]


class InvitationMadeView(_Shown):
    """An invitation; its secret is shown this once."""

    group: str
    secret: str
    page: str = Field(description="The path of the page for respondents, on this server.")


class RoundOpenedView(_Shown):
    """A round that was opened, and the invitation of each group."""

    round: RoundView
    invitations: list[InvitationMadeView]


class InvitedView(_Shown):
    """What a respondent is invited to.

    ``agreed``: the questions that are not asked, because the organisation agrees on them.
    """

    organisation: str | None
    group: str
    agreed: list[str]


class RespondedView(_Shown):
    """That answers are saved; with the token a respondent comes back to them. It is shown this once."""

    token: str


def round_view(one: Round) -> RoundView:
    """A round."""
    return RoundView.model_validate(one)


def made_view(group: str, secret: str) -> InvitationMadeView:
    """An invitation that was made."""
    return InvitationMadeView(group=group, secret=secret, page=f"/answer/{secret}")

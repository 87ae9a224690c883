"""What can have become of a recommendation."""

from typing import Literal, get_args

Status = Literal["open", "accepted", "postponed", "rejected", "done"]
STATUSES: tuple[Status, ...] = get_args(Status)

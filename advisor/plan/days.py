"""The first day of a plan, as it is written."""

import re
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2900, 12, 31)  # a plan of fifty-two years still ends in a year of four digits
PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def day_in(text: str) -> date | None:
    """The day that a text such as 2027-01-04 says; None when it says none."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(PATTERN, text) else None
    except ValueError:
        return None
    return day if day is not None and EARLIEST <= day <= LATEST else None

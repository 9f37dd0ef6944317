"""How long somebody waits who guesses, and how long what lets somebody in stays valid."""

from __future__ import annotations

from datetime import timedelta

FREE_TRIES = 4  # Everybody mistypes.
_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(minutes=30)

LINK_LASTS = timedelta(hours=24)  # A one-time link with which a password is set.
HALF_LASTS = timedelta(minutes=10)  # Between the password and the second factor.


def delay_after(failures: int) -> timedelta:
    """How long an account is closed after so many wrong tries in a row.

    The fifth costs half a minute, each further one twice as much as the one before, and no more
    than half an hour: whoever guesses gets nowhere, and the owner is not shut out for the day.
    """
    extra = failures - FREE_TRIES
    if extra <= 0:
        return timedelta()
    # Beyond ten doublings it is the longest anyway, and two to the power of many is a huge number.
    return min(_FIRST * (1 << min(extra - 1, 10)), _LONGEST)

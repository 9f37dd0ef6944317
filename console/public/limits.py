"""How often strangers may do what costs us something.

Whole villages share one address of their telephone company, so the limits for an address are wide;
the limit for everybody keeps a flood from filling the database.
"""

from __future__ import annotations

from datetime import timedelta

from storage.public import CodeLimits, Limit

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

# Reports on the form, from one address and from everybody.
REPORTS_FROM_ONE = (Limit(20, _HOUR), Limit(80, _DAY))
REPORTS_FROM_ALL = (Limit(300, _HOUR), Limit(2000, _DAY))

# Receipts as text messages to one number, whose owner may not be who typed it.
MESSAGES_TO_ONE = (Limit(3, _DAY),)

# Wrong codes. Four characters are some 170,000 codes, so a number stands for years.
CODES = CodeLimits(
    number=(Limit(5, _HOUR), Limit(15, _DAY)),
    address=(Limit(20, _HOUR),),
    all=(Limit(300, _HOUR),),
)

MOST_FILES = 3
MOST_BYTES = 5 * 1024 * 1024  # Of one file.
# Of the whole form: so much that one picture too large is told so beside all that was typed.
MOST_TOTAL = 30 * 1024 * 1024
CODE_SHOWN_FOR = _HOUR  # After sending the form; then a shared computer shows it no more.

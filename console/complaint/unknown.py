"""A number that is nobody's: what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from console.complaint.view import may_see
from domain.complaint import Complaint
from domain.people import Officer
from domain.tickets import find_numbers, ticket_number
from storage.complaints import by_numbers

_DIGITS = "0123456789"
_MOST = 6
_TYPED = 40  # Characters of what was asked for that are shown again.
# Year, running number, and a check digit that may be missing.
_SHAPE = re.compile(r"\D*(20\d\d)\D{0,3}(\d{1,6})(?:\D{1,3}(\d))?\D*")
_RUN = re.compile(r"\D*(20\d\d)(\d{5})(\d)?\D*")


def is_number(text: str) -> bool:
    """Whether the text is a ticket number whose check digit is right."""
    return text in find_numbers(text)


def meant(text: str) -> list[str]:
    """Right numbers that differ from what was typed by the check digit, one digit, or two
    neighbours in the wrong order; the likeliest first. Whether they exist is not asked here."""
    shape = _RUN.fullmatch(text[:_TYPED]) or _SHAPE.fullmatch(text[:_TYPED])
    if shape is None:
        return []
    year, running, check = shape[1], shape[2].zfill(5), shape[3]
    found = [_number(year, running)]
    if check is not None:
        body = f"{year}{running}{check}"
        swapped = [
            body[:i] + body[i + 1] + body[i] + body[i + 2 :] for i in range(4, len(body) - 1)
        ]
        changed = [
            body[:i] + digit + body[i + 1 :] for i in range(4, len(body) - 1) for digit in _DIGITS
        ]
        found += [
            _number(one[:4], one[4:-1])
            for one in (*swapped, *changed)
            if _number(one[:4], one[4:-1]).endswith(f"-{one[-1]}")
        ]
    return [number for number in dict.fromkeys(found) if number and number != text]


def _number(year: str, running: str) -> str:
    return ticket_number(int(year), int(running)) if int(running) else ""


def similar(conn: Connection, officer: Officer, text: str) -> Sequence[Complaint]:
    """Those of the meant numbers that exist and are this officer's to see."""
    numbers = meant(text)
    found = by_numbers(conn, numbers)
    seen = (found[number] for number in numbers if number in found)
    return [complaint for complaint in seen if may_see(officer, complaint)][:_MOST]


def typed(text: str) -> str:
    """What was asked for, as it may be shown again."""
    return text if len(text) <= _TYPED else text[:_TYPED] + "…"

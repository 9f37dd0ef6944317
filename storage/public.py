"""What strangers may do on the public pages, and how often: limits, and the proof by code.

Every limit is counted in the database, so that it holds for all processes together. An unknown
number and a wrong code cost the same, take the same way and get the same answer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from domain.complaint import Complaint
from storage.complaints import by_numbers
from storage.office_tables import public_tries
from storage.tables import code_failures

_KEPT = timedelta(days=1)  # No limit looks back further.
_MOST_MERGED = 10  # Steps from a merged report to the one that stands for it.

FORM, MESSAGE, CODE = "form", "message", "code"  # What is counted.
ALL = ""  # Everybody together, in the place of one address or number.


@dataclass(frozen=True, slots=True)
class Limit:
    """No more than `most` within `within`, which is at most a day."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Try:
    """Something that is counted: what, whose (an address, a number, ALL), and how often it may."""

    what: str
    who: str
    limits: tuple[Limit, ...]


def digest(who: str) -> str:
    """An address as it is kept: not readable, and forgotten after a day."""
    return hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()[:32] if who else ALL


def take(conn: Connection, tries: Sequence[Try], now: datetime) -> bool:
    """Counts all of these, or none and gives False where one of them has no room left."""
    _forget(conn, now)
    if not all(_has_room(conn, one, now) for one in tries):
        return False
    _count(conn, tries, now)
    return True


def _has_room(conn: Connection, one: Try, now: datetime) -> bool:
    return all(_seen(conn, one, now - limit.within) < limit.most for limit in one.limits)


def _seen(conn: Connection, one: Try, since: datetime) -> int:
    t = public_tries.c
    query = select(func.count()).where(t.what == one.what, t.who == digest(one.who), t.at > since)
    return int(conn.execute(query).scalar_one())


def _count(conn: Connection, tries: Sequence[Try], now: datetime) -> None:
    rows = [{"what": one.what, "who": digest(one.who), "at": now} for one in tries]
    conn.execute(insert(public_tries), rows)


def _forget(conn: Connection, now: datetime) -> None:
    """Tries older than any limit. The limits themselves keep the table small."""
    t = public_tries.c
    ours = t.what.in_((FORM, MESSAGE, CODE))
    conn.execute(delete(public_tries).where(ours, t.at <= now - _KEPT))


@dataclass(frozen=True, slots=True)
class CodeLimits:
    """Wrong codes for one number, from one address, and from everybody."""

    number: tuple[Limit, ...]
    address: tuple[Limit, ...]
    all: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a number and a code.

    locked: too many wrong codes lately, so nothing is said at all. complaint: None where they do
    not belong together. carrier: the complaint that stands for a merged one, else itself.
    """

    locked: bool = False
    complaint: Complaint | None = None
    carrier: Complaint | None = None


def prove(
    conn: Connection, number: str, code: str, who: str, now: datetime, limits: CodeLimits
) -> Proof:
    """Whether the code is the number's. who: the address of who asks.

    Wrong codes are counted for the number, for the address and for everybody. While one of these
    is used up, the right code is not taken either: else it could be found by going on.
    """
    _forget(conn, now)
    tries = (
        Try(CODE, f"number {number}", limits.number),
        Try(CODE, f"address {who}", limits.address),
        Try(CODE, ALL, limits.all),
    )
    found = by_numbers(conn, [number])
    room = all(
        _seen(conn, tries[0], now - limit.within) + _told_the_bot(conn, number, now - limit.within)
        < limit.most
        for limit in limits.number
    )
    if not room or not all(_has_room(conn, one, now) for one in tries[1:]):
        return Proof(locked=True)
    complaint = found.get(number)
    expected = complaint.code if complaint is not None else "\0" * len(code)
    right = hmac.compare_digest(expected.encode(), code.encode("utf-8", "replace"))
    if complaint is None or not right:
        _count(conn, tries, now)
        return Proof()
    return Proof(complaint=complaint, carrier=_carrier(conn, complaint))


def _told_the_bot(conn: Connection, number: str, since: datetime) -> int:
    """Wrong codes in conversations: one number has one limit, wherever it is tried."""
    c = code_failures.c
    query = select(func.count()).where(c.number == number, c.at > since)
    return int(conn.execute(query).scalar_one())


def _carrier(conn: Connection, complaint: Complaint) -> Complaint:
    for _ in range(_MOST_MERGED):
        into = complaint.handling.merged_into
        found = by_numbers(conn, [into]) if into else {}
        if into not in found:
            break
        complaint = found[into]
    return complaint

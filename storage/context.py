"""What a turn knows of complaints: the sender's own, those proven here, those only named.

And what any of these was merged into, because that is where its status stands now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from domain.complaint import Complaint
from domain.tickets import find_numbers
from storage.columns import padded
from storage.complaints import by_numbers, of_contacts, opened_in
from storage.tables import code_failures
from storage.work import Work

_CODE_FAILURES_COUNT_FOR = timedelta(days=1)
_LONGEST_CHAIN = 10  # Of complaints merged into ones that were themselves merged.


def with_complaints(conn: Connection, works: Sequence[Work], now: datetime) -> list[Work]:
    """The works with their complaints, looked up for all of them at once."""
    if not works:
        return []
    own = of_contacts(conn, [work.contact_id for work in works])
    opened = opened_in(conn, [work.conversation_id for work in works])
    theirs: dict[int, tuple[Complaint, ...]] = {}
    named: dict[int, list[str]] = {}
    for work in works:
        mine = own.get(work.contact_id, [])
        known = {complaint.number for complaint in mine}
        proven = [c for c in opened.get(work.conversation_id, []) if c.number not in known]
        known |= {complaint.number for complaint in proven}
        theirs[work.conversation_id] = (*mine, *proven)
        named[work.conversation_id] = [n for n in _numbers(work) if n not in known]
    found = by_numbers(conn, [number for numbers in named.values() for number in numbers])
    failures = _code_failures(conn, found, now)
    works = [
        replace(
            work,
            complaints=theirs[work.conversation_id],
            referenced=tuple(found[n] for n in named[work.conversation_id] if n in found),
            code_failures={n: failures[n] for n in named[work.conversation_id] if n in failures},
        )
        for work in works
    ]
    return _with_merged(conn, works)


def _with_merged(conn: Connection, works: Sequence[Work]) -> list[Work]:
    """The works, what their complaints were merged into among the referenced ones.

    Few are merged, so nearly always nothing is looked up.
    """
    works = list(works)
    found: dict[str, Complaint] = {}
    for _ in range(_LONGEST_CHAIN):
        missing = [_merged_elsewhere(work) for work in works]
        wanted = {number for numbers in missing for number in numbers}
        if not wanted:
            break
        found |= by_numbers(conn, wanted - found.keys())
        works = [
            replace(work, referenced=(*work.referenced, *(found[n] for n in numbers if n in found)))
            for work, numbers in zip(works, missing, strict=True)
        ]
    return works


def _merged_elsewhere(work: Work) -> list[str]:
    known = {c.number: c.handling.merged_into for c in (*work.complaints, *work.referenced)}
    return [into for into in dict.fromkeys(known.values()) if into and into not in known]


def _numbers(work: Work) -> list[str]:
    """The tickets that a turn may be about: named in the message, or talked about before."""
    text = work.message.text if work.message else ""
    waiting = work.state.pending.candidates if work.state.pending else ()
    return [n for n in dict.fromkeys((*find_numbers(text), *waiting, work.state.focus)) if n]


def _code_failures(conn: Connection, numbers: Iterable[str], now: datetime) -> dict[str, int]:
    wanted = padded(numbers)
    if not wanted:
        return {}
    c = code_failures.c
    query = (
        select(c.number, func.count().label("failures"))
        .where(c.number.in_(wanted), c.at > now - _CODE_FAILURES_COUNT_FOR)
        .group_by(c.number)
    )
    return {row.number: row.failures for row in conn.execute(query)}

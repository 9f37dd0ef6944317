"""Who has which complaint open, so that two officers see each other before they collide."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from domain.people import Officer
from storage.columns import insert
from storage.office_tables import officers, presence
from storage.people import officer_of

HERE_FOR = timedelta(seconds=45)  # Who was not heard of for so long has left.
_WRITE_EVERY = timedelta(seconds=10)
_KEEP = timedelta(hours=1)  # Older notes are thrown away when somebody else is noted.


def is_fresh(conn: Connection, complaint: str, officer_id: int, now: datetime) -> bool:
    """Whether it was noted so recently that it need not be written again."""
    p = presence.c
    query = select(p.seen_at).where(p.complaint == complaint, p.officer_id == officer_id)
    seen = conn.execute(query).scalar()
    return seen is not None and seen > now - _WRITE_EVERY


def note(conn: Connection, complaint: str, officer_id: int, now: datetime) -> None:
    """Notes that this officer has the complaint open now."""
    p = presence.c
    row = {"complaint": complaint, "officer_id": officer_id, "seen_at": now}
    conn.execute(
        insert(conn, presence)
        .values(row)
        .on_conflict_do_update(index_elements=[p.complaint, p.officer_id], set_={"seen_at": now})
    )
    conn.execute(delete(presence).where(p.complaint == complaint, p.seen_at < now - _KEEP))


def others(conn: Connection, complaint: str, officer_id: int, now: datetime) -> list[Officer]:
    """Who else has it open, by name."""
    p = presence.c
    query = (
        select(officers)
        .join_from(presence, officers, p.officer_id == officers.c.id)
        .where(p.complaint == complaint, p.officer_id != officer_id, p.seen_at > now - HERE_FOR)
        .order_by(officers.c.name, officers.c.id)
    )
    return [officer_of(row) for row in conn.execute(query)]

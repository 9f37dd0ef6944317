"""TEMPORARY stand-in by H4 until H2's real search is here; H2: overwrite this file."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage.tables import complaints


def matching(
    conn: Connection, query: str, *, names: bool, limit: int, before_id: int | None = None
) -> list[int]:
    found = select(complaints.c.id)
    for word in query.lower().split():
        found = found.where(func.lower(complaints.c.document).contains(word, autoescape=True))
    if before_id is not None:
        found = found.where(complaints.c.id < before_id)
    return list(conn.execute(found.order_by(complaints.c.id.desc()).limit(limit)).scalars())

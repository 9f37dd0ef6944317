"""The search on PostgreSQL: a tsvector of each complaint's words, and a GIN index over them.

The words come already cut and folded, so PostgreSQL's own parser and dictionaries are passed by,
and both databases find the same.

A GIN index gives all matches or none, in no order: good for rare words, and far too much for
common ones, of which the newest rows hold enough. PostgreSQL guesses which is which and guesses
badly wrong; here the newest rows say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from sqlalchemy import BigInteger, Connection, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

_SAMPLE = 2000  # Rows that are read to see how common something is.
_COST = 5  # To fetch a match that the index has given takes as long as to read so many rows.

# An unchanged row is left alone, and then the index has nothing to learn.
_WRITE = text(
    "INSERT INTO complaint_search (complaint_id, words) VALUES (:id, array_to_tsvector(:words))"
    " ON CONFLICT (complaint_id) DO UPDATE SET words = excluded.words"
    " WHERE complaint_search.words IS DISTINCT FROM excluded.words"
).bindparams(bindparam("id", type_=BigInteger), bindparam("words", type_=ARRAY(Text)))
_FORGET = text(
    "DELETE FROM complaint_search WHERE complaint_id > :after AND complaint_id <= :last"
    " AND NOT EXISTS (SELECT FROM complaints WHERE complaints.id = complaint_search.complaint_id)"
)
_TOP = text("SELECT coalesce(max(complaint_id), 0) + 1 FROM complaint_search")
# The inner query is not merged with the outer one, in either statement: what LIMIT and OFFSET cut
# off has to be cut off first. So one reads rows from the newest on, and the other asks the index.
_NEWEST = text(
    "SELECT complaint_id FROM (SELECT complaint_id, words FROM complaint_search"
    " WHERE complaint_id < :before ORDER BY complaint_id DESC LIMIT :reach) AS newest"
    " WHERE words @@ CAST(CAST(:wanted AS text) AS tsquery)"
    " ORDER BY complaint_id DESC LIMIT :limit"
)
_INDEXED = text(
    "SELECT complaint_id FROM (SELECT complaint_id FROM complaint_search"
    " WHERE words @@ CAST(CAST(:wanted AS text) AS tsquery) AND complaint_id < :before OFFSET 0)"
    " AS found ORDER BY complaint_id DESC LIMIT :limit"
)


def write(conn: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Puts the words of complaints in the place of those that they had."""
    conn.execute(_WRITE, [{"id": id, "words": list(words)} for id, words in rows])


def find(
    conn: Connection, wanted: Sequence[str], marks: Sequence[str], limit: int, before: int | None
) -> list[int]:
    """The newest complaints before an id that have all the words, the last as a beginning.

    marks: what a word may carry before it.
    """
    if before is None:
        before = conn.execute(_TOP).scalar_one()
    values = {"wanted": _query(wanted, marks), "before": before, "limit": limit}
    # Where it takes this many rows to find enough, the index would take as long.
    reach = isqrt(_COST * limit * max(before, 1))
    found = conn.execute(_NEWEST, values | {"reach": _SAMPLE}).scalars().all()
    if len(found) < limit and len(found) * reach >= limit * _SAMPLE:
        found = conn.execute(_NEWEST, values | {"reach": 2 * reach}).scalars().all()
    if len(found) < limit and before > _SAMPLE:
        found = conn.execute(_INDEXED, values).scalars().all()
    return list(found)


def forget_strays(conn: Connection, after: int, last: int | None) -> None:
    """Forgets what is between two ids, the second included, and is no complaint."""
    conn.execute(_FORGET, {"after": after, "last": 2**63 - 1 if last is None else last})


def _query(wanted: Sequence[str], marks: Sequence[str]) -> str:
    """A tsquery. Words have letters and digits only, so nothing has to be escaped."""
    *whole, last = wanted
    star = ":*" if len(last) > 1 else ""  # One letter begins too much to be of any help.
    groups = [[f"'{mark}{word}'" for mark in marks] for word in whole]
    groups.append([f"'{mark}{last}'{star}" for mark in marks])
    return " & ".join(f"({' | '.join(group)})" for group in groups)

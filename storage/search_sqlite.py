"""The search on SQLite: an FTS5 table that holds each complaint's words, its row the complaint's.

The words come here already cut and folded, so that both databases find the same. The tokenizer
"ascii" takes every other character as part of a word, also the mark of identity. Neither places
nor counts of words are kept (`detail=none`, `columnsize=0`): nothing here is ranked by them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

# Replacing a row takes its old words out of the index, for FTS5 keeps a copy of them.
_WRITE = text("INSERT OR REPLACE INTO complaint_search (rowid, words) VALUES (:id, :words)")
_STORED = "SELECT words FROM complaint_search WHERE rowid = ?"
_FIND = text(
    "SELECT rowid FROM complaint_search WHERE words MATCH :wanted AND rowid < :before"
    " ORDER BY rowid DESC LIMIT :limit"
)


def write(conn: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Puts the words of complaints, by id, in the place of those that they had."""
    new = [{"id": id, "words": " ".join(words)} for id, words in rows]
    conn.execute(_WRITE, new)


def find(
    conn: Connection, wanted: Sequence[Sequence[str]], prefixes: Sequence[str], before: int, limit: int
) -> list[int]:
    raise NotImplementedError

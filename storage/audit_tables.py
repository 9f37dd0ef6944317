"""The tables of what happened: events, what was written about them, and the head of each chain."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, text

from storage.columns import BigId, UtcDateTime
from storage.tables import ROOMY, metadata

# Append-only: triggers refuse UPDATE and DELETE. No foreign keys, so that erasing a person's data
# never has to touch what happened; it holds no text, name or number of theirs.
audit_events = Table(
    "audit_events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("complaint", Text, nullable=False),
    Column("conversation_id", BigId),
    Column("actor", Text, nullable=False),
    Column("data", Text, nullable=False),
    # Its place in its complaint's chain, from 1; null for what belongs to no complaint. What the
    # two digests are made of: see audit_chain.
    Column("seq", Integer),
    Column("text_digest", Text, nullable=False, server_default=text("''")),
    Column("chain", Text, nullable=False, server_default=text("''")),
    Index(None, "complaint", "seq", unique=True),
)

# What somebody wrote about an event. A row can be erased, and a trigger refuses to change it.
audit_texts = Table(
    "audit_texts",
    metadata,
    Column("event_id", BigId, primary_key=True, autoincrement=False),
    Column("salt", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# The last link of each complaint's chain, so that an end that was cut off is missed.
audit_heads = Table(
    "audit_heads",
    metadata,
    Column("complaint", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("chain", Text, nullable=False),
    postgresql_with=ROOMY,
)

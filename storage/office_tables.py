"""The tables of those who work here: people, sessions, files, what waits for their eyes.

They stand apart from `storage/tables.py`, which is what citizens' messages go through.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.columns import BigId, UtcDateTime
from storage.tables import metadata

# People who sign in. password_hash is null until the one-time link was used.
officers = Table(
    "officers",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("username", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("level", Integer, nullable=False, server_default="0"),
    Column("position", Text, nullable=False, server_default=text("''")),
    Column("superior_id", ForeignKey("officers.id"), index=True),
    Column("password_hash", Text),
    Column("totp_secret", Text),
    # Set once a first code was right; until then the second factor is not asked for.
    Column("totp_confirmed_at", UtcDateTime),
    # The time step of the last code that was taken, so that no code works twice.
    Column("totp_last_step", BigId),
    # Digests of the recovery codes that are left, a JSON list.
    Column("recovery", Text, nullable=False, server_default=text("'[]'")),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
)

# A browser that is signed in. Only a digest of its cookie is kept.
sessions = Table(
    "officer_sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    # Whether the second factor was given, where one is wanted.
    Column("complete", Boolean, nullable=False),
    Column("device", Text, nullable=False),
    Column("ended_at", UtcDateTime),
)

# One-time links with which somebody sets a password: a new account, or one that was reset.
setup_links = Table(
    "setup_links",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

# Who has which complaint open, so that two officers see each other.
presence = Table(
    "presence",
    metadata,
    Column("complaint", Text, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
)

# Evidence, scans and documents, in the database so that one backup holds everything. channel and
# ref are the provider's name for what a citizen sent, "" and the digest for what was uploaded.
files = Table(
    "files",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("complaint", Text, nullable=False, index=True),
    Column("content_type", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("uploaded_by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "ref", "complaint"),
)

# Ready sentences with variables in braces, kept by the officers themselves.
canned_answers = Table(
    "canned_answers",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("component", Text),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("retired", Boolean, nullable=False, server_default=false()),
    Index(None, "component"),
)

# Complaints on the public form and wrong tries at status pages, counted by address for limits.
public_tries = Table(
    "public_tries",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("what", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "what", "who", "at"),
)

# What is no complaint and yet for an officer's eyes: other offices' matters, praise, unread ones.
other_matters = Table(
    "other_matters",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("door", Text, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("inbox_id", ForeignKey("inbox.id"), index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("handled_at", UtcDateTime),
    Index(None, "kind", "at"),
)
unhandled = other_matters.c.handled_at.is_(None)
Index(
    "ix_other_matters_unhandled",
    other_matters.c.kind,
    other_matters.c.id,
    sqlite_where=unhandled,
    postgresql_where=unhandled,
)

# What officers corrected, in citizens' own words; accepted is null until somebody has looked.
corrections = Table(
    "corrections",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("complaint", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    Column("reviewed_at", UtcDateTime),
    Column("accepted", Boolean),
)

# Webhooks whose body could not be read, kept for an officer.
rejected_payloads = Table(
    "rejected_payloads",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)

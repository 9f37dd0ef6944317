"""The timeline becomes tamper-evident: a chain of digests for each complaint, texts kept apart.

Events that exist already are chained as they stand. A process of the release before that still
runs meanwhile writes its events without a place in a chain, and the check says so.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_EMPTY = sa.text("''")
_BATCH = 5000

_events = sa.table(
    "audit_events",
    sa.column("id", _ID),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Text) for name in ("name", "complaint", "actor", "data", "chain")),
    sa.column("conversation_id", _ID),
    sa.column("seq", sa.Integer),
)
_heads = sa.table(
    "audit_heads",
    *(sa.column(name, sa.Text) for name in ("complaint", "chain")),
    sa.column("seq", sa.Integer),
)


def upgrade() -> None:
    op.create_table(
        "audit_texts",
        sa.Column("event_id", _ID, nullable=False, autoincrement=False),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_audit_texts"),
    )
    op.create_table(
        "audit_heads",
        sa.Column("complaint", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("chain", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("complaint", name="pk_audit_heads"),
        # Room for the next link beside the last one: then no index has to learn of it.
        postgresql_with={"fillfactor": 60},
    )
    op.add_column("audit_events", sa.Column("seq", sa.Integer))
    for name in ("text_digest", "chain"):
        op.add_column(
            "audit_events", sa.Column(name, sa.Text, nullable=False, server_default=_EMPTY)
        )
    _unlock_events()
    _chain_events(op.get_bind())
    _lock_events()
    _lock_texts()
    op.drop_index("ix_audit_events_complaint", "audit_events")
    op.create_index(
        "ix_audit_events_complaint_seq", "audit_events", ["complaint", "seq"], unique=True
    )


def downgrade() -> None:
    op.drop_table("audit_texts")
    op.drop_table("audit_heads")
    if not _sqlite():
        op.execute("DROP FUNCTION audit_texts_refuse()")
    op.drop_index("ix_audit_events_complaint_seq", "audit_events")
    for name in ("seq", "text_digest", "chain"):
        op.drop_column("audit_events", name)
    op.create_index("ix_audit_events_complaint", "audit_events", ["complaint"])


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _unlock_events() -> None:
    if _sqlite():
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_events_no_{change}")
    else:
        op.execute("DROP TRIGGER audit_events_no_change ON audit_events")


def _lock_events() -> None:
    if _sqlite():
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_events_no_{change.lower()} BEFORE {change} ON audit_events"
                " BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER audit_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE"
        " ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse()"
    )


def _lock_texts() -> None:
    """A text can be erased, and nobody can put another in its place."""
    if _sqlite():
        op.execute(
            "CREATE TRIGGER audit_texts_no_update BEFORE UPDATE ON audit_texts"
            " BEGIN SELECT RAISE(ABORT, 'audit_texts can only be erased'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION audit_texts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'audit_texts can only be erased'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_texts_no_update BEFORE UPDATE ON audit_texts"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_texts_refuse()"
    )


def _chain_events(conn: sa.Connection) -> None:
    """Gives every event of a complaint its place and its link, and every complaint its head.

    The link is computed as storage.audit_chain does it, and not by it: what that may become later
    must not change what this migration does.
    """
    links: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    for row in _of_complaints(conn):
        if not heads or heads[-1]["complaint"] != row.complaint:
            _flush(conn, links, heads, at_least=_BATCH)
            heads.append({"complaint": row.complaint, "seq": 0, "chain": ""})
        head = heads[-1]
        at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
        covered = [head["chain"], head["seq"] + 1, at.isoformat(timespec="microseconds")]
        covered += [row.name, row.complaint, row.conversation_id, row.actor, row.data, ""]
        digest = hashlib.sha256(json.dumps(covered, separators=(",", ":")).encode()).hexdigest()
        head |= {"seq": head["seq"] + 1, "chain": digest}
        links.append({"key": row.id, "seq": head["seq"], "chain": digest})
    _flush(conn, links, heads, at_least=1)


def _of_complaints(conn: sa.Connection) -> Iterator[sa.Row[Any]]:
    """All events that belong to a complaint, in the order in which they happened to each."""
    complaint, id = "", 0
    while True:
        page = conn.execute(
            sa.select(_events)
            .where(
                _events.c.complaint != "",
                sa.tuple_(_events.c.complaint, _events.c.id) > sa.tuple_(complaint, id),
            )
            .order_by(_events.c.complaint, _events.c.id)
            .limit(_BATCH)
        ).all()
        yield from page
        if len(page) < _BATCH:
            return
        complaint, id = page[-1].complaint, page[-1].id


def _flush(
    conn: sa.Connection, links: list[dict[str, Any]], heads: list[dict[str, Any]], at_least: int
) -> None:
    if len(links) < at_least:
        return
    conn.execute(sa.update(_events).where(_events.c.id == sa.bindparam("key")), links)
    conn.execute(sa.insert(_heads), heads)
    links.clear()
    heads.clear()

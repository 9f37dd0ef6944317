"""What the queue and the page of other messages look up: levels, hand-overs, undelivered messages.

A level cannot have been set before this release, so every complaint begins with the pelaksana.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)
_OPEN = sa.text("status IN ('diterima', 'ditelaah', 'ditindaklanjuti')")
_SHOWN = [
    "kind",
    "component",
    "service",
    "channel",
    "category",
    "assignee_id",
    "touched_at",
    "needs_review",
    "urgent",
    "awaits_approval",
    "given_to_apip",
]
_BROWSED = [
    "id",
    "status",
    "kind",
    "component",
    "service",
    "channel",
    "category",
    "assignee_id",
    "deadline_on",
]
# Name, table, columns, and what is in it.
_PARTIAL = (
    (
        "ix_outbox_undelivered",
        "outbox",
        ["complaint_id", "id", "created_at", "status"],
        "status IN ('held', 'failed')",
    ),
    ("ix_other_matters_unhandled", "other_matters", ["kind", "id"], "handled_at IS NULL"),
    (
        "ix_conversations_handover_since",
        "conversations",
        ["handover_since"],
        "handover_since IS NOT NULL",
    ),
)


def upgrade() -> None:
    op.add_column("complaints", sa.Column("level", sa.Integer, nullable=False, server_default="0"))
    op.add_column("conversations", sa.Column("handover_since", _MOMENT))
    _open_index(["status", "deadline_on", "id", *_SHOWN, "level"])
    for name, table, columns, where in _PARTIAL:
        _index(name, table, columns, sa.text(where))
    op.create_index("ix_complaints_browse", "complaints", _BROWSED)
    sqlite = op.get_bind().dialect.name == "sqlite"
    given = sa.text("given_to_apip = 1" if sqlite else "given_to_apip")
    _index("ix_complaints_given", "complaints", ["id"], given)
    _fill()


def _open_index(columns: list[str]) -> None:
    op.drop_index("ix_complaints_open", "complaints")
    _index("ix_complaints_open", "complaints", columns, _OPEN)


def _index(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _fill() -> None:
    """Since when a conversation is with a human was not kept: its last message stands in."""
    conn = op.get_bind()
    c = sa.table(
        "conversations",
        *(sa.column(name) for name in ("id", "state")),
        *(sa.column(name, _MOMENT) for name in ("handover_since", "last_inbound_at", "created_at")),
    )
    handed = sa.select(c.c.id, c.c.state).where(c.c.state.like('%"handover":true%'))
    for row in conn.execute(handed).all():
        if json.loads(row.state).get("handover") is True:
            since = sa.func.coalesce(c.c.last_inbound_at, c.c.created_at)
            conn.execute(sa.update(c).where(c.c.id == row.id).values(handover_since=since))


def downgrade() -> None:
    op.drop_index("ix_complaints_given", "complaints")
    op.drop_index("ix_complaints_browse", "complaints")
    for name, table, _, _ in reversed(_PARTIAL):
        op.drop_index(name, table)
    op.drop_column("conversations", "handover_since")
    _open_index(["deadline_on", "id", "status", *_SHOWN])
    op.drop_column("complaints", "level")

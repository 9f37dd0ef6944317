"""The people of the office, their sessions and files; and what the queue sorts and filters by."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_WIB = timezone(timedelta(hours=7))
_EMPTY = sa.text("''")
_TABLES = (
    "public_tries",
    "canned_answers",
    "files",
    "presence",
    "setup_links",
    "officer_sessions",
    "officers",
)
_FIGURES = (("counts_from", "kind"), ("answered_on", "kind", "counts_from", "deadline_on"))
_OPEN = sa.text("status IN ('diterima', 'ditelaah', 'ditindaklanjuti')")
# What the queue filters and counts by, so that the partial index is enough for it.
_SHOWN = (
    "status",
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
)
_COLUMNS = (
    "answered_on",
    "category",
    "assignee_id",
    "touched_at",
    "needs_review",
    "urgent",
    "awaits_approval",
    "given_to_apip",
    "rating",
)


def upgrade() -> None:
    _people()
    _papers()
    columns: list[sa.Column[Any]] = [
        sa.Column("category", sa.Text),
        sa.Column("assignee_id", _ID),
        sa.Column("touched_at", _MOMENT),
        *(
            sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())
            for name in ("needs_review", "urgent", "awaits_approval", "given_to_apip")
        ),
        sa.Column("rating", sa.Integer),
        sa.Column("answered_on", sa.Date),
    ]
    for column in columns:
        op.add_column("complaints", column)
    op.create_index(
        "ix_complaints_open",
        "complaints",
        ["deadline_on", "id", *_SHOWN],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    for index in _FIGURES:
        op.create_index(f"ix_complaints_{'_'.join(index)}", "complaints", list(index))
    _fill()


def _fill() -> None:
    """Takes the new columns of complaints that are there from their documents."""
    conn = op.get_bind()
    rows = sa.table(
        "complaints",
        sa.column("id", sa.Integer),
        sa.column("document", sa.Text),
        sa.column("answered_on", sa.Date),
        sa.column("needs_review", sa.Boolean),
        sa.column("urgent", sa.Boolean),
        sa.column("rating", sa.Integer),
    )
    last = 0
    while True:
        page = sa.select(rows.c.id, rows.c.document).where(rows.c.id > last)
        found = conn.execute(page.order_by(rows.c.id).limit(1000)).all()
        if not found:
            return
        last = found[-1].id
        conn.execute(
            rows.update()
            .where(rows.c.id == sa.bindparam("key"))
            .values(
                answered_on=sa.bindparam("day", type_=sa.Date),
                needs_review=sa.bindparam("review"),
                urgent=sa.bindparam("alarm"),
                rating=sa.bindparam("stars"),
            ),
            [_values(row.id, json.loads(row.document)) for row in found],
        )


def _values(key: int, document: dict[str, Any]) -> dict[str, Any]:
    flags = set(document.get("flags", ()))
    answered = document.get("answered_at")
    return {
        "key": key,
        "day": datetime.fromisoformat(answered).astimezone(_WIB).date() if answered else None,
        "review": bool(flags & {"low_confidence", "ask_service", "ask_received", "wants_officer"}),
        "alarm": bool(flags & {"illegal_levy", "danger"}),
        "stars": document.get("rating"),
    }


def _officer_link(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return sa.Column("officer_id", _ID, nullable=False), sa.ForeignKeyConstraint(
        ["officer_id"], ["officers.id"], name=f"fk_{table}_officer_id_officers"
    )


def _people() -> None:
    op.create_table(
        "officers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("username", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False, server_default="0"),
        sa.Column("position", sa.Text, nullable=False, server_default=_EMPTY),
        sa.Column("superior_id", _ID),
        sa.Column("password_hash", sa.Text),
        sa.Column("totp_secret", sa.Text),
        sa.Column("totp_confirmed_at", _MOMENT),
        sa.Column("totp_last_step", _ID),
        sa.Column("recovery", sa.Text, nullable=False, server_default=sa.text("'[]'")),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", _MOMENT),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("disabled_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_officers"),
        sa.UniqueConstraint("username", name="uq_officers_username"),
        sa.ForeignKeyConstraint(
            ["superior_id"], ["officers.id"], name="fk_officers_superior_id_officers"
        ),
    )
    op.create_index("ix_officers_superior_id", "officers", ["superior_id"])
    op.create_table(
        "officer_sessions",
        sa.Column("digest", sa.Text, nullable=False),
        *_officer_link("officer_sessions"),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.PrimaryKeyConstraint("digest", name="pk_officer_sessions"),
    )
    for column in ("officer_id", "expires_at"):
        op.create_index(f"ix_officer_sessions_{column}", "officer_sessions", [column])
    op.create_table(
        "setup_links",
        sa.Column("digest", sa.Text, nullable=False),
        *_officer_link("setup_links"),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.PrimaryKeyConstraint("digest", name="pk_setup_links"),
    )
    op.create_index("ix_setup_links_officer_id", "setup_links", ["officer_id"])
    op.create_table(
        "presence",
        sa.Column("complaint", sa.Text, nullable=False),
        *_officer_link("presence"),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("complaint", "officer_id", name="pk_presence"),
    )
    op.create_index("ix_presence_seen_at", "presence", ["seen_at"])


def _papers() -> None:
    op.create_table(
        "files",
        sa.Column("id", _ID, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("complaint", sa.Text, nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("filename", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sa.UniqueConstraint("channel", "ref", "complaint", name="uq_files_channel_ref_complaint"),
    )
    op.create_index("ix_files_complaint", "files", ["complaint"])
    op.create_table(
        "canned_answers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("component", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_canned_answers"),
    )
    op.create_index("ix_canned_answers_component", "canned_answers", ["component"])
    op.create_table(
        "public_tries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_public_tries"),
    )
    op.create_index("ix_public_tries_what_who_at", "public_tries", ["what", "who", "at"])


def downgrade() -> None:
    op.drop_index("ix_complaints_open", "complaints")
    for index in _FIGURES:
        op.drop_index(f"ix_complaints_{'_'.join(index)}", "complaints")
    for name in _COLUMNS:
        op.drop_column("complaints", name)
    for table in _TABLES:
        op.drop_table(table)

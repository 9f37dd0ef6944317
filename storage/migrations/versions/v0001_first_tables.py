"""The first tables: contacts, conversations, inbox, complaints, outbox and what belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite counts rows by itself only in a column that is called exactly INTEGER.
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(
        name, sa.Text, nullable=False, server_default=sa.text(default) if default else None
    )


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, _MOMENT, nullable=nullable)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return sa.Column("id", _ID, nullable=False), sa.PrimaryKeyConstraint("id", name=f"pk_{table}")


def _link(
    table: str, name: str, to: str, nullable: bool = False
) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint([name], [f"{to}.id"], name=f"fk_{table}_{name}_{to}")
    return sa.Column(name, _ID, nullable=nullable), key


def _index(table: str, *columns: str, name: str = "", where: str = "") -> None:
    op.create_index(
        f"ix_{table}_{name or '_'.join(columns)}",
        table,
        list(columns),
        sqlite_where=sa.text(where) if where else None,
        postgresql_where=sa.text(where) if where else None,
    )


def upgrade() -> None:
    op.create_table(
        "contacts",
        *_id("contacts"),
        _text("person"),
        _moment("created_at"),
        sa.UniqueConstraint("person", name="uq_contacts_person"),
    )
    op.create_table(
        "conversations",
        *_id("conversations"),
        *_link("conversations", "contact_id", "contacts"),
        _text("channel"),
        _text("address"),
        _text("state"),
        _count("version"),
        sa.Column("lease_owner", sa.Text),
        _moment("lease_until", nullable=True),
        _count("pending"),
        _moment("wake_at", nullable=True),
        _count("wake_attempts"),
        _moment("last_inbound_at", nullable=True),
        _moment("created_at"),
        sa.UniqueConstraint("channel", "address", name="uq_conversations_channel_address"),
        postgresql_with={"fillfactor": 60},
    )
    _index("conversations", "contact_id")
    _index("conversations", "pending", where="pending > 0")
    _index("conversations", "wake_at", where="wake_at IS NOT NULL")
    op.create_table(
        "inbox",
        *_id("inbox"),
        *_link("inbox", "conversation_id", "conversations"),
        _text("channel"),
        _text("provider_message_id"),
        _text("text"),
        _text("attachments"),
        _text("location"),
        _text("button"),
        sa.Column("edited", sa.Boolean, nullable=False),
        _text("profile_name"),
        _moment("sent_at"),
        _moment("received_at"),
        _text("raw"),
        sa.Column("done", sa.Boolean, nullable=False, server_default=sa.false()),
        _moment("processed_at", nullable=True),
        _count("attempts"),
        _moment("parked_at", nullable=True),
        _text("error", default="''"),
        sa.Column("act", sa.Text),
        sa.Column("act_confidence", sa.Float),
        sa.Column("components", sa.Text),
        sa.Column("component_confidence", sa.Float),
        sa.Column("engine", sa.Text),
        sa.Column("model_version", sa.Text),
        sa.UniqueConstraint(
            "channel", "provider_message_id", name="uq_inbox_channel_provider_message_id"
        ),
        postgresql_with={"fillfactor": 80},
    )
    _index("inbox", "conversation_id")
    sqlite = op.get_bind().dialect.name == "sqlite"
    open_ = "done = 0" if sqlite else "NOT done"
    _index(
        "inbox", "conversation_id", "id", name="unprocessed", where=f"{open_} AND parked_at IS NULL"
    )
    op.create_table(
        "complaints",
        *_id("complaints"),
        _text("number"),
        _text("code"),
        *_link("complaints", "contact_id", "contacts", nullable=True),
        *_link("complaints", "conversation_id", "conversations", nullable=True),
        _text("channel"),
        _text("kind"),
        sa.Column("reason", sa.Text),
        _text("status"),
        _moment("received_at"),
        _moment("registered_at"),
        sa.Column("counts_from", sa.Date, nullable=False),
        sa.Column("deadline_on", sa.Date),
        sa.Column("provisional", sa.Boolean, nullable=False),
        _moment("answered_at", nullable=True),
        sa.Column("component", sa.Text),
        sa.Column("service", sa.Text),
        sa.Column("confidential", sa.Boolean, nullable=False),
        _text("document"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("number", name="uq_complaints_number"),
    )
    _index("complaints", "contact_id")
    _index("complaints", "conversation_id")
    _index("complaints", "registered_at")
    _index("complaints", "status", "deadline_on")
    op.create_table(
        "outbox",
        *_id("outbox"),
        *_link("outbox", "conversation_id", "conversations"),
        *_link("outbox", "complaint_id", "complaints", nullable=True),
        _text("complaint"),
        _text("channel"),
        _text("address"),
        _text("text"),
        _text("options"),
        _text("purpose"),
        _text("template"),
        _text("variables"),
        _text("status"),
        _moment("due_at"),
        _count("attempts"),
        sa.Column("lease_owner", sa.Text),
        _moment("lease_until", nullable=True),
        _moment("window_from", nullable=True),
        sa.Column("provider_message_id", sa.Text),
        _text("error_code", default="''"),
        _text("error", default="''"),
        _moment("created_at"),
        _moment("sent_at", nullable=True),
        _moment("delivered_at", nullable=True),
        _moment("read_at", nullable=True),
        _moment("failed_at", nullable=True),
        # Room for a lease beside its row: then no index has to learn of it.
        postgresql_with={"fillfactor": 60},
    )
    _index("outbox", "conversation_id")
    _index("outbox", "complaint_id")
    _index("outbox", "channel", "provider_message_id")
    _index("outbox", "due_at", "id", name="due", where="status = 'queued'")
    _index("outbox", "conversation_id", "id", name="queued", where="status = 'queued'")
    _index("outbox", "conversation_id", name="held", where="status = 'held'")
    _index("outbox", "id", name="failed", where="status = 'failed'")
    op.create_table(
        "early_reports",
        _text("channel"),
        _text("provider_message_id"),
        _text("status"),
        _text("code"),
        _moment("at"),
        sa.PrimaryKeyConstraint(
            "channel", "provider_message_id", "status", name="pk_early_reports"
        ),
    )
    _index("early_reports", "at")
    _audit_events()
    op.create_table(
        "other_matters",
        *_id("other_matters"),
        _text("kind"),
        _text("text"),
        _text("door"),
        *_link("other_matters", "conversation_id", "conversations"),
        *_link("other_matters", "inbox_id", "inbox", nullable=True),
        _moment("at"),
        _moment("handled_at", nullable=True),
    )
    _index("other_matters", "conversation_id")
    _index("other_matters", "inbox_id")
    _index("other_matters", "kind", "at")
    op.create_table(
        "code_failures",
        *_id("code_failures"),
        _text("number"),
        *_link("code_failures", "conversation_id", "conversations"),
        _moment("at"),
    )
    _index("code_failures", "conversation_id")
    _index("code_failures", "number", "at")
    op.create_table(
        "ticket_access",
        *_link("ticket_access", "conversation_id", "conversations"),
        *_link("ticket_access", "complaint_id", "complaints"),
        _moment("at"),
        sa.PrimaryKeyConstraint("conversation_id", "complaint_id", name="pk_ticket_access"),
    )
    _index("ticket_access", "complaint_id")
    op.create_table(
        "job_run",
        _text("name"),
        _text("run_key"),
        _moment("at"),
        sa.PrimaryKeyConstraint("name", "run_key", name="pk_job_run"),
    )
    op.create_table(
        "counters",
        _text("name"),
        sa.Column("value", _ID, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "cursors",
        _text("name"),
        _text("value"),
        sa.PrimaryKeyConstraint("name", name="pk_cursors"),
    )
    op.create_table(
        "rejected_payloads",
        *_id("rejected_payloads"),
        _text("channel"),
        _text("raw"),
        _text("reason"),
        _moment("at"),
    )
    _index("rejected_payloads", "at")


def _audit_events() -> None:
    """What happened stays as it was written: the database itself refuses to change it."""
    op.create_table(
        "audit_events",
        *_id("audit_events"),
        _moment("at"),
        _text("name"),
        _text("complaint"),
        sa.Column("conversation_id", _ID),
        _text("actor"),
        _text("data"),
    )
    _index("audit_events", "at")
    _index("audit_events", "complaint")
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_events_no_{change.lower()} BEFORE {change} ON audit_events"
                " BEGIN SELECT RAISE(ABORT, 'audit_events is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'audit_events is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE"
        " ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse()"
    )


def downgrade() -> None:
    for table in (
        "rejected_payloads",
        "cursors",
        "counters",
        "job_run",
        "ticket_access",
        "code_failures",
        "other_matters",
        "audit_events",
        "early_reports",
        "outbox",
        "complaints",
        "inbox",
        "conversations",
        "contacts",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_events_refuse()")

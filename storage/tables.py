"""The tables that citizens' messages go through. `storage/schema.py` names all tables together.

The migrations build them; a test compares the two.

Columns repeat parts of a JSON document only where something is looked up, sorted or counted by
them; the document is what counts.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    not_,
    text,
)

from domain.messages import DeliveryStatus
from storage.columns import BigId, UtcDateTime, literal

# Every constraint has a name, because only what has a name can be changed later.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

QUEUED, HELD, FAILED = (
    literal(status.value)
    for status in (DeliveryStatus.QUEUED, DeliveryStatus.HELD, DeliveryStatus.FAILED)
)

# How full PostgreSQL makes a page. A row that is leased and later released stays in its page where
# there is room, and then no index has to learn of it: measured at a tenth of the time for claiming
# from the outbox.
ROOMY, SOME_ROOM = {"fillfactor": 60}, {"fillfactor": 80}

# The person behind one or several addresses.
contacts = Table(
    "contacts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("person", Text, nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
)

# One address of a person on one channel, and all that the dialogue remembers of it.
conversations = Table(
    "conversations",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Grows with each claim: whoever claimed earlier can no longer write.
    Column("version", Integer, nullable=False, server_default="0"),
    Column("lease_owner", Text),
    Column("lease_until", UtcDateTime),
    # Messages not processed yet. Why a counter: see inbox.record_inbound.
    Column("pending", Integer, nullable=False, server_default="0"),
    Column("wake_at", UtcDateTime),
    # Attempts at the timer that is due, as inbox.attempts are at a message.
    Column("wake_attempts", Integer, nullable=False, server_default="0"),
    Column("last_inbound_at", UtcDateTime),
    # Since when a human has it, null while the bot does; the state says it too, but not since when.
    Column("handover_since", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "address"),
    postgresql_with=ROOMY,
)
has_pending = conversations.c.pending > literal(0)
_wakes = conversations.c.wake_at.is_not(None)
is_handed_over = conversations.c.handover_since.is_not(None)
for _column, _is in (
    (conversations.c.pending, has_pending),
    (conversations.c.wake_at, _wakes),
    (conversations.c.handover_since, is_handed_over),
):
    Index(f"ix_conversations_{_column.name}", _column, sqlite_where=_is, postgresql_where=_is)

# Every message that came in, once.
inbox = Table(
    "inbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("provider_message_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("attachments", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("button", Text, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("profile_name", Text, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("raw", Text, nullable=False),
    Column("done", Boolean, nullable=False, server_default=false()),
    Column("processed_at", UtcDateTime),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Given up after its attempts; an officer reads it in other_matters.
    Column("parked_at", UtcDateTime),
    Column("error", Text, nullable=False, server_default=text("''")),
    # What it was understood as: training data, once an officer has looked.
    Column("act", Text),
    Column("act_confidence", Float),
    Column("components", Text),
    Column("component_confidence", Float),
    Column("engine", Text),
    Column("model_version", Text),
    UniqueConstraint("channel", "provider_message_id"),
    postgresql_with=SOME_ROOM,
)
unprocessed = and_(not_(inbox.c.done), inbox.c.parked_at.is_(None))
Index(
    "ix_inbox_unprocessed",
    inbox.c.conversation_id,
    inbox.c.id,
    sqlite_where=unprocessed,
    postgresql_where=unprocessed,
)

complaints = Table(
    "complaints",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    # Null for what an officer records from a letter or a box.
    Column("contact_id", ForeignKey("contacts.id"), index=True),
    Column("conversation_id", ForeignKey("conversations.id"), index=True),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text),
    Column("status", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("registered_at", UtcDateTime, nullable=False, index=True),
    Column("counts_from", Date, nullable=False),
    Column("deadline_on", Date),
    Column("provisional", Boolean, nullable=False),
    Column("answered_at", UtcDateTime),
    # The day (WIB) of it, because the two databases cut days differently.
    Column("answered_on", Date),
    Column("component", Text),
    Column("service", Text),
    Column("confidential", Boolean, nullable=False),
    Column("category", Text),
    Column("assignee_id", BigId),
    Column("touched_at", UtcDateTime),
    # An officer should look: a guessed component, or facts that are missing.
    Column("needs_review", Boolean, nullable=False, server_default=false()),
    # Pungli or danger is reported.
    Column("urgent", Boolean, nullable=False, server_default=false()),
    # A request to involve APIP waits for the kepala.
    Column("awaits_approval", Boolean, nullable=False, server_default=false()),
    Column("given_to_apip", Boolean, nullable=False, server_default=false()),
    Column("rating", Integer),
    # Which level of the office has it now: 0 for the pelaksana.
    Column("level", Integer, nullable=False, server_default="0"),
    Column("document", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "status", "deadline_on"),
    # Figures over weeks: how many came, how many were answered and after how long.
    Index(None, "counts_from", "kind"),
    Index(None, "answered_on", "kind", "counts_from", "deadline_on"),
    # All complaints from the newest back, with what the queue filters by.
    Index(
        "ix_complaints_browse",
        "id",
        "status",
        "kind",
        "component",
        "service",
        "channel",
        "category",
        "assignee_id",
        "deadline_on",
    ),
)
# What the Inspektorat may see.
Index(
    "ix_complaints_given",
    complaints.c.id,
    sqlite_where=text("given_to_apip = 1"),
    postgresql_where=text("given_to_apip"),
)
# What waits for the office, by the nearest deadline.
# SQLite uses its index only where the same values stand in the same order.
OPEN_VALUES = [literal(value) for value in ("diterima", "ditelaah", "ditindaklanjuti")]
is_open = complaints.c.status.in_(OPEN_VALUES)
Index(
    "ix_complaints_open",
    # Most of it is there so that filters and counts of the queue need not look at the rows, which
    # are large. Only open complaints are in it, so it stays small. The status leads, although it
    # says little, because without that SQLite prefers the index on status and deadline.
    *(
        complaints.c[name]
        for name in (
            "status",
            "deadline_on",
            "id",
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
            "level",
        )
    ),
    sqlite_where=is_open,
    postgresql_where=is_open,
)

# Every message that goes out, one row for each call to a provider.
outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("complaint_id", ForeignKey("complaints.id"), index=True),
    Column("complaint", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("variables", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_owner", Text),
    Column("lease_until", UtcDateTime),
    # The citizen's last message as it was known when this row was last claimed.
    Column("window_from", UtcDateTime),
    Column("provider_message_id", Text),
    Column("error_code", Text, nullable=False, server_default=text("''")),
    Column("error", Text, nullable=False, server_default=text("''")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("delivered_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Column("failed_at", UtcDateTime),
    Index(None, "channel", "provider_message_id"),
    postgresql_with=ROOMY,
)
for _name, _status, _columns in (
    ("due", QUEUED, (outbox.c.due_at, outbox.c.id)),  # What to send next.
    ("queued", QUEUED, (outbox.c.conversation_id, outbox.c.id)),  # What has to go before it.
    ("held", HELD, (outbox.c.conversation_id,)),
    ("failed", FAILED, (outbox.c.id,)),
):
    _is = outbox.c.status == _status
    Index(f"ix_outbox_{_name}", *_columns, sqlite_where=_is, postgresql_where=_is)
# What did not reach a citizen, by complaint; null for what belongs to none.
undelivered = outbox.c.status.in_([HELD, FAILED])
Index(
    "ix_outbox_undelivered",
    outbox.c.complaint_id,
    outbox.c.id,
    outbox.c.created_at,
    outbox.c.status,
    sqlite_where=undelivered,
    postgresql_where=undelivered,
)

# A provider's report can overtake our own note that the message was accepted.
early_reports = Table(
    "early_reports",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("provider_message_id", Text, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)

# Wrong codes, counted for each ticket so that guessing is limited from whatever address.
code_failures = Table(
    "code_failures",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("number", Text, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "number", "at"),
)

# Tickets that were opened in a conversation with number and code.
ticket_access = Table(
    "ticket_access",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("complaint_id", ForeignKey("complaints.id"), primary_key=True, index=True),
    Column("at", UtcDateTime, nullable=False),
)

# One row for each slot of a schedule that some node has taken.
job_run = Table(
    "job_run",
    metadata,
    Column("name", Text, primary_key=True),
    Column("run_key", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

# Running numbers without gaps: increased in the transaction that uses them.
counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigId, nullable=False),
)

"""No statement of the hot path gets slower because the tables have grown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, event

from domain.dialogue import Outcome, State
from domain.messages import SMS, Address, DeliveryReport, DeliveryStatus
from storage.delivery import apply_report
from storage.engine import make_engine, reading, transaction
from storage.inbox import record_inbound
from storage.notes import depths
from tests.integration.storage_builders import (
    ASEP,
    EUIS,
    NOW,
    commit,
    deliver,
    received,
    registering,
    reply,
    take,
)

# What may be read whole: subqueries of the statement itself, and an index of few rows.
_ALLOWED = (
    "CONSTANT ROW",
    "picked",
    "anon_",
    "(subquery",
    "early_reports",
    "ix_outbox_queued",
    "ix_outbox_held",
    "ix_outbox_failed",
    # So SQLite calls it to look up a row of an FTS5 table by its id.
    "complaint_search VIRTUAL TABLE INDEX 0:=",
)


async def test_every_statement_of_the_hot_path_finds_its_rows_by_an_index(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    statements: dict[str, Any] = {}

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def note(*args: Any) -> None:
        statement, parameters = args[2], args[3]
        if not statement.startswith("BEGIN"):
            one_of_many = bool(parameters) and isinstance(parameters[0], tuple)
            statements.setdefault(statement, tuple(parameters[0] if one_of_many else parameters))

    for _ in range(2):
        senders = (ASEP, EUIS, Address(SMS, "+62811"))
        await transaction(engine, record_inbound, [received("x", sender) for sender in senders])
        works = await take(engine)
        first, *others = works
        await commit(
            engine,
            (first, registering(first.address)),
            *((w, Outcome(State(), replies=(reply(to=w.address),), wake_at=NOW)) for w in others),
        )
        await deliver(engine)
        reports = [DeliveryReport(SMS, f"out-{n}", DeliveryStatus.READ) for n in range(3)]
        await transaction(engine, apply_report, reports, NOW)
    await reading(engine, depths)

    def plans(conn: Connection) -> dict[str, Sequence[str]]:
        return {
            statement: [
                str(row[-1])
                for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            ]
            for statement, parameters in list(statements.items())
        }

    found = await reading(engine, plans)
    assert len(found) > 15
    slow = {
        line: statement
        for statement, lines in found.items()
        for line in lines
        if line.startswith("SCAN") and not any(name in line for name in _ALLOWED)
    }
    # Parked messages are counted for health only, which is asked every few seconds at most.
    assert {line: s for line, s in slow.items() if "parked_at IS NOT NULL" not in s} == {}
    await engine.dispose()

"""Every migration goes up, down, and up again with data in the tables, on both databases."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, insert, inspect, select, text
from sqlalchemy import table as some_table

from domain.complaint import AuditEvent, Flag, Status
from storage.audit import Happened, append, timeline
from storage.audit_chain import Verdict, verify
from storage.columns import UtcDateTime
from storage.complaints import by_number, change
from storage.corrections import add as add_corrections
from storage.engine import make_engine, reading, transaction
from storage.migrate import HEAD, config, current, downgrade, upgrade
from storage.office_tables import corrections
from storage.schema import metadata
from storage.search import matching
from storage.tables import complaints, inbox
from tests.integration.storage_builders import NOW, correction, later, registered, rows_of, say


def tables(conn: Connection) -> set[str]:
    return set(inspect(conn).get_table_names()) - {"alembic_version"}


def test_head_is_the_newest_script() -> None:
    scripts = ScriptDirectory.from_config(config())
    assert scripts.get_heads() == [HEAD]


async def test_the_migrations_build_the_tables_that_the_code_uses(bare_url: str) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine)

    def known(name: str | None, kind: str, parents: object) -> bool:
        # The search is a virtual table with tables of its own on SQLite, and a tsvector on
        # PostgreSQL: no description of a table fits both, so its migration alone makes it.
        return kind != "table" or not str(name).startswith("complaint_search")

    def difference(conn: Connection) -> list[object]:
        context = MigrationContext.configure(
            conn,
            opts={"compare_type": True, "compare_server_default": True, "include_name": known},
        )
        return list(compare_metadata(context, metadata))

    assert await reading(engine, difference) == []
    await engine.dispose()


async def test_partial_indexes_are_those_that_the_code_counts_on(bare_url: str) -> None:
    # Alembic does not compare the condition of an index.
    def conditions(conn: Connection) -> dict[str, str]:
        found = {}
        for table in tables(conn):
            for index in inspect(conn).get_indexes(table):
                where = index.get("dialect_options", {}).get(f"{conn.dialect.name}_where")
                if where is not None:
                    found[str(index["name"])] = str(where)
        return found

    engine = make_engine(bare_url)
    await upgrade(engine)
    migrated = await reading(engine, conditions)
    await downgrade(engine, "base")
    await transaction(engine, metadata.create_all)
    assert await reading(engine, conditions) == migrated
    assert len(migrated) == 12
    await engine.dispose()


async def test_migrations_go_down_and_up_again_with_data(bare_url: str) -> None:
    engine = make_engine(bare_url)
    assert await current(engine) == ""
    assert await upgrade(engine) is True
    assert await current(engine) == HEAD
    await registered(engine)
    await say(engine, "Halo")
    assert await upgrade(engine) is False
    assert len(await rows_of(engine, inbox)) == 2
    await downgrade(engine, "base")
    assert await current(engine) == ""
    assert await reading(engine, tables) == set()
    assert await upgrade(engine) is True
    await registered(engine)
    assert len(await rows_of(engine, inbox)) == 1
    await engine.dispose()


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(bare_url)
    from alembic import command

    def crash(settings: Config, revision: str) -> None:
        real(settings, revision)
        raise RuntimeError("crash")

    real = command.upgrade
    monkeypatch.setattr(command, "upgrade", crash)
    with pytest.raises(RuntimeError):
        await upgrade(engine)
    monkeypatch.undo()
    assert await reading(engine, tables) == set()
    assert await upgrade(engine) is True
    await engine.dispose()


async def test_processes_that_start_at_once_migrate_once(bare_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.engine import make_engine\n"
        "from storage.migrate import upgrade\n"
        "print(asyncio.run(upgrade(make_engine(sys.argv[1]))))\n"
    )
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, bare_url, stdout=asyncio.subprocess.PIPE
        )
        for _ in range(3)
    ]
    outputs = [(await process.communicate())[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * 3
    assert b"True\n" in outputs
    engine = make_engine(bare_url)
    assert await current(engine) == HEAD
    await registered(engine)
    await engine.dispose()


def test_a_start_with_an_up_to_date_database_does_not_import_alembic(sqlite_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.engine import make_engine\n"
        "from storage.migrate import upgrade\n"
        "assert asyncio.run(upgrade(make_engine(sys.argv[1]))) is False\n"
        "assert 'alembic' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program, sqlite_url], check=False)
    assert done.returncode == 0


async def test_old_rows_are_read_after_an_upgrade_without_a_change(database_url: str) -> None:
    engine = make_engine(database_url)
    await say(engine, "Halo")
    await upgrade(engine)

    def text(conn: Connection) -> str:
        return str(conn.execute(select(inbox.c.text)).scalar_one())

    assert await reading(engine, text) == "Halo"
    await engine.dispose()


async def test_corrections_come_and_go_with_their_migration_and_the_rest_stays(
    bare_url: str,
) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine)
    complaint = await registered(engine)
    await downgrade(engine, "0001")
    assert {"cursors"} <= await reading(engine, tables)
    assert await upgrade(engine) is True
    assert "cursors" not in await reading(engine, tables)
    await transaction(engine, add_corrections, [correction(complaint.number)], NOW)
    assert len(await rows_of(engine, corrections)) == 1
    await downgrade(engine, "0001")
    assert {"cursors"} <= await reading(engine, tables)
    assert "corrections" not in await reading(engine, tables)
    assert await upgrade(engine) is True
    assert await rows_of(engine, corrections) == []
    assert (await reading(engine, by_number, complaint.number)).facts == complaint.facts
    assert len(await rows_of(engine, inbox)) == 1
    await engine.dispose()


async def test_what_the_queue_sorts_by_is_filled_in_for_complaints_that_are_there(
    bare_url: str,
) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine)
    old = await registered(engine)
    answered = replace(
        old, status=Status.DITUTUP, answered_at=datetime(2026, 1, 8, 17, 30, tzinfo=UTC), rating=3
    ).flagged(Flag.ILLEGAL_LEVY, Flag.ASK_SERVICE)
    await transaction(engine, change, [answered])
    (before,) = await rows_of(engine, complaints)
    await downgrade(engine, "0002")
    await upgrade(engine)
    (after,) = await rows_of(engine, complaints)
    # 17.30 UTC is the next day in Purwakarta.
    assert after.answered_on == date(2026, 1, 9)
    assert (after.needs_review, after.urgent, after.rating) == (True, True, 3)
    assert after._mapping == before._mapping
    await engine.dispose()


async def test_events_that_exist_are_chained_and_stay_when_their_chain_goes(bare_url: str) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine, "0003")
    before = [
        {
            "at": later(hours=-n),
            "name": f"n{n}",
            "complaint": f"2026-{n % 3:05}-0" if n % 4 else "",
            "conversation_id": n or None,
            "actor": "nia",
            "data": f'{{"n":{n}}}',
        }
        for n in range(40)
    ]

    def write(conn: Connection) -> None:
        at, *others = before[0]
        old = some_table(
            "audit_events", column(at, UtcDateTime), *(column(name) for name in others)
        )
        conn.execute(insert(old), before)

    def names(conn: Connection) -> list[str]:
        return list(conn.execute(text("SELECT name FROM audit_events ORDER BY id")).scalars())

    await transaction(engine, write)
    await upgrade(engine)
    assert (await reading(engine, verify)) == Verdict(30, 3, 0, 0, 0, ())
    assert [e.seq for e in await reading(engine, timeline, "2026-00001-0")] == list(range(1, 11))
    # Who appends goes on where the migration ended, and the triggers are there again.
    await transaction(engine, append, [Happened(AuditEvent("closed", "2026-00001-0"), NOW)])
    assert (await reading(engine, verify)).sound

    def change(conn: Connection) -> None:
        conn.execute(text("UPDATE audit_events SET name = 'x'"))

    for revision in (HEAD, "0003"):
        await downgrade(engine, revision)
        with pytest.raises(Exception, match="append-only"):
            await transaction(engine, change)
        assert await reading(engine, names) == [*(row["name"] for row in before), "closed"]
    await upgrade(engine)
    assert (await reading(engine, verify)) == Verdict(31, 3, 0, 0, 0, ())
    await engine.dispose()


async def test_more_events_than_one_batch_are_chained_too(bare_url: str) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine)
    events = [Happened(AuditEvent("x", f"2026-{n % 7:05}-0"), NOW) for n in range(12_000)]
    await transaction(engine, append, events)
    await downgrade(engine, "0003")
    await upgrade(engine)
    assert (await reading(engine, verify)) == Verdict(12_000, 7, 0, 0, 0, ())
    await engine.dispose()


async def test_complaints_that_exist_become_findable_and_stay_when_the_search_goes(
    bare_url: str,
) -> None:
    engine = make_engine(bare_url)
    await upgrade(engine)
    complaint = await registered(engine)
    await downgrade(engine, "0004")
    assert not {name for name in await reading(engine, tables) if "search" in name}
    await upgrade(engine)
    found = await reading(engine, matching, "izin belum ja", names=False, limit=5)
    assert found == [complaint.id]
    assert (await reading(engine, by_number, complaint.number)).facts == complaint.facts
    await engine.dispose()

"""The timeline of a complaint: what is changed in it is found, and what is erased is not missed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.audit_check import check_audit, report
from domain.complaint import AuditEvent
from domain.errors import ConfigError
from storage import audit_chain
from storage.audit import Entry, Happened, append, erase_texts, timeline
from storage.audit_chain import AuditCheck, Fault, Problem, Verdict, link, verify
from storage.audit_tables import audit_events, audit_heads, audit_texts
from storage.engine import make_engine, reading, transaction
from tests.integration.storage_builders import NOW, later, registered, rows_of, utc

A, B = "2026-00001-1", "2026-00002-2"


def event(complaint: str = A, name: str = "noted", text: str = "", **data: Any) -> Happened:
    return Happened(AuditEvent(name, complaint, "nia", data, text), NOW, 7)


async def written(database: AsyncEngine, *events: Happened) -> None:
    await transaction(database, append, events)


async def checked(database: AsyncEngine) -> Verdict:
    return await reading(database, verify)


async def problems(database: AsyncEngine) -> list[Problem]:
    return sorted((await checked(database)).problems, key=lambda p: (p.complaint, p.seq, p.what))


async def shown(database: AsyncEngine, number: str = A) -> list[Entry]:
    return await reading(database, timeline, number)


async def forged(database: AsyncEngine, *statements: str) -> None:
    """Somebody who owns the database gets past the triggers and does this."""

    def run(conn: Connection) -> None:
        if conn.dialect.name == "sqlite":
            for trigger in ("events_no_update", "events_no_delete", "texts_no_update"):
                conn.exec_driver_sql(f"DROP TRIGGER audit_{trigger}")
        else:
            conn.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for statement in statements:
            conn.exec_driver_sql(statement)

    await transaction(database, run)


async def two_chains(database: AsyncEngine) -> None:
    """Four events of A, the third with a text, and two of B; ids 1 to 6."""
    await written(database, event(n=1), event(B), event(n=2))
    await written(database, event(text="Pemohon ditelepon."), event(B), event(n=4))


async def test_every_complaint_has_a_chain_of_its_own(database: AsyncEngine) -> None:
    assert (await checked(database)).sound
    await two_chains(database)
    rows = await rows_of(database, audit_events)
    assert [(row.complaint, row.seq) for row in rows if row.complaint == A] == [
        (A, 1), (A, 2), (A, 3), (A, 4),
    ]  # fmt: skip
    assert [row.seq for row in rows if row.complaint == B] == [1, 2]
    heads = {row.complaint: (row.seq, row.chain) for row in await rows_of(database, audit_heads)}
    last = {row.complaint: (row.seq, row.chain) for row in rows}
    assert heads == last
    assert await checked(database) == Verdict(6, 2, 1, 0, 0, ())


async def test_a_link_covers_the_link_before_it(database: AsyncEngine) -> None:
    await written(database, event(), event(B), event())
    first, other, second = await rows_of(database, audit_events)
    assert first.chain == link("", 1, NOW, first._asdict())
    assert second.chain == link(first.chain, 2, NOW, second._asdict())
    assert other.chain == link("", 1, NOW, other._asdict())
    assert len({first.chain, second.chain, other.chain}) == 3


async def test_what_belongs_to_no_complaint_is_in_no_chain(database: AsyncEngine) -> None:
    await written(database, event(""), event(""), event("", text="sebuah alasan"))
    rows = await rows_of(database, audit_events)
    assert [(row.seq, row.chain) for row in rows] == [(None, "")] * 3
    assert await rows_of(database, audit_heads) == []
    assert [row.text for row in await rows_of(database, audit_texts)] == ["sebuah alasan"]
    assert await checked(database) == Verdict(0, 0, 0, 0, 0, ())


async def test_the_timeline_tells_everything_in_its_order(database: AsyncEngine) -> None:
    await two_chains(database)
    entries = await shown(database)
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert entries[0] == Entry(1, utc(NOW), "noted", "nia", {"n": 1})
    assert entries[2] == Entry(3, utc(NOW), "noted", "nia", {}, "Pemohon ditelepon.")
    assert await shown(database, "2026-09999-9") == []


async def test_texts_of_many_events_go_to_the_right_ones(database: AsyncEngine) -> None:
    await written(
        database,
        *(event(f"2026-{n:05}-0", text=f"teks {n}" if n % 3 else "") for n in range(70)),
    )
    for n in (0, 1, 2, 3, 68, 69):
        (entry,) = await shown(database, f"2026-{n:05}-0")
        assert entry.text == (f"teks {n}" if n % 3 else "")
    assert (await checked(database)).sound


async def test_the_same_text_twice_has_two_digests(database: AsyncEngine) -> None:
    await written(database, event(text="sama"), event(text="sama"))
    one, two = await rows_of(database, audit_events)
    assert one.text_digest != two.text_digest
    assert [entry.text for entry in await shown(database)] == ["sama", "sama"]


async def test_a_text_is_stored_clean_and_without_a_nik(database: AsyncEngine) -> None:
    await written(database, event(text="NIK 3214011203900001\x00 tercatat"))
    (entry,) = await shown(database)
    assert entry.text == "NIK 3214************\ufffd tercatat"
    assert (await checked(database)).sound


async def test_erased_texts_leave_the_chain_whole(database: AsyncEngine) -> None:
    await two_chains(database)
    await written(database, event(B, text="catatan lain"))
    assert await transaction(database, erase_texts, A) == 1
    assert await checked(database) == Verdict(7, 2, 1, 1, 0, ())
    assert [(entry.text, entry.erased) for entry in await shown(database)] == [
        ("", False), ("", False), ("", True), ("", False),
    ]  # fmt: skip
    assert [entry.text for entry in await shown(database, B)] == ["", "", "catatan lain"]
    assert await transaction(database, erase_texts, A) == 0
    await written(database, event())
    assert (await checked(database)).sound


async def test_nobody_can_put_another_text_in_the_place_of_one(database: AsyncEngine) -> None:
    await two_chains(database)

    def change(conn: Connection) -> None:
        conn.execute(text("UPDATE audit_texts SET text = 'lain'"))

    with pytest.raises(Exception, match="only be erased"):
        await transaction(database, change)
    assert [row.text for row in await rows_of(database, audit_texts)] == ["Pemohon ditelepon."]


@pytest.mark.parametrize("column", ["seq", "text_digest", "chain"])
async def test_the_columns_of_the_chain_can_be_changed_as_little_as_the_others(
    database: AsyncEngine, column: str
) -> None:
    await two_chains(database)

    def change(conn: Connection) -> None:
        conn.execute(text(f"UPDATE audit_events SET {column} = NULL WHERE id = 1"))

    with pytest.raises(Exception, match="append-only"):
        await transaction(database, change)


@pytest.mark.parametrize(
    "change",
    [
        "name = 'closed'",
        "conversation_id = 8",
        "conversation_id = NULL",
        "actor = 'system'",
        """data = '{"n":3}'""",
        """data = '{"n": 2}'""",
        "text_digest = 'aa'",
        "chain = 'aa'",
    ],
)
async def test_a_changed_column_is_found(database: AsyncEngine, change: str) -> None:
    await two_chains(database)
    await forged(database, f"UPDATE audit_events SET {change} WHERE complaint = '{A}' AND seq = 2")
    found = await problems(database)
    assert Problem(A, 2, Fault.CHANGED) in found
    assert {problem.complaint for problem in found} == {A}


async def test_a_changed_moment_is_found(database: AsyncEngine) -> None:
    await two_chains(database)
    moment = f"'{utc(later(microseconds=1)).replace(tzinfo=None)}'"
    if database.dialect.name == "postgresql":
        moment += "::timestamp AT TIME ZONE 'UTC'"
    where = f"complaint = '{A}' AND seq = 2"
    await forged(database, f"UPDATE audit_events SET at = {moment} WHERE {where}")
    assert await problems(database) == [Problem(A, 2, Fault.CHANGED)]


async def test_an_event_that_was_moved_to_another_complaint_is_found(
    database: AsyncEngine,
) -> None:
    await two_chains(database)
    await forged(
        database,
        f"UPDATE audit_events SET complaint = '{B}', seq = 3 WHERE complaint = '{A}' AND seq = 2",
    )
    assert await problems(database) == [
        Problem(A, 3, Fault.MISSING),
        Problem(B, 3, Fault.CHANGED),
        Problem(B, 3, Fault.HEAD),
    ]


async def test_a_changed_place_is_found(database: AsyncEngine) -> None:
    await two_chains(database)
    where = f"WHERE complaint = '{A}' AND seq"
    await forged(database, f"UPDATE audit_events SET seq = 9 {where} = 2")
    assert await problems(database) == [
        Problem(A, 3, Fault.MISSING), Problem(A, 9, Fault.MISSING), Problem(A, 9, Fault.HEAD),
    ]  # fmt: skip


async def test_events_whose_places_were_exchanged_are_found(database: AsyncEngine) -> None:
    await two_chains(database)
    where = f"WHERE complaint = '{A}' AND seq"
    await forged(
        database,
        f"UPDATE audit_events SET seq = 99 {where} = 1",
        f"UPDATE audit_events SET seq = 1 {where} = 2",
        f"UPDATE audit_events SET seq = 2 {where} = 99",
    )
    assert await problems(database) == [Problem(A, n, Fault.CHANGED) for n in (1, 2, 3)]


async def test_an_event_taken_out_of_its_chain_is_found(database: AsyncEngine) -> None:
    await two_chains(database)
    where = f"WHERE complaint = '{A}' AND seq"
    await forged(database, f"UPDATE audit_events SET seq = NULL, chain = '' {where} = 4")
    assert await problems(database) == [
        Problem(A, 0, Fault.UNCHAINED), Problem(A, 3, Fault.CUT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gone", "found"),
    [
        ("1", [Problem(A, 2, Fault.MISSING)]),
        ("2", [Problem(A, 3, Fault.MISSING)]),
        ("2, 3", [Problem(A, 4, Fault.MISSING)]),
        ("4", [Problem(A, 3, Fault.CUT)]),
        ("3, 4", [Problem(A, 2, Fault.CUT)]),
        ("1, 2, 3, 4", [Problem(A, 0, Fault.CUT)]),
    ],
)
async def test_events_that_were_removed_are_missed(
    database: AsyncEngine, gone: str, found: list[Problem]
) -> None:
    await two_chains(database)
    where = f"complaint = '{A}' AND seq IN ({gone})"
    text_of = f"event_id IN (SELECT id FROM audit_events WHERE {where})"
    await forged(
        database,
        f"DELETE FROM audit_texts WHERE {text_of}",
        f"DELETE FROM audit_events WHERE {where}",
    )
    assert await problems(database) == found


async def test_a_removed_end_is_missed_also_where_the_head_was_set_back_halfway(
    database: AsyncEngine,
) -> None:
    await two_chains(database)
    await forged(
        database,
        f"DELETE FROM audit_events WHERE complaint = '{A}' AND seq = 4",
        f"UPDATE audit_heads SET seq = 3 WHERE complaint = '{A}'",
    )
    assert await problems(database) == [Problem(A, 3, Fault.HEAD)]


async def test_an_event_that_was_added_behind_the_head_is_found(database: AsyncEngine) -> None:
    await two_chains(database)
    row = (await rows_of(database, audit_events))[-1]._asdict()
    del row["id"]
    row |= {"name": "closed", "seq": 5}
    row["chain"] = link(row["chain"], 5, NOW, row)

    def add(conn: Connection) -> None:
        conn.execute(insert(audit_events), [row])

    await transaction(database, add)
    assert await problems(database) == [Problem(A, 5, Fault.HEAD)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_heads SET seq = 2", Problem(A, 4, Fault.HEAD)),
        ("UPDATE audit_heads SET seq = 6", Problem(A, 4, Fault.CUT)),
        ("UPDATE audit_heads SET chain = ''", Problem(A, 4, Fault.HEAD)),
        ("DELETE FROM audit_heads", Problem(A, 4, Fault.HEAD)),
    ],
)
async def test_a_head_that_was_changed_is_found(
    database: AsyncEngine, statement: str, found: Problem
) -> None:
    await two_chains(database)
    await forged(database, f"{statement} WHERE complaint = '{A}'")
    assert await problems(database) == [found]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_texts SET text = 'Pemohon didatangi.'",
        "UPDATE audit_texts SET salt = 'aa'",
        "UPDATE audit_texts SET text = ''",
    ],
)
async def test_a_text_that_was_changed_is_found(database: AsyncEngine, statement: str) -> None:
    await two_chains(database)
    await forged(database, statement)
    assert await problems(database) == [Problem(A, 3, Fault.TEXT)]


async def test_a_text_that_nobody_wrote_is_found(database: AsyncEngine) -> None:
    await two_chains(database)
    texts = "INSERT INTO audit_texts (event_id, salt, text) VALUES"
    await forged(database, f"{texts} (1, 'aa', 'palsu')", f"{texts} (77, 'aa', 'palsu')")
    assert await problems(database) == [Problem("", 77, Fault.NO_EVENT), Problem(A, 1, Fault.TEXT)]


async def test_a_complaint_whose_whole_timeline_is_gone_is_found(database: AsyncEngine) -> None:
    number = (await registered(database)).number
    await written(database, event(number))
    assert (await checked(database)).sound
    await forged(database, "DELETE FROM audit_events", "DELETE FROM audit_heads")
    assert await problems(database) == [Problem(number, 0, Fault.NO_CHAIN)]


@pytest.mark.parametrize(
    ("change", "what"),
    [("at = 'kemarin'", Fault.UNREADABLE), ("actor = x'00ff'", Fault.CHANGED)],
)
async def test_what_sqlite_should_never_have_taken_is_found(
    sqlite_url: str, change: str, what: Fault
) -> None:
    engine = make_engine(sqlite_url)
    await two_chains(engine)
    await forged(engine, f"UPDATE audit_events SET {change} WHERE id = 1")
    assert what in {problem.what for problem in await problems(engine)}
    await engine.dispose()


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7])
async def test_a_check_finds_the_same_however_long_its_pages_are(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(audit_chain, "PAGE", size)
    await two_chains(database)
    heard: list[int] = []
    verdict = await reading(database, verify, heard.append)
    assert verdict == Verdict(6, 2, 1, 0, 0, ())
    assert heard == sorted(heard)
    assert heard[-1] == 6
    await forged(
        database,
        f"DELETE FROM audit_events WHERE complaint = '{B}' AND seq = 2",
        f"UPDATE audit_events SET name = 'x' WHERE complaint = '{A}' AND seq = 4",
    )
    assert await problems(database) == [Problem(A, 4, Fault.CHANGED), Problem(B, 1, Fault.CUT)]


async def test_what_happens_while_a_check_goes_on_is_no_problem(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_chain, "PAGE", 2)
    await two_chains(database)
    check = AuditCheck()
    while await reading(database, check.advance):
        await written(database, event(A, text="sementara itu"), event("2026-00000-0"))
        await transaction(database, erase_texts, A)
        if check.events > 20:
            break
    assert check.verdict.problems == ()


async def test_only_the_first_problems_are_listed_and_all_are_counted(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_chain, "MOST", 2)
    await two_chains(database)
    await forged(database, "UPDATE audit_events SET name = 'x'")
    verdict = await checked(database)
    assert (len(verdict.problems), verdict.found, verdict.sound) == (2, 6, False)
    assert "and 4 more" in report(verdict)


async def test_many_writers_of_one_complaint_make_one_chain(database_url: str) -> None:
    engines = [make_engine(database_url) for _ in range(4)]
    await asyncio.gather(
        *(written(engine, event(), event(B), event()) for engine in engines for _ in range(5))
    )
    entries = await shown(engines[0])
    assert [entry.seq for entry in entries] == list(range(1, 41))
    assert (await checked(engines[0])).sound
    for engine in engines:
        await engine.dispose()


async def test_two_who_begin_the_same_chain_at_once_both_succeed(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    async with engine.connect() as first, engine.connect() as second:
        await first.run_sync(append, [event(name="one")])
        waiting = asyncio.create_task(second.run_sync(append, [event(name="two")]))
        done, _ = await asyncio.wait([waiting], timeout=0.3)
        assert not done
        await first.commit()
        await waiting
        await second.commit()
    assert [(entry.seq, entry.name) for entry in await shown(engine)] == [(1, "one"), (2, "two")]
    assert (await checked(engine)).sound
    await engine.dispose()


async def test_writers_of_different_complaints_do_not_wait_for_each_other(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    await written(engine, event(A), event(B))
    async with engine.connect() as slow:
        await slow.run_sync(append, [event(A), event("2026-00003-3")])
        others = [event(B), event("2026-00004-4"), event("")]
        await asyncio.wait_for(written(engine, *others), 2)
        await slow.commit()
    assert (await checked(engine)).sound
    await engine.dispose()


async def test_an_append_that_is_undone_leaves_no_gap(database: AsyncEngine) -> None:
    await written(database, event())

    def fail(conn: Connection) -> None:
        append(conn, [event(), event(B)])
        raise RuntimeError("crash")

    with pytest.raises(RuntimeError):
        await transaction(database, fail)
    await written(database, event())
    assert [entry.seq for entry in await shown(database)] == [1, 2]
    assert await checked(database) == Verdict(2, 1, 0, 0, 0, ())


async def test_the_columns_of_a_row_are_all_covered_but_its_id(database: AsyncEngine) -> None:
    """A column that is added later has to be covered too, or said to be none of the chain's."""
    covered = set(audit_chain._COVERED_KEYS) | {"at", "seq", "chain"}
    assert set(audit_events.c.keys()) - covered == {"id"}
    await two_chains(database)

    def ends(conn: Connection) -> Sequence[Any]:
        e = audit_events.c
        return conn.execute(select(e.complaint, func.max(e.seq)).group_by(e.complaint)).all()

    assert sorted(tuple(row) for row in await reading(database, ends)) == [(A, 4), (B, 2)]


async def test_the_command_says_that_nothing_was_changed_or_what_was(database_url: str) -> None:
    engine = make_engine(database_url)
    await two_chains(engine)
    said: list[str] = []
    verdict = await check_audit(database_url, said.append)
    assert report(verdict) == ["6 events in 2 chains, 1 texts, 0 texts erased: nothing was changed"]
    await forged(engine, f"UPDATE audit_events SET name = 'x' WHERE complaint = '{A}' AND seq = 2")
    await engine.dispose()
    verdict = await check_audit(database_url, said.append)
    assert report(verdict) == [
        f"{A} #2: {Fault.CHANGED}",
        "6 events in 2 chains, 1 texts, 0 texts erased: 1 problems",
    ]


async def test_the_command_writes_to_no_database_that_is_not_up_to_date(bare_url: str) -> None:
    with pytest.raises(ConfigError, match="migrate"):
        await check_audit(bare_url, print)


@pytest.mark.parametrize("sound", [True, False])
async def test_the_commands_exit_code_says_whether_the_chains_are_sound(
    sqlite_url: str, sound: bool
) -> None:
    engine = make_engine(sqlite_url)
    await two_chains(engine)
    if not sound:
        await forged(engine, "DELETE FROM audit_events WHERE id = 1")
    await engine.dispose()
    command = [sys.executable, "-m", "bot", "verify-audit", "--database", sqlite_url]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)
    assert done.returncode == (0 if sound else 1), done.stderr
    assert (b"nothing was changed" in done.stdout) is sound

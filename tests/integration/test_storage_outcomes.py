"""A turn is written whole or not at all, and gets what only the database can give."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import AuditEvent, OtherMatter
from domain.dialogue import CODE_PLACEHOLDER, NUMBER_PLACEHOLDER, Outcome, State
from domain.errors import LeaseLostError
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address, DeliveryStatus, Option
from domain.tickets import is_code, ticket_number
from domain.understanding import Guess, NluResult
from storage.audit_tables import audit_events
from storage.complaints import by_number, find_conversation_of, for_contact, list_open
from storage.engine import make_engine, reading, transaction
from storage.inbox import record_inbound
from storage.office_tables import other_matters
from storage.outcomes import commit_outcomes
from storage.tables import (
    code_failures,
    complaints,
    conversations,
    counters,
    inbox,
    outbox,
    ticket_access,
)
from tests.integration.storage_builders import (
    ASEP,
    EUIS,
    NOW,
    commit,
    complaint,
    due,
    later,
    received,
    registered,
    registering,
    reply,
    rows_of,
    say,
    take,
    turn,
    utc,
)


async def test_a_new_complaint_gets_number_and_code_and_every_text_names_them(
    database: AsyncEngine,
) -> None:
    outcome = replace(
        registering(),
        state=State(focus=NUMBER_PLACEHOLDER, proven=(NUMBER_PLACEHOLDER,)),
        audit=(AuditEvent("registered", NUMBER_PLACEHOLDER, data={"nr": NUMBER_PLACEHOLDER}),),
    )
    options = (Option(f"status:{NUMBER_PLACEHOLDER}", f"Status {NUMBER_PLACEHOLDER}"),)
    outcome = replace(
        outcome,
        replies=(replace(outcome.replies[0], options=options, variables=(NUMBER_PLACEHOLDER,)),),
    )
    committed = await turn(database, outcome)
    (stored,) = committed.complaints
    assert stored.number == ticket_number(2026, 1)
    assert is_code(stored.code)
    assert (stored.id, stored.version) == (1, 1)
    assert stored == replace(complaint(), number=stored.number, code=stored.code, id=1, version=1)
    assert await reading(database, by_number, stored.number) == stored
    (sending,) = await due(database)
    number = stored.number
    text = f"Nomor {number} kode {stored.code}\n1. Status {number}"
    assert sending.message.text == text
    assert sending.message.options == (Option(f"status:{number}", f"Status {number}"),)
    assert sending.message.variables == (number,)
    assert sending.message.complaint == number
    (row,) = await rows_of(database, outbox)
    assert (row.complaint_id, committed.outbox_ids) == (1, (row.id,))
    (event_,) = await rows_of(database, audit_events)
    assert (event_.complaint, event_.data) == (number, f'{{"nr":"{number}"}}')
    (access,) = await rows_of(database, ticket_access)
    assert (access.conversation_id, access.complaint_id) == (1, 1)
    await say(database, "Halo")
    (work,) = await take(database)
    assert work.state == State(focus=number, proven=(number,))


async def test_no_stand_in_is_left_in_any_table(database: AsyncEngine) -> None:
    await registered(database)
    for table in (conversations, complaints, outbox, audit_events, inbox):
        for row in await rows_of(database, table):
            assert not set(NUMBER_PLACEHOLDER + CODE_PLACEHOLDER) & set(str(row)), table.name


async def test_numbers_have_no_gaps_where_a_transaction_was_undone(database: AsyncEngine) -> None:
    first = await registered(database)
    await say(database, "Halo")
    (work,) = await take(database)

    def crash(conn: Connection) -> None:
        commit_outcomes(conn, [(work, registering())], NOW)
        raise RuntimeError("crash")

    with pytest.raises(RuntimeError):
        await transaction(database, crash)
    (result,) = await commit(database, (work, registering()))
    assert first.number == ticket_number(2026, 1)
    assert result.complaints[0].number == ticket_number(2026, 2)


async def test_numbers_are_counted_by_the_year_of_registration_in_wib(
    database: AsyncEngine,
) -> None:
    # 17.00 UTC on New Year's Eve is midnight in Purwakarta.
    for moment in (
        datetime(2026, 12, 31, 16, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 17, 0, tzinfo=UTC),
    ):
        new = replace(complaint(), registered_at=moment)
        await turn(database, Outcome(State(), new_complaint=new))
    assert [row.number for row in await rows_of(database, complaints)] == [
        ticket_number(2026, 1),
        ticket_number(2027, 1),
    ]
    assert [(row.name, row.value) for row in await rows_of(database, counters)] == [
        ("complaints-2026", 1),
        ("complaints-2027", 1),
    ]


async def test_a_batch_numbers_its_complaints_one_after_the_other(database: AsyncEngine) -> None:
    senders = [Address(WHATSAPP, f"+62812{n}") for n in range(10)]
    await transaction(database, record_inbound, [received("x", s) for s in senders])
    works = await take(database)
    results = await commit(database, *((work, registering(work.address)) for work in works))
    numbers = [result.complaints[0].number for result in results]
    assert numbers == [ticket_number(2026, n) for n in range(1, 11)]
    for result in results:
        new = result.complaints[0]
        (sending,) = (s for s in await rows_of(database, outbox) if s.id == result.outbox_ids[0])
        assert sending.text == f"Nomor {new.number} kode {new.code}"
        assert sending.address == result.work.address.value


async def test_processes_that_register_at_once_never_share_a_number(database_url: str) -> None:
    engines = [make_engine(database_url) for _ in range(3)]
    senders = [Address(WHATSAPP, f"+62812{n}") for n in range(30)]
    await transaction(engines[0], record_inbound, [received("x", s) for s in senders])

    async def serve(engine: AsyncEngine, name: str) -> None:
        while works := await take(engine, owner=name, limit=4):
            await commit(engine, *((work, registering(work.address)) for work in works))

    await asyncio.gather(*(serve(engine, f"w{n}") for n, engine in enumerate(engines)))
    numbers = sorted(row.number for row in await rows_of(engines[0], complaints))
    assert numbers == [ticket_number(2026, n) for n in range(1, 31)]
    for engine in engines:
        await engine.dispose()


async def test_a_complaint_that_changed_meanwhile_is_not_overwritten(
    database: AsyncEngine,
) -> None:
    await registered(database)
    await say(database, "lewat WA")
    await say(database, "lewat SMS", sender=Address(SMS, ASEP.value))
    one, two = await take(database)

    def adding(text: str) -> Outcome:
        changed = replace(one.complaints[0], additions=(text,))
        return Outcome(State(focus=text), changes=(changed,), replies=(reply(text),))

    first, second = await commit(database, (one, adding("a")), (two, adding("b")))
    assert first.error is None
    assert isinstance(second.error, LeaseLostError)
    assert [row.text for row in await rows_of(database, outbox)][1:] == ["a"]
    # The turn is made again at once, with the complaint as it is now, and no attempt is counted.
    (again,) = await take(database)
    assert (again.conversation_id, again.attempts) == (two.conversation_id, 1)
    assert again.complaints[0].additions == ("a",)
    assert again.state == two.state


async def test_a_lost_turn_leaves_no_trace_and_the_others_are_written(
    database: AsyncEngine,
) -> None:
    await say(database, "a")
    await say(database, "b", sender=EUIS)
    works = await take(database)
    await take(database, later(minutes=1), owner="w2", limit=1)
    full = replace(
        registering(),
        audit=(AuditEvent("x"),),
        other=(OtherMatter("praise", "bagus"),),
        code_failure="2026-00001-0",
        wake_at=NOW,
    )
    results = await commit(database, *((work, full) for work in works))
    assert sorted(result.error is None for result in results) == [False, True]
    for table in (complaints, outbox, audit_events, other_matters, code_failures):
        assert len(await rows_of(database, table)) == 1, table.name
    assert [row.number for row in await rows_of(database, complaints)] == [ticket_number(2026, 1)]


async def test_a_turn_notes_what_the_message_was_understood_as(database: AsyncEngine) -> None:
    await say(database, "diminta uang, petugas kasar")
    (work,) = await take(database)
    assert work.inbox_id is not None
    reading_ = NluResult(
        "lapor",
        0.9,
        ("biaya", "kompetensi"),
        component_guesses=(Guess("biaya", 0.75),),
        engine="builtin",
        model_version="7",
    )
    await transaction(
        database, commit_outcomes, [(work, Outcome(State()))], NOW, {work.inbox_id: reading_}
    )
    (row,) = await rows_of(database, inbox)
    assert (row.done, row.processed_at) == (True, utc(NOW))
    assert (row.act, row.act_confidence, row.component_confidence) == ("lapor", 0.9, 0.75)
    assert (row.components, row.engine, row.model_version) == (
        '["biaya","kompetensi"]',
        "builtin",
        "7",
    )


async def test_a_long_reply_is_one_row_for_each_call_and_they_go_in_order(
    database: AsyncEngine,
) -> None:
    long = "\n".join(f"Baris {n} " + "x" * 90 for n in range(60))
    committed = await turn(database, Outcome(State(), replies=(reply(long), reply("Terakhir"))))
    assert len(committed.outbox_ids) == 5
    rows = await rows_of(database, outbox)
    assert [row.id for row in rows] == list(committed.outbox_ids)
    assert rows[-1].text == "Terakhir"
    assert "\n".join(row.text for row in rows[:-1]) == long


async def test_a_reply_for_later_is_due_then(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), replies=(reply(not_before=later(hours=3)),)))
    assert await due(database, later(hours=2)) == []
    assert len(await due(database, later(hours=3))) == 1


async def test_a_reply_to_the_persons_other_address_waits_in_that_conversation(
    database: AsyncEngine,
) -> None:
    chat = Address(TELEGRAM, "77")
    await say(database, "Halo", sender=chat)
    (work,) = await take(database)
    await commit(database, (work, Outcome(State())))
    await turn(database, Outcome(State(), replies=(reply(to=chat), reply(to=EUIS))))
    rows = await rows_of(database, outbox)
    assert [(row.conversation_id, row.address) for row in rows] == [(1, "77"), (2, EUIS.value)]


async def test_an_answer_overtakes_its_own_announcement(database: AsyncEngine) -> None:
    ticket = await registered(database)
    ready = reply("siap", purpose="answer_ready", complaint=ticket.number, template="siap")
    await turn(database, Outcome(State(), replies=(ready,)))
    answer = reply("Jawaban", purpose="answer", complaint=ticket.number)
    await turn(database, Outcome(State(), replies=(answer,)))
    rows = await rows_of(database, outbox)
    assert [(row.purpose, row.status) for row in rows[1:]] == [
        ("answer_ready", DeliveryStatus.CANCELLED),
        ("answer", DeliveryStatus.QUEUED),
    ]
    assert [s.message.text for s in await due(database)] == ["Jawaban"]


async def test_a_reply_names_a_ticket_that_the_turn_did_not_know(database: AsyncEngine) -> None:
    ticket = await registered(database)
    await say(database, "Halo", sender=EUIS)
    (work,) = await take(database)
    await commit(database, (work, Outcome(State(), replies=(reply(complaint=ticket.number),))))
    assert (await rows_of(database, outbox))[-1].complaint_id == ticket.id


async def test_what_an_officer_typed_is_stored_whatever_it_holds(database: AsyncEngine) -> None:
    await turn(
        database,
        Outcome(State(), replies=(reply("a\x00b\ud800"),), other=(OtherMatter("spam", "\x00"),)),
    )
    assert (await rows_of(database, outbox))[0].text == "a\ufffdb\ufffd"


async def test_everything_that_happened_is_kept(database: AsyncEngine) -> None:
    data: dict[str, str | int | float | bool | None] = {"a": 1, "b": None, "c": True, "d": "e"}
    await turn(
        database,
        Outcome(
            State(),
            audit=(AuditEvent("one", actor="officer:3", data=data), AuditEvent("two")),
            other=(OtherMatter("other_office", "lampu jalan mati", "SP4N-LAPOR!"),),
            code_failure="2026-00001-0",
        ),
        now=later(minutes=1),
    )
    one, two = await rows_of(database, audit_events)
    assert (one.name, one.actor, one.at) == ("one", "officer:3", utc(later(minutes=1)))
    assert one.data == '{"a":1,"b":null,"c":true,"d":"e"}'
    assert (two.name, two.conversation_id) == ("two", 1)
    (matter,) = await rows_of(database, other_matters)
    assert (matter.kind, matter.door, matter.inbox_id) == ("other_office", "SP4N-LAPOR!", 1)
    (failure,) = await rows_of(database, code_failures)
    assert failure.number == "2026-00001-0"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET name = 'other'",
        "DELETE FROM audit_events",
    ],
)
async def test_what_happened_can_never_be_changed(database: AsyncEngine, statement: str) -> None:
    await turn(database, Outcome(State(), audit=(AuditEvent("one"),)))

    def change(conn: Connection) -> None:
        conn.exec_driver_sql(statement)

    with pytest.raises(Exception, match="append-only"):
        await transaction(database, change)
    assert [row.name for row in await rows_of(database, audit_events)] == ["one"]


async def test_a_change_without_a_row_is_a_mistake_and_not_a_lost_lease(
    database: AsyncEngine,
) -> None:
    await say(database, "Halo")
    (work,) = await take(database)
    with pytest.raises(ValueError, match="not stored"):
        await commit(database, (work, Outcome(State(), changes=(complaint(),))))


async def test_complaints_are_found_by_number_person_and_deadline(database: AsyncEngine) -> None:
    one, two = await registered(database), await registered(database)
    assert await reading(database, for_contact, 1) == [two, one]
    assert await reading(database, list_open) == [one, two]
    assert await reading(database, find_conversation_of, two.number) == 1
    with pytest.raises(LookupError):
        await reading(database, by_number, "2026-00009-0")
    with pytest.raises(LookupError):
        await reading(database, find_conversation_of, "2026-00009-0")


async def test_a_batch_costs_few_statements_however_many_turns_it_has(
    database: AsyncEngine,
) -> None:
    senders = [Address(WHATSAPP, f"+62812{n}") for n in range(64)]
    for _ in range(2):
        await transaction(database, record_inbound, [received("x", s) for s in senders])
    statements: list[str] = []

    @event.listens_for(database.sync_engine, "before_cursor_execute")
    def count(*args: object) -> None:
        statements.append(str(args[2]))

    works = await take(database)
    assert len(works) == 64
    assert len([s for s in statements if not s.startswith("BEGIN")]) <= 5
    statements.clear()
    await commit(database, *((w, Outcome(State(), replies=(reply(to=w.address),))) for w in works))
    assert len([s for s in statements if not s.startswith("BEGIN")]) <= 4
    works = await take(database)
    statements.clear()
    await commit(database, *((work, registering(work.address)) for work in works))
    assert len([s for s in statements if not s.startswith("BEGIN")]) <= 8

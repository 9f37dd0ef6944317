"""One worker at a time has a conversation, and none is lost when it dies."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Facts
from domain.dialogue import Draft, Outcome, Pending, State
from domain.errors import LeaseLostError
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address
from storage.claims import claim, claim_one
from storage.engine import make_engine, transaction
from storage.inbox import record_inbound
from storage.leases import fail, release
from storage.office_tables import other_matters
from storage.tables import complaints, conversations, inbox
from storage.work import Work
from tests.integration.storage_builders import (
    ASEP,
    EUIS,
    LEASE,
    NOW,
    commit,
    later,
    received,
    registered,
    registering,
    rows_of,
    say,
    take,
    turn,
)


def texts(works: list[Work]) -> list[str]:
    return [work.message.text if work.message else "" for work in works]


async def test_messages_of_one_sender_come_one_at_a_time_in_order(database: AsyncEngine) -> None:
    await say(database, "satu", "dua", "tiga")
    seen = []
    while works := await take(database):
        assert await take(database, owner="w2") == []
        seen += texts(works)
        await commit(database, *((work, Outcome(work.state)) for work in works))
    assert seen == ["satu", "dua", "tiga"]


async def test_two_workers_never_get_the_same_conversation(database_url: str) -> None:
    engines = [make_engine(database_url) for _ in range(4)]
    senders = [Address(WHATSAPP, f"+62812{n}") for n in range(40)]
    await transaction(engines[0], record_inbound, [received("x", sender) for sender in senders])

    async def work(engine: AsyncEngine, name: str) -> list[Work]:
        mine: list[Work] = []
        while works := await take(engine, owner=name, limit=3):
            mine += works
        return mine

    found = await asyncio.gather(*(work(engine, f"w{n}") for n, engine in enumerate(engines)))
    taken = [work.conversation_id for mine in found for work in mine]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 40
    for engine in engines:
        await engine.dispose()


async def test_who_waits_longest_is_served_first(database: AsyncEngine) -> None:
    for minutes in (3, 1, 2):
        sender = Address(SMS, f"+628{minutes}")
        await transaction(
            database, record_inbound, [received("x", sender, sent_at=later(minutes=minutes))]
        )
    served = [work.address.value for work in await take(database, later(hours=1), limit=2)]
    assert sorted(served) == ["+6281", "+6282"]


async def test_a_lease_ends_by_itself_and_the_late_owner_can_no_longer_write(
    database: AsyncEngine,
) -> None:
    await say(database, "Halo")
    (first,) = await take(database)
    assert await take(database, later(seconds=29), owner="w2") == []
    (second,) = await take(database, later(seconds=30), owner="w2")
    assert second.version == first.version + 1
    (late,) = await commit(database, (first, registering()))
    assert isinstance(late.error, LeaseLostError)
    assert await rows_of(database, complaints) == []
    (done,) = await commit(database, (second, registering()))
    assert done.error is None
    assert len(await rows_of(database, complaints)) == 1


async def test_the_same_owner_is_kept_from_writing_an_older_claim_too(
    database: AsyncEngine,
) -> None:
    await say(database, "Halo")
    (first,) = await take(database)
    (second,) = await take(database, later(seconds=30))
    results = await commit(database, (first, Outcome(State())), (second, Outcome(State())))
    assert [bool(result.error) for result in results] == [True, False]


async def test_a_crash_between_claim_and_commit_loses_nothing(database: AsyncEngine) -> None:
    await say(database, "Halo")
    (lost,) = await take(database)
    (again,) = await take(database, later(minutes=1), owner="w2")
    assert again.message == lost.message
    assert again.attempts == 2


async def test_a_message_that_kills_its_process_three_times_is_parked(
    database: AsyncEngine,
) -> None:
    await say(database, "racun", "obat")
    for minute in (0, 1, 2):
        assert texts(await take(database, later(minutes=minute))) == ["racun"]
    assert await take(database, later(minutes=3)) == []
    assert texts(await take(database, later(minutes=3))) == ["obat"]
    (matter,) = await rows_of(database, other_matters)
    assert (matter.kind, matter.text, matter.inbox_id) == ("unread", "racun", 1)
    assert [row.parked_at is not None for row in await rows_of(database, inbox)] == [True, False]


async def test_the_last_try_of_a_message_is_made_alone(database: AsyncEngine) -> None:
    await say(database, "racun")
    await take(database)
    await take(database, later(minutes=1))
    await say(database, "sehat", sender=EUIS)
    assert texts(await take(database, later(minutes=2))) == ["racun"]
    (other,) = await take(database, later(minutes=2))
    assert texts([other]) == ["sehat"]
    assert other.attempts == 1


async def test_a_failure_is_tried_again_after_a_while_and_parked_after_three(
    database: AsyncEngine,
) -> None:
    await say(database, "racun", "obat")
    moment = NOW
    for attempt, pause in ((1, 2), (2, 8), (3, 0)):
        (work,) = await take(database, moment)
        assert work.attempts == attempt
        parked = await transaction(database, fail, work, "salah\x00", moment)
        assert parked is (attempt == 3)
        if pause:
            assert await take(database, later(seconds=pause - 1, minutes=attempt - 1)) == []
        moment = later(minutes=attempt)
    assert texts(await take(database, moment)) == ["obat"]
    (row, _) = await rows_of(database, inbox)
    assert row.error == "salah\ufffd"
    (conversation,) = await rows_of(database, conversations)
    assert conversation.pending == 1


async def test_only_the_holder_can_fail_a_conversation(database: AsyncEngine) -> None:
    await say(database, "Halo")
    (first,) = await take(database)
    await take(database, later(minutes=1), owner="w2")
    with pytest.raises(LeaseLostError):
        await transaction(database, fail, first, "salah", later(minutes=1))


async def test_what_was_not_begun_can_be_given_back_and_counts_no_attempt(
    database: AsyncEngine,
) -> None:
    await say(database, "Halo")
    await transaction(database, release, await take(database))
    (work,) = await take(database)
    assert work.attempts == 1


async def test_a_timer_wakes_its_conversation_without_a_message(database: AsyncEngine) -> None:
    state = State(focus="x", silenced=True)
    await turn(database, Outcome(state, wake_at=later(hours=2)))
    assert await take(database, later(hours=1, minutes=59)) == []
    (work,) = await take(database, later(hours=2))
    assert (work.message, work.inbox_id) == (None, None)
    assert work.state == state
    assert work.wake_at == later(hours=2)
    await commit(database, (work, Outcome(work.state)))
    assert await take(database, later(days=9)) == []


async def test_a_message_goes_before_a_timer_that_is_due(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), wake_at=NOW))
    await say(database, "saya kembali")
    (work,) = await take(database, later(hours=1))
    assert texts([work]) == ["saya kembali"]


async def test_a_timer_that_fails_three_times_is_shown_to_an_officer_with_its_draft(
    database: AsyncEngine,
) -> None:
    draft = Draft(Facts(matter="Izin saya belum jadi"), opened_at=NOW)
    await turn(database, Outcome(State(draft=draft), wake_at=NOW))
    moment = NOW
    for minutes in (5, 25, 60):
        (work,) = await take(database, moment)
        await transaction(database, fail, work, "salah", moment)
        moment = later(minutes=minutes)
    (matter,) = await rows_of(database, other_matters)
    assert (matter.kind, matter.text) == ("unread", "Izin saya belum jadi")
    assert await take(database, later(days=1)) == []
    (row,) = await rows_of(database, conversations)
    assert "Izin saya belum jadi" in row.state


async def test_an_officer_takes_a_conversation_without_a_message(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), wake_at=later(hours=2)))
    work = await transaction(database, claim_one, "officer", 1, NOW, LEASE)
    assert (work.message, work.attempts, work.wake_at) == (None, 0, later(hours=2))
    with pytest.raises(LeaseLostError):
        await transaction(database, claim_one, "other", 1, NOW, LEASE)
    await transaction(database, fail, work, "salah", NOW)
    again = await transaction(database, claim_one, "other", 1, NOW, LEASE)
    assert again.version == work.version + 1


async def test_an_officer_cannot_take_a_conversation_that_does_not_exist(
    database: AsyncEngine,
) -> None:
    with pytest.raises(LookupError):
        await transaction(database, claim_one, "officer", 77, NOW, LEASE)


async def test_an_officers_turn_leaves_waiting_messages_waiting(database: AsyncEngine) -> None:
    await say(database, "Halo")
    work = await transaction(database, claim_one, "officer", 1, NOW, LEASE)
    await commit(database, (work, Outcome(work.state)))
    assert texts(await take(database)) == ["Halo"]


async def test_a_turn_is_given_the_persons_complaints_of_all_their_channels_newest_first(
    database: AsyncEngine,
) -> None:
    numbers = [(await registered(database)).number for _ in range(2)]
    await say(database, "halo", sender=Address(SMS, ASEP.value))
    (work,) = await take(database)
    assert [c.number for c in work.complaints] == numbers[::-1]
    assert [c.id for c in work.complaints] == [2, 1]
    assert work.complaints[0].version == 1


async def test_a_turn_is_given_at_most_twenty_complaints_of_each_person(
    database: AsyncEngine,
) -> None:
    for _ in range(22):
        last = await registered(database)
    await say(database, "halo")
    await say(database, "halo", sender=EUIS)
    asep, euis = sorted(await take(database), key=lambda work: work.address.value)
    assert len(asep.complaints) == 20
    assert asep.complaints[0].number == last.number
    assert euis.complaints == ()


async def test_a_turn_is_given_tickets_that_are_only_named_apart_from_its_own(
    database: AsyncEngine,
) -> None:
    numbers = [(await registered(database)).number for _ in range(3)]
    await say(database, f"tiket {numbers[0]} dan 2026-99999-9", sender=EUIS)
    (work,) = await take(database)
    assert work.complaints == ()
    assert [c.number for c in work.referenced] == [numbers[0]]
    waiting = State(
        focus=numbers[2], pending=Pending("cek_status", "", NOW, Facts(), (numbers[1],))
    )
    await commit(database, (work, Outcome(waiting)))
    await say(database, "K7QF", sender=EUIS)
    (work,) = await take(database)
    assert [c.number for c in work.referenced] == [numbers[1], numbers[2]]
    await commit(database, (work, Outcome(State())))
    await say(database, numbers[0])
    (own,) = await take(database)
    assert own.referenced == ()
    assert len(own.complaints) == 3


async def test_a_ticket_proven_on_another_channel_stays_open_there(database: AsyncEngine) -> None:
    number = (await registered(database)).number
    chat = Address(TELEGRAM, "77")
    await say(database, number, sender=chat)
    (work,) = await take(database)
    await commit(database, (work, Outcome(State(proven=(number,)))))
    await say(database, "bagaimana?", sender=chat)
    (work,) = await take(database)
    assert [c.number for c in work.complaints] == [number]
    assert work.referenced == ()
    await commit(database, (work, Outcome(work.state)))
    await say(database, "lagi", sender=EUIS)
    (other,) = await take(database)
    assert other.complaints == ()


async def test_wrong_codes_are_counted_for_a_day_whoever_gave_them(database: AsyncEngine) -> None:
    number = (await registered(database)).number
    for sender in (EUIS, Address(TELEGRAM, "77")):
        await say(database, f"{number} AAAA", sender=sender)
        (work,) = await take(database)
        await commit(database, (work, Outcome(State(), code_failure=number)))
    await say(database, number, sender=EUIS)
    (work,) = await take(database, later(hours=23))
    assert work.code_failures == {number: 2}
    await transaction(database, release, [work])
    (work,) = await take(database, later(hours=25))
    assert work.code_failures == {}


async def _spoil(database: AsyncEngine, column: str, value: str) -> None:
    table = conversations if column == "state" else inbox

    def write(conn: Connection) -> None:
        conn.execute(update(table).values({column: value}))

    await transaction(database, write)


async def test_a_state_that_cannot_be_read_is_replaced_and_shown_to_an_officer(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(focus="x")))
    await _spoil(database, "state", '{"draft": 5}')
    await say(database, "Halo")
    (work,) = await take(database)
    assert work.state == State()
    assert [row.text for row in await rows_of(database, other_matters)] == ['{"draft": 5}']


async def test_a_message_that_cannot_be_read_is_parked_and_stops_nobody(
    database: AsyncEngine,
) -> None:
    await say(database, "rusak")
    await _spoil(database, "attachments", "]")
    await say(database, "sehat")
    await say(database, "sehat", sender=EUIS)
    assert texts(await take(database)) == ["sehat"]
    assert texts(await take(database)) == ["sehat"]
    assert [row.text for row in await rows_of(database, other_matters)] == ["rusak"]


async def test_a_complaint_that_cannot_be_read_stops_nobody(database: AsyncEngine) -> None:
    await registered(database)
    second = await registered(database)

    def spoil(conn: Connection) -> None:
        conn.execute(update(complaints).where(complaints.c.id == 1).values(document="{}"))

    await transaction(database, spoil)
    await say(database, "Halo")
    (work,) = await take(database)
    assert [c.number for c in work.complaints] == [second.number]


async def test_a_counter_that_counts_too_much_sets_itself_right(database: AsyncEngine) -> None:
    await turn(database)

    def spoil(conn: Connection) -> None:
        conn.execute(update(conversations).values(pending=3))

    await transaction(database, spoil)
    assert await take(database) == []
    (row,) = await rows_of(database, conversations)
    assert (row.pending, row.lease_until) == (0, None)
    await say(database, "Halo")
    assert texts(await take(database)) == ["Halo"]


async def test_a_claim_takes_the_versions_of_complaints_as_they_are_now(
    database: AsyncEngine,
) -> None:
    first = await registered(database)
    await say(database, "tambahan")
    (work,) = await take(database)
    changed = replace(work.complaints[0], additions=("tambahan",))
    (result,) = await commit(database, (work, Outcome(work.state, changes=(changed,))))
    assert result.complaints[0].version == first.version + 1
    await say(database, "lagi")
    (work,) = await take(database)
    assert work.complaints[0] == result.complaints[0]


async def test_claims_of_several_processes_pass_over_each_others_rows(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    await say(engine, "a")
    await say(engine, "b", sender=EUIS)
    async with engine.connect() as slow:
        (first,) = await slow.run_sync(claim, "w1", NOW, 1, LEASE)

        async def quick(now: datetime) -> list[Work]:
            return await asyncio.wait_for(take(engine, now, owner="w2"), 2)

        (second,) = await quick(NOW)
        assert first.conversation_id != second.conversation_id
        await slow.commit()
    await engine.dispose()

"""A message is stored once, whole, and before anybody is told that it was."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.dialogue import CODE_PLACEHOLDER, NUMBER_PLACEHOLDER, Outcome
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address, Attachment, Location
from storage.engine import make_engine, transaction
from storage.inbox import Received, record_inbound
from storage.outcomes import commit_outcomes
from storage.tables import contacts, conversations, inbox
from tests.integration.storage_builders import (
    ASEP,
    EUIS,
    NOW,
    commit,
    later,
    message,
    received,
    rows_of,
    say,
    take,
    utc,
)


async def test_a_message_comes_out_as_it_went_in(database: AsyncEngine) -> None:
    sent = message(
        "Izin saya <b>belum</b> jadi; DROP TABLE inbox -- 😀 \u202e =1+1",
        attachments=(Attachment("image/jpeg", "https://example.test/1", "bukti.jpg", 12),),
        location=Location(-6.55, 107.44, "Plered"),
        profile_name="Asep",
        button="ya",
        edited=True,
    )
    await transaction(database, record_inbound, [Received(sent, "raw", NOW)])
    (work,) = await take(database)
    assert work.message == sent
    assert work.received_at == NOW
    assert work.address == ASEP
    (row,) = await rows_of(database, inbox)
    assert row.raw == "raw"


async def test_a_redelivery_is_recognised_and_changes_nothing(database: AsyncEngine) -> None:
    first = received("Halo", provider_message_id="SM1")
    assert await transaction(database, record_inbound, [first]) == [True]
    assert await transaction(database, record_inbound, [first]) == [False]
    (conversation,) = await rows_of(database, conversations)
    assert conversation.pending == 1
    assert len(await rows_of(database, inbox)) == 1


async def test_the_same_message_twice_in_one_batch_is_stored_once(database: AsyncEngine) -> None:
    one, other = received("Halo", provider_message_id="SM1"), received("Lagi")
    assert await transaction(database, record_inbound, [one, other, one]) == [True, True, False]
    (conversation,) = await rows_of(database, conversations)
    assert conversation.pending == 2


async def test_the_same_id_on_another_channel_is_another_message(database: AsyncEngine) -> None:
    batch = [
        received(sender=Address(TELEGRAM, "77"), provider_message_id="1"),
        received(sender=ASEP, provider_message_id="1"),
    ]
    assert await transaction(database, record_inbound, batch) == [True, True]


async def test_one_number_is_one_person_on_whatsapp_and_sms(database: AsyncEngine) -> None:
    await say(database, "Halo", sender=Address(WHATSAPP, "+62811"))
    await say(database, "Halo", sender=Address(SMS, "+62811"))
    await say(database, "Halo", sender=Address(TELEGRAM, "+62811"))
    assert [row.person for row in await rows_of(database, contacts)] == [
        "tel:+62811",
        "telegram:+62811",
    ]
    assert len(await rows_of(database, conversations)) == 3


async def test_what_no_database_can_store_is_replaced(database: AsyncEngine) -> None:
    text = "a\x00b\ud800c \ud83d\ude00 d"
    odd = received(text, profile_name="\udfff", button="x\x00")
    batch = [Received(odd.message, raw=text, at=NOW)]
    assert await transaction(database, record_inbound, batch) == [True]
    (work,) = await take(database)
    assert work.message is not None
    assert work.message.text == "a\ufffdb\ufffdc 😀 d"
    assert work.message.profile_name == "\ufffd"
    (row,) = await rows_of(database, inbox)
    assert row.raw == "a\ufffdb\ufffdc 😀 d"


async def test_nobody_can_write_the_stand_ins_of_a_new_number(database: AsyncEngine) -> None:
    await say(database, f"tiket {NUMBER_PLACEHOLDER} kode {CODE_PLACEHOLDER}!")
    (work,) = await take(database)
    assert work.message is not None
    assert work.message.text == "tiket  kode !"


async def test_a_nik_is_masked_wherever_the_sender_can_write_it(database: AsyncEngine) -> None:
    nik = "3214010101900001"
    odd = received(f"NIK saya {nik}", attachments=(Attachment("image/jpeg", "r", f"{nik}.jpg"),))
    await transaction(database, record_inbound, [odd])
    (row,) = await rows_of(database, inbox)
    assert nik not in "".join(str(value) for value in row)


async def test_64_kib_of_text_are_kept(database: AsyncEngine) -> None:
    text = "pungli 😀 " * 6554
    await say(database, text)
    (work,) = await take(database)
    assert work.message is not None
    assert work.message.text == text


async def test_a_batch_of_256_keeps_the_order_of_each_sender(database: AsyncEngine) -> None:
    senders = [Address(WHATSAPP, f"+62812{n}") for n in range(8)]
    batch = [received(str(n), senders[n % 8]) for n in range(256)]
    assert all(await transaction(database, record_inbound, batch))
    order: dict[Address, list[int]] = {sender: [] for sender in senders}
    while works := await take(database):
        for work in works:
            assert work.message is not None
            order[work.address].append(int(work.message.text))
        await commit(database, *((work, Outcome(work.state)) for work in works))
    assert order == {sender: list(range(n, 256, 8)) for n, sender in enumerate(senders)}


async def test_the_last_message_counts_by_the_providers_time_but_never_ahead_of_ours(
    database: AsyncEngine,
) -> None:
    late = message(sent_at=later(hours=-3))
    await transaction(database, record_inbound, [Received(late, "", NOW)])
    (row,) = await rows_of(database, conversations)
    assert row.last_inbound_at == utc(later(hours=-3))
    early = message(sent_at=later(hours=5))
    await transaction(database, record_inbound, [Received(early, "", NOW)])
    (row,) = await rows_of(database, conversations)
    assert row.last_inbound_at == utc(NOW)
    older = message(sent_at=later(hours=-9))
    await transaction(database, record_inbound, [Received(older, "", NOW)])
    (row,) = await rows_of(database, conversations)
    assert row.last_inbound_at == utc(NOW)


async def test_a_naive_moment_is_refused(database: AsyncEngine) -> None:
    naive = message(sent_at=NOW.replace(tzinfo=None))
    with pytest.raises(Exception, match="offset-naive"):
        await transaction(database, record_inbound, [Received(naive, "", NOW)])


async def test_many_writers_at_once_lose_and_double_nothing(database: AsyncEngine) -> None:
    batches = [[received(f"{n}-{m}", EUIS if m % 2 else ASEP) for m in range(6)] for n in range(8)]
    redelivered = [*batches, *batches]
    results = await asyncio.gather(
        *(transaction(database, record_inbound, batch) for batch in redelivered)
    )
    assert sum(sum(new) for new in results) == 48
    assert sum(row.pending for row in await rows_of(database, conversations)) == 48
    assert len(await rows_of(database, inbox)) == 48


async def test_a_message_stored_while_the_conversation_is_finished_is_not_left_asleep(
    postgres_url: str,
) -> None:
    # T1 and T3 at the same time, as only PostgreSQL can: neither sees what the other writes.
    engine = make_engine(postgres_url)
    await say(engine, "satu")
    (work,) = await take(engine)
    async with engine.connect() as t1:
        await t1.run_sync(record_inbound, [received("dua")])

        def finish(conn: Connection) -> None:
            commit_outcomes(conn, [(work, Outcome(work.state))], NOW)

        t3 = asyncio.create_task(transaction(engine, finish))
        await asyncio.sleep(0.1)
        assert not t3.done()
        await t1.commit()
        await t3
    (row,) = await rows_of(engine, conversations)
    assert row.pending == 1
    (work,) = await take(engine)
    assert work.message is not None
    assert work.message.text == "dua"
    await engine.dispose()


async def test_a_conversation_finished_while_a_message_is_stored_counts_right(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    await say(engine, "satu")
    (work,) = await take(engine)
    async with engine.connect() as t3:
        await t3.run_sync(commit_outcomes, [(work, Outcome(work.state))], NOW)
        t1 = asyncio.create_task(say(engine, "dua"))
        await asyncio.sleep(0.1)
        assert not t1.done()
        await t3.commit()
        assert await t1 == [True]
    assert [w.message and w.message.text for w in await take(engine)] == ["dua"]
    await engine.dispose()


async def test_ids_follow_the_order_of_commits_within_a_conversation(postgres_url: str) -> None:
    # Otherwise a worker could handle the second message while the first is still being stored.
    engine = make_engine(postgres_url)
    await say(engine, "nol")
    async with engine.connect() as first:
        await first.run_sync(record_inbound, [received("satu")])
        second = asyncio.create_task(say(engine, "dua"))
        await asyncio.sleep(0.1)
        assert not second.done()
        await first.commit()
        await second
    assert [row.text for row in await rows_of(engine, inbox)] == ["nol", "satu", "dua"]
    await engine.dispose()


async def test_a_redelivery_at_the_same_moment_through_two_processes_is_counted_once(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    await say(engine, "nol")
    twice = received("satu", provider_message_id="SM1")
    async with engine.connect() as first:
        assert await first.run_sync(record_inbound, [twice]) == [True]
        second = asyncio.create_task(transaction(engine, record_inbound, [twice]))
        await asyncio.sleep(0.1)
        await first.commit()
        assert await second == [False]
    (row,) = await rows_of(engine, conversations)
    assert row.pending == 2
    await engine.dispose()


async def test_the_clock_of_the_row_is_the_one_passed_in(database: AsyncEngine) -> None:
    moment = NOW - timedelta(days=400)
    await transaction(database, record_inbound, [Received(message(sent_at=moment), "", moment)])
    (row,) = await rows_of(database, contacts)
    assert row.created_at == moment

"""Messages leave in order, once as far as that can be promised, and their fate is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Outcome, State
from domain.messages import WHATSAPP, DeliveryReport, DeliveryStatus, OutboundMessage
from storage.audit_tables import audit_events
from storage.complaints import by_number
from storage.delivery import apply_report, forget_early_reports
from storage.engine import make_engine, reading, transaction
from storage.outbox import Failed, Held, Retry, Sent, claim_due, settle
from storage.tables import early_reports, outbox
from tests.integration.storage_builders import (
    EUIS,
    NOW,
    accepted,
    commit,
    deliver,
    due,
    later,
    registered,
    reply,
    rows_of,
    say,
    settled,
    take,
    turn,
    utc,
)


async def answering(
    database: AsyncEngine, ticket: Complaint, *replies: OutboundMessage
) -> Complaint:
    """An officer answers: the complaint is answered, the replies are queued."""
    await say(database, "x")
    (work,) = await take(database)
    (mine,) = (c for c in work.complaints if c.number == ticket.number)
    if mine.status is Status.DITUTUP:
        mine = mine.moved(Status.DITELAAH)
    changed = replace(mine.moved(Status.DIJAWAB), answer="Jawaban", answer_queued=True)
    outcome = Outcome(State(), changes=(changed,), replies=replies)
    (result,) = await commit(database, (work, outcome))
    return result.complaints[0]


def answer(ticket: Complaint, text: str = "Jawaban") -> OutboundMessage:
    return reply(text, purpose="answer", complaint=ticket.number)


def ready(ticket: Complaint) -> OutboundMessage:
    return reply("Sudah siap", purpose="answer_ready", complaint=ticket.number, template="siap")


def report(outbox_id: int, status: DeliveryStatus, code: str = "") -> DeliveryReport:
    return DeliveryReport(WHATSAPP, f"out-{outbox_id}", status, code)


async def status_of(database: AsyncEngine, outbox_id: int = 1) -> DeliveryStatus:
    rows = await rows_of(database, outbox)
    return DeliveryStatus(next(row.status for row in rows if row.id == outbox_id))


async def test_the_next_message_goes_when_the_one_before_was_accepted(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(), replies=(reply("satu"), reply("dua"))))
    (first,) = await due(database)
    assert first.message == reply("satu")
    assert first.last_inbound_at == NOW
    assert await due(database, owner="d2") == []
    await settled(database, accepted(first))
    assert [s.message.text for s in await due(database)] == ["dua"]


async def test_conversations_do_not_wait_for_each_other(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), replies=(reply("a1"), reply("a2"))))
    await say(database, "x", sender=EUIS)
    (work,) = await take(database)
    await commit(database, (work, Outcome(State(), replies=(reply("e1", EUIS),))))
    assert [s.message.text for s in await due(database)] == ["a1", "e1"]


async def test_a_retry_waits_and_keeps_later_messages_waiting(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), replies=(reply("satu"), reply("dua"))))
    (first,) = await due(database)
    await settled(database, Retry(first.outbox_id, later(minutes=5), "503", "20503"))
    assert await due(database, later(minutes=4)) == []
    (again,) = await due(database, later(minutes=5))
    assert (again.message.text, again.attempts) == ("satu", 1)
    (row, _) = await rows_of(database, outbox)
    assert (row.error, row.error_code) == ("503", "20503")


async def test_a_message_for_later_keeps_nobody_waiting(database: AsyncEngine) -> None:
    reminder = reply("ingat", not_before=later(hours=9))
    await turn(database, Outcome(State(), replies=(reminder, reply("sekarang"))))
    assert [s.message.text for s in await deliver(database)] == ["sekarang"]
    assert [s.message.text for s in await due(database, later(hours=9))] == ["ingat"]


async def test_a_failed_message_is_kept_for_an_officer_and_the_next_one_goes(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(), replies=(reply("satu"), reply("dua"))))
    (first,) = await due(database)
    await settled(database, Failed(first.outbox_id, "63016", "outside the window"))
    (row, _) = await rows_of(database, outbox)
    assert (row.status, row.error_code, row.error) == ("failed", "63016", "outside the window")
    assert row.failed_at == utc(NOW)
    (event,) = await rows_of(database, audit_events)
    assert event.name == "delivery_failed"
    assert [s.message.text for s in await due(database)] == ["dua"]


async def test_a_dispatcher_that_died_is_replaced_when_its_lease_ends(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(), replies=(reply("satu"),)))
    (first,) = await due(database)
    assert await due(database, later(seconds=29), owner="d2") == []
    (again,) = await due(database, later(seconds=30), owner="d2")
    assert again.outbox_id == first.outbox_id
    # What the late one says is left to the new owner, unless the provider did accept it.
    await settled(database, Failed(first.outbox_id, "1", "x"), Held(first.outbox_id))
    assert await status_of(database) is DeliveryStatus.QUEUED
    await settled(database, accepted(first))
    assert await status_of(database) is DeliveryStatus.SENT
    await settled(database, Failed(first.outbox_id, "1", "x"), owner="d2")
    await settled(database, Sent(first.outbox_id, "other"), owner="d2")
    (row,) = await rows_of(database, outbox)
    assert (row.status, row.provider_message_id) == ("sent", "out-1")


async def test_two_dispatchers_never_get_the_same_message(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    await turn(engine, Outcome(State(), replies=(reply("satu"), reply("dua"))))
    async with engine.connect() as slow:
        (first,) = await slow.run_sync(claim_due, "d1", NOW, 9, timedelta(seconds=30))
        assert first.message.text == "satu"
        assert await due(engine, owner="d2") == []
        await slow.commit()
    assert await due(engine, owner="d2") == []
    await engine.dispose()


async def test_a_held_message_goes_when_the_citizen_writes_again(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), replies=(reply("jawaban"),)))
    (first,) = await due(database, later(days=2))
    await settled(database, Held(first.outbox_id), now=later(days=2))
    assert await status_of(database) is DeliveryStatus.HELD
    (event,) = await rows_of(database, audit_events)
    assert event.name == "delivery_held"
    assert await due(database, later(days=2)) == []
    back = later(days=2, hours=1)
    await turn(database, Outcome(State(), replies=(reply("baik"),)), "LIHAT", back)
    assert [s.message.text for s in await deliver(database, back)] == ["jawaban", "baik"]


async def test_a_held_message_is_not_tried_again_by_an_old_message_of_the_citizen(
    database: AsyncEngine,
) -> None:
    # The provider saw the window closed, though by our clock it was not.
    await turn(database, Outcome(State(), replies=(reply("jawaban"),)))
    (first,) = await due(database)
    await settled(database, Held(first.outbox_id))
    assert await due(database, later(hours=1)) == []


async def test_a_held_message_stays_held_while_the_window_is_closed(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(), replies=(reply("jawaban"),)))
    (first,) = await due(database, later(days=2))
    await settled(database, Held(first.outbox_id))
    await say(database, "LIHAT", at=later(days=2))
    assert await due(database, later(days=3)) == []
    assert len(await due(database, later(days=2, hours=23))) == 1


async def test_an_answer_that_was_accepted_closes_its_complaint(database: AsyncEngine) -> None:
    ticket = await registered(database)
    await answering(database, ticket, answer(ticket))
    (sending,) = await due(database)
    (closed,) = await settled(database, accepted(sending), now=later(hours=1))
    assert closed.status is Status.DITUTUP
    assert closed.answered_at == later(hours=1)
    assert await reading(database, by_number, ticket.number) == closed
    events = await rows_of(database, audit_events)
    assert [(e.name, e.complaint, e.actor) for e in events] == [
        ("closed", ticket.number, "system"),
        ("reported_to_superior", ticket.number, "system"),
    ]


async def test_a_complaint_is_closed_with_the_last_piece_of_its_answer(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    await answering(database, ticket, answer(ticket, "kata " * 500))
    (first,) = await due(database)
    (answered,) = await settled(database, accepted(first))
    assert (answered.status, answered.answered_at) == (Status.DIJAWAB, NOW)
    (second,) = await due(database)
    (closed,) = await settled(database, accepted(second), now=later(hours=1))
    assert (closed.status, closed.answered_at) == (Status.DITUTUP, NOW)


async def test_a_complaint_stays_open_while_a_piece_of_its_answer_was_refused(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    await answering(database, ticket, answer(ticket, "kata " * 500))
    (first,) = await due(database)
    await settled(database, Failed(first.outbox_id, "1", "x"))
    (second,) = await due(database)
    (answered,) = await settled(database, accepted(second))
    assert answered.status is Status.DIJAWAB


async def test_an_earlier_answers_failure_does_not_keep_a_later_one_from_closing(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    await answering(database, ticket, answer(ticket))
    (first,) = await due(database)
    await settled(database, Failed(first.outbox_id, "1", "x"))
    await say(database, "x")
    (work,) = await take(database)
    again = Outcome(State(), replies=(answer(ticket, "Jawaban kedua"),))
    await commit(database, (work, again), now=later(hours=1))
    (second,) = await due(database, later(hours=1))
    (closed,) = await settled(database, accepted(second))
    assert closed.status is Status.DITUTUP


async def test_the_announcement_counts_as_answered_but_closes_nothing(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    await answering(database, ticket, ready(ticket))
    (sending,) = await due(database)
    (answered,) = await settled(database, accepted(sending))
    assert (answered.status, answered.answered_at) == (Status.DIJAWAB, NOW)
    await turn(database, Outcome(State(), replies=(answer(ticket),)), "LIHAT")
    (sending,) = await due(database)
    (closed,) = await settled(database, accepted(sending), now=later(days=1))
    assert (closed.status, closed.answered_at) == (Status.DITUTUP, NOW)


async def test_an_answer_to_a_complaint_that_was_reopened_meanwhile_does_not_close_it(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    answered = await answering(database, ticket, answer(ticket))
    (sending,) = await due(database)
    reopened = answered.moved(Status.DITELAAH)
    await turn(database, Outcome(State(), changes=(reopened,)), "tidak puas")
    assert await settled(database, accepted(sending)) == []


async def test_closing_is_fenced_against_a_turn_that_read_the_complaint_before(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    await answering(database, ticket, answer(ticket))
    (sending,) = await due(database)
    await say(database, "tambahan")
    (work,) = await take(database)
    await settled(database, accepted(sending))
    stale = replace(work.complaints[0], additions=("tambahan",))
    (result,) = await commit(database, (work, Outcome(State(), changes=(stale,))))
    assert result.error is not None
    (again,) = await take(database)
    assert again.complaints[0].status is Status.DITUTUP


async def test_a_report_moves_a_message_forward_only(database: AsyncEngine) -> None:
    await turn(database, Outcome(State(), replies=(reply(),)))
    await deliver(database)
    steps = (
        (DeliveryStatus.READ, 1),
        (DeliveryStatus.DELIVERED, 0),
        (DeliveryStatus.FAILED, 0),
        (DeliveryStatus.SENT, 0),
    )
    for status, moved in steps:
        reports = [report(1, status)]
        assert await transaction(database, apply_report, reports, later(minutes=1)) == moved
        assert await status_of(database) is DeliveryStatus.READ
    (row,) = await rows_of(database, outbox)
    assert (row.sent_at, row.delivered_at, row.read_at) == (
        utc(NOW),
        None,
        utc(later(minutes=1)),
    )


async def test_several_reports_of_one_message_may_come_in_one_batch(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(), replies=(reply(),)))
    await deliver(database)
    reports = [report(1, DeliveryStatus.DELIVERED), report(1, DeliveryStatus.READ)]
    await transaction(database, apply_report, [*reports, reports[0]], NOW)
    (row,) = await rows_of(database, outbox)
    assert (row.status, row.delivered_at, row.read_at) == ("read", utc(NOW), utc(NOW))


async def test_a_refusal_that_comes_later_is_shown_to_an_officer(database: AsyncEngine) -> None:
    ticket = await registered(database)
    reports = [report(1, DeliveryStatus.FAILED, "63016")]
    await transaction(database, apply_report, reports, NOW)
    (row,) = await rows_of(database, outbox)
    assert (row.status, row.error_code, row.failed_at) == ("failed", "63016", utc(NOW))
    (event,) = await rows_of(database, audit_events)
    assert (event.name, event.complaint) == ("delivery_failed", ticket.number)
    assert event.data == '{"outbox_id":1,"purpose":"receipt","code":"63016"}'


async def test_an_answer_that_is_refused_after_it_was_accepted_is_not_given(
    database: AsyncEngine,
) -> None:
    ticket = await registered(database)
    await answering(database, ticket, answer(ticket))
    (sending,) = await due(database)
    (closed,) = await settled(database, accepted(sending), now=later(hours=1))
    assert closed.status is Status.DITUTUP
    (row,) = [r for r in await rows_of(database, outbox) if r.purpose == "answer"]
    refused = DeliveryReport(row.channel, row.provider_message_id, DeliveryStatus.FAILED, "63016")
    for _ in range(2):
        await transaction(database, apply_report, [refused], later(hours=2))
        again = await reading(database, by_number, ticket.number)
        assert again.status is Status.DIJAWAB
        assert Flag.ANSWER_UNDELIVERED in again.flags
        assert not again.answer_queued


async def test_a_report_may_overtake_the_note_that_the_message_was_accepted(
    database: AsyncEngine,
) -> None:
    await turn(database, Outcome(State(), replies=(reply(),)))
    (sending,) = await due(database)
    reports = [report(1, DeliveryStatus.DELIVERED), report(1, DeliveryStatus.SENT)]
    assert await transaction(database, apply_report, reports, NOW) == 0
    assert await transaction(database, apply_report, reports, NOW) == 0
    await settled(database, accepted(sending))
    assert await status_of(database) is DeliveryStatus.DELIVERED
    assert await rows_of(database, early_reports) == []


async def test_a_report_that_crossed_the_note_is_found_by_the_next_one(
    postgres_url: str,
) -> None:
    engine = make_engine(postgres_url)
    await turn(engine, Outcome(State(), replies=(reply("satu"), reply("dua"))))
    (first,) = await due(engine)
    async with engine.connect() as slow:
        await slow.run_sync(settle, [accepted(first)], "d1", NOW)
        await transaction(engine, apply_report, [report(1, DeliveryStatus.READ)], NOW)
        await slow.commit()
    assert await status_of(engine) is DeliveryStatus.SENT
    await deliver(engine)
    assert await status_of(engine) is DeliveryStatus.READ
    await engine.dispose()


async def test_reports_of_messages_that_are_not_ours_are_forgotten(database: AsyncEngine) -> None:
    await transaction(database, apply_report, [report(99, DeliveryStatus.READ)], NOW)
    assert await transaction(database, forget_early_reports, later(minutes=59)) == 0
    assert await transaction(database, forget_early_reports, later(hours=1)) == 1
    assert await rows_of(database, early_reports) == []

"""An answer reaches everybody whose report was merged, each by the rules of their own channel."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint, Flag, Status
from domain.dialogue import Turn
from domain.errors import InvalidTransitionError
from domain.handling import Given
from domain.messages import SMS, DeliveryReport, DeliveryStatus, OutboundMessage
from domain.messages import Address as At
from domain.understanding import NluResult
from handlers.actions import Answer, CloseByHand, Merge, Recall
from handlers.router import route
from storage.delivery import apply_report
from storage.engine import transaction
from storage.outbox import Failed
from storage.tables import outbox
from tests.integration.desk_rig import Rig
from tests.integration.storage_builders import ASEP, EUIS, commit, say, settled, take
from tests.unit.casework_office import OFFICE

TEXT = "Yth. Contoh Pelapor, uangnya sudah kembali."
SHARED = "Yth. (nama), uangnya sudah kembali."
REPORTER = At(SMS, "+6281200000009")
LETTER = At("letter", "surat-1")


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    office = Rig(database)
    await office.hire()
    return office


async def reported(rig: Rig, sender: At, *senders: At) -> list[str]:
    """The report of the first, who is Contoh Pelapor, and those merged into it, by number."""
    confidential: dict[str, Any] = {"name": "Contoh Pelapor", "confidential": True}
    into = (await rig.complaint(sender, **confidential)).number
    numbers = [(await rig.complaint(one)).number for one in senders]
    for number in numbers:
        await rig.act(Merge(number, into))
    await rig.sent()
    return [into, *numbers]


async def writes(rig: Rig, sender: At, text: str, act: str = "unknown") -> None:
    """The citizen writes, and the bot handles it. act: what the engine makes of it."""
    await say(rig.database, text, sender=sender, at=rig.now)
    [work] = await take(rig.database, rig.now)
    turn = Turn(
        work.address,
        work.state,
        work.message,
        NluResult(act, 0.9),
        work.complaints,
        rig.now,
        OFFICE,
        referenced=work.referenced,
    )
    [done] = await commit(rig.database, (work, route(turn)), now=rig.now)
    assert done.error is None


async def sent_to(rig: Rig) -> dict[At, list[OutboundMessage]]:
    """What leaves now, by who gets it."""
    found: dict[At, list[OutboundMessage]] = {}
    for message in await rig.sent():
        found.setdefault(message.to, []).append(message)
    return found


async def refused(rig: Rig, number: str) -> None:
    """The provider says later that it could not deliver what it accepted for this report."""
    keys = [
        (row.channel, row.provider_message_id)
        for row in await rows(rig)
        if (row.complaint, row.purpose) == (number, "answer")
    ]
    reports = [DeliveryReport(*key, DeliveryStatus.FAILED, "30003") for key in keys]
    await transaction(rig.database, apply_report, reports, rig.now)


async def rows(rig: Rig) -> list[Any]:
    def read(conn: Connection) -> list[Any]:
        return list(conn.execute(outbox.select().order_by(outbox.c.id)))

    return await transaction(rig.database, read)


def seen(complaint: Complaint) -> tuple[Status, str, bool, bool]:
    return (
        complaint.status,
        complaint.answer,
        complaint.answer_queued,
        complaint.answered_at is not None,
    )


async def test_all_who_reported_it_get_the_answer_each_by_their_channel(rig: Rig) -> None:
    # Euis wrote three days ago, Asep just now.
    into, euis = await reported(rig, REPORTER, EUIS)
    rig.later(days=3)
    asep = (await rig.complaint(ASEP)).number
    await rig.act(Merge(asep, into))
    await rig.sent()
    first, *others = await rig.act(Answer(into, TEXT))
    assert first.work.address == REPORTER
    assert {one.work.address for one in others} == {ASEP, EUIS}
    assert await rig.sent() == []
    rig.later(seconds=10)
    sent = await sent_to(rig)
    assert [m.purpose for m in sent[REPORTER]] == ["answer", "rating"]
    assert "Contoh Pelapor" in sent[REPORTER][0].text
    [to_asep] = sent[ASEP]
    assert (to_asep.purpose, to_asep.complaint) == ("answer", asep)
    assert asep in to_asep.text
    assert SHARED in to_asep.text
    [to_euis] = sent[EUIS]
    assert (to_euis.purpose, to_euis.template, to_euis.variables) == (
        "answer_ready",
        "answer_ready",
        (euis,),
    )
    assert seen(await rig.stored(asep)) == (Status.DIGABUNG, SHARED, True, True)
    # The announcement counts as answered, and the answer follows when she replies.
    assert seen(await rig.stored(euis)) == (Status.DIGABUNG, SHARED, False, True)
    rig.later(hours=1)
    await writes(rig, EUIS, "LIHAT")
    [answer] = await rig.sent()
    assert (answer.to, answer.complaint, answer.purpose) == (EUIS, euis, "answer")
    assert SHARED in answer.text
    assert seen(await rig.stored(euis)) == (Status.DIGABUNG, SHARED, True, True)
    assert (await rig.stored(into)).status is Status.DITUTUP
    assert await rig.timeline(euis) == ["merged", "answered_with"]
    assert "answer_shared" in await rig.timeline(into)


async def test_nothing_of_a_confidential_reporter_reaches_the_others(rig: Rig) -> None:
    into, asep = await reported(rig, REPORTER, ASEP)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    await rig.sent()
    await writes(rig, ASEP, "STATUS")
    await rig.sent()
    for row in await rows(rig):
        if row.address == ASEP.value:
            assert "Pelapor" not in row.text
            assert REPORTER.value not in row.text
    assert "Pelapor" not in (await rig.stored(asep)).answer


async def test_an_answer_taken_back_in_time_reaches_nobody(rig: Rig) -> None:
    into, asep, euis = await reported(rig, REPORTER, ASEP, EUIS)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=9)
    await rig.act(Recall(into), "budi")
    rig.later(hours=1)
    assert await rig.sent() == []
    assert (await rig.stored(into)).status is Status.DITELAAH
    for number in (asep, euis):
        assert seen(await rig.stored(number)) == (Status.DIGABUNG, "", False, False)
        assert (await rig.stored(number)).handling.settled is None
    # It is not given by the next message either, and the next answer goes its way.
    await writes(rig, ASEP, "LIHAT")
    assert all(m.purpose == "reply" for m in await rig.sent())
    await rig.act(Answer(into, "Jawaban yang benar."))
    rig.later(seconds=10)
    said = {to: [m.text for m in messages] for to, messages in (await sent_to(rig)).items()}
    assert set(said) == {REPORTER, ASEP, EUIS}
    assert all("Jawaban yang benar." in texts[0] for texts in said.values())


async def test_what_has_left_for_one_of_them_is_taken_back_from_nobody(rig: Rig) -> None:
    into, asep, euis = await reported(rig, LETTER, ASEP, EUIS)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    await rig.sent()
    before = [await rig.stored(number) for number in (into, asep, euis)]
    with pytest.raises(InvalidTransitionError, match=f"sudah berangkat kepada pelapor {asep}"):
        await rig.act(Recall(into))
    assert [await rig.stored(number) for number in (into, asep, euis)] == before


async def test_a_second_answer_takes_the_place_of_the_first_for_everybody(rig: Rig) -> None:
    into, asep = await reported(rig, REPORTER, ASEP)
    await rig.act(Answer(into, "Jawaban pertama."))
    rig.later(seconds=5)
    await rig.act(Answer(into, "Jawaban kedua."))
    rig.later(seconds=10)
    sent = await sent_to(rig)
    assert len(sent[ASEP]) == 1
    assert "Jawaban kedua." in sent[ASEP][0].text
    assert (await rig.stored(asep)).answer == "Jawaban kedua."


async def test_who_made_both_reports_gets_one_message_and_both_count_as_answered(rig: Rig) -> None:
    into, own, euis = await reported(rig, ASEP, ASEP, EUIS)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    sent = await sent_to(rig)
    assert [m.purpose for m in sent[ASEP]] == ["answer", "rating"]
    assert [m.complaint for m in sent[EUIS]] == [euis]
    assert seen(await rig.stored(own)) == (Status.DIGABUNG, SHARED, True, True)
    await writes(rig, ASEP, "halo")
    assert "answer" not in [m.purpose for m in await rig.sent()]


async def test_what_was_merged_into_a_merged_report_is_answered_too(rig: Rig) -> None:
    middle, first = await reported(rig, EUIS, ASEP)
    last = (await rig.complaint(REPORTER)).number
    await rig.act(Merge(middle, last))
    await rig.sent()
    assert (await rig.stored(last)).handling.merged == (middle, first)
    await rig.act(Answer(last, "Selesai."))
    rig.later(seconds=10)
    sent = await sent_to(rig)
    assert {to: messages[0].complaint for to, messages in sent.items()} == {
        REPORTER: last,
        EUIS: middle,
        ASEP: first,
    }


@pytest.mark.parametrize("at_once", [False, True])
async def test_an_answer_that_was_refused_waits_for_the_next_message(
    rig: Rig, at_once: bool
) -> None:
    into, asep = await reported(rig, REPORTER, ASEP)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    if at_once:
        sending = await rig.taken()
        results = [Failed(s.outbox_id, "63016", "refused") for s in sending if s.message.to == ASEP]
        await settled(rig.database, *results, now=rig.now)
        await rig.finish([s for s in sending if s.message.to != ASEP])
    await rig.sent()
    if not at_once:
        await refused(rig, asep)
    waiting = await rig.stored(asep)
    assert seen(waiting)[:3] == (Status.DIGABUNG, SHARED, False)
    assert Flag.ANSWER_UNDELIVERED in waiting.flags
    # The other has got theirs, and is not concerned.
    assert (await rig.stored(into)).status is Status.DITUTUP
    await writes(rig, ASEP, "halo")
    assert [m.complaint for m in await rig.sent()] == [asep]
    arrived = await rig.stored(asep)
    assert seen(arrived) == (Status.DIGABUNG, SHARED, True, True)
    assert Flag.ANSWER_UNDELIVERED not in arrived.flags


async def test_who_cannot_be_written_to_is_named_for_the_officer(rig: Rig) -> None:
    into, letter = await reported(rig, ASEP, LETTER)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    assert {m.to for m in await rig.sent()} == {ASEP}
    assert seen(await rig.stored(letter)) == (Status.DIGABUNG, SHARED, False, False)
    assert (await rig.timeline(letter))[-2:] == ["answered_with", "answer_held_no_channel"]
    assert "answer_not_shared" in await rig.timeline(into)


async def test_an_answer_given_by_hand_is_sent_to_those_who_wrote_themselves(rig: Rig) -> None:
    into, asep = await reported(rig, LETTER, ASEP)
    await rig.act(CloseByHand(into, Given.LETTER, TEXT))
    [message] = await rig.sent()
    assert (message.to, message.complaint, message.purpose) == (ASEP, asep, "answer")
    assert SHARED in message.text
    assert seen(await rig.stored(asep)) == (Status.DIGABUNG, SHARED, True, True)


async def test_an_answer_that_was_sent_to_them_is_not_sent_again(rig: Rig) -> None:
    into, asep = await reported(rig, LETTER, ASEP)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    await rig.sent()
    await rig.act(CloseByHand(into, Given.LETTER, "surat 12/2026"))
    assert await rig.sent() == []
    assert (await rig.stored(asep)).answer == SHARED


@pytest.mark.parametrize("held", [False, True])
async def test_who_was_telephoned_gets_no_template_later(rig: Rig, held: bool) -> None:
    number = (await rig.complaint(ASEP)).number
    rig.later(days=3)
    await rig.act(Answer(number, TEXT))
    if held:
        await transaction(rig.database, hold_all)
    await rig.act(CloseByHand(number, Given.PHONE, "dibacakan pukul 10"))
    assert (await rig.waiting(number))[-1] == ("answer_ready", "cancelled")
    rig.later(days=1)
    assert await rig.sent() == []
    # Nor when they write again, which lets go of what was held.
    await writes(rig, ASEP, "LIHAT")
    assert {m.purpose for m in await rig.sent()} == {"reply"}
    assert (await rig.stored(number)).status is Status.DITUTUP


def hold_all(conn: Connection) -> None:
    conn.execute(update(outbox).where(outbox.c.status == "queued").values(status="held"))


async def test_closing_by_hand_takes_the_question_whether_it_helped_back_too(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Answer(number, TEXT))
    [done] = await rig.act(CloseByHand(number, Given.PHONE, "dibacakan"))
    assert done.outbox_ids == ()
    assert (await rig.waiting(number))[1:] == [("answer", "cancelled"), ("rating", "cancelled")]
    rig.later(minutes=1)
    assert await rig.sent() == []


async def test_what_the_provider_took_while_it_was_closed_by_hand_is_noted(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Answer(number, TEXT))
    rig.later(seconds=10)
    sending = await rig.taken()
    await rig.act(CloseByHand(number, Given.PHONE, "dibacakan"))
    await rig.finish(sending)
    assert ("answer", "sent") in await rig.waiting(number)
    closed = await rig.stored(number)
    assert (closed.status, closed.handling.given) == (Status.DITUTUP, Given.PHONE)


async def test_who_is_not_satisfied_has_the_report_that_stands_for_both_opened(rig: Rig) -> None:
    into, asep = await reported(rig, REPORTER, ASEP)
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    await rig.sent()
    rig.later(hours=1)
    await writes(rig, ASEP, "tidak puas, uang saya belum kembali", "tidak_puas")
    [message] = await rig.sent()
    assert message.to == ASEP
    assert asep in message.text
    assert "ditinjau ulang" in message.text
    again = await rig.stored(into)
    assert (again.status, Flag.REOPENED in again.flags) == (Status.DITELAAH, True)
    assert again.additions == ()
    mine = await rig.stored(asep)
    assert (mine.status, mine.additions) == (
        Status.DIGABUNG,
        ("tidak puas, uang saya belum kembali",),
    )
    assert (await rig.timeline(into))[-1] == "reopened"
    assert (await rig.timeline(asep))[-1] == "answer_rejected"
    await rig.act(Answer(into, "Sudah kami kirim lagi."))
    rig.later(seconds=10)
    sent = await sent_to(rig)
    assert {to: m[0].purpose for to, m in sent.items()} == {REPORTER: "answer", ASEP: "answer"}
    assert (await rig.stored(into)).status is Status.DITUTUP


async def test_an_answer_that_is_under_review_again_is_not_given_any_more(rig: Rig) -> None:
    into, euis, _ = await reported(rig, REPORTER, EUIS, ASEP)
    rig.later(days=3)
    await writes(rig, ASEP, "halo")
    await rig.sent()
    await rig.act(Answer(into, TEXT))
    rig.later(seconds=10)
    assert {m.purpose for m in (await sent_to(rig))[EUIS]} == {"answer_ready"}
    await writes(rig, ASEP, "tidak puas")
    await rig.sent()
    await writes(rig, EUIS, "LIHAT")
    [message] = await rig.sent()
    assert (message.purpose, message.to) == ("reply", EUIS)
    assert f"ditangani bersama laporan {into}, yang sedang ditelaah" in message.text
    assert (await rig.stored(euis)).answer_queued is False


async def test_an_answer_waits_for_a_merge_that_is_just_being_made(rig: Rig) -> None:
    into, asep = await reported(rig, REPORTER, ASEP)
    euis = (await rig.complaint(EUIS)).number
    people = rig.people
    results = await asyncio.gather(
        rig.desk("a").act(Merge(euis, into), people["nia"]),
        rig.desk("b").act(Answer(into, TEXT), people["budi"]),
        return_exceptions=True,
    )
    rig.later(seconds=10)
    told = {m.complaint for m in await rig.sent() if m.purpose == "answer"}
    late = (await rig.stored(euis)).status is not Status.DIGABUNG
    # Whoever was first: nobody whose report was merged is left out, and who came late is told so.
    assert told == ({into, asep} if late else {into, asep, euis})
    assert isinstance(results[0], InvalidTransitionError) == late


async def test_an_answer_waits_for_a_citizen_who_is_just_being_served(rig: Rig) -> None:
    into, asep = await reported(rig, REPORTER, ASEP)
    await say(rig.database, "masih begitu", sender=ASEP, at=rig.now)
    [work] = await take(rig.database, rig.now)
    answering = asyncio.create_task(rig.act(Answer(into, TEXT)))
    await asyncio.sleep(0.3)
    assert not answering.done()
    turn = Turn(work.address, work.state, None, None, work.complaints, rig.now, OFFICE)
    await commit(rig.database, (work, route(turn)), now=rig.now)
    await answering
    assert seen(await rig.stored(asep))[:3] == (Status.DIGABUNG, SHARED, True)

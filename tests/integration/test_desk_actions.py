"""What officers do, on real databases: undo in time, two conversations at once, who comes first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.desk
from domain.complaint import Status
from domain.dialogue import Outcome, State
from domain.errors import InvalidTransitionError
from domain.handling import Given, Worksheet
from domain.messages import TELEGRAM, Address
from domain.people import Role
from handlers.actions import (
    Action,
    AddNote,
    Answer,
    Chat,
    CloseByHand,
    Escalate,
    FillWorksheet,
    GiveBack,
    Merge,
    Recall,
    Release,
    Reopen,
    TakeOver,
    TakeUp,
)
from storage.engine import transaction
from storage.leases import release
from storage.office_tables import officers
from tests.integration.desk_rig import Rig
from tests.integration.storage_builders import ASEP, EUIS, commit, say, take

TEXT = "Uangnya sudah kembali."
LETTER = Address("letter", "surat-1")


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    office = Rig(database)
    await office.hire()
    return office


async def test_an_answer_leaves_after_ten_seconds_and_closes_with_its_report(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(FillWorksheet(number, Worksheet(result="uang dikembalikan")))
    await rig.act(Answer(number, TEXT))
    rig.later(seconds=9)
    assert await rig.sent() == []
    rig.later(seconds=1)
    assert [m.purpose for m in await rig.sent()] == ["answer", "rating"]
    closed = await rig.stored(number)
    assert (closed.status, closed.answered_at) == (Status.DITUTUP, rig.now)
    [report] = closed.handling.reports
    assert (report.by, report.to, report.by_system) == ("nia", "Kepala Seksi", True)
    assert "uang dikembalikan" in report.text
    assert (await rig.timeline(number))[-2:] == ["closed", "reported_to_superior"]


async def test_an_answer_taken_back_in_time_never_leaves(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Answer(number, TEXT))
    rig.later(seconds=8)
    await rig.act(Recall(number), "budi")
    rig.later(hours=1)
    assert await rig.sent() == []
    assert (await rig.waiting(number))[1:] == [("answer", "cancelled"), ("rating", "cancelled")]
    back = await rig.stored(number)
    assert (back.status, back.answer) == (Status.DITELAAH, "")
    # Another answer goes its way, whatever became of the first.
    await rig.act(Answer(number, "Jawaban yang benar."))
    rig.later(seconds=10)
    assert "Jawaban yang benar." in (await rig.sent())[0].text
    assert (await rig.stored(number)).status is Status.DITUTUP


async def test_an_answer_that_is_being_sent_cannot_be_taken_back(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Answer(number, TEXT))
    rig.later(seconds=10)
    sending = await rig.taken()
    before = await rig.stored(number)
    with pytest.raises(InvalidTransitionError, match="sudah berangkat"):
        await rig.act(Recall(number))
    assert await rig.stored(number) == before
    assert "answer_recalled" not in await rig.timeline(number)
    await rig.finish(sending)
    assert (await rig.stored(number)).status is Status.DITUTUP
    # The refused action has let go of the conversation.
    await rig.act(AddNote(number, "terlambat ditarik"))


async def test_an_announcement_that_was_sent_cannot_be_taken_back(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    rig.later(days=3)
    await rig.act(Answer(number, TEXT))
    rig.later(seconds=10)
    assert [m.purpose for m in await rig.sent()] == ["answer_ready"]
    with pytest.raises(InvalidTransitionError, match="sudah berangkat"):
        await rig.act(Recall(number))
    assert (await rig.stored(number)).status is Status.DIJAWAB


async def test_an_earlier_answer_does_not_stop_the_next_from_being_taken_back(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Answer(number, TEXT))
    rig.later(seconds=10)
    await rig.sent()
    rig.later(hours=1)
    await rig.act(Reopen(number, "belum terima uang"))
    await rig.act(Answer(number, "Jawaban kedua."))
    await rig.act(Recall(number))
    rig.later(minutes=1)
    assert await rig.sent() == []


async def test_a_new_answer_overtakes_the_one_that_has_not_left(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Answer(number, "Jawaban pertama."))
    rig.later(seconds=5)
    await rig.act(Answer(number, "Jawaban kedua."))
    rig.later(seconds=10)
    said = [m.text for m in await rig.sent()]
    assert len(said) == 2
    assert "Jawaban kedua." in said[0]
    assert (await rig.stored(number)).answer == "Jawaban kedua."


async def test_what_came_by_letter_is_answered_by_hand(rig: Rig) -> None:
    number = (await rig.complaint(LETTER)).number
    [done] = await rig.act(Answer(number, TEXT))
    assert done.outbox_ids == ()
    assert (await rig.stored(number)).status is Status.DIJAWAB
    await rig.act(CloseByHand(number, Given.LETTER, "surat 12/2026"))
    closed = await rig.stored(number)
    assert (closed.status, closed.answer, closed.handling.given) == (
        Status.DITUTUP,
        TEXT,
        Given.LETTER,
    )


async def test_it_goes_up_to_the_superior_who_works_here(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(Escalate(number, "laporan petugas"))
    assert (await rig.stored(number)).handling.assignee == rig.people["seksi"].id

    def dismiss(conn: Any) -> None:
        gone = update(officers).where(officers.c.username == "kepala")
        conn.execute(gone.values(disabled_at=rig.now))

    await transaction(rig.database, dismiss)
    await rig.act(Escalate(number, "laporan seksi"), "seksi")
    up = await rig.stored(number)
    assert (up.handling.assignee, up.handling.level) == (None, 2)


async def test_a_merge_tells_both_citizens_and_is_found_by_the_one_who_asks(rig: Rig) -> None:
    into = (await rig.complaint(EUIS)).number
    number = (await rig.complaint(ASEP)).number
    done = await rig.act(Merge(number, into))
    assert [one.work.address for one in done] == [ASEP, EUIS]
    gone, kept = await rig.stored(number), await rig.stored(into)
    assert (gone.status, gone.handling.merged_into) == (Status.DIGABUNG, into)
    assert kept.handling.merged == (number,)
    told = {m.to: m.text for m in await rig.sent()}
    assert into in told[ASEP]
    assert EUIS.value not in told[ASEP]
    assert number not in told[EUIS]
    assert (await rig.timeline(number), await rig.timeline(into)) == (["merged"], ["merged_with"])
    # Who asks is given the other report too, also where that one was merged in its turn.
    third = (await rig.complaint(Address(TELEGRAM, "77"))).number
    with pytest.raises(InvalidTransitionError, match="sudah digabung"):
        await rig.act(Merge(third, number))
    await rig.act(Merge(into, third))
    await say(rig.database, "STATUS", at=rig.now)
    [work] = await take(rig.database, rig.now)
    assert {c.number for c in work.referenced} == {into, third}


async def test_two_reports_of_one_conversation_are_merged_with_one_message(rig: Rig) -> None:
    into, number = [(await rig.complaint(ASEP)).number for _ in range(2)]
    [done] = await rig.act(Merge(number, into))
    assert {c.number: c.status for c in done.complaints} == {
        number: Status.DIGABUNG,
        into: Status.DITERIMA,
    }
    assert len(await rig.sent()) == 1


async def test_a_merge_waits_for_a_citizen_who_is_just_being_served(rig: Rig) -> None:
    into = (await rig.complaint(EUIS)).number
    number = (await rig.complaint(ASEP)).number
    await say(rig.database, "masih begitu", sender=EUIS, at=rig.now)
    [work] = await take(rig.database, rig.now)
    merging = asyncio.create_task(rig.act(Merge(number, into)))
    await asyncio.sleep(0.3)
    assert not merging.done()
    # The citizen's words are not lost by it, and the merge is made of what is there then.
    added = replace(work.complaints[0], additions=("masih begitu",))
    state = State(last_inbound_at=rig.now)
    await commit(rig.database, (work, Outcome(state, changes=(added,))), now=rig.now)
    await merging
    kept = await rig.stored(into)
    assert (kept.additions, kept.handling.merged) == (("masih begitu",), (number,))


async def test_a_merge_that_cannot_hold_both_changes_neither(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.desk, "_TRIES", 2)
    into = (await rig.complaint(EUIS)).number
    number = (await rig.complaint(ASEP)).number
    await say(rig.database, "masih begitu", sender=EUIS, at=rig.now)
    [work] = await take(rig.database, rig.now)
    with pytest.raises(InvalidTransitionError, match="sedang dipakai"):
        await rig.act(Merge(number, into))
    for one in (number, into):
        assert (await rig.stored(one)).status is Status.DITERIMA
    assert await rig.sent() == []
    # The one that it could hold is free again.
    await rig.act(AddNote(number, "belum digabung"))
    await transaction(rig.database, release, [work])


async def test_two_opposite_merges_at_once_end_with_one_of_them(rig: Rig) -> None:
    one = (await rig.complaint(EUIS)).number
    two = (await rig.complaint(ASEP)).number
    nia, budi = rig.people["nia"], rig.people["budi"]
    results = await asyncio.gather(
        rig.desk("a").act(Merge(one, two), nia),
        rig.desk("b").act(Merge(two, one), budi),
        return_exceptions=True,
    )
    [refusal] = [r for r in results if isinstance(r, BaseException)]
    assert isinstance(refusal, InvalidTransitionError)
    merged = [await rig.stored(number) for number in (one, two)]
    assert sorted(c.status for c in merged) == [Status.DIGABUNG, Status.DITERIMA]


async def test_officers_who_act_at_once_do_so_one_after_the_other(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    who = ["nia", "budi"] * 4
    taking = [rig.desk(str(n)).act(TakeUp(number), rig.people[w]) for n, w in enumerate(who)]
    results = await asyncio.gather(*taking, return_exceptions=True)
    assert sum(not isinstance(r, BaseException) for r in results) == 1
    assert all(isinstance(r, list | InvalidTransitionError) for r in results)
    assert await rig.timeline(number) == ["taken_up"]


async def test_an_officer_reaches_a_report_however_many_came_after_it(rig: Rig) -> None:
    first = (await rig.complaint(ASEP)).number
    for _ in range(21):
        await rig.complaint(ASEP)
    await rig.act(Answer(first, TEXT))
    rig.later(seconds=10)
    await rig.sent()
    assert (await rig.stored(first)).status is Status.DITUTUP


async def test_a_conversation_is_held_spoken_in_and_given_back(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    await rig.act(TakeOver(number))
    await rig.act(Chat(number, "Selamat pagi."), "budi")
    assert [m.text for m in await rig.sent()] == ["Selamat pagi."]
    await rig.act(GiveBack(number))
    assert await rig.timeline(number) == ["taken_over", "chatted", "released"]
    await rig.act(TakeOver(), at=ASEP)
    await rig.complaint(EUIS)
    await rig.act(TakeOver(), at=EUIS)
    assert len(await rig.act(Release())) == 2
    assert await rig.act(Release()) == []


async def test_what_nobody_may_do_or_is_not_there_is_refused(rig: Rig) -> None:
    number = (await rig.complaint(ASEP)).number
    auditor = replace(rig.people["nia"], role=Role.INSPEKTORAT)
    forbidden: list[Action] = [Answer(number, TEXT), Merge(number, number), Release()]
    for action in forbidden:
        with pytest.raises(InvalidTransitionError, match="hanya dapat dilakukan oleh"):
            await rig.desk().act(action, auditor)
    unknown: list[Action] = [TakeUp("2026-00099-9"), Merge(number, "2026-00099-9")]
    for action in unknown:
        with pytest.raises(InvalidTransitionError, match="tidak ada laporan bernomor"):
            await rig.act(action)
    with pytest.raises(InvalidTransitionError, match="dirinya sendiri"):
        await rig.act(Merge(number, number))
    with pytest.raises(InvalidTransitionError, match="alamat itu"):
        await rig.act(TakeOver(), at=Address(TELEGRAM, "1"))

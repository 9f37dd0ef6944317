"""Jobs, rejected payloads, the lengths of the queues, and documents of other releases."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.calendar import Deadline, Term, Unit
from domain.complaint import Facts, Flag, Receipt, ServiceRef
from domain.dialogue import Awaiting, Draft, Outcome, PartialSms, Pending, SmsPart, State
from domain.messages import Attachment
from storage.codec import dump_complaint, dump_state, load_complaint, load_state
from storage.engine import reading, transaction
from storage.jobs import try_run
from storage.leases import fail
from storage.notes import Depths, depths, reject
from storage.office_tables import rejected_payloads
from storage.outbox import Failed, Held
from storage.tables import job_run
from tests.integration.storage_builders import (
    NOW,
    complaint,
    due,
    later,
    reply,
    rows_of,
    say,
    settled,
    take,
    turn,
)


async def test_a_slot_of_a_schedule_is_taken_once(database: AsyncEngine) -> None:
    taken = await asyncio.gather(
        *(transaction(database, try_run, "weekly", "2026-W02", NOW) for _ in range(6))
    )
    assert sorted(taken) == [False] * 5 + [True]
    assert await transaction(database, try_run, "weekly", "2026-W03", NOW)
    assert await transaction(database, try_run, "monthly", "2026-W03", NOW)
    assert len(await rows_of(database, job_run)) == 3


async def test_a_slot_is_free_again_where_the_job_failed(database: AsyncEngine) -> None:
    def run(conn: object) -> None:
        assert try_run(conn, "weekly", "2026-W02", NOW)  # type: ignore[arg-type]
        raise RuntimeError("failed")

    with pytest.raises(RuntimeError):
        await transaction(database, run)
    assert await transaction(database, try_run, "weekly", "2026-W02", NOW)


async def test_a_payload_that_could_not_be_read_is_kept(database: AsyncEngine) -> None:
    raw = "{\x00 3214010101900001"
    await transaction(database, reject, "telegram", raw, "no JSON", NOW)
    (row,) = await rows_of(database, rejected_payloads)
    assert row.reason == "no JSON"
    assert row.raw.startswith("{\ufffd ")
    assert "3214010101900001" not in row.raw


async def test_the_lengths_of_the_queues_are_known(database: AsyncEngine) -> None:
    assert await reading(database, depths) == Depths(0, 0, 0, 0, 0)
    await turn(database, Outcome(State(), replies=tuple(reply(str(n)) for n in range(4))))
    for settle_as in (lambda i: Held(i), lambda i: Failed(i, "", "")):
        (sending,) = await due(database)
        await settled(database, settle_as(sending.outbox_id))
    await say(database, "a", "b", "c")
    for minute in range(3):
        (work,) = await take(database, later(minutes=minute))
        await transaction(database, fail, work, "x", later(minutes=minute))
    assert await reading(database, depths) == Depths(2, 2, 1, 1, 1)


FULL = Facts(
    matter="Diminta uang\nRp500.000",
    components=("biaya", "kompetensi"),
    component_confidence=0.8,
    model_version="builtin-a",
    alternatives=(("prosedur", 0.1),),
    services=(ServiceRef("nib", "NIB"), ServiceRef(None, "izin warung")),
    received=Receipt.ON,
    received_on=date(2026, 1, 2),
    name="Asep",
    attachments=(Attachment("image/jpeg", "ref", "a.jpg", 3),),
    rupiah=(500000,),
    levy=True,
)


def test_a_state_comes_back_as_it_was() -> None:
    state = State(
        awaiting=Awaiting.CONFIRM,
        draft=Draft(FULL, opened_at=NOW, received_at=NOW, asked={"name": 2}),
        proven=("2026-00001-0",),
        pending=Pending("cek_status", "x", NOW, FULL, ("2026-00001-0",)),
        partial=PartialSms(3, NOW, (SmsPart(2, "dua"),)),
        last_inbound_at=NOW,
        locked_until=later(hours=1),
    )
    assert load_state(dump_state(state)) == state
    assert load_state(dump_state(State())) == State()


def test_a_complaint_comes_back_as_it_was() -> None:
    deadline = Deadline(
        on=date(2026, 1, 27),
        start=date(2026, 1, 6),
        term=Term(14, Unit.WORKING_DAY),
        calendar_version="v1",
        skipped=((date(2026, 1, 16), "Isra Mikraj"),),
    )
    full = replace(
        complaint(),
        facts=FULL,
        flags=(Flag.DANGER, Flag.BY_SILENCE),
        deadline=deadline,
        answered_at=NOW,
        rating=3,
        additions=("a", "b"),
    )
    assert load_complaint(dump_complaint(full)) == full


def test_fields_of_a_newer_release_are_ignored_and_missing_ones_take_their_default() -> None:
    document = json.loads(dump_complaint(complaint()))
    document["facts"]["colour"] = "blue"
    document["escalation"] = {"level": 2}
    del document["facts"]["danger"], document["facts"]["model_version"], document["rating"]
    assert load_complaint(json.dumps(document)) == complaint()
    assert load_state('{"mood": "calm"}') == State()
    assert load_state("{}") == State()

"""Corrections are stored with the turn that made them, and wait until somebody has looked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import AuditEvent
from domain.correction import Labels, Said
from domain.dialogue import Outcome, State
from storage.audit_tables import audit_events
from storage.corrections import StoredCorrection, accepted, add, mark_reviewed, unreviewed
from storage.engine import reading, transaction
from storage.office_tables import corrections
from tests.integration.storage_builders import (
    NOW,
    commit,
    correction,
    later,
    registered,
    rows_of,
    say,
    take,
    turn,
    utc,
)


async def test_a_correction_comes_back_as_the_turn_made_it(database: AsyncEngine) -> None:
    complaint = await registered(database)
    made = correction(complaint.number)
    committed = await turn(database, corrections_of(complaint.number), now=later(days=1))
    assert committed.error is None
    [stored] = await reading(database, unreviewed, 10)
    assert stored == StoredCorrection(stored.id, utc(later(days=1)), made)
    [row] = await rows_of(database, corrections)
    assert (row.reviewed_at, row.accepted) == (None, None)
    assert json.loads(row.said) == {
        "act": "lapor",
        "components": ["jangka_waktu"],
        "services": [],
        "confidence": 0.4,
        "model_version": "builtin-a",
    }
    assert json.loads(row.corrected) == {
        "act": "lapor",
        "components": ["biaya", "jangka_waktu"],
        "services": ["nib"],
    }


async def test_a_turn_that_lost_its_lease_leaves_no_correction(database: AsyncEngine) -> None:
    await say(database, "Halo")
    [work] = await take(database)
    await take(database, later(minutes=5), owner="w2")
    [committed] = await commit(database, (work, corrections_of("2026-00001-0")))
    assert committed.error is not None
    assert await rows_of(database, corrections) == []
    assert await rows_of(database, audit_events) == []


async def test_what_was_reviewed_waits_no_more_and_only_the_accepted_is_learned(
    database: AsyncEngine,
) -> None:
    made = [correction(f"2026-0000{n}-0") for n in range(4)]
    await transaction(database, add, made, NOW)
    waiting = await reading(database, unreviewed, 3)
    assert [one.correction.complaint for one in waiting] == [c.complaint for c in made[:3]]
    for one, decision in zip(waiting, (True, False, True), strict=True):
        await transaction(database, mark_reviewed, one.id, decision, later(hours=1))
    left = await reading(database, unreviewed, 3)
    assert [one.correction for one in left] == made[3:]
    taken = await reading(database, accepted)
    assert [one.correction for one in taken] == [made[0], made[2]]
    rows = await rows_of(database, corrections)
    assert [row.accepted for row in rows] == [True, False, True, None]
    assert rows[0].reviewed_at == utc(later(hours=1))


async def test_a_review_of_nothing_is_an_error(database: AsyncEngine) -> None:
    with pytest.raises(LookupError):
        await transaction(database, mark_reviewed, 7, True, NOW)


async def test_a_nik_and_what_cannot_be_stored_never_reach_the_table(
    database: AsyncEngine,
) -> None:
    odd = replace(correction("2026-00001-0"), text="nik 3214010101900001 \x00 \ud83d")
    await transaction(database, add, [odd], NOW)
    [stored] = await reading(database, unreviewed, 1)
    assert stored.correction.text == "nik 3214************ \ufffd \ufffd"


async def test_what_an_older_release_wrote_can_be_read(database: AsyncEngine) -> None:
    def write(conn: Connection) -> None:
        conn.execute(
            corrections.insert().values(
                complaint="2026-00001-0",
                at=NOW,
                actor="nia",
                text="x",
                said='{"act": "lapor"}',
                corrected='{"act": "tanya", "mood": "calm"}',
            )
        )

    await transaction(database, write)
    [stored] = await reading(database, unreviewed, 1)
    assert stored.correction.said == Said("lapor")
    assert stored.correction.corrected == Labels("tanya")


def corrections_of(number: str) -> Outcome:
    event = AuditEvent("corrected", number, "nia", {"components": "jangka_waktu → biaya"})
    return Outcome(State(), corrections=(correction(number),), audit=(event,))

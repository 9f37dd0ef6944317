"""An officer corrects what a report is filed under, and nothing else of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.calendar import work_calendar
from domain.calendar import WIB
from domain.catalogue import Catalogue, Service
from domain.complaint import Complaint, Facts, Flag, Rules, ServiceRef, register
from domain.correction import Correction, Labels, Said
from domain.dialogue import Office, Outcome, State, Turn
from domain.errors import InvalidTransitionError
from domain.handling import Handling
from domain.messages import Address
from domain.people import Officer, Role
from domain.understanding import Entities, Guess, NluResult
from handlers.actions import Correct
from handlers.gather import add_statement
from handlers.officer import handle

NOW = datetime(2026, 1, 7, 9, 0, tzinfo=WIB)
SENDER = Address("whatsapp", "sim:+6281200000001")
NUMBER = "2026-00042-7"
NIA = Officer(1, "nia", "Contoh Nia", Role.PETUGAS)
PERMITS = {
    "nib": Service("nib", "Nomor Induk Berusaha (NIB)"),
    "pbg": Service("pbg", "Persetujuan Bangunan Gedung (PBG)"),
}
OFFICE = Office({}, {}, catalogue=Catalogue(PERMITS))
GUESSED = Facts(
    matter="disuruh bayar 500rb di loket",
    components=("jangka_waktu",),
    component_confidence=0.3,
    model_version="builtin-a",
    alternatives=(("jangka_waktu", 0.3), ("biaya", 0.28)),
    name="Contoh Pelapor",
)


def complaint(facts: Facts = GUESSED) -> Complaint:
    new = register(
        facts,
        channel="whatsapp",
        sender=SENDER,
        received_at=NOW,
        now=NOW,
        rules=Rules(),
        calendar=work_calendar(date(2026, 1, 6), {}),
    )
    return replace(new, number=NUMBER, code="K7QF", id=1, version=1)


def corrected(before: Complaint, **action: Any) -> Outcome:
    turn = Turn(SENDER, State(), None, None, (before,), NOW, OFFICE)
    return handle(turn, Correct(NUMBER, **action), NIA)


def test_a_guess_is_corrected_and_what_was_said_is_kept() -> None:
    before = complaint()
    assert {Flag.LOW_CONFIDENCE, Flag.ASK_SERVICE} <= set(before.flags)
    outcome = corrected(before, components=("biaya", "kompetensi"))
    [after] = outcome.changes
    assert after == replace(
        before,
        facts=replace(GUESSED, components=("biaya", "kompetensi"), component_confidence=1.0),
        flags=tuple(f for f in before.flags if f is not Flag.LOW_CONFIDENCE),
        handling=Handling(touched_at=NOW),
    )
    [kept] = outcome.corrections
    assert kept == Correction(
        NUMBER,
        "nia",
        GUESSED.matter,
        Said("lapor", ("jangka_waktu",), confidence=0.3, model_version="builtin-a"),
        Labels("lapor", ("biaya", "kompetensi")),
    )
    assert outcome.replies == ()


def test_a_permit_is_corrected_by_its_id_and_the_officer_need_not_ask_any_more() -> None:
    before = complaint(replace(GUESSED, services=(ServiceRef(None, "izin warung"),)))
    before = before.flagged(Flag.ASK_SERVICE)
    outcome = corrected(before, services=("pbg", "nib", "pbg"))
    [after] = outcome.changes
    assert after.facts.services == (
        ServiceRef("pbg", PERMITS["pbg"].name),
        ServiceRef("nib", PERMITS["nib"].name),
    )
    assert Flag.ASK_SERVICE not in after.flags
    assert Flag.LOW_CONFIDENCE in after.flags
    assert after.facts.component_confidence == 0.3
    assert outcome.corrections[0].said.services == ()
    assert outcome.corrections[0].corrected.services == ("pbg", "nib")


def test_the_act_is_learned_from_and_changes_nothing_of_the_report() -> None:
    before = complaint()
    outcome = corrected(before, act="tanya")
    assert outcome.changes == (replace(before, handling=Handling(touched_at=NOW)),)
    assert outcome.corrections[0].corrected.label == "tanya"
    assert outcome.corrections[0].said.label == "lapor+jangka_waktu"


def test_status_deadline_and_kind_are_never_touched() -> None:
    before = complaint(replace(GUESSED, suggestion=True))
    [after] = corrected(before, act="lapor", components=("biaya",), services=("nib",)).changes
    for field in ("status", "deadline", "kind", "reason", "counts_from", "received_at"):
        assert getattr(after, field) == getattr(before, field)


def test_the_audit_event_holds_labels_and_nothing_personal() -> None:
    before = complaint(replace(GUESSED, services=(ServiceRef(None, "izin warung Asep"),)))
    outcome = corrected(before, act="saran", components=("biaya",), services=("nib",))
    [event] = outcome.audit
    assert (event.name, event.complaint, event.actor) == ("corrected", NUMBER, "nia")
    assert event.data == {
        "act": "lapor → saran",
        "components": "jangka_waktu → biaya",
        "services": "- → nib",
    }


def test_a_guess_that_was_right_is_confirmed_by_giving_it_again() -> None:
    [after] = corrected(complaint(), components=("jangka_waktu",)).changes
    assert Flag.LOW_CONFIDENCE not in after.flags
    assert after.facts.component_confidence == 1.0
    with pytest.raises(InvalidTransitionError, match="tidak ada yang diubah"):
        corrected(after, components=("jangka_waktu",))


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ({}, "tidak ada yang diubah"),
        ({"act": "lapor"}, "tidak ada yang diubah"),
        ({"act": "keluhan"}, "jenis pesan 'keluhan' tidak dikenal"),
        ({"components": ("biaya", "harga")}, "komponen 'harga' tidak dikenal"),
        ({"services": ("nib", "sim")}, "layanan 'sim' tidak ada di katalog"),
        ({"act": "tanya", "components": ("biaya",)}, "'tanya' tidak punya komponen"),
        ({"components": ("biaya",), "act": "x"}, "tidak dikenal"),
    ],
)
def test_what_is_unknown_or_changes_nothing_is_refused(
    action: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidTransitionError, match=sentence):
        corrected(complaint(), **action)
    assert corrected(complaint(), components=("biaya",)).changes


def test_a_complaint_that_is_not_there_cannot_be_corrected() -> None:
    turn = Turn(SENDER, State(), None, None, (complaint(),), NOW, OFFICE)
    with pytest.raises(InvalidTransitionError, match="tidak ada laporan"):
        handle(turn, Correct("2026-00043-5", components=("biaya",)), NIA)


def read(version: str, component: str, chance: float) -> NluResult:
    guess = (Guess(component, chance),)
    return NluResult("lapor", 0.9, (component,), (), guess, Entities(), "builtin", version)


def test_a_report_records_the_version_that_its_confidence_came_from() -> None:
    facts = add_statement(Facts(), "disuruh bayar", read("builtin-a", "biaya", 0.6), 0.4)
    assert (facts.model_version, facts.component_confidence) == ("builtin-a", 0.6)
    weaker = add_statement(facts, "lama sekali", read("builtin-b", "jangka_waktu", 0.5), 0.4)
    assert (weaker.model_version, weaker.component_confidence) == ("builtin-a", 0.6)
    surer = add_statement(facts, "lama sekali", read("builtin-b", "jangka_waktu", 0.7), 0.4)
    assert (surer.model_version, surer.component_confidence) == ("builtin-b", 0.7)


def test_what_an_officer_corrected_is_not_overruled_by_a_later_guess() -> None:
    [after] = corrected(complaint(), components=("biaya",)).changes
    later = add_statement(after.facts, "lama", read("builtin-b", "jangka_waktu", 0.9), 0.4)
    assert later.components[0] == "biaya"
    assert later.model_version == "builtin-a"

"""What is entered by hand: the same rules and clock as for the bot, and no draft is disturbed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.office import build_office
from bot.settings import load_settings
from domain.calendar import WIB
from domain.complaint import Complaint, Facts, Flag, Kind, Reason, Receipt, ServiceRef
from domain.dialogue import (
    NUMBER_PLACEHOLDER,
    Awaiting,
    Draft,
    Outcome,
    State,
    Turn,
)
from domain.errors import InvalidTransitionError
from domain.messages import MEDIA, SMS, WHATSAPP, Address
from domain.understanding import Entities, Guess, MoneyMention, NameMention, NluResult
from handlers.entry import Entry, Told, problems, take_in

NOW = datetime(2026, 3, 16, 9, 5, tzinfo=WIB)
OFFICE = build_office(
    load_settings(Path(__file__).parents[2] / "config.yml", environ={}), NOW.date()
)
PHONE = "+6281200000001"
BOTH = frozenset({SMS, WHATSAPP})
READING = NluResult(
    "lapor", 0.9, ("biaya",), component_guesses=(Guess("biaya", 0.8),), model_version="builtin-t"
)


def entry(**values: Any) -> Entry:
    given: dict[str, Any] = {
        "key": "kantor:formulir-contoh-nomor-1",
        "medium": "letter",
        "arrived_at": NOW,
        "recorded_by": "nia",
        "matter": "Diminta uang di loket 2 untuk sertifikat standar",
        "name": "Contoh Pelapor",
        "services": (ServiceRef("nib", "Nomor Induk Berusaha (NIB)"),),
        "received": Receipt.ON,
        "received_on": date(2026, 3, 2),
    }
    return Entry(**(given | values))


def outcome_of(
    one: Entry,
    state: State | None = None,
    reading: NluResult | None = READING,
    sends: frozenset[str] = BOTH,
) -> Outcome:
    turn = Turn(
        address=one.place,
        state=state or State(),
        message=None,
        nlu=reading,
        complaints=(),
        now=NOW,
        office=OFFICE,
    )
    return take_in(turn, one, sends)


def recorded(one: Entry, reading: NluResult | None = READING) -> Complaint:
    complaint = outcome_of(one, reading=reading).new_complaint
    assert complaint is not None
    return complaint


def told(outcome: Outcome) -> str:
    [event] = [event for event in outcome.audit if event.name == "recorded"]
    return str(event.data["receipt"])


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(
    ("facts", "kind", "reason"),
    [
        ({}, Kind.PENGADUAN, None),
        ({"name": ""}, Kind.SARAN, Reason.NO_IDENTITY),
        ({"matter": ""}, Kind.SARAN, Reason.NO_OBJECT),
        ({"matter": "", "name": "", "phone": PHONE}, Kind.SARAN, Reason.NO_OBJECT),
        ({"suggestion": True}, Kind.SARAN, Reason.SUGGESTION),
        ({"received_on": date(2026, 2, 14)}, Kind.PENGADUAN, None),  # Day 30.
        ({"received_on": date(2026, 2, 13)}, Kind.SARAN, Reason.LATE_30_DAYS),  # Day 31.
        ({"received": Receipt.NOT_YET, "received_on": None}, Kind.PENGADUAN, None),
        ({"received": Receipt.UNKNOWN, "received_on": None}, Kind.PENGADUAN, None),
        ({"confidential": True}, Kind.PENGADUAN, None),
        ({"services": ()}, Kind.PENGADUAN, None),
    ],
)
def test_every_medium_is_judged_by_the_same_rules(
    medium: str, facts: dict[str, Any], kind: Kind, reason: Reason | None
) -> None:
    complaint = recorded(entry(medium=medium, **facts))
    assert (complaint.kind, complaint.reason) == (kind, reason)
    assert complaint.channel == medium
    assert (complaint.deadline is None) is (kind is Kind.SARAN)


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        (datetime(2026, 3, 16, 9, 5, tzinfo=WIB), date(2026, 4, 13)),
        (datetime(2026, 3, 13, 23, 59, tzinfo=WIB), date(2026, 4, 10)),
        (datetime(2025, 8, 4, 8, 0, tzinfo=WIB), date(2025, 8, 25)),
    ],
)
def test_the_clock_begins_on_the_day_on_which_a_letter_came_in(
    arrived: datetime, due: date
) -> None:
    complaint = recorded(entry(arrived_at=arrived, received=Receipt.NOT_YET, received_on=None))
    assert complaint.received_at == arrived
    assert complaint.registered_at == NOW
    assert complaint.deadline is not None
    assert complaint.deadline.on == due


def test_a_letter_that_came_in_time_is_in_time_however_late_it_is_entered() -> None:
    in_time = entry(
        arrived_at=datetime(2026, 2, 10, 10, 0, tzinfo=WIB), received_on=date(2026, 1, 11)
    )
    assert recorded(in_time).kind is Kind.PENGADUAN
    assert recorded(replace(in_time, received_on=date(2026, 1, 10))).reason is Reason.LATE_30_DAYS


def test_the_clock_of_a_letter_does_not_wait_for_a_confirmation() -> None:
    office = replace(OFFICE, rules=replace(OFFICE.rules, from_confirmation=True))
    came = NOW - timedelta(days=3)
    one = entry(arrived_at=came)
    turn = Turn(one.place, State(), None, READING, (), NOW, office)
    complaint = take_in(turn, one, BOTH).new_complaint
    assert complaint is not None
    assert complaint.received_at == came


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"medium": ""}, "medium"),
        ({"medium": "pigeon"}, "medium"),
        ({"arrived_at": NOW + timedelta(minutes=1)}, "arrived_at"),
        (
            {
                "arrived_at": datetime(2019, 12, 31, 23, 59, tzinfo=WIB),
                "received": Receipt.NOT_YET,
                "received_on": None,
            },
            "arrived_at",
        ),
        ({"received_on": None}, "received"),
        ({"received_on": date(2026, 3, 17)}, "received"),
        ({"phone": "0812"}, "phone"),
        ({"reply": SMS}, "phone"),
        ({"reply": "telegram", "phone": PHONE}, "reply"),
        ({"components": ("cuaca",)}, "components"),
        ({"matter": "a" * 20_001}, "matter"),
        ({"matter": " ", "name": ""}, "matter"),
    ],
)
def test_what_cannot_be_recorded_is_said_beside_its_field(
    values: dict[str, Any], field: str
) -> None:
    one = entry(**values)
    assert list(problems(one, NOW)) == [field]
    with pytest.raises(InvalidTransitionError):
        outcome_of(one)


def test_a_service_received_after_the_letter_came_cannot_be() -> None:
    one = entry(arrived_at=NOW - timedelta(days=5), received_on=NOW.date() - timedelta(days=4))
    assert list(problems(one, NOW)) == ["received"]


def test_what_was_left_empty_is_read_from_the_matter() -> None:
    said = Entities(
        names=(NameMention("Contoh Lain", stated=True),),
        money=(MoneyMention("500 ribu", 500_000),),
    )
    facts = recorded(entry(name=""), replace(READING, entities=said)).facts
    assert facts.name == "Contoh Lain"
    assert facts.components == ("biaya",)
    assert facts.component_confidence == 0.8
    assert facts.rupiah == (500_000,)


def test_what_was_filled_in_comes_before_what_was_read() -> None:
    facts = recorded(entry(components=("sarana",))).facts
    assert facts.components == ("sarana",)
    assert facts.component_confidence == 1.0
    assert facts.alternatives == (("biaya", 0.8),)


def test_an_unread_matter_is_recorded_all_the_same() -> None:
    complaint = recorded(entry(), None)
    assert complaint.kind is Kind.PENGADUAN
    assert complaint.facts.components == ()


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Sebaiknya ada kursi roda di ruang tunggu", True),
        ("Sebaiknya antrean dibenahi, saya menunggu lama dan petugasnya judes", False),
        ("Usul saya jangan ada pungli, saya diminta uang kemarin", False),
    ],
)
def test_only_what_complains_of_nothing_is_taken_for_a_suggestion(
    text: str, suggestion: bool
) -> None:
    assert recorded(entry(matter=text), NluResult("saran", 0.9)).facts.suggestion is suggestion


def test_levies_and_danger_are_flagged_even_without_a_name() -> None:
    complaint = recorded(entry(medium="box", name="", matter="Ada pungli di loket 3"))
    assert complaint.reason is Reason.NO_IDENTITY
    assert Flag.ILLEGAL_LEVY in complaint.flags


def test_a_nik_is_masked_wherever_it_was_typed() -> None:
    nik = "3214011203850001"
    facts = recorded(
        entry(matter=f"NIK saya {nik}", name=f"Contoh {nik}", address=f"Jalan Contoh, NIK {nik}")
    ).facts
    assert nik not in f"{facts.matter} {facts.name} {facts.address}"
    assert facts.matter.endswith("3214************")


@pytest.mark.parametrize(
    ("values", "state", "sends", "way"),
    [
        ({}, State(), BOTH, Told.NO_PHONE),
        ({"phone": PHONE}, State(), BOTH, Told.NOT_WANTED),
        ({"phone": PHONE, "reply": SMS}, State(), BOTH, Told.SMS),
        ({"phone": PHONE, "reply": SMS}, State(), frozenset(), Told.CHANNEL_OFF),
        ({"phone": PHONE, "reply": SMS}, State(), frozenset({WHATSAPP}), Told.CHANNEL_OFF),
        ({"phone": PHONE, "reply": SMS}, State(silenced=True), BOTH, Told.STOPPED),
        ({"phone": PHONE, "reply": SMS, "notify": False}, State(), BOTH, Told.TOO_MANY),
        ({"phone": PHONE, "reply": WHATSAPP}, State(), BOTH, Told.SMS),
        ({"phone": PHONE, "reply": WHATSAPP}, State(), frozenset({WHATSAPP}), Told.CHANNEL_OFF),
        (
            {"phone": PHONE, "reply": WHATSAPP},
            State(last_inbound_at=NOW - timedelta(hours=23)),
            BOTH,
            Told.WHATSAPP,
        ),
        (
            {"phone": PHONE, "reply": WHATSAPP},
            State(last_inbound_at=NOW - timedelta(hours=24)),
            BOTH,
            Told.SMS,
        ),
    ],
)
def test_a_receipt_goes_only_where_one_can_go_and_what_became_of_it_is_kept(
    values: dict[str, Any], state: State, sends: frozenset[str], way: Told
) -> None:
    outcome = outcome_of(entry(**values), state, sends=sends)
    assert told(outcome) == way.value
    sent = [(reply.to, reply.purpose, reply.complaint) for reply in outcome.replies]
    expected = [(Address(way.value, PHONE), "receipt", NUMBER_PLACEHOLDER)]
    assert sent == (expected if way in (Told.SMS, Told.WHATSAPP) else [])


def test_a_receipt_by_sms_is_written_as_one_even_where_whatsapp_was_wished() -> None:
    outcome = outcome_of(entry(phone=PHONE, reply=WHATSAPP))
    assert outcome.replies[0].text.startswith("DPMPTSP Purwakarta: pengaduan")


def test_a_receipt_on_whatsapp_names_the_medium_in_words() -> None:
    state = State(last_inbound_at=NOW - timedelta(hours=1))
    outcome = outcome_of(entry(medium="box", phone=PHONE, reply=WHATSAPP), state)
    assert "lewat kotak pengaduan" in outcome.replies[0].text


def test_the_question_that_a_receipt_asks_stays_open() -> None:
    outcome = outcome_of(entry(name="", phone=PHONE, reply=SMS))
    assert outcome.state.awaiting is Awaiting.NAME
    assert outcome.state.focus == NUMBER_PLACEHOLDER


def test_a_conversation_in_the_middle_of_something_stays_as_it_was() -> None:
    draft = Draft(facts=Facts(matter="Izin belum jadi"), opened_at=NOW)
    state = State(
        draft=draft, awaiting=Awaiting.NAME, menu=("a",), last_inbound_at=NOW, last_turn_at=NOW
    )
    outcome = outcome_of(entry(name="", phone=PHONE, reply=SMS), state)
    assert outcome.state == state
    assert outcome.wake_at is not None  # Its reminder comes as it would have come.


def test_nobody_without_a_number_can_be_written_to() -> None:
    place = entry().place
    assert place.channel == "letter"
    assert entry(key="another-form-of-the-same-day").place != place
    assert entry(phone=PHONE).place == Address("letter", PHONE)
    assert entry(phone=PHONE).person == Address(SMS, PHONE).person

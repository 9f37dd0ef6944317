"""Words of a complaint's page: what is hidden from whom, why a message failed, which number."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from console.complaint.delivery_words import (
    STEP,
    Next,
    meaning,
    progress,
    say_failure,
    trouble,
)
from console.complaint.identity import Hidden
from console.complaint.timeline import who
from console.complaint.unknown import meant
from domain.calendar import WIB
from domain.messages import SMS, TELEGRAM, WHATSAPP, DeliveryStatus
from domain.tickets import find_numbers, ticket_number
from storage.transcripts import Line

HIDDEN = Hidden(
    ("Contoh Pelapor", "Siti C."),
    "+6281200000001",
    frozenset({"9898222", "8224794", "pengaduan@kantor.test"}),
)


@pytest.mark.parametrize(
    "text",
    [
        "saya Contoh Pelapor",
        "atas nama PELAPOR",
        "hubungi 081200000001",
        "hubungi 0812-0000-0001",
        "hubungi +62 812 0000 0001",
        "hubungi 62812 0000 0001.",
        "nomor lain 0857.1234.5678",
        "rumah (0264) 200123",
        "rumah 0264-200123",
        "luar negeri +65 9123 4567",
        "tulis ke contoh.pelapor@rumah.test",
        "tg:+6281200000001",
    ],
)
def test_neither_name_nor_number_is_left_in_a_hidden_text(text: str) -> None:
    hidden = HIDDEN(text)
    for told in ("Contoh Pelapor", "PELAPOR", "0001", "5678", "200123", "4567", "rumah.test"):
        assert told not in hidden


@pytest.mark.parametrize(
    "text",
    [
        "nomor 2026-00042-7",
        "diminta Rp500.000 tanggal 08-12-2026 jam 09.30",
        "NIB 1234567890123, KBLI 28173",
        "loket 2, RT 03/05, jam 08.00-16.00",
        "WhatsApp kantor 081809898222",
        "telepon (0264) 8224794",
        "surel pengaduan@kantor.test",
        "biaya 0800 tidak ada",
    ],
)
def test_what_is_no_telephone_number_of_a_citizen_stays_readable(text: str) -> None:
    assert HIDDEN(text) == text


def test_a_nik_is_masked_once_more() -> None:
    assert "3214011203900001" not in HIDDEN("KTP 3214011203900001")


AT = datetime(2026, 3, 13, 9, 5, tzinfo=WIB)
LINE = Line(id="o1", at=AT, from_citizen=False, text="Halo", status=DeliveryStatus.SENT)


@pytest.mark.parametrize("channel", [WHATSAPP, SMS, TELEGRAM])
@pytest.mark.parametrize("code", ["21610", "30003", "63016", "63032", "63018", "403", "400", ""])
def test_a_failure_is_told_in_a_sentence_with_a_step_that_the_channel_has(
    channel: str, code: str
) -> None:
    reason, steps = meaning(code, channel)
    assert reason.endswith(".")
    assert steps
    assert Next.TEMPLATE not in steps or channel == WHATSAPP
    assert Next.SMS not in steps or channel == WHATSAPP
    assert STEP[steps[0]] in say_failure(channel, code)


def test_an_unknown_code_has_a_sentence_too() -> None:
    reason, steps = meaning("99999", WHATSAPP)
    assert "tidak menjelaskan" in reason
    assert Next.PHONE in steps


def test_a_template_is_offered_only_where_one_is_approved() -> None:
    failed = replace(LINE, status=DeliveryStatus.FAILED, error_code="63016")
    offered = []
    for templates in (True, False):
        found = trouble(failed, WHATSAPP, templates=templates)
        assert found is not None
        offered.append(Next.TEMPLATE in found.steps)
    assert offered == [True, False]


@pytest.mark.parametrize(
    ("line", "waiting"),
    [
        (replace(LINE, status=DeliveryStatus.QUEUED), None),
        (replace(LINE, status=DeliveryStatus.READ), None),
        (replace(LINE, status=DeliveryStatus.QUEUED, attempts=2), True),
        (replace(LINE, status=DeliveryStatus.HELD), False),
        (replace(LINE, status=DeliveryStatus.FAILED), False),
    ],
)
def test_what_is_on_its_way_is_no_trouble_until_it_failed_once(
    line: Line, waiting: bool | None
) -> None:
    found = trouble(line, WHATSAPP)
    assert (found.waiting if found else None) is waiting


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": DeliveryStatus.QUEUED}, "menunggu dikirim"),
        ({"status": DeliveryStatus.HELD}, "ditahan: telepon warga"),
        ({"sent_at": AT}, "terkirim 09.05"),
        (
            {
                "status": DeliveryStatus.READ,
                "sent_at": AT,
                "delivered_at": AT + timedelta(minutes=1),
                "read_at": AT + timedelta(days=1),
            },
            "terkirim 09.05 · sampai 09.06 · dibaca Sabtu, 14 Maret 2026 09.05",
        ),
        ({"status": DeliveryStatus.CANCELLED}, "dibatalkan"),
        # It failed at first and went through in the end.
        ({"status": DeliveryStatus.DELIVERED, "failed_at": AT}, "sampai"),
    ],
)
def test_how_far_a_message_has_come_is_told_with_times(
    values: dict[str, object], said: str
) -> None:
    assert progress(replace(LINE, **values)) == said  # type: ignore[arg-type]


def test_a_message_of_the_citizen_has_no_delivery() -> None:
    assert progress(replace(LINE, status=None, from_citizen=True)) == ""


RIGHT = ticket_number(2026, 42)


@pytest.mark.parametrize(
    "typed",
    [
        RIGHT[:-1] + str((int(RIGHT[-1]) + 1) % 10),  # A wrong check digit.
        RIGHT[:-2],  # None at all.
        "2026/42",
        "202600042",
        RIGHT.replace("00042", "00024"),  # Two neighbours in the wrong order.
        RIGHT.replace("00042", "00842"),  # One digit misread.
    ],
)
def test_a_mistyped_number_leads_to_the_one_that_was_meant(typed: str) -> None:
    assert RIGHT in meant(typed)


@pytest.mark.parametrize("typed", ["", "abc", "2026", "x" * 500, "%00", "2026-000000000-1", "０"])
def test_what_is_no_number_leads_nowhere(typed: str) -> None:
    assert meant(typed) == []


def test_all_that_is_offered_are_right_numbers() -> None:
    for number in meant("2026-00042-1"):
        assert find_numbers(number) == (number,)


def test_an_actor_without_an_account_is_shown_as_it_was_noted() -> None:
    names = {"sari": "Contoh Sari"}
    assert [who(actor, names) for actor in ("citizen", "system", "sari", "lama")] == [
        "Warga",
        "Sistem",
        "Contoh Sari",
        "lama",
    ]

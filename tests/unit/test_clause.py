"""The clause of the standard beside what a citizen says: known, unknown, and what follows."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from domain.calendar import WIB, WorkCalendar
from domain.catalogue import Catalogue, Service
from domain.clause import (
    NO_CLAUSE,
    NO_SERVICE,
    NOT_FILLED,
    NOT_LISTED,
    REPLACED,
    Clause,
    Heard,
    Part,
    clause_for,
    excerpt,
)
from domain.complaint import Complaint, Facts, Kind, Receipt, ServiceRef, Status
from domain.messages import WHATSAPP, Address
from domain.understanding import COMPONENTS

FULL = Service(
    id="lengkap",
    name="Izin Lengkap",
    requirements=("Akun SIINas", "Sarana produksi sendiri"),
    working_days=7,
    fee="Gratis",
    free=True,
    product="NIB dan sertifikat",
    legal_basis=("UU 11/2020", "PP 5/2021"),
    source="Standar Pelayanan Izin Lengkap",
)
EMPTY = Service(id="kosong", name="Izin Kosong")
PAID = Service(id="bayar", name="Izin Bayar", free=False, source="Standar Izin Bayar")
CATALOGUE = Catalogue(
    {service.id: service for service in (FULL, EMPTY, PAID)},
    {"sarana": "Ruang tunggu; toilet.", "dasar_hukum": "UU 11/2020; PP 5/2021 (sudah diganti)."},
)
CALENDAR = WorkCalendar({date(2026, 3, 3): "Libur contoh"})
# Monday, 2 March 2026: three weeks before is 9 February.
COMPLAINED = datetime(2026, 3, 2, 9, tzinfo=WIB)
TODAY = COMPLAINED.date()


def complaint(service: Service | None, *components: str, **values: object) -> Complaint:
    status = values.pop("status", Status.DITERIMA)
    refs = (ServiceRef(service.id, service.name),) if service else ()
    made: dict[str, object] = {"matter": "Ada masalah", "services": refs} | values
    return Complaint(
        facts=Facts(components=components, **made),  # type: ignore[arg-type]
        kind=Kind.PENGADUAN,
        reason=None,
        channel=WHATSAPP,
        sender=Address(WHATSAPP, "+6281200000001"),
        received_at=COMPLAINED,
        registered_at=COMPLAINED,
        counts_from=COMPLAINED.date(),
        status=status,  # type: ignore[arg-type]
    )


def clause(it: Complaint, heard: Heard | None = None, today: date = TODAY) -> Clause:
    return clause_for(it, CATALOGUE, CALENDAR, today, heard)


def only(it: Complaint, heard: Heard | None = None, today: date = TODAY) -> Part:
    [part] = clause(it, heard, today).parts
    return part


@pytest.mark.parametrize(
    ("component", "printed"),
    [
        ("persyaratan", FULL.requirements),
        ("jangka_waktu", ("7 hari kerja sejak berkas lengkap dan benar",)),
        ("biaya", ("Gratis",)),
        ("produk", (FULL.product,)),
        ("dasar_hukum", FULL.legal_basis),
        ("sarana", ("Ruang tunggu; toilet.",)),
    ],
)
def test_the_standard_is_shown_as_it_is_printed(component: str, printed: tuple[str, ...]) -> None:
    part = only(complaint(FULL, component))
    assert part.standard == printed
    assert part.missing == ""


@pytest.mark.parametrize(
    ("service", "component", "missing"),
    [
        (EMPTY, "persyaratan", NOT_FILLED),
        (EMPTY, "prosedur", NOT_FILLED),
        (FULL, "prosedur", NOT_FILLED),
        (EMPTY, "jangka_waktu", NOT_FILLED),
        (EMPTY, "biaya", NOT_FILLED),
        (EMPTY, "produk", NOT_FILLED),
        (None, "biaya", NO_SERVICE),
        (None, "jangka_waktu", NO_SERVICE),
        (Service("", "Izin Antah Berantah"), "biaya", NOT_LISTED),
        (FULL, "lainnya", NO_CLAUSE),
    ],
)
def test_what_is_unknown_is_said_as_unknown(
    service: Service | None, component: str, missing: str
) -> None:
    part = only(complaint(service, component))
    assert part.standard == ()
    assert part.missing == missing
    assert part.source == ""


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("service", [FULL, EMPTY, PAID, None])
def test_every_component_either_has_a_text_or_says_why_not(
    component: str, service: Service | None
) -> None:
    part = only(complaint(service, component))
    assert bool(part.standard) != bool(part.missing)


def test_a_fee_that_is_asked_for_a_free_service_speaks_against_the_office() -> None:
    part = only(complaint(FULL, "biaya", rupiah=(500_000,)))
    assert part.said == ("menyebut Rp500.000",)
    assert part.against
    assert "gratis" in part.findings[0]


@pytest.mark.parametrize("service", [PAID, EMPTY, None])
def test_a_sum_alone_accuses_nobody_where_the_service_is_not_known_to_be_free(
    service: Service | None,
) -> None:
    part = only(complaint(service, "biaya", rupiah=(500_000, 25_000)))
    assert part.said == ("menyebut Rp500.000", "menyebut Rp25.000")
    assert not part.against
    assert part.findings == ()


def test_where_no_sum_was_named_it_has_to_be_asked() -> None:
    found = clause(complaint(FULL, "biaya"))
    assert "berapa rupiah" in found.ask[0]


# The day of the application, until when, and how many working days are told. 3 March is a holiday.
WAITS = [
    # Three weeks to a day: 15 working days, of which 7 are allowed.
    (date(2026, 2, 9), {}, TODAY, ("Saat mengadu sudah 15 hari kerja: lewat 8",)),
    # Exactly the seventh working day is still in time.
    (date(2026, 2, 19), {}, TODAY, ("Saat mengadu sudah 7 hari kerja: masih",)),
    (date(2026, 2, 18), {}, TODAY, ("Saat mengadu sudah 8 hari kerja: lewat 1",)),
    # The wait goes on while the complaint is open; the holiday does not count.
    (
        date(2026, 2, 19),
        {},
        date(2026, 3, 5),
        (
            "Saat mengadu sudah 7 hari kerja: masih",
            "Sampai hari ini, bila belum terbit, 9 hari kerja: lewat 2",
        ),
    ),
    # Once it is closed, nobody waits any more.
    (
        date(2026, 2, 19),
        {"status": Status.DITUTUP},
        date(2026, 3, 5),
        ("Saat mengadu sudah 7 hari kerja: masih",),
    ),
    # What was received ends the wait on that day.
    (
        date(2026, 2, 9),
        {"received": Receipt.ON, "received_on": date(2026, 2, 12)},
        date(2026, 3, 5),
        ("Sampai layanan diterima 3 hari kerja: masih",),
    ),
    # A day of application that lies after the receipt is no wait.
    (
        date(2026, 2, 13),
        {"received": Receipt.ON, "received_on": date(2026, 2, 12)},
        date(2026, 3, 5),
        (),
    ),
]


@pytest.mark.parametrize(("applied", "values", "today", "told"), WAITS)
def test_a_wait_is_counted_in_working_days_beside_the_term(
    applied: date, values: dict[str, object], today: date, told: tuple[str, ...]
) -> None:
    part = only(complaint(FULL, "jangka_waktu", **values), Heard(applied, "x"), today)
    assert len(part.findings) == len(told)
    for finding, beginning in zip(part.findings, told, strict=True):
        assert finding.startswith(beginning)
    assert part.against == any("lewat" in finding for finding in part.findings)


def test_a_wait_without_a_known_term_is_counted_and_judged_by_nobody() -> None:
    part = only(complaint(EMPTY, "jangka_waktu"), Heard(date(2026, 2, 9), "tgl 9"))
    assert part.findings == ("Saat mengadu sudah 15 hari kerja.",)
    assert not part.against
    assert part.missing == NOT_FILLED


def test_a_rough_day_is_told_as_rough_with_the_words_it_was_taken_from() -> None:
    part = only(complaint(FULL, "jangka_waktu"), Heard(date(2026, 2, 9), "3 minggu", exact=False))
    assert part.said == ("“3 minggu”: berkas masuk sekitar Senin, 9 Februari 2026",)
    assert "sejak berkas lengkap" in part.note


def test_where_nobody_said_since_when_it_has_to_be_asked() -> None:
    part = only(complaint(FULL, "jangka_waktu"))
    assert part.findings == ()
    assert "sejak kapan permohonannya masuk" in part.ask[0]


def test_a_legal_basis_is_not_called_the_newest_law() -> None:
    assert only(complaint(FULL, "dasar_hukum")).note == REPLACED
    general = only(complaint(EMPTY, "dasar_hukum"))
    assert general.standard == (CATALOGUE.general["dasar_hukum"],)


def test_every_component_and_every_permit_has_its_part_the_primary_first() -> None:
    facts = {"services": (ServiceRef("lengkap", "x"), ServiceRef("kosong", "y"))}
    found = clause(complaint(None, "biaya", "sarana", **facts))
    assert [(part.component, part.service) for part in found.parts] == [
        ("biaya", "Izin Lengkap"),
        ("biaya", "Izin Kosong"),
        ("sarana", ""),
    ]


def test_without_a_component_there_is_no_clause() -> None:
    assert clause(complaint(FULL)).parts == ()


def test_an_excerpt_holds_the_words_it_is_taken_for() -> None:
    text = "awal kata " * 60 + "diminta 500 ribu di loket " + "akhir kata " * 60
    piece = excerpt(text, ("500 ribu",))
    assert "500 ribu" in piece
    assert len(piece) < 200
    assert piece.startswith("… ")
    assert piece.endswith(" …")


@pytest.mark.parametrize("text", ["", "pendek", "x" * 5000, "baris\n\nbaru"])
def test_an_excerpt_is_short_whatever_the_text(text: str) -> None:
    assert len(excerpt(text, ("tidak ada",))) < 200

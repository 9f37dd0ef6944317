"""Which complaints are offered as being about the same matter, and what that may tell of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from console.complaint.page import compared
from console.complaint.related import Related, history, likeness, related, search_words
from console.complaint.view import View, load
from domain.complaint import Complaint, ServiceRef, Status
from domain.messages import TELEGRAM, WHATSAPP, Address
from domain.people import Role
from storage.engine import reading
from tests.integration.console_rig import NOW, Rig

STANDARD = ServiceRef("sertifikat_standar", "Sertifikat Standar")
NIB = ServiceRef("nib", "NIB")
ONE = Address(WHATSAPP, "+6281377700001")
TEXT = "Petugas di loket 2 meminta uang 500 ribu untuk mengurus sertifikat standar"
ALIKE = "Loket 2 minta uang 500 ribu untuk urus sertifikat standar, petugas bilang wajib"
OTHER = "Ruang tunggu panas, kursinya rusak dan tidak ada air minum"


async def view_of(rig: Rig, complaint: Complaint, role: Role = Role.PETUGAS) -> View:
    return await load(rig.console, await rig.person(role), complaint.number)


async def found(rig: Rig, complaint: Complaint, role: Role = Role.PETUGAS) -> list[Related]:
    view = await view_of(rig, complaint, role)
    candidates = await reading(rig.database, compared, view)
    return related(view, candidates, rig.office)


async def past(rig: Rig, complaint: Complaint, role: Role = Role.PETUGAS) -> list[str] | None:
    view = await view_of(rig, complaint, role)
    candidates = await reading(rig.database, compared, view)
    known = history(view, candidates)
    return None if known is None else [one.number for one in known]


async def test_the_same_matter_by_another_channel_is_found_with_its_reasons(
    database: AsyncEngine,
) -> None:
    rig = Rig(database, now=NOW - timedelta(days=3))
    alike = await rig.complaint(Address(TELEGRAM, "77001"), text=ALIKE, services=(STANDARD,))
    await rig.complaint(text=OTHER, components=("sarana",))
    rig.now = NOW
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    [one] = await found(rig, complaint)
    assert one.complaint.number == alike.number
    assert one.percent >= 60
    assert one.why[1:] == ("layanan dan komponen sama", "selisih 3 hari")
    assert one.can_merge


async def test_words_alone_are_enough_where_service_and_component_differ(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    alike = await rig.complaint(text=ALIKE, components=("kompetensi",), services=(NIB,))
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    assert [one.complaint.number for one in await found(rig, complaint)] == [alike.number]


async def test_the_same_service_and_component_without_like_words_is_no_duplicate(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    await rig.complaint(text=OTHER, services=(STANDARD,))
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    assert await found(rig, complaint) == []


async def test_only_the_likest_five_are_shown_the_likest_first(database: AsyncEngine) -> None:
    rig = Rig(database)
    for extra in range(7):
        await rig.complaint(text=TEXT + " tambahan lain" * extra, services=(STANDARD,))
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    percents = [one.percent for one in await found(rig, complaint)]
    assert len(percents) == 5
    assert percents == sorted(percents, reverse=True)


async def test_what_is_closed_is_shown_and_cannot_be_merged(database: AsyncEngine) -> None:
    rig = Rig(database)
    closed = await rig.complaint(text=ALIKE, services=(STANDARD,))
    await rig.change(closed, status=Status.DITUTUP)
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    [one] = await found(rig, complaint)
    assert not one.can_merge


async def test_another_reporter_is_not_named(database: AsyncEngine) -> None:
    rig = Rig(database)
    await rig.complaint(
        Address(WHATSAPP, "+6281377700099"),
        text=f"{TEXT}. Saya Contoh Kartika, 0813-7770-0099",
        name="Contoh Kartika",
        services=(STANDARD,),
    )
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    browser = await rig.signed_in(Role.PETUGAS)
    for more in ("", "/gabung"):
        page = unescape((await browser.get(f"/kantor/aduan/{complaint.number}{more}")).text)
        assert "Bandingkan" in page
        assert "Kartika" not in page
        assert "0099" not in page


async def test_the_history_is_that_of_the_same_contact_newest_first(database: AsyncEngine) -> None:
    rig = Rig(database)
    made = []
    for days in (30, 20, 10):
        rig.now = NOW - timedelta(days=days)
        made.append(await rig.complaint(ONE, text=f"{OTHER} {days}"))
    await rig.complaint(text=OTHER)
    assert await past(rig, made[1]) == [made[2].number, made[0].number]


# Which of two complaints of one person is confidential, and whether the one on whose page somebody
# is may tell of the other. What is confidential is never tied to a person by any of them.
@pytest.mark.parametrize(("mine", "other"), [(True, False), (False, True), (True, True)])
async def test_nothing_ties_a_confidential_complaint_to_its_reporter(
    database: AsyncEngine, mine: bool, other: bool
) -> None:
    rig = Rig(database)
    theirs = await rig.complaint(ONE, text=ALIKE, services=(STANDARD,), confidential=other)
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,), confidential=mine)
    assert not await past(rig, complaint)
    for one in await found(rig, complaint):
        assert "dari kontak yang sama" not in one.why
    assert theirs.number not in (await past(rig, complaint) or [])


async def test_after_a_reveal_the_history_is_known_but_for_other_confidential_ones(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    plain = await rig.complaint(ONE, text=OTHER)
    secret = await rig.complaint(ONE, text=OTHER, confidential=True)
    complaint = await rig.complaint(ONE, text=TEXT, confidential=True)
    browser = await rig.signed_in(Role.PETUGAS)
    page = await browser.post(
        f"/kantor/aduan/{complaint.number}/ungkap", data={"alasan": "Perlu menelepon"}
    )
    part = page.text[page.text.index('id="riwayat"') : page.text.index('id="linimasa"')]
    assert plain.number in part
    assert secret.number not in part


async def test_the_inspektorat_is_shown_only_what_was_given_to_it(database: AsyncEngine) -> None:
    rig = Rig(database)
    given = await rig.complaint(ONE, text=ALIKE, services=(STANDARD,))
    given = await rig.change(given, handling=replace(given.handling, given_to_apip=True))
    await rig.complaint(ONE, text=ALIKE, services=(STANDARD,))
    complaint = await rig.complaint(ONE, text=TEXT, services=(STANDARD,))
    complaint = await rig.change(
        complaint, handling=replace(complaint.handling, given_to_apip=True)
    )
    shown = await found(rig, complaint, Role.INSPEKTORAT)
    assert [one.complaint.number for one in shown] == [given.number]
    assert await past(rig, complaint, Role.INSPEKTORAT) == [given.number]


def test_a_few_words_are_like_nothing() -> None:
    assert likeness("mahal", f"mahal sekali di loket 2 ini, {OTHER}") <= 20
    assert likeness("", TEXT) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("mahal di loket", ["loket", "mahal"]),
        ("Petugas minta sertifikat, kuitansinya tidak ada", ["kuitansinya", "sertifikat", "minta"]),
        ("500000 2026-00042-7 !!! \u0000 😀", []),
    ],
)
def test_the_words_that_are_searched_for_are_the_telling_ones(text: str, words: list[str]) -> None:
    assert search_words(text) == words

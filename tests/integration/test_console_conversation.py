"""The conversation on a complaint's page: its order, its files, and which part of it is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.messages import WHATSAPP, Address, Attachment, InboundMessage, Location
from domain.people import Role
from storage.engine import transaction
from storage.inbox import Received, record_inbound
from storage.tables import outbox
from tests.integration.complaint_pages import (
    SENDER,
    address,
    page_of,
    says,
    talk_of,
    three_in_one,
)
from tests.integration.console_rig import NOW, Rig


async def test_the_conversation_stands_in_order_under_its_days_with_what_became_of_ours(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(SENDER, text="Pesan pertama")
    rig.now = NOW + timedelta(days=1)
    await says(
        rig,
        "Pesan kedua",
        attachments=(
            Attachment("image/jpeg", "r1"),
            Attachment("audio/ogg", "r2", size=2048),
            Attachment("application/pdf", "r3", "surat.pdf", 240 * 1024),
            Attachment("image/png", ""),
        ),
        location=Location(-6.553, 107.443, "Kantor"),
    )
    failed = update(outbox).values(status="failed", error_code="63032", failed_at=rig.now)
    await transaction(database, lambda conn: conn.execute(failed))
    page = await page_of(rig, complaint)
    order = [
        "Senin, 16 Maret 2026",
        "Pesan pertama",
        "Aduan ini didaftarkan",
        "Pengaduan kami terima.",
        "WhatsApp sedang membatasi pesan ke warga ini.",
        'day-name">Selasa, 17 Maret 2026',
        "Pesan kedua",
        'alt="Foto dari warga"',
        '<audio controls preload="none"',
        "surat.pdf",
        "dokumen PDF".capitalize(),
        "isinya tidak tersimpan",
        "lokasi −6.55, 107.44",
    ]
    talk = page[page.index('id="percakapan"') : page.index('id="aduan"')]
    places = [talk.lower().index(said.lower()) for said in order]
    assert places == sorted(places)
    assert re.search(rf'src="/kantor/aduan/{complaint.number}/lampiran/pesan-\d+-0"', talk)
    assert 'rel="noreferrer noopener"' in talk
    assert "kirim lewat SMS" in talk


async def test_a_ticket_s_secret_code_is_not_shown_to_officers(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(SENDER)
    await says(rig, f"kode saya {complaint.code.lower()}")
    await transaction(
        database,
        lambda conn: conn.execute(update(outbox).values(text=f"Kode {complaint.code}")),
    )
    page = await page_of(rig, complaint)
    assert complaint.code not in page
    assert complaint.code.lower() not in page
    assert page.count("(kode)") == 2


async def test_a_long_conversation_is_read_page_by_page_without_gaps(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(SENDER, text="Pesan 0000")
    said = [
        InboundMessage(WHATSAPP, f"m{n}", SENDER, f"Pesan {n:04}", NOW + timedelta(seconds=n // 3))
        for n in range(1, 451)
    ]
    await transaction(
        database, record_inbound, [Received(one, raw="", at=one.sent_at) for one in said]
    )
    browser = await rig.signed_in(Role.PETUGAS)
    seen: list[str] = []
    more = ""
    for _ in range(5):
        page = (await browser.get(address(complaint, more))).text
        talk = page[page.index('id="percakapan"') : page.index('id="aduan"')]
        seen = re.findall(r"Pesan (\d{4})", talk) + seen
        older = re.search(r"\?sebelum=([^#\"]+)", talk)
        if older is None:
            break
        more = f"?sebelum={older[1]}"
    assert seen == [f"{n:04}" for n in range(451)]


async def test_a_place_that_is_none_shows_the_newest(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(text="Pesan pertama")
    for place in ("x", "0", "-1", "9" * 40, "'; DROP", "%00"):
        assert "Pesan pertama" in await page_of(rig, complaint, more=f"?sebelum={place}"), place


async def test_several_complaints_of_a_conversation_are_marked_where_they_were_registered(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    first, second, third = await three_in_one(rig)
    talk = await talk_of(rig, second)
    order = [
        f'Aduan lain didaftarkan: <a href="{address(first)}"',
        "Aduan ini didaftarkan",
        f'Aduan lain didaftarkan: <a href="{address(third)}"',
    ]
    assert [talk.index(mark) for mark in order] == sorted(talk.index(mark) for mark in order)
    assert all(f"Perkara ke-{n}" in talk and f"Tambahan ke-{n}" in talk for n in range(3))


async def test_beside_an_ordinary_complaint_nothing_of_a_confidential_one_is_told(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    first, secret, third = await three_in_one(rig, secret=1)
    for complaint in (first, third):
        page = await page_of(rig, complaint)
        assert "Perkara ke-1" not in page
        assert "Tambahan ke-1" not in page
        assert secret.number not in page
        talk = await talk_of(rig, complaint)
        assert all(f"Perkara ke-{n}" in talk and f"Tambahan ke-{n}" in talk for n in (0, 2))


async def test_beside_a_confidential_complaint_nothing_leads_to_an_ordinary_one(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    first, secret, third = await three_in_one(rig, secret=1)
    page = await page_of(rig, secret)
    talk = await talk_of(rig, secret)
    assert "Perkara ke-1" in talk
    assert "Tambahan ke-1" in talk
    for told in ("Perkara ke-0", "Tambahan ke-2", first.number, third.number):
        assert told not in talk
    assert "Tidak ditampilkan, karena pelapor minta dirahasiakan." in page
    assert "dari kontak yang sama" not in page


async def test_the_inspektorat_reads_only_the_part_that_belongs_to_its_complaint(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    made = await three_in_one(rig)
    theirs = await rig.change(made[1], handling=replace(made[1].handling, given_to_apip=True))
    page = await page_of(rig, theirs, Role.INSPEKTORAT)
    assert "Perkara ke-1" in page
    for told in ("Perkara ke-0", "Tambahan ke-0", "Perkara ke-2", made[0].number, made[2].number):
        assert told not in page


async def test_a_file_of_another_complaint_s_part_is_not_served(database: AsyncEngine) -> None:
    rig = Rig(database)
    first, secret, third = await three_in_one(rig, secret=1)
    await says(rig, "foto", attachments=(Attachment("image/jpeg", "r1"),))
    found = re.search(r"/lampiran/pesan-\d+-0", await talk_of(rig, third))
    assert found is not None
    browser = await rig.signed_in(Role.PETUGAS)
    # No channel is on, so what may be read cannot be fetched; that is another answer.
    assert (await browser.get(address(third, found[0]))).status_code == 502
    assert (await browser.get(address(first, found[0]))).status_code == 502
    assert (await browser.get(address(secret, found[0]))).status_code == 404


async def test_a_complaint_without_a_conversation_says_so(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(Address("letter", "acak-1"), text="Isi surat")
    await transaction(database, lambda conn: conn.execute(outbox.delete()))
    page = await page_of(rig, complaint)
    assert "tidak ada nomor" in page
    assert "acak-1" not in page

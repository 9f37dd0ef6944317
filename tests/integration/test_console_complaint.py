"""A complaint's page: who sees what of it, what it says, and that nothing on it can be abused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint, Receipt, ServiceRef
from domain.messages import TELEGRAM, Address, Attachment, Location
from domain.people import Role
from domain.tickets import ticket_number
from storage.audit import Entry, erase_texts, timeline
from storage.engine import reading, transaction
from storage.tables import outbox
from tests.integration.complaint_pages import (
    PHONE,
    SENDER,
    address,
    happened,
    page_of,
    says,
)
from tests.integration.console_rig import Rig

NAME = "Contoh Kartika"
STANDARD = ServiceRef("sertifikat_standar", "Sertifikat Standar (Risiko Menengah Tinggi)")
REASON = "Perlu menelepon pelapor"


async def reported(rig: Rig, *, given: bool = True, **facts: Any) -> Complaint:
    """A complaint whose words hold its reporter's name and number."""
    text = f"Saya {NAME}, nomor 0813-7770-0042, diminta 500 ribu di loket 2"
    made = await rig.complaint(SENDER, text=text, name=NAME, address="Jalan Contoh 1", **facts)
    if given:
        made = await rig.change(made, handling=replace(made.handling, given_to_apip=True))
    return made


def tells_who(page: str) -> bool:
    """Whether a page gives the reporter away, in whatever spelling."""
    text = unescape(page)
    digits = re.sub(r"\D", "", re.sub(r"<[^>]*>", " ", text))
    named = any(part in text for part in ("Kartika", "kartika", "Jalan Contoh"))
    return named or "7770004" in digits or "0042" in re.sub(r"2026-00042", "", text)


async def events(rig: Rig, complaint: Complaint) -> list[Entry]:
    return await reading(rig.database, timeline, complaint.number)


# Role, confidential; may be seen at all, is masked, may be revealed.
WHO_SEES = [
    (Role.PETUGAS, False, 200, False, False),
    (Role.PETUGAS, True, 200, True, True),
    (Role.ATASAN, False, 200, True, True),
    (Role.ATASAN, True, 200, True, False),
    (Role.KEPALA, False, 200, True, True),
    (Role.KEPALA, True, 200, True, False),
    (Role.INSPEKTORAT, False, 200, True, True),
    (Role.INSPEKTORAT, True, 200, True, False),
    (Role.ADMIN, False, 403, True, False),
    (Role.ADMIN, True, 403, True, False),
]


@pytest.mark.parametrize(("role", "secret", "status", "masked", "may_reveal"), WHO_SEES)
async def test_each_role_sees_of_the_reporter_what_it_may(
    database: AsyncEngine, role: Role, secret: bool, status: int, masked: bool, may_reveal: bool
) -> None:
    rig = Rig(database)
    complaint = await reported(rig, confidential=secret)
    browser = await rig.signed_in(role)
    page = await browser.get(address(complaint))
    assert page.status_code == status
    assert tells_who(page.text) is not masked
    assert ("/ungkap" in page.text) is may_reveal
    shown = await browser.post(address(complaint, "/ungkap"), data={"alasan": REASON})
    revealed = [
        event for event in await events(rig, complaint) if event.name == "identity_revealed"
    ]
    if may_reveal:
        assert shown.status_code == 200
        assert NAME in shown.text
        assert PHONE in shown.text
        assert shown.headers["cache-control"] == "no-store"
        [event] = revealed
        assert event.text == REASON
        assert tells_who((await browser.get(address(complaint))).text) is False
    else:
        assert shown.status_code == (303 if status == 200 and not masked else 403)
        assert revealed == []
        assert not tells_who(shown.text)


async def test_a_reveal_without_a_real_reason_shows_nothing_and_keeps_what_was_typed(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    complaint = await reported(rig, confidential=True)
    browser = await rig.signed_in(Role.PETUGAS)
    for reason in ("", "    ", "abc", "a  b ", "x" * 501):
        answer = await browser.post(address(complaint, "/ungkap"), data={"alasan": reason})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert not tells_who(answer.text)
        assert " ".join(reason.split()) in answer.text
    assert all(event.name != "identity_revealed" for event in await events(rig, complaint))


async def test_the_inspektorat_finds_nothing_of_what_was_not_given_to_it(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    theirs = await rig.complaint(text="Diminta uang di loket 2 untuk izin", services=(STANDARD,))
    theirs = await rig.change(theirs, handling=replace(theirs.handling, given_to_apip=True))
    hidden = await rig.complaint(
        theirs.sender, text="Diminta uang di loket 2 untuk izin", services=(STANDARD,)
    )
    browser = await rig.signed_in(Role.INSPEKTORAT)
    unknown = await browser.get("/kantor/aduan/2026-00999-9")
    for more in ("", "/kabar"):
        answer = await browser.get(address(hidden, more))
        assert answer.status_code == 404
        assert hidden.facts.matter not in answer.text
    assert unknown.status_code == 404
    assert (await browser.get(address(hidden, "/gabung"))).status_code == 403
    revealed = await browser.post(address(hidden, "/ungkap"), data={"alasan": REASON})
    assert revealed.status_code == 404
    page = await browser.get(address(theirs))
    assert page.status_code == 200
    assert hidden.number not in page.text


async def test_a_right_number_that_is_not_theirs_looks_like_one_that_does_not_exist(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    hidden = await rig.complaint()
    browser = await rig.signed_in(Role.INSPEKTORAT)
    missing = await browser.get(f"/kantor/aduan/{ticket_number(2026, 77)}")
    there = await browser.get(address(hidden))
    plain = [re.sub(r"2026-\d{5}-\d", "NOMOR", page.text) for page in (missing, there)]
    assert missing.status_code == there.status_code == 404
    assert plain[0] == plain[1]
    assert "NOMOR" in plain[1]
    assert "Mungkin yang dimaksud" not in there.text


EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


async def test_nothing_that_a_citizen_writes_becomes_markup(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(
        SENDER,
        text=f"perihal {EVIL}",
        name=f"nama {EVIL}",
        address=f"alamat {EVIL}",
        services=(ServiceRef(None, f"layanan {EVIL}"),),
        attachments=(Attachment("application/pdf", "ref", f"berkas {EVIL}.pdf", 10),),
    )
    complaint = await rig.change(
        complaint,
        additions=(f"tambahan {EVIL}",),
        answer=f"jawaban {EVIL}",
        rating=1,
        rating_reason=f"nilai {EVIL}",
    )
    await says(
        rig,
        f"pesan {EVIL}",
        attachments=(Attachment(f"text/html{EVIL}", "r2", f"lampiran {EVIL}.html"),),
        location=Location(-6.55, 107.44, f"tempat {EVIL}"),
        profile_name=f"profil {EVIL}",
    )
    await happened(rig, complaint, "note", f"catatan {EVIL}")
    await happened(rig, complaint, f"nama-acara {EVIL}", "")
    for role in (Role.PETUGAS, Role.ATASAN):
        browser = await rig.signed_in(role)
        for more in ("", "/gabung"):
            page = await browser.get(address(complaint, more))
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text
            assert "onerror=alert(1)>" not in page.text
    page = await (await rig.signed_in(Role.PETUGAS)).get(address(complaint))
    for what in (
        "perihal", "nama", "alamat", "layanan", "berkas", "tambahan", "nilai", "pesan",
        "lampiran", "tempat", "catatan",
    ):  # fmt: skip
        assert f"{what} &lt;script&gt;" in page.text
    assert "{{7*7}}" in page.text


async def test_the_page_says_what_is_there_to_be_understood(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(
        text="Sertifikat standar saya sudah 3 minggu belum jadi, diminta 500 ribu",
        components=("biaya", "jangka_waktu"),
        component_confidence=0.62,
        model_version="contoh-1",
        alternatives=(("biaya", 0.62), ("kompetensi", 0.2)),
        services=(STANDARD,),
        received=Receipt.NOT_YET,
        rupiah=(500_000,),
        kbli=("28173",),
        levy=True,
    )
    page = await page_of(rig, complaint)
    for said in (
        complaint.number,
        "14 hari kerja lagi",
        "Dugaan pungli",
        "Gratis",
        "menyebut Rp500.000",
        "7 hari kerja sejak berkas lengkap dan benar",
        "Saat mengadu sudah 15 hari kerja: lewat 8 hari kerja.",
        "cukup yakin (62%)",
        "mesin contoh-1",
        "Layanannya belum diterima",
        "Senin, 16 Maret 2026, hari aduan diterima",
        "14 hari kerja sejak 16 Maret 2026",
        "28173",
        "belum ada petugasnya",
    ):
        assert said in page, said
    # One click corrects: the alternative first, what else was found behind it.
    assert re.search(
        r'/koreksi#\w+" class="inline">\s*'
        r'<input type="hidden" name="components" value="kompetensi">\s*'
        r'<input type="hidden" name="components" value="jangka_waktu">',
        page,
    )


async def test_one_click_corrects_and_another_makes_a_guess_certain(database: AsyncEngine) -> None:
    rig = Rig(database)
    guess: dict[str, Any] = {
        "component_confidence": 0.3,
        "alternatives": (("biaya", 0.3), ("kompetensi", 0.2)),
    }
    browser = await rig.signed_in(Role.PETUGAS)
    sure = await rig.complaint()
    assert "sudah benar" not in (await browser.get(address(sure))).text
    for chosen in ("kompetensi", "biaya"):
        complaint = await rig.complaint(**guess)
        page = (await browser.get(address(complaint))).text
        assert "Biaya/tarif sudah benar" in page
        assert "hanya tebakan (30%)" in page
        answer = await browser.post(address(complaint, "/koreksi"), data={"components": chosen})
        assert answer.status_code == 303
        page = (await browser.get(address(complaint))).text
        assert "dipastikan petugas" in page
        assert "Koreksi: komponen" in page
        assert (await rig.stored(complaint.number)).facts.components == (chosen,)


async def test_what_is_missing_is_a_list_to_ask(database: AsyncEngine) -> None:
    rig = Rig(database)
    whole: dict[str, Any] = {
        "services": (STANDARD,),
        "received": Receipt.ON,
        "received_on": date(2026, 3, 10),
        "components": ("sarana",),
    }
    missing: list[tuple[dict[str, Any], str]] = [
        ({"name": ""}, "nama pelapor"),
        ({"name": "", "name_refused": True}, "warga tidak mau menyebut"),
        ({"services": ()}, "layanan atau izin apa"),
        ({"received": Receipt.UNKNOWN}, "kapan layanannya diterima"),
        ({"components": ("jangka_waktu",)}, "sejak kapan permohonannya masuk"),
        ({"components": ("biaya",), "text": "mahal"}, "berapa rupiah yang diminta"),
    ]
    for facts, asked in missing:
        page = await page_of(rig, await rig.complaint(**(whole | facts)))
        assert "Tanyakan:" in page
        assert asked in page
    told = await rig.complaint(**whole)
    assert "Tanyakan:" not in await page_of(rig, told)


async def test_two_officers_see_each_other(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint()
    one = await rig.browser(await rig.person(Role.PETUGAS, "satu", name="Contoh Satu"))
    two = await rig.browser(await rig.person(Role.PETUGAS, "dua", name="Contoh Dua"))
    assert "juga membuka" not in (await one.get(address(complaint))).text
    assert "Contoh Satu juga membuka aduan ini" in (await two.get(address(complaint))).text
    news = (await one.get(address(complaint, "/kabar"))).json()
    assert news["here"] == ["Contoh Dua"]
    assert news["say"] == "Contoh Dua juga membuka aduan ini"
    # Who keeps asking stays, who has closed the page is gone after a while.
    rig.now += timedelta(seconds=40)
    await one.get(address(complaint, "/kabar"))
    rig.now += timedelta(seconds=40)
    assert (await one.get(address(complaint, "/kabar"))).json()["here"] == []
    assert (await two.get(address(complaint, "/kabar"))).json()["here"] == ["Contoh Satu"]


async def test_whatever_changes_changes_the_stamp_and_nothing_else_does(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(SENDER)
    browser = await rig.signed_in(Role.PETUGAS)

    async def stamp() -> str:
        news = (await browser.get(address(complaint, "/kabar"))).json()
        assert isinstance(news["stamp"], str)
        return str(news["stamp"])

    first = await stamp()
    page = (await browser.get(address(complaint))).text
    assert f'data-stamp="{first}"' in page
    assert await stamp() == first
    await says(rig, "Satu lagi")
    second = await stamp()
    sent = update(outbox).values(status="sent", sent_at=rig.now)
    await transaction(database, lambda conn: conn.execute(sent))
    third = await stamp()
    await rig.change(await rig.stored(complaint.number), additions=("Satu lagi",))
    fourth = await stamp()
    assert len({first, second, third, fourth}) == 4


async def test_news_of_an_unknown_number_are_none(database: AsyncEngine) -> None:
    browser = await Rig(database).signed_in(Role.PETUGAS)
    answer = await browser.get("/kantor/aduan/2026-00077-1/kabar")
    assert answer.status_code == 404
    assert "error" in answer.json()


async def test_an_unknown_number_is_met_with_help(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint()
    browser = await rig.signed_in(Role.PETUGAS)
    wrong = complaint.number[:-1] + str((int(complaint.number[-1]) + 1) % 10)
    swapped = complaint.number.replace("00001", "00010")
    for number in (wrong, "2026-00001", "2026-0001", swapped):
        answer = await browser.get(f"/kantor/aduan/{number}")
        assert answer.status_code == 404, number
        assert "angka" in answer.text
        assert f'href="{address(complaint)}"' in answer.text, number
        assert 'action="/kantor/antrean"' in answer.text
    for number in ("abc", "%00", "%F0%9F%98%80", "x" * 900, "<script>alert(1)<br>"):
        answer = await browser.get(f"/kantor/aduan/{number}")
        assert answer.status_code == 404, number
        assert "<script>alert" not in answer.text
        assert 'action="/kantor/antrean"' in answer.text


async def test_a_number_written_otherwise_leads_to_the_complaint(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint()
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.get(f"/kantor/aduan/{complaint.number.replace('-', '')}")
    assert answer.status_code == 303
    assert answer.headers["location"] == address(complaint)


async def test_the_timeline_tells_who_did_what_and_says_where_a_text_was_erased(
    database: AsyncEngine,
) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(SENDER, name=NAME)
    await rig.person(Role.PETUGAS, "petugas", name="Contoh Sari")
    await happened(rig, complaint, "category_set", "", category="internal")
    await happened(rig, complaint, "note", f"Sudah menelepon {NAME}")
    await happened(rig, complaint, "something_new", "")
    page = await page_of(rig, complaint)
    for said in (
        "Kategori: Internal",
        f"Sudah menelepon {NAME}",
        "Kejadian lain: something new",
        "Contoh Sari",
        "Senin, 16 Maret 2026 09.05",
    ):
        assert said in page
    assert NAME not in await page_of(rig, complaint, Role.ATASAN)
    await transaction(database, erase_texts, complaint.number)
    page = await page_of(rig, complaint)
    assert "Sudah menelepon" not in page
    assert "dihapus sesuai permintaan" in page


async def test_a_chat_id_is_nobody_s_telephone_number(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint(Address(TELEGRAM, "7700123456"))
    page = await page_of(rig, complaint)
    assert "Telegram, tanpa nomor telepon" in page
    assert "tel:7700" not in page


async def test_nobody_gets_in_without_a_session(database: AsyncEngine) -> None:
    rig = Rig(database)
    complaint = await rig.complaint()
    browser: httpx.AsyncClient = await rig.browser()
    for more in ("", "/kabar", "/gabung"):
        answer = await browser.get(address(complaint, more))
        assert answer.status_code == 303
        assert complaint.facts.matter not in answer.text

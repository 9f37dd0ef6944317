"""The queue in the browser: what it shows to whom, what it hides, and what it says to nonsense."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint, Flag, ServiceRef, Status
from domain.messages import SMS, Address
from domain.people import Role
from storage import queue
from storage.engine import transaction
from storage.tables import outbox
from tests.integration.console_rig import NOW, Rig

QUEUE = "/kantor/antrean"
JSON = {"accept": "application/json"}
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"{{7*7}}"


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    return Rig(database)


async def due(rig: Rig, on: date, **values: Any) -> Complaint:
    """A complaint whose deadline is on that day."""
    made = await rig.complaint(**values)
    assert made.deadline is not None
    return await rig.change(made, deadline=replace(made.deadline, on=on))


def numbers(page: str) -> list[str]:
    return re.findall(r'data-number="([^"]+)"', page)


def row(page: str, number: str) -> str:
    """The words of one row, as somebody hears them who cannot see it."""
    found = re.search(rf'data-number="{number}">(.*?)</a>', page, re.DOTALL)
    assert found is not None
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", found[1]).split()))


def text_of(page: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


async def test_a_row_says_first_what_is_due_and_then_all_that_counts(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    made = await due(
        rig,
        NOW.date() - timedelta(days=3),
        services=(ServiceRef("nib", "Nomor Induk Berusaha (NIB)"),),
        components=("biaya",),
        levy=True,
    )
    page = (await browser.get(QUEUE)).text
    assert row(page, made.number) == (
        f"1 hari kerja lewat, 13 Mar 2026. {made.number}, Biaya/tarif, "
        "Nomor Induk Berusaha (NIB), WhatsApp, belum ada petugas. "
        "Dugaan pungli. Diminta 500 ribu untuk sertifikat standar di loket 2 Diterima"
    )
    assert f'href="/kantor/aduan/{made.number}"' in page


@pytest.mark.parametrize(
    ("on", "words"),
    [
        # Imlek and the day before it were holidays.
        (date(2026, 1, 19), "38 hari kerja lewat, 19 Jan 2026"),
        (date(2026, 3, 13), "1 hari kerja lewat, 13 Mar 2026"),
        (date(2026, 3, 16), "0 hari ini, 16 Mar 2026"),
        (date(2026, 3, 17), "1 hari kerja lagi, 17 Mar 2026"),
        # From 18 to 24 March and on 3 April nobody works.
        (date(2026, 4, 10), "13 hari kerja lagi, 10 Apr 2026"),
    ],
)
async def test_the_time_that_is_left_is_said_in_working_days(
    rig: Rig, on: date, words: str
) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    made = await due(rig, on)
    assert row((await browser.get(QUEUE)).text, made.number).startswith(f"{words}. {made.number}")


async def test_on_a_saturday_a_deadline_of_friday_is_past(rig: Rig) -> None:
    rig.now = NOW.replace(day=14)
    browser = await rig.signed_in(Role.PETUGAS)
    made = await due(rig, date(2026, 3, 13))
    page = (await browser.get(f"{QUEUE}?lihat=terlewat")).text
    assert row(page, made.number).startswith("0 baru lewat, 13 Mar 2026.")


async def test_what_is_unknown_is_said_so_and_marks_stand_in_words(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    bare = await rig.complaint(text="", components=(), suggestion=True, confidential=True)
    guessed = await rig.complaint(component_confidence=0.1)
    flags = (*guessed.flags, Flag.REOPENED, Flag.ANSWER_UNDELIVERED)
    await rig.change(guessed, flags=flags)
    page = (await browser.get(QUEUE)).text
    said = row(page, bare.number)
    for words in (
        "tanpa tenggat", "komponen belum jelas", "layanan belum jelas", "Saran.", "Rahasia.",
        "(tanpa uraian)",
    ):  # fmt: skip
        assert words in said
    said = row(page, guessed.number)
    for words in ("tebakan", "Jawaban gagal sampai.", "Dibuka lagi."):
        assert words in said


async def test_complaints_that_are_done_say_how_they_ended(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    closed, withdrawn = await rig.complaint(), await rig.complaint()
    await rig.change(closed, status=Status.DITUTUP, answered_at=NOW)
    await rig.change(withdrawn, status=Status.DITARIK)
    page = (await browser.get(f"{QUEUE}?lihat=semua")).text
    assert row(page, closed.number).startswith("Ditutup, 16 Mar 2026.")
    assert row(page, withdrawn.number).startswith("Ditarik.")


@pytest.mark.parametrize("role", [Role.PETUGAS, Role.ATASAN, Role.KEPALA, Role.INSPEKTORAT])
async def test_no_list_shows_who_reports(rig: Rig, role: Role) -> None:
    browser = await rig.signed_in(role)
    made = await rig.complaint(
        Address(SMS, "+6281234567890"),
        text="Saya Siti Contohwati, hubungi 0812-3456-7890 atau siti@contoh.example, NIK "
        "3214010101900001. Diminta Rp500.000",
        name="Siti Contohwati",
        services=(ServiceRef(None, "izin warung Siti Contohwati"),),
        address="Jalan Contoh 12",
    )
    await rig.change(made, handling=replace(made.handling, given_to_apip=True))
    for address in (QUEUE, f"{QUEUE}?lihat=semua", f"{QUEUE}/kabar"):
        page = (await browser.get(address)).text
        assert made.number in page
        for secret in (
            "Contohwati", "Siti", "34567890", "3456-7890", "siti@", "3214010101900001",
            "Jalan Contoh",
        ):  # fmt: skip
            assert secret not in page
    assert "Rp500.000" in (await browser.get(QUEUE)).text


async def test_what_citizens_write_stays_text(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    await rig.complaint(text=ATTACK, services=(ServiceRef(None, ATTACK),))
    await rig.complaint(name=ATTACK)
    for query in ("", f"?q={'%3Cscript%3E'}", "?layanan=%3Cscript%3Ealert(1)", "?lihat=%3Cimg%20"):
        page = (await browser.get(f"{QUEUE}{query}")).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    # Nothing of it is lost either, and no template reads it.
    assert ATTACK in html.unescape((await browser.get(QUEUE)).text)


async def test_the_inspektorat_sees_only_what_it_was_given(rig: Rig) -> None:
    browser = await rig.signed_in(Role.INSPEKTORAT)
    hidden, given = await rig.complaint(), await rig.complaint()
    await rig.change(given, handling=replace(given.handling, given_to_apip=True))
    for query in ("", "?lihat=semua", "?lihat=baru", "?q=loket", "?komponen=biaya&lihat=semua"):
        page = (await browser.get(f"{QUEUE}{query}")).text
        assert numbers(page) == [given.number], query
        assert hidden.number not in page
    news = (await browser.get(f"{QUEUE}/kabar?lihat=semua")).json()
    assert news["numbers"] == [given.number]
    assert news["counts"] == {"terbuka": 1, "tenggat": 0, "terlewat": 0, "dijawab": 0, "semua": 1}
    page = (await browser.get(QUEUE)).text
    assert "/kantor/pesan" not in page
    assert "/kantor/ekspor" not in page


async def test_an_admin_reads_no_complaint(rig: Rig) -> None:
    browser = await rig.signed_in(Role.ADMIN)
    for address in (QUEUE, f"{QUEUE}/kabar"):
        assert (await browser.get(address)).status_code == 403


NONSENSE = [
    ("lihat=entah", "Tampilan “entah” tidak ada untuk Anda"),
    ("lihat=persetujuan", "tidak ada untuk Anda"),  # Not for a petugas.
    ("status=hilang", "Saringan status “hilang” tidak dikenal"),
    ("jenis=x&kanal=y", "Saringan kanal “y” tidak dikenal"),
    ("komponen=" + "x" * 3000, "terlalu panjang"),
    ("petugas=-1", "Saringan petugas"),
    ("petugas=99999999999999999999", "Saringan petugas"),
    ("petugas=٣", "Saringan petugas"),
    ("tenggat=besok", "Saringan tenggat"),
    ("setelah=x", "Penanda halaman itu tidak terbaca"),
    ("setelah=2026-02-31~1", "Penanda halaman itu tidak terbaca"),
    ("q=" + "a" * 500, "Kata carian terlalu panjang"),
    ("q=2026-00001-1", "salah ketik"),
]


async def test_nonsense_in_an_address_is_answered_with_a_page_and_a_sentence(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    made = await rig.complaint()
    for query, said in NONSENSE:
        answer = await browser.get(f"{QUEUE}?{query}")
        assert answer.status_code == 200
        assert said in text_of(answer.text), query
        if "q=" not in query:
            assert made.number in answer.text
        assert (await browser.get(f"{QUEUE}/kabar?{query}")).status_code == 200
    for query in ("q=%00", "layanan=%00", "q=%22%27%3B--", "petugas=2147483647", "q=%EF%BF%BD%20*"):
        assert (await browser.get(f"{QUEUE}?{query}")).status_code == 200


async def test_a_ticket_number_leads_to_its_complaint(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    made = await rig.complaint()
    plain = made.number.replace("-", " ")
    for typed in (made.number, plain, f"  nomor {made.number} "):
        answer = await browser.get(QUEUE, params={"q": typed})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/kantor/aduan/{made.number}"


async def test_names_are_searched_only_for_who_may_see_them(rig: Rig) -> None:
    made = await rig.complaint(name="Wulandari Contohnama", text="Antre lama sekali di loket")
    for role, expected in ((Role.PETUGAS, [made.number]), (Role.ATASAN, []), (Role.KEPALA, [])):
        browser = await rig.signed_in(role)
        page = (await browser.get(QUEUE, params={"q": "wulandari"})).text
        assert numbers(page) == expected
        assert ("nama" in re.findall(r'placeholder="([^"]*)"', page)[0]) is bool(expected)


async def test_filters_stay_in_the_form_and_each_can_be_taken_away(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    sms = await rig.complaint(Address(SMS, "+62811"), services=(ServiceRef(None, "izin lapak"),))
    await rig.complaint()
    page = (await browser.get(f"{QUEUE}?kanal=sms&layanan=izin+lapak&petugas=tidak-ada")).text
    assert numbers(page) == [sms.number]
    assert '<option value="sms" selected>' in page
    assert '<option value="izin lapak" selected>' in page
    assert "Kanal: SMS" in text_of(page)
    assert 'href="/kantor/antrean?kanal=sms&amp;petugas=tidak-ada"' in page
    assert "1 aduan" in text_of(page)


async def test_mine_and_everybodys_are_filters_too(rig: Rig) -> None:
    me = await rig.person(Role.PETUGAS)
    browser = await rig.browser(me)
    made, other = await rig.complaint(), await rig.complaint()
    await rig.change(made, handling=replace(made.handling, assignee=me.id))
    for who, expected in (("saya", made), (str(me.id), made), ("tidak-ada", other)):
        page = (await browser.get(f"{QUEUE}?petugas={who}")).text
        assert numbers(page) == [expected.number]
    assert me.name in row((await browser.get(QUEUE)).text, made.number)


async def test_deadlines_can_be_filtered_as_people_say_them(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    late = await due(rig, date(2026, 3, 13))
    today = await due(rig, date(2026, 3, 16))
    far = await due(rig, date(2026, 4, 30))
    none = await rig.complaint(suggestion=True)
    for tenggat, expected in (
        ("terlewat", [late]),
        ("hari-ini", [today]),
        ("3", [today]),
        ("10", [today]),
        ("tanpa", [none]),
        ("", [late, today, far, none]),
    ):
        page = (await browser.get(f"{QUEUE}?tenggat={tenggat}")).text
        assert numbers(page) == [one.number for one in expected], tenggat


async def test_pages_follow_each_other_to_the_end(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue.page, "__defaults__", (None, 2))
    browser = await rig.signed_in(Role.PETUGAS)
    made = [(await rig.complaint()).number for _ in range(5)]
    for view, expected in (("terbuka", made), ("semua", made[::-1])):
        seen: list[str] = []
        address = f"{QUEUE}?lihat={view}&komponen=biaya"
        while address:
            page = (await browser.get(address)).text
            seen += numbers(page)
            found = re.search(r'href="([^"]+)" rel="next"', page)
            address = html.unescape(found[1]) if found else ""
            assert not found or "komponen=biaya" in address
        assert seen == expected
        assert "ke halaman pertama" in page


EMPTY = [
    ("", "Tidak ada aduan yang terbuka."),
    ("lihat=terlewat", "Tidak ada aduan yang melewati tenggat."),
    ("lihat=saya", "Ambil satu dari Belum disentuh."),
    ("lihat=gagal", "Tidak ada pesan yang gagal"),
    ("lihat=semua", "Belum ada aduan sama sekali."),
    ("kanal=box", "yang cocok dengan pencarian atau saringan ini."),
    ("setelah=~5", "Tidak ada lagi di halaman ini."),
]


async def test_an_empty_list_says_what_to_do(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    for query, said in EMPTY:
        page = (await browser.get(f"{QUEUE}?{query}")).text
        assert said in text_of(page), query
        assert numbers(page) == []
    page = (await browser.get(f"{QUEUE}?kanal=box")).text
    assert "Cari juga di yang sudah selesai" in page
    assert 'href="/kantor/antrean?lihat=semua&amp;kanal=box"' in page


async def test_news_change_when_the_list_does_and_not_otherwise(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    made = await rig.complaint()

    async def news(query: str = "") -> dict[str, Any]:
        answer = await browser.get(f"{QUEUE}/kabar{query}", headers=JSON)
        found: dict[str, Any] = answer.json()
        return found

    first = await news()
    page = (await browser.get(QUEUE)).text
    assert f'data-digest="{first["digest"]}"' in page
    assert await news() == first
    seen = [first["digest"]]
    await rig.complaint()
    second = await news()
    assert (second["counts"]["terbuka"], second["counts"]["baru"]) == (2, 2)
    assert set(second["numbers"]) - set(first["numbers"])
    seen.append(second["digest"])
    await rig.change(await rig.stored(made.number), status=Status.DITELAAH)
    seen.append((await news())["digest"])

    def fail(conn: Any) -> None:
        conn.execute(update(outbox).values(status="failed", complaint_id=made.id))

    await transaction(rig.database, fail)
    third = await news()
    assert third["counts"]["gagal"] == 1
    seen.append(third["digest"])
    rig.now += timedelta(days=1)
    browser = await rig.signed_in(Role.PETUGAS)
    seen.append((await news())["digest"])
    assert len(set(seen)) == len(seen)
    assert (await news("?kanal=box"))["numbers"] == []


async def test_news_without_a_session_say_so_to_the_script(rig: Rig) -> None:
    browser = await rig.browser()
    assert (await browser.get(f"{QUEUE}/kabar", headers=JSON)).status_code == 401
    assert (await browser.get(QUEUE)).status_code == 303


async def test_the_page_works_without_scripts_and_needs_nobody_elses(rig: Rig) -> None:
    browser = await rig.signed_in(Role.ATASAN)
    await rig.complaint()
    answer = await browser.get(QUEUE)
    assert "style=" not in answer.text
    assert not re.search(r"\son\w+=", answer.text)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)
    assert "'unsafe" not in answer.headers["content-security-policy"]
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', answer.text))
    fields = set(re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', answer.text))
    assert fields - labels <= {"pintasan"}  # That one stands inside its label.
    assert "Menunggu keputusan saya" in answer.text
    kepala = await rig.signed_in(Role.KEPALA)
    assert "Menunggu persetujuan saya" in (await kepala.get(QUEUE)).text

"""Everything that an officer does on a complaint's page: done, refused, and nothing typed lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from console.forms import FORMS
from domain.complaint import Complaint, Flag, Kind, Receipt, Status
from domain.handling import Approval, ApprovalKind, Category, Given, Plan
from domain.messages import Address
from domain.people import Role
from storage.engine import make_engine, reading
from storage.transcripts import standing_of
from tests.integration.complaint_forms import STAFF, TODAY, Bench, Page

LETTER = Address("letter", "surat-1")


@pytest_asyncio.fixture
async def bench(database: AsyncEngine) -> Bench:
    return await Bench.opened(database)


@pytest_asyncio.fixture
async def quick(sqlite_url: str) -> AsyncIterator[Bench]:
    """For what the database has no part in."""
    engine = make_engine(sqlite_url)
    yield await Bench.opened(engine)
    await engine.dispose()


def approval(complaint: Complaint) -> Approval:
    assert complaint.handling.approval is not None
    return complaint.handling.approval


DONE: list[tuple[str, str, str, dict[str, Any], Callable[[Complaint], Any]]] = [
    # form, who sends it, state before, what is sent, what holds afterwards
    ("ambil", "petugas", "new", {}, lambda c: c.status is Status.DITELAAH),
    ("tugaskan", "petugas", "new", {"petugas": "2"}, lambda c: c.handling.assignee == 2),
    ("tugaskan", "atasan", "taken", {"petugas": "tidak-ada"}, lambda c: not c.handling.assignee),
    (
        "lembar",
        "petugas",
        "new",
        {"pokok": "P", "rencana": ["konfirmasi", "klarifikasi"], "rencana_teks": "R"},
        lambda c: (
            c.handling.worksheet.problem == "P"
            and c.handling.worksheet.plans == (Plan.KLARIFIKASI, Plan.KONFIRMASI)
            and c.status is Status.DITINDAKLANJUTI
        ),
    ),
    (
        "kategori",
        "atasan",
        "taken",
        {"kategori": "internal"},
        lambda c: c.handling.category is Category.INTERNAL,
    ),
    ("naikkan", "petugas", "taken", {"laporan": "L"}, lambda c: c.handling.level == 1),
    ("kembalikan", "atasan", "raised", {"alasan": "A"}, lambda c: c.handling.level == 0),
    ("minta-apip", "petugas", "taken", {"alasan": "A"}, lambda c: c.handling.request is not None),
    (
        "setujui-apip",
        "kepala",
        "requested",
        {},
        lambda c: approval(c).kind is ApprovalKind.KEPALA,
    ),
    (
        "tolak-apip",
        "kepala",
        "requested",
        {"alasan": "Cukup di kantor"},
        lambda c: c.handling.request is None and c.handling.approval is None,
    ),
    (
        "catat-persetujuan",
        "petugas",
        "taken",
        {"jenis": "outside", "siapa": "Bupati", "apa": "Nota dinas 12"},
        lambda c: approval(c).who == "Bupati",
    ),
    ("serahkan-apip", "petugas", "approved", {}, lambda c: c.handling.given_to_apip),
    (
        "laporan-apip",
        "inspektorat",
        "given",
        {"temuan": "Terbukti"},
        lambda c: c.handling.reports[-1].level == -1,
    ),
    (
        "instansi",
        "petugas",
        "taken",
        {"nama": "Dinas  PUTR", "tanggal": "2026-03-10", "teknis": "ya"},
        lambda c: c.handling.agencies[0].name == "Dinas PUTR" and c.handling.agencies[0].technical,
    ),
    ("tanya", "petugas", "taken", {"teks": "Loket berapa?"}, lambda c: c.open),
    (
        "terima-terlambat",
        "petugas",
        "late",
        {"alasan": "Menyangkut pungli"},
        lambda c: c.kind is Kind.PENGADUAN and c.counts_from == TODAY and c.deadline is not None,
    ),
    (
        "jadikan-saran",
        "petugas",
        "taken",
        {"alasan": "Usul"},
        lambda c: c.kind is Kind.SARAN and c.deadline is None,
    ),
    (
        "buka-lagi",
        "petugas",
        "closed",
        {"alasan": "Warga menelepon"},
        lambda c: c.status is Status.DITELAAH and Flag.REOPENED in c.flags,
    ),
    ("catatan", "kepala", "new", {"teks": "Awasi"}, lambda c: c.handling.touched_at is not None),
    (
        "lengkapi",
        "petugas",
        "new",
        {"alamat": "Jalan Contoh 1", "diterima": "tanggal", "tanggal": "2026-03-02"},
        lambda c: c.facts.address == "Jalan Contoh 1" and c.facts.received is Receipt.ON,
    ),
    (
        "lengkapi",
        "petugas",
        "new",
        {"diterima": "belum", "rahasia": "ya"},
        lambda c: c.facts.received is Receipt.NOT_YET and c.facts.confidential,
    ),
    (
        "koreksi",
        "petugas",
        "new",
        {"components": ["sarana", "biaya", ""], "services": ""},
        lambda c: c.facts.components == ("sarana", "biaya"),
    ),
    (
        "jawab",
        "petugas",
        "sheet",
        {"teks": "Uang dikembalikan.\r\nTerima kasih."},
        lambda c: c.status is Status.DIJAWAB and c.answer == "Uang dikembalikan.\nTerima kasih.",
    ),
    ("kirim-ulang", "petugas", "answered", {}, lambda c: c.answer == "Uang sudah dikembalikan."),
    ("tarik-jawaban", "petugas", "answered", {}, lambda c: c.open and not c.answer),
    (
        "tutup",
        "petugas",
        "answered",
        {"cara": "phone", "teks": "Pukul 10"},
        lambda c: c.status is Status.DITUTUP and c.handling.given is Given.PHONE,
    ),
    ("pegang", "petugas", "taken", {}, lambda c: c.open),
    ("obrol", "petugas", "held", {"teks": "Selamat pagi"}, lambda c: c.open),
    ("lepas", "petugas", "held", {}, lambda c: c.open),
]


@pytest.mark.parametrize(
    ("slug", "who", "state", "data", "holds"), DONE, ids=[f"{d[0]}-{d[2]}" for d in DONE]
)
async def test_each_form_does_what_it_says(
    bench: Bench,
    slug: str,
    who: str,
    state: str,
    data: dict[str, Any],
    holds: Callable[[Complaint], Any],
) -> None:
    number = await bench.complaint(state)
    answer = await bench.post(number, slug, data, who)
    assert answer.status_code == 303, Page(answer.text).alert
    place = "klasifikasi" if slug == "koreksi" else "kerja-isi"
    assert answer.headers["location"] == f"{STAFF}/aduan/{number}?sudah={slug}#{place}"
    assert holds(await bench.rig.stored(number))
    seen = await bench.get(number, who, f"?sudah={slug}")
    assert not seen.alert


def test_every_form_is_in_the_table() -> None:
    assert {slug for slug, *_ in DONE} | {"gabung"} == set(FORMS)


DESK = {"petugas", "atasan", "kepala"}
WHO = dict.fromkeys(FORMS, DESK) | {
    "setujui-apip": {"kepala"},
    "tolak-apip": {"kepala"},
    "laporan-apip": {"inspektorat"},
}


@pytest.mark.parametrize("who", [role.value for role in Role])
async def test_a_form_is_closed_to_every_role_that_has_no_part_in_it(
    quick: Bench, who: str
) -> None:
    number = await quick.complaint("given")
    before = await quick.rig.stored(number)
    for slug, allowed in WHO.items():
        if who not in allowed:
            assert (await quick.post(number, slug, {"teks": "x"}, who)).status_code == 403, slug
    assert await quick.rig.stored(number) == before


async def test_nothing_works_for_nobody_or_from_another_site(quick: Bench) -> None:
    number = await quick.complaint()
    stranger = await quick.rig.browser()
    for slug in FORMS:
        url = f"{STAFF}/aduan/{number}/{slug}"
        assert (await stranger.post(url, data={"teks": "x"})).status_code in (200, 303, 401)
        browser = await quick.browser("petugas")
        evil = {"origin": "https://jahat.example.test", "sec-fetch-site": "cross-site"}
        assert (await browser.post(url, data={}, headers=evil)).status_code == 403
    assert (await quick.rig.stored(number)).handling.touched_at is None


async def test_a_conversation_is_taken_chatted_in_and_given_back(bench: Bench) -> None:
    sender = Address("sms", "+628120000777")
    number = await bench.complaint("taken", sender)
    await bench.done(number, "pegang")
    page = await bench.get(number)
    assert "Anda pegang, bot diam" in page.text
    assert "pegang" not in page.forms
    await bench.done(number, "obrol", {"teks": "Selamat pagi, ini petugas."})
    standing = await reading(bench.rig.database, standing_of, sender)
    assert standing is not None
    assert standing.state.handover
    await bench.done(number, "lepas")
    assert "obrol" not in (await bench.get(number)).forms


async def test_what_came_on_paper_has_no_conversation_to_hold(quick: Bench) -> None:
    number = await quick.complaint("taken", LETTER)
    page = await quick.get(number)
    assert not {"tanya", "pegang", "obrol"} & set(page.forms)
    answer = await quick.post(number, "pegang")
    assert (answer.status_code, "kanal percakapan" in answer.text) == (409, True)


async def test_a_script_gets_the_same_as_json(quick: Bench) -> None:
    number = await quick.complaint()
    browser = await quick.browser("petugas")
    url, json = f"{STAFF}/aduan/{number}", {"accept": "application/json"}
    good = await browser.post(f"{url}/catatan", data={"teks": "x"}, headers=json)
    assert good.json() == {"to": f"{url}?sudah=catatan#kerja-isi", "said": "Catatan tersimpan."}
    bad = await browser.post(f"{url}/catatan", data={"teks": ""}, headers=json)
    assert (bad.status_code, bad.json()["error"]) == (409, "Catatan masih kosong.")
    wrong = await browser.post(f"{url}/kategori", data={}, headers=json)
    assert wrong.json()["fields"] == {"kategori": "Pilih salah satu kategori."}


async def test_an_address_of_a_form_leads_back_to_its_complaint(quick: Bench) -> None:
    number = await quick.complaint()
    browser = await quick.browser("petugas")
    answer = await browser.get(f"{STAFF}/aduan/{number}/jawab")
    assert answer.headers["location"] == f"{STAFF}/aduan/{number}#kerja-isi"


async def test_an_unknown_number_is_not_found(quick: Bench) -> None:
    for number in ("2026-00001-4", "abc", "2026-00001-5"):
        assert (await quick.post(number, "ambil")).status_code == 404


async def test_the_inspektorat_finds_no_form_of_what_it_was_not_given(quick: Bench) -> None:
    number = await quick.complaint("approved")
    answer = await quick.post(number, "laporan-apip", {"temuan": "x"}, "inspektorat")
    assert answer.status_code == 404


async def test_the_whole_way_through_the_inspektorat(bench: Bench) -> None:
    number = await bench.complaint()
    await bench.done(number, "ambil")
    sheet = {"pokok": "Pungli", "aturan": "Gratis", "berkas": "Kuitansi", "rencana": "investigasi"}
    await bench.done(number, "lembar", sheet | {"rencana_teks": "Panggil"})
    assert "catat Tim Teknis" not in (await bench.get(number)).text
    await bench.done(number, "minta-apip", {"alasan": "Menyangkut pejabat"})
    browser = await bench.browser("inspektorat")
    assert (await browser.get(f"{STAFF}/aduan/{number}")).status_code == 404
    asked = await bench.get(number, "kepala")
    assert "putuskan permintaan" in asked.text
    assert "Menyangkut pejabat" in asked.text
    assert "setujui-apip" not in (await bench.get(number)).forms
    await bench.done(number, "setujui-apip", {"catatan": "Setuju"}, "kepala")
    given = await bench.done(number, "serahkan-apip")
    assert given.handling.category is Category.APIP
    inspected = await bench.get(number, "inspektorat")
    assert set(inspected.forms) == {"laporan-apip"}
    assert "periksa, lalu tulis temuan" in inspected.text
    await bench.done(number, "laporan-apip", {"temuan": "Terbukti, dikembalikan"}, "inspektorat")
    assert "Terbukti, dikembalikan" in (await bench.get(number)).text
    loaded = (await bench.get(number)).forms["lembar"]
    await bench.done(number, "lembar", loaded | {"hasil": "Uang dikembalikan, petugas ditegur"})
    answered = await bench.done(number, "jawab", {"teks": "Uang Anda sudah dikembalikan."})
    assert answered.status is Status.DIJAWAB
    bench.rig.now = bench.rig.now.replace(minute=6)
    await bench.send_all()
    closed = await bench.rig.stored(number)
    assert closed.status is Status.DITUTUP
    assert closed.handling.reports[-1].by_system
    assert "Selesai: sudah dijawab" in (await bench.get(number)).text


async def test_only_forms_that_may_be_used_are_on_the_page(quick: Bench) -> None:
    shown = {
        state: set((await quick.get(await quick.complaint(state))).forms)
        for state in ("new", "requested", "closed", "answered")
    }
    assert {"ambil", "lembar", "minta-apip", "jawab", "tutup", "gabung"} <= shown["new"]
    assert not {"buka-lagi", "setujui-apip", "laporan-apip", "lepas"} & shown["new"]
    assert "minta-apip" not in shown["requested"]
    assert {"buka-lagi", "catatan"} <= shown["closed"]
    assert not {"lembar", "jawab", "naikkan", "tutup", "gabung"} & shown["closed"]
    assert {"tarik-jawaban", "tutup"} <= shown["answered"]


async def test_the_next_thing_to_do_is_said_in_one_line(bench: Bench) -> None:
    number = await bench.complaint()
    steps = [
        ("ambil aduan ini", "ambil", {}),
        ("tulis pokok masalah", "lembar", {"pokok": "P"}),
        ("kaitkan dengan SP", "lembar", {"pokok": "P", "aturan": "A"}),
        ("periksa dokumen", "lembar", {"pokok": "P", "aturan": "A", "berkas": "B"}),
        (
            "rencanakan penanganan",
            "lembar",
            {"pokok": "P", "aturan": "A", "berkas": "B", "rencana_teks": "R"},
        ),
        ("tentukan kategori", "kategori", {"kategori": "perangkat_daerah"}),
        ("catat Tim Teknis", "instansi", {"nama": "PUTR", "tanggal": "2026-03-10"}),
        (
            "tulis pelaksanaan",
            "lembar",
            {"pokok": "P", "aturan": "A", "berkas": "B", "rencana_teks": "R", "hasil": "H"},
        ),
        ("tulis jawaban", "jawab", {"teks": "Selesai."}),
        ("Menunggu jawaban sampai", "tutup", {"cara": "phone", "teks": ""}),
        ("Selesai: sudah dijawab", "catatan", {"teks": "Baik"}),
    ]
    for said, slug, data in steps:
        html = (await bench.get(number)).html
        line = html.split('id="kerja-berikutnya"')[1].split("</p>")[0]
        assert said in line
        await bench.done(number, slug, data)


async def test_a_superior_has_what_was_raised_and_hands_it_back(bench: Bench) -> None:
    number = await bench.complaint("taken")
    await bench.done(number, "naikkan", {"laporan": "Petugas tidak berwenang"})
    below = await bench.get(number)
    assert "Menunggu" in below.text.split("Berikutnya")[0]
    assert "jawab" not in below.forms
    above = await bench.get(number, "atasan")
    assert "Petugas tidak berwenang" in above.text
    await bench.done(number, "kembalikan", {"alasan": "Selesaikan sendiri"}, "atasan")
    assert "jawab" in (await bench.get(number)).forms


async def test_desk_actions_are_noted_under_the_officers_name(bench: Bench) -> None:
    number = await bench.complaint()
    await bench.done(number, "catatan", {"teks": "Perlu cek CCTV"}, "atasan")
    page = await bench.get(number)
    assert "Perlu cek CCTV" in page.text
    assert "Contoh Atasan" in page.text

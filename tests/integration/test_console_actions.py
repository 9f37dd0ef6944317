"""Everything that an officer does on a complaint's page: done, refused, and nothing typed lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from console.forms import FORMS
from domain.complaint import Complaint, Flag, Kind, Receipt, Status
from domain.handling import ApprovalKind, Category, Given, Plan
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
        lambda c: c.handling.approval.kind is ApprovalKind.KEPALA,
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
        lambda c: c.handling.approval.who == "Bupati",
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


REFUSED: list[tuple[str, str, str, dict[str, str], str]] = [
    # form, who, state, what is sent, what is said
    ("ambil", "petugas", "closed", {}, "sudah ditutup"),
    ("tugaskan", "petugas", "closed", {"petugas": "2"}, "sudah ditutup"),
    ("tugaskan", "petugas", "new", {"petugas": "5"}, "tidak ada petugas itu"),
    ("lembar", "petugas", "answered", {"pokok": "Tulisan saya"}, "sudah dijawab"),
    ("kategori", "petugas", "taken", {"kategori": "apip"}, "persetujuan Kepala"),
    ("naikkan", "petugas", "closed", {"laporan": "Tulisan saya"}, "sudah ditutup"),
    ("naikkan", "petugas", "taken", {"laporan": " "}, "masih kosong"),
    ("kembalikan", "petugas", "taken", {"alasan": "Tulisan saya"}, "pada pelaksana"),
    ("minta-apip", "petugas", "requested", {"alasan": "Tulisan saya"}, "menunggu Kepala"),
    ("setujui-apip", "kepala", "taken", {"catatan": "Tulisan saya"}, "tidak ada permintaan"),
    ("tolak-apip", "kepala", "requested", {"alasan": ""}, "masih kosong"),
    ("serahkan-apip", "petugas", "requested", {}, "persetujuan Kepala"),
    ("laporan-apip", "inspektorat", "given", {"temuan": ""}, "masih kosong"),
    (
        "instansi",
        "petugas",
        "taken",
        {"nama": "Tulisan saya", "tanggal": "2026-03-17"},
        "belum terjadi",
    ),
    ("terima-terlambat", "petugas", "late", {"alasan": "  "}, "masih kosong"),
    ("terima-terlambat", "petugas", "taken", {"alasan": "Tulisan saya"}, "bukan saran"),
    ("jadikan-saran", "petugas", "late", {"alasan": "Tulisan saya"}, "sudah dicatat"),
    ("buka-lagi", "petugas", "taken", {"alasan": "Tulisan saya"}, "tidak bisa dibuka lagi"),
    ("catatan", "petugas", "taken", {"teks": ""}, "masih kosong"),
    ("lengkapi", "petugas", "answered", {"perihal": "Tulisan saya"}, "sudah dijawab"),
    ("koreksi", "petugas", "new", {"components": "biaya"}, "tidak ada yang diubah"),
    ("koreksi", "petugas", "new", {"components": "karangan"}, "tidak dikenal"),
    ("jawab", "petugas", "closed", {"teks": "Tulisan saya", "tetap": "x"}, "sudah ditutup"),
    ("jawab", "petugas", "sheet", {"teks": "  "}, "masih kosong"),
    ("kirim-ulang", "petugas", "taken", {}, "masih kosong"),
    ("tarik-jawaban", "petugas", "taken", {}, "tidak bisa ditarik"),
    ("tutup", "petugas", "taken", {"cara": "phone", "teks": ""}, "belum bisa ditutup"),
    ("obrol", "petugas", "taken", {"teks": "Tulisan saya"}, "ambil alih"),
    ("lepas", "petugas", "taken", {}, "tidak sedang dipegang"),
]


@pytest.mark.parametrize(
    ("slug", "who", "state", "data", "said"),
    REFUSED,
    ids=[f"{r[0]}-{r[2]}-{n}" for n, r in enumerate(REFUSED)],
)
async def test_a_refusal_stands_on_the_page_with_what_was_typed(
    quick: Bench, slug: str, who: str, state: str, data: dict[str, str], said: str
) -> None:
    number = await quick.complaint(state)
    before = await quick.rig.stored(number)
    answer = await quick.post(number, slug, data, who)
    page = Page(answer.text)
    assert answer.status_code in (409, 422)
    assert said.lower() in page.alert.lower()
    assert f'data-failed="{slug}"' in answer.text
    if "Tulisan saya" in data.values():
        assert "Tulisan saya" in answer.text
    assert await quick.rig.stored(number) == before


FORM_ERRORS = [
    ("tugaskan", {"petugas": "'; DROP TABLE"}, "Pilih petugas dari daftar."),
    ("tugaskan", {"petugas": ""}, "Pilih petugas dari daftar."),
    ("tugaskan", {"petugas": "9" * 30}, "Pilih petugas dari daftar."),
    ("kategori", {"kategori": "lain"}, "Pilih salah satu kategori."),
    ("kategori", {}, "Pilih salah satu kategori."),
    ("instansi", {"nama": "A", "tanggal": ""}, "Isi tanggal sejak kapan"),
    ("instansi", {"nama": "A", "tanggal": "kemarin"}, "Tulis tanggal seperti"),
    ("instansi", {"nama": "A" * 201, "tanggal": "2026-03-10"}, "Terlalu panjang"),
    ("gabung", {"ke": "2026-1"}, "Tulis satu nomor aduan"),
    ("gabung", {"ke": "2026-00999-3"}, "Tulis satu nomor aduan"),
    ("lengkapi", {"diterima": "tanggal"}, "Isi tanggal layanan diterima."),
    ("tutup", {"cara": "merpati", "teks": "x"}, "Pilih bagaimana jawaban disampaikan."),
    ("catat-persetujuan", {"jenis": "x", "siapa": "a", "apa": "b"}, "Pilih persetujuan"),
    ("catat-persetujuan", {"jenis": "legal", "dokumen_id": "x"}, "Unggah"),
]


@pytest.mark.parametrize(("slug", "data", "said"), FORM_ERRORS)
async def test_a_form_that_cannot_be_read_says_in_which_field(
    quick: Bench, slug: str, data: dict[str, str], said: str
) -> None:
    number = await quick.complaint("taken")
    answer = await quick.post(number, slug, data)
    assert answer.status_code == 422
    assert said in Page(answer.text).text
    assert 'aria-invalid="true"' in answer.text or slug in (
        "kategori",
        "tutup",
        "catat-persetujuan",
    )


async def test_a_question_outside_the_window_says_to_telephone(quick: Bench) -> None:
    number = await quick.complaint("taken")
    quick.rig.now = quick.rig.now.replace(day=18)
    answer = await quick.post(number, "tanya", {"teks": "Loket berapa?"})
    page = Page(answer.text)
    assert answer.status_code == 409
    assert "hubungi lewat telepon" in page.alert
    assert "Loket berapa?" in page.text


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


HUGE = "kata " * 20_000  # 100 kB.


@pytest.mark.parametrize(
    ("slug", "state", "name"),
    [
        ("jawab", "sheet", "teks"),
        ("lembar", "taken", "hasil"),
        ("naikkan", "taken", "laporan"),
        ("catatan", "taken", "teks"),
        ("obrol", "held", "teks"),
        ("lengkapi", "taken", "perihal"),
    ],
)
async def test_a_huge_text_is_refused_with_a_sentence_and_kept(
    quick: Bench, slug: str, state: str, name: str
) -> None:
    number = await quick.complaint(state)
    answer = await quick.post(number, slug, {name: HUGE})
    page = Page(answer.text)
    assert answer.status_code == 422
    assert "Terlalu panjang: 99.999 karakter" in page.text
    assert page.value(slug, name).strip() == HUGE.strip()


async def test_what_no_text_can_be_is_refused_before_it_is_read(quick: Bench) -> None:
    number = await quick.complaint()
    answer = await quick.post(number, "catatan", {"teks": "x" * 2_000_000})
    assert answer.status_code == 413
    assert "terlalu panjang" in answer.text


PROBE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{1337*31}}"
TYPED = [
    ("lembar", {"pokok": PROBE, "aturan": PROBE, "rencana_teks": PROBE, "hasil": PROBE}),
    ("naikkan", {"laporan": PROBE}),
    ("minta-apip", {"alasan": PROBE}),
    ("catat-persetujuan", {"jenis": "outside", "siapa": PROBE, "apa": PROBE}),
    ("instansi", {"nama": PROBE, "tanggal": "2026-03-10"}),
    ("catatan", {"teks": PROBE}),
    ("lengkapi", {"nama": PROBE, "perihal": PROBE, "alamat": PROBE}),
    ("jadikan-saran", {"alasan": PROBE}),
    ("jawab", {"teks": PROBE, "aksi": "pratinjau"}),
    ("jawab", {"teks": PROBE}),
    ("gabung", {"ke": PROBE}),
    ("tugaskan", {"petugas": PROBE}),
    ("kategori", {"kategori": PROBE, "dasar": PROBE}),
    ("tutup", {"cara": PROBE, "teks": PROBE}),
    ("setujui-apip", {"catatan": PROBE}),
    ("koreksi", {"components": PROBE, "services": PROBE}),
]


@pytest.mark.parametrize(("slug", "data"), TYPED, ids=[f"{t[0]}-{n}" for n, t in enumerate(TYPED)])
async def test_what_is_typed_is_shown_as_text_and_never_runs(
    quick: Bench, slug: str, data: dict[str, str]
) -> None:
    number = await quick.complaint("requested" if slug == "setujui-apip" else "taken")
    who = "kepala" if slug == "setujui-apip" else "petugas"
    answer = await quick.post(number, slug, data, who)
    after = await (await quick.browser(who)).get(
        f"{STAFF}/aduan/{number}?sudah={slug}&siap={PROBE}"
    )
    for html in (answer.text, after.text):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "41447" not in html


async def test_two_who_save_at_the_same_moment_do_not_overwrite_each_other(bench: Bench) -> None:
    number = await bench.complaint("taken")
    base = (await bench.get(number)).value("lembar", "dasar")
    answers = await asyncio.gather(
        bench.post(number, "lembar", {"dasar": base, "pokok": "dari petugas"}),
        bench.post(number, "lembar", {"dasar": base, "pokok": "dari rekan"}, "rekan"),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "dari petugas" in lost.text
    assert "dari rekan" in lost.text


async def merged(bench: Bench, first: str, second: str) -> httpx.Response:
    return await bench.post(first, "gabung", {"ke": second})


async def test_a_merge_shows_both_before_it_is_done(bench: Bench) -> None:
    first, second = await bench.complaint(), await bench.complaint("taken")
    answer = await merged(bench, first, f" {second} ")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert first in page.text
    assert second in page.text
    assert (await bench.rig.stored(first)).open
    sent = {name: values[0] for name, values in page.forms["gabung"].items()}
    done = await bench.post(first, "gabung", sent)
    assert done.headers["location"].startswith(f"{STAFF}/aduan/{second}?sudah=gabung")
    assert (await bench.rig.stored(first)).handling.merged_into == second
    assert (await bench.rig.stored(second)).handling.merged == (first,)
    assert f"Digabung ke {second}" in (await bench.get(first)).text


async def test_a_merge_names_no_reporter_to_who_sees_masks(quick: Bench) -> None:
    first, second = await quick.complaint(), await quick.complaint()
    answer = await quick.post(first, "gabung", {"ke": second}, "atasan")
    assert answer.status_code == 200
    assert "Contoh Pelapor" not in answer.text
    assert "+62812" not in answer.text


@pytest.mark.parametrize("other", ["self", "unknown", "closed"])
async def test_a_merge_that_makes_no_sense_is_refused(quick: Bench, other: str) -> None:
    first = await quick.complaint()
    numbers = {"self": first, "unknown": "2026-00999-2", "closed": await quick.complaint("closed")}
    answer = await quick.post(first, "gabung", {"ke": numbers[other], "yakin": "ya"})
    assert answer.status_code in (409, 422)
    assert numbers[other] in answer.text


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
    sheet = (await bench.get(number)).forms["lembar"]
    await bench.done(number, "lembar", sheet | {"hasil": "Uang dikembalikan, petugas ditegur"})
    answered = await bench.done(number, "jawab", {"teks": "Uang Anda sudah dikembalikan."})
    assert answered.status is Status.DIJAWAB
    bench.rig.now = bench.rig.now.replace(minute=6)
    await bench.send_all()
    closed = await bench.rig.stored(number)
    assert closed.status is Status.DITUTUP
    assert closed.handling.reports[-1].by_system
    assert "Selesai: sudah dijawab" in (await bench.get(number)).text


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8"
    "ffbf1e000584027fc25d1c7c0000000049454e44ae426082"
)


async def test_a_legal_ground_comes_with_its_document(bench: Bench) -> None:
    number = await bench.complaint("taken")
    browser, url = await bench.browser("petugas"), f"{STAFF}/aduan/{number}/catat-persetujuan"
    data = {"jenis": "legal", "siapa": "", "apa": "Pasal 25"}
    file = {"dokumen": ("nota.png", PNG, "image/png")}
    none = {"dokumen": ("", b"", "application/octet-stream")}
    missing = await browser.post(url, data=data | {"siapa": "PP 12/2017"}, files=none)
    assert "perlu dilampiri dokumennya" in Page(missing.text).alert
    refused = await browser.post(url, data=data, files=file)
    page = Page(refused.text)
    assert "sumber hukum masih kosong" in page.alert.lower()
    # The document need not be chosen again.
    kept = page.value("catat-persetujuan", "dokumen_id")
    done = await browser.post(url, data=data | {"siapa": "PP 12/2017", "dokumen_id": kept})
    assert done.status_code == 303
    approval = (await bench.rig.stored(number)).handling.approval
    assert approval is not None
    assert str(approval.document) == kept
    shown = await browser.get(f"{STAFF}/aduan/{number}/berkas/{kept}")
    assert shown.content == PNG


async def test_a_document_of_another_complaint_is_not_taken(quick: Bench) -> None:
    first, second = await quick.complaint("taken"), await quick.complaint("taken")
    browser = await quick.browser("petugas")
    data = {"jenis": "legal", "siapa": "PP 12/2017", "apa": "Pasal 25"}
    await browser.post(
        f"{STAFF}/aduan/{first}/catat-persetujuan",
        data=data,
        files={"dokumen": ("nota.png", PNG, "image/png")},
    )
    stored = (await quick.rig.stored(first)).handling.approval
    assert stored is not None
    answer = await quick.post(
        second, "catat-persetujuan", data | {"dokumen_id": str(stored.document)}
    )
    assert answer.status_code == 422
    assert "tidak ada pada aduan ini" in answer.text


async def test_a_document_that_is_not_what_it_claims_is_refused(quick: Bench) -> None:
    number = await quick.complaint("taken")
    browser = await quick.browser("petugas")
    answer = await browser.post(
        f"{STAFF}/aduan/{number}/catat-persetujuan",
        data={"jenis": "outside", "siapa": "Bupati", "apa": "Nota"},
        files={"dokumen": ("nota.pdf", b"<html>", "application/pdf")},
    )
    assert answer.status_code == 422
    assert "sebenarnya bukan" in answer.text
    assert Page(answer.text).value("catat-persetujuan", "siapa") == "Bupati"


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

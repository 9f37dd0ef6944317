"""What an officer cannot do comes back on the page: why, where, and as it was typed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from storage.engine import make_engine
from tests.integration.complaint_forms import STAFF, Bench, Page


@pytest_asyncio.fixture
async def quick(sqlite_url: str) -> AsyncIterator[Bench]:
    """For what the database has no part in."""
    engine = make_engine(sqlite_url)
    yield await Bench.opened(engine)
    await engine.dispose()


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

"""The chat in a terminal plays a citizen and an officer, and lets days pass; plain when piped."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from bot.chat import talk
from bot.settings import load_settings
from tests.integration import simulator_page


class Played:
    """Plays lines as if they were piped in, each run on a database of its own."""

    def __init__(self, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.settings = load_settings(simulator_page.SHIPPED, environ={}, database=database)
        self.monkeypatch = monkeypatch

    async def __call__(self, *lines: str) -> None:
        typed = io.TextIOWrapper(io.BytesIO("\n".join(lines).encode("utf-8", "surrogateescape")))
        self.monkeypatch.setattr("sys.stdin", typed)
        await talk(self.settings)


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Played:
    return Played(f"sqlite:///{tmp_path}/chat.sqlite3", monkeypatch)


REPORT = ("izin belum jadi", "Budi Contoh", "tidak tahu", "/tombol 1", "/foto", "ya")


async def test_a_report_is_played_to_its_ticket(
    play: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    await play(*REPORT, "/tiket")
    told = capsys.readouterr().out
    assert "+6281200000001 (WhatsApp): izin belum jadi" in told
    assert "[foto]" in told
    assert "Jendela 24 jam terbuka sampai" in told
    assert re.search(r"Nomor: 20\d\d-00001-\d, kode \w{4}", told)
    assert "Batas jawaban: " in told
    assert "14 hari kerja sejak" in told
    assert "Atas nama: Budi Contoh" in told


async def test_days_pass_and_the_answer_waits_behind_its_template(
    play: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    await play(*REPORT, "/maju 3d", "/jawab Sudah kami urus.", "LIHAT", "/tiket")
    told = capsys.readouterr().out
    assert "templat answer_ready" in told
    before, after = told.split("(WhatsApp): LIHAT")
    assert "Sudah kami urus." not in before
    assert "Sudah kami urus." in after
    assert "sudah dijawab dan selesai" in after


async def test_silence_brings_the_reminder_and_then_the_registration(
    play: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    await play("/kanal telegram", "izin belum jadi", "/maju 1d", "/maju 1d")
    told = capsys.readouterr().out
    assert "Laporan Bapak/Ibu belum selesai diisi." in told
    assert "laporan ini kami daftarkan dengan keterangan yang sudah ada" in told
    assert re.search(r"laporan 20\d\d-00001-\d: saran", told)


async def test_sms_shows_what_it_costs(play: Played, capsys: pytest.CaptureFixture[str]) -> None:
    await play("/kanal sms", "izin belum jadi")
    assert re.search(r"SMS; \d+ karakter · 1 segmen · GSM-7\)", capsys.readouterr().out)


async def test_an_officer_closes_by_hand_and_releases(
    play: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    await play(*REPORT, "/tutup lewat telepon", "petugas", "halo", "/lepas", "/lepas")
    told = capsys.readouterr().out
    assert "sudah dijawab dan selesai" in told
    assert "yang ditunggu bot: petugas; bot diam dulu" in told
    assert told.rstrip().endswith("Percakapan ini tidak sedang dipegang petugas.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/apa", "Perintah /apa tidak dikenal"),
        ("/kanal fax", "Kanalnya WhatsApp, SMS, atau Telegram."),
        ("/dari abc", "Nomor pengirim ditulis seperti"),
        ("/tombol 1", "Tidak ada pilihan bernomor itu."),
        ("/maju lama", "Tulis lamanya seperti 10m, 2h, atau 3d."),
        ("/maju 999999d", "Paling jauh sepuluh tahun"),
        ("/jawab halo", "Warga ini belum mempunyai laporan."),
        ("/tutup 2026-00001-1 telepon", "Nomor 2026-00001-1 keliru"),
        ("/tiket", "Warga ini belum mempunyai laporan."),
        ("/bantuan", "/keluar"),
        ("/nama Budi", "Sekarang +6281200000001 di WhatsApp, nama profil Budi."),
    ],
)
async def test_a_command_that_cannot_be_done_says_why(
    play: Played, capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    await play(line)
    assert told in capsys.readouterr().out


async def test_it_ends_when_told_and_takes_no_line_after(
    play: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    await play("/keluar", "izin belum jadi")
    assert "izin belum jadi" not in capsys.readouterr().out


async def test_nothing_that_is_typed_steers_the_terminal(
    play: Played, capsys: pytest.CaptureFixture[str]
) -> None:
    await play("izin \x1b[31m\x07 belum \udcff jadi [bold]x[/bold]", "Budi")
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\x07" not in told
    assert "[bold]x[/bold]" in told

"""The simulator in a real browser: a citizen is played from the first word to the answer.

The server is the real one, with the real engine, on a free port of this machine.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect, sync_playwright

from bot.settings import load_settings
from domain.sms import encoding, segments
from tests.browser.simulated import ARGUMENTS, PATIENCE, PHONE, Citizen, Served, find_chromium

SHIPPED = Path(__file__).parents[2] / "config.yml"
CHROMIUM = find_chromium()
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine (on Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("browser") / "bale.sqlite3"
    settings = load_settings(SHIPPED, environ={}, database=f"sqlite:///{path}")
    # A test types faster than anybody reads; otherwise all it says would be one statement.
    talk = settings.dialogue.model_copy(update={"burst_seconds": 0})
    with Served(settings.model_copy(update={"dialogue": talk})) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def ticket_is_shown(citizen: Citizen) -> None:
    ticket = citizen.page.locator(".ticket")
    expect(ticket.locator(".number")).to_have_text(re.compile(r"20\d\d-\d{5}-\d"), timeout=PATIENCE)
    expect(ticket.locator(".kind")).to_have_text("Pengaduan")
    expect(ticket.locator(".due")).to_contain_text("pukul 16.00 WIB")
    expect(ticket.locator(".explained")).to_contain_text("14 hari kerja sejak")
    expect(ticket).to_contain_text("Sertifikat Standar")
    expect(ticket).to_contain_text("Biaya/tarif")
    number = ticket.locator(".number").inner_text()
    expect(citizen.replies.last).to_contain_text(number)


def test_a_complaint_on_whatsapp_becomes_a_ticket_and_is_answered(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    citizen = Citizen(browser, served, "whatsapp")
    page = citizen.page
    expect(page.locator("#window")).to_contain_text("belum terbuka")
    citizen.reports()
    ticket_is_shown(citizen)
    expect(page.locator("#window")).to_contain_text("Jendela 24 jam terbuka sampai")
    expect(citizen.replies.last.locator(".meta")).to_contain_text(
        re.compile(r"\d\d\.\d\d WIB.*terkirim"), timeout=PATIENCE
    )
    before = citizen.replies.count()
    page.get_by_label("Sebagai petugas").fill("Uangnya sudah dikembalikan.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(citizen.replies.nth(before)).to_contain_text("Uangnya sudah dikembalikan.")
    expect(page.locator(".ticket")).to_contain_text("sudah dijawab dan selesai", timeout=PATIENCE)
    expect(page.get_by_label("Sebagai petugas")).to_be_hidden()
    page.screenshot(path=tmp_path / "desktop.png")
    assert citizen.fits()
    assert citizen.complaints == []


def test_telegram_on_a_phone_is_played_by_its_buttons(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    citizen = Citizen(browser, served, "telegram", viewport=PHONE, has_touch=True, is_mobile=True)
    citizen.says("petugas loket 2 minta uang 500 ribu untuk sertifikat standar")
    citizen.says("Contoh Pelapor")
    citizen.presses("Kemarin")
    expect(citizen.page.locator(".mine").last).to_contain_text("Kemarin")
    citizen.presses("Tidak ada")
    citizen.presses("Ya, daftarkan")
    ticket_is_shown(citizen)
    citizen.page.screenshot(path=tmp_path / "phone.png", full_page=True)
    assert citizen.fits()
    assert citizen.complaints == []


def test_sms_counts_what_is_typed_as_the_provider_does(browser: Browser, served: Served) -> None:
    citizen = Citizen(browser, served, "sms")
    box = citizen.page.locator("#tulis")
    for text in ("", "Halo", "x" * 160, "x" * 161, "€" * 80, "{" * 81, "é" * 10, "ê", "😀" * 36):
        box.fill(text)
        count = f"{len(text)} karakter · {segments(text)} segmen · {encoding(text)}"
        expect(citizen.page.locator("#count")).to_have_text(count)
    citizen.says("izin pbg saya sebulan belum jadi")
    expect(citizen.replies.last).to_contain_text(re.compile(r"\d segmen · GSM-7"))
    assert citizen.complaints == []


def test_chips_send_the_number_and_files_are_simulated(browser: Browser, served: Served) -> None:
    citizen = Citizen(browser, served, "whatsapp")
    page = citizen.page
    citizen.says("petugas loket 2 minta uang 500 ribu untuk sertifikat standar")
    citizen.says("Contoh Pelapor")
    citizen.presses("3. Kemarin")
    expect(page.locator(".mine .text").last).to_have_text("3")
    page.locator("#attach summary").click()
    citizen.presses("Foto")
    expect(page.locator(".mine").last).to_contain_text("Foto (simulasi)")
    expect(page.locator("#attach")).not_to_have_attribute("open", "")
    citizen.says("mau bicara dengan petugas")
    before = citizen.replies.count()
    page.get_by_role("button", name="Lepas ke bot").click()
    expect(citizen.replies.nth(before)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Lepas ke bot")).to_be_hidden()
    assert citizen.complaints == []


def test_what_a_citizen_writes_stays_text(browser: Browser, served: Served) -> None:
    for javascript in (True, False):
        citizen = Citizen(browser, served, "telegram", java_script_enabled=javascript)
        attack = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202ebalik " + "x" * 400
        citizen.page.locator("#tulis").fill(attack)
        citizen.page.get_by_role("button", name="Kirim", exact=True).click()
        expect(citizen.page.locator(".mine .text").last).to_have_text(attack, timeout=PATIENCE)
        assert citizen.page.locator("#log img, #log script").count() == 0
        if javascript:
            assert citizen.fits()
        assert citizen.complaints == []


def test_it_works_without_javascript(browser: Browser, served: Served) -> None:
    citizen = Citizen(browser, served, "whatsapp", java_script_enabled=False)
    page = citizen.page
    page.get_by_role("button", name="Izin PBG saya").click()
    expect(citizen.replies).to_have_count(1, timeout=PATIENCE)
    page.locator("#tulis").fill("Budi Contoh")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(citizen.replies).to_have_count(2, timeout=PATIENCE)
    page.get_by_role("button", name="1. Tidak ada").click()
    page.get_by_role("button", name="1. Ya, daftarkan").click()
    page.get_by_role("link", name="Muat ulang").click()
    expect(page.locator(".ticket .kind")).to_have_text("Pengaduan")
    assert citizen.complaints == []


def test_a_server_that_is_away_is_said_and_nothing_is_lost(
    browser: Browser, served: Served
) -> None:
    citizen = Citizen(browser, served, "whatsapp")
    page = citizen.page

    def broken(route: Route) -> None:
        route.abort()

    page.route("**/simulator/**", broken)
    page.locator("#tulis").fill("izin pbg saya sebulan belum jadi")
    page.keyboard.press("Enter")
    expect(page.locator("#alert")).to_contain_text("Server tidak menjawab")
    expect(page.locator(".waiting")).to_contain_text("belum terkirim")
    page.unroute("**/simulator/**", broken)
    citizen.presses("Kirim ulang")
    expect(page.locator(".mine")).to_have_count(1)
    expect(page.locator("#alert")).to_be_hidden()


def test_a_new_citizen_starts_empty_and_keyboards_reach_everything(
    browser: Browser, served: Served
) -> None:
    citizen = Citizen(browser, served, "whatsapp")
    page = citizen.page
    citizen.says("izin pbg saya sebulan belum jadi")
    page.get_by_role("link", name="Warga baru").click()
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator(".line")).to_have_count(0)
    page.get_by_label("Nomor telepon").fill("0812 0000 9999")
    page.get_by_label("Nama profil").fill("Budi Contoh")
    page.keyboard.press("Enter")
    expect(page.locator(".me")).to_contain_text("+6281200009999")
    expect(page.locator(".me")).to_contain_text("Budi Contoh")
    page.locator("#attach summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Dokumen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Dokumen")).to_be_hidden()
    expect(page.locator("#attach summary")).to_be_focused()
    assert citizen.complaints == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-For": "203.0.113.7"},
    ],
    ids=["rebinding", "proxy on this machine", "proxy"],
)
def test_over_the_wire_strangers_are_refused(served: Served, headers: dict[str, str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    try:
        connection.request("GET", "/simulator", headers=headers)
        assert connection.getresponse().status == 403
    finally:
        connection.close()

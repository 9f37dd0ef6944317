"""The queue under somebody's hands: what is new is said, not pushed; keys can be turned off."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

from domain.people import Role
from tests.browser.office import Office
from tests.browser.visitor import PHONE, Visitor, finds_nothing_wrong

NEWCOMER = "+6281200990001"


def ask_now(page: Page) -> None:
    """The script asks when the page comes to the front, and need not be waited for."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def count_of(page: Page, view: str) -> int:
    return int(page.locator(f'[data-view="{view}"] .count').inner_text().replace(".", ""))


def numbers(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-number]").evaluate_all(
        "(rows) => rows.map((row) => row.dataset.number)"
    )
    return found


def test_fourteen_complaints_stand_on_one_screen(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/antrean")
    box = page.locator(".row").first.bounding_box()
    assert box is not None
    assert (800 - box["y"]) / box["height"] >= 14
    heights = page.locator(".row").evaluate_all("(rows) => rows.map((row) => row.offsetHeight)")
    assert len(set(heights)) == 1
    finds_nothing_wrong(visitor)


def test_a_new_complaint_is_said_and_shown_when_asked_for(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/antrean")
    before, count = numbers(page), count_of(page, "terbuka")
    ask_now(page)
    expect(page.locator("#segar")).to_be_empty()
    page.keyboard.press("j")
    number = office.reports(NEWCOMER, "papan nama izin usaha saya salah ketik sejak awal")
    ask_now(page)
    fresh = page.locator("#segar").get_by_role("button", name="1 aduan baru di daftar ini")
    expect(fresh).to_be_visible()
    # Counts move, rows do not; and what had the focus keeps it.
    assert count_of(page, "terbuka") == count + 1
    assert numbers(page) == before
    expect(page.locator(".row").first).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(f'[data-number="{number}"]')).to_be_visible()
    expect(page.locator("#segar")).to_be_empty()
    expect(page.locator(".row").first).to_be_focused()
    ask_now(page)
    expect(page.locator("#segar")).to_be_empty()
    finds_nothing_wrong(visitor)


def test_a_server_that_is_away_is_said_and_the_list_stays(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/antrean")

    def broken(route: Route) -> None:
        route.abort()

    page.route("**/antrean/kabar*", broken)
    ask_now(page)
    expect(page.locator("#segar")).to_have_text(re.compile("Tidak tersambung"))
    assert numbers(page)
    page.unroute("**/antrean/kabar*", broken)
    ask_now(page)
    expect(page.locator("#segar")).to_be_empty()
    visitor.context.clear_cookies()
    ask_now(page)
    expect(page.locator("#segar").get_by_role("link", name="Masuk lagi")).to_be_visible()
    finds_nothing_wrong(visitor)


def test_keys_lead_everywhere_and_can_be_turned_off(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/antrean")
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(r"lihat=semua"))
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    # In a field, letters are letters.
    page.keyboard.type("jk?g")
    expect(page.locator("#q")).to_have_value("jk?g")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Pintasan papan ketik")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Pakai pintasan").uncheck()
    dialog.get_by_role("button", name="Tutup").click()
    expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.get_by_role("button", name="Pintasan").click()
    dialog.get_by_label("Pakai pintasan").check()
    page.keyboard.press("Escape")
    page.locator("#daftar").focus()
    page.keyboard.press("j")
    expect(page.locator(".row").first).to_be_focused()
    finds_nothing_wrong(visitor)


def test_a_phone_without_scripts_filters_and_changes_the_view(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser, Role.PETUGAS, viewport=PHONE, java_script_enabled=False)
    page = visitor.goto("/kantor/antrean")
    expect(page.locator("#saring")).to_be_hidden()
    expect(page.locator("#tampilan")).to_be_hidden()
    page.get_by_role("link", name="Saring", exact=True).click()
    page.get_by_label("Kanal").select_option("whatsapp")
    page.get_by_role("button", name="Saring").click()
    expect(page.locator(".state .chip")).to_contain_text("Kanal: WhatsApp")
    expect(page.locator("#saring")).to_be_hidden()
    page.get_by_role("link", name="Hapus saringan Kanal").click()
    expect(page.locator(".state .chip")).to_have_count(0)
    page.get_by_role("link", name="Tampilan", exact=True).click()
    page.get_by_role("link", name="Semua, juga yang selesai").click()
    expect(page.locator("h1")).to_have_text("Semua, juga yang selesai")
    finds_nothing_wrong(visitor)


def test_a_message_that_is_no_complaint_is_worked_off(browser: Browser, office: Office) -> None:
    office.writes("+6281200990002", "saya mau bicara dengan petugas langsung")
    visitor: Visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/pesan?bagian=dipegang")
    item = page.locator(".item", has_text="bicara dengan petugas langsung")
    item.locator("summary", has_text="Balas").click()
    item.get_by_label("Balasan untuk warga").fill("Ada yang bisa kami bantu, Bapak/Ibu?")
    item.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("status").filter(has_text="Balasan masuk antrean")).to_be_visible()
    sent = "Ada yang bisa kami bantu"
    office.waits(lambda: any(sent in text for text in office.accepted("whatsapp:+6281200990002")))
    page.locator(".item", has_text="bicara dengan petugas langsung").get_by_role(
        "button", name="Kembalikan ke bot"
    ).click()
    expect(page.locator(".item", has_text="bicara dengan petugas langsung")).to_have_count(0)
    finds_nothing_wrong(visitor)

"""Writing in the work region: what is counted, what is kept, and that it works without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from console.complaint.answering import preview
from domain.people import Role
from tests.browser.office import Office
from tests.browser.visitor import SMALL_PHONE, axe, finds_nothing_wrong

ON_WHATSAPP, BY_SMS = 0, 1  # Places in PLAYED: one on WhatsApp, one by text message.
TEXTS = (
    "Selesai.",
    "  “Gratis” – silakan…  ",
    "é ñ Å [x] {y} ~ ^ \\ | € 漢字 😀 ﬁ ½ Á",
    "x" * 130,
    "x" * 131,
    "kata " * 300,
    "kata " * 700,
    "x" * 1700,
    "satu\n\ndua\n" * 200,
    "[" * 80,
)


def opened(page: Page) -> Page:
    """The page with every part of the work region open."""
    page.evaluate("for (const part of document.querySelectorAll('.work details')) part.open = true")
    return page


@pytest.mark.parametrize("place", [ON_WHATSAPP, BY_SMS])
def test_the_script_counts_what_the_server_will_send(
    browser: Browser, office: Office, place: int
) -> None:
    number = office.numbers[place]
    sender = office.complaint(number).sender
    visitor = office.browse(browser, Role.PETUGAS)
    page = opened(visitor.goto(f"/kantor/aduan/{number}"))
    for text in TEXTS:
        page.locator("#jawab-teks").fill(text)
        sent = preview(office.service.app.office(), sender, number, text)
        characters = f"{sum(part.characters for part in sent.parts):,}".replace(",", ".")
        many = f"{sent.segments} SMS" if place == BY_SMS else f"{len(sent.parts)} pesan"
        expect(page.locator("#jawab-hitung")).to_contain_text(f"{characters} karakter · {many} ·")
    finds_nothing_wrong(visitor)


def test_what_was_not_sent_is_there_again_and_goes_once_it_was(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = opened(visitor.goto(f"/kantor/aduan/{office.numbers[ON_WHATSAPP]}"))
    note, sheet = page.locator("#catatan-teks"), page.locator("#lembar-pokok")
    note.fill("Perlu cek <CCTV>")
    sheet.fill("Belum selesai")
    sheet.blur()
    page.reload()
    expect(note).to_have_value("Perlu cek <CCTV>")
    expect(page.locator(".restored")).to_have_count(2)
    page.locator("form[data-form=catatan] .actions button").click()
    expect(page.get_by_role("status").filter(has_text="Catatan tersimpan.")).to_be_focused()
    opened(page)
    expect(note).to_have_value("")
    expect(sheet).to_have_value("Belum selesai")
    page.get_by_role("button", name="Buang").click()
    expect(sheet).to_have_value("")
    page.reload()
    expect(page.locator(".restored")).to_have_count(0)
    finds_nothing_wrong(visitor)


def test_an_answer_is_prepared_without_javascript(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS, java_script_enabled=False)
    page = visitor.goto(f"/kantor/aduan/{office.numbers[ON_WHATSAPP]}#kerja-jawab")
    part = page.locator("#kerja-jawab")
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    page.locator("#jawab-teks").fill("Yth. Bapak/Ibu")
    page.locator("#jawab-siap").select_option(index=1)
    page.get_by_role("button", name="Sisipkan").click()
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.locator(".preview .bubble")).to_contain_text("layanan ini gratis")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum dikirim")
    visitor.close()


def test_every_form_is_accessible_and_fits_a_small_phone(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS, viewport=SMALL_PHONE, bypass_csp=True)
    for number in (office.numbers[ON_WHATSAPP], office.numbers[6]):
        page = opened(visitor.goto(f"/kantor/aduan/{number}#kerja"))
        assert visitor.fits()
        assert axe(page) == ""
    page.locator("#catatan-teks").fill(" ")
    page.locator("form[data-form=catatan] .actions button").click()
    expect(page.locator("#masalah")).to_be_focused()
    assert visitor.fits()
    assert axe(opened(page)) == ""
    finds_nothing_wrong(visitor)

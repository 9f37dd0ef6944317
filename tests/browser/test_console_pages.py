"""Every page in a real browser: accessible, no wider than the window, and deaf to attacks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from domain.people import Role
from tests import samples
from tests.browser.office import Office
from tests.browser.visitor import (
    LAPTOP,
    PHONE,
    SMALL_PHONE,
    Visitor,
    axe,
    finds_nothing_wrong,
    upload,
)

# Where each role goes. {n} is the number of the n-th complaint of office.PLAYED: 0 has evidence, 3
# was given to the Inspektorat, 4 is confidential, 6 is an attack; U is a number that nobody has.
STAFF_PAGES: dict[Role, tuple[str, ...]] = {
    Role.PETUGAS: (
        "/kantor/antrean",
        "/kantor/antrean?q=tidakadakatasepertiini",
        "/kantor/aduan/{0}",
        "/kantor/aduan/{4}",
        "/kantor/aduan/{6}",
        "/kantor/aduan/U",
        "/kantor/aduan/{0}/berkas",
        "/kantor/aduan/{0}/gabung",
        "/kantor/catat",
        "/kantor/pesan",
        "/kantor/jawaban-siap",
        "/kantor/akun",
        "/kantor/orang",
    ),
    Role.ATASAN: ("/kantor/aduan/{6}", "/kantor/dasbor"),
    Role.KEPALA: ("/kantor/aduan/{3}", "/kantor/dasbor", "/kantor/ekspor", "/kantor/akun"),
    Role.INSPEKTORAT: ("/kantor/antrean", "/kantor/aduan/{3}", "/kantor/aduan/{0}"),
    Role.ADMIN: ("/kantor/orang", "/kantor/akun", "/kantor/antrean"),
}
# 403 and 404 have pages as well, which are looked at like all others.
REFUSED = {
    (Role.PETUGAS, "/kantor/aduan/U"): 404,
    (Role.PETUGAS, "/kantor/orang"): 403,
    (Role.INSPEKTORAT, "/kantor/aduan/{0}"): 404,
    (Role.ADMIN, "/kantor/antrean"): 403,
}
PUBLIC_PAGES = ("/", "/aduan", "/status", "/pos", "/kantor/masuk", "/kantor/mulai/tidak-ada")


# What has the focus, and whether a frame around it can be seen in the window. Players and fields
# for a date have several stops inside, whose frames are the browser's own and cannot be asked for.
FOCUS = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const style = getComputedStyle(at), inside = at.matches("audio, [type=date], [type=time]");
    return {
        what: at.tagName + (at.id ? "#" + at.id : ""),
        place: inside ? -1 : [...document.querySelectorAll("*")].indexOf(at),
        seen: (inside || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0))
            && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_a_role_is_accessible_at_every_width_and_runs_nothing(
    browser: Browser, office: Office, role: Role
) -> None:
    visitor = office.browse(browser, role)
    problems = []
    for page in STAFF_PAGES[role]:
        address = page.format(*office.numbers).replace("/U", "/2026-99999-9")
        problems += look_at(visitor, address, REFUSED.get((role, page), 200))
    visitor.close()
    assert not problems, "\n".join(problems)


def test_every_page_of_citizens_is_accessible_at_every_width(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser)
    problems = []
    for address in PUBLIC_PAGES:
        status = 404 if "tidak-ada" in address else 200
        problems += look_at(visitor, address, status)
    visitor.close()
    assert not problems, "\n".join(problems)


def look_at(visitor: Visitor, address: str, status: int) -> list[str]:
    """What is wrong with a page, in sentences."""
    page = visitor.page
    page.set_viewport_size(LAPTOP)
    response = page.goto(address)
    assert response is not None
    problems = []
    if response.status != status:
        return [f"{address}: answered {response.status}, not {status}"]
    # What is closed is neither looked at by axe nor does it take any room.
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if found := axe(page):
        problems.append(f"{address}: {found}")
    for window in (LAPTOP, PHONE, SMALL_PHONE):
        page.set_viewport_size(window)
        if not visitor.fits():
            problems.append(f"{address}: wider than {window['width']} px")
    if page.locator("img[src=x], [onerror], main script").count():
        problems.append(f"{address}: what somebody wrote became markup")
    if "49javascript" in page.content():
        problems.append(f"{address}: what somebody wrote was taken for a template")
    problems += [f"{address}: the browser says {text}" for text in visitor.complaints]
    problems += [f"{address}: a dialog said {text}" for text in visitor.dialogs]
    visitor.complaints.clear()
    visitor.dialogs.clear()
    return problems


# ------------------------------------------------------------------------------ hands and eyes


def test_the_queue_is_worked_with_the_keyboard_alone(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/antrean")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    rows = page.locator(".row")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(place)).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    number = rows.nth(1).get_attribute("data-number")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/kantor/aduan/{number}"))
    page.go_back()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("toilet")
    page.keyboard.press("Enter")
    expect(page.locator(f".row[data-number='{office.numbers[2]}']")).to_be_visible()
    expect(page.locator(f".row[data-number='{office.numbers[0]}']")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    finds_nothing_wrong(visitor)


@pytest.mark.parametrize("page", ["/kantor/antrean", "/kantor/aduan/{0}", "/kantor/catat"])
def test_every_stop_of_the_tab_key_can_be_seen(browser: Browser, office: Office, page: str) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    at = visitor.goto(page.format(*office.numbers))
    seen = []
    for _ in range(40):
        at.keyboard.press("Tab")
        seen.append(at.evaluate(FOCUS))
        if seen[-1]["what"] == "BODY":
            break  # Once around.
    assert [stop for stop in seen if stop["what"] != "BODY" and not stop["seen"]] == []
    places = [stop["place"] for stop in seen if stop["place"] >= 0]
    assert len(set(places)) == len(places)  # Nothing holds the focus fast.
    finds_nothing_wrong(visitor)


def test_a_search_finds_numbers_and_names_for_those_who_may_see_them(
    browser: Browser, office: Office
) -> None:
    officer = office.browse(browser, Role.PETUGAS)
    page = officer.goto("/kantor/antrean?q=contoh+pelapor")
    found = page.locator(".row")
    expect(found.first).to_be_visible()
    expect(page.locator(".rows")).not_to_contain_text("Pelapor")
    # Not who asked for secrecy, not even for those who may see names.
    expect(page.locator(f".row[data-number='{office.numbers[4]}']")).to_have_count(0)
    page.locator("#q").fill(office.numbers[1])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/kantor/aduan/{office.numbers[1]}$"))
    superior = office.browse(browser, Role.ATASAN)
    page = superior.goto("/kantor/antrean?q=contoh+pelapor")
    expect(page.locator(".row")).to_have_count(0)
    for visitor in (officer, superior):
        finds_nothing_wrong(visitor)


def test_on_a_phone_the_three_regions_are_tabs(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser, Role.PETUGAS, viewport=PHONE, has_touch=True, is_mobile=True)
    page = visitor.goto(f"/kantor/aduan/{office.numbers[0]}")
    tabs = page.get_by_role("navigation", name="Bagian aduan")
    for name, region in (("Kerja", "kerja"), ("Percakapan", "percakapan"), ("Aduan", "aduan")):
        tabs.get_by_role("link", name=name, exact=True).tap()
        for one in ("kerja", "percakapan", "aduan"):
            seen = expect(page.locator(f"#{one}"))
            seen.to_be_visible() if one == region else seen.not_to_be_in_viewport(ratio=0.1)
        assert visitor.fits()
        assert axe(page) == ""
    finds_nothing_wrong(visitor)


def test_evidence_is_seen_and_heard_on_the_complaints_page(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto(f"/kantor/aduan/{office.numbers[0]}")
    picture = page.locator("#percakapan img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 320)
    expect(page.locator("#percakapan audio").first).to_be_visible()
    with page.expect_download() as download:
        page.locator("#percakapan a[href*='/lampiran/']", has_text="PDF").first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    # It is ours by now, whatever becomes of it at the provider.
    office.service.twilio.media.clear()
    page.reload()
    expect(page.locator("#percakapan img").first).to_have_js_property("naturalWidth", 320)
    finds_nothing_wrong(visitor)


def test_an_officer_adds_a_file_and_a_wrong_one_is_refused_with_the_reason(
    browser: Browser, office: Office
) -> None:
    number = office.numbers[5]
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto(f"/kantor/aduan/{number}")
    page.get_by_role("link", name="Berkas tambahan").first.click()
    upload(page, "foto.jpg", "image/jpeg", samples.SVG)
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.get_by_role("alert")).to_contain_text("sebenarnya bukan gambar JPG")
    upload(page, "berita acara.pdf", "application/pdf", samples.PDF)
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.get_by_role("link", name="berita acara.pdf")).to_be_visible()
    assert visitor.goto(f"/kantor/aduan/{number}").locator("#linimasa").inner_text()
    expect(page.locator("#linimasa")).to_contain_text("berita acara.pdf")
    finds_nothing_wrong(visitor)

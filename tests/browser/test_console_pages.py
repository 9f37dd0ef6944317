"""Every page in a real browser: accessible, no wider than the window, and deaf to attacks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from domain.people import Role
from tests.browser.office import (
    LAPTOP,
    PHONE,
    SMALL_PHONE,
    Office,
    Visitor,
    axe,
)

# Where each role goes. {n} is the number of the n-th complaint of office.PLAYED: 0 has evidence, 3
# was given to the Inspektorat, 4 is confidential, 6 is an attack; U is a number that nobody has.
STAFF_PAGES: dict[Role, tuple[str, ...]] = {
    Role.PETUGAS: (
        "/kantor/antrean",
        "/kantor/antrean?lihat=semua",
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
    Role.ATASAN: ("/kantor/antrean", "/kantor/aduan/{6}", "/kantor/dasbor"),
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
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]  # A plain dict is one.
    response = page.goto(address)
    assert response is not None
    problems = []
    if response.status != status:
        return [f"{address}: answered {response.status}, not {status}"]
    if found := axe(page):
        problems.append(f"{address}: {found}")
    for window in (LAPTOP, PHONE, SMALL_PHONE):
        page.set_viewport_size(window)  # type: ignore[arg-type]
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

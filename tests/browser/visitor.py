"""Somebody in front of a browser: signs in, looks, and hears what the browser complains of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyotp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    FilePayload,
    Page,
    ViewportSize,
    expect,
)

from bot import clock
from domain.people import Role
from tests.browser.simulated import PATIENCE

if TYPE_CHECKING:
    from tests.browser.office import Office

LAPTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
SMALL_PHONE = ViewportSize(width=360, height=640)

PASSWORD = "jeruk-Nipis 77 gunung parang"
SECRETS = {Role.KEPALA: pyotp.random_base32(), Role.ADMIN: pyotp.random_base32()}


class Visitor:
    """Somebody at a page, and everything that the browser complained of."""

    def __init__(self, office: Office, browser: Browser, **context: Any) -> None:
        self.office = office
        values = {"viewport": LAPTOP, "locale": "id-ID", "base_url": office.url}
        self.context: BrowserContext = browser.new_context(**(values | context))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        # Answers of 404 or 409 that a test asks for are noted by Chromium as errors, too.
        refused = "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(message.text)

    def goto(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def fits(self) -> bool:
        """Whether nothing makes the page wider than the window."""
        wide, window = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        return bool(wide <= window)

    def close(self) -> None:
        self.context.close()


def sign_in(visitor: Visitor, role: Role) -> None:
    """By the real pages the first time; afterwards with the cookie that was given then."""
    known = visitor.office.signed_in.get(role)
    if known is not None:
        visitor.context.add_cookies(known)
        return
    page = visitor.goto("/kantor/masuk")
    give_password(page, visitor.office.people[role].username)
    if role in SECRETS:
        give_code(page, role)
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    visitor.office.signed_in[role] = list(visitor.context.cookies())


def give_password(page: Page, username: str, password: str = PASSWORD) -> None:
    page.locator("input[name=nama]").fill(username)
    page.locator("input[name=sandi]").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def give_code(page: Page, role: Role) -> None:
    code = pyotp.TOTP(SECRETS[role]).at(clock.now())
    page.locator("input[name=kode]").fill(code)
    page.locator("form:has(input[name=kode]) button").first.click()


def axe(page: Page) -> str:
    """What is not accessible on this page, "" for nothing."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    return results.generate_report() if results.violations_count else ""


def upload(page: Page, name: str, kind: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        FilePayload(name=name, mimeType=kind, buffer=content)
    )


def finds_nothing_wrong(visitor: Visitor) -> None:
    assert visitor.complaints == []
    assert visitor.dialogs == []
    visitor.close()

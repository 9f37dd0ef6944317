"""A served simulator on a free port of this machine, and a citizen in front of it."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
from typing import Any

import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from bot.app import build, running
from bot.serve import web
from bot.settings import Settings

ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 20_000  # Milliseconds; a busy machine is slow, a wrong page stays wrong.


def find_chromium() -> str | None:
    """The system's browser; a test tool's own is not downloaded."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


class Served:
    """The whole service in a thread of its own, with an event loop of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ready = threading.Event()
        self._server: uvicorn.Server | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])

    def __enter__(self) -> Served:
        self._thread.start()
        assert self._ready.wait(60), "the server did not start"
        if self._error is not None:
            raise self._error
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.should_exit = True
        self._thread.join(30)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/simulator"

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._error = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        async with build(self._settings) as app, running(app):
            config = uvicorn.Config(
                web(app),
                log_level="warning",
                lifespan="off",
                timeout_graceful_shutdown=2,
            )
            self._server = uvicorn.Server(config)
            # Whoever connects from now on is heard as soon as the server is up.
            self._socket.listen()
            self._ready.set()
            await self._server.serve(sockets=[self._socket])


class Citizen:
    """Somebody at the page, and everything that the browser complained of."""

    def __init__(self, browser: Browser, served: Served, channel: str, **context: Any) -> None:
        self.context = browser.new_context(**({"viewport": DESKTOP} | context))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{served.url}/new?channel={channel}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    @property
    def replies(self) -> Locator:
        return self.page.locator("#log > .line:not(.mine)")

    def says(self, text: str) -> None:
        """Writes and presses Enter, and waits for an answer."""
        before = self.replies.count()
        self.page.get_by_label("Pesan", exact=True).last.fill(text)
        self.page.keyboard.press("Enter")
        expect(self.replies.nth(before)).to_be_visible(timeout=PATIENCE)

    def presses(self, name: str) -> None:
        before = self.replies.count()
        self.page.get_by_role("button", name=name, exact=True).last.click()
        expect(self.replies.nth(before)).to_be_visible(timeout=PATIENCE)

    def fits(self) -> bool:
        """Whether nothing is wider than the window."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        return bool(width <= (self.page.viewport_size or DESKTOP)["width"])

    def reports(self, *answers: str) -> None:
        """Tells a whole complaint and confirms it."""
        self.says("petugas loket 2 minta uang 500 ribu untuk sertifikat standar")
        self.says("Contoh Pelapor")
        for answer in answers or ("kemarin", "tidak ada", "ya"):
            self.says(answer)

"""Serving: the web server, worker, dispatcher and poller of one process, until a signal ends it."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
import uvicorn
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import logs
from bot.accounts import first_link, staff_address
from bot.app import App, build, running
from bot.channels.base import PolledChannel
from bot.config_types import split_listen
from bot.settings import Settings
from bot.web import build_web
from console.parts import STAFF
from console.public.public import build_public, is_public
from console.staff import build_staff

log = structlog.get_logger()


async def serve(settings: Settings) -> None:
    """Until SIGINT or SIGTERM: what was accepted is stored, what is on its way is finished."""
    began = time.perf_counter()
    logs.set_up()
    async with build(settings) as app, running(app):
        await _announce_webhook(app)
        address = (settings.listen_host, settings.listen_port)
        async with _own_console(app):
            await _Server(_config(app, web(app), *address), app, began).serve()


def _config(app: App, face: ASGIApp, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        face,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=list(app.settings.server.trusted_proxies),
        server_header=False,
        timeout_graceful_shutdown=10,
    )


@asynccontextmanager
async def _own_console(app: App) -> AsyncIterator[None]:
    """The staff's pages on an address of their own, where the settings give one."""
    if not app.settings.console.listen:
        yield
        return
    host, port = split_listen(app.settings.console.listen)
    server = uvicorn.Server(_config(app, build_staff(app.console), host, port))
    # Without taking over signals: the main server does, and ends this one with itself.
    task = asyncio.create_task(server._serve())
    try:
        yield
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready and where."""

    def __init__(self, config: uvicorn.Config, app: App, began: float) -> None:
        super().__init__(config)
        self._app = app
        self._began = began

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = _port_of(self, self._app.settings.listen_port)
            link = await first_link(self._app.console, staff_address(self._app.settings, port))
            _welcome(self._app, port, link, time.perf_counter() - self._began)


def web(app: App) -> ASGIApp:
    """What is served at `listen`: webhooks, public pages, and the console unless it has its own."""
    extra: list[BaseRoute] = []
    if app.settings.simulator_on:
        from bot.simulator.routes import simulator_routes

        extra = simulator_routes(app)
    machines = build_web(app.intake, app.channels, extra)
    public = build_public(app.console)
    staff = None if app.settings.console.listen else build_staff(app.console)

    async def faces(scope: Scope, receive: Receive, send: Send) -> None:
        # Applications of their own; only the path decides which one sees a request.
        path = scope.get("path", "")
        if staff is not None and (path == STAFF or path.startswith(f"{STAFF}/")):
            await staff(scope, receive, send)
        elif is_public(path) or (path == "/" and not app.settings.simulator_on):
            await public(scope, receive, send)
        else:
            await machines(scope, receive, send)

    return faces


async def _announce_webhook(app: App) -> None:
    for channel in app.channels:
        if isinstance(channel, PolledChannel) and app.settings.telegram_mode == "webhook":
            await channel.use_webhook()


def _port_of(server: uvicorn.Server, port: int) -> int:
    """The port that is really listened at: 0 in the settings is any that is free."""
    for listening in server.servers:
        for sock in listening.sockets:
            port = sock.getsockname()[1]
    return port


def _welcome(app: App, port: int, link: str, seconds: float) -> None:
    """What a person in front of the terminal wants to know, on standard output.

    link: with which the first admin begins, "" where there are accounts already.
    """
    host = app.settings.listen_host
    shown = f"[{host}]" if ":" in host else host
    lines = [f"Bale Aduan siap dalam {seconds:.1f} detik di http://{shown}:{port}"]
    lines += [
        f"  {state.channel:<10} {'on ' if state.on else 'off'}  {state.reason}"
        for state in app.settings.channel_states()
    ]
    if app.settings.simulator_on:
        lines.append(f"Coba sebagai warga: http://{shown}:{port}/simulator")
    lines.append(f"Formulir warga: http://{shown}:{port}/aduan")
    lines.append(f"Konsol petugas: {staff_address(app.settings, port)}")
    if link:
        lines.append("Belum ada pengguna. Buat kata sandi admin pertama (sekali pakai, 24 jam):")
        lines.append(link)
    print("\n".join(lines), flush=True)

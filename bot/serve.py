"""Serving: the web server, worker, dispatcher and poller of one process, until a signal ends it."""

from __future__ import annotations

import socket
import time

import structlog
import uvicorn
from starlette.applications import Starlette

from bot import logs
from bot.app import App, build, running
from bot.channels.base import PolledChannel
from bot.settings import Settings
from bot.web import build_web

log = structlog.get_logger()


async def serve(settings: Settings) -> None:
    """Until SIGINT or SIGTERM: what was accepted is stored, what is on its way is finished."""
    began = time.perf_counter()
    logs.set_up()
    async with build(settings) as app, running(app):
        await _announce_webhook(app)
        config = uvicorn.Config(
            web(app),
            host=settings.listen_host,
            port=settings.listen_port,
            log_level="warning",
            access_log=False,
            proxy_headers=True,
            forwarded_allow_ips=list(settings.server.trusted_proxies),
            server_header=False,
            timeout_graceful_shutdown=10,
        )
        await _Server(config, app, began).serve()


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready and where."""

    def __init__(self, config: uvicorn.Config, app: App, began: float) -> None:
        super().__init__(config)
        self._app = app
        self._began = began

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _welcome(self._app, self, time.perf_counter() - self._began)


def web(app: App) -> Starlette:
    """The ASGI application of these parts."""
    extra = []
    if app.settings.simulator_on:
        from bot.simulator.routes import simulator_routes

        extra = simulator_routes(app)
    return build_web(app.intake, app.channels, extra)


async def _announce_webhook(app: App) -> None:
    for channel in app.channels:
        if isinstance(channel, PolledChannel) and app.settings.telegram_mode == "webhook":
            await channel.use_webhook()


def _welcome(app: App, server: uvicorn.Server, seconds: float) -> None:
    """What a person in front of the terminal wants to know, on standard output."""
    host = app.settings.listen_host
    port = app.settings.listen_port
    for listening in server.servers:
        for sock in listening.sockets:
            port = sock.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    lines = [f"Bale Aduan siap dalam {seconds:.1f} detik di http://{shown}:{port}"]
    lines += [
        f"  {state.channel:<10} {'on ' if state.on else 'off'}  {state.reason}"
        for state in app.settings.channel_states()
    ]
    if app.settings.simulator_on:
        lines.append(f"Coba sebagai warga: http://{shown}:{port}/simulator")
    print("\n".join(lines), flush=True)

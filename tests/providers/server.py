"""What both test servers share: a plain ASGI application on uvicorn, in a thread or by itself.

No framework is used, because in a load test the server must cost less than what it measures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

import uvicorn

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def fields(self) -> dict[str, str]:
        """The parameters of a form or a JSON object, those of the query below them."""
        if self.headers.get("content-type", "").startswith("application/json"):
            pairs = json.loads(self.body or b"{}")
        else:
            pairs = dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        return {**self.query, **pairs}


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0  # Seconds before it is sent.


def json_reply(status: int, value: object, **headers: str) -> Reply:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"content-type": "application/json", **named})


class ProviderServer:
    """A server that is told what to answer; use it as a context manager in a test."""

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._server: uvicorn.Server | None = None
        self._scripted: list[Reply] = []
        self.requests = 0

    # What a subclass adds.

    async def answer(self, request: Request) -> Reply:
        raise NotImplementedError

    def control(self, name: str, request: Request) -> object:
        """The answer to `/_control/<name>`, for those who run the server as a process."""
        raise NotImplementedError

    # Running it.

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def port(self) -> int:
        return self._port

    def script(self, *replies: Reply) -> None:
        """Give these replies to the next requests that would send a message, in order."""
        self._scripted.extend(replies)

    def _next_scripted(self) -> Reply | None:
        return self._scripted.pop(0) if self._scripted else None

    def __enter__(self) -> Self:
        listening = socket.create_server(("127.0.0.1", self._port))
        self._port = listening.getsockname()[1]
        self._server = uvicorn.Server(self._config())
        threading.Thread(target=self._server.run, args=([listening],), daemon=True).start()
        for _ in range(2000):
            if self._server.started:
                return self
            time.sleep(0.002)
        raise RuntimeError("the test server did not start")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        # Waiting polls and delayed answers need not be waited for, nor need the thread itself,
        # which looks only ten times a second whether it should end: tests start many servers.
        self._server.force_exit = True
        self._server.should_exit = True

    def serve(self) -> None:
        """Run in this thread until interrupted."""
        uvicorn.Server(self._config()).run()

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self._app,
            host="127.0.0.1",
            port=self._port,
            interface="asgi3",
            http="httptools",
            ws="none",
            proxy_headers=False,
            lifespan="off",
            access_log=False,
            log_level="error",
            server_header=False,
            date_header=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.requests += 1
        request = await _read(scope, receive)
        if request.path.startswith("/_control/"):
            reply = json_reply(200, self.control(request.path.rpartition("/")[2], request))
        else:
            reply = await self.answer(request)
        if reply.delay:
            await asyncio.sleep(reply.delay)
        headers = [(name.encode(), value.encode()) for name, value in reply.headers.items()]
        headers.append((b"content-length", str(len(reply.body)).encode()))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.body})


async def _read(scope: Scope, receive: Receive) -> Request:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return Request(
        scope["method"],
        scope["path"],
        dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True)),
        {name.decode(): value.decode("latin-1") for name, value in scope["headers"]},
        body,
    )


def port_from_command_line(about: str, default: int) -> int:
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--port", type=int, default=default)
    return int(parser.parse_args().port)

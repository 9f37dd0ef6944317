"""The HTTP face: webhooks in, health out. A webhook stores and answers; it does no other work.

Bad signature 403 and nothing stored; body over 1 MiB 413; unreadable body 400 and kept for the
officer; unknown event 200; database away 503, so that the provider tries again.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import metrics
from bot.channels.base import Channel, WebhookRequest
from bot.intake import Intake
from domain.errors import (
    PayloadError,
    StorageUnavailableError,
    UnsupportedEventError,
    WebhookSignatureError,
)

log = structlog.get_logger()

MAX_BODY = 1024 * 1024  # Bytes. No provider's webhook comes near it.

# An empty TwiML document says "no reply from here"; replies go out through the API.
_NO_TWIML = Response(b"<Response/>", media_type="text/xml")
_TOO_LARGE = "Isi permintaan terlalu besar (paling besar 1 MiB)."


def build_web(intake: Intake, channels: Sequence[Channel], extra: Sequence[BaseRoute]) -> Starlette:
    """The ASGI application. channels: those that are on. extra: further pages."""
    by_code = {channel.code: channel for channel in channels}

    async def twilio(request: Request) -> Response:
        answer = await _webhook(request, intake, by_code.get("twilio"), "twilio")
        return _NO_TWIML if answer.status_code == 200 else answer

    async def telegram(request: Request) -> Response:
        return await _webhook(request, intake, by_code.get("telegram"), "telegram")

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(request: Request) -> Response:
        state = await intake.readiness()
        return JSONResponse(state, status_code=200 if state["ready"] else 503)

    async def show_metrics(request: Request) -> Response:
        # For this machine only: what a proxy passes on came from elsewhere.
        local = request.client is not None and request.client.host in ("127.0.0.1", "::1")
        if not local or "x-forwarded-for" in request.headers:
            return PlainTextResponse("Tidak ditemukan.", status_code=404)
        return Response(metrics.exposition(), media_type="text/plain; version=0.0.4")

    routes = [
        Route("/webhook/twilio", twilio, methods=["POST"]),
        Route("/webhook/twilio/status", twilio, methods=["POST"]),
        Route("/webhook/telegram", telegram, methods=["POST"]),
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", show_metrics),
        *extra,
    ]
    return Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: _http_error,
            StorageUnavailableError: _away,
            Exception: _failed,
        },
    )


async def read_body(request: Request) -> bytes:
    """The body, of which no more than MAX_BODY is ever kept. Raises HTTPException 413."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MAX_BODY:
        raise HTTPException(413, _TOO_LARGE)
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            raise HTTPException(413, _TOO_LARGE)
        chunks.append(chunk)
    return b"".join(chunks)


async def _webhook(
    request: Request, intake: Intake, channel: Channel | None, code: str
) -> Response:
    try:
        body = await read_body(request)
    except ClientDisconnect:
        return PlainTextResponse("", status_code=400)
    if channel is None:
        # Without its secret nobody can prove to be the provider.
        metrics.REFUSED.labels(code, "off").inc()
        return PlainTextResponse("Kanal ini tidak aktif.", status_code=403)
    wanted = WebhookRequest(
        url_path=request.scope.get("raw_path", request.url.path.encode()).decode("latin-1"),
        query=request.url.query,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
        received_at=intake.now(),
    )
    try:
        channel.verify(wanted)
        events = channel.parse(wanted)
    except WebhookSignatureError:
        metrics.REFUSED.labels(code, "signature").inc()
        return PlainTextResponse("Tanda tangan tidak cocok.", status_code=403)
    except UnsupportedEventError:
        metrics.IGNORED.labels(code).inc()
        return PlainTextResponse("ok")
    except PayloadError as error:
        metrics.REFUSED.labels(code, "payload").inc()
        await intake.keep_rejected(code, body.decode("utf-8", "replace"), str(error))
        return PlainTextResponse("Isi permintaan tidak terbaca.", status_code=400)
    await intake.take(events, body.decode("utf-8", "replace"))
    await intake.acknowledge(channel, events)
    return PlainTextResponse("ok")


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    texts = {404: "Tidak ditemukan.", 405: "Cara ini tidak diterima di sini.", 413: _TOO_LARGE}
    headers = error.headers if isinstance(error, HTTPException) else None
    return PlainTextResponse(texts.get(status, "Galat."), status_code=status, headers=headers)


async def _away(request: Request, error: Exception) -> Response:
    log.warning("database_unavailable", where="web")
    text = "Sedang tidak bisa menyimpan; coba lagi sebentar lagi."
    return PlainTextResponse(text, status_code=503, headers={"Retry-After": "5"})


async def _failed(request: Request, error: Exception) -> Response:
    # Starlette logs the error itself; the answer holds no trace of it.
    return PlainTextResponse("Galat di server.", status_code=500)

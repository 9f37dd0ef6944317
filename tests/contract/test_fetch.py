"""Downloads of evidence: a cap on the size, and credentials that never leave their host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import ClassVar, cast

import aiohttp
import pytest

from bot.channels.base import MAX_ATTACHMENT_BYTES
from bot.channels.fetch import download, origin
from domain.errors import AttachmentError
from tests.providers.server import ProviderServer, Reply, Request


class Host(ProviderServer):
    """Answers each path with what the test put there, and remembers who asked."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: dict[str, Reply] = {}
        self.asked: list[tuple[str, str]] = []

    async def answer(self, request: Request) -> Reply:
        self.asked.append((request.path, request.headers.get("authorization", "")))
        return self.paths.get(request.path, Reply(404))


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as made:
        yield made


async def test_a_file_is_read_up_to_the_cap_and_not_beyond(session: aiohttp.ClientSession) -> None:
    with Host() as host:
        host.paths["/a"] = Reply(200, b"x" * 1000)
        allowed = {origin(host.base_url): ""}
        url = host.base_url + "/a"
        assert len(await download(session, url, authorization=allowed, max_bytes=1000)) == 1000
        with pytest.raises(AttachmentError, match="larger"):
            await download(session, url, authorization=allowed, max_bytes=999)


async def test_a_file_of_20_mib_passes_and_a_byte_more_does_not(
    session: aiohttp.ClientSession,
) -> None:
    with Host() as host:
        host.paths["/a"] = Reply(200, bytes(MAX_ATTACHMENT_BYTES))
        host.paths["/b"] = Reply(200, bytes(MAX_ATTACHMENT_BYTES + 1))
        allowed = {origin(host.base_url): ""}
        content = await download(session, host.base_url + "/a", authorization=allowed)
        assert len(content) == MAX_ATTACHMENT_BYTES
        with pytest.raises(AttachmentError):
            await download(session, host.base_url + "/b", authorization=allowed)


async def test_a_length_that_nobody_told_is_capped_as_well(session: aiohttp.ClientSession) -> None:
    """A server that sends in chunks names no length."""

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                await writer.drain()
        except ConnectionError:
            pass

    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/a"
    with pytest.raises(AttachmentError, match="larger"):
        await download(session, url, authorization={origin(url): ""}, max_bytes=100_000)
    server.close()


async def test_credentials_stay_with_their_host(session: aiohttp.ClientSession) -> None:
    with Host() as api, Host() as storage:
        api.paths["/a"] = Reply(302, b"", {"location": "/b"})
        api.paths["/b"] = Reply(307, b"", {"location": storage.base_url + "/c"})
        storage.paths["/c"] = Reply(303, b"", {"location": api.base_url + "/d"})
        api.paths["/d"] = Reply(200, b"isi")
        allowed = {origin(api.base_url): "Basic rahasia"}
        assert await download(session, api.base_url + "/a", authorization=allowed) == b"isi"
        assert {text for _, text in api.asked} == {"Basic rahasia"}
        assert storage.asked == [("/c", "")]


async def test_a_redirect_out_of_tls_is_not_followed() -> None:
    class Response:
        status = 302
        headers: ClassVar = {"Location": "http://plain.test/x"}

        async def __aenter__(self) -> Response:
            return self

        async def __aexit__(self, *_: object) -> None: ...

    class Session:
        asked: ClassVar[list[str]] = []

        def get(self, url: str, **_: object) -> Response:
            self.asked.append(url)
            return Response()

    url = "https://api.twilio.com/x"
    session = cast(aiohttp.ClientSession, Session())
    with pytest.raises(AttachmentError, match="TLS"):
        await download(session, url, authorization={origin(url): "Basic rahasia"})
    assert Session.asked == [url]


@pytest.mark.parametrize("location", ["/a", "", "file:///etc/passwd", "gopher://x", "http://[bad"])
async def test_a_redirect_without_end_or_sense_is_given_up(
    session: aiohttp.ClientSession, location: str
) -> None:
    with Host() as host:
        host.paths["/a"] = Reply(302, b"", {"location": location})
        allowed = {origin(host.base_url): ""}
        with pytest.raises(AttachmentError) as caught:
            await download(session, host.base_url + "/a", authorization=allowed)
        assert not caught.value.retryable
        assert len(host.asked) <= 6


async def test_only_the_providers_hosts_are_asked_first(session: aiohttp.ClientSession) -> None:
    with Host() as host:
        with pytest.raises(AttachmentError, match="provider"):
            await download(session, host.base_url, authorization={"https://api.twilio.com:443": ""})
        assert host.asked == []


@pytest.mark.parametrize(
    ("status", "retryable"), [(404, False), (410, False), (401, True), (503, True)]
)
async def test_what_may_pass_is_tried_again(
    session: aiohttp.ClientSession, status: int, retryable: bool
) -> None:
    with Host() as host:
        host.paths["/a"] = Reply(status)
        allowed = {origin(host.base_url): ""}
        with pytest.raises(AttachmentError) as caught:
            await download(session, host.base_url + "/a", authorization=allowed)
        assert caught.value.retryable is retryable


async def test_a_host_that_is_away_is_tried_again_and_its_address_not_told(
    session: aiohttp.ClientSession,
) -> None:
    url = "http://127.0.0.1:9/file/bot1:rahasia/x"
    with pytest.raises(AttachmentError) as caught:
        await download(session, url, authorization={origin(url): ""})
    assert caught.value.retryable
    assert "rahasia" not in str(caught.value)


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://API.twilio.com/x?y") == "https://api.twilio.com:443"
    assert origin("http://127.0.0.1:9010") == "http://127.0.0.1:9010"

"""Downloading evidence from a provider, without trusting where its address leads.

The size is capped while reading, and credentials go only to the host they belong to: providers
answer with a redirect to a storage host that must not see them.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.channels.base import MAX_ATTACHMENT_BYTES
from domain.errors import AttachmentError

_MAX_REDIRECTS = 5
_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The provider may have it later: wrong credentials are put right, limits and faults pass.
_RETRYABLE = frozenset({401, 403, 408, 425, 429})


def origin(url: str) -> str:
    """`https://host:443` of a URL, for comparing hosts. Raises AttachmentError if it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise AttachmentError("The attachment's address is not a URL.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AttachmentError("The attachment's address is not a URL.")
    return f"{parts.scheme}://{parts.hostname}:{port}"


async def download(
    session: aiohttp.ClientSession,
    url: str,
    *,
    authorization: Mapping[str, str],
    max_bytes: int = MAX_ATTACHMENT_BYTES,
) -> bytes:
    """The content behind `url`, redirects followed. Raises AttachmentError.

    authorization: for each origin that may be asked first, its Authorization header, "" for none.
    A redirect may lead to any host, but not from https to http.
    """
    first = origin(url)
    if first not in authorization:
        raise AttachmentError("The attachment's address is not the provider's.")
    for _ in range(_MAX_REDIRECTS + 1):
        here = origin(url)
        if here.startswith("http:") and first.startswith("https:"):
            raise AttachmentError("The attachment's address leads out of TLS.")
        # Not compressed, so that a small answer cannot unfold into a huge one.
        headers = {"Accept-Encoding": "identity"}
        if credentials := authorization.get(here, ""):
            headers["Authorization"] = credentials
        try:
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status in _REDIRECTS:
                    url = _redirected(url, response.headers.get("Location", ""))
                    continue
                if response.status != HTTPStatus.OK:
                    raise AttachmentError(
                        f"The provider answered {response.status} for the attachment.",
                        retryable=response.status in _RETRYABLE or response.status >= 500,
                    )
                return await _read(response, max_bytes)
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            # The library's own message may hold the address, and that a token.
            raise AttachmentError(
                f"The attachment's host cannot be reached ({type(error).__name__}).",
                retryable=not isinstance(error, aiohttp.InvalidURL),
            ) from None
    raise AttachmentError("The attachment's address redirects without end.")


def _redirected(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise AttachmentError("The attachment's address redirects to no URL.") from None


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    if (response.content_length or 0) > max_bytes:
        raise AttachmentError(f"The attachment is larger than {max_bytes} bytes.")
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > max_bytes:
            raise AttachmentError(f"The attachment is larger than {max_bytes} bytes.")
    return bytes(content)

"""The HTTP under Twilio's official client: one session, a timeout, and what its errors leave out.

The library's own asynchronous client has no timeout unless each call names one, keeps the last
message in memory, logs headers, and drops the response's headers, Retry-After among them, before
an error can be made of it. So the error is made here, where everything is known.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from urllib.parse import urlencode

import aiohttp
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response

from domain.errors import (
    ChannelUnavailableError,
    MessageRejectedError,
    OutsideServiceWindowError,
    RateLimitedError,
    RecipientOptedOutError,
    SendError,
)

# Twilio's error dictionary, https://www.twilio.com/docs/api/errors.
_OPTED_OUT = "21610"  # The recipient wrote STOP.
_OUTSIDE_WINDOW = "63016"  # Free text outside WhatsApp's 24 hours.
# Too many at once: requests (20429), queued for one sender (21611), the account's and WhatsApp's
# rates (63017, 63018), the account's messages of a day (63038).
_TOO_MANY = frozenset({"20429", "21611", "63017", "63018", "63038"})
# What the office puts right and then wants sent: wrong credentials, a suspended account, a wrong
# account in the path. Refusing the message for good would lose it over a mistyped setting.
_OUR_FAULT = frozenset({401, 403, 404})


class TwilioHttpClient(AsyncTwilioHttpClient):  # type: ignore[misc]  # The library has no types.
    """Sends every request over one pooled session; an answer of 400 or more is a SendError.

    timeout: seconds for one whole request, connecting included.
    """

    def __init__(self, timeout: float) -> None:
        # The session needs a running event loop, so it is opened with the first request.
        super().__init__(pool_connections=False, timeout=timeout)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    def opened(self) -> aiohttp.ClientSession:
        """The one session, opened when it is first needed.

        Proxies named in the environment are not used: only the settings decide where messages go.
        """
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """The answer below 400. Raises a SendError."""
        sent = dict(headers or {})
        if auth:
            sent["Authorization"] = basic_authorization(*auth)
        body = urlencode(data).encode() if data else None
        try:
            async with self.opened().request(
                method, url, params=params, data=body, headers=sent, allow_redirects=False
            ) as response:
                text = await response.text()
                if response.status >= 400:
                    raise refusal(response.status, text, response.headers.get("Retry-After", ""))
                return Response(response.status, text, response.headers)
        except TimeoutError:
            raise ChannelUnavailableError("Twilio did not answer in time.") from None
        except (OSError, aiohttp.ClientError, UnicodeDecodeError) as error:
            kind = type(error).__name__
            raise ChannelUnavailableError(f"Twilio cannot be reached ({kind}).") from None


def basic_authorization(username: str, password: str) -> str:
    """The Authorization header of HTTP's basic authentication (RFC 7617)."""
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


def refusal(status: int, body: str, retry_after: str) -> SendError:
    """The error that stands for an answer of Twilio's; its message holds no number and no text.

    Twilio's own description is left out: it repeats the recipient's number.
    """
    code = _code(body)
    what = f"HTTP {status}" + (f", Twilio error {code}" if code else "")
    if code == _OPTED_OUT:
        return RecipientOptedOutError(code=code)
    if code == _OUTSIDE_WINDOW:
        return OutsideServiceWindowError(code=code)
    if status == 429 or code in _TOO_MANY:
        return RateLimitedError(retry_after=_seconds(retry_after), code=code)
    if status in _OUR_FAULT or code == "20003":
        return ChannelUnavailableError(
            f"Twilio does not accept account_sid or auth_token, or has suspended them ({what}).",
            retry_after=_seconds(retry_after),
            code=code,
        )
    if status >= 500 or status == 408:
        return ChannelUnavailableError(
            f"Twilio has a fault of its own ({what}).",
            retry_after=_seconds(retry_after),
            code=code,
        )
    return MessageRejectedError(f"Twilio refused the message ({what}).", code=code or str(status))


def _code(body: str) -> str:
    """Twilio's error code, in the old form of its errors as in that of RFC 9457."""
    try:
        code = json.loads(body)["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return str(code) if isinstance(code, int) and not isinstance(code, bool) else ""


def _seconds(header: str) -> float | None:
    """Retry-After in seconds. Its other form, a date, is not used by Twilio."""
    try:
        seconds = float(header)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None

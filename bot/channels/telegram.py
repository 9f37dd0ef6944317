"""Telegram: private chats with a bot, by long polling or by webhook.

Source: Telegram's Bot API, https://core.telegram.org/bots/api. Only `Bot` and `Update.de_json` of
python-telegram-bot are used: its Application confirms an update before anybody has stored it.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.base import Event, Polled, WebhookRequest, sendable
from bot.channels.fetch import download, origin
from bot.channels.telegram_http import TelegramRequest
from bot.channels.telegram_parse import CALLBACK_ID, read_body, read_update
from domain.errors import (
    AttachmentError,
    ChannelUnavailableError,
    MessageRejectedError,
    PayloadError,
    RateLimitedError,
    RecipientOptedOutError,
    SendError,
    UnsupportedEventError,
    WebhookSignatureError,
)
from domain.messages import TELEGRAM, InboundMessage, OutboundMessage

WEBHOOK_PATH = "/webhook/telegram"
SECRET_HEADER = "x-telegram-bot-api-secret-token"

# What we have a use for; Telegram keeps everything else to itself.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query")

_MAX_CALLBACK_BYTES = 64
_POLL_LIMIT = 100
# A long poll answers after poll_timeout; only well after that the connection is taken for dead.
_POLL_GRACE = 10.0


@dataclass(frozen=True, slots=True)
class TelegramConfig:
    """Plain values of the settings; secrets are left out of its repr.

    webhook_secret: without it no webhook is believed. poll_timeout: seconds that one poll waits;
    send_timeout: seconds for one request.
    """

    token: str = field(repr=False)
    public_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    api_base_url: str = "https://api.telegram.org"
    poll_timeout: int = 25
    send_timeout: float = 10.0


class _Bot(Bot):
    """The library's bot, and updates as the JSON that they are."""

    async def raw_updates(self, offset: int | None, wait: int) -> Any:
        """What getUpdates answers.

        Bot.get_updates would fail for all updates where one of them cannot be read, for ever, and
        write all their texts to the log.
        """
        data = {
            "offset": offset,
            "limit": _POLL_LIMIT,
            "timeout": wait,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        return await self._post("getUpdates", data, read_timeout=wait + _POLL_GRACE)


class TelegramChannel:
    """Receives and sends for the channel `telegram`."""

    code = TELEGRAM
    codes: tuple[str, ...] = (TELEGRAM,)
    max_text_length = 4096

    def __init__(self, config: TelegramConfig) -> None:
        self._config = config
        base = config.api_base_url.rstrip("/")
        self._http = TelegramRequest(config.send_timeout)
        self._bot = _Bot(
            config.token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            get_updates_request=self._http,
            request=self._http,
        )

    def verify(self, request: WebhookRequest) -> None:
        """The secret token of setWebhook comes back with every request."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        wanted = self._config.webhook_secret.encode()
        if not wanted or not hmac.compare_digest(given, wanted):
            raise WebhookSignatureError

    def parse(self, request: WebhookRequest) -> list[Event]:
        return read_update(read_body(request.body), request.received_at)

    async def poll(self, offset: int | None, now: Callable[[], datetime]) -> list[Polled]:
        """Wait up to poll_timeout for updates from `offset` on; all before it are confirmed.

        Commit what comes back, then poll from the highest update_id plus one. Messages carry
        Telegram's own time; a pressed button carries none, so it is given `now()`.
        """
        try:
            updates = await self._bot.raw_updates(offset, self._config.poll_timeout)
        except TelegramError as error:
            raise _send_error(error) from None
        if not isinstance(updates, list):
            raise ChannelUnavailableError("Telegram's answer has no list of updates.")
        received_at = now()
        polled = [one for update in updates if (one := _polled(update, received_at))]
        if updates and not polled:
            # Without an id none of them can be confirmed, and asking again at once would spin.
            raise ChannelUnavailableError("Telegram's answer has updates without an id.")
        return polled

    async def send(self, message: OutboundMessage) -> str:
        """`chat:message` of what was sent. Plain text: no formatting that a name could break."""
        if message.to.simulated or message.to.channel != TELEGRAM:
            raise MessageRejectedError("Not an address on Telegram.", code="wrong_address")
        try:
            chat = int(message.to.value)
        except ValueError:
            raise MessageRejectedError("Not a Telegram chat.", code="wrong_address") from None
        try:
            sent = await self._bot.send_message(
                chat,
                sendable(message.text),
                reply_markup=_keyboard(message),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            raise _send_error(error) from None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            kind = type(error).__name__
            raise ChannelUnavailableError(
                f"Telegram's answer is not understood ({kind})."
            ) from None
        return f"{chat}:{sent.message_id}"

    async def acknowledge(self, message: InboundMessage) -> None:
        """Stop the progress bar on a pressed button. Too late is no harm, so nothing is raised."""
        if not message.provider_message_id.startswith(CALLBACK_ID):
            return
        try:
            await self._bot.answer_callback_query(
                message.provider_message_id.removeprefix(CALLBACK_ID)
            )
        except TelegramError:
            return

    async def fetch_attachment(self, ref: str) -> bytes:
        """A file by its file_id. The address it is fetched from holds the token; see `fetch`."""
        try:
            file = await self._bot.get_file(ref)
        except (RetryAfter, TimedOut, InvalidToken, Conflict) as error:
            raise AttachmentError(str(_send_error(error)), retryable=True) from None
        except TelegramError as error:
            retryable = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
            raise AttachmentError("Telegram has no such file.", retryable=retryable) from None
        base = self._config.api_base_url
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            return await download(session, file.file_path or "", authorization={origin(base): ""})

    async def use_webhook(self) -> None:
        """Tell Telegram to post updates to public_url; unconfirmed ones come first. SendError."""
        try:
            await self._bot.set_webhook(
                self._config.public_url.rstrip("/") + WEBHOOK_PATH,
                secret_token=self._config.webhook_secret,
                allowed_updates=ALLOWED_UPDATES,
            )
        except TelegramError as error:
            raise _send_error(error) from None

    async def use_polling(self) -> None:
        """Tell Telegram to keep updates until they are polled; none is dropped. SendError."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            raise _send_error(error) from None

    async def close(self) -> None:
        await self._http.shutdown()


def _keyboard(message: OutboundMessage) -> InlineKeyboardMarkup | None:
    """One button a row. An option whose id Telegram does not take has no button; what its label
    says can still be typed, and the question must go out."""
    rows = [
        [InlineKeyboardButton(sendable(option.label) or option.id, callback_data=option.id)]
        for option in message.options
        if 0 < len(option.id.encode("utf-8", "replace")) <= _MAX_CALLBACK_BYTES
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _polled(update: object, received_at: datetime) -> Polled | None:
    """One polled update, None where it has no id by which it could be confirmed."""
    update_id = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool):
        return None
    raw = json.dumps(update)
    try:
        return Polled(update_id, raw, tuple(read_update(update, received_at)))
    except (PayloadError, UnsupportedEventError) as error:
        return Polled(update_id, raw, error=error)


def _send_error(error: TelegramError) -> SendError:
    """Our error for one of the library's. Telegram's descriptions name neither text nor number;
    those of the network below may name the address with the token, so they are left out."""
    if isinstance(error, RetryAfter):
        seconds = error.retry_after
        if isinstance(seconds, timedelta):
            seconds = int(seconds.total_seconds())
        return RateLimitedError(retry_after=float(seconds), code="429")
    if isinstance(error, Forbidden):
        return RecipientOptedOutError(code="403")
    if isinstance(error, BadRequest):  # Derived from NetworkError, so it comes first.
        return MessageRejectedError(f"Telegram refused: {error.message}", code="400")
    if isinstance(error, ChatMigrated):
        return MessageRejectedError("The chat has become a group.", code="migrated")
    if isinstance(error, InvalidToken):
        return ChannelUnavailableError("Telegram does not accept the bot's token.", code="401")
    if isinstance(error, Conflict):
        return ChannelUnavailableError(
            "Another program polls for the same bot, or a webhook is set.", code="409"
        )
    if isinstance(error, TimedOut):
        return ChannelUnavailableError("Telegram did not answer in time.")
    return ChannelUnavailableError(f"Telegram cannot be reached ({type(error).__name__}).")

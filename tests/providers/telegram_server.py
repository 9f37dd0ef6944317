"""Telegram's Bot API on loopback, and Telegram's side of polling and webhooks.

Source: https://core.telegram.org/bots/api. Descriptions of errors are those that the real server
gives, because the library decides by them.

As a process it is told what to do over HTTP: GET /_control/sent, GET /_control/count,
POST /_control/push (a list of updates without update_id), POST /_control/reset.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from dataclasses import dataclass
from typing import Any

import httpx

from tests.providers.server import (
    ProviderServer,
    Reply,
    Request,
    json_reply,
    port_from_command_line,
)

TOKEN = "123456789:test-token-of-the-bot"
WEBHOOK_SECRET = "test-webhook_secret"

_METHOD = re.compile(r"/bot([^/]+)/(\w+)")
_FILE = re.compile(r"/file/bot([^/]+)/(.+)")
_BOT_USER = {"id": 123456789, "is_bot": True, "first_name": "Bale Aduan", "username": "bale_bot"}
_DATE = 1767664800  # 2026-01-06 09:00 WIB.


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was accepted. at: of the machine's monotonic clock, the same in processes."""

    chat_id: int
    message_id: int
    fields: dict[str, str]
    at: float


def failure(status: int, description: str, **parameters: int) -> Reply:
    """An error answer as Telegram gives it, e.g. `failure(429, "…", retry_after=7)`."""
    answer: dict[str, object] = {
        "ok": False,
        "error_code": status,
        "description": description,
    }
    if parameters:
        answer["parameters"] = parameters
    return json_reply(status, answer)


def flood(seconds: int) -> Reply:
    return failure(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class TelegramServer(ProviderServer):
    """blocked: chats that blocked the bot; unknown: chats that do not exist; files: content by
    file_id; webhook: what setWebhook set; answered: callback queries that were answered."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.sent: list[Sent] = []
        self.updates: list[dict[str, Any]] = []
        self.confirmed: list[int] = []
        self.blocked: set[int] = set()
        self.unknown: set[int] = set()
        self.files: dict[str, bytes] = {}
        self.webhook: dict[str, str] = {}
        self.open_queries: set[str] = set()
        self.answered: list[str] = []
        self._update_ids = itertools.count(700_000_001)
        self._message_ids = itertools.count(1)

    # Telegram's side: what a citizen's app causes.

    def push(self, **update: object) -> int:
        """Queue an update for getUpdates and return its update_id."""
        numbered = {"update_id": next(self._update_ids), **update}
        return self.push_raw(numbered)

    def push_raw(self, update: dict[str, Any]) -> int:
        query = update.get("callback_query")
        if isinstance(query, dict):
            self.open_queries.add(str(query.get("id")))
        self.updates.append(update)
        return int(update["update_id"])

    def say(self, chat_id: int, text: str, **more: object) -> int:
        """A citizen writes a text in a private chat."""
        return self.push(message=private_message(chat_id, next(self._message_ids), text, **more))

    async def deliver(self, base_url: str, path: str, update: dict[str, Any]) -> httpx.Response:
        """Post an update as a webhook, with the secret of setWebhook, to where the app listens."""
        secret = self.webhook.get("secret_token", WEBHOOK_SECRET)
        headers = {"x-telegram-bot-api-secret-token": secret}
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            return await client.post(base_url + path, json=update, headers=headers)

    # The Bot API.

    async def answer(self, request: Request) -> Reply:
        if match := _FILE.fullmatch(request.path):
            if match[1] != TOKEN or match[2].rpartition("/")[2] not in self.files:
                return failure(404, "Not Found")
            return Reply(200, self.files[match[2].rpartition("/")[2]])
        match = _METHOD.fullmatch(request.path)
        if not match or ":" not in match[1]:
            return failure(404, "Not Found")
        if match[1] != TOKEN:
            return failure(401, "Unauthorized")
        method = getattr(self, f"_{match[2].lower()}", None)
        if method is None:
            return failure(404, "Not Found: method not found")
        result: Reply | Any = method(request.fields())
        if asyncio.iscoroutine(result):
            result = await result
        return result if isinstance(result, Reply) else json_reply(200, _ok(result))

    def _getme(self, fields: dict[str, str]) -> object:
        return _BOT_USER

    async def _getupdates(self, fields: dict[str, str]) -> object:
        if self.webhook.get("url"):
            return failure(
                409,
                "Conflict: can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first",
            )
        offset = int(fields.get("offset") or 0)
        self.confirmed += [u["update_id"] for u in self.updates if u["update_id"] < offset]
        self.updates = [u for u in self.updates if u["update_id"] >= offset]
        wanted = json.loads(fields.get("allowed_updates") or "[]")
        deadline = time.monotonic() + min(float(fields.get("timeout") or 0), 50)
        while True:
            found = [u for u in self.updates if not wanted or set(u) - {"update_id"} & set(wanted)]
            if found or time.monotonic() >= deadline:
                return found[: int(fields.get("limit") or 100)]
            await asyncio.sleep(0.01)

    def _sendmessage(self, fields: dict[str, str]) -> object:
        scripted = self._next_scripted()
        if scripted is not None:
            return scripted
        problem = self._problem(fields)
        if problem:
            return failure(403 if problem.startswith("Forbidden") else 400, problem)
        chat_id, message_id = int(fields["chat_id"]), next(self._message_ids)
        self.sent.append(Sent(chat_id, message_id, fields, time.monotonic()))
        return {
            "message_id": message_id,
            "date": _DATE,
            "chat": {"id": chat_id, "type": "private", "first_name": "Contoh"},
            "from": _BOT_USER,
            "text": fields["text"],
        }

    def _problem(self, fields: dict[str, str]) -> str:
        chat, text = fields.get("chat_id", ""), fields.get("text", "")
        if not chat:
            return "Bad Request: chat_id is empty"
        if not re.fullmatch(r"-?\d{1,19}", chat) or int(chat) in self.unknown:
            return "Bad Request: chat not found"
        if int(chat) in self.blocked:
            return "Forbidden: bot was blocked by the user"
        if not text.strip():
            return "Bad Request: message text is empty"
        if len(text) > 4096:
            return "Bad Request: message is too long"
        if "\x00" in text:
            return "Bad Request: strings must be encoded in UTF-8"
        if "Markdown" in fields.get("parse_mode", "") and text.count("_") % 2:
            return "Bad Request: can't parse entities: can't find end of the entity"
        return _keyboard_problem(fields.get("reply_markup"))

    def _answercallbackquery(self, fields: dict[str, str]) -> object:
        query = fields.get("callback_query_id", "")
        if query not in self.open_queries:
            return failure(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self.open_queries.discard(query)
        self.answered.append(query)
        return True

    def _setwebhook(self, fields: dict[str, str]) -> object:
        if not fields.get("url", "").startswith("https://"):
            return failure(
                400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
            )
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", fields.get("secret_token", "")):
            return failure(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = dict(fields)
        return True

    def _deletewebhook(self, fields: dict[str, str]) -> object:
        self.webhook = {}
        if fields.get("drop_pending_updates") == "true":
            self.updates.clear()
        return True

    def _getfile(self, fields: dict[str, str]) -> object:
        file_id = fields.get("file_id", "")
        if file_id not in self.files:
            return failure(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        return {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_size": len(self.files[file_id]),
            "file_path": f"documents/{file_id}",
        }

    def control(self, name: str, request: Request) -> object:
        if name == "count":
            return {"sent": len(self.sent), "requests": self.requests}
        if name == "sent":
            since = int(request.query.get("since", "0"))
            return [
                {"chat_id": one.chat_id, "fields": one.fields, "at": one.at}
                for one in self.sent[since:]
            ]
        if name == "push":
            return [self.push(**update) for update in json.loads(request.body)]
        if name == "reset":
            self.sent.clear()
            self.updates.clear()
            self._scripted.clear()
        return {"ok": True}


def _ok(result: object) -> dict[str, object]:
    return {"ok": True, "result": result}


def _keyboard_problem(markup: str | None) -> str:
    if markup is None:
        return ""
    try:
        rows = json.loads(markup)["inline_keyboard"]
        buttons = [button for row in rows for button in row]
    except (ValueError, KeyError, TypeError):
        return "Bad Request: can't parse reply keyboard markup JSON object"
    for button in buttons:
        if not button.get("text", "").strip():
            return "Bad Request: text buttons must be non-empty"
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            return "Bad Request: BUTTON_DATA_INVALID"
    return ""


def private_message(chat_id: int, message_id: int, text: str, **more: object) -> dict[str, Any]:
    """A Message of a private chat, in which the chat has the id of the user."""
    person = {"id": chat_id, "first_name": "Contoh", "last_name": "Pelapor"}
    message: dict[str, Any] = {
        "message_id": message_id,
        "from": {**person, "is_bot": False, "language_code": "id"},
        "chat": {**person, "type": "private"},
        "date": _DATE,
        "text": text,
    }
    return {**message, **more}


def pressed(chat_id: int, query_id: str, data: str, message_id: int = 1) -> dict[str, Any]:
    """A CallbackQuery: the citizen pressed a button under our message."""
    message = private_message(chat_id, message_id, "Apakah sudah benar?")
    keyboard = [[{"text": "Ya, benar", "callback_data": data}]]
    return {
        "id": query_id,
        "from": {"id": chat_id, "is_bot": False, "first_name": "Contoh"},
        "chat_instance": "1",
        "message": {
            **message,
            "from": _BOT_USER,
            "reply_markup": {"inline_keyboard": keyboard},
        },
        "data": data,
    }


if __name__ == "__main__":
    TelegramServer(port_from_command_line("Telegram's Bot API on loopback", 9020)).serve()

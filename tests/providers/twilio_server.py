"""Twilio's REST API for messages on loopback.

Sources: Twilio's "Message resource", "Media subresource" and its error dictionary. Webhooks are
made in `twilio_webhooks`.

As a process it is told what to do over HTTP: GET /_control/accepted, GET /_control/count,
POST /_control/script (a list of {"status", "code", "retry_after", "delay"}), POST /_control/reset.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from tests.providers.server import (
    ProviderServer,
    Reply,
    Request,
    json_reply,
    port_from_command_line,
)
from tests.providers.twilio_webhooks import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    post_webhook,
    status_params,
)

_SEND = re.compile(r"/2010-04-01/Accounts/(\w+)/Messages\.json")
_MEDIA = re.compile(r"/2010-04-01/Accounts/(\w+)/Messages/(\w+)/Media/(\w+)")
_NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_MESSAGES = {
    20003: "Authenticate",
    20429: "Too Many Requests",
    21211: "The 'To' number {to} is not a valid phone number.",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21609: "The 'StatusCallback' URL is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21655: "The ContentSid is Invalid",
    21656: "The ContentVariables Parameter is invalid",
    21910: "Twilio could not find a Channel with the specified From and To addresses",
    63016: "Failed to send freeform message because you are outside the allowed window.",
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that was accepted. at: of the machine's monotonic clock, the same in processes."""

    sid: str
    fields: dict[str, str]
    at: float


def failure(
    status: int, code: int = 0, *, to: str = "", retry_after: str = "", delay: float = 0.0
) -> Reply:
    """An error answer as Twilio gives it. Without a code: one of a proxy before Twilio."""
    if not code:
        return Reply(status, b"<html>Bad Gateway</html>", {"content-type": "text/html"}, delay)
    error = {
        "code": code,
        "message": _MESSAGES.get(code, "An error.").format(to=to),
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
    headers = {"content-type": "application/json"}
    if retry_after:
        headers["retry-after"] = retry_after
    return Reply(status, json.dumps(error).encode(), headers, delay)


class TwilioServer(ProviderServer):
    """opted_out: numbers that wrote STOP. media: content by media SID. served: where media were
    fetched from, with the Authorization header that came along."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.accepted: list[Accepted] = []
        self.opted_out: set[str] = set()
        self.media: dict[str, bytes] = {}
        self.served: list[tuple[str, str]] = []
        self._ids = itertools.count(1)
        self._authorization = (
            "Basic " + base64.b64encode(f"{ACCOUNT_SID}:{AUTH_TOKEN}".encode()).decode()
        )

    async def answer(self, request: Request) -> Reply:
        if match := _SEND.fullmatch(request.path):
            if request.method == "POST":
                return self._send(request, match[1])
        elif match := _MEDIA.fullmatch(request.path):
            return self._media(request, match[3])
        elif request.path.startswith("/storage/"):
            self.served.append((request.path, request.headers.get("authorization", "")))
            return Reply(200, self.media[request.path.rpartition("/")[2]])
        elif request.path == "/loop":
            return Reply(302, b"", {"location": "/loop"})
        return failure(404, 20404)

    def _send(self, request: Request, account: str) -> Reply:
        scripted = self._next_scripted()
        if scripted is not None:
            return scripted
        if request.headers.get("authorization") != self._authorization or account != ACCOUNT_SID:
            return failure(401, 20003)
        fields = request.fields()
        code = self._problem(fields)
        if code:
            return failure(400, code, to=fields.get("To", ""))
        sid = f"SM{next(self._ids):032x}"
        self.accepted.append(Accepted(sid, fields, time.monotonic()))
        return json_reply(201, _resource(sid, fields))

    def _problem(self, fields: dict[str, str]) -> int:
        """Twilio's error code for what is wrong with a message, 0 for nothing."""
        to, sender = fields.get("To", ""), fields.get("From", "")
        body, content = fields.get("Body", ""), fields.get("ContentSid", "")
        callback = urlsplit(fields.get("StatusCallback", "https://example.test"))
        checks = (
            (not to, 21604),
            (not sender and "MessagingServiceSid" not in fields, 21603),
            (bool(sender) and to.startswith("whatsapp:") != sender.startswith("whatsapp:"), 21910),
            (not _NUMBER.fullmatch(to.removeprefix("whatsapp:")), 21211),
            (not body and not content, 21602),
            (len(body) > 1600, 21617),
            (bool(content) and not re.fullmatch(r"HX[0-9a-f]{32}", content), 21655),
            (not _good_variables(fields.get("ContentVariables")), 21656),
            (callback.scheme not in ("http", "https") or not callback.hostname, 21609),
            (to.removeprefix("whatsapp:") in self.opted_out, 21610),
        )
        return next((code for wrong, code in checks if wrong), 0)

    def _media(self, request: Request, sid: str) -> Reply:
        if request.headers.get("authorization") != self._authorization:
            return failure(401, 20003)
        if sid not in self.media:
            return failure(404, 20404)
        # Another host than that of the API, as Twilio's storage is.
        return Reply(307, b"", {"location": f"http://localhost:{self.port}/storage/{sid}"})

    def control(self, name: str, request: Request) -> object:
        if name == "count":
            return {"accepted": len(self.accepted), "requests": self.requests}
        if name == "accepted":
            since = int(request.query.get("since", "0"))
            return [
                {"sid": one.sid, "fields": one.fields, "at": one.at}
                for one in self.accepted[since:]
            ]
        if name == "script":
            self.script(*(failure(**one) for one in json.loads(request.body)))
        elif name == "reset":
            self.accepted.clear()
            self._scripted.clear()
        return {"ok": True}

    # Twilio's side of the webhooks.

    async def report(
        self, sid: str, status: str, *, to: str = "", error_code: str = ""
    ) -> httpx.Response:
        """Post a status callback for an accepted message to its StatusCallback.

        to: where the application really listens, if that is not the host of the callback.
        """
        fields = next(one.fields for one in self.accepted if one.sid == sid)
        params = status_params(sid, status, fields.get("From", ""), fields["To"], error_code)
        url = fields["StatusCallback"]
        public, path = url[: url.index("/", 9)], url[url.index("/", 9) :]
        return await post_webhook(to or public, path, params, public_url=public)


def _good_variables(text: str | None) -> bool:
    """Twilio takes a JSON object whose values are neither null nor empty."""
    if text is None:
        return True
    try:
        values = json.loads(text)
    except ValueError:
        return False
    return isinstance(values, dict) and all(isinstance(v, str) and v for v in values.values())


def _resource(sid: str, fields: dict[str, str]) -> dict[str, object]:
    date = "Tue, 06 Jan 2026 02:00:00 +0000"
    return {
        "account_sid": ACCOUNT_SID,
        "api_version": "2010-04-01",
        "body": fields.get("Body", ""),
        "date_created": date,
        "date_sent": None,
        "date_updated": date,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": fields.get("From"),
        "messaging_service_sid": fields.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": sid,
        "status": "queued",
        "subresource_uris": {"media": f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{sid}/Media"},
        "to": fields["To"],
        "uri": f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{sid}.json",
    }


if __name__ == "__main__":
    TwilioServer(port_from_command_line("Twilio's REST API on loopback", 9010)).serve()

"""WhatsApp and SMS through Twilio: one account, one webhook, one way of sending.

Sources: Twilio's "request to your incoming message Webhook URL", "Track outbound message status"
and "Message resource". Twilio adds parameters without notice, so unknown ones are ignored.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from bot.channels.base import (
    MAX_ADDRESS_LENGTH,
    MAX_ID_LENGTH,
    Event,
    WebhookRequest,
    sendable,
)
from bot.channels.fetch import download, origin
from bot.channels.twilio_http import TwilioHttpClient, basic_authorization
from bot.channels.twilio_signature import Form, SignatureCheck, read_form
from domain.errors import (
    AttachmentError,
    ChannelUnavailableError,
    MessageRejectedError,
    OutsideServiceWindowError,
    PayloadError,
    UnsupportedEventError,
)
from domain.messages import (
    SMS,
    WHATSAPP,
    Address,
    Attachment,
    DeliveryReport,
    DeliveryStatus,
    InboundMessage,
    Location,
    OutboundMessage,
)

WEBHOOK_PATH = "/webhook/twilio"
STATUS_PATH = "/webhook/twilio/status"

# `button` of a message by which a citizen used an opt-out word of Twilio's (Advanced Opt-Out), in
# whatever language it was set up there. Twilio has then already blocked or unblocked the number.
OPT_OUT_BUTTONS = {"STOP": "optout:stop", "START": "optout:start", "HELP": "optout:help"}

_PREFIX = "whatsapp:"
_MAX_MEDIA = 50  # Twilio sends at most ten; NumMedia must not be able to ask for millions.

_REPORTED = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "failed": DeliveryStatus.FAILED,
    "undelivered": DeliveryStatus.FAILED,
    "canceled": DeliveryStatus.FAILED,
}
# Steps before "sent": we know already that Twilio has the message.
_SILENT = frozenset({"accepted", "scheduled", "queued", "sending", "partially_delivered"})
_INBOUND = frozenset({"receiving", "received"})


@dataclass(frozen=True, slots=True)
class TwilioTemplate:
    """An approved WhatsApp template. variables name its placeholders {{1}}, {{2}} … in order."""

    content_sid: str
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TwilioConfig:
    """Plain values of the settings; secrets are left out of its repr.

    public_url: without it no webhook is believed and no status callback is asked for.
    whatsapp_from, sms_from: our numbers in E.164, "" where the messaging service chooses.
    send_timeout: seconds for one request. templates: by purpose, only those that are approved.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    public_url: str = ""
    signing_secret: str = field(default="", repr=False)
    signing_key_id: str = ""
    whatsapp_from: str = ""
    sms_from: str = ""
    messaging_service_sid: str = ""
    api_base_url: str = "https://api.twilio.com"
    send_timeout: float = 10.0
    templates: Mapping[str, TwilioTemplate] = field(default_factory=dict)


class TwilioChannel:
    """Receives and sends for the channels `whatsapp` and `sms`."""

    code = "twilio"
    codes: tuple[str, ...] = (WHATSAPP, SMS)
    max_text_length = 1600

    def __init__(self, config: TwilioConfig) -> None:
        self._config = config
        self._signature = SignatureCheck(
            config.public_url, config.auth_token, config.signing_secret, config.signing_key_id
        )
        public_url = config.public_url.rstrip("/")
        self._status_callback = public_url + STATUS_PATH if public_url else ""
        self._http = TwilioHttpClient(config.send_timeout)
        # A region in the environment would move requests to another host than the settings say.
        environment = {"TWILIO_REGION": "", "TWILIO_EDGE": ""}
        client = Client(
            config.account_sid,
            config.auth_token,
            http_client=self._http,
            environment=environment,
        )
        client.api.base_url = config.api_base_url.rstrip("/")
        self._messages: Any = client.api.v2010.account.messages

    def verify(self, request: WebhookRequest) -> None:
        self._signature.verify(request)

    def parse(self, request: WebhookRequest) -> list[Event]:
        """What a request says, by its content: the two webhook addresses are easily exchanged in
        Twilio's console, and a citizen's message must not be lost over that."""
        form = read_form(request.body)
        status = form.first("MessageStatus", "SmsStatus").lower()
        if status in _REPORTED or status in _SILENT:
            return _report(form, status)
        if request.url_path.endswith("/status") and status not in _INBOUND:
            _identifier(form)
            raise UnsupportedEventError("Twilio reported a status that is not documented.")
        return [_inbound(form, request)]

    async def send(self, message: OutboundMessage) -> str:
        """The message's SID. See `twilio_http.refusal` for what an error answer becomes."""
        if message.to.simulated or message.to.channel not in self.codes:
            raise MessageRejectedError("Not an address on WhatsApp or SMS.", code="wrong_address")
        try:
            sent = await self._messages.create_async(**self._arguments(message))
        except (TwilioException, ValueError, TypeError, AttributeError, RecursionError) as error:
            # Not an error of Twilio's, which the HTTP client has raised already, but an answer
            # that is not Twilio's at all, such as a login page of the network in between.
            kind = type(error).__name__
            raise ChannelUnavailableError(f"Twilio's answer is not understood ({kind}).") from None
        if not sent.sid:
            raise ChannelUnavailableError("Twilio's answer has no message SID.")
        return str(sent.sid)

    async def acknowledge(self, message: InboundMessage) -> None:
        """Twilio wants no notice of a pressed button."""

    async def fetch_attachment(self, ref: str) -> bytes:
        """A medium of ours. Twilio answers with a redirect to a storage host."""
        if not ref:
            raise AttachmentError("Twilio gave no address for the attachment.")
        credentials = basic_authorization(self._config.account_sid, self._config.auth_token)
        # Media addresses are Twilio's own also where requests go to another base.
        hosts = {origin(self._config.api_base_url), origin("https://api.twilio.com")}
        return await download(
            self._http.opened(), ref, authorization=dict.fromkeys(hosts, credentials)
        )

    async def close(self) -> None:
        await self._http.close()

    def _arguments(self, message: OutboundMessage) -> dict[str, str]:
        on_whatsapp = message.to.channel == WHATSAPP
        prefix = _PREFIX if on_whatsapp else ""
        sender = self._config.whatsapp_from if on_whatsapp else self._config.sms_from
        arguments = {"to": prefix + message.to.value}
        # The service chooses a number only where the settings name none: one that was made for SMS
        # has no sender for WhatsApp, and Twilio refuses a number that is not the service's.
        if sender:
            arguments["from_"] = prefix + sender.removeprefix(_PREFIX)
        elif self._config.messaging_service_sid:
            arguments["messaging_service_sid"] = self._config.messaging_service_sid
        else:
            raise ChannelUnavailableError(f"No sender is set up for {message.to.channel}.")
        if self._status_callback:
            arguments["status_callback"] = self._status_callback
        # SMS has no window, so there the text itself goes out.
        if message.template and on_whatsapp:
            return arguments | self._template(message)
        return arguments | {"body": sendable(message.text)}

    def _template(self, message: OutboundMessage) -> dict[str, str]:
        template = self._config.templates.get(message.template)
        if template is None or not template.content_sid:
            raise OutsideServiceWindowError(
                f"No WhatsApp template is set up for {message.template}.", code="no_template"
            )
        count = len(template.variables) or len(message.variables)
        values = (list(message.variables) + [""] * count)[:count]
        if not values:
            return {"content_sid": template.content_sid}
        # Twilio refuses an empty value (error 21656), WhatsApp line breaks and runs of spaces.
        filled = {str(n): " ".join(sendable(v).split()) or "-" for n, v in enumerate(values, 1)}
        return {
            "content_sid": template.content_sid,
            "content_variables": json.dumps(filled, ensure_ascii=False),
        }


def _identifier(form: Form) -> str:
    sid = form.first("MessageSid", "SmsSid", "SmsMessageSid")
    if not sid or len(sid) > MAX_ID_LENGTH:
        raise PayloadError("The form has no MessageSid, so it is not a message of Twilio's.")
    return sid


def _report(form: Form, status: str) -> list[Event]:
    sid = _identifier(form)
    if status not in _REPORTED:
        return []
    ends = (form.first("To"), form.first("From"), form.first("ChannelPrefix") + ":")
    channel = WHATSAPP if any(end.startswith(_PREFIX) for end in ends) else SMS
    code = form.first("ErrorCode")[:20]
    return [DeliveryReport(channel, sid, _REPORTED[status], "" if code == "0" else code)]


def _inbound(form: Form, request: WebhookRequest) -> InboundMessage:
    sid = _identifier(form)
    sender = _sender(form)
    text = form.first("Body", "ButtonText", "ListTitle")
    opt_out = OPT_OUT_BUTTONS.get(form.first("OptOutType").upper(), "")
    button = form.first("ButtonPayload", "ListId") or opt_out
    attachments = _attachments(form)
    location = _location(form)
    if not (text or attachments or location or button):
        raise UnsupportedEventError("Twilio sent an event without a text, medium or location.")
    return InboundMessage(
        channel=sender.channel,
        provider_message_id=sid,
        sender=sender,
        text=text,
        sent_at=request.received_at,  # Twilio gives no time of its own.
        attachments=attachments,
        profile_name=form.first("ProfileName"),
        location=location,
        button=button[:MAX_ID_LENGTH],
    )


def _sender(form: Form) -> Address:
    """A number in E.164, but also a short code, an alphanumeric sender (`TELKOMSEL`) or, on
    WhatsApp, the identifier of somebody who hides the number; all can be stored and answered."""
    raw = form.first("From").strip()
    channel, value = (WHATSAPP, raw[len(_PREFIX) :]) if raw.startswith(_PREFIX) else (SMS, raw)
    value = value.strip()
    if not value or len(value) > MAX_ADDRESS_LENGTH:
        raise PayloadError("The form has no From, so it is not a message of Twilio's.")
    if ":" in value:
        # `messenger:`, `rcs:` … and, whoever may have signed it, our own `sim:`.
        raise UnsupportedEventError("Twilio sent a message of a channel that is not set up.")
    return Address(channel, value)


def _attachments(form: Form) -> tuple[Attachment, ...]:
    """All media. One without an address, as Twilio sends after deleting it, is still evidence
    that something was sent."""
    number = form.first("NumMedia")
    count = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    found = []
    for n in range(_MAX_MEDIA):
        if n >= count and f"MediaUrl{n}" not in form:
            break
        kind = form.first(f"MediaContentType{n}") or "application/octet-stream"
        found.append(Attachment(kind, form.first(f"MediaUrl{n}")))
    return tuple(found)


def _location(form: Form) -> Location | None:
    try:
        lat, lon = float(form.first("Latitude")), float(form.first("Longitude"))
    except ValueError:
        return None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    words = (form.first("Label"), form.first("Address"))
    return Location(lat, lon, ", ".join(dict.fromkeys(word for word in words if word)))

"""The contract that every channel keeps in receiving: what is believed, and what it is read as."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channel_setup import CHANNELS
from bot.channels.base import Channel, WebhookRequest
from domain import errors
from domain.errors import PayloadError, UnsupportedEventError, WebhookSignatureError
from domain.messages import InboundMessage
from tests.contract.rig import AWKWARD, RECEIVED_AT
from tests.contract.rigs import RIGS, Rig, described, payloads

EVERY_PAYLOAD = [
    pytest.param(code, payload, id=f"{code}-{name}")
    for code in RIGS
    for name, payload in payloads(code)
]
EVERY_GOOD_PAYLOAD = [
    pytest.param(code, payload, id=f"{code}-{name}")
    for code in RIGS
    for name, payload in payloads(code)
    if "events" in payload
]
EVERY_FORGERY = [
    pytest.param(code, request, id=f"{code}-{name}")
    for code, rig in RIGS.items()
    for name, request in rig.forged().items()
]


def test_every_channel_of_the_table_is_under_this_contract() -> None:
    assert set(CHANNELS) == set(RIGS)
    assert all(code == rig.channel().code for code, rig in RIGS.items())


def test_a_channel_says_what_it_serves_and_takes(rig: Rig) -> None:
    channel = rig.channel()
    assert {to.channel for to in rig.recipients()} == set(channel.codes)
    assert channel.max_text_length >= 1000


@pytest.mark.parametrize(("code", "payload"), EVERY_PAYLOAD)
def test_a_payload_is_read_as_documented(code: str, payload: dict[str, Any]) -> None:
    rig = RIGS[code]
    channel, request = rig.channel(), rig.request(payload)
    if "error" in payload:
        with pytest.raises(getattr(errors, payload["error"])) as caught:
            channel.parse(request)
        assert caught.type.__name__ == payload["error"]
    else:
        assert [described(event) for event in channel.parse(request)] == payload["events"]


@pytest.mark.parametrize(("code", "payload"), EVERY_GOOD_PAYLOAD)
def test_reading_a_payload_twice_gives_the_same(code: str, payload: dict[str, Any]) -> None:
    rig = RIGS[code]
    request = rig.request(payload)
    assert rig.channel().parse(request) == rig.channel().parse(request)


@pytest.mark.parametrize(("code", "payload"), EVERY_GOOD_PAYLOAD)
def test_what_was_read_can_be_stored(code: str, payload: dict[str, Any]) -> None:
    """No lone surrogates, no naive times, no endless ids, no simulated addresses."""
    rig = RIGS[code]
    for event in rig.channel().parse(rig.request(payload)):
        assert 0 < len(event.provider_message_id) <= 200
        if isinstance(event, InboundMessage):
            assert event.sent_at.tzinfo is not None
            assert not event.sender.simulated
            event.text.encode()
            event.profile_name.encode()


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_of_64_kib_comes_through(rig: Rig, code: str, text: str) -> None:
    long = (text * 10000)[:65536]
    if code == "twilio":
        form = {"MessageSid": "SM1", "From": "+6281200000002", "Body": long}
        request = rig.request({"path": "/webhook/twilio", "form": form})
    else:
        message = {"message_id": 1, "date": 1767664800, "chat": {"id": 1, "type": "private"}}
        update = {"update_id": 1, "message": {**message, "text": long}}
        request = rig.request({"update": update})
    (event,) = rig.channel().parse(request)
    assert isinstance(event, InboundMessage)
    assert event.text == long


def test_a_genuine_request_is_believed(rig: Rig) -> None:
    channel = rig.channel()
    for request in rig.genuine():
        channel.verify(request)


@pytest.mark.parametrize(("code", "request_"), EVERY_FORGERY)
def test_a_forged_request_is_refused(code: str, request_: WebhookRequest) -> None:
    with pytest.raises(WebhookSignatureError):
        RIGS[code].channel().verify(request_)


def test_without_a_secret_nothing_is_believed(rig: Rig, code: str) -> None:
    unset = {"twilio": {"public_url": ""}, "telegram": {"webhook_secret": ""}}[code]
    channel = rig.channel(**unset)
    for request in [*rig.genuine(), *rig.forged().values()]:
        with pytest.raises(WebhookSignatureError):
            channel.verify(request)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=400), path=st.sampled_from(["/webhook/x", "/webhook/x/status"]))
def test_arbitrary_bytes_raise_nothing_unexpected(rig: Rig, body: bytes, path: str) -> None:
    _parse_or_refuse(rig.channel(), body, path)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "text", "file_id", "first_name", "data", "emoji", "width"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
_FIELDS = ["text", "caption", "photo", "document", "location", "contact", "sticker", "voice"]


@settings(deadline=None)
@given(
    odd=st.dictionaries(st.sampled_from([*_FIELDS, "chat", "from", "date"]), _VALUES, max_size=4),
    kind=st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]),
)
def test_a_telegram_update_with_odd_fields_raises_nothing_unexpected(
    odd: dict[str, Any], kind: str
) -> None:
    base = {"message_id": 1, "date": 1767664800, "chat": {"id": 1, "type": "private"}, "text": "a"}
    body = json.dumps({"update_id": 1, kind: {**base, "id": "1", "data": "x", **odd}}).encode()
    _parse_or_refuse(RIGS["telegram"].channel(), body, "/webhook/telegram")


@settings(deadline=None)
@given(
    form=st.dictionaries(
        st.sampled_from(
            "MessageSid From Body NumMedia MediaUrl0 Latitude Longitude MessageStatus SmsStatus"
            " ErrorCode OptOutType ButtonPayload".split()
        ),
        st.text(max_size=20) | st.sampled_from(["1", "-6.5", "sent", "+6281200000001"]),
    ),
    path=st.sampled_from(["/webhook/twilio", "/webhook/twilio/status"]),
)
def test_a_twilio_form_with_odd_fields_raises_nothing_unexpected(
    form: dict[str, str], path: str
) -> None:
    body = urlencode(form, errors="replace").encode()
    _parse_or_refuse(RIGS["twilio"].channel(), body, path)


def _parse_or_refuse(channel: Channel, body: bytes, path: str) -> None:
    request = WebhookRequest(path, "", {}, body, RECEIVED_AT)
    try:
        events = channel.parse(request)
    except (PayloadError, UnsupportedEventError):
        return
    for event in events:
        if isinstance(event, InboundMessage):
            assert not event.sender.simulated
            assert isinstance(event.text, str)
            event.text.encode()


def test_brackets_without_end_are_malformed(rig: Rig) -> None:
    for body in (b"[" * 200_000, b'{"a":' * 200_000, b"&" * 200_000, b"%" * 200_000):
        with pytest.raises(PayloadError):
            rig.channel().parse(WebhookRequest("/webhook/x", "", {}, body, RECEIVED_AT))

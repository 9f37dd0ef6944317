"""What only Twilio does: senders, templates, status callbacks, media behind a password."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from bot.channels.base import WebhookRequest
from bot.channels.twilio import TwilioChannel, TwilioConfig, TwilioTemplate
from domain.errors import AttachmentError, ChannelUnavailableError, OutsideServiceWindowError
from domain.messages import SMS, WHATSAPP, Address, DeliveryReport, DeliveryStatus, OutboundMessage
from tests.contract.rig import PUBLIC_URL, RECEIVED_AT
from tests.contract.rig_twilio import TwilioRig
from tests.providers import twilio_webhooks as hooks
from tests.providers.twilio_server import TwilioServer

ON_WHATSAPP = Address(WHATSAPP, "+6281200000001")
BY_SMS = Address(SMS, "+6281200000002")
MEDIA = f"/2010-04-01/Accounts/{hooks.ACCOUNT_SID}/Messages/MM1/Media/ME1"


async def sent(twilio: TwilioServer, message: OutboundMessage, **config: object) -> dict[str, str]:
    """The form that Twilio accepted for a message."""
    channel = TwilioRig().channel(twilio.base_url, **config)
    try:
        sid = await channel.send(message)
    finally:
        await channel.close()
    assert twilio.accepted[-1].sid == sid
    return twilio.accepted[-1].fields


async def test_whatsapp_numbers_have_their_prefix_and_status_is_asked_for(
    twilio: TwilioServer,
) -> None:
    assert await sent(twilio, OutboundMessage(ON_WHATSAPP, "Halo")) == {
        "To": "whatsapp:+6281200000001",
        "From": "whatsapp:+6281809898222",
        "Body": "Halo",
        "StatusCallback": PUBLIC_URL + "/webhook/twilio/status",
    }


async def test_sms_numbers_have_none(twilio: TwilioServer) -> None:
    fields = await sent(twilio, OutboundMessage(BY_SMS, "Halo"))
    assert (fields["To"], fields["From"]) == ("+6281200000002", "+6281809898223")


async def test_a_sender_written_with_its_prefix_is_understood(twilio: TwilioServer) -> None:
    message = OutboundMessage(ON_WHATSAPP, "Halo")
    fields = await sent(twilio, message, whatsapp_from="whatsapp:+6281809898222")
    assert fields["From"] == "whatsapp:+6281809898222"


async def test_without_a_public_url_no_status_is_asked_for(twilio: TwilioServer) -> None:
    assert "StatusCallback" not in await sent(
        twilio, OutboundMessage(BY_SMS, "Halo"), public_url=""
    )


async def test_the_messaging_service_chooses_where_no_number_is_set(twilio: TwilioServer) -> None:
    service = {"messaging_service_sid": "MG1", "sms_from": ""}
    fields = await sent(twilio, OutboundMessage(BY_SMS, "Halo"), **service)
    assert fields["MessagingServiceSid"] == "MG1"
    assert "From" not in fields
    fields = await sent(twilio, OutboundMessage(ON_WHATSAPP, "Halo"), **service)
    assert fields["From"] == "whatsapp:+6281809898222"
    assert "MessagingServiceSid" not in fields


async def test_without_any_sender_the_message_waits_for_one(twilio: TwilioServer) -> None:
    with pytest.raises(ChannelUnavailableError, match="sms"):
        await sent(twilio, OutboundMessage(BY_SMS, "Halo"), sms_from="")


async def test_a_template_goes_out_with_its_variables_instead_of_a_text(
    twilio: TwilioServer,
) -> None:
    message = OutboundMessage(
        ON_WHATSAPP, "Jawaban …", template="receipt", variables=("2026-00042-7", "27 Januari 2026")
    )
    fields = await sent(twilio, message)
    assert "Body" not in fields
    assert fields["ContentSid"] == "HX" + "b" * 32
    assert json.loads(fields["ContentVariables"]) == {"1": "2026-00042-7", "2": "27 Januari 2026"}


@pytest.mark.parametrize(
    ("given", "filled"),
    [
        (("A", ""), {"1": "A", "2": "-"}),
        (("A", " \n\t\x00"), {"1": "A", "2": "-"}),
        (("A",), {"1": "A", "2": "-"}),
        ((), {"1": "-", "2": "-"}),
        (("A", "B", "C"), {"1": "A", "2": "B"}),
        (("A\nB    C", "D'\"é"), {"1": "A B C", "2": "D'\"é"}),
    ],
)
async def test_a_template_variable_is_never_empty_nor_has_line_breaks(
    twilio: TwilioServer, given: tuple[str, ...], filled: dict[str, str]
) -> None:
    message = OutboundMessage(ON_WHATSAPP, "…", template="receipt", variables=given)
    fields = await sent(twilio, message)
    assert json.loads(fields["ContentVariables"]) == filled


async def test_a_template_without_placeholders_has_no_variables(twilio: TwilioServer) -> None:
    templates = {"update": TwilioTemplate("HX" + "c" * 32)}
    message = OutboundMessage(ON_WHATSAPP, "…", template="update")
    assert "ContentVariables" not in await sent(twilio, message, templates=templates)


@pytest.mark.parametrize("templates", [{}, {"answer_ready": TwilioTemplate("")}])
async def test_a_template_that_is_not_set_up_is_told_before_anything_is_sent(
    twilio: TwilioServer, templates: dict[str, TwilioTemplate]
) -> None:
    message = OutboundMessage(ON_WHATSAPP, "…", template="answer_ready", variables=("x",))
    with pytest.raises(OutsideServiceWindowError):
        await sent(twilio, message, templates=templates)
    assert twilio.requests == 0


async def test_by_sms_the_text_goes_out_whatever_the_template(twilio: TwilioServer) -> None:
    message = OutboundMessage(BY_SMS, "Jawaban …", template="answer_ready", variables=("x",))
    assert (await sent(twilio, message))["Body"] == "Jawaban …"


async def test_a_region_in_the_environment_moves_no_request(
    twilio: TwilioServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    monkeypatch.setenv("TWILIO_EDGE", "dublin")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert await sent(twilio, OutboundMessage(BY_SMS, "Halo"))


async def test_a_status_callback_of_twilio_comes_back_as_a_report(twilio: TwilioServer) -> None:
    """Signed over the public URL, though it arrives at another host by plain HTTP."""
    channel = TwilioRig().channel(twilio.base_url)
    sid = await channel.send(OutboundMessage(ON_WHATSAPP, "Halo"))
    await channel.close()
    fields = twilio.accepted[0].fields
    params = hooks.status_params(sid, "undelivered", fields["From"], fields["To"], "63016")
    headers, body = hooks.signed(fields["StatusCallback"], params)
    path = urlsplit(fields["StatusCallback"]).path
    request = WebhookRequest(path, "", headers, body, RECEIVED_AT)
    channel.verify(request)
    assert channel.parse(request) == [DeliveryReport(WHATSAPP, sid, DeliveryStatus.FAILED, "63016")]


def test_a_public_url_with_a_path_or_a_port_is_signed_with_it() -> None:
    rig = TwilioRig()
    for public_url in ("https://a.example/aduan/", "https://a.example:8443", "http://a.example"):
        channel = rig.channel(public_url=public_url)
        pairs = hooks.inbound_params("SM1", "+6281200000002", "halo")
        channel.verify(rig.signed("/webhook/twilio", pairs, public_url=public_url.rstrip("/")))


def test_without_a_shared_key_only_the_auth_token_is_believed() -> None:
    rig = TwilioRig()
    channel = rig.channel(signing_secret="", signing_key_id="")
    good, strong, *_ = rig.genuine()
    channel.verify(good)
    for forged in (strong, *rig.forged().values()):
        with pytest.raises(Exception, match=r"signature|signed"):
            channel.verify(forged)


def test_a_key_without_an_id_in_the_settings_is_known_by_its_secret() -> None:
    rig = TwilioRig()
    channel = rig.channel(signing_key_id="")
    channel.verify(rig.genuine()[1])


def test_secrets_are_not_shown_with_the_settings() -> None:
    config = TwilioConfig("AC1", "rahasia-1", signing_secret="rahasia-2")
    assert "rahasia" not in repr(config)
    assert "rahasia" not in repr(TwilioChannel(config))


async def test_a_medium_is_fetched_and_its_storage_sees_no_credentials(
    twilio: TwilioServer,
) -> None:
    twilio.media["ME1"] = b"\xff\xd8 evidence"
    channel = TwilioRig().channel(twilio.base_url)
    try:
        assert await channel.fetch_attachment(twilio.base_url + MEDIA) == b"\xff\xd8 evidence"
    finally:
        await channel.close()
    assert twilio.served == [("/storage/ME1", "")]


@pytest.mark.parametrize(
    "ref", ["", "ME1", "file:///etc/passwd", "http://[::1", "https://evil.test/x"]
)
async def test_a_medium_elsewhere_is_not_fetched(twilio: TwilioServer, ref: str) -> None:
    channel = TwilioRig().channel(twilio.base_url)
    with pytest.raises(AttachmentError) as caught:
        await channel.fetch_attachment(ref)
    await channel.close()
    assert not caught.value.retryable
    assert twilio.requests == 0


async def test_a_missing_medium_is_final_and_wrong_credentials_are_not(
    twilio: TwilioServer,
) -> None:
    for config, retryable in (({}, False), ({"api_base_url": ""}, True)):
        channel = TwilioRig().channel(twilio.base_url)
        if config:
            channel = TwilioChannel(
                replace(TwilioConfig("AC1", "wrong", send_timeout=10), api_base_url=twilio.base_url)
            )
        with pytest.raises(AttachmentError) as caught:
            await channel.fetch_attachment(twilio.base_url + MEDIA)
        await channel.close()
        assert caught.value.retryable is retryable

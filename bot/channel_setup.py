"""The channels that the settings switch on, each handed the plain values that it needs."""

from __future__ import annotations

from bot.channels.base import Channel
from bot.channels.telegram import TelegramChannel, TelegramConfig
from bot.channels.twilio import TwilioChannel, TwilioConfig, TwilioTemplate
from bot.settings import Settings

_PURPOSES = ("answer_ready", "receipt", "update")


def build_channels(settings: Settings) -> tuple[Channel, ...]:
    """Every channel that is on. The simulator is none of them: it needs no provider."""
    channels: list[Channel] = []
    if settings.twilio_on:
        channels.append(TwilioChannel(_twilio(settings)))
    if settings.telegram_on:
        channels.append(TelegramChannel(_telegram(settings)))
    return tuple(channels)


def _twilio(settings: Settings) -> TwilioConfig:
    twilio = settings.channels.twilio
    approved = {purpose: twilio.templates.for_purpose(purpose) for purpose in _PURPOSES}
    return TwilioConfig(
        account_sid=twilio.account_sid,
        auth_token=twilio.auth_token.get_secret_value(),
        public_url=settings.public_url,
        signing_secret=twilio.signing_secret.get_secret_value(),
        signing_key_id=twilio.signing_key_id,
        whatsapp_from=twilio.whatsapp_from,
        sms_from=twilio.sms_from,
        messaging_service_sid=twilio.messaging_service_sid,
        api_base_url=twilio.api_base_url,
        send_timeout=twilio.send_timeout.total_seconds(),
        templates={
            purpose: TwilioTemplate(template.content_sid, template.variables)
            for purpose, template in approved.items()
            if template is not None
        },
    )


def _telegram(settings: Settings) -> TelegramConfig:
    telegram = settings.channels.telegram
    return TelegramConfig(
        token=telegram.token.get_secret_value(),
        public_url=settings.public_url,
        webhook_secret=telegram.webhook_secret.get_secret_value(),
        api_base_url=telegram.api_base_url,
        poll_timeout=int(telegram.poll_timeout.total_seconds()),
        send_timeout=telegram.send_timeout.total_seconds(),
    )

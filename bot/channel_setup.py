"""The channels, in one table that is written by hand, and how each is made from the settings.

A channel is here because somebody added its line, not because a file lies in a folder. What a
channel needs from its provider's library is imported only where it is on, because such a library
takes longer to import than everything else together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.channels.base import Channel
from bot.settings import Settings
from bot.settings_blocks import TEMPLATE_PURPOSES

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramConfig
    from bot.channels.twilio import TwilioConfig


def build_channels(settings: Settings) -> tuple[Channel, ...]:
    """Every channel that is on. The simulator is none of them: it needs no provider."""
    made = (make(settings) for make in CHANNELS.values())
    return tuple(channel for channel in made if channel is not None)


def _make_twilio(settings: Settings) -> Channel | None:
    if not settings.twilio_on:
        return None
    from bot.channels.twilio import TwilioChannel

    return TwilioChannel(_twilio(settings))


def _make_telegram(settings: Settings) -> Channel | None:
    if not settings.telegram_on:
        return None
    from bot.channels.telegram import TelegramChannel

    return TelegramChannel(_telegram(settings))


# By code: the channel as the settings want it, None where it is off.
CHANNELS: dict[str, Callable[[Settings], Channel | None]] = {
    "twilio": _make_twilio,
    "telegram": _make_telegram,
}


def _twilio(settings: Settings) -> TwilioConfig:
    from bot.channels.twilio import TwilioConfig, TwilioTemplate

    twilio = settings.channels.twilio
    approved = {purpose: twilio.templates.for_purpose(purpose) for purpose in TEMPLATE_PURPOSES}
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
    from bot.channels.telegram import TelegramConfig

    telegram = settings.channels.telegram
    return TelegramConfig(
        token=telegram.token.get_secret_value(),
        public_url=settings.public_url,
        webhook_secret=telegram.webhook_secret.get_secret_value(),
        api_base_url=telegram.api_base_url,
        poll_timeout=int(telegram.poll_timeout.total_seconds()),
        send_timeout=telegram.send_timeout.total_seconds(),
    )

"""Making a reply fit its channel: length, characters, and choices where there are no buttons.

Limits by the providers' documentation: Twilio takes a body of 1600 characters on WhatsApp and
SMS, Telegram 4096 per message.
"""

from __future__ import annotations

from dataclasses import replace

from domain.messages import SMS, TELEGRAM, WHATSAPP, OutboundMessage
from domain.sms import split_text, to_gsm7

MAX_LENGTH = {WHATSAPP: 1600, SMS: 1530, TELEGRAM: 4096}


def fit(message: OutboundMessage) -> tuple[OutboundMessage, ...]:
    """The message as one or several that the channel takes as they are, in order.

    SMS gets GSM-7 characters only. Choices become numbered lines where the channel has no
    buttons; where it has, they go with the last part.
    """
    channel = message.to.channel
    text = message.text
    if message.options and channel != TELEGRAM:
        separator = " " if channel == SMS else "\n"
        numbered = separator.join(
            f"{n}. {option.label}" for n, option in enumerate(message.options, start=1)
        )
        text = f"{text}{separator}{numbered}"
    if channel == SMS:
        text = to_gsm7(text)
    parts = split_text(text, MAX_LENGTH.get(channel, 1600)) or [text]
    out = [replace(message, text=part, options=()) for part in parts]
    out[-1] = replace(out[-1], options=message.options)
    return tuple(out)

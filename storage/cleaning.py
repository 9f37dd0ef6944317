"""What has to be taken out of a text before it can be stored, and nothing else.

All other characters are kept as they came: right-to-left marks, emoji, markup, formulas. Whoever
shows a text escapes it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from domain.dialogue import PLACEHOLDER_CHARACTERS
from domain.messages import InboundMessage
from domain.privacy import mask_nik

_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = str.maketrans({"\x00": "\ufffd"} | dict.fromkeys(PLACEHOLDER_CHARACTERS, ""))


def clean(text: str) -> str:
    """The text as both databases can store it.

    PostgreSQL has no NUL, and half of a surrogate pair cannot be encoded: both become U+FFFD; two
    halves that belong together become the character they stand for. The characters that stand in
    for a new ticket's number are taken out, so that nobody can write them.
    """
    if text.isascii() and "\x00" not in text:
        return text  # Most of what comes in, and the hot path.
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_REPLACED)


def private(text: str) -> str:
    """The text as it can be stored, every NIK in it masked: unasked, and not ours to keep."""
    return mask_nik(clean(text))


def clean_message(message: InboundMessage) -> InboundMessage:
    """The message with everything that its sender could write cleaned and masked."""
    location = message.location
    return replace(
        message,
        provider_message_id=clean(message.provider_message_id),
        sender=replace(message.sender, value=clean(message.sender.value)),
        text=private(message.text),
        attachments=tuple(
            replace(
                attachment,
                content_type=clean(attachment.content_type),
                ref=clean(attachment.ref),
                filename=private(attachment.filename),
            )
            for attachment in message.attachments
        ),
        profile_name=private(message.profile_name),
        location=location and replace(location, label=private(location.label)),
        button=clean(message.button),
    )

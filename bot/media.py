"""What citizens sent, fetched from the provider that keeps it, for whoever looks at a complaint."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.base import Channel
from domain.errors import AttachmentError
from domain.messages import Attachment


class Media:
    """Fetches attachments through the channels that are on."""

    def __init__(self, channels: Sequence[Channel]) -> None:
        self._channels = {code: channel for channel in channels for code in channel.codes}

    async def fetch(self, channel: str, attachment: Attachment) -> bytes:
        """The bytes. Raises AttachmentError with a sentence for the officer."""
        provider = self._channels.get(channel)
        if provider is None or not attachment.ref:
            raise AttachmentError("Kanal berkas ini tidak aktif, jadi isinya tidak bisa diambil.")
        return await provider.fetch_attachment(attachment.ref)

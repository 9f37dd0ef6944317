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

    def serves(self, channel: str) -> bool:
        """Whether anything can be fetched from this channel now."""
        return channel in self._channels

    async def fetch(self, channel: str, attachment: Attachment) -> bytes:
        """The bytes. Raises AttachmentError with a sentence for the officer."""
        provider = self._channels.get(channel)
        if not attachment.ref:
            raise AttachmentError("Penyedia kanal tidak menyebutkan di mana isi berkas ini.")
        if provider is None:
            # A channel that is off today may be on again tomorrow.
            raise AttachmentError(
                "Kanal berkas ini tidak aktif, jadi isinya tidak bisa diambil.", retryable=True
            )
        return await provider.fetch_attachment(attachment.ref)

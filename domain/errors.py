"""Every error that one part of the program raises for another to handle.

The docstring of each class is its default message, so that a log line or an answer always
says something useful even where the raiser had nothing to add.
"""

from __future__ import annotations

from datetime import datetime


class BaleAduanError(Exception):
    """Something went wrong in Bale Aduan."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip().splitlines()[0])


class ConfigError(BaleAduanError):
    """The settings are not valid."""


class WebhookSignatureError(BaleAduanError):
    """The webhook's signature or secret is missing or wrong."""


class PayloadError(BaleAduanError):
    """The webhook's body is not what the provider documents."""


class UnsupportedEventError(BaleAduanError):
    """The provider sent an event that this channel has no use for."""


class SendError(BaleAduanError):
    """The provider did not accept the message.

    retryable: whether the same message may be tried again.
    retry_after: seconds that the provider asked us to wait, or None.
    code: the provider's own error code as text, "" where it gave none.
    """

    retryable = False

    def __init__(
        self, message: str | None = None, *, retry_after: float | None = None, code: str = ""
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.code = code


class ChannelUnavailableError(SendError):
    """The provider cannot be reached or answers with a fault of its own."""

    retryable = True


class RateLimitedError(SendError):
    """The provider asked us to send more slowly."""

    retryable = True


class RecipientOptedOutError(SendError):
    """The recipient has blocked us or asked for no more messages."""


class MessageRejectedError(SendError):
    """The provider refused this message for good."""


class OutsideServiceWindowError(SendError):
    """WhatsApp takes free text only within 24 hours of the citizen's last message."""


class AttachmentError(BaleAduanError):
    """The attachment could not be fetched from the provider.

    retryable: whether a later attempt may succeed.
    """

    def __init__(self, message: str | None = None, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class NluUnavailableError(BaleAduanError):
    """The engine that understands messages cannot answer now."""


class InvalidTransitionError(BaleAduanError):
    """A complaint cannot go from its present status to the one asked for."""


class LeaseLostError(BaleAduanError):
    """Another worker has taken over this conversation."""


class StorageUnavailableError(BaleAduanError):
    """The database is locked or away; the sender should try again."""


class AccountError(BaleAduanError):
    """The account cannot be made or changed like this.

    field: the form's field that is wrong, "" where it is none of them.
    """

    def __init__(self, message: str | None = None, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class LockedOutError(BaleAduanError):
    """Too many wrong tries; nobody may try this account before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

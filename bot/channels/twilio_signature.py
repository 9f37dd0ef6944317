"""Whether Twilio made a request, decided by our settings and never by the request.

Source: Twilio's "Webhooks security" and "Sign webhooks with shared keys". The signature covers the
URL that Twilio was told to call, which behind a TLS proxy is `public_url`, not the host we see.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    add_port,
    get_signature_algorithm,
    remove_port,
)

from bot.channels.base import WebhookRequest
from domain.errors import PayloadError, WebhookSignatureError

_MAX_FIELDS = 1000


class Form(dict[str, list[str]]):
    """The parameters of a form, each with all its values in order of appearance."""

    def getall(self, name: str) -> list[str]:
        """All values of one parameter; the name is the one Twilio's validator looks for."""
        return self[name]

    def first(self, *names: str) -> str:
        """The first value that is not empty under any of the names, "" where there is none."""
        return next((v for name in names for v in self.get(name, ()) if v), "")


def read_form(body: bytes) -> Form:
    """The parameters as they come, unknown and repeated ones included.

    Bytes that are not UTF-8 become U+FFFD: Twilio sends none, and a text with a bad character is
    worth more than none. Raises PayloadError for more parameters than any message has.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        raise PayloadError("The form has too many parameters.") from None
    form = Form()
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form


class SignatureCheck:
    """Checks requests over one public URL.

    auth_token signs with HMAC_SHA1, signing_secret (a SharedKey's) with HMAC_SHA256, "" for none.
    Each algorithm has the one secret that the settings give it: a request's header may say which
    of the two it used, but cannot have the auth token used for the other algorithm, nor an empty
    secret, nor, where key_id is set, another key than that.
    """

    def __init__(
        self, public_url: str, auth_token: str, signing_secret: str = "", key_id: str = ""
    ) -> None:
        self._public_url = public_url.rstrip("/")
        self._key_id = key_id
        secrets = {HMAC_SHA1: auth_token, HMAC_SHA256: signing_secret}
        self._validators = {
            algorithm: RequestValidator(secret) for algorithm, secret in secrets.items() if secret
        }

    def verify(self, request: WebhookRequest) -> None:
        """Raise WebhookSignatureError unless the signature fits."""
        if not self._public_url:
            raise WebhookSignatureError("public_url is not set, so no signature can be checked.")
        signature = request.headers.get(SIGNATURE_HEADER.lower(), "")
        if not signature:
            raise WebhookSignatureError("The webhook has no signature.")
        settings = request.headers.get(SIGNATURE_SETTINGS_HEADER.lower(), "")
        algorithm = get_signature_algorithm(settings).upper()
        validator = self._validators.get(algorithm)
        if validator is None:
            raise WebhookSignatureError("The webhook is signed in a way that is not set up.")
        if algorithm == HMAC_SHA256 and self._key_id and _key_id(settings) != self._key_id:
            raise WebhookSignatureError("The webhook is signed with a key that is not set up.")
        try:
            form = read_form(request.body)
        except PayloadError:
            raise WebhookSignatureError("The webhook's form cannot be signed.") from None
        given = signature.encode("utf-8", "replace")
        for url in self._urls(request):
            expected = validator.compute_signature(url, form, algorithm)
            if hmac.compare_digest(expected.encode(), given):
                return
        raise WebhookSignatureError

    def _urls(self, request: WebhookRequest) -> Iterator[str]:
        """Twilio signs some URLs with the port and some without, so both are tried."""
        url = self._public_url + request.url_path
        if request.query:
            url += "?" + request.query
        yield url
        parts = urlsplit(url)
        yield remove_port(parts)
        yield add_port(parts)


def _key_id(settings: str) -> str:
    """The key of `key=webhooks_sharedkey_…,algorithm=HMAC_SHA256`, "" where none is named."""
    for part in settings.split(","):
        name, _, value = part.partition("=")
        if name.strip() == "key":
            return value.strip()
    return ""

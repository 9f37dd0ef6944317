"""Twilio's side of the webhooks: what it posts, and how it signs that.

Sources: Twilio's "request to your incoming message Webhook URL", "Track outbound message status",
"Webhooks security" and "Sign webhooks with shared keys". The signature is computed from the
documentation, not with Twilio's library, so that no test compares the library with itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import urlencode

import httpx

ACCOUNT_SID = "AC" + "0" * 31 + "1"
AUTH_TOKEN = "test-auth-token"
SIGNING_KEY_ID = "webhooks_sharedkey_test1"
SIGNING_SECRET = "test-signing-secret"

Params = Iterable[tuple[str, str]]


def inbound_params(
    sid: str, sender: str, text: str, *, to: str = "+6281809898222", **more: str
) -> list[tuple[str, str]]:
    """The parameters of an inbound message. sender: `whatsapp:+62…` or `+62…`."""
    params = {
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": text,
        "To": f"whatsapp:{to}" if sender.startswith("whatsapp:") else to,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": ACCOUNT_SID,
        "From": sender,
        "ApiVersion": "2010-04-01",
    }
    if sender.startswith("whatsapp:"):
        params |= {"ProfileName": "Contoh Pelapor", "WaId": sender[10:], "MessageType": "text"}
    return list((params | more).items())


def status_params(
    sid: str, status: str, sender: str, to: str, error_code: str = ""
) -> list[tuple[str, str]]:
    """The parameters of a status callback for a message that we sent from `sender` to `to`."""
    params = [
        ("SmsSid", sid),
        ("SmsStatus", status),
        ("MessageStatus", status),
        ("To", to),
        ("MessageSid", sid),
        ("AccountSid", ACCOUNT_SID),
        ("From", sender),
        ("ApiVersion", "2010-04-01"),
    ]
    if to.startswith("whatsapp:"):
        params += [("ChannelPrefix", "whatsapp"), ("ChannelToAddress", "+6281XXXXXXXX")]
    if error_code:
        params.append(("ErrorCode", error_code))
    return params


def sign(url: str, params: Params, secret: str = AUTH_TOKEN, algorithm: str = "HMAC_SHA1") -> str:
    """Twilio's signature: the URL, then each parameter's name and value, sorted, through HMAC."""
    text = url + "".join(name + value for name, value in sorted(set(params)))
    digest = {"HMAC_SHA1": hashlib.sha1, "HMAC_SHA256": hashlib.sha256}[algorithm]
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), digest).digest()).decode()


def signed(
    url: str, params: Params, *, algorithm: str = "HMAC_SHA1", secret: str = ""
) -> tuple[dict[str, str], bytes]:
    """Headers (names in lower case) and body of a webhook, with the secret of the algorithm."""
    params = list(params)
    with_key = algorithm == "HMAC_SHA256"
    secret = secret or (SIGNING_SECRET if with_key else AUTH_TOKEN)
    headers = {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "user-agent": "TwilioProxy/1.1",
        "x-twilio-signature": sign(url, params, secret, algorithm),
    }
    if with_key:
        headers["x-twilio-webhooks-signature-settings"] = (
            f"key={SIGNING_KEY_ID},algorithm={algorithm}"
        )
    return headers, urlencode(params).encode()


async def post_webhook(
    base_url: str,
    path: str,
    params: Params,
    *,
    public_url: str = "",
    algorithm: str = "HMAC_SHA1",
    client: httpx.AsyncClient | None = None,
) -> httpx.Response:
    """Post a webhook to `base_url`, signed over `public_url` as if a TLS proxy stood between."""
    headers, body = signed((public_url or base_url) + path, params, algorithm=algorithm)
    if client is not None:
        return await client.post(base_url + path, content=body, headers=headers)
    async with httpx.AsyncClient(trust_env=False, timeout=30) as own:
        return await own.post(base_url + path, content=body, headers=headers)

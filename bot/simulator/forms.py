"""What the page sends, as JSON or as a plain form: read, checked, and turned into our messages.

Both are the same flat list of texts, so that the page works without JavaScript too.
"""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import ClientDisconnect, Request

from bot.channels.base import repair
from bot.simulator.words import CHANNELS
from domain.errors import BaleAduanError
from domain.messages import (
    SIMULATED,
    SMS,
    TELEGRAM,
    WHATSAPP,
    Address,
    Attachment,
    InboundMessage,
    Location,
)

MAX_BODY = 64 * 1024
_MOST_FIELDS = 20
_LONGEST_NAME = 80

DEFAULT_SENDER = {WHATSAPP: "+6281200000001", SMS: "+6281200000001", TELEGRAM: "1001"}

_PHONE = re.compile(r"\+[1-9]\d{7,14}")
_CHAT_ID = re.compile(r"[1-9]\d{0,17}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9-]{1,64}")

_FILES = {
    "photo": Attachment("image/jpeg", filename="foto-simulasi.jpg"),
    "document": Attachment("application/pdf", filename="dokumen-simulasi.pdf"),
    "voice": Attachment("audio/ogg", filename="suara-simulasi.ogg"),
}
# The square in front of the regency's great mosque, where nobody lives.
_PLACE = (-6.5563, 107.4432)


class InputError(BaleAduanError):
    """The page sent something that it cannot have meant."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Player:
    """The citizen who is played. sender is as it was typed, without the prefix."""

    channel: str = WHATSAPP
    sender: str = DEFAULT_SENDER[WHATSAPP]
    name: str = ""

    @property
    def address(self) -> Address:
        """Never a real one, whatever was typed and whatever the channel."""
        return Address(self.channel, SIMULATED + self.sender)

    @property
    def url(self) -> str:
        query = {"channel": self.channel, "sender": self.sender}
        if self.name:
            query["name"] = self.name
        return f"/simulator?{urlencode(query)}"


def player_of(fields: Mapping[str, str]) -> Player:
    """Who is played. What is missing is the first citizen on WhatsApp. Raises InputError."""
    channel = fields.get("channel") or WHATSAPP
    if channel not in CHANNELS:
        raise InputError("Kanalnya WhatsApp, SMS, atau Telegram.")
    sender = re.sub(r"[\s().-]", "", fields.get("sender") or DEFAULT_SENDER[channel])
    if channel == TELEGRAM:
        if not _CHAT_ID.fullmatch(sender):
            raise InputError("ID Telegram berupa angka, misalnya 1001.")
    else:
        sender = re.sub(r"^(?:0|62)", "+62", sender)
        if not _PHONE.fullmatch(sender):
            raise InputError("Nomor pengirim ditulis seperti +6281200000001.")
    return Player(channel, sender, (fields.get("name") or "").strip()[:_LONGEST_NAME])


def message_of(fields: Mapping[str, str], player: Player, now: datetime) -> InboundMessage:
    """The message that the citizen sends. Raises InputError."""
    text = fields.get("text") or ""
    attach = fields.get("attach") or ""
    if attach and attach not in _FILES and attach != "location":
        raise InputError("Lampiran itu tidak dikenal.")
    button = fields.get("button") or ""
    if not (text.strip() or attach or button):
        raise InputError("Pesannya masih kosong.")
    given = fields.get("id") or ""
    if given and not _MESSAGE_ID.fullmatch(given):
        raise InputError("Tanda pengenal pesan tidak terbaca.")
    return InboundMessage(
        channel=player.channel,
        provider_message_id=f"{SIMULATED}{given or secrets.token_hex(16)}",
        sender=player.address,
        text=text,
        sent_at=now,
        attachments=(_FILES[attach],) if attach in _FILES else (),
        profile_name=player.name,
        location=_location(fields) if attach == "location" else None,
        button=button[:200],
    )


def _location(fields: Mapping[str, str]) -> Location:
    try:
        lat = float(fields.get("lat") or _PLACE[0])
        lon = float(fields.get("lon") or _PLACE[1])
    except ValueError:
        raise InputError("Lokasinya tidak terbaca.") from None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise InputError("Lokasi itu tidak ada di bumi.")
    return Location(lat, lon)


async def read_fields(request: Request) -> dict[str, str]:
    """The request's fields. Raises InputError with what is wrong with it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _read_body(request)
    if kind == "application/x-www-form-urlencoded":
        return _from_form(body)
    if kind == "application/json":
        return _from_json(body)
    raise InputError("Kirim sebagai JSON atau sebagai formulir biasa.", 415)


async def _read_body(request: Request) -> bytes:
    chunks = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MAX_BODY:
                raise InputError("Pesannya terlalu panjang (paling besar 64 KiB).", 413)
            chunks.append(chunk)
    except ClientDisconnect:
        raise InputError("Permintaan terputus di tengah jalan.") from None
    return b"".join(chunks)


def _from_form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise InputError("Isi formulir tidak terbaca.") from None
    return dict(pairs)


def _from_json(body: bytes) -> dict[str, str]:
    try:
        data: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise InputError("Isi permintaan bukan JSON yang benar.") from None
    if not isinstance(data, dict):
        raise InputError("Isi permintaan harus berupa objek JSON.")
    if len(data) > _MOST_FIELDS:
        raise InputError("Isian permintaan terlalu banyak.")
    return {name: _text(name, value) for name, value in data.items()}


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in ("lat", "lon") and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise InputError("Setiap isian harus berupa teks.")
    # Half of a character can be written in JSON, but stored nowhere.
    return repair(value)

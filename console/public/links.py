"""Links that open WhatsApp, SMS and Telegram with the text begun, and the QR codes' targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from console.parts import Console

_BEGUN = "Saya ingin melapor: "


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. name: of its QR code. shown: the number or address as people write it."""

    name: str
    title: str
    shown: str
    link: str


def doors(console: Console) -> list[Door]:
    """The ways in that a telephone can open, in the order in which they are offered."""
    contact, options = console.office().contact, console.options
    found = []
    if options.public_url:
        shown = re.sub(r"^https?://", "", options.public_url)
        link = f"{options.public_url}/aduan?lewat=formulir"
        found.append(Door("formulir", "Formulir", f"{shown}/aduan", link))
    if number := contact.get("whatsapp"):
        link = f"https://wa.me/{_international(number)}?text={quote(_BEGUN)}"
        found.append(Door("whatsapp", "WhatsApp", number, link))
    if number := contact.get("sms"):
        link = f"sms:+{_international(number)}?body={quote(_BEGUN)}"
        found.append(Door("sms", "SMS", number, link))
    if bot := options.telegram_bot.lstrip("@"):
        found.append(
            Door("telegram", "Telegram", f"@{bot}", f"https://t.me/{quote(bot)}?start=lapor")
        )
    return found


def telephone(number: str) -> str:
    """A `tel:` link; an extension is left for the caller to dial."""
    return f"tel:+{_international(number.partition('ext')[0])}"


def _international(number: str) -> str:
    """The digits with the country's code and without a plus: 0818… becomes 62818…"""
    digits = re.sub(r"\D", "", number)
    return f"62{digits[1:]}" if digits.startswith("0") else digits

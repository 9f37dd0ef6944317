"""What a text message costs: GSM 03.38 characters, segments, and splitting of long texts.

Source: 3GPP TS 23.038. A message in GSM-7 holds 160 characters, or 153 each when it is split; one
character outside that alphabet makes the whole message UCS-2, 70 or 67 each.
"""

from __future__ import annotations

import unicodedata

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")

# Typography that a phone of 2005 does not have, in the characters that it has.
_PLAIN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "·": "-",
        "•": "-",
        "\u00a0": " ",
        "→": "->",
        "×": "x",
    }
)


def is_gsm7(text: str) -> bool:
    return all(c in _BASIC or c in _EXTENDED for c in text)


def to_gsm7(text: str) -> str:
    """The text in GSM-7 only: typography replaced, accents dropped, the rest left out."""
    out = []
    for char in text.translate(_PLAIN):
        if char in _BASIC or char in _EXTENDED:
            out.append(char)
            continue
        plain = unicodedata.normalize("NFKD", char)
        out.extend(c for c in plain if c in _BASIC or c in _EXTENDED)
    return "".join(out)


def _length(text: str) -> int:
    return sum(2 if c in _EXTENDED else 1 for c in text)


def segments(text: str) -> int:
    """How many messages a provider bills for the text. An empty text is one."""
    if is_gsm7(text):
        length, single, part = _length(text), 160, 153
    else:
        # UCS-2 counts UTF-16 units: an emoji is two.
        length, single, part = len(text.encode("utf-16-le", "surrogatepass")) // 2, 70, 67
    if length <= single:
        return 1
    return -(-length // part)


def encoding(text: str) -> str:
    return "GSM-7" if is_gsm7(text) else "UCS-2"


def split_text(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` characters, cut at paragraphs, lines or words.

    Nothing is lost but the white space at the cuts. A word longer than the limit is cut hard.
    """
    if limit < 1:
        raise ValueError("the limit must be at least one character")
    pieces = []
    rest = text.strip()
    while len(rest) > limit:
        window = rest[: limit + 1]
        cut = max(window.rfind("\n\n"), 0) or max(window.rfind("\n"), 0) or window.rfind(" ")
        if cut <= limit // 3:
            cut = max(window.rfind(" "), window.rfind("\n"))
        if cut <= 0:
            cut = limit
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    pieces.append(rest)
    return [piece for piece in pieces if piece]

"""Whether an address that came with a request leads where it may lead: no open redirects."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from console.parts import STAFF

_LONGEST = 2000  # Characters.
_UP = frozenset({".", ".."})


def inside(address: str) -> bool:
    """Whether an address that came with a request leads to a page of the console, nowhere else.

    Browsers read more as a way out than one would think: a backslash is a slash to them, line
    breaks are skipped, and an encoded dot is a dot.
    """
    if not address.isascii() or not address.isprintable() or "\\" in address or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme or parts.netloc or len(address) > _LONGEST:
        return False
    if parts.path != STAFF and not parts.path.startswith(f"{STAFF}/"):
        return False
    return not any(unquote(segment) in _UP for segment in parts.path.split("/"))

"""What the contract suite and the rigs of the channels share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.calendar import WIB
from domain.errors import SendError

PUBLIC_URL = "https://aduan.example.test"
RECEIVED_AT = datetime(2026, 1, 6, 9, 0, tzinfo=WIB)
NOBODY = "http://127.0.0.1:9"  # The discard port: nothing listens there.

# Texts that break formatting, forms, spreadsheets or databases that are not careful.
AWKWARD = [
    "_nama_ *tebal* [tautan](x) `kode` ~coret~",
    "Rp500.000 & <b>tebal</b> \"kutip\" 'satu' 100% a+b=c;d",
    "مرحبا \u202eterbalik\u200f selesai",
    "👨‍👩‍👧‍👦 😀 é ü",
    "baris satu\nbaris dua\n\n\tmenjorok",
    "=SUM(A1:A9)",
    "'; DROP TABLE complaints; --",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that can go wrong when sending. `arrange` brings it about on the server."""

    name: str
    arrange: Callable[[Any], None]
    error: type[SendError]
    code: str = ""
    retry_after: float | None = None
    timeout: float = 10.0  # Seconds that the channel waits; most tests must not depend on speed.

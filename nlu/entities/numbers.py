"""Numbers that name something: a business (NIB) and its line of business (KBLI).

Tickets and their codes are found in `domain.tickets`; a NIK is never read, only masked.
"""

from __future__ import annotations

import re

_READ_CHARACTERS = 4000
# Thirteen digits also make a telephone number: 0812… and 62812… count only behind the word.
_NIB_BARE = re.compile(r"(?<![\w+.-])(?!08|628)[0-9]{13}(?![0-9]|[.-][0-9])")
_NIB_NAMED = re.compile(
    r"(?<![^\W_])nib(?:nya|ku)?\b[^0-9\n]{0,20}([0-9](?:[ .-]?[0-9]){12})(?![0-9]|[.-][0-9])",
    re.IGNORECASE,
)
# "KBLI 28173", "kbli nya: 28173, 47111 dan 56101", "kode KBLI 2020 28173"
_KBLI = re.compile(
    r"(?<![^\W_])kbli(?:nya)?(?![^\W\d_])(?:[^\w\n]{0,3}(?:2009|2015|2017|2020|2025)(?![0-9]))?"
    r"(?:[^\w\n]{0,3}(?:nya|no|nomor|nomer|kode|saya|sy|kami|yg|yang|ke|adalah|yaitu|dengan|dgn)\b)"
    r"{0,3}[^\w\n]{0,4}"
    r"([0-9]{5}(?![0-9])(?:\s{0,2}(?:[,;/&+]|dan\b|sama\b|atau\b|\s)\s{0,2}[0-9]{5}(?![0-9]))*)",
    re.IGNORECASE,
)
_FIVE = re.compile("[0-9]{5}")


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def find_nib(text: str) -> tuple[str, ...]:
    """Business numbers of thirteen digits, each once, in the order of the text."""
    text = text[:_READ_CHARACTERS]
    found = [(m.start(), m.group()) for m in _NIB_BARE.finditer(text)]
    found += [(m.start(1), re.sub("[^0-9]", "", m[1])) for m in _NIB_NAMED.finditer(text)]
    return _once([digits for _, digits in sorted(found)])


def find_kbli(text: str) -> tuple[str, ...]:
    """Codes of five digits behind the word KBLI, each once; other five digits are post codes."""
    text = text[:_READ_CHARACTERS]
    return _once([code for m in _KBLI.finditer(text) for code in _FIVE.findall(m[1])])

"""Ticket numbers that can be read over the telephone, and the codes that prove whose they are.

A number is public: year, running number, check digit (`2026-00042-7`). A code is shown only to
the citizen (`K7QF`): whoever knows both may see the status on another channel or on the web.
"""

from __future__ import annotations

import re

# Damm's quasigroup of order 10: the check digit finds every single wrong digit and every pair of
# neighbours in the wrong order, which is how numbers go wrong over the telephone.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)

# No vowels, so that no word appears by chance; nothing that looks like something else.
CODE_LETTERS = "CDFGHJKLMNPQRTVWXY"
CODE_DIGITS = "34679"
CODE_LENGTH = 4

_NUMBER = re.compile(r"(?<!\d)(20\d\d)[ ./–-]{0,3}(\d{5,7})[ ./–-]{0,3}(\d)(?!\d)")
_LOOSE = re.compile(r"(?<!\d)(20\d\d)\s*[-–/. ]\s*(\d{1,7})\s*[-–/. ]\s*(\d)(?!\d)")
_CODE = re.compile(rf"(?<![A-Z0-9])[{CODE_LETTERS}{CODE_DIGITS}]{{{CODE_LENGTH}}}(?![A-Z0-9])")


def check_digit(digits: str) -> str:
    """Damm's check digit of a string of decimal digits."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def ticket_number(year: int, running: int) -> str:
    """`2026-00042-7`. The running number starts at 1 each year and is never shorter than five."""
    if running < 1:
        raise ValueError("running numbers start at 1")
    body = f"{year:04d}{running:05d}"
    return f"{year:04d}-{running:05d}-{check_digit(body)}"


def find_numbers(text: str) -> tuple[str, ...]:
    """Canonical ticket numbers in a text, however they are written; wrong check digits left out."""
    return tuple(number for number, right in _candidates(text) if right)


def find_wrong_numbers(text: str) -> tuple[str, ...]:
    """What was meant as a ticket number but has a wrong check digit: misread or mistyped."""
    return tuple(number for number, right in _candidates(text) if not right)


def _candidates(text: str) -> list[tuple[str, bool]]:
    found: dict[str, bool] = {}
    for pattern in (_NUMBER, _LOOSE):
        for match in pattern.finditer(text[:4000]):
            year, running, check = int(match[1]), int(match[2]), match[3]
            if running < 1:
                continue
            right = check_digit(f"{year:04d}{running:05d}") == check
            if len(match[2]) > 5 and match[2].startswith("0"):
                right = False  # We never write it so; two digits were swapped.
            found[f"{year:04d}-{running:05d}-{check}"] = right
    return list(found.items())


def is_code(word: str) -> bool:
    """Whether a word has the form of a code: right letters, and a digit and a letter at least."""
    word = word.upper()
    return (
        len(word) == CODE_LENGTH
        and all(c in CODE_LETTERS + CODE_DIGITS for c in word)
        and any(c in CODE_DIGITS for c in word)
        and any(c in CODE_LETTERS for c in word)
    )


def find_codes(text: str) -> tuple[str, ...]:
    """Words of a text that have the form of a code, in capitals."""
    return tuple(dict.fromkeys(m[0] for m in _CODE.finditer(text[:4000].upper()) if is_code(m[0])))

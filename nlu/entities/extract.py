"""Finds everything that a message says beside what it is about, in one call.

Each finder stands alone: one that fails costs its own findings and never the message.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from domain.catalogue import Catalogue
from domain.privacy import contains_nik
from domain.tickets import find_codes, find_numbers
from domain.understanding import Entities
from nlu.entities.dates import find_dates, says_not_yet
from nlu.entities.money import find_money
from nlu.entities.names import name_mentions
from nlu.entities.numbers import find_kbli, find_nib
from nlu.entities.services import ServiceFinder
from nlu.normalize import without_invisible

_log = logging.getLogger(__name__)
# The end of a long message is kept as well: names and dates often stand there, as a signature.
_HEAD, _TAIL = 3000, 900
_DIGIT = re.compile(r"\d")
_failed: set[tuple[str, str]] = set()

T = TypeVar("T")


def _try(kind: str, find: Callable[[], T], nothing: T) -> T:
    try:
        return find()
    except Exception as error:
        # The text is a citizen's and stays out of the log; kind and error name the fault.
        fault = (kind, type(error).__name__)
        if fault not in _failed:
            _failed.add(fault)
            _log.error("extractor failed: %s, %s; further failures are not logged", *fault)
        return nothing


def extract(text: str, sent_at: datetime, finder: ServiceFinder) -> Entities:
    """All entities of one message. sent_at: aware, what "kemarin" is counted from."""
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]} {text[-_TAIL:]}"
    text = without_invisible(text)
    # A text without a digit has no number of any kind; most messages are such.
    digits = _DIGIT.search(text) is not None
    return Entities(
        names=_try("names", lambda: name_mentions(text), ()),
        dates=_try("dates", lambda: find_dates(text, sent_at), ()),
        not_yet=_try("not_yet", lambda: says_not_yet(text), False),
        services=_try("services", lambda: finder.find(text), ()),
        money=_try("money", lambda: find_money(text), ()),
        nib=_try("nib", lambda: find_nib(text), ()) if digits else (),
        kbli=_try("kbli", lambda: find_kbli(text), ()) if digits else (),
        tickets=_try("tickets", lambda: find_numbers(text), ()) if digits else (),
        codes=_try("codes", lambda: find_codes(text), ()) if digits else (),
        nik=_try("nik", lambda: contains_nik(text), False) if digits else False,
    )


class EntityExtractor:
    """`extract` with the permits of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._finder = ServiceFinder(catalogue)

    def __call__(self, text: str, sent_at: datetime) -> Entities:
        return extract(text, sent_at, self._finder)

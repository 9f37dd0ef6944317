"""When the service was received, as far as one message tells: rule 2's window begins with it.

The dialogue and the command line read a message by the same rule, so it stands here once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.complaint import Receipt
from domain.understanding import DateMention, DateRole, Entities

# Components about what happened at the desk: whoever was there received the service that day.
_AT_THE_DESK = frozenset(
    "persyaratan prosedur biaya sarana kompetensi jumlah_pelaksana jaminan_pelayanan keamanan "
    "pengaduan lainnya".split()
)


def receipt_day(dates: Sequence[DateMention], *, asked: bool) -> DateMention | None:
    """The mention that says when the service was received.

    A day of receipt first; a visit or a day without a role counts too, a day of applying or of an
    earlier complaint never, unless nothing else was said in answer to the question itself.
    """
    good = [d for d in dates if d.value is not None]
    for role in (DateRole.RECEIVED, DateRole.UNKNOWN, DateRole.VISITED):
        for mention in good:
            if mention.role is role:
                return mention
    return good[0] if asked and good and good[0].role is DateRole.COMPLAINED else None


def receipt_of(entities: Entities, components: Sequence[str]) -> tuple[Receipt, date | None]:
    """What an unasked message says of the receipt; UNASKED where it says nothing.

    components: primary first. A visit or a day without a role counts as the day of receipt only
    where the complaint is about what happened at the desk, or about nothing known yet.
    """
    received = [d for d in entities.dates if d.role is DateRole.RECEIVED and d.value is not None]
    if received and not entities.not_yet:
        return Receipt.ON, received[0].value
    if entities.not_yet:
        return Receipt.NOT_YET, None
    mention = receipt_day(entities.dates, asked=False)
    if mention and (not components or components[0] in _AT_THE_DESK):
        return Receipt.ON, mention.value
    return Receipt.UNASKED, None

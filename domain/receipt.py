"""When the service was received, as far as one message tells: rule 2's window begins with it.

The dialogue takes only what is told, for it can ask (`receipt_of`). Where nobody can be asked, as
on the command line, more is concluded from the same words (`guess_receipt`).
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
# Whoever complains of these speaks of a permit that has not come, or of an earlier complaint: a
# day in it is hardly that of the service.
LATE, _UNANSWERED = "jangka_waktu", "pengaduan"
# A permit that came with a fault, a leak, a theft: nothing of it is still to come.
_NOT_WAITED_FOR = frozenset({"produk", "keamanan"})
# Here a length of time is rather that of a correction or of an answer awaited.
_ROUGH_ELSEWHERE = frozenset({"produk", _UNANSWERED, "sarana", "evaluasi", "lainnya"})
# What a permit waits for: complaints of these and of the time it takes speak of one still waiting.
_ON_THE_WAY = frozenset("persyaratan prosedur jumlah_pelaksana jaminan_pelayanan".split())
# What has not come may then be something else than a permit.
_BESIDE_THE_PERMIT = frozenset({_UNANSWERED, "keamanan", "evaluasi", "dasar_hukum", "sarana"})
# Acts that tell of the sender's own service, and those of them that speak of one that is over.
_TELLS = frozenset({"lapor", "saran", "pujian", "jawab", "ubah", "unknown"})
_TELLS_OF_THE_PAST = frozenset({"saran", "pujian"})


def receipt_day(dates: Sequence[DateMention], *, asked: bool) -> DateMention | None:
    """The mention that says when the service was received.

    A day of receipt first; a visit or a day without a role counts too, a day of applying or of an
    earlier complaint never, unless nothing else was said in answer to the question itself.
    """
    good = sorted((d for d in dates if d.value is not None), key=lambda d: d.vague)
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
    if entities.not_yet:
        return Receipt.NOT_YET, None
    mention = receipt_day(entities.dates, asked=False)
    at_the_desk = not components or components[0] in _AT_THE_DESK
    if mention and (at_the_desk or mention.role is DateRole.RECEIVED):
        return Receipt.ON, mention.value
    return Receipt.UNASKED, None


def guess_receipt(
    entities: Entities, components: Sequence[str], act: str
) -> tuple[Receipt, date | None]:
    """What a message says of the receipt, and what follows from it where nobody can be asked.

    Days that the words do not fix count for nothing here. components: primary first.
    """
    if act not in _TELLS:
        return Receipt.UNASKED, None
    primary = components[0] if components else ""
    days = [d for d in entities.dates if d.value and not d.vague]
    late = entities.not_yet and act not in _TELLS_OF_THE_PAST
    received = [d.value for d in days if d.role is DateRole.RECEIVED and d.value]
    if received and (not late or primary == "produk"):
        return Receipt.ON, max(received)
    if late and (primary not in _BESIDE_THE_PERMIT or _names_permit(entities)):
        return Receipt.NOT_YET, None
    waits = act == "lapor" and _is_still_waiting(entities, components)
    if waits and LATE in components and tells_of_waiting(entities):
        return Receipt.NOT_YET, None
    events = _telling_roles(primary, act)
    if event := max((d.value for d in days if d.value and d.role in events), default=None):
        return Receipt.ON, event
    return (Receipt.NOT_YET if waits else Receipt.UNASKED), None


def application_day(entities: Entities, primary: str) -> date | None:
    """The day of the application; one that was named is better than one that was counted back."""
    days = [d for d in entities.dates if d.role is DateRole.APPLIED and d.value and not d.vague]
    if primary in _ROUGH_ELSEWHERE:
        days = [d for d in days if d.exact]
    return min(days, key=lambda d: not d.exact).value if days else None


def tells_of_waiting(entities: Entities) -> bool:
    """Whether the words themselves say that something was applied for or has not come."""
    return entities.not_yet or any(d.role is DateRole.APPLIED for d in entities.dates)


def _names_permit(entities: Entities) -> bool:
    return bool(entities.services) or any(d.role is DateRole.APPLIED for d in entities.dates)


def _telling_roles(primary: str, act: str) -> frozenset[DateRole]:
    """The roles of a day on which something happened to the sender at the desk."""
    if act == "lapor" and primary == LATE:
        return frozenset()
    if act == "saran" or (act == "lapor" and primary in ("produk", _UNANSWERED)):
        return frozenset({DateRole.VISITED})
    return frozenset({DateRole.VISITED, DateRole.UNKNOWN})


def _is_still_waiting(entities: Entities, components: Sequence[str]) -> bool:
    """Whether a complaint of which nothing is said to have come speaks of a permit to come."""
    primary = components[0] if components else ""
    if not primary or primary in _NOT_WAITED_FOR:
        return False
    told = {d.role for d in entities.dates if d.value}
    if primary == LATE or primary in _ON_THE_WAY:
        late = LATE in components
        return DateRole.APPLIED in told or (late and DateRole.COMPLAINED not in told)
    return application_day(entities, primary) is not None

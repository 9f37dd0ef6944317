"""When the service was received, as far as one message tells: rule 2's window begins with it.

The dialogue and the command line read a message by the same rule, so it stands here once. The
dialogue asks for what a message leaves open; where nobody can be asked, `guess_receipt` concludes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.complaint import Receipt
from domain.understanding import DateMention, DateRole, Entities

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
# Acts that tell of the sender's own service, and so may say when it was.
_TELLS = frozenset({"lapor", "saran", "pujian", "jawab", "ubah", "unknown"})
_TELL_OF_THE_PAST = frozenset({"saran", "pujian"})


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


def receipt_of(
    entities: Entities, components: Sequence[str], act: str = "lapor"
) -> tuple[Receipt, date | None]:
    """What an unasked message says of the receipt; UNASKED where it says nothing.

    components: primary first. A visit or a day without a role counts as the day of receipt only
    where the complaint is about what happened that day.
    """
    if act not in _TELLS:
        return Receipt.UNASKED, None
    received = [d for d in entities.dates if d.role is DateRole.RECEIVED and d.value is not None]
    if received and (not entities.not_yet or act in _TELL_OF_THE_PAST):
        return Receipt.ON, min(received, key=lambda d: d.vague).value
    primary = components[0] if components else ""
    late = act not in _TELL_OF_THE_PAST and entities.not_yet
    if late and (primary not in _BESIDE_THE_PERMIT or _names_permit(entities)):
        return Receipt.NOT_YET, None
    day = _event_day(entities, primary, act)
    return (Receipt.ON, day) if day else (Receipt.UNASKED, None)


def guess_receipt(entities: Entities, components: Sequence[str], act: str) -> Receipt:
    """What to conclude where `receipt_of` finds nothing said, and nobody can be asked."""
    if act != "lapor" or not components:
        return Receipt.UNASKED
    primary = components[0]
    if primary in _NOT_WAITED_FOR:
        return Receipt.UNASKED
    told = {d.role for d in entities.dates if d.value}
    if primary == LATE or primary in _ON_THE_WAY:
        late = primary == LATE or LATE in components
        if DateRole.APPLIED in told or (late and DateRole.COMPLAINED not in told):
            return Receipt.NOT_YET
    return Receipt.NOT_YET if application_day(entities, primary) else Receipt.UNASKED


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


def _event_day(entities: Entities, primary: str, act: str) -> date | None:
    """The last day on which something happened to the sender at the desk."""
    roles = {DateRole.VISITED, DateRole.UNKNOWN}
    if act == "saran" or (act == "lapor" and primary in ("produk", _UNANSWERED)):
        roles = {DateRole.VISITED}
    if act == "lapor" and primary == LATE:
        return None
    days = [d.value for d in entities.dates if d.role in roles and d.value and not d.vague]
    return max(days, default=None)

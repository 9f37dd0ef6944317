"""Which other complaints may be about the same matter, and how many the same person has made.

Nobody learns here who another reporter is. That two complaints are of one person is told only where
neither is confidential: beside an ordinary one, whose name is on its page, it would give the
confidential one away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio

from console.complaint.identity import Hidden
from console.complaint.view import View, may_see
from domain.complaint import Complaint
from domain.dialogue import Office
from storage.related import NEAR, Candidate

TOP = 5  # How many are shown on the page,
MOST = 20  # and how many where one looks for something to merge with.
_LIKE = 68.0  # Below it texts are alike only as all complaints are.
_ALIKE_IF_SAME = 58.0  # The same person, or the same service and component, says something too.
_COMPARED = 800  # Characters of each text; a matter is told before.
_SHORT = 5  # Words; of so few, almost any longer text holds all.
_GIST = 160
_TELLING = 3  # Words of a text that others are found with: the longest say most.
_WORD = re.compile(r"[^\W\d_]{5,}")
# Words that are in so many complaints that they say nothing of any.
_COMMON = frozenset(
    "adalah bapak belum bilang dengan diminta hanya harus kantor karena kepada layanan masih mohon "
    "padahal pelayanan petugas sampai sangat sekali selalu sudah tanggal tetapi tidak untuk yang "
    "saya kami izinnya permohonan purwakarta dpmptsp".split()
)


@dataclass(frozen=True, slots=True)
class Related:
    """percent: how alike the words are. why: reasons in words. can_merge: both are still open."""

    complaint: Complaint
    percent: int
    why: tuple[str, ...]
    gist: str
    can_merge: bool


def search_words(text: str) -> list[str]:
    """The words of a text that tell most of it, to find others with each of them; few or none."""
    found = {word.lower() for word in _WORD.findall(text[:_COMPARED])} - _COMMON
    return sorted(found, key=lambda word: (-len(word), word))[:_TELLING]


def history(view: View, candidates: Iterable[Candidate]) -> list[Complaint] | None:
    """The same person's other complaints, newest first; None where that is not to be known."""
    if view.complaint.facts.confidential and not view.revealed:
        return None
    return [
        one.complaint
        for one in candidates
        if one.same_contact and not one.complaint.facts.confidential
        if may_see(view.officer, one.complaint)
    ]


def related(
    view: View, candidates: Iterable[Candidate], office: Office, most: int = TOP
) -> list[Related]:
    """What is most like this complaint, the likest first."""
    ranked: list[tuple[float, Related]] = []
    text = _plain(view.complaint)
    for one in candidates:
        if not may_see(view.officer, one.complaint):
            continue
        found = _compare(view, text, one, office)
        if found is not None:
            ranked.append(found)
    ranked.sort(key=lambda pair: (-pair[0], pair[1].complaint.number))
    return [one for _, one in ranked[:most]]


def _compare(
    view: View, text: str, candidate: Candidate, office: Office
) -> tuple[float, Related] | None:
    mine, other = view.complaint, candidate.complaint
    percent = likeness(text, _plain(other))
    secret = mine.facts.confidential or other.facts.confidential
    same_person = candidate.same_contact and not secret
    same_component = _first(mine.facts.components) == _first(other.facts.components) is not None
    services = {ref.id or ref.name for ref in mine.facts.services}
    same_service = bool(services & {ref.id or ref.name for ref in other.facts.services})
    near = abs(mine.registered_at - other.registered_at) <= NEAR
    hints = same_person or (same_service and same_component and near)
    if percent < (_ALIKE_IF_SAME if hints else _LIKE):
        return None
    why = [f"kata-katanya mirip {percent:.0f}%"]
    if same_person:
        why.append("dari kontak yang sama")
    if same_service and same_component:
        why.append("layanan dan komponen sama")
    elif same_service or same_component:
        why.append("layanan sama" if same_service else "komponen sama")
    days = abs((mine.received_at - other.received_at).days)
    if days <= 7:
        why.append("pada hari yang sama" if days == 0 else f"selisih {days} hari")
    score = percent + 15 * same_person + 8 * same_service + 4 * same_component
    return score, Related(
        complaint=other,
        percent=round(percent),
        why=tuple(why),
        gist=_gist(other, office),
        can_merge=mine.open and other.open,
    )


def likeness(one: str, other: str) -> float:
    """How alike the words of two texts are, 0 to 100."""
    if not one or not other:
        return 0.0
    ratio: float = token_set_ratio(one, other)
    shortest = min(len(set(text.split())) for text in (one, other))
    return ratio * min(1.0, shortest / _SHORT)


def _plain(complaint: Complaint) -> str:
    return " ".join(re.findall(r"\w+", complaint.facts.matter[:_COMPARED].lower()))


def _gist(complaint: Complaint, office: Office) -> str:
    """What it is about, without the name and the numbers of who reports it."""
    hidden = Hidden.of(complaint, office.contact.values())
    text = hidden(" ".join(complaint.facts.matter[: 4 * _GIST].split()))
    return text if len(text) <= _GIST else text[:_GIST].rsplit(" ", 1)[0] + " …"


def _first(labels: Sequence[str]) -> str | None:
    return labels[0] if labels else None

"""The clause of the standard for one complaint: its texts are read here, the rule is the domain's.

The day of an application and sums stand in the citizen's words and in no field, so they are read
from them each time, by the same rules that the dialogue reads with.
"""

from __future__ import annotations

from datetime import date

from console import words
from domain.clause import Clause, Heard, clause_for
from domain.complaint import Complaint
from domain.dialogue import Office
from domain.receipt import LATE, application_day
from domain.understanding import Entities
from nlu.entities.dates import find_dates, says_not_yet
from nlu.entities.money import find_money

_READ = 4000  # Characters; whoever writes more has said when and how much before.


def clause_of(complaint: Complaint, office: Office, today: date) -> Clause:
    """What the standard says of the complaint, beside what the citizen says. today: in WIB."""
    heard = heard_in(complaint)
    return clause_for(complaint, office.catalogue, office.calendar, today, heard)


def heard_in(complaint: Complaint) -> Heard:
    """The day of the application and the sums that the citizen's words name."""
    text = complaint.facts.matter[:_READ]
    components = complaint.facts.components
    sums = tuple(m.text for m in find_money(text)) if "biaya" in components else ()
    if LATE not in components:
        return Heard(sums=sums)
    dates = find_dates(text, complaint.received_at)
    entities = Entities(dates=dates, not_yet=says_not_yet(text))
    applied = application_day(entities, components[0])
    mention = next((d for d in dates if d.value == applied), None) if applied else None
    if mention is None:
        return Heard(sums=sums)
    return Heard(applied, mention.text, mention.exact, sums)


def basis_text(clause: Clause) -> str:
    """The clause as text, to begin step (b) of the worksheet with; "" where nothing is known."""
    lines = []
    for part in clause.parts:
        if part.missing:
            continue
        where = words.COMPONENT[part.component] + (f" ({part.service})" if part.service else "")
        lines.append(f"{where}: {'; '.join(part.standard)}")
        if part.source:
            lines.append(f"Sumber: {part.source}")
    return "\n".join(lines)

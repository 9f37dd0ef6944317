"""Days in a citizen's message: which day is meant, and what happened on it.

The window for complaints runs from the day a service was received, so the bot must read
"kmrn", "tgl 3 bulan kemarin" and "habis lebaran", and must not take loket 3, RT 03/05 or a
promised seven days for a date. No general date parser does both; the rules are ours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.understanding import DateMention, DateRole
from nlu.entities import date_context as context
from nlu.entities.date_event import tells_of_no_event
from nlu.entities.date_patterns import BEGINS, PATTERNS
from nlu.entities.date_roles import roles
from nlu.entities.date_rules import RULES
from nlu.entities.date_words import Words, read_words
from nlu.entities.day_math import FUTURE, Found
from nlu.entities.not_yet import says_not_yet

__all__ = ["find_dates", "says_not_yet"]

_WIB = ZoneInfo("Asia/Jakarta")
# Nobody writes a date only after this many characters; longer texts are pasted or hostile.
_READ_CHARACTERS = 4000
# Days that lie before their mention by their very words: after "sampai" they only end a wait.
_RELATIVE = frozenset({"today", "yesterday", "unit"})
# A day whose month or year was filled in by us, and so may as well lie ahead.
_FILLED_IN = frozenset({"day", "day_month", "digits", "month_day", "month", "weekday", "feast"})


def find_dates(text: str, sent_at: datetime) -> tuple[DateMention, ...]:
    """Find the days that `text` mentions, in the order of the text.

    sent_at: when the message was sent; aware, any zone. Days are those of WIB, and none that
    has a value lies after the day of sent_at.
    """
    if sent_at.tzinfo is None:
        raise ValueError("sent_at must be aware")
    now = sent_at.astimezone(_WIB)
    if len(text) > _READ_CHARACTERS:
        text = text[:_READ_CHARACTERS]
        text = text.rpartition(" ")[0] or text  # Half a number is another number.
    words = read_words(text)
    ctx = context.Context(words, now.date(), now.hour)
    found: list[Found] = ctx.found
    spans: list[tuple[int, int]] = []
    at = 0
    while begin := BEGINS.search(words.kinds, at):
        start = begin.start()
        match = PATTERNS.match(words.kinds, start)
        if match is None:
            at = start + 1
            continue
        rule, at = match.lastgroup or "", match.end()
        if rule in _RELATIVE and context.is_until(words, start):
            continue
        hits = RULES[rule](ctx, start, at)
        if not hits or context.is_no_event(words, start):
            # "Pak Agus kemarin", "Rp300.000 kemarin": no date, but a day stands behind it.
            behind = at - 1 > start and words.kinds[at - 1] == "K"
            at = start + 1 if rule == "month" else at - behind
            continue
        for hit in hits:
            first = hit.start if hit.start >= 0 else start
            end = hit.end if hit.end >= 0 else at
            if hit.value and rule in _FILLED_IN and context.is_coming(words, first, end):
                hit = FUTURE
            if hit.exact and context.is_rough(words, first):
                hit = replace(hit, exact=False)
            found.append(hit)
            spans.append((first, end))
        at = max(spans[-1][1], start + 1)
    if not found:
        return ()
    _order_weekdays(found, spans, words)
    return tuple(
        DateMention(
            words.slice(*span),
            hit.value,
            role,
            hit.exact,
            hit.problem,
            hit.vague or tells_of_no_event(words, span, hit.value, role, now.date()),
        )
        for span, hit, role in zip(spans, found, roles(words, spans, found), strict=True)
        # What came "besoknya" is told so; that something else happened then says nothing.
        if not hit.later or role is DateRole.RECEIVED
    )


def _order_weekdays(found: list[Found], spans: list[tuple[int, int]], words: Words) -> None:
    """Put the bare weekdays of a story in its order: of "senin …, jumat …" senin came first."""
    later: date | None = None
    for i in range(len(found) - 1, -1, -1):
        value, kinds = found[i].value, words.kinds[slice(*spans[i])]
        if value is None or kinds.strip("hS") not in ("W", "w"):
            later = None
            continue
        if later is not None and later < value <= later + timedelta(6):
            value -= timedelta(7)
            found[i] = replace(found[i], value=value)
        later = value

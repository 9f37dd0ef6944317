"""What days with a number or a month's name mean: one function per pattern of `date_patterns`.

Each is given the message and the positions that its pattern covers, and returns the days
found: none where the words turn out to mean something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from nlu.entities.date_context import (
    COUNTED,
    Context,
    before,
    counts_something,
    is_address_or_law,
    is_person,
    stands_alone,
)
from nlu.entities.date_relative import unit
from nlu.entities.day_math import (
    FUTURE,
    IMPOSSIBLE,
    Found,
    in_month,
    middle,
    month_before,
    on_day,
    safe_date,
)
from nlu.entities.waiting import alone
from nlu.entities.word_lists import word_set

_DIGITS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})(?:[./-]([0-9]{4}|[0-9]{2}))?")
_ISO = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")


def _some(
    found: Found | None, *, exact: bool = True, start: int = -1, end: int = -1
) -> tuple[Found, ...]:
    if found is None:
        return ()
    return (replace(found, exact=found.exact and exact, start=start, end=end),)


def digits(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """Digits with separators, day first. Much else looks like that: addresses, times, laws."""
    words, at = ctx.words, ctx.first("D", start, end)
    token = words.words[at]
    said = at > start  # "tgl 5/10", "senin 5/10"
    if not stands_alone(words, at) or (not said and is_address_or_law(words, start)):
        return ()
    if iso := _ISO.fullmatch(token):
        year, month_number, day_number = map(int, iso.groups())
        if not 1900 <= year <= 2100:
            return ()
        return _some(on_day(day_number, month_number, year, ctx.today))
    match = _DIGITS.fullmatch(token)
    if not match or (not said and counts_something(words, at + 1)):
        return ()
    if match[4]:
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        found = on_day(int(match[1]), int(match[3]), year, ctx.today)
        if found is IMPOSSIBLE and match[2] == "." and not said:
            return ()  # A version, a time with seconds, a price list.
        return _some(found)
    return _day_and_month(ctx, match, said, alone(words, start, end))


def _day_and_month(
    ctx: Context, match: re.Match[str], dated: bool, answer: bool
) -> tuple[Found, ...]:
    """dated: a word like "tgl" led in. answer: the message holds nothing else."""
    first, separator, second = int(match[1]), match[2], int(match[3])
    if not dated and (match[0] == "24/7" or (separator != "/" and not answer)):
        return ()
    found = on_day(first, second, None, ctx.today)
    if found is not IMPOSSIBLE:
        # "tgl 5-7" may also be the days from the fifth to the seventh.
        return _some(found, exact=separator != "-" or first >= second)
    if separator == "-" and first < second <= 31:
        return _some(on_day(second, None, None, ctx.today), exact=False)
    plausible = 1 <= second <= 12 and 1 <= first <= 39
    return (IMPOSSIBLE,) if dated or (plausible and separator == "/") else ()


def spaced(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "tgl 5 10 2026", "5 / 10 / 2026": a date in digits with spaces between them."""
    words = ctx.words
    said = ctx.first("T", start, end) >= 0
    if not said and is_address_or_law(words, start):
        return ()
    first = ctx.first("N", start, end)
    second = ctx.first("N", first + 1, end)
    found = on_day(
        words.values[first], int(words.values[second]), ctx.year_in(start, end), ctx.today
    )
    return () if found is IMPOSSIBLE and not said else _some(found)


def day_month(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "5 oktober", "tgl 3 bulan kemarin", "5 okt 26"."""
    words = ctx.words
    at = ctx.first("N", start, end)
    if ctx.first("T", start, at) < 0 and before(words, at, 1) & COUNTED:
        return ()  # "loket 3 mei datang"
    month_number, year = ctx.month_in(at + 1, end)
    last = end - 1
    while words.kinds[last] in "PKy,hW":
        last -= 1
    if words.kinds[last] == "N" and last > at and words.kinds[last - 1] in "Mn~":
        token = words.slice(last, last + 1)
        is_year = len(token) == 2 and "20" <= token <= "99" and token.isdigit()
        if year is None and is_year and not counts_something(words, last + 1):
            year = 2000 + int(token)
        else:
            end = last  # The number begins something else.
    return _some(on_day(words.values[at], month_number, year, ctx.today), end=end)


def month_day(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "oktober tanggal 5", "bulan kemarin tgl 3"."""
    anchor = ctx.first("T", start, end)
    if anchor < 0 and ctx.words.kinds[end - 1] == "N" and not alone(ctx.words, start, end):
        # "oktober 2 kali datang": a day only where nothing else was said.
        return tuple(replace(found, end=end - 1) for found in month(ctx, start, end - 1))
    at = ctx.first("N", anchor if anchor >= 0 else start, end)
    month_number, year = ctx.month_in(start, anchor if anchor >= 0 else at)
    if year is None:
        year = ctx.year_in(at, end)
    return _some(on_day(ctx.words.values[at], month_number, year, ctx.today))


def day(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "tgl 5 kemarin", "tanggal 20an"."""
    at = ctx.first("N", start, end)
    exact = ctx.first("a", at, end) < 0
    return _some(on_day(ctx.words.values[at], None, None, ctx.today), exact=exact)


def several(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "tanggal 2, 9, dan 16": a list of days of one month; each is a mention of its own."""
    words = ctx.words
    stop = ctx.first("Mnb", start, end)
    month_number, year = ctx.month_in(stop, end) if stop >= 0 else (None, None)
    numbers = [i for i in range(start, stop if stop >= 0 else end) if words.kinds[i] == "N"]
    if stop < 0 and counts_something(words, end):
        numbers.pop()  # "tgl 5, 3 orang petugas"
    if month_number is None and numbers:
        # All are days of the most recent month that has had the last of them.
        latest = on_day(max(words.values[i] for i in numbers), None, None, ctx.today)
        if latest and latest.value:
            month_number, year = latest.value.month, latest.value.year
    out: list[Found] = []
    for i in numbers:
        last = end if stop >= 0 and i == numbers[-1] else i + 1
        first = start if i == numbers[0] else i
        out += _some(on_day(words.values[i], month_number, year, ctx.today), start=first, end=last)
    return tuple(out)


def span(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """From one day to another: the last counts, as the sender's time to complain runs from it."""
    words = ctx.words
    at = ctx.first("D", start, end)
    if at >= 0:
        match = _DIGITS.fullmatch(words.words[at])
        if not match or match[4] or match[2] == ".":
            return ()
        number = float(match[3])
    else:
        at = ctx.first("N", ctx.first("N", start, end) + 1, end)
        number = words.values[at]
    month_number, year = ctx.month_in(at + 1, end)
    return _some(on_day(number, month_number, year, ctx.today), exact=False)


def part(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "awal bulan ini", "akhir september", "akhir tahun lalu"."""
    kinds = ctx.words.kinds
    word = ctx.words.words[start]
    which = {"awal": "awal", "pertengahan": "tengah"}.get(word, "akhir")
    if kinds[start + 1] == "w":
        return unit(ctx, start + 1, end)
    if kinds[start + 1] in "tY":
        bare = kinds[start + 1 : end] == "t"
        month_number = {"awal": 1, "tengah": 6, "akhir": 12}[which]
        year = None if bare else ctx.year_in(start, end)
        return _some(in_month(month_number, year, ctx.today))
    said, year = ctx.month_in(start, end)
    found = in_month(said or 0, year, ctx.today, which)
    if found is FUTURE and kinds[end - 1] == "b":
        # "akhir bulan" without more is the last one that has come.
        found = in_month(*month_before(ctx.today, 1), ctx.today, which)
    return _some(found)


def week_of_month(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "minggu ketiga desember": its middle."""
    at = ctx.first("No", start, end)
    month_number, year = (
        ctx.month_in(start, at) if ctx.first("Mnb", start, at) >= 0 else (ctx.month_in(at + 1, end))
    )
    number = int(ctx.words.values[at])
    if month_number is None or not 1 <= number <= 5 or not 1 <= month_number <= 12:
        return ()
    if year is None:
        year = ctx.today.year - (month_number > ctx.today.month)
    first = safe_date(year, month_number, number * 7 - 6)
    return _some(middle(first, first + timedelta(6), ctx.today)) if first else ()


_SINCE = word_set("sejak semenjak dari dr ti saprak pas di pada mulai waktu sekitar kira2")
_NAMES_TOO = word_set("april mei juni juli maret agustus")


def month(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "oktober", "bulan 9 kemarin": its middle."""
    words = ctx.words
    at = ctx.first("MnN", start, end)
    said = words.kinds[start] == "b" or words.kinds[end - 1] == "Y"
    if not said:
        if words.kinds[at] == "n" or is_person(words, start):
            return ()  # "jan", "mar", "agus" and "bu Mei" are too often something else.
        bare = end - start == 1 and not before(words, start, 1) & _SINCE
        if bare and words.words[at] in _NAMES_TOO and not alone(words, start, end):
            return ()
    month_number, year = ctx.month_in(start, end)
    if words.kinds[at] == "N" and (
        counts_something(words, end)
        or before(words, start, 1) & {"per", "tiap", "setiap"}
        or words.values[at] % 1
        or not 1 <= words.values[at] <= 12
    ):
        return ()
    return _some(in_month(month_number or 0, year, ctx.today))

"""What days counted from the message's own day mean, one function per pattern.

"kemarin", "3 minggu yg lalu", "hari senin", "habis lebaran"; see `date_absolute` for the form
of these functions.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from nlu.entities.date_context import Context, before, is_demand, is_office_hours, is_usual
from nlu.entities.day_math import FUTURE, Found, back, middle, months_after, usable
from nlu.entities.feasts import Feast, feasts
from nlu.entities.waiting import alone, is_counted, is_more_or_less, is_waiting
from nlu.entities.word_lists import word_set

_NIGHT = word_set("malam malem mlm peuting bengi wengi")
_PERIODS = word_set("triwulan semester kuartal periode musim pemilu pilkada angkatan tahap")
_BY_NOW = word_set("udah sudah udh sdh dah geus tos atos wis uwis udeh")
_FROM = word_set("dari dr dri ti sejak ket saka mulai")
_STILL_THERE = word_set("sini disini dsini dieu kene sekarang skrg skrng ayeuna saiki")
_NIGHT_BEGINS = 19  # Hour: from then on "tadi malam" is today.
_DAYS_PER_OFFICE_DAY = 7 / 5
_ABOUT = word_set("harian mingguan bulanan tahunan taunan")  # "dua mingguan"
_LEAST_NTH_DAY = 4
_MANY = timedelta(7 * 52)
_UNIT_DAYS = {"h": 1, "w": 7, "b": 30, "t": 365}


def _some(found: Found | None) -> tuple[Found, ...]:
    return (found,) if found else ()


def _count(ctx: Context, start: int, end: int) -> tuple[float, str, bool, bool]:
    """(count, unit, exact, vague) of a length of time. "2-3 minggu" counts as three."""
    words = ctx.words
    one = ctx.first("E", start, end)
    if one >= 0:
        which = words.words[one]
        return 1, which, which == "h", which == "t"
    at = ctx.first("hwbt", start, end)
    which = words.kinds[at]
    number = at - 1
    while words.kinds[number] not in "ND":
        number -= 1
    if words.kinds[number] == "N":
        count = words.values[number]
        sure = (
            number == start
            and words.words[number] != "beberapa"
            and "a" not in words.kinds[number : at + 2]
            and words.words[at] not in _ABOUT
        )
        # Who says ten or fifteen days has not counted them.
        exact = sure and which == "h" and not (count >= 10 and count % 5 == 0)
        return count, which, exact, not sure or which == "t" or count % 1 > 0
    pieces = re.split("[^0-9]", words.words[number])
    if len(pieces) != 2:
        return 0, which, False, True
    if "-" in words.words[number]:
        return float(pieces[1]), which, False, True
    if pieces == ["1", "2"]:
        return 0.5, which, False, True  # "1/2 bulan"
    return float(f"{pieces[0]}.{pieces[1]}"), which, False, True


def ago(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "2 hari yg lalu", "sebulan kemarin"."""
    count, which, exact, vague = _count(ctx, start, end)
    if count <= 0:
        return ()
    vague = vague or (which != "h" and is_more_or_less(ctx.words, start, end))
    found = usable(back(ctx.today, count, which), ctx.today, exact)
    return _some(replace(found, rough=which != "h", vague=vague) if found else None)


def later(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "besoknya", "seminggu kemudian": counted from the last day that was named."""
    named = next((f.value for f in reversed(ctx.found) if f.value and not f.vague), None)
    count, which, vague = 1.0, "h", False
    if ctx.words.kinds[end - 1] == "m":
        count, which, _, vague = _count(ctx, start, end - 1)
    if named is None or vague or count % 1 or not 0 < count < 400 or which not in "hwb":
        return ()
    # Months are counted forwards as they are backwards, to the same day.
    days = int(count) * {"h": 1, "w": 7, "b": 0}[which]
    value = months_after(named, int(count)) if which == "b" else named + timedelta(days)
    found = usable(value, ctx.today)
    return _some(replace(found, later=True) if found and found.value else None)


def length(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "udah 3 minggu", or "dua bulan" as a whole answer; other lengths of time are no dates."""
    count, which, _, vague = _count(ctx, start, end)
    if count <= 0 or (which == "h" and count < 1):
        return ()
    if re.match("-?h", ctx.words.kinds[end : end + 2]):
        return ()  # "sehari-hari"
    if ctx.words.kinds[end : end + 1] == "c":
        count, vague = count * _DAYS_PER_OFFICE_DAY, True
    waiting = is_waiting(ctx.words, start, end, years=count if which == "t" else 0)
    if not waiting and not alone(ctx.words, start, end):
        return ()
    vague = vague or is_more_or_less(ctx.words, start, end)
    found = usable(back(ctx.today, count, which), ctx.today, exact=False)
    return _some(replace(found, waiting=waiting, rough=True, vague=vague) if found else None)


def nth_day(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "hari ke-15"; the second or third day of something is no wait."""
    count = ctx.words.values[end - 1]
    office_days = "c" in ctx.words.kinds[start:end]
    if office_days:
        count *= _DAYS_PER_OFFICE_DAY
    in_words = ctx.words.kinds[end - 1] == "o"  # "hari keempat" may be one of a story.
    if (in_words or count < _LEAST_NTH_DAY) and not is_counted(ctx.words, start, end):
        return ()
    found = usable(back(ctx.today, count, "h"), ctx.today, exact=False)
    return _some(replace(found, waiting=True, vague=office_days) if found else None)


def nth_unit(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "masuk minggu ke sepuluh": nine weeks have passed."""
    count = ctx.words.values[end - 1] - 1
    if count < 1 or not is_waiting(ctx.words, start, end):
        return ()
    found = usable(back(ctx.today, count, ctx.words.kinds[start]), ctx.today, exact=False)
    return _some(replace(found, waiting=True, vague=True) if found else None)


def _weekday_of(ctx: Context, start: int, end: int) -> int:
    at = ctx.first("W", start, end)
    return int(ctx.words.values[at]) if at >= 0 else 6  # "hari minggu"


def week_day(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "jumat minggu lalu"; weeks begin on Monday."""
    near = ctx.words.kinds[ctx.first("PKid", start, end)]
    if (at := ctx.first("NE", start, end)) >= 0:
        if ctx.words.kinds[at] == "E" and ctx.words.words[at] != "w":
            return ()
        weeks = timedelta(7 * (int(ctx.words.values[at]) - 1))
        ctx = replace(ctx, today=ctx.today - min(weeks, _MANY))
    monday = ctx.today - timedelta(ctx.today.weekday() - 7 * {"i": 0, "d": 1}.get(near, -1))
    return _some(usable(monday + timedelta(_weekday_of(ctx, start, end)), ctx.today))


def weekday(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "hari senin", "senin kemarin", "senin depan"."""
    near = ctx.first("PKidJ", start, end)
    letter = ctx.words.kinds[near] if near >= 0 else ""
    if letter == "d":
        return (FUTURE,)
    if is_office_hours(ctx.words, start, end, said_past=letter in ("P", "K", "J")):
        return ()
    wanted = _weekday_of(ctx, start, end)
    if letter == "i":
        return _some(usable(ctx.today + timedelta(wanted - ctx.today.weekday()), ctx.today))
    if not letter and is_usual(ctx.words, start, end):
        return ()
    days = (ctx.today.weekday() - wanted) % 7
    if before(ctx.words, start, 1) & _NIGHT:  # "malam jumat" is Thursday night.
        return _some(usable(ctx.today - timedelta((days or 7) + 1), ctx.today, exact=False))
    if letter == "J":
        return _some(usable(ctx.today - timedelta(days), ctx.today))  # "selasa tadi"
    # On a Monday "hari senin" is last week's, for of today people say "tadi"; but not surely.
    return _some(usable(ctx.today - timedelta(days or 7), ctx.today, exact=bool(days or letter)))


def yesterday(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    if not _PERIODS.isdisjoint(before(ctx.words, start, 1)):
        return ()  # "triwulan kemarin"
    # "kemarin-kemarin", "kmrn2"
    doubled = ctx.words.kinds[start:end].count("K") > 1 or ctx.words.words[end - 1].endswith("2")
    found = usable(ctx.today - timedelta(1), ctx.today, exact=not doubled)
    return _some(replace(found, vague=doubled) if found else None)


def two_days(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    exact = "u" not in ctx.words.kinds[start:end]  # "kemarin dulu" is also "the other day".
    return _some(usable(ctx.today - timedelta(2), ctx.today, exact))


def today(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "hari ini", "tadi pagi", "semalam"."""
    words = ctx.words
    demanded = words.kinds[start:end] in ("hi", "Si") and is_demand(words, end)
    if demanded and not alone(words, start, end):
        return ()
    night = words.kinds[start] == "G" or (
        words.kinds[start] == "J" and words.words[end - 1] in _NIGHT
    )
    days = 1 if night and ctx.hour < _NIGHT_BEGINS else 0
    return _some(usable(ctx.today - timedelta(days), ctx.today))


def hours_ago(ctx: Context, _start: int, _end: int) -> tuple[Found, ...]:
    return (Found(ctx.today),)


def hour(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "udah jam 2 baru nomor 52", "ti jam tujuh di dieu": who writes so is still there."""
    words, at = ctx.words, start + 1
    digits = re.split("[^0-9]", words.words[at])[0]
    said = int(words.values[at]) if words.kinds[at] == "N" else int(digits)
    if words.kinds[end - 1] == "J":
        return (Found(ctx.today),)  # "jam 9 tadi"
    lead = before(words, start, 1)
    if lead & _BY_NOW:
        there = said % 12 == ctx.hour % 12
    else:
        there = bool(lead & _FROM) and said <= ctx.hour and not _STILL_THERE.isdisjoint(words.words)
    return (Found(ctx.today),) if there and 0 < said <= 24 else ()


def future(_ctx: Context, _start: int, _end: int) -> tuple[Found, ...]:
    return (FUTURE,)


def unit(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "bulan kemarin" is one month back; "bulan ini" the middle of what has passed of it."""
    which = ctx.words.kinds[start]
    near = ctx.words.kinds[ctx.first("PKid", start, end)]
    now = ctx.today
    if near == "d":
        return (FUTURE,)
    if near in "PK":
        found = usable(back(now, 1, which), now, exact=False)
        return _some(replace(found, rough=True, vague=True) if found else None)
    begin = {"w": now - timedelta(now.weekday()), "b": now.replace(day=1)}
    return _some(middle(begin.get(which, date(now.year, 1, 1)), now, now))


_ONE_DAY = word_set("natal masehi imlek islam nyepi waisak maulid isra")
_ABOUT_TO = word_set("mau mo mw bade arek arep rek")
_NEAR_DAYS = 45  # How long before a feast people say "mau lebaran".
_FEW = timedelta(3)


def feast(ctx: Context, start: int, end: int) -> tuple[Found, ...]:
    """ "habis lebaran", "H+3 lebaran", "sebulan sebelum idul adha", "natal"."""
    words, now = ctx.words, ctx.today
    at = max(i for i in range(start, end) if words.kinds[i] == "O")
    key = words.words[at]
    lead = ctx.first("HFVR#", start, at)
    how = words.kinds[lead] if lead >= 0 else ""
    if not how and before(words, start, 1) & _ABOUT_TO:
        how = "V"
    tail = words.kinds[at + 1 : end]
    if tail.endswith("d"):
        return (FUTURE,)
    year = ctx.year_in(at + 1, end) if tail else None
    if how == "V" and year is None and _is_near(key, now):
        return _some(Found(now, exact=False, vague=True))
    offset: timedelta | None = None
    if how == "#":
        sign = -1 if "-" in words.words[lead + 1 : lead + 2] else 1
        offset = timedelta(min(int(words.values[ctx.first("N", lead, at)]), 366) * sign)
    elif how in ("H", "F") and lead > start:
        count, which, _, _ = _count(ctx, start, lead)
        days = min(int(count * _UNIT_DAYS[which]), 3660)
        offset = timedelta(days if how == "H" else -days)
    for candidate in [year] if year is not None else [now.year, now.year - 1, now.year - 2]:
        if not now.year - 20 <= candidate <= now.year + 20:
            return ()
        for one in reversed(feasts(key, candidate)):
            value = _feast_day(one, key, how, words.words[lead], offset, now)
            if value <= now:
                one_day = not how and key in _ONE_DAY
                found = usable(value, now, exact=one_day)
                return _some(replace(found, vague=not one_day and how != "#") if found else None)
    return (FUTURE,) if year is not None else ()


def _is_near(key: str, now: date) -> bool:
    days = [(main - now).days for y in (now.year, now.year + 1) for _, main, _ in feasts(key, y)]
    return any(0 <= n <= _NEAR_DAYS for n in days)


def _feast_day(
    one: Feast, key: str, how: str, word: str, offset: timedelta | None, now: date
) -> date:
    first, main, last = one
    if offset is not None:
        return main + offset
    if how == "H":
        return last + timedelta(1)
    if how == "F":
        return first - timedelta(1)
    if how == "V":
        return first - 2 * _FEW
    if how == "R" and word != "pertengahan":
        return first + _FEW if word == "awal" else last - _FEW
    if key == "ramadan" and first <= now:
        return first + (min(last, now) - first) // 2
    return main

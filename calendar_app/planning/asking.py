"""How often and on which days a theme asks to be aired."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr  # type: ignore[import-untyped]

from calendar_app.planning.model import Repeat, Theme

EVERY_SESSION = 99
"""How often a day a rule of hours or minutes asks for: as often as there are sessions."""

_WORDS = re.compile(r"(\d{1,2})\s*(?:lần|buổi|lượt)\s*(?:/|mỗi|một|trong)\s*(ngày|tuần)")
_TIMED = re.compile(r";?BY(?:HOUR|MINUTE|SECOND)=([\d,]*)")
_VALUES = {
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"\d{1,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": r"[A-Z]{2}",
    "BYDAY": r"(?:[-+]?[1-5])?[A-Z]{2}",
    "BYMONTHDAY": r"-?(?:[1-9]|[12]\d|3[01])",
    "BYHOUR|BYMINUTE|BYSECOND": r"\d{1,2}",
}
_PARTS = "|".join(f"(?:{name})={value}(?:,{value})*" for name, value in _VALUES.items())
_RULE = re.compile(rf"FREQ=[A-Z]+(?:;(?:{_PARTS}))*")
"""The rules that directives state; others are refused: some would be searched for a day to the end of time."""

_OFTEN = re.compile(r"FREQ=(?:HOURLY|MINUTELY|SECONDLY)")


def repeat_of(words: str) -> Repeat | None:
    """Read "2 lần/ngày", "3 buổi/tuần" or a rule of RFC 5545; None for other words."""
    if "FREQ=" in words:
        often = bool(_OFTEN.search(words))
        return Repeat(EVERY_SESSION if often else max(1, len(hours(words))), "day", words)
    found = _WORDS.search(words.lower())
    if not found or not int(found[1]):
        return None
    return Repeat(int(found[1]), "day" if found[2] == "ngày" else "week")


def hours(rule: str) -> tuple[int, ...]:
    """Return the hours that a rule names."""
    found = re.search(r"BYHOUR=([\d,]+)", rule)
    return tuple(sorted({int(hour) for hour in found[1].split(",") if hour})) if found else ()


@lru_cache(maxsize=10_000)
def days_of(rule: str, first: date, monday: date) -> frozenset[date]:
    """Return the days of a week on which a rule that begins on `first` falls; ValueError where it cannot be read."""
    begin, end = datetime.combine(monday, time()), datetime.combine(monday + timedelta(days=6), time())
    return frozenset(moment.date() for moment in _dated(rule, first).between(begin, end, inc=True))


@lru_cache(maxsize=1_000)
def _dated(rule: str, first: date) -> rrule:
    if not _RULE.fullmatch(rule):
        raise ValueError(f"not a rule of days: {rule!r}")
    daily = "FREQ=DAILY" if _OFTEN.search(rule) else _TIMED.sub("", rule)
    return rrulestr(daily, dtstart=datetime.combine(first, time()), ignoretz=True, cache=True)


def lead_days(theme: Theme) -> tuple[date, ...]:
    """Return the days before its day on which a theme is aired daily, the nearest first."""
    if theme.day is None:
        return ()
    return tuple(theme.day - timedelta(days=before) for before in range(1, theme.lead + 1))

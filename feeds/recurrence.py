"""Recurrence rules of whole days (RFC 5545, 3.3.10)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrule, rrulestr  # type: ignore[import-untyped]
from icalendar import vRecur

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
HORIZON = timedelta(days=366 * 9)
"""How far a first day is looked for: the longest gap between two 29 February is eight years."""


def rule(text: str, start: date | None, end: date | None) -> vRecur:
    """Return the rule ready to write, ending with `end` when it is later than `start` and the rule has no end.

    A time in UNTIL is dropped, as it must be a day where DTSTART is one. Raises ValueError for anything that is
    not a rule of days.
    """
    recur: vRecur = vRecur.from_ical(text)
    if not FREQUENCIES.issuperset(recur.get("FREQ", ["NONE"])):
        raise ValueError(f"not a rule of days: {text!r}")
    if "UNTIL" in recur:
        recur["UNTIL"] = [_date(until) for until in recur["UNTIL"]]
    elif "COUNT" not in recur and start and end and end > start:
        recur["UNTIL"] = [end]
    return recur


def first_day(text: str, start: date, end: date | None) -> date:
    """Return the first day of the rule on or after `start`; ValueError when it has none."""
    recur = rule(text, start, end)
    last = min([start + HORIZON, *recur.pop("UNTIL", [])])
    recur.pop("COUNT", None)
    bare: bytes = recur.to_ical()  # type: ignore[no-untyped-call]
    days: rrule = rrulestr(bare.decode(), dtstart=_midnight(start)).replace(until=_midnight(last))
    first: datetime | None = next(iter(days), None)
    if first is None:
        raise ValueError(f"the rule {text!r} has no day from {start}")
    return first.date()


def _date(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _midnight(when: date) -> datetime:
    return datetime.combine(when, time())

"""The day from which an observance is to be prepared: a rule of thumb of this almanac, no regulation."""

from __future__ import annotations

from datetime import date, timedelta

from content.almanac.observances import ObservedDay

GREAT = timedelta(days=30)
NOTABLE = timedelta(days=14)
USUAL = timedelta(days=7)
GREAT_SUBJECTS = ("holiday", "great-day")


def prepared_from(found: ObservedDay) -> date:
    """Return the day: 30 days before a holiday, great day or năm tròn, 14 before what lasts or a năm lẻ 5, else 7."""
    return found.day - _lead(found)


def _lead(found: ObservedDay) -> timedelta:
    if found.round or found.observance.subject in GREAT_SUBJECTS:
        return GREAT
    return NOTABLE if found.half_round or found.last > found.day else USUAL

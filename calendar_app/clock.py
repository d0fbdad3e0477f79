"""The one place that asks what time it is. Everything else takes the instant as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PEOPLE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return this instant, aware, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def day_of(instant: datetime) -> date:
    """Return the day on which an instant falls for people in Vietnam."""
    return instant.astimezone(PEOPLE).date()


def start_of(day: date) -> datetime:
    """Return the instant, in UTC, at which a day begins for people in Vietnam."""
    return datetime.combine(day, time.min, PEOPLE).astimezone(UTC)


def day_from(text: str | None) -> date | None:
    """Return the day that ISO 8601 text names, None where there is none; ValueError for anything else."""
    return date.fromisoformat(text) if text else None

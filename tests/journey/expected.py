"""What a subscriber must find after the five real directives went through, and what must never be there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from tests.conftest import SHARED

REAL = sorted(SHARED.glob("*.txt"))
DAYS = {
    "Nhà giáo Việt Nam": ("2024-11-20", "2024-11-20"),
    "Mặt trận": ("2024-11-18", "2024-11-18"),
    "Quân đội nhân dân Việt Nam": ("2024-12-22", "2024-12-22"),
    "Quốc phòng toàn dân": ("2024-12-22", "2024-12-22"),
}
RUNS = {
    "hạn": ("2020-07-14", "2020-07-14"),
    "bắt đầu": ("2024-04-01", "2024-04-01"),
    "đợt 03": ("2020-09-01", "2020-10-30"),
    "tháng 10 và 11": ("2020-10-01", "2020-11-30"),
}


def cited_days() -> set[str]:
    """Every date of a document that one of the five cites."""
    golds = [json.loads(path.with_suffix(".json").read_text()) for path in REAL]
    return {c["date"] for gold in golds for c in gold["citations"] if c["date"]}


def days_of(event: dict[str, Any]) -> tuple[str, str]:
    """The first and last day of an event whose end is exclusive, as calendars write it."""
    last = date.fromisoformat(event["end"][:10]) - timedelta(days=1)
    return event["start"][:10], last.isoformat()


def check_calendar(events: list[dict[str, Any]]) -> None:
    """Every expected day is there under its name, every run with its ends, and no cited day is."""
    assert events
    for name, days in DAYS.items():
        assert any(name in event["title"] and days_of(event) == days for event in events), name
    runs = {days_of(event) for event in events}
    assert set(RUNS.values()) <= runs
    aired = {day for event in events for day in days_of(event)}
    assert not aired & cited_days()


def check_titles(titles: list[str]) -> None:
    """News name the days in their titles, and no cited day."""
    said = " | ".join(titles)
    for words in ("20/11/2024", "18/11/2024", "22/12/2024", "14/7/2020", "01/4/2024", "01/9–30/10/2020"):
        assert words in said, words
    for day in map(date.fromisoformat, cited_days()):
        assert f"[{day:%d/%m/%Y}]" not in said
        assert f"[{day:%d}/{day.month}/{day.year}]" not in said

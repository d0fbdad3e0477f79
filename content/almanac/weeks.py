"""ISO weeks, as weekly directives count them: Monday to Sunday, week 1 holds the year's first Thursday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ID = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week; refuses a week its year does not have. Weeks sort by time."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week a day lies in; around New Year its year may differ from the day's."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read "2024-W46"; ValueError for any other spelling and for a week that does not exist."""
        found = _ID.fullmatch(text)
        if not found:
            raise ValueError(f"not an ISO week: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """The last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def id(self) -> str:
        """The ISO name, "2024-W46"; `parse` reads it back."""
        return f"{self.year:04}-W{self.number:02}"

    @property
    def label(self) -> str:
        """The name shown to a reader; the first day carries its year only where the days' years differ."""
        first, last = self.monday, self.sunday
        year = f"/{first.year}" if first.year != last.year else ""
        return f"Tuần {self.number} ({first:%d/%m}{year}–{last:%d/%m}/{last.year})"

    def next(self) -> Week:
        """Return the week after this one; OverflowError at the end of the calendar."""
        return Week.of(self.monday + timedelta(days=7))

    def previous(self) -> Week:
        """Return the week before this one; OverflowError at the start of the calendar."""
        return Week.of(self.monday - timedelta(days=7))

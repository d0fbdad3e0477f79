"""What a form of date is: a name, a pattern, a function, and the examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

import regex

from content.directive import Precision
from content.recognise.automaton import tree_of
from content.recognise.fragments import MONTH_WORDS, expand
from content.recognise.prefilter import BEGINS

Shape = Literal["day", "range", "start", "until", "deadline", "recurring", "anniversary", "year", "none"]
Match = regex.Match[str]


class Doubtful(Exception):
    """The words look like a date and cannot be one: a stable code and a Vietnamese sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Frame:
    """What a directive says about the time of its words: its day, the start of its window, a year it is about.

    `polling_day` is the day of the election where the text names it: other days are counted from it. `month` is the
    first day of the month that the headings above, or else the subject, name. `since` is the first day of a window that
    no words name. `told` is the single day that the item before told last. `near` is a day
    that a text with no day of its own tells with its year.
    """

    today: date
    issued: date | None = None
    floor: date | None = None
    window_start: date | None = None
    year: int | None = None
    polling_day: date | None = None
    month: date | None = None
    since: date | None = None
    told: date | None = None
    near: date | None = None

    @property
    def reference(self) -> date:
        """The best known day of writing."""
        return self.issued or self.floor or self.window_start or self.near or self.today

    @property
    def now(self) -> date | None:
        """The day "từ nay" begins: that of issue, where it is blank the start of the window; None where unknown."""
        return self.issued or self.window_start or self.since

    def day(self, m: Match, n: str = "", *, beside: date | None = None) -> date:
        """Return the day in the groups `dN`, `mN`, `yN`; a missing month or year comes from `beside` or from here."""
        named = m.re.groupindex
        number, month = int(m[f"d{n}"]), _month(m[f"m{n}"]) if f"m{n}" in named else None
        year = m[f"y{n}"] if f"y{n}" in named else None
        if month is None and beside:
            month = beside.month
        if year is not None:
            return self.certain(int(year), month or 0, number)
        if beside:
            return self.certain(beside.year, month or 0, number)
        return self.inferred(month or 0, number)

    def certain(self, year: int, month: int, number: int) -> date:
        """Return the day; Doubtful where there is no such day, or its year lies outside of what can be meant."""
        if not self.reference.year - 300 <= year <= max(self.reference.year, self.today.year) + 20:
            raise Doubtful("implausible-year", f"Năm {year} không hợp lý; đề nghị kiểm tra lại với văn bản gốc.")
        try:
            return date(year, month, number)
        except ValueError:
            shown = f"{number:02}/{month:02}/{year}"
            raise Doubtful("impossible-date", f"Không có ngày {shown}; đề nghị kiểm tra lại văn bản gốc.") from None

    def inferred(self, month: int, number: int) -> date:
        """Return the day in the year the directive speaks of; one half a year gone lies in the next."""
        if self.year is not None:
            return self.certain(self.year, month, number)
        day = self.certain(_leap_safe(self.reference.year, month, number), month, number)
        if day < self.reference - timedelta(days=183):
            return self.certain(_leap_safe(day.year + 1, month, number), month, number)
        return day


def _leap_safe(year: int, month: int, number: int) -> int:
    if (month, number) != (2, 29):
        return year
    return next(y for y in range(year, year + 9) if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0))


def _month(word: str | None) -> int | None:
    if word is None:
        return None
    return MONTH_WORDS.get(word) or int(word)


@dataclass(frozen=True, slots=True)
class Dated:
    """What a form says: its shape and days. `remarks` are doubts that do not block, (code, message).

    What is `listed` stands among days apart from it ("các ngày 20, 21 và 27/6").
    """

    shape: Shape
    start: date | None = None
    end: date | None = None
    precision: Precision = "day"
    years: int | None = None
    rrule: str | None = None
    lunar: bool = False
    timed: bool = False
    airing: bool = False
    listed: bool = False
    reason: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


Reader = Callable[[Match, Frame], Dated | list[Dated] | None]
Gist = str | list[str] | None
EXAMPLE_FRAME = Frame(
    today=date(2026, 11, 21), issued=date(2024, 11, 8), window_start=date(2024, 11, 11), told=date(2024, 11, 20)
)


@dataclass(frozen=True, eq=False)
class Form:
    """One way of saying when. `written` is its pattern as in the source; `examples` maps words to their gist."""

    name: str
    family: str
    written: str
    read: Reader
    examples: Mapping[str, Gist] = field(default_factory=dict)
    refuses: Sequence[str] = ()
    after: str = ""

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """Its pattern, compiled when it is first tried: one directive needs few of the forms."""
        return regex.compile(f"{BEGINS}(?:{expand(self.written)})", regex.VERSION1)


FORMS: list[Form] = []
_CLASS = regex.compile(r"\[[^\]]*\]")
_UNBOUNDED = regex.compile(r"(?<![?*+}])[*+]|\{\d*,\}")


def form(
    name: str,
    pattern: str,
    *,
    examples: Mapping[str, Gist],
    refuses: Sequence[str] = (),
    after: str = "",
) -> Callable[[Reader], Reader]:
    """Register a function as the reader of a form. Its examples are read with the day of issue 08/11/2024.

    `after` are words that its examples stand after.
    """
    whole = expand(pattern)
    if _UNBOUNDED.search(_CLASS.sub("c", regex.sub(r"\\.", "x", whole))):
        raise ValueError(f"form {name!r} has a repeat without a bound")
    if tree_of(pattern).getwidth()[0] == 0:
        raise ValueError(f"form {name!r} matches nothing at all")
    if any(known.name == name for known in FORMS):
        raise ValueError(f"form {name!r} is there twice")
    if not examples:
        raise ValueError(f"form {name!r} has no example")

    def register(read: Reader) -> Reader:
        family = read.__module__.rsplit(".", 1)[-1]
        FORMS.append(Form(name, family, pattern, read, examples, refuses, after))
        return read

    return register


def gist(read: Dated) -> str:
    """Write what was read as examples write it: "period 2024-11-01..2024-11-30", "deadline ..2024-11-14"."""
    words: str = read.shape
    if read.start and read.start == read.end:
        words += f" {read.start}"
    elif read.start or read.end:
        words += f" {read.start or ''}..{read.end or ''}"
    for extra in (read.precision if read.precision != "day" else None, read.rrule):
        words += f" {extra}" if extra else ""
    return words + (f" {read.years} years" if read.years else "")

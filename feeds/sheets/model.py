"""What a week sheet says: blocks of finished Vietnamese words in the order of reading, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from feeds.text import day_and_month

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know, on its day if it has one; `more` is said after it, more quietly."""

    text: str
    day: date | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A list: the points of the week, deadlines, what goes up and comes down, slogans, what comes next, sources.

    `weight` is "large" for the points, "framed" for deadlines and "small" for sources.
    """

    heading: str
    lines: tuple[Line, ...]
    weight: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A day of the board: what is aired in each of its columns, in order."""

    day: date
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Days × sessions. `columns` name the sessions; without rows `note` says why there are none."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Aloud:
    """A text to be read aloud: estimates of minutes in words ("khoảng 45 giây"), and the short text."""

    short: str
    long: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a theme stands: its document, by its number in the list of sources and by name, and the place in it."""

    number: int
    document: str
    place: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its message, when, what to do, slogans verbatim, who supplies information, and where it stands."""

    number: int
    name: str
    when: str
    todo: str
    slogans: tuple[str, ...]
    providers: tuple[str, ...]
    audiences: tuple[str, ...]
    days: tuple[Line, ...]
    origins: tuple[Origin, ...]
    url: str
    aloud: Aloud | None = None


@dataclass(frozen=True, slots=True)
class Themes:
    """Every theme of the week."""

    heading: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The texts to read aloud, apart from the sheet: on paper they begin a page."""

    heading: str
    note: str
    themes: tuple[Theme, ...]


Block = Lines | Board | Themes | Readings


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week sheet. `name` is its file's, `url` its page, `released_at` the instant of the release it shows.

    `notice` says why there is nothing and what to do, where there is nothing.
    """

    name: str
    office: str
    title: str
    days: str
    reader: str
    release: str
    released_at: datetime | None
    url: str
    notice: str
    blocks: tuple[Block, ...]


def short_day(day: date) -> str:
    """Say a day at the head of a line: "T4 20/11"."""
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day)}"


def mark(lines: Lines, number: int) -> str:
    """Return what stands before the line of a number: "1. ", "[1] " of a source, or a dash."""
    return f"[{number}] " if lines.weight == "small" else f"{number}. " if lines.numbered else "– "


def quoted(slogan: str) -> str:
    """Return a slogan in quotation marks; one that has its own keeps them alone."""
    return slogan if slogan[:1] in '“"«' and slogan[-1:] in '”"»' else f"“{slogan}”"


def facts(theme: Theme) -> list[tuple[str, str]]:
    """Return what stands under a theme, each with its label, in the order of reading; what is missing is left out."""
    found = [
        ("Việc cần làm", theme.todo),
        ("Khẩu hiệu", " ".join(map(quoted, theme.slogans))),
        ("Ai thực hiện", "; ".join(theme.audiences)),
        ("Ai cung cấp thông tin", "; ".join(theme.providers)),
        (
            "Nguồn",
            "; ".join(f"[{one.number}], {one.place}" if one.place else f"[{one.number}]" for one in theme.origins),
        ),
    ]
    return [(label, said) for label, said in found if said]


def foot(sheet: Sheet) -> str:
    """Return the line at the foot of every page: which release it is."""
    return f"Bản phát hành {sheet.release}" if sheet.release else "Chưa có bản phát hành"

"""A calendar to subscribe to (RFC 5545, RFC 7986): the same entries give the same bytes, whoever asks and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from icalendar import Calendar, Component, Event, vDatetime, vDuration, vText

from feeds import budget
from feeds.airtime import ZONE, session_event, zone
from feeds.color import HEX
from feeds.lifecycle import local_day, seen
from feeds.memo import Memo
from feeds.recurrence import first_day, rule
from feeds.text import address, day, day_and_month, one_line, plain, shorten
from feeds.view import Entry, FeedView
from feeds.wording import CANCELLED, DEADLINE, cancellation, category_names, in_year, second, source, title

PRODID = "-//Lich tuyen truyen//Lich phat song//VI"
REFRESH = timedelta(hours=1)
NAME_LIMIT = 60
SUMMARY_LIMIT = 75
DESCRIPTION_LIMIT = 900
MOVED = "[SỬA] "
Write = Callable[[Entry], bytes | None]
END = b"END:VCALENDAR\r\n"


def subscription(view: FeedView, memo: Memo | None = None) -> bytes:
    """Return `view` as a calendar that every program reads whole; what is left out is said in its description."""
    return fitted(view, memo or Memo(), lambda _: event, "ics")


def fitted(view: FeedView, memo: Memo, writer: Callable[[Entry], Write], extension: str) -> bytes:
    """Return the calendar of what each entry's writer makes of it, as far as programs read it."""

    def write(entry: Entry) -> bytes:
        return memo(writer(entry), entry) or b""

    dated = [entry for entry in shown(view) if entry.start]
    timed, over = budget.fit_sessions(view.sessions, lambda one: memo(session_event, one), view.instant)
    left: list[Entry] = []
    if view.year is None:
        blocks, left = budget.fit(dated, write, local_day(view.instant), timed)
    else:
        blocks = [(entry, write(entry)) for entry in dated]
    said = [budget.note(view, left, extension, local_day(view.instant)), budget.sessions_note(over, view.instant)]
    updated = max([view.updated, *(e.changed_at for e, _ in blocks), *(one.changed_at for one in view.sessions)])
    head = replace(view, description=" ".join(filter(None, (view.description, *said))), updated=updated)
    return calendar(head, (*(block for _, block in blocks), *timed), extension)


def shown(view: FeedView) -> list[Entry]:
    """Return the entries of a view as they are seen at its instant, in an archive those of its year."""
    entries = view.entries if view.year is None else [e for e in view.entries if in_year(e, view.year)]
    return [seen(entry, view.instant) for entry in entries]


def calendar(view: FeedView, events: Iterable[bytes] | None = None, extension: str = "ics") -> bytes:
    """Return `view` as a calendar, all its dated entries in the order given, then its sessions.

    `events` are the blocks `event` and `session_event` made of the same before; joined, they are byte for byte what
    rendering them again would give.
    """
    blocks = [*map(event, shown(view)), *map(session_event, view.sessions)] if events is None else events
    head = written(_head(view, extension)).removesuffix(END)
    return head + b"".join(block for block in blocks if block) + END


def event(entry: Entry) -> bytes | None:
    """Return an entry, as `lifecycle.seen` gives it, as the lines of one VEVENT, or None when it is undated.

    Raises ValueError when the entry ends before it starts, its rule cannot be read, or an instant has no zone.
    """
    return None if entry.start is None else written(vevent(entry, entry.start))


def vevent(entry: Entry, start: date) -> Event:
    """Return the VEVENT of whole days of an entry that starts on a day."""
    block = Event()
    identify(block, entry)
    _add_days(block, entry, start)
    describe(block, entry)
    block.add("STATUS", entry.status.upper())
    add_url(block, "URL", entry.url)
    for name, value in FIXED.items():
        block.add(name, value)
    return block


def written(component: Component) -> bytes:
    """Return a component as its lines."""
    lines: bytes = component.to_ical()
    return lines


def _head(view: FeedView, extension: str) -> Calendar:
    """Build the calendar without its events.

    X- texts go in as vText, since the library writes bare ones unescaped (RFC 5545, 3.8.8.2 makes them TEXT).
    """
    head = Calendar()
    head.add("PRODID", PRODID)
    head.add("VERSION", "2.0")
    head.add("CALSCALE", "GREGORIAN")
    head.add("UID", one_line(view.uid))
    for name in ("NAME", "X-WR-CALNAME"):
        head.add(name, vText(one_line(view.title, NAME_LIMIT) or view.slug))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        head.add(name, vText(one_line(view.description, DESCRIPTION_LIMIT)))
    head.add("X-WR-TIMEZONE", ZONE)
    head.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    head.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    head.add("LAST-MODIFIED", second(view.updated))
    add_url(head, "URL", view.home_url)
    add_url(head, "SOURCE", f"{view.path}.{extension}")
    if view.color:
        head.add("COLOR", view.color)
        head.add("X-APPLE-CALENDAR-COLOR", HEX[view.color])
    if view.sessions:
        head.add_component(zone())
    return head


def identify(block: Component, entry: Entry) -> None:
    """Write who the entry is and when it last changed in public."""
    block.add("UID", one_line(entry.uid))
    block.add("SEQUENCE", entry.sequence)
    changed = vDatetime(second(entry.changed_at))
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        block.add(name, changed)
    block.add("CREATED", second(entry.created_at))


def describe(block: Component, entry: Entry) -> None:
    """Write what the entry is about."""
    block.add("SUMMARY", summary(entry))
    block.add("DESCRIPTION", description(entry))
    block.add("CATEGORIES", category_names(entry))


FIXED = {
    "CLASS": vText("PUBLIC"),
    "TRANSP": vText("TRANSPARENT"),
    "X-MICROSOFT-CDO-BUSYSTATUS": vText("FREE"),
    "X-MICROSOFT-CDO-ALLDAYEVENT": vText("TRUE"),
}
"""What every event says: anyone may read it, and it blocks nobody's time (RFC 5545, 3.8.2.7; MS-OXCICAL)."""


def _add_days(block: Event, entry: Entry, start: date) -> None:
    """Write the days with an exclusive end (RFC 5545, 3.6.1): the library lets a same-day end through."""
    first, last = span(entry, start)
    block.add("DTSTART", first)
    block.add("DTEND", last + timedelta(days=1))
    if entry.rrule:
        block.add("RRULE", rule(entry.rrule, entry.start, entry.end))


def add_url(component: Component, name: str, url: str) -> None:
    """Write an address, or nothing when it is none."""
    if address(url):
        component.add(name, address(url), parameters={"VALUE": "URI"} if name == "SOURCE" else {})


def span(entry: Entry, start: date) -> tuple[date, date]:
    """Return the first and last day shown; ValueError when the entry ends before it starts."""
    last = entry.end or start
    if last < start:
        raise ValueError(f"entry {entry.uid} ends before it starts")
    if entry.rrule:
        first = first_day(entry.rrule, start, entry.end)
        return first, first
    return (last, last) if entry.kind == DEADLINE else (start, last)


def summary(entry: Entry) -> str:
    """Return the title of at most 75 characters, with what is cancelled, moved, due or open-ended in front."""
    mark = CANCELLED if entry.status == "cancelled" else MOVED if entry.notices else ""
    return shorten(mark + _lead(entry) + title(entry), SUMMARY_LIMIT)


def _lead(entry: Entry) -> str:
    if entry.kind == DEADLINE:
        return "Hạn: "
    return f"Từ {day_and_month(entry.start)}: " if entry.start and _open_ended(entry) else ""


def _open_ended(entry: Entry) -> bool:
    return entry.end is None and not entry.rrule and entry.kind != DEADLINE


def description(entry: Entry) -> str:
    """Return at most 900 characters of plain text whose last lines, never cut, are the source and the link."""
    since = f"Từ {day(entry.start)}" if entry.start and _open_ended(entry) else ""
    said = [cancellation(entry), *_moves(entry), since, plain(entry.text), *_named("Khẩu hiệu", entry.slogans)]
    named = f"Nguồn: {source(entry)}" if source(entry) else ""
    tail = "\n".join(line for line in (named, address(entry.url)) if line)
    head = shorten("\n".join(line for line in said if line), DESCRIPTION_LIMIT - len(tail) - 1)
    return "\n".join(part for part in (head, tail) if part)


def _moves(entry: Entry) -> list[str]:
    """Return where the entry was before, while that is news; a cancelled one need not say."""
    before = [one_line(notice.before) for notice in entry.notices if entry.status == "confirmed"]
    return [f"Điều chỉnh thời gian; trước đây: {days}." for days in before if days]


def _named(name: str, lines: tuple[str, ...]) -> list[str]:
    return [f"{name}: {one_line(line)}" for line in lines if one_line(line)]

"""The week sheet as an item of a unit's news: one a week, from the Monday of its week on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from calendar_app.clock import day_of, start_of
from calendar_app.occurrences import ONE_DAY, Timetable
from calendar_app.scopes import Scope
from calendar_app.settings import Settings
from calendar_app.sheets import AHEAD, Asked, week_sheet
from calendar_app.snapshot import Snapshot
from content.almanac.weeks import Week
from feeds.sheets.model import Sheet
from feeds.sheets.plain import lines
from feeds.view import Entry, Source
from feeds.wording import second

KIND, KIND_NAME = "diem-tin", "Điểm tin tuần"
WEEKS = 4
"""How many weeks a feed tells of: this one and those before it. Older sheets stay at their addresses."""


def bulletins(scope: Scope, snapshot: Snapshot, settings: Settings, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the sheets of this week and the last ones as entries of a unit's news, given what reaches the unit.

    None for a week with nothing in it, or of which nothing was released before it ended. A sheet appears on its Monday,
    or with the first release that has something for it, and is updated when something of it changes.
    """
    monday, calendar = Week.of(day_of(snapshot.rendered_at)).monday, Timetable(entries)
    weeks = [Week.of(monday - timedelta(days=7 * back)) for back in range(WEEKS)]
    found = (_bulletin(Asked(scope, week), snapshot, settings, calendar) for week in weeks)
    return tuple(entry for entry in found if entry)


def _bulletin(asked: Asked, snapshot: Snapshot, settings: Settings, calendar: Timetable) -> Entry | None:
    first, last = asked.week.monday, asked.week.sunday
    near = calendar.around(first - ONE_DAY, last + AHEAD)
    released = min((entry.released_at for entry in near), default=None)
    if released is None or day_of(released) > last:
        return None
    sheet = week_sheet(asked, snapshot, settings, near, whole=False)
    if sheet.notice:
        return None
    told = second(max(start_of(first), released))
    return _entry(sheet, told, max([told, *_changes(near, snapshot.rendered_at)]))


def _changes(entries: Iterable[Entry], at: datetime) -> Iterator[datetime]:
    for entry in entries:
        yield entry.changed_at
        if entry.embargo_until and entry.embargo_until <= at:
            yield entry.embargo_until


def _entry(sheet: Sheet, told: datetime, changed: datetime) -> Entry:
    _, *said = lines(sheet)
    return Entry(
        uid=uuid5(NAMESPACE_URL, sheet.url).hex,
        theme_uid="",
        sequence=0,
        status="confirmed",
        kind=KIND,
        kind_name=KIND_NAME,
        title=f"{sheet.title} ({sheet.days})",
        text="\n".join(said),
        start=None,
        end=None,
        rrule=None,
        when=sheet.days,
        channels=(),
        channel_names=(),
        audiences=(),
        providers=(),
        slogans=(),
        links=(),
        url=sheet.url,
        source=Source("", "", "", "", "", sheet.url),
        created_at=told,
        released_at=told,
        appears_at=told,
        changed_at=changed,
    )

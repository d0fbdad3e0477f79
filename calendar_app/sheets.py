"""The week sheet ("điểm tin tuần") of a unit, a channel, a place or all: a week in the order for its reader.

It is drawn from the snapshot and a unit's plan alone and knows no clock: the sheet of a week is the same on each of its
days, whoever prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import content.talking
import feeds.sheets
from calendar_app import sheet_words, talks
from calendar_app.clock import day_of
from calendar_app.occurrences import ONE_DAY, Run, once_each, running, runs
from calendar_app.planned import PlannedAiring, PlannedSession, PublicPlan
from calendar_app.scopes import Scope
from calendar_app.settings import Settings
from calendar_app.sheet_words import NEAR, Reader, name_of, names, reader_of, span, title_of, todo_of, when_of
from calendar_app.snapshot import PublicDirective, Snapshot
from calendar_app.themes import Theme, by_theme
from content.almanac.weeks import Week
from content.talking import PACE
from feeds.lifecycle import embargoed, withheld
from feeds.sheets import model
from feeds.sheets.model import Aloud, Block, Board, Line, Lines, Origin, Readings, Row, Sheet, Themes
from feeds.text import day_and_month, one_line, shorten
from feeds.view import Entry, Source
from feeds.wording import cancellation

POINTS = 3
AHEAD = timedelta(days=14)
AHEAD_LINES = 8
CELL = 34
LEAST, MOST = 120, 260
"""Characters of what to do about one theme."""

TITLE = "Điểm tin tuần {}"
NOTHING = (
    "Chưa có nội dung nào cho tuần {} ({}) ở đây. Nội dung hiện ra khi có văn bản được phát hành cho những ngày này. "
    "Hãy xem tuần khác, hoặc xem điểm tin chung: {}"
)
NO_RELEASE = "Chưa có bản phát hành nào. Khi người biên tập phát hành lịch đầu tiên, điểm tin sẽ hiện ở đây."
NO_SLOTS = (
    "Chưa có lịch phát: đơn vị này chưa khai khung giờ phát, hoặc lịch phát chưa được phát hành. Hãy nhờ người biên "
    "tập khai khung giờ. Trong khi chờ, hãy phát các nội dung dưới đây vào những ngày ghi bên từng nội dung."
)
NO_SESSIONS = "Lịch phát của đơn vị không có buổi nào trong tuần này."
READ = "Bài đọc là câu chữ của văn bản, viết ra như khi đọc. Số phút là ước lượng, {} tiếng một phút."


@lru_cache(maxsize=1)
def program() -> str:
    """Name the code and the words that sheets are made of, so that another version of them makes them anew."""
    folders = (Path(feeds.sheets.__file__).parent, Path(content.talking.__file__).parent)
    ours = [Path(__file__), *(path for folder in folders for path in folder.glob("*.[pct]*"))]
    ours += [Path(module.__file__ or "") for module in (sheet_words, talks)]
    return sha256(b"".join(path.read_bytes() for path in sorted(ours) if path.is_file())).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sheet is asked for: what it is about, the week, and what the unit airs, if that is known."""

    scope: Scope
    week: Week
    plan: PublicPlan | None = None

    @property
    def path(self) -> str:
        """Its address below the site's."""
        return path_of(self.scope, self.week)


def path_of(scope: Scope, week: Week) -> str:
    """Return the address of a sheet below the site's: "/diem-tin/don-vi-…/2024-W46"."""
    return f"/diem-tin/{scope.slug}/{week.id}"


def week_sheet(
    asked: Asked, snapshot: Snapshot, settings: Settings, entries: Iterable[Entry] | None = None, whole: bool = True
) -> Sheet:
    """Return a week sheet: whole, or as news tell it, without sessions and what is read aloud.

    `entries` are those of the scope, where whoever asks has them at hand. What an embargo or a withdrawal holds back is
    in no part of it, and what was cancelled is only told as such.
    """
    own = entries if entries is not None else [entry for entry in snapshot.entries if asked.scope.shows(entry)]
    seen = [withheld(entry, snapshot.rendered_at) for entry in own]
    week = asked.week
    parts = _Parts(asked, snapshot, settings.public_url, seen, reader_of(asked.scope, snapshot), whole)
    blocks = tuple(block for block in parts.blocks() if block)
    return Sheet(
        name=f"diem-tin-{asked.scope.slug}-{week.id}",
        office=one_line(settings.office),
        title=TITLE.format(week.number),
        days=span(week.monday, week.sunday),
        reader=title_of(asked.scope),
        release=snapshot.release.name if snapshot.release else "",
        released_at=snapshot.release.created_at if snapshot.release else None,
        url=f"{settings.public_url}{asked.path}",
        notice="" if parts.something else _nothing(asked, snapshot, settings),
        blocks=blocks,
    )


def _nothing(asked: Asked, snapshot: Snapshot, settings: Settings) -> str:
    if snapshot.release is None:
        return NO_RELEASE
    week = asked.week
    everything = f"{settings.public_url}/diem-tin/tat-ca/{week.id}"
    return NOTHING.format(week.number, span(week.monday, week.sunday), everything)


class _Parts:
    """The parts of one sheet; each is None where it would be empty."""

    def __init__(
        self, asked: Asked, snapshot: Snapshot, site: str, entries: list[Entry], reader: Reader, whole: bool
    ) -> None:
        self.first, self.last = asked.week.monday, asked.week.sunday
        self.asked, self.site, self.reader, self.at = asked, site, reader, snapshot.rendered_at
        self.directives = {directive.slug: directive for directive in snapshot.directives}
        self.live = [entry for entry in entries if entry.status == "confirmed"]
        self.gone = [entry for entry in entries if entry.status == "cancelled"]
        self.runs = runs(self.live, self.first, self.last)
        self.sessions = _sessions(asked.plan, self.first, self.last)
        self.whole = whole
        self.themes = self._themes()
        self.numbers = {theme.uid: number for number, theme in enumerate(self.shown, 1)}

    def blocks(self) -> Iterator[Block | None]:
        """Yield the parts in the order for their reader."""
        if not self.something:
            return  # what lies ahead alone makes no sheet
        yield self._points()
        for part in self.reader.order:
            yield from _PARTS[part](self)
        yield self._ahead()
        yield self._sources()
        yield self._readings()

    def _themes(self) -> tuple[model.Theme, ...]:
        open_ = running(self.live, self.first)
        new = (e for e in self.live if e.start is None and self.first <= day_of(e.released_at) <= self.last)
        aired = {one.theme_uid for session in self.sessions for one in session.airings}
        here = {e.theme_uid for e in (*(run.entry for run in self.runs), *open_, *new)} | aired
        self.something = bool(here or self._cancelled())
        on = here | {e.theme_uid for e in self._pointed()}
        found = by_theme(entry for entry in self.live if entry.theme_uid in on)
        self.shown = sorted(found, key=lambda theme: self._newest(theme.source.slug))
        self.sources = {source.slug: source.title for theme in self.shown for source in theme.sources}
        room = max(LEAST, min(MOST, self.reader.room // max(len(found), 1)))
        return tuple(self._theme(number, theme, room) for number, theme in enumerate(self.shown, 1))

    def _newest(self, slug: str) -> tuple[int, str]:
        directive = self.directives.get(slug)
        issued = (directive.issued_on or day_of(directive.received_at)) if directive else date.min
        return -issued.toordinal(), slug

    def _theme(self, number: int, theme: Theme, room: int) -> model.Theme:
        held = any(embargoed(entry, self.at) for entry in theme.entries)
        ours = [run for run in self.runs if run.entry.theme_uid == theme.uid]
        return model.Theme(
            number=number,
            name=name_of(theme, held),
            when=when_of(theme, self.reader),
            todo=one_line(theme.texts[0] if theme.texts else "") if held else todo_of(theme, room),
            slogans=tuple(map(one_line, theme.slogans)),
            providers=tuple(map(one_line, theme.providers)),
            audiences=tuple(map(one_line, theme.audiences)),
            days=tuple(self._days(theme, ours)),
            origins=tuple(self._origin(source) for source in theme.sources),
            url=f"{self.site}/chu-de/{theme.uid}",
            aloud=self._aloud(theme) if self.whole and self.reader.aloud and not held else None,
        )

    def _origin(self, source: Source) -> Origin:
        number = list(self.sources).index(source.slug) + 1
        return Origin(number, one_line(source.title), one_line(source.place))

    def _days(self, theme: Theme, ours: list[Run]) -> Iterator[Line]:
        """Yield the days of a theme from this week on: those of its rule in the week, its commemorations and limits."""
        near = [(e.start, e) for e in theme.entries if e.kind in NEAR and e.start and not e.rrule]
        alone = len({entry.title for _, entry in near}) == 1
        found = [(run.first, run.entry) for run in ours if run.entry.rrule] + [on for on in near if on[0] >= self.first]
        for day, entry in sorted(found, key=lambda on: (on[0], on[1].title)):
            yield Line(one_line(entry.kind_name if alone or entry.rrule else entry.title), day)

    def _aloud(self, theme: Theme) -> Aloud:
        short, long = talks.versions(talks.talk_of(theme), self._pace)
        url = f"{self.site}/chu-de/{theme.uid}/doc"
        return Aloud(talks.about(short.minutes), talks.about(long.minutes), short.spoken.text, url)

    @property
    def _pace(self) -> int:
        return self.asked.plan.pace if self.asked.plan else PACE

    def _pointed(self) -> list[Entry]:
        """Return what the points are of: near days and limits first, then what ends soonest, then what begins."""
        coming = runs(self.live, self.first, self.last + AHEAD)
        near = sorted((r for r in coming if r.entry.kind in NEAR and r.first >= self.first), key=lambda run: run.first)
        rest = sorted((r for r in self.runs if r.lasting), key=lambda run: (run.last, -run.first.toordinal()))
        open_ = running(self.live, self.first)
        found = [*(run.entry for run in once_each([*near, *rest])), *open_]
        named = {(e.theme_uid, e.start if e.kind in NEAR else None): e for e in reversed(found)}
        return list(reversed(named.values()))[:POINTS]

    def _points(self) -> Lines | None:
        lines = tuple(self._point(entry) for entry in self._pointed())
        return Lines("Trọng tâm của tuần", lines, "large", numbered=True) if lines else None

    def _point(self, entry: Entry) -> Line:
        if entry.kind in NEAR:
            due = "hạn cuối" if entry.kind == "han-nop" else ""
            return Line(one_line(entry.title), entry.end or entry.start, due)
        return Line(self._name(entry), None, f"đến hết {day_and_month(entry.end)}" if entry.end else "")

    def _name(self, entry: Entry) -> str:
        """Return what an entry is called on the sheet: a day by its own title, all else by its theme."""
        number = self.numbers.get(entry.theme_uid)
        return self.themes[number - 1].name if number and entry.kind not in NEAR else one_line(entry.title)

    def _numbered(self, entry: Entry) -> str:
        number = self.numbers.get(entry.theme_uid)
        return f"{number}. {self._name(entry)}" if number else self._name(entry)

    def board(self) -> Iterator[Block | None]:
        """Yield what the unit airs, or why nobody knows; a channel or a place has no sessions of its own."""
        own = "don-vi" in self.asked.scope.chosen and (self.reader.airs or self.sessions)
        if not (own and self.whole):
            return
        starts = sorted({session.start for session in self.sessions})
        rows = tuple(self._row(day, list(held), starts) for day, held in groupby(self.sessions, key=lambda s: s.day))
        note = "" if rows else NO_SESSIONS if self.asked.plan else NO_SLOTS
        yield Board("Lịch phát trong tuần", tuple(f"{start:%Hh%M}" for start in starts), rows, note)
        yield _lines("Chưa xếp được giờ phát", self._not_aired())

    def _row(self, day: date, held: list[PlannedSession], starts: list[time]) -> Row:
        at = {start: [one for session in held if session.start == start for one in session.airings] for start in starts}
        return Row(day, tuple(tuple(said for one in at[start] if (said := self._airing(one))) for start in starts))

    def _airing(self, airing: PlannedAiring) -> str:
        """Say one airing by what is public of it now; nothing, where that is not to be aired any more."""
        entry = next((e for e in self.live if e.uid == airing.entry_uid), None)
        entry = entry or next((e for e in self.live if e.theme_uid == airing.theme_uid), None)
        if entry is None:
            return ""
        length = f"{airing.minutes} phút{', dài' if airing.version == 'long' else ''}"
        return f"{shorten(self._numbered(entry), CELL)} ({length})"

    def _not_aired(self) -> Iterator[Line]:
        for one in self.asked.plan.not_aired if self.asked.plan else ():
            if one.week == self.asked.week.id and one.theme_uid in self.numbers:
                yield Line(one_line(one.said))

    def deadlines(self) -> Iterator[Block | None]:
        """Yield what is due in the week."""
        due = [run for run in self.runs if run.entry.kind == "han-nop" and self.first <= run.last <= self.last]
        lines = (Line(one_line(r.entry.title), r.last, "; ".join(map(one_line, r.entry.audiences))) for r in due)
        yield _lines("Hạn trong tuần", sorted(lines, key=_by_day), "framed")

    def changes(self) -> Iterator[Block | None]:
        """Yield what goes up, what comes down and what is cancelled; what ended last Sunday comes down on Monday."""
        lasting = [run for run in runs(self.live, self.first - ONE_DAY, self.last) if run.lasting]
        ups = [run for run in lasting if self.first <= run.first <= self.last]
        downs = [run for run in lasting if self.first - ONE_DAY <= run.last <= self.last]
        yield _lines(self.reader.begins, self._by_day(ups, lambda run: run.first, lambda day: ""))
        yield _lines(self.reader.ends, self._by_day(downs, lambda run: run.last, self.reader.takes_down))
        yield _lines("Đã hủy, không thực hiện nữa", self._cancelled())

    def _by_day(self, found: list[Run], on: Callable[[Run], date], more: Callable[[date], str]) -> Iterator[Line]:
        """Yield a line a day; what is on the sheet is named by its number where there are many."""
        for day, group in groupby(sorted(found, key=lambda run: (on(run), self._order(run))), key=on):
            here = list({run.entry.theme_uid: run.entry for run in group}.values())
            yield Line(names([(self.numbers.get(e.theme_uid, 0), self._name(e)) for e in here]), day, more(day))

    def _order(self, run: Run) -> tuple[int, str]:
        return self.numbers.get(run.entry.theme_uid, len(self.numbers)), run.entry.title

    def _cancelled(self) -> list[Line]:
        touching = {run.entry.uid for run in runs(self.gone, self.first, self.last)}
        told = [
            e
            for e in self.gone
            if e.uid in touching or (e.cancelled_at and self.first <= day_of(e.cancelled_at) <= self.last)
        ]
        return [Line(one_line(e.title), e.start, f"{cancellation(e)}{self.reader.if_up}") for e in told]

    def slogans(self) -> Iterator[Block | None]:
        """Yield every slogan of the week verbatim, with its days."""
        lines = (
            Line(model.quoted(slogan), None, f"nội dung {theme.number}{': ' if theme.when else ''}{theme.when}")
            for theme in self.themes
            for slogan in theme.slogans
        )
        yield _lines("Khẩu hiệu, nguyên văn", lines)

    def all_themes(self) -> Iterator[Block | None]:
        """Yield every theme of the week."""
        yield Themes("Từng nội dung", self.themes) if self.themes else None

    def _ahead(self) -> Lines | None:
        monday, sunday = self.last + ONE_DAY, self.last + 7 * ONE_DAY
        near = once_each(runs(self.live, monday, sunday))
        lines = [self._coming(run) for run in near if monday <= run.first]
        lines += [
            Line(self._name(run.entry), run.last, "hết hạn")
            for run in near
            if run.lasting and run.first < monday and run.last <= sunday
        ]
        kept = sorted(lines, key=_by_day)
        if len(kept) > AHEAD_LINES:
            kept = [*kept[:AHEAD_LINES], Line(f"và {len(kept) - AHEAD_LINES} nội dung khác")]
        return _lines(f"Tuần sau ({span(monday, sunday)})", kept)

    def _coming(self, run: Run) -> Line:
        return Line(self._name(run.entry), run.first, "hạn cuối" if run.entry.kind == "han-nop" else "")

    def _sources(self) -> Lines | None:
        lines = (Line(_document(self.directives.get(slug), title)) for slug, title in self.sources.items())
        named = _lines("Nguồn", lines, "small")
        return replace(named, numbered=True) if named else None

    def _readings(self) -> Readings | None:
        read = tuple(theme for theme in self.themes if theme.aloud)
        return Readings("Bài đọc phát thanh, bản ngắn", READ.format(self._pace), read) if read else None


def _sessions(plan: PublicPlan | None, first: date, last: date) -> list[PlannedSession]:
    held = (session for session in plan.sessions if first <= session.day <= last) if plan else ()
    return sorted(held, key=lambda session: (session.day, session.start))


def _lines(heading: str, lines: Iterable[Line], weight: str = "") -> Lines | None:
    found = tuple(lines)
    return Lines(heading, found, weight) if found else None


def _by_day(line: Line) -> date:
    return line.day or date.max


def _document(directive: PublicDirective | None, title: str) -> str:
    """Name a document so that two with blank numbers can be told apart."""
    return one_line(", ".join(part for part in (title, directive.subject if directive else "") if part))


_PARTS: dict[str, Callable[[_Parts], Iterator[Block | None]]] = {
    "board": _Parts.board,
    "deadlines": _Parts.deadlines,
    "changes": _Parts.changes,
    "slogans": _Parts.slogans,
    "themes": _Parts.all_themes,
}

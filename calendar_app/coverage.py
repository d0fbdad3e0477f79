"""What a range of weeks covers: which themes are on when, what is missing, too much, said twice, or contradictory.

Pure: from entries and weeks to rows and sentences. Nothing here decides anything; people read it before they plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from calendar_app.occurrences import ONE_DAY, days, runs
from content.almanac import observances
from content.almanac.weeks import Week
from content.folding import fold
from feeds.text import day as said_day
from feeds.view import Entry

MOST_THEMES = 15
"""More themes than this in one week on one channel are called too many: two or three a day can be told well."""

ANNIVERSARY, DEADLINE = "ky-niem", "han-nop"
FESTIVE = (ANNIVERSARY, "su-kien")
KEPT = 32_768  # titles of which it is kept what they say
MOURNING = ("quoc tang", "le tang", "de tang")
_WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}
_NO_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A theme in a range of weeks: those in which it has days, and those in which it is only still in force."""

    theme_uid: str
    entries: tuple[Entry, ...]
    on: frozenset[Week]
    lasting: frozenset[Week]

    @property
    def channels(self) -> tuple[str, ...]:
        """The slugs of its channels, each once."""
        if len(self.entries) == 1:
            return self.entries[0].channels
        return tuple(dict.fromkeys(slug for entry in self.entries for slug in entry.channels))

    @property
    def units(self) -> bool:
        """Whether it reaches any unit."""
        return any(entry.units for entry in self.entries)


Stood = tuple[Entry, frozenset[Week], frozenset[Week]]
"""An entry, the weeks in which it has days, and those in which it is only still in force."""

NEVER: frozenset[Week] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: a Vietnamese sentence, the entries it is about, and the week, where it is about one."""

    said: str
    entries: tuple[Entry, ...] = ()
    week: Week | None = None
    channel: str = ""


def weeks_between(first: Week, last: Week) -> tuple[Week, ...]:
    """Return every week of a range."""
    count = (last.monday - first.monday).days // 7 + 1
    return tuple(Week.of(first.monday + 7 * number * ONE_DAY) for number in range(count))


def rows(entries: Iterable[Entry], weeks: Sequence[Week]) -> list[Row]:
    """Return the themes that are on in some of the weeks; what was cancelled covers nothing."""
    themes: dict[str, list[Stood]] = {}
    spans = _Spans(weeks)
    for entry in entries:
        if entry.status == "confirmed":
            on, lasting = _on(entry, spans)
            if on or lasting:
                themes.setdefault(entry.theme_uid, []).append((entry, on, lasting))
    return [_row(uid, found) for uid, found in themes.items()]


def _row(uid: str, found: Sequence[Stood]) -> Row:
    if len(found) == 1:
        [(entry, on, lasting)] = found
        return Row(uid, (entry,), on, lasting)
    on = frozenset[Week]().union(*(on for _, on, _ in found))
    lasting = frozenset[Week]().union(*(lasting for _, _, lasting in found))
    return Row(uid, tuple(entry for entry, _, _ in found), on, lasting - on)


def _on(entry: Entry, spans: _Spans) -> tuple[frozenset[Week], frozenset[Week]]:
    """Return the weeks in which an entry has days, and those in which it is open since before."""
    if entry.start is None:
        return NEVER, NEVER
    if entry.rrule:
        found = runs([entry], spans.first, spans.last)
        return NEVER.union(*(spans.of(run.first, run.last) for run in found)), NEVER
    if entry.end is None:
        next_monday = entry.start + (7 - entry.start.weekday()) * ONE_DAY
        return spans.of(entry.start, entry.start), spans.of(next_monday, spans.last)
    return spans.of(entry.start, entry.end), NEVER


class _Spans:
    """The weeks of a range that some days touch. Thousands of themes are on in the same weeks: they share one set."""

    def __init__(self, weeks: Sequence[Week]) -> None:
        self._weeks = weeks
        self.first, self.last = weeks[0].monday, weeks[-1].sunday
        self._kept: dict[tuple[int, int], frozenset[Week]] = {}

    def of(self, begin: date, end: date) -> frozenset[Week]:
        """Return the weeks that inclusive days touch, none where they are outside the range."""
        key = (max(begin, self.first) - self.first).days // 7, (min(end, self.last) - self.first).days // 7
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = frozenset(self._weeks[key[0] : max(key[1] + 1, 0)])
        return found


def load(found: Iterable[Row], weeks: Sequence[Week]) -> dict[str, list[int]]:
    """Return how many themes have days in each week, by channel, "" for those without one."""
    counted: dict[str, list[int]] = {}
    place = {week: number for number, week in enumerate(weeks)}
    alike = Counter((slug, row.on) for row in found for slug in row.channels or ("",))
    for (slug, on), times in alike.items():
        counts = counted.setdefault(slug, [0] * len(weeks))
        for week in on:
            counts[place[week]] += times
    return counted


def gaps(found: Iterable[Row], title: Callable[[Row], str], units_known: bool) -> list[Finding]:
    """Return the themes that are due and that nobody would air: without a channel, or without a unit."""
    said = []
    for row in found:
        if not row.on:
            continue
        if not row.channels:
            said.append(Finding(f"“{title(row)}” ({_weeks(row.on)}) chưa ghi kênh nào.", row.entries[:1]))
        if units_known and not row.units:
            said.append(Finding(f"“{title(row)}” ({_weeks(row.on)}) chưa đến đơn vị nào.", row.entries[:1]))
    return said


def overloads(
    counted: dict[str, list[int]], weeks: Sequence[Week], name: Callable[[str], str], most: int = MOST_THEMES
) -> list[Finding]:
    """Return the weeks in which a channel has more themes than `most`."""
    return [
        Finding(f"Tuần {week.number}: {name(slug)} có {count} nội dung, hơn mức {most}.", (), week, slug)
        for slug, counts in counted.items()
        for week, count in zip(weeks, counts, strict=True)
        if slug and count > most
    ]


def repeats(found: Iterable[Row]) -> list[Finding]:
    """Return what several directives ask for in the same weeks: one day of the almanac, or the same words."""
    firsts: dict[str, tuple[Entry, Row]] = {}
    same: dict[str, list[tuple[Entry, Row]]] = {}
    for row in found:
        for entry in row.entries:
            key, one = subject_of(entry), (entry, row)
            if firsts.setdefault(key, one) is not one:
                same.setdefault(key, [firsts[key]]).append(one)
    return [finding for key, group in same.items() if key for finding in _repeated(group)]


def _repeated(group: Sequence[tuple[Entry, Row]]) -> Iterator[Finding]:
    by_directive: dict[str, tuple[Entry, Row]] = {}
    for entry, row in group:
        by_directive.setdefault(entry.source.slug, (entry, row))
    first, *rest = by_directive.values()
    again = [entry for entry, row in rest if not (first[1].on | first[1].lasting).isdisjoint(row.on | row.lasting)]
    if again:
        entries = (first[0], *again)
        yield Finding(f"“{first[0].title}” có trong {len(entries)} văn bản; nên làm một lần cho tất cả.", entries)


def subject_of(entry: Entry) -> str:
    """Return a key of what an entry is about: the observance its title names, else its words without accents."""
    return _subject(entry.title, entry.kind == ANNIVERSARY)


@lru_cache(maxsize=KEPT)
def _subject(title: str, anniversary: bool) -> str:
    named = observances.named(title, None) if anniversary else None
    return f"*{named.slug}" if named else _NO_WORDS.sub(" ", fold(title)).strip()


def conflicts(entries: Iterable[Entry]) -> list[Finding]:
    """Return what cannot all be right, or is awkward.

    That is one day told as several, what is festive on days of mourning, and deadlines on days off.
    """
    there = [entry for entry in entries if entry.status == "confirmed" and entry.start]
    return [*_contradictions(there), *_in_mourning(there), *_on_days_off(there)]


def _contradictions(there: Iterable[Entry]) -> Iterator[Finding]:
    """Yield the days of which a year has one, and which are told as different days of it."""
    told: dict[tuple[str, int], dict[date, Entry]] = {}
    for entry in there:
        if entry.kind == ANNIVERSARY and entry.start and entry.start == entry.end:
            told.setdefault((subject_of(entry), entry.start.year), {}).setdefault(entry.start, entry)
    for (key, _), by_day in told.items():
        if key and len(by_day) > 1:
            entries = tuple(by_day[day] for day in sorted(by_day))
            said = ", ".join(said_day(day) for day in sorted(by_day))
            title = entries[0].title
            yield Finding(f"“{title}” được ghi nhiều ngày khác nhau: {said}. Hãy đối chiếu văn bản.", entries)


def _in_mourning(there: Sequence[Entry]) -> Iterator[Finding]:
    """Yield what is festive on days of mourning that an entry announces."""
    for mourning in (e for e in there if _tells_of_mourning(e.title)):
        for entry in (e for e in there if e.kind in FESTIVE and e.uid != mourning.uid and _overlap(e, mourning)):
            said = f"“{entry.title}” trùng thời gian “{mourning.title}”. Hãy hỏi cơ quan ban hành có hoãn không."
            yield Finding(said, (entry, mourning))


@lru_cache(maxsize=KEPT)
def _tells_of_mourning(title: str) -> bool:
    words = fold(title)
    return any(one in words for one in MOURNING)


def _overlap(one: Entry, other: Entry) -> bool:
    first, last = max(one.start or date.max, other.start or date.max), min(one.end or date.max, other.end or date.max)
    return first <= last


def _on_days_off(there: Iterable[Entry]) -> Iterator[Finding]:
    for entry in there:
        last = entry.end or entry.start
        off = day_off(last) if entry.kind == DEADLINE and last else ""
        if off and last:
            before = _working_day_before(last)
            said = f"Hạn “{entry.title}” ngày {said_day(last)} là {off}; nên làm xong trước, ngày {said_day(before)}."
            yield Finding(said, (entry,))


def day_off(day: date) -> str:
    """Say why a day is off ("Chủ nhật", "ngày nghỉ Quốc khánh"), "" for a working day.

    Days off in lieu and the length of Tết are set anew each year and are not known here.
    """
    holiday = _holidays(day.year).get(day)
    return f"ngày nghỉ {holiday}" if holiday else _WEEKEND.get(day.weekday(), "")


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str]:
    kept = (one for one in observances.year(year) if one.observance.subject == "holiday")
    return {day: one.observance.name for one in kept for day in days(one.day, one.last)}


def _working_day_before(day: date) -> date:
    while day_off(day):
        day -= ONE_DAY
    return day


def _weeks(on: Iterable[Week]) -> str:
    """Say weeks as spans: "tuần 46", "tuần 46–48, 50"."""
    spans: list[list[Week]] = []
    for week in sorted(on):
        if spans and (week.monday - spans[-1][-1].monday).days == 7:
            spans[-1].append(week)
        else:
            spans.append([week])
    return "tuần " + ", ".join(f"{s[0].number}" if len(s) == 1 else f"{s[0].number}–{s[-1].number}" for s in spans)

"""From a public entry to a theme of the airing plan: when it may be aired, how often, how many minutes it takes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from calendar_app.clock import day_of
from calendar_app.models import AiringTheme
from calendar_app.planning import Repeat, Theme, repeat_of
from calendar_app.planning.model import Kind
from calendar_app.snapshot import Snapshot
from calendar_app.talks import talk_of
from calendar_app.themes import Theme as Talked
from content.talking import Talk, long, short
from content.vocabulary import channels
from feeds.lifecycle import embargoed
from feeds.view import Entry

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

KINDS: Mapping[str, Kind] = {
    "ky-niem": "anniversary",
    "su-kien": "anniversary",
    "han-nop": "deadline",
    "dot": "thematic",
    "bat-dau": "thematic",
    "dinh-ky": "regular",
    "chu-de": "regular",
}
"""How the plan treats kinds of entries. A task ("nhiem-vu") is for those who do it and is not read aloud."""

LEAD = 3
EARLIEST = timedelta(days=60)
"""How long before its day a commemoration is aired at most: lists of a whole year name days that are months away."""

REMEMBERED = 10_000
_ASKS = re.compile(r"[^.;\n]*(?:phát|tiếp âm|tiếp sóng|loa)[^.;\n]*")
"""A sentence that may ask for airings: "uống 2 lần/ngày" does not."""


class Themes:
    """The themes that may be aired on a day from `first` to `last`, each made once for all units.

    What is not aired: tasks, what is cancelled, and, until it is over, what an embargo holds back.
    """

    def __init__(self, snapshot: Snapshot, rows: Mapping[str, AiringTheme], first: date, last: date) -> None:
        self._windows = {directive.slug: directive.window_start for directive in snapshot.directives}
        self._at, self._rows, self._first, self._last = snapshot.rendered_at, rows, first, last
        self._made: dict[str, tuple[Theme, str] | None] = {}

    def of(self, entry: Entry) -> tuple[Theme, str] | None:
        """Return an entry as a theme and all that is known of it as text, None where it is not aired in these days."""
        if entry.uid not in self._made:
            theme = self._theme(entry)
            self._made[entry.uid] = (theme, spelt(theme)) if theme else None
        return self._made[entry.uid]

    def _theme(self, entry: Entry) -> Theme | None:
        if entry.kind not in KINDS or entry.status == "cancelled" or embargoed(entry, self._at):
            return None
        row = self._rows.get(entry.uid) or AiringTheme(entry=entry.uid, author="", changed_at=self._at)
        theme = _theme(entry, self._windows.get(entry.source.slug), row)
        if theme.until < self._first or theme.first > self._last:
            return None
        brief, whole = minutes_of(talk_of(Talked(entry.theme_uid, (entry,))))
        return replace(theme, short=brief, long=whole)


def spelt(known: DataclassInstance) -> str:
    """Return a frozen value as text, the same for the same value in every process."""
    return json.dumps(asdict(known), default=_plain)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _theme(entry: Entry, window_start: date | None, row: AiringTheme) -> Theme:
    asked_from = window_start or day_of(entry.released_at)
    kind = KINDS[entry.kind]
    day = entry.start if kind == "anniversary" else entry.end if kind == "deadline" else None
    first = min(max(asked_from, day - EARLIEST), day) if day else entry.start or asked_from
    if row.priority == "urgent" and row.urgent_on and entry.end is None:
        first = max(first, row.urgent_on)  # its first days are those from when a person said so
    ids = {channel.slug: channel.id for channel in channels()}
    return Theme(
        uid=entry.uid,
        title=entry.title,
        kind=kind,
        first=first,
        last=entry.end,
        short=1,
        long=1,
        day=day,
        lead=LEAD if row.lead is None else row.lead,
        priority=row.priority,  # type: ignore[arg-type]  # checked where it is written
        channels=frozenset(ids[slug] for slug in entry.channels),
        repeat=_repeat(entry, row),
        language=row.language,
        festive=row.festive,
    )


def _repeat(entry: Entry, row: AiringTheme) -> Repeat | None:
    """Return what a person set, else the rule the directive states, else what its own words ask for."""
    said = row.repeat or entry.rrule
    return repeat_of(said) if said else asked(entry.text)


def asked(text: str) -> Repeat | None:
    """Return how often a text asks to be aired, by the first sentence that does."""
    found = (repeat_of(sentence) for sentence in _ASKS.findall(text.lower()))
    return next((repeat for repeat in found if repeat), None)


@lru_cache(maxsize=REMEMBERED)
def minutes_of(talk: Talk) -> tuple[int, int]:
    """Return the whole minutes of the short and the long version; remembered, since hundreds of units air the same."""
    brief = max(1, ceil(short(talk).minutes))
    return brief, max(brief, ceil(long(talk).minutes))

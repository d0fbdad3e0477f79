"""What belongs to one theme, said once, and the order in which a document numbers its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import chain

from feeds.text import address
from feeds.view import Entry, Source

WHOLE = ("chu-de", "nhiem-vu")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


@dataclass(frozen=True, slots=True)
class Theme:
    """The entries that share a theme; never empty."""

    uid: str
    entries: tuple[Entry, ...]

    @property
    def lead(self) -> Entry:
        """The entry that speaks for the theme: the theme itself before its dates, what is in force before the rest."""
        return lead(self.entries)

    @property
    def title(self) -> str:
        """The theme's name; several dates without a common name go by their place in the document."""
        titles = {entry.title for entry in self.entries}
        if len(titles) == 1 or self.lead.kind in WHOLE:
            return self.lead.title
        return f"{self.lead.kind_name}, {self.lead.source.place}"

    @property
    def cancelled(self) -> bool:
        """Whether nothing of it is in force any more."""
        return all(entry.status == "cancelled" for entry in self.entries)

    @property
    def source(self) -> Source:
        """The document and the place it comes from."""
        return self.lead.source

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document and place it comes from, each once."""
        return tuple(dict.fromkeys(replace(one, words="") for e in (self.lead, *self.entries) for one in e.sources))

    @property
    def changed_at(self) -> datetime:
        """When something of it last changed in public."""
        return max(entry.changed_at for entry in self.entries)

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words, each text once."""
        return _each_once((entry.text,) for entry in self.entries)

    @property
    def slogans(self) -> tuple[str, ...]:
        """Slogans and messages, verbatim."""
        return _each_once(entry.slogans for entry in self.entries)

    @property
    def providers(self) -> tuple[str, ...]:
        """Who gives information about it."""
        return _each_once(entry.providers for entry in self.entries)

    @property
    def audiences(self) -> tuple[str, ...]:
        """Who is asked to do it or to hear it."""
        return _each_once(entry.audiences for entry in self.entries)

    @property
    def channels(self) -> dict[str, str]:
        """Names of its channels by slug."""
        return dict(chain.from_iterable(zip(e.channels, e.channel_names, strict=False) for e in self.entries))

    @property
    def links(self) -> tuple[str, ...]:
        """Web addresses it names; anything but http and https is left out."""
        return tuple(link for link in _each_once(e.links for e in self.entries) if address(link))


def lead(entries: Sequence[Entry]) -> Entry:
    """Return the entry that speaks for a theme, given some of its own."""
    return min(entries, key=lambda e: (e.status != "confirmed", e.kind not in WHOLE)) if entries[1:] else entries[0]


def in_print(entries: Sequence[Entry]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return what sorts themes, given entries of each: by document, and by place in it."""
    source = lead(entries).source
    return source.slug, path_order(source.path)


def _each_once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in chain.from_iterable(groups) if value))


def _each_entry(entries: Iterable[Entry]) -> list[Entry]:
    return list({entry.uid: entry for entry in entries}.values())


def _first_day(entry: Entry) -> tuple[bool, date, str]:
    return entry.start is None, entry.start or date.max, entry.title


def by_theme(entries: Iterable[Entry]) -> list[Theme]:
    """Return the themes of entries, by document and by place in it."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(_each_entry(entries), key=_first_day):
        found.setdefault(entry.theme_uid, []).append(entry)
    themes = [Theme(uid, tuple(group)) for uid, group in found.items()]
    return sorted(themes, key=lambda theme: in_print(theme.entries))


def by_source(entries: Iterable[Entry]) -> list[tuple[Source, list[Entry]]]:
    """Return entries under the document they come from, in the order of its parts."""
    found: dict[str, list[Entry]] = {}
    for entry in sorted(_each_entry(entries), key=lambda e: path_order(e.source.path)):
        found.setdefault(entry.source.slug, []).append(entry)
    return [(group[0].source, group) for group in found.values()]


@lru_cache(maxsize=4096)
def path_order(path: str) -> tuple[tuple[int, int], ...]:
    """Return what sorts places as the document prints them: I.2.7 before I.2.10, IX after V, đ after d."""
    return tuple(_part_order(part) for part in path.split("."))


def _part_order(part: str) -> tuple[int, int]:
    number = re.search(r"[0-9]+", part)
    if number:
        return 1, int(number[0])
    if part and set(part) <= set(ROMAN):
        return 0, _roman(part)
    return 2, LETTERS.find(part.lower())


def _roman(part: str) -> int:
    values = [ROMAN[letter] for letter in part]
    return sum(-v if v < next_ else v for v, next_ in zip(values, [*values[1:], 0], strict=True))

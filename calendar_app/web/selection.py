"""What an address chooses of the public entries: the filter that every view shares with the feeds.

`?kenh=…&loai=…&chu-de=…` means what `/feeds/kenh-…_loai-…_chu-de-….ics` means: the names, the old names, and the
combination are those of `calendar_app.scopes`. `linh-vuc` is another word for `chu-de`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from flask import current_app, request, url_for
from werkzeug.datastructures import MultiDict

from calendar_app.errors import Problem
from calendar_app.occurrences import Timetable
from calendar_app.scopes import (
    ALL,
    DIMENSIONS,
    JOIN,
    WEEK,
    Dimension,
    Index,
    Scope,
    by_dimension,
    combined,
    known,
    spelt,
)
from calendar_app.snapshot import Snapshot
from calendar_app.web.colours import CHANNEL, Marks, way_asked
from calendar_app.web.feeds import chosen
from calendar_app.web.site import public_tree
from calendar_app.web.unit_search import search
from content.folding import fold
from feeds.view import Entry

SUBJECT, SUBJECT_TOO = "chu-de", "linh-vuc"
SEARCH = "tim"
KEPT = ("theo", "mau", "tu", "den", "ngay")
COUNTED = ("kenh", "loai", SUBJECT)
FEW_DIRECTIVES = 12
MOST_FOUND = 12
REFUSED = "{} Hãy mở mục “Lọc” của trang và chọn lại, hoặc bỏ phần sau dấu “?” trong địa chỉ."

Query = dict[str, list[str]]


class PublicIndex:
    """What pages look up in one snapshot, each worked out once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def scopes(self) -> dict[str, Scope]:
        """Every scope by its slug."""
        return known(self.snapshot)

    @cached_property
    def entries(self) -> Index:
        """The entries by what they are about."""
        return Index(self.snapshot.entries)

    @cached_property
    def timetable(self) -> Timetable:
        """The entries by when they are."""
        return Timetable(self.snapshot.entries)

    @cached_property
    def used(self) -> frozenset[tuple[str, str]]:
        """The values that some entry has, each with its dimension, of the dimensions whose values are few."""
        few = [d for d in DIMENSIONS if d.prefix in COUNTED]
        return frozenset((d.prefix, value) for entry in self.snapshot.entries for d in few for value in d.values(entry))

    @cached_property
    def choices(self) -> list[tuple[Dimension, list[Scope]]]:
        """The scopes that a page lists to choose from: of each dimension those that some entry has."""
        every = by_dimension(self.snapshot)
        listed = [(d, found) for d, found in every if d.prefix != "van-ban" or self.lists_directives]
        return [(d, [scope for scope in found if self._has(d, scope)]) for d, found in listed]

    @property
    def lists_directives(self) -> bool:
        """Whether there are so few directives that a page lists them; else they are searched for."""
        return len(self.snapshot.directives) <= FEW_DIRECTIVES

    @cached_property
    def _directives(self) -> list[tuple[str, Scope]]:
        found = (self.scopes[f"van-ban-{directive.slug}"] for directive in self.snapshot.directives)
        return [(fold(scope.name), scope) for scope in found]

    def found(self, words: str) -> list[Scope]:
        """Return the units, places and directives that words name, few enough to be read."""
        units = search(words, self.snapshot.units)[:MOST_FOUND]
        there = (self.scopes.get(f"{d}-{unit.slug}") for unit in units for d in ("don-vi", "noi"))
        wanted = fold(words[:80]).split()
        directives = (scope for name, scope in self._directives if wanted and all(word in name for word in wanted))
        return [*filter(None, there), *islice(directives, MOST_FOUND)]

    def _has(self, dimension: Dimension, scope: Scope) -> bool:
        """Whether a choice leads to anything; kinds of units are those of which there are any."""
        values = scope.chosen[dimension.prefix]
        if dimension.prefix not in COUNTED:
            return bool(values)
        return any((dimension.prefix, value) in self.used for value in values)


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter: the scope whose feeds show the same entries, and the scopes that were chosen."""

    scope: Scope
    parts: tuple[Scope, ...]
    index: PublicIndex
    marks: Marks

    @property
    def found(self) -> list[Scope]:
        """The units, places and directives that the search of the current address names."""
        return self.index.found(request.args.get(SEARCH, ""))

    @property
    def query(self) -> Query:
        """The filter as an address has it, and what is coloured where that is not channels, for `url_for`."""
        coloured = {} if self.marks.way == CHANNEL else {"mau": [self.marks.way]}
        return {**query_of(self.parts), **coloured}

    def around(self, first: date, last: date) -> list[Entry]:
        """Return the chosen entries that a page of these days can tell of (see `Timetable.around`)."""
        return self.of(self.index.timetable.around(first, last))

    def of(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the chosen among some entries."""
        return [entry for entry in entries if self.scope.shows(entry)] if self.parts else list(entries)

    def path(self, path: str) -> str:
        """Return the address of a page under this filter."""
        return f"{path}?{urlencode(query_of(self.parts), doseq=True)}" if self.parts else path

    def with_only(self, scope: Scope) -> Query:
        """Return the filter with one scope in place of all of its dimension."""
        (prefix,) = scope.chosen
        return query_of([*(part for part in self.parts if prefix not in part.chosen), scope])

    def toggled(self, scope: Scope) -> Query:
        """Return the filter without a scope that it has, or with one that it has not."""
        without = [part for part in self.parts if part.slug != scope.slug]
        return query_of(without if len(without) < len(self.parts) else [*self.parts, scope])

    def has(self, scope: Scope) -> bool:
        """Whether a scope was chosen."""
        return any(part.slug == scope.slug for part in self.parts)


def query_of(parts: Iterable[Scope]) -> Query:
    """Return scopes as the query of an address: the values of each dimension, in the order of the dimensions."""
    found: Query = {}
    order = [dimension.prefix for dimension in DIMENSIONS]
    for part in sorted(parts, key=lambda part: (order.index(next(iter(part.chosen))), part.slug)):
        found.setdefault(next(iter(part.chosen)), []).append(part.value)
    return found


def public_index() -> PublicIndex:
    """Return the index of the tree that is public now."""
    snapshot = public_tree().snapshot
    kept: PublicIndex | None = current_app.extensions.get("public_index")
    if kept is None or kept.snapshot is not snapshot:
        kept = current_app.extensions["public_index"] = PublicIndex(snapshot)
    return kept


def selection() -> Selection:
    """Return what the address of the current request chooses.

    Raises a Problem that says how to choose where it names what was never a scope, or more than a filter may hold.
    """
    return selection_of(request.args, public_index())


def selection_of(said: MultiDict[str, str], index: PublicIndex) -> Selection:
    """Return what a query chooses of a snapshot, as `selection` does."""
    asked = scopes_asked(said)
    those = index.scopes
    try:
        spelling = spelt(JOIN.join(asked), those) if asked else ALL
    except Problem as problem:
        refused = type(problem)(REFUSED.format(problem.message))
        raise refused from None
    slugs = [slug for slug in spelling.split(JOIN) if slug not in (ALL, WEEK)]
    parts = tuple(those[slug] for slug in slugs)
    marks = Marks(way_asked(said.get("mau") or CHANNEL), those, parts)
    return Selection(combined(JOIN.join(slugs) or ALL, those), parts, index, marks)


def scopes_asked(said: MultiDict[str, str]) -> list[str]:
    """Return the scopes that the query of a page names; a page has its own days, so this week is not among them."""
    return [slug for slug in chosen(_in_one_word(said)) if slug != WEEK]


def _in_one_word(said: MultiDict[str, str]) -> MultiDict[str, str]:
    if SUBJECT_TOO not in said:
        return said
    return MultiDict([(SUBJECT if name == SUBJECT_TOO else name, value) for name, value in said.items(multi=True)])


def others() -> list[tuple[str, str]]:
    """Return what the current address says besides the filter and the page of a list: what a new filter keeps."""
    return [(name, request.args[name]) for name in KEPT if request.args.get(name)]


def here(query: Query, **more: object) -> str:
    """Return the address of the current page under another filter."""
    return url_for(request.endpoint or "", **{**dict(others()), **query, **more, **(request.view_args or {})})

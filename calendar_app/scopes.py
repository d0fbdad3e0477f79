"""What a feed can be about, and the one spelling of each choice: `kenh-bao-chi_loai-ky-niem`.

A choice is any of the values named within one dimension, and all dimensions at once. A further dimension is a further
row of `DIMENSIONS`, and the scopes it has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from calendar_app import wording
from calendar_app.clock import day_of
from calendar_app.errors import NotFound, Problem
from calendar_app.snapshot import PublicDirective, PublicUnit, Snapshot
from content.almanac.provinces import provinces
from content.vocabulary import channels
from content.vocabulary.renamed import renamed
from content.vocabulary.subjects import subjects
from content.vocabulary.unit_kinds import unit_kinds
from feeds.budget import last_day
from feeds.color import HEX
from feeds.view import Entry

ALL, WEEK = "tat-ca", "tuan"
JOIN = "_"
MOST = 12
MOST_NAMED = 40
_COLORS = tuple(HEX)
TOO_MANY = (
    f"Bộ lọc ghép quá nhiều phạm vi: nhiều nhất {MOST}. Hãy bỏ bớt, hoặc chọn “Tất cả” rồi lọc trong ứng dụng lịch."
)
UNKNOWN = "Không có phạm vi “{}”. {} Danh sách đầy đủ ở trang “Đăng ký nhận lịch”."


class TooMany(Problem):
    """A filter of more scopes than anybody would read."""

    status = 400


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to choose entries: the word that its scopes begin with, its name, and what an entry has of it."""

    prefix: str
    name: str
    values: Callable[[Entry], Collection[str]]
    few: bool = True  # whether pages can list all its scopes


def _units(entry: Entry) -> Collection[str]:
    return entry.units


DIMENSIONS = (
    Dimension("kenh", "Kênh", lambda entry: entry.channels),
    Dimension("loai", "Loại", lambda entry: (entry.kind,)),
    Dimension("chu-de", "Lĩnh vực", lambda entry: entry.subjects),
    Dimension("van-ban", "Văn bản", lambda entry: tuple(one.slug for one in entry.sources)),
    Dimension("loai-don-vi", "Loại đơn vị", _units),
    Dimension("don-vi", "Đơn vị", _units, few=False),
    Dimension("noi", "Nơi", _units, few=False),
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed is about: the values chosen of each dimension, by its prefix, and this week, by its Monday.

    Of kinds of units and places the values are the units. One that is no more leads to the scopes in `now`.
    """

    slug: str
    name: str
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    monday: date | None = None
    color: str = _COLORS[0]
    now: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        """Whether it is one of a few, which are written in every format and listed."""
        return all(dimension.few for dimension in DIMENSIONS if dimension.prefix in self.chosen)

    def shows(self, entry: Entry) -> bool:
        """Whether an entry belongs into this feed."""
        chosen = ((d, self.chosen[d.prefix]) for d in DIMENSIONS if d.prefix in self.chosen)
        fits = all(not values.isdisjoint(dimension.values(entry)) for dimension, values in chosen)
        return fits and (self.monday is None or _in_week(entry, self.monday))

    @property
    def value(self) -> str:
        """What a form calls a scope of one value: its slug without the dimension's prefix."""
        return self.slug.removeprefix(f"{next(iter(self.chosen), '')}-")

    @property
    def channel(self) -> str | None:
        """The channel it is about, None where it is about none or several."""
        named = self.chosen.get("kenh", frozenset())
        return next(iter(named)) if len(named) == 1 else None


class Index:
    """Entries by what each dimension says of them, so that a thousand scopes need not look at every entry each.

    Entries of which a dimension says the same are one group: hundreds of units may share one.
    """

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._by = {values: _grouped(entries, values) for values in {dimension.values for dimension in DIMENSIONS}}

    def of(self, scope: Scope) -> tuple[Entry, ...]:
        """Return what a scope shows, in the order of the entries."""
        if len(scope.chosen) != 1 or scope.monday is not None:
            return tuple(entry for entry in self._entries if scope.shows(entry))
        [(prefix, wanted)] = scope.chosen.items()
        groups, numbers = self._by[next(d.values for d in DIMENSIONS if d.prefix == prefix)]
        ours = {number for value in wanted for number in numbers.get(value, ())}
        if len(ours) == 1:
            return tuple(self._entries[place] for place in groups[ours.pop()])
        return tuple(self._entries[place] for place in sorted({p for number in ours for p in groups[number]}))


def _grouped(
    entries: tuple[Entry, ...], values: Callable[[Entry], Collection[str]]
) -> tuple[list[list[int]], dict[str, list[int]]]:
    """Return the places of entries of which the same is said, and by each value the numbers of the groups it is in."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, entry in enumerate(entries):
        groups.setdefault(tuple(values(entry)), []).append(place)
    numbers: dict[str, list[int]] = {}
    for number, said in enumerate(groups):
        for value in said:
            numbers.setdefault(value, []).append(number)
    return list(groups.values()), numbers


def scopes() -> tuple[Scope, ...]:
    """Return the feeds that are always there, empty ones included: an address once given out always answers."""
    return (
        Scope(ALL, "Tất cả"),
        *(_one("kenh", c.slug, c.name, n) for n, c in enumerate(channels())),
        *(_one("loai", kind, name, n) for n, (kind, name) in enumerate(wording.KINDS.items())),
        *(_one("chu-de", s.slug, s.name, n) for n, s in enumerate(subjects())),
    )


def scopes_of(snapshot: Snapshot) -> tuple[Scope, ...]:
    """Return every live feed of one scope: those always there, this week's, one a directive, those of units."""
    today = day_of(snapshot.rendered_at)
    week = Scope(WEEK, "Tuần này", monday=today - timedelta(days=today.weekday()))
    units = (scope for scope in _of_units(snapshot.units) if not scope.now)
    return (*scopes(), week, *map(_of_directive, snapshot.directives), *units)


def by_dimension(snapshot: Snapshot) -> list[tuple[Dimension, list[Scope]]]:
    """Return the scopes that can be chosen from a list, of each dimension that has but a few."""
    every = scopes_of(snapshot)
    return [(d, [scope for scope in every if d.prefix in scope.chosen]) for d in DIMENSIONS if d.few]


def known(snapshot: Snapshot) -> dict[str, Scope]:
    """Return by slug every scope that ever had a feed, of directives and units that are no more too."""
    gone = (*map(_of_directive, snapshot.gone), *_of_units(snapshot.units))
    return {scope.slug: scope for scope in (*scopes_of(snapshot), *gone)}


def canonical(slugs: Iterable[str]) -> str:
    """Return the one spelling of a filter's address: each scope once, in order, joined by "_"; all, when there is none.

    A filter shows what every dimension allows: any of its channels, of its kinds, and so on.
    """
    chosen = sorted(set(slugs) - {ALL})
    for slug in chosen:
        if not slug or not slug.isascii() or not slug.replace("-", "").isalnum() or slug != slug.lower():
            raise ValueError(f"no slug of a scope: {slug!r}")
    return JOIN.join(chosen) or ALL


def spelt(name: str, those: Mapping[str, Scope]) -> str:
    """Return the one spelling of a filter that somebody wrote in any order and case, by old names or twice.

    Raises NotFound where a part of it was never a scope, TooMany beyond `MOST`.
    """
    slugs = {new for slug in name.lower().split(JOIN) if slug for new in _led(slug, those)}
    if not slugs:
        raise _unknown(name, those)
    if len(slugs) > MOST:
        raise TooMany(TOO_MANY)
    for slug in sorted(slugs):
        if slug not in those:
            raise _unknown(slug, those)
    return canonical(slugs)


def _led(slug: str, those: Mapping[str, Scope]) -> tuple[str, ...]:
    """Return where a slug leads: to its new name, and a unit that is no more to those that do its work."""
    slug = renamed().get(slug, slug)
    scope = those.get(slug)
    return (scope.now if scope else ()) or (slug,)


def combined(spelling: str, those: Mapping[str, Scope]) -> Scope:
    """Return the scope of a filter in its one spelling, or in one of old names; what is unknown of it shows nothing."""
    now = renamed()
    parts = [those.get(now.get(slug, slug)) or _lost(slug) for slug in spelling.split(JOIN)]
    if len(parts) == 1:
        return parts[0]
    chosen: dict[str, frozenset[str]] = {}
    for part in parts:
        for prefix, values in part.chosen.items():
            chosen[prefix] = chosen.get(prefix, frozenset()) | values
    monday = next((part.monday for part in parts if part.monday), None)
    return Scope(spelling, _name(parts), chosen, monday, parts[0].color)


def _name(parts: Iterable[Scope]) -> str:
    """Name a choice: "Báo chí, Truyền thanh cơ sở · Nhiệm vụ"."""
    named: dict[str, list[str]] = {dimension.prefix: [] for dimension in DIMENSIONS}
    for part in parts:
        named.setdefault(next(iter(part.chosen), WEEK), []).append(part.name)
    return " · ".join(", ".join(names) for names in named.values() if names)


def _one(prefix: str, value: str, name: str, number: int) -> Scope:
    color = _COLORS[1 + number % (len(_COLORS) - 1)]
    return Scope(f"{prefix}-{value}", name, {prefix: frozenset({value})}, color=color)


def _of_directive(directive: PublicDirective) -> Scope:
    return Scope(f"van-ban-{directive.slug}", directive.title, {"van-ban": frozenset({directive.slug})})


def _of_units(units: tuple[PublicUnit, ...]) -> Iterator[Scope]:
    """Yield a scope for each unit, for each place that one serves and, once there are units, for each kind."""
    there = [unit for unit in units if unit.valid]
    for number, kind in enumerate(unit_kinds().values() if units else ()):
        chosen = {"loai-don-vi": frozenset(unit.slug for unit in there if unit.kind == kind.id)}
        yield Scope(f"loai-don-vi-{kind.slug}", kind.name, chosen, color=_COLORS[1 + number % (len(_COLORS) - 1)])
    for unit in units:
        yield _of_unit("don-vi", unit, unit.now or (unit.slug,))
    areas, serving = {unit.slug: unit for unit in units}, {unit.place: list[str]() for unit in units}
    for unit in there:
        serving[unit.place].append(unit.slug)
    for place, ours in sorted(serving.items()):
        if place in areas:
            yield _of_unit("noi", areas[place], ours)
        elif place in provinces():
            yield Scope(f"noi-{place}", provinces()[place].name, {"noi": frozenset(ours)})


def _of_unit(prefix: str, unit: PublicUnit, ours: Iterable[str]) -> Scope:
    now = tuple(f"{prefix}-{slug}" for slug in unit.now) if len(unit.now) <= MOST else ()
    return Scope(f"{prefix}-{unit.slug}", unit.name, {prefix: frozenset(ours)}, now=now)


def _lost(slug: str) -> Scope:
    """A scope that a saved filter names and that is no more; nothing has it."""
    return Scope(slug, slug, {_prefix(slug) or DIMENSIONS[0].prefix: frozenset({slug})})


def _prefix(slug: str) -> str:
    """Return the dimension that a slug begins with, "" for none."""
    return max((d.prefix for d in DIMENSIONS if slug.startswith(f"{d.prefix}-")), key=len, default="")


def _unknown(slug: str, those: Mapping[str, Scope]) -> NotFound:
    """Say what there is of the same dimension where that is a list to be read, else which dimensions there are."""
    prefix = _prefix(slug)
    there = [name for name, scope in those.items() if prefix in scope.chosen] if prefix != "van-ban" else []
    if 0 < len(there) <= MOST_NAMED:
        return NotFound(UNKNOWN.format(slug[:60], f"Hiện có: {', '.join(there)}."))
    forms = ", ".join(f"{d.prefix}-…" for d in DIMENSIONS)
    return NotFound(UNKNOWN.format(slug[:60], f"Hiện có: {ALL}, {WEEK}, {forms}; ghép bằng dấu gạch dưới."))


def _in_week(entry: Entry, monday: date) -> bool:
    """Whether calendars show the entry on a day of the week; what is open-ended is shown on its first day."""
    return entry.start is not None and entry.start <= monday + timedelta(days=6) and last_day(entry) >= monday

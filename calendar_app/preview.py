"""What the next release changes for whom: its entries as they are and would be, by unit, by feed and by day.

Nothing is rendered, and as many queries are asked for twenty thousand changes as for two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlmodel import Session, col, or_, select, text

from calendar_app.accepted import among
from calendar_app.audiences import Audiences
from calendar_app.clock import day_of
from calendar_app.differences import Difference, differences
from calendar_app.facts import from_json
from calendar_app.models import Decision, Directive, Item, Release
from calendar_app.public_state import AsIf, as_if_public, short_feeds, units_of, without_forms
from calendar_app.scopes import ALL, DIMENSIONS, WEEK, Scope, combined, known, scopes
from calendar_app.snapshot import PublicDirective, PublicUnit, Snapshot
from content.almanac.weeks import Week
from feeds.variants import LONG
from feeds.view import Entry

_FEW = tuple(one for one in DIMENSIONS if one.prefix in ("kenh", "loai", "chu-de", "van-ban"))
Counts = Counter[str]
"""How many entries a release makes new, changes, cancels, …: differences.Action."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with its entry as the public sees it and as it would see it, each with the units it reaches."""

    difference: Difference
    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The entry as it would be; where it goes, as it was."""
        return self.after or self.before  # type: ignore[return-value]  # one of the two is there

    @property
    def states(self) -> tuple[Entry, ...]:
        """Both states, as far as they are there."""
        return tuple(entry for entry in (self.before, self.after) if entry)

    @property
    def action(self) -> str:
        """What the release does to the entry."""
        return self.difference.action


@dataclass(frozen=True)
class Preview:
    """What the next release changes. `texts` are the words of the directives it touches, by their number."""

    shown: tuple[Shown, ...]
    units: Mapping[str, PublicUnit]
    directives: Mapping[int, PublicDirective]
    texts: Mapping[int, str]
    at: datetime

    @property
    def counts(self) -> Counts:
        """How much changes in all."""
        return _counts(self.shown)

    @property
    def today(self) -> date:
        """The day of the preview, in Vietnam."""
        return day_of(self.at)

    @cached_property
    def by_unit(self) -> dict[str, Counts]:
        """What each unit sees change, by its slug."""
        groups: dict[tuple[int, ...], list[Shown]] = defaultdict(list)
        for one in self.shown:  # by identity: thousands of entries share hundreds of lists
            groups[tuple(id(entry.units) for entry in one.states)].append(one)
        found: dict[str, Counts] = defaultdict(Counter)
        for group in groups.values():
            counts = _counts(group)
            for slug in {slug for entry in group[0].states for slug in entry.units}:
                found[slug].update(counts)
        return dict(found)

    @cached_property
    def by_day(self) -> dict[Week, dict[date, Counts]]:
        """What changes on which day, by week; of what lasts over a fortnight its first and its last day."""
        found: dict[date, Counts] = defaultdict(Counter)
        alike = Counter((one.action, tuple(map(_span, one.states))) for one in self.shown)
        for (action, spans), count in alike.items():
            for day in {day for span in spans for day in _days(*span)}:
                found[day][action] += count
        weeks: dict[Week, dict[date, Counts]] = defaultdict(dict)
        for day in sorted(found):
            weeks[Week.of(day)][day] = found[day]
        return dict(weeks)

    def by_feed(self, short: Sequence[Scope] = ()) -> list[tuple[Scope, Counts]]:
        """Return what changes in each feed but those of units and places, in the order to show them in.

        `short` are the feeds under short addresses.
        """
        asked = (Scope(WEEK, "Tuần này", monday=Week.of(self.today).monday), *short)
        found: dict[str, Counts] = defaultdict(Counter)
        alike = Counter((one.action, tuple(map(_values, one.states))) for one in self.shown)
        for (action, states), count in alike.items():
            for slug in {ALL, *(slug for values in states for slug in _slugs(values))}:
                found[slug][action] += count
        for one in self.shown:
            for scope in asked:
                if any(map(scope.shows, one.states)):
                    found[scope.slug][one.action] += 1
        every = (*scopes(), *map(_of_directive, self.directives.values()), *asked)
        return [(scope, found[scope.slug]) for scope in every if scope.slug in found]

    def for_unit(self, slug: str) -> tuple[Shown, ...]:
        """Return what one unit sees change."""
        return tuple(one for one in self.shown if any(slug in entry.units for entry in one.states))


def coming(session: Session, base_url: str, now: datetime) -> Preview:
    """Return what the next release changes, as of `now` or an earlier hour of its day.

    It is kept with the connection for as long as nobody writes anything: a list of thousands of changes is read page by
    page (`data_version` is another after any commit by another connection, https://www.sqlite.org/pragma.html).
    """
    connection = session.connection()
    key = (connection.scalar(text("PRAGMA data_version")), day_of(now), base_url)
    if connection.info.get("coming", (None, None))[0] != key:
        connection.info["coming"] = key, preview(session, differences(session), base_url, now)
    kept: Preview = connection.info["coming"][1]
    return kept


def preview(session: Session, found: Iterable[Difference], base_url: str, now: datetime) -> Preview:
    """Return what differences change, as of `now`."""
    found = list(found)
    rows = _directives(session, found)
    directives = {row.id or 0: without_forms(row) for row in rows}
    units = units_of(session)
    audiences = Audiences(units, day_of(now))

    def entry(difference: Difference, plain: dict[str, Any] | None) -> Entry | None:
        if plain is None:
            return None
        facts, directive = from_json(plain), directives[difference.directive_id]
        row = AsIf(difference.uid, released_at=now, appears_at=now, changed_at=now)
        reach = audiences.reach(directive, facts.audiences, facts.channels)
        return as_if_public(row, facts, directive, base_url, reach.units)

    return Preview(
        shown=tuple(Shown(one, entry(one, one.before), entry(one, one.after)) for one in found),
        units={unit.slug: unit for unit in units.public(day_of(now))},
        directives=directives,
        texts={row.id or 0: row.text for row in rows},
        at=now,
    )


def reasons(session: Session) -> dict[str, str]:
    """Return the last reason that was given for a decision since the newest release, by the UID of its item."""
    since = session.exec(select(Release.decided_up_to).order_by(col(Release.number).desc())).first() or 0
    query = select(Item.uid, Decision.reason).join(Decision, col(Decision.item_id) == Item.id)
    rows = query.where(col(Decision.id) > since, Decision.reason != "").order_by(col(Decision.id))
    return dict(session.exec(rows).all())


def short_scopes(session: Session, snapshot: Snapshot) -> list[Scope]:
    """Return what the feeds under short addresses show, each under its own address and title."""
    listed = [one for one in short_feeds(session) if one.listed]
    those = known(snapshot) if listed else {}
    found = ((one, combined(one.filter, those)) for one in listed)
    return [Scope(f"k/{one.name}", one.title, scope.chosen, scope.monday) for one, scope in found]


def _directives(session: Session, found: Iterable[Difference]) -> Sequence[Directive]:
    """Return the directives that differences come from, those that say the same as another too."""
    facts = [facts for one in found for facts in (one.before, one.after) if facts]
    also = {one["slug"] for said in facts for one in said.get("also", ())}
    ours = among(Directive.id, {one.directive_id for one in found})
    return session.exec(select(Directive).where(or_(ours, among(Directive.slug, also)))).all()


def _of_directive(directive: PublicDirective) -> Scope:
    return Scope(f"van-ban-{directive.slug}", directive.title, {"van-ban": frozenset({directive.slug})})


def _values(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """Return what each of `_FEW` says of an entry."""
    return tuple(tuple(dimension.values(entry)) for dimension in _FEW)


def _slugs(values: Iterable[Iterable[str]]) -> Iterator[str]:
    for dimension, said in zip(_FEW, values, strict=True):
        yield from (f"{dimension.prefix}-{value}" for value in said)


def _counts(shown: Iterable[Shown]) -> Counts:
    return Counter(one.action for one in shown)


def _span(entry: Entry) -> tuple[date | None, date | None, bool]:
    return entry.start, entry.end, bool(entry.rrule)


def _days(start: date | None, end: date | None, recurring: bool) -> Iterator[date]:
    if start is None:
        return
    last = end or start
    if recurring or last - start >= LONG:
        yield from (start, last)
    else:
        yield from (start + timedelta(days=n) for n in range((last - start).days + 1))

"""The sessions that the calendar of a unit shows, drawn from its plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from calendar_app.clock import PEOPLE
from calendar_app.planned import Kept, PlannedSession, PublicPlan
from calendar_app.scopes import Scope, combined, known
from calendar_app.snapshot import Snapshot
from content.vocabulary import channels_by_id
from feeds.formats import Format
from feeds.memo import Memo
from feeds.view import Aired, FeedView, Session

UNIT = "don-vi"
_OF_UNITS = ("loai-don-vi", "noi")
_ABOUT = ("loai", "chu-de", "van-ban")
Read = Callable[[str], PublicPlan | None]


def sessions_of(scope: Scope, snapshot: Snapshot, read: Read) -> tuple[Session, ...]:
    """Return the sessions of the units that a feed names, in time order, as far as its other scopes show them.

    A channel is the session's own, a week has its day; of a kind, subject or directive something is read in it.
    """
    chosen = {prefix: values for prefix, values in scope.chosen.items() if prefix in _ABOUT}
    about = replace(scope, chosen=chosen, monday=None)
    shown = {entry.uid for entry in snapshot.entries if about.shows(entry)} if chosen else None
    units = [unit for unit in snapshot.units if _names(scope, unit.slug)]
    plans = [(unit, plan) for unit in units if (plan := read(unit.slug))]
    found = [one for unit, plan in plans for one in _of_plan(plan, unit.name, scope, shown)]
    return tuple(sorted(found, key=lambda one: (one.start, one.uid)))


def _names(scope: Scope, slug: str) -> bool:
    """Whether a feed is about a unit by its name, and not against its kind or place."""
    kinds = (scope.chosen[prefix] for prefix in (UNIT, *_OF_UNITS) if prefix in scope.chosen)
    return UNIT in scope.chosen and all(slug in values for values in kinds)


def _of_plan(plan: PublicPlan, name: str, scope: Scope, shown: set[str] | None) -> Iterator[Session]:
    named = channels_by_id()
    for cancelled, sessions in ((False, plan.sessions), (True, plan.cancelled)):
        for one in sessions:
            channel = named[one.channel]
            in_week = scope.monday is None or scope.monday <= one.day < scope.monday + timedelta(days=7)
            told = shown is None or any(airing.entry_uid in shown for airing in one.airings)
            if in_week and told and channel.slug in scope.chosen.get("kenh", (channel.slug,)):
                yield _session(one, name, channel.name, cancelled)


def _session(one: PlannedSession, unit: str, channel: str, cancelled: bool) -> Session:
    start = datetime.combine(one.day, one.start, PEOPLE).astimezone(UTC)
    airings = tuple(Aired(airing.title, airing.minutes, airing.why) for airing in one.airings)
    return Session(one.uid, one.sequence, one.changed_at, start, one.minutes, unit, channel, airings, cancelled)


class Timed:
    """The feeds that show sessions, and their plans, which are read only for what is written."""

    def __init__(self, snapshot: Snapshot, plans: Mapping[str, Kept]) -> None:
        self._snapshot, self._plans = snapshot, plans
        self._scopes: dict[str, Scope] = {}
        if plans:
            those = known(snapshot)
            short = {f"k/{one.name}": combined(one.filter, those) for one in snapshot.short}
            self._scopes = {slug: scope for slug, scope in (*those.items(), *short.items()) if UNIT in scope.chosen}

    def made_of(self, feed: FeedView) -> str:
        """Name what the sessions of a feed are made of; "" where it shows none."""
        scope = self._scopes.get(feed.slug)
        ours = sorted(scope.chosen[UNIT] & self._plans.keys()) if scope else ()
        return " ".join(self._plans[slug].made_of for slug in ours)

    def render(self, form: Format, feed: FeedView, memo: Memo) -> bytes:
        """Write a feed with its sessions."""
        sessions = sessions_of(self._scopes[feed.slug], self._snapshot, self._read)
        return form.render(replace(feed, sessions=sessions), memo)

    def _read(self, slug: str) -> PublicPlan | None:
        return self._plans[slug].read() if slug in self._plans else None

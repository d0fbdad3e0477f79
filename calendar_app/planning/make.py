"""From themes, slots and decisions to a plan, week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from calendar_app.planning.board import Board
from calendar_app.planning.checks import check_request, faults_of, unplannable
from calendar_app.planning.model import (
    Airing,
    Ban,
    Decisions,
    Fault,
    Move,
    NotFitting,
    Pin,
    Plan,
    Session,
    Theme,
    Unit,
)
from calendar_app.planning.rules import plan_week
from content.almanac.weeks import Week

NO_DECISIONS = Decisions()


def plan(
    unit: Unit,
    themes: Sequence[Theme],
    first: Week,
    last: Week,
    today: date,
    decisions: Decisions = NO_DECISIONS,
    aired: Sequence[Airing] = (),
    since: time = time.min,
) -> Plan:
    """Return what a unit airs from one week to another, both included.

    `aired` is what was aired, and stays as it is; it also says whose turn is next, so give the weeks before as well.
    Days before `today`, and sessions of today that begin before `since`, take nothing else. Raises Problem for a range
    or a unit that no plan can be made for.
    """
    check_request(unit, first, last)
    return _Making(unit, themes, first, today, decisions, aired, since).plan(last)


class _Making:
    """What is known while the weeks are planned one after the other."""

    def __init__(
        self,
        unit: Unit,
        themes: Sequence[Theme],
        first: Week,
        today: date,
        decisions: Decisions,
        aired: Sequence[Airing],
        since: time,
    ) -> None:
        self.unit = replace(unit, slots=tuple({slot.id: slot for slot in reversed(unit.slots)}.values()))
        self.first, self.today, self.since = first, today, since
        self.holds = decisions.holds
        self.faults = list(faults_of(unit, themes, decisions))
        self.themes = {theme.uid: theme for theme in reversed(themes)}
        self.bans = _bans(decisions)
        self.aired, self.last = _split(aired, first)
        self.not_fitting = list(self._unplannable({airing.theme for airing in aired}))
        self.pinned = self._pinned(decisions)
        self.sessions: list[Session] = []
        self.outside: list[Airing] = []

    def _unplannable(self, aired: set[str]) -> Iterator[NotFitting]:
        """Take out and yield what cannot be planned, and what is over without ever having been aired."""
        begins = max(self.first.monday, self.today)
        for uid in sorted(self.themes):
            theme = self.themes[uid]
            code = unplannable(theme)
            if code:
                del self.themes[uid]
            elif theme.until < begins and uid not in aired:
                code = "past"
            if code:
                yield NotFitting(theme, self.first, code)

    def _pinned(self, decisions: Decisions) -> Mapping[Week, list[tuple[Theme, Pin | Move]]]:
        found: defaultdict[Week, list[tuple[Theme, Pin | Move]]] = defaultdict(list)
        both: list[Pin | Move] = [*decisions.pins, *decisions.moves]
        for pin in sorted(both, key=lambda pin: (pin.target, pin.theme)):
            if pin.target[0] >= self.today and pin.theme in self.themes:
                found[Week.of(pin.target[0])].append((self.themes[pin.theme], pin))
        return found

    def plan(self, last: Week) -> Plan:
        """Plan every week up to one."""
        week = self.first
        while week <= last:
            self._week(week)
            week = week.next()
        return Plan(
            self.unit.slug,
            self.first,
            last,
            tuple(self.sessions),
            tuple(self.not_fitting),
            tuple(self.faults),
            tuple(self.outside),
        )

    def _week(self, week: Week) -> None:
        board = Board(self.unit, week, self.today, self.bans, self.holds, self.since)
        self.outside.extend(airing for airing in self.aired.get(week, ()) if not board.put_aired(airing))
        due = [theme for theme in self.themes.values() if _due(theme, board)]
        if not due and week.sunday >= self.today:
            self.faults.append(Fault("no-themes", f"{week.label}: không có chủ đề nào cần phát. Hãy kiểm tra văn bản."))
        self.not_fitting.extend(plan_week(board, due, self.pinned.get(week, ()), self.last))
        self.sessions.extend(board.sessions(self.last))
        for uid, places in board.aired.items():
            self.last[uid] = max(place.day for place in places)


def _due(theme: Theme, board: Board) -> bool:
    """Whether a theme may be aired on a day of the week that is still to come."""
    if theme.first > board.days[-1] or theme.until < max(board.days[0], board.today) or board.days[-1] < board.today:
        return False
    if not (theme.repeat and theme.repeat.rule):
        return True
    return any(day >= board.today for day in board.window(theme))


def _bans(decisions: Decisions) -> dict[str, list[Ban]]:
    """Return bans by theme; a move bans from where it came."""
    found: defaultdict[str, list[Ban]] = defaultdict(list)
    for ban in (*decisions.bans, *(Ban(move.theme, move.slot, move.day) for move in decisions.moves)):
        found[ban.theme].append(ban)
    return dict(found)


def _split(aired: Iterable[Airing], first: Week) -> tuple[dict[Week, list[Airing]], dict[str, date]]:
    """Return what was aired by week from the first week on, and when each theme was last aired before it."""
    by_week: defaultdict[Week, list[Airing]] = defaultdict(list)
    last: dict[str, date] = {}
    for airing in aired:
        if airing.day < first.monday:
            last[airing.theme] = max(airing.day, last.get(airing.theme, date.min))
        else:
            by_week[Week.of(airing.day)].append(airing)
    return dict(by_week), last

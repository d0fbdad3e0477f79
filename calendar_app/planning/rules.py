"""The rules of a week, in the order in which they take sessions. docs/planning.md tells them to an officer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import ceil

from calendar_app.planning.asking import EVERY_SESSION, hours, lead_days
from calendar_app.planning.board import TURN, Board, Place
from calendar_app.planning.model import Because, Move, NotFitting, Pin, Repeat, Theme
from calendar_app.planning.reasons import why_none

RANKS = {"urgent": 0, "priority": 1, "normal": 2}
Rule = Callable[[Board, Sequence[Theme], Mapping[str, date]], Iterable[NotFitting]]
URGENT_DAYS = 3
"""How many days an urgent theme without an end takes every session; then it is one of priority."""


def plan_week(
    board: Board,
    due: Sequence[Theme],
    pinned: Iterable[tuple[Theme, Pin | Move]],
    last: Mapping[str, date],
) -> Iterator[NotFitting]:
    """Fill the board of a week by the rules, and yield what of the pinned and the due themes does not fit.

    `last` says when each theme was last aired before this week.
    """
    missing = list(_pins(board, pinned))
    themes = sorted(due, key=lambda theme: _standing(theme, board, last))
    rules: tuple[Rule, ...] = (_urgent, _days, _turns, _leads, _repeats, _again)
    for rule in rules:
        missing.extend(rule(board, themes, last))
    yield from missing
    named = {one.theme.uid for one in missing}
    for theme in themes:
        if theme.uid not in board.aired and theme.uid not in named and not _told_before(board, theme, last):
            yield why_none(board, theme)


def _standing(theme: Theme, board: Board, last: Mapping[str, date]) -> tuple[int, date, date, str]:
    """Sort by priority, then what ends first this week, then what was least recently aired; the uid breaks ties."""
    return RANKS[rank(theme, board)], min(theme.until, board.days[-1]), last.get(theme.uid, date.min), theme.uid


def _pins(board: Board, pinned: Iterable[tuple[Theme, Pin | Move]]) -> Iterator[NotFitting]:
    for theme, pin in pinned:
        day, slot = pin.target
        place = board.by_key.get((slot, day))
        if place and (theme.uid in place.uids or board.begun(place)):
            continue
        code = _unpinnable(board, theme, place)
        if code or place is None:
            yield NotFitting(theme, board.week, code, day, slot)
        else:
            board.put(theme, place, Because("move", pin.day) if isinstance(pin, Move) else Because("pin"))


def _unpinnable(board: Board, theme: Theme, place: Place | None) -> str:
    """Return why a theme cannot be aired where a person pinned it; "" where it can."""
    if place is None:
        return "pin-slot"
    if not theme.first <= place.day <= theme.until:
        return "pin-window"
    if board.banned(theme, place):
        return "pin-ban"
    if board.silent(theme, place.day):
        return "pin-hold"
    return "" if board.room(theme, [place]) else "pin-full"


def _urgent(board: Board, themes: Sequence[Theme], last: Mapping[str, date]) -> Iterator[NotFitting]:
    """Urgent themes take every session of their days, or as many as they ask for."""
    for theme in themes:
        if rank(theme, board) != "urgent":
            continue
        if theme.repeat:
            yield from _repeat(board, theme, theme.repeat)
            continue
        until = urgent_until(theme)
        wanted = [place for place in board.open_to(theme) if place.day <= until]
        for place in board.room(theme, wanted):
            board.put(theme, place, Because("urgent", until))
        yield from _short_of(board, theme, "urgent", sum(theme.uid in place.uids for place in wanted), len(wanted))


def rank(theme: Theme, board: Board) -> str:
    """Return a theme's priority in a week: an urgent one without an end is urgent for its first days."""
    if theme.priority == "urgent" and urgent_until(theme) < max(board.days[0], board.today):
        return "priority"
    return theme.priority


def urgent_until(theme: Theme) -> date:
    """Return the last day on which an urgent theme takes every session."""
    return theme.until if theme.until < date.max else theme.first + timedelta(days=URGENT_DAYS - 1)


def _days(board: Board, themes: Sequence[Theme], last: Mapping[str, date]) -> Iterator[NotFitting]:
    """What has a day is aired on it; where there is no session on that day, on the nearest one before it."""
    for theme in themes:
        if theme.day is None or not max(board.today, board.days[0]) <= theme.day <= board.days[-1]:
            continue
        if any(place.day == theme.day for place in board.aired.get(theme.uid, ())):
            continue
        nearest = max((place.day for place in board.open_to(theme) if place.day <= theme.day), default=None)
        done = nearest is not None and _on_day(board, theme, nearest, Because("day", theme.day, what=theme.kind))
        if theme.kind == "deadline":
            done = done or _told_before(board, theme, last)
        elif nearest != theme.day:
            done = False
        if not done and board.open_to(theme):
            yield NotFitting(theme, board.week, "hold" if board.silent(theme, theme.day) else "day", theme.day)


def _told_before(board: Board, theme: Theme, last: Mapping[str, date]) -> bool:
    """Whether a deadline was aired on the days of its lead."""
    if theme.kind != "deadline" or theme.day is None:
        return False
    begins = theme.day - timedelta(days=theme.lead)
    aired = [last.get(theme.uid, date.min), *(place.day for place in board.aired.get(theme.uid, ()))]
    return any(begins <= day <= theme.day for day in aired)


def _on_day(board: Board, theme: Theme, day: date, because: Because) -> bool:
    """Air a theme once on a day unless it is; return whether it is now."""
    if any(place.day == day for place in board.aired.get(theme.uid, ())):
        return True
    room = board.room(theme, (place for place in board.open_to(theme) if place.day == day))
    if room:
        board.put(theme, choose(board, theme, room), because)
    return bool(room)


def _turns(board: Board, themes: Sequence[Theme], last: Mapping[str, date]) -> tuple[()]:
    """Every theme that is due is aired once, in its usual session, else in the next that has room."""
    for theme in themes:
        if theme.uid in board.aired:
            continue
        room = board.room(theme)
        if room:
            leads = lead_days(theme)
            place = choose(board, theme, (leads and [place for place in room if place.day in leads]) or room)
            board.put(theme, place, _because(theme, place.day))
    return ()


def _because(theme: Theme, day: date) -> Because:
    if theme.day and day in lead_days(theme):
        return Because("lead", theme.day, what=theme.kind)
    return _asked(theme.repeat) if theme.repeat else TURN


def _asked(repeat: Repeat) -> Because:
    return Because("rule") if repeat.rule else Because("repeat", count=repeat.times, what=repeat.per)


def _leads(board: Board, themes: Sequence[Theme], last: Mapping[str, date]) -> Iterator[NotFitting]:
    """On the days before its day a theme is aired daily, where there are sessions; the nearest days come first."""
    for theme in themes:
        if theme.day is None:
            continue
        days = {place.day for place in board.open_to(theme)}
        wanted = [day for day in lead_days(theme) if day in days]
        done = sum([_on_day(board, theme, day, Because("lead", theme.day, what=theme.kind)) for day in wanted])
        yield from _short_of(board, theme, "lead", done, len(wanted), theme.day)


def _repeats(board: Board, themes: Sequence[Theme], last: Mapping[str, date]) -> Iterator[NotFitting]:
    for theme in themes:
        if theme.repeat and rank(theme, board) != "urgent":
            yield from _repeat(board, theme, theme.repeat)


def _repeat(board: Board, theme: Theme, repeat: Repeat) -> Iterator[NotFitting]:
    """Air a theme as often as it asks, for the days that there are."""
    if repeat.per == "week":
        asked = ceil(repeat.times * len(board.window(theme)) / 7)
        done = _fill(board, theme, repeat, board.open_to(theme), asked)
        yield from _short_of(board, theme, "repeat", done, asked)
        return
    asked = done = 0
    for _, day in groupby(board.open_to(theme), key=lambda place: place.day):
        places = list(day)
        times = min(repeat.times, len(places)) if repeat.times == EVERY_SESSION else repeat.times
        asked += times
        done += _fill(board, theme, repeat, places, times)
    yield from _short_of(board, theme, "repeat", done, asked)


def _fill(board: Board, theme: Theme, repeat: Repeat, places: Sequence[Place], asked: int) -> int:
    """Air a theme in some sessions until it is so often in them and on their days; return how often it is."""
    days = {place.day for place in places} if repeat.per == "day" else set(board.days)
    done = sum(place.day in days for place in board.aired.get(theme.uid, ()))
    while done < asked and (room := board.room(theme, places)):
        board.put(theme, choose(board, theme, room), _asked(repeat))
        done += 1
    return done


def _short_of(
    board: Board, theme: Theme, code: str, done: int, asked: int, day: date | None = None
) -> Iterator[NotFitting]:
    """Yield what is missing of a theme that is aired too seldom; one that is not aired at all has its reason apart."""
    if done < asked and theme.uid in board.aired:
        yield NotFitting(theme, board.week, code, day, count=done, asked=asked)


def _again(board: Board, themes: Sequence[Theme], last: Mapping[str, date]) -> tuple[()]:
    """While minutes are left, themes that ask for nothing are aired again, once a day, in rounds."""
    free = [theme for theme in themes if theme.repeat is None and theme.uid in board.aired]
    for turn in range(2, board.unit.turns + 1):
        for theme in free:
            there = board.aired[theme.uid]
            if len(there) >= turn:
                continue
            days = {place.day for place in there}
            room = [place for place in board.room(theme) if place.day not in days]
            if room:
                board.put(theme, choose(board, theme, room), TURN)
    return ()


def choose(board: Board, theme: Theme, places: Sequence[Place]) -> Place:
    """Choose where a theme is aired, of places in time order.

    At the hours it asks for; far from its other airings of the day; else as usual.
    """
    wanted = hours(theme.repeat.rule) if theme.repeat else ()
    if wanted:
        return min(places, key=lambda place: min(abs(place.slot.begins - hour * 60) for hour in wanted))
    if theme.repeat and theme.repeat.per == "day":
        today = [one.at for one in board.aired.get(theme.uid, ()) if one.day == places[0].day]
        if today:
            return max(places, key=lambda place: min(abs(place.at - at) for at in today))
    usual = _usual(board, theme) % len(board.places)
    return next((place for place in places if place.number >= usual), places[0])


def _usual(board: Board, theme: Theme) -> int:
    """Return the number of a theme's usual session that is next; where it is not free the one after it is taken.

    Usual sessions lie evenly over the week, from the theme's home on, and depend on nothing else: a theme that is added
    moves only what it takes the room from. Each airing there is stands for the usual session before it.
    """
    there, total = board.aired.get(theme.uid), len(board.places)
    if not there:
        return theme.home
    times = theme.repeat.times if theme.repeat and theme.repeat.per == "week" else board.unit.turns
    usual = [theme.home + turn * total // max(1, times) for turn in range(max(1, times))]
    taken = {min(usual, key=lambda one: (place.number - one) % total) for place in there}
    return next((one for one in usual if one not in taken), usual[0])

"""Why a theme that is due has no airing in a week."""

from __future__ import annotations

from calendar_app.planning.board import Board, suits
from calendar_app.planning.model import NotFitting, Theme


def why_none(board: Board, theme: Theme) -> NotFitting:
    """Return the first reason that holds: of the unit's slots, of the theme's minutes, of its days, of decisions."""
    need = board.unit.minutes(theme.short)
    open_ = board.open_to(theme)
    if any(need <= place.slot.minutes for place in open_):
        return NotFitting(theme, board.week, "full")
    longest = max((place.slot.minutes for place in board.places if suits(theme, place.slot)), default=0)
    if 0 < longest < need:
        return NotFitting(theme, board.week, "too-long", count=longest, asked=need)
    return NotFitting(theme, board.week, "full" if open_ else _why_closed(board, theme))


def _why_closed(board: Board, theme: Theme) -> str:
    """Return why no session is open to a theme."""
    if not board.places:
        return "no-slots"
    if not any(not theme.channels or place.slot.channel in theme.channels for place in board.places):
        return "no-channel"
    if not any(suits(theme, place.slot) for place in board.places):
        return "no-language"
    days = board.window(theme)
    there = [place for place in board.group(theme) if place.day in days]
    if not there:
        return "no-day"
    return "banned" if all(board.banned(theme, place) for place in there) else "hold"

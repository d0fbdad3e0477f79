"""The airing plan: which theme in which slot of which day, and why. Pure: no clock, no database.

`plan` is deterministic and keeps nothing between two calls; docs/planning.md tells its rules in their order.
"""

from __future__ import annotations

from calendar_app.planning.asking import repeat_of
from calendar_app.planning.checks import week_named
from calendar_app.planning.make import plan
from calendar_app.planning.model import (
    Airing,
    Ban,
    Because,
    Decisions,
    Fault,
    Hold,
    Move,
    NotFitting,
    Pin,
    Plan,
    Repeat,
    Session,
    Slot,
    Theme,
    Unit,
)

__all__ = [
    "Airing",
    "Ban",
    "Because",
    "Decisions",
    "Fault",
    "Hold",
    "Move",
    "NotFitting",
    "Pin",
    "Plan",
    "Repeat",
    "Session",
    "Slot",
    "Theme",
    "Unit",
    "plan",
    "repeat_of",
    "week_named",
]

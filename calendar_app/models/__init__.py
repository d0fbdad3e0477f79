"""The tables. Instants are aware and UTC; days are dates; lists and facts are JSON."""

from calendar_app.models.airing import (
    AiringDecision,
    AiringPlan,
    AiringSession,
    AiringSlot,
    AiringTheme,
    AiringUnit,
)
from calendar_app.models.arrival import Arrival
from calendar_app.models.carrying import Carrying
from calendar_app.models.delivery import Delivery
from calendar_app.models.directive import Directive
from calendar_app.models.history import Decision
from calendar_app.models.item import Item, ItemDate, stable_uid
from calendar_app.models.log import LogEntry
from calendar_app.models.release import Change, Published, PublishedDirective, Release
from calendar_app.models.releasing import Comment, ScheduledRelease
from calendar_app.models.short_address import ShortAddress
from calendar_app.models.unit import Unit
from calendar_app.models.user import ApiToken, Identity, Invitation, LoginAttempt, LoginSession, User

__all__ = [
    "AiringDecision",
    "AiringPlan",
    "AiringSession",
    "AiringSlot",
    "AiringTheme",
    "AiringUnit",
    "ApiToken",
    "Arrival",
    "Carrying",
    "Change",
    "Comment",
    "Decision",
    "Delivery",
    "Directive",
    "Identity",
    "Invitation",
    "Item",
    "ItemDate",
    "LogEntry",
    "LoginAttempt",
    "LoginSession",
    "Published",
    "PublishedDirective",
    "Release",
    "ScheduledRelease",
    "ShortAddress",
    "Unit",
    "User",
    "stable_uid",
]

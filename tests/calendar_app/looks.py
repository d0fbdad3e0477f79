"""Ways to look at what is public and at what the desk holds."""

from __future__ import annotations

from icalendar import Calendar, Event
from sqlmodel import select

from calendar_app import review
from calendar_app.models import Item, ItemDate
from calendar_app.review import Actor, DateCorrection, ItemCorrection
from calendar_app.settings import Settings
from calendar_app.site import Site
from calendar_app.snapshot import Snapshot
from calendar_app.store import Store
from feeds.view import Entry
from tests.conftest import NOW

ME = Actor("bientap", NOW)


def public(settings: Settings) -> Snapshot:
    return Site(settings.data / "public").current().snapshot


def entry(settings: Settings, words: str) -> Entry:
    return next(e for e in public(settings).entries if words in e.title)


def events(settings: Settings, feed: str = "tat-ca") -> dict[str, Event]:
    data = (settings.data / f"public/current/feeds/{feed}.ics").read_bytes()
    return {str(event["UID"]): event for event in Calendar.from_ical(data).events}


def item(store: Store, words: str) -> Item:
    with store.reading() as session:
        return next(i for i in session.exec(select(Item)).all() if words in i.title)


def dates(store: Store, found: Item) -> list[ItemDate]:
    with store.reading() as session:
        return review.dates_of(session, [found.id or 0])[found.id or 0]


def correction(found: Item, *marks: DateCorrection) -> ItemCorrection:
    return ItemCorrection(found.title, found.kind, tuple(found.channels), marks)


def refuse(store: Store, words: str) -> None:
    found = item(store, words)
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME)

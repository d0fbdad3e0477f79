"""What the address of a page of the desk's calendar chooses: channels, subject, unit, directive, state and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from sqlmodel import Session, col, select
from werkzeug.datastructures import MultiDict

from calendar_app.audiences import Audiences
from calendar_app.desk_days import STATES, Planned
from calendar_app.errors import Problem
from calendar_app.models import Item
from calendar_app.public_state import addressed, units_of
from calendar_app.units import Units
from content.folding import fold
from content.vocabulary import channels
from content.vocabulary.subjects import subjects, subjects_of

Query = dict[str, Any]
LONGEST = 80
KEPT = ("tu", "den")
UNKNOWN = "Bộ lọc “{}” không có lựa chọn “{}”. Hãy mở mục “Lọc” của trang và chọn lại."


@dataclass(frozen=True, slots=True)
class Filter:
    """Any of the channels and states, and each of the rest; nothing named chooses everything."""

    channels: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    subject: str = ""
    unit: str = ""
    directive: str = ""
    words: str = ""

    @property
    def of_each(self) -> bool:
        """Whether it asks for more of an item than its channels and its state."""
        return any((self.subject, self.unit, self.directive, self.words))

    @property
    def query(self) -> Query:
        """The filter as an address has it, to be handed to `url_for`."""
        single = (("chu-de", self.subject), ("don-vi", self.unit), ("van-ban", self.directive), ("tim", self.words))
        found = {"kenh": list(self.channels), "trang-thai": list(self.states)}
        found |= {name: [value] for name, value in single if value}
        return {name: values for name, values in found.items() if values}

    def toggled(self, name: str, value: str) -> Query:
        """Return the filter with one channel (`kenh`) or state (`trang-thai`) more, or less where it has it."""
        there = self.query.get(name, [])
        values = [one for one in there if one != value] if value in there else [*there, value]
        return {key: kept for key, kept in {**self.query, name: values}.items() if kept}


def asked(said: MultiDict[str, str]) -> Filter:
    """Return what a query chooses; raise Problem where it names what there is not."""
    return Filter(
        channels=_known("kenh", said.getlist("kenh"), {channel.slug for channel in channels()}),
        states=_known("trang-thai", said.getlist("trang-thai"), STATES.keys()),
        subject="".join(_known("chu-de", [said.get("chu-de", "")], {subject.slug for subject in subjects()})),
        unit=said.get("don-vi", "").strip()[:LONGEST],
        directive=said.get("van-ban", "").strip()[:LONGEST],
        words=said.get("tim", "").strip()[:LONGEST],
    )


def choose(session: Session, wanted: Filter, found: Sequence[Planned], today: date) -> list[Planned]:
    """Return what a filter chooses; raise Problem where it names a unit that nobody knows."""
    left = [one for one in found if _fits(wanted, one)]
    if wanted.words or wanted.subject:
        texts = _texts(session, left)
        words = fold(wanted.words).split()
        left = [one for one in left if all(word in _told(one, texts) for word in words)]
        left = [one for one in left if not wanted.subject or wanted.subject in _subjects(one, texts)]
    return _reaching(units_of(session), wanted.unit, left, today) if wanted.unit else left


def here(query: Query) -> str:
    """Return the address of the current page under another filter."""
    kept = {name: request.args[name] for name in KEPT if request.args.get(name)}
    return url_for(request.endpoint or "", **{**kept, **query}, **(request.view_args or {}))


def _known(name: str, values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    there, chosen = set(known), tuple(dict.fromkeys(value for value in values if value))
    for value in chosen:
        if value not in there:
            raise Problem(UNKNOWN.format(name, value[:60]))
    return chosen


def _fits(wanted: Filter, one: Planned) -> bool:
    return (
        (not wanted.channels or not set(wanted.channels).isdisjoint(one.entry.channels))
        and (not wanted.states or one.state in wanted.states)
        and (not wanted.directive or one.paper.slug == wanted.directive)
    )


def _texts(session: Session, found: Sequence[Planned]) -> dict[int, str]:
    ids = {one.item.id for one in found}
    return {number or 0: text for number, text in session.exec(select(Item.id, Item.text).where(col(Item.id).in_(ids)))}


def _told(one: Planned, texts: dict[int, str]) -> str:
    said = (one.entry.title, one.item.title, texts[one.item.id or 0], *one.item.audiences, one.paper.title)
    return fold(" ".join(said))


def _subjects(one: Planned, texts: dict[int, str]) -> tuple[str, ...]:
    return subjects_of(one.entry.title, texts[one.item.id or 0]) or subjects_of(one.paper.subject, "")


def _reaching(units: Units, name: str, found: Sequence[Planned], today: date) -> list[Planned]:
    """Return what reaches a unit, named by its name or its word in addresses."""
    slugs = {unit.slug for unit in units.named(name)} | ({name} & units.by_slug.keys())
    if not slugs:
        raise Problem(f"Sổ đơn vị không có “{name}”. Hãy gõ đúng tên đơn vị, ví dụ như ở trang “Đơn vị”.")
    audiences = Audiences(units, today)
    return [one for one in found if not slugs.isdisjoint(_reach(audiences, one))]


def _reach(audiences: Audiences, one: Planned) -> tuple[str, ...]:
    return audiences.reach(addressed(one.paper), one.item.audiences, one.item.channels).units

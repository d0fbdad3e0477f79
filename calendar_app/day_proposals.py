"""Days that are proposed for what waits for one: of the almanac, and those the reader named in its doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from calendar_app.clock import day_of
from calendar_app.desk_days import Planned
from calendar_app.models import Item
from content.almanac.observances import named, observances, observed

MOST = 3
_DAY = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day, and where it comes from in Vietnamese."""

    day: date
    why: str


def of(session: Session, found: Sequence[Planned]) -> dict[str, tuple[Proposal, ...]]:
    """Return the days proposed for entries that wait, by UID, each day once and at most `MOST`; it takes one query."""
    ids = {one.item.id for one in found}
    doubts = dict(session.exec(select(Item.id, Item.doubts).where(col(Item.id).in_(ids))).all())
    return {one.entry.uid: _few((*_of_almanac(one), *_of_reader(doubts[one.item.id]))) for one in found}


def _few(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    days = {proposal.day: proposal for proposal in reversed(list(found))}
    return tuple(reversed(days.values()))[:MOST]


def _of_almanac(one: Planned) -> Iterator[Proposal]:
    slug = one.mark.observance if one.mark else ""
    kept = next((each for each in observances() if each.slug == slug), None) or named(one.entry.title, None)
    since = (one.mark and one.mark.start) or one.paper.issued_on or day_of(one.paper.received_at)
    for year in (since.year, since.year + 1) if kept else ():
        day = observed(kept, year) if kept else None
        if day and day.last >= since:
            yield Proposal(day.day, f"{day.observance.name}, theo lịch năm")
            return


def _of_reader(doubts: Iterable[dict[str, str]]) -> Iterator[Proposal]:
    for doubt in doubts:
        for number, month, year in _DAY.findall(doubt["message"]):
            try:
                yield Proposal(date(int(year), int(month), int(number)), "máy đọc đề xuất")
            except ValueError:
                continue

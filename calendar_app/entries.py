"""From accepted items to the entries people subscribe to.

An item with settled dates gives one entry a date; a theme or task without any gives one entry for its
directive's window. Forms of communication are shown with their directive and are no entries.
"""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, func, not_, or_, select

from calendar_app import wording
from calendar_app.facts import EntryFacts
from calendar_app.models import Directive, Item, ItemDate

MOVABLE = ("anniversary", "event")  # roles that need a day, not a month or a year
OFTEN = ("DAILY", "HOURLY", "MINUTELY")
SOURCE_WORDS = 300
_ONLY_COUNTS = re.compile(
    r"(?:Đợt|Giai đoạn|Vòng|Lần|Kỳ|Lớp|Lượt)\s(?:thứ\s)?"
    r"(?:\d{1,2}|[IVX]+|một|nhất|hai|ba|tư|năm|đầu|cuối|chính|bổ sung)$"
    r"|(?:Vòng\s)?(?:[Ss]ơ|[Cc]hung) khảo$|(?:Vòng\s)?(?:[Bb]án|[Cc]hung) kết$"
)


def settled(mark: ItemDate) -> bool:
    """Whether a date is fixed enough to be published: a day where one is needed, and not refused by a person."""
    if not mark.kept or is_rhythm(mark) or (mark.start is None and mark.end is None and mark.rrule is None):
        return False
    return mark.role not in MOVABLE or mark.precision in ("day", "week")


def is_rhythm(mark: ItemDate) -> bool:
    """Whether a mark only says how often something airs ("hằng ngày"): part of its theme, no row of days to publish."""
    rule = mark.rrule
    return rule is not None and mark.end is None and any(f"FREQ={name}" in rule for name in OFTEN)


def settled_row() -> ColumnElement[bool]:
    """Return `settled` as the database says it."""
    some = or_(*(col(column).is_not(None) for column in (ItemDate.start, ItemDate.end, ItemDate.rrule)))
    day = or_(col(ItemDate.role).not_in(MOVABLE), col(ItemDate.precision).in_(("day", "week")))
    return and_(col(ItemDate.kept), some, day, not_(rhythm_row()))


def rhythm_row() -> ColumnElement[bool]:
    """Return `is_rhythm` as the database says it."""
    often = [col(ItemDate.rrule).contains(f"FREQ={name}") for name in OFTEN]
    return and_(col(ItemDate.end).is_(None), func.coalesce(or_(*often), False))


def has_date(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an item has a date of some kind."""
    return select(ItemDate.id).where(ItemDate.item_id == Item.id, which).exists()


def entries_of(directive: Directive, item: Item, marks: list[ItemDate]) -> dict[str, EntryFacts]:
    """Return what an item publishes, by UID. The caller asks only for accepted items."""
    if item.kind == "form":
        return {}
    dated = [mark for mark in marks if settled(mark)]
    if not dated:
        return {item.uid: _undated(directive, item)}
    return {mark.uid: _dated(directive, item, mark) for mark in dated}


def title_of(item: Item, mark: ItemDate) -> str:
    """Return what a date is published as: its own name; what only counts ("Đợt 1") stands after the item's title."""
    if not _ONLY_COUNTS.match(mark.label):
        return mark.label or item.title
    return f"{item.title}: {mark.label[:1].lower()}{mark.label[1:]}"


def _undated(directive: Directive, item: Item) -> EntryFacts:
    kind = "nhiem-vu" if item.kind == "task" else "chu-de"
    words = directive.window_text or item.title
    return _facts(directive, item, kind, item.title, directive.window_start, directive.window_end, words)


def _dated(directive: Directive, item: Item, mark: ItemDate) -> EntryFacts:
    kind = wording.KIND_OF_ROLE[mark.role]
    title = title_of(item, mark)
    if mark.years and str(mark.years) not in title:
        title = f"{title} ({mark.years} năm)"
    start, end = mark.start, mark.end
    if kind == "han-nop":
        start = end
    elif start is None:
        start = directive.window_start or directive.issued_on or end
    words = directive.text[mark.span_start : mark.span_end] or mark.text
    return _facts(directive, item, kind, title, start, end, words, mark.rrule, mark.years)


def _facts(
    directive: Directive,
    item: Item,
    kind: str,
    title: str,
    start: date | None,
    end: date | None,
    words: str,
    rrule: str | None = None,
    years: int | None = None,
) -> EntryFacts:
    return EntryFacts(
        theme_uid=item.uid,
        kind=kind,
        title=title,
        text=item.text,
        start=start,
        end=end,
        rrule=rrule,
        years=years,
        channels=tuple(item.channels),
        audiences=tuple(item.audiences),
        providers=tuple(item.providers),
        slogans=tuple(item.slogans),
        links=tuple(item.links),
        path=item.path,
        words=" ".join(words.split())[:SOURCE_WORDS],
        source=directive.title,
        embargo_until=item.embargo_until,
    )

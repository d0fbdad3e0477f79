"""One item made two, several made one, several decided about at once. The caller holds the transaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from calendar_app import review
from calendar_app.entries import settled
from calendar_app.errors import Problem
from calendar_app.models import Directive, Item, ItemDate, stable_uid
from calendar_app.review import REMOVED, Actor, DateCorrection, ItemCorrection

MOST_TITLE = 120
MOST_DAYS = 366
_SENTENCE = re.compile(r"(?<=[.;!?:])\s+(?=\S)|\n\s*\n\s*")
_CLAUSE = re.compile(r"[.;:!?]\s")
NO_REASON = "Hãy ghi lý do bỏ các mục này: người xem lại cần biết vì sao."
Seen = tuple[int, int]
"""An item and the version of it that the person saw."""


def merge(session: Session, seen: Sequence[Seen], actor: Actor) -> Item:
    """Make one item of several: the first in the document's order keeps its UID and takes words and dates of all.

    The others are refused. Raises Problem where they are fewer than two, of two directives, refused or withdrawn.
    """
    items = sorted((review.item_seen(session, *one) for one in seen), key=lambda item: item.position)
    if len({item.id for item in items}) < 2 or len({item.directive_id for item in items}) > 1:
        raise Problem("Hãy chọn ít nhất hai mục của văn bản này để gộp.")
    if any(item.status not in ("draft", "accepted") for item in items):
        raise Problem("Mục đã bỏ hoặc đã rút lại thì không gộp được. Hãy hoàn tác quyết định ấy trước.")
    before = {item.id or 0: review.state_of(session, item, whole=True) for item in items}
    first, *others = items
    for name in ("spans", "audiences", "channels", "providers", "slogans", "links", "doubts"):
        setattr(first, name, _joined(items, name))
    first.spans = sorted(first.spans)
    first.text = "\n".join(item.text for item in items)
    _gather_dates(session, items)
    for item in others:
        item.status = "refused"
    _keep(session, items, before, ["merge"] * len(items), f"gộp vào mục {first.path}", actor)
    return first


def sentences(directive: Directive, item: Item) -> list[tuple[int, str]]:
    """Return the sentences and clauses of an item, each with the place in the text where it begins."""
    found = []
    for start, end in item.spans:
        starts = [start, *(start + gap.end() for gap in _SENTENCE.finditer(directive.text[start:end])), end]
        found += [(a, " ".join(directive.text[a:b].split())) for a, b in pairwise(starts)]
    return [one for one in found if one[1]]


def between_dates(session: Session, item: Item) -> list[int]:
    """Return where to split an item so that each date stands in an item of its own, as far as its words allow."""
    directive = session.get_one(Directive, item.directive_id)
    begins = [place for place, _ in sentences(directive, item)]
    marks = [m for m in review.dates_of(session, [item.id or 0])[item.id or 0] if m.kept and m.text]
    places = sorted({(mark.span_start, mark.span_end) for mark in marks})
    cuts = []
    for (_, end), (start, _) in pairwise(places):
        inside = [place for place in begins if end <= place <= start]
        cuts += inside[-1:] or ([end] if end < start else [])
    return cuts


def split(session: Session, item_id: int, version: int, places: Sequence[int], actor: Actor) -> list[Item]:
    """Cut an item at places of its text: the first part keeps its UID, the others get UIDs of their own.

    Dates go with the words they were read from; those of no words here stay with the first. Raises Problem where no
    place lies within the item.
    """
    item = review.item_seen(session, item_id, version)
    directive = session.get_one(Directive, item.directive_id)
    parts = [part for part in _cut(item.spans, sorted(set(places))) if _words(directive, part)]
    if len(parts) < 2:
        raise Problem("Chưa chọn chỗ tách nào nằm trong mục. Hãy chọn câu mà mục mới bắt đầu.")
    before = {item_id: review.state_of(session, item, whole=True)}
    marks = review.dates_of(session, [item_id])[item_id]
    made = [_part(session, directive, item, part) for part in parts[1:]]
    slogans, doubts = item.slogans, item.doubts
    for one, spans in zip((item, *made), parts, strict=True):
        one.spans, one.text = [list(span) for span in spans], _words(directive, spans)
        one.doubts = [doubt for doubt in doubts if _within(doubt["span"][0], spans)]
        one.slogans = [slogan for slogan in slogans if " ".join(slogan.split()) in one.text]
        session.add(one)
    place_behind(session, item, made)
    session.flush()
    for one, spans in zip(made, parts[1:], strict=True):
        before[one.id or 0] = {"status": REMOVED, "text": one.text, "dates": []}
        _move_dates(session, one, [mark for mark in marks if _within(mark.span_start, spans)])
    _keep(session, [item, *made], before, ["split", *["part"] * len(made)], "", actor)
    return [item, *made]


def set_channels(session: Session, seen: Seen, channels: tuple[str, ...], actor: Actor) -> Item:
    """Give an item these channels, and no others."""
    item = review.item_seen(session, *seen)
    return review.correct(session, *seen, replace(_as_it_is(item), channels=channels), actor)


def move_days(session: Session, seen: Seen, days: int, actor: Actor) -> Item:
    """Move the fixed days of an item; what comes back regularly, or has no day yet, stays as it is."""
    if not 0 < abs(days) <= MOST_DAYS:
        raise Problem(f"Hãy điền số ngày cần dời, từ 1 đến {MOST_DAYS}; dời sớm hơn thì thêm dấu trừ.")
    item = review.item_seen(session, *seen)
    by, marks = timedelta(days=days), review.dates_of(session, [seen[0]])[seen[0]]
    moved = tuple(_moved(mark, by) for mark in marks if settled(mark) and not mark.rrule)
    if not moved:
        raise Problem(f"Mục {item.path} không có ngày cố định để dời.")
    return review.correct(session, *seen, replace(_as_it_is(item), dates=moved), actor)


def move_to(session: Session, seen: Seen, wanted: DateCorrection, actor: Actor) -> Item:
    """Give one date of an item other days, or an item without any its first; its words, and all else, stay."""
    item = review.item_seen(session, *seen)
    return review.correct(session, *seen, replace(_as_it_is(item), dates=(wanted,)), actor)


def _as_it_is(item: Item) -> ItemCorrection:
    return ItemCorrection(item.title, item.kind, tuple(item.channels), (), item.embargo_until)


def _moved(mark: ItemDate, by: timedelta) -> DateCorrection:
    start, end = mark.start and mark.start + by, mark.end and mark.end + by
    return DateCorrection(mark.uid, mark.role, start, end, mark.label, mark.kept)


def _joined(items: Sequence[Item], name: str) -> list[object]:
    found: list[object] = []
    for item in items:
        found += [value for value in getattr(item, name) if value not in found]
    return found


def _gather_dates(session: Session, items: Sequence[Item]) -> None:
    """The first item takes all dates; one that says the same again is kept, unused."""
    dates = review.dates_of(session, [item.id or 0 for item in items])
    said = set()
    for number, mark in enumerate(mark for item in items for mark in dates[item.id or 0]):
        says = (mark.role, mark.start, mark.end, mark.rrule, mark.label)
        mark.kept = mark.kept and says not in said
        mark.item_id, mark.position = items[0].id or 0, number
        said.add(says)
        session.add(mark)


def _move_dates(session: Session, item: Item, marks: Sequence[ItemDate]) -> None:
    for number, mark in enumerate(marks):
        mark.item_id, mark.position = item.id or 0, number
        session.add(mark)
    if len(marks) == 1 and marks[0].label:
        item.title = marks[0].label
    session.add(item)


def _part(session: Session, directive: Directive, item: Item, spans: Sequence[Seen]) -> Item:
    """Return the item of a part; one that was made of the same words before, and taken back, is that item again."""
    uid = stable_uid(item.uid, "tach", spans[0][0])
    known = session.exec(select(Item).where(Item.uid == uid)).first()
    if known and known.status != REMOVED:
        raise Problem(f"Phần này đã được tách thành mục {known.path}.")
    part = known or Item(
        uid=uid, directive_id=item.directive_id, position=item.position, path="", kind="", title="", text=""
    )
    part.path, part.kind, part.duty, part.status = item.path, item.kind, item.duty, item.status
    part.title = _CLAUSE.split(_words(directive, spans), maxsplit=1)[0][:MOST_TITLE].strip(" .,;:")
    part.embargo_until, part.version = item.embargo_until, part.version + (1 if known else 0)
    for name in ("audiences", "channels", "providers", "links"):
        setattr(part, name, list(getattr(item, name)))
    return part


def place_behind(session: Session, item: Item, made: Sequence[Item]) -> None:
    """Put new items behind another of their directive, in order."""
    ids = {one.id for one in made}
    query = select(Item).where(Item.directive_id == item.directive_id).order_by(col(Item.position), col(Item.id))
    with session.no_autoflush:
        there = [one for one in session.exec(query).all() if one.id is None or one.id not in ids]
    at = there.index(item) + 1
    for number, one in enumerate([*there[:at], *made, *there[at:]]):
        one.position = number
        session.add(one)


def _cut(spans: Sequence[Sequence[int]], places: Sequence[int]) -> Iterator[list[Seen]]:
    part: list[Seen] = []
    for start, end in spans:
        for place in [place for place in places if start <= place < end]:
            if start < place:
                part.append((start, place))
            if part:
                yield part
            part, start = [], place
        part.append((start, end))
    yield part


def _words(directive: Directive, spans: Sequence[Seen]) -> str:
    return " ".join(" ".join(directive.text[a:b] for a, b in spans).split())


def _within(place: int, spans: Sequence[Seen]) -> bool:
    return any(a <= place < b for a, b in spans)


def _keep(
    session: Session,
    items: Sequence[Item],
    before: dict[int, dict[str, object]],
    actions: Sequence[str],
    reason: str,
    actor: Actor,
) -> None:
    together = [item.id or 0 for item in items]
    for item in items:
        item.version += 1
        session.add(item)
    session.flush()
    for item, action in zip(items, actions, strict=True):
        why = reason if item is not items[0] else ""
        review.record(session, item, actor, action, why, before[item.id or 0], together)

"""What a newer reader, or a corrected file, says otherwise than the items of a directive; a person takes it over.

`take` changes one item, which keeps its UID and its status; a date that is still there keeps its UID too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import intake, jail, review
from calendar_app.errors import Problem
from calendar_app.likeness import alike, words
from calendar_app.models import Directive, Item, ItemDate, stable_uid
from calendar_app.review import Actor

Read = dict[str, Any]
Days = tuple[str, str | None, str | None]
SAME_FIELDS = ("title", "kind", "text")
TAKEN = ("title", "kind", "text", "spans", "audiences", "providers", "slogans", "links")
"""What of an item a reading says; its channels, embargo and status are a person's."""
BY_HAND = "tay"
WHERE = frozenset(("position", "text", "span_start", "span_end"))
KEYS: tuple[Callable[[ItemDate], object], ...] = (
    lambda mark: mark.uid,
    lambda mark: (mark.span_start, mark.span_end, mark.label),
    lambda mark: (mark.role, mark.start, mark.end, mark.label),
    lambda mark: (mark.role, mark.start, mark.end),
    lambda mark: (mark.span_start, mark.span_end),
)
"""By what a date is known again, the surest first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An item as it is and as it is read now: `was` None for a new one, `now` None for one that is gone.

    `fields` names what differs (title, kind, text, dates); `days` are role, first and last day, before and after.
    """

    was: Item | None
    now: Read | None
    fields: tuple[str, ...] = ()
    days: tuple[tuple[Days, ...], tuple[Days, ...]] = ((), ())


def read_again(directive: Directive, data: bytes, name: str, today: date) -> Read:
    """Return the reading of a directive's file, or of a corrected one, with what people filled in of its header."""
    known = {"number": directive.number, "issuer": directive.issuer}
    known["issued_on"] = directive.issued_on.isoformat() if directive.issued_on else ""
    return jail.read(data, name, today, {field: value for field, value in known.items() if value})


def differences(items: Sequence[Item], dates: Mapping[int, Sequence[ItemDate]], reading: Read) -> list[Difference]:
    """Return what differs, in the order of the items, and after them what is new.

    Items are taken for the same by title, else by place and words, else by words alone.
    """
    pairs = matched(items, reading["items"])
    found = [_difference(item, dates[item.id or 0], pairs.get(item.id or 0)) for item in items]
    taken = {id(read) for read in pairs.values()}
    new = [Difference(None, read) for read in reading["items"] if id(read) not in taken]
    return [one for one in found if one.now is None or one.fields] + new


def take(session: Session, directive: Directive, seen: tuple[int, int], reading: Read, actor: Actor) -> Item:
    """Give an item what the directive's own file says now; the caller holds the transaction.

    Raises Problem where its text is read otherwise, so that places no longer hold, or the item is not found in it.
    """
    item = review.item_seen(session, *seen)
    query = select(Item).where(Item.directive_id == directive.id, Item.status != review.REMOVED)
    items = session.exec(query.order_by(col(Item.position))).all()
    read = matched(items, reading["items"]).get(item.id or 0)
    if read is None or reading["text"] != directive.text:
        raise Problem("Bản đọc lại không còn mục này ở chỗ cũ. Hãy sửa mục bằng tay.")
    before = review.state_of(session, item, whole=True)
    for name in TAKEN:
        setattr(item, name, read[name])
    item.duty = read["duty"] or ""
    item.doubts = [d for d in reading["doubts"] if any(a <= d["span"][0] < b for a, b in read["spans"])]
    _take_dates(session, item, read["dates"])
    item.version += 1
    session.add(item)
    session.flush()
    review.record(session, item, actor, "reread", "", before)
    return item


def matched(items: Sequence[Item], read: Sequence[Read]) -> dict[int, Read]:
    """Return what was read for items, by their ids, as far as it is found again."""
    pairs: dict[int, Read] = {}
    left = list(read)
    for same in (_same_title, _same_place, _same_words):
        for item in items:
            found = None if item.id in pairs else next(_which(same, item, left), None)
            if found:
                pairs[item.id or 0] = found
                left.remove(found)
    return pairs


def _take_dates(session: Session, item: Item, read: Sequence[Read]) -> None:
    """A date read from the same words, or of the same days, is the same one; one no longer read stays, unused.

    What a person set or refused stays as it is.
    """
    there = list(review.dates_of(session, [item.id or 0])[item.id or 0])
    for number, told in enumerate(read):
        new = intake.draft_date(item, number, told)
        new.uid = stable_uid(item.uid, "doc-lai", *told["span"], told["role"], told["start"], told["end"])
        known = next((mark for key in KEYS for mark in there if key(mark) == key(new)), None)
        if known:
            there.remove(known)
            _rewrite(known, new)
        session.add(known or new)
    for mark in there:
        mark.kept = mark.kept and mark.rule == BY_HAND
        session.add(mark)


def _rewrite(mark: ItemDate, new: ItemDate) -> None:
    names = WHERE if mark.rule == BY_HAND else set(ItemDate.model_fields) - {"id", "item_id", "uid", "kept"}
    for name in names:
        setattr(mark, name, getattr(new, name))


def _which(same: Callable[[Item, Read], bool], item: Item, read: Sequence[Read]) -> Iterator[Read]:
    return (one for one in read if same(item, one))


def _same_title(item: Item, read: Read) -> bool:
    return item.path == read["path"] and _plain(item.title) == _plain(read["title"])


def _same_place(item: Item, read: Read) -> bool:
    return item.path == read["path"] and _same_words(item, read)


def _same_words(item: Item, read: Read) -> bool:
    return _plain(item.text) == _plain(read["text"]) or alike(words(item.text), words(read["text"]))


def _difference(item: Item, marks: Sequence[ItemDate], read: Read | None) -> Difference:
    if read is None:
        return Difference(item, None)
    before, after = _days_of(marks), _days_read(read)
    fields = [name for name in SAME_FIELDS if _plain(getattr(item, name)) != _plain(read[name])]
    return Difference(item, read, (*fields, *(("dates",) if before != after else ())), (before, after))


def _days_of(marks: Sequence[ItemDate]) -> tuple[Days, ...]:
    return tuple(sorted(((m.role, _iso(m.start), _iso(m.end)) for m in marks if m.kept), key=str))


def _days_read(read: Read) -> tuple[Days, ...]:
    return tuple(sorted(((m["role"], m["start"], m["end"]) for m in read["dates"]), key=str))


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _plain(text: str) -> str:
    return " ".join(text.split())

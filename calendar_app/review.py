"""What a person decides about what was read: accept, refuse, reopen, correct. Each decision is kept with its author.

Every verb takes the version its caller saw and raises Conflict where somebody else has changed the item since.
The caller holds the transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from calendar_app import log, wording
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.log import Subject
from calendar_app.models import Decision, Directive, Item, ItemDate

YEARS = range(1990, 2101)
ADDED = ("add", "part", "create", "copy")
"""Decisions by which a person made an item: of words that had become nothing, of a part of another item, of their own,
of another item for another day."""
REMOVED = "removed"
"""The status of an item whose making was taken back: its decisions stay, it is shown nowhere."""
CHANGEABLE = frozenset(("title", "kind", "channels", "embargo_until", "status"))
READ = frozenset(("text", "duty", "spans", "audiences", "providers", "slogans", "links", "doubts", "path"))
"""What of an item changes only where it is split, merged or read anew."""
DATE_CHANGEABLE = frozenset(("uid", "position", "role", "start", "end", "precision", "label", "rule", "reason", "kept"))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DateCorrection:
    """A date as a person wants it; `uid` None adds one, the item's own adds its first. Days are inclusive."""

    uid: str | None
    role: str
    start: date | None
    end: date | None
    label: str
    kept: bool = True


@dataclass(frozen=True, slots=True)
class ItemCorrection:
    """An item as a person wants it."""

    title: str
    kind: str
    channels: tuple[str, ...]
    dates: tuple[DateCorrection, ...]
    embargo_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeaderCorrection:
    """What the paper left blank, filled in by a person."""

    number: str
    issued_on: date | None
    window_start: date | None
    window_end: date | None


def accept(session: Session, item_id: int, version: int, actor: Actor) -> Item:
    """Accept an item: it goes public with the next release."""
    return _set_status(session, item_id, version, actor, "accepted", "accept")


def refuse(session: Session, item_id: int, version: int, actor: Actor, reason: str = "") -> Item:
    """Refuse an item: it is not published, and is cancelled by the next release if it was."""
    return _set_status(session, item_id, version, actor, "refused", "refuse", reason)


def withdraw(session: Session, item_id: int, version: int, actor: Actor, reason: str) -> Item:
    """Take an item back that should never have been public: of it only title and days stay, marked."""
    if not reason:
        raise Problem("Hãy ghi lý do rút lại: người đã nhận được mục này cần biết vì sao.")
    return _set_status(session, item_id, version, actor, "withdrawn", "withdraw", reason)


def reopen(session: Session, item_id: int, version: int, actor: Actor) -> Item:
    """Take a decision back: the item waits again."""
    return _set_status(session, item_id, version, actor, "draft", "reopen")


def accept_all(session: Session, directive_id: int, actor: Actor) -> list[Item]:
    """Accept every waiting item of a directive that has no blocking doubt; return those left for a person."""
    waiting = select(Item).where(Item.directive_id == directive_id, Item.status == "draft")
    left = []
    for item in session.exec(waiting.order_by(col(Item.position))).all():
        if any(doubt["blocking"] for doubt in item.doubts):
            left.append(item)
        else:
            accept(session, item.id or 0, item.version, actor)
    return left


def correct(session: Session, item_id: int, version: int, wanted: ItemCorrection, actor: Actor) -> Item:
    """Write an item and its dates as a person wants them; raise Problem where they cannot be."""
    item = item_seen(session, item_id, version)
    before = state_of(session, item)
    fill_in(session, item, wanted, actor)
    item.version += 1
    session.flush()
    record(session, item, actor, "correct", "", before)
    return item


def fill_in(session: Session, item: Item, wanted: ItemCorrection, actor: Actor) -> None:
    """Write what is wanted into an item, without a decision; raise Problem where it cannot be."""
    if not wanted.title.strip():
        raise Problem("Mục cần có tên. Hãy điền tên rồi lưu lại.")
    for mark in wanted.dates:
        _check(mark)
    item.title, item.kind, item.channels = wanted.title.strip(), wanted.kind, list(wanted.channels)
    item.embargo_until = wanted.embargo_until
    _correct_dates(session, item, wanted.dates, actor)
    session.add(item)
    session.flush()


def correct_header(
    session: Session, directive_id: int, version: int, wanted: HeaderCorrection, actor: Actor
) -> Directive:
    """Fill in what the paper left blank."""
    directive = session.get(Directive, directive_id)
    if directive is None:
        raise NotFound("Không có văn bản này.")
    if directive.version != version:
        raise Conflict("Văn bản vừa được người khác sửa. Hãy xem lại bản mới rồi sửa tiếp.")
    check_days(wanted.issued_on, None)
    check_days(wanted.window_start, wanted.window_end)
    before = _header(directive)
    directive.number = "".join(wanted.number.split())
    directive.issued_on = wanted.issued_on
    directive.window_start, directive.window_end = wanted.window_start, wanted.window_end
    directive.version += 1
    session.add(directive)
    session.add(
        Decision(
            at=actor.at,
            author=actor.name,
            directive_id=directive_id,
            action="correct",
            before=before,
            after=_header(directive),
        )
    )
    about = Subject(directive.title, directive_id)
    log.record(session, actor.name, actor.at, "directive.correct", about, before, _header(directive))
    return directive


def dates_of(session: Session, item_ids: Sequence[int]) -> dict[int, list[ItemDate]]:
    """Return the dates of items, in order, by item."""
    found: dict[int, list[ItemDate]] = {item_id: [] for item_id in item_ids}
    query = select(ItemDate).where(col(ItemDate.item_id).in_(item_ids)).order_by(col(ItemDate.position))
    for mark in session.exec(query).all():
        found[mark.item_id].append(mark)
    return found


def state_of(session: Session, item: Item, whole: bool = False) -> dict[str, Any]:
    """Return what a person can change about an item, as JSON: what the history keeps. `whole`: with what was read."""
    marks = dates_of(session, [item.id or 0])[item.id or 0]
    of_date = set(ItemDate.model_fields) - {"id", "item_id"} if whole else DATE_CHANGEABLE
    return {
        **item.model_dump(mode="json", include=set(CHANGEABLE | READ if whole else CHANGEABLE)),
        "dates": [mark.model_dump(mode="json", include=set(of_date)) for mark in marks],
    }


def item_seen(session: Session, item_id: int, version: int) -> Item:
    """Return an item as its form saw it; raise NotFound where there is none, Conflict where it has changed since."""
    item = session.get(Item, item_id)
    if item is None:
        raise NotFound("Không có mục này.")
    if item.version != version:
        raise Conflict("Mục này vừa được người khác sửa. Hãy xem lại bản mới rồi quyết định.")
    return item


def _set_status(
    session: Session, item_id: int, version: int, actor: Actor, status: str, action: str, reason: str = ""
) -> Item:
    item = item_seen(session, item_id, version)
    before = state_of(session, item)
    item.status = status
    item.version += 1
    session.add(item)
    record(session, item, actor, action, reason, before)
    return item


def record(
    session: Session,
    item: Item,
    actor: Actor,
    action: str,
    reason: str,
    before: dict[str, Any],
    together: Sequence[int] = (),
) -> None:
    """Keep a decision about an item, with its state before and after.

    `together` are the items that one act decided about: it can be taken back for all of them only.
    """
    after = state_of(session, item, whole="text" in before)
    session.add(
        Decision(
            at=actor.at,
            author=actor.name,
            directive_id=item.directive_id,
            item_id=item.id,
            action=action,
            reason=reason,
            before=before,
            after=after | {"together": list(together)} if together else after,
        )
    )
    _tell(session, item, actor, action, reason, before, after)


def subject_of(session: Session, item: Item) -> Subject:
    """Return what the log calls an item."""
    directive = session.get_one(Directive, item.directive_id)
    place = ", ".join(part for part in (directive.title, wording.place(item.path)) if part)
    return Subject(f"{place}: {item.title}", item.directive_id, item.id)


def _tell(
    session: Session,
    item: Item,
    actor: Actor,
    action: str,
    reason: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Log a decision; what a later directive does stands on the side where it is in force."""
    carried = {name: before[name] for name in ("carrying",) if name in before}
    was = {name: value for name, value in before.items() if name not in carried}
    sides = (was | carried, after) if action.startswith("undo-") else (was, after | carried)
    log.record(session, actor.name, actor.at, f"item.{action}", subject_of(session, item), *sides, reason)


def _correct_dates(session: Session, item: Item, wanted: tuple[DateCorrection, ...], actor: Actor) -> None:
    """A first day of what ran as a whole has the item's UID, so that subscribers see it move."""
    known = {mark.uid: mark for mark in dates_of(session, [item.id or 0])[item.id or 0]}
    for number, correction in enumerate(wanted):
        mark = known.get(correction.uid or "")
        if mark is None:
            uid = item.uid if correction.uid == item.uid else uuid4().hex
            mark = ItemDate(uid=uid, item_id=item.id or 0, position=number, role=correction.role, rule="tay")
        _apply(mark, correction, actor)
        session.add(mark)


def _apply(mark: ItemDate, wanted: DateCorrection, actor: Actor) -> None:
    moved = (mark.role, mark.start, mark.end) != (wanted.role, wanted.start, wanted.end)
    mark.role, mark.start, mark.end = wanted.role, wanted.start, wanted.end
    mark.label, mark.kept = wanted.label.strip(), wanted.kept
    if moved:
        mark.precision, mark.rule = "day", "tay"
        mark.reason = f"Ngày do {actor.name} đặt."


def _check(mark: DateCorrection) -> None:
    if not mark.kept:
        return
    if mark.start is None and mark.end is None:
        raise Problem("Ngày còn trống. Hãy điền ngày, hoặc bỏ chọn ngày đó.")
    if mark.role == "deadline" and mark.end is None:
        raise Problem("Hạn cần có ngày cuối. Hãy điền ô “đến hết”.")
    check_days(mark.start, mark.end)


def check_days(start: date | None, end: date | None) -> None:
    """Raise Problem for a year that cannot be meant, and for a last day before the first."""
    for value in (start, end):
        if value is not None and value.year not in YEARS:
            raise Problem(f"Năm {value.year} không hợp lý. Hãy xem lại ngày.")
    if start and end and end < start:
        raise Problem("Ngày kết thúc đứng trước ngày bắt đầu. Hãy xem lại hai ngày.")


def _header(directive: Directive) -> dict[str, Any]:
    fields = {"number", "issued_on", "window_start", "window_end"}
    return directive.model_dump(mode="json", include=fields)

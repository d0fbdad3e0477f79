"""Items that people make themselves: of the office's own, copies for other days, and days that come back.

What comes of no directive stands in a register of its year, a directive whose issuer is the office: so it is checked,
released, cited and printed like everything else. The caller holds the transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import uuid4

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from sqlmodel import Session, col, func, select

from calendar_app import review
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.review import Actor, DateCorrection, ItemCorrection
from calendar_app.review_edits import Seen, place_behind
from calendar_app.store import Store
from feeds.recurrence import rule

FREQUENCIES = {"WEEKLY": "hằng tuần", "MONTHLY": "hằng tháng", "YEARLY": "hằng năm"}
MOST_DAYS = 400
LONGEST = timedelta(days=366 * 10)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ALIKE = ("kind", "title", "text", "duty", "audiences", "channels", "providers", "slogans", "links", "embargo_until")


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item as a person makes it; without `dates` it waits for a day."""

    title: str
    kind: str
    text: str
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    slogans: tuple[str, ...]
    dates: tuple[DateCorrection, ...] = ()


def create(session: Session, register: Directive, wanted: OwnItem, actor: Actor) -> Item:
    """Make an item of the office's own, a draft at the end of a register; raise Problem where it cannot be."""
    last = select(func.max(Item.position)).where(Item.directive_id == register.id)
    number = (session.exec(last).one() or 0) + 1
    item = Item(
        uid=uuid4().hex,
        directive_id=register.id or 0,
        position=number,
        path=str(number),
        kind=wanted.kind,
        title=wanted.title.strip(),
        text=wanted.text.strip() or wanted.title.strip(),
        audiences=list(wanted.audiences),
        channels=list(wanted.channels),
        slogans=list(wanted.slogans),
    )
    return _made(session, item, wanted.dates, "create", actor)


def copy(session: Session, seen: Seen, wanted: DateCorrection, actor: Actor) -> Item:
    """Make a draft with all that an item says, for other days: of the same place in the same directive."""
    item = review.item_seen(session, *seen)
    same = {name: getattr(item, name) for name in _ALIKE}
    made = Item(uid=uuid4().hex, directive_id=item.directive_id, position=item.position, path=item.path, **same)
    session.add(made)
    place_behind(session, item, [made])
    return _made(session, made, (wanted,), "copy", actor)


def repeat(session: Session, seen: Seen, uid: str, frequency: str, until: date, actor: Actor) -> Item:
    """Let a day of an item come back until a last day; raise Problem where it cannot."""
    item = review.item_seen(session, *seen)
    mark = session.exec(select(ItemDate).where(ItemDate.uid == uid, ItemDate.item_id == item.id)).first()
    first = first_of(mark)
    days_until(frequency, first, until)
    before = review.state_of(session, item, whole=True)
    mark.rrule, mark.role, mark.start, mark.end = rule_of(frequency, first), "recurring", first, until  # type: ignore[union-attr]
    mark.precision, mark.rule, mark.reason = "day", "tay", f"Lịch lặp do {actor.name} đặt."  # type: ignore[union-attr]
    item.version += 1
    session.add_all((item, mark))
    session.flush()
    review.record(session, item, actor, "repeat", "", before)
    return item


def first_of(mark: ItemDate | None) -> date:
    """Return the day that can come back; raise Problem where there is none, or a stretch of days."""
    if mark is None:
        raise Problem("Mục này chưa có ngày của riêng nó. Hãy chuyển mục về một ngày rồi đặt lặp lại.")
    first, last = mark.start or mark.end, mark.end or mark.start
    if first is None or first != last:
        raise Problem("Chỉ mục có đúng một ngày mới lặp lại được. Hãy chép mục sang một ngày rồi đặt lặp lại.")
    return first


def rule_of(frequency: str, first: date) -> str:
    """Return the rule (RFC 5545) by which a day comes back: on its weekday, its number in the month, or its date."""
    by = {"WEEKLY": f";BYDAY={_WEEKDAYS[first.weekday()]}", "MONTHLY": f";BYMONTHDAY={first.day}", "YEARLY": ""}
    if frequency not in by:
        raise Problem("Hãy chọn lặp lại hằng tuần, hằng tháng hay hằng năm.")
    return f"FREQ={frequency}{by[frequency]}"


def days_until(frequency: str, first: date, until: date) -> list[date]:
    """Return the days on which something comes back, `first` and, where it is one of them, `until` included."""
    if not first < until <= first + LONGEST:
        raise Problem("Ngày cuối của chuỗi lặp phải sau ngày đầu, và không quá 10 năm.")
    text = rule(rule_of(frequency, first), first, until).to_ical().decode()  # type: ignore[no-untyped-call]
    found = [moment.date() for moment in islice(rrulestr(text, dtstart=datetime.combine(first, time())), MOST_DAYS + 1)]
    if len(found) > MOST_DAYS:
        raise Problem(f"Chuỗi này dài hơn {MOST_DAYS} ngày. Hãy chọn ngày cuối gần hơn.")
    return found


def register_of(store: Store, session: Session, year: int, office: str, now: datetime) -> Directive:
    """Return the register of the office's own items of a year, made where there is none."""
    slug = f"muc-tu-lap-{year}"
    known = session.exec(select(Directive).where(Directive.slug == slug)).first()
    if known:
        return known
    text = f"Các mục do {office} tự lập trong năm {year}, không theo văn bản nào.\n"
    made = Directive(
        slug=slug,
        sha256=store.put_blob(text.encode()),
        file_name=f"{slug}.txt",
        received_at=now,
        text=text,
        document_type=f"{Directive.OWN} năm {year}",
        issuer=office,
        subject=f"Mục của {office}, không theo văn bản nào",
    )
    session.add(made)
    session.flush()
    return made


def _made(session: Session, item: Item, dates: tuple[DateCorrection, ...], action: str, actor: Actor) -> Item:
    """Keep a new item with its dates, as one decision that can be taken back."""
    session.add(item)
    session.flush()
    before = {"status": review.REMOVED, "dates": []}
    wanted = ItemCorrection(item.title, item.kind, tuple(item.channels), dates, item.embargo_until)
    review.fill_in(session, item, wanted, actor)
    review.record(session, item, actor, action, "", before)
    return item


def item_of(session: Session, item_id: int) -> Item:
    """Return an item that is shown somewhere; raise NotFound for any other."""
    item = session.exec(select(Item).where(Item.id == item_id, col(Item.status) != review.REMOVED)).first()
    if item is None:
        raise NotFound("Không có mục này.")
    return item

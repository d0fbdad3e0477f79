"""The desk's calendar: what is when, whatever its state; days given, moved, copied and repeated; items of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated, Literal

from flask import request
from pydantic import Field
from sqlmodel import Session

from calendar_app import clock, day_proposals, desk_days, models, own_items, passages, review_edits
from calendar_app.desk_days import Planned
from calendar_app.errors import Problem
from calendar_app.occurrences import ONE_DAY, next_month, once_each, runs
from calendar_app.review import DateCorrection
from calendar_app.review_edits import Seen as SeenItem
from calendar_app.web import desk_filter, guard, moved
from calendar_app.web.api import items
from calendar_app.web.api.items import CHANNELS, Channel, Item, Seen, decided
from calendar_app.web.api.operations import actor, operation
from calendar_app.web.api.shapes import Day, Page, Shape, Words, page, shown
from calendar_app.web.listings import LONGEST

Lines = Annotated[tuple[Words, ...], Field(max_length=60)]
When = Annotated[
    str, Field(max_length=120, description="2024-11-20, or as people write it: tuần 46, từ 1/12 đến 15/12.")
]
Entry = Annotated[str, Field(max_length=64, description="The uid of a date; of an item without any, its own.")]


class OnDay(Shape):
    """An entry of the desk's calendar: a date of an item (`entry` is its uid), or the item as a whole (its own uid).

    `state` is nhap, da-duyet, da-phat-hanh, dieu-chinh or huy; `version` is the item's.
    """

    entry: str
    item: str
    directive: str
    path: str
    title: str
    kind: str
    start: date | None
    end: date | None
    rrule: str | None
    state: str
    version: int
    channels: tuple[str, ...]
    audiences: tuple[str, ...]


class Proposed(Shape):
    """A day that is proposed, and where it comes from."""

    day: date
    why: str


class Undated(OnDay):
    """What waits for a day, with the days that are proposed for it."""

    proposed: tuple[Proposed, ...]


class Waiting(Shape):
    """What waits for a day, of the papers that came last, at most 300."""

    data: tuple[Undated, ...]


class Running(Shape):
    """What began before today and has no end, the latest first, at most 200."""

    data: tuple[OnDay, ...]


class Filter(Shape):
    """Which entries, in the words of the desk's addresses: any of the channels and states, and each of the rest."""

    kenh: Annotated[tuple[str, ...], Field(max_length=12, description="Channels, such as truyen-thanh.")] = ()
    trang_thai: Annotated[
        tuple[str, ...], Field(alias="trang-thai", max_length=5, description="States, such as nhap, da-duyet.")
    ] = ()
    chu_de: Annotated[str, Field(alias="chu-de", max_length=80, description="A subject, such as y-te.")] = ""
    don_vi: Annotated[str, Field(alias="don-vi", max_length=80, description="A unit, by slug or name.")] = ""
    van_ban: Annotated[str, Field(alias="van-ban", max_length=80, description="A directive, by its slug.")] = ""
    tim: Annotated[str, Field(max_length=80, description="Words of the item.")] = ""


class Wanted(Filter):
    """Which entries of which days; without days those of this month."""

    tu: Annotated[Day | None, Field(description="The first day.")] = None
    den: Annotated[Day | None, Field(description="The last day, at most 400 days later.")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 50
    cursor: Annotated[str | None, Field(max_length=60, description="`next` of the part before.")] = None


class Asked(Shape):
    """Which entry, and the words."""

    entry: Entry = ""
    when: When = ""


class Move(Seen):
    """Days for an entry of the item; one day alone keeps how long it lasts."""

    entry: Entry
    when: When


class Meant(Shape):
    """What words would give an entry: role and days, and how the calendar would say them."""

    role: str
    start: date | None
    end: date | None
    said: str


class Repeat(Seen):
    """A single day that comes back, up to a last day."""

    entry: Entry
    frequency: Literal["WEEKLY", "MONTHLY", "YEARLY"]
    until: Day


class Own(Shape):
    """An item that comes of no directive; without `when` it waits for a day."""

    title: Annotated[str, Field(max_length=300)]
    kind: Literal["regular", "thematic", "anniversary", "task"]
    text: Annotated[str, Field(max_length=passages.MOST)] = ""
    channels: Annotated[tuple[Channel, ...], Field(max_length=len(CHANNELS))] = ()
    audiences: Lines = ()
    slogans: Lines = ()
    when: When = ""


MOVE = {"version": 1, "entry": "0123456789abcdef0123456789abcdef", "when": "2024-11-20"}
REPEAT = {
    "version": 1,
    "entry": "0123456789abcdef0123456789abcdef",
    "frequency": "WEEKLY",
    "until": "2024-12-31",
}
OWN = {"title": "Họp báo quý IV", "kind": "thematic", "channels": ["press"], "when": "2024-12-20"}


@operation("GET", "/calendar", may="read-desk", query=Wanted, answer=Page[OnDay])
def every(query: Wanted) -> Page[OnDay]:
    """List what has a day from one day to another, drafts too, by first day."""
    first, last = _range(query)
    with guard.store().reading() as session:
        found = _chosen(session, desk_days.between(session, first, last))
    on = {run.entry.uid for run in once_each(runs((one.entry for one in found), first, last))}
    ours = sorted(((_place(one), one) for one in found if one.entry.uid in on), key=lambda pair: pair[0])
    part = [pair for pair in ours if pair[0] > (query.cursor or "")][: query.limit + 1]
    return page([_shown(one) for _, one in part], query.limit, [place for place, _ in part])


@operation("GET", "/calendar/waiting", may="read-desk", query=Filter, answer=Waiting)
def waiting(query: Filter) -> Waiting:
    """List what waits for a day, with the days that are proposed for it."""
    with guard.store().reading() as session:
        found = _chosen(session, desk_days.waiting(session))
        days = day_proposals.of(session, found)
    return Waiting(data=tuple(_undated(one, days[one.entry.uid]) for one in found))


@operation("GET", "/calendar/running", may="read-desk", query=Filter, answer=Running)
def running(query: Filter) -> Running:
    """List what began before today and has no end."""
    with guard.store().reading() as session:
        found = _chosen(session, desk_days.running(session, clock.day_of(clock.now())))
    return Running(data=tuple(map(_shown, found)))


@operation("POST", "/items", may="review", body=Own, answer=Item, status=201, example=OWN)
def create(body: Own) -> Item:
    """Make an item of the office's own, a draft in the register of the year."""
    days = moved.typed(None, body.when.strip(), moved.no_days(body.kind)) if body.when.strip() else None
    wanted = own_items.OwnItem(
        title=body.title,
        kind=body.kind,
        text=body.text,
        channels=tuple(dict.fromkeys(body.channels)),
        audiences=_said(body.audiences),
        slogans=_said(body.slogans),
        dates=(moved.correction(None, days, ""),) if days else (),
    )
    store, now = guard.store(), clock.now()
    with store.writing() as session:
        year, office = clock.day_of(now).year, guard.settings().office
        register = own_items.register_of(store, session, year, office, now)
        return items.shapes(session, [own_items.create(session, register, wanted, actor())])[0]


@operation("GET", "/items/<uid>/days", may="review", query=Asked, answer=Meant)
def meant(uid: str, query: Asked) -> Meant:
    """Say which days words would give an entry; nothing is written."""
    days = _read(uid, query)
    return shown(Meant, days, said=moved.said(days))


@operation(
    "POST", "/items/<uid>/move", may="review", body=Move, answer=Item, conflicts=True, example=MOVE
)  # fmt: skip
def move(uid: str, body: Move) -> Item:
    """Give an entry other days, or an item that waits its first."""
    return _on_days(
        uid,
        body,
        lambda session, seen, one, days: review_edits.move_to(session, seen, _date(one.entry.uid, one, days), actor()),
    )


@operation(
    "POST", "/items/<uid>/copy", may="review", body=Move, answer=Item, status=201, conflicts=True, example=MOVE
)  # fmt: skip
def copy(uid: str, body: Move) -> Item:
    """Make a draft with all that an item says, for other days."""
    return _on_days(
        uid, body, lambda session, seen, one, days: own_items.copy(session, seen, _date(None, one, days), actor())
    )


@operation("POST", "/items/<uid>/repeat", may="review", body=Repeat, answer=Item, conflicts=True, example=REPEAT)
def repeat(uid: str, body: Repeat) -> Item:
    """Let a single day of an item come back."""
    return decided(
        uid,
        body,
        lambda session, number: own_items.repeat(
            session, (number, body.version), body.entry, body.frequency, body.until, actor()
        ),
    )


Do = Callable[[Session, SeenItem, Planned, moved.Days], models.Item]


def _on_days(uid: str, body: Move, do: Do) -> Item:
    days = _read(uid, body)
    return decided(
        uid,
        body,
        lambda session, number: do(session, (number, body.version), moved.planned(session, number, body.entry), days),
    )


def _read(uid: str, said: Asked | Move) -> moved.Days:
    """Read words in the time of the item's paper, before anything is locked."""
    with guard.store().reading() as session:
        one = moved.planned(session, items.row_of(session, uid).id or 0, said.entry)
        paper = session.get_one(models.Directive, one.paper.id)
    return moved.typed(paper, said.when.strip(), one)


def _date(uid: str | None, one: Planned, days: moved.Days) -> DateCorrection:
    return moved.correction(uid, days, one.mark.label if one.mark else "")


def _said(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _range(query: Wanted) -> tuple[date, date]:
    """Return the days that are asked for, without any those of this month."""
    first = query.tu or clock.day_of(clock.now()).replace(day=1)
    last = query.den or next_month(first) - ONE_DAY
    if not first <= last <= first + LONGEST:
        raise Problem(f"Danh sách đi từ ngày đầu đến ngày cuối, dài nhất {LONGEST.days} ngày. Hãy chọn lại hai ngày.")
    return first, last


def _chosen(session: Session, found: Sequence[Planned]) -> list[Planned]:
    return desk_filter.choose(session, desk_filter.asked(request.args), found, clock.day_of(clock.now()))


def _place(one: Planned) -> str:
    """Where an entry stands in the list, which is also the cursor behind it."""
    return f"{one.entry.start}_{one.entry.uid}"


def _shown(one: Planned) -> OnDay:
    return shown(OnDay, one.entry, **_of_item(one))


def _undated(one: Planned, days: Iterable[day_proposals.Proposal]) -> Undated:
    return shown(Undated, one.entry, **_of_item(one), proposed=tuple(shown(Proposed, found) for found in days))


def _of_item(one: Planned) -> dict[str, object]:
    return {
        "entry": one.entry.uid,
        "item": one.item.uid,
        "directive": one.paper.slug,
        "path": one.item.path,
        "state": one.state,
        "version": one.item.version,
    }

"""What days an entry of the desk's calendar is to have: as typed, or as dragged from one day to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from calendar_app import clock, desk_days, own_items, passages, review, wording
from calendar_app.desk_days import Planned
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Directive
from calendar_app.review import DateCorrection
from calendar_app.web import forms, typed_days

T = TypeVar("T", date, date | None)


@dataclass(frozen=True, slots=True)
class Days:
    """What a date is to be: its role (review.DateCorrection) and its days."""

    role: str
    start: date | None
    end: date | None


def correction(uid: str | None, days: Days, label: str) -> DateCorrection:
    """Return days as the verbs take them; `uid` None is a new date."""
    return forms.date_wanted(uid, days.role, days.start, days.end, label, kept=True)


def typed(paper: Directive | None, words: str, one: Planned | Days) -> Days:
    """Return the days that were typed; one day alone keeps how long the entry lasts."""
    if not words:
        raise Problem("Hãy gõ ngày, ví dụ 20/11, tuần 46, 10/3 âm, hoặc từ 1/12 đến 15/12.")
    shape, start, end = read(paper, words)
    was = days_of(one) if isinstance(one, Planned) else one
    if start is not None and start == end and shape not in typed_days.ROLE_OF_SHAPE:
        return _begun(was, start)
    role = typed_days.role_of(shape, was.role, start, end)
    return Days(role, start, end)


def planned(session: Session, item_id: int, uid: str) -> Planned:
    """Return an entry of an item as the desk has it; raise NotFound where it has none of that UID."""
    found = desk_days.of_item(session, own_items.item_of(session, item_id))
    there = next((one for one in found if one.entry.uid == uid), None)
    if there is None:
        raise NotFound("Mục này không còn ngày ấy. Hãy mở lại lịch rồi chọn mục.")
    return there


def read(paper: Directive | None, words: str) -> tuple[str, date | None, date | None]:
    """Read a whole day at once, and anything else as the reader does, in the time of the paper."""
    try:
        day = forms.read_day(words)
    except Problem:
        today = clock.day_of(clock.now())
        about = paper or Directive(slug="", sha256="", file_name="", received_at=clock.now(), text="", issued_on=today)
        return passages.typed(about, words[:120], today)
    return "day", _sane(day), day


def days_of(one: Planned) -> Days:
    """Return the role and days an entry has now, as its item keeps them."""
    mark = one.mark
    if mark is None:
        role = "start" if one.entry.start and one.entry.end is None else no_days(one.item.kind).role
        return Days(role, one.entry.start, one.entry.end)
    return Days(mark.role, mark.start, mark.end) if one.fixed else Days(mark.role, None, None)


def no_days(kind: str) -> Days:
    """Return what the first date of an item of a kind is taken for."""
    return Days("anniversary" if kind == "anniversary" else "period", None, None)


def _begun(was: Days, day: date) -> Days:
    """Return days that begin on another day and last as long; a rule, and what has no end, keep what they have."""
    if was.role == "deadline":
        return Days(was.role, None, day)
    if was.start is None:
        return Days(was.role, day, None if was.role == "start" else day)
    if was.end is None or was.role == "recurring":
        return replace(was, start=day)
    return replace(was, start=day, end=day + (was.end - was.start))


def dropped(one: Planned, taken: date | None, dropped: date) -> Days:
    """Return the days of an entry that was taken on one day and let go on another; Problem for what comes back."""
    was = days_of(one)
    if one.repeats:
        raise Problem("Mục lặp lại không kéo được. Hãy gõ ngày đầu của chuỗi vào ô “Chuyển sang”.")
    begin = was.start or was.end
    if begin is None or taken is None:
        return _begun(was, _sane(dropped))
    return _begun(was, begin + (_sane(dropped) - _sane(taken)))


def _sane(day: T) -> T:
    """Refuse a day of a year that nobody plans for, before it is counted with."""
    if day is not None and day.year not in review.YEARS:
        raise Problem(f"Năm {day.year} không hợp lý. Hãy xem lại ngày.")
    return day


def said(days: Days) -> str:
    """Say days as the calendar would."""
    shown = correction(None, days, "")
    start = shown.end if shown.role == "deadline" else shown.start or shown.end
    return wording.when(wording.KIND_OF_ROLE[shown.role], start, shown.end)

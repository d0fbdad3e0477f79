"""An item of the desk's calendar: moved, copied to another day, repeated, made by hand, and each of it taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from calendar_app import (
    clock,
    day_proposals,
    desk_days,
    own_items,
    passages,
    review,
    review_edits,
    review_undo,
    wording,
)
from calendar_app.desk_days import Planned
from calendar_app.errors import Conflict, Problem
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.own_items import FREQUENCIES, OwnItem
from calendar_app.web import forms, guard, moved, overtaken, typed_days
from calendar_app.web.desk_calendar import blueprint as calendar
from calendar_app.web.review import actor
from content.vocabulary import channels
from feeds.text import day

blueprint = Blueprint("scheduling", __name__, url_prefix="/bien-tap/lich")

OWN_KINDS = {kind: name for kind, name in wording.ITEM_KINDS.items() if kind != "form"}
Answer = Response | tuple[str, int]


@blueprint.get("/muc/<int:item_id>/<uid>")
@guard.may("review")
def item(item_id: int, uid: str) -> str:
    """Show an entry with all that can be done about its days."""
    return _item_page(item_id, uid)


@blueprint.post("/muc/<int:item_id>/<uid>/chuyen")
@guard.may("review")
def move(item_id: int, uid: str) -> Answer:
    """Give an entry the days that were typed; with `thu` only show them."""
    return _tried(item_id, uid, "chuyen", _move)


@blueprint.post("/muc/<int:item_id>/<uid>/chep")
@guard.may("review")
def copy(item_id: int, uid: str) -> Answer:
    """Make a draft of the same for other days; with `thu` only show them."""
    return _tried(item_id, uid, "chep", _copy)


@blueprint.post("/muc/<int:item_id>/<uid>/keo")
@guard.may("review")
def drag(item_id: int, uid: str) -> Answer:
    """Move an entry from a day on which it was taken (`tu`) to the one on which it was let go (`den`)."""
    dropped = None
    try:
        taken, dropped = (forms.read_day(request.form.get(name, "")) for name in ("tu", "den"))
        if dropped is None:
            raise Problem("Chưa rõ chuyển sang ngày nào. Hãy gõ ngày vào ô “Chuyển sang”.")
        with guard.store().writing() as session:
            one = moved.planned(session, item_id, uid)
            _move(session, one, moved.dropped(one, taken, dropped))
    except Problem as problem:
        return _item_page(item_id, uid, problem, "chuyen", day(dropped) if dropped else ""), problem.status
    return _back(item_id, dropped)


@blueprint.post("/muc/<int:item_id>/<uid>/lap")
@guard.may("review")
def repeat(item_id: int, uid: str) -> Answer:
    """Let a day come back until a last one; with `thu` only show the days."""
    try:
        frequency, until = request.form.get("tan-suat", ""), _until(item_id)
        with guard.store().writing() as session:
            if "thu" in request.form:
                first = own_items.first_of(moved.planned(session, item_id, uid).mark)
                return _item_page(item_id, uid, days=own_items.days_until(frequency, first, until), form="lap"), 200
            seen = (item_id, forms.read_version(request.form))
            own_items.repeat(session, seen, uid, frequency, until, actor())
    except Problem as problem:
        return _item_page(item_id, uid, problem, "lap"), problem.status
    return _back(item_id)


@blueprint.post("/muc/<int:item_id>/hoan-tac")
@guard.may("review")
def undo(item_id: int) -> Answer:
    """Take back what was decided about an item last; where somebody else was quicker, show what they changed."""
    version = forms.read_version(request.form)
    try:
        with guard.store().writing() as session:
            review_undo.undo(session, item_id, version, actor())
    except Conflict:
        return overtaken.page([(item_id, version)], "hoan-tac", url_for("scheduling.undo", item_id=item_id))
    return _back(None)


@blueprint.get("/muc-moi")
@guard.may("review")
def new() -> str:
    """Show the form of an item that comes of no directive."""
    return _new_page(request.args)


@blueprint.post("/muc-moi")
@guard.may("review")
def create() -> Answer:
    """Make an item of the office's own; with `thu` only show the days that were typed."""
    form, luc = request.form, request.form.get("luc", "").strip()
    try:
        days = moved.typed(None, luc, moved.no_days(form.get("loai", ""))) if luc else None
        if "thu" in form:
            return _new_page(form, days=days), 200
        made_on = clock.day_of(clock.now())
        with guard.store().writing() as session:
            settings = guard.settings()
            register = own_items.register_of(guard.store(), session, made_on.year, settings.office, clock.now())
            made = own_items.create(session, register, _wanted(form, days), actor())
            if "duyet" in form:
                review.accept(session, made.id or 0, made.version, actor())
    except Problem as problem:
        return _new_page(form, problem), problem.status
    return _back(made.id, days.start or days.end if days else None)


def _wanted(form: forms.Form, days: moved.Days | None) -> OwnItem:
    if form.get("loai") not in OWN_KINDS:
        raise Problem("Hãy chọn loại của mục.")
    known = {channel.id for channel in channels()}
    return OwnItem(
        title=form.get("ten", "")[:300],
        kind=form["loai"],
        text=form.get("noi-dung", "")[: passages.MOST],
        channels=tuple(one for one in form.getlist("kenh") if one in known),
        audiences=_lines(form.get("don-vi", "")),
        slogans=_lines(form.get("khau-hieu", "")),
        dates=(moved.correction(None, days, ""),) if days else (),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text[: passages.MOST].splitlines() if line.strip())


def _tried(item_id: int, uid: str, what: str, do: Callable[[Session, Planned, moved.Days], Item]) -> Answer:
    """Do something with the days that were typed, or show the item again with what stood in the way."""
    try:
        with guard.store().reading() as session:
            one = moved.planned(session, item_id, uid)
            paper = session.get_one(Directive, one.paper.id)
        days = moved.typed(paper, request.form.get("luc", "").strip(), one)
        if "thu" in request.form:
            return _item_page(item_id, uid, form=what, tried=days), 200
        with guard.store().writing() as session:
            changed = do(session, moved.planned(session, item_id, uid), days).id
    except Problem as problem:
        return _item_page(item_id, uid, problem, what), problem.status
    return _back(changed, days.start or days.end)


def _move(session: Session, one: Planned, days: moved.Days) -> Item:
    label = one.mark.label if one.mark else ""
    seen = (one.item.id or 0, forms.read_version(request.form))
    return review_edits.move_to(session, seen, moved.correction(one.entry.uid, days, label), actor())


def _copy(session: Session, one: Planned, days: moved.Days) -> Item:
    label = one.mark.label if one.mark else ""
    seen = (one.item.id or 0, forms.read_version(request.form))
    return own_items.copy(session, seen, moved.correction(None, days, label), actor())


def _until(item_id: int) -> date:
    words = request.form.get("den", "").strip()
    if not words:
        raise Problem("Hãy gõ ngày cuối của chuỗi lặp, ví dụ 31/12/2024.")
    with guard.store().reading() as session:
        paper = session.get_one(Directive, own_items.item_of(session, item_id).directive_id)
    _, start, end = moved.read(paper, words)
    last = end or start
    if last is None:
        raise Problem("Hãy gõ ngày cuối của chuỗi lặp, ví dụ 31/12/2024.")
    return last


def _item_page(
    item_id: int,
    uid: str,
    problem: Problem | None = None,
    form: str = "",
    typed: str = "",
    tried: moved.Days | None = None,
    days: list[date] | None = None,
) -> str:
    with guard.store().reading() as session:
        one = moved.planned(session, item_id, uid)
        whole = session.get_one(Item, item_id)
        last = review_undo.standing(session, [item_id]).get(item_id)
        proposed = day_proposals.of(session, [one])[uid]
        others = [other for other in desk_days.of_item(session, whole) if other.entry.uid != uid]
    return render_template(
        "desk/calendar_item.html",
        one=one,
        item=whole,
        others=others,
        last=last,
        decisions=wording.DECISIONS,
        proposed=() if one.fixed and one.entry.start else proposed,
        states=desk_days.STATES,
        problem=problem,
        conflict=isinstance(problem, Conflict),
        form=form,
        typed=typed or request.form.get("luc", ""),
        said=request.form,
        tried=tried,
        days=days,
        when=moved.said,
        lunar_beside=typed_days.lunar_beside,
        frequencies=FREQUENCIES,
        can_repeat=_can_repeat(one.mark),
        back=_wanted_back() or _month_of(one),
    )


def _can_repeat(mark: ItemDate | None) -> bool:
    try:
        own_items.first_of(mark)
    except Problem:
        return False
    return True


def _new_page(said: MultiDict[str, str], problem: Problem | None = None, days: moved.Days | None = None) -> str:
    return render_template(
        "desk/calendar_new.html",
        said=said,
        problem=problem,
        days=days,
        when=moved.said,
        lunar_beside=typed_days.lunar_beside,
        kinds=OWN_KINDS,
        channels=channels(),
        back=_wanted_back() or url_for("desk_calendar.this_month"),
    )


def _back(item_id: int | None, day: date | None = None) -> Response:
    """Return to the page of the calendar that the person came from, which tells what was done."""
    path, _, query = (_wanted_back() or url_for("desk_calendar.this_month")).partition("?")
    values = {name: value for name, value in parse_qs(query).items() if name != "vua"}
    if item_id is not None:
        values["vua"] = [str(item_id)]
    return redirect(_address(path, values) + (f"#o-{day}" if day else ""), 303)


def _wanted_back() -> str:
    """Return the page of the calendar that a form or a link came from; "" where it is no such page."""
    wanted = request.values.get("ve", "") or request.referrer or ""
    parts = urlsplit(wanted)
    try:
        return _address(parts.path, {name: value for name, value in parse_qs(parts.query).items() if name != "vua"})
    except (HTTPException, RequestRedirect):
        return ""


def _address(path: str, query: dict[str, list[str]]) -> str:
    """Make an address of the calendar anew from its route; raises HTTPException where it is none."""
    adapter = current_app.create_url_adapter(request)
    bare = path.removeprefix(request.script_root)
    endpoint, values = adapter.match(bare, "GET")  # type: ignore[union-attr]
    if endpoint.partition(".")[0] != calendar.name:
        return url_for("desk_calendar.this_month")
    return url_for(endpoint, **{**query, **values})


def _month_of(one: Planned) -> str:
    day = one.entry.start
    return url_for("desk_calendar.month", name=f"{day:%Y-%m}") if day else url_for("desk_calendar.waiting")

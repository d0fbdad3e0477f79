"""Making items of unused words, splitting and merging them, and deciding about several at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from calendar_app import clock, passages, review, review_edits
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.models import Directive, Item
from calendar_app.review import Actor
from calendar_app.review_edits import NO_REASON, Seen
from calendar_app.web import forms, guard, overtaken
from calendar_app.web.review import actor, directive_of, page, reason
from content.vocabulary import channels

blueprint = Blueprint("edits", __name__, url_prefix="/bien-tap")

_SPAN = re.compile(r"(\d{1,8})-(\d{1,8})")
_SEEN = re.compile(r"(\d{1,10}):(\d{1,10})")
MISSING = "Biểu mẫu thiếu thông tin. Hãy tải lại trang rồi làm lại."


@blueprint.post("/van-ban/<slug>/tao-muc")
@guard.may("review")
def add(slug: str) -> Response:
    """Make an item of words that became nothing."""
    found = _SPAN.fullmatch(request.form.get("doan", ""))
    if found is None:
        raise Problem("Chưa chọn đoạn nào. Hãy bôi đen một đoạn văn bên trái rồi bấm “Tạo mục từ đoạn này”.")
    with guard.store().reading() as session:
        directive = directive_of(session, slug)
    span = passages.trimmed(directive, int(found[1]), int(found[2]))
    told = passages.read(directive, span, clock.day_of(clock.now()))
    with guard.store().writing() as session:
        item = passages.add(session, directive_of(session, slug), span, told, actor())
    return _back(slug, item)


@blueprint.post("/van-ban/<slug>/nhieu-muc")
@guard.may("review")
def several(slug: str) -> Response | tuple[str, int]:
    """Do one thing to every item that was ticked, or to none; what was changed meanwhile is shown (overtaken)."""
    seen = [(int(found[1]), int(found[2])) for found in map(_SEEN.fullmatch, request.form.getlist("muc")) if found]
    what = request.form.get("viec", "")
    try:
        if not seen:
            raise Problem("Chưa chọn mục nào. Hãy đánh dấu các mục ở bên phải rồi chọn việc.")
        with guard.store().writing() as session:
            directive_of(session, slug)
            item = _do(session, what, seen)
    except Conflict:
        return overtaken.page(seen, what, url_for("edits.several", slug=slug))
    except Problem as problem:
        return page(slug, undone=problem.message), problem.status
    return _back(slug, item)


@blueprint.get("/muc/<int:item_id>/tach")
@guard.may("review")
def split_form(item_id: int) -> str:
    """Show the sentences of an item, to choose where another one begins."""
    return _split_page(item_id, "")


def _split_page(item_id: int, error: str) -> str:
    with guard.store().reading() as session:
        item = session.get(Item, item_id)
        if item is None or item.status == review.REMOVED:
            raise NotFound("Không có mục này.")
        directive = session.get_one(Directive, item.directive_id)
        places = set(review_edits.between_dates(session, item))
        sentences = review_edits.sentences(directive, item)
    return render_template(
        "desk/split.html",
        item=item,
        directive=directive,
        sentences=sentences,
        by_dates=len(places),
        chosen=request.form.getlist("cho"),
        error=error,
    )


@blueprint.post("/muc/<int:item_id>/tach")
@guard.may("review")
def split(item_id: int) -> Response | tuple[str, int]:
    """Cut an item where the person chose, or between its dates; where it was changed meanwhile, the choice is kept."""
    version = forms.read_version(request.form)
    try:
        with guard.store().writing() as session:
            item = _split(session, item_id, version)
            slug = session.get_one(Directive, item.directive_id).slug
    except Conflict as conflict:
        return _split_page(item_id, conflict.message), conflict.status
    return _back(slug, item)


def _split(session: Session, item_id: int, version: int) -> Item:
    if request.form.get("theo") == "ngay":
        places = review_edits.between_dates(session, review.item_seen(session, item_id, version))
    else:
        places = [int(place) for place in request.form.getlist("cho") if place.isdecimal()]
    return review_edits.split(session, item_id, version, places, actor())[0]


def _do(session: Session, what: str, seen: Sequence[Seen]) -> Item:
    me = actor()
    if what == "gop":
        return review_edits.merge(session, seen, me)
    if what == "bo" and not reason():
        raise Problem(NO_REASON)
    first, *_ = [_do_one(session, what, one, me) for one in seen]
    return first


def _do_one(session: Session, what: str, one: Seen, me: Actor) -> Item:
    if what == "nhan":
        return review.accept(session, *one, me)
    if what == "bo":
        return review.refuse(session, *one, me, reason())
    if what == "kenh":
        known = {channel.id for channel in channels()}
        chosen = tuple(c for c in request.form.getlist("kenh") if c in known)
        return review_edits.set_channels(session, one, chosen, me)
    if what == "doi":
        return review_edits.move_days(session, one, _days(), me)
    raise Problem(MISSING)


def _days() -> int:
    try:
        return int(request.form.get("so-ngay", ""))
    except ValueError as error:
        raise Problem("Hãy điền số ngày cần dời, ví dụ 7 hoặc -2.") from error


def _back(slug: str, item: Item) -> Response:
    return redirect(url_for("review.directive", slug=slug, _anchor=f"muc-{item.id}"), 303)

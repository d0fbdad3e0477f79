"""Checking a directive: every item beside the words it was read from; accept, correct or refuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from calendar_app import clock, comments, corrections, review, review_restore, review_undo, wording
from calendar_app.accepted import decided
from calendar_app.audiences import Audiences
from calendar_app.citations import cited_documents, replaced, replacing
from calendar_app.entries import is_rhythm, settled
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.models import Decision, Directive, Item, ItemDate, Published
from calendar_app.public_state import units_of
from calendar_app.review import Actor
from calendar_app.web import carrying, conflicts, downloads, forms, guard, overtaken, present, source, typed_days
from calendar_app.web.doubts import DoubtView, open_doubts
from calendar_app.web.units import unresolved_of
from content.almanac.observances import observances
from content.vocabulary import channel_names, channels, duties
from feeds.text import day

blueprint = Blueprint("review", __name__, url_prefix="/bien-tap")
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MarkView:
    """A date for the page: what was understood, the sentence around its words, why it is not published (or empty)."""

    mark: ItemDate
    role: str
    when: str
    waits: str
    sentence: tuple[str, str, str] | None
    observance: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item for the page, with its dates and the first words it stands on."""

    item: Item
    kind: str
    channels: tuple[str, ...]
    dates: tuple[MarkView, ...]
    duty: str
    public: bool
    doubts: tuple[tuple[int, DoubtView], ...] = ()
    last: Decision | None = None


@blueprint.get("/van-ban/<slug>")
@guard.may("read-desk")
def directive(slug: str) -> str:
    """Show the text on one side and what was read from it on the other."""
    return page(slug)


def page(slug: str, wrong: Mapping[str, str] = NOTHING, undone: str = "") -> str:
    """Show a directive; where its head could not be saved, with what was typed and, by field, what is `wrong`.

    `undone` says why what was asked of several items was not done; they stay ticked, and what was typed stays.
    """
    with guard.store().reading() as session:
        found = directive_of(session, slug)
        items = _items(session, found)
        corrected = corrections.earlier(session, [found.id or 0])
        ids = [item.id or 0 for item in items]
        dates, last = review.dates_of(session, ids), review_undo.standing(session, ids)
        cited = cited_documents(session, found)
        replaces, replaced_by = replaced(session, found, cited), replacing(session, found)
        unresolved = unresolved_of(session, found, items, Audiences(units_of(session), clock.day_of(clock.now())))
        public = set(session.exec(select(Published.uid).where(Published.directive_id == found.id)).all())
        said = comments.of_items(session, ids)
        carried, may_change = len(decided(session, [found.id or 0])), carrying.waiting(session, found)
        act = review_restore.last_act(session, found.id or 0)
    doubts = open_doubts(found, items)
    return render_template(
        "desk/review.html",
        comments=said,
        carried=carried,
        corrected=corrected,
        may_change=may_change,
        directive=found,
        typed=request.form if wrong else NOTHING,
        wrong=wrong,
        undone=undone,
        several=request.form if undone else NOTHING,
        ticked=request.form.getlist("muc"),
        ticked_channels=request.form.getlist("kenh"),
        act=act,
        issuable=_issuable(found),
        pieces=source.pieces(found, items, dates, [doubt.span for doubt in doubts]),
        views=[_view(found, item, dates[item.id or 0], public, doubts, last.get(item.id or 0)) for item in items],
        count=Counter(item.status for item in items),
        cited=cited,
        replaces=replaces,
        replaced_by=replaced_by,
        doubts=doubts,
        unresolved=unresolved,
        say_day=_say_day,
        say_rule=present.recurrence,
        say_when=present.instant,
        decisions=wording.DECISIONS,
        channels=channels(),
    )


def _issuable(directive: Directive) -> list[tuple[date, str]]:
    """Return the days that are proposed where the day of issue is blank, the likeliest first."""
    known, received = directive.not_before, clock.day_of(directive.received_at)
    if directive.issued_on or directive.own:
        return []
    cited = [(known, "ngày của văn bản mới nhất được viện dẫn")] if known else []
    return [(received, "ngày nhận tệp"), *cited] if known is None or received > known else cited


@blueprint.post("/van-ban/<slug>/nhan-het")
@guard.may("review")
def accept_all(slug: str) -> Response:
    """Accept every item that waits and has no blocking doubt."""
    with guard.store().writing() as session:
        found = directive_of(session, slug)
        review.accept_all(session, found.id or 0, actor())
    return redirect(url_for("review.directive", slug=slug), 303)


@blueprint.post("/van-ban/<slug>/dau-van-ban")
@guard.may("review")
def correct_header(slug: str) -> Response | tuple[str, int]:
    """Fill in what the paper left blank; where somebody else was quicker, both versions are shown (conflicts).

    What cannot be is said beside its field, with everything typed kept.
    """
    form = request.form
    try:
        with guard.store().writing() as session:
            number, version = directive_of(session, slug).id or 0, forms.read_version(form)
            wanted = conflicts.merged_head(session, number, form) if "gop" in form else forms.read_header(form)
            review.correct_header(session, number, version, wanted, actor())
    except Conflict:
        return conflicts.page_of_head(number, form)
    except Problem as problem:
        return page(slug, forms.wrong_in_header(form, problem)), problem.status
    return redirect(url_for("review.directive", slug=slug), 303)


@blueprint.get("/van-ban/<slug>/tep")
@guard.may("read-desk")
def original(slug: str) -> Response:
    """Hand out the file as it came."""
    with guard.store().reading() as session:
        found = directive_of(session, slug)
    return downloads.attachment(guard.store().blob_path(found.sha256), found.file_name)


@blueprint.post("/muc/<int:item_id>/<any(nhan,bo,'rut-lai','hoan-tac'):verb>")
@guard.may("review")
def decide(item_id: int, verb: str) -> Response | tuple[str, int]:
    """Accept, refuse or withdraw one item, or take back what was decided about it last.

    Where somebody else was quicker, what they changed is shown, with the way to go on (overtaken).
    """
    version = forms.read_version(request.form)
    try:
        with guard.store().writing() as session:
            item = _decide(session, item_id, version, verb)
            slug = session.get_one(Directive, item.directive_id).slug
    except Conflict:
        return overtaken.page([(item_id, version)], verb, url_for("review.decide", item_id=item_id, verb=verb))
    return redirect(url_for("review.directive", slug=slug, _anchor=f"muc-{item_id}"), 303)


def _decide(session: Session, item_id: int, version: int, verb: str) -> Item:
    if verb == "nhan":
        return review.accept(session, item_id, version, actor())
    if verb == "bo":
        return review.refuse(session, item_id, version, actor(), reason())
    if verb == "rut-lai":
        return review.withdraw(session, item_id, version, actor(), reason())
    return review_undo.undo(session, item_id, version, actor())


@blueprint.get("/muc/<int:item_id>/sua")
@guard.may("review")
def edit(item_id: int) -> str:
    """Show the form that corrects an item."""
    return _edit_page(item_id, "")


@blueprint.post("/muc/<int:item_id>/sua")
@guard.may("review")
def correct(item_id: int) -> Response | tuple[str, int]:
    """Correct an item; what cannot be is said above the form, with everything typed kept.

    With `thu` nothing is written: the form comes back with the days that were typed. Where somebody else was quicker,
    both versions are shown (conflicts), and with `gop` the item is written as chosen there.
    """
    try:
        form = typed_days.filled(request.form, _directive_of_item(item_id), clock.day_of(clock.now()))
        if "thu" in form:
            return _edit_page(item_id, "", form), 200
        with guard.store().writing() as session:
            version = forms.read_version(form)
            wanted = conflicts.merged(session, item_id, form) if "gop" in form else forms.read_item(form)
            item = review.correct(session, item_id, version, wanted, actor())
            slug = session.get_one(Directive, item.directive_id).slug
    except Conflict:
        return conflicts.page(item_id, form)
    except Problem as problem:
        return _edit_page(item_id, problem.message), problem.status
    return redirect(url_for("review.directive", slug=slug, _anchor=f"muc-{item_id}"), 303)


def _directive_of_item(item_id: int) -> Directive:
    with guard.store().reading() as session:
        item = session.get(Item, item_id)
        if item is None:
            raise NotFound("Không có mục này.")
        return session.get_one(Directive, item.directive_id)


def _edit_page(item_id: int, error: str, form: forms.Form | None = None) -> str:
    with guard.store().reading() as session:
        item = session.get(Item, item_id)
        if item is None:
            raise NotFound("Không có mục này.")
        marks = review.dates_of(session, [item_id])[item_id]
        found = session.get_one(Directive, item.directive_id)
    return render_template(
        "desk/edit.html",
        item=item,
        view=_view(found, item, marks),
        directive=found,
        error=error,
        typed=form or request.form,
        lunar_beside=typed_days.lunar_beside,
        channels=channels(),
        roles=wording.ROLES,
        kinds=wording.ITEM_KINDS,
        say_day=_say_day,
        say_instant=_say_instant,
    )


def _view(
    directive: Directive,
    item: Item,
    marks: list[ItemDate],
    public: Collection[str] = (),
    doubts: Sequence[DoubtView] = (),
    last: Decision | None = None,
) -> ItemView:
    named = channel_names()
    return ItemView(
        item=item,
        kind=wording.ITEM_KINDS[item.kind],
        channels=tuple(named[c] for c in item.channels),
        dates=tuple(_mark_view(directive, mark) for mark in marks),
        duty=_duties().get(item.duty, ""),
        public=any(uid in public for uid in (item.uid, *(mark.uid for mark in marks))),
        doubts=tuple((number, doubt) for number, doubt in enumerate(doubts) if doubt.item_id == item.id),
        last=last,
    )


def _mark_view(directive: Directive, mark: ItemDate) -> MarkView:
    start = mark.end if mark.role == "deadline" else mark.start or mark.end
    words = source.sentence(directive.text, mark.span_start, mark.span_end) if mark.text else None
    when = wording.when(wording.KIND_OF_ROLE[mark.role], start, mark.end)
    return MarkView(mark, wording.ROLES[mark.role], when, _waits(mark), words, _observances().get(mark.observance, ""))


@lru_cache(maxsize=1)
def _duties() -> dict[str, str]:
    return {duty.id: duty.name for duty in duties()}


@lru_cache(maxsize=1)
def _observances() -> dict[str, str]:
    return {one.slug: one.name for one in observances()}


def _waits(mark: ItemDate) -> str:
    if not mark.kept:
        return "đã bỏ ngày này"
    if is_rhythm(mark):
        return "nhịp phát, đi cùng nội dung"
    return "" if settled(mark) else "chờ điền ngày, chưa phát hành"


def _items(session: Session, directive: Directive) -> list[Item]:
    query = select(Item).where(Item.directive_id == directive.id, Item.status != review.REMOVED)
    return list(session.exec(query.order_by(col(Item.position))).all())


def directive_of(session: Session, slug: str) -> Directive:
    """Return the directive of an address; raise NotFound where there is none."""
    found = session.exec(select(Directive).where(Directive.slug == slug)).first()
    if found is None:
        raise NotFound("Không có văn bản này. Hãy chọn lại từ danh sách.")
    return found


def reason() -> str:
    """Return the reason that was typed, or nothing."""
    return request.form.get("ly-do", "").strip()[:500]


def actor() -> Actor:
    """Return who decides in this request, and when."""
    return Actor(g.user.name, clock.now())


def _say_day(value: object) -> str:
    """Show a day in a form field, or nothing."""
    return day(value) if isinstance(value, date) else ""


def _say_instant(value: datetime | None) -> str:
    """Fill the field of a day and time, as people in Vietnam mean it."""
    return f"{value.astimezone(clock.PEOPLE):%d/%m/%Y %H:%M}" if value else ""

"""What a later directive may change of what runs: both texts side by side, and the editor's choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from calendar_app import carryover, clock, review
from calendar_app.accepted import decided
from calendar_app.carrying import Proposal
from calendar_app.carryover import UNRELATED, Choice
from calendar_app.desk_days import directives_of
from calendar_app.errors import NotFound, Problem
from calendar_app.models import Carrying, Directive, Item, ItemDate
from calendar_app.review import Actor
from calendar_app.web import forms, guard
from calendar_app.web.listings import part
from content.folding import fold
from feeds.text import day

blueprint = Blueprint("carrying", __name__, url_prefix="/bien-tap")

CHOICES = {
    "supersede": ("Thay thế", "Nội dung cũ kết thúc trước ngày nội dung mới bắt đầu."),
    "amend": ("Điều chỉnh", "Nội dung cũ giữ địa chỉ, lấy lời và ngày mới."),
    "continue": ("Tiếp tục", "Nội dung cũ giữ nguyên, ghi thêm nguồn là văn bản mới."),
    "end": ("Kết thúc", "Nội dung cũ kết thúc; nội dung mới, nếu có, phát riêng."),
    "merge": ("Gộp", "Chỉ phát một nội dung, ghi đủ các nguồn."),
    UNRELATED: ("Không liên quan", "Hai nội dung cùng phát; không hỏi lại."),
}
PAIRS, DECISIONS = 20, 50
"""How many are shown at a time of what waits (`?trang=`) and of what was decided (`?trang-da=`)."""
PAGES = ("trang", "trang-da")
_WORD = re.compile(r"[^\W\d_]+")
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Pair:
    """An older item and what the later directive says of it; pieces are texts cut where the reason rests on them."""

    older: Item
    paper: Directive
    newer: Item | None
    reason: str
    older_text: Pieces
    newer_text: Pieces
    kinds: tuple[str, ...] = ()
    proposed: str = ""
    last_day: str = ""
    row: Carrying | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The items that pairs are of, their dates and directives, each by number: asked for together."""

    items: Mapping[int, Item]
    dates: Mapping[int, list[ItemDate]]
    papers: Mapping[int, Directive]


def waiting(session: Session, directive: Directive) -> int:
    """Return how many running items a directive may change, nobody having decided yet."""
    return len(carryover.proposals(session, directive, clock.day_of(clock.now())))


@blueprint.get("/van-ban/<slug>/tiep-noi")
@guard.may("read-desk")
def overview(slug: str) -> str:
    """Show proposals with both texts, and what was decided, a part at a time."""
    return _page(slug, "")


@blueprint.post("/van-ban/<slug>/tiep-noi")
@guard.may("review")
def choose(slug: str) -> Response | tuple[str, int]:
    """Carry out the choice about one older item."""
    try:
        with guard.store().writing() as session:
            carryover.decide(session, _choice(_directive(session, slug)), Actor(g.user.name, clock.now()))
    except Problem as problem:
        return _page(slug, problem.message), problem.status
    return _back(slug)


@blueprint.post("/van-ban/<slug>/tiep-noi/<int:number>/hoan-tac")
@guard.may("review")
def undo(slug: str, number: int) -> Response | tuple[str, int]:
    """Take a decision back."""
    try:
        with guard.store().writing() as session:
            versions = _number("phien-ban-cu"), _number("phien-ban-moi")
            carryover.undo(session, number, versions, Actor(g.user.name, clock.now()))
    except Problem as problem:
        return _page(slug, problem.message), problem.status
    return _back(slug)


def _back(slug: str) -> Response:
    """Lead to the parts of both lists that the form stood on."""
    shown: dict[str, Any] = {name: request.args[name] for name in PAGES if name in request.args}
    return redirect(url_for("carrying.overview", slug=slug, **shown), 303)


def _page(slug: str, error: str) -> str:
    with guard.store().reading() as session:
        found = _directive(session, slug)
        proposed = carryover.proposals(session, found, clock.day_of(clock.now()))
        decisions = [row for row in decided(session, [found.id or 0]) if row.directive_id == found.id]
        waits = part(proposed, PAIRS, PAGES[0], shrinks=True)
        done = part(decisions, DECISIONS, PAGES[1], shrinks=True)
        rows = _rows(session, [*waits.shown, *done.shown])
        pairs = [_proposed(rows, found, one) for one in waits.shown]
        settled = [_decided(rows, row) for row in done.shown]
    return render_template(
        "desk/carrying.html",
        directive=found,
        waits=waits,
        done=done,
        pairs=pairs,
        settled=settled,
        pages={name: number for name, number in zip(PAGES, (waits.number, done.number), strict=True) if number > 1},
        choices=CHOICES,
        error=error,
    )


def _rows(session: Session, pairs: Iterable[Proposal | Carrying]) -> Rows:
    ids = {number for one in pairs for number in (one.older_id, one.newer_id) if number}
    items = {item.id or 0: item for item in session.exec(select(Item).where(col(Item.id).in_(ids))).all()}
    papers = directives_of(session, {item.directive_id for item in items.values()})
    return Rows(items, review.dates_of(session, [*ids]), papers)


def _proposed(rows: Rows, directive: Directive, one: Proposal) -> Pair:
    older, newer = rows.items[one.older_id], rows.items.get(one.newer_id or 0)
    begins = carryover.first_of(directive, rows.dates.get(one.newer_id or 0, ()))
    return Pair(
        older=older,
        paper=rows.papers[older.directive_id],
        newer=newer,
        reason=one.reason,
        older_text=_marked(older.text, "", one.shared),
        newer_text=_marked(newer.text if newer else _around(directive.text, one.quoted), one.quoted, one.shared),
        kinds=_kinds(one, newer),
        proposed=one.kind,
        last_day=_day(begins - timedelta(days=1) if begins else None),
    )


def _kinds(one: Proposal, newer: Item | None) -> tuple[str, ...]:
    """Return the choices there are, the proposed one first."""
    if one.kind == "merge":
        return "merge", UNRELATED
    there = ("supersede", "amend", "continue", "end", "merge") if newer else ("supersede", "end")
    return one.kind, *(kind for kind in there if kind != one.kind), UNRELATED


def _decided(rows: Rows, row: Carrying) -> Pair:
    older, newer = rows.items[row.older_id], rows.items.get(row.newer_id or 0)
    paper = rows.papers[older.directive_id]
    return Pair(older, paper, newer, row.reason, [], [], last_day=_day(row.last_day), row=row)


def _around(text: str, quoted: str) -> str:
    """Return the paragraph of a text that has the words quoted, whatever its line breaks."""
    found = re.search(r"\s+".join(map(re.escape, quoted.split())), text) if quoted else None
    if found is None:
        return ""
    first, last = text.rfind("\n\n", 0, found.start()), text.find("\n\n", found.end())
    return " ".join(text[max(first, 0) : last if last > 0 else None].split())


def _marked(text: str, quoted: str, shared: frozenset[str]) -> Pieces:
    """Cut a text where the words quoted, and the first of each shared word, begin and end."""
    at = text.find(quoted) if quoted else -1
    spans = [(at, at + len(quoted))] if at >= 0 else []
    left = set(shared)
    for word in _WORD.finditer(text):
        if (folded := fold(word.group())) in left and not any(a <= word.start() < b for a, b in spans):
            left.discard(folded)
            spans.append(word.span())
    pieces, place = Pieces(), 0
    for start, end in sorted(spans):
        pieces += [(text[place:start], False), (text[start:end], True)]
        place = end
    return [*pieces, (text[place:], False)]


def _choice(directive: Directive) -> Choice:
    newer = request.form.get("moi", "")
    return Choice(
        kind=request.form.get("viec", ""),
        older_id=_number("cu"),
        older_version=_number("phien-ban-cu"),
        directive_id=directive.id or 0,
        newer_id=_number("moi") if newer else None,
        newer_version=_number("phien-ban-moi"),
        last_day=forms.read_day(request.form.get("ngay-cuoi", "")),
        reason=request.form.get("ly-do", "").strip(),
    )


def _number(name: str) -> int:
    try:
        return int(request.form.get(name, "") or 0)
    except ValueError as error:
        raise Problem("Biểu mẫu thiếu thông tin. Hãy tải lại trang rồi làm lại.") from error


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _directive(session: Session, slug: str) -> Directive:
    found = session.exec(select(Directive).where(Directive.slug == slug)).first()
    if found is None:
        raise NotFound("Không có văn bản này. Hãy chọn lại từ danh sách.")
    return found

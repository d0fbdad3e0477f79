"""What a later directive does to items that run: proposed from the words, decided by a person, and taken back.

Each decision keeps both versions its caller saw, and is refused where either item was changed since. The caller holds
the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from sqlalchemy.orm import load_only
from sqlmodel import Session, and_, col, or_, select

from calendar_app import carrying, review
from calendar_app.accepted import decided, entries_by_item, together
from calendar_app.carried import Entries
from calendar_app.carrying import Kind, Named, Paper, Proposal, Theme, same_body
from calendar_app.citations import replaced_by_message
from calendar_app.clock import day_from
from calendar_app.entries import has_date, settled_row
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.likeness import words
from calendar_app.models import Carrying, Directive, Item, ItemDate
from calendar_app.review import Actor

UNRELATED = "none"
KINDS = (*get_args(Kind), UNRELATED)
ENDING = ("supersede", "end")
ABSORBING = ("amend", "continue", "merge")
COMPARED = ("directive_id", "kind", "title", "text", "duty", "spans", "audiences")
"""What of an item is compared with a later directive."""
OPENING = 240
"""Letters of an item's text that say what it is about and what becomes of earlier ones."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for an older item and a later directive, with the versions of the items that they saw.

    Without a newer item the directive as a whole ends it. `last_day` None is the day before the newer begins.
    """

    kind: str
    older_id: int
    older_version: int
    directive_id: int
    newer_id: int | None
    newer_version: int
    last_day: date | None = None
    reason: str = ""


def proposals(session: Session, directive: Directive, today: date) -> list[Proposal]:
    """Return what a directive may change of what runs; what was decided, or refused, is not proposed again."""
    settled = {row.older_id for row in decided(session, [directive.id or 0])}
    ours = session.exec(select(Item).where(Item.directive_id == directive.id).order_by(col(Item.position))).all()
    joined = _absorbed(session)
    open_ = [i for i in ours if i.status in ("draft", "accepted") and i.id not in joined]
    older = [item for item in _running(session, directive, today) if item.id not in joined | settled]
    paper = replace(_paper(directive), replaces=replaced_by_message(session, directive))
    marks = review.dates_of(session, [i.id or 0 for i in (*open_, *older)])
    papers = {d.id: _paper(d) for d in _directives(session, {i.directive_id for i in older})}
    running = [_theme(item, papers[item.directive_id], marks[item.id or 0]) for item in older]
    return carrying.proposals(paper, [_theme(i, paper, marks[i.id or 0]) for i in open_], running)


def decide(session: Session, choice: Choice, actor: Actor) -> Carrying:
    """Carry out what a person chose; raise Problem where it cannot be, Conflict where an item was changed since."""
    older = review.item_seen(session, choice.older_id, choice.older_version)
    newer = review.item_seen(session, choice.newer_id, choice.newer_version) if choice.newer_id else None
    directive = session.get(Directive, choice.directive_id)
    if directive is None or (newer and newer.directive_id != directive.id) or older.directive_id == directive.id:
        raise NotFound("Không có văn bản hoặc mục này. Hãy mở lại trang.")
    _check(session, choice, older, newer, directive)
    row = Carrying(
        kind=choice.kind,
        older_id=choice.older_id,
        directive_id=choice.directive_id,
        newer_id=choice.newer_id,
        last_day=_last_day(session, choice, newer, directive) if choice.kind in ENDING else None,
        reason=choice.reason[:500],
        author=actor.name,
        decided_at=actor.at,
    )
    session.add(row)
    session.flush()
    _keep(session, row, older, newer, actor, choice.kind)
    return row


def undo(session: Session, carrying_id: int, versions: tuple[int, int], actor: Actor) -> Carrying:
    """Take a decision back: the items publish again what they published before it. `versions` are older and newer."""
    row = session.get(Carrying, carrying_id)
    if row is None:
        raise Conflict("Quyết định này vừa được người khác hoàn tác. Hãy xem lại trang.")
    older = review.item_seen(session, row.older_id, versions[0])
    newer = review.item_seen(session, row.newer_id, versions[1]) if row.newer_id else None
    session.delete(row)
    session.flush()
    _keep(session, row, older, newer, actor, f"undo-{row.kind}")
    return row


def first_day(session: Session, directive: Directive, newer: Item | None) -> date | None:
    """Return the day on which a newer item begins, else its directive."""
    marks = review.dates_of(session, [newer.id])[newer.id] if newer and newer.id else []
    return first_of(directive, marks)


def first_of(directive: Directive, marks: Iterable[ItemDate]) -> date | None:
    """Return the first day of a newer item's dates, else its directive's."""
    starts = [mark.start for mark in marks if mark.kept and mark.start and mark.role in ("period", "start")]
    return min(starts, default=directive.window_start or directive.issued_on)


def _check(session: Session, choice: Choice, older: Item, newer: Item | None, directive: Directive) -> None:
    if choice.kind not in KINDS or (newer is None and choice.kind in ABSORBING):
        raise Problem("Hãy chọn một trong các cách xử lý có trên trang.")
    if any(row.older_id == older.id for row in decided(session, [choice.directive_id])):
        raise Conflict("Đã có quyết định về mục này với văn bản này. Hãy hoàn tác quyết định ấy rồi chọn lại.")
    if choice.kind == UNRELATED:
        return
    if older.status != "accepted" or (newer and newer.status not in ("draft", "accepted")):
        raise Problem("Mục đã bỏ, đã rút lại hoặc chưa được nhận thì không xử lý được. Hãy xem lại trạng thái của mục.")
    joined = _absorbed(session)
    if older.id in joined or (newer and newer.id in joined):
        raise Problem("Mục này đã gộp vào mục khác. Hãy hoàn tác việc gộp ấy trước.")
    bodies = _paper(directive), _paper(session.get_one(Directive, older.directive_id))
    if choice.kind != "merge" and not same_body(*bodies):
        raise Problem("Hai văn bản của hai cơ quan khác nhau: chỉ gộp được, không thay thế hay điều chỉnh nhau.")


def _last_day(session: Session, choice: Choice, newer: Item | None, directive: Directive) -> date:
    begins = first_day(session, directive, newer)
    last = choice.last_day or (begins - timedelta(days=1) if begins else None)
    if last is None:
        raise Problem("Văn bản mới chưa rõ ngày bắt đầu. Hãy điền ngày cuối của nội dung cũ.")
    if last.year not in review.YEARS:
        raise Problem(f"Năm {last.year} không hợp lý. Hãy xem lại ngày.")
    return last


def _keep(session: Session, row: Carrying, older: Item, newer: Item | None, actor: Actor, action: str) -> None:
    """Raise the versions of both items and keep the decision with each."""
    told = row.model_dump(mode="json", include={"kind", "older_id", "directive_id", "newer_id", "last_day"})
    for item in (older, newer) if newer else (older,):
        before = review.state_of(session, item) | {"carrying": told}
        item.version += 1
        session.add(item)
        review.record(session, item, actor, action, row.reason, before)


def _absorbed(session: Session) -> set[int]:
    """Return the items that say no more than another one now."""
    query = select(Carrying.newer_id).where(col(Carrying.kind).in_(ABSORBING))
    return {number for number in session.exec(query).all() if number}


def _running(session: Session, directive: Directive, today: date) -> Sequence[Item]:
    """Return the accepted items of earlier directives that have something to come.

    Only those that share a decision with one that has are worked out: decisions give nobody days that none of them had.
    """
    due = _due(session, today)
    judged = {item.id: _to_come(entries, today) for item, entries in _sharing(session, due)}
    running = {number for number, there in judged.items() if there} | {one for one in due if judged.get(one, True)}
    light = [getattr(Item, name) for name in COMPARED]
    earlier = and_(col(Item.id).in_(running), col(Item.directive_id) < (directive.id or 0))
    return session.exec(select(Item).where(earlier).order_by(col(Item.id)).options(load_only(*light))).all()


def _due(session: Session, today: date) -> set[int]:
    """Return the accepted items whose own days, or whose directive's window, go on today or come later."""
    ours = select(Item.id).where(Item.status == "accepted", col(Item.kind) != "form")
    end, window = col(ItemDate.end), col(Directive.window_end)
    dated = ours.join(ItemDate).where(settled_row(), or_(end.is_(None), end >= today))
    running = select(Directive.id).where(or_(window.is_(None), window >= today))
    bare = ours.where(col(Item.directive_id).in_(running), ~has_date(settled_row()))
    return {number or 0 for query in (dated, bare) for number in session.exec(query).all()}


def _sharing(session: Session, due: set[int]) -> list[tuple[Item, Entries]]:
    """Return the entries of what shares a decision with items, and of all else of those directives."""
    rows = session.exec(select(Carrying.older_id, Carrying.newer_id).where(Carrying.kind != UNRELATED)).all()
    shared = {number for pair in rows if due & set(pair) for number in pair if number}
    if not shared:
        return []
    directives = session.exec(select(Item.directive_id).where(col(Item.id).in_(shared)).distinct()).all()
    return entries_by_item(session, together(session, directives))


def _to_come(entries: Entries, day: date) -> bool:
    return any(facts.end is None or facts.end >= day for facts in entries.values())


def _directives(session: Session, ids: Iterable[int]) -> Sequence[Directive]:
    return session.exec(select(Directive).where(col(Directive.id).in_(set(ids)))).all()


def _paper(directive: Directive) -> Paper:
    named = tuple(Named(c["number"], day_from(c["date"]), *c["span"]) for c in directive.citations)
    weekly = directive.window_text if directive.window_start and not directive.window_end else ""
    return Paper(
        directive_id=directive.id or 0,
        title=directive.title,
        issuer=directive.issuer,
        symbol=directive.symbol,
        place=directive.place,
        number=directive.number,
        issued_on=directive.issued_on,
        begins=directive.window_start or directive.issued_on,
        subject=directive.subject,
        text=directive.text,
        weekly=weekly if weekly.lower().startswith("từ tuần") else "",
        named=named,
    )


def _theme(item: Item, paper: Paper, marks: Sequence[ItemDate]) -> Theme:
    first, last = min((tuple(span) for span in item.spans), default=(0, 0))
    named = [one for one in paper.named if first <= one.start < min(last, first + OPENING)]
    title = item.title
    for one in named:
        title = title.replace(paper.text[one.start : one.end], " ")
    kept = [mark for mark in marks if mark.kept]
    days = {(m.observance, m.start): m.label for m in kept if m.observance and m.start}
    return Theme(
        item_id=item.id or 0,
        paper=paper,
        kind=item.kind,
        title=item.title,
        opening=f"{item.title}\n{item.text[:OPENING]}",
        words=words(title),
        days=days,
        named=frozenset(one.number for one in named),
        open_ended=not kept and bool(paper.weekly),
        own=item.kind == "task" and bool(item.duty or item.audiences or any(m.role == "deadline" for m in kept)),
    )

"""What the accepted items publish, after what was decided about items that later directives change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, or_, select

from calendar_app.carried import Entries, Link, carried
from calendar_app.entries import entries_of
from calendar_app.facts import FurtherSource
from calendar_app.models import Carrying, Directive, Item, ItemDate


def entries_by_item(session: Session, directive_ids: Iterable[int]) -> list[tuple[Item, Entries]]:
    """Return the entries of the accepted items of directives, in the order of the items.

    Directives that share a decision publish together, so all of them have to be asked for: see `together`.
    """
    ids = set(directive_ids)
    directives = {d.id: d for d in session.exec(select(Directive).where(col(Directive.id).in_(ids))).all()}
    ours = select(Item).where(Item.status == "accepted", col(Item.directive_id).in_(ids))
    marks: dict[int, list[ItemDate]] = {}
    dated = ours.join(ItemDate).with_only_columns(ItemDate).order_by(col(ItemDate.position))
    for mark in session.scalars(dated).all():
        marks.setdefault(mark.item_id, []).append(mark)
    items = {item.id or 0: item for item in session.exec(ours.order_by(col(Item.id))).all()}
    whole = {i: entries_of(directives[item.directive_id], item, marks.get(i, [])) for i, item in items.items()}
    after = carried(whole, [_link(row, items, directives) for row in decided(session, ids)])
    return [(items[i], entries) for i, entries in after.items()]


def together(session: Session, directive_ids: Iterable[int]) -> set[int]:
    """Return directives with all that share a decision with them, however far."""
    query = select(Item.directive_id, Carrying.directive_id).join(Carrying, col(Carrying.older_id) == Item.id)
    pairs = session.exec(query).all()
    found = set(directive_ids)
    while more := {one for pair in pairs if found & set(pair) for one in pair} - found:
        found |= more
    return found


def decided(session: Session, directive_ids: Iterable[int]) -> Sequence[Carrying]:
    """Return the decisions in force that touch directives, oldest first."""
    ids = set(directive_ids)
    query = select(Carrying).join(Item, col(Carrying.older_id) == Item.id)
    touching = or_(col(Item.directive_id).in_(ids), col(Carrying.directive_id).in_(ids))
    return session.exec(query.where(touching).order_by(col(Carrying.id))).all()


def _link(row: Carrying, items: dict[int, Item], directives: dict[int | None, Directive]) -> Link:
    newer, paper = items.get(row.newer_id or 0), directives.get(row.directive_id)
    source = FurtherSource(paper.slug, paper.title, newer.path) if newer and paper else None
    return Link(row.kind, row.older_id, row.newer_id, row.last_day, source)

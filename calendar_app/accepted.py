"""What the accepted items publish, after what was decided about items that later directives change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Bundle
from sqlmodel import Session, col, func, or_, select

from calendar_app.carried import Entries, Link, carried
from calendar_app.entries import entries_of
from calendar_app.facts import FurtherSource
from calendar_app.models import Carrying, Directive, Item, ItemDate

OF_ITEM = (
    *("id", "uid", "directive_id", "path", "kind", "title", "text", "channels", "audiences", "providers", "slogans"),
    *("links", "embargo_until"),
)
OF_MARK = (
    *("uid", "item_id", "role", "start", "end", "precision", "label", "years", "rrule", "text", "span_start"),
    *("span_end", "kept"),
)
"""What of an item and of its date says what is published."""


def plain(name: str, table: type[Directive] | type[Item] | type[ItemDate], columns: Iterable[str]) -> Any:  # noqa: ANN401 -- columns
    """Return some columns of a table that come as one plain row: thousands of them cost less than objects."""
    return Bundle(name, *(getattr(table, column) for column in columns))


def among(column: Any, values: Iterable[str | int]) -> ColumnElement[bool]:  # noqa: ANN401 -- a column
    """Whether a column has one of some values, handed over as one list: thousands cost little, without a limit."""
    listed = func.json_each(json.dumps([*values])).table_valued("value")
    found: ColumnElement[bool] = column.in_(select(listed.c.value))
    return found


def entries_by_item(session: Session, directive_ids: Iterable[int]) -> list[tuple[Item, Entries]]:
    """Return the entries of the accepted items of directives, in the order of the items.

    Items are plain rows of what is published (`OF_ITEM`): they cannot be changed. Directives that share a decision
    publish together, so all of them have to be asked for: see `together`.
    """
    ids = set(directive_ids)
    directives = {d.id: d for d in session.exec(select(Directive).where(among(Directive.id, ids))).all()}
    ours = Item.status == "accepted", among(Item.directive_id, ids)
    dated = select(plain("mark", ItemDate, OF_MARK)).join(Item).where(*ours).order_by(col(ItemDate.position))
    marks: dict[int, list[ItemDate]] = {}
    for mark in session.exec(dated).all():
        marks.setdefault(mark.item_id, []).append(mark)
    accepted = select(plain("item", Item, OF_ITEM)).where(*ours).order_by(col(Item.id))
    items: dict[int, Item] = {item.id: item for item in session.exec(accepted).all()}
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
    touching = or_(among(Item.directive_id, ids), among(Carrying.directive_id, ids))
    return session.exec(query.where(touching).order_by(col(Carrying.id))).all()


def _link(row: Carrying, items: dict[int, Item], directives: dict[int | None, Directive]) -> Link:
    newer, paper = items.get(row.newer_id or 0), directives.get(row.directive_id)
    source = FurtherSource(paper.slug, paper.title, newer.path) if newer and paper else None
    return Link(row.kind, row.older_id, row.newer_id, row.last_day, source)

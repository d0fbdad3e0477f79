"""The documents a directive names, each with the directive it is, where that is in the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from calendar_app.carrying import verb_before
from calendar_app.clock import day_from
from calendar_app.models import Arrival, Directive


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document as it is named, and the received directive of that number and day, if there is one."""

    text: str
    number: str
    issued_on: date | None
    directive: Directive | None


def cited_documents(session: Session, directive: Directive) -> list[CitedDocument]:
    """Return the documents a directive names, in its order. A day that either side leaves blank does not part them."""
    numbers = {citation["number"] for citation in directive.citations}
    query = select(Directive).where(col(Directive.number).in_(numbers), Directive.id != directive.id)
    stored = session.exec(query.order_by(col(Directive.id))).all()
    named = [(c["text"], c["number"], day_from(c["date"])) for c in directive.citations]
    return [CitedDocument(*one, _match(one[1], one[2], stored)) for one in named]


def replaced(session: Session, directive: Directive, cited: Sequence[CitedDocument]) -> list[CitedDocument]:
    """Return the documents that a directive says it stands in for: in its words, or in the message it came with."""
    starts = (citation["span"][0] for citation in directive.citations)
    found = {one.number: one for one, at in zip(cited, starts, strict=True) if _replaces(directive.text, at)}
    others = replaced_by_message(session, directive) - found.keys()
    stored = session.exec(select(Directive).where(col(Directive.number).in_(others))).all() if others else ()
    told = [CitedDocument("", number, None, _match(number, None, stored)) for number in sorted(others)]
    return [*found.values(), *told]


def replacing(session: Session, directive: Directive) -> list[Directive]:
    """Return the directives that say they stand in for this one: in their words, or in the message they came with."""
    if not directive.number:
        return []
    by_message = select(Arrival.directive_id).where(_among(func.json_each(Arrival.replaces), "$", directive.number))
    sent = set(session.exec(by_message).all())
    naming = or_(_among(func.json_each(Directive.citations), "$.number", directive.number), col(Directive.id).in_(sent))
    others = select(Directive).where(naming, Directive.number != directive.number).order_by(col(Directive.id))
    return [one for one in session.exec(others).all() if one.id in sent or _says_it_replaces(one, directive)]


def replaced_by_message(session: Session, directive: Directive) -> frozenset[str]:
    """Return the numbers of other documents that the exchange's message says a directive stands in for."""
    rows = session.exec(select(Arrival.replaces).where(Arrival.directive_id == directive.id)).all()
    return frozenset(number for numbers in rows for number in numbers) - {directive.number}


def _among(each: Any, path: str, number: str) -> ColumnElement[bool]:  # noqa: ANN401 -- json_each of a column
    """Whether a list that is kept as JSON names a number, in each of its values at a path."""
    listed = each.table_valued("value", name="named")
    said = listed.c.value if path == "$" else func.json_extract(listed.c.value, path)
    return select(listed.c.value).where(said == number).exists()


def _says_it_replaces(newer: Directive, older: Directive) -> bool:
    named = (c for c in newer.citations if _match(c["number"], day_from(c["date"]), [older]))
    return any(_replaces(newer.text, citation["span"][0]) for citation in named)


def _replaces(text: str, at: int) -> bool:
    verb = verb_before(text, at)
    return verb is not None and verb[0] == "supersede"


def _match(number: str, day: date | None, stored: Sequence[Directive]) -> Directive | None:
    return next((d for d in stored if d.number == number and (None in (day, d.issued_on) or d.issued_on == day)), None)

"""What programs call directives and items by, for the numbers they have here."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from calendar_app.models import Directive, Item


def slugs(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the slugs of directives by their numbers."""
    return dict(session.exec(select(Directive.id, Directive.slug).where(col(Directive.id).in_(set(ids)))).all())


def uids(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the uids of items by their numbers."""
    return dict(session.exec(select(Item.id, Item.uid).where(col(Item.id).in_(set(ids)))).all())

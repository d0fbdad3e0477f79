"""Writes what each release changed as public files, once; a file of an earlier tree is taken as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from calendar_app.changes import REFILED, PublicChange, PublicChanges, dump, path_of
from calendar_app.facts import EntryFacts, from_json
from calendar_app.models import Change, Directive, Published, Release
from calendar_app.tree import Draft


def files(session: Session) -> dict[str, Draft]:
    """Return every release's file; one is made anew where something in it was withdrawn since."""
    gone = _withdrawn(session)
    touched: dict[int, list[str]] = {}
    query = select(Change.release_number, Change.uid).where(col(Change.uid).in_(gone)).order_by(col(Change.uid))
    for number, uid in session.exec(query.distinct()).all():
        touched.setdefault(number, []).append(uid)
    numbers = session.exec(select(Release.number).order_by(col(Release.number))).all()
    return {
        path_of(number): Draft(" ".join([str(number), *touched.get(number, [])]), partial(_written, session, number))
        for number in numbers
        if number is not None
    }


def latest(session: Session, count: int) -> list[tuple[PublicChanges, PublicChange]]:
    """Return the last changes that are news, those of the newest release first, each with its release."""
    news = select(Change).where(Change.action != REFILED)
    found = session.exec(news.order_by(col(Change.release_number).desc(), col(Change.id)).limit(count)).all()
    names, gone = _slugs(session), _withdrawn(session)
    releases = {number: _told(session.get_one(Release, number)) for number in {c.release_number for c in found}}
    return [(releases[change.release_number], _change(change, names, change.uid in gone)) for change in found]


def _written(session: Session, number: int) -> bytes:
    names, gone = _slugs(session), _withdrawn(session)
    query = select(Change).where(Change.release_number == number).order_by(col(Change.id))
    changes = tuple(_change(change, names, change.uid in gone) for change in session.exec(query).all())
    return dump(replace(_told(session.get_one(Release, number)), changes=changes))


def _told(release: Release) -> PublicChanges:
    return PublicChanges(release.number or 0, release.name, release.note, release.created_at, (), release.log_head)


def _slugs(session: Session) -> dict[int | None, str]:
    return dict(session.exec(select(Directive.id, Directive.slug)).all())


def _withdrawn(session: Session) -> set[str]:
    return set(session.exec(select(Published.uid).where(Published.status == "withdrawn")).all())


def _change(change: Change, slugs: Mapping[int | None, str], withdrawn: bool) -> PublicChange:
    return PublicChange(
        uid=change.uid,
        action=change.action,
        reason=change.reason,
        slug=slugs[change.directive_id],
        before=_facts(change.before, withdrawn),
        after=_facts(change.after, withdrawn),
    )


def _facts(kept: dict[str, Any] | None, withdrawn: bool) -> EntryFacts | None:
    """What was ever under an embargo is told by title and days alone: the file may be older than the embargo's end."""
    if kept is None:
        return None
    facts = from_json(kept)
    return facts.withheld() if withdrawn or facts.embargo_until else facts

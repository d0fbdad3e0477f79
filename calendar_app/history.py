"""Writes what each release changed as public files, once; a file of an earlier tree is taken as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from calendar_app.changes import PublicChange, PublicChanges, dump, path_of
from calendar_app.facts import from_json
from calendar_app.models import Change, Directive, Release


def files(session: Session, old: Path | None) -> dict[str, bytes]:
    """Return every release's file; those of the old tree are taken as they are."""
    slugs = {d.id: d.slug for d in session.exec(select(Directive)).all()}
    found = {}
    for release in session.exec(select(Release).order_by(col(Release.number))).all():
        path = path_of(release.number or 0)
        if old is not None and (old / path).exists():
            found[path] = (old / path).read_bytes()
        else:
            found[path] = dump(_changes(session, release, slugs))
    return found


def _changes(session: Session, release: Release, slugs: Mapping[int | None, str]) -> PublicChanges:
    query = select(Change).where(Change.release_number == release.number).order_by(col(Change.id))
    changes = tuple(_change(change, slugs) for change in session.exec(query).all())
    return PublicChanges(release.number or 0, release.name, release.note, release.created_at, changes)


def _change(change: Change, slugs: Mapping[int | None, str]) -> PublicChange:
    return PublicChange(
        uid=change.uid,
        action=change.action,
        reason=change.reason,
        slug=slugs[change.directive_id],
        before=from_json(change.before) if change.before else None,
        after=from_json(change.after) if change.after else None,
    )

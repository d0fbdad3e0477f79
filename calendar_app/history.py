"""Writes what each release changed as public files, once; a file of an earlier tree is taken as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from calendar_app.changes import PublicChange, PublicChanges, dump, path_of
from calendar_app.facts import EntryFacts, from_json
from calendar_app.models import Change, Directive, Published, Release


def files(session: Session, old: Path | None) -> dict[str, bytes]:
    """Return every release's file; one is written anew where something in it was withdrawn since."""
    slugs = {d.id: d.slug for d in session.exec(select(Directive)).all()}
    withdrawn = set(session.exec(select(Published.uid).where(Published.status == "withdrawn")).all())
    touched = select(Change.release_number).where(col(Change.uid).in_(withdrawn))
    anew = {path_of(number) for number in session.exec(touched).all()}
    found = {}
    for release in session.exec(select(Release).order_by(col(Release.number))).all():
        path = path_of(release.number or 0)
        if old is not None and path not in anew and (old / path).exists():
            found[path] = (old / path).read_bytes()
        else:
            found[path] = dump(_changes(session, release, slugs, withdrawn))
    return found


def _changes(
    session: Session, release: Release, slugs: Mapping[int | None, str], withdrawn: Collection[str]
) -> PublicChanges:
    query = select(Change).where(Change.release_number == release.number).order_by(col(Change.id))
    changes = tuple(_change(change, slugs, change.uid in withdrawn) for change in session.exec(query).all())
    return PublicChanges(release.number or 0, release.name, release.note, release.created_at, changes)


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

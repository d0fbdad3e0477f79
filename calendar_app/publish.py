"""From accepted items to a release, and from a release to the public tree.

A release is what the database says is public; the tree is made from it and can be made again at any time, so a
crash between the two is mended by the next tick.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, func, select

from calendar_app import airing, changes, deliver, history, tree
from calendar_app.airing_settings import sign
from calendar_app.clock import PEOPLE, day_of
from calendar_app.differences import Difference, Wanted, differences, last_decision
from calendar_app.errors import NotFound, Problem
from calendar_app.facts import from_json
from calendar_app.feedset import files_of
from calendar_app.models import Change, Decision, Directive, Published, PublishedDirective, Release
from calendar_app.public_state import IN_ONE_QUERY, appears_at, public_directive, short_feeds, snapshot_of, units_of
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot, directive_to_json, dump, load
from calendar_app.store import Store

ENDS = ("cancelled", "withdrawn")
END_OF_TIME = datetime.max.replace(tzinfo=UTC, microsecond=0)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A state to go back to: what was public then, and the last decision that it had taken in."""

    wanted: Wanted
    decided_up_to: int


def release(store: Store, settings: Settings, author: str, note: str, now: datetime) -> Release:
    """Make what is accepted public, as the next release.

    Raises Problem where nothing would change, and where a public day moves or an entry is cancelled without a
    note that says why. Its files are written before it is committed: what cannot be shown never becomes a release.
    """
    return _release(store, settings, None, author, note, now)


def undo(store: Store, settings: Settings, name: str, author: str, note: str, now: datetime) -> Release:
    """Make the state of an earlier release public again, as a new release: UIDs kept, SEQUENCE raised.

    What is accepted at the desk stays as it is, and is offered again by the next preview.
    """
    with store.reading() as session:
        earlier = session.exec(select(Release).where(Release.name == name)).first()
        if earlier is None:
            raise NotFound(f"Không có bản phát hành {name}.")
        state = Earlier(state_at(session, earlier.number or 0), earlier.decided_up_to)
    return _release(store, settings, state, author, note, now)


def state_at(session: Session, number: int) -> Wanted:
    """Return what was public, and not cancelled, after a release."""
    query = select(Change).where(col(Change.release_number) <= number).order_by(col(Change.id))
    state: Wanted = {}
    for change in session.exec(query).all():
        if change.after is None:
            state.pop(change.uid, None)
        else:
            state[change.uid] = (change.directive_id, change.after)
    return state


def render(store: Store, settings: Settings, now: datetime) -> Snapshot:
    """Write the tree of the newest release as of `now` and make it the public one."""
    with store.lock("publish"), _uncollected():
        with store.reading() as session:
            snapshot = snapshot_of(session, settings.public_url, now, store.drawn)
            made = airing.make(session, snapshot)
        if made:
            with store.writing() as session:
                airing.keep(session, made)
        with store.reading() as session:
            aside = _prepare(store, session, snapshot, settings)
        tree.swap(store.data / "public", aside)
    return snapshot


def newest(session: Session) -> int:
    """Return the number of the newest release, 0 before the first."""
    return session.exec(select(func.max(Release.number))).one() or 0


def due(store: Store, now: datetime) -> bool:
    """Whether the public tree is not what it should be: absent, of an older state, or overtaken by the clock."""
    folder = tree.current(store.data / "public")
    if folder is None:
        return True
    with store.reading() as session:
        number, short, units = newest(session), short_feeds(session), units_of(session).public(day_of(now))
        airs = sign(session)
    try:
        shown = load((folder / tree.STATE).read_bytes())
        whole = (folder / tree.SNAPSHOT).stat().st_size == tree.read_manifest(folder)[tree.SNAPSHOT].size
    except (OSError, ValueError, KeyError):  # damaged: the next tick makes it anew
        return True
    told = (shown.release.number if shown.release else 0, shown.short, shown.units, shown.airing)
    return not whole or now >= shown.next_change or told != (number, short, units, airs)


def _release(
    store: Store, settings: Settings, earlier: Earlier | None, author: str, note: str, now: datetime
) -> Release:
    failed: tree.NotWritten | None = None
    with store.lock("publish"), _uncollected():
        with store.writing() as session:
            found = differences(session, earlier.wanted if earlier else None)
            if settings.two_people and earlier is None:
                _another_person(session, author)
            made = _record(session, found, author, note, now)
            made.decided_up_to = earlier.decided_up_to if earlier else last_decision(session)
            deliver.order(session, settings, made)
            snapshot = snapshot_of(session, settings.public_url, now, store.drawn)
            airing.keep(session, airing.make(session, snapshot))
            try:
                aside = _prepare(store, session, snapshot, settings)
            except tree.NotWritten as problem:  # the release stands; the next tick shows it
                failed = problem
        if failed:
            raise failed
        tree.swap(store.data / "public", aside)
    return made


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles among the many thousand objects a tree is made of, which all stay: a seventh of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _another_person(session: Session, author: str) -> None:
    """Raise Problem where who releases has decided about something since the newest release."""
    query = select(Release.decided_up_to).order_by(col(Release.number).desc())
    since = session.exec(query).first() or 0
    own = select(Decision.id).where(col(Decision.id) > since, Decision.author == author)
    if session.exec(own).first() is not None:
        raise Problem(
            f"{author} đã quyết định một số mục của bản này, nên người khác phải phát hành (quy tắc hai người)."
            " Hãy nhờ người duyệt."
        )


def _record(session: Session, found: list[Difference], author: str, note: str, now: datetime) -> Release:
    if not found:
        raise Problem("Không có gì mới để phát hành: mọi mục đã nhận đều đã công khai.")
    if not note and any(difference.needs_reason for difference in found):
        raise Problem("Có mục đã công khai bị hủy hoặc đổi ngày. Hãy ghi lý do để người nhận biết.")
    made = Release(name=_name(session, now), note=note, author=author, created_at=now)
    session.add(made)
    session.flush()
    rows = _published(session, [difference.uid for difference in found])
    for difference in found:
        _carry_out(session, made, difference, rows.get(difference.uid), now)
    _keep_directives(session, _directives(session, found))
    session.flush()
    return made


def _prepare(store: Store, session: Session, snapshot: Snapshot, settings: Settings) -> Path:
    """Write all that is public into a tree that is not public yet."""
    public, at = store.data / "public", snapshot.rendered_at
    plans = airing.plans(session, snapshot)
    files = {
        tree.SNAPSHOT: dump(snapshot),
        tree.STATE: dump(replace(snapshot, directives=(), entries=(), gone=())),
        **files_of(snapshot, settings, store.rendered, plans),
        **airing.files(plans),
        **history.files(session),
        **changes.feeds(history.latest(session, changes.IN_FEED), settings, at),
    }
    number = snapshot.release.number if snapshot.release else 0
    return tree.prepare(public, f"{number:06d}-{at:%Y%m%dT%H%M%SZ}", files, at)


def _published(session: Session, uids: Sequence[str]) -> dict[str, Published]:
    """Return what is there of some entries, asked for together: a release may bring thousands."""
    found: dict[str, Published] = {}
    for first in range(0, len(uids), IN_ONE_QUERY):
        some = select(Published).where(col(Published.uid).in_(uids[first : first + IN_ONE_QUERY]))
        found.update((row.uid, row) for row in session.exec(some))
    return found


def _carry_out(session: Session, made: Release, difference: Difference, row: Published | None, now: datetime) -> None:
    reason = made.note if difference.needs_reason else ""
    session.add(
        Change(
            release_number=made.number or 0,
            uid=difference.uid,
            directive_id=difference.directive_id,
            action=difference.action,
            reason=reason,
            before=difference.before,
            after=difference.after,
        )
    )
    if row is None:
        directive_id, uid = difference.directive_id, difference.uid
        row = Published(
            uid=uid,
            sequence=-1,
            directive_id=directive_id,
            facts={},
            released_at=now,
            changed_at=now,
            appears_at=END_OF_TIME,
        )
    held = from_json(row.facts).embargo_until if row.facts else None
    row.directive_id = difference.directive_id  # a corrected file may have taken the place of the earlier
    row.sequence += 1
    row.changed_at = max(now, row.changed_at + timedelta(seconds=1)) if row.sequence else now
    row.status = difference.action if difference.action in ENDS else "confirmed"
    row.cancelled_at = now if difference.action in ENDS else None
    row.reason = reason
    row.facts = difference.after or row.facts
    facts = from_json(row.facts)
    if held and held <= now and facts.embargo_until != held:
        row.sequence += 1  # its end had raised the public sequence by one, which another embargo must not take back
    if max(row.appears_at, held or row.appears_at) > now:
        row.appears_at = appears_at(facts, now)
    session.add(row)


def _directives(session: Session, found: list[Difference]) -> set[int]:
    """Return the directives that differences come from, those that say the same as another too."""
    named = {one["slug"] for difference in found for one in (difference.after or {}).get("also", ())}
    also = session.exec(select(Directive.id).where(col(Directive.slug).in_(named))).all()
    return {number for number in (*also, *(difference.directive_id for difference in found)) if number}


def _keep_directives(session: Session, ids: Iterable[int]) -> None:
    """Freeze what the public sees of the directives that this release touches."""
    for directive_id in ids:
        facts = directive_to_json(public_directive(session, session.get_one(Directive, directive_id)))
        row = session.get(PublishedDirective, directive_id) or PublishedDirective(directive_id=directive_id, facts={})
        row.facts = facts
        session.add(row)


def _name(session: Session, now: datetime) -> str:
    """ISO week for people in Vietnam, and a count within it."""
    week = f"{now.astimezone(PEOPLE):%G-W%V}"
    names = session.exec(select(Release.name).where(col(Release.name).startswith(f"{week}."))).all()
    return f"{week}.{len(names) + 1}"

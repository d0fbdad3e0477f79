"""From accepted items to a release, and from a release to the public tree.

A release is what the database says is public; the tree is made from it and can be made again at any time, so a
crash between the two is mended by the next tick.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from calendar_app import changes, history, tree
from calendar_app.clock import PEOPLE
from calendar_app.entries import entries_of
from calendar_app.errors import NotFound, Problem
from calendar_app.facts import from_json, to_json
from calendar_app.feedset import files_of
from calendar_app.models import Change, Directive, Item, Published, PublishedDirective, Release
from calendar_app.public_state import appears_at, public_directive, snapshot_of
from calendar_app.review import dates_of
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot, directive_to_json, dump, load
from calendar_app.store import Store

Action = Literal["new", "changed", "cancelled", "reinstated"]
DAYS = {"start", "end", "rrule"}
END_OF_TIME = datetime.max.replace(tzinfo=UTC, microsecond=0)


@dataclass(frozen=True, slots=True)
class Difference:
    """What the next release would do to one entry; `before` and `after` are EntryFacts as JSON."""

    uid: str
    directive_id: int
    action: Action
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that change."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in self.after if self.after[name] != self.before.get(name))

    @property
    def needs_reason(self) -> bool:
        """Whether people were told something that is no longer so: a day that moves, an entry that is cancelled."""
        return self.action == "cancelled" or (self.action == "changed" and bool(DAYS & set(self.fields)))


Wanted = dict[str, tuple[int, dict[str, Any]]]  # by UID: the directive, and EntryFacts as JSON


def differences(session: Session, wanted: Wanted | None = None) -> list[Difference]:
    """Compare what is accepted (or another wanted state) with what is public."""
    wanted = dict(_accepted(session)) if wanted is None else wanted
    public = {row.uid: row for row in session.exec(select(Published)).all()}
    found = [_difference(uid, directive, facts, public.get(uid)) for uid, (directive, facts) in wanted.items()]
    gone = [
        Difference(row.uid, row.directive_id, "cancelled", row.facts, None)
        for row in public.values()
        if row.status == "confirmed" and row.uid not in wanted
    ]
    return [difference for difference in found if difference] + gone


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
        wanted = state_at(session, earlier.number or 0)
    return _release(store, settings, wanted, author, note, now)


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
    with store.lock("publish"):
        with store.reading() as session:
            snapshot = snapshot_of(session, settings.public_url, now)
            files = _files(store, session, snapshot, settings)
        _swap(store, snapshot, files)
    return snapshot


def newest(session: Session) -> int:
    """Return the number of the newest release, 0 before the first."""
    return session.exec(select(func.max(Release.number))).one() or 0


def due(store: Store, now: datetime) -> bool:
    """Whether the public tree is not what it should be: absent, of an older release, or overtaken by the clock."""
    folder = tree.current(store.data / "public")
    if folder is None:
        return True
    with store.reading() as session:
        number = newest(session)
    try:
        shown = load((folder / tree.SNAPSHOT).read_bytes())
    except (OSError, ValueError):  # damaged: the next tick makes it anew
        return True
    return now >= shown.next_change or number != (shown.release.number if shown.release else 0)


def _release(store: Store, settings: Settings, wanted: Wanted | None, author: str, note: str, now: datetime) -> Release:
    with store.lock("publish"):
        with store.writing() as session:
            made = _record(session, differences(session, wanted), author, note, now)
            snapshot = snapshot_of(session, settings.public_url, now)
            files = _files(store, session, snapshot, settings)
        _swap(store, snapshot, files)
    return made


def _record(session: Session, found: list[Difference], author: str, note: str, now: datetime) -> Release:
    if not found:
        raise Problem("Không có gì mới để phát hành: mọi mục đã nhận đều đã công khai.")
    if not note and any(difference.needs_reason for difference in found):
        raise Problem("Có mục đã công khai bị hủy hoặc đổi ngày. Hãy ghi lý do để người nhận biết.")
    made = Release(name=_name(session, now), note=note, author=author, created_at=now)
    session.add(made)
    session.flush()
    for difference in found:
        _carry_out(session, made, difference, now)
    _keep_directives(session, {difference.directive_id for difference in found})
    session.flush()
    return made


def _files(store: Store, session: Session, snapshot: Snapshot, settings: Settings) -> dict[str, bytes]:
    past = history.files(session, tree.current(store.data / "public"))
    told = changes.feeds(past, settings, snapshot.rendered_at)
    return {tree.SNAPSHOT: dump(snapshot), **files_of(snapshot, settings), **past, **told}


def _swap(store: Store, snapshot: Snapshot, files: dict[str, bytes]) -> None:
    at = snapshot.rendered_at
    number = snapshot.release.number if snapshot.release else 0
    tree.publish(store.data / "public", f"{number:06d}-{at:%Y%m%dT%H%M%SZ}", files, at)


def _accepted(session: Session) -> Iterable[tuple[str, tuple[int, dict[str, Any]]]]:
    directives = {d.id: d for d in session.exec(select(Directive)).all()}
    items = session.exec(select(Item).where(Item.status == "accepted").order_by(col(Item.id))).all()
    marks = dates_of(session, [item.id or 0 for item in items])
    for item in items:
        for uid, facts in entries_of(directives[item.directive_id], item, marks[item.id or 0]).items():
            yield uid, (item.directive_id, to_json(facts))


def _difference(uid: str, directive_id: int, facts: dict[str, Any], row: Published | None) -> Difference | None:
    if row is None:
        return Difference(uid, directive_id, "new", None, facts)
    if row.status == "cancelled":
        return Difference(uid, directive_id, "reinstated", row.facts, facts)
    return Difference(uid, directive_id, "changed", row.facts, facts) if row.facts != facts else None


def _carry_out(session: Session, made: Release, difference: Difference, now: datetime) -> None:
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
    row = session.get(Published, difference.uid)
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
    row.sequence += 1
    row.changed_at = max(now, row.changed_at + timedelta(seconds=1)) if row.sequence else now
    row.status = "cancelled" if difference.action == "cancelled" else "confirmed"
    row.cancelled_at = now if difference.action == "cancelled" else None
    row.reason = reason
    row.facts = difference.after or row.facts
    if row.appears_at > now:
        row.appears_at = appears_at(from_json(row.facts), row.released_at)
    session.add(row)


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

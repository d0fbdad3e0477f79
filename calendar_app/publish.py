"""From accepted items to a release, and from a release to the public tree.

A release is what the database says is public; the tree is made from it and can be made again at any time, so a
crash between the two is mended by the next tick.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, func, select

from calendar_app import airing, changes, deliver, history, log, tree
from calendar_app.airing_settings import sign
from calendar_app.clock import PEOPLE, day_of
from calendar_app.differences import Difference, Wanted, differences, last_decision
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.facts import from_json
from calendar_app.feedset import files_of
from calendar_app.log import Subject
from calendar_app.models import Change, Decision, Directive, Published, PublishedDirective, Release
from calendar_app.prepared import name_of_all
from calendar_app.public_state import (
    IN_ONE_QUERY,
    appears_at,
    public_directives,
    short_feeds,
    snapshot_of,
    units_of,
    without_forms,
)
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot, directive_to_json, dump, load
from calendar_app.store import Store

ENDS = ("cancelled", "withdrawn")
END_OF_TIME = datetime.max.replace(tzinfo=UTC, microsecond=0)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a release takes of all that differs, and the last decision that it has then taken in.

    `directives` are those that the public sees otherwise than they are now (snapshot.PublicDirective as JSON, by
    number). `back`: it goes back to an earlier state.
    """

    differences: list[Difference]
    decided_up_to: int
    directives: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    back: bool = False


Choose = Callable[[Session], Taken]


def release(store: Store, settings: Settings, author: str, note: str, now: datetime, seen: str = "") -> Release:
    """Make what is accepted public, as the next release.

    Raises Problem where nothing would change, and where a public day moves or an entry is cancelled without a
    note that says why; Conflict where `seen` names (prepared.name_of_all) other changes than there are now. Its files
    are written before it is committed: what cannot be shown never becomes a release.
    """

    def everything(session: Session) -> Taken:
        found = differences(session)
        check(found, note, seen)
        another_person(session, settings, author)
        return Taken(found, last_decision(session))

    return release_taken(store, settings, everything, author, note, now)


def undo(store: Store, settings: Settings, name: str, author: str, note: str, now: datetime) -> Release:
    """Make the state of an earlier release public again, as a new release: UIDs kept, SEQUENCE raised.

    What is accepted at the desk stays as it is, and is offered again by the next preview.
    """
    with store.reading() as session:
        earlier = session.exec(select(Release).where(Release.name == name)).first()
        if earlier is None:
            raise NotFound(f"Không có bản phát hành {name}.")
        wanted = state_at(session, earlier.number or 0)

    def back(session: Session) -> Taken:
        return Taken(differences(session, wanted), earlier.decided_up_to, back=True)

    return release_taken(store, settings, back, author, note, now)


def release_taken(store: Store, settings: Settings, choose: Choose, author: str, note: str, now: datetime) -> Release:
    """Make public what `choose` takes within the transaction of the release; what it writes stands or falls with it."""
    failed: tree.NotWritten | None = None
    with store.lock("publish"), _uncollected():
        with store.writing() as session:
            taken = choose(session)
            made = _record(session, taken, author, note, now)
            made.log_head = _tell(session, made, taken)
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


def part(
    session: Session,
    every: Iterable[Difference],
    some: list[Difference],
    directives: Mapping[int, dict[str, Any]] | None = None,
) -> Taken:
    """Take some of all differences: the others wait on, so no decision counts as taken in before all are.

    A directive of which something waits is shown as in `directives`, else as it was, and a new one without its forms.
    """
    out = {one.uid for one in some}
    left = {one.directive_id for one in every if one.uid not in out}
    if directives is None:
        directives = {number: _as_it_was(session, number) for number in left & directives_of(session, some)}
    return Taken(some, _taken_in(session) if left else last_decision(session), directives)


def check(found: list[Difference], note: str, seen: str = "") -> None:
    """Raise Problem where there is nothing to release or no reason is given, Conflict where `seen` names other changes.

    `seen` is of prepared.name_of_all; "" says nothing.
    """
    if not found:
        raise Problem("Không có gì mới để phát hành: mọi mục đã nhận đều đã công khai.")
    if seen and seen != name_of_all(found):
        raise Conflict("Có thay đổi mới từ khi bạn xem trước, chưa có gì được phát hành. Hãy xem lại rồi phát hành.")
    if not note and any(difference.needs_reason for difference in found):
        raise Problem("Có mục đã công khai bị hủy hoặc đổi ngày. Hãy ghi lý do để người nhận biết.")


def another_person(session: Session, settings: Settings, author: str, directives: Iterable[int] | None = None) -> None:
    """Raise Problem where the office wants two people and who releases has decided since the newest release.

    About anything, or about one of some directives.
    """
    own = select(Decision.id).where(col(Decision.id) > _taken_in(session), Decision.author == author)
    if directives is not None:
        own = own.where(col(Decision.directive_id).in_(directives))
    if settings.two_people and session.exec(own).first() is not None:
        raise Problem(
            f"{author} đã quyết định một số mục của bản này, nên người khác phải phát hành (quy tắc hai người)."
            " Hãy nhờ người duyệt."
        )


def directives_of(session: Session, found: Iterable[Difference]) -> set[int]:
    """Return the directives that differences come from, those that say the same as another too."""
    named = {one["slug"] for difference in found for one in (difference.after or {}).get("also", ())}
    also = session.exec(select(Directive.id).where(col(Directive.slug).in_(named))).all()
    return {number for number in (*also, *(difference.directive_id for difference in found)) if number}


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


def _taken_in(session: Session) -> int:
    """Return the last decision that the newest release has taken in, 0 before the first."""
    return session.exec(select(Release.decided_up_to).order_by(col(Release.number).desc())).first() or 0


def _record(session: Session, taken: Taken, author: str, note: str, now: datetime) -> Release:
    found = taken.differences
    check(found, note)
    made = Release(
        name=_name(session, now), note=note, author=author, created_at=now, decided_up_to=taken.decided_up_to
    )
    session.add(made)
    session.flush()
    rows = _published(session, [difference.uid for difference in found])
    for difference in found:
        _carry_out(session, made, difference, rows.get(difference.uid), now)
    _keep_directives(session, directives_of(session, found), taken.directives)
    session.flush()
    return made


def _tell(session: Session, made: Release, taken: Taken) -> str:
    """Log a release and return the hash of that row."""
    kind = "release.back" if taken.back else "release.made"
    told = {"name": made.name, "changes": len(taken.differences), "decided_up_to": made.decided_up_to}
    return log.record(session, made.author, made.created_at, kind, Subject(made.name), {}, told, made.note).hash


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


def _keep_directives(session: Session, ids: set[int], otherwise: Mapping[int, dict[str, Any]]) -> None:
    """Freeze what the public sees of the directives that this release touches."""
    shown = public_directives(session, ids - otherwise.keys())
    facts = {number: directive_to_json(one) for number, one in shown.items()} | dict(otherwise)
    rows = {row.directive_id: row for row in session.exec(select(PublishedDirective))}
    for number in sorted(ids):
        row = rows.get(number) or PublishedDirective(directive_id=number, facts={})
        row.facts = facts[number]
        session.add(row)


def _as_it_was(session: Session, directive_id: int) -> dict[str, Any]:
    """Return a directive as it is public, one that is not without its forms of communication."""
    row = session.get(PublishedDirective, directive_id)
    return row.facts if row else directive_to_json(without_forms(session.get_one(Directive, directive_id)))


def _name(session: Session, now: datetime) -> str:
    """ISO week for people in Vietnam, and a count within it."""
    week = f"{now.astimezone(PEOPLE):%G-W%V}"
    names = session.exec(select(Release.name).where(col(Release.name).startswith(f"{week}."))).all()
    return f"{week}.{len(names) + 1}"

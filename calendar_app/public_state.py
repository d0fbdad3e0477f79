"""What the public may see at one instant, drawn from the released rows: a Snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from calendar_app import wording
from calendar_app.airing_settings import sign
from calendar_app.audiences import Audiences
from calendar_app.changes import further
from calendar_app.clock import day_from, day_of, start_of
from calendar_app.facts import EntryFacts, from_json
from calendar_app.models import Change, Directive, Item, Published, PublishedDirective, Release, ShortAddress, Unit
from calendar_app.snapshot import (
    CitedDocument,
    PublicDirective,
    PublicRelease,
    ShortFeed,
    Snapshot,
    directive_from_json,
)
from calendar_app.units import Units
from content.vocabulary import channels_by_id
from content.vocabulary.subjects import subject_names, subjects_of
from feeds.lifecycle import next_change, withheld
from feeds.view import Entry, Notice, Source

CANCELLED_DAYS = 30
IN_ONE_QUERY = 1000


Drawn = dict[str, tuple[tuple[object, ...], Entry]]
"""Entries as they were drawn last, by UID, each under all that it was drawn from."""


@dataclass(frozen=True, slots=True)
class AsIf:
    """What the row of an entry would say if it were public: thousands of them cost less than rows."""

    uid: str
    released_at: datetime
    appears_at: datetime
    changed_at: datetime
    sequence: int = 0
    status: str = "confirmed"
    cancelled_at: datetime | None = None
    reason: str = ""


def snapshot_of(session: Session, base_url: str, now: datetime, drawn: Drawn | None = None) -> Snapshot:
    """Return the public state at `now`; it changes by the clock at the next midnight in Vietnam, or before.

    Whoever asks again and again hands in the same `drawn`, so that only what changed since is read whole.
    """
    kept = session.exec(select(PublishedDirective).order_by(col(PublishedDirective.directive_id))).all()
    directives = {row.directive_id: directive_from_json(row.facts) for row in kept}
    units = units_of(session)
    audiences = Audiences(units, day_of(now))
    drawn = {} if drawn is None else drawn
    found = [(i, audiences.marked(one, directives[i])) for i, one in _draw(session, directives, base_url, drawn)]
    drawn.update((entry.uid, (drawn[entry.uid][0], entry)) for _, entry in found)
    shown = [(directive_id, entry) for directive_id, entry in found if _still_shown(entry, day_of(now))]
    named = {one.slug for _, entry in shown for one in entry.also}
    ids = sorted({i for i, _ in shown} | {i for i, directive in directives.items() if directive.slug in named})
    entries = tuple(_seen(entry, directives[i].subject, now) for i, entry in shown)
    midnight = start_of(day_of(now) + timedelta(days=1))
    return Snapshot(
        release=_release(session),
        directives=tuple(directives[i] for i in ids),
        entries=entries,
        rendered_at=now,
        next_change=min(midnight, next_change(entries, now) or midnight),
        gone=tuple(directive for i, directive in directives.items() if i not in ids),
        short=short_feeds(session),
        units=units.public(day_of(now)),
        airing=sign(session),
    )


def _seen(entry: Entry, subject: str, now: datetime) -> Entry:
    """Return what the public may see of an entry; what is withheld does not say what it is about either."""
    shown = withheld(entry, now)
    if shown is entry:
        return entry
    found = _subjects(shown.title, shown.text, subject)
    return replace(shown, subjects=found, subject_names=subject_names(found))


def _subjects(title: str, text: str, subject: str) -> tuple[str, ...]:
    """Return what an entry is about, by what is public of it, else by the subject of its directive."""
    return subjects_of(title, text) or subjects_of(subject, "")


def units_of(session: Session) -> Units:
    """Return the registry of units."""
    return Units(session.exec(select(Unit)).all())


def short_feeds(session: Session) -> tuple[ShortFeed, ...]:
    """Return the feeds under short addresses, by name."""
    rows = session.exec(select(ShortAddress).order_by(col(ShortAddress.name))).all()
    return tuple(ShortFeed(row.name, row.title, row.filter, row.changed_at, row.listed) for row in rows)


def _draw(
    session: Session, directives: Mapping[int, PublicDirective], base_url: str, drawn: Drawn
) -> list[tuple[int, Entry]]:
    """Return every entry with the number of its directive, by the time of its release, and bring `drawn` up to date."""
    told, about = _notices(session), {number: repr(directive) for number, directive in directives.items()}
    query = select(Published.uid, Published.directive_id, Published.sequence, Published.changed_at)
    heads = session.exec(query.order_by(col(Published.released_at), col(Published.uid))).all()
    signs = {
        uid: (about[directive_id], sequence, changed_at, base_url, told.get(uid, ()))
        for uid, directive_id, sequence, changed_at in heads
    }
    missing = [uid for uid, sign in signs.items() if uid not in drawn or drawn[uid][0] != sign]
    for first in range(0, len(missing), IN_ONE_QUERY):
        some = missing[first : first + IN_ONE_QUERY]
        for row in session.exec(select(Published).where(col(Published.uid).in_(some))).all():
            directive = directives[row.directive_id]
            entry = _entry(row, from_json(row.facts), directive, base_url, told.get(row.uid, ()))
            drawn[row.uid] = (signs[row.uid], entry)
    return [(directive_id, drawn[uid][1]) for uid, directive_id, _, _ in heads]


def _still_shown(entry: Entry, today: date) -> bool:
    """What is cancelled stays, marked, for 30 days, and as long after the last day it was announced for."""
    if entry.cancelled_at is None:
        return True
    return today <= max(day_of(entry.cancelled_at), entry.end or date.min) + timedelta(days=CANCELLED_DAYS)


def appears_at(facts: EntryFacts, released_at: datetime) -> datetime:
    """Return when news feeds begin to carry an entry.

    Deadlines and what has no day appear with their release, since people need the time; everything else on the
    Monday of the week it begins in.
    """
    if facts.start is None or facts.kind == "han-nop":
        return released_at
    monday = facts.start - timedelta(days=facts.start.weekday())
    return max(released_at, start_of(monday))


def _notices(session: Session) -> dict[str, tuple[Notice, ...]]:
    """Return, by UID, every published move, cancellation and reinstatement, oldest first."""
    query = select(Change, Release.created_at).join(Release).where(Change.action != "new").order_by(col(Change.id))
    found: dict[str, tuple[Notice, ...]] = {}
    for change, at in session.exec(query).all():
        if notice := _notice(change, at):
            found[change.uid] = (*found.get(change.uid, ()), notice)
    return found


def _notice(change: Change, at: datetime) -> Notice | None:
    before, after = (from_json(facts) if facts else None for facts in (change.before, change.after))
    days = _days(before) if before else ""
    if change.action == "withdrawn":
        return None
    if change.action == "cancelled":
        return Notice("cancelled", at, before=days, reason=change.reason)
    if change.action == "reinstated":
        return Notice("reinstated", at, before=_days(after) if after else days, reason=change.reason)
    if before and after and (before.start, before.end, before.rrule) != (after.start, after.end, after.rrule):
        return Notice("moved", at, before=days, after=_days(after), reason=change.reason)
    return None


def _days(facts: EntryFacts) -> str:
    return wording.when(facts.kind, facts.start, facts.end)


def _release(session: Session) -> PublicRelease | None:
    newest = session.exec(select(Release).order_by(col(Release.number).desc())).first()
    if newest is None:
        return None
    return PublicRelease(newest.number or 0, newest.name, newest.note, newest.created_at)


def public_directive(session: Session, directive: Directive) -> PublicDirective:
    """Return what the public would see of a directive if it were released now."""
    return public_directives(session, [directive.id or 0])[directive.id or 0]


def public_directives(session: Session, ids: Iterable[int]) -> dict[int, PublicDirective]:
    """Return what the public would see of some directives, asked for together: a release may touch hundreds."""
    found, every = {}, sorted(ids)
    for first in range(0, len(every), IN_ONE_QUERY):
        some = every[first : first + IN_ONE_QUERY]
        forms = _forms(session, some)
        for row in session.exec(select(Directive).where(col(Directive.id).in_(some))):
            found[row.id or 0] = replace(without_forms(row), forms=tuple(forms[row.id or 0]))
    return found


def without_forms(directive: Directive) -> PublicDirective:
    """Return what the public would see of a directive, but for the forms of communication it asks for."""
    return replace(
        addressed(directive),
        title=directive.title,
        subject=directive.subject,
        number=directive.number,
        window_end=directive.window_end,
        window_text=directive.window_text,
    )


OF_ADDRESS = ("slug", "issuer", "place", "issued_on", "window_start", "recipients", "citations", "received_at")
"""What of a directive says which units it means."""


def addressed(paper: Directive) -> PublicDirective:
    """Return what says which units a directive means; of the directive itself it takes `OF_ADDRESS` alone."""
    return PublicDirective(
        slug=paper.slug,
        title="",
        subject="",
        issuer=paper.issuer,
        number="",
        place=paper.place,
        issued_on=paper.issued_on,
        window_start=paper.window_start,
        window_end=None,
        window_text="",
        recipients=tuple(paper.recipients),
        forms=(),
        citations=tuple(CitedDocument(c["kind"], c["number"], day_from(c["date"])) for c in paper.citations),
        received_at=paper.received_at,
    )


def _forms(session: Session, ids: Iterable[int]) -> defaultdict[int, list[str]]:
    query = select(Item.directive_id, Item.text).where(
        col(Item.directive_id).in_(ids), Item.kind == "form", Item.status == "accepted"
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for directive, text in session.exec(query.order_by(col(Item.position))):
        found[directive].append(text)
    return found


def as_if_public(
    row: AsIf, facts: EntryFacts, directive: PublicDirective, base_url: str, units: tuple[str, ...]
) -> Entry:
    """Return the entry that facts would be, were they public; `units` are whom it reaches."""
    return _entry(row, facts, directive, base_url, (), units)


def _entry(
    row: Published | AsIf,
    facts: EntryFacts,
    directive: PublicDirective,
    base_url: str,
    notices: tuple[Notice, ...],
    units: tuple[str, ...] = (),
) -> Entry:
    named = channels_by_id()
    ours = [named[name] for name in facts.channels]
    about = _subjects(facts.title, facts.text, directive.subject)
    return Entry(
        uid=row.uid,
        theme_uid=facts.theme_uid,
        sequence=row.sequence,
        status="confirmed" if row.status == "confirmed" else "cancelled",
        kind=facts.kind,
        kind_name=wording.KINDS[facts.kind],
        title=facts.title,
        text=facts.text,
        start=facts.start,
        end=facts.end,
        rrule=facts.rrule,
        when=wording.when(facts.kind, facts.start, facts.end),
        channels=tuple(channel.slug for channel in ours),
        channel_names=tuple(channel.name for channel in ours),
        audiences=facts.audiences,
        providers=facts.providers,
        slogans=facts.slogans,
        links=facts.links,
        url=f"{base_url}/chu-de/{facts.theme_uid}#{row.uid[:8]}",
        source=_source(facts, directive, base_url),
        created_at=row.released_at,
        released_at=row.released_at,
        appears_at=row.appears_at,
        changed_at=row.changed_at,
        cancelled_at=row.cancelled_at,
        reason=row.reason,
        embargo_until=facts.embargo_until,
        withdrawn=row.status == "withdrawn",
        notices=notices,
        subjects=about,
        subject_names=subject_names(about),
        also=tuple(further(base_url, one) for one in facts.also),
        units=units,
    )


def _source(facts: EntryFacts, directive: PublicDirective, base_url: str) -> Source:
    return Source(
        slug=directive.slug,
        title=facts.source or directive.title,
        path=facts.path,
        place=wording.place(facts.path),
        words=facts.words,
        url=f"{base_url}/van-ban/{directive.slug}",
    )

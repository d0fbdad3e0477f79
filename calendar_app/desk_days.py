"""Every item of the store by its days, for the desk's calendar. The number of queries is the same for any range."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case
from sqlalchemy.orm import Bundle, defer
from sqlmodel import Session, and_, col, func, not_, or_, select

from calendar_app import wording
from calendar_app.accepted import decided, entries_by_item, together
from calendar_app.entries import has_date, rhythm_row, settled_row
from calendar_app.facts import EntryFacts, completed, to_json
from calendar_app.models import Decision, Directive, Item, ItemDate, Published, Release
from content.vocabulary import channels
from feeds.view import Entry, Source

DRAFT, ACCEPTED, PUBLIC, CHANGED, CANCELLED = "nhap", "da-duyet", "da-phat-hanh", "dieu-chinh", "huy"
STATES = {
    DRAFT: "nháp",
    ACCEPTED: "đã duyệt",
    PUBLIC: "đã phát hành",
    CHANGED: "điều chỉnh",
    CANCELLED: "hủy",
}
"""How far an entry is, as its address says it and as people do; what is changed or cancelled may wait for release."""
LIVE = ("draft", "accepted")
SHOWN = (*LIVE, "refused", "withdrawn")
MOST_RUNNING = 200
MOST_WAITING = 300
OF_ITEM = ("id", "uid", "directive_id", "path", "kind", "title", "audiences", "channels", "status", "version")
OF_MARK = ("uid", "role", "start", "end", "label", "observance", "rrule", "text", "reason", "kept")
"""What of an item and of its date calendars show."""


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry as the desk has it, with its item and paper; `fixed` False where its day is still missing.

    In calendars item and mark are plain rows of what is shown there (`OF_ITEM`, `OF_MARK`): they cannot be changed.
    """

    entry: Entry
    item: Item
    paper: Directive
    mark: ItemDate | None
    state: str
    fixed: bool = True

    @property
    def repeats(self) -> bool:
        """Whether it comes back by a rule."""
        return self.entry.rrule is not None


Row = tuple[Item, ItemDate | None]
Known = tuple[str, Mapping[str, Any] | None]
"""The status of a published entry, and its facts where they matter."""


def between(session: Session, first: date, last: date) -> list[Planned]:
    """Return what has a day from first to last, or begins there without an end."""
    dropped = and_(_public(ItemDate.uid), col(ItemDate.uid) != Item.uid)  # the item's own entry is its window's again
    marked = _marks().where(_shown(), or_(settled_row(), dropped), _dated_in(first, last))
    dated = session.exec(marked).all()
    whole = session.exec(_bare(_shown()).where(_window_in(first, last))).all()
    return _planned(session, [*dated, *((item, None) for item in whole)])


def running(session: Session, day: date) -> list[Planned]:
    """Return what began before a day and has no end, the latest `MOST_RUNNING` beginnings first."""
    open_end = and_(col(ItemDate.end).is_(None), col(ItemDate.rrule).is_(None), col(ItemDate.start) < day)
    marked = _marks().where(_shown(), settled_row(), open_end).order_by(col(ItemDate.start).desc())
    dated = session.exec(marked.limit(MOST_RUNNING)).all()
    open_window = and_(col(Directive.window_end).is_(None), col(Directive.window_start) < day)
    bare = _bare(_shown(), open_window).order_by(col(Directive.window_start).desc())
    whole = session.exec(bare.limit(MOST_RUNNING)).all()
    found = _planned(session, [*dated, *((item, None) for item in whole)])
    there = [one for one in found if one.state != CANCELLED and one.entry.start and one.entry.end is None]
    return sorted(there, key=lambda one: str(one.entry.start), reverse=True)[:MOST_RUNNING]


def waiting(session: Session) -> list[Planned]:
    """Return what waits for a day, of the papers that came last, at most `MOST_WAITING`.

    That is dates that need a day and have none, and what has no day at all.
    """
    live, newest = col(Item.status).in_(LIVE), (col(Directive.received_at).desc(), col(Item.position))
    dated = session.exec(_marks().where(live, _open()).order_by(*newest).limit(MOST_WAITING)).all()
    no_window = and_(col(Directive.window_start).is_(None), col(Directive.window_end).is_(None))
    bare = _bare(live, no_window, ~has_date(_open())).order_by(*newest)
    whole = session.exec(bare.limit(MOST_WAITING)).all()
    return _planned(session, [*dated, *((item, None) for item in whole)], fixed=False)[:MOST_WAITING]


def of_item(session: Session, item: Item) -> list[Planned]:
    """Return the entries of one item, and after them its dates that wait for a day."""
    ours = select(ItemDate).where(ItemDate.item_id == item.id).order_by(col(ItemDate.position))
    dated: list[Row] = [(item, mark) for mark in session.exec(ours.where(settled_row())).all()]
    open_marks: list[Row] = [(item, mark) for mark in session.exec(ours.where(_open())).all()]
    return [*_planned(session, dated or [(item, None)]), *_planned(session, open_marks, fixed=False)]


def directives_of(session: Session, ids: Collection[int]) -> dict[int, Directive]:
    """Return directives by number, without their texts."""
    query = select(Directive).where(col(Directive.id).in_(ids)).options(defer(Directive.text))  # type: ignore[arg-type]
    return {found.id or 0: found for found in session.exec(query).all()}


def _marks() -> Any:  # noqa: ANN401 -- a query
    query = (
        select(_item(), _part("mark", ItemDate, OF_MARK))
        .select_from(Item)
        .join(ItemDate)
        .join(Directive, col(Directive.id) == Item.directive_id)
    )
    return query.where(col(Item.kind) != "form")


def _bare(*wanted: ColumnElement[bool]) -> Any:  # noqa: ANN401 -- a query
    """Items without a day of their own, which run as long as their directive does."""
    return (
        select(_item())
        .select_from(Item)
        .join(Directive)
        .where(col(Item.kind) != "form", ~has_date(settled_row()), *wanted)
    )


def _item() -> Any:  # noqa: ANN401 -- columns
    return _part("item", Item, OF_ITEM)


def _part(name: str, table: type[Item] | type[ItemDate], columns: Iterable[str]) -> Any:  # noqa: ANN401 -- columns
    """Return some columns of a table that come as one plain row: thousands of them cost less than objects."""
    return Bundle(name, *(getattr(table, column) for column in columns))


def _shown() -> ColumnElement[bool]:
    """What is in force, and what is not any more while the public still knows it."""
    return or_(col(Item.status).in_(LIVE), and_(col(Item.status).in_(SHOWN), _known()))


def _known() -> ColumnElement[bool]:
    return select(Published.uid).where(Published.directive_id == Item.directive_id).exists()


def _public(uid: Any) -> ColumnElement[bool]:  # noqa: ANN401 -- a column
    return select(Published.uid).where(Published.uid == uid).exists()


def _open() -> ColumnElement[bool]:
    """A date that is used and is neither fixed nor a mere rhythm."""
    return and_(col(ItemDate.kept), not_(settled_row()), not_(rhythm_row()))


def _dated_in(first: date, last: date) -> ColumnElement[bool]:
    """Whether a date has a day of a range, as `_days` reads it; one without an end counts where it begins."""
    due = case((col(ItemDate.role) == "deadline", col(ItemDate.end)), else_=col(ItemDate.start))
    begin = func.coalesce(due, Directive.window_start, Directive.issued_on, ItemDate.end)
    ends = or_(col(ItemDate.end) >= first, and_(col(ItemDate.end).is_(None), begin >= first))
    return and_(begin <= last, or_(ends, and_(col(ItemDate.end).is_(None), col(ItemDate.rrule).is_not(None))))


def _window_in(first: date, last: date) -> ColumnElement[bool]:
    start, end = col(Directive.window_start), col(Directive.window_end)
    return and_(func.coalesce(start, end) <= last, or_(end >= first, and_(end.is_(None), start >= first)))


def _planned(session: Session, rows: Sequence[Row], fixed: bool = True) -> list[Planned]:
    """Return rows as entries, in the state they are in, with what decisions about later directives made of them."""
    items = {item.id or 0: item for item, _ in rows}
    papers = directives_of(session, {item.directive_id for item in items.values()})
    told, judged = _told(session, set(papers))
    public = _published(session, papers.keys(), judged)
    titles = {paper.slug: paper.title for paper in papers.values()}
    found = []
    for item, mark in rows:
        uid = mark.uid if mark else item.uid
        says, row = told.get(uid), public.get(uid)
        state = _state(item, mark, row, says, item.directive_id in judged) if fixed else _open_state(item, row)
        if state:
            paper = papers[item.directive_id]
            entry = _entry(paper, titles[paper.slug], item, mark, fixed, says, state == CANCELLED)
            found.append(Planned(entry, item, paper, mark, state, fixed))
    return found


def _published(session: Session, ids: Iterable[int], judged: Iterable[int]) -> dict[str, Known]:
    """Return what the public knows of directives, by UID; its facts only where they may be other ones by now."""
    mine = col(Published.directive_id)
    heads = session.exec(select(Published.uid, Published.status).where(mine.in_(ids))).all()
    facts = dict(session.exec(select(Published.uid, Published.facts).where(mine.in_(judged))).all())
    return {uid: (status, facts.get(uid)) for uid, status in heads}


def _told(session: Session, ids: set[int]) -> tuple[dict[str, EntryFacts], set[int]]:
    """Return what is to be public of the directives that were decided about lately, or that others change, by UID.

    The others are public as they are, so nothing need be worked out for them.
    """
    newest = session.exec(select(Release.decided_up_to).order_by(col(Release.number).desc()).limit(1)).first()
    lately = select(Decision.directive_id).where(col(Decision.id) > (newest or 0)).distinct()
    touched = {one for one in session.exec(lately).all() if one in ids}
    linked = _directives_of(session, decided(session, ids))
    judged = touched | (linked & ids)
    if not judged:
        return {}, set()
    entries = entries_by_item(session, together(session, judged))
    return {uid: facts for _, own in entries for uid, facts in own.items()}, judged


def _directives_of(session: Session, rows: Sequence[Any]) -> set[int]:
    ids = {number for row in rows for number in (row.older_id, row.newer_id) if number}
    return set(session.exec(select(Item.directive_id).where(col(Item.id).in_(ids))).all())


def _state(item: Item, mark: ItemDate | None, row: Known | None, told: EntryFacts | None, judged: bool) -> str:
    """Return how far an entry is; "" for one that nobody is to see."""
    used = mark is None or mark.kept
    if item.status == "draft" and (row is None or row[0] != "confirmed"):
        return DRAFT if used else ""
    if row is None:
        return ACCEPTED if item.status == "accepted" and used and (told or not judged) else ""
    if row[0] != "confirmed":
        return CHANGED if told else CANCELLED
    if item.status != "accepted" or (judged and told is None):
        return CANCELLED
    return CHANGED if told and completed(dict(row[1] or {})) != to_json(told) else PUBLIC


def _open_state(item: Item, row: Known | None) -> str:
    if item.status == "draft":
        return DRAFT
    return PUBLIC if row and row[0] == "confirmed" else ACCEPTED


def _entry(
    paper: Directive, name: str, item: Item, mark: ItemDate | None, fixed: bool, told: EntryFacts | None, gone: bool
) -> Entry:
    kind, start, end = _days(paper, item, mark) if fixed else (_kind(item, mark), None, None)
    if told and fixed:
        kind, start, end = told.kind, told.start, told.end
    title = (told.title if told else "") or (mark.label if mark else "") or item.title
    named = {channel.id: channel for channel in channels()}
    ours = [named[one] for one in item.channels if one in named]
    at = paper.received_at
    return Entry(
        uid=mark.uid if mark else item.uid,
        theme_uid=item.uid,
        sequence=0,
        status="cancelled" if gone else "confirmed",
        kind=kind,
        kind_name=wording.KINDS[kind],
        title=title,
        text="",
        start=start,
        end=end,
        rrule=mark.rrule if mark and fixed else None,
        when=wording.when(kind, start, end),
        channels=tuple(channel.slug for channel in ours),
        channel_names=tuple(channel.name for channel in ours),
        audiences=tuple(item.audiences),
        providers=(),
        slogans=(),
        links=(),
        url="",
        source=_source(paper, name, item, mark),
        **_since(at),
    )


def _since(at: datetime) -> dict[str, Any]:
    return {"created_at": at, "released_at": at, "appears_at": at, "changed_at": at}


def _source(paper: Directive, name: str, item: Item, mark: ItemDate | None) -> Source:
    words = mark.text if mark else paper.window_text
    return Source(paper.slug, name, item.path, wording.place(item.path), words, "")


def _kind(item: Item, mark: ItemDate | None) -> str:
    if mark:
        return wording.KIND_OF_ROLE[mark.role]
    return "nhiem-vu" if item.kind == "task" else "chu-de"


def _days(paper: Directive, item: Item, mark: ItemDate | None) -> tuple[str, date | None, date | None]:
    """Return what `entries.entries_of` would say of its days, without the words."""
    kind = _kind(item, mark)
    if mark is None:
        return kind, paper.window_start or paper.window_end, paper.window_end
    if kind == "han-nop":
        return kind, mark.end, mark.end
    return kind, mark.start or paper.window_start or paper.issued_on or mark.end, mark.end

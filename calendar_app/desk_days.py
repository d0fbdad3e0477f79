"""Every item of the store by its days, for the desk's calendar. The number of queries is the same for any range."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, union
from sqlalchemy.orm import defer
from sqlmodel import Session, and_, col, func, not_, or_, select

from calendar_app import wording
from calendar_app.accepted import among, entries_by_item, plain, together
from calendar_app.entries import has_date, rhythm_row, settled_row, title_of
from calendar_app.facts import EntryFacts, completed, to_json
from calendar_app.models import Carrying, Decision, Directive, Item, ItemDate, Published, Release
from calendar_app.review import REMOVED
from content.vocabulary import channels_by_id
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
SHOWN = (*LIVE, "refused", "withdrawn", REMOVED)
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
    dated, whole = session.exec(_marks(*_dated(first, last))).all(), session.exec(_bare(*_whole(first, last))).all()
    return _planned(session, [*dated, *((item, None) for item in whole)], _judged(session))


def alike(session: Session, first: date, last: date) -> tuple[list[Planned], list[int]]:
    """Return as many as `between` does, where one stands for all of the same state, kind, days and channels.

    Its title, item and directive are those of any of them: a year only counts them. Second, the numbers of all their
    directives.
    """
    judged = _judged(session)
    dated = session.exec(_grouped(ItemDate, judged, ItemDate.kept, ItemDate.role, _begin()).where(*_dated(first, last)))
    groups = _grouped(Item, judged, Item.kind, Directive.window_start)
    whole = session.exec(groups.where(_window_only(), *_whole(first, last)))
    found = [*dated.all(), *whole.all()]
    counts = {uid: count for uid, count, _ in found}
    rows = [*session.exec(_marks(among(ItemDate.uid, counts))).all()]
    rows += [(item, None) for item in session.exec(_bare(among(Item.uid, counts))).all()]
    planned = [one for one in _planned(session, rows, judged) for _ in range(counts[one.entry.uid])]
    return planned, sorted({int(number) for *_, numbers in found for number in numbers.split(",")})


def running(session: Session, day: date) -> list[Planned]:
    """Return what began before a day and has no end, the latest `MOST_RUNNING` beginnings first."""
    open_end = and_(col(ItemDate.end).is_(None), col(ItemDate.rrule).is_(None), col(ItemDate.start) < day)
    marked = _marks(_shown(), settled_row(), open_end).order_by(col(ItemDate.start).desc())
    dated = session.exec(marked.limit(MOST_RUNNING)).all()
    open_window = and_(col(Directive.window_end).is_(None), col(Directive.window_start) < day)
    bare = _bare(_shown(), open_window).order_by(col(Directive.window_start).desc())
    whole = session.exec(bare.limit(MOST_RUNNING)).all()
    found = _planned(session, [*dated, *((item, None) for item in whole)], _judged(session))
    there = [one for one in found if one.state != CANCELLED and one.entry.start and one.entry.end is None]
    return sorted(there, key=lambda one: str(one.entry.start), reverse=True)[:MOST_RUNNING]


def waiting(session: Session) -> list[Planned]:
    """Return what waits for a day, of the papers that came last, at most `MOST_WAITING`.

    That is dates that need a day and have none, and what has no day at all.
    """
    live, newest = col(Item.status).in_(LIVE), (col(Directive.received_at).desc(), col(Item.position))
    dated = session.exec(_marks(live, _open()).order_by(*newest).limit(MOST_WAITING)).all()
    no_window = and_(col(Directive.window_start).is_(None), col(Directive.window_end).is_(None))
    bare = _bare(live, no_window, ~has_date(_open())).order_by(*newest)
    whole = session.exec(bare.limit(MOST_WAITING)).all()
    return _planned(session, [*dated, *((item, None) for item in whole)], set(), fixed=False)[:MOST_WAITING]


def of_item(session: Session, item: Item) -> list[Planned]:
    """Return the entries of one item, and after them its dates that wait for a day."""
    ours = select(ItemDate).where(ItemDate.item_id == item.id).order_by(col(ItemDate.position))
    dated: list[Row] = [(item, mark) for mark in session.exec(ours.where(settled_row())).all()]
    open_marks: list[Row] = [(item, mark) for mark in session.exec(ours.where(_open())).all()]
    fixed = _planned(session, dated or [(item, None)], _judged(session))
    return [*fixed, *_planned(session, open_marks, set(), fixed=False)]


def directives_of(session: Session, ids: Collection[int]) -> dict[int, Directive]:
    """Return directives by number, without their texts."""
    query = select(Directive).where(among(Directive.id, ids)).options(defer(Directive.text))  # type: ignore[arg-type]
    return {found.id or 0: found for found in session.exec(query).all()}


def _marks(*wanted: ColumnElement[bool]) -> Any:  # noqa: ANN401 -- a query
    both = select(_item(), plain("mark", ItemDate, OF_MARK)).select_from(Item).join(ItemDate)
    return both.join(Directive, col(Directive.id) == Item.directive_id).where(col(Item.kind) != "form", *wanted)


def _bare(*wanted: ColumnElement[bool]) -> Any:  # noqa: ANN401 -- a query
    return select(_item()).select_from(Item).join(Directive).where(_window_only(), *wanted)


def _window_only() -> ColumnElement[bool]:
    """Whether an item has no day of its own, and so runs as long as its directive does."""
    return and_(col(Item.kind) != "form", ~has_date(settled_row()))


def _grouped(table: type[Item] | type[ItemDate], judged: set[int], *told: Any) -> Any:  # noqa: ANN401 -- a query
    """Ask for a UID, the count and the directives of entries of one state, kind, days and channels.

    What others may change is a group of its own.
    """
    public = select(Published.status).where(Published.uid == table.uid).scalar_subquery()
    apart = case((among(Item.directive_id, judged), table.uid), else_="")
    end = (ItemDate.end, ItemDate.rrule) if table is ItemDate else (Directive.window_end,)
    directives = func.group_concat(col(Item.directive_id).distinct())
    query = select(func.min(table.uid), func.count(), directives).select_from(Item)
    query = query.join(ItemDate) if table is ItemDate else query
    query = query.join(Directive, col(Directive.id) == Item.directive_id).where(col(Item.kind) != "form")
    return query.group_by(apart, public, col(Item.status), col(Item.channels), *told, *end)


def _item() -> Any:  # noqa: ANN401 -- columns
    return plain("item", Item, OF_ITEM)


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


def _dated(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """What is shown of a range: settled dates, and dropped ones that are public."""
    dropped = and_(_public(ItemDate.uid), col(ItemDate.uid) != Item.uid)  # the item's own entry is its window's again
    return _shown(), or_(settled_row(), dropped), _dated_in(first, last)


def _whole(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return _shown(), col(Item.directive_id).in_(select(Directive.id).where(_window_in(first, last)))


def _begin() -> Any:  # noqa: ANN401 -- a column
    """The first day of a date, as `_days` reads it."""
    due = case((col(ItemDate.role) == "deadline", col(ItemDate.end)), else_=col(ItemDate.start))
    return func.coalesce(due, Directive.window_start, Directive.issued_on, ItemDate.end)


def _dated_in(first: date, last: date) -> ColumnElement[bool]:
    """Whether a date has a day of a range; one without an end counts where it begins."""
    begin = _begin()
    ends = or_(col(ItemDate.end) >= first, and_(col(ItemDate.end).is_(None), begin >= first))
    return and_(begin <= last, or_(ends, and_(col(ItemDate.end).is_(None), col(ItemDate.rrule).is_not(None))))


def _window_in(first: date, last: date) -> ColumnElement[bool]:
    start, end = col(Directive.window_start), col(Directive.window_end)
    return and_(func.coalesce(start, end) <= last, or_(end >= first, and_(end.is_(None), start >= first)))


def _planned(session: Session, rows: Sequence[Row], judged: set[int], fixed: bool = True) -> list[Planned]:
    """Return rows as entries, in the state they are in, with what decisions about later directives made of them."""
    if not rows:
        return []
    papers = directives_of(session, {item.directive_id for item, _ in rows})
    told = _told(session, judged & papers.keys())
    public = _published(session, rows, judged & papers.keys())
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


def _published(session: Session, rows: Sequence[Row], judged: Collection[int]) -> dict[str, Known]:
    """Return what the public knows of entries, by UID; its facts only where they may be other ones by now."""
    papers = {mark.uid if mark else item.uid: item.directive_id for item, mark in rows}
    heads = session.exec(select(Published.uid, Published.status).where(among(Published.uid, papers))).all()
    mine = among(Published.uid, (uid for uid, paper in papers.items() if paper in judged))
    facts = dict(session.exec(select(Published.uid, Published.facts).where(mine)).all()) if judged else {}
    return {uid: (status, facts.get(uid)) for uid, status in heads}


def _judged(session: Session) -> set[int]:
    """Return the directives of which something may be public otherwise than it is here.

    That is what is public, under its own or an earlier file's name, and was decided about since the last release, and
    what decisions tie to other directives.
    """
    newest = session.exec(select(Release.decided_up_to).order_by(col(Release.number).desc()).limit(1)).first()
    lately = select(Decision.directive_id).where(col(Decision.id) > (newest or 0)).distinct()
    uids = select(Published.uid).join(Item, col(Item.directive_id) == Decision.directive_id)
    dated = uids.join(ItemDate).where(Published.uid == ItemDate.uid).exists()
    own = select(Published.uid).where(Published.directive_id == Decision.directive_id).exists()
    public = or_(own, uids.where(Published.uid == Item.uid).exists(), dated)
    tied: Any = union(select(Carrying.older_id), select(Carrying.newer_id))
    linked = select(Item.directive_id).where(col(Item.id).in_(tied)).distinct()
    return {*session.exec(lately.where(public)).all(), *session.exec(linked).all()}


def _told(session: Session, judged: set[int]) -> dict[str, EntryFacts]:
    """Return what is to be public of directives, by UID; of others it is what is public, or what their items say."""
    entries = entries_by_item(session, together(session, judged)) if judged else []
    return {uid: facts for _, own in entries for uid, facts in own.items()}


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
    title = (told.title if told else "") or (title_of(item, mark) if mark else item.title)
    named = channels_by_id()
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

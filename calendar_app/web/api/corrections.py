"""What a file says otherwise than its items: read anew, or sent in corrected; a person takes it over item by item."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from calendar_app import clock, corrections, models, rereading
from calendar_app.errors import Conflict, NotFound
from calendar_app.rereading import Days
from calendar_app.web import guard
from calendar_app.web.api import directives, items, names
from calendar_app.web.api.edits import Items, ItemSeen, stale_of
from calendar_app.web.api.items import Item, Seen, decided
from calendar_app.web.api.operations import actor, operation
from calendar_app.web.api.shapes import Shape
from calendar_app.web.rereading import items_of

NO_EARLIER = "Văn bản này không có bản nào nhận trước. Hãy xem danh sách /api/v1/arrivals."
SeenItem = tuple[int, int]


class Said(Shape):
    """What a file says of an item."""

    path: str
    title: str
    kind: str
    text: str


class Difference(Shape):
    """An item as it is (`item`, null where it is new) and as it is read (`now`, null where it is gone).

    `fields` names what differs (title, kind, text, dates); days are role, first and last day.
    """

    item: str | None
    version: int | None
    now: Said | None
    fields: tuple[str, ...]
    days_before: tuple[Days, ...]
    days_now: tuple[Days, ...]


class Reread(Shape):
    """What differs; `same_text` false: places no longer hold, and nothing can be taken over."""

    same_text: bool
    differences: tuple[Difference, ...]


class Pair(Shape):
    """An item of the earlier file, and the one of the corrected file that takes its place; with the versions seen."""

    old: ItemSeen
    new: ItemSeen


class Differing(Difference):
    """A difference, with the pair that may exchange places; null where one of the two is missing."""

    pair: Pair | None


class Compared(Shape):
    """The earlier file, what differs from it, and the pairs that say the same."""

    earlier: str
    differing: tuple[Differing, ...]
    same: tuple[Pair, ...]


class Pairs(Shape):
    """Which items take over, all or none."""

    pairs: Annotated[tuple[Pair, ...], Field(min_length=1, max_length=500)]


_UIDS = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
PAIRS = {"pairs": [{"old": {"uid": _UIDS[0], "version": 2}, "new": {"uid": _UIDS[1], "version": 1}}]}
SEEN = {"version": 1}


@operation("POST", "/directives/<directive>/reread", may="review", answer=Reread)
def reread(directive: str) -> Reread:
    """Read the file of a directive anew and say what differs; nothing changes by itself."""
    with guard.store().reading() as session:
        paper = directives.row_of(session, directive)
        there, dates = items_of(session, paper)
    reading = _read(paper)
    found = (_difference(one) for one in rereading.differences(there, dates, reading))
    same = reading["text"] == paper.text
    return Reread(same_text=same, differences=tuple(Difference(**one) for one in found))


@operation("POST", "/items/<uid>/reread", may="review", body=Seen, answer=Item, conflicts=True, example=SEEN)
def take_reread(uid: str, body: Seen) -> Item:
    """Give an item what its file says now; it keeps its uid, status and channels, and days that a person set."""
    with guard.store().reading() as session:
        paper = session.get_one(models.Directive, items.row_of(session, uid).directive_id)
    reading = _read(paper)
    return decided(
        uid,
        body,
        lambda session, number: rereading.take(session, paper, (number, body.version), reading, actor()),
    )


@operation("GET", "/directives/<directive>/correction", may="review", answer=Compared)
def compare(directive: str) -> Compared:
    """Say what differs between a corrected file and the one of the same document before it."""
    with guard.store().reading() as session:
        old, new = _both(session, directive)
        found = corrections.compare(session, old, new)
        uids = _uids(session, [pair for _, pair in found.differing if pair] + found.same)
    differing = (
        Differing(**_difference(one), pair=_pair(pair, uids) if pair else None) for one, pair in found.differing
    )
    return Compared(earlier=old.slug, differing=tuple(differing), same=tuple(_pair(pair, uids) for pair in found.same))


@operation(
    "POST", "/directives/<directive>/correction", may="review", body=Pairs, answer=Items, conflicts=True, example=PAIRS
)  # fmt: skip
def take_over(directive: str, body: Pairs) -> Items:
    """Let items of a corrected file take the place of earlier ones, with their uid, status, channels and set days."""
    try:
        with guard.store().writing() as session:
            _both(session, directive)
            new = [items.row_of(session, one.new.uid) for one in body.pairs]
            pairs = [(_seen(session, one.old), _seen(session, one.new)) for one in body.pairs]
            corrections.take_over(session, pairs, actor())
            return Items(items=tuple(items.shapes(session, new)))
    except Conflict as conflict:
        raise stale_of(conflict, [one for pair in body.pairs for one in (pair.old, pair.new)]) from None


def _read(paper: models.Directive) -> rereading.Read:
    data = guard.store().blob_path(paper.sha256).read_bytes()
    return rereading.read_again(paper, data, paper.file_name, clock.day_of(clock.now()))


def _both(session: Session, slug: str) -> tuple[models.Directive, models.Directive]:
    """Return the earlier file of a document and the corrected one; raise NotFound where there is no earlier."""
    new = directives.row_of(session, slug)
    old = corrections.earlier(session, [new.id or 0]).get(new.id or 0)
    if old is None:
        raise NotFound(NO_EARLIER)
    return old, new


def _difference(found: rereading.Difference) -> dict[str, Any]:
    return {
        "item": found.was.uid if found.was else None,
        "version": found.was.version if found.was else None,
        "now": Said(**{name: found.now[name] for name in Said.model_fields}) if found.now else None,
        "fields": found.fields,
        "days_before": found.days[0],
        "days_now": found.days[1],
    }


def _uids(session: Session, pairs: Iterable[corrections.Pair]) -> dict[int, str]:
    ids = {number for pair in pairs for number, _ in pair}
    return {number or 0: uid for number, uid in names.uids(session, ids).items()}


def _pair(pair: corrections.Pair, uids: dict[int, str]) -> Pair:
    old, new = (ItemSeen(uid=uids[number], version=version) for number, version in pair)
    return Pair(old=old, new=new)


def _seen(session: Session, one: ItemSeen) -> SeenItem:
    return items.row_of(session, one.uid).id or 0, one.version

"""What a newer reader, or a corrected file, says otherwise than the items of a directive. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calendar_app import jail
from calendar_app.likeness import alike, words
from calendar_app.models import Directive, Item, ItemDate

Read = dict[str, Any]
Days = tuple[str, str | None, str | None]
SAME_FIELDS = ("title", "kind", "text")


@dataclass(frozen=True, slots=True)
class Difference:
    """An item as it is and as it is read now: `was` None for a new one, `now` None for one that is gone.

    `fields` names what differs (title, kind, text, dates); `days` are role, first and last day, before and after.
    """

    was: Item | None
    now: Read | None
    fields: tuple[str, ...] = ()
    days: tuple[tuple[Days, ...], tuple[Days, ...]] = ((), ())


def read_again(directive: Directive, data: bytes, name: str, today: date) -> Read:
    """Return the reading of a directive's file, or of a corrected one, with what people filled in of its header."""
    known = {"number": directive.number, "issuer": directive.issuer}
    known["issued_on"] = directive.issued_on.isoformat() if directive.issued_on else ""
    return jail.read(data, name, today, {field: value for field, value in known.items() if value})


def differences(items: Sequence[Item], dates: Mapping[int, Sequence[ItemDate]], reading: Read) -> list[Difference]:
    """Return what differs, in the order of the items, and after them what is new.

    Items are taken for the same by title, else by place and words, else by words alone.
    """
    pairs = _matched(items, reading["items"])
    found = [_difference(item, dates[item.id or 0], pairs.get(item.id or 0)) for item in items]
    taken = {id(read) for read in pairs.values()}
    new = [Difference(None, read) for read in reading["items"] if id(read) not in taken]
    return [one for one in found if one.now is None or one.fields] + new


def _matched(items: Sequence[Item], read: Sequence[Read]) -> dict[int, Read]:
    pairs: dict[int, Read] = {}
    left = list(read)
    for same in (_same_title, _same_place, _same_words):
        for item in items:
            found = None if item.id in pairs else next(_which(same, item, left), None)
            if found:
                pairs[item.id or 0] = found
                left.remove(found)
    return pairs


def _which(same: Callable[[Item, Read], bool], item: Item, read: Sequence[Read]) -> Iterator[Read]:
    return (one for one in read if same(item, one))


def _same_title(item: Item, read: Read) -> bool:
    return item.path == read["path"] and _plain(item.title) == _plain(read["title"])


def _same_place(item: Item, read: Read) -> bool:
    return item.path == read["path"] and _same_words(item, read)


def _same_words(item: Item, read: Read) -> bool:
    return _plain(item.text) == _plain(read["text"]) or alike(words(item.text), words(read["text"]))


def _difference(item: Item, marks: Sequence[ItemDate], read: Read | None) -> Difference:
    if read is None:
        return Difference(item, None)
    before, after = _days_of(marks), _days_read(read)
    fields = [name for name in SAME_FIELDS if _plain(getattr(item, name)) != _plain(read[name])]
    return Difference(item, read, (*fields, *(("dates",) if before != after else ())), (before, after))


def _days_of(marks: Sequence[ItemDate]) -> tuple[Days, ...]:
    return tuple(sorted(((m.role, _iso(m.start), _iso(m.end)) for m in marks if m.kept), key=str))


def _days_read(read: Read) -> tuple[Days, ...]:
    return tuple(sorted(((m["role"], m["start"], m["end"]) for m in read["dates"]), key=str))


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _plain(text: str) -> str:
    return " ".join(text.split())

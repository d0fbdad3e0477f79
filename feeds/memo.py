"""What was made of entries before, so that only what changed is made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from feeds.view import Entry

T = TypeVar("T")


class Memo:
    """Remembers results of pure functions of an entry. The key is the whole entry, so nothing in it goes stale.

    It belongs to whoever renders; `turn` forgets what the last two rounds did not ask for.
    """

    def __init__(self) -> None:
        self._now: dict[tuple[Any, Entry], Any] = {}
        self._before: dict[tuple[Any, Entry], Any] = {}
        self._near: dict[tuple[Any, int], tuple[Entry, Any]] = {}  # by identity, as equality takes long

    def __call__(self, work: Callable[[Entry], T], entry: Entry) -> T:
        """Return `work(entry)`, made now only if it never was for an entry equal to this one."""
        near = self._near.get((work, id(entry)))
        if near is not None:
            known: T = near[1]
            return known
        key = (work, entry)
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else work(entry)
        made: T = self._now[key]
        self._near[(work, id(entry))] = (entry, made)
        return made

    def turn(self) -> None:
        """Begin a new round."""
        self._before, self._now, self._near = self._now, {}, {}

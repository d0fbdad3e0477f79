"""What was made of entries and sessions before, so that only what changed is made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Memo:
    """Remembers results of pure functions of an entry or a session. The key is the whole, so nothing in it goes stale.

    It belongs to whoever renders; `turn` forgets what the last two rounds did not ask for.
    """

    def __init__(self) -> None:
        self._now: dict[tuple[Any, Hashable], Any] = {}
        self._before: dict[tuple[Any, Hashable], Any] = {}
        self._near: dict[tuple[Any, int], tuple[Hashable, Any]] = {}  # by identity, as equality takes long

    def __call__(self, work: Callable[[K], T], entry: K) -> T:
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

"""Threads that read what waits, so that no request has to: the state is the table `arrival`, never the threads."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from calendar_app import arrivals
from calendar_app.store import Store

log = logging.getLogger(__name__)

THREADS = 2  # each reads in a child of its own


class Readers:
    """The readers of one process."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self._threads = ThreadPoolExecutor(THREADS, "reader")

    def begin(self) -> None:
        """Read all that waits, without keeping the caller."""
        for _ in range(THREADS):
            self._threads.submit(self._read)

    def _read(self) -> None:
        try:
            arrivals.read_all(self._store, self._now)
        except Exception:
            log.exception("a file was not read; it is tried again when its time is over")

"""The clock's work: one scheduler, one tick, which asks what is due and does it.

Whatever fell due while no worker ran is done at the next tick, once, because the tick asks the state and not a queue.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from datetime import datetime
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler

from calendar_app import clock
from calendar_app.publish import due, render
from calendar_app.settings import Settings
from calendar_app.store import Store

log = logging.getLogger(__name__)


def tick(store: Store, settings: Settings, now: datetime) -> bool:
    """Bring the public tree up to `now`; return whether anything was due. Doing it twice does no harm."""
    if not due(store, now):
        return False
    snapshot = render(store, settings, now)
    log.info("public tree made: release %s", snapshot.release.name if snapshot.release else "none")
    return True


def run(store: Store, settings: Settings, now: Callable[[], datetime] = clock.now) -> None:
    """Run the scheduler until the process is told to stop. Only one process leads; another waits to take over."""
    scheduler = BlockingScheduler(timezone=clock.PEOPLE)
    signal.signal(signal.SIGTERM, _stop)
    with store.lock("worker"):
        log.info("worker leads, tick every %s s", settings.tick_seconds)
        scheduler.add_job(
            _safe_tick,
            "interval",
            args=(store, settings, now),
            seconds=settings.tick_seconds,
            next_run_time=now(),
            id="tick",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.start()


def _safe_tick(store: Store, settings: Settings, now: Callable[[], datetime]) -> None:
    """A tick that fails leaves the last tree public and is tried again at the next one."""
    try:
        tick(store, settings, now())
    except Exception:
        log.exception("tick failed; the last tree stays public")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)

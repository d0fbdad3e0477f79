"""The clock's work: one scheduler, whose ticks ask what is due and do it.

Whatever fell due while no worker ran is done at the next tick, once, because a tick asks the state and not a queue. The
tree, scheduled releases, reading, the webhook and the hub each have a tick of their own, so that none waits for
another's slow work.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler

from calendar_app import arrivals, clock, deliver, scheduled
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


def release(store: Store, settings: Settings, now: datetime) -> None:
    """Carry out the scheduled releases whose hour has come."""
    for made in scheduled.run(store, settings, now):
        log.info("scheduled release made: %s", made.name)


def tell(
    store: Store, settings: Settings, what: str, now: Callable[[], datetime], stopping: threading.Event | None = None
) -> None:
    """Tell the webhook or the hub all that is due, until it gives no answer or the process is to stop."""
    if what == deliver.HUB:
        deliver.notice(store, settings, now())
    while not (stopping and stopping.is_set()) and deliver.one(store, settings, what, now()):
        pass


def run(store: Store, settings: Settings, now: Callable[[], datetime] = clock.now) -> None:
    """Run the scheduler until the process is told to stop. Only one process leads; another waits to take over."""
    scheduler = BlockingScheduler(timezone=clock.PEOPLE)
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    with store.lock("worker"):
        log.info("worker leads, tick every %s s", settings.tick_seconds)
        jobs = {
            "tick": lambda: tick(store, settings, now()),
            "release": lambda: release(store, settings, now()),
            "read": lambda: arrivals.read_all(store, now),
            deliver.WEBHOOK: lambda: tell(store, settings, deliver.WEBHOOK, now, stopping),
            deliver.HUB: lambda: tell(store, settings, deliver.HUB, now, stopping),
        }
        for name, job in jobs.items():
            scheduler.add_job(
                _safely,
                "interval",
                args=(name, job),
                seconds=settings.tick_seconds,
                next_run_time=now(),
                id=name,
                name=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        scheduler.start()


def _safely(name: str, job: Callable[[], object]) -> None:
    """A tick that fails leaves everything as it was and is tried again at the next one."""
    try:
        job()
    except Exception:
        log.exception("%s failed; what is public stays, the next tick tries again", name)

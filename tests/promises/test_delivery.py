"""What is to be told survives kill -9 at any moment, and a slow receiver keeps nobody waiting."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest
from sqlmodel import select

from calendar_app import clock, intake, jobs, outbound, publish, review, tree
from calendar_app.models import Delivery
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES
from tests.receiver import Receiver, receiver, told

WEEKLY = SAMPLES / "tuan-46-2024.txt"
ME = Actor("bientap", NOW)
TOMORROW = NOW + timedelta(days=1)
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def settings(settings: Settings, hook: Receiver) -> Settings:
    return told(settings.data, webhook=hook.url)


@pytest.fixture(autouse=True)
def ready(store: Store) -> None:
    received = intake.receive(store, WEEKLY.read_bytes(), WEEKLY.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)


def _release_and_die(data: Path, webhook: str) -> None:
    tree.swap = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    publish.release(Store(data), told(data, webhook=webhook), "bientap", "", NOW)


def _tell(data: Path, webhook: str) -> None:
    jobs.tell(Store(data), told(data, webhook=webhook), "webhook", lambda: TOMORROW)


def _process(does: Callable[[Path, str], None], store: Store, hook: Receiver) -> ForkProcess:
    process = FORK.Process(target=does, args=(store.data, hook.url))
    process.start()
    return process


def test_killed_between_the_commit_of_a_release_and_its_swap_it_is_told_after_the_swap(
    store: Store, settings: Settings, hook: Receiver
) -> None:
    process = _process(_release_and_die, store, hook)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    jobs.tell(store, settings, "webhook", lambda: NOW)
    assert hook.got == []  # the public still sees the old tree
    assert jobs.tick(store, settings, NOW)
    jobs.tell(store, settings, "webhook", lambda: NOW)
    assert len(hook.got) == 1


def test_killed_after_sending_and_before_noting_it_the_same_id_is_sent_again(
    store: Store, settings: Settings, hook: Receiver
) -> None:
    publish.release(store, settings, "bientap", "", NOW)
    hook.answer = lambda _: sender.kill()  # type: ignore[assignment]  # before any answer
    sender = _process(_tell, store, hook)
    sender.join(60)
    hook.answer = 204
    jobs.tell(store, settings, "webhook", lambda: TOMORROW)
    assert len(hook.got) == 1  # for a minute nobody else takes it up
    jobs.tell(store, settings, "webhook", lambda: TOMORROW + timedelta(minutes=1))
    assert len(hook.got) == 2
    assert len(set(hook.ids)) == 1


def test_of_40_messages_none_is_lost_by_kills_and_what_comes_twice_has_the_same_id(
    store: Store, settings: Settings, hook: Receiver
) -> None:
    publish.release(store, settings, "bientap", "", NOW)
    with store.writing() as session:  # 39 more that tell of the same release
        for number in range(39):
            subject = f"{'0' * (number + 1)}1"
            session.add(
                Delivery(what="webhook", subject=subject, version=f"m{number}", created_at=NOW, next_try_at=NOW)
            )
    chance = random.Random(46)
    for _ in range(8):
        before, sender = len(hook.got), _process(_tell, store, hook)
        while len(hook.got) == before and sender.is_alive():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        sender.kill()
        sender.join()
    jobs.tell(store, settings, "webhook", lambda: TOMORROW + timedelta(minutes=1))
    with store.reading() as session:
        wanted = {row.version for row in session.exec(select(Delivery)).all() if row.settled_at}
    assert len(wanted) == 40
    assert set(hook.ids) == wanted
    assert 40 <= len(hook.got) <= 48  # at most one a kill


def test_a_hub_that_takes_its_time_delays_neither_the_webhook_nor_the_next_tree(store: Store, hook: Receiver) -> None:
    with _slow_hub() as hub, _worker(told(store.data, hub.url, hook.url), patience=300) as process:
        _wait_for(lambda: len(hub.got) == 1)
        publish.release(store, told(store.data, hub.url, hook.url), "bientap", "", clock.now())
        (store.data / "public/current").unlink()  # the next tick has to make it
        _wait_for(lambda: tree.current(store.data / "public") is not None)
        _wait_for(lambda: len(hook.got) == 1)
        assert len(hub.got) == 1, "the hub was not waited for"
        process.kill()


def test_a_worker_that_waits_for_a_hub_ends_within_ten_seconds(store: Store, hook: Receiver) -> None:
    with _slow_hub() as hub, _worker(told(store.data, hub.url, hook.url), outbound.SECONDS) as process:
        _wait_for(lambda: len(hub.got) == 1)
        process.terminate()
        process.join(10)
        assert process.exitcode == 0


@contextmanager
def _slow_hub() -> Iterator[Receiver]:
    """A hub that gives no answer before the block ends."""
    enough = threading.Event()
    with receiver() as hub:
        hub.answer = lambda _: enough.wait() and None
        yield hub
        enough.set()


@contextmanager
def _worker(settings: Settings, patience: float) -> Iterator[ForkProcess]:
    process = FORK.Process(target=_work, args=(settings.model_copy(update={"tick_seconds": 1}), patience))
    process.start()
    yield process
    process.kill()
    process.join()


def _work(settings: Settings, patience: float) -> None:
    outbound.SECONDS = patience
    jobs.run(Store(settings.data), settings)


def _wait_for(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it had to wait"
        time.sleep(0.05)

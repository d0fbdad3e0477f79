"""The server as it is started in earnest: slow clients, killed workers, stopping under load."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from calendar_app import publish
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, ROOT
from tests.ports import free_port, wait_for

SLOW_POST = (
    b"POST /dang-nhap HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 500\r\n\r\nten=a"
)


@dataclass(frozen=True)
class Running:
    """A server and where it answers."""

    process: subprocess.Popen[bytes]
    port: int
    feed: bytes

    def get(self, path: str = "/feeds/tat-ca.ics") -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            body: bytes = answer.read()
            return body


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """scripts/web, as the Procfile starts it."""
    settings, port = Settings(data=tmp_path / "var"), free_port()
    store = Store(settings.data)
    store.migrate()
    publish.render(store, settings, NOW)
    feed = (settings.data / "public/current/feeds/tat-ca.ics").read_bytes()
    environment = {**os.environ, "LICH_DATA": str(settings.data), "BIND": f"127.0.0.1:{port}"}
    process = subprocess.Popen([ROOT / "scripts" / "web"], env=environment)
    wait_for(port)
    yield Running(process, port, feed)
    process.terminate()  # not killed: workers would outlive their parent
    process.wait(20)


def _stop(running: Running, how: signal.Signals) -> float:
    begin = time.monotonic()
    running.process.send_signal(how)
    assert running.process.wait(20) == 0
    return time.monotonic() - begin


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_under_load_tears_no_answer(running: Running, how: signal.Signals) -> None:
    stopping, whole, torn = threading.Event(), list[int](), list[int]()

    def pull() -> None:
        while not stopping.is_set():
            try:
                body = running.get()
            except OSError:  # not connected any more: the client comes again
                continue
            (whole if body == running.feed else torn).append(len(body))

    readers = [threading.Thread(target=pull) for _ in range(8)]
    for reader in readers:
        reader.start()
    time.sleep(0.5)
    took = _stop(running, how)
    stopping.set()
    for reader in readers:
        reader.join(30)
    assert took < 10
    assert torn == []
    assert len(whole) > 50


def test_bodies_that_never_end_stop_neither_feeds_nor_pages_nor_the_end(running: Running) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=10))
            client.sendall(SLOW_POST)
        time.sleep(0.5)
        for _ in range(10):
            assert running.get() == running.feed
            assert "html" in running.get("/feeds/").decode()
        assert _stop(running, signal.SIGTERM) < 10


def test_bodies_that_never_end_from_one_address_do_not_close_writing_to_others(running: Running) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=10))
            client.sendall(SLOW_POST)
        there = ("127.0.0.1", running.port)
        for _ in range(4):
            other = stack.enter_context(socket.create_connection(there, 60, source_address=("127.0.0.2", 0)))
            other.sendall(SLOW_POST.replace(b"500", b"5"))
            assert b" 401 " in other.recv(100)


def test_a_killed_worker_comes_back(running: Running) -> None:
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
    before = _workers(children, ())
    os.kill(int(before[-1]), signal.SIGKILL)
    assert len(_workers(children, before[-1:])) == 2
    for _ in range(20):
        assert _patiently(running) == running.feed


def _workers(children: Path, without: Sequence[str]) -> list[str]:
    """Wait until there are two that are not among those."""
    deadline = time.monotonic() + 20
    while len(found := [name for name in children.read_text().split() if name not in without]) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def _patiently(running: Running) -> bytes:
    """Ask as a client that tries again while a new worker starts."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return running.get()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_what_is_too_large_is_refused(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 600_000 + b"\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 431"
    head = b"POST /dang-nhap HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as client:
        client.sendall(head + b"Content-Length: 99000000\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 413"

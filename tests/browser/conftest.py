"""A real server on a port of its own, and a real browser before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from calendar_app import access
from calendar_app.clock import now
from calendar_app.store import Store
from tests.browser.whole_site import Site, whole_site
from tests.conftest import EDITOR, PASSWORD, ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Server:
    """Where a running service answers and where its data lies."""

    url: str
    data: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Web and worker as the Procfile starts them, on an empty installation with one editor."""
    with serving(tmp_path_factory.mktemp("var")) as running:
        yield running


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    """Start web and worker, with further settings from the environment."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    _add_editor(data)
    place = {"LICH_DATA": str(data), "LICH_PUBLIC_URL": url, "BIND": f"127.0.0.1:{port}"}
    environment = {**os.environ, **place, "LICH_TICK_SECONDS": "1", **settings}
    web = [str(ROOT / "scripts" / "web")]
    worker = [sys.executable, "-m", "flask", "--app", "calendar_app", "worker"]
    started = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in (web, worker)]
    try:
        _wait(url)
        yield Server(url, data)
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=10)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service with something to show on every page."""
    with whole_site(tmp_path_factory.mktemp("var")) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window that fails the test on any script error."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def _add_editor(data: Path) -> None:
    store = Store(data)
    store.migrate()
    with store.writing() as session:
        access.add_user(session, EDITOR, "editor", PASSWORD, now())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)
        else:
            return

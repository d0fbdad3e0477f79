"""Requests a second for one calendar of 1,000 events: this application, nginx and Radicale, 2 workers each."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_app import tree
from tests.conftest import ROOT
from tests.nginx import NGINX, start
from tests.ports import free_port, wait_for

FEED = "feeds/tat-ca.ics"
ROUNDS, SECONDS = 3, 3
SNAPSHOT = b'{"next_change": "2100-01-01T00:00:00+00:00"}'
PEER = ("radicale==3.9.0", "gunicorn==27.0.1")
PEER_SETTINGS = "[auth]\ntype = none\n[storage]\nfilesystem_folder = {}\n[logging]\nlevel = error\n"
LOGIN = {"Authorization": f"Basic {b64encode(b'a:a').decode()}"}

Row = tuple[str, str, str, str, str]
HEADING: Row = ("requests a second, 1,000 events, 2 workers, 16 connections", "ours", "against", "ratio", "promised")


def rows(calendar: bytes) -> Iterator[Row]:
    """Measure side by side: each round asks every server once, and the best round counts."""
    wrk = shutil.which("wrk")
    if wrk is None:
        yield ("wrk is missing: nothing measured (apt install wrk)", "", "", "", "")
        return
    with TemporaryDirectory() as name, ExitStack() as stack:
        data = Path(name)
        tree.publish(data / "public", "1", {FEED: calendar, tree.SNAPSHOT: SNAPSHOT}, datetime.now(UTC))
        ours = stack.enter_context(_ours(data))
        theirs = stack.enter_context(_nginx(data)) if NGINX else None
        mine = yield from _against_nginx(ours, theirs)
        yield from _against_radicale(mine, calendar, data)


def _against_nginx(ours: str, theirs: str | None) -> Iterator[Row]:
    best: dict[str, float] = {}
    if theirs is None:
        yield ("nginx is missing: not compared (apt install nginx-light)", "", "", "", "")
    for _ in range(ROUNDS):
        for server in filter(None, (ours, theirs)):
            for kind, headers in (("200 gzip", {}), ("304", {"If-None-Match": _tag(server)})):
                rate = _rate(server, {"Accept-Encoding": "gzip", **headers})
                best[server + kind] = max(best.get(server + kind, 0.0), rate)
    for kind, promised in (("304", 1 / 2), ("200 gzip", 1 / 3)):
        if theirs:
            yield _row(f"{kind}, against nginx", best[ours + kind], best[theirs + kind], f"at least {promised:.2f}")
    return best[f"{ours}200 gzip"]


def _against_radicale(mine: float, calendar: bytes, data: Path) -> Iterator[Row]:
    try:
        with _radicale(data / "peer", calendar) as url:
            theirs = _rate(url, {"Accept-Encoding": "gzip", **LOGIN})
            yield _row("200 gzip, against Radicale 3.9.0 on gunicorn", mine, theirs, "at least 100")
    except (OSError, subprocess.CalledProcessError) as error:
        yield (f"Radicale could not be had: {type(error).__name__}", "", "", "", "")


def _row(name: str, ours: float, theirs: float, promised: str) -> Row:
    return name, f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.2f}", promised


def _rate(url: str, headers: dict[str, str]) -> float:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "--timeout", "20s", *given, url]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


def _tag(url: str) -> str:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.headers["ETag"])


@contextmanager
def _ours(data: Path) -> Iterator[str]:
    with _running([ROOT / "scripts" / "web"], {"LICH_DATA": str(data), "WEB_WORKERS": "2"}) as port:
        yield f"http://127.0.0.1:{port}/{FEED}"


@contextmanager
def _nginx(data: Path) -> Iterator[str]:
    port, folder = free_port(), data / "nginx"
    folder.mkdir()
    with _stopped(lambda: start(folder, data, port, 9)):
        wait_for(port)
        yield f"http://127.0.0.1:{port}/{FEED}"


@contextmanager
def _radicale(folder: Path, calendar: bytes) -> Iterator[str]:
    """Install it beside, start it on gunicorn and put the same calendar into it."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", *PEER]
    subprocess.run(pip, check=True, capture_output=True)
    (folder / "settings").write_text(PEER_SETTINGS.format(folder / "kept"), encoding="utf-8")
    bind = f"127.0.0.1:{free_port()}"
    command = [folder / "bin/gunicorn", "--workers", "2", "--log-level", "error", "--bind", bind, "radicale"]
    with _running(command, {"RADICALE_CONFIG": str(folder / "settings")}, int(bind.partition(":")[2])) as port:
        url = f"http://127.0.0.1:{port}/a/lich/"
        headers = {"Content-Type": "text/calendar", **LOGIN}
        urllib.request.urlopen(urllib.request.Request(url, calendar, headers, method="PUT"), timeout=120).close()
        yield url


@contextmanager
def _running(command: list[str | Path], more: dict[str, str], port: int = 0) -> Iterator[int]:
    port = port or free_port()
    environment = {**os.environ, "BIND": f"127.0.0.1:{port}", **more}
    with _stopped(lambda: subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)):
        wait_for(port)
        yield port


@contextmanager
def _stopped(begin: Callable[[], subprocess.Popen[bytes]]) -> Iterator[None]:
    process = begin()
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)

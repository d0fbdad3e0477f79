"""A public tree around today behind a real server, and a portal of another origin that embeds it."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from calendar_app import feedset, tree
from calendar_app.clock import day_of, now
from calendar_app.settings import Settings
from calendar_app.snapshot import PublicUnit, Snapshot, dump
from feeds.view import Entry
from tests.conftest import ROOT
from tests.ports import free_port, wait_for
from tests.web import examples

TODAY = day_of(now())
HOSTILE = {
    "img": '<img src=x onerror="window.hit=1">',
    "script": "</script><script>window.hit=1</script>",
    "rtl": "Họp \u202egnp.exe\u202c và \u2067xong\u2069",
    "long": "Dài" * 333,
}


def today(title: str, offset: int = 0, **more: object) -> Entry:
    """Return an entry of one day, so many days from today."""
    day = TODAY + timedelta(days=offset)
    return examples.entry(f"I.{len(title)}", title, day, day, kind="su-kien", **more)


TEACHERS = today("Ngày Nhà giáo Việt Nam")
GONE = today("Hội chợ xuân", status="cancelled", cancelled_at=now(), reason="Mưa bão")
LAST_WEEK = today("Đã qua từ tuần trước", -7)
NEXT_WEEK = today("Tuần sau mới tới", 8)
BAD = tuple(today(title, channels=("bao-chi",)) for title in HOSTILE.values())


def shown(more: tuple[Entry, ...] = ()) -> Snapshot:
    """The public state that the service shows: released a week ago, rendered now."""
    entries = (TEACHERS, GONE, LAST_WEEK, NEXT_WEEK, *BAD, *more)
    begun = now() - timedelta(days=8)
    told = tuple(replace(e, created_at=begun, released_at=begun, appears_at=begun, changed_at=begun) for e in entries)
    return replace(examples.snapshot(*told), rendered_at=now(), next_change=now() + timedelta(days=1))


@contextmanager
def service(data: Path, more: tuple[Entry, ...] = (), units: tuple[PublicUnit, ...] = ()) -> Iterator[str]:
    """Run scripts/web on the tree of `shown`, with more entries and units; yield its address."""
    port = free_port()
    settings = Settings(data=data, public_url=f"http://127.0.0.1:{port}", office="Lịch tuyên truyền tỉnh Kon Tum")
    state = replace(shown(more), units=units)
    files = {tree.SNAPSHOT: dump(state), **feedset.files_of(state, settings)}
    tree.publish(data / "public", "1", files, now())
    place = {"LICH_DATA": str(data), "LICH_PUBLIC_URL": settings.public_url, "LICH_OFFICE": settings.office}
    environment = {**os.environ, **place, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1"}
    process = subprocess.Popen([ROOT / "scripts" / "web"], env=environment)
    try:
        wait_for(port)
        yield settings.public_url
    finally:
        process.terminate()
        process.wait(20)


@dataclass
class Portal:
    """A web server of another origin that serves the files of a folder; `asked` are the paths it was asked for."""

    url: str
    folder: Path
    asked: list[str] = field(default_factory=list)

    def put(self, name: str, body: str) -> str:
        """Write a page, or replace it; return its address."""
        text = body if not name.endswith(".html") else f"<!doctype html><html lang=vi><title>Cổng</title><body>{body}"
        (self.folder / name).write_text(text, encoding="utf-8")
        return f"{self.url}/{name}"


@contextmanager
def portal(folder: Path) -> Iterator[Portal]:
    """Run a portal."""
    found = Portal("", folder)

    class Files(SimpleHTTPRequestHandler):
        extensions_map = {".html": "text/html; charset=utf-8", ".json": "application/json"}

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-cache")
            super().end_headers()

        def log_request(self, *_: object) -> None:
            found.asked.append(self.path)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder))) as server:
        found.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()

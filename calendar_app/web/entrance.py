"""What a request passes on its way to Flask: the word of a proxy on this machine, and a lane for writes.

A write may take long (a slow line, a file to be read) and the server's threads are few. Writes may use half of them,
so that pages and feeds always find one; who comes when that half is taken is asked to come back.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from calendar_app.web import problems

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 8  # as Procfile and scripts/serve give each worker
PLACES = THREADS // 2
"""Writes at once; one address has all of them but one, so that slow bodies from there do not close it to others."""
HERE = ("127.0.0.1", "::1")
READS = ("GET", "HEAD", "OPTIONS")
BUSY = "Hệ thống đang bận nhận nhiều tệp cùng lúc. Không có gì bị mất. Hãy thử lại sau ít phút."


class Entrance:
    """A WSGI application before Flask."""

    def __init__(self, behind: WSGIApplication) -> None:
        self._direct = Lane(behind)
        self._proxied = ProxyFix(self._direct, x_for=1, x_proto=1)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Believe what is said of the visitor's address only from a proxy on this machine."""
        behind = self._proxied if environ.get("REMOTE_ADDR") in HERE else self._direct
        return behind(environ, start)


class Lane:
    """Lets so many writes in at once, and never gives all places to one address."""

    def __init__(self, behind: WSGIApplication) -> None:
        self._behind = behind
        self._inside = Counter[str]()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer one request; a write only where there is a place for it."""
        if environ["REQUEST_METHOD"] in READS:
            return self._behind(environ, start)
        who = environ.get("REMOTE_ADDR", "")
        with self._lock:
            if self._inside.total() >= PLACES or self._inside[who] >= PLACES - 1:
                return _busy(start, environ["PATH_INFO"])
            self._inside[who] += 1
        try:
            return self._behind(environ, start)
        finally:
            self._leave(who)

    def _leave(self, who: str) -> None:
        with self._lock:
            self._inside[who] -= 1
            self._inside += Counter()  # forgets who has nothing inside


def _busy(start: StartResponse, path: str) -> list[bytes]:
    program = path.startswith(problems.PREFIX)
    kind = problems.MEDIA_TYPE if program else "text/plain; charset=utf-8"
    headers = [("Content-Type", kind), ("Retry-After", "60"), ("Cache-Control", "no-store")]
    start("503 SERVICE UNAVAILABLE", headers)
    return [problems.body(503, BUSY, path) if program else BUSY.encode()]

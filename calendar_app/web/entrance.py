"""What a request passes on its way to Flask: the word of a proxy on this machine, and a lane for writes.

A write may take long (a slow line, a file to be read) and the server's threads are few. Writes may use half of them,
so that pages and feeds always find one; who comes when that half is taken is asked to come back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from calendar_app.web import problems

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 8  # as Procfile and scripts/serve give each worker
HERE = ("127.0.0.1", "::1")
READS = ("GET", "HEAD", "OPTIONS")
BUSY = "Hệ thống đang bận nhận nhiều tệp cùng lúc. Không có gì bị mất. Hãy thử lại sau ít phút."


class Entrance:
    """A WSGI application before Flask."""

    def __init__(self, behind: WSGIApplication) -> None:
        self._direct = behind
        self._proxied = ProxyFix(behind, x_for=1, x_proto=1)
        self._lane = threading.BoundedSemaphore(THREADS // 2)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer one request."""
        if environ["REQUEST_METHOD"] in READS:
            return self._pass(environ, start)
        if not self._lane.acquire(blocking=False):
            return _busy(start, environ["PATH_INFO"])
        try:
            return self._pass(environ, start)
        finally:
            self._lane.release()

    def _pass(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Believe what is said of the visitor's address only from a proxy on this machine."""
        behind = self._proxied if environ.get("REMOTE_ADDR") in HERE else self._direct
        return behind(environ, start)


def _busy(start: StartResponse, path: str) -> list[bytes]:
    program = path.startswith(problems.PREFIX)
    kind = problems.MEDIA_TYPE if program else "text/plain; charset=utf-8"
    headers = [("Content-Type", kind), ("Retry-After", "60"), ("Cache-Control", "no-store")]
    start("503 SERVICE UNAVAILABLE", headers)
    return [problems.body(503, BUSY, path) if program else BUSY.encode()]

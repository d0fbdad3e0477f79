"""A hub or a webhook receiver of tests: a real server on 127.0.0.1 that does what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qs

from calendar_app.settings import Settings
from tests.ports import serving

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the one of the specification's own example
LOOPBACK: tuple[IPv4Network | IPv6Network, ...] = (ip_network("127.0.0.0/8"),)


@dataclass(frozen=True)
class Got:
    """One request: its path, its headers by lower-case name, its body."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass
class Receiver:
    """What came in, and how each request is answered: a status, or a function of the handler."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], None] | int = 204

    @property
    def ids(self) -> list[str]:
        return [request.headers["webhook-id"] for request in self.got]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Run a receiver until the block ends."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append(Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if callable(kept.answer):
                kept.answer(self)
            else:
                self.send_response(kept.answer)
                self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with serving(server) as url:
        kept.url = f"{url}/nhan"
        yield kept


def told(data: Path, hub: str = "", webhook: str = "") -> Settings:
    """Settings of an installation that tells receivers on this machine."""
    secret = SECRET if webhook else ""
    return Settings(data=data, hub=hub, webhook_url=webhook, webhook_secret=secret, outbound_allow=LOOPBACK)

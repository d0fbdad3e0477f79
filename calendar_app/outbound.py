"""The only module that opens connections outward: one exchange, with a public address, within a few seconds.

The address is checked where it is connected to: a name is resolved once, every address it stands for is looked at, and
the connection goes to one of those very addresses. No redirect is followed, no proxy, cookie or credential of the
environment is used, and no more of the answer is read than was asked for.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore

from calendar_app.errors import Problem

SECONDS = 5.0
"""How long a whole exchange may take, but for asking the name server."""
CONNECT_SECONDS = 2.0
"""How long one of a name's addresses may take to answer before the next is tried."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# What the standard library of some versions takes for global: protocols' own, and addresses that carry another inside.
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")))


class NotSent(Problem):
    """Nothing came back: the address is not allowed, nobody listens there, or the answer took too long."""


def post(url: str, body: bytes, headers: Mapping[str, str], allowed: Iterable[Network] = ()) -> int:
    """POST `body` to an http(s) address and return the status of the answer, whatever it is.

    `allowed` are networks of one's own that may be connected to beside public addresses. Raises NotSent, with the
    reason in Vietnamese, where no answer came back.
    """
    with _asked("POST", url, body, headers, allowed) as answer:
        return answer.status


def fetch(
    url: str, most: int, headers: Mapping[str, str], allowed: Iterable[Network] = (), body: bytes | None = None
) -> tuple[int, bytes]:
    """GET an http(s) address, or POST a `body` to it, and return the answer's status and body.

    Raises NotSent as `post` does, and where the answer is longer than `most` bytes.
    """
    with _asked("GET" if body is None else "POST", url, body, headers, allowed) as answer:
        read = b""
        for piece in answer.iter_stream():
            read += piece
            if len(read) > most:
                raise NotSent(f"Câu trả lời dài hơn {most // 1024} kB.")
        return answer.status, read


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open Internet, and does not carry another one inside."""
    if not address.is_global or address.is_multicast or any(address in network for network in _SPECIAL):
        return False
    return isinstance(address, IPv4Address) or address in _GLOBAL_UNICAST


@contextmanager
def _asked(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], allowed: Iterable[Network]
) -> Iterator[httpcore.Response]:
    """Give the answer, of which only status and headers are read so far."""
    guard = _Guard(tuple(allowed), time.monotonic() + SECONDS)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_certificates(), network_backend=guard) as pool,
            pool.stream(method, url.encode("ascii"), headers=list(headers.items()), content=body) as answer,
        ):
            yield answer
    except httpcore.TimeoutException as error:
        raise NotSent(f"Không trả lời trong {SECONDS:.0f} giây.") from error
    except (httpcore.NetworkError, OSError) as error:
        raise NotSent(f"Không kết nối được: {error}.") from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
        raise NotSent(f"Không nói chuyện được bằng HTTP: {error}.") from error


class _Guard(httpcore.NetworkBackend):
    """Opens connections to allowed addresses only, none of which outlives the deadline."""

    def __init__(self, allowed: tuple[Network, ...], deadline: float) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers, if every one is allowed."""
        addresses = _resolve(host, port)
        for address in addresses:
            if not self._allows(address):
                raise NotSent(f"{host} dẫn đến {address}, không phải địa chỉ công cộng (xem LICH_OUTBOUND_ALLOW).")
        failed: Exception = httpcore.ConnectError(f"{host} không có địa chỉ")
        for address in addresses:
            try:
                seconds = min(CONNECT_SECONDS, _left(self._deadline))
                return _Timed(self._sockets.connect_tcp(str(address), port, seconds), self._deadline)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failed = error
        raise failed

    def _allows(self, address: Address) -> bool:
        return is_public(address) or any(address in network for network in self._allowed)


class _Timed(httpcore.NetworkStream):
    """A connection whose every step has only what is left of one time, so that no drip of bytes prolongs it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


@cache
def _certificates() -> ssl.SSLContext:
    """What the system trusts, read once in the life of the process."""
    return ssl.create_default_context()


def _resolve(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.TimeoutException
    return left

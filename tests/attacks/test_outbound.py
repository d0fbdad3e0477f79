"""What is told to others goes to public addresses only, and no answer can harm (security.md 2.2, rows 20 and 21)."""

from __future__ import annotations

import ast
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from calendar_app import outbound
from calendar_app.outbound import Network, NotSent, fetch, is_public, post
from calendar_app.settings import Settings
from tests.conftest import ROOT
from tests.receiver import LOOPBACK, SECRET, Receiver, receiver

PRIVATE = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "169.254.169.254",
    "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::",
    "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "8.8.8.8", "14.225.0.1", "203.162.4.190", "2001:4860:4860::8888", "2405:4800::1", "2a00:1450::1")


@pytest.fixture
def server() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


def send(url: str, allowed: tuple[Network, ...] = LOOPBACK) -> int:
    return post(url, b"x", {"Content-Type": "text/plain"}, allowed)


def port_of(server: Receiver) -> str:
    return server.url.rpartition(":")[2]


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Be the name server of the name `la.example`: each question gets the next answer, the last one for ever."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def answer(host: Any, port: Any, *args: Any, **named: Any) -> Any:  # noqa: ANN401  (the signature of getaddrinfo)
        if host not in ("la.example", b"la.example"):
            return real(host, port, *args, **named)
        asked.append(str(host))
        found = answers[min(len(asked), len(answers)) - 1]
        return [entry for address in found for entry in real(address, port, *args, **named)]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_taken(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_no_ipv6_form_of_an_ipv4_address_is_taken(address: IPv4Address) -> None:
    number = int(address)
    for prefix in ("::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::"):
        assert not is_public(IPv6Address(prefix) + number)
    assert not is_public(IPv6Address("2002::") + (number << 80))
    assert not is_public(IPv6Address("2001::") + (number ^ 0xFFFFFFFF))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "0", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "[::ffff:127.0.0.1]",
     "127.0.0.1.", "①②⑦.0.0.1"],
)  # fmt: skip
def test_no_spelling_of_this_machine_is_connected_to(server: Receiver, host: str) -> None:
    with pytest.raises(NotSent):
        send(f"http://{host}:{port_of(server)}", allowed=())
    assert server.got == []


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1", "0.0.0.0"])
def test_a_name_that_leads_to_this_machine_is_refused(
    server: Receiver, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolve_to(monkeypatch, [address])
    with pytest.raises(NotSent, match="không phải địa chỉ công cộng"):
        send(f"http://la.example:{port_of(server)}", allowed=())
    assert server.got == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(NotSent, match=r"127\.0\.0\.1"):
        send(f"http://la.example:{port_of(server)}", allowed=())
    assert server.got == []


def test_a_name_is_asked_for_once_and_the_connection_goes_to_that_answer(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the second answer would lead to this machine, and nobody asks for it."""
    asked = resolve_to(monkeypatch, ["192.0.2.1"], ["127.0.0.1"])
    monkeypatch.setattr(outbound, "is_public", lambda address: str(address) == "192.0.2.1")
    monkeypatch.setattr(outbound, "CONNECT_SECONDS", 0.3)
    with pytest.raises(NotSent):
        send(f"http://la.example:{port_of(server)}", allowed=())
    assert server.got == []
    assert len(asked) == 1


def test_a_network_of_ones_own_may_be_allowed(server: Receiver) -> None:
    assert send(server.url) == 204
    with pytest.raises(NotSent):
        send(server.url, allowed=Settings(outbound_allow="10.20.0.0/16").outbound_allow)


def test_the_next_address_is_tried_where_one_does_not_answer(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, ["127.0.0.9", "127.0.0.1"])
    assert send(f"http://la.example:{port_of(server)}") == 204


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:{port}/khac"])
def test_a_redirect_is_an_answer_and_is_not_followed(server: Receiver, status: int, target: str) -> None:
    def redirect(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", target.format(port=port_of(server)))
        handler.end_headers()

    server.answer = redirect
    assert send(server.url) == status
    assert len(server.got) == 1


def test_an_endless_answer_is_not_read(server: Receiver) -> None:
    written = threading.Event()
    sent = 0

    def endless(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        try:
            while sent < 200_000_000:
                sent += handler.wfile.write(b"x" * 100_000)
        except OSError:
            pass
        written.set()

    server.answer = endless
    assert send(server.url) == 200
    assert written.wait(10)
    assert sent < 20_000_000  # what the system's buffers took


def test_an_answer_that_is_asked_for_is_read_up_to_its_bound(server: Receiver) -> None:
    def said(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"x" * 1000)

    server.answer = said
    assert fetch(server.url, 1000, {}, LOOPBACK, b"") == (200, b"x" * 1000)
    with pytest.raises(NotSent, match="dài hơn"):
        fetch(server.url, 999, {}, LOOPBACK, b"")
    with pytest.raises(NotSent, match="không phải địa chỉ công cộng"):
        fetch(server.url, 1000, {}, body=b"")


def dripped(handler: BaseHTTPRequestHandler, data: bytes) -> None:
    """Answer byte by byte, until nobody listens any more."""
    with suppress(OSError):
        for byte in data:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.1)


def test_an_answer_that_is_asked_for_and_drips_ends_in_time(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        dripped(handler, b"x" * 200)

    server.answer = drip
    monkeypatch.setattr(outbound, "SECONDS", 1.0)
    with pytest.raises(NotSent, match="Không trả lời trong 1 giây"):
        fetch(server.url, 1000, {}, LOOPBACK, b"")


@pytest.mark.parametrize("piece", [b"X: " + b"y" * 70_000 + b"\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_endless_heads_end_in_time(server: Receiver, monkeypatch: pytest.MonkeyPatch, piece: bytes) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" if piece.startswith(b"X") else b"")
        try:
            while True:
                handler.wfile.write(piece)
        except OSError:
            pass

    server.answer = endless
    monkeypatch.setattr(outbound, "SECONDS", 1.0)
    with pytest.raises(NotSent):
        send(server.url)


def test_an_answer_that_drips_ends_in_time(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answer = lambda handler: dripped(handler, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200)
    monkeypatch.setattr(outbound, "SECONDS", 1.0)
    with pytest.raises(NotSent, match="Không trả lời trong 1 giây"):
        send(server.url)


def test_what_is_no_http_is_a_failure_that_says_so(server: Receiver) -> None:
    server.answer = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n") and None
    with pytest.raises(NotSent, match="HTTP"):
        send(server.url)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:1/", "//a", "x", ""])
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(NotSent):
        send(url)


def test_proxies_and_logins_of_the_environment_are_not_used(
    server: Receiver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password bi-mat\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    assert send(server.url) == 204
    assert "authorization" not in server.got[0].headers


def test_no_cookie_is_kept(server: Receiver) -> None:
    def with_cookie(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(204)
        handler.send_header("Set-Cookie", "a=b")
        handler.end_headers()

    server.answer = with_cookie
    assert [send(server.url), send(server.url)] == [204, 204]
    assert all("cookie" not in request.headers for request in server.got)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_shake_hands, args=(listening, context), daemon=True).start()
        with pytest.raises(NotSent, match="certificate"):
            send(f"https://127.0.0.1:{listening.getsockname()[1]}/")


def _shake_hands(listening: socket.socket, context: ssl.SSLContext) -> None:
    connection, _ = listening.accept()
    try:
        context.wrap_socket(connection, server_side=True).close()
    except OSError:
        connection.close()


CONNECTING = {
    "aiohttp", "asyncio", "ftplib", "http.client", "httpcore", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc.client",
}  # fmt: skip


def test_no_other_module_can_connect() -> None:
    """But for the export command, whose target a person names (fsspec), and the jail, which refuses sockets."""
    found = {
        str(path.relative_to(ROOT))
        for room in ("calendar_app", "content", "feeds")
        for path in (ROOT / room).rglob("*.py")
        if _imports(path) & CONNECTING
    }
    assert found == {"calendar_app/outbound.py"}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {name.partition(".")[0] for name in found}


UNSAFE: list[dict[str, Any]] = [
    {"hub": "hub.example.vn"},
    {"hub": "ftp://hub.example.vn/"},
    {"hub": "https:///x"},
    {"hub": "https://a:b@hub.example.vn/"},
    {"hub": "https://hub.example.vn/ x"},
    {"hub": "https://hub.example.vn/\r\nX: y"},
    {"hub": "https://hub.example.vn:99999/"},
    {"hub": "https://máy.vn/"},
    {"webhook_url": "https://nhan.example.vn/"},
    {"webhook_secret": SECRET},
    {"webhook_url": "https://nhan.example.vn/", "webhook_secret": "mat-khau"},
    {"webhook_url": "https://nhan.example.vn/", "webhook_secret": "whsec_YWJj"},
    {"webhook_url": "https://nhan.example.vn/", "webhook_secret": "whsec_" + "!" * 40},
    {"webhook_url": "https://nhan.example.vn/", "webhook_secret": SECRET.removeprefix("whsec_")},
    {"outbound_allow": "0.0.0.0/0"},
    {"outbound_allow": "169.254.169.254/32"},
    {"outbound_allow": "::/0"},
    {"outbound_allow": "8.8.8.8"},
    {"outbound_allow": "10.0.0.0/7"},
    {"outbound_allow": "khong"},
]


@pytest.mark.parametrize("given", UNSAFE)
def test_an_unsafe_or_half_setting_is_refused_and_no_secret_is_shown(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(**given)
    for value in given.values():
        if "whsec" in value or value == "mat-khau":
            assert value not in str(refused.value)


def test_settings_of_the_environment_are_read_as_the_documentation_writes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LICH_HUB", "https://hub.example.vn/")
    monkeypatch.setenv("LICH_WEBHOOK_URL", "https://nhan.example.vn/lich?khoa=bi-mat")
    monkeypatch.setenv("LICH_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("LICH_OUTBOUND_ALLOW", "10.20.0.0/16, 192.168.7.0/24")
    settings = Settings()
    assert [str(network) for network in settings.outbound_allow] == ["10.20.0.0/16", "192.168.7.0/24"]
    assert SECRET not in repr(settings)
    assert "bi-mat" not in repr(settings)

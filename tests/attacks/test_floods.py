"""What is too large, too many or no text is refused before anything is done with it (security.md 2.2, row 31)."""

from __future__ import annotations

import inspect
import io
import socket
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.serving import make_server
from werkzeug.test import Client

from calendar_app.models import Comment, Item
from calendar_app.store import Store
from calendar_app.web import incoming
from calendar_app.web.entrance import PLACES, Entrance
from tests import nginx
from tests.nginx import NGINX
from tests.ports import free_port, wait_for
from tests.web.persons import browser, person, program
from tests.web.routes import routes

LOGIN, COMMENT = "/dang-nhap", "/bien-tap/phat-hanh/y-kien"
TOO_LARGE = "a" * (incoming.SMALL + 1)


@pytest.fixture
def admin(app: Flask, store: Store) -> FlaskClient:
    return browser(app, person(store, "quantri", "admin"))


def test_a_body_may_be_large_only_where_files_are_sent_in(app: Flask) -> None:
    for route in routes(app):
        with app.test_request_context(route.path, method=route.method, headers={"Sec-Fetch-Site": "same-origin"}):
            app.preprocess_request()
            large = request.max_content_length != incoming.SMALL
            assert large == (route.endpoint in incoming.TAKE_FILES), route
            assert request.max_content_length is not None, route


def test_who_reads_files_says_so(app: Flask) -> None:
    reading = {name for name, view in app.view_functions.items() if "request.files" in inspect.getsource(view)}
    assert {name for name in reading if not name.startswith("api.")} <= incoming.TAKE_FILES
    assert {*app.view_functions} >= incoming.TAKE_FILES


@pytest.mark.parametrize("path", [LOGIN, COMMENT, "/loi-moi/x", "/bien-tap/nguoi-dung/moi"])
def test_a_body_that_is_too_large_is_refused(admin: FlaskClient, path: str) -> None:
    assert admin.post(path, data={"y-kien": TOO_LARGE}).status_code == 413
    parcel = {"tep": (io.BytesIO(TOO_LARGE.encode()), "a.txt"), "y-kien": "a"}
    answer = admin.post(path, data=parcel)
    assert answer.status_code == 413
    assert "quá lớn" in answer.text


def test_a_program_s_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    answer = client.post("/api/v1/items", data=TOO_LARGE, content_type="application/json")
    assert answer.status_code in (401, 413)


def test_ten_thousand_fields_are_refused_or_looked_over(admin: FlaskClient) -> None:
    assert admin.post(LOGIN, data={f"a{n}": "1" for n in range(10_000)}).status_code in (401, 413)
    parts = {f"a{n}": (io.BytesIO(b"1"), "a.txt") for n in range(10_000)}
    assert admin.post("/bien-tap/tai-len", data=parts).status_code == 413


@pytest.mark.parametrize(
    "head", [{"Content-Length": "999999999999"}, {"Content-Length": "-1"}, {"Content-Length": "x"}]
)
def test_a_length_that_is_not_true_does_no_harm(client: FlaskClient, head: dict[str, str]) -> None:
    assert client.post(LOGIN, data=b"ten=a", headers=head).status_code < 500


def test_a_nul_in_a_form_is_refused_and_nothing_is_kept(app: Flask, admin: FlaskClient, store: Store) -> None:
    assert admin.post(COMMENT, data={"y-kien": "a\0b"}).status_code == 400
    assert admin.post(LOGIN, data={"ten": "a\0", "mat-khau": "b"}).status_code == 400
    with store.reading() as session:
        assert session.exec(select(Comment)).all() == []


def test_a_nul_in_an_address_is_refused_everywhere(app: Flask, admin: FlaskClient) -> None:
    for route in routes(app):
        if route.method == "GET" and not route.path.startswith("/api/"):
            assert admin.get(f"{route.path}?x=a%00b").status_code == 400, route
    for path in ("/van-ban/a%00b", "/bien-tap/van-ban/%00", "/tuan/%00", "/%00", "/static/%00"):
        assert admin.get(path).status_code == 400, path


@pytest.mark.parametrize("path", ["/api/v1/releases/next/comments", "/api/v1/items"])
def test_a_nul_in_what_a_program_sends_is_refused_and_nothing_is_kept(app: Flask, store: Store, path: str) -> None:
    admin = program(app, person(store, "quantri", "admin"))
    body = {"text": "a\0b"} if "comments" in path else {"title": "a\0b", "kind": "thematic", "channels": []}
    answer = admin.post(path, json=body)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    wrong = answer.get_json(force=True)["errors"]
    assert [one["at"] for one in wrong] == [f"/{next(iter(body))}"]
    with store.reading() as session:
        assert session.exec(select(Comment)).all() == []
        assert session.exec(select(Item)).all() == []
    assert admin.post(path, json={**body, next(iter(body)): r"a\u0000b"}).status_code < 300


@pytest.mark.parametrize("query", ["?author=a%00", "?words=%00&kind=a"])
def test_a_nul_in_what_a_program_asks_is_refused(app: Flask, store: Store, query: str) -> None:
    answer = program(app, person(store, "quantri", "admin")).get(f"/api/v1/log{query}")
    assert answer.status_code == 422
    assert answer.get_json(force=True)["errors"][0]["at"] == f"/{query[1:].partition('=')[0]}"


@pytest.mark.parametrize("said", [{}, {"X-Forwarded-For": "198.51.100.1"}])
def test_one_address_with_slow_bodies_leaves_a_place_for_the_others_writes(said: dict[str, str]) -> None:
    inside, ended = threading.Semaphore(0), threading.Event()

    def reading(environ: dict[str, object], start: object) -> list[bytes]:
        if environ["REMOTE_ADDR"] == "198.51.100.1":  # whose body does not end
            inside.release()
            ended.wait(60)
        start("200 OK", [])  # type: ignore[operator]
        return []

    server = Client(Entrance(reading))
    slow = {"headers": said, "environ_base": {"REMOTE_ADDR": "127.0.0.1" if said else "198.51.100.1"}}
    senders = [threading.Thread(target=server.post, args=("/",), kwargs=slow) for _ in range(PLACES - 1)]
    for sender in senders:
        sender.start()
        assert inside.acquire(timeout=60)
    assert server.post("/", **slow).status_code == 503  # type: ignore[arg-type]
    assert server.post("/", environ_base={"REMOTE_ADDR": "203.0.113.7"}).status_code == 200
    ended.set()
    for sender in senders:
        sender.join(60)
    assert server.post("/", **slow).status_code == 200  # type: ignore[arg-type]


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_behind_nginx_a_body_comes_in_whole_or_not_at_all(app: Flask, tmp_path: Path) -> None:
    came: list[int] = []

    def behind(environ: dict[str, Any], start: Any) -> list[bytes]:  # noqa: ANN401
        came.append(int(environ["CONTENT_LENGTH"]))
        start("200 OK", [("Content-Length", "0")])
        return []

    port, server = free_port(), make_server("127.0.0.1", 0, behind, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "nginx").mkdir()
    process = nginx.start(tmp_path / "nginx", tmp_path, port, server.server_port)
    wait_for(port)
    with ExitStack() as stack:
        slow = [stack.enter_context(_begun(port, 500)) for _ in range(50)]
        for number in range(5):
            for client in slow:
                client.sendall(b"a")
            with _begun(port, number + 1) as quick:
                quick.sendall(b"a" * (number + 1))
                assert b"200 OK" in quick.recv(1000)
        assert came == [1, 2, 3, 4, 5]
    process.terminate()
    process.wait(20)
    server.shutdown()
    server.server_close()


def _begun(port: int, length: int) -> socket.socket:
    """Return a connection on which a write has begun, and nothing of its body was sent."""
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.sendall(f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n".encode())
    return client

"""What stands before Flask: whose word about addresses counts, and that writes cannot take every thread."""

from __future__ import annotations

import threading

from werkzeug.test import Client

from calendar_app.web.entrance import BUSY, THREADS, Entrance


def _who(environ: dict[str, object], start: object) -> list[bytes]:
    start("200 OK", [])  # type: ignore[operator]
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]


FORWARDED = {"X-Forwarded-For": "10.9.9.9, 203.0.113.7", "X-Forwarded-Proto": "https"}


def test_a_proxy_on_this_machine_says_who_came() -> None:
    answer = Client(Entrance(_who)).get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert answer.text == "203.0.113.7 https"


def test_nobody_else_is_believed() -> None:
    answer = Client(Entrance(_who)).get("/", headers=FORWARDED, environ_base={"REMOTE_ADDR": "198.51.100.1"})
    assert answer.text == "198.51.100.1 http"


def test_writes_take_half_of_the_threads_and_reads_go_on() -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    def slow(environ: dict[str, object], start: object) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            inside.release()
            leave.wait(20)
        return _who({"REMOTE_ADDR": "", **environ}, start)

    client = Client(Entrance(slow))
    writers = [_writer(client, f"198.51.100.{number}") for number in range(THREADS // 2)]
    for writer in writers:
        writer.start()
        assert inside.acquire(timeout=20)
    refused = client.post("/", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert (refused.status_code, refused.headers["Retry-After"], refused.text) == (503, "60", BUSY)
    assert client.get("/").status_code == 200
    leave.set()
    for writer in writers:
        writer.join(20)
    assert client.post("/").status_code == 200


def _writer(client: Client, address: str) -> threading.Thread:
    return threading.Thread(target=client.post, args=("/",), kwargs={"environ_base": {"REMOTE_ADDR": address}})

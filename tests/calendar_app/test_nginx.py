"""docs/nginx.conf in a real nginx, on a real tree, before the real application."""

from __future__ import annotations

import gzip
import http.client
import threading
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from calendar_app import create_app, publish
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW
from tests.nginx import NGINX, start
from tests.ports import free_port, wait_for

FEED = "/feeds/tat-ca.ics"

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def port(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx with the configuration of the documentation; only its three places are changed."""
    settings = Settings(data=data)
    app = create_app(settings)
    store: Store = app.extensions["store"]
    store.migrate()
    publish.render(store, settings, NOW)
    behind = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    port = free_port()
    process = start(tmp_path_factory.mktemp("nginx"), data, port, behind.server_port)
    wait_for(port)
    yield port
    process.terminate()
    process.wait(20)
    behind.shutdown()


Answer = tuple[int, dict[str, str], bytes]


def _ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    got = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return got


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (FEED, "text/calendar; charset=utf-8"),
        ("/feeds/tat-ca.rss", "application/rss+xml; charset=utf-8"),
        ("/feeds/tat-ca.atom", "application/atom+xml; charset=utf-8"),
        ("/feeds/tat-ca.json", "application/feed+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
    ],
)
def test_the_bytes_and_types_of_the_tree(port: int, data: Path, path: str, kind: str) -> None:
    status, headers, body = _ask(port, path)
    assert (status, headers["content-type"]) == (200, kind)
    assert body == (data / f"public/current{path}").read_bytes()
    assert headers["access-control-allow-origin"] == "*"
    assert "stale-if-error" in headers["cache-control"]
    assert "set-cookie" not in headers


def test_gzip_as_stored_under_a_tag_of_its_own(port: int, data: Path) -> None:
    _, plain, body = _ask(port, FEED)
    _, packed, data_packed = _ask(port, FEED, Accept_Encoding="gzip")
    assert data_packed == (data / f"public/current{FEED}.gz").read_bytes()
    assert gzip.decompress(data_packed) == body
    assert (packed["content-encoding"], packed["vary"]) == ("gzip", "Accept-Encoding")
    assert packed["etag"] != plain["etag"]


def test_304_by_tag_and_by_date_and_head(port: int) -> None:
    _, headers, body = _ask(port, FEED)
    assert not headers["etag"].startswith("W/")
    for condition in (
        {"If_None_Match": headers["etag"]},
        {"If_None_Match": f"W/{headers['etag']}"},
        {"If_Modified_Since": headers["last-modified"]},
    ):
        assert _ask(port, FEED, **condition)[::2] == (304, b"")
    status, head, nothing = _ask(port, FEED, "HEAD")
    assert (status, nothing, head["content-length"]) == (200, b"", str(len(body)))


def test_a_change_gives_another_tag_and_a_later_time(port: int, data: Path) -> None:
    settings = Settings(data=data, office="Tên khác")
    before = _ask(port, FEED)[1]
    publish.render(Store(data), settings, NOW)
    after = _ask(port, FEED)[1]
    assert before["etag"] != after["etag"]
    assert parsedate_to_datetime(before["last-modified"]) < parsedate_to_datetime(after["last-modified"])


def test_everything_else_is_the_application(port: int) -> None:
    status, _, body = _ask(port, "/feeds/khong-co.ics")
    assert status == 404
    assert '<html lang="vi"' in body.decode()
    assert _ask(port, FEED, "POST")[0] == 405
    assert _ask(port, "/")[0] == 200
    assert _ask(port, "/manifest.json")[0] == 404
    assert _ask(port, "/release.json")[0] == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_combined_filters_and_other_spellings_go_on_to_the_application(port: int, method: str) -> None:
    status, headers, body = _ask(port, "/feeds/kenh-bao-chi_loai-ky-niem.ics", method)
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert headers["access-control-allow-origin"] == "*"
    assert (b"BEGIN:VCALENDAR" in body) is (method == "GET")
    again = _ask(port, "/feeds/kenh-bao-chi_loai-ky-niem.ics", method, If_None_Match=headers["etag"])
    assert again[::2] == (304, b"")
    status, headers, _ = _ask(port, "/feeds/loai-ky-niem_kenh-loa.ics?todo=1", method)
    assert (status, headers["location"]) == (308, "/feeds/kenh-truyen-thanh_loai-ky-niem.ics?todo=1")


def test_what_a_query_asks_of_a_calendar_is_answered(port: int) -> None:
    for query, variant in (("todo=1", "todo"), ("x=1&kieu=moc", "moc")):
        status, headers, body = _ask(port, f"{FEED}?{query}")
        assert (status, body) == (200, _ask(port, f"/feeds/tat-ca.{variant}.ics")[2])
        assert _ask(port, f"{FEED}?{query}", If_None_Match=headers["etag"])[0] == 304
    assert _ask(port, f"{FEED}?utm_source=zalo")[2] == _ask(port, FEED)[2]


def test_tables_and_their_schema_have_their_own_types(port: int) -> None:
    for path, kind in (
        ("/feeds/tat-ca.muc.json", "application/json; charset=utf-8"),
        ("/feeds/muc.schema.json", "application/schema+json; charset=utf-8"),
        ("/feeds/tat-ca.csv", "text/csv; charset=utf-8"),
    ):
        assert _ask(port, path)[1]["content-type"] == kind


def test_a_file_that_has_gone_is_answered_from_memory(port: int, data: Path) -> None:
    _, _, body = _ask(port, "/feeds/tat-ca.rss")
    behind = data / "public/current/feeds/tat-ca.rss"
    aside = behind.rename(behind.with_suffix(".aside"))
    try:
        assert _ask(port, "/feeds/tat-ca.rss")[::2] == (200, body)
    finally:
        aside.rename(behind)

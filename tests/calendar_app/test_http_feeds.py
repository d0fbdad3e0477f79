"""How feeds are answered: from files, conditionally, to everyone, without a database."""

from __future__ import annotations

import gc
import gzip
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from flask.testing import FlaskClient

from calendar_app import clock, create_app, intake, publish, review
from calendar_app.review import Actor
from calendar_app.scopes import scopes
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web import treefiles
from tests.conftest import NOW, SAMPLES

FEED = "/feeds/tat-ca.ics"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one directive released, and its database closed."""
    settings = Settings(data=tmp_path_factory.mktemp("var"))
    _release(settings)
    gc.collect()
    return settings.data


def _release(settings: Settings) -> None:
    store: Store = create_app(settings).extensions["store"]
    store.migrate()
    sample = SAMPLES / "tuan-46-2024.txt"
    received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, Actor("a", NOW))
    publish.release(store, settings, "a", "", NOW)


@pytest.fixture(autouse=True)
def _published(released: Path, settings: Settings) -> None:
    copytree(released, settings.data, symlinks=True)


@pytest.mark.parametrize(
    ("extension", "kind"),
    [
        ("ics", "text/calendar; charset=utf-8"),
        ("rss", "application/rss+xml; charset=utf-8"),
        ("atom", "application/atom+xml; charset=utf-8"),
        ("json", "application/feed+json; charset=utf-8"),
    ],
)
def test_every_feed_there_is_answers_in_every_format(client: FlaskClient, extension: str, kind: str) -> None:
    for scope in scopes():
        answer = client.get(f"/feeds/{scope.slug}.{extension}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind), scope.slug


def test_the_addresses_that_were_promised_are_there() -> None:
    slugs = {scope.slug for scope in scopes()}
    assert {"tat-ca", "kenh-truyen-thanh", "kenh-cong-tttdt", "kenh-bao-chi", "loai-ky-niem", "loai-han-nop"} <= slugs


def test_an_unchanged_feed_is_answered_304(client: FlaskClient) -> None:
    first = client.get(FEED)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert client.get(FEED, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(FEED, headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    dated = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get(FEED, headers=dated).status_code == 304
    assert client.get(FEED, headers={"If-None-Match": '"khac"', **dated}).status_code == 200


def test_gzip_is_sent_to_who_takes_it_under_a_tag_of_its_own(client: FlaskClient) -> None:
    plain = client.get(FEED)
    packed = client.get(FEED, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == "Accept-Encoding"
    again = client.get(FEED, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ({"If-None-Match": "{tag}"}, 304),
        ({"If-None-Match": "W/{tag}"}, 304),
        ({"If-None-Match": '"khac", W/"nua", {tag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"khac"'}, 200),
        ({"If-None-Match": "không phải thẻ"}, 200),
        ({"If-None-Match": '"khac"', "If-Modified-Since": "{time}"}, 200),
        ({"If-None-Match": "{tag}", "If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 304),
        ({"If-Modified-Since": "{time}"}, 304),
        ({"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "hôm qua"}, 200),
        ({"If-Match": '"khac"'}, 200),
        ({"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_conditions(client: FlaskClient, method: str, condition: dict[str, str], status: int) -> None:
    first = client.get(FEED).headers
    asked = {
        name: value.replace("{tag}", first["ETag"]).replace("{time}", first["Last-Modified"]).encode().decode("latin-1")
        for name, value in condition.items()
    }
    answer = client.open(FEED, method=method, headers=asked)
    assert answer.status_code == status
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert answer.headers[name] == first[name]
    if status == 304:
        assert answer.data == b""
        assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(answer.headers.keys())


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("GZip", True),
        ("gzip, deflate, br", True),
        ("br;q=1, gzip;q=0.1", True),
        ("*", True),
        ("identity;q=0.5, gzip", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=0.5, identity", False),
        ("identity;q=0, *;q=0", False),
        ("gzip;q=nhiều", False),
    ],
)
def test_who_takes_gzip(client: FlaskClient, accepted: str, packed: bool) -> None:
    answer = client.get(FEED, headers={"Accept-Encoding": accepted.encode().decode("latin-1")})
    assert answer.status_code == 200
    assert (answer.headers.get("Content-Encoding") == "gzip") is packed


def test_a_part_is_answered_with_the_whole(client: FlaskClient) -> None:
    answer = client.get(FEED, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["Accept-Ranges"]) == (200, "none")
    assert answer.data == client.get(FEED).data


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_feeds_are_only_read(client: FlaskClient, method: str) -> None:
    answer = client.open(FEED, method=method)
    assert answer.status_code == 405
    assert '<html lang="vi"' in answer.text


def test_scripts_of_other_sites_may_ask_conditionally(client: FlaskClient) -> None:
    asked = {"Origin": "https://cong.example", "Access-Control-Request-Headers": "if-none-match"}
    answer = client.options(FEED, headers=asked)
    assert answer.status_code == 200
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert client.get(FEED).headers["Access-Control-Expose-Headers"] == "ETag"


def test_any_host_name_is_answered_since_feeds_name_their_own(client: FlaskClient) -> None:
    assert client.get(FEED, base_url="http://ten-cu.example").status_code == 200


def test_a_release_is_seen_at_the_next_request_and_the_rest_keeps_its_tag(
    client: FlaskClient, store: Store, settings: Settings
) -> None:
    before = client.get(FEED).headers["ETag"]
    publish.render(store, settings, NOW)
    assert client.get(FEED).headers["ETag"] == before
    publish.render(store, settings.model_copy(update={"office": "Tên khác"}), NOW)
    assert client.get(FEED).headers["ETag"] != before


def _damage_file(tree: Path) -> None:
    (tree / "feeds/tat-ca.ics.gz").unlink()
    (tree / "feeds/tat-ca.ics.gz").write_bytes(b"\x1f\x8b rest of a torn file")


def _damage_hash(tree: Path) -> None:
    (tree / "feeds/tat-ca.ics.gz").unlink()
    (tree / "feeds/tat-ca.ics.gz").write_bytes(gzip.compress(b"BEGIN:VCALENDAR of somebody else"))


def _lose_file(tree: Path) -> None:
    (tree / "feeds/tat-ca.ics.gz").unlink()


def _damage_manifest(tree: Path) -> None:
    (tree / "manifest.json").write_text('{"feeds/tat-ca.ics": {"sha')


def _damage_snapshot(tree: Path) -> None:
    (tree / "release.json").unlink()


def _lose_tree(tree: Path) -> None:
    rmtree(tree.resolve())


DAMAGES = [_damage_file, _damage_hash, _lose_file, _damage_manifest, _damage_snapshot, _lose_tree]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("started", ["before", "after"])
def test_a_broken_tree_is_never_shown_and_a_whole_one_is_taken_up(
    store: Store,
    settings: Settings,
    damage: Callable[[Path], None],
    started: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(treefiles, "RETRY_SECONDS", 0.0)
    running = create_app(settings).test_client()
    whole = running.get(FEED).data
    assert b"BEGIN:VCALENDAR" in whole
    publish.render(store, settings.model_copy(update={"office": "Tên khác"}), NOW)
    damage(settings.data / "public/current")
    client = running if started == "before" else create_app(settings).test_client()
    assert client.get(FEED).data == whole
    assert "cannot be read whole" in caplog.text
    rmtree((settings.data / "public/current").resolve(), ignore_errors=True)
    (settings.data / "public/current").unlink()
    assert client.get(FEED).data == whole
    publish.render(store, settings.model_copy(update={"office": "Tên thứ ba"}), NOW)
    assert "Tên thứ ba" in client.get(FEED).text


def test_head_tells_the_same_without_the_body(client: FlaskClient) -> None:
    head, got = client.head(FEED), client.get(FEED)
    assert head.data == b""
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_pages_of_other_sites_may_read_feeds_and_no_cookie_is_set(client: FlaskClient) -> None:
    headers = client.get(FEED).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in headers


def test_a_news_feed_names_its_hub_in_a_header_and_a_calendar_has_none(settings: Settings) -> None:
    client = create_app(settings.model_copy(update={"hub": "https://hub.example/"})).test_client()
    said = client.head("/feeds/tat-ca.rss").headers["Link"]
    assert said == '<https://hub.example/>; rel="hub", <http://127.0.0.1:8000/feeds/tat-ca.rss>; rel="self"'
    assert "Link" not in client.get(FEED).headers
    assert "Link" not in create_app(settings).test_client().get("/feeds/tat-ca.rss").headers


def test_freshness_ends_when_the_clock_changes_something(
    client: FlaskClient, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = publish.render(store, settings, NOW)
    for before, fresh in ((timedelta(hours=1), 900), (timedelta(seconds=90), 90), (timedelta(seconds=-5), 1)):
        monkeypatch.setattr(clock, "now", lambda before=before: snapshot.next_change - before)
        said = client.get(FEED).headers["Cache-Control"]
        assert f"max-age={fresh}," in said
        assert "stale-if-error" in said


def test_feeds_are_answered_without_the_database(client: FlaskClient, store: Store) -> None:
    store.database.unlink()
    for path in (FEED, "/feeds/kenh-truyen-thanh.rss", "/feeds.opml", "/", "/tuan/2024-W46"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    "path",
    ["/feeds/khong-co.ics", "/feeds/tat-ca.exe", "/feeds/..%2Frelease.json", "/feeds/release.json", "/tuan/2024-W53"],
)
def test_what_does_not_exist_is_a_page_in_vietnamese(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="vi"' in answer.get_data(as_text=True)


def test_the_list_of_feeds_names_every_feed(client: FlaskClient) -> None:
    listed = client.get("/feeds.opml").get_data(as_text=True)
    for scope in scopes():
        assert f"/feeds/{scope.slug}.rss" in listed

"""How feeds are answered: from files, conditionally, to everyone, without a database."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from calendar_app import clock, intake, publish, review
from calendar_app.feedset import scopes
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES

FEED = "/feeds/tat-ca.ics"


@pytest.fixture(autouse=True)
def _published(store: Store, settings: Settings) -> None:
    sample = SAMPLES / "tuan-46-2024.txt"
    received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, Actor("a", NOW))
    publish.release(store, settings, "a", "", NOW)


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


def test_head_tells_the_same_without_the_body(client: FlaskClient) -> None:
    head, got = client.head(FEED), client.get(FEED)
    assert head.data == b""
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_pages_of_other_sites_may_read_feeds_and_no_cookie_is_set(client: FlaskClient) -> None:
    headers = client.get(FEED).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in headers


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

"""Embedding opens no door: only lists may be framed, and what is asked of oEmbed never comes back as markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app import tree
from calendar_app.clock import now
from calendar_app.settings import Settings
from calendar_app.snapshot import dump
from tests.web import examples
from tests.web.examples import FOOD, WEEK_46
from tests.web.pages import Page

SITE = "http://127.0.0.1:8000"
ATTACK = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
FRAMED = ["/nhung/tat-ca", f"/nhung/van-ban-{WEEK_46}", "/nhung/khong-co", "/nhung/tat-ca?so=x"]
UNFRAMED = ["/", "/nhung", "/feeds/", "/thay-doi", "/dang-nhap", "/bien-tap/", "/khong-co", "/nhung/a/b", "/oembed"]


@pytest.fixture
def public(app: Flask, settings: Settings) -> Iterator[FlaskClient]:
    """The whole application on a public tree whose words are hostile."""
    hostile = replace(FOOD, title=ATTACK, kind_name=ATTACK, when=ATTACK)
    state = examples.snapshot(hostile)
    named = replace(examples.KON_TUM, title=ATTACK)
    tree.publish(settings.data / "public", "1", {tree.SNAPSHOT: dump(replace(state, directives=(named,)))}, now())
    with app.test_client() as client:
        yield client


def ancestors(client: FlaskClient, path: str) -> str:
    policy = client.get(path).headers["Content-Security-Policy"]
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


@pytest.mark.parametrize("path", FRAMED)
def test_only_lists_may_be_framed_and_nothing_can_run_in_them(public: FlaskClient, path: str) -> None:
    assert ancestors(public, path) == "frame-ancestors *"
    policy = public.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "form-action 'none'" in policy
    found = Page(public.get(path).text)
    assert not [tag for tag, _ in found.tags if tag in ("script", "form", "input", "button", "iframe", "img")]


@pytest.mark.parametrize("path", UNFRAMED)
def test_every_other_page_keeps_its_protection(public: FlaskClient, path: str) -> None:
    assert ancestors(public, path) == "frame-ancestors 'none'"


def test_no_route_but_the_list_lets_others_frame_it(app: Flask, public: FlaskClient) -> None:
    plain = [rule.rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    assert len(plain) > 10
    assert {ancestors(public, path) for path in plain} == {"frame-ancestors 'none'"}


@pytest.mark.parametrize(
    "path", ["/nhung/tat-ca", f"/nhung/noi-dung-{FOOD.theme_uid}", f"/nhung/van-ban-{WEEK_46}", "/nhung"]
)
def test_hostile_words_stay_words_in_lists_and_codes(public: FlaskClient, path: str) -> None:
    found = Page(public.get(path).text)
    assert not found.all("img")
    assert all(attrs.get("src", "").startswith("/static/") for attrs in found.scripts)  # type: ignore[union-attr]
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("path", [f"/chu-de/{FOOD.theme_uid}", f"/van-ban/{WEEK_46}"])
def test_hostile_words_cannot_leave_the_frames_attributes(public: FlaskClient, path: str, form: str) -> None:
    answer = public.get(f"/oembed?{urlencode({'url': SITE + path, 'format': form})}")
    assert answer.status_code == 200
    assert answer.mimetype == ("application/json" if form == "json" else "text/xml")
    if form == "json":
        assert [tag for tag, _ in Page(answer.get_json()["html"]).tags] == ["iframe"]
    else:
        assert b"<script" not in answer.data


@pytest.mark.parametrize(
    "url",
    [
        ATTACK,
        f"{SITE}/{ATTACK}",
        f"{SITE}/tuan/{ATTACK}",
        f"{SITE}/?kenh={ATTACK}",
        f"{SITE}/nhung/{ATTACK}",
        "https://evil.example/tuan/2024-W46",
        "//127.0.0.1:8000/",
        "http://evil.example@127.0.0.1:8000/",
        "http://127.0.0.1:8000@evil.example/",
        "http://127.0.0.1:8000.evil.example/",
        "http://127.0.0.1:8000\\@evil.example/",
        "http://127.0.0.1:80/",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[",
        f"{SITE}/../../etc/passwd",
        f"{SITE}/tuan/2024-W46/%2e%2e/bien-tap",
        "a" * 10_000,
    ],
)
def test_an_address_of_others_or_a_hostile_one_is_refused_and_never_repeated(public: FlaskClient, url: str) -> None:
    answer = public.get(f"/oembed?{urlencode({'url': url})}")
    assert answer.status_code == 404
    assert answer.mimetype == "text/plain"
    assert "<" not in answer.text
    assert "evil" not in answer.text


def test_an_address_with_a_nul_goes_no_further_than_the_entrance(public: FlaskClient) -> None:
    assert public.get("/oembed?url=%00").status_code == 400


@pytest.mark.parametrize("name", ["format", "maxwidth", "maxheight", "callback"])
def test_no_other_parameter_is_repeated(public: FlaskClient, name: str) -> None:
    asked = {"url": f"{SITE}/", name: ATTACK}
    assert "<script" not in public.get(f"/oembed?{urlencode(asked)}").text


def test_addresses_come_from_the_settings_and_never_from_the_request(public: FlaskClient) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    for path in ("/nhung", f"/oembed?{urlencode({'url': f'{SITE}/'})}", "/nhung/tat-ca"):
        assert "evil.example" not in public.get(path, headers=forged).text
    assert public.get("/nhung", headers={"Host": "evil.example"}).status_code == 400


def test_nothing_needs_the_database(public: FlaskClient, settings: Settings) -> None:
    for path in (*FRAMED, "/nhung", f"/oembed?url={SITE}/"):
        public.get(path)
    assert not list(Path(settings.data).glob("*.sqlite3"))

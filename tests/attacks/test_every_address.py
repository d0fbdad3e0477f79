"""What holds of every address there is: its host, its caches, no draft, no console (rows 18, 23, 25, 30, 33)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as times
from hypothesis import strategies as st
from sqlmodel import col, select

from calendar_app import comments, intake, log, log_search, publish, review
from calendar_app.log import Subject
from calendar_app.log_search import Wanted
from calendar_app.models import Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES
from tests.web.persons import browser, person
from tests.web.routes import Route, routes

CANARY = "chim-hoàng-yến"


def shown(app: Flask, **values: object) -> Iterator[Route]:
    return (route for route in routes(app, **values) if route.method == "GET")


@pytest.mark.parametrize("head", [{"Host": "la.example"}, {"Host": "127.0.0.1.la.example"}, {"Host": "la.example:80"}])
def test_another_host_is_answered_by_feeds_alone_and_named_by_none(
    app: Flask, client: FlaskClient, head: dict[str, str]
) -> None:
    for route in shown(app, name="tat-ca.ics"):
        answer = client.get(route.path, headers=head)
        assert answer.status_code == 400 or route.endpoint == "feeds.feed", route
        assert "la.example" not in answer.text, route
        assert "la.example" not in str(answer.headers), route


def test_a_forwarded_host_changes_nothing(app: Flask, client: FlaskClient) -> None:
    head = {"X-Forwarded-Host": "la.example", "X-Forwarded-Server": "la.example", "Forwarded": "host=la.example"}
    for route in shown(app):
        answer = client.get(route.path, headers=head)
        assert "la.example" not in answer.text + str(answer.headers), route


def test_what_a_session_was_read_for_is_in_no_cache_and_what_is_public_is_the_same_for_everybody(
    app: Flask, store: Store
) -> None:
    inside, outside = browser(app, person(store, "quantri", "admin")), app.test_client()
    for route in (route for route in shown(app) if not route.path.startswith("/api/")):
        mine, theirs = inside.get(route.path), outside.get(route.path)
        if route.door.permission or "dang-nhap" in route.path or "loi-moi" in route.path:
            assert mine.headers["Cache-Control"] == "no-store" == theirs.headers.get("Cache-Control", "no-store"), route
        else:
            assert mine.data == theirs.data, route
            assert "Set-Cookie" not in mine.headers, route


def test_no_word_of_a_draft_is_in_any_public_byte(app: Flask, store: Store, settings: Settings) -> None:
    sample = SAMPLES / "tuan-46-2024.txt"
    received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, Actor("a", NOW))
        items = session.exec(select(Item).order_by(col(Item.position))).all()
        draft, refused, commented = items[0], items[1], items[2]
        for item, status in ((draft, "draft"), (refused, "refused")):
            item.title, item.text, item.status = CANARY, f"{CANARY} {item.text}", status
            session.add(item)
        comments.on_item(session, commented.id or 0, CANARY, Actor(CANARY, NOW))
    publish.release(store, settings, "b", "", NOW)
    with store.writing() as session:
        commented.title = CANARY  # decided after the release
        session.add(commented)
    client = app.test_client()
    values = {"directive": received.slug, "slug": received.slug, "uid": draft.uid}
    for route in shown(app, **values, name="tat-ca.json"):
        if not route.door.permission:
            assert CANARY not in client.get(f"{route.path}?tim={draft.id}").text, route
    files = [path for path in (settings.data / "public").rglob("*") if path.is_file()]
    assert len(files) > 50
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    assert client.get(f"/chu-de/{draft.uid}").status_code == 404


def test_there_is_no_console_and_no_trace(app: Flask, client: FlaskClient) -> None:
    assert not app.debug
    app.add_url_rule("/hong", "broken", lambda: 1 / 0)
    app.view_functions["broken"].__dict__["__door__"] = app.view_functions["auth.login"].__dict__["__door__"]
    answer = client.get("/hong")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    for path in ("/console", "/.env", "/.git/config", "/lich.sqlite3", "/static/../settings.py"):
        assert client.get(path).status_code == 404, path
    assert "debugger" not in client.get("/?__debugger__=yes&cmd=resource&f=style.css").text.partition("<footer")[0]


@pytest.fixture
def logged(store: Store) -> Store:
    with store.writing() as session:
        log.record(session, "an", NOW, "item.correct", Subject("treo cờ"), {}, {}, "vì")
    return store


SIGNS = st.sampled_from(['"', "*", "(", ")", "-", "^", ":", "NEAR", "AND", "OR", "NOT", "a", "cờ", "'", ";", "%"])


@times(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.lists(SIGNS, max_size=8).map(" ".join)))
def test_no_words_break_the_search(logged: Store, words: str) -> None:
    with logged.reading() as session:
        found = log_search.page(session, Wanted(words=words), None, 10)
        assert {row.subject for row in found} <= {"treo cờ"}

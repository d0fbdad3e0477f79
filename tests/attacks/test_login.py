"""Who is not logged in changes nothing, and a session ends when it should (security.md 2.2, rows 15 to 19)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app import access
from calendar_app.models import LoginSession, User
from calendar_app.store import Store
from calendar_app.web.problems import PREFIX
from tests.conftest import EDITOR, NOW, PASSWORD
from tests.web.routes import routes


def _login(client: FlaskClient, password: str = PASSWORD, name: str = EDITOR) -> int:
    return client.post("/dang-nhap", data={"ten": name, "mat-khau": password}).status_code


def test_no_desk_page_opens_without_a_login(app: Flask, client: FlaskClient) -> None:
    desk = [route.path for route in routes(app) if route.method == "GET" and route.path.startswith("/bien-tap")]
    assert len(desk) >= 5
    for path in desk:
        answer = client.get(path)
        wanted = "/dang-nhap" if path == "/bien-tap/" else f"/dang-nhap?tiep={path}"
        assert (answer.status_code, answer.headers.get("Location")) == (302, wanted), path


def test_no_write_is_taken_without_a_login(app: Flask, client: FlaskClient) -> None:
    writes = [route.path for route in routes(app) if route.method == "POST" and route.door.permission]
    assert len(writes) >= 6
    for path in writes:
        assert client.post(path).status_code == (401 if path.startswith(PREFIX) else 403), path


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://la.example"},
        {"Origin": "null"},
    ],
)
def test_no_write_is_taken_from_another_site(app: Flask, desk: FlaskClient, headers: dict[str, str]) -> None:
    for path in [route.path for route in routes(app) if route.method == "POST"]:
        assert desk.post(path, headers=headers).status_code == 403, path


def test_a_write_from_our_own_page_is_taken(desk: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert desk.post("/dang-xuat", headers=headers).status_code == 303


def test_a_copied_cookie_is_worth_nothing_after_logout(app: Flask, desk: FlaskClient) -> None:
    cookie = desk.get_cookie("lich")
    assert cookie is not None
    desk.post("/dang-xuat")
    thief = app.test_client()
    thief.set_cookie("lich", cookie.value)
    assert thief.get("/bien-tap/").status_code == 302


def test_each_login_gets_a_new_token(desk: FlaskClient) -> None:
    first = desk.get_cookie("lich")
    _login(desk)
    second = desk.get_cookie("lich")
    assert first is not None
    assert second is not None
    assert first.value != second.value


@pytest.mark.parametrize("age", [access.IDLE, access.LIFE])
def test_a_session_ends_by_itself(store: Store, age: timedelta) -> None:
    with store.writing() as session:
        user = access.add_user(session, "a", "editor", PASSWORD, NOW)
        session.flush()
        token = access.open_session(session, user, NOW)
    later = NOW + age + timedelta(seconds=1)
    with store.writing() as session:
        assert access.user_of(session, token, NOW + timedelta(minutes=1)) is not None
        if age == access.LIFE:
            access.touch(session, token, later)
        assert access.user_of(session, token, later) is None


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient, store: Store) -> None:
    with store.writing() as session:
        access.add_user(session, EDITOR, "editor", PASSWORD, NOW)
    cookie = client.post("/dang-nhap", data={"ten": EDITOR, "mat-khau": PASSWORD}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_only_the_hash_of_a_token_is_stored(desk: FlaskClient, store: Store) -> None:
    cookie = desk.get_cookie("lich")
    assert cookie is not None
    with store.reading() as session:
        assert cookie.value not in session.exec(select(LoginSession.token_hash)).all()
        assert PASSWORD not in session.exec(select(User.password_hash)).one()


def test_guessing_is_stopped_after_five_tries_even_with_forged_addresses(client: FlaskClient, store: Store) -> None:
    with store.writing() as session:
        access.add_user(session, EDITOR, "editor", PASSWORD, NOW)
    answers = [
        client.post(
            "/dang-nhap",
            data={"ten": EDITOR, "mat-khau": f"doan-{n}"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        ).status_code
        for n in range(8)
    ]
    assert answers == [401] * 5 + [429] * 3
    assert _login(client) == 429


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client: FlaskClient, store: Store) -> None:
    with store.writing() as session:
        access.add_user(session, EDITOR, "editor", PASSWORD, NOW)
    pages = [
        client.post("/dang-nhap", data={"ten": name, "mat-khau": "sai-mat-khau"}).get_data(as_text=True)
        for name in (EDITOR, "khong-co")
    ]
    assert pages[0] == pages[1]


def test_another_host_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "la.example"}).status_code == 400


def test_every_answer_forbids_foreign_scripts_and_guessing_of_types(desk: FlaskClient) -> None:
    for path in ("/", "/feeds/", "/bien-tap/", "/khong-co"):
        headers = desk.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path


def test_desk_pages_are_kept_in_no_cache_and_public_ones_set_no_cookie(desk: FlaskClient) -> None:
    assert desk.get("/bien-tap/").headers["Cache-Control"] == "no-store"
    for path in ("/", "/feeds/", "/van-ban/"):
        assert "Set-Cookie" not in desk.get(path).headers, path

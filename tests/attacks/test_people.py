"""Nobody comes in who should not, and who should no longer is out at once (security.md 2.2, rows 16, 17, 19, 24)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from flask import Flask, g
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from calendar_app import access, create_app, intake, people, publish, registry, review, tokens, totp
from calendar_app.clock import now
from calendar_app.errors import Problem
from calendar_app.models import ApiToken, Invitation, User
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web import guard
from tests.conftest import NOW, PASSWORD, SAMPLES
from tests.web.persons import again, browser, person

ACCOUNT, PEOPLE = "/bien-tap/tai-khoan/", "/bien-tap/nguoi-dung/"
SECRET = totp.new_secret()
ENDS: dict[str, Callable[[FlaskClient, FlaskClient, User], TestResponse]] = {
    "logout": lambda own, admin, user: own.post("/dang-xuat"),
    "password": lambda own, admin, user: own.post(
        f"{ACCOUNT}mat-khau", data={"mat-khau": PASSWORD, "moi": "mot-cau-khac-dai", "nhap-lai": "mot-cau-khac-dai"}
    ),
    "role": lambda own, admin, user: admin.post(f"{PEOPLE}{user.id}/vai-tro", data={"vai-tro": "reader"}),
    "disabled": lambda own, admin, user: admin.post(f"{PEOPLE}{user.id}/ngung"),
    "reset": lambda own, admin, user: admin.post(f"{PEOPLE}{user.id}/dat-lai"),
    "second step off": lambda own, admin, user: admin.post(f"{PEOPLE}{user.id}/bo-buoc-hai"),
    "ended by admin": lambda own, admin, user: admin.post(f"{PEOPLE}{user.id}/ket-thuc-phien"),
}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def admin(app: Flask, store: Store, clock: time_machine.Traveller) -> FlaskClient:
    return browser(app, person(store, "quantri", "admin"))


def login(client: FlaskClient, name: str, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    answer = client.post("/dang-nhap", data={"ten": name, "mat-khau": password, **more})
    return answer.status_code, answer.headers.get("Location", "")


def link(page: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/loi-moi/[\w-]+)", page)
    assert found, page
    return found[1]


def with_second_step(store: Store, user: User) -> None:
    with store.writing() as session:
        row = again(session, user)
        row.totp_secret, row.totp_since = SECRET, NOW
        session.add(row)


def code(clock: time_machine.Traveller, after: int = 0) -> str:
    clock.shift(timedelta(seconds=after))
    return totp.code(SECRET, totp.step_of(now()))


@pytest.mark.parametrize("event", ENDS)
def test_a_copied_cookie_is_dead_after(event: str, app: Flask, store: Store, admin: FlaskClient) -> None:
    user = person(store, "an", "editor")
    own, thief = browser(app, user), app.test_client()
    cookie = own.get_cookie("lich")
    assert cookie is not None
    thief.set_cookie("lich", cookie.value)
    assert thief.get(ACCOUNT).status_code == 200
    assert ENDS[event](own, admin, user).status_code in (200, 303)
    assert thief.get(ACCOUNT).status_code == 302
    assert thief.post(f"{ACCOUNT}ma-truy-cap").status_code == 403
    if event == "password":
        assert own.get(ACCOUNT).status_code == 200


def test_a_session_is_listed_and_can_be_ended_by_its_person_alone(app: Flask, store: Store, admin: FlaskClient) -> None:
    user = person(store, "an", "editor")
    here, there, other = browser(app, user), browser(app, user), browser(app, person(store, "binh", "editor"))
    cookie = there.get_cookie("lich")
    assert cookie is not None
    row = {"phien": access.digest(cookie.value)}
    assert row["phien"] in here.get(ACCOUNT).text
    other.post(f"{ACCOUNT}phien/ket-thuc", data=row)
    assert there.get(ACCOUNT).status_code == 200
    here.post(f"{ACCOUNT}phien/ket-thuc", data=row)
    assert there.get(ACCOUNT).status_code == 302
    assert here.get(ACCOUNT).status_code == 200


def test_all_sessions_of_a_person_but_this_one_are_ended_at_once(app: Flask, store: Store, admin: FlaskClient) -> None:
    user = person(store, "an", "editor")
    here, there, elsewhere = (browser(app, user) for _ in range(3))
    assert "Kết thúc mọi phiên ở máy khác" in here.get(ACCOUNT).text
    assert here.post(f"{ACCOUNT}phien/ket-thuc", data={"phien": "khac"}).status_code == 303
    assert [client.get(ACCOUNT).status_code for client in (here, there, elsewhere, admin)] == [200, 302, 302, 200]
    assert "Kết thúc mọi phiên ở máy khác" not in here.get(ACCOUNT).text


def test_an_invitation_makes_one_person_once_within_seven_days(
    app: Flask, store: Store, admin: FlaskClient, clock: time_machine.Traveller
) -> None:
    path = link(admin.post(f"{PEOPLE}moi", data={"vai-tro": "editor"}).text)
    assert path not in admin.get(PEOPLE).text
    with store.reading() as session:
        assert path.rpartition("/")[2] not in session.exec(select(Invitation.token_hash)).all()
    guest, form = app.test_client(), {"ten": "  bà  An ", "mat-khau": PASSWORD, "nhap-lai": PASSWORD}
    assert guest.get(path).status_code == 200
    assert guest.post(path, data=form | {"nhap-lai": "khac"}).status_code == 422
    assert guest.post(path, data=form | {"mat-khau": "ngan", "nhap-lai": "ngan"}).status_code == 422
    assert guest.post(path, data=form | {"ten": "quantri"}).status_code == 422
    assert guest.post(path, data=form).status_code == 303
    assert guest.post(path, data=form | {"ten": "hai"}).status_code == 404
    assert login(guest, "bà An") == (303, "/bien-tap/")
    late = link(admin.post(f"{PEOPLE}moi", data={"vai-tro": "admin"}).text)
    clock.shift(timedelta(days=7, seconds=1))
    assert guest.get(late).status_code == 404
    assert guest.post(late, data=form | {"ten": "ba"}).status_code == 404


def test_a_role_can_only_be_given_by_an_administrator_and_not_by_the_guest(
    app: Flask, store: Store, admin: FlaskClient
) -> None:
    path = link(admin.post(f"{PEOPLE}moi", data={"vai-tro": "reader"}).text)
    form = {"ten": "an", "mat-khau": PASSWORD, "nhap-lai": PASSWORD, "vai-tro": "admin", "don-vi": "cong-kon-tum"}
    app.test_client().post(path, data=form)
    with store.reading() as session:
        made = session.exec(select(User).where(User.name == "an")).one()
    assert (made.role, made.units) == ("reader", [])
    assert browser(app, made).post(f"{PEOPLE}{made.id}/vai-tro", data={"vai-tro": "admin"}).status_code == 403


def test_units_go_with_the_roles_they_are_for(store: Store, admin: FlaskClient) -> None:
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), Actor("a", NOW))
    asked = [("unit", ""), ("unit", "khong-co"), ("editor", "cong-kon-tum"), ("sep", ""), ("", "")]
    for role, units in asked:
        assert admin.post(f"{PEOPLE}moi", data={"vai-tro": role, "don-vi": units}).status_code == 422, (role, units)
    for role, units in [("unit", "cong-kon-tum, cong-quang-ngai"), ("reader", "cong-kon-tum"), ("reader", "")]:
        assert admin.post(f"{PEOPLE}moi", data={"vai-tro": role, "don-vi": units}).status_code == 200, (role, units)


def test_the_last_administrator_stays_one(app: Flask, store: Store, admin: FlaskClient) -> None:
    with store.reading() as session:
        me = session.exec(select(User.id)).one()
    assert admin.post(f"{PEOPLE}{me}/ngung").status_code == 422
    assert admin.post(f"{PEOPLE}{me}/vai-tro", data={"vai-tro": "editor"}).status_code == 422
    person(store, "hai", "admin")
    assert admin.post(f"{PEOPLE}{me}/vai-tro", data={"vai-tro": "editor"}).status_code == 303


def test_a_link_for_a_new_password_ends_what_was_and_lets_in_again(
    app: Flask, store: Store, admin: FlaskClient, clock: time_machine.Traveller
) -> None:
    user = person(store, "an", "editor")
    path = link(admin.post(f"{PEOPLE}{user.id}/dat-lai").text)
    guest = app.test_client()
    assert "an" in guest.get(path).text
    assert guest.post(path, data={"mat-khau": "mot-cau-khac", "nhap-lai": "mot-cau-khac"}).status_code == 303
    assert login(guest, "an")[0] == 401
    assert login(guest, "an", "mot-cau-khac")[0] == 303


def test_a_disabled_person_cannot_log_in_and_gets_the_answer_of_a_wrong_password(
    app: Flask, store: Store, admin: FlaskClient
) -> None:
    user = person(store, "an", "editor")
    admin.post(f"{PEOPLE}{user.id}/ngung")
    client = app.test_client()
    assert login(client, "an")[0] == 401
    admin.post(f"{PEOPLE}{user.id}/mo-lai")
    assert login(client, "an")[0] == 303


def test_of_a_thousand_guesses_with_forged_addresses_ten_at_most_are_looked_at(app: Flask, store: Store) -> None:
    person(store, "an", "editor")
    client = app.test_client()
    answers = [
        client.post(
            "/dang-nhap",
            data={"ten": "an", "mat-khau": f"doan-{n}"},
            headers={
                "X-Forwarded-For": f"10.{n % 250}.0.{n % 199}, 192.0.2.{n % 254}",
                "Forwarded": f"for=10.0.0.{n % 9}",
            },
        ).status_code
        for n in range(1000)
    ]
    assert answers.count(401) <= 10
    assert set(answers) == {401, 429}


def test_the_password_alone_opens_nothing_where_there_is_a_second_step(
    app: Flask, store: Store, clock: time_machine.Traveller
) -> None:
    user, client = person(store, "an", "editor"), app.test_client()
    with_second_step(store, user)
    assert login(client, "an", tiep="/bien-tap/don-vi/") == (303, "/dang-nhap/buoc-hai?tiep=/bien-tap/don-vi/")
    half = client.get_cookie("lich")
    assert client.get("/dang-nhap/buoc-hai").status_code == 200
    assert client.get("/bien-tap/").status_code == 302
    assert client.post(f"{ACCOUNT}hai-buoc/tat", data={"mat-khau": PASSWORD}).status_code == 403
    answer = client.post("/dang-nhap/buoc-hai", data={"ma": code(clock), "tiep": "/bien-tap/don-vi/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bien-tap/don-vi/")
    whole = client.get_cookie("lich")
    assert half is not None
    assert whole is not None
    assert half.value != whole.value
    assert client.get("/bien-tap/").status_code == 200


def test_a_code_is_taken_once_and_the_first_step_lasts_five_minutes(
    app: Flask, store: Store, clock: time_machine.Traveller
) -> None:
    user, first, second = person(store, "an", "editor"), app.test_client(), app.test_client()
    with_second_step(store, user)
    seen = code(clock)
    login(first, "an")
    login(second, "an")
    assert first.post("/dang-nhap/buoc-hai", data={"ma": seen}).status_code == 303
    assert second.post("/dang-nhap/buoc-hai", data={"ma": seen}).status_code == 401
    clock.shift(access.HALF_LIFE + timedelta(seconds=1))
    assert second.post("/dang-nhap/buoc-hai", data={"ma": code(clock)}).status_code == 401
    assert second.get("/bien-tap/").status_code == 302


def test_codes_cannot_be_guessed(app: Flask, store: Store, clock: time_machine.Traveller) -> None:
    user, client = person(store, "an", "editor"), app.test_client()
    with_second_step(store, user)
    login(client, "an")
    right = code(clock)
    wrong = [f"{n:06}" for n in range(50) if f"{n:06}" != right]
    answers = [client.post("/dang-nhap/buoc-hai", data={"ma": one}).status_code for one in wrong]
    assert answers == [401] * 5 + [429] * (len(wrong) - 5)
    assert client.post("/dang-nhap/buoc-hai", data={"ma": right}).status_code == 429
    assert login(app.test_client(), "an")[0] == 429


def test_a_second_step_is_set_up_with_recovery_codes_that_work_once(
    app: Flask, store: Store, clock: time_machine.Traveller
) -> None:
    user = person(store, "an", "editor")
    client = browser(app, user)
    assert client.post(f"{ACCOUNT}hai-buoc/bat-dau", data={"mat-khau": "sai"}).status_code == 403
    assert client.get(f"{ACCOUNT}hai-buoc/ma.svg").status_code == 404
    assert client.post(f"{ACCOUNT}hai-buoc/bat-dau", data={"mat-khau": PASSWORD}).status_code == 303
    assert client.get(f"{ACCOUNT}hai-buoc/ma.svg").mimetype == "image/svg+xml"
    with store.reading() as session:
        secret = again(session, user).totp_secret
    assert login(app.test_client(), "an") == (303, "/bien-tap/")  # not asked for before it is confirmed
    assert client.post(f"{ACCOUNT}hai-buoc/xac-nhan", data={"ma": "000000"}).status_code == 422
    shown = client.post(f"{ACCOUNT}hai-buoc/xac-nhan", data={"ma": totp.code(secret, totp.step_of(now()))})
    codes = re.findall(r"<code>([0-9a-f-]{19})</code>", shown.text)
    assert len(codes) == people.RECOVERY_CODES
    assert codes[0] not in client.get(ACCOUNT).text
    assert client.get(f"{ACCOUNT}hai-buoc/ma.svg").status_code == 404
    for expected in (303, 401):
        other = app.test_client()
        login(other, "an")
        assert other.post("/dang-nhap/buoc-hai", data={"ma": codes[0].upper()}).status_code == expected


def test_a_role_that_must_have_a_second_step_sees_its_account_alone_until_then(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"two_step_roles": ("editor",)}))
    store: Store = app.extensions["store"]
    store.migrate()
    user = person(store, "an", "editor")
    client = browser(app, user)
    assert client.get("/bien-tap/don-vi/").headers["Location"] == f"{ACCOUNT}#hai-buoc"
    assert client.post("/bien-tap/phat-hanh").headers["Location"] == f"{ACCOUNT}#hai-buoc"
    assert client.get(ACCOUNT).status_code == 200
    with_second_step(store, user)
    assert client.get("/bien-tap/don-vi/").status_code == 200


def _name() -> str:
    return str(g.user.name)


def _whose() -> str:
    user = guard.token_user()
    return user.name if user else "không ai"


def _api(settings: Settings) -> tuple[Flask, Store]:
    """An application with a small view under /api/ for each of some permissions, and one for everybody."""
    app = create_app(settings)
    app.add_url_rule("/api/doc", "read", guard.may("read-desk")(_name))
    app.add_url_rule("/api/ghi", "write", guard.may("review")(_name), methods=["POST"])
    app.add_url_rule("/api/phat-hanh", "release", guard.may("release")(_name), methods=["POST"])
    app.add_url_rule("/api/nguoi", "people", guard.may("people")(_name))
    app.add_url_rule("/api/ai", "whose", guard.public(_whose))
    store: Store = app.extensions["store"]
    store.migrate()
    return app, store


@pytest.mark.parametrize(
    ("role", "scope", "open_"),
    [
        ("admin", "read", ["doc"]),
        ("admin", "write", ["doc", "ghi"]),
        ("admin", "release", ["doc", "ghi", "phat-hanh"]),
        ("editor", "write", ["doc", "ghi"]),
        ("approver", "release", ["doc", "phat-hanh"]),
        ("reader", "read", ["doc"]),
    ],
)
def test_a_token_opens_what_scope_and_role_both_allow(
    settings: Settings, role: str, scope: str, open_: list[str], clock: time_machine.Traveller
) -> None:
    app, store = _api(settings)
    person(store, "duyet", "approver")
    user = person(store, "an", role)
    with store.writing() as session:
        token = tokens.make(session, user, "máy", scope, 30, NOW)
        assert token not in session.exec(select(ApiToken.token_hash)).all()
    head = {"Authorization": f"Bearer {token}"}
    client = app.test_client()
    for name in ("doc", "ghi", "phat-hanh", "nguoi"):
        method = "POST" if name in ("ghi", "phat-hanh") else "GET"
        expected = 200 if name in open_ else 403
        assert client.open(f"/api/{name}", method=method, headers=head).status_code == expected, name
    assert client.get("/api/ai", headers=head).text == "an"
    assert client.get("/bien-tap/", headers=head).status_code == 302  # under /api/ only


def test_without_a_token_the_api_is_shut_and_a_cookie_is_none(settings: Settings) -> None:
    app, store = _api(settings)
    client = browser(app, person(store, "an", "admin"))
    for head in (
        {},
        {"Authorization": "Bearer lich_la"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer "},
    ):
        answer = client.get("/api/doc", headers=head)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert client.get("/api/ai", headers=head).text == "không ai"


@pytest.mark.parametrize("end", ["expired", "revoked", "disabled", "reset", "lower role"])
def test_a_token_ends(settings: Settings, end: str, clock: time_machine.Traveller) -> None:
    app, store = _api(settings)
    person(store, "duyet", "admin")
    user = person(store, "an", "editor")
    with store.writing() as session:
        head = {"Authorization": "Bearer " + tokens.make(session, user, "máy", "write", 30, NOW)}
    client = app.test_client()
    assert client.post("/api/ghi", headers=head).status_code == 200
    with store.writing() as session:
        row = again(session, user)
        ending: dict[str, Callable[[], object]] = {
            "expired": lambda: clock.shift(timedelta(days=30)),
            "revoked": lambda: tokens.revoke(session, row, 1, NOW),
            "disabled": lambda: people.disable(session, row, Actor("duyet", NOW)),
            "reset": lambda: people.invite_anew(session, row, "duyet", NOW),
            "lower role": lambda: people.change(session, row, "reader", (), Actor("duyet", NOW)),
        }
        ending[end]()
    assert client.post("/api/ghi", headers=head).status_code == (403 if end == "lower role" else 401)


def test_nobody_makes_a_token_above_their_role_or_revokes_another_s(
    app: Flask, store: Store, admin: FlaskClient
) -> None:
    user, other = person(store, "an", "editor"), person(store, "xem", "reader")
    client = browser(app, user)
    form = {"ten": "máy", "quyen": "write", "ngay": "30"}
    for wrong in ({"quyen": "release"}, {"quyen": "people"}, {"ngay": "4000"}, {"ten": " "}):
        assert client.post(f"{ACCOUNT}ma-truy-cap", data=form | wrong).status_code == 422, wrong
    assert browser(app, other).post(f"{ACCOUNT}ma-truy-cap", data=form).status_code == 422
    made = client.post(f"{ACCOUNT}ma-truy-cap", data=form)
    assert "lich_" in made.text
    assert "lich_" not in client.get(ACCOUNT).text
    browser(app, other).post(f"{ACCOUNT}ma-truy-cap/1/huy")
    with store.reading() as session:
        assert len(tokens.of(session, user, NOW)) == 1
    client.post(f"{ACCOUNT}ma-truy-cap/1/huy")
    with store.reading() as session:
        assert tokens.of(session, user, NOW) == []


@pytest.mark.parametrize(
    "wanted",
    [
        "https://la.example/",
        "//la.example/",
        "///la.example",
        "/\\la.example",
        "\\\\la.example",
        "https:la.example",
        "%2f%2fla.example",
        "/%2f/la.example",
        "/bien-tap/../../la.example",
        "/bien-tap/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/khong-co",
        "/",
        "/dang-xuat",
        "@la.example",
        "/bien-tap/don-vi",
        "",
    ],
)
def test_the_page_wanted_before_login_is_one_of_the_desk_or_none(app: Flask, store: Store, wanted: str) -> None:
    person(store, "an", "editor")
    assert login(app.test_client(), "an", tiep=wanted) == (303, "/bien-tap/")


def test_the_page_wanted_before_login_comes_after_it(app: Flask, store: Store) -> None:
    person(store, "an", "editor")
    client = app.test_client()
    sent = client.get("/bien-tap/don-vi/chua-ro").headers["Location"]
    assert sent == "/dang-nhap?tiep=/bien-tap/don-vi/chua-ro"
    assert 'name="tiep" value="/bien-tap/don-vi/chua-ro"' in client.get(sent).text
    assert login(client, "an", tiep="/bien-tap/don-vi/chua-ro") == (303, "/bien-tap/don-vi/chua-ro")


def test_the_filters_of_the_page_wanted_come_back_too_and_stay_filters(app: Flask, store: Store) -> None:
    person(store, "an", "editor")
    client = app.test_client()
    wanted = "/bien-tap/lich/?tim=ch%C3%A1y+r%E1%BB%ABng&kenh=loa"
    sent = client.get(wanted).headers["Location"]
    form = client.get(sent).text
    typed = unescape(re.search(r'name="tiep" value="([^"]*)"', form)[1])  # type: ignore[index]
    assert login(client, "an", tiep=typed) == (303, wanted)
    strange = "/bien-tap/lich/?tim=x\r\nSet-Cookie: a=b&_external=1&_scheme=javascript"
    status, location = login(client, "an", tiep=strange)
    assert status == 303
    assert location.startswith("/bien-tap/lich/?tim=x%0D%0ASet-Cookie")


def test_an_editor_releases_as_long_as_nobody_else_is_there_to(app: Flask, store: Store, admin: FlaskClient) -> None:
    with store.writing() as session:
        boss = session.exec(select(User)).one()
        boss.role = "editor"
        session.add(boss)
    assert admin.post("/bien-tap/phat-hanh").status_code == 422  # nothing new
    other = person(store, "duyet", "approver")
    assert admin.post("/bien-tap/phat-hanh").status_code == 403
    with store.writing() as session:
        people.disable(session, again(session, other), Actor("a", NOW))
    assert admin.post("/bien-tap/phat-hanh").status_code == 422


def test_where_two_people_are_wanted_nobody_releases_what_they_decided(store: Store, settings: Settings) -> None:
    wanted = settings.model_copy(update={"two_people": True})
    sample = SAMPLES / "tuan-46-2024.txt"
    received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, Actor("an", NOW))
    with pytest.raises(Problem, match="quy tắc hai người"):
        publish.release(store, wanted, "an", "", NOW)
    first = publish.release(store, wanted, "binh", "", NOW)
    with store.writing() as session:
        item = review.refuse(session, 3, 2, Actor("binh", NOW))
    assert item.status == "refused"
    with pytest.raises(Problem, match="quy tắc hai người"):
        publish.release(store, wanted, "binh", "bỏ", NOW)
    publish.release(store, wanted, "an", "bỏ", NOW)
    assert publish.undo(store, wanted, first.name, "an", "nhầm", NOW).author == "an"


def test_the_first_administrator_and_the_way_back_in_are_commands(app: Flask, store: Store) -> None:
    run = app.test_cli_runner().invoke
    add = ["user", "add", "sep", "--password", PASSWORD]
    assert run(args=[*add, "--role", "admin"]).exit_code == 0
    assert run(args=[*add, "--role", "vua"]).exit_code == 2
    assert "ít nhất một đơn vị" in run(args=["user", "add", "dai", "--role", "unit", "--password", PASSWORD]).output
    with store.reading() as session:
        assert [user.name for user in people.everyone(session)] == ["sep"]
        user = session.exec(select(User)).one()
    with_second_step(store, user)
    assert run(args=["user", "reset", "sep", "--password", "mot-cau-khac"]).exit_code == 0
    assert login(app.test_client(), "sep", "mot-cau-khac") == (303, "/bien-tap/")
    assert run(args=["user", "reset", "ai", "--password", "mot-cau-khac"]).exit_code == 1

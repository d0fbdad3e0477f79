"""Every address with every method for every role: open exactly where the table says so (security.md 2.2, row 24)."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from sqlite3 import connect

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app import access, airing_decisions, create_app, intake, publish, registry, review, roles
from calendar_app.models import ApiToken, Item, User
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web import declared, guard
from calendar_app.web.api.limits import Limit
from calendar_app.web.problems import PREFIX
from tests.conftest import NOW, ROOT, SAMPLES
from tests.web.persons import browser, person, program
from tests.web.routes import METHODS, Route, routes

OWN, OTHER = "cong-quang-ngai", "cong-kon-tum"
WHO = ("nobody", "reader", "reader of a unit", "unit", "editor", "approver", "admin")
GUARDED_FROM = "/bien-tap"


@dataclass(frozen=True)
class World:
    """An installation with a directive, a release, two units, and one person of every role."""

    app: Flask
    store: Store
    people: dict[str, User | None]
    values: dict[str, object]
    decisions: dict[str, int]

    def routes(self, unit: str) -> list[Route]:
        of_unit = {"airing__slug": unit, "slug": unit, "unit": unit, "number": self.decisions[unit]}
        return routes(self.app, **self.values, **of_unit)

    def digest(self) -> str:
        with closing(connect(self.store.database)) as database:
            return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        settings = Settings(data=tmp_path_factory.mktemp("var"))
        app = create_app(settings)
        store: Store = app.extensions["store"]
        store.migrate()
        yield World(app, store, _people(store), *_filled(store, settings))


def _people(store: Store) -> dict[str, User | None]:
    found: dict[str, User | None] = {"nobody": None}
    for who in WHO[1:]:
        role, _, kept = who.partition(" of ")
        found[who] = person(store, who, role, (OWN,) if kept or role == "unit" else ())
    return found


def _filled(store: Store, settings: Settings) -> tuple[dict[str, object], dict[str, int]]:
    actor, sample, decisions = Actor("editor", NOW), SAMPLES / "tuan-46-2024.txt", {}
    received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), actor)
        review.accept_all(session, received.directive_id, actor)
        days = date(2024, 11, 20), date(2024, 11, 21)
        for unit in (OWN, OTHER):
            held = airing_decisions.hold(session, unit, days, ["regular"], "thử", actor)
            session.flush()
            decisions[unit] = held.id or 0
        item, uid = session.exec(select(Item.id, Item.uid)).first() or (0, "")
    made = publish.release(store, settings, "approver", "", NOW)
    victim = person(store, "victim", "reader")
    values: dict[str, object] = {
        "review__slug": received.slug,
        "directive": received.slug,
        "uid": uid,
        "item_id": item,
        "name": made.name,
        "user_id": victim.id,
    }
    return values, decisions


def _may(world: World, who: str, route: Route, unit: str) -> bool:
    user = world.people[who]
    if user is None or route.door.permission not in roles.ROLES[user.role]:
        return False
    if route.door.permission == "own" or not roles.scoped(user.role, user.units):
        return True
    if _is_api(route) and route.method == "GET" and route.door.unit == guard.EACH:
        return True  # a list, from which the view leaves out what is not theirs
    return route.door.unit is not None and unit in user.units


def _asked(world: World, who: str, unit: str, method: str) -> Iterator[tuple[Route, int, str]]:
    client, asking = browser(world.app, world.people[who]), program(world.app, world.people[who])
    for route in world.routes(unit):
        if route.method == method and route.door.permission:
            if method != "GET":
                client = browser(world.app, world.people[who])  # some of them end the session
            answer = (asking if _is_api(route) else client).open(route.path, method=method)
            yield route, answer.status_code, answer.headers.get("Location", "")


def _is_api(route: Route) -> bool:
    return route.path.startswith(PREFIX)


@pytest.mark.parametrize("unit", [OWN, OTHER])
@pytest.mark.parametrize("who", WHO)
def test_what_is_shown_is_what_the_table_says_and_showing_writes_nothing(world: World, who: str, unit: str) -> None:
    browser(world.app, None)
    before = None
    for route, status, location in _asked(world, who, unit, "GET"):
        before = before or world.digest()
        if _may(world, who, route, unit):
            assert status < 400 or status == 404, (who, route)
            assert not location.startswith("/dang-nhap"), (who, route)
        elif who == "nobody" and _is_api(route):
            assert status == 401, route
        elif who == "nobody":
            assert (status, location.partition("?")[0]) == (302, "/dang-nhap"), route
        elif route.endpoint == guard.FIRST_PAGE:
            assert (status, location) == (302, "/bien-tap/tai-khoan/"), (who, route)
        else:
            assert status == 403, (who, route)
    assert world.digest() == before


@pytest.mark.parametrize("unit", [OWN, OTHER])
@pytest.mark.parametrize("who", WHO)
def test_what_is_changed_is_what_the_table_says(world: World, who: str, unit: str) -> None:
    count = 0
    for route, status, location in _asked(world, who, unit, "POST"):
        count += 1
        if not _may(world, who, route, unit):
            assert status == (401 if who == "nobody" and _is_api(route) else 403), (who, route)
            continue
        # With no form filled in, a guard that let somebody pass is seen by any answer but 403.
        wrong_password = route.endpoint in WITH_PASSWORD
        assert status < 500, (who, route)
        assert status != 403 or wrong_password, (who, route)
        assert status == 303 or not location.startswith("/dang-nhap"), (who, route)
    assert count > 20


@pytest.mark.parametrize("scope", roles.SCOPES)
@pytest.mark.parametrize("who", WHO[1:])
def test_a_token_opens_what_its_scope_and_the_role_of_its_person_both_allow(world: World, who: str, scope: str) -> None:
    world.app.extensions["api_limit"] = Limit(10**9)
    asking = _with_token(world, who, scope)
    opened = set()
    for route in (one for one in world.routes(OWN) if _is_api(one) and one.door.permission):
        may = route.door.permission in roles.SCOPES[scope] and _may(world, who, route, OWN)
        status = asking.open(route.path, method=route.method).status_code
        assert status < 500, route
        assert (status != 403) == may, (who, scope, route)
        opened |= {route.door.permission} if may else set()
    if scope == "read":
        assert opened <= roles.ROLES["reader"]


def _with_token(world: World, who: str, scope: str) -> FlaskClient:
    """Return a program with a token of a scope, which the person could give when they made it."""
    user, client, token = world.people[who], world.app.test_client(), f"lich_{who} {scope}"
    until = NOW + timedelta(days=30)
    assert user
    with world.store.writing() as session:
        row = ApiToken(
            token_hash=access.digest(token),
            user_id=user.id or 0,
            name="",
            scope=scope,
            created_at=NOW,
            expires_at=until,
        )
        session.add(row)
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


WITH_PASSWORD = ("account.change_password", "account.start_second_step", "account.stop_second_step")


def test_public_addresses_are_open_to_nobody_in_particular_and_write_nothing(world: World) -> None:
    client, before = browser(world.app, None), world.digest()
    for route in world.routes(OWN):
        if route.door.permission is None and route.method == "GET":
            answer = client.get(route.path)
            assert answer.status_code < 500, route
            assert answer.status_code not in (401, 403), route
    assert world.digest() == before


def test_other_methods_are_refused_everywhere(world: World) -> None:
    known: dict[str, set[str]] = {}
    for route in world.routes(OWN):
        known.setdefault(route.path, set()).add(route.method)
    client = browser(world.app, world.people["admin"])
    for path, methods in known.items():
        for method in set(METHODS) - methods:
            assert client.open(path, method=method).status_code in (403, 404, 405), (method, path)


def test_a_write_from_another_site_is_refused_to_everybody(world: World) -> None:
    before = None
    for who in ("nobody", "admin"):
        client = browser(world.app, world.people[who])
        before = world.digest()
        for route in world.routes(OWN):
            if route.method != "GET":
                foreign = client.open(route.path, method=route.method, headers={"Origin": "https://la.example"})
                assert foreign.status_code == 403, (who, route)
        assert world.digest() == before


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("people", {"admin"}),
        ("release", {"admin", "approver"}),
        ("review", {"admin", "editor"}),
        ("comment", {"admin", "editor", "approver"}),
        ("send-in", {"admin", "editor"}),
        ("units", {"admin", "editor"}),
        ("plan", {"admin", "editor", "unit"}),
        ("report", {"admin", "editor", "unit"}),
        ("read-desk", {"admin", "editor", "approver", "reader"}),
        ("read-unit", {*roles.ROLES}),
        ("own", {*roles.ROLES}),
    ],
)
def test_the_table_says(permission: roles.Permission, allowed: set[str]) -> None:
    assert {role for role in roles.ROLES if permission in roles.permissions(role)} == allowed


def test_a_role_nobody_knows_may_nothing(app: Flask, store: Store) -> None:
    client = browser(app, person(store, "x", "sep"))
    assert client.get("/bien-tap/tai-khoan/").status_code == 403


def test_a_view_that_says_nothing_stops_the_service_and_is_shut_where_it_comes_later(settings: Settings) -> None:
    app = create_app(settings)
    app.add_url_rule("/bi-quen", "forgotten", lambda: "bí mật")
    with pytest.raises(RuntimeError, match="forgotten"):
        declared.check(app)
    assert app.test_client().get("/bi-quen").status_code == 403


def test_every_desk_address_asks_for_a_permission(app: Flask) -> None:
    desk = [route for route in routes(app) if route.path.startswith(GUARDED_FROM)]
    assert len(desk) > 40
    for route in desk:
        assert route.door.permission, route


def test_no_write_is_open_to_who_may_only_read(app: Flask) -> None:
    writes = [route for route in routes(app) if route.method != "GET" and route.door.permission != "own"]
    assert {route.endpoint for route in writes if not route.door.permission} == PUBLIC_WRITES
    for route in writes:
        assert route.door.permission not in roles.permissions("reader"), route


PUBLIC_WRITES = {"auth.log_in", "auth.take_second_step", "auth.accept"}
TAKES = {
    "people.": "people",
    "desk.publish": "release",
    "desk.go_back": "release",
    "releasing.schedule": "release",
    "releasing.cancel": "release",
    "releasing.urgent_form": "release",
    "releasing.release_urgent": "release",
    "releasing.comment": "comment",
    "review.decide": "review",
    "review.correct": "review",
    "review.accept_all": "review",
    "arrivals.upload": "send-in",
    "units.take_in": "units",
    "short_addresses.": "units",
    "airing.put_slot": "plan",
    "airing.decide": "plan",
    "airing.hold": "plan",
}


@pytest.mark.parametrize("begin", TAKES)
def test_what_can_do_harm_takes_the_permission_for_it(app: Flask, begin: str) -> None:
    found = [route for route in routes(app) if route.endpoint.startswith(begin)]
    assert found
    for route in found:
        assert route.method == "GET" or route.door.permission == TAKES[begin], route


def test_a_blueprint_that_is_public_as_a_whole_cannot_reach_the_database(app: Flask) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    held = next(one for one in contracts if one["name"].startswith("what the public sees"))["source_modules"]
    for name in app.extensions["open blueprints"]:
        assert app.blueprints[name].import_name in held, name


def test_pages_of_one_person_are_kept_in_no_cache(app: Flask, store: Store) -> None:
    client = browser(app, person(store, "a", "admin"))
    for path in ("/bien-tap/nguoi-dung/", "/bien-tap/tai-khoan/", "/dang-nhap", "/dang-nhap/buoc-hai", "/loi-moi/x"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path

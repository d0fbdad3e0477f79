"""Programs set when units air what, and give feeds addresses of their own; what they set is public at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from calendar_app import clock
from content.almanac.weeks import Week
from tests.api.conftest import OTHER, UNIT
from tests.api.test_directives_and_items import read, send
from tests.conftest import NOW

SLOT = {
    "code": "sang",
    "weekdays": [1, 2, 3, 4, 5, 6, 7],
    "start": "05:30",
    "minutes": 30,
    "channel": "loudspeaker",
}


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def tomorrow() -> date:
    return clock.day_of(clock.now()) + timedelta(days=1)


@pytest.fixture
def aired(editor: FlaskClient) -> dict[str, Any]:
    """An airing of tomorrow, in the plan of a unit that was given a slot."""
    send(editor, f"/units/{UNIT}/slots", SLOT)
    sessions = read(editor, f"/units/{UNIT}/plan")["sessions"]
    there = next(one for one in sessions if one["day"] == str(tomorrow()))
    return dict(there["airings"][0])


def entries_of(editor: FlaskClient, day: date) -> list[str]:
    plan = read(editor, f"/units/{UNIT}/plan?week={Week.of(day).id}")
    return [one["entry_uid"] for each in plan["sessions"] if each["day"] == str(day) for one in each["airings"]]


def test_the_first_slot_of_a_unit_makes_its_plan_public(editor: FlaskClient) -> None:
    assert read(editor, f"/units/{UNIT}/airing")["slots"] == []
    read(editor, f"/units/{UNIT}/plan", 404)
    slot = send(editor, f"/units/{UNIT}/slots", SLOT)
    assert (slot["code"], slot["start"], slot["version"]) == ("sang", "05:30", 1)
    assert read(editor, f"/units/{UNIT}/airing")["slots"] == [slot]
    plan = read(editor, f"/units/{UNIT}/plan")
    week = read(editor, f"/units/{UNIT}/plan?week={Week.of(tomorrow()).id}")
    assert 0 < len(week["sessions"]) <= 7 < len(plan["sessions"])
    read(editor, f"/units/{UNIT}/plan?week=2024-W54", 422)


def test_a_slot_is_changed_under_its_version(editor: FlaskClient) -> None:
    send(editor, f"/units/{UNIT}/slots", SLOT)
    after = send(editor, f"/units/{UNIT}/slots", {**SLOT, "version": 1, "minutes": 15})
    assert (after["minutes"], after["version"]) == (15, 2)
    for version, seen in ((1, 1), (None, 0)):
        said = send(editor, f"/units/{UNIT}/slots", {**SLOT, "version": version}, 409)
        assert (said["seen"], said["current"]) == (seen, after)
    send(editor, f"/units/{UNIT}/slots", {**SLOT, "code": "trua", "version": 1}, 404)
    for bad in ({"start": "25:00"}, {"weekdays": [8]}, {"minutes": 0}, {"channel": "loa"}, {"code": "Sáng"}):
        send(editor, f"/units/{UNIT}/slots", {**SLOT, "version": 2, **bad}, 422)


def test_pace_and_turns_are_set(editor: FlaskClient) -> None:
    after = send(editor, f"/units/{UNIT}/airing", {"pace": 160, "turns": 3})
    assert (after["pace"], after["turns"]) == (160, 3)
    send(editor, f"/units/{UNIT}/airing", {"pace": 1, "turns": 3}, 422)
    send(editor, "/units/khong-co/airing", {"pace": 160, "turns": 3}, 404)


def test_an_entry_is_banned_and_that_is_taken_back(editor: FlaskClient, aired: dict[str, Any]) -> None:
    body = {"kind": "ban", "entry": aired["entry_uid"], "reason": " đã  phát nhiều "}
    made = send(editor, f"/units/{UNIT}/airing/decisions", body, 201)
    assert (made["reason"], made["unit"]) == ("đã phát nhiều", UNIT)
    assert aired["entry_uid"] not in entries_of(editor, tomorrow())
    back = send(editor, f"/airing-decisions/{made['id']}/take-back", None)
    assert back["taken_back_by"] == "editor "
    assert aired["entry_uid"] in entries_of(editor, tomorrow())
    send(editor, f"/airing-decisions/{made['id']}/take-back", None, 409)
    send(editor, "/airing-decisions/khong-so/take-back", None, 404)


def test_an_entry_is_pinned_and_moved_between_sessions(editor: FlaskClient, aired: dict[str, Any]) -> None:
    path, day = f"/units/{UNIT}/airing/decisions", tomorrow() + timedelta(days=1)
    pin = {"kind": "pin", "entry": aired["entry_uid"], "slot": "sang", "day": str(day)}
    send(editor, path, pin, 201)
    assert aired["entry_uid"] in entries_of(editor, day)
    move = {**pin, "kind": "move", "day": str(tomorrow()), "to_slot": "sang", "to_day": str(day + timedelta(days=1))}
    send(editor, path, move, 201)
    assert aired["entry_uid"] not in entries_of(editor, tomorrow())
    for bad in ({"day": None}, {"slot": "chieu"}, {"entry": "khong-co"}, {"to_day": None}, {"day": "2024-01-01"}):
        send(editor, path, {**move, **bad}, 422)
    assert [one["kind"] for one in read(editor, f"/units/{UNIT}/airing")["decisions"]] == ["move", "pin"]


def test_what_was_aired_is_reported_once_and_taken_back(
    editor: FlaskClient, of_role: Callable[..., FlaskClient], aired: dict[str, Any]
) -> None:
    path, entry = f"/units/{UNIT}/airing/reports", aired["entry_uid"]
    body = {"slot": "sang", "day": str(tomorrow()), "airings": [{"entry": entry, "aired": False, "reason": "Mất điện"}]}
    unit = of_role("unit", "write", (UNIT,))
    send(unit, path, body, 422)
    with time_machine.travel(NOW + timedelta(days=1), tick=True):
        made = send(unit, path, body)["data"][0]
        assert (made["kind"], made["entry"], made["reason"]) == ("missed", entry, "Mất điện")
        assert send(unit, path, body)["data"] == [made]
        send(unit, path, {**body, "airings": [{"entry": entry, "aired": True}]}, 409)
        for bad in ({"entry": "khong-co", "aired": True}, {"entry": entry, "aired": False, "reason": " "}):
            send(unit, path, {**body, "airings": [bad]}, 422)
        assert read(unit, path)["data"] == [made]
        assert read(unit, f"{path}?until=2024-11-01")["data"] == []
        send(unit, f"/airing-decisions/{made['id']}/take-back", None)
        assert send(unit, path, {**body, "airings": [{"entry": entry, "aired": True}]})["data"][0]["kind"] == "aired"
        assert "missed" not in [one["kind"] for one in read(unit, f"/units/{UNIT}/airing")["decisions"]]
        send(unit, f"/units/{OTHER}/airing/reports", body, 403)
        send(of_role("reader"), path, body, 403)
        send(editor, "/units/khong-co/airing/reports", body, 404)


def test_a_hold_silences_what_it_names_and_is_taken_back(editor: FlaskClient, aired: dict[str, Any]) -> None:
    before = entries_of(editor, tomorrow())
    body = {"first": str(tomorrow()), "last": str(tomorrow()), "reason": "Quốc tang"}
    silent = ["anniversary", "thematic", "regular", "deadline"]
    made = send(editor, "/holds", {**body, "silent": silent}, 201)
    assert (made["kind"], made["unit"], sorted(made["silent"])) == ("hold", "", sorted(silent))
    assert len(entries_of(editor, tomorrow())) < len(before)
    assert read(editor, "/holds")["data"] == [made]
    send(editor, f"/airing-decisions/{made['id']}/take-back", None)
    assert entries_of(editor, tomorrow()) == before
    for bad, status in (
        ({"reason": " "}, 422),
        ({"last": "2024-01-01"}, 422),
        ({"unit": "khong-co"}, 404),
        ({"allowed": ["khong-co"]}, 404),
    ):
        send(editor, "/holds", {**body, **bad}, status)


def test_how_an_entry_is_aired_is_set_under_its_version(editor: FlaskClient, aired: dict[str, Any]) -> None:
    path = f"/themes/{aired['entry_uid']}"
    assert (read(editor, path)["priority"], read(editor, path)["version"]) == ("normal", 0)
    after = send(editor, path, {"version": 0, "priority": "urgent", "repeat": "2 lần/ngày"})
    assert (after["priority"], after["urgent_on"], after["version"]) == ("urgent", "2024-11-12", 1)
    assert send(editor, path, {"version": 0}, 409)["current"] == after
    send(editor, path, {"version": 1, "repeat": "hay"}, 422)
    read(editor, "/themes/khong-co", 404)


def test_a_unit_plans_for_itself_alone(of_role: Callable[..., FlaskClient], editor: FlaskClient) -> None:
    unit = of_role("unit", "write", (UNIT,))
    send(unit, f"/units/{UNIT}/slots", SLOT)
    made = send(editor, "/holds", {"first": str(tomorrow()), "last": str(tomorrow()), "reason": "Quốc tang"}, 201)
    send(unit, f"/units/{OTHER}/slots", SLOT, 403)
    read(unit, f"/units/{OTHER}/airing", 403)
    read(unit, "/holds", 403)
    send(unit, f"/airing-decisions/{made['id']}/take-back", None, 403)
    send(of_role("reader"), f"/units/{UNIT}/slots", SLOT, 403)


def test_a_feed_gets_an_address_of_its_own(editor: FlaskClient) -> None:
    new = {"name": "truyen-thanh", "title": "Lịch truyền thanh", "scopes": ["kenh-truyen-thanh"]}
    made = send(editor, "/short-addresses", new, 201)
    assert (made["filter"], made["listed"], made["version"]) == ("kenh-truyen-thanh", True, 1)
    assert editor.get("/feeds/k/truyen-thanh.ics").status_code == 200
    send(editor, "/short-addresses", new, 409)
    send(editor, "/short-addresses", {**new, "name": "Một"}, 422)
    send(editor, "/short-addresses", {**new, "name": "hai", "scopes": ["kenh-khong-co"]}, 404)
    path = "/short-addresses/truyen-thanh"
    after = send(editor, path, {"version": 1, "title": "Khác", "scopes": ["kenh-truyen-thanh", "loai-ky-niem"]})
    assert (after["title"], after["version"]) == ("Khác", 2)
    assert send(editor, path, {"version": 1, "title": "Khác"}, 409)["current"] == after
    off = send(editor, f"{path}/list", {"version": 2, "listed": False})
    assert read(editor, "/short-addresses")["data"] == [off]
    assert editor.get("/feeds/k/truyen-thanh.ics").status_code == 200
    send(editor, "/short-addresses/khong-co", {"version": 1, "title": "x"}, 404)


def test_who_may_only_read_gives_no_addresses(of_role: Callable[..., FlaskClient]) -> None:
    send(of_role("reader"), "/short-addresses", {"name": "a", "title": "b"}, 403)

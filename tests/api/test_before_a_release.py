"""Programs see what a release changes and for whom, comment on it, let out what they saw, at once or at an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calendar_app import clock, scheduled
from calendar_app.models import Delivery
from calendar_app.store import Store
from tests.api.conftest import RELEASE
from tests.api.test_directives_and_items import read, send, walked


@pytest.fixture
def accepted(admin: FlaskClient, waiting: str) -> str:
    send(admin, f"/items/{waiting}/accept", {"version": 1})
    return waiting


def in_(hours: int) -> str:
    return (clock.now() + timedelta(hours=hours)).isoformat()


def test_the_preview_says_how_much_for_whom_and_what_to_look_at(admin: FlaskClient, accepted: str) -> None:
    past = send(admin, "/items", {"title": "Họp báo", "kind": "thematic", "when": "2024-11-01"}, 201)
    send(admin, f"/items/{past['uid']}/accept", {"version": 1})
    told = read(admin, "/releases/next")
    changes = walked(admin, "/releases/next/changes", 1)
    assert told["counts"] == {"new": len(changes)} == {"new": 2}
    assert told["feeds"]["tat-ca"] == told["counts"]
    assert all(counts == {"new": counts["new"]} for counts in (*told["units"].values(), *told["days"].values()))
    assert not told["needs_reason"]
    for unit, counts in told["units"].items():
        assert len(read(admin, f"/releases/next/changes?unit={unit}")["data"]) == sum(counts.values())
    read(admin, "/releases/next/changes?unit=khong-co", 404)
    odd = {(one["code"], one["uid"]) for one in told["cautions"]}
    assert ("past", past["dates"][0]["uid"]) in odd


def test_only_what_was_seen_is_released(admin: FlaskClient, accepted: str) -> None:
    seen = read(admin, "/releases/next")["seen"]
    other = read(admin, "/items?status=draft&limit=1")["data"][0]
    send(admin, f"/items/{other['uid']}/accept", {"version": other["version"]})
    said = send(admin, "/releases", {"seen": seen}, 409)
    now = read(admin, "/releases/next")["seen"]
    assert (said["seen"], said["current"]) == (seen, {"seen": now})
    assert len(read(admin, "/releases")["data"]) == 1
    assert send(admin, "/releases", {"seen": now}, 201)["number"] == 2


def test_a_release_waits_for_its_hour_and_lets_out_what_was_seen(
    office: Flask, kept: Store, admin: FlaskClient, accepted: str
) -> None:
    wanted = {"at": in_(2), "note": " Tuần  47 ", "seen": read(admin, "/releases/next")["seen"]}
    made = send(admin, "/scheduled-releases", wanted, 201)
    assert (made["state"], made["note"], made["author"]) == ("waiting", "Tuần 47", "admin ")
    assert read(admin, "/scheduled-releases")["data"] == [made]
    scheduled.run(kept, office.extensions["settings"], clock.now() + timedelta(hours=3))
    (done,) = read(admin, "/scheduled-releases")["data"]
    assert (done["state"], done["release_number"]) == ("done", 2)
    assert read(admin, "/releases/next/changes")["data"] == []


def test_a_release_that_waits_is_called_off_once(admin: FlaskClient, accepted: str) -> None:
    wanted = {"at": in_(2), "seen": read(admin, "/releases/next")["seen"]}
    made = send(admin, "/scheduled-releases", wanted, 201)
    off = send(admin, f"/scheduled-releases/{made['id']}/cancel", None)
    assert (off["state"], off["ended_by"]) == ("cancelled", "admin ")
    send(admin, f"/scheduled-releases/{made['id']}/cancel", None, 409)
    for number in ("99", "khong-so", "9" * 40):
        send(admin, f"/scheduled-releases/{number}/cancel", None, 404)


def test_an_hour_that_is_over_or_too_far_and_other_changes_than_seen_are_refused(
    admin: FlaskClient, accepted: str
) -> None:
    seen = read(admin, "/releases/next")["seen"]
    for bad, status in (
        ({"at": in_(-1)}, 422),
        ({"at": in_(24 * 400)}, 422),
        ({"seen": "khac"}, 409),
        ({"seen": ""}, 422),
    ):
        said = send(admin, "/scheduled-releases", {"at": in_(1), "seen": seen, **bad}, status)
        assert status != 409 or said["current"] == {"seen": seen}
    assert read(admin, "/scheduled-releases")["data"] == []


def test_one_item_goes_out_at_once_and_all_else_waits(admin: FlaskClient, accepted: str) -> None:
    other = read(admin, "/items?status=draft&limit=1")["data"][0]
    send(admin, f"/items/{other['uid']}/accept", {"version": other["version"]})
    send(admin, f"/items/{accepted}/release", {"version": 1, "reason": "bão"}, 409)
    send(admin, f"/items/{accepted}/release", {"version": 2, "reason": " "}, 422)
    made = send(admin, f"/items/{accepted}/release", {"version": 2, "reason": "bão"}, 201)
    assert made["note"] == "Khẩn: bão"
    assert {one["after"]["theme_uid"] for one in read(admin, f"/releases/{made['name']}/changes")["data"]} == {accepted}
    assert {one["after"]["theme_uid"] for one in read(admin, "/releases/next/changes")["data"]} == {other["uid"]}
    draft = read(admin, "/items?status=draft&limit=1")["data"]
    if draft:
        send(admin, f"/items/{draft[0]['uid']}/release", {"version": draft[0]["version"], "reason": "x"}, 422)


def test_items_and_releases_are_commented_on(admin: FlaskClient, accepted: str) -> None:
    said = send(admin, f"/items/{accepted}/comments", {"text": "  Đã hỏi.\nĐúng.  "}, 201)
    assert (said["text"], said["author"]) == ("Đã hỏi.\nĐúng.", "admin ")
    assert read(admin, f"/items/{accepted}/comments")["data"] == [said]
    about = send(admin, "/releases/next/comments", {"text": "Chờ tài liệu."}, 201)
    assert read(admin, "/releases/next/comments")["data"] == [about]
    made = send(admin, "/releases", {}, 201)
    assert read(admin, f"/releases/{made['name']}/comments")["data"] == [about]
    assert read(admin, "/releases/next/comments")["data"] == []
    for path in (f"/items/{accepted}/comments", "/releases/next/comments"):
        send(admin, path, {"text": " "}, 422)
        send(admin, path, {"text": "x" * 2001}, 422)
    for path in ("/items/khong-co/comments", "/releases/khong-co/comments"):
        read(admin, path, 404)


def test_who_may_not_release_may_say_what_they_think_and_no_more(
    of_role: Callable[..., FlaskClient], editor: FlaskClient, reader: FlaskClient, waiting: str
) -> None:
    send(editor, f"/items/{waiting}/comments", {"text": "Sai ngày?"}, 201)
    send(reader, f"/items/{waiting}/comments", {"text": "Sai ngày?"}, 403)
    for client in (editor, reader, of_role("admin", "write")):
        send(client, "/scheduled-releases", {"at": in_(1), "seen": "x"}, 403)
        send(client, "/scheduled-releases/1/cancel", None, 403)
        send(client, f"/items/{waiting}/release", {"version": 1, "reason": "x"}, 403)
    assert read(reader, f"/releases/{RELEASE}/comments")["data"] == []


def test_what_did_not_arrive_is_listed_and_sent_again(admin: FlaskClient, editor: FlaskClient, kept: Store) -> None:
    at = clock.now() - timedelta(days=2)
    told = {"version": "1", "created_at": at, "next_try_at": at}
    with kept.writing() as session:
        session.add(
            Delivery(what="webhook", subject="1", attempts=20, parked_at=at, error="Máy nhận trả lời 500.", **told)
        )
        session.add(Delivery(what="hub", subject="feeds/tat-ca.rss", settled_at=at, **told))
    hub, webhook = read(admin, "/deliveries")["data"]
    assert (hub["what"], webhook["error"], webhook["attempts"]) == ("hub", "Máy nhận trả lời 500.", 20)
    assert read(admin, "/deliveries?what=webhook")["data"] == [webhook] == read(admin, "/deliveries?cursor=2")["data"]
    assert send(admin, "/deliveries/webhook/resend", None) == {"count": 1}
    (after,) = read(admin, "/deliveries?what=webhook")["data"]
    assert (after["parked_at"], after["attempts"]) == (None, 0)
    assert read(admin, "/log?limit=1")["data"][0]["kind"] == "release.resent"
    send(admin, "/deliveries/thu/resend", None, 404)
    send(editor, "/deliveries/webhook/resend", None, 403)

"""Programs give earlier states back, and find in the log who changed what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from calendar_app.store import Store
from tests.api.conftest import OTHER, UNIT
from tests.api.test_directives_and_items import counted, read, send, walked


@pytest.fixture
def decided(editor: FlaskClient, waiting: str) -> dict[str, Any]:
    """An item that was accepted, corrected and refused."""
    send(editor, f"/items/{waiting}/accept", {"version": 1})
    send(editor, f"/items/{waiting}/correct", {"version": 2, "title": "Khác", "kind": "task", "channels": []})
    return dict(send(editor, f"/items/{waiting}/refuse", {"version": 3, "reason": "nhầm"}))


def test_an_item_gets_any_earlier_state_back(editor: FlaskClient, decided: dict[str, Any]) -> None:
    path = f"/items/{decided['uid']}"
    refused, corrected, accepted = read(editor, f"{path}/history")["data"]
    assert refused["number"] > corrected["number"] > accepted["number"]
    after = send(editor, f"{path}/restore", {"version": 4, "to": accepted["number"]})
    assert (after["status"], after["title"] != "Khác", after["version"]) == ("accepted", True, 5)
    assert send(editor, f"{path}/restore", {"version": 4, "to": 0}, 409)["current"] == after
    as_read = send(editor, f"{path}/restore", {"version": 5, "to": 0})
    assert as_read["status"] == "draft"
    send(editor, f"{path}/restore", {"version": 6, "to": 10**9}, 404)


def test_a_directive_gets_an_earlier_state_back_whole(editor: FlaskClient, slug: str, waiting: str) -> None:
    before = read(editor, f"/directives/{slug}")
    moment = read(editor, f"/directives/{slug}/history?limit=1")["data"][0]["number"]
    send(editor, f"/items/{waiting}/accept", {"version": 1})
    header = {"version": 1, "number": "99/ABC", "issued_on": None, "window_start": None, "window_end": None}
    send(editor, f"/directives/{slug}/correct", header)
    newest = read(editor, f"/directives/{slug}/history?limit=1")["data"][0]["number"]
    said = send(editor, f"/directives/{slug}/restore", {"seen": moment, "to": moment}, 409)
    assert (said["seen"], said["current"]) == (moment, {"number": newest})
    after = send(editor, f"/directives/{slug}/restore", {"seen": newest, "to": moment})
    assert (after["number"], after["items"]) == (before["number"], before["items"])
    newest = read(editor, f"/directives/{slug}/history?limit=1")["data"][0]["number"]
    send(editor, f"/directives/{slug}/restore", {"seen": newest, "to": newest}, 422)


def test_the_log_tells_every_change_and_is_searched(editor: FlaskClient, decided: dict[str, Any], slug: str) -> None:
    whole = walked(editor, "/log", 200)
    assert [one["number"] for one in whole] == sorted({one["number"] for one in whole}, reverse=True)
    assert walked(editor, "/log", 3) == whole
    newest = whole[0]
    assert (newest["kind"], newest["author"], newest["reason"]) == ("item.refuse", "editor", "nhầm")
    assert (newest["directive"], newest["item"], newest["previous"]) == (slug, decided["uid"], whole[1]["hash"])
    assert newest["after"] == {"status": "refused"}
    for query, fits in (
        ("kind=item.refuse", lambda one: one["kind"] == "item.refuse"),
        ("kind=item", lambda one: one["kind"].startswith("item.")),
        (f"item={decided['uid']}", lambda one: one["item"] == decided["uid"]),
        (f"directive={slug}", lambda one: one["directive"] == slug),
        ("author=duyet", lambda one: one["author"] == "duyet"),
        ("words=nham", lambda one: one["reason"] == "nhầm"),
        ("item=khong-co", lambda one: False),
        ("directive=khong-co", lambda one: False),
        ("since=2100-01-01", lambda one: False),
        ("until=2024-11-30", lambda one: one["at"] < "2024-11-30T17"),
    ):
        assert walked(editor, f"/log?{query}", 200) == [one for one in whole if fits(one)], query


def test_the_log_takes_as_many_queries_however_long(editor: FlaskClient, kept: Store) -> None:
    counts = []
    for query in ("", "?limit=1", "?limit=200"):
        with counted(kept) as statements:
            read(editor, f"/log{query}")
        counts.append(len(statements))
    assert len(set(counts)) == 1
    assert counts[0] <= 9, statements


def test_the_log_is_walked_and_a_row_that_was_altered_is_named(
    editor: FlaskClient, kept: Store, decided: dict[str, Any]
) -> None:
    newest = read(editor, "/log?limit=1")["data"][0]
    whole = {"rows": newest["number"], "head": newest["hash"], "broken": None}
    assert read(editor, "/log/verify") == whole
    assert read(editor, f"/log/verify?head={newest['hash']}&head={newest['previous']}") == whole
    assert read(editor, f"/log/verify?head={'a' * 64}")["broken"]["number"] == newest["number"] + 1
    with kept.writing() as session:
        for trigger in (
            session.connection().execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        ):
            session.connection().execute(text(f"DROP TRIGGER {trigger.name}"))
        session.connection().execute(text("UPDATE log SET author = 'ai' WHERE number = 2"))
    assert read(editor, "/log/verify")["broken"] == {"number": 2, "said": "đã bị sửa"}


def test_a_unit_sees_what_was_done_to_it_and_nothing_else(of_role: Callable[..., FlaskClient], kept: Store) -> None:
    slot = {"code": "sang", "weekdays": [1], "start": "05:30", "minutes": 30, "channel": "loudspeaker"}
    send(of_role("editor"), f"/units/{UNIT}/slots", slot)
    unit = of_role("unit", "read", (UNIT,))
    told, *others = read(unit, f"/units/{UNIT}/log")["data"]
    assert {one["unit"] for one in others} <= {UNIT}
    assert (told["kind"], told["unit"]) == ("plan.slot", UNIT)
    assert read(unit, f"/units/{UNIT}/log?words=khongco")["data"] == []
    for path in (f"/units/{OTHER}/log", "/log", "/log/verify"):
        read(unit, path, 403)
    read(of_role("reader"), "/log", 403)


def test_no_token_reads_what_the_log_tells_of_accounts(of_role: Callable[..., FlaskClient]) -> None:
    kinds = {one["kind"].partition(".")[0] for one in walked(of_role("admin"), "/log", 200)}
    assert kinds <= {"item", "directive", "release", "plan", "unit", "setting"}

"""Programs give earlier states back, and find in the log who changed what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from calendar_app import log
from calendar_app.log import Subject
from calendar_app.store import Store
from calendar_app.web.api.logbook import LONGEST_WALK
from tests.api.conftest import OTHER, UNIT
from tests.api.test_directives_and_items import counted, read, send, walked
from tests.conftest import NOW


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
    whole = {"rows": newest["number"], "head": newest["hash"], "ended": True, "broken": None}
    assert read(editor, "/log/verify") == whole
    assert read(editor, f"/log/verify?after={whole['rows']}&head={whole['head']}") == whole
    altered(kept, "UPDATE log SET author = 'ai' WHERE number = 2")
    assert read(editor, "/log/verify")["broken"] == {"number": 2, "said": "đã bị sửa"}
    assert read(editor, "/log/verify?limit=1")["broken"] is None


def altered(store: Store, statement: str) -> None:
    with store.writing() as session:
        said = session.connection()
        for trigger in said.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            said.execute(text(f"DROP TRIGGER {trigger.name}"))
        said.execute(text(statement))


def in_parts(program: FlaskClient, limit: int) -> list[dict[str, Any]]:
    found = [read(program, f"/log/verify?limit={limit}")]
    while not found[-1]["ended"]:
        proven = found[-1]
        found.append(read(program, f"/log/verify?limit={limit}&after={proven['rows']}&head={proven['head']}"))
    return found


def test_the_log_is_walked_in_parts_each_from_where_the_last_ended(
    editor: FlaskClient, decided: dict[str, Any]
) -> None:
    parts = in_parts(editor, 4)
    assert [one["rows"] for one in parts[:-1]] == [4 * n for n in range(1, len(parts))]
    assert parts[-1] == read(editor, "/log/verify")
    assert not [one for one in parts if one["broken"]]


def test_no_caller_has_more_of_the_log_walked_than_a_part(editor: FlaskClient, kept: Store) -> None:
    with kept.writing() as session:
        for number in range(LONGEST_WALK + 7):
            log.record(session, "lan", NOW, "item.correct", Subject(f"Việc {number}"), {}, {"title": "b"})
    first, then = in_parts(editor, LONGEST_WALK)
    assert (first["rows"], first["ended"], then["ended"]) == (LONGEST_WALK, False, True)
    assert read(editor, "/log/verify") == first
    read(editor, f"/log/verify?limit={LONGEST_WALK + 1}", 422)


def test_a_row_that_was_proven_must_still_be_there(editor: FlaskClient, kept: Store, decided: dict[str, Any]) -> None:
    noted = read(editor, "/log/verify")
    for after, head in ((noted["rows"], "a" * 64), (noted["rows"] - 1, noted["head"]), (10**9, noted["head"])):
        said = read(editor, f"/log/verify?after={after}&head={head}")
        assert (said["rows"], said["broken"]["number"]) == (0, after)
    read(editor, "/log/verify?after=1", 422)
    altered(kept, f"DELETE FROM log WHERE number = {noted['rows']}")
    assert read(editor, "/log/verify")["broken"] is None
    assert read(editor, f"/log/verify?after={noted['rows']}&head={noted['head']}")["broken"]


def test_a_release_that_is_not_on_the_chain_is_missed_in_the_last_part(
    editor: FlaskClient, kept: Store, decided: dict[str, Any]
) -> None:
    made = next(one for one in walked(editor, "/log", 200) if one["kind"] == "release.made")
    altered(kept, f"DELETE FROM log WHERE number >= {made['number']}")
    last = in_parts(editor, 4)[-1]
    assert last["broken"]["number"] == made["number"]
    assert made["subject"] in last["broken"]["said"]


def test_a_hole_just_after_a_part_is_seen_in_the_next(
    editor: FlaskClient, kept: Store, decided: dict[str, Any]
) -> None:
    altered(kept, "DELETE FROM log WHERE number = 5")
    assert [one["broken"] and one["broken"]["number"] for one in in_parts(editor, 4)[:2]] == [None, 5]


def test_a_unit_sees_what_was_done_to_it_and_nothing_else(of_role: Callable[..., FlaskClient], kept: Store) -> None:
    slot = {"code": "sang", "weekdays": [1], "start": "05:30", "minutes": 30, "channel": "loudspeaker"}
    send(of_role("editor"), f"/units/{UNIT}/slots", slot)
    unit = of_role("unit", "log", (UNIT,))
    told, *others = read(unit, f"/units/{UNIT}/log")["data"]
    assert {one["unit"] for one in others} <= {UNIT}
    assert (told["kind"], told["unit"]) == ("plan.slot", UNIT)
    assert read(unit, f"/units/{UNIT}/log?words=khongco")["data"] == []
    for path in (f"/units/{OTHER}/log", "/log", "/log/verify"):
        read(unit, path, 403)
    read(of_role("reader"), "/log", 403)
    said = read(of_role("editor", "read"), "/log", 403)["detail"]
    assert said.startswith("Mã này không được xem nhật ký.")


def test_no_token_reads_what_the_log_tells_of_accounts(of_role: Callable[..., FlaskClient]) -> None:
    kinds = {one["kind"].partition(".")[0] for one in walked(of_role("admin"), "/log", 200)}
    assert kinds <= {"item", "directive", "release", "plan", "unit", "setting"}

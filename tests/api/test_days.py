"""Programs see the desk's calendar, give items days, move, copy and repeat them, and make items of their own."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from calendar_app.store import Store
from tests.api.test_directives_and_items import counted, read, send, walked

NOVEMBER = "/calendar?tu=2024-11-01&den=2024-11-30"


def single(editor: FlaskClient, title: str = "Nhà giáo") -> dict[str, Any]:
    """Return the entry of a single day that a title names."""
    (found,) = [one for one in read(editor, f"{NOVEMBER}&limit=200")["data"] if title in one["title"]]
    assert found["start"] == found["end"]
    return dict(found)


def own(editor: FlaskClient, **more: object) -> dict[str, Any]:
    body = {"title": "Họp báo quý IV", "kind": "thematic", "channels": ["press"], **more}
    return dict(send(editor, "/items", body, 201))


def test_the_calendar_has_what_waits_and_what_is_public_in_parts(reader: FlaskClient) -> None:
    whole = walked(reader, NOVEMBER, 200)
    assert {"nhap", "da-phat-hanh"} <= {one["state"] for one in whole}
    assert [one["start"] for one in whole] == sorted(one["start"] for one in whole)
    assert walked(reader, NOVEMBER, 2) == whole
    items = {item["uid"] for item in read(reader, "/items?limit=200")["data"]}
    assert {one["item"] for one in whole} <= items


def test_the_calendar_is_filtered_as_its_pages_are(reader: FlaskClient, slug: str) -> None:
    whole = walked(reader, NOVEMBER, 200)
    teachers = single(reader)["item"]
    for query, fits in (
        ("trang-thai=nhap", lambda one: one["state"] == "nhap"),
        ("trang-thai=nhap&trang-thai=da-phat-hanh", lambda one: one["state"] in ("nhap", "da-phat-hanh")),
        (f"van-ban={slug}", lambda one: True),
        ("van-ban=khong-co", lambda one: False),
        ("tim=nha giao", lambda one: one["item"] == teachers),
    ):
        assert walked(reader, f"{NOVEMBER}&{query}", 200) == [one for one in whole if fits(one)], query
    for query in ("trang-thai=xong", "kenh=khong-co", "don-vi=khong-co", "chu-de=khong-co", "tim=a&tim=b", "la=1"):
        read(reader, f"{NOVEMBER}&{query}", 422)
    read(reader, "/calendar?tu=2024-11-02&den=2024-11-01", 422)
    read(reader, "/calendar?tu=2024-01-01&den=2026-01-01", 422)


def test_the_calendar_takes_as_many_queries_however_long(reader: FlaskClient, kept: Store) -> None:
    counts = []
    for query in (NOVEMBER, f"{NOVEMBER}&limit=1", "/calendar?tu=2024-11-20&den=2024-11-20"):
        with counted(kept) as statements:
            read(reader, query)
        counts.append(len(statements))
    assert len(set(counts)) == 1
    assert counts[0] <= 14, counts


def test_an_entry_is_moved_and_the_item_keeps_its_words(editor: FlaskClient) -> None:
    one = single(editor)
    before = read(editor, f"/items/{one['item']}")
    after = send(
        editor, f"/items/{one['item']}/move", {"version": one["version"], "entry": one["entry"], "when": "2024-11-22"}
    )
    moved = next(mark for mark in after["dates"] if mark["uid"] == one["entry"])
    assert (moved["start"], moved["end"]) == ("2024-11-22", "2024-11-22")
    assert (after["title"], after["text"]) == (before["title"], before["text"])
    assert single(editor)["start"] == "2024-11-22"
    send(editor, f"/items/{one['item']}/undo", {"version": after["version"]})
    assert single(editor)["start"] == one["start"]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("từ 1/12/2024 đến 15/12/2024", "2024-12-01", "2024-12-15"),
        ("tuần 48/2024", "2024-11-25", "2024-12-01"),
    ],
)
def test_days_are_read_as_people_write_them(editor: FlaskClient, when: str, start: str, end: str) -> None:
    item = own(editor)
    after = send(editor, f"/items/{item['uid']}/move", {"version": 1, "entry": item["uid"], "when": when})
    assert [(mark["start"], mark["end"]) for mark in after["dates"]] == [(start, end)]


@pytest.mark.parametrize("when", ["", "hôm nào đó", "31/12/9999", "30/2/2024"])
def test_words_that_are_no_day_change_nothing(editor: FlaskClient, when: str) -> None:
    one = single(editor)
    body = {"version": one["version"], "entry": one["entry"], "when": when}
    for verb in ("move", "copy"):
        send(editor, f"/items/{one['item']}/{verb}", body, 422)
    assert single(editor) == one


def test_words_are_tried_before_anything_is_written(editor: FlaskClient, reader: FlaskClient) -> None:
    one = single(editor)
    path = f"/items/{one['item']}/days?entry={one['entry']}"
    meant = read(editor, f"{path}&when=từ 1/12/2024 đến 15/12/2024")
    assert (meant["role"], meant["start"], meant["end"]) == ("period", "2024-12-01", "2024-12-15")
    assert "15/12/2024" in meant["said"]
    assert single(editor) == one
    read(editor, f"{path}&when=hôm nào đó", 422)
    read(editor, f"/items/{one['item']}/days?entry=la&when=2024-12-01", 404)
    read(reader, f"{path}&when=2024-12-01", 403)


def test_an_item_of_ones_own_waits_for_a_day_and_gets_it(editor: FlaskClient) -> None:
    item = own(editor, audiences=[" Ban  Tuyên giáo ", " "], slogans=["Một"])
    assert (item["status"], item["audiences"], item["slogans"]) == ("draft", ["Ban Tuyên giáo"], ["Một"])
    assert item["directive"].startswith("muc-tu-lap-")
    assert item["uid"] in [one["item"] for one in read(editor, "/calendar/waiting")["data"]]
    after = send(editor, f"/items/{item['uid']}/move", {"version": 1, "entry": item["uid"], "when": "20/11/2024"})
    assert [(mark["start"], mark["end"]) for mark in after["dates"]] == [("2024-11-20", "2024-11-20")]
    assert item["uid"] not in [one["item"] for one in read(editor, "/calendar/waiting")["data"]]


def test_an_item_of_ones_own_is_made_for_a_day(editor: FlaskClient) -> None:
    item = own(editor, when="2024-12-20")
    assert [(mark["start"], mark["end"]) for mark in item["dates"]] == [("2024-12-20", "2024-12-20")]
    for bad in ({"title": " "}, {"kind": "form"}, {"when": "hôm nào đó"}, {"channels": ["loa"]}):
        send(editor, "/items", {"title": "x", "kind": "thematic", **bad}, 422)


def test_a_copy_is_a_draft_of_its_own(editor: FlaskClient) -> None:
    one = single(editor)
    body = {"version": one["version"], "entry": one["entry"], "when": "2024-11-25"}
    made = send(editor, f"/items/{one['item']}/copy", body, 201)
    assert made["uid"] != one["item"]
    assert (made["status"], made["dates"][0]["start"]) == ("draft", "2024-11-25")
    assert read(editor, f"/items/{one['item']}")["version"] == one["version"]


def test_a_single_day_comes_back_until_a_last_one(editor: FlaskClient) -> None:
    one = single(editor)
    body = {"version": one["version"], "entry": one["entry"], "frequency": "WEEKLY", "until": "2024-12-31"}
    after = send(editor, f"/items/{one['item']}/repeat", body)
    mark = next(mark for mark in after["dates"] if mark["uid"] == one["entry"])
    assert (mark["rrule"], mark["end"]) == ("FREQ=WEEKLY;BYDAY=WE", "2024-12-31")
    found = [each for each in read(editor, "/calendar?tu=2024-12-11&den=2024-12-11")["data"] if each["rrule"]]
    assert one["entry"] in [each["entry"] for each in found]
    for bad in ({"until": "2024-11-01"}, {"until": "2100-12-31"}, {"frequency": "DAILY"}, {"entry": "khong-co"}):
        send(editor, f"/items/{one['item']}/repeat", {**body, "version": after["version"], **bad}, 422)


@pytest.mark.parametrize("verb", ["move", "copy", "repeat"])
def test_an_older_version_gets_no_days_and_an_unknown_entry_is_not_found(editor: FlaskClient, verb: str) -> None:
    one = single(editor)
    now = send(editor, f"/items/{one['item']}/accept", {"version": one["version"]})
    body: dict[str, object] = {"version": one["version"], "entry": one["entry"]}
    body |= {"frequency": "WEEKLY", "until": "2024-12-31"} if verb == "repeat" else {"when": "2024-11-22"}
    said = send(editor, f"/items/{one['item']}/{verb}", body, 409)
    assert (said["seen"], said["current"]) == (one["version"], now)
    if verb != "repeat":
        send(editor, f"/items/{one['item']}/{verb}", {**body, "version": now["version"], "entry": "la"}, 404)


def test_what_runs_without_an_end_is_listed(reader: FlaskClient) -> None:
    for one in read(reader, "/calendar/running")["data"]:
        assert one["start"]
        assert one["end"] is None


def test_who_may_only_read_moves_nothing(reader: FlaskClient, waiting: str) -> None:
    body = {"version": 1, "entry": waiting, "when": "2024-11-22"}
    for path in (f"/items/{waiting}/move", f"/items/{waiting}/copy"):
        send(reader, path, body, 403)
    send(reader, "/items", {"title": "x", "kind": "thematic"}, 403)

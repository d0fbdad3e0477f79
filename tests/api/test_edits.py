"""Programs make items of unused words, split them, and decide about several at once, or about none."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app.models import Item
from calendar_app.store import Store
from tests.api.test_directives_and_items import read, send


@pytest.fixture
def drafts(editor: FlaskClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(editor, "/items?status=draft&limit=200")["data"]
    assert len(found) > 2
    return found


def seen(*items: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"uid": item["uid"], "version": item["version"]} for item in items]


def test_unused_words_become_an_item_that_can_be_taken_back(editor: FlaskClient, slug: str) -> None:
    text = read(editor, f"/directives/{slug}/text")["text"]
    used = [span for item in read(editor, "/items?limit=200")["data"] for span in item["spans"]]
    start, end = 0, min(start for start, _ in used)
    made = send(editor, f"/directives/{slug}/items", {"start": start, "end": end}, 201)
    assert made["status"] == "draft"
    assert text[slice(*made["spans"][0])] == text[start:end].strip()
    assert made == read(editor, f"/items/{made['uid']}")
    send(editor, f"/directives/{slug}/items", {"start": start, "end": end}, 422)
    send(editor, f"/items/{made['uid']}/undo", {"version": made["version"]})
    read(editor, f"/items/{made['uid']}", 404)


def test_words_that_are_none_or_an_items_already_become_no_item(editor: FlaskClient, slug: str, waiting: str) -> None:
    start, end = read(editor, f"/items/{waiting}")["spans"][0]
    for span in ({"start": start, "end": end}, {"start": 5, "end": 5}, {"start": 10**8, "end": 10**9}):
        assert "Hãy" in send(editor, f"/directives/{slug}/items", span, 422)["detail"]
    send(editor, "/directives/khong-co/items", {"start": 0, "end": 9}, 404)


def test_an_item_is_split_where_its_sentences_begin(editor: FlaskClient, drafts: list[dict[str, Any]]) -> None:
    told = {item["uid"]: read(editor, f"/items/{item['uid']}/sentences")["sentences"] for item in drafts}
    item = next(item for item in drafts if len(told[item["uid"]]) > 1)
    place = told[item["uid"]][1]["place"]
    first, second = send(editor, f"/items/{item['uid']}/split", {"version": item["version"], "places": [place]})[
        "items"
    ]
    assert (first["uid"], first["version"]) == (item["uid"], item["version"] + 1)
    assert second["spans"][0][0] == place
    send(editor, f"/items/{item['uid']}/split", {"version": first["version"], "places": [0]}, 422)
    said = send(editor, f"/items/{item['uid']}/split", {"version": item["version"], "places": [place]}, 409)
    assert (said["seen"], said["current"]) == (item["version"], first)
    send(editor, f"/items/{item['uid']}/undo", {"version": first["version"]})
    assert read(editor, f"/items/{item['uid']}")["spans"] == item["spans"]
    read(editor, f"/items/{second['uid']}", 404)


def test_several_items_are_accepted_refused_or_given_channels_at_once(
    editor: FlaskClient, drafts: list[dict[str, Any]]
) -> None:
    some = drafts[:2]
    for more, name, value in (
        ({"action": "channels", "channels": ["press", "loudspeaker", "press"]}, "channels", ["press", "loudspeaker"]),
        ({"action": "accept"}, "status", "accepted"),
        ({"action": "refuse", "reason": "trùng"}, "status", "refused"),
    ):
        after = send(editor, "/decisions", {**more, "items": seen(*some)})["items"]
        assert [item["uid"] for item in after] == [item["uid"] for item in some]
        assert [item[name] for item in after] == [value] * 2
        assert [item["version"] for item in after] == [item["version"] + 1 for item in some]
        some = after


def test_where_one_of_several_was_changed_none_is_and_that_one_is_told(
    editor: FlaskClient, kept: Store, drafts: list[dict[str, Any]]
) -> None:
    first, second, *_ = drafts
    now = send(editor, f"/items/{second['uid']}/accept", {"version": second["version"]})
    said = send(editor, "/decisions", {"action": "accept", "items": seen(first, second)}, 409)
    assert (said["seen"], said["current"]) == (second["version"], now)
    assert read(editor, f"/items/{first['uid']}") == first
    twice = send(editor, "/decisions", {"action": "accept", "items": seen(first, first)}, 409)
    assert twice["current"] == first
    with kept.reading() as session:
        assert session.exec(select(Item.status).where(Item.uid == first["uid"])).one() == "draft"


def test_fixed_days_move_by_a_number_of_days(editor: FlaskClient, drafts: list[dict[str, Any]]) -> None:
    item = next(item for item in drafts if any(m["start"] and m["rrule"] is None and m["kept"] for m in item["dates"]))
    (after,) = send(editor, "/decisions", {"action": "move", "days": 7, "items": seen(item)})["items"]
    assert [m["start"] for m in after["dates"]] != [m["start"] for m in item["dates"]]
    (back,) = send(editor, "/decisions", {"action": "move", "days": -7, "items": seen(after)})["items"]
    assert [m["start"] for m in back["dates"]] == [m["start"] for m in item["dates"]]
    send(editor, "/decisions", {"action": "move", "items": seen(back)}, 422)


def test_items_of_a_directive_are_merged_into_the_first_and_that_is_taken_back(
    editor: FlaskClient, drafts: list[dict[str, Any]]
) -> None:
    one, other, *_ = drafts
    first, second = send(editor, "/decisions", {"action": "merge", "items": seen(other, one)})["items"][::-1]
    assert (first["uid"], first["text"]) == (one["uid"], f"{one['text']}\n{other['text']}")
    assert second["status"] == "refused"
    send(editor, f"/items/{first['uid']}/undo", {"version": first["version"]})
    assert read(editor, f"/items/{other['uid']}")["status"] == "draft"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"action": "merge"}, 422, "ít nhất hai mục"),
        ({"action": "refuse", "reason": " "}, 422, "lý do"),
        ({"action": "xoa"}, 422, "/action"),
        ({"action": "accept", "items": []}, 422, "/items"),
        ({"action": "accept", "items": [{"uid": "khong-co", "version": 1}]}, 404, "mục này"),
    ],
)
def test_what_cannot_be_done_to_several_is_refused(
    editor: FlaskClient, drafts: list[dict[str, Any]], body: dict[str, Any], status: int, said: str
) -> None:
    answer = send(editor, "/decisions", {"items": seen(drafts[0]), **body}, status)
    assert said in answer["detail"] or said in [one["at"] for one in answer["errors"]]
    assert read(editor, f"/items/{drafts[0]['uid']}") == drafts[0]


def test_who_may_only_read_decides_about_none(reader: FlaskClient, waiting: str, slug: str) -> None:
    send(reader, "/decisions", {"action": "accept", "items": [{"uid": waiting, "version": 1}]}, 403)
    send(reader, f"/items/{waiting}/split", {"version": 1, "places": [1]}, 403)
    send(reader, f"/directives/{slug}/items", {"start": 0, "end": 9}, 403)
    read(reader, f"/items/{waiting}/sentences")

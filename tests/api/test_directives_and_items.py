"""Programs read directives and items and decide about them as the desk does: same verbs, same words, same versions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import select

from calendar_app.models import Decision, Item
from calendar_app.review import REMOVED
from calendar_app.store import Store
from calendar_app.web.problems import MEDIA_TYPE

API = "/api/v1"


def read(client: FlaskClient, path: str, status: int = 200) -> Any:  # noqa: ANN401
    answer = client.get(f"{API}{path}")
    assert answer.status_code == status, answer.text
    return answer.json if status == 200 else problem(answer, status)


def send(client: FlaskClient, path: str, body: object, status: int = 200) -> Any:  # noqa: ANN401
    answer = client.post(f"{API}{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json if status < 400 else problem(answer, status)


def problem(answer: Any, status: int) -> dict[str, Any]:  # noqa: ANN401
    assert answer.content_type == MEDIA_TYPE
    said: dict[str, Any] = answer.get_json(force=True)
    assert said["status"] == status
    assert said["title"]
    assert said["detail"][-1] in ".;"
    assert said["instance"] == answer.request.path
    return said


def walked(client: FlaskClient, path: str, limit: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        part = read(client, f"{path}{'&' if '?' in path else '?'}limit={limit}{cursor}")
        assert len(part["data"]) <= limit
        found += part["data"]
        if part["next"] is None:
            return found
        cursor = f"&cursor={part['next']}"


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """Count the statements that reading takes."""
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(store._reader, "before_cursor_execute", note)
    yield said
    event.remove(store._reader, "before_cursor_execute", note)


def test_a_directive_is_listed_with_the_state_of_its_items(reader: FlaskClient, slug: str) -> None:
    (listed,) = read(reader, "/directives")["data"]
    assert listed == read(reader, f"/directives/{slug}")
    assert listed["number"] == "1874/STTTT-TTBCXB" or listed["symbol"]
    assert listed["items"]["draft"] + listed["items"]["accepted"] == len(read(reader, "/items?limit=200")["data"])
    assert "text" not in listed


def test_directives_are_filtered(reader: FlaskClient, slug: str) -> None:
    issued = read(reader, f"/directives/{slug}")["issued_on"]
    for query, count in (
        ("status=draft", 1),
        ("status=withdrawn", 0),
        (f"issued_from={issued}&issued_until={issued}", 1),
        ("issued_from=2024-12-01", 0),
        ("issued_until=2020-01-01", 0),
        ("number=khong-co", 0),
    ):
        assert len(read(reader, f"/directives?{query}")["data"]) == count, query


def test_the_text_is_what_the_spans_point_into(reader: FlaskClient, slug: str) -> None:
    text = read(reader, f"/directives/{slug}/text")["text"]
    marks = [mark for item in read(reader, "/items?limit=200")["data"] for mark in item["dates"] if mark["text"]]
    assert marks
    for mark in marks:
        assert text[mark["span_start"] : mark["span_end"]] == mark["text"]


def test_the_items_of_a_directive_are_those_of_the_list(reader: FlaskClient, slug: str) -> None:
    assert read(reader, f"/directives/{slug}/items") == read(reader, f"/items?directive={slug}")
    assert read(reader, "/items?directive=khong-co")["data"] == []


def test_items_are_filtered_by_state_and_kind(reader: FlaskClient) -> None:
    every = read(reader, "/items?limit=200")["data"]
    for name, value in (("status", "draft"), ("status", "accepted"), ("kind", "regular"), ("kind", "task")):
        assert read(reader, f"/items?limit=200&{name}={value}")["data"] == [i for i in every if i[name] == value]


def test_an_item_whose_making_was_taken_back_is_shown_nowhere(
    reader: FlaskClient, kept: Store, slug: str, waiting: str
) -> None:
    before = read(reader, f"/directives/{slug}")["items"]
    with kept.writing() as session:
        item = session.exec(select(Item).where(Item.uid == waiting)).one()
        item.status = REMOVED
    read(reader, f"/items/{waiting}", 404)
    assert waiting not in [item["uid"] for item in read(reader, "/items?limit=200")["data"]]
    assert read(reader, f"/directives/{slug}")["items"] == {**before, "draft": before["draft"] - 1}


def test_what_is_not_there_is_a_problem_with_words(reader: FlaskClient) -> None:
    for path in ("/directives/x", "/directives/x/text", "/directives/x/items", "/items/x", "/items/x/history", "/x"):
        assert read(reader, path, 404)["type"] == "about:blank"


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=nhieu", "/limit"),
        ("cursor=-1", "/cursor"),
        ("cursor=99999999999999999999", "/cursor"),
        ("status=xong", "/status"),
        ("issued_from=20/11/2024", "/issued_from"),
        ("issued_from=1700000000", "/issued_from"),
        ("issued_from=0001-01-01", "/issued_from"),
        ("la=1", "/la"),
        ("limit=1&limit=2", "/limit"),
    ],
)
def test_a_query_that_cannot_be_is_refused_with_its_place(reader: FlaskClient, query: str, at: str) -> None:
    said = read(reader, f"/directives?{query}", 422)
    assert said["type"] == "urn:lich:problem:invalid"
    assert [one["at"] for one in said["errors"]] == [at]
    assert read(reader, "/directives/x?la=1", 422)["errors"][0]["at"] == "/la"


def test_a_list_is_walked_part_by_part_and_nothing_twice(reader: FlaskClient) -> None:
    whole = read(reader, "/items?limit=200")["data"]
    assert len(whole) > 7
    for limit in (1, 3, len(whole), len(whole) + 1):
        assert walked(reader, "/items", limit) == whole


def test_what_comes_in_while_a_list_is_walked_moves_nothing(reader: FlaskClient, kept: Store) -> None:
    before = read(reader, "/items?limit=200")["data"]
    first = read(reader, "/items?limit=2")
    with kept.writing() as session:
        row = session.exec(select(Item)).first()
        assert row is not None
        session.add(Item(**{**row.model_dump(exclude={"id"}), "uid": "f" * 32, "position": 99}))
    rest = read(reader, f"/items?limit=200&cursor={first['next']}")["data"]
    assert [*first["data"], *rest][: len(before)] == before
    assert len(first["data"]) + len(rest) == len(before) + 1


@pytest.mark.parametrize("path", ["/items", "/directives", "/releases", "/releases/2024-W46.1/changes", "/arrivals"])
def test_a_list_takes_as_many_queries_however_long(reader: FlaskClient, kept: Store, path: str) -> None:
    counts = []
    for query in ("", "?limit=1", "?limit=200") if path != "/arrivals" else ("",):
        with counted(kept) as statements:
            read(reader, f"{path}{query}")
        counts.append(len(statements))
    assert len(set(counts)) == 1
    assert counts[0] <= 9, statements


def test_an_item_is_accepted_reopened_refused_and_each_is_kept(editor: FlaskClient, waiting: str) -> None:
    item = read(editor, f"/items/{waiting}")
    for verb, status, more in (
        ("accept", "accepted", {}),
        ("reopen", "draft", {}),
        ("refuse", "refused", {"reason": " trùng \n mục khác "}),
        ("withdraw", "withdrawn", {"reason": "nhầm"}),
    ):
        after = send(editor, f"/items/{waiting}/{verb}", {"version": item["version"], **more})
        assert after == {**item, "status": status, "version": item["version"] + 1}
        assert read(editor, f"/items/{waiting}") == after
        item = after
    told = read(editor, f"/items/{waiting}/history")["data"]
    assert [one["action"] for one in told] == ["withdraw", "refuse", "reopen", "accept"]
    assert [one["reason"] for one in told] == ["nhầm", "trùng mục khác", "", ""]
    assert {one["author"] for one in told} == {"editor "}
    assert walked(editor, f"/items/{waiting}/history", 1) == told


def test_the_last_decision_is_taken_back(editor: FlaskClient, waiting: str) -> None:
    before = read(editor, f"/items/{waiting}")
    send(editor, f"/items/{waiting}/refuse", {"version": before["version"], "reason": "nhầm"})
    assert send(editor, f"/items/{waiting}/undo", {"version": before["version"] + 1}) == {
        **before,
        "version": before["version"] + 2,
    }
    send(editor, f"/items/{waiting}/undo", {"version": before["version"] + 2}, 422)


def test_a_withdrawal_without_a_reason_is_refused(editor: FlaskClient, waiting: str) -> None:
    said = send(editor, f"/items/{waiting}/withdraw", {"version": 1}, 422)
    assert "lý do" in said["detail"]
    assert read(editor, f"/items/{waiting}")["status"] == "draft"


def test_words_are_as_long_as_they_were_sent_whatever_is_cut_off(editor: FlaskClient, waiting: str) -> None:
    said = send(editor, f"/items/{waiting}/refuse", {"version": 1, "reason": f" {'x' * 500}"}, 422)
    assert [one["at"] for one in said["errors"]] == ["/reason"]
    send(editor, f"/items/{waiting}/refuse", {"version": 1, "reason": "x" * 500})


@pytest.mark.parametrize("verb", ["accept", "refuse", "reopen", "withdraw", "correct"])
def test_a_version_that_is_not_the_newest_changes_nothing_and_both_are_told(
    editor: FlaskClient, kept: Store, waiting: str, verb: str
) -> None:
    now = send(editor, f"/items/{waiting}/accept", {"version": 1})
    more = {"title": "x", "kind": "task", "channels": []} if verb == "correct" else {}
    body = {"version": 1, **more, **({"reason": "x"} if verb in ("refuse", "withdraw") else {})}
    said = send(editor, f"/items/{waiting}/{verb}", body, 409)
    assert (said["type"], said["seen"], said["current"]) == ("urn:lich:problem:conflict", 1, now)
    assert read(editor, f"/items/{waiting}") == now
    with kept.reading() as session:
        item = session.exec(select(Item).where(Item.uid == waiting)).one()
        assert len(session.exec(select(Decision).where(Decision.item_id == item.id)).all()) == 1


def test_an_item_is_corrected_with_its_dates(editor: FlaskClient, waiting: str) -> None:
    before = read(editor, f"/items/{waiting}")
    body = {
        "version": before["version"],
        "title": "  Tên mới ",
        "kind": "task",
        "channels": ["press", "loudspeaker", "press"],
        "embargo_until": "2024-11-20T08:00:00+07:00",
        "dates": [
            {"role": "event", "start": "2024-11-20", "label": "Mít tinh"},
            {"role": "deadline", "start": "2024-11-15"},
            {"role": "period", "start": "2024-11-11", "end": "2024-11-17"},
        ],
    }
    after = send(editor, f"/items/{waiting}/correct", body)
    assert (after["title"], after["kind"], after["channels"]) == ("Tên mới", "task", ["press", "loudspeaker"])
    assert after["embargo_until"] == "2024-11-20T01:00:00Z"
    added = after["dates"][len(before["dates"]) :]
    assert [(m["role"], m["start"], m["end"]) for m in added] == [
        ("event", "2024-11-20", "2024-11-20"),
        ("deadline", None, "2024-11-15"),
        ("period", "2024-11-11", "2024-11-17"),
    ]
    assert after["dates"][: len(before["dates"])] == before["dates"]
    taken_out = {**body["dates"][0], "uid": added[0]["uid"], "kept": False}  # type: ignore[index]
    again = send(editor, f"/items/{waiting}/correct", {**body, "version": after["version"], "dates": [taken_out]})
    assert [mark["kept"] for mark in again["dates"][len(before["dates"]) :]] == [False, True, True]


GOOD = {"version": 1, "title": "x", "kind": "task", "channels": []}


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({**GOOD, "version": "1"}, "/version"),
        ({**GOOD, "kind": "viec"}, "/kind"),
        ({**GOOD, "channels": ["loa"]}, "/channels/0"),
        ({**GOOD, "dates": [{"role": "ngay", "start": "2024-11-20"}]}, "/dates/0/role"),
        ({**GOOD, "dates": [{"role": "event", "start": "2024-02-30"}]}, "/dates/0/start"),
        ({**GOOD, "dates": [{"role": "event", "start": "20241120"}]}, "/dates/0/start"),
        ({**GOOD, "embargo_until": "2024-11-20T08:00:00"}, "/embargo_until"),
        ({**GOOD, "embargo_until": "9999-12-31T23:59:59-12:00"}, "/embargo_until"),
        ({**GOOD, "embargo_until": "0001-01-01T00:00:00+12:00"}, "/embargo_until"),
        ({**GOOD, "title": "x" * 1001}, "/title"),
        ({**GOOD, "them": 1}, "/them"),
        ({}, "/version"),
        ([], "/"),
    ],
)
def test_a_body_that_cannot_be_is_refused_with_its_place(
    editor: FlaskClient, waiting: str, body: object, at: str
) -> None:
    said = send(editor, f"/items/{waiting}/correct", body, 422)
    assert at in [one["at"] for one in said["errors"]]
    assert read(editor, f"/items/{waiting}")["version"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {**GOOD, "title": "  "},
        {**GOOD, "dates": [{"role": "event"}]},
        {**GOOD, "dates": [{"role": "period", "start": "2024-11-20", "end": "2024-11-19"}]},
    ],
)
def test_what_the_desk_refuses_is_refused_with_its_words(editor: FlaskClient, waiting: str, body: object) -> None:
    assert "Hãy" in send(editor, f"/items/{waiting}/correct", body, 422)["detail"]


def test_a_date_of_another_item_is_not_corrected(editor: FlaskClient, waiting: str) -> None:
    items = read(editor, "/items?limit=200")["data"]
    foreign = next(item["dates"][0]["uid"] for item in items if item["dates"] and item["uid"] != waiting)
    date = {"uid": foreign, "role": "event", "start": "2024-11-20"}
    send(editor, f"/items/{waiting}/correct", {**GOOD, "dates": [date]}, 404)
    assert read(editor, "/items?limit=200")["data"] == items


def test_a_body_that_is_no_json_or_says_another_type_is_refused(editor: FlaskClient, waiting: str) -> None:
    path = f"{API}/items/{waiting}/accept"
    problem(editor.post(path, data=b'{"version": 1', content_type="application/json"), 422)
    problem(editor.post(path, data=b'{"version": "\\ud800"}', content_type="application/json"), 422)
    problem(editor.post(path, data=b"\xff\xfe", content_type="application/json"), 422)
    problem(editor.post(path, data=b'{"version": 1}', content_type="text/plain"), 415)
    problem(editor.post(path, data={"version": "1"}), 415)
    problem(editor.post(path, data=b" " * (17 * 1024 * 1024), content_type="application/json"), 413)
    assert read(editor, f"/items/{waiting}")["version"] == 1


def test_a_header_is_filled_in_under_its_version(editor: FlaskClient, slug: str) -> None:
    body = {
        "version": 1,
        "number": "99/ABC",
        "issued_on": "2024-11-07",
        "window_start": "2024-11-11",
        "window_end": "2024-11-17",
    }
    after = send(editor, f"/directives/{slug}/correct", body)
    assert (after["number"], after["version"], after["issued_on"]) == ("99/ABC", 2, "2024-11-07")
    assert send(editor, f"/directives/{slug}/correct", body, 409)["current"] == after
    send(editor, f"/directives/{slug}/correct", {**body, "version": 2, "window_end": "2024-11-01"}, 422)
    newest = read(editor, f"/directives/{slug}/history")["data"][0]
    assert (newest["action"], newest["item"], newest["after"]["number"]) == ("correct", None, "99/ABC")


def test_a_whole_directive_is_accepted_but_for_what_is_in_doubt(editor: FlaskClient, slug: str) -> None:
    left = send(editor, f"/directives/{slug}/accept", {})["left"]
    assert read(editor, f"/directives/{slug}")["items"]["draft"] == len(left)
    assert [item["status"] for item in left] == ["draft"] * len(left)


def test_the_examples_of_the_first_decisions_are_ones_it_takes(editor: FlaskClient, waiting: str, slug: str) -> None:
    paths = editor.get(f"{API}/openapi.json").json["paths"]  # type: ignore[index]
    verbs = [f"/items/{{uid}}/{verb}" for verb in ("accept", "reopen", "refuse", "withdraw", "correct")]
    for path in (*verbs, "/directives/{directive}/correct"):
        content = paths[path]["post"]["requestBody"]["content"]
        version = read(editor, path.rpartition("/")[0].format(uid=waiting, directive=slug))["version"]
        body = {**content["application/json"]["example"], "version": version}
        send(editor, path.format(uid=waiting, directive=slug), body)

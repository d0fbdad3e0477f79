"""Programs decide what later directives do to items that run, read files anew, and let corrected files take over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app import intake
from calendar_app.clock import now
from calendar_app.models import Item
from calendar_app.store import Store
from tests.api.test_directives_and_items import read, send
from tests.conftest import SAMPLES

TEXT = (SAMPLES / "tuan-46-2024.txt").read_text(encoding="utf-8")
FOREST = "Phòng cháy, chữa cháy rừng mùa khô"


@pytest.fixture
def later(kept: Store) -> str:
    """A directive of the same office, four weeks later, with the same themes."""
    text = (
        TEXT.replace("tuần 46", "tuần 50").replace("tuần thứ 46", "tuần thứ 50").replace("07 tháng 11", "05 tháng 12")
    )
    return intake.receive(kept, text.replace("1874", "1999").encode(), "tuan-50.txt", now()).slug


@pytest.fixture
def corrected(kept: Store) -> str:
    """The same document again, with another day."""
    text = TEXT.replace("Nhà giáo Việt Nam (20/11)", "Nhà giáo Việt Nam (21/11)")
    return intake.receive(kept, text.encode(), "ban-sua.txt", now()).slug


def test_what_a_later_directive_may_do_is_proposed_decided_and_taken_back(editor: FlaskClient, later: str) -> None:
    path = f"/directives/{later}/carrying"
    told = read(editor, path)
    one = next(one for one in told["proposed"] if one["older"]["title"] == FOREST)
    send(editor, f"/items/{one['newer']['uid']}/accept", {"version": 1})
    assert (one["kind"], one["newer"]["directive"], told["decided"]) == ("supersede", later, [])
    choice = {
        "kind": "supersede",
        "older": one["older"]["uid"],
        "older_version": one["older"]["version"],
        "newer": one["newer"]["uid"],
        "newer_version": 2,
    }
    made = send(editor, path, choice, 201)
    assert made["last_day"] is not None
    assert {change["uid"] for change in read(editor, "/releases/next/changes")["data"]} == {
        one["older"]["uid"],
        one["newer"]["uid"],
    }
    after = read(editor, path)
    assert after["decided"] == [made]
    assert one["older"]["uid"] not in [each["older"]["uid"] for each in after["proposed"]]
    said = send(editor, path, choice, 409)
    assert said["current"]["older"] == read(editor, f"/items/{one['older']['uid']}")
    seen = {"older_version": made["older"]["version"], "newer_version": made["newer"]["version"]}
    stale = send(editor, f"{path}/{made['id']}/undo", {"older_version": 1, "newer_version": 1}, 409)
    assert stale["current"]["decided"] == [made]
    assert send(editor, f"{path}/{made['id']}/undo", seen)["decided"] == []
    send(editor, f"{path}/{made['id']}/undo", seen, 409)
    assert [change["uid"] for change in read(editor, "/releases/next/changes")["data"]] == [one["newer"]["uid"]]


@pytest.mark.parametrize(
    ("more", "status"),
    [({"kind": "amend"}, 422), ({"kind": "thay"}, 422), ({"older": "khong-co"}, 404), ({"newer": "khong-co"}, 404)],
)
def test_a_choice_that_cannot_be_is_refused(
    editor: FlaskClient, later: str, more: dict[str, object], status: int
) -> None:
    path = f"/directives/{later}/carrying"
    older = read(editor, path)["proposed"][0]["older"]
    choice = {"kind": "end", "older": older["uid"], "older_version": older["version"]}
    send(editor, path, {**choice, **more}, status)
    assert read(editor, path)["decided"] == []


def test_a_file_is_read_anew_and_says_the_same(editor: FlaskClient, slug: str, waiting: str) -> None:
    assert send(editor, f"/directives/{slug}/reread", None) == {"same_text": True, "differences": []}
    now_ = send(editor, f"/items/{waiting}/correct", {"version": 1, "title": "Khác", "kind": "task", "channels": []})
    (found,) = send(editor, f"/directives/{slug}/reread", None)["differences"]
    assert (found["item"], found["version"], found["now"]["title"] != "Khác") == (waiting, 2, True)
    assert set(found["fields"]) == {"title", "kind"}
    after = send(editor, f"/items/{waiting}/reread", {"version": 2})
    assert (after["title"], after["uid"]) == (found["now"]["title"], waiting)
    assert send(editor, f"/items/{waiting}/reread", {"version": 2}, 409)["current"] == after
    assert now_["version"] == 2


def test_the_file_is_handed_out_as_it_came(reader: FlaskClient, slug: str) -> None:
    answer = reader.get(f"/api/v1/directives/{slug}/file")
    assert (answer.data, answer.mimetype) == (TEXT.encode(), "application/octet-stream")
    read(reader, "/directives/khong-co/file", 404)


def test_a_corrected_file_takes_over_item_by_item(editor: FlaskClient, kept: Store, slug: str, corrected: str) -> None:
    path = f"/directives/{corrected}/correction"
    told = read(editor, path)
    assert told["earlier"] == slug
    (found,) = [one for one in told["differing"] if "dates" in one["fields"]]
    old, new = found["pair"]["old"], found["pair"]["new"]
    assert (old["uid"], found["days_before"] != found["days_now"]) == (found["item"], True)
    (after,) = send(editor, path, {"pairs": [found["pair"]]})["items"]
    assert (after["uid"], after["directive"]) == (old["uid"], corrected)
    assert len(send(editor, path, {"pairs": told["same"]})["items"]) == len(told["same"]) > 3
    assert read(editor, path)["same"] == []
    with kept.reading() as session:
        assert session.exec(select(Item.status).where(Item.uid == new["uid"])).one() == "removed"


def test_a_pair_that_was_changed_meanwhile_takes_over_nothing(editor: FlaskClient, corrected: str) -> None:
    path = f"/directives/{corrected}/correction"
    first, second, *_ = read(editor, path)["same"]
    wrong = {"old": {**first["old"], "version": 99}, "new": first["new"]}
    said = send(editor, path, {"pairs": [second, wrong]}, 409)
    assert (said["seen"], said["current"]["uid"]) == (99, first["old"]["uid"])
    assert first in read(editor, path)["same"]
    assert second in read(editor, path)["same"]


def test_a_directive_without_an_earlier_file_has_nothing_to_correct(editor: FlaskClient, slug: str) -> None:
    read(editor, f"/directives/{slug}/correction", 404)


def test_who_may_only_read_decides_nothing_here(
    of_role: Callable[..., FlaskClient], later: str, corrected: str, waiting: str
) -> None:
    reader = of_role("reader")
    assert read(reader, f"/directives/{later}/carrying")["proposed"]
    send(reader, f"/directives/{later}/carrying", {"kind": "end", "older": waiting, "older_version": 1}, 403)
    send(reader, f"/directives/{later}/reread", None, 403)
    read(reader, f"/directives/{corrected}/correction", 403)

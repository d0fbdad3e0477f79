"""Two people on one item: the second sees both versions, and nothing that was typed is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import col, select
from werkzeug.test import TestResponse

from calendar_app import intake, review
from calendar_app.models import Decision, Directive, Item, ItemDate
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES
from tests.web.persons import browser, person

MINE, THEIRS = "cua-toi", "dang-co"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def item(store: Store) -> Item:
    sample = SAMPLES / "tuan-46-2024.txt"
    intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.reading() as session:
        found = session.exec(select(Item).join(ItemDate).where(col(ItemDate.start).is_not(None))).first()
        assert found is not None
        return found


@pytest.fixture
def lan(app: Flask, store: Store) -> FlaskClient:
    return browser(app, person(store, "Lan", "editor"))


@pytest.fixture
def minh(app: Flask, store: Store) -> FlaskClient:
    return browser(app, person(store, "Minh", "editor"))


def form_of(client: FlaskClient, item: Item) -> dict[str, object]:
    """Read the form as a browser would send it back."""
    said = client.get(f"/bien-tap/muc/{item.id}/sua").get_data(as_text=True)
    found: dict[str, object] = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', said)
    }
    found["kenh"] = re.findall(r'name="kenh" value="([^"]+)" checked', said)
    found["ten"] = html.unescape(re.findall(r"<textarea[^>]*>([^<]*)", said)[0])
    for name, options in re.findall(r'<select id="[^"]+" name="([^"]+)">(.*?)</select>', said, re.DOTALL):
        found[name] = re.findall(r'value="([^"]+)" selected', options)[0]
    found.update({name: "on" for name in re.findall(r'type="checkbox" name="(giu-\d+)" checked', said)})
    return found


def send(client: FlaskClient, item: Item, form: dict[str, object]) -> tuple[int, str]:
    answer = client.post(f"/bien-tap/muc/{item.id}/sua", data=form)
    return answer.status_code, answer.get_data(as_text=True)


def hidden(page: str) -> dict[str, object]:
    """Read what the page of both versions would send back."""
    typed = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    found: dict[str, object] = {name: html.unescape(value) for name, value in typed}
    found["kenh"] = [value for name, value in typed if name == "kenh"]
    found.update(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', page))
    return found


def now(store: Store, item: Item) -> dict[str, Any]:
    with store.reading() as session:
        return review.state_of(session, session.get_one(Item, item.id))


def test_the_second_sees_both_versions_and_what_was_typed_is_in_the_page(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    first, second = form_of(lan, item), form_of(minh, item)
    assert send(lan, item, first | {"ten": "Tên của Lan"})[0] == 303
    status, page = send(minh, item, second | {"ten": "Tên của Minh", "tu-0": "25/11/2024", "den-0": "25/11/2024"})
    assert status == 409
    for said in ("Lan vừa thay đổi", "<mark>Lan</mark>", "<mark>Minh</mark>", "25/11/2024", item.title):
        assert said in page
    assert now(store, item)["title"] == "Tên của Lan"


def test_fields_are_taken_one_by_one_and_by_default_what_each_changed_stays(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    first, second = form_of(lan, item), form_of(minh, item)
    send(lan, item, first | {"ten": "Tên của Lan"})
    _, page = send(minh, item, second | {"tu-0": "25/11/2024", "den-0": "25/11/2024"})
    assert send(minh, item, hidden(page) | {"gop": "1"})[0] == 303
    state = now(store, item)
    assert state["title"] == "Tên của Lan"
    assert "2024-11-25" in str(state["dates"])


@pytest.mark.parametrize(("taken", "title"), [(MINE, "Tên của Minh"), (THEIRS, "Tên của Lan")])
def test_one_version_can_be_taken_as_it_is(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient, taken: str, title: str
) -> None:
    first, second = form_of(lan, item), form_of(minh, item)
    send(lan, item, first | {"ten": "Tên của Lan", "kenh": []})
    _, page = send(minh, item, second | {"ten": "Tên của Minh"})
    form = hidden(page) | {"gop": "1", "lay-title": taken}
    assert send(minh, item, form)[0] == 303
    assert (now(store, item)["title"], now(store, item)["channels"]) == (title, [])
    _, page = send(minh, item, second | {"ten": "Cả bản của Minh"})
    assert send(minh, item, hidden(page) | {"gop": MINE})[0] == 303
    state = now(store, item)
    assert (state["title"], set(state["channels"])) == ("Cả bản của Minh", set(item.channels))


def test_a_third_who_was_quicker_still_is_shown_again(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    second = form_of(minh, item)
    send(lan, item, form_of(lan, item) | {"ten": "Một"})
    _, page = send(minh, item, second | {"ten": "Của Minh"})
    send(lan, item, form_of(lan, item) | {"ten": "Hai"})
    status, again = send(minh, item, hidden(page) | {"gop": "1"})
    assert (status, "Của" in again, now(store, item)["title"]) == (409, True, "Hai")
    assert send(minh, item, hidden(again) | {"gop": MINE})[0] == 303
    assert now(store, item)["title"] == "Của Minh"


def test_an_item_accepted_meanwhile_keeps_that_when_the_words_are_saved(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    second = form_of(minh, item)
    lan.post(f"/bien-tap/muc/{item.id}/nhan", data={"phien-ban": item.version})
    status, page = send(minh, item, second | {"ten": "Của Minh"})
    assert status == 409
    assert send(minh, item, hidden(page) | {"gop": "1"})[0] == 303
    assert (now(store, item)["title"], now(store, item)["status"]) == ("Của Minh", "accepted")


def test_a_split_that_comes_too_late_keeps_what_was_chosen(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    send(lan, item, form_of(lan, item) | {"ten": "Tên của Lan"})
    place = item.spans[0][0]
    answer = minh.post(f"/bien-tap/muc/{item.id}/tach", data={"phien-ban": item.version, "cho": [str(place)]})
    assert answer.status_code == 409
    assert "Các câu bạn đã chọn còn nguyên" in answer.get_data(as_text=True)


def pressed(client: FlaskClient, item: Item, verb: str, **said: str) -> TestResponse:
    """Press a button of the review page as it stood when the item had the version of `item`."""
    return client.post(f"/bien-tap/muc/{item.id}/{verb}", data={"phien-ban": item.version, **said})


def go_on(client: FlaskClient, answer: TestResponse, **ticked: object) -> int:
    """Send the form of the page that tells what was decided meanwhile; what was ticked stays so."""
    page = answer.get_data(as_text=True)
    [address] = re.findall(r'<form method="post" action="(/bien-tap/(?!.*dang-xuat)[^"]+)"', page)
    return client.post(address, data=hidden(page) | ticked).status_code


def status(store: Store, item: Item) -> str:
    return str(now(store, item)["status"])


def test_a_decision_that_comes_second_shows_what_changed_and_is_made_again_with_one_button(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    send(lan, item, form_of(lan, item) | {"ten": "Tên của Lan"})
    answer = pressed(minh, item, "bo", **{"ly-do": "trùng với văn bản trước"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    for said in ("Bạn muốn: bỏ mục", f"<td>{item.title}", "<td>Tên của Lan</td>", "Vẫn bỏ mục", "Lan"):
        assert said in page
    assert status(store, item) == "draft"
    assert go_on(minh, answer) == 303
    assert status(store, item) == "refused"
    with store.reading() as session:
        [refusal] = session.exec(select(Decision).where(Decision.action == "refuse")).all()
    assert refusal.reason == "trùng với văn bản trước"


def test_what_somebody_else_did_already_is_not_done_twice(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    assert pressed(lan, item, "nhan").status_code == 303
    page = pressed(minh, item, "nhan").get_data(as_text=True)
    assert "Bây giờ: đã nhận" in page
    assert "Vẫn nhận mục" not in page


def test_the_undo_that_comes_second_names_what_it_would_take_back(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    pressed(minh, item, "nhan")
    with store.reading() as session:
        accepted = session.get_one(Item, item.id)
    pressed(lan, accepted, "bo", **{"ly-do": "Lan thấy trùng"})
    for address in ("/bien-tap/muc", "/bien-tap/lich/muc"):
        answer = minh.post(f"{address}/{item.id}/hoan-tac", data={"phien-ban": accepted.version})
        assert answer.status_code == 409
        assert "Lan thấy trùng" in answer.get_data(as_text=True)
    assert go_on(minh, answer) == 303
    assert status(store, item) == "accepted"


def test_of_several_items_those_that_changed_are_shown_and_the_others_stay_ticked(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    with store.reading() as session:
        slug = session.get_one(Directive, item.directive_id).slug
        others = session.exec(select(Item).where(Item.directive_id == item.directive_id, Item.id != item.id)).all()[:2]
    send(lan, item, form_of(lan, item) | {"ten": "Tên của Lan"})
    ticked = [f"{one.id}:{one.version}" for one in (item, *others)]
    form = {"viec": "bo", "ly-do": "Không phải việc tuyên truyền", "muc": ticked}
    answer = minh.post(f"/bien-tap/van-ban/{slug}/nhieu-muc", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "<td>Tên của Lan</td>" in page
    kept = re.findall(r'name="muc" value="([^"]+)" checked', page)
    assert kept == ticked[1:]
    assert go_on(minh, answer, muc=kept) == 303
    assert [status(store, one) for one in (item, *others)] == ["draft", "refused", "refused"]


def test_a_state_is_given_back_only_after_what_was_decided_meanwhile_was_seen(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    pressed(minh, item, "nhan")
    with store.reading() as session:
        slug = session.get_one(Directive, item.directive_id).slug
        newest = session.exec(select(Decision.id)).one()
        accepted = session.get_one(Item, item.id)
    send(lan, accepted, form_of(lan, accepted) | {"ten": "Tên của Lan"})
    whole = {"moi-nhat": newest, "luc": 0}
    answer = minh.post(f"/bien-tap/van-ban/{slug}/khoi-phuc", data=whole)
    assert (answer.status_code, "Vừa có người quyết định thêm" in answer.text) == (409, True)
    assert "Tên của Lan" in answer.text
    answer = pressed(minh, accepted, "khoi-phuc", luc="0")
    assert "<td>Tên của Lan</td>" in answer.text
    assert go_on(minh, answer) == 303
    assert (status(store, item), now(store, item)["title"]) == ("draft", item.title)


def test_two_people_who_fill_in_the_same_head_see_both_and_lose_nothing(
    store: Store, item: Item, lan: FlaskClient, minh: FlaskClient
) -> None:
    with store.reading() as session:
        directive = session.get_one(Directive, item.directive_id)
    address = f"/bien-tap/van-ban/{directive.slug}/dau-van-ban"
    shown = {"tu-ngay": "11/11/2024", "den-ngay": "", "ngay-ban-hanh": f"{directive.issued_on or ''}"}
    first = {"phien-ban": directive.version, "so": "2114/STTTT", **shown, "ngay-ban-hanh": "7/11/2024"}
    assert lan.post(address, data=first).status_code == 303
    answer = minh.post(address, data={**first, **shown, "so": "2115/STTTT", "den-ngay": "17/11/2024"})
    assert answer.status_code == 409
    for said in ("<mark>2114/STTTT</mark>", "<mark>2115/STTTT</mark>", "Lan", "17/11/2024"):
        assert said in answer.text
    assert minh.post(address, data=hidden(answer.text) | {"gop": "1", "lay-number": THEIRS}).status_code == 303
    with store.reading() as session:
        head = session.get_one(Directive, item.directive_id)
    assert (head.number, str(head.issued_on), str(head.window_end)) == ("2114/STTTT", "2024-11-07", "2024-11-17")

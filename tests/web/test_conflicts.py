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

from calendar_app import intake, review
from calendar_app.models import Item, ItemDate
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

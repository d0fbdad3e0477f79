"""Who saves after their session ended loses nothing of what they typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from calendar_app import access
from calendar_app.store import Store
from tests.conftest import NOW, PASSWORD
from tests.web.persons import browser, person
from tests.web.test_review import sent, stored

TYPED = "Câu dài vừa gõ trong nửa giờ, có <b>dấu</b> và “ngoặc”"
PAPER = "Số: 12/CV-STTTT\nNgày 10 tháng 11 năm 2024\n1. Tuyên truyền phòng cháy từ ngày 15/11/2024 đến 20/11/2024.\n"


def fields(page: str) -> dict[str, str]:
    return {field.get("name"): field.get("value") for field in html.fromstring(page).xpath("//main//input")}


@pytest.fixture
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def idle(app: Flask, store: Store, clock: time_machine.Traveller) -> FlaskClient:
    """A browser whose session went on until it was left alone for too long, on a directive that was sent in."""
    client = browser(app, person(store, "an", "editor"))
    sent(client, PAPER.encode(), "cong-van.txt")
    clock.shift(access.IDLE + timedelta(minutes=1))
    return client


def test_what_was_typed_is_sent_again_after_logging_in_elsewhere(idle: FlaskClient, store: Store) -> None:
    item = stored(store)[1][0]
    address = f"/bien-tap/muc/{item.id}/sua"
    answer = idle.post(address, data={"phien-ban": "1", "ten": TYPED, "loai": "task"})
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "no-store"
    assert stored(store)[1][0].title == item.title
    kept = fields(answer.text)
    assert kept == {"phien-ban": "1", "ten": TYPED, "loai": "task"}
    (form,) = html.fromstring(answer.text).xpath("//main//form")
    assert form.get("action") == address

    assert idle.post("/dang-nhap", data={"ten": "an", "mat-khau": PASSWORD}).status_code == 303
    assert idle.post(address, data=kept).status_code == 303
    assert stored(store)[1][0].title == TYPED


def test_the_english_page_sends_again_to_the_english_edition(idle: FlaskClient) -> None:
    page = idle.post("/en/bien-tap/muc/1/sua", data={"ten": TYPED}).text
    assert 'action="/en/bien-tap/muc/1/sua"' in page
    assert "Your session has ended" in page


def test_passwords_are_never_shown_again(idle: FlaskClient) -> None:
    answer = idle.post("/bien-tap/tai-khoan/mat-khau", data={"mat-khau": PASSWORD, "moi": "mot-cau-khac-dai"})
    assert answer.status_code == 403
    assert fields(answer.text) == {}
    assert PASSWORD not in answer.text


def test_who_shows_no_session_of_ours_is_only_led_to_log_in(client: FlaskClient) -> None:
    client.set_cookie("lich", "mot-ma-la")
    answer = client.post("/bien-tap/muc/1/sua", data={"ten": TYPED})
    assert answer.status_code == 403
    assert fields(answer.text) == {}
    assert "/dang-nhap" in answer.text

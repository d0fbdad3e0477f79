"""The page before a release and the forms beside it: who sees what, and what a form does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from calendar_app import intake, jobs, registry, review
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import entry, item, public
from tests.conftest import NOW, SAMPLES
from tests.web.pages import Page
from tests.web.persons import browser, person

ME = Actor("bientap", NOW)
PAGE = "/bien-tap/phat-hanh"


@pytest.fixture(autouse=True)
def now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def approver(app: Flask, store: Store) -> FlaskClient:
    """A desk with units and a directive of which all is accepted, before an approver."""
    received = intake.receive(store, (SAMPLES / "tuan-46-2024.txt").read_bytes(), "tuan-46-2024.txt", NOW)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), ME)
        review.accept_all(session, received.directive_id, ME)
    return browser(app, person(store, "duyet", "approver"))


def hidden(client: FlaskClient, name: str, address: str = PAGE) -> str:
    page = Page(client.get(address).text)
    return next(str(field["value"]) for field in page.all("input") if field.get("name") == name)


def test_the_page_says_for_whom_and_leads_to_what_one_unit_sees(approver: FlaskClient) -> None:
    page = approver.get(PAGE).text
    for words in (
        "đơn vị thấy thay đổi",
        "Báo chí",
        "nguồn tin thay đổi",
        "Tuần 46 (11/11–17/11/2024)",
        "Từng thay đổi",
    ):
        assert words in page
    only = approver.get(f"{PAGE}?don-vi=bao-kon-tum").text
    assert "Báo Kon Tum sẽ thấy" in only
    assert only.count("data-action=") < page.count("data-action=")
    assert approver.get(f"{PAGE}?don-vi=khong-co").status_code == 404
    assert "Báo Kon Tum" in approver.get(f"{PAGE}/don-vi").text


def test_a_long_list_is_shown_a_part_at_a_time(approver: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calendar_app.web.previewing.ROWS", 3)
    first, second = approver.get(PAGE).text, approver.get(f"{PAGE}?trang=2").text
    assert first.count("data-action=") == second.count("data-action=") == 3
    assert "Trang 1 trên" in first
    assert "Trang trước" in second
    assert approver.get(f"{PAGE}?trang=999").text.count("data-action=") == 0


def test_what_was_decided_after_the_page_was_seen_keeps_the_release_back(
    approver: FlaskClient, store: Store, settings: Settings
) -> None:
    seen = hidden(approver, "xem-truoc")
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME)
    refused = approver.post(PAGE, data={"xem-truoc": seen, "ghi-chu": "Tuần 46, đã hỏi đài"})
    page = html.fromstring(refused.text)
    assert refused.status_code == 409
    assert "xem lại" in page.xpath("string(//*[@role='alert'])")
    assert page.xpath("//input[@id='ghi-chu']/@value") == ["Tuần 46, đã hỏi đài"]
    assert page.xpath("//input[@name='xem-truoc']/@value")[0] == hidden(approver, "xem-truoc") != seen
    assert approver.post(PAGE, data={"xem-truoc": hidden(approver, "xem-truoc")}).status_code == 303
    assert public(settings).entries


@pytest.mark.parametrize("typed", ["12/11/2024 15:00", "12/11/2024 15h00", "12-11-2024 15h", "2024-11-12 15:00"])
def test_an_hour_is_set_shown_and_kept(approver: FlaskClient, store: Store, settings: Settings, typed: str) -> None:
    form = {"xem-truoc": hidden(approver, "xem-truoc"), "luc": typed, "ghi-chu": "chiều nay"}
    assert approver.post(f"{PAGE}/hen", data=form).status_code == 303
    for page in (PAGE, "/bien-tap/"):
        assert "15h00, 12/11/2024" in approver.get(page).text
        assert "duyet" in approver.get(page).text
    jobs.release(store, settings, NOW + timedelta(hours=5, minutes=59))
    assert "đang chờ" in approver.get(PAGE).text
    jobs.release(store, settings, NOW + timedelta(hours=6))
    assert "Đã phát hành" in approver.get(PAGE).text
    assert entry(settings, "cháy rừng").status == "confirmed"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Hãy điền ngày giờ"),
        ("mai", "Hãy điền như 20/11/2024"),
        ("12/11/2024", "Hãy điền như 20/11/2024 08:00"),
        ("12/11/2024 25:00", "Hãy điền như 20/11/2024 08:00"),
        ("31/02/2025 08:00", "Hãy điền như 20/11/2024"),
        ("12/11/2024 08:59", "đã qua"),
        ("12/11/2204 08:00", "quá xa"),
    ],
)
def test_an_hour_that_cannot_be_is_said_to_be(approver: FlaskClient, typed: str, words: str) -> None:
    answer = approver.post(f"{PAGE}/hen", data={"xem-truoc": hidden(approver, "xem-truoc"), "luc": typed})
    assert (answer.status_code, words in answer.text) == (422, True)


def test_it_is_called_off_on_the_page(approver: FlaskClient, store: Store, settings: Settings) -> None:
    form = {"xem-truoc": hidden(approver, "xem-truoc"), "luc": "12/11/2024 15:00"}
    approver.post(f"{PAGE}/hen", data=form)
    assert approver.post(f"{PAGE}/hen/1/huy").status_code == 303
    assert approver.post(f"{PAGE}/hen/1/huy").status_code == 409
    assert approver.post(f"{PAGE}/hen/9/huy").status_code == 404
    assert "đã hủy (duyet)" in approver.get(PAGE).text
    jobs.release(store, settings, NOW + timedelta(days=1))
    assert approver.get(PAGE).text.count("data-action=") > 5


def test_comments_are_plain_text_seen_by_the_desk_and_kept_with_the_release(
    approver: FlaskClient, app: Flask, store: Store
) -> None:
    found = item(store, "cháy rừng")
    said = "<script>alert(1)</script>\nhỏi Sở"
    assert approver.post(f"{PAGE}/y-kien", data={"y-kien": said}).status_code == 303
    back = approver.post(f"/bien-tap/muc/{found.id}/y-kien", data={"y-kien": said}).headers["Location"]
    reader = browser(app, person(store, "xem", "reader"))
    for address in (PAGE, back):
        page = reader.get(address).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;\nhỏi Sở" in page
        assert "<script>alert" not in page
    assert reader.post(f"{PAGE}/y-kien", data={"y-kien": "x"}).status_code == 403
    assert approver.post("/bien-tap/muc/999/y-kien", data={"y-kien": "x"}).status_code == 404
    made = approver.post(PAGE, data={}).headers["Location"]
    assert "hỏi Sở" in reader.get(made).text
    assert "hỏi Sở" not in reader.get(PAGE).text


def test_an_urgent_item_goes_out_from_its_form(approver: FlaskClient, store: Store, settings: Settings) -> None:
    found = item(store, "cháy rừng")
    address = f"/bien-tap/muc/{found.id}/phat-hanh-khan"
    page = approver.get(address).text
    assert "thay đổi khác vẫn chờ" in page
    form = {"phien-ban": hidden(approver, "phien-ban", address), "ly-do": ""}
    blank = approver.post(address, data=form)
    assert blank.status_code == 422
    assert "Hãy ghi lý do" in html.fromstring(blank.text).xpath("string(//*[@role='alert'])")
    late = html.fromstring(approver.post(address, data={"phien-ban": "99", "ly-do": "cháy lớn"}).text)
    assert late.xpath("//input[@id='ly-do']/@value") == ["cháy lớn"]
    assert approver.post(address, data={**form, "ly-do": "cháy lớn"}).status_code == 303
    assert {one.theme_uid for one in public(settings).entries} == {found.uid}
    assert "không có gì mới" in approver.get(address).text


def test_a_field_that_changes_is_told_in_words(approver: FlaskClient, store: Store, app: Flask) -> None:
    approver.post(PAGE, data={})
    found = item(store, "cháy rừng")
    with store.writing() as session:
        wanted = review.ItemCorrection("Tên mới", "regular", ("press",), (), NOW + timedelta(days=1))
        review.correct(session, found.id or 0, found.version, wanted, ME)
    page = approver.get(PAGE).text
    assert "Báo chí" in page
    assert "<ins>09h00, 13/11/2024</ins>" in page
    assert "<ins>Tên mới</ins>" in page

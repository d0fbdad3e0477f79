"""The desk's calendar over HTTP: its pages, its filter, and all that can be done about an item's days."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select
from werkzeug.test import TestResponse

from calendar_app import desk_days, intake, publish, registry, review
from calendar_app.desk_days import Planned
from calendar_app.models import Decision, Directive, Item, ItemDate, Published
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.many_items import counted, fill
from tests.conftest import EDITOR, NOW, SAMPLES
from tests.web.persons import browser, person

MONTH = "/bien-tap/lich/thang/2024-11"
VIEWS = (
    "/bien-tap/lich/",
    MONTH,
    "/bien-tap/lich/tuan/2024-W47",
    "/bien-tap/lich/nam/2024",
    "/bien-tap/lich/ngay/2024-11-20",
    "/bien-tap/lich/danh-sach?tu=1/11/2024&den=30/11/2024",
    "/bien-tap/lich/cho-ngay",
    "/bien-tap/lich/dang-chay",
)
TEACHERS = "Ngày Nhà giáo Việt Nam"


@pytest.fixture
def slug(desk: FlaskClient, store: Store) -> str:
    sample = SAMPLES / "tuan-46-2024.txt"
    return intake.receive(store, sample.read_bytes(), sample.name, NOW).slug


def main_of(answer: TestResponse) -> html.HtmlElement:
    return html.fromstring(answer.text).find(".//main")


def planned(store: Store, title: str, day: date | None = None) -> Planned:
    with store.reading() as session:
        found = desk_days.between(session, day or date(2024, 1, 1), day or date(2026, 12, 31))
        waiting = desk_days.waiting(session)
    (one,) = [one for one in (*found, *waiting) if title in one.entry.title]
    return one


def do(desk: FlaskClient, one: Planned, what: str, **fields: object) -> TestResponse:
    address = f"/bien-tap/lich/muc/{one.item.id}/{one.entry.uid}/{what}"
    return desk.post(address, data={"phien-ban": one.item.version, "ve": MONTH, **fields})


def titles(page: html.HtmlElement) -> str:
    (table,) = page.xpath("//table[@id='lich']")
    return str(table.text_content())


@pytest.mark.usefixtures("slug")
@pytest.mark.parametrize("address", VIEWS)
def test_every_view_answers_and_leads_to_the_others(desk: FlaskClient, address: str) -> None:
    page = main_of(desk.get(address))
    named = {link.text_content() for link in page.xpath("//nav[@aria-label='Cách xem']/a")}
    assert {"Tháng", "Tuần", "Năm", "Danh sách", "Chờ ngày", "Tạo mục"} <= named
    assert page.xpath("//nav[contains(@aria-label, 'trạng thái')]//a[contains(., 'nháp')]")
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert table.xpath("thead//th[@scope='col']")


@pytest.mark.usefixtures("slug")
def test_a_month_has_each_item_on_its_day_with_its_state_and_source(desk: FlaskClient) -> None:
    page = main_of(desk.get(MONTH))
    bar = page.xpath(f"//div[contains(@class, 'bar')][contains(., '{TEACHERS}')]")[0]
    assert "nháp" in bar.text_content()
    assert bar.get("data-day") == "2024-11-20"
    assert main_of(desk.get(bar.find(".//a").get("href"))).xpath("//blockquote[contains(., '20/11')]")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", ["thang/2024-13", "tuan/2024-W60", "nam/abc", "ngay/2024-02-30", "thang/1850-01"])
def test_a_time_that_is_none_is_said_in_words(desk: FlaskClient, name: str) -> None:
    assert desk.get(f"/bien-tap/lich/{name}").status_code == 404


def test_a_week_that_its_year_does_not_have_is_told_how_many_it_has(desk: FlaskClient) -> None:
    assert "Năm 2024 có 52 tuần." in desk.get("/bien-tap/lich/tuan/2024-W53").text


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("query", ["kenh=x", "trang-thai=x", "chu-de=x", "don-vi=Xã Không Có"])
def test_a_filter_that_is_none_is_said_in_words(desk: FlaskClient, query: str) -> None:
    answer = desk.get(f"{MONTH}?{query}")
    assert answer.status_code == 422
    assert "x" in answer.text


def test_a_list_takes_days_that_follow_each_other(desk: FlaskClient) -> None:
    for wrong in ("tu=2/11/2024&den=1/11/2024", "tu=1/1/2020&den=1/1/2024", "tu=mai"):
        assert desk.get(f"/bien-tap/lich/danh-sach?{wrong}").status_code == 422


def test_filters_choose_by_state_words_channel_directive_unit_and_subject_and_stay_in_addresses(
    desk: FlaskClient, store: Store, slug: str
) -> None:
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), Actor(EDITOR, NOW))
    one = planned(store, TEACHERS)
    channel = one.entry.channels[0]
    some = (f"kenh={channel}", "trang-thai=nhap", f"tim={quote('nhà giáo')}", f"van-ban={slug}")
    for query in some:
        page = main_of(desk.get(f"{MONTH}?{query}"))
        assert TEACHERS in titles(page), query
        assert query.split("=")[0] in page.xpath("//a[@rel='next']")[0].get("href"), query
    none = ("kenh=van-nghe", "trang-thai=huy", "tim=thuy%20loi", "van-ban=khong", "chu-de=y-te")
    for query in none:
        assert TEACHERS not in titles(main_of(desk.get(f"{MONTH}?{query}"))), query
    assert "cháy rừng" in titles(main_of(desk.get(f"{MONTH}?tim=chay+rung")))
    assert desk.get(f"{MONTH}?don-vi=cong-quang-ngai").status_code == 200
    toggle = main_of(desk.get(f"{MONTH}?tim=nha+giao")).xpath(f"//nav//a[@data-channel='{channel}']")[0]
    assert TEACHERS in titles(main_of(desk.get(toggle.get("href"))))


@pytest.mark.usefixtures("slug")
def test_typed_days_move_an_item_after_a_look_and_it_can_be_taken_back(desk: FlaskClient, store: Store) -> None:
    one = planned(store, TEACHERS)
    look = do(desk, one, "chuyen", luc="19/10 âm", thu="1")
    assert look.status_code == 200
    assert "19/11/2024" in look.text
    assert planned(store, TEACHERS).entry.start == date(2024, 11, 20)
    answer = do(desk, one, "chuyen", luc="22/11")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{MONTH}?vua={one.item.id}#o-2024-11-22"
    moved = planned(store, TEACHERS)
    assert moved.entry.start == moved.entry.end == date(2024, 11, 22)
    page = main_of(desk.get(answer.headers["Location"]))
    (notice,) = page.xpath("//form[@role='status']")
    address = f"/bien-tap/lich/muc/{one.item.id}/{one.entry.uid}"
    item = main_of(desk.get(address)).text_content()
    assert f"Ngày do {EDITOR} đặt." in item
    assert "Văn bản viết: “20/11”" in item
    fields = {field.get("name"): field.get("value") for field in notice.iter("input")}
    assert desk.post(notice.get("action"), data=fields).status_code == 303
    assert planned(store, TEACHERS).entry.start == date(2024, 11, 20)
    with store.reading() as session:
        actions = session.exec(select(Decision.action).where(Decision.item_id == one.item.id)).all()
    assert actions == ["correct", "undo"]


@pytest.mark.usefixtures("slug")
def test_a_stretch_keeps_its_length_when_it_is_dragged_or_given_one_day_and_takes_a_typed_one(
    desk: FlaskClient, store: Store
) -> None:
    def days() -> tuple[date | None, date | None]:
        one = planned(store, "bảo hiểm y tế")
        return one.entry.start, one.entry.end

    assert days() == (date(2024, 11, 15), date(2024, 12, 15))
    dragged = do(desk, planned(store, "bảo hiểm y tế"), "keo", tu="2024-11-20", den="2024-11-18")
    assert dragged.status_code == 303
    assert days() == (date(2024, 11, 13), date(2024, 12, 13))
    assert do(desk, planned(store, "bảo hiểm y tế"), "chuyen", luc="15/11/2024").status_code == 303
    assert days() == (date(2024, 11, 15), date(2024, 12, 15))
    typed = do(desk, planned(store, "bảo hiểm y tế"), "chuyen", luc="từ 1/12 đến 5/12")
    assert typed.status_code == 303
    assert days() == (date(2024, 12, 1), date(2024, 12, 5))


@pytest.mark.usefixtures("slug")
def test_what_was_changed_by_another_is_not_overwritten_and_both_versions_are_shown(
    desk: FlaskClient, store: Store, app: Flask
) -> None:
    one = planned(store, TEACHERS)
    other = browser(app, person(store, "lan", "editor"))
    assert do(other, one, "chuyen", luc="21/11/2024").status_code == 303
    for what, fields in (
        ("chuyen", {"luc": "25/11/2024"}),
        ("keo", {"tu": "2024-11-20", "den": "2024-11-25"}),
        ("chep", {"luc": "25/11/2024"}),
    ):
        answer = do(desk, one, what, **fields)
        assert answer.status_code == 409, what
        shown = main_of(answer).text_content()
        assert "lan vừa sửa mục này" in shown
        assert "21/11/2024" in shown
        assert "25/11/2024" in answer.text
    assert do(desk, one, "lap", **{"tan-suat": "WEEKLY", "den": "31/12/2024"}).status_code == 409
    assert planned(store, TEACHERS).entry.start == date(2024, 11, 21)


@pytest.mark.usefixtures("slug")
def test_what_names_no_day_is_said_beside_the_field_with_what_was_typed(desk: FlaskClient, store: Store) -> None:
    one = planned(store, TEACHERS)
    for words in ("", "hôm nào đó"):
        answer = do(desk, one, "chuyen", luc=words)
        assert answer.status_code == 422, words
        (field,) = main_of(answer).xpath("//input[@id='luc']")
        assert field.get("value", "") == words
        assert main_of(answer).xpath("//*[@role='alert']")
    assert do(desk, one, "keo", tu="2024-11-20", den="").status_code == 422
    assert do(desk, one, "lap", **{"tan-suat": "DAILY", "den": "31/12/2024"}).status_code == 422
    assert do(desk, one, "lap", **{"tan-suat": "WEEKLY", "den": "1/1/2024"}).status_code == 422
    assert do(desk, one, "lap", **{"tan-suat": "WEEKLY", "den": ""}).status_code == 422
    assert desk.get(f"/bien-tap/lich/muc/{one.item.id}/khong-co").status_code == 404
    assert desk.get(f"/bien-tap/lich/muc/9999/{one.entry.uid}").status_code == 404


@pytest.mark.usefixtures("slug")
def test_a_year_that_nobody_plans_for_is_refused_before_it_is_counted_with(desk: FlaskClient, store: Store) -> None:
    stretch = planned(store, "bảo hiểm y tế")
    for what, fields in (
        ("chuyen", {"luc": "31/12/9999"}),
        ("chuyen", {"luc": "31/12/9999", "thu": "1"}),
        ("keo", {"tu": "2024-11-20", "den": "9999-12-31"}),
        ("keo", {"tu": "0001-01-01", "den": "2024-11-20"}),
    ):
        answer = do(desk, stretch, what, **fields)
        assert answer.status_code == 422, (what, fields)
        assert "không hợp lý" in answer.text


@pytest.mark.usefixtures("slug")
def test_a_form_leads_back_to_no_page_but_the_calendar(desk: FlaskClient, store: Store) -> None:
    for wanted in ("https://la.example/x", "//la.example", "/dang-nhap", "/bien-tap/nguoi-dung/", "javascript:1"):
        one = planned(store, TEACHERS)
        answer = do(desk, one, "chuyen", luc="20/11/2024", ve=wanted)
        assert answer.headers["Location"].startswith("/bien-tap/lich/"), wanted


@pytest.mark.usefixtures("slug")
def test_a_public_day_that_moved_is_asked_about_at_release(
    desk: FlaskClient, store: Store, settings: Settings, slug: str
) -> None:
    with store.writing() as session:
        directive = session.exec(select(Directive).where(Directive.slug == slug)).one()
        review.accept_all(session, directive.id or 0, Actor(EDITOR, NOW))
    publish.release(store, settings, EDITOR, "", NOW)
    one = planned(store, TEACHERS)
    assert one.state == desk_days.PUBLIC
    assert "hỏi lý do" in desk.get(f"/bien-tap/lich/muc/{one.item.id}/{one.entry.uid}").text
    do(desk, one, "chuyen", luc="21/11/2024")
    assert (
        "điều chỉnh"
        in main_of(desk.get(MONTH)).xpath(f"//div[contains(., '{TEACHERS}')][@data-state]")[0].text_content()
    )
    with pytest.raises(publish.Problem, match="lý do"):
        publish.release(store, settings, EDITOR, "", NOW)
    assert publish.release(store, settings, EDITOR, "Trùng lịch", NOW).number == 2
    with store.reading() as session:
        row = session.get(Published, one.entry.uid)
        assert row is not None
        assert (row.sequence, row.facts["start"], row.facts["words"]) == (1, "2024-11-21", "20/11")


def test_what_waits_lies_in_a_drawer_with_proposed_days_and_takes_one(desk: FlaskClient, store: Store) -> None:
    text = (SAMPLES / "tuan-46-2024.txt").read_text(encoding="utf-8")
    text = text.replace("2.1. Thực hiện", "2.1. Lễ hội đọc sách tổ chức trong năm 2024.\n\n2.1a. Thực hiện")
    intake.receive(store, text.encode(), "a.txt", NOW)
    with store.writing() as session:
        item = session.exec(select(Item).where(Item.kind != "form")).first()
        assert item is not None
        mark = ItemDate(uid="f" * 32, item_id=item.id or 0, position=9, role="anniversary", label=TEACHERS + " 2")
        mark.start, mark.end, mark.precision = date(2024, 1, 1), date(2024, 12, 31), "year"
        mark.observance, mark.text = "ngay-nha-giao-viet-nam", "năm 2024"
        session.add(mark)
    (waiting,) = main_of(desk.get(MONTH)).xpath(f"//aside//div[contains(., '{TEACHERS} 2')]")
    assert "năm 2024" in waiting.text_content()
    assert main_of(desk.get("/bien-tap/lich/cho-ngay")).xpath(f"//article[contains(., '{TEACHERS} 2')]")
    (form,) = waiting.iter("form")
    assert "20/11/2024" in form.text_content()
    fields = {field.get("name"): field.get("value") for field in (*form.iter("input"), *form.iter("button"))}
    assert desk.post(form.get("action"), data=fields).status_code == 303
    one = planned(store, TEACHERS + " 2")
    assert (one.fixed, one.entry.start, one.entry.kind) == (True, date(2024, 11, 20), "ky-niem")


@pytest.mark.usefixtures("slug")
def test_a_copy_has_the_same_source_channels_and_words_and_a_day_of_its_own(desk: FlaskClient, store: Store) -> None:
    one = planned(store, TEACHERS)
    assert "27/11/2024" in do(desk, one, "chep", luc="27/11/2024", thu="1").text
    answer = do(desk, one, "chep", luc="27/11/2024")
    assert answer.status_code == 303
    copied = planned(store, TEACHERS, date(2024, 11, 27))
    assert copied.entry.uid != one.entry.uid
    assert copied.item.id != one.item.id
    assert (copied.entry.source.slug, copied.entry.source.path) == (one.entry.source.slug, one.entry.source.path)
    assert (copied.entry.channels, copied.state) == (one.entry.channels, desk_days.DRAFT)
    assert planned(store, TEACHERS, date(2024, 11, 20)).entry == one.entry
    taken_back = desk.post(f"/bien-tap/lich/muc/{copied.item.id}/hoan-tac", data={"phien-ban": copied.item.version})
    assert taken_back.status_code == 303
    assert planned(store, TEACHERS).entry.uid == one.entry.uid


@pytest.mark.usefixtures("slug")
def test_a_day_comes_back_by_a_rule_after_its_days_were_seen(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    one = planned(store, TEACHERS)
    look = do(desk, one, "lap", **{"tan-suat": "WEEKLY", "den": "11/12/2024", "thu": "1"})
    said = [line.text_content() for line in main_of(look).xpath("//ol/li")]
    assert said == ["thứ Tư, 20/11/2024", "thứ Tư, 27/11/2024", "thứ Tư, 04/12/2024", "thứ Tư, 11/12/2024"]
    assert do(desk, one, "lap", **{"tan-suat": "WEEKLY", "den": "11/12/2024"}).status_code == 303
    (again,) = [each for each in _december(store) if TEACHERS in each.entry.title]
    assert (again.entry.rrule, again.entry.end) == ("FREQ=WEEKLY;BYDAY=WE", date(2024, 12, 11))
    december = main_of(desk.get("/bien-tap/lich/thang/2024-12"))
    days = [bar.get("data-day") for bar in december.xpath(f"//div[contains(., '{TEACHERS}')]/@data-day/..")]
    assert days == ["2024-11-27", "2024-12-04", "2024-12-11"]
    assert do(desk, again, "keo", tu="2024-12-04", den="2024-12-05").status_code == 422
    with store.writing() as session:
        review.accept(session, again.item.id or 0, again.item.version, Actor(EDITOR, NOW))
    publish.release(store, settings, EDITOR, "", NOW)
    calendar = (settings.data / "public" / "current" / "feeds" / "tat-ca.ics").read_text(encoding="utf-8")
    assert re.search(r"RRULE:FREQ=WEEKLY;UNTIL=20241211;BYDAY=WE", calendar)
    for _ in range(2):
        (last,) = [each for each in _december(store) if TEACHERS in each.entry.title][:1] or [again]
        desk.post(f"/bien-tap/lich/muc/{last.item.id}/hoan-tac", data={"phien-ban": last.item.version})
    assert planned(store, TEACHERS).entry.rrule is None


def _december(store: Store) -> list[Planned]:
    with store.reading() as session:
        return desk_days.between(session, date(2024, 12, 1), date(2024, 12, 31))


OWN = {
    "ten": "Ngày hội đọc sách của Sở",
    "loai": "thematic",
    "luc": "21/11/2024",
    "noi-dung": "Giới thiệu sách mới tại nhà văn hóa.",
    "khau-hieu": "Sách mở ra tương lai",
    "don-vi": "Đài truyền thanh xã Đăk Hà\nCổng tỉnh",
    "kenh": "loudspeaker",
    "ve": MONTH,
}


def test_an_own_item_stands_in_the_years_register_and_is_released_cited_and_fed_like_any_other(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "21/11/2024" in desk.post("/bien-tap/lich/muc-moi", data={**OWN, "thu": "1"}).text
        answer = desk.post("/bien-tap/lich/muc-moi", data={**OWN, "duyet": "1"})
        assert answer.status_code == 303
        assert desk.post("/bien-tap/lich/muc-moi", data={**OWN, "ten": "Mục thứ hai", "luc": ""}).status_code == 303
        publish.release(store, settings, EDITOR, "", NOW)
        one = planned(store, "Ngày hội đọc sách")
        second = planned(store, "Mục thứ hai")
        assert (one.state, one.entry.source.title) == (desk_days.PUBLIC, "Mục tự lập năm 2024 của Lịch tuyên truyền")
        assert (second.state, second.fixed, second.paper.id) == (desk_days.DRAFT, False, one.paper.id)
        week = desk.get("/tuan/2024-W47").text
        assert "Ngày hội đọc sách của Sở" in week
        assert "Sách mở ra tương lai" in week
        assert "Mục tự lập năm 2024" in week
        assert one.entry.channels == ("truyen-thanh",)
        assert desk.get("/van-ban/muc-tu-lap-2024").status_code == 200
        assert "Ngày hội đọc sách" in desk.get("/feeds/van-ban-muc-tu-lap-2024.ics").text
        page = desk.get("/bien-tap/van-ban/muc-tu-lap-2024")
        assert "Ngày hội đọc sách" in page.text
        assert "Đọc lại" not in page.text
        assert "không theo văn bản nào" in desk.get("/bien-tap/van-ban/muc-tu-lap-2024/tep").text


def test_an_own_item_that_cannot_be_is_said_with_everything_typed_kept(desk: FlaskClient, store: Store) -> None:
    for wrong in ({"ten": " "}, {"loai": "form"}, {"luc": "hôm nào"}):
        answer = desk.post("/bien-tap/lich/muc-moi", data={**OWN, **wrong})
        assert answer.status_code == 422, wrong
        assert "Sách mở ra tương lai" in answer.text
        assert main_of(answer).xpath("//*[@role='alert']")
    with store.reading() as session:
        assert session.exec(select(Item)).all() == []


def test_who_may_only_read_sees_the_calendar_and_no_way_to_change_it(store: Store, app: Flask, slug: str) -> None:
    reader = browser(app, person(store, "doc", "reader"))
    page = main_of(reader.get(MONTH))
    assert TEACHERS in titles(page)
    assert not page.xpath(".//*[@draggable] | .//form[@method='post'] | .//a[contains(@href, '/muc')]")
    assert slug in page.xpath(f".//div[contains(@class, 'bar')][contains(., '{TEACHERS}')]//a/@href")[0]


def test_a_month_of_500_items_is_a_small_page_with_as_many_queries_as_one_of_60(
    desk: FlaskClient, store: Store
) -> None:
    counts = {}
    for numbers, items in ((range(30), 2), (range(30, 120), 5)):
        fill(store, numbers, items)
        for address in VIEWS:
            with counted(store) as said:
                answer = desk.get(address.replace("/bien-tap/lich/?", "/bien-tap/lich/"))
            assert answer.status_code == 200
            assert len(answer.data) < 150_000, (address, len(answer.data))
            counts.setdefault(address, set()).add(len(said))
    page = main_of(desk.get(MONTH))
    (more,) = page.xpath("//table//td[contains(., 'mục nữa')]/a[contains(@href, '2024-11-20')]")
    listed = main_of(desk.get(more.get("href")))
    assert len(listed.xpath("//li")) == int(re.findall(r"\d+", more.text_content())[0]) + 4
    assert {address: len(found) for address, found in counts.items()} == dict.fromkeys(VIEWS, 1)

"""The desk's pages ask the database as often for many directives as for few."""

from __future__ import annotations

from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app.models import AiringSlot, Directive, Item, Unit, stable_uid
from calendar_app.store import Store
from tests.calendar_app.many_items import counted, fill
from tests.conftest import NOW
from tests.web.persons import browser, person

PAGES = (
    "/bien-tap/",
    "/bien-tap/van-ban/cv-2",
    "/bien-tap/phat-hanh",
    "/bien-tap/phat-hanh/don-vi",
    "/bien-tap/don-vi/chua-ro",
    "/bien-tap/lich/thang/2024-11",
    "/bien-tap/lich/tuan/2024-W44",
    "/bien-tap/lich/nam/2024",
    "/bien-tap/lich/nam/2024?tim=giao+thong",
    "/bien-tap/lich/danh-sach?tu=1/11/2024&den=30/11/2024",
    "/bien-tap/lich/cho-ngay",
    "/bien-tap/lich/dang-chay",
)
THEMES = (
    *("Phòng cháy, chữa cháy rừng mùa khô", "Tiêm chủng mở rộng cho trẻ em", "Hiến máu tình nguyện dịp hè"),
    *("Chuyển đổi số dịch vụ công trực tuyến", "Phòng chống lừa đảo qua mạng", "Đọc sách ở thư viện huyện"),
    *("Bảo hiểm y tế học sinh", "Thu gom rác thải nhựa bãi biển"),
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_takes_as_many_queries_with_many_directives_as_with_few(
    desk: FlaskClient, store: Store, address: str
) -> None:
    counts = set()
    for numbers in (range(3), range(3, 60)):
        fill(store, numbers, 3)
        with counted(store) as said:
            assert desk.get(address).status_code == 200
        counts.add(len(said))
    assert len(counts) == 1, counts


def test_what_runs_is_compared_with_a_later_paper_in_as_many_queries_for_many_items_as_for_few(
    desk: FlaskClient, store: Store
) -> None:
    with store.writing() as session:
        session.add_all(paper(number) for number in (1, 2))
    counts = []
    for titles in (THEMES[:2], THEMES[2:]):
        with store.writing() as session:
            session.add_all(theme(number, title) for title in titles for number in (1, 2))
        with counted(store) as said:
            page = html.fromstring(desk.get("/bien-tap/van-ban/cv-2/tiep-noi").text)
        counts.append((len(page.findall(".//article")), len(said)))
    (few, asked), (many, asked_then) = counts
    assert (few, many) == (2, 8)
    assert asked == asked_then


def paper(number: int) -> Directive:
    return Directive(
        id=number,
        slug=f"cv-{number}",
        sha256=f"{number:064}",
        file_name="a.txt",
        received_at=NOW,
        text="x",
        issuer="Ban Tuyên giáo",
        issued_on=NOW.date(),
    )


def theme(number: int, title: str) -> Item:
    uid, status = stable_uid(number, title), "accepted"
    about = {"kind": "thematic", "title": title, "text": title, "position": THEMES.index(title), "path": "I.1"}
    return Item(uid=uid, directive_id=number, status=status, **about)


def test_holds_are_listed_in_as_many_queries_for_many_units_as_for_few(app: Flask, store: Store) -> None:
    client = browser(app, person(store, "anh-ba", "admin"))
    counts = set()
    for numbers in (range(2), range(2, 9)):
        with store.writing() as session:
            for number in numbers:
                session.add(Unit(slug=f"xa-{number}", name=f"Xã {number}", kind="commune", changed_at=NOW))
                session.flush()
                session.add(slot(f"xa-{number}"))
        with counted(store) as said:
            page = html.fromstring(client.get("/bien-tap/lich-phat/tam-dung").text)
        assert {f"xa-{number}" for number in range(numbers.stop)} <= {*page.xpath("//option/@value")}
        counts.add(len(said))
    assert len(counts) == 1, counts


def slot(unit: str) -> AiringSlot:
    when = {"weekdays": [1, 3], "start": time(5), "minutes": 15}
    return AiringSlot(unit=unit, code="sang", channel="loudspeaker", author="anh-ba", changed_at=NOW, **when)


def test_what_came_in_is_listed_the_newest_first_and_a_hundred_at_a_time(desk: FlaskClient, store: Store) -> None:
    fill(store, range(103), 1)
    first, second = (html.fromstring(desk.get(f"/bien-tap/?trang={number}").text) for number in (1, 2))
    listed = [page.xpath("//table//td[1]/a/@href") for page in (first, second)]
    assert [len(some) for some in listed] == [100, 3]
    assert listed[0][0] == "/bien-tap/van-ban/cv-102"
    assert listed[1][-1] == "/bien-tap/van-ban/cv-0"
    assert first.xpath("//nav[@aria-label='Các trang']/a/@href") == ["/bien-tap/?trang=1", "/bien-tap/?trang=2"]
    assert desk.get("/bien-tap/?trang=3").status_code == 404


def test_words_that_mean_nobody_stand_beside_the_newest_directives_that_use_them(
    desk: FlaskClient, store: Store
) -> None:
    fill(store, range(12), 1)
    with store.writing() as session:
        for item in session.exec(select(Item)):
            item.audiences = ["UBND xã Không Có"]
    page = html.fromstring(desk.get("/bien-tap/don-vi/chua-ro").text)
    (row,) = page.xpath("//tbody/tr[contains(., 'UBND xã Không Có')]")
    assert len(row.xpath(".//a")) == 10
    assert row.text_content().endswith("; và 2 văn bản trước đó")

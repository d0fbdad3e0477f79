"""The desk's pages ask the database as often for many directives as for few."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app.models import Item
from calendar_app.store import Store
from tests.calendar_app.many_items import counted, fill

PAGES = (
    "/bien-tap/",
    "/bien-tap/van-ban/cv-2",
    "/bien-tap/phat-hanh",
    "/bien-tap/phat-hanh/don-vi",
    "/bien-tap/don-vi/chua-ro",
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

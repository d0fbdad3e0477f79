"""A directive that a later one replaces says so on its page; one that is only cited does not."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from calendar_app import intake
from calendar_app.store import Store
from tests.calendar_app.many_items import counted
from tests.calendar_app.weekly import other_body
from tests.conftest import NOW

OLDER, NUMBER = other_body("Sở Y tế", "512/SYT-NVY", 12), "512/SYT-NVY"


def later(said: str, number: str = "600/SYT-NVY", day: int = 20) -> bytes:
    text = other_body("Sở Y tế", number, day).decode()
    return text.replace("ăn tập thể.\n", f"ăn tập thể.\n\n{said}\n").encode()


def notices(desk: FlaskClient, slug: str) -> list[html.HtmlElement]:
    page = html.fromstring(desk.get(f"/bien-tap/van-ban/{slug}").text)
    return page.xpath("//p[@class='notice'][contains(., 'đã được thay thế')]")


def test_the_older_page_says_by_what_it_is_replaced_and_leads_there(desk: FlaskClient, store: Store) -> None:
    older = intake.receive(store, OLDER, "a.txt", NOW).slug
    assert notices(desk, older) == []
    text = later(f"Công văn này thay thế Công văn số {NUMBER} ngày 12/11/2024.")
    newer = intake.receive(store, text, "b.txt", NOW).slug
    (notice,) = notices(desk, older)
    assert notice.xpath("a/@href") == [f"/bien-tap/van-ban/{newer}", f"/bien-tap/van-ban/{newer}/tiep-noi"]
    assert "600/SYT-NVY" in notice.text_content()
    assert notices(desk, newer) == []


@pytest.mark.parametrize(
    "said",
    [
        "Tiếp tục thực hiện Công văn số {} ngày 12/11/2024.",
        "Công văn này thay thế Công văn số {} ngày 12/11/2023.",
        "Công văn này thay thế Công văn số 99/SYT-NVY ngày 12/11/2024. Công văn số {} ngày 12/11/2024 còn hiệu lực.",
    ],
    ids=["carried on", "of another day", "another is replaced"],
)
def test_what_is_only_cited_is_not_replaced(desk: FlaskClient, store: Store, said: str) -> None:
    older = intake.receive(store, OLDER, "a.txt", NOW).slug
    intake.receive(store, later(said.format(NUMBER)), "b.txt", NOW)
    assert notices(desk, older) == []


def test_more_directives_that_replace_one_take_no_more_queries(desk: FlaskClient, store: Store) -> None:
    older = intake.receive(store, OLDER, "a.txt", NOW).slug
    counts, links = [], []
    for number in (600, 601, 602):
        text = later(f"Công văn này thay thế Công văn số {NUMBER} ngày 12/11/2024.", f"{number}/SYT-NVY")
        intake.receive(store, text, "b.txt", NOW)
        with counted(store) as said:
            (notice,) = notices(desk, older)
        counts.append(len(said))
        links.append(len(notice.findall("a")))
    assert links == [2, 3, 4]
    assert len(set(counts)) == 1

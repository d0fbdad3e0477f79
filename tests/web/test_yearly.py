"""The almanac's pages, as a reader's browser gets them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar

from calendar_app.almanac import KIND_NAMES
from content.almanac import lunar
from content.almanac.observances import year
from tests.web import examples
from tests.web.pages import Page, page

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MOST_BYTES = 150_000


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return examples.app_showing(tmp_path, examples.snapshot()).test_client()


@pytest.fixture(autouse=True)
def _saturday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def lists(found: Page) -> list[tuple[int, str, str]]:
    """Return (month whose list it is in, slug, day its link leads to) of each line of a page."""
    lines, month, slug = [], 0, ""
    for tag, attrs in found.tags:
        name = attrs.get("id") or ""
        if tag == "h2" and name.startswith("thang-"):
            month, slug = int(name.removeprefix("thang-")), ""
        elif tag == "li":
            slug = name
        elif tag == "a" and slug and (attrs["href"] or "").startswith("/ngay/"):
            lines.append((month, slug, (attrs["href"] or "").removeprefix("/ngay/")))
    return lines


@pytest.mark.parametrize("number", [2000, 2025, 2031, 2033, 2100])
def test_every_observance_of_a_year_is_on_the_list_of_its_month_once(client: FlaskClient, number: int) -> None:
    shown = lists(page(client, f"/lich-nam/{number}"))
    assert shown == [(one.day.month, one.observance.slug, one.day.isoformat()) for one in year(number)]


# Checked by hand: 2025 has a leap month 6, 2028 a leap 5, 2031 a leap 3, 2033 a leap 11.
@pytest.mark.parametrize(
    ("number", "tet", "kings", "buddha", "autumn"),
    [
        (2025, "2025-01-29", "2025-04-07", "2025-05-12", "2025-10-06"),
        (2026, "2026-02-17", "2026-04-26", "2026-05-31", "2026-09-25"),
        (2028, "2028-01-26", "2028-04-04", "2028-05-09", "2028-10-03"),
        (2031, "2031-01-23", "2031-04-01", "2031-06-04", "2031-10-01"),
        (2033, "2033-01-31", "2033-04-09", "2033-05-13", "2033-09-08"),
    ],
)
def test_lunar_days_are_where_people_keep_them(
    client: FlaskClient, number: int, tet: str, kings: str, buddha: str, autumn: str
) -> None:
    days = {slug: day for _, slug, day in lists(page(client, f"/lich-nam/{number}"))}
    named = ("tet-nguyen-dan", "gio-to-hung-vuong", "phat-dan", "trung-thu")
    assert [days[slug] for slug in named] == [tet, kings, buddha, autumn]


def test_a_line_says_weekday_lunar_day_years_kind_and_when_to_begin(client: FlaskClient) -> None:
    said = page(client, "/lich-nam/2026").text
    assert "CN 26/4 10/3 âm lịch Giỗ Tổ Hùng Vương Toàn quốc chuẩn bị từ T6 27/3" in said
    assert "T3 22/12 Ngày thành lập Quân đội nhân dân Việt Nam Toàn quốc 82 năm chuẩn bị từ T3 15/12" in said
    assert "T6 01/5 đến CN 31/5 Tháng Công nhân" in said
    assert "Kon Tum, nay thuộc Quảng Ngãi" in said
    assert "T5 01/01 Tết Dương lịch Toàn quốc chuẩn bị từ T3 02/12/2025" in said


def test_tet_is_said_with_its_eve_and_the_names_of_both_years(client: FlaskClient) -> None:
    said = page(client, "/lich-nam/2025").text
    assert "Mùng 1 Tết Ất Tỵ là ngày 29/01/2025; trước đó là năm Giáp Thìn." in said
    assert "Tháng Chạp năm Giáp Thìn có 29 ngày, giao thừa là đêm 28/01/2025." in said
    assert "Năm Ất Tỵ có tháng 6 nhuận, từ 25/7/2025 đến 22/8/2025" in said
    assert "T3 28/01 29/12 âm lịch Giao thừa" in said
    assert "T4 29/01 1/1 âm lịch Tết Nguyên đán" in said
    for number in range(2000, 2101):
        assert lunar.can_chi(number) in page(client, f"/lich-nam/{number}/nam-tron").text


def test_round_years_are_said_in_words(client: FlaskClient) -> None:
    whole, round_ones = page(client, "/lich-nam/2024"), page(client, "/lich-nam/2024/nam-tron")
    assert "Ngày thành lập Quân đội nhân dân Việt Nam Toàn quốc 80 năm, năm tròn" in whole.text
    assert "Ngày hội Quốc phòng toàn dân Toàn quốc 35 năm, năm lẻ 5" in whole.text
    assert "Ngày Nhà giáo Việt Nam Toàn quốc 42 năm chuẩn bị" in whole.text
    assert {slug for _, slug, _ in lists(round_ones)} == {one.observance.slug for one in year(2024) if one.round}
    assert "0 năm chuẩn bị" not in page(client, "/lich-nam/2025").text  # the year of a beginning counts nothing


def test_what_is_to_be_prepared_now_says_how_far_off_it_is(client: FlaskClient) -> None:
    said = page(client, "/lich-nam/2026").text
    assert "Ngày Toàn quốc kháng chiến Toàn quốc 80 năm, năm tròn chuẩn bị từ T5 19/11 còn 28 ngày" in said
    assert said.count("còn 28 ngày") == 1
    assert "còn 30 ngày" not in said


def test_each_kind_has_an_address_and_together_they_are_the_year(client: FlaskClient) -> None:
    scopes = [slug for slug in KIND_NAMES if slug != "nam-tron"]
    whole = page(client, "/lich-nam/2026")
    parts = [lists(page(client, f"/lich-nam/2026/{slug}")) for slug in scopes]
    assert sorted(line for part in parts for line in part) == sorted(lists(whole))
    assert {f"/lich-nam/2026/{slug}" for slug in KIND_NAMES} <= set(whole.links)
    assert {line[1] for line in parts[scopes.index("dang")]} >= {"kiem-tra-dang", "tran-phu"}


def test_years_lead_on_and_end_where_the_almanac_ends(client: FlaskClient) -> None:
    assert {"/lich-nam/2025", "/lich-nam/2027"} <= set(page(client, "/lich-nam/2026").links)
    assert {"/lich-nam/2025/dang", "/lich-nam/2027/dang"} <= set(page(client, "/lich-nam/2026/dang").links)
    assert "/lich-nam/1999" not in page(client, "/lich-nam/2000").links
    assert "/lich-nam/2101" not in page(client, "/lich-nam/2100").links
    assert lists(page(client, "/lich-nam/")) == lists(page(client, "/lich-nam/2026"))


def test_this_year_is_vietnams(client: FlaskClient) -> None:
    with time_machine.travel(datetime(2026, 12, 31, 17, 0, tzinfo=UTC), tick=False):
        assert "Lịch năm 2027" in page(client, "/lich-nam/").text


@pytest.mark.parametrize("name", ["1999", "2101", "02026", "26", "2026-01", "２０２６", "x" * 500, "1999.ics"])
def test_a_year_that_is_not_there_says_which_are(client: FlaskClient, name: str) -> None:
    said = page(client, f"/lich-nam/{name}", 404).text
    assert "Lịch năm có các năm từ 2000 đến 2100" in said
    assert len(said) < 1000


@pytest.mark.parametrize("path", ["/lich-nam/2026/tinh", "/lich-nam/2026/tinh.ics"])
def test_a_kind_that_is_not_there_says_which_are(client: FlaskClient, path: str) -> None:
    assert "không có loại “tinh”. Hiện có: toan-quoc, dang, nganh" in page(client, path, 404).text


@pytest.mark.parametrize("number", [2000, 2026, 2050, 2100])
def test_pages_are_small(client: FlaskClient, number: int) -> None:
    assert len(client.get(f"/lich-nam/{number}").data) < MOST_BYTES


def test_a_year_and_a_kind_of_it_are_downloaded_as_calendars(client: FlaskClient) -> None:
    answer = client.get("/lich-nam/2031/dang.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=2031-dang.ics"
    assert client.get("/lich-nam/2031/dang.ics", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    days = sorted(event.start for event in Calendar.from_ical(answer.data).events)
    assert days == [one.day for one in year(2031) if one.observance.scope == "party"]
    whole = client.get("/lich-nam/2031.ics")
    assert whole.headers["Content-Disposition"] == "attachment; filename=2031.ics"
    assert len(Calendar.from_ical(whole.data).events) == len(year(2031))
    assert "/lich-nam/2031/dang.ics" in page(client, "/lich-nam/2031/dang").links


def test_a_day_says_what_is_observed_apart_from_what_was_announced(client: FlaskClient) -> None:
    said = page(client, "/ngay/2024-10-10").text
    announced, _, observed = said.partition("Ngày kỷ niệm trong lịch năm")
    assert "Văn bản chỉ đạo không ghi ngày kỷ niệm, hạn hay đợt nào riêng cho ngày này." in announced
    assert "Ngày Giải phóng Thủ đô" not in announced
    assert "Ngày Giải phóng Thủ đô 70 năm, năm tròn · Hà Nội" in observed
    assert "01/10–31/10/2024 Tháng hành động vì người cao tuổi Việt Nam" in observed
    assert "Theo lịch hằng năm, không phải thông báo của văn bản chỉ đạo." in observed
    assert "/lich-nam/2024#giai-phong-thu-do" in page(client, "/ngay/2024-10-10").links


def test_a_day_on_which_nothing_is_observed_says_nothing_of_it(client: FlaskClient) -> None:
    assert all(one.day != date(2024, 1, 3) for one in year(2024))
    assert "trong lịch năm" not in page(client, "/ngay/2024-01-03").text


def test_a_month_lists_what_is_observed_on_any_of_its_days(client: FlaskClient) -> None:
    _, _, observed = page(client, "/thang/2024-11").text.partition("Ngày kỷ niệm trong lịch năm")
    assert "20/11/2024 Ngày Nhà giáo Việt Nam 42 năm" in observed
    assert "17/10–18/11/2024 Tháng cao điểm Vì người nghèo" in observed
    assert "Ngày Phụ nữ Việt Nam" not in observed


def test_the_list_of_feeds_says_what_the_almanac_is(client: FlaskClient) -> None:
    said = page(client, "/feeds/")
    assert "không phải nội dung do văn bản chỉ đạo thông báo" in said.text
    assert "/feeds/lich-nam.rss" in said.links
    assert "webcal://lich.example/tinh/feeds/lich-nam.ics" in said.links

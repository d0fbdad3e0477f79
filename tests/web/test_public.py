"""The public pages, as a reader's browser gets them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient

from calendar_app.scopes import scopes
from tests.web import examples
from tests.web.examples import ARMY, COLUMN, CONTEST, FESTIVAL, FOOD, FRONT, NEWS, TEACHERS, WEEK_46
from tests.web.pages import client_of, page

TODAY = datetime(2024, 11, 11, 1, 0, tzinfo=UTC)
PAGES = [
    "/",
    "/tuan/2024-W46",
    "/tuan/2020-W01",
    "/thang/",
    "/thang/2024-11",
    "/ngay/2024-11-20",
    f"/chu-de/{FOOD.theme_uid}",
    f"/chu-de/{TEACHERS.theme_uid}",
    "/van-ban/",
    f"/van-ban/{WEEK_46}",
    f"/van-ban/{CONTEST}",
    "/feeds/",
    "/lich-nam/",
    "/lich-nam/2024/dang",
    "/?kenh=truyen-thanh",
]


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return examples.app_showing(tmp_path, examples.snapshot()).test_client()


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def html(client: FlaskClient, path: str) -> str:
    return client.get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_same_for_everyone_and_set_no_cookie(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Cookie": "lich=abc"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_answers_304(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", PAGES)
def test_pages_need_no_script_and_carry_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    found = page(client, path)
    assert not found.scripts
    assert not found.all("style")
    for tag, attrs in found.tags:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        if tag in ("link", "img") and attrs.get("rel") != "alternate":
            assert (attrs.get("href") or attrs.get("src") or "").startswith("/")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_vietnamese_named_and_has_one_heading_and_a_way_past_the_navigation(
    client: FlaskClient, path: str
) -> None:
    found = page(client, path)
    assert found.all("html") == [{"lang": "vi"}]
    assert len(found.all("h1")) == 1
    assert "#noi-dung" in found.links
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_the_site_leads_somewhere(client: FlaskClient, path: str) -> None:
    outside = re.compile(r"^(webcals?:|https?:|#|/bien-tap/|/feeds/.+\.|/feeds\.opml)")
    for link in {link.partition("#")[0] for link in page(client, path).links if not outside.match(link)}:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/tuan/2020-W01"])
def test_every_page_names_the_document_it_shows(client: FlaskClient, path: str) -> None:
    assert any("/van-ban/" in link for link in page(client, path).links)


@pytest.mark.parametrize(("path", "slug"), [("/", "tat-ca"), ("/thang/2024-11?kenh=bao-chi", "kenh-bao-chi")])
def test_pages_announce_the_feeds_of_what_they_show(client: FlaskClient, path: str, slug: str) -> None:
    found = page(client, path)
    links = [attrs for attrs in found.all("link") if attrs["rel"] == "alternate"]
    named = {attrs["href"] for attrs in links if "oembed" not in str(attrs["type"])}
    expected = {f"/feeds/{slug}.{extension}" for extension in ("ics", "rss", "atom", "json")}
    assert named == expected
    assert expected <= set(found.links)


def test_this_week_says_what_matters_and_how_long_it_is_off(client: FlaskClient) -> None:
    said = page(client, "/").text
    assert "Tuần 46 11/11–17/11/2024" in said
    assert "Ngày Nhà giáo Việt Nam thứ Tư, 20/11/2024 còn 9 ngày" in said
    assert "T6 15/11 Gửi báo cáo kết quả tuyên truyền về Sở TT&TT (Đài huyện" in said
    assert "“Ăn sạch, sống khỏe, phòng ngừa ngộ độc thực phẩm!”" in said
    assert "Nguồn: Công văn số …/STTTT-TTBCXB của Sở Thông tin và Truyền thông, mục I.1.2" in said


def test_today_is_marked_and_open_on_a_phone(client: FlaskClient) -> None:
    found = page(client, "/")
    assert [attrs for attrs in found.all("details") if attrs.get("class") == "today" and "open" in attrs]
    assert "T2 11/11 hôm nay" in found.text


def test_today_is_vietnams_though_the_clock_is_in_utc(client: FlaskClient) -> None:
    with time_machine.travel(datetime(2024, 11, 10, 17, 30, tzinfo=UTC), tick=False):
        assert "Tuần 46" in page(client, "/").text


def test_later_weeks_show_open_ended_themes_calmly(client: FlaskClient) -> None:
    found = page(client, "/tuan/2024-W47")
    assert "Đang thực hiện" in found.text
    bars = [attrs for attrs in found.all("div") if attrs.get("class") == "bar"]
    assert len(bars) == 6
    assert FOOD.title in found.text


def test_a_cancelled_entry_stays_struck_through_with_its_reason(client: FlaskClient) -> None:
    found = page(client, "/")
    assert f"HỦY {FESTIVAL.title}" in found.text
    assert f"Lý do: {FESTIVAL.reason}" in found.text
    assert f"<s>{FESTIVAL.title}</s>" in html(client, f"/chu-de/{FESTIVAL.theme_uid}")


def test_what_has_no_day_shows_in_the_week_of_its_release_and_with_its_directive(client: FlaskClient) -> None:
    assert NEWS.title in page(client, "/tuan/2024-W45").text
    assert NEWS.title not in page(client, "/tuan/2024-W47").text
    assert f"{NEWS.title} chưa ấn định ngày" in page(client, f"/van-ban/{WEEK_46}").text


def test_an_empty_week_says_what_will_be_there(client: FlaskClient) -> None:
    assert "Chưa có nội dung nào cho tuần này" in page(client, "/tuan/2020-W01").text


@pytest.mark.parametrize("path", ["/", "/thang/2024-11", "/ngay/2024-11-20", "/van-ban/", "/feeds/"])
def test_pages_stand_before_the_first_release(tmp_path: Path, path: str) -> None:
    assert page(client_of(tmp_path, None), path).text


def test_before_the_first_release_the_week_says_so(tmp_path: Path) -> None:
    assert "Chưa có bản phát hành nào" in page(client_of(tmp_path, None), "/").text


def test_a_new_release_shows_at_the_next_request(tmp_path: Path) -> None:
    client = client_of(tmp_path, examples.snapshot(FOOD))
    assert TEACHERS.title not in page(client, "/").text
    later = replace(examples.snapshot(FOOD, TEACHERS), rendered_at=datetime(2024, 11, 9, tzinfo=UTC))
    examples.app_showing(tmp_path, later)
    assert TEACHERS.title in page(client, "/").text


def test_a_channel_shows_only_what_is_meant_for_it(client: FlaskClient) -> None:
    said = page(client, "/?kenh=truyen-thanh").text
    assert FOOD.title in said
    assert COLUMN.title in said
    assert "Gửi báo cáo kết quả" not in said


def test_the_filter_goes_along_to_the_next_week(client: FlaskClient) -> None:
    assert "/tuan/2024-W47?kenh=truyen-thanh" in page(client, "/?kenh=truyen-thanh").links


def test_a_month_is_a_table_from_monday_with_at_most_four_lines_a_day(client: FlaskClient) -> None:
    found = page(client, "/thang/2024-11")
    assert "Thứ Hai Thứ Ba Thứ Tư" in found.text
    assert len(found.all("tbody")) == 5
    assert "+6 nội dung nữa ngày 11/11/2024" in found.text


def test_a_day_shows_its_anniversary_and_what_is_running(client: FlaskClient) -> None:
    said = page(client, "/ngay/2024-11-20").text
    assert "Thứ Tư, 20/11/2024" in said
    assert TEACHERS.title in said
    assert "Đang thực hiện" in said
    assert FRONT.title not in said


def test_a_theme_shows_all_its_days_and_the_words_they_were_read_from(client: FlaskClient) -> None:
    found = page(client, f"/chu-de/{TEACHERS.theme_uid}")
    for entry in (TEACHERS, FRONT, ARMY):
        assert entry.title in found.text
        assert f"“{entry.source.words}”" in found.text
        assert [attrs for attrs in found.all("div") if attrs.get("id") == entry.uid[:8]]


def test_a_theme_shows_who_informs_and_where_it_goes(client: FlaskClient) -> None:
    said = page(client, f"/chu-de/{FOOD.theme_uid}").text
    assert "Sở Y tế; Sở Nông nghiệp và Phát triển nông thôn" in said
    assert "Truyền thanh cơ sở" in said
    assert "đã phát hành, cập nhật lần cuối 08h53, 08/11/2024" in said


def test_a_directive_shows_what_came_of_it_in_its_own_order(client: FlaskClient) -> None:
    said = page(client, f"/van-ban/{WEEK_46}").text
    places = [said.index(place) for place in ("mục I.1.1", "mục I.1.2", "mục I.2.7", "mục II.4", "mục III.3")]
    assert places == sorted(places)
    assert "hệ thống loa phát thanh cơ sở" in said


def test_cited_documents_are_facts_and_never_something_to_air(client: FlaskClient) -> None:
    said = page(client, f"/van-ban/{WEEK_46}").text
    assert "ngày của văn bản được viện dẫn, không phải lịch phát" in said
    assert "3929/KH-UBND 01/11/2024" in said
    assert "3929/KH-UBND" not in page(client, "/ngay/2024-11-01").text


def test_every_feed_is_listed_with_full_addresses_and_honest_refresh(client: FlaskClient) -> None:
    found = page(client, "/feeds/")
    for scope in scopes():
        assert f"webcal://lich.example/tinh/feeds/{scope.slug}.ics" in found.links
        assert f"https://lich.example/tinh/feeds/{scope.slug}.ics" in found.text
        for extension in ("ics", "rss", "atom", "json"):
            assert f"/feeds/{scope.slug}.{extension}" in found.links
    for line in ("Google Lịch 4–24 giờ", "khoảng 3 giờ, có khi hơn 24 giờ", "Thunderbird 30 phút", "tùy máy"):
        assert line in found.text


def test_addresses_come_from_the_settings_and_not_from_the_request(client: FlaskClient) -> None:
    said = client.get("/feeds/", headers={"X-Forwarded-Host": "evil.example"}, base_url="http://evil.example").text
    assert "evil.example" not in said


@pytest.mark.parametrize(
    "path",
    [
        "/tuan/2024-W60",
        "/tuan/2024-46",
        "/tuan/0001-W01",
        "/tuan/9999-W52",
        "/thang/2024-13",
        "/thang/2024-1",
        "/thang/9999-12",
        "/ngay/2024-02-30",
        "/ngay/20241120",
        "/ngay/9999-12-31",
        "/chu-de/khong-co",
        "/van-ban/khong-co",
        "/?kenh=khong-co",
        "/thang/2024-11?kenh=bao-chi&chu-de=khong-co",
        "/khong-co",
    ],
)
def test_what_is_not_there_says_what_to_do(client: FlaskClient, path: str) -> None:
    found = page(client, path, status=404)
    assert "Không tìm thấy" in found.text
    assert "/" in found.links
    assert re.search(r"Hãy|Địa chỉ đúng", found.text)


@pytest.mark.parametrize(
    "path", ["/tuan/2000-W01", "/tuan/2099-W53", "/thang/2000-01", "/thang/2099-12", "/ngay/2099-12-31"]
)
def test_the_ends_of_the_calendar_open(client: FlaskClient, path: str) -> None:
    assert page(client, path)


def test_a_cited_document_that_is_public_is_linked_and_its_day_must_agree(tmp_path: Path) -> None:
    earlier = replace(examples.KON_TUM, slug="cong-van-2731", number="2731-CV/BTGTU", issued_on=date(2024, 10, 23))
    other = replace(earlier, slug="ke-hoach-khac", number="3929/KH-UBND", issued_on=date(2023, 11, 1))
    shown = examples.snapshot()
    client = client_of(tmp_path, replace(shown, directives=(*shown.directives, earlier, other)))
    links = page(client, f"/van-ban/{examples.KON_TUM.slug}").links
    assert "/van-ban/cong-van-2731" in links
    assert "/van-ban/ke-hoach-khac" not in links


def test_an_address_that_takes_no_post_says_what_it_takes(tmp_path: Path) -> None:
    answer = client_of(tmp_path, examples.snapshot()).post("/thay-doi")
    assert answer.status_code == 405
    assert {"GET", "HEAD"} <= set(answer.headers["Allow"].replace(" ", "").split(","))

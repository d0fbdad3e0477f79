"""What RSS, Atom and JSON Feed have in common: titles, order, times, identity."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest

from feeds.atom import atom
from feeds.jsonfeed import jsonfeed
from feeds.memo import Memo
from feeds.news import news
from feeds.rss import rss
from feeds.view import Entry, FeedView
from feeds.wording import body, days, headline, source, summary
from tests.feeds.cases import ALL, CANCELLED, DEADLINE, EDITED, LATER, OPEN_ENDED, PERIOD, RECURRING, UNDATED
from tests.feeds.samples import NEW, RELEASED, SOURCE, feed, sample

URN = "urn:uuid:00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (NEW, "[20/11/2024] Ngày Nhà giáo Việt Nam"),
        (CANCELLED, "[HỦY] [20/11/2024] Ngày Nhà giáo Việt Nam"),
        (OPEN_ENDED, "[Từ 05/8/2024] Luật Đất đai năm 2024"),
        (DEADLINE, "[Hạn 14/7/2020] Gửi báo cáo kết quả tuyên truyền"),
        (PERIOD, "[15/11–15/12/2024] Tháng hành động vì bình đẳng giới; phòng, chống bạo lực trên cơ sở giới"),
        (UNDATED, "Phòng, chống dịch bệnh mùa đông"),
    ],
)
def test_title_has_the_days_in_front(entry: Entry, title: str) -> None:
    assert headline(entry) == title


def test_a_period_over_new_year_has_both_years() -> None:
    assert days(replace(NEW, start=date(2024, 12, 25), end=date(2025, 2, 3))) == "25/12/2024–03/02/2025"
    assert days(replace(RECURRING, end=None)) == "13/11/2024"


def test_a_long_title_is_cut() -> None:
    assert len(headline(replace(NEW, title="chữ " * 100))) <= 120


def test_summary_says_when_and_from_where() -> None:
    assert summary(CANCELLED) == (
        "Đã hủy: hoãn theo Công văn số 1300/STTTT-TTBCXB. Thời gian: ngày 20/11/2024. Nguồn: Công văn số "
        "1234/STTTT-TTBCXB ngày 05/11/2024 của Sở Thông tin và Truyền thông, mục 2.3."
    )
    assert summary(replace(NEW, when="")).startswith("Thời gian: 20/11/2024. Nguồn:")
    assert len(summary(replace(CANCELLED, reason="hoãn " * 99, source=replace(SOURCE, title="văn bản " * 99)))) <= 400
    assert len(source(replace(NEW, source=replace(SOURCE, title="văn bản " * 99)))) <= 250
    assert summary(replace(CANCELLED, reason="")).startswith("Đã hủy. Thời gian")


def test_body_names_all_a_station_needs() -> None:
    shown = str(body(replace(NEW, text="Một.\nHai.")))
    for part in (
        "<p>Một.</p><p>Hai.</p>",
        "<p>Khẩu hiệu:</p><ul><li>Nhiệt liệt chào mừng Ngày Nhà giáo Việt Nam 20/11!</li></ul>",
        "<p>Kênh:</p><ul><li>Đài truyền thanh</li><li>Cổng thông tin điện tử</li></ul>",
        "<p>Đối tượng:</p><ul><li>Nhân dân trong tỉnh</li></ul>",
        "<p>Đơn vị cung cấp nội dung:</p><ul><li>Sở Giáo dục và Đào tạo</li></ul>",
        '<li><a href="https://lich.example.vn/tai-lieu/de-cuong">https://lich.example.vn/tai-lieu/de-cuong</a></li>',
        '<p>Nguồn: <a href="https://lich.example.vn/van-ban/1234-stttt">Công văn số 1234',
    ):
        assert part in shown


def test_newest_is_first_then_by_start_then_by_uid() -> None:
    hour = timedelta(hours=1)
    entries = [
        sample(1),
        sample(2, start=None, end=None),
        sample(3, appears_at=RELEASED + hour),
        sample(4, start=date(2024, 11, 1)),
        sample(5, start=date(2024, 11, 1)),
        sample(6, appears_at=RELEASED - hour, start=date(2020, 1, 1)),
    ]
    told = news(feed(*reversed(entries)), Memo(), "rss").items
    assert [int(item.entry.uid, 16) for item in told] == [3, 4, 5, 1, 2, 6]
    for write in (rss, atom):
        read = [int(item.id[-2:]) for item in feedparser.parse(write(feed(*entries))).entries]
        assert read == [3, 4, 5, 1, 2, 6]
    assert [int(item["id"][-2:]) for item in json.loads(jsonfeed(feed(*entries)))["items"]] == [3, 4, 5, 1, 2, 6]


def test_rss_dates_an_item_by_its_appearance_and_itself_by_its_data() -> None:
    written = rss(feed(EDITED)).decode()
    assert "<pubDate>Fri, 08 Nov 2024 07:30:00 +0000</pubDate>" in written
    assert "<lastBuildDate>Tue, 12 Nov 2024 03:15:00 +0000</lastBuildDate>" in written
    assert f'<guid isPermaLink="false">{URN}</guid>' in written
    for line in (
        "<link>https://lich.example.vn/dang-ky</link>",
        "<language>vi</language>",
        "<ttl>60</ttl>",
        "<generator>Lịch tuyên truyền</generator>",
        "<content:encoded>&lt;p&gt;",
        "<sy:updatePeriod>hourly</sy:updatePeriod>",
        "<sy:updateFrequency>1</sy:updateFrequency>",
        "<ev:startdate>2024-11-20</ev:startdate>",
        "<ev:enddate>2024-11-20</ev:enddate>",
        "<ev:type>Ngày kỷ niệm</ev:type>",
        '<atom:link href="https://lich.example.vn/feeds/kenh-truyen-thanh.rss" rel="self" type="application/rss+xml"/>',
    ):
        assert line in written


def test_atom_dates_an_entry_by_its_last_change() -> None:
    item = feedparser.parse(atom(feed(EDITED))).entries[0]
    assert (item.published, item.updated) == ("2024-11-08T07:30:00+00:00", "2024-11-12T03:15:00+00:00")
    assert item.content[0].type == "text/html"
    assert item.id == URN


def test_what_appears_after_its_last_change_is_modified_when_it_appears() -> None:
    later = feed(replace(NEW, appears_at=LATER))
    (item,) = json.loads(jsonfeed(later))["items"]
    assert item["date_published"] == item["date_modified"] == "2024-11-12T03:15:00+00:00"
    assert "<updated>2024-11-12T03:15:00+00:00</updated>" in atom(later).decode()


def test_times_are_utc_seconds() -> None:
    entry = replace(NEW, appears_at=datetime(2024, 11, 8, 7, 30, 0, 123, tzinfo=UTC))
    (item,) = json.loads(jsonfeed(feed(entry)))["items"]
    assert item["date_published"] == "2024-11-08T07:30:00+00:00"


@pytest.mark.parametrize("write", [rss, atom, jsonfeed])
def test_a_uid_that_is_no_uuid_or_a_naive_time_is_refused(write: Callable[[FeedView], bytes]) -> None:
    with pytest.raises(ValueError):
        write(feed(replace(NEW, uid="x")))
    with pytest.raises(ValueError):
        write(feed(replace(NEW, appears_at=datetime(2024, 1, 1), changed_at=datetime(2024, 1, 1))))  # noqa: DTZ001


def test_json_feed_says_which_days() -> None:
    (item,) = json.loads(jsonfeed(feed(PERIOD)))["items"]
    assert item["_lich"] == {
        "about": "https://lich.example.vn/dang-ky",
        "start": "2024-11-15",
        "end": "2024-12-15",
        "all_day": True,
        "rrule": None,
        "status": "confirmed",
        "sequence": 0,
        "kind": "dot",
        "channels": ["phat-thanh", "cong-tttdt"],
        "subjects": [],
        "directive": "Công văn số 1234/STTTT-TTBCXB ngày 05/11/2024 của Sở Thông tin và Truyền thông",
    }


def test_json_feed_has_the_fields_of_version_1_1() -> None:
    assert "Ngày Nhà giáo Việt Nam" in jsonfeed(ALL).decode()
    written = json.loads(jsonfeed(ALL))
    assert written["version"] == "https://jsonfeed.org/version/1.1"
    assert written["feed_url"] == "https://lich.example.vn/feeds/kenh-truyen-thanh.json"
    assert written["home_page_url"] == ALL.home_url
    required = {"id", "url", "title", "content_html", "summary", "date_published", "date_modified", "tags", "_lich"}
    assert all(set(item) == required for item in written["items"])
    assert len({item["id"] for item in written["items"]}) == len(ALL.entries)

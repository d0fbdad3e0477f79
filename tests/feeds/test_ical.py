from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from icalendar import Calendar, Event

from feeds.ical import END, calendar, event
from feeds.view import Entry
from tests.feeds.cases import ALL, CANCELLED, DEADLINE, OPEN_ENDED, PERIOD, RECURRING, UNDATED
from tests.feeds.samples import NEW, SOURCE, feed, sample


def read(entry: Entry) -> Event:
    (found,) = Calendar.from_ical(calendar(feed(entry))).events
    return found


def test_joined_blocks_are_what_the_library_alone_writes() -> None:
    blocks = [event(entry) for entry in ALL.entries]
    joined = calendar(ALL, [block for block in blocks if block])
    assert joined == calendar(ALL)
    whole = Calendar.from_ical(calendar(replace(ALL, entries=())))
    for block in blocks:
        if block:
            whole.add_component(Event.from_ical(block))
    assert joined == whole.to_ical()


def test_each_calendar_starts_and_ends_once() -> None:
    written = calendar(ALL)
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert written.count(b"VCALENDAR\r\n") == 2
    assert written.endswith(b"END:VEVENT\r\n" + END)
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_an_undated_entry_is_no_event() -> None:
    assert event(UNDATED) is None
    assert b"VEVENT" not in calendar(feed(UNDATED))


@pytest.mark.parametrize(
    ("entry", "start", "end"),
    [
        (NEW, date(2024, 11, 20), date(2024, 11, 21)),
        (PERIOD, date(2024, 11, 15), date(2024, 12, 16)),
        (OPEN_ENDED, date(2024, 8, 5), date(2024, 8, 6)),
        (DEADLINE, date(2020, 7, 14), date(2020, 7, 15)),
        (replace(DEADLINE, start=date(2020, 7, 1)), date(2020, 7, 14), date(2020, 7, 15)),
        (RECURRING, date(2024, 11, 18), date(2024, 11, 19)),
    ],
    ids=["day", "period", "open-ended", "deadline", "deadline-of-a-period", "recurring"],
)
def test_days_are_whole_and_the_end_is_the_day_after_the_last(entry: Entry, start: date, end: date) -> None:
    found = read(entry)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (start, end)
    assert found["DTSTART"].params["VALUE"] == found["DTEND"].params["VALUE"] == "DATE"


def test_an_entry_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        event(replace(NEW, end=date(2024, 11, 19)))


def test_stamps_are_the_time_of_the_last_public_change_in_utc() -> None:
    hanoi = timezone(timedelta(hours=7))
    found = read(replace(NEW, changed_at=datetime(2024, 11, 9, 6, 0, 0, 999, tzinfo=hanoi), sequence=3))
    expected = datetime(2024, 11, 8, 23, 0, tzinfo=UTC)
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt == expected
    assert found["SEQUENCE"] == 3
    assert found["CREATED"].dt == NEW.created_at


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        event(replace(NEW, changed_at=datetime(2024, 11, 8)))  # noqa: DTZ001


def test_an_event_blocks_nobodys_time_and_rings_no_bell() -> None:
    found = read(NEW)
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["CLASS"] == "PUBLIC"
    assert found["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
    assert found["X-MICROSOFT-CDO-ALLDAYEVENT"] == "TRUE"
    written = calendar(ALL)
    for absent in (b"VALARM", b"METHOD", b"ORGANIZER", b"VTIMEZONE", b"X-ALT-DESC"):
        assert absent not in written


def test_kind_and_channels_are_the_categories() -> None:
    found = read(replace(NEW, kind_name="Ngày lễ, kỷ niệm", channel_names=("Loa", "Loa", "")))
    assert found["CATEGORIES"].cats == ["Ngày lễ, kỷ niệm", "Loa"]


def test_a_cancelled_event_says_so_and_why() -> None:
    found = read(CANCELLED)
    assert found["STATUS"] == "CANCELLED"
    assert found["SUMMARY"] == "[HỦY] Ngày Nhà giáo Việt Nam"
    assert found["DESCRIPTION"].startswith("Đã hủy: hoãn theo Công văn số 1300/STTTT-TTBCXB.\n")
    assert read(NEW)["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("entry", "summary"),
    [
        (DEADLINE, "Hạn: Gửi báo cáo kết quả tuyên truyền"),
        (OPEN_ENDED, "Từ 05/8: Luật Đất đai năm 2024"),
        (replace(DEADLINE, status="cancelled"), "[HỦY] Hạn: Gửi báo cáo kết quả tuyên truyền"),
        (replace(NEW, title="một hai " * 20), "một hai " * 8 + "một hai…"),
        (replace(NEW, title="\u200b"), "Ngày kỷ niệm"),
    ],
)
def test_summary_says_what_matters_first(entry: Entry, summary: str) -> None:
    assert read(entry)["SUMMARY"] == summary
    assert len(summary) <= 75


def test_an_open_ended_description_says_from_when() -> None:
    assert read(OPEN_ENDED)["DESCRIPTION"].startswith("Từ 05/8/2024\n")


@pytest.mark.parametrize("length", [0, 10, 700, 900, 5000])
def test_source_and_link_survive_any_length(length: int) -> None:
    entry = replace(NEW, text="chữ " * length, source=replace(SOURCE, title="Công văn " * 60))
    lines = str(read(entry)["DESCRIPTION"]).split("\n")
    assert lines[-1] == NEW.url
    assert lines[-2].startswith("Nguồn: Công văn")
    assert len("\n".join(lines)) <= 900


def test_calendar_carries_its_name_its_hints_and_its_own_address() -> None:
    written = calendar(ALL).replace(b"\r\n ", b"").decode().split("\r\n")
    for line in (
        "PRODID:-//Lich tuyen truyen//Lich phat song//VI",
        "CALSCALE:GREGORIAN",
        f"UID:{ALL.uid}",
        "NAME:Lịch tuyên truyền: kênh truyền thanh",
        "X-WR-CALNAME:Lịch tuyên truyền: kênh truyền thanh",
        "DESCRIPTION:Nội dung tuyên truyền cho đài truyền thanh cấp huyện\\, cấp xã.",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://lich.example.vn/feeds/kenh-truyen-thanh.ics",
        "URL:https://lich.example.vn/dang-ky",
        "LAST-MODIFIED:20241112T031500Z",
    ):
        assert line in written


def test_a_name_of_two_lines_stays_one_property() -> None:
    written = calendar(replace(feed(NEW), title="Lịch,\ntuần;\r\nX-A:b", description="a\nb\rc"))
    assert "X-WR-CALNAME:Lịch\\, tuần\\; X-A:b\r\n" in written.decode()
    assert b"\r\nX-A" not in written


def test_links_that_are_no_web_addresses_are_left_out() -> None:
    assert "URL" not in read(replace(NEW, url="javascript:alert(1)"))


def test_order_is_the_callers() -> None:
    first, second = sample(7), sample(8)
    assert calendar(feed(second, first)).index(second.uid.encode()) < calendar(feed(second, first)).index(
        first.uid.encode()
    )

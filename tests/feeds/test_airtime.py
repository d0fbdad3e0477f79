"""The timed events of a unit's calendar: at their hours in every parser and every zone, and never over the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import budget
from feeds.airtime import session_event
from feeds.ical import calendar, subscription
from feeds.memo import Memo
from feeds.rss import rss
from feeds.view import Aired, FeedView, Session
from tests.feeds.calendar_rules import broken
from tests.feeds.cases import ALL
from tests.feeds.consumers import icalendar_events, read_with_node, strict_events, vobject_events

SEVEN = datetime(2024, 11, 19, 0, 0, tzinfo=UTC)  # 07:00 in Vietnam
AIRED = (
    Aired("Ngày Nhà giáo Việt Nam", 4, "Trước ngày kỷ niệm 20/11: còn 1 ngày"),
    Aired("Phòng, chống dịch bệnh; mùa đông", 2, "Đến lượt: chưa phát lần nào"),
)
SESSION = Session(
    uid="0f" * 16,
    sequence=2,
    changed_at=datetime(2024, 11, 18, 3, 4, 5, tzinfo=UTC),
    start=SEVEN,
    minutes=15,
    unit="Đài truyền thanh xã Đăk Mar",
    channel_name="Truyền thanh cơ sở",
    airings=AIRED,
)
LATE = replace(SESSION, uid="0e" * 16, start=SEVEN + timedelta(hours=16, minutes=50), airings=(), cancelled=True)
VIEW = replace(ALL, sessions=(SESSION, LATE))

GOLDEN = """BEGIN:VEVENT
SUMMARY:Phát thanh 07h00: 2 nội dung
DTSTART;TZID=Asia/Ho_Chi_Minh:20241119T070000
DTEND;TZID=Asia/Ho_Chi_Minh:20241119T071500
DTSTAMP:20241118T030405Z
UID:0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
SEQUENCE:2
CATEGORIES:Truyền thanh cơ sở
CLASS:PUBLIC
DESCRIPTION:1. Ngày Nhà giáo Việt Nam (4 phút). Trước ngày kỷ niệm 20/11: còn 1 ngày\\n2. Phòng\\, chống dịch bệnh\\; mùa đông (2 phút). Đến lượt: chưa phát lần nào
LAST-MODIFIED:20241118T030405Z
LOCATION:Đài truyền thanh xã Đăk Mar
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
"""  # noqa: E501


def test_a_session_is_written_as_this_event() -> None:
    assert session_event(SESSION).replace(b"\r\n ", b"").decode().replace("\r\n", "\n") == GOLDEN


def test_a_calendar_with_sessions_keeps_every_rule_and_is_the_same_twice() -> None:
    memo = Memo()
    written = subscription(VIEW, memo)
    assert broken(written) == {}
    assert written == subscription(VIEW, memo) == subscription(VIEW)
    assert written.count(b"BEGIN:VTIMEZONE") == 1
    assert b"VTIMEZONE" not in subscription(ALL)
    assert rss(VIEW) == rss(ALL)
    late = b"".join(session_event(LATE).split(b"\r\n ")).decode()
    assert "STATUS:CANCELLED" in late
    assert "SUMMARY:[HỦY] Phát thanh 23h50: chưa có nội dung" in late
    assert "DTEND;TZID=Asia/Ho_Chi_Minh:20241120T000500" in late


def test_three_parsers_see_the_same_hours() -> None:
    written = calendar(VIEW)
    expected = icalendar_events(written)
    assert [event["start"] for event in expected if event["uid"] == SESSION.uid] == ["2024-11-19T07:00:00+07:00"]
    assert vobject_events(written) == expected
    assert strict_events(written) == expected


@pytest.mark.node
@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"])
def test_javascript_calendars_see_seven_in_the_morning_wherever_they_are(zone: str, tmp_path: Path) -> None:
    path = tmp_path / "unit.ics"
    path.write_bytes(calendar(VIEW))
    seen = read_with_node([path], zone)[str(path)]
    (event,) = (event for event in seen["nodeIcal"] if event["uid"] == SESSION.uid)
    assert (event["begins"], event["ends"]) == ("2024-11-19T00:00:00.000Z", "2024-11-19T00:15:00.000Z")
    (event,) = (event for event in seen["icalJs"] if event["uid"] == SESSION.uid)
    assert event["start"] == "2024-11-19T07:00:00"


def test_sessions_leave_the_themes_their_share_and_what_is_left_out_is_said() -> None:
    many = tuple(replace(SESSION, uid=f"{n:032x}", start=SEVEN + timedelta(hours=6 * (n - 100))) for n in range(700))
    view: FeedView = replace(VIEW, sessions=many, as_of=SEVEN)
    written = subscription(view)
    assert written.count(b"DTSTART;TZID") == budget.SESSION_EVENTS
    assert written.count(b"DTSTART;VALUE=DATE") == subscription(ALL).count(b"DTSTART;VALUE=DATE")
    assert "300 buổi phát còn xa" in b"".join(written.split(b"\r\n ")).decode()
    assert len(written) < budget.BYTES


@given(st.lists(st.builds(Aired, st.text(max_size=300), st.integers(1, 60), st.text(max_size=200)), max_size=30))
def test_any_contents_keep_the_rules(airings: list[Aired]) -> None:
    written = calendar(replace(ALL, sessions=(replace(SESSION, airings=tuple(airings)),)))
    assert broken(written) == {}
    (event,) = (one for one in icalendar_events(written) if one["uid"] == SESSION.uid)
    assert len(event["description"]) <= 900

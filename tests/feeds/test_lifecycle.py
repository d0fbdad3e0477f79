"""What the public sees of an entry from its release to its end, in every format, by the clock."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import feedparser
import pytest
from icalendar import Calendar, Event

from feeds.atom import atom
from feeds.formats import FORMATS, MORE, Format
from feeds.ical import subscription
from feeds.jsonfeed import jsonfeed
from feeds.lifecycle import MARKED, next_change, seen
from feeds.rss import rss
from feeds.view import Entry, FeedView, Notice
from tests.feeds.cases import (
    CALLED_OFF,
    EDITED,
    EMBARGO_ENDS,
    EMBARGOED,
    LATER,
    MOVE,
    MOVED,
    REINSTATED,
    WITHDRAWN,
    at,
)
from tests.feeds.samples import AS_OF, NEW, RELEASED, feed

MINUTE = timedelta(minutes=1)
URN = "urn:uuid:00000000-0000-0000-0000-000000000001"
NOTICE = {
    "sua-1": "urn:uuid:2e13f9f9-aa71-560b-b0a5-de443a37d72c",
    "sua-2": "urn:uuid:b382c85b-903d-5bc3-a3bb-2dc3dcb41991",
    "huy-1": "urn:uuid:dc99b150-0ea9-5fdd-bc50-3e5347cf9a28",
    "lai-1": "urn:uuid:23a948f4-0c01-582a-a04e-94bacd74cfd6",
}
"""The identifiers of notices of that entry, as subscribers have them."""


def as_of(instant: datetime, *entries: Entry) -> FeedView:
    return replace(feed(*entries), as_of=instant)


def event(view: FeedView) -> Event:
    (found,) = Calendar.from_ical(subscription(view)).events
    return found


def news(view: FeedView) -> dict[str, str]:
    """Return titles by identifier; all three formats must tell the same."""
    in_json = {item["id"]: item["title"] for item in json.loads(jsonfeed(view))["items"]}
    for write in (rss, atom):
        assert {item.id: item.title for item in feedparser.parse(write(view)).entries} == in_json
    return in_json


def test_an_item_appears_to_the_minute_and_never_with_a_time_to_come() -> None:
    entry = replace(NEW, appears_at=LATER)
    assert news(as_of(LATER - MINUTE, entry)) == {}
    assert list(news(as_of(LATER, entry))) == [URN]
    assert event(as_of(LATER - MINUTE, entry))["SUMMARY"] == "Ngày Nhà giáo Việt Nam"


def test_under_embargo_calendars_show_title_and_days_and_news_nothing() -> None:
    shown = event(as_of(EMBARGO_ENDS - MINUTE, EMBARGOED))
    assert shown["DTSTART"].dt == NEW.start
    assert shown["DESCRIPTION"].startswith("Nội dung công bố ngày 15/11.\n")
    assert news(as_of(EMBARGO_ENDS - MINUTE, EMBARGOED)) == {}


@pytest.mark.parametrize("form", [*FORMATS, *MORE], ids=lambda form: str(form.extension))
def test_no_format_lets_a_word_out_before_the_embargo_ends(form: Format) -> None:
    secret = replace(
        EMBARGOED,
        text="BÍ MẬT",
        slogans=("BÍ MẬT",),
        links=("https://a.vn/BI-MAT",),
        source=replace(NEW.source, words="BÍ MẬT"),
    )
    written = form.render(as_of(EMBARGO_ENDS - MINUTE, secret)).replace(b"\r\n ", b"").decode()
    assert "MẬT" not in written
    assert "BI-MAT" not in written


def test_when_an_embargo_ends_sequence_and_stamp_rise_and_news_begin() -> None:
    before, after = event(as_of(EMBARGO_ENDS - MINUTE, EMBARGOED)), event(as_of(EMBARGO_ENDS, EMBARGOED))
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == EMBARGO_ENDS
    assert "tôn vinh nhà giáo" in after["DESCRIPTION"]
    (item,) = json.loads(jsonfeed(as_of(EMBARGO_ENDS, EMBARGOED)))["items"]
    assert item["date_published"] == item["date_modified"] == "2024-11-14T17:00:00+00:00"


def test_an_edited_item_keeps_identity_and_publication() -> None:
    before, after = (json.loads(jsonfeed(feed(entry)))["items"][0] for entry in (NEW, EDITED))
    assert (before["id"], before["date_published"]) == (after["id"], after["date_published"])
    assert before["date_modified"] < after["date_modified"]


def test_a_moved_entry_is_marked_for_seven_days_and_says_where_it_was() -> None:
    marked, plain = event(as_of(LATER + MARKED - MINUTE, MOVED)), event(as_of(LATER + MARKED, MOVED))
    assert marked["SUMMARY"] == "[SỬA] Ngày Nhà giáo Việt Nam"
    assert marked["DESCRIPTION"].startswith("Điều chỉnh thời gian; trước đây: 20/11/2024.")
    assert plain["SUMMARY"] == "Ngày Nhà giáo Việt Nam"
    assert (marked["SEQUENCE"], plain["SEQUENCE"]) == (1, 2)
    assert plain["LAST-MODIFIED"].dt == LATER + MARKED


def test_a_move_is_news_of_its_own() -> None:
    told = news(feed(MOVED))
    assert told == {
        NOTICE["sua-1"]: "ĐIỀU CHỈNH: [22/11/2024] Ngày Nhà giáo Việt Nam",
        URN: "[22/11/2024] Ngày Nhà giáo Việt Nam",
    }
    notice = json.loads(jsonfeed(feed(MOVED)))["items"][0]
    assert notice["summary"].startswith("Thời gian cũ: 20/11/2024. Thời gian mới: 22/11/2024. Nguồn: Công văn")
    assert notice["date_published"] == "2024-11-12T03:15:00+00:00"
    assert f'<a href="{NEW.url}">' in notice["content_html"]


def test_a_second_move_leaves_the_first_notice_as_it_was() -> None:
    again = replace(MOVED, notices=(MOVE, Notice("moved", AS_OF, "22/11/2024", "25/11/2024")))
    told = news(feed(again))
    assert told[NOTICE["sua-1"]] == "ĐIỀU CHỈNH: [22/11/2024] Ngày Nhà giáo Việt Nam"
    assert told[NOTICE["sua-2"]] == "ĐIỀU CHỈNH: [25/11/2024] Ngày Nhà giáo Việt Nam"


def test_a_cancelled_entry_stays_in_calendars_with_its_reason_and_is_news() -> None:
    shown = event(feed(CALLED_OFF))
    assert (shown["STATUS"], shown["SUMMARY"]) == ("CANCELLED", "[HỦY] Ngày Nhà giáo Việt Nam")
    assert news(feed(CALLED_OFF)) == {
        NOTICE["huy-1"]: "HỦY: [20/11/2024] Ngày Nhà giáo Việt Nam",
        URN: "[HỦY] [20/11/2024] Ngày Nhà giáo Việt Nam",
    }


def test_what_was_withdrawn_leaves_the_news_and_keeps_a_bare_title_in_calendars() -> None:
    shown = event(feed(WITHDRAWN))
    assert (shown["STATUS"], shown["SUMMARY"]) == ("CANCELLED", "[HỦY] Ngày Nhà giáo Việt Nam")
    assert shown["DESCRIPTION"].startswith("Đã rút lại: công bố nhầm.\nNguồn:")
    assert news(feed(WITHDRAWN)) == {}


def test_what_is_reinstated_has_its_uid_a_higher_sequence_and_news_that_say_so() -> None:
    before, after = event(feed(CALLED_OFF)), event(feed(REINSTATED))
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert (after["STATUS"], after["SUMMARY"]) == ("CONFIRMED", "Ngày Nhà giáo Việt Nam")
    assert list(news(feed(REINSTATED))) == [NOTICE["lai-1"], NOTICE["huy-1"], URN]


def test_an_entry_without_a_past_is_shown_as_it_is() -> None:
    assert seen(NEW, AS_OF) is NEW


@pytest.mark.parametrize("entry", [NEW, EDITED, CALLED_OFF, WITHDRAWN, REINSTATED])
def test_the_clock_alone_changes_nothing_that_was_not_promised(entry: Entry) -> None:
    for form in (*FORMATS, *MORE):
        assert form.render(feed(entry)) == form.render(at(feed(entry), days=300))


def test_the_next_change_is_the_next_thing_the_clock_does() -> None:
    entries = [replace(NEW, appears_at=LATER), EMBARGOED, MOVED]
    assert next_change(entries, RELEASED) == LATER
    assert next_change(entries, LATER) == EMBARGO_ENDS
    assert next_change(entries, EMBARGO_ENDS) == LATER + MARKED
    assert next_change(entries, LATER + MARKED) is None


@pytest.mark.parametrize("entry", [replace(NEW, appears_at=LATER), EMBARGOED, MOVED, REINSTATED])
def test_between_two_changes_every_file_stays_the_same(entry: Entry) -> None:
    now: datetime | None = RELEASED
    while now and (then := next_change([entry], now)):
        for form in (*FORMATS, *MORE):
            assert form.render(as_of(now, entry)) == form.render(as_of(then - timedelta(seconds=1), entry))
        now = then

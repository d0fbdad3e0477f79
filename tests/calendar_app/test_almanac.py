"""The almanac's feed: this year and the next, the same bytes all year, and news by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import feedparser
import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from calendar_app import almanac, feedset, publish, tree
from calendar_app.clock import start_of
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot
from calendar_app.store import Store
from calendar_app.tree import Draft
from content.almanac.observances import day_of, observances, observed, year
from content.almanac.preparation import prepared_from
from feeds.budget import BYTES, EVENTS
from feeds.formats import FORMATS, MORE

SETTINGS = Settings(public_url="https://lich.example.vn", office="Sở")
NEW_YEAR = start_of(date(2027, 1, 1))
SECOND = timedelta(seconds=1)
CALENDARS = [form.extension for form in (*FORMATS, *MORE) if not form.news]
NEWS = [form.extension for form in FORMATS if form.news]


def drafts(at: datetime, settings: Settings = SETTINGS) -> dict[str, Draft]:
    """Return the almanac's files by extension, as a tree of an instant has them."""
    shown = Snapshot(release=None, directives=(), entries=(), rendered_at=at, next_change=at)
    found = feedset.files_of(shown, settings)
    start = f"feeds/{almanac.SLUG}."
    return {path.removeprefix(start): one for path, one in found.items() if path.startswith(start)}  # type: ignore[misc]


def written(at: datetime, extension: str) -> bytes:
    return tree.made(drafts(at)[extension])


def events(at: datetime) -> list[Event]:
    found: list[Event] = Calendar.from_ical(written(at, "ics")).events
    return found


def test_the_calendar_has_every_observance_of_this_year_and_the_next_on_its_days() -> None:
    found = sorted((event.start, event.end, str(event["URL"]).partition("#")[2]) for event in events(NEW_YEAR))
    both = (*year(2027), *year(2028))
    assert found == sorted((one.day, one.last + timedelta(days=1), one.observance.slug) for one in both)


def test_events_are_of_whole_days_block_no_time_and_come_once() -> None:
    found = events(NEW_YEAR)
    assert {str(event["TRANSP"]) for event in found} == {"TRANSPARENT"}
    assert all(type(event.start) is date for event in found)
    assert not any("RRULE" in event or "VALARM" in event for event in found)
    assert len({str(event["UID"]) for event in found}) == len(found)


def test_an_event_says_its_years_its_lunar_day_and_that_it_is_no_announcement() -> None:
    found = {str(event["SUMMARY"]): str(event["DESCRIPTION"]) for event in events(NEW_YEAR)}
    assert found["115 năm Ngày sinh đồng chí Phạm Hùng"].startswith("Kỷ niệm 115 năm, năm lẻ 5.\n")
    assert found["83 năm Ngày thành lập Quân đội nhân dân Việt Nam"].split("\n") == [
        "Kỷ niệm 83 năm.",
        "Toàn quốc.",
        "Chuẩn bị từ 15/12/2027.",
        "Ngày này theo lịch hằng năm, không phải thông báo của văn bản chỉ đạo.",
        "Nguồn: Lịch năm 2027",
        "https://lich.example.vn/lich-nam/2027#qdnd",
    ]
    assert found["Giỗ Tổ Hùng Vương"].startswith("10/3 âm lịch năm")


def test_an_observance_keeps_its_uid_of_a_year_and_has_another_each_year() -> None:
    now, later = ({str(e["URL"]): str(e["UID"]) for e in events(at)} for at in (NEW_YEAR, start_of(date(2028, 1, 1))))
    shared = now.keys() & later.keys()
    assert len(shared) == len(year(2028))
    assert all(now[url] == later[url] for url in shared)
    kings = [uid for url, uid in {**now, **later}.items() if url.endswith("#gio-to-hung-vuong")]
    assert len(set(kings)) == 3
    elsewhere = drafts(NEW_YEAR, Settings(public_url="https://lich.khac.vn"))["ics"]
    assert {str(e["UID"]) for e in Calendar.from_ical(tree.made(elsewhere)).events} == set(now.values())


@pytest.mark.parametrize("extension", CALENDARS)
def test_calendars_are_the_same_bytes_and_the_same_draft_all_year(extension: str) -> None:
    moments = [NEW_YEAR, datetime(2027, 6, 30, 23, tzinfo=UTC), start_of(date(2028, 1, 1)) - SECOND]
    assert len({drafts(at)[extension].made_of for at in moments}) == 1
    almanac.written.cache_clear()
    first = written(moments[0], extension)
    almanac.written.cache_clear()
    assert written(moments[-1], extension) == first
    assert written(moments[-1] + SECOND, extension) != first


def test_no_instant_is_that_of_writing() -> None:
    at = datetime(2027, 6, 30, 23, 1, 2, tzinfo=UTC)
    for extension in (*CALENDARS, *NEWS):
        assert b"2027-06-30T23" not in written(at, extension)
        assert b"20270630T23" not in written(at, extension)


@pytest.mark.parametrize("extension", NEWS)
def test_news_tell_a_day_from_midnight_of_its_preparation_on(extension: str) -> None:
    found = observed(next(one for one in observances() if one.slug == "qdnd"), 2027)
    assert found is not None
    begins = start_of(prepared_from(found))
    assert b"#qdnd" not in written(begins - SECOND, extension)
    assert b"2027#qdnd" in written(begins, extension)


@pytest.mark.parametrize("at", [NEW_YEAR, datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 12, 20, tzinfo=UTC)])
def test_news_are_of_the_past_and_the_newest_first(at: datetime) -> None:
    for extension in ("rss", "atom"):
        found = feedparser.parse(written(at, extension))
        assert not found.bozo
        told = [datetime(*item.published_parsed[:6], tzinfo=UTC) for item in found.entries]
        assert told == sorted(told, reverse=True)
        assert told
        assert told[0] <= at
    assert all(datetime(*item.updated_parsed[:6], tzinfo=UTC) <= at for item in found.entries)  # those of Atom


def test_news_of_a_round_year_say_so() -> None:
    found = feedparser.parse(written(datetime(2024, 11, 23, tzinfo=UTC), "rss"))
    item = next(item for item in found.entries if "80 năm Ngày thành lập Quân đội" in item.title)
    assert item.title == "[22/12/2024] 80 năm Ngày thành lập Quân đội nhân dân Việt Nam"
    assert "Kỷ niệm 80 năm, năm tròn." in item.content[0].value
    assert item.link == "https://lich.example.vn/lich-nam/2024#qdnd"


@pytest.mark.parametrize("number", [2024, 2026, 2050, 2099])
def test_programs_read_the_whole_calendar(number: int) -> None:
    bytes_ = written(start_of(date(number, 1, 1)), "ics")
    assert len(bytes_) <= BYTES
    assert bytes_.count(b"BEGIN:VEVENT") == len(year(number)) + len(year(number + 1)) <= EVENTS
    assert "Đã lược" not in bytes_.decode()


def test_the_tree_has_it_before_the_first_release_and_writes_it_once(
    client: FlaskClient, store: Store, settings: Settings
) -> None:
    first, later = datetime(2026, 11, 21, 2, tzinfo=UTC), datetime(2026, 12, 24, 2, tzinfo=UTC)
    manifests = []
    for at in (first, later):
        publish.render(store, settings, at)
        manifests.append(tree.read_manifest(tree.current(settings.data / "public")))
    path = f"feeds/{almanac.SLUG}"
    assert [found[f"{path}.ics"].changed_at for found in manifests] == [first.isoformat()] * 2
    assert [found[f"{path}.rss"].changed_at for found in manifests] == [first.isoformat(), later.isoformat()]
    with time_machine.travel(later, tick=False):
        answer = client.get("/feeds/lich-nam.ics")
        assert answer.content_type == "text/calendar; charset=utf-8"
        unchanged = client.get("/feeds/lich-nam.ics", headers={"If-None-Match": answer.headers["ETag"]})
        assert unchanged.status_code == 304
        assert client.get("/feeds/lich-nam.ics?kieu=moc").data == client.get("/feeds/lich-nam.moc.ics").data
        assert b"/feeds/lich-nam.rss" in client.get("/feeds.opml").data


def test_an_alteration_raises_the_sequence_of_what_was_public_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = almanac.feed(SETTINGS, NEW_YEAR).entries[0]
    monkeypatch.setattr(almanac, "ALTERED", (date(2026, 12, 1), date(2027, 2, 1)))
    almanac._entries.cache_clear()
    altered = almanac.feed(SETTINGS, NEW_YEAR).entries
    monkeypatch.undo()
    almanac._entries.cache_clear()
    assert altered[0] == replace(found, sequence=2, changed_at=start_of(date(2027, 2, 1)))
    assert {entry.sequence for entry in altered if entry.start and entry.start.year == 2028} == {1}


def test_whoever_alters_what_the_almanac_says_adds_the_day_to_those_it_was_altered_on() -> None:
    """Where this fails, add today to `almanac.ALTERED`, and write the new sum here."""
    entries = [entry for number in range(2024, 2051) for entry in almanac.download(SETTINGS, number, "").entries]
    said = "\n".join(f"{e.title} {e.text} {e.start} {e.end} {e.url}" for e in entries)
    assert (len(almanac.ALTERED), sha256(said.encode()).hexdigest()[:16]) == (0, "826fd872c6c7f8e2")


def test_the_almanac_of_a_year_has_every_observance_that_is_kept_in_it() -> None:
    for number in (2000, 2026, 2100):
        kept = {one.slug for one in observances() if day_of(one, number)}
        assert sorted(kept) == sorted(one.observance.slug for one in almanac.year(number))
    assert len(almanac.year(2026)) == 230

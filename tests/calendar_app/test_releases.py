"""From a file to releases: what goes public, what changes, what is cancelled, and what the clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from calendar_app import intake, jobs, publish, review, tree
from calendar_app.differences import differences
from calendar_app.errors import Problem
from calendar_app.models import ItemDate, Published
from calendar_app.review import Actor, DateCorrection, HeaderCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import correction, dates, entry, events, item, public, refuse
from tests.conftest import NOW, SAMPLES

WEEKLY = SAMPLES / "tuan-46-2024.txt"
ME = Actor("bientap", NOW)


def test_nothing_is_public_before_a_release(store: Store, settings: Settings, directive_id: int) -> None:
    publish.render(store, settings, NOW)
    assert public(settings).entries == ()
    assert events(settings) == {}


def test_what_is_not_accepted_stays_away_from_every_public_byte(
    store: Store, settings: Settings, directive_id: int
) -> None:
    secret = item(store, "lừa đảo")
    with store.writing() as session:
        review.refuse(session, secret.id or 0, secret.version, ME)
        review.accept_all(session, directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    folder = tree.current(settings.data / "public")
    assert folder is not None
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            assert "giả danh công an" not in path.read_text(), path


def test_a_theme_from_a_week_on_is_open_ended_and_a_period_has_its_days(
    store: Store, settings: Settings, released: int
) -> None:
    theme, period = entry(settings, "cháy rừng"), entry(settings, "bảo hiểm y tế")
    assert (theme.start, theme.end, theme.kind) == (date(2024, 11, 11), None, "chu-de")
    assert (period.start, period.end) == (date(2024, 11, 15), date(2024, 12, 15))
    assert "truyen-thanh" in theme.channels
    assert theme.source.path
    assert "1874/STTTT-TTBCXB" in theme.source.title


def test_a_theme_that_mentions_a_channel_still_goes_out_on_all_that_were_asked_for(
    store: Store, settings: Settings
) -> None:
    text = WEEKLY.read_text().replace("theo dõi hồ sơ.", "theo dõi hồ sơ; chuẩn bị liên hoan văn nghệ quần chúng.")
    received = intake.receive(store, text.encode(), "van-nghe.txt", NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    assert {"truyen-thanh", "bao-chi", "cong-tttdt"} <= set(entry(settings, "41-NQ/TU").channels)


def test_forms_of_communication_are_shown_and_are_no_entries(store: Store, settings: Settings, released: int) -> None:
    assert not any("báo in" in e.title for e in public(settings).entries)
    assert any("báo in" in form for form in public(settings).directives[0].forms)


def test_the_same_state_cannot_be_released_twice(store: Store, settings: Settings, released: int) -> None:
    with pytest.raises(Problem, match="Không có gì mới"):
        publish.release(store, settings, "bientap", "", NOW)


def test_releases_are_named_by_week_and_count(store: Store, settings: Settings, released: int) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME, "hoãn")
    second = publish.release(store, settings, "bientap", "hoãn", NOW + timedelta(hours=1))
    assert (second.number, second.name) == (2, "2024-W46.2")


def test_a_moved_date_keeps_its_uid_and_raises_its_sequence(store: Store, settings: Settings, released: int) -> None:
    before = entry(settings, "bảo hiểm y tế")
    found = item(store, "bảo hiểm y tế")
    mark = dates(store, found)[0]
    moved = DateCorrection(mark.uid, mark.role, mark.start, date(2024, 12, 20), mark.label)
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, moved), ME)
    with store.reading() as session:
        (difference,) = differences(session)
    assert (difference.action, difference.fields) == ("changed", ("end",))
    later = NOW + timedelta(days=1)
    publish.release(store, settings, "bientap", "gia hạn", later)
    after = entry(settings, "bảo hiểm y tế")
    assert (after.uid, after.sequence, after.end) == (before.uid, before.sequence + 1, date(2024, 12, 20))
    event = events(settings)[after.uid]
    assert event["SEQUENCE"] == 1
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == later


def test_a_moved_day_is_marked_for_a_week_and_told_as_news_of_its_own(
    store: Store, settings: Settings, released: int
) -> None:
    uid = entry(settings, "bảo hiểm y tế").uid
    found = item(store, "bảo hiểm y tế")
    mark = dates(store, found)[0]
    moved = DateCorrection(mark.uid, mark.role, mark.start, date(2024, 12, 20), mark.label)
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, moved), ME)
    publish.release(store, settings, "bientap", "gia hạn", NOW)
    assert str(events(settings)[uid]["SUMMARY"]).startswith("[SỬA]")
    news = (settings.data / "public/current/feeds/tat-ca.rss").read_text()
    assert "ĐIỀU CHỈNH" in news
    assert "gia hạn" in news
    assert not jobs.tick(store, settings, NOW + timedelta(minutes=1))
    jobs.tick(store, settings, NOW + timedelta(days=8))
    assert not str(events(settings)[uid]["SUMMARY"]).startswith("[SỬA]")


def test_what_has_appeared_in_the_news_stays_when_its_days_move_ahead(
    store: Store, settings: Settings, released: int
) -> None:
    appeared = entry(settings, "cháy rừng").appears_at
    with store.writing() as session:
        wanted = HeaderCorrection("1874/STTTT-TTBCXB", date(2024, 11, 7), date(2025, 1, 6), None)
        review.correct_header(session, released, 1, wanted, ME)
    publish.release(store, settings, "bientap", "lùi", NOW + timedelta(hours=1))
    assert entry(settings, "cháy rừng").start == date(2025, 1, 6)
    assert entry(settings, "cháy rừng").appears_at == appeared
    assert "cháy rừng" in (settings.data / "public/current/feeds/tat-ca.rss").read_text()


def test_an_unchanged_entry_keeps_its_bytes_and_stamp(store: Store, settings: Settings, released: int) -> None:
    theme = entry(settings, "cháy rừng").uid
    before = events(settings)[theme].to_ical()
    found = item(store, "bảo hiểm y tế")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME)
    publish.release(store, settings, "bientap", "bỏ", NOW + timedelta(days=1))
    assert events(settings)[theme].to_ical() == before


def test_what_is_refused_later_is_cancelled_with_its_reason_and_stays_30_days(
    store: Store, settings: Settings, released: int
) -> None:
    uid = entry(settings, "cháy rừng").uid
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME, "đã hết mùa khô")
    publish.release(store, settings, "bientap", "hết mùa khô", NOW)
    event = events(settings)[uid]
    assert event["STATUS"] == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("[HỦY]")
    assert "hết mùa khô" in str(event["DESCRIPTION"])
    publish.render(store, settings, NOW + timedelta(days=30))
    assert uid in events(settings)
    publish.render(store, settings, NOW + timedelta(days=31))
    assert uid not in events(settings)


def test_what_is_taken_back_returns_under_its_uid_with_a_higher_sequence(
    store: Store, settings: Settings, released: int
) -> None:
    uid = entry(settings, "cháy rừng").uid
    for action in (review.refuse, review.reopen, review.accept):
        found = item(store, "cháy rừng")
        with store.writing() as session:
            action(session, found.id or 0, found.version, ME)
        if action is not review.reopen:
            publish.release(store, settings, "bientap", "lý do", NOW)
    event = events(settings)[uid]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 2)


def test_two_renders_at_different_times_of_a_day_give_the_same_feeds(
    store: Store, settings: Settings, released: int
) -> None:
    first = tree.read_manifest(tree.current(settings.data / "public"))
    publish.render(store, settings, NOW + timedelta(hours=3))
    second = tree.read_manifest(tree.current(settings.data / "public"))
    assert {p: f for p, f in first.items() if p.startswith("feeds")} == {
        p: f for p, f in second.items() if p.startswith("feeds")
    }


def test_news_carry_a_theme_from_the_monday_of_its_week_on(store: Store, settings: Settings, directive_id: int) -> None:
    with store.writing() as session:
        review.accept_all(session, directive_id, ME)
    early = datetime(2024, 11, 8, 2, 0, tzinfo=UTC)
    publish.release(store, settings, "bientap", "", early)
    news = settings.data / "public/current/feeds/tat-ca.rss"
    assert "cháy rừng" not in news.read_text()
    assert "20/12/2024" in news.read_text()  # the deadline: people need the time
    assert any("cháy rừng" in str(e["SUMMARY"]) for e in events(settings).values())
    monday = datetime(2024, 11, 10, 17, 0, tzinfo=UTC)  # midnight in Vietnam
    assert not jobs.tick(store, settings, early + timedelta(minutes=1))
    assert jobs.tick(store, settings, monday)
    assert "cháy rừng" in news.read_text()
    assert "Mon, 11 Nov 2024 00:00:00 +0700" in news.read_text() or "Sun, 10 Nov 2024 17:00:00" in news.read_text()


def test_three_days_of_downtime_are_made_up_by_one_tick(store: Store, settings: Settings, released: int) -> None:
    later = NOW + timedelta(days=3)
    assert jobs.tick(store, settings, later)
    assert not jobs.tick(store, settings, later)
    assert public(settings).rendered_at == later


def test_a_damaged_tree_is_made_anew_by_the_next_tick(store: Store, settings: Settings, released: int) -> None:
    snapshot = settings.data / "public/current/release.json"
    snapshot.unlink()
    snapshot.write_bytes(b"{")
    assert jobs.tick(store, settings, NOW)
    assert entry(settings, "cháy rừng").status == "confirmed"


def test_a_release_that_was_never_shown_is_shown_by_the_next_tick(
    store: Store, settings: Settings, released: int, tmp_path: Path
) -> None:
    old = tree.current(settings.data / "public")
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME)
    publish.release(store, settings, "bientap", "lý do", NOW)
    assert old is not None
    tree._point(settings.data / "public", old)  # as if the process had died before the swap
    assert jobs.tick(store, settings, NOW)
    assert entry(settings, "cháy rừng").status == "cancelled"


def test_a_release_that_cannot_be_rendered_is_not_made(store: Store, settings: Settings, directive_id: int) -> None:
    with store.writing() as session:
        review.accept_all(session, directive_id, ME)
        mark = session.exec(select(ItemDate)).first()
        assert mark is not None
        mark.start, mark.end, mark.rrule, mark.precision = date(2024, 11, 20), None, "FREQ=KHONG", "day"
        session.add(mark)
    with pytest.raises(ValueError, match="KHONG"):
        publish.release(store, settings, "bientap", "", NOW)
    with store.reading() as session:
        assert publish.newest(session) == 0
        assert session.exec(select(Published)).first() is None


def test_going_back_makes_the_earlier_state_public_as_a_new_release(
    store: Store, settings: Settings, released: int
) -> None:
    before = entry(settings, "cháy rừng")
    refuse(store, "cháy rừng")
    publish.release(store, settings, "bientap", "nhầm", NOW + timedelta(hours=1))
    made = publish.undo(store, settings, "2024-W46.1", "bientap", "phát hành nhầm", NOW + timedelta(hours=2))
    after = entry(settings, "cháy rừng")
    assert (made.name, after.uid, after.status, after.sequence) == ("2024-W46.3", before.uid, "confirmed", 2)
    with store.reading() as session:
        assert [d.action for d in differences(session)] == ["cancelled"]  # the desk's decision is kept


def test_going_back_to_what_is_public_or_unknown_is_refused(store: Store, settings: Settings, released: int) -> None:
    with pytest.raises(Problem, match="Không có gì mới"):
        publish.undo(store, settings, "2024-W46.1", "bientap", "x", NOW)
    with pytest.raises(Problem, match="2020-W01"):
        publish.undo(store, settings, "2020-W01.1", "bientap", "x", NOW)

"""What people decide at the desk, and what of it becomes public."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from calendar_app import intake, publish, review
from calendar_app.differences import differences
from calendar_app.errors import Conflict, Problem
from calendar_app.models import Decision, Directive, Item, ItemDate
from calendar_app.review import Actor, DateCorrection, HeaderCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import correction, dates, entry, events, item, public, refuse
from tests.conftest import NOW, SAMPLES

WEEKLY = SAMPLES / "tuan-46-2024.txt"
ME = Actor("bientap", NOW)


def test_a_filled_in_number_and_window_reach_the_public(store: Store, settings: Settings, directive_id: int) -> None:
    with store.writing() as session:
        wanted = HeaderCorrection("99/STTTT-TTBCXB", date(2024, 11, 6), date(2024, 11, 18), date(2024, 11, 24))
        review.correct_header(session, directive_id, 1, wanted, ME)
        review.accept_all(session, directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    theme = entry(settings, "cháy rừng")
    assert (theme.start, theme.end) == (date(2024, 11, 18), date(2024, 11, 24))
    assert "99/STTTT-TTBCXB ngày 06/11/2024" in theme.source.title


def test_a_form_that_saw_an_older_version_changes_nothing(store: Store, directive_id: int) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.accept(session, found.id or 0, found.version, ME)
    with pytest.raises(Conflict), store.writing() as session:
        review.refuse(session, found.id or 0, found.version, ME)
    assert item(store, "cháy rừng").status == "accepted"


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (DateCorrection(None, "period", date(2024, 12, 2), date(2024, 12, 1), ""), "đứng trước"),
        (DateCorrection(None, "event", date(2204, 12, 2), date(2204, 12, 2), ""), "2204"),
        (DateCorrection(None, "deadline", date(2024, 12, 2), None, ""), "Hạn cần có ngày cuối"),
        (DateCorrection(None, "event", None, None, ""), "còn trống"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_words(
    store: Store, directive_id: int, mark: DateCorrection, said: str
) -> None:
    found = item(store, "cháy rừng")
    with pytest.raises(Problem, match=said), store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, mark), ME)


def test_a_refused_date_leaves_its_item_and_the_other_dates(store: Store, settings: Settings, released: int) -> None:
    found = item(store, "các ngày kỷ niệm")
    marks = dates(store, found)
    wanted = [DateCorrection(m.uid, m.role, m.start, m.end, m.label, kept=m.start != date(2024, 11, 18)) for m in marks]
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, *wanted), ME)
    publish.release(store, settings, "bientap", "bỏ 18/11", NOW)
    days = {e.start: e.status for e in public(settings).entries if e.kind == "ky-niem"}
    assert days[date(2024, 11, 18)] == "cancelled"
    assert days[date(2024, 11, 20)] == "confirmed"


def test_every_decision_is_kept_with_its_author_and_what_was_before(store: Store, directive_id: int) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, Actor("chị Hoa", NOW), "trùng")
    with store.reading() as session:
        (kept,) = session.exec(select(Decision)).all()
    assert (kept.author, kept.action, kept.reason, kept.at) == ("chị Hoa", "refuse", "trùng", NOW)
    assert (kept.before["status"], kept.after["status"]) == ("draft", "refused")


def test_an_impossible_date_waits_for_a_person(store: Store, settings: Settings) -> None:
    text = WEEKLY.read_text().replace("từ ngày 15/11/2024", "từ ngày 31/02/2024")
    received = intake.receive(store, text.encode(), "sai-ngay.txt", NOW)
    with store.writing() as session:
        left = review.accept_all(session, received.directive_id, ME)
    assert ["bảo hiểm y tế" in i.title for i in left] == [True]
    publish.release(store, settings, "bientap", "", NOW)
    assert not any("bảo hiểm y tế" in e.title for e in public(settings).entries)


def test_a_directive_without_a_date_lends_no_cited_day_to_its_themes(store: Store, settings: Settings) -> None:
    text = WEEKLY.read_text().replace("ngày 07 tháng 11 năm 2024", "ngày   tháng   năm 2024")
    text = text.replace(" (từ tuần 46/2024)", "").replace("Từ tuần thứ 46 năm 2024, ", "")
    received = intake.receive(store, text.encode(), "khong-ngay.txt", NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    theme = entry(settings, "cháy rừng")
    assert (theme.start, theme.end) == (None, None)
    assert theme.uid not in events(settings)
    assert "cháy rừng" in (settings.data / "public/current/feeds/tat-ca.rss").read_text()


def test_a_cancellation_or_a_moved_day_needs_a_reason(store: Store, settings: Settings, released: int) -> None:
    refuse(store, "cháy rừng")
    with pytest.raises(Problem, match="lý do"):
        publish.release(store, settings, "bientap", "", NOW)
    assert entry(settings, "cháy rừng").status == "confirmed"
    publish.release(store, settings, "bientap", "hết mùa khô", NOW)
    assert entry(settings, "cháy rừng").reason == "hết mùa khô"


def test_a_header_corrected_at_the_desk_waits_for_a_release(store: Store, settings: Settings, released: int) -> None:
    with store.writing() as session:
        wanted = HeaderCorrection("99/STTTT-TTBCXB", date(2024, 11, 6), date(2024, 11, 11), None)
        review.correct_header(session, released, 1, wanted, ME)
    publish.render(store, settings, NOW + timedelta(days=1))
    assert "1874/STTTT-TTBCXB" in public(settings).directives[0].title
    publish.release(store, settings, "bientap", "", NOW + timedelta(days=1))
    assert "99/STTTT-TTBCXB" in public(settings).directives[0].title
    assert entry(settings, "cháy rừng").sequence == 1


def test_the_same_file_gives_the_same_uids_even_after_the_loss_of_the_database(store: Store, tmp_path: Path) -> None:
    anew = Store(tmp_path / "moi")
    anew.migrate()
    uids = []
    for installation in (store, anew):
        intake.receive(installation, WEEKLY.read_bytes(), WEEKLY.name, NOW)
        with installation.reading() as session:
            uids.append(sorted([*session.exec(select(Item.uid)).all(), *session.exec(select(ItemDate.uid)).all()]))
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(uids[0])


def test_the_same_file_at_once_from_two_people_is_one_directive(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    data = WEEKLY.read_bytes()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: intake.receive(store, data, "a.txt", NOW), range(4)))
    assert sum(received.new for received in found) == 1
    with store.reading() as session:
        assert len(session.exec(select(Directive)).all()) == 1


def test_what_was_decided_before_the_last_release_is_not_compared_again(
    store: Store, settings: Settings, released: int
) -> None:
    with store.writing() as session:
        for found in session.exec(select(Item)).all():
            found.title += " (đổi sau lưng mọi người)"
            session.add(found)
    with store.reading() as session:
        assert differences(session) == []
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.reopen(session, found.id or 0, found.version, ME)
    with store.reading() as session:
        assert "cancelled" in {difference.action for difference in differences(session)}


def test_after_going_back_twice_all_that_was_decided_since_is_offered_again(
    store: Store, settings: Settings, released: int
) -> None:
    refuse(store, "cháy rừng")
    publish.release(store, settings, "bientap", "hoãn", NOW + timedelta(hours=1))
    publish.undo(store, settings, "2024-W46.1", "bientap", "", NOW + timedelta(hours=2))
    with store.reading() as session:
        assert [difference.action for difference in differences(session)] == ["cancelled"]
    publish.undo(store, settings, "2024-W46.2", "bientap", "hoãn", NOW + timedelta(hours=3))
    with store.reading() as session:
        assert differences(session) == []

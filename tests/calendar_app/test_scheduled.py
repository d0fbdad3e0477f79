"""Releases at an hour, one item at once, and what is said before: what was seen goes out, and nothing else."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from sqlmodel import select

from calendar_app import comments, intake, jobs, people, prepared, publish, review, scheduled, urgent
from calendar_app.differences import differences
from calendar_app.errors import Conflict, Problem
from calendar_app.models import AiringTheme, LogEntry, ScheduledRelease, User
from calendar_app.review import Actor, DateCorrection, HeaderCorrection
from calendar_app.scheduled import Wanted
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.urgent import Urgent
from tests.calendar_app.looks import correction, dates, entry, item, public
from tests.conftest import NOW, SAMPLES
from tests.web.persons import person

EDITOR, APPROVER = Actor("bientap", NOW), Actor("duyet", NOW)
HOUR = NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _people(store: Store) -> None:
    person(store, "bientap", "editor")
    person(store, "duyet", "approver")


@pytest.fixture
def accepted(store: Store, directive_id: int) -> int:
    with store.writing() as session:
        review.accept_all(session, directive_id, EDITOR)
    return directive_id


def set_hour(store: Store, settings: Settings, note: str = "tuần 46", actor: Actor = APPROVER) -> ScheduledRelease:
    with store.writing() as session:
        name = prepared.name_of_all(differences(session))
        return scheduled.schedule(session, settings, Wanted(HOUR, note, name), actor)


def row(store: Store) -> ScheduledRelease:
    with store.reading() as session:
        return session.exec(select(ScheduledRelease)).one()


def waiting_titles(store: Store) -> set[str]:
    with store.reading() as session:
        return {(one.after or one.before or {})["title"] for one in differences(session)}


def rename(store: Store, words: str, title: str) -> None:
    found = item(store, words)
    with store.writing() as session:
        wanted = review.ItemCorrection(title, found.kind, tuple(found.channels), ())
        review.correct(session, found.id or 0, found.version, wanted, EDITOR)


def test_it_goes_out_at_its_hour_and_not_before_in_the_name_of_who_set_it(
    store: Store, settings: Settings, accepted: int
) -> None:
    set_hour(store, settings)
    jobs.release(store, settings, HOUR - timedelta(seconds=1))
    assert row(store).state == "waiting"
    jobs.release(store, settings, HOUR)
    assert entry(settings, "cháy rừng").status == "confirmed"
    done = row(store)
    assert (done.state, done.release_number, done.ended_at) == ("done", 1, HOUR)
    release = public(settings).release
    assert release is not None
    assert (release.note, release.created_at) == ("tuần 46", HOUR)
    assert waiting_titles(store) == set()


def test_an_hour_missed_while_no_worker_ran_is_made_up_once(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    late = HOUR + timedelta(days=3)
    assert len(scheduled.run(store, settings, late)) == 1
    assert scheduled.run(store, settings, late + timedelta(minutes=1)) == []


def test_two_workers_at_once_make_one_release(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    made: list[int] = []
    stores = [Store(settings.data), Store(settings.data)]
    threads = [
        threading.Thread(target=lambda s=one: made.append(len(scheduled.run(s, settings, HOUR)))) for one in stores
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0, 1]
    with store.reading() as session:
        assert publish.newest(session) == 1


def test_what_was_decided_about_since_is_held_back_and_named(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    rename(store, "cháy rừng", "Tên khác hẳn")
    scheduled.run(store, settings, HOUR)
    titles = {one.title for one in public(settings).entries}
    assert not any("cháy rừng" in title or title == "Tên khác hẳn" for title in titles)
    assert len(titles) > 3
    assert "cháy rừng" in row(store).said
    assert waiting_titles(store) == {"Tên khác hẳn"}
    publish.release(store, settings, "duyet", "", HOUR + timedelta(hours=1))
    assert entry(settings, "Tên khác hẳn").status == "confirmed"


def test_what_is_accepted_later_waits_for_another_release(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    later = intake.receive(store, (SAMPLES / "tuan-48-2026.txt").read_bytes(), "sau.txt", NOW)
    with store.writing() as session:
        review.accept_all(session, later.directive_id, EDITOR)
    scheduled.run(store, settings, HOUR)
    assert len(public(settings).directives) == 1
    assert "Ngày Thế giới phòng, chống AIDS" in waiting_titles(store)


def test_forms_and_heads_of_directives_go_out_as_they_were_seen(
    store: Store, settings: Settings, directive_id: int
) -> None:
    form = item(store, "báo in")
    with store.writing() as session:
        review.accept_all(session, directive_id, EDITOR)
        review.refuse(session, form.id or 0, form.version + 1, EDITOR)
    set_hour(store, settings)
    with store.writing() as session:
        review.accept(session, form.id or 0, form.version + 2, EDITOR)
    scheduled.run(store, settings, HOUR)
    assert not any("báo in" in one for one in public(settings).directives[0].forms)


def test_a_head_corrected_since_holds_back_what_names_it(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    with store.writing() as session:
        wanted = HeaderCorrection("99/STTTT", date(2024, 11, 7), date(2024, 11, 11), None)
        review.correct_header(session, accepted, 1, wanted, EDITOR)
    assert scheduled.run(store, settings, HOUR) == []
    assert row(store).state == "refused"
    assert "Không còn gì để phát hành" in row(store).said
    with store.reading() as session:
        assert publish.newest(session) == 0


def test_what_went_out_before_its_hour_is_not_told_twice(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    publish.release(store, settings, "duyet", "", NOW + timedelta(hours=1))
    assert scheduled.run(store, settings, HOUR) == []
    assert row(store).state == "refused"


def test_going_back_before_the_hour_holds_changes_of_what_was_public(
    store: Store, settings: Settings, released: int
) -> None:
    rename(store, "cháy rừng", "Tên thứ hai")
    publish.release(store, settings, "duyet", "", NOW + timedelta(minutes=1))
    rename(store, "Tên thứ hai", "Tên thứ ba")
    set_hour(store, settings)
    publish.undo(store, settings, "2024-W46.1", "duyet", "nhầm", NOW + timedelta(hours=1))
    assert scheduled.run(store, settings, HOUR) == []
    assert "cháy rừng" in entry(settings, "cháy rừng").title
    assert waiting_titles(store) == {"Tên thứ ba"}


def test_one_that_is_called_off_never_goes_out(store: Store, settings: Settings, accepted: int) -> None:
    number = set_hour(store, settings).id or 0
    with store.writing() as session:
        scheduled.cancel(session, number, EDITOR)
    assert scheduled.run(store, settings, HOUR) == []
    with pytest.raises(Conflict), store.writing() as session:
        scheduled.cancel(session, number, EDITOR)
    with store.reading() as session:
        assert publish.newest(session) == 0
        kinds = [one.kind for one in session.exec(select(LogEntry).order_by(LogEntry.number)).all()]  # type: ignore[arg-type]
    assert kinds[-2:] == ["release.scheduled", "release.called-off"]


@pytest.mark.parametrize(
    ("at", "words"),
    [(NOW, "đã qua"), (NOW - timedelta(days=1), "đã qua"), (NOW + timedelta(days=400), "quá xa")],
)
def test_an_hour_that_is_over_or_too_far_is_refused(
    store: Store, settings: Settings, accepted: int, at: object, words: str
) -> None:
    with store.writing() as session, pytest.raises(Problem, match=words):
        name = prepared.name_of_all(differences(session))
        scheduled.schedule(session, settings, Wanted(at, "", name), APPROVER)  # type: ignore[arg-type]


def test_only_what_was_seen_can_be_given_an_hour(store: Store, settings: Settings, accepted: int) -> None:
    with store.writing() as session, pytest.raises(Conflict, match="xem lại"):
        scheduled.schedule(session, settings, Wanted(HOUR, "", "ten-khac"), APPROVER)
    with pytest.raises(Conflict, match="xem lại"):
        publish.release(store, settings, "duyet", "", NOW, seen="ten-khac")


def test_a_moved_day_wants_its_reason_when_the_hour_is_set(store: Store, settings: Settings, released: int) -> None:
    found = item(store, "bảo hiểm y tế")
    mark = dates(store, found)[0]
    moved = DateCorrection(mark.uid, mark.role, mark.start, date(2024, 12, 20), mark.label)
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, moved), EDITOR)
    with pytest.raises(Problem, match="lý do"):
        set_hour(store, settings, note="")
    set_hour(store, settings, note="gia hạn")
    scheduled.run(store, settings, HOUR)
    assert entry(settings, "bảo hiểm y tế").notices[-1].reason == "gia hạn"


def test_two_people_are_wanted_for_a_scheduled_release_too(store: Store, settings: Settings, accepted: int) -> None:
    wanted = settings.model_copy(update={"two_people": True})
    with pytest.raises(Problem, match="quy tắc hai người"):
        set_hour(store, wanted, actor=EDITOR)
    set_hour(store, wanted)
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.refuse(session, found.id or 0, found.version, APPROVER)
    assert scheduled.run(store, wanted, HOUR) == []
    assert "quy tắc hai người" in row(store).said


def test_who_may_not_release_any_more_releases_nothing_later(store: Store, settings: Settings, accepted: int) -> None:
    set_hour(store, settings)
    with store.writing() as session:
        people.disable(session, session.exec(select(User).where(User.name == "duyet")).one(), EDITOR)
    assert scheduled.run(store, settings, HOUR) == []
    assert "không còn quyền phát hành" in row(store).said


def test_a_release_that_fails_half_way_is_tried_again(
    store: Store, settings: Settings, accepted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_hour(store, settings)
    with monkeypatch.context() as broken:
        broken.setattr("calendar_app.publish.files_of", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            scheduled.run(store, settings, HOUR)
    assert row(store).state == "waiting"
    assert len(scheduled.run(store, settings, HOUR + timedelta(minutes=1))) == 1


# Urgent


def test_an_urgent_item_goes_out_alone_and_the_others_wait(store: Store, settings: Settings, accepted: int) -> None:
    before = waiting_titles(store)
    found = item(store, "cháy rừng")
    made = urgent.release_urgent(store, settings, Urgent(found.id or 0, found.version, "cháy lớn"), "duyet", NOW)
    assert made.note == "Khẩn: cháy lớn"
    shown = public(settings)
    assert {one.theme_uid for one in shown.entries} == {found.uid}
    assert shown.directives[0].forms == ()
    assert waiting_titles(store) == before - {one.title for one in shown.entries}
    with store.reading() as session:
        theme = session.exec(select(AiringTheme)).one()
    assert (theme.priority, theme.urgent_on) == ("urgent", date(2024, 11, 12))
    publish.release(store, settings, "duyet", "", NOW + timedelta(hours=1))
    assert waiting_titles(store) == set()
    assert public(settings).directives[0].forms


def test_an_urgent_release_can_be_gone_back_behind(store: Store, settings: Settings, released: int) -> None:
    rename(store, "cháy rừng", "Cháy rừng cấp V")
    found = item(store, "cấp V")
    urgent.release_urgent(store, settings, Urgent(found.id or 0, found.version, "cháy"), "duyet", NOW)
    assert entry(settings, "cấp V").sequence == 1
    publish.undo(store, settings, "2024-W46.1", "duyet", "nhầm", NOW + timedelta(hours=1))
    assert entry(settings, "cháy rừng").sequence == 2
    assert waiting_titles(store) == {"Cháy rừng cấp V"}


def test_an_urgent_release_wants_a_reason_an_accepted_item_and_something_new(
    store: Store, settings: Settings, directive_id: int
) -> None:
    found = item(store, "cháy rừng")
    for reason, words in (("", "lý do"), ("cháy", "đã nhận")):
        with pytest.raises(Problem, match=words):
            urgent.release_urgent(store, settings, Urgent(found.id or 0, found.version, reason), "duyet", NOW)
    with store.writing() as session:
        review.accept_all(session, directive_id, EDITOR)
    with pytest.raises(Conflict):
        urgent.release_urgent(store, settings, Urgent(found.id or 0, found.version, "cháy"), "duyet", NOW)
    publish.release(store, settings, "duyet", "", NOW)
    with pytest.raises(Problem, match="không có gì mới"):
        urgent.release_urgent(store, settings, Urgent(found.id or 0, found.version + 1, "cháy"), "duyet", NOW)
    with store.reading() as session:
        assert session.exec(select(AiringTheme)).first() is None


def test_two_people_are_wanted_for_an_urgent_release_too(store: Store, settings: Settings, accepted: int) -> None:
    wanted = settings.model_copy(update={"two_people": True})
    found = item(store, "cháy rừng")
    with pytest.raises(Problem, match="quy tắc hai người"):
        urgent.release_urgent(store, wanted, Urgent(found.id or 0, found.version, "cháy"), "bientap", NOW)
    assert urgent.release_urgent(store, wanted, Urgent(found.id or 0, found.version, "cháy"), "duyet", NOW).number == 1


# Comments


def test_comments_stay_with_their_item_and_with_the_release_they_were_written_for(
    store: Store, settings: Settings, accepted: int
) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        comments.on_item(session, found.id or 0, " Xem lại kênh.\r\nGấp.\u202e ", EDITOR)
        comments.on_next_release(session, "Chờ Sở Y tế.", APPROVER)
    publish.release(store, settings, "duyet", "", NOW)
    with store.reading() as session:
        (said,) = comments.of_items(session, [found.id or 0])[found.id or 0]
        assert (said.text, said.author, said.at) == ("Xem lại kênh.\nGấp.", "bientap", NOW)
        assert [one.text for one in comments.of_release(session, 1)] == ["Chờ Sở Y tế."]
        assert comments.of_release(session, comments.coming(session)) == []


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e", "a" * 2001])
def test_no_words_or_too_many_are_refused(store: Store, text: str) -> None:
    with store.writing() as session, pytest.raises(Problem):
        comments.on_next_release(session, text, EDITOR)

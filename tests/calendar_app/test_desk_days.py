"""What the desk's calendar shows: every item of the store by its days, in the state it is in."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from calendar_app import desk_days, intake, publish, review, review_edits, review_undo
from calendar_app.desk_days import ACCEPTED, CANCELLED, CHANGED, DRAFT, PUBLIC, Planned
from calendar_app.entries import is_rhythm, settled
from calendar_app.models import Change, Decision, Directive, Item, ItemDate, Published
from calendar_app.review import Actor, DateCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.many_items import counted, fill
from tests.conftest import NOW, SAMPLES, SHARED

ACTOR = Actor("chi-hoa", NOW)
NOVEMBER = date(2024, 11, 1), date(2024, 11, 30)
TEACHERS = date(2024, 11, 20)


@pytest.fixture
def directive_id(store: Store) -> int:
    sample = SAMPLES / "tuan-46-2024.txt"
    return intake.receive(store, sample.read_bytes(), sample.name, NOW).directive_id


def shown(store: Store, first: date = NOVEMBER[0], last: date = NOVEMBER[1]) -> list[Planned]:
    with store.reading() as session:
        return desk_days.between(session, first, last)


def teachers(store: Store, first: date = NOVEMBER[0], last: date = NOVEMBER[1]) -> Planned:
    (found,) = [one for one in shown(store, first, last) if "Nhà giáo" in one.entry.title]
    return found


def accept_all(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        review.accept_all(session, directive_id, ACTOR)


def move(store: Store, one: Planned, day: date) -> None:
    wanted = DateCorrection(one.entry.uid, "anniversary", day, day, one.mark.label if one.mark else "")
    with store.writing() as session:
        review_edits.move_to(session, (one.item.id or 0, one.item.version), wanted, ACTOR)


def test_an_item_is_draft_then_accepted_then_public_then_changed_then_cancelled(
    store: Store, settings: Settings, directive_id: int
) -> None:
    assert teachers(store).state == DRAFT
    accept_all(store, directive_id)
    assert teachers(store).state == ACCEPTED
    publish.release(store, settings, "chi-hoa", "", NOW)
    assert {one.state for one in shown(store)} == {PUBLIC}
    move(store, teachers(store), date(2024, 11, 19))
    moved = teachers(store)
    assert (moved.state, moved.entry.start) == (CHANGED, date(2024, 11, 19))
    with store.writing() as session:
        review_undo.undo(session, moved.item.id or 0, moved.item.version, ACTOR)
    assert teachers(store).state == PUBLIC
    with store.writing() as session:
        review.refuse(session, moved.item.id or 0, teachers(store).item.version, ACTOR, "trùng")
    assert teachers(store).state == CANCELLED
    publish.release(store, settings, "chi-hoa", "trùng", NOW + timedelta(hours=1))
    assert teachers(store).state == CANCELLED
    with store.writing() as session:
        review_undo.undo(session, moved.item.id or 0, teachers(store).item.version, ACTOR)
    assert teachers(store).state == CHANGED


def test_what_was_refused_before_anybody_knew_it_is_not_shown(store: Store, directive_id: int) -> None:
    one = teachers(store)
    with store.writing() as session:
        review.refuse(session, one.item.id or 0, one.item.version, ACTOR)
    assert not [one for one in shown(store) if "Nhà giáo" in one.entry.title]


def test_a_moved_date_keeps_its_words_and_its_uid_and_says_who_set_it(store: Store, directive_id: int) -> None:
    before = teachers(store)
    move(store, before, date(2024, 11, 19))
    after = teachers(store)
    assert after.entry.uid == before.entry.uid
    assert after.mark is not None
    assert (after.mark.text, after.mark.reason) == ("20/11", "Ngày do chi-hoa đặt.")


def test_what_ran_as_a_whole_keeps_its_uid_when_it_is_given_days_and_has_it_again_when_that_is_taken_back(
    store: Store, settings: Settings, directive_id: int
) -> None:
    accept_all(store, directive_id)
    publish.release(store, settings, "chi-hoa", "", NOW)
    (one,) = [one for one in shown(store) if "cháy rừng" in one.entry.title]
    assert one.mark is None
    for _ in range(2):
        move(store, one, date(2024, 11, 25))
        (moved,) = [each for each in shown(store) if each.entry.uid == one.entry.uid]
        assert (moved.state, moved.entry.start) == (CHANGED, date(2024, 11, 25))
        made = publish.release(store, settings, "chi-hoa", "dời", NOW + timedelta(hours=1))
        assert made.number
        with store.reading() as session:
            assert [change.action for change in _changes(session, made.number)] == ["changed"]
        with store.writing() as session:
            review_undo.undo(session, moved.item.id or 0, moved.item.version, ACTOR)
        (one,) = [each for each in shown(store) if each.entry.uid == one.entry.uid]
        assert one.entry.start == date(2024, 11, 11)
        publish.release(store, settings, "chi-hoa", "dời lại", NOW + timedelta(hours=2))


def _changes(session: Session, number: int) -> list[Change]:
    return list(session.exec(select(Change).where(Change.release_number == number)).all())


def test_a_range_shows_what_has_a_day_in_it_and_nothing_else(store: Store, directive_id: int) -> None:
    days = {day: {one.entry.uid for one in shown(store, day, day)} for day in (date(2024, 11, 17), TEACHERS)}
    with store.reading() as session:
        marks = session.exec(select(ItemDate).where(ItemDate.kept)).all()
        for day, uids in days.items():
            for mark in marks:
                on = bool(mark.start and mark.start <= day and mark.end and mark.end >= day)
                assert (mark.uid in uids) == (on and settled(mark)), (day, mark.text)


@pytest.mark.parametrize("path", sorted(SHARED.rglob("*.txt")), ids=lambda path: path.stem)
def test_every_item_is_in_the_calendar_or_waits_or_runs_on(store: Store, path: str) -> None:
    file = SHARED / path
    intake.receive(store, file.read_bytes(), file.name, NOW)
    with store.reading() as session:
        dated = desk_days.between(session, date(1990, 1, 1), date(2100, 12, 31))
        waiting = desk_days.waiting(session)
        items = session.exec(select(Item).where(Item.kind != "form")).all()
        marks = session.exec(select(ItemDate)).all()
        fixed = {one.mark.uid for one in dated if one.mark}
        open_marks = {one.mark.uid for one in waiting if one.mark}
    assert {one.item.id for one in (*dated, *waiting)} == {item.id for item in items}
    ids = {item.id for item in items}
    for mark in (mark for mark in marks if mark.item_id in ids):
        assert (mark.uid in fixed) == settled(mark), mark.text
        assert (mark.uid in open_marks) == (mark.kept and not settled(mark) and not is_rhythm(mark)), mark.text


@pytest.mark.parametrize(("status", "state"), [("confirmed", PUBLIC), ("cancelled", CHANGED)])
def test_what_took_the_place_of_an_earlier_files_entry_is_a_change_where_the_public_knows_another(
    store: Store, settings: Settings, directive_id: int, status: str, state: str
) -> None:
    accept_all(store, directive_id)
    fill(store, range(1), 1)
    publish.release(store, settings, "chi-hoa", "", NOW)
    one = teachers(store)
    with store.writing() as session:
        other = session.exec(select(Directive.id).where(Directive.slug == "cv-0")).one()
        for row in session.exec(select(Published).where(Published.directive_id == directive_id)).all():
            row.directive_id, row.status = other or 0, status
        session.add(
            Decision(at=NOW, author="chi-hoa", directive_id=directive_id, item_id=one.item.id, action="replace")
        )
    assert teachers(store).state == state


def told_apart(found: list[Planned]) -> Counter[tuple[object, ...]]:
    return Counter((e.kind, e.start, e.end, e.rrule, e.channels, one.state) for one in found for e in (one.entry,))


def test_a_year_counts_what_a_list_shows_whatever_its_state(
    store: Store, settings: Settings, directive_id: int
) -> None:
    fill(store, range(4), 6)
    accept_all(store, directive_id + 2)  # on its days, another's wait for a decision
    year = date(2024, 1, 1), date(2024, 12, 31)

    def counts_what_is_listed() -> None:
        with store.reading() as session:
            counted_ones, papers = desk_days.alike(session, *year)
            listed = desk_days.between(session, *year)
        assert told_apart(counted_ones) == told_apart(listed)
        assert papers == sorted({one.paper.id for one in listed})

    counts_what_is_listed()
    accept_all(store, directive_id)
    counts_what_is_listed()
    publish.release(store, settings, "chi-hoa", "", NOW)
    counts_what_is_listed()
    move(store, teachers(store), date(2024, 11, 19))
    counts_what_is_listed()
    moved = teachers(store)
    with store.writing() as session:
        review.refuse(session, moved.item.id or 0, moved.item.version, ACTOR, "trùng")
    counts_what_is_listed()
    assert {one.state for one in shown(store)} == {DRAFT, PUBLIC, CANCELLED}


def test_the_number_of_queries_does_not_grow_with_what_is_there(store: Store) -> None:
    counts = []
    for numbers in (range(3), range(3, 23)):
        fill(store, numbers, 5)
        with store.reading() as session, counted(store) as said:
            found = desk_days.between(session, *NOVEMBER)
            desk_days.waiting(session)
            desk_days.running(session, NOVEMBER[1])
            desk_days.alike(session, *NOVEMBER)
        assert len(found) == numbers.stop * 5
        counts.append(len(said))
    assert counts[0] == counts[1]

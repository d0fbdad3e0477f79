"""Items are split, merged, made of unused words and decided about together; words, dates and UIDs are never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from calendar_app import intake, passages, review, review_edits
from calendar_app.errors import Conflict, Problem
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.review import Actor
from calendar_app.store import Store
from tests.calendar_app.looks import dates, item
from tests.calendar_app.test_review_undo import state, undo
from tests.conftest import NOW, SHARED

ME, TODAY = Actor("bientap", NOW), date(2024, 11, 12)
HERE = [HealthCheck.function_scoped_fixture]
DAYS = "các ngày kỷ niệm"


def directive(store: Store) -> Directive:
    with store.reading() as session:
        return session.exec(select(Directive)).one()


def items(store: Store) -> list[Item]:
    with store.reading() as session:
        query = select(Item).where(Item.status != review.REMOVED).order_by(col(Item.position))
        return list(session.exec(query).all())


def split(store: Store, found: Item, places: list[int]) -> list[Item]:
    with store.writing() as session:
        return review_edits.split(session, found.id or 0, found.version, places, ME)


def by_dates(store: Store, found: Item) -> list[int]:
    with store.reading() as session:
        return review_edits.between_dates(session, session.get_one(Item, found.id))


@settings(max_examples=12, deadline=None, suppress_health_check=HERE)
@given(data=st.data())
def test_what_is_split_anywhere_has_all_words_and_dates_and_undo_joins_it_again(
    store: Store, directive_id: int, data: st.DataObject
) -> None:
    found, before = next(one for one in items(store) if DAYS in one.title), state(store)
    first, last = found.spans[0][0] + 1, found.spans[-1][1] - 2
    text = directive(store).text
    places = data.draw(
        st.lists(st.integers(first, last).filter(lambda p: not text[p].isspace()), min_size=1, max_size=4)
    )
    marks = {mark.uid for mark in dates(store, found)}
    parts = split(store, found, places)
    assert parts[0].uid == found.uid
    assert sorted(tuple(span) for part in parts for span in part.spans)[0][0] == found.spans[0][0]
    assert "".join("".join(part.text.split()) for part in parts) == "".join(
        "".join(text[a:b].split()) for a, b in found.spans
    )
    assert {mark.uid for part in parts for mark in dates(store, part)} == marks
    undo(store, data.draw(st.sampled_from(parts)).id or 0)
    assert state(store) == before


def test_each_date_becomes_an_item_with_its_own_words(store: Store, directive_id: int) -> None:
    found = item(store, DAYS)
    marks = dates(store, found)
    parts = split(store, found, by_dates(store, found))
    assert [[mark.uid for mark in dates(store, part)] for part in parts] == [[mark.uid] for mark in marks]
    for part in parts:
        (mark,) = dates(store, part)
        assert " ".join(mark.text.split()) in part.text
        assert part.title == mark.label or part is parts[0]
    assert [one.id for one in items(store) if one.path == found.path] == [part.id for part in parts]


def test_parts_have_the_same_uids_each_time_and_are_made_once(store: Store, directive_id: int) -> None:
    found = item(store, DAYS)
    uids = []
    for _ in range(2):
        parts = split(store, item(store, DAYS), by_dates(store, found))
        uids.append([part.uid for part in parts])
        undo(store, found.id or 0)
    assert uids[0] == uids[1]
    with store.reading() as session:
        assert len(session.exec(select(Item).where(col(Item.uid).in_(uids[0]))).all()) == len(uids[0])


def test_a_part_decided_about_since_keeps_a_split_from_being_taken_back(store: Store, directive_id: int) -> None:
    found = item(store, DAYS)
    _, part, *_ = split(store, found, by_dates(store, found))
    with store.writing() as session:
        review.accept(session, part.id or 0, part.version, ME)
    with pytest.raises(Problem, match="quyết định mới hơn"):
        undo(store, found.id or 0)
    undo(store, part.id or 0)
    undo(store, found.id or 0)
    assert [one.title for one in items(store) if one.path == found.path] == [found.title]


@settings(max_examples=8, deadline=None, suppress_health_check=HERE)
@given(data=st.data())
def test_merged_items_have_all_dates_and_undo_parts_them_again(
    store: Store, directive_id: int, data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(items(store)), min_size=2, max_size=4, unique_by=lambda one: one.id))
    before, marks = state(store), {mark.uid for one in chosen for mark in dates(store, one)}
    with store.writing() as session:
        made = review_edits.merge(session, [(one.id or 0, one.version) for one in chosen], ME)
    first, *others = sorted(chosen, key=lambda one: one.position)
    assert made.uid == first.uid
    assert {mark.uid for mark in dates(store, made)} == marks
    assert {one.status for one in items(store) if one.id in {other.id for other in others}} == {"refused"}
    undo(store, made.id or 0)
    assert state(store) == before


def test_one_item_alone_or_a_stale_one_is_not_merged(store: Store, directive_id: int) -> None:
    one, other = items(store)[:2]
    with pytest.raises(Problem, match="ít nhất hai"), store.writing() as session:
        review_edits.merge(session, [(one.id or 0, one.version)], ME)
    with pytest.raises(Conflict), store.writing() as session:
        review_edits.merge(session, [(one.id or 0, one.version), (other.id or 0, 99)], ME)


def test_days_move_and_go_back(store: Store, directive_id: int) -> None:
    found, before = item(store, DAYS), state(store)
    days = [mark.start for mark in dates(store, found)]
    with store.writing() as session:
        review_edits.move_days(session, (found.id or 0, found.version), 7, ME)
    assert [mark.start for mark in dates(store, found)] == [day and day + timedelta(days=7) for day in days]
    undo(store, found.id or 0)
    assert state(store) == before


def made_of(store: Store, words: str) -> Item:
    paper = directive(store)
    start = paper.text.index(words)
    span = passages.trimmed(paper, start - 1, start + len(words) + 1)
    told = passages.read(paper, span, TODAY)
    with store.writing() as session:
        return passages.add(session, paper, span, told, ME)


UNUSED = "Ngày hội đọc sách tổ chức ngày 21/11/2024 tại nhà văn hóa. Báo cáo kết quả trước ngày 25/11/2024"


@pytest.fixture
def with_unused(store: Store) -> Store:
    """A directive whose first item was refused: its words are free."""
    text = (SHARED / "kon-tum-2024-tuan-46.txt").read_text(encoding="utf-8")
    text = text.replace("- Các cơ quan báo chí tỉnh.", f"- Các cơ quan báo chí tỉnh.\n\n{UNUSED}.")
    intake.receive(store, text.encode(), "tuan-46.txt", NOW)
    return store


def test_unused_words_become_an_item_with_dates_read_from_just_these_words(with_unused: Store) -> None:
    store = with_unused
    found = made_of(store, UNUSED)
    paper = directive(store)
    assert paper.text[slice(*found.spans[0])].startswith("Ngày hội đọc sách")
    marks = dates(store, found)
    assert [(mark.role, mark.start, mark.end) for mark in marks] == [
        ("event", date(2024, 11, 21), date(2024, 11, 21)),
        ("deadline", None, date(2024, 11, 24)),
    ]
    assert all(paper.text[mark.span_start : mark.span_end] == mark.text for mark in marks)
    assert items(store)[0].id == found.id
    assert found.channels
    with pytest.raises(Problem, match="đã thuộc mục"):
        made_of(store, "Ngày hội đọc sách")


def test_an_item_taken_back_and_made_again_is_the_same_one(with_unused: Store) -> None:
    store = with_unused
    before = state(store)
    found = made_of(store, UNUSED)
    undo(store, found.id or 0)
    assert state(store) == before
    again = made_of(store, UNUSED)
    assert (again.id, again.uid) == (found.id, found.uid)
    with store.reading() as session:
        assert len(session.exec(select(ItemDate).where(ItemDate.item_id == found.id)).all()) == 2


def test_no_words_and_too_many_are_refused(store: Store, directive_id: int) -> None:
    paper = directive(store)
    for start, end in ((0, 0), (5, 2), (0, 0), (len(paper.text), len(paper.text) + 9)):
        with pytest.raises(Problem, match="không có chữ"):
            passages.trimmed(paper, start, end)
    paper.text = "chữ " * 5000
    with pytest.raises(Problem, match="quá dài"):
        passages.trimmed(paper, 0, len(paper.text))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("20/11", "2024-11-20", "2024-11-20"),
        ("tuần 46", "2024-11-11", "2024-11-17"),
        ("10/3 âm", "2025-04-07", "2025-04-07"),
        ("10/3/2026 âm", "2026-04-26", "2026-04-26"),
        ("từ 1/12 đến 15/12", "2024-12-01", "2024-12-15"),
        ("trước 15/12", None, "2024-12-14"),
        ("từ 20/11", "2024-11-20", None),
        ("tháng 12", "2024-12-01", "2024-12-31"),
    ],
)
def test_typed_words_name_days(
    store: Store, directive_id: int, words: str, first: str | None, last: str | None
) -> None:
    _, start, end = passages.typed(directive(store), words, TODAY)
    assert (start and start.isoformat(), end and end.isoformat()) == (first, last)


@pytest.mark.parametrize("words", ["31/2", "bao giờ cũng được", "thứ hai hằng tuần", "/" * 200])
def test_typed_words_that_name_no_day_are_refused_with_words(store: Store, directive_id: int, words: str) -> None:
    with pytest.raises(Problem, match="Không"):
        passages.typed(directive(store), words, TODAY)

"""Items of the office's own, and days that come back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from calendar_app import own_items, review_undo
from calendar_app.errors import Problem
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.own_items import FREQUENCIES, OwnItem
from calendar_app.review import Actor, DateCorrection
from calendar_app.store import Store
from feeds.recurrence import first_day
from tests.conftest import NOW

ACTOR = Actor("chi-hoa", NOW)
OFFICE = "Sở Văn hóa"


def own(title: str, *dates: DateCorrection) -> OwnItem:
    return OwnItem(title, "thematic", "", ("loudspeaker",), ("các xã",), ("Sạch làng",), dates)


def create(store: Store, wanted: OwnItem) -> Item:
    with store.writing() as session:
        register = own_items.register_of(store, session, 2024, OFFICE, NOW)
        return own_items.create(session, register, wanted, ACTOR)


def test_a_year_has_one_register_whose_file_says_what_it_is(store: Store) -> None:
    first, second = create(store, own("Một")), create(store, own("Hai"))
    with store.reading() as session:
        (register,) = session.exec(select(Directive)).all()
    assert register.own
    assert register.title == "Mục tự lập năm 2024 của Sở Văn hóa"
    assert store.blob_path(register.sha256).read_text(encoding="utf-8") == register.text
    assert [(item.path, item.directive_id) for item in (first, second)] == [("1", register.id), ("2", register.id)]


def test_making_an_own_item_is_a_decision_that_can_be_taken_back(store: Store) -> None:
    day = DateCorrection(None, "event", date(2024, 11, 20), date(2024, 11, 20), "")
    item = create(store, own("Một", day))
    with store.writing() as session:
        review_undo.undo(session, item.id or 0, item.version, ACTOR)
    with store.reading() as session:
        assert session.get_one(Item, item.id).status == "removed"
        assert session.exec(select(ItemDate)).all() == []
    with store.reading() as session, pytest.raises(Problem):
        own_items.item_of(session, item.id or 0)


def test_an_item_without_a_name_or_with_days_that_run_backwards_is_not_made(store: Store) -> None:
    backwards = DateCorrection(None, "period", date(2024, 11, 20), date(2024, 11, 19), "")
    for wanted in (own("  "), own("Một", backwards)):
        with pytest.raises(Problem):
            create(store, wanted)
    with store.reading() as session:
        assert session.exec(select(Item)).all() == []


@given(
    frequency=st.sampled_from(sorted(FREQUENCIES)),
    first=st.dates(date(2000, 1, 1), date(2080, 1, 1)),
    length=st.integers(1, 1500),
)
def test_days_begin_with_the_first_end_by_the_last_and_are_those_of_the_rule(
    frequency: str, first: date, length: int
) -> None:
    until = first + timedelta(days=length)
    found = own_items.days_until(frequency, first, until)
    assert found[0] == first == first_day(own_items.rule_of(frequency, first), first, until)
    assert found[-1] <= until
    assert found == sorted(set(found))
    same = {"WEEKLY": date.weekday, "MONTHLY": lambda d: d.day, "YEARLY": lambda d: (d.month, d.day)}[frequency]
    assert {same(day) for day in found} == {same(first)}


@pytest.mark.parametrize(
    ("frequency", "until"),
    [
        ("DAILY", date(2024, 12, 1)),
        ("WEEKLY", date(2024, 11, 20)),
        ("WEEKLY", date(2040, 1, 1)),
        ("", date(2025, 1, 1)),
    ],
)
def test_a_rule_that_nobody_means_is_refused(frequency: str, until: date) -> None:
    with pytest.raises(Problem):
        own_items.days_until(frequency, date(2024, 11, 20), until)

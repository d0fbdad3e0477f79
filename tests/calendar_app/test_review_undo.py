"""Whatever was decided about an item can be taken back, and nobody's later decision goes with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from calendar_app import publish, review, review_undo
from calendar_app.errors import Conflict, Problem
from calendar_app.models import Decision, Item
from calendar_app.review import Actor, DateCorrection, ItemCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.looks import correction, dates, events, item
from tests.conftest import NOW

ME = Actor("bientap", NOW)
HERE = [HealthCheck.function_scoped_fixture]
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def state(store: Store) -> list[dict[str, Any]]:
    """All that the desk shows of every item."""
    with store.reading() as session:
        shown = session.exec(select(Item).where(Item.status != review.REMOVED).order_by(col(Item.position))).all()
        return [{"id": i.id} | review.state_of(session, i, whole=True) for i in shown]


def undo(store: Store, item_id: int) -> None:
    with store.writing() as session:
        review_undo.undo(session, item_id, session.get_one(Item, item_id).version, ME)


@st.composite
def corrections(draw: st.DrawFn, found: Item, uids: list[str]) -> ItemCorrection:
    marks = []
    for uid in (*uids, None):
        start, end = sorted((draw(DAYS), draw(DAYS)))
        role = draw(st.sampled_from(("period", "event", "start")))
        marks.append(DateCorrection(uid, role, start, end, draw(st.text(max_size=8)), kept=draw(st.booleans())))
    title = draw(st.text(min_size=1, max_size=20).filter(str.strip))
    return ItemCorrection(title, draw(st.sampled_from(("regular", "task"))), ("truyen-thanh",), tuple(marks), None)


@settings(max_examples=12, deadline=None, suppress_health_check=HERE)
@given(data=st.data())
def test_any_decision_then_undo_gives_the_same_state(store: Store, directive_id: int, data: st.DataObject) -> None:
    found = item(store, "các ngày kỷ niệm")
    before, verb = state(store), data.draw(st.sampled_from(("accept", "refuse", "correct", "withdraw")))
    with store.writing() as session:
        if verb == "correct":
            wanted = data.draw(corrections(found, [mark.uid for mark in dates(store, found)]))
            review.correct(session, found.id or 0, found.version, wanted, ME)
        elif verb == "withdraw":
            review.withdraw(session, found.id or 0, found.version, ME, "nhầm")
        else:
            getattr(review, verb)(session, found.id or 0, found.version, ME)
    assert state(store) != before
    undo(store, found.id or 0)
    assert state(store) == before


def test_decisions_are_taken_back_one_by_one_and_each_time_that_is_kept(store: Store, directive_id: int) -> None:
    found = item(store, "cháy rừng")
    for verb in (review.accept, review.refuse):
        with store.writing() as session:
            verb(session, found.id or 0, item(store, "cháy rừng").version, ME)
    for status in ("accepted", "draft"):
        undo(store, found.id or 0)
        assert item(store, "cháy rừng").status == status
    with pytest.raises(Problem, match="chưa có quyết định"):
        undo(store, found.id or 0)
    with store.reading() as session:
        kept = [decision.action for decision in session.exec(select(Decision)).all()]
    assert kept == ["accept", "refuse", "undo", "undo"]


def test_an_undo_that_saw_an_older_version_changes_nothing(store: Store, directive_id: int) -> None:
    found = item(store, "cháy rừng")
    with store.writing() as session:
        review.accept(session, found.id or 0, found.version, ME)
    with pytest.raises(Conflict), store.writing() as session:
        review_undo.undo(session, found.id or 0, found.version, ME)


def test_a_date_that_subscribers_know_is_cancelled_and_not_forgotten(
    store: Store, settings: Settings, directive_id: int
) -> None:
    found = item(store, "cháy rừng")
    added = DateCorrection(None, "event", date(2024, 12, 2), date(2024, 12, 2), "Diễn tập")
    with store.writing() as session:
        review.correct(session, found.id or 0, found.version, correction(found, added), ME)
        review.accept_all(session, directive_id, ME)
    publish.release(store, settings, "bientap", "", NOW)
    undo(store, found.id or 0)
    undo(store, found.id or 0)
    assert [(mark.label, mark.kept) for mark in dates(store, found)] == [("Diễn tập", False)]
    with store.writing() as session:
        review.accept(session, found.id or 0, item(store, "cháy rừng").version, ME)
    publish.release(store, settings, "bientap", "không diễn tập", NOW)
    (gone,) = [event for event in events(settings).values() if "Diễn tập" in str(event["SUMMARY"])]
    assert gone["STATUS"] == "CANCELLED"

"""Any earlier state of an item or a directive can be given back, as a decision that can itself be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as fitting
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from calendar_app import review, review_edits, review_restore, review_undo
from calendar_app.errors import Conflict, Problem
from calendar_app.models import Decision, Directive, Item
from calendar_app.review import Actor, HeaderCorrection
from calendar_app.store import Store
from tests.conftest import NOW

ACTOR = Actor("lan", NOW)


def items_of(session: Session, directive_id: int) -> list[Item]:
    query = select(Item).where(Item.directive_id == directive_id, Item.status != review.REMOVED)
    return list(session.exec(query.order_by(col(Item.position))).all())


def state(session: Session, directive_id: int) -> dict[str, Any]:
    """All that is shown of a directive, in the order of its items."""
    items = items_of(session, directive_id)
    return {item.uid: {**review.state_of(session, item, whole=True), "doubts": None} for item in items}


def newest(session: Session) -> int:
    return session.exec(select(Decision.id).order_by(col(Decision.id).desc())).first() or 0


def rename(session: Session, item: Item, title: str) -> None:
    wanted = replace(review_edits._as_it_is(item), title=title)
    review.correct(session, item.id or 0, item.version, wanted, ACTOR)


def test_every_state_an_item_had_can_be_given_back_and_that_taken_back(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        item = items_of(session, directive_id)[0]
        states, moments = [review.state_of(session, item)], [0]
        for act in (
            lambda: rename(session, item, "Một"),
            lambda: review.accept(session, item.id or 0, item.version, ACTOR),
            lambda: rename(session, item, "Hai"),
            lambda: review_undo.undo(session, item.id or 0, item.version, ACTOR),
        ):
            act()
            session.flush()
            states.append(review.state_of(session, item))
            moments.append(newest(session))
        for moment, wanted in list(zip(moments, states, strict=True))[:-1]:
            review_restore.restore_item(session, item.id or 0, item.version, moment, ACTOR)
            session.flush()
            assert review.state_of(session, item) == wanted
            review_undo.undo(session, item.id or 0, item.version, ACTOR)
            session.flush()
            assert review.state_of(session, item) == states[-1]


def test_an_item_changed_since_it_was_seen_is_not_given_back(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        item = items_of(session, directive_id)[0]
        review.accept(session, item.id or 0, item.version, ACTOR)
        session.flush()
        with pytest.raises(Conflict):
            review_restore.restore_item(session, item.id or 0, item.version - 1, 0, ACTOR)
        with pytest.raises(Problem):
            review_restore.restore_item(session, item.id or 0, item.version, newest(session), ACTOR)


def test_what_was_merged_since_goes_back_for_all(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        first, second = items_of(session, directive_id)[:2]
        before = state(session, directive_id)
        review_edits.merge(session, [(one.id or 0, one.version) for one in (first, second)], ACTOR)
        rename(session, first, "Gộp rồi đổi tên")
        session.flush()
        review_restore.restore_item(session, first.id or 0, first.version, 0, ACTOR)
        session.flush()
        assert state(session, directive_id) == before


def test_a_directive_goes_back_as_a_whole_with_its_head(store: Store, directive_id: int) -> None:
    with store.writing() as session:
        directive = session.get_one(Directive, directive_id)
        before, number = state(session, directive_id), directive.number
        review.correct_header(
            session, directive_id, directive.version, HeaderCorrection("77/CV", None, None, None), ACTOR
        )
        review.accept_all(session, directive_id, ACTOR)
        session.flush()
        seen = newest(session)
        with pytest.raises(Conflict):
            review_restore.restore_directive(session, directive_id, seen - 1, 0, ACTOR)
        review_restore.restore_directive(session, directive_id, seen, 0, ACTOR)
        session.flush()
        assert state(session, directive_id) == before
        assert directive.number == number


ACTS = st.lists(st.tuples(st.sampled_from(["name", "accept", "refuse", "merge", "split", "undo"]), st.integers(0, 5)))


@given(ACTS, st.integers(0, 20))
@fitting(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_any_moment_is_given_back_whole(
    store: Store, directive_id: int, acts: list[tuple[str, int]], which: int
) -> None:
    with store.writing() as session:
        states = {newest(session): state(session, directive_id)}
        for verb, number in acts[:8]:
            items = items_of(session, directive_id)
            try:
                with session.begin_nested():
                    _do(session, verb, items[number % len(items)], items)
            except Problem:
                session.expire_all()
            session.flush()
            states[newest(session)] = state(session, directive_id)
        moment = sorted(states)[which % len(states)]
        if moment != newest(session):
            review_restore.restore_directive(session, directive_id, newest(session), moment, ACTOR)
            session.flush()
        assert state(session, directive_id) == states[moment]


def _do(session: Session, verb: str, item: Item, items: list[Item]) -> None:
    seen = (item.id or 0, item.version)
    if verb == "name":
        rename(session, item, f"{item.title}!")
    elif verb == "accept":
        review.accept(session, *seen, ACTOR)
    elif verb == "refuse":
        review.refuse(session, *seen, ACTOR, "thử")
    elif verb == "merge":
        other = next((one for one in items if one is not item), item)
        review_edits.merge(session, [seen, (other.id or 0, other.version)], ACTOR)
    elif verb == "split":
        review_edits.split(session, *seen, review_edits.between_dates(session, item), ACTOR)
    else:
        review_undo.undo(session, *seen, ACTOR)

"""A corrected file takes the place of the earlier one item by item; decisions, UIDs and both files stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, col, select

from calendar_app import intake, publish, review, review_undo
from calendar_app.differences import differences
from calendar_app.models import Decision, Directive, Item, Published
from calendar_app.review import Actor, DateCorrection, ItemCorrection
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SAMPLES

ME = Actor("bientap", NOW)
FIRST = (SAMPLES / "tuan-46-2024.txt").read_text(encoding="utf-8")
NUMBER = "2114/STTTT-TTBCXB"
MOVED = FIRST.replace("Nhà giáo Việt Nam (20/11)", "Nhà giáo Việt Nam (21/11)")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def received(store: Store, text: str) -> Directive:
    """Take in a file of one numbered document."""
    known = {"number": NUMBER}
    got = intake.receive(store, text.encode(), "cong-van.txt", NOW, known)
    with store.reading() as session:
        return session.get_one(Directive, got.directive_id)


def items(session: Session, directive: Directive) -> list[Item]:
    query = select(Item).where(Item.directive_id == directive.id, Item.status != review.REMOVED)
    return list(session.exec(query.order_by(col(Item.position))).all())


def page(desk: FlaskClient, new: Directive) -> html.HtmlElement:
    answer = desk.get(f"/bien-tap/van-ban/{new.slug}/ban-sua")
    assert answer.status_code == 200
    return html.fromstring(answer.text).find(".//main")


def take(desk: FlaskClient, new: Directive, found: html.HtmlElement) -> None:
    """Press every button that lets an item take over."""
    pairs = [one.get("value") for one in found.xpath(".//*[@name='cap']")]
    assert desk.post(f"/bien-tap/van-ban/{new.slug}/ban-sua", data={"cap": pairs}).status_code == 303


def facts(store: Store) -> dict[str, dict[str, Any]]:
    with store.reading() as session:
        return {row.uid: {"status": row.status, **row.facts} for row in session.exec(select(Published)).all()}


def test_the_queue_and_the_review_offer_to_read_the_corrected_file_for_the_earlier(
    desk: FlaskClient, store: Store
) -> None:
    old, new = received(store, FIRST), received(store, MOVED)
    offer = "Đọc bản sửa này thay bản cũ"
    assert offer in desk.get(f"/bien-tap/van-ban/{new.slug}").get_data(as_text=True)
    assert offer not in desk.get(f"/bien-tap/van-ban/{old.slug}").get_data(as_text=True)
    assert desk.get(f"/bien-tap/van-ban/{old.slug}/ban-sua").status_code == 404


def test_what_takes_over_keeps_decisions_and_uids_and_subscribers_see_a_change(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    old = received(store, FIRST)
    with store.writing() as session:
        review.accept_all(session, old.id or 0, ME)
        refused = next(item for item in items(session, old) if item.status == "accepted")
        review.refuse(session, refused.id or 0, refused.version, ME, "trùng")
    publish.release(store, settings, "duyet", "", NOW)
    before = facts(store)
    new = received(store, MOVED)
    found = page(desk, new)
    assert len(found.xpath(".//article")) == 1
    assert "21/11/2024" in found.text_content()
    take(desk, new, found)
    with store.reading() as session:
        assert items(session, old) == []
        statuses = {item.uid: item.status for item in items(session, new)}
        assert statuses[refused.uid] == "refused"
        told = differences(session)
        assert {one.action for one in told} == {"changed", "refiled"}
    publish.release(store, settings, "duyet", "sửa ngày", NOW)
    after = facts(store)
    assert after.keys() == before.keys()
    assert {one["status"] for one in after.values()} == {"confirmed"}
    assert "2024-11-21" in {str(one["start"]) for one in after.values()}
    with store.reading() as session:
        assert differences(session) == []
        assert set(session.exec(select(Published.directive_id)).all()) == {new.id}
    assert desk.get(f"/bien-tap/van-ban/{old.slug}/tep").data == FIRST.encode()
    assert "Mọi mục đã chuyển xong" in page(desk, new).text_content()


def test_a_day_that_a_person_set_stays(desk: FlaskClient, store: Store) -> None:
    old = received(store, FIRST)
    with store.writing() as session:
        item = next(one for one in items(session, old) if review.dates_of(session, [one.id or 0])[one.id or 0])
        mark = review.dates_of(session, [item.id or 0])[item.id or 0][0]
        day = NOW.date().replace(day=28)
        dates = (
            DateCorrection(mark.uid, "event", day, day, "Do người đặt"),
            DateCorrection(None, "event", day, day, "Do người thêm"),
        )
        wanted = ItemCorrection(item.title, item.kind, tuple(item.channels), dates)
        review.correct(session, item.id or 0, item.version, wanted, ME)
        uid, date_uid = item.uid, mark.uid
    new = received(store, FIRST.replace("BÁO CÁO", "Báo cáo") + "\n")
    take(desk, new, page(desk, new))
    with store.reading() as session:
        taken = next(one for one in items(session, new) if one.uid == uid)
        marks = review.dates_of(session, [taken.id or 0])[taken.id or 0]
    assert {(one.label, one.start) for one in marks if one.kept} >= {("Do người đặt", day), ("Do người thêm", day)}
    assert date_uid in {one.uid for one in marks}


def test_taking_over_is_taken_back_as_if_it_had_never_been(desk: FlaskClient, store: Store) -> None:
    old, new = received(store, FIRST), received(store, MOVED)

    def whole() -> list[tuple[str, dict[str, Any]]]:
        with store.reading() as session:
            both = [*items(session, old), *items(session, new)]
            return [(item.uid, review.state_of(session, item, whole=True)) for item in both]

    before = whole()
    take(desk, new, page(desk, new))
    assert whole() != before
    with store.writing() as session:
        for item in items(session, new):
            if review_undo.standing(session, [item.id or 0]):
                review_undo.undo(session, item.id or 0, item.version, ME)
    assert whole() == before
    assert page(desk, new).xpath(".//article")


def test_an_item_changed_meanwhile_takes_nothing_over_and_others_documents_never(
    desk: FlaskClient, store: Store
) -> None:
    old, new = received(store, FIRST), received(store, MOVED)
    pairs = [one.get("value") for one in page(desk, new).xpath(".//*[@name='cap']")]
    with store.writing() as session:
        first = items(session, old)[0]
        review.accept(session, first.id or 0, first.version, ME)
    address = f"/bien-tap/van-ban/{new.slug}/ban-sua"
    assert desk.post(address, data={"cap": pairs}).status_code == 409
    with store.reading() as session:
        one, two = items(session, old)[:2]
        assert not session.exec(select(Decision).where(Decision.action == "replace")).all()
    assert desk.post(address, data={"cap": f"{one.id}:{one.version}>{two.id}:{two.version}"}).status_code == 422
    assert desk.post(address, data={"cap": "x"}).status_code == 422

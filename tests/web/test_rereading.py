"""A directive read anew, or its corrected file, shows what differs and changes nothing."""

from __future__ import annotations

import io
from datetime import date

from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app import review
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.review import DateCorrection, ItemCorrection
from calendar_app.store import Store
from tests.conftest import NOW
from tests.web.test_edits import WEEK_46
from tests.web.test_review import page_of, stored, words

ME = review.Actor("bientap", NOW)


def compared(desk: FlaskClient, directive: Directive, text: str = "") -> html.HtmlElement:
    fields = {"tep": (io.BytesIO(text.encode()), "sua.txt")} if text else {}
    answer = desk.post(f"/bien-tap/van-ban/{directive.slug}/doc-lai", data=fields)
    assert answer.status_code == 200
    return html.fromstring(answer.text).find(".//main")


def test_the_same_file_read_by_the_same_reader_says_the_same(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    page = compared(desk, stored(store)[0])
    assert "0 chỗ khác" in words(page)
    assert not page.xpath(".//article")


def test_what_a_corrected_file_changes_adds_and_drops_is_shown_and_nothing_is_written(
    desk: FlaskClient, store: Store
) -> None:
    page_of(desk, WEEK_46)
    directive, items, _ = stored(store)
    with store.writing() as session:
        review.accept_all(session, directive.id or 0, ME)
    before = [item.model_dump() for item in stored(store)[1]]
    text = WEEK_46.read_text(encoding="utf-8").replace("Nhà giáo Việt Nam (20/11)", "Nhà giáo Việt Nam (21/11)")
    gone = next(item for item in items if item.path == "I.1.2")
    text = text.replace(directive.text[slice(*gone.spans[0])], "Hiến máu tình nguyện đợt cuối năm tại bệnh viện tỉnh.")
    page = compared(desk, directive, text)
    said = {words(one.xpath("./p/strong")[0]): words(one) for one in page.xpath(".//article")}
    assert "20/11/2024" in said["Khác: nội dung, ngày"]
    assert "21/11/2024" in said["Khác: nội dung, ngày"]
    assert gone.title in said["Không còn đọc thấy"]
    assert "Hiến máu tình nguyện" in said["Mới"]
    assert [item.model_dump() for item in stored(store)[1]] == before


def test_an_item_that_the_first_reading_missed_can_be_made(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    directive, items, _ = stored(store)
    with store.writing() as session:
        missed = session.get_one(Item, items[1].id)
        missed.status = review.REMOVED
        session.add(missed)
    (button,) = compared(desk, directive).xpath(".//article//button[@name='doan']")
    answer = desk.post(f"/bien-tap/van-ban/{directive.slug}/tao-muc", data={"doan": button.get("value")})
    assert answer.status_code == 303
    with store.reading() as session:
        made = session.exec(select(Item).where(Item.path == "§1")).one()
    assert made.title == items[1].title


def test_a_person_takes_over_one_item_which_keeps_its_uids_and_can_be_taken_back(
    desk: FlaskClient, store: Store
) -> None:
    page_of(desk, WEEK_46)
    directive, items, dates = stored(store)
    found = next(item for item in items if "các ngày kỷ niệm" in item.title)
    with store.writing() as session:  # as an older reader might have read it
        item = session.get_one(Item, found.id)
        item.title, item.status = "Tên cũ", "accepted"
        mark = session.get_one(ItemDate, dates[found.id or 0][0].id)
        mark.start = mark.end = date(2024, 1, 1)
        session.add_all([item, mark])
    older = stored(store)
    page = compared(desk, directive)
    (form,) = page.xpath(".//form[contains(@action, 'lay-doc-lai')]")
    version = {"phien-ban": form.xpath(".//input/@value")[0]}
    assert desk.post(form.get("action"), data=version).status_code == 303
    assert desk.post(form.get("action"), data=version).status_code == 409
    _, _, taken = stored(store)
    with store.reading() as session:
        now = session.get_one(Item, found.id)
        assert (now.uid, now.title, now.status) == (found.uid, found.title, "accepted")
    assert [mark.model_dump() for mark in taken[found.id or 0]] == [m.model_dump() for m in dates[found.id or 0]]
    assert "0 chỗ khác" in words(compared(desk, directive))
    undo = desk.post(f"/bien-tap/muc/{found.id}/hoan-tac", data={"phien-ban": "2"})
    assert undo.status_code == 303
    assert [mark.model_dump() for mark in stored(store)[2][found.id or 0]] == [
        mark.model_dump() for mark in older[2][found.id or 0]
    ]


def test_days_that_a_person_set_or_refused_are_kept(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    _, items, dates = stored(store)
    found = next(item for item in items if "các ngày kỷ niệm" in item.title)
    first, second, *_ = dates[found.id or 0]
    day = date(2024, 11, 19)
    with store.writing() as session:
        wanted = (
            DateCorrection(first.uid, first.role, day, day, first.label),
            DateCorrection(second.uid, second.role, second.start, second.end, second.label, kept=False),
            DateCorrection(None, "event", day, day, "Mít tinh"),
        )
        correction = ItemCorrection(found.title, found.kind, tuple(found.channels), wanted)
        review.correct(session, found.id or 0, found.version, correction, ME)
    before = [mark.model_dump(exclude={"position"}) for mark in stored(store)[2][found.id or 0]]
    assert desk.post(f"/bien-tap/muc/{found.id}/lay-doc-lai", data={"phien-ban": "2"}).status_code == 303
    after = [mark.model_dump(exclude={"position"}) for mark in stored(store)[2][found.id or 0]]
    assert sorted(after, key=str) == sorted(before, key=str)

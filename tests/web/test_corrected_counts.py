"""After a corrected file took over, the preview of the release, the calendar and the public say the same of it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app import desk_days, publish, review
from calendar_app.desk_days import CANCELLED, CHANGED, PUBLIC, Planned
from calendar_app.differences import differences
from calendar_app.models import Directive, Published
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW
from tests.web.test_corrections import FIRST, ME, MOVED, page, received, take

SAME = FIRST.replace("BÁO CÁO", "Báo cáo") + "\n"
DROPPED = FIRST.replace("Nhà giáo Việt Nam (20/11)", "Nhà giáo Việt Nam")
STATES = {"changed": CHANGED, "cancelled": CANCELLED}


def corrected(desk: FlaskClient, store: Store, settings: Settings, text: str) -> Directive:
    """Release a directive and let a corrected file take its place."""
    old = received(store, FIRST)
    with store.writing() as session:
        review.accept_all(session, old.id or 0, ME)
    publish.release(store, settings, "duyet", "", NOW)
    new = received(store, text)
    take(desk, new, page(desk, new))
    return new


def in_calendar(store: Store) -> dict[str, Planned]:
    year = date(2024, 1, 1), date(2024, 12, 31)
    with store.reading() as session:
        listed = [*desk_days.between(session, *year), *desk_days.running(session, date(2025, 1, 1))]
        grouped, _ = desk_days.alike(session, *year)
        assert Counter(one.state for one in grouped) == Counter(one.state for one in desk_days.between(session, *year))
    return {one.entry.uid: one for one in listed}


def told(store: Store) -> dict[str, str]:
    with store.reading() as session:
        return {one.uid: one.action for one in differences(session)}


@pytest.mark.parametrize(
    ("text", "expected"), [(MOVED, {"changed": 4}), (DROPPED, {"changed": 3, "cancelled": 1}), (SAME, {})]
)
def test_what_differs_in_words_or_days_is_a_change_in_the_preview_and_in_the_calendar(
    desk: FlaskClient, store: Store, settings: Settings, text: str, expected: dict[str, int]
) -> None:
    corrected(desk, store, settings, text)
    actions, calendar = told(store), in_calendar(store)
    assert {uid: one.state for uid, one in calendar.items()} == {
        uid: STATES.get(action, PUBLIC) for uid, action in actions.items()
    }
    assert {name: count for name, count in Counter(actions.values()).items() if name != "refiled"} == expected


def test_the_preview_and_the_public_tell_apart_what_only_comes_from_another_file_now(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    new = corrected(desk, store, settings, MOVED)
    before = html.fromstring(desk.get("/bien-tap/phat-hanh").text)
    refiled = before.xpath("//tr[@data-action='refiled']")
    assert f"4 sửa, {len(refiled)} chuyển sang bản sửa" in before.find(".//main").text_content()
    assert all("Lời và ngày như cũ" in row.text_content() and not row.findall(".//li") for row in refiled)
    publish.release(store, settings, "duyet", "sửa ngày", NOW)
    (newest, _) = html.fromstring(desk.get("/thay-doi").text).xpath("//main//section")
    assert len(newest.findall(".//li")) == 4
    assert f"{len(refiled)} mục nay đọc từ bản sửa" in newest.text_content()
    assert desk.get("/feeds/thay-doi.rss").text.count("<title>ĐIỀU CHỈNH") == 4
    with store.reading() as session:
        assert differences(session) == []
        assert set(session.exec(select(Published.directive_id)).all()) == {new.id}


def test_a_day_that_the_corrected_file_dropped_is_seen_as_cancelled_and_its_address_answers(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    corrected(desk, store, settings, DROPPED)
    shown = html.fromstring(desk.get("/bien-tap/lich/ngay/2024-11-20?trang-thai=huy").text)
    (link,) = shown.xpath("//main//a[s]/@href")
    assert desk.get(link.partition("#")[0]).status_code == 200

"""Short addresses at the desk: made, changed, taken off the lists; whoever subscribed keeps the feed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import html

from calendar_app import intake, publish, review
from calendar_app.models import ShortAddress
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import EDITOR, NOW, SAMPLES
from tests.web.persons import browser, person

PAGE = "/bien-tap/dia-chi-ngan/"
FEED = "/feeds/k/xa-tan-canh.ics"
WANTED = {"ten": "xa-tan-canh", "tieu-de": "Đài xã Tân Cảnh", "kenh": "truyen-thanh", "loai": "ky-niem"}


@pytest.fixture(autouse=True)
def _released(store: Store, settings: Settings) -> None:
    sample = SAMPLES / "tuan-46-2024.txt"
    received = intake.receive(store, sample.read_bytes(), sample.name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, Actor("a", NOW))
    publish.release(store, settings, "a", "", NOW)


def calendar(client: FlaskClient, path: str = FEED) -> tuple[set[str], Calendar]:
    answer = client.get(path)
    assert answer.status_code == 200
    read = Calendar.from_ical(answer.data)
    return {str(event["UID"]) for event in read.events}, read


def test_a_saved_filter_is_public_at_once_and_shows_what_its_filter_shows(desk: FlaskClient) -> None:
    answer = desk.post(PAGE, data=WANTED)
    assert answer.status_code == 303
    shown, read = calendar(desk)
    assert shown
    assert shown == calendar(desk, "/feeds/kenh-truyen-thanh_loai-ky-niem.ics")[0]
    assert "Đài xã Tân Cảnh" in read["NAME"]
    assert "Đài xã Tân Cảnh" in desk.get("/feeds/").text
    assert desk.get("/feeds/k/xa-tan-canh.rss").status_code == 200


def test_another_filter_keeps_the_address_and_the_identity(desk: FlaskClient) -> None:
    desk.post(PAGE, data=WANTED)
    before, first = calendar(desk)
    changed = {"tieu-de": "Đài xã", "kenh": ["truyen-thanh", "bao-chi"], "phien-ban": "1"}
    assert desk.post(f"{PAGE}xa-tan-canh", data=changed).status_code == 303
    after, second = calendar(desk)
    assert before < after
    assert first["UID"] == second["UID"]
    assert first["LAST-MODIFIED"].dt < second["LAST-MODIFIED"].dt
    assert "checked" in desk.get(f"{PAGE}xa-tan-canh").text


def test_what_is_taken_off_the_lists_is_answered_as_before_and_can_be_put_back(desk: FlaskClient) -> None:
    desk.post(PAGE, data=WANTED)
    before, _ = calendar(desk)
    assert desk.post(f"{PAGE}xa-tan-canh/hien", data={"phien-ban": "1", "hien": "0"}).status_code == 303
    assert calendar(desk)[0] == before
    assert "xa-tan-canh" not in desk.get("/feeds/").text
    assert "Liệt kê lại" in desk.get(PAGE).text
    assert desk.post(PAGE, data=WANTED).status_code == 409
    assert desk.post(f"{PAGE}xa-tan-canh/hien", data={"phien-ban": "2", "hien": "1"}).status_code == 303
    assert "xa-tan-canh" in desk.get("/feeds/").text


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"ten": "Xã Tân Cảnh"}, 422, "chữ thường không dấu"),
        ({"ten": "a/b"}, 422, "chữ thường không dấu"),
        ({"ten": "x" * 61}, 422, "dài nhất 60"),
        ({"tieu-de": "  "}, 422, "đặt tên cho lịch"),
        ({"kenh": "khong-co"}, 404, "Hiện có: kenh-bao-chi"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    desk: FlaskClient, changes: dict[str, str], status: int, said: str
) -> None:
    answer = desk.post(PAGE, data=WANTED | changes)
    assert answer.status_code == status
    assert said in answer.text


def test_who_saw_an_older_version_overwrites_nothing(desk: FlaskClient) -> None:
    desk.post(PAGE, data=WANTED)
    assert desk.post(f"{PAGE}xa-tan-canh", data={"tieu-de": "Một", "phien-ban": "1"}).status_code == 303
    assert desk.post(f"{PAGE}xa-tan-canh", data={"tieu-de": "Hai", "phien-ban": "1"}).status_code == 409
    assert "Một" in calendar(desk)[1]["NAME"]
    assert desk.get(f"{PAGE}khong-co").status_code == 404


def test_only_editors_reach_it_and_no_other_site_writes(client: FlaskClient, desk: FlaskClient) -> None:
    assert desk.post(PAGE, data=WANTED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    stranger = desk.application.test_client()
    assert stranger.get(PAGE).status_code == 302
    for path in (PAGE, f"{PAGE}xa-tan-canh", f"{PAGE}xa-tan-canh/hien"):
        assert stranger.post(path, data=WANTED).status_code == 403
    assert desk.get(FEED).status_code == 404


def test_a_saved_address_that_is_not_in_the_tree_yet_is_due(store: Store, settings: Settings) -> None:
    assert not publish.due(store, NOW)
    with store.writing() as session:
        session.add(ShortAddress(name="moi", title="Mới", filter="kenh-da-bo", author=EDITOR, changed_at=NOW))
    assert publish.due(store, NOW)
    publish.render(store, settings, NOW)
    assert not publish.due(store, NOW)


def test_a_filter_of_which_a_scope_is_no_more_shows_nothing_of_it(
    client: FlaskClient, store: Store, settings: Settings
) -> None:
    for name, kept in (("mot", "kenh-da-bo"), ("hai", "kenh-da-bo_kenh-truyen-thanh"), ("ba", "kenh-loa")):
        with store.writing() as session:
            session.add(ShortAddress(name=name, title="T", filter=kept, author=EDITOR, changed_at=NOW))
    publish.render(store, settings, NOW)
    loud = calendar(client, "/feeds/kenh-truyen-thanh.ics")[0]
    assert [calendar(client, f"/feeds/k/{name}.ics")[0] for name in ("mot", "hai", "ba")] == [set(), loud, loud]


def test_the_log_names_what_an_address_shows_and_its_table_keeps_the_spelling(app: Flask, store: Store) -> None:
    client = browser(app, person(store, "chi-lan", "admin"))
    client.post(PAGE, data=WANTED)
    client.post(f"{PAGE}xa-tan-canh", data={"tieu-de": WANTED["tieu-de"], "phien-ban": "1"})
    shown = html.fromstring(client.get("/bien-tap/nhat-ky/?viec=setting.short-address").text)
    assert [" ".join(tag.text_content().split()) for tag in shown.xpath("//td/p[contains(., 'bộ lọc')]")] == [
        "bộ lọc: Truyền thanh cơ sở · Ngày kỷ niệm → Tất cả",
        "bộ lọc: trống → Truyền thanh cơ sở · Ngày kỷ niệm",
    ]
    assert "kenh-truyen-thanh_loai-ky-niem" in client.get("/bien-tap/nhat-ky/nhat-ky.csv").text

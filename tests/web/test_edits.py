"""The forms by which a person makes, splits, merges and changes several items on the review page."""

from __future__ import annotations

import time_machine
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app.models import Directive, Item
from calendar_app.store import Store
from tests.conftest import NOW, SHARED
from tests.web.test_review import page_of, sent, stored, words

WEEK_46 = SHARED / "kon-tum-2024-tuan-46.txt"
UNUSED = "Ngày hội đọc sách tổ chức ngày 21/11/2024 tại nhà văn hóa. Báo cáo kết quả trước ngày 25/11/2024."


def seen(*items: Item) -> list[str]:
    return [f"{item.id}:{item.version}" for item in items]


def several(desk: FlaskClient, directive: Directive, **fields: object) -> int:
    return desk.post(f"/bien-tap/van-ban/{directive.slug}/nhieu-muc", data=fields).status_code


def test_an_unused_paragraph_has_a_button_that_makes_it_an_item(desk: FlaskClient, store: Store) -> None:
    text = WEEK_46.read_text(encoding="utf-8").replace(
        "- Các cơ quan báo chí tỉnh.", f"- Các cơ quan báo chí tỉnh.\n\n{UNUSED}"
    )
    page = sent(desk, text.encode(), "tuan-46.txt")
    directive, items, _ = stored(store)
    (button,) = [b for b in page.xpath("//button[@class='make']") if UNUSED[:20] in b.getprevious().text_content()]
    address = f"/bien-tap/van-ban/{directive.slug}/tao-muc"
    answer = desk.post(address, data={"doan": button.get("value")})
    assert answer.status_code == 303
    page = html.fromstring(desk.get(answer.headers["Location"]).text)
    (card,) = page.xpath(f"//article[@id='{answer.headers['Location'].partition('#')[2]}']")
    assert "21/11/2024" in words(card)
    assert "hạn cuối 24/11/2024" in words(card)
    assert len(stored(store)[1]) == len(items) + 1
    for wrong in ("", "a-b", "0-0", "9-3", "0-99999999"):
        assert desk.post(address, data={"doan": wrong}).status_code == 422


def test_several_items_are_decided_about_at_once_or_not_at_all(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    directive, items, dates = stored(store)
    one, two, three, *_ = items
    assert several(desk, directive, viec="nhan", muc=[*seen(one), f"{two.id}:99"]) == 409
    assert several(desk, directive, viec="nhan") == 422
    assert several(desk, directive, viec="bo", muc=seen(one)) == 422
    assert several(desk, directive, viec="khac", muc=seen(one)) == 422
    assert several(desk, directive, viec="doi", muc=seen(one), **{"so-ngay": "mai"}) == 422
    assert {item.status for item in stored(store)[1]} == {"draft"}
    assert several(desk, directive, viec="nhan", muc=seen(one, two)) == 303
    assert several(desk, directive, viec="bo", muc=seen(three), **{"ly-do": "trùng"}) == 303
    now = stored(store)[1]
    assert [item.status for item in now[:3]] == ["accepted", "accepted", "refused"]
    assert several(desk, directive, viec="kenh", muc=seen(now[0]), kenh=["bao-chi"]) == 303
    dated = next(item for item in now[3:] if any(mark.start for mark in dates[item.id or 0]))
    assert several(desk, directive, viec="doi", muc=seen(dated), **{"so-ngay": "-2"}) == 303


def test_an_item_is_split_at_a_chosen_sentence_merged_again_and_taken_back(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    directive, items, _ = stored(store)
    found = next(item for item in items if "các ngày kỷ niệm" in item.title)
    address = f"/bien-tap/muc/{found.id}/tach"
    page = html.fromstring(desk.get(address).text)
    places = page.xpath("//input[@name='cho']/@value")
    assert desk.post(address, data={"phien-ban": "1"}).status_code == 422
    assert desk.post(address, data={"phien-ban": "1", "cho": places[-1:]}).status_code == 303
    with store.reading() as session:
        one, two = session.exec(select(Item).where(Item.path == found.path)).all()
    assert several(desk, directive, viec="gop", muc=seen(one, two)) == 303
    for version in (3, 4):
        answer = desk.post(f"/bien-tap/muc/{found.id}/hoan-tac", data={"phien-ban": str(version)})
        assert answer.status_code == 303
    assert desk.get(f"/bien-tap/muc/{two.id}/tach").status_code == 404
    page = html.fromstring(desk.get(f"/bien-tap/van-ban/{directive.slug}").text)
    assert not page.xpath(f"//article[@id='muc-{two.id}']")


def test_what_was_not_done_to_several_is_said_beside_its_form_with_everything_kept(
    desk: FlaskClient, store: Store
) -> None:
    page_of(desk, WEEK_46)
    directive, items, _ = stored(store)
    ticked = seen(*items[1:3])
    answer = desk.post(
        f"/bien-tap/van-ban/{directive.slug}/nhieu-muc",
        data={"viec": "doi", "muc": ticked, "so-ngay": "mai", "ly-do": "trùng", "kenh": ["portal"]},
    )
    page = html.fromstring(answer.text)
    assert answer.status_code == 422
    (form,) = page.xpath("//form[@id='nhieu-muc']")
    assert "Hãy điền số ngày" in words(form.xpath(".//details[@open]//*[@role='alert']")[0])
    assert page.xpath("//input[@name='muc'][@checked]/@value") == ticked
    assert form.xpath(".//input[@name='so-ngay']/@value | .//input[@name='ly-do']/@value") == ["trùng", "mai"]
    assert form.xpath(".//input[@name='kenh'][@checked]/@value") == ["portal"]
    assert not html.fromstring(desk.get(f"/bien-tap/van-ban/{directive.slug}").text).xpath("//input[@checked]")


def test_what_was_done_to_several_at_once_is_taken_back_at_once(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    directive, items, _ = stored(store)
    address = f"/bien-tap/van-ban/{directive.slug}"
    back = f"//form[@action='{address}/khoi-phuc']"
    assert not html.fromstring(desk.get(address).text).xpath(back)
    with time_machine.travel(NOW):
        assert several(desk, directive, viec="bo", muc=seen(*items[:2]), **{"ly-do": "trùng"}) == 303
    refused = [item.status for item in stored(store)[1]]
    assert desk.post(f"{address}/nhan-het").status_code == 303

    (form,) = html.fromstring(desk.get(address).text).xpath(back)
    assert f"{len(items) - 2} mục một lúc" in words(form)
    sent = {field.get("name"): field.get("value") for field in form.xpath(".//input | .//button")}
    assert desk.post(f"{address}/khoi-phuc", data=sent).status_code == 303
    assert [item.status for item in stored(store)[1]] == refused
    assert not html.fromstring(desk.get(address).text).xpath(back)

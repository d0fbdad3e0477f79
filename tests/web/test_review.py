"""The page on which a person checks a directive: what was read, from which words, and what is in doubt."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app import publish, review
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.settings import Settings
from calendar_app.store import Store
from calendar_app.web.present import opening
from calendar_app.wording import place
from tests.conftest import NOW, SHARED

FIVE = sorted(SHARED.glob("*.txt"))


def sent(desk: FlaskClient, text: bytes, name: str) -> html.HtmlElement:
    answer = desk.post("/bien-tap/tai-len", data={"tep": (io.BytesIO(text), name)})
    return html.fromstring(desk.get(answer.headers["Location"]).text).find(".//main")


def page_of(desk: FlaskClient, path: Path) -> html.HtmlElement:
    return sent(desk, path.read_bytes(), path.name)


def one_line(text: str) -> str:
    return " ".join(text.split())


def words(tag: html.HtmlElement) -> str:
    return one_line(tag.text_content())


def stored(store: Store) -> tuple[Directive, list[Item], dict[int, list[ItemDate]]]:
    with store.reading() as session:
        directive = session.exec(select(Directive)).one()
        items = list(session.exec(select(Item)).all())
        return directive, items, review.dates_of(session, [item.id or 0 for item in items])


@pytest.mark.parametrize("path", FIVE, ids=lambda p: p.stem)
def test_every_item_is_shown_with_its_dates_and_the_words_they_were_read_from(
    desk: FlaskClient, store: Store, path: Path
) -> None:
    page = page_of(desk, path)
    _, items, dates = stored(store)
    assert items
    for item in items:
        (card,) = page.xpath(f"//article[@id='muc-{item.id}']")
        assert opening(place(item.path)) in words(card)
        assert one_line(item.title) in words(card)
        marked = {words(mark) for mark in card.iter("mark")}
        assert {one_line(mark.text) for mark in dates[item.id or 0]} <= marked


@pytest.mark.parametrize("path", FIVE, ids=lambda p: p.stem)
def test_the_source_is_shown_whole_with_items_dates_and_cited_documents_marked(
    desk: FlaskClient, store: Store, path: Path
) -> None:
    page = page_of(desk, path)
    directive, items, dates = stored(store)
    (source,) = page.xpath("//section[contains(@class, 'source')]/div")
    assert source.text_content() == directive.text
    assert {int(tag) for tag in source.xpath(".//@data-item")} >= {item.id for item in items}
    cited = "".join(tag.text_content() for tag in source.xpath(".//mark[@data-role='citation']"))
    assert all(citation["text"] in cited for citation in directive.citations)
    roles = set(source.xpath(".//mark/@data-role")) - {"citation"}
    assert roles == {mark.role for marks in dates.values() for mark in marks}
    assert source.xpath(".//*[@class='unused']")


@pytest.mark.parametrize("path", FIVE, ids=lambda p: p.stem)
def test_every_doubt_stands_on_top_with_its_words(desk: FlaskClient, store: Store, path: Path) -> None:
    page = page_of(desk, path)
    directive, items, _ = stored(store)
    doubts = [*directive.doubts, *(doubt for item in items for doubt in item.doubts)]
    said = " ".join(words(section) for section in page.xpath("//section[@class='doubts']"))
    assert bool(said) == bool(doubts)
    for doubt in doubts:
        assert doubt["message"] in said
        assert one_line(directive.text[slice(*doubt["span"])]) in said


@pytest.mark.parametrize(("day", "linked"), [("22/6/2020", True), ("22/6/2019", False)])
def test_a_cited_document_is_linked_to_the_directive_of_its_number_and_day(
    desk: FlaskClient, store: Store, day: str, linked: bool
) -> None:
    earlier = SHARED / "dak-lak-2020-hien-ke.txt"
    page_of(desk, earlier)
    known, _, _ = stored(store)
    text = earlier.read_text(encoding="utf-8").replace("853-CV", "999-CV", 1)
    page = sent(desk, text.replace("152-KH/TU, ngày 26/02/2020", f"853-CV/BTGTU, ngày {day}").encode(), "sau.txt")
    expected = [f"/bien-tap/van-ban/{known.slug}"] if linked else []
    assert page.xpath("//table//a/@href") == expected


def test_what_a_task_asks_for_and_which_known_day_is_kept_are_said(desk: FlaskClient) -> None:
    page = page_of(desk, SHARED / "kon-tum-2024-tuan-46.txt")
    assert "Khớp với ngày trong lịch năm: " in words(page)
    assert any("Nhiệm vụ · Phối hợp" in words(line) for line in page.xpath("//article/p[@class='meta']"))


def edit(desk: FlaskClient, item: Item, moment: str) -> int:
    fields = {"phien-ban": str(item.version), "ten": item.title, "loai": item.kind, "cong-bo": moment}
    return desk.post(f"/bien-tap/muc/{item.id}/sua", data=fields).status_code


def test_an_item_is_held_back_until_an_instant_of_vietnam_and_the_form_shows_it_again(
    desk: FlaskClient, store: Store
) -> None:
    page_of(desk, SHARED / "yen-bai-2023-chuong-trinh-56.txt")
    item = stored(store)[1][0]
    assert edit(desk, item, "20/11/2024 08:00") == 303
    changed = stored(store)[1][0]
    assert changed.embargo_until == datetime(2024, 11, 20, 1, 0, tzinfo=UTC)
    form = html.fromstring(desk.get(f"/bien-tap/muc/{item.id}/sua").text)
    assert form.xpath("//input[@name='cong-bo']/@value") == ["20/11/2024 08:00"]
    for wrong in ("20/11/2024", "08:00", "20/11/2024 25:00", "mai"):
        assert edit(desk, changed, wrong) == 422
    assert edit(desk, changed, "") == 303
    assert stored(store)[1][0].embargo_until is None


def test_only_what_is_public_can_be_withdrawn_and_a_reason_is_asked(
    desk: FlaskClient, store: Store, settings: Settings
) -> None:
    page = page_of(desk, SHARED / "yen-bai-2023-chuong-trinh-56.txt")
    directive, items, _ = stored(store)
    assert not page.xpath("//form[contains(@action, 'rut-lai')]")
    with store.writing() as session:
        review.accept_all(session, directive.id or 0, review.Actor("bientap", NOW))
    publish.release(store, settings, "bientap", "", NOW)
    page = html.fromstring(desk.get(f"/bien-tap/van-ban/{directive.slug}").text)
    (address, *_) = page.xpath("//form[contains(@action, 'rut-lai')]/@action")
    version = {"phien-ban": str(items[0].version + 1)}
    assert desk.post(address, data=version).status_code == 422
    assert desk.post(address, data={**version, "ly-do": "công bố nhầm"}).status_code == 303
    assert "rút lại" in desk.get("/bien-tap/phat-hanh").text


@pytest.mark.parametrize("path", [path for path in FIVE if path.stem == "kon-tum-2024-tuan-46"], ids=lambda p: p.stem)
def test_a_blank_day_of_issue_has_days_to_choose_from_until_it_is_filled_in(
    desk: FlaskClient, store: Store, path: Path
) -> None:
    with time_machine.travel(NOW):
        page = page_of(desk, path)
    (field,) = page.xpath("//input[@id='ngay-ban-hanh']")
    assert page.xpath(f"//datalist[@id='{field.get('list')}']/option/@value") == ["12/11/2024", "03/11/2024"]
    directive, _, _ = stored(store)
    address = f"/bien-tap/van-ban/{directive.slug}"
    form = {"phien-ban": "1", "so": "", "ngay-ban-hanh": "08/11/2024", "tu-ngay": "11/11/2024", "den-ngay": ""}
    assert desk.post(f"{address}/dau-van-ban", data=form).status_code == 303
    assert not html.fromstring(desk.get(address).text).xpath("//datalist")


LETTER = "Kính gửi các đồng chí trong phòng, xin gửi văn bản của cơ quan để các đồng chí biết và lưu lại ở hồ sơ.\n"


def test_a_text_without_items_says_how_to_make_one_and_has_the_button_for_it(desk: FlaskClient) -> None:
    letter = b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n" + LETTER.encode()
    page = sent(desk, letter, "thu.eml")
    assert not page.xpath(".//article")
    assert "tạo mục" in words(page.xpath(".//section[@id='cac-muc']/p")[0])
    assert page.xpath(".//button[@class='make']")

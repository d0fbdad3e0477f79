"""The page on which a person checks a directive: what was read, from which words, and what is in doubt."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select

from calendar_app import review
from calendar_app.models import Directive, Item, ItemDate
from calendar_app.store import Store
from tests.conftest import SHARED

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
        assert item.path in words(card)
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

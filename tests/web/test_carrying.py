"""The desk's page of what a later directive may change: both texts, the choice, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from calendar_app import publish
from calendar_app.models import Directive
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.calendar_app.weekly import WEEK_46, accepted, copied, decisions, prepare
from tests.conftest import NOW

pytestmark = pytest.mark.skipif(not WEEK_46.exists(), reason="the real directives are not beside this checkout")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("san"))


@pytest.fixture
def settings(tmp_path: Path, prepared: Path) -> Settings:
    return Settings(data=copied(prepared, tmp_path))


@pytest.fixture
def later(store: Store) -> Directive:
    return accepted(store, "50.txt")


def page(desk: FlaskClient, directive: Directive) -> html.HtmlElement:
    return html.fromstring(desk.get(f"/bien-tap/van-ban/{directive.slug}/tiep-noi").text)


def filled(article: html.HtmlElement, choice: str) -> dict[str, str]:
    fields = {tag.get("name"): tag.get("value", "") for tag in article.iter("input")}
    return {**fields, "viec": choice}


def about(shown: html.HtmlElement, words: str) -> html.HtmlElement:
    return next(article for article in shown.iter("article") if words in article.findtext("h2"))


def test_the_review_leads_to_both_texts_with_the_words_marked(desk: FlaskClient, later: Directive) -> None:
    review = html.fromstring(desk.get(f"/bien-tap/van-ban/{later.slug}").text)
    assert f"/bien-tap/van-ban/{later.slug}/tiep-noi" in review.xpath("//p[@class='notice']//a/@href")
    article = about(page(desk, later), "Cảnh vệ")
    older, newer = article.findall(".//blockquote")
    assert "nâng cao nhận thức" in older.text_content()
    assert "đến cán bộ và Nhân dân" in newer.text_content()
    assert "Tiếp tục" in [mark.text for mark in newer.iter("mark")]
    assert article.find(".//button").text == "Tiếp tục"


def test_a_choice_is_carried_out_shown_and_taken_back_without_a_script(
    desk: FlaskClient, store: Store, settings: Settings, later: Directive
) -> None:
    path = f"/bien-tap/van-ban/{later.slug}/tiep-noi"
    form = filled(about(page(desk, later), "Cảnh vệ"), "continue")
    assert desk.post(path, data=form).status_code == 303
    again = desk.post(path, data=form)
    assert (again.status_code, len(decisions(store))) == (409, 1)
    (row,) = page(desk, later).xpath("//table/tbody/tr")
    assert "Tiếp tục" in row.text_content()
    assert "văn bản cùng nội dung" in desk.get("/bien-tap/phat-hanh").text
    publish.release(store, settings, "bientap", "", NOW)
    public = html.fromstring(desk.get(f"/van-ban/{later.slug}").text)
    assert any("Cảnh vệ" in link.text_content() for link in public.iter("a"))
    (theme,) = {
        href
        for href in public.xpath("//h3/a/@href")
        if "/chu-de/" in href and "vệ" in public.xpath(f"string(//h3/a[@href='{href}'])")
    }
    assert len(html.fromstring(desk.get(theme).text).xpath("(//p[@class='origin'])[1]/a")) == 2
    told = html.fromstring(desk.get("/thay-doi").text).xpath("(//section)[1]//li[contains(., 'Cảnh vệ')]")
    assert f"/van-ban/{later.slug}" in told[0].xpath(".//p[@class='origin']/a/@href")
    (undo,) = row.xpath(".//form/@action")
    assert desk.post(undo, data=filled(row, "")).status_code == 303
    assert decisions(store) == []


def test_a_day_that_cannot_be_is_refused_with_words_and_nothing_is_decided(
    desk: FlaskClient, store: Store, later: Directive
) -> None:
    form = filled(about(page(desk, later), "Lithium-ion"), "supersede") | {"ngay-cuoi": "31/02/2024"}
    answer = desk.post(f"/bien-tap/van-ban/{later.slug}/tiep-noi", data=form)
    assert answer.status_code == 422
    assert "31/02/2024" in answer.text
    assert decisions(store) == []


def test_only_who_is_logged_in_sees_or_decides(client: FlaskClient, later: Directive) -> None:
    path = f"/bien-tap/van-ban/{later.slug}/tiep-noi"
    assert client.get(path).status_code == 302
    assert client.post(path, data={"viec": "none"}).status_code == 403

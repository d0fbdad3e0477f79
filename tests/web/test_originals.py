"""The original of a directive page by page: drawn in the jail, kept, beside the words of the page."""

from __future__ import annotations

import io
import struct

import pytest
from flask.testing import FlaskClient
from lxml import html

from calendar_app import jail
from calendar_app.store import Store
from tests.content.samples import as_pdf
from tests.web.test_edits import WEEK_46
from tests.web.test_review import page_of, stored


def test_a_pdf_is_seen_page_by_page_and_each_page_is_drawn_once(
    desk: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = as_pdf(WEEK_46.read_text(encoding="utf-8"))
    answer = desk.post("/bien-tap/tai-len", data={"tep": (io.BytesIO(pdf), "tuan-46.pdf")})
    review = html.fromstring(desk.get(answer.headers["Location"]).text)
    directive, *_ = stored(store)
    pages = directive.text.split("\f")
    assert len(pages) > 1
    links = review.xpath("//a[@class='page']/@href")
    assert len(links) == len(pages)
    shown = html.fromstring(desk.get(links[1]).text)
    assert shown.xpath("//div[@class='text']")[0].text_content().split() == pages[1].split()
    (picture,) = shown.xpath("//img/@src")
    first = desk.get(picture)
    assert first.data.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", first.data[16:24])
    assert 800 < width < height < 1500
    monkeypatch.setattr(jail, "page_picture", None)  # a second drawing would fail
    assert desk.get(picture).data == first.data
    assert desk.get(f"/bien-tap/van-ban/{directive.slug}/trang/{len(pages) + 1}.png").status_code == 404


def test_what_is_no_pdf_shows_its_words(desk: FlaskClient, store: Store) -> None:
    page_of(desk, WEEK_46)
    directive, *_ = stored(store)
    page = html.fromstring(desk.get(f"/bien-tap/van-ban/{directive.slug}/trang/1").text)
    assert page.xpath("//div[@class='text']")[0].text_content().split() == directive.text.split()
    assert not page.xpath("//main//img")
    assert desk.get(f"/bien-tap/van-ban/{directive.slug}/trang/1.png").status_code == 404

"""A week of a unit's airing plan on paper."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
from playwright.sync_api import Browser

from calendar_app.clock import day_of, now
from content.almanac.weeks import Week
from tests.browser.test_accessible import window
from tests.browser.whole_site import Site


def test_a_week_of_a_plan_prints_as_its_table_alone(browser: Browser, whole: Site) -> None:
    context = window(browser, whole, whole.admin)
    page = context.new_page()
    next_week = Week.of(day_of(now()) + timedelta(days=7)).id
    page.goto(whole.at("/bien-tap/don-vi/{unit}/lich-phat?tuan=" + next_week))
    assert page.get_by_role("link", name="Nhật ký của đơn vị").is_visible()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in printed)
    context.close()
    assert "15 phút, còn" in text
    assert not [words for words in ("Nhật ký", "Sửa", "Ghim vào", "Thêm buổi", "Lưu và công bố") if words in text]
    assert len(printed) <= 3

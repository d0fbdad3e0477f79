"""The desk's menu on a phone: one row, each of its entries a thumb high, all of it reached by keys."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.whole_site import Site

PHONE = {"width": 390, "height": 800}


def test_the_menu_is_one_row_and_what_a_key_reaches_comes_into_sight(browser: Browser, whole: Site) -> None:
    context = browser.new_context(viewport=PHONE, base_url=whole.url, locale="vi-VN")
    context.add_cookies([{"name": "lich", "value": whole.admin, "url": whole.url}])
    page = context.new_page()
    page.goto("/bien-tap/")
    entries = page.locator("header.site nav :is(a, button)")
    boxes = [box for entry in entries.all() if (box := entry.bounding_box())]
    assert len(boxes) > 8
    assert max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)
    assert all(box["height"] >= 44 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("header.site .office").focus()
    for entry in entries.all():
        page.keyboard.press("Tab")
        assert entry.evaluate("one => one === document.activeElement")
        box = entry.bounding_box()
        assert box
        assert 0 <= box["x"] <= PHONE["width"] - box["width"]
    context.close()

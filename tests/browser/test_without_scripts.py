"""Without JavaScript, from a file to a release and its news: links and forms do all that scripts only make quicker."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import fetch, log_in, publish, send
from tests.conftest import SHARED
from tests.feeds.consumers import feedparser_items

WEEK_46 = SHARED / "kon-tum-2024-tuan-46.txt"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not WEEK_46.exists(), reason="the real directives are not beside this checkout"),
]


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_directive_is_checked_corrected_and_released_without_a_script(plain: Page, server: Server) -> None:
    log_in(plain, server)
    send(plain, server, WEEK_46)
    item = plain.locator(".item", has_text="Phòng ngừa ngộ độc thực phẩm").first
    item.get_by_role("link", name="Xem chữ của").click()
    words = plain.locator(plain.url.partition("#")[2].join(("#", "")))
    expect(words).to_be_in_viewport()
    words.click()
    assert plain.url.endswith(f"#{item.get_attribute('id')}")

    item.get_by_role("link", name="Sửa").click()
    plain.get_by_label("Tên mục").fill("Phòng ngừa ngộ độc thực phẩm trong mùa cưới")
    plain.get_by_role("button", name="Lưu").click()
    changed = plain.locator(".item", has_text="trong mùa cưới")
    changed.get_by_role("button", name="Nhận").click()
    expect(changed).to_have_attribute("data-status", "accepted")
    plain.locator(".item[data-status=draft]").first.get_by_role("button", name="Bỏ").click()
    plain.locator(".item[data-status=refused]").first.get_by_role("button", name="Hoàn tác").click()
    expect(plain.locator(".item[data-status=refused]")).to_have_count(0)
    plain.get_by_role("button", name=re.compile("Nhận (hết|cả)")).click()
    publish(plain, server)

    titles = [str(item["title"]) for item in feedparser_items(fetch(f"{server.url}/feeds/tat-ca.rss"))]
    assert any("trong mùa cưới" in title for title in titles)
    plain.goto(f"{server.url}/en/tuan/2024-W46")
    named = plain.get_by_role("link", name="Phòng ngừa ngộ độc thực phẩm trong mùa cưới").first
    expect(named.locator("[lang=vi]")).to_be_visible()

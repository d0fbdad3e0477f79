"""A newcomer follows the guide's one page (docs/huong-dan.md) with a real directive; keys and clicks are counted.

Logging in is done before. Every click and every key counts: a letter of a Vietnamese word as many keys as Telex takes,
a file in the system's own window as two clicks.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import fetch, log_in
from tests.conftest import ROOT, SHARED
from tests.feeds.consumers import icalendar_events
from tests.journey.expected import days_of

WEEK_46 = SHARED / "kon-tum-2024-tuan-46.txt"
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8").partition("## Bàn biên tập")[2]
MOST = 40
NOTE = "Tuần 46/2024"
READING = 60_000
"""Milliseconds in which a busy machine reads a file."""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not WEEK_46.exists(), reason="the real directives are not beside this checkout"),
]


class Hands:
    """Clicks and keys on a page, counted; what is clicked by its name is named so in the guide."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def told(self, name: str) -> str:
        assert name in GUIDE, f"the guide does not say “{name}”"
        return name

    def click(self, wanted: Locator) -> None:
        self.count += 1
        wanted.click()

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.count += keys_of(text)
        self.page.keyboard.type(text)

    def choose_file(self, field: Locator) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.click(field)
        self.count += 2
        chooser.value.set_files(WEEK_46)


def keys_of(text: str) -> int:
    """Return how many keys a text takes: one a letter, one more for each mark and each capital."""
    taken_apart = unicodedata.normalize("NFD", text)
    return len(taken_apart) + sum(letter.isupper() or letter in "đĐ" for letter in taken_apart)


def test_keys_are_counted_as_telex_takes_them() -> None:
    assert keys_of("46/2024") == 7
    assert keys_of("Tuần") == len("Tuaafn") + 1  # and Shift
    assert keys_of("đến") == len("ddeens")


def test_a_newcomer_publishes_a_week_in_forty_clicks_and_keys(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(page, server)
    hands = Hands(page)

    hands.choose_file(page.get_by_label(hands.told("Gửi văn bản chỉ đạo")))
    hands.click(page.get_by_role("button", name=hands.told("Tải lên và đọc")))
    source, link = page.get_by_role("region", name="Văn bản gốc"), page.get_by_role("link", name="Kiểm tra văn bản này")
    expect(source.or_(link)).to_be_visible(timeout=READING)
    if link.is_visible():
        hands.click(link)
    hands.told("điểm cần xem")
    for _ in range(page.locator(".doubts li").count()):
        hands.press(hands.told("`g`").strip("`"))
    hands.told("Nhận hết")
    hands.told("Nhận cả văn bản")
    hands.click(page.get_by_role("button", name=re.compile("Nhận (hết|cả văn bản)")))
    expect(page.locator(".item[data-status=draft]")).to_have_count(0)
    hands.click(page.get_by_role("navigation").get_by_role("link", name=hands.told("Phát hành"), exact=True))
    hands.told("ghi một câu")
    hands.click(page.get_by_label("Ghi chú của bản phát hành"))
    hands.type(NOTE)
    hands.click(page.get_by_role("button", name=re.compile("Phát hành [0-9]+ thay đổi")))
    expect(page.get_by_role("heading", name="Đã phát hành")).to_be_visible()

    assert hands.count <= MOST
    events = icalendar_events(fetch(f"{server.url}/feeds/tat-ca.ics"))
    for title, day in (("Nhà giáo Việt Nam", "2024-11-20"), ("Mặt trận", "2024-11-18")):
        assert any(title in event["title"] and days_of(event) == (day, day) for event in events), title

"""From a file to its publication by keys alone: no mouse, no address typed after logging in, the focus always seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import fetch, log_in
from tests.conftest import SAMPLES
from tests.feeds.consumers import icalendar_events

pytestmark = pytest.mark.browser
WEEK_46 = SAMPLES / "tuan-46-2024.txt"
MOST_TABS = 150
READING = 60_000
"""Milliseconds in which a busy machine reads a file."""
FOCUS = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const node = document.activeElement;
    if (!node || node === document.body) return "nowhere";
    const outlined = (one) => {
        const style = getComputedStyle(one);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const box = node.getBoundingClientRect();
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const ring = [node, node.closest(".bar")].some((one) => one && outlined(one));
    return seen && ring ? "" : `${seen ? "no ring" : "out of sight"}: ${node.outerHTML.slice(0, 200)}`;
}"""
"""What is wrong with how the focus is shown once the page has scrolled to it, "" where it is seen."""


def seen(page: Page) -> None:
    assert page.evaluate(FOCUS) == ""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; wherever the focus rests on the way, it is seen."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue  # past the last thing of the page, and round again
        seen(page)
        if wanted.evaluate("(node) => node === document.activeElement"):
            return
    raise AssertionError(f"no way by Tab to {wanted}")


def enter(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def test_a_file_is_sent_checked_and_published_by_keys_alone(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(reduced_motion="reduce")  # else pages glide to what has the focus
    log_in(page, server)

    tab_to(page, page.get_by_label("Gửi văn bản chỉ đạo"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(WEEK_46)  # the system's own window, which has keys of its own
    enter(page, page.get_by_role("button", name="Tải lên và đọc"))
    source, link = page.get_by_role("region", name="Văn bản gốc"), page.get_by_role("link", name="Kiểm tra văn bản này")
    expect(source.or_(link)).to_be_visible(timeout=READING)
    if link.is_visible():
        enter(page, link)
        expect(source).to_be_visible()

    for _ in range(page.locator(".doubts li").count()):
        page.keyboard.press("g")
        seen(page)
    page.keyboard.press("k")
    while page.locator(".item").first.evaluate("(node) => node !== document.activeElement"):
        page.keyboard.press("k")
        seen(page)
    first, second, third = (page.locator(".item").nth(number) for number in range(3))
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("data-status", "accepted")
    expect(second).to_be_focused()
    seen(page)
    page.keyboard.press("x")
    expect(second).to_have_attribute("data-status", "refused")
    expect(third).to_be_focused()
    page.keyboard.press("k")
    seen(page)
    page.keyboard.press("u")
    expect(second).to_have_attribute("data-status", "draft")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="Sửa")).to_be_visible()
    enter(page, page.get_by_role("button", name="Lưu"))
    expect(source).to_be_visible()

    if page.locator("[data-verb=nhan-het]").count():
        page.keyboard.press("a")
    else:
        enter(page, page.get_by_role("button", name="Nhận hết"))
    enter(page, page.get_by_role("link", name="Xem trước khi phát hành"))
    tab_to(page, page.get_by_label("Ghi chú của bản phát hành"))
    page.keyboard.type("Tuần 46")
    enter(page, page.get_by_role("button", name="Phát hành", exact=False).first)
    expect(page.get_by_role("heading", name="Đã phát hành")).to_be_visible()
    days = {event["start"][:10] for event in icalendar_events(fetch(f"{server.url}/feeds/tat-ca.ics"))}
    assert "2024-11-20" in days

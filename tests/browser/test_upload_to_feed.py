"""The editor's way in a real browser: log in, send files, check, publish; then a subscriber reads the feeds."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.conftest import EDITOR, PASSWORD, SAMPLES
from tests.feeds.consumers import feedparser_items, icalendar_events, missing_node, read_with_node
from tests.journey import expected

pytestmark = pytest.mark.browser


def log_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bien-tap/")
    page.get_by_label("Tên đăng nhập").fill(EDITOR)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Văn bản đến")).to_be_visible()


def send(page: Page, server: Server, file: Path) -> None:
    page.goto(f"{server.url}/bien-tap/")
    page.get_by_label("Gửi văn bản chỉ đạo").set_input_files(file)
    page.get_by_role("button", name="Tải lên và đọc").click()
    source, known = page.get_by_role("region", name="Văn bản gốc"), page.get_by_text("Tệp này đã có từ trước")
    expect(source.or_(known)).to_be_visible()
    if known.is_visible():
        page.get_by_role("link", name="Kiểm tra văn bản này").click()
    expect(source).to_be_visible()


def publish(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bien-tap/phat-hanh")
    page.get_by_role("button", name="Phát hành").click()
    expect(page.get_by_role("heading", name="Đã phát hành")).to_be_visible()


def fetch(url: str) -> bytes:
    data: bytes = urllib.request.urlopen(url, timeout=10).read()
    return data


@pytest.mark.skipif(not expected.REAL, reason="the real directives are not beside this checkout")
def test_five_real_directives_go_from_upload_to_subscribers(page: Page, server: Server, tmp_path: Path) -> None:
    log_in(page, server)
    for file in expected.REAL:
        send(page, server, file)
        page.get_by_role("button", name=re.compile("Nhận (hết|cả)")).click()
        expect(page.get_by_role("link", name="Xem trước khi phát hành")).to_be_visible()
    publish(page, server)

    calendar = fetch(f"{server.url}/feeds/tat-ca.ics")
    expected.check_calendar(icalendar_events(calendar))
    expected.check_titles([i["title"] for i in feedparser_items(fetch(f"{server.url}/feeds/tat-ca.rss"))])
    if not missing_node():
        path = tmp_path / "tat-ca.ics"
        path.write_bytes(calendar)
        expected.check_calendar(read_with_node([path])[str(path)]["icalJs"])

    page.goto(f"{server.url}/tuan/2024-W47")
    expect(page.get_by_text("Ngày Nhà giáo Việt Nam").first).to_be_visible()
    page.goto(f"{server.url}/tuan/2024-W46")
    expect(page.get_by_text("Phòng ngừa ngộ độc thực phẩm").first).to_be_visible()


def test_an_item_is_checked_beside_its_words_corrected_refused_and_published(page: Page, server: Server) -> None:
    log_in(page, server)
    send(page, server, SAMPLES / "tuan-46-2024.txt")
    item = page.locator(".item", has_text="các ngày kỷ niệm").first
    expect(item.locator("mark", has_text="20/11").first).to_be_visible()
    source = page.get_by_role("region", name="Văn bản gốc")
    expect(source.locator("mark[data-role=anniversary]").first).to_be_visible()
    expect(source.locator("mark[data-role=citation]", has_text="2915/UBND-KGVX")).to_be_visible()

    period = page.locator(".item", has_text="bảo hiểm y tế").first
    period.get_by_role("link", name="Sửa").click()
    page.get_by_label("đến hết ngày").first.fill("20/12/2024")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".item", has_text="bảo hiểm y tế").first).to_contain_text("20/12/2024")

    page.locator(".item", has_text="lừa đảo").first.get_by_role("button", name="Bỏ").click()
    page.get_by_role("button", name=re.compile("Nhận (hết|cả)")).click()
    page.goto(f"{server.url}/bien-tap/phat-hanh")
    expect(page.get_by_text("từ 15/11/2024 đến hết 20/12/2024")).to_be_visible()
    publish(page, server)

    events = icalendar_events(fetch(f"{server.url}/feeds/tat-ca.ics"))
    assert ("2024-11-15", "2024-12-20") in {expected.days_of(event) for event in events}
    assert not any("Nhận biết cuộc gọi lừa đảo" in event["title"] for event in events)
    page.goto(f"{server.url}/bien-tap/phat-hanh")
    expect(page.get_by_text("Không có gì mới")).to_be_visible()


def test_what_was_typed_wrong_is_said_beside_the_form_and_kept(page: Page, server: Server) -> None:
    log_in(page, server)
    send(page, server, SAMPLES / "tuan-48-2026.txt")
    page.locator(".item", has_text="An toàn giao thông").first.get_by_role("link", name="Sửa").click()
    page.get_by_label("Từ ngày").first.fill("31/02/2026")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("alert")).to_contain_text("31/02/2026")
    expect(page.get_by_label("Từ ngày").first).to_have_value("31/02/2026")


def test_the_keyboard_alone_accepts_and_refuses(page: Page, server: Server) -> None:
    log_in(page, server)
    send(page, server, SAMPLES / "tuan-48-2026.txt")
    first, second, third = (page.locator(".item").nth(place) for place in range(3))
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("data-status", "accepted")
    expect(second).to_be_focused()
    page.keyboard.press("x")
    expect(second).to_have_attribute("data-status", "refused")
    expect(third).to_be_focused()
    page.keyboard.press("k")  # back to the one just refused
    page.keyboard.press("u")
    expect(second).to_have_attribute("data-status", "draft")


def test_a_file_that_cannot_be_read_says_why_and_the_desk_goes_on(page: Page, server: Server, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"day khong phai tep Word")
    log_in(page, server)
    page.get_by_label("Gửi văn bản chỉ đạo").set_input_files(broken)
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.locator(".error")).to_be_visible()
    expect(page.get_by_text("hỏng.docx")).to_be_visible()
    page.get_by_role("link", name="Về danh sách văn bản").click()
    expect(page.get_by_role("heading", name="Văn bản đến")).to_be_visible()

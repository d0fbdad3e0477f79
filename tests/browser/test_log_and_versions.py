"""In a real browser: an earlier state is given back, two people save one item, a corrected file takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.conftest import EDITOR, PASSWORD, SAMPLES

SAMPLE = SAMPLES / "tuan-48-2026.txt"


def sign_in(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(EDITOR)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    return page


@pytest.fixture
def desk(page: Page, server: Server) -> Page:
    return sign_in(page, server)


@pytest.fixture
def other(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    yield sign_in(context.new_page(), server)
    context.close()


def upload(desk: Page, server: Server, name: str, text: str) -> None:
    desk.goto(f"{server.url}/bien-tap/")
    desk.locator("#tep").set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    desk.get_by_role("button", name="Tải lên và đọc").click()


def send(desk: Page, server: Server, name: str, text: str) -> str:
    upload(desk, server, name, text)
    expect(desk.locator("#cac-muc")).to_be_visible()
    return desk.url


def test_history_two_people_and_a_corrected_file(desk: Page, other: Page, server: Server) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    address = send(desk, server, "cong-van.txt", text)

    first = desk.locator("article.item").first
    title = first.locator("h3").inner_text()
    edit = first.get_by_role("link", name="Sửa").get_attribute("href")
    assert edit is not None
    for page in (desk, other):
        page.goto(f"{server.url}{edit}")
    desk.get_by_label("Tên mục").fill("Tên của người thứ nhất")
    desk.get_by_role("button", name="Lưu").click()

    other.get_by_label("Tên mục").fill("Tên của người thứ hai")
    other.get_by_role("checkbox", name="Mạng xã hội").click()
    other.get_by_role("button", name="Lưu").click()
    expect(other.get_by_role("alert")).to_contain_text("Chưa lưu")
    expect(other.locator("mark", has_text="hai").first).to_be_visible()
    other.get_by_role("group", name="Tên").get_by_role("radio", name=re.compile("Bản đang có")).check()
    other.get_by_role("button", name="Lưu theo lựa chọn").click()
    expect(other.locator("article.item").first.locator("h3")).to_have_text("Tên của người thứ nhất")

    desk.goto(address)
    desk.locator("article.item").first.get_by_role("link", name="Mọi thay đổi của mục").click()
    expect(desk.locator("table.log tbody tr")).to_have_count(3)
    desk.get_by_role("button", name="Khôi phục như máy đọc được").click()
    expect(desk.locator("article.item").first.locator("h3")).to_have_text(title)

    desk.locator("article.item").first.get_by_role("button", name="Nhận").click()
    upload(desk, server, "cong-van-sua.txt", text.replace("ngày 15/12/2026", "ngày 16/12/2026"))
    desk.get_by_role("link", name="Đọc bản sửa này thay bản cũ").click()
    expect(desk.locator("main")).to_contain_text("16/12/2026")
    desk.get_by_role("button", name="Lấy theo bản sửa").first.click()
    desk.get_by_role("button", name=re.compile("Chuyển cả")).click()
    expect(desk.locator("main")).to_contain_text("Mọi mục đã chuyển xong")
    desk.get_by_role("link", name=re.compile("Bản sửa, nhận")).click()
    expect(desk.locator("article.item").first).to_contain_text("đã nhận")

    desk.get_by_role("link", name="Nhật ký").click()
    desk.get_by_label("Có chữ").fill("nguoi thu nhat")
    desk.get_by_role("button", name="Tìm").click()
    expect(desk.locator("table.log")).to_contain_text("Tên của người thứ nhất")

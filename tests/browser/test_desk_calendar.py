"""The desk's calendar in a real browser: dragged with the mouse, moved by keys, made, copied, repeated, taken back."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from calendar_app import intake
from calendar_app.clock import now
from calendar_app.store import Store
from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import log_in
from tests.browser.test_yearly import AXE
from tests.conftest import SAMPLES

pytestmark = pytest.mark.browser
TEACHERS = "Ngày Nhà giáo Việt Nam"
FESTIVAL = "Lễ hội đọc sách"


@pytest.fixture(scope="module")
def filled(server: Server) -> Server:
    """The server with a directive whose items have days, and one that waits for its day."""
    text = (SAMPLES / "tuan-46-2024.txt").read_text(encoding="utf-8")
    waiting = "V/v lễ hội đọc sách\n\nKính gửi: Các xã.\n\n1. Lễ hội đọc sách được tổ chức tại nhà văn hóa xã.\n"
    for name, content in (("a.txt", text), ("b.txt", waiting)):
        intake.receive(Store(server.data), content.encode(), name, now())
    return server


@pytest.fixture
def desk(page: Page, filled: Server) -> Page:
    page.set_viewport_size({"width": 1280, "height": 1100})
    log_in(page, filled)
    page.goto(f"{filled.url}/bien-tap/lich/thang/2024-11")
    return page


def bar(desk: Page, title: str) -> Locator:
    return desk.locator("#lich .bar", has_text=title)


def drag(desk: Page, what: Locator, day: date) -> None:
    """Drag something onto a day; an item is left on its own line, in the middle of the day."""
    target = desk.locator(f"[id='o-{day.isoformat()}']")
    what.drag_to(target, target_position={"x": 60, "y": 6}, source_position={"x": 20, "y": 8})


def undo(desk: Page) -> None:
    desk.get_by_role("status").get_by_role("button", name="Hoàn tác").click()


def test_an_item_is_dragged_to_another_day_and_that_is_taken_back(desk: Page) -> None:
    expect(bar(desk, TEACHERS)).to_have_attribute("data-day", "2024-11-20")
    drag(desk, bar(desk, TEACHERS), date(2024, 11, 14))
    expect(desk.get_by_role("status")).to_contain_text("Đã dời ngày")
    expect(bar(desk, TEACHERS)).to_have_attribute("data-day", "2024-11-14")
    undo(desk)
    expect(bar(desk, TEACHERS)).to_have_attribute("data-day", "2024-11-20")


def test_a_stretch_moves_by_as_many_days_as_it_was_dragged(desk: Page) -> None:
    part = bar(desk, "bảo hiểm y tế").first
    expect(part).to_have_attribute("data-day", "2024-11-15")
    drag(desk, part, date(2024, 11, 13))
    expect(bar(desk, "bảo hiểm y tế").first).to_have_attribute("data-day", "2024-11-13")
    undo(desk)
    expect(bar(desk, "bảo hiểm y tế").first).to_have_attribute("data-day", "2024-11-15")


def test_arrows_go_from_day_to_day_and_m_moves_the_item_one_stands_on(desk: Page) -> None:
    desk.locator("[data-date='2024-11-20']").focus()
    for key, day in (("ArrowRight", "2024-11-21"), ("ArrowDown", "2024-11-28"), ("ArrowUp", "2024-11-21")):
        desk.keyboard.press(key)
        expect(desk.locator(f"[data-date='{day}']")).to_be_focused()
    bar(desk, TEACHERS).get_by_role("link").focus()
    desk.keyboard.press("m")
    expect(desk.get_by_label("Chuyển sang")).to_be_focused()
    desk.keyboard.type("24/10 âm")
    desk.keyboard.press("Enter")
    expect(bar(desk, TEACHERS)).to_have_attribute("data-day", "2024-11-24")
    undo(desk)
    expect(bar(desk, TEACHERS)).to_have_attribute("data-day", "2024-11-20")


def test_what_waits_is_dragged_out_of_its_drawer(desk: Page) -> None:
    drawer = desk.get_by_role("complementary")
    drag(desk, drawer.locator(".waiting", has_text=FESTIVAL), date(2024, 11, 26))
    expect(bar(desk, FESTIVAL)).to_have_attribute("data-day", "2024-11-26")
    expect(drawer.get_by_text(FESTIVAL)).to_have_count(0)
    undo(desk)
    expect(drawer.get_by_text(FESTIVAL)).to_be_visible()


def test_an_item_is_made_by_hand_copied_repeated_and_each_is_taken_back(desk: Page) -> None:
    desk.get_by_role("link", name="tạo mục ngày 05/11/2024").click()
    desk.get_by_label("Tên mục").fill("Ngày hội đọc sách của cơ quan")
    desk.get_by_label("Truyền thanh").check()
    desk.get_by_role("button", name="Lưu nháp").click()
    made = bar(desk, "Ngày hội đọc sách của cơ quan")
    expect(made).to_have_attribute("data-day", "2024-11-05")
    expect(made).to_contain_text("nháp")

    made.get_by_role("link").click()
    desk.get_by_label("Chép sang").fill("7/11/2024")
    desk.get_by_role("button", name="Chép").click()
    expect(made).to_have_count(2)
    undo(desk)
    expect(made).to_have_count(1)

    made.get_by_role("link").click()
    desk.get_by_label("Bao lâu một lần").select_option("WEEKLY")
    desk.get_by_label("đến hết ngày").fill("30/11/2024")
    desk.get_by_role("button", name="Xem trước các ngày").click()
    expect(desk.get_by_text("thứ Ba, 26/11/2024")).to_be_visible()
    desk.get_by_role("button", name="Đặt lặp lại").click()
    expect(made).to_have_count(4)
    undo(desk)
    expect(made).to_have_count(1)


def test_views_lead_to_each_other_and_the_filter_goes_along_until_it_is_taken_off(desk: Page) -> None:
    kinds = desk.get_by_role("navigation", name="Lọc theo trạng thái")
    every = desk.locator("#lich .bar").count()
    kinds.get_by_role("link", name="đã phát hành").click()
    expect(desk.locator("#lich .bar")).to_have_count(0)
    kinds.get_by_role("link", name="nháp").click()
    expect(desk.locator("#lich .bar")).to_have_count(every)
    desk.get_by_text("Lọc theo chữ, lĩnh vực").click()
    desk.get_by_label("Có chữ").fill("nha giao")
    desk.get_by_role("button", name="Lọc", exact=True).click()
    expect(bar(desk, TEACHERS)).to_be_visible()
    assert desk.locator("#lich .bar").count() < every

    views = desk.get_by_role("navigation", name="Cách xem")
    for view, place in (("Tuần", "/tuan/2024-W"), ("Năm", "/nam/2024"), ("Danh sách", "/danh-sach")):
        views.get_by_role("link", name=view, exact=True).click()
        assert place in desk.url
        assert "tim=nha" in desk.url
    desk.get_by_label("Từ ngày").fill("01/11/2024")
    desk.get_by_label("đến hết ngày").fill("30/11/2024")
    desk.get_by_role("button", name="Xem", exact=True).click()
    expect(desk.locator("main")).to_contain_text(TEACHERS)
    desk.get_by_role("link", name="Bỏ lọc").click()
    expect(desk.locator("main")).to_contain_text("bảo hiểm y tế")


def test_without_a_script_everything_is_done_by_forms(desk: Page, filled: Server) -> None:
    context = desk.context.browser.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page = context.new_page()
    page.goto(f"{filled.url}/bien-tap/lich/thang/2024-11")
    page.locator("#lich .bar", has_text=TEACHERS).get_by_role("link").click()
    page.get_by_label("Chuyển sang").fill("21/11/2024")
    page.get_by_role("button", name="Chuyển", exact=True).click()
    expect(page.locator("#lich .bar", has_text=TEACHERS)).to_have_attribute("data-day", "2024-11-21")
    page.get_by_role("status").get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("#lich .bar", has_text=TEACHERS)).to_have_attribute("data-day", "2024-11-20")
    context.close()


@pytest.mark.parametrize("width", [320, 640])
def test_a_narrow_screen_has_a_list_by_day_and_nothing_is_wider_than_it(desk: Page, width: int) -> None:
    """640 pixels are a desk of 1,280 at 200 %."""
    desk.set_viewport_size({"width": width, "height": 700})
    for view in ("thang/2024-11", "tuan/2024-W47", "danh-sach", "cho-ngay", "muc-moi"):
        desk.goto(f"{desk.url.partition('/bien-tap')[0]}/bien-tap/lich/{view}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, view
    desk.goto(f"{desk.url.partition('/bien-tap')[0]}/bien-tap/lich/thang/2024-11")
    expect(desk.locator(".as-list").get_by_text(TEACHERS)).to_be_visible()
    expect(desk.locator("#lich")).to_be_hidden()


def test_a_month_prints_on_one_sheet(desk: Page) -> None:
    printed = desk.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1


@pytest.mark.skipif(not AXE.exists(), reason="the packages of tests/node are not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend(desk: Page, filled: Server, scheme: Literal["light", "dark"]) -> None:
    desk.emulate_media(color_scheme=scheme)
    item = bar(desk, TEACHERS).get_by_role("link").get_attribute("href") or ""
    views = ("thang/2024-11", "tuan/2024-W47", "nam/2024", "danh-sach?tu=1/11/2024", "cho-ngay", "muc-moi")
    for path in (item, *(f"/bien-tap/lich/{view}" for view in views)):
        desk.goto(filled.url + path)
        desk.evaluate(AXE.read_text(encoding="utf-8"))
        found = desk.evaluate("axe.run()")["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], path

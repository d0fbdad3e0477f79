"""Checking a real directive in a real browser: words and items light each other, keys decide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import log_in, send
from tests.conftest import SHARED
from tests.content.samples import as_pdf

pytestmark = pytest.mark.browser
WEEK_46 = SHARED / "kon-tum-2024-tuan-46.txt"
LINE = """() => [[".source", "[data-item]"], [".items", ".item"]].map(([name, nodes]) => {
    const pane = document.querySelector(name);
    const line = pane.getBoundingClientRect().top + pane.clientHeight / 3 + 1;
    const above = (node) => node.getBoundingClientRect().top <= line;
    return [...pane.querySelectorAll(nodes)].findLast(above).dataset.item;
})"""
"""The item that stands a third of the way down each pane."""


@pytest.fixture
def desk(page: Page, server: Server) -> Page:
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(page, server)
    send(page, server, WEEK_46)
    return page


def test_words_and_what_was_read_from_them_light_each_other(desk: Page) -> None:
    words = desk.locator(".source mark[data-date]", has_text="18/11").first
    words.click()
    date = desk.locator(f".items [data-date='{words.get_attribute('data-date')}']")
    expect(date).to_have_class("date chosen")
    expect(date).to_be_in_viewport()
    item = desk.locator(".item", has_text="Phòng ngừa ngộ độc thực phẩm").first
    item.get_by_role("heading").click()
    expect(desk.locator(f".source .used[data-item='{item.get_attribute('data-item')}']").first).to_be_in_viewport()
    expect(desk.locator(".source .chosen").first).to_contain_text("Phòng ngừa ngộ độc")


def test_the_panes_scroll_together(desk: Page) -> None:
    desk.locator(".source").hover()
    desk.mouse.wheel(0, 2500)
    desk.wait_for_timeout(300)
    line = desk.evaluate(LINE)
    assert line[0] == line[1]


def test_g_goes_from_doubt_to_doubt_and_each_leads_to_its_words(desk: Page) -> None:
    expect(desk.locator(".item").first).to_be_focused()
    count = desk.locator(".doubts li").count()
    expect(desk.get_by_role("heading", name=f"{count} điểm cần xem")).to_be_visible()
    for number in range(count):
        desk.keyboard.press("g")
        expect(desk.locator(f".source [data-doubt='{number}']").first).to_be_in_viewport()
    desk.get_by_role("link", name="Điền ở đầu văn bản").first.click()
    expect(desk.get_by_label("Số, ký hiệu")).to_be_visible()


def test_keys_accept_and_take_back_and_the_help_opens(desk: Page) -> None:
    first, second = desk.locator(".item").nth(0), desk.locator(".item").nth(1)
    expect(first).to_be_focused()
    desk.keyboard.press("Enter")
    expect(first).to_have_attribute("data-status", "accepted")
    expect(first).to_contain_text("bientap đã nhận")
    expect(second).to_be_focused()
    desk.keyboard.press("k")
    desk.keyboard.press("u")
    expect(first).to_have_attribute("data-status", "draft")
    expect(first).to_be_focused()
    desk.keyboard.press("?")
    expect(desk.get_by_text("điểm cần xem tiếp theo")).to_be_visible()


def test_selected_words_become_an_item_and_two_items_are_merged_and_parted_again(desk: Page) -> None:
    before = desk.locator(".item").count()
    paragraph = desk.locator(".source .unused", has_text="Từ tuần thứ 46 năm 2024").first
    paragraph.scroll_into_view_if_needed()
    paragraph.evaluate(
        """(piece) => {
            const [text, range] = [piece.firstChild, document.createRange()];
            const start = text.data.indexOf("Sở Thông tin và Truyền thông (Sở TT&TT) đề nghị");
            range.setStart(text, start);
            range.setEnd(text, text.data.indexOf("như sau", start));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    desk.get_by_role("button", name="Tạo mục từ đoạn này").and_(desk.locator("#tao-muc-chon")).click()
    expect(desk.locator(".item")).to_have_count(before + 1)
    made = desk.locator(".item", has_text="đã tạo từ đoạn chưa dùng")
    expect(made).to_contain_text("Sở Thông tin và Truyền thông (Sở TT&TT) đề nghị")
    made.get_by_role("button", name="Hoàn tác").click()
    expect(desk.locator(".item")).to_have_count(before)

    for number in (3, 4):
        desk.locator(".item").nth(number).get_by_label("Chọn").check()
    desk.get_by_text("Nhiều mục một lúc").click()
    desk.get_by_label("Bỏ các mục đã chọn, vì").press("Enter")  # no work is chosen yet
    expect(desk.locator(".item").nth(3)).to_have_attribute("data-status", "draft")
    desk.get_by_role("button", name="Gộp thành một mục").click()
    expect(desk.locator(".item").nth(4)).to_contain_text("gộp vào mục")
    desk.locator(".item").nth(3).get_by_role("button", name="Hoàn tác").click()
    expect(desk.locator(".item").nth(4)).to_have_attribute("data-status", "draft")


def test_an_item_is_split_where_a_person_says_and_is_whole_again(desk: Page) -> None:
    before = desk.locator(".item").count()
    item = desk.locator(".item", has_text="Phòng ngừa ngộ độc thực phẩm").first
    item.get_by_role("link", name="Tách").click()
    desk.get_by_label("Mục mới từ đây").first.check()
    desk.get_by_role("button", name="Tách ở các câu đã chọn").click()
    expect(desk.locator(".item")).to_have_count(before + 1)
    item.get_by_role("button", name="Hoàn tác").click()
    expect(desk.locator(".item")).to_have_count(before)


def test_several_items_are_moved_and_refused_at_once_and_what_another_window_changed_is_shown_first(desk: Page) -> None:
    other = desk.context.new_page()
    other.goto(desk.url)
    for number in (1, 2, 3):
        desk.locator(".item").nth(number).get_by_label("Chọn").check()
    other.locator(".item").nth(1).get_by_role("button", name="Nhận").click()
    expect(other.locator(".item").nth(1)).to_have_attribute("data-status", "accepted")
    desk.get_by_text("Nhiều mục một lúc").click()
    desk.get_by_label("Bỏ các mục đã chọn, vì").fill("Đã có trong văn bản khác")
    desk.get_by_role("button", name="Bỏ các mục đã chọn").click()
    expect(desk.get_by_role("alert")).to_contain_text("Chưa ghi gì. Bạn muốn: bỏ mục.")
    expect(desk.get_by_role("row", name="Trạng thái")).to_contain_text("đã nhận")
    expect(desk.locator("input[type=checkbox]:checked")).to_have_count(2)
    desk.get_by_role("button", name="Làm tiếp với các mục đã đánh dấu").click()
    states = [desk.locator(".item").nth(number).get_attribute("data-status") for number in (1, 2, 3)]
    assert states == ["accepted", "refused", "refused"]
    for number in (2, 3, 1):
        desk.locator(".item").nth(number).get_by_role("button", name="Hoàn tác").click()
        expect(desk.locator(".item").nth(number)).to_have_attribute("data-status", "draft")

    dated = desk.locator(".item", has=desk.locator(".date", has_text="20/11/2024")).first
    dated.get_by_label("Chọn").check()
    desk.get_by_text("Nhiều mục một lúc").click()
    desk.get_by_label("Dời ngày của các mục đã chọn").fill("1")
    desk.get_by_role("button", name="Dời ngày").click()
    moved = desk.locator(".item", has=desk.locator(".date", has_text="21/11/2024")).first
    expect(moved).to_contain_text("Ngày do bientap đặt")
    moved.get_by_role("button", name="Hoàn tác").click()
    expect(dated).to_be_visible()


def test_the_original_stands_beside_its_words_and_a_corrected_file_is_compared_without_a_change(
    desk: Page, server: Server
) -> None:
    text = WEEK_46.read_text(encoding="utf-8")
    desk.goto(f"{server.url}/bien-tap/")
    desk.get_by_label("Gửi văn bản chỉ đạo").set_input_files(
        {"name": "tuan-46.pdf", "mimeType": "application/pdf", "buffer": as_pdf(text)}
    )
    desk.get_by_role("button", name="Tải lên và đọc").click()
    desk.get_by_role("link", name="Xem bản gốc từng trang").click()
    picture = desk.get_by_alt_text("Hình trang 1 của bản gốc")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 500)")
    expect(desk.get_by_role("region", name="Chữ đọc được")).to_contain_text("Kính gửi")
    desk.get_by_role("link", name="Về trang kiểm tra").click()

    address = desk.url.partition("#")[0]
    desk.get_by_text("Đọc lại, hoặc so với tệp đã sửa").click()
    changed = text.replace("20/11", "21/11").encode()
    desk.get_by_label("Tệp đã sửa").set_input_files({"name": "sua.txt", "mimeType": "text/plain", "buffer": changed})
    desk.get_by_role("button", name="Đọc lại và so sánh").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Tệp đã sửa")
    expect(desk.locator("article mark", has_text="21/11").first).to_be_visible()
    desk.goto(address)
    expect(desk.locator(".items")).not_to_contain_text("21/11/2024")

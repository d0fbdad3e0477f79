"""Every way in, in a real browser on the real directives: a folder, parcels, pasted words; progress, copies, blanks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import log_in
from tests.content.parcels import EXCHANGE, letter, message, packed
from tests.journey import expected

READING = 120_000
"""Milliseconds in which a busy machine reads several files."""
STAY = "(event) => event.preventDefault()"
"""Keeps a page where it is, for nothing can be asked of one that is being left."""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not expected.REAL, reason="the real directives are not beside this checkout"),
]


@pytest.fixture(scope="module")
def papers() -> list[Path]:
    return sorted(expected.REAL, key=lambda path: path.stat().st_size)


def sent(page: Page) -> list[str]:
    """Return what became of each file once all are read; until then the page tells how far it is and comes anew."""
    expect(page.get_by_role("heading", name="Kết quả tải lên")).to_be_visible(timeout=READING)
    if page.locator("progress").count():
        expect(page.get_by_role("status")).to_contain_text("Đã xong")
    expect(page.locator("progress")).to_have_count(0, timeout=READING)
    return [" ".join(text.split()) for text in page.locator(".outcomes > li").all_inner_texts()]


def test_a_folder_and_each_kind_of_parcel_are_read_and_what_is_here_already_is_said(
    page: Page, server: Server, papers: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "cong-van"
    folder.mkdir()
    one, two, three, *others = (path.read_bytes() for path in papers)
    for number, data in enumerate((one, two)):
        (folder / f"{number}.txt").write_bytes(data)
    log_in(page, server)
    page.get_by_text("Gửi cả thư mục, hoặc dán chữ").click()
    page.get_by_label("Thư mục (mọi tệp bên trong)").set_input_files(folder)
    page.get_by_role("button", name="Tải lên và đọc").click()
    told = sent(page)
    assert len(told) == 2
    assert all("Đã nhận và đọc xong." in text for text in told)

    numbered = message(EXCHANGE, {"qua-lien-thong.txt": others[0], "Phu luc 1.txt": two})
    parcels = {
        "goi.zip": packed({"trong-goi.txt": one}),
        "thu.eml": letter({"dinh-kem.txt": three}),
        "tin.edxml": numbered,
    }
    page.get_by_role("link", name="Về danh sách văn bản").click()
    page.get_by_label("Gửi văn bản chỉ đạo").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in parcels.items()]
    )
    page.get_by_role("button", name="Tải lên và đọc").click()
    copy, attached, exchanged = sent(page)
    assert "trong-goi.txt" in copy
    assert "Tệp này đã có từ trước; không tạo thêm gì." in copy
    assert "dinh-kem.txt" in attached
    assert "Phụ lục kèm theo, không đọc thành mục: Phu luc 1.txt" in exchanged
    page.locator(".outcomes > li").last.get_by_role("link", name="Kiểm tra văn bản này").click()
    expect(page.locator("h1")).to_contain_text("2114/STTTT-TTBCXB")
    page.goto(f"{server.url}/bien-tap/tiep-nhan/")
    expect(page.locator(".outcomes > li")).to_have_count(5)


def drop(page: Page, *paths: Path) -> None:
    """Let files and folders fall on the middle of the page, as from the system's own windows."""
    events = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        events.send("Input.dispatchDragEvent", {"type": kind, "x": 640, "y": 500, "data": data})


def test_files_and_folders_are_dropped_anywhere_and_the_page_says_what_goes_on(
    page: Page, server: Server, papers: list[Path], tmp_path: Path
) -> None:
    folder, within = tmp_path / "tuần 46", tmp_path / "tuần 46" / "phụ lục"
    within.mkdir(parents=True)
    lone = tmp_path / "một.txt"
    for number, path in enumerate((folder / "a.txt", within / "b.txt", lone)):
        path.write_bytes(papers[number].read_bytes() + b"\nDrop.")
    log_in(page, server)
    drop(page, folder)
    expect(page.get_by_text("Số tệp đã chọn: 2")).to_be_visible()
    drop(page, lone)
    expect(page.get_by_text("Số tệp đã chọn: 3")).to_be_visible()
    expect(page.get_by_role("button", name="Tải lên và đọc")).to_be_focused()
    page.evaluate(f"document.querySelector('form.upload').addEventListener('submit', {STAY}, {{ once: true }})")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đang gửi và đọc")).to_be_visible()
    page.keyboard.press("Enter")
    told = sent(page)
    assert [text.partition(" ")[0] for text in told] == ["a.txt", "b.txt", "một.txt"]
    assert all("Đã nhận và đọc xong." in text for text in told)


def test_pasted_words_ask_for_the_number_and_the_day_that_the_paper_leaves_blank(
    page: Page, server: Server, papers: list[Path]
) -> None:
    text = next(path.read_text() for path in papers if path.name == "kon-tum-2024-tuan-46.txt")
    log_in(page, server)
    page.get_by_text("Gửi cả thư mục, hoặc dán chữ").click()
    page.get_by_label("Dán toàn văn").fill(text + "\nBản dán.")
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.get_by_role("region", name="Văn bản gốc")).to_be_visible(timeout=READING)
    blanks = page.locator(".doubts li", has_text=re.compile("chưa (có|ghi) (số|ngày)"))
    before = blanks.count()
    assert before
    page.get_by_role("link", name="Điền ở đầu văn bản").first.click()
    page.get_by_label("Số, ký hiệu").fill("2114/STTTT-TTBCXB")
    page.get_by_label("Ngày ban hành").fill("08/11/2024")
    page.get_by_role("button", name="Lưu đầu văn bản").click()
    expect(page.locator("h1")).to_contain_text("2114/STTTT-TTBCXB")
    expect(blanks).to_have_count(0)

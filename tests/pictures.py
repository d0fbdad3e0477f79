"""Make the pictures of the guide: an empty installation, a real browser, a directive from its file to its readers."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import FilePayload, Page, sync_playwright

from calendar_app.clock import PEOPLE, now
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.conftest import EDITOR, ROOT, SAMPLES
from tests.ports import free_port, wait_for

FOLDER = ROOT / "docs" / "pictures"
OFFICE = "Lịch tuyên truyền tỉnh Quảng Ngãi"
WIDTH, SCALE, MOST = 1150, 0.75, 120_000
STATION = "truyen-thanh-dak-ha"


def main() -> None:
    """Write every picture; exit status 1 where one is too heavy for the guide."""
    password = secrets.token_urlsafe(12)
    with TemporaryDirectory() as data, _service(Path(data), password) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = chromium.new_page(base_url=url, locale="vi-VN", device_scale_factor=SCALE, reduced_motion="reduce")
        _desk(page, password)
        _correction(page)
        _calendar(page)
        _at_an_hour(page)
        _public(page)
        chromium.close()
    heavy = [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > MOST]
    sys.exit(f"over {MOST:,} bytes: {', '.join(heavy)}" if heavy else 0)


def _desk(page: Page, password: str) -> None:
    page.goto("/bien-tap/")
    page.get_by_label("Tên đăng nhập").fill(EDITOR)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_label("Gửi văn bản chỉ đạo").set_input_files(SAMPLES / "tuan-48-2026.txt")
    _picture(page, "upload", 420)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.get_by_role("region", name="Văn bản gốc").wait_for()
    _picture(page, "review", 640)
    page.get_by_role("button", name=re.compile("Nhận (hết|cả)")).click()
    page.goto("/bien-tap/phat-hanh")
    _picture(page, "release", 420)
    page.get_by_role("button", name="Phát hành").click()
    page.get_by_role("heading", name="Đã phát hành").wait_for()


def _calendar(page: Page) -> None:
    """Let something wait for a day, and move a day that is public."""
    page.goto("/bien-tap/lich/muc-moi")
    page.get_by_label("Tên mục").fill("Lễ phát động trồng cây đầu năm")
    page.get_by_role("button", name="Lưu nháp").click()
    page.goto("/bien-tap/lich/thang/2026-12")
    _picture(page, "calendar", 720)
    page.locator("#lich").get_by_role("link", name="Ngày Dân số Việt Nam").click()
    page.get_by_label("Chuyển sang").fill("28/12/2026")
    page.get_by_role("button", name="Chuyển", exact=True).click()
    page.get_by_role("status").wait_for()
    page.goto("/bien-tap/lich/thang/2026-12")
    page.locator("#lich").get_by_role("link", name="Ngày Dân số Việt Nam").click()
    page.get_by_role("link", name="Xem trong văn bản").click()
    page.locator(".item", has_text="Ngày Dân số Việt Nam").get_by_role("link", name="Mọi thay đổi của mục").click()
    _picture(page, "history", 400)


def _at_an_hour(page: Page) -> None:
    page.goto("/bien-tap/phat-hanh")
    page.get_by_text("Phát hành lúc khác").click()
    page.get_by_label("Phát hành lúc").fill(f"{now().astimezone(PEOPLE) + timedelta(days=1):%d/%m/%Y} 08:00")
    page.get_by_label("Ghi chú của bản hẹn").fill("Dời Ngày Dân số; hạn báo cáo theo công văn sửa")
    page.get_by_role("button", name="Hẹn giờ").click()
    page.locator(".scheduled").wait_for()
    page.goto("/bien-tap/phat-hanh")
    _picture(page, "hour", 640)


def _correction(page: Page) -> None:
    text = (SAMPLES / "tuan-48-2026.txt").read_text(encoding="utf-8").replace("trước ngày 25/12", "trước ngày 28/12")
    page.goto("/bien-tap/")
    corrected = FilePayload(name="tuan-48-2026-sua.txt", mimeType="text/plain", buffer=text.encode())
    page.get_by_label("Gửi văn bản chỉ đạo").set_input_files(corrected)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.get_by_role("link", name="Đọc bản sửa này thay bản cũ").click()
    _picture(page, "correction", 700)
    page.get_by_role("button", name=re.compile("Chuyển cả")).click()
    page.get_by_role("button", name="Lấy theo bản sửa").click()
    page.get_by_text("Mọi mục đã chuyển xong").wait_for()


def _public(page: Page) -> None:
    for name, path, height in (
        ("week", "/tuan/2026-W48", 620),
        ("subscribe", f"/dang-ky?don-vi={STATION}", 860),
        ("sheet", f"/diem-tin/don-vi-{STATION}/2026-W48", 620),
        ("embed", f"/nhung?lich=don-vi-{STATION}", 700),
    ):
        answer = page.goto(path)
        if answer is None or not answer.ok:
            sys.exit(f"{path} does not answer")
        page.wait_for_load_state("networkidle")
        _picture(page, name, height)


def _picture(page: Page, name: str, height: int) -> None:
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{name}.png")


@contextmanager
def _service(data: Path, password: str) -> Iterator[str]:
    """Run the service on an installation with an editor and the sample registry."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    own = {"LICH_DATA": str(data), "LICH_PUBLIC_URL": url, "LICH_OFFICE": OFFICE, "BIND": url.removeprefix("http://")}
    environment = {**os.environ, **own, "WEB_WORKERS": "1"}
    flask = [sys.executable, "-m", "flask", "--app", "calendar_app"]
    for command in (
        ["user", "add", EDITOR, "--password", password],
        ["units", "import", str(SAMPLES / "don-vi.csv")],
    ):
        subprocess.run([*flask, *command], cwd=ROOT, env=environment, check=True)
    process = subprocess.Popen([ROOT / "scripts" / "web"], env=environment)
    try:
        wait_for(port)
        yield url
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()

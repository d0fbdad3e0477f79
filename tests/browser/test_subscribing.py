"""From the three questions to a calendar program, in a real browser before the real server."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from calendar_app.snapshot import PublicUnit
from tests.browser.portal import TODAY, service, today
from tests.feeds.consumers import read_with_node

pytestmark = pytest.mark.browser

STATION = PublicUnit("dai-dak-ha", "Đài truyền thanh xã Đăk Hà", "station", "xa-dak-ha", province="Quảng Ngãi")
OTHER = PublicUnit("dai-dak-mar", "Đài truyền thanh xã Đăk Mar", "station", "xa-dak-mar", province="Quảng Ngãi")
OURS = {"units": (STATION.slug,), "subjects": ("y-te",), "channels": ("truyen-thanh",)}
FEVER = today("Phòng, chống sốt xuất huyết", 2, **OURS)
THEIRS = today("Tiêm chủng ở xã khác", 3, **(OURS | {"units": (OTHER.slug,)}))
ROADS = today("An toàn giao thông", 4, **(OURS | {"subjects": ("giao-thong",)}))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with service(tmp_path_factory.mktemp("var"), (FEVER, THEIRS, ROADS), (STATION, OTHER)) as url:
        yield url


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def choose(page: Page, site: str) -> None:
    """Answer the three questions as somebody of the station would."""
    page.goto(f"{site}/dang-ky")
    page.get_by_label("Tên đơn vị, xã hoặc phường").fill("dai dak")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name=STATION.name).click()
    expect(page.get_by_role("heading", level=2, name=STATION.name)).to_be_visible()
    page.get_by_label("Truyền thanh cơ sở").check()
    page.get_by_text("25 lĩnh vực").click()
    page.get_by_label("Y tế và an toàn thực phẩm").check()
    page.get_by_role("button", name="Xem lịch của tôi").click()


def test_the_address_on_the_page_is_a_calendar_of_just_what_was_chosen(window: Page, site: str, tmp_path: Path) -> None:
    choose(window, site)
    expect(window.locator("#lich")).to_contain_text("1 mục đang và sắp diễn ra")
    expect(window.locator("#lich")).to_contain_text(FEVER.title)
    link = window.get_by_role("link", name="iPhone, iPad, máy Mac").get_attribute("href") or ""
    pasted = window.locator("#dia-chi").inner_text()
    assert link == pasted.replace("http://", "webcal://")
    path = tmp_path / "lich.ics"
    path.write_bytes(urllib.request.urlopen(link.replace("webcal://", "http://"), timeout=10).read())
    [event] = read_with_node([path], "Asia/Ho_Chi_Minh")[str(path)]["nodeIcal"]
    first = TODAY + timedelta(days=2)
    assert (event["title"], event["day"]) == (FEVER.title, True)
    assert (event["start"], event["end"]) == (first.isoformat(), (first + timedelta(days=1)).isoformat())


def test_the_address_is_copied_and_the_box_is_live(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, site)
    page.locator("[data-copy=dia-chi]").click()
    expect(page.locator("[data-copy=dia-chi]")).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#dia-chi").inner_text()
    page.get_by_text("Gắn vào cổng thông tin").click()
    expect(page.locator("lich-tuyen-truyen li").filter(has_text=FEVER.title)).to_be_visible()


def test_the_code_to_scan_is_drawn_and_the_poster_is_one_sheet(page: Page, site: str, tmp_path: Path) -> None:
    choose(page, site)
    code = page.get_by_alt_text("Mã QR")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_role("link", name="In áp phích").click()
    query = urlsplit(page.url).query
    expect(page.get_by_role("main")).to_contain_text(f"{site}/dang-ky?{query}")
    sheet = page.pdf(prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == 1

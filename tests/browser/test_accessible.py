"""axe-core finds nothing to mend on any page, on a desk in the light and on a phone in the dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.whole_site import DESK, PUBLIC, SECOND_STEP, Site
from tests.conftest import ROOT

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="the packages of tests/node are not installed"),
]
RUN = """async () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
    const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return found.violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html, node.failureSummary]));
}"""
"""What is folded away is looked at too."""
NO_PAGE = {
    "account.second_step_code",
    "arrivals.annex",
    "auth.log_out",
    "feeds.feed",
    "feeds.filtered",
    "logbook.table",
    "logbook.table_of_unit",
    "oembed.oembed",
    "oidc.come_back",
    "oidc.start",
    "originals.picture",
    "public.almanac_file",
    "review.original",
    "sheets.drawn",
    "sheets.file",
    "static",
    "subscribing.code",
    "units.give_out",
}
"""Files and pictures."""
LEADS_ON = {
    "desk_calendar.this_month",
    "public.almanac_this_year",
    "public.this_month",
    "public.this_year",
    "sheets.this_week",
}
"""Addresses that lead to the page of today."""


def violations(page: Page) -> list[object]:
    """Return what axe finds on the page as it stands, in both shapes."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[object] = []
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(width, scheme, *one) for one in page.evaluate(RUN)]
    return found


def window(browser: Browser, site: Site, session: str = "") -> BrowserContext:
    """Return a browser window, logged in where a session is given."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce")
    if session:
        context.add_cookies([{"name": "lich", "value": session, "url": site.url}])
    return context


@pytest.fixture(scope="module")
def anybody(browser: Browser, whole: Site) -> Iterator[Page]:
    context = window(browser, whole)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def admin(browser: Browser, whole: Site) -> Iterator[Page]:
    context = window(browser, whole, whole.admin)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_every_person(anybody: Page, whole: Site, path: str) -> None:
    answer = anybody.goto(whole.at(path))
    assert answer is not None
    assert answer.status == (404 if "khong-co" in path else 200)
    assert violations(anybody) == []


@pytest.mark.parametrize("path", DESK)
def test_a_page_of_the_desk_is_for_every_person(admin: Page, whole: Site, path: str) -> None:
    answer = admin.goto(whole.at(path))
    assert answer is not None
    assert answer.status == (404 if "khong-co" in path else 200)
    assert admin.url.partition("?")[0] == whole.at(path).partition("?")[0]
    assert violations(admin) == []


@pytest.mark.parametrize("path", ["/tuan/2024-W46", "/dang-ky?don-vi={unit}", "/bien-tap/", "/bien-tap/van-ban/{slug}"])
def test_a_page_in_english_is_for_every_person(admin: Page, whole: Site, path: str) -> None:
    admin.goto(whole.at(f"/en{path}"))
    assert admin.locator("html").get_attribute("lang") == "en"
    assert violations(admin) == []


def test_the_second_step_is_for_every_person(browser: Browser, whole: Site) -> None:
    context = window(browser, whole, whole.half)
    page = context.new_page()
    page.goto(whole.at(SECOND_STEP))
    assert page.get_by_label("Mã").count()
    assert violations(page) == []
    context.close()


def test_pages_that_answer_a_form_are_for_every_person(browser: Browser, admin: Page, whole: Site) -> None:
    """A wrong password, a day that is none, a file read again, somebody else who was quicker."""
    stranger = browser.new_page()
    stranger.goto(whole.at("/dang-nhap"))
    stranger.get_by_label("Tên đăng nhập").fill("ai-do")
    stranger.get_by_label("Mật khẩu").fill("không đúng đâu")
    stranger.get_by_role("button", name="Đăng nhập").click()
    stranger.get_by_role("alert").wait_for()
    assert violations(stranger) == []
    stranger.close()

    edit = whole.at("/bien-tap/muc/{item}/sua")
    admin.goto(edit)
    admin.get_by_label("Từ ngày").first.fill("31/02/2026")
    admin.get_by_role("button", name="Lưu").click()
    admin.get_by_role("alert").wait_for()
    assert violations(admin) == []

    admin.goto(whole.at("/bien-tap/van-ban/{slug}"))
    admin.get_by_text("Đọc lại, hoặc so với tệp đã sửa").click()
    admin.get_by_label("Tệp đã sửa").set_input_files(
        {"name": "sua.txt", "mimeType": "text/plain", "buffer": whole.corrected}
    )
    admin.get_by_role("button", name="Đọc lại và so sánh").click()
    admin.locator("article").first.wait_for()
    assert violations(admin) == []

    slow = admin.context.new_page()
    for page, words in ((slow, ""), (admin, "Tên mới của mục này"), (slow, "Tên khác của mục này")):
        if not words or page is admin:
            page.goto(edit)
        if words:
            page.get_by_label("Tên").first.fill(words)
            page.get_by_role("button", name="Lưu").click()
            page.wait_for_load_state()
    assert slow.get_by_text("Tên mới của mục này").count()
    assert violations(slow) == []
    slow.close()


def test_no_page_is_left_out(whole: Site) -> None:
    matched = whole.app.url_map.bind("127.0.0.1")
    seen = {
        matched.match(whole.at(path).removeprefix(whole.url).partition("?")[0])[0]
        for path in (*PUBLIC, *DESK, SECOND_STEP)
        if "khong-co" not in path
    }
    every = {
        rule.endpoint
        for rule in whole.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith("/api/")
    }
    assert every - seen - NO_PAGE - LEADS_ON == set()

"""What portals embed, in a real browser on a page of another origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from calendar_app.web.present import day_range as days
from calendar_app.web.present import full_day
from feeds.text import day
from tests.browser.portal import GONE, LAST_WEEK, NEXT_WEEK, TEACHERS, TODAY, Portal, portal, service
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
MINUTE, QUARTER, DAY = 60_000, 900_000, 86_400_000
"""In milliseconds, as browsers count."""
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.blockedURI));
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with service(tmp_path_factory.mktemp("var")) as url:
        yield url


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Portal]:
    with portal(tmp_path) as found:
        yield found


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    """A browser window without JavaScript."""
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def code(page: Page, site: str, name: str, query: str = "so=20") -> str:
    """The code that the page of codes offers, as somebody copies it."""
    page.goto(f"{site}/nhung?{query}")
    return page.get_by_label(name).input_value()


def box(site: str, src: str = "/feeds/tat-ca.json", so: str = "20") -> str:
    widget = f'<script async src="{site}/static/lich-widget.js"></script>'
    return f'{widget}<lich-tuyen-truyen src="{site}{src}" so="{so}"><a href="{site}/">Lịch</a></lich-tuyen-truyen>'


def feed_item(title: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    days = {"start": TODAY.isoformat(), "end": TODAY.isoformat(), "status": "confirmed", "kind": "su-kien"}
    return {"id": title, "title": title, "url": "https://lich.example/x", "_lich": {**days, **more}}


def own_feed(other: Portal, *items: dict[str, Any]) -> None:
    other.put("feed.json", json.dumps({"version": "1.1", "title": "Lịch", "items": items}))


OWN = (
    '<script async src="{site}/static/lich-widget.js"></script>'
    '<lich-tuyen-truyen src="feed.json"><a href="/">Lịch</a></lich-tuyen-truyen>'
)


def test_the_code_copied_from_the_service_shows_the_list_on_a_portal(page: Page, site: str, other: Portal) -> None:
    copied = code(page, site, "Mã của hộp")
    page.goto(other.put("hop.html", copied))
    rows = page.locator("lich-tuyen-truyen li")
    expect(rows.filter(has_text=TEACHERS.title)).to_contain_text(full_day(TODAY))
    expect(rows.filter(has_text=TEACHERS.title).get_by_role("link")).to_have_attribute("href", f"{TEACHERS.url}")
    expect(rows.filter(has_text=LAST_WEEK.title)).to_have_count(0)
    expect(page.locator("lich-tuyen-truyen").get_by_role("list")).to_be_visible()
    expect(page.get_by_text("Cập nhật")).to_be_visible()


def test_what_was_cancelled_is_struck_through_and_said(page: Page, site: str, other: Portal) -> None:
    page.goto(other.put("hop.html", box(site)))
    row = page.locator("lich-tuyen-truyen li").filter(has_text=GONE.title)
    expect(row).to_contain_text("Đã hủy")
    expect(row.locator("s")).to_have_text(GONE.title)


def test_hostile_titles_stay_text_in_box_and_frame(page: Page, site: str, other: Portal) -> None:
    frame = f'<iframe src="{site}/nhung/kenh-bao-chi?so=20" width=320 height=600></iframe>'
    page.goto(other.put("ca-hai.html", box(site, "/feeds/kenh-bao-chi.json") + frame))
    for rows in (page.locator("lich-tuyen-truyen li"), page.frame_locator("iframe").locator("li")):
        expect(rows).to_have_count(4)
        said = " ".join(rows.all_text_contents())
        assert "<img src=x onerror=" in said
        assert "</script>" in said
        assert not set("\u202e\u202c\u2067\u2069") & set(said)
        assert rows.locator("img, script").count() == 0
    assert page.evaluate("window.hit") is None
    assert page.frames[1].evaluate("window.hit") is None


def test_hostile_feeds_break_nothing(page: Page, site: str, other: Portal) -> None:
    bad = [
        feed_item("javascript", url="javascript:window.hit=1") | {"url": "javascript:window.hit=1"},
        feed_item("ngày sai", start="2026-99-99", end=["x"]),
        {"title": {"a": 1}, "_lich": "x"},
        {"title": "<b onclick=window.hit=1>đậm</b>", "url": 7},
    ]
    other.put("feed.json", json.dumps({"title": "<i>", "home_page_url": "data:text/html,x", "items": [None, 5, *bad]}))
    page.goto(other.put("hop.html", OWN.format(site=site)))
    expect(page.locator("lich-tuyen-truyen li").first).to_be_visible()
    assert (
        page.locator("lich-tuyen-truyen a[href^='javascript'], lich-tuyen-truyen b, lich-tuyen-truyen i").count() == 0
    )
    assert page.locator("lich-tuyen-truyen div a[href^='data']").count() == 0


def test_the_last_list_stays_while_the_feed_is_down_and_the_next_one_comes(
    page: Page, site: str, other: Portal
) -> None:
    page.clock.install()
    own_feed(other, feed_item("Tin thứ nhất"))
    page.goto(other.put("hop.html", OWN.format(site=site)))
    expect(page.get_by_text("Tin thứ nhất")).to_be_visible()
    (other.folder / "feed.json").unlink()
    with page.expect_response("**/feed.json") as answer:
        page.clock.fast_forward(QUARTER)
    assert answer.value.status == 404
    expect(page.get_by_text("Tin thứ nhất")).to_be_visible()
    own_feed(other, feed_item("Tin thứ hai"))
    page.clock.fast_forward(QUARTER)
    expect(page.get_by_text("Tin thứ hai")).to_be_visible()
    expect(page.get_by_text("Tin thứ nhất")).to_be_hidden()


def test_it_asks_at_most_every_quarter_of_an_hour(page: Page, site: str, other: Portal) -> None:
    page.clock.install()
    own_feed(other, feed_item("Tin"))
    page.goto(other.put("hop.html", OWN.format(site=site)))
    expect(page.get_by_role("link", name="Tin")).to_be_visible()
    for _ in range(14):
        page.clock.fast_forward(MINUTE)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(200)
    assert other.asked.count("/feed.json") == 1


def test_what_is_over_by_the_next_day_goes_by_itself(page: Page, site: str, other: Portal) -> None:
    page.clock.install()
    own_feed(other, feed_item("Tin hôm nay"))
    page.goto(other.put("hop.html", OWN.format(site=site)))
    expect(page.get_by_text("Tin hôm nay")).to_be_visible()
    (other.folder / "feed.json").unlink()
    page.clock.fast_forward(DAY)
    expect(page.get_by_text("Chưa có nội dung nào sắp tới.")).to_be_visible()


def test_the_days_in_front_of_a_title_are_said_once(page: Page, site: str, other: Portal) -> None:
    last = TODAY + timedelta(days=40)
    own_feed(
        other,
        feed_item(f"[HỦY] [{days(TODAY, last)}] Đợt cao điểm", end=last.isoformat(), status="cancelled"),
        feed_item(f"[Hạn {day(last)}] Gửi báo cáo", start=last.isoformat(), end=last.isoformat(), kind="han-nop"),
        feed_item(f"[Từ {day(TODAY)}] Từ nay", end=None),
        feed_item("[Tin] trong ngoặc"),
    )
    page.goto(other.put("hop.html", OWN.format(site=site)))
    expect(page.locator("lich-tuyen-truyen li a")).to_have_text(
        ["Đợt cao điểm", "Từ nay", "[Tin] trong ngoặc", "Gửi báo cáo"]
    )


def test_until_a_feed_comes_the_link_of_the_page_shows(page: Page, site: str, other: Portal) -> None:
    page.goto(other.put("hop.html", OWN.format(site=site)))
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Lịch")).to_be_visible()


def test_without_javascript_the_frame_and_the_link_show(quiet: Page, page: Page, site: str, other: Portal) -> None:
    quiet.goto(other.put("hop.html", code(page, site, "Mã của hộp")))
    expect(quiet.get_by_role("link", name="Lịch tuyên truyền").first).to_be_visible()
    expect(quiet.frame_locator("iframe").get_by_text(TEACHERS.title)).to_be_visible()


def test_the_box_works_under_the_strictest_policy_a_portal_can_have(page: Page, site: str, other: Portal) -> None:
    policy = f"default-src 'none'; script-src {site}; connect-src {site}; require-trusted-types-for 'script'"
    page.add_init_script(WATCH)
    page.goto(other.put("chat.html", f'<meta http-equiv="Content-Security-Policy" content="{policy}">{box(site)}'))
    expect(page.locator("lich-tuyen-truyen li").first).to_be_visible()
    assert page.evaluate("broken") == []
    assert page.locator("lich-tuyen-truyen li").first.evaluate("row => getComputedStyle(row).listStyleType") == "none"


@pytest.mark.parametrize(
    ("scheme", "ground", "ink"),
    [
        ("light", "", "rgb(28, 26, 23)"),
        ("dark", "", "rgb(236, 232, 225)"),
        ("light", "toi", "rgb(236, 232, 225)"),
        ("dark", "sang", "rgb(28, 26, 23)"),
    ],
)
def test_the_frame_is_dark_where_the_reader_or_the_portal_wants_it(
    page: Page,
    site: str,
    scheme: Scheme,
    ground: str,
    ink: str,
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/nhung/tat-ca?nen={ground}")
    assert page.locator("body").evaluate("body => getComputedStyle(body).color") == ink


def test_the_frame_copied_from_the_service_shows_the_list_and_its_links_leave_it(
    page: Page, site: str, other: Portal
) -> None:
    page.goto(other.put("khung.html", code(page, site, "Mã của khung")))
    inside = page.frame_locator("iframe")
    rows = inside.locator("li")
    expect(rows.filter(has_text=NEXT_WEEK.title)).to_be_visible()
    expect(rows.filter(has_text=GONE.title)).to_contain_text("Đã hủy")
    assert rows.first.evaluate("row => getComputedStyle(row).listStyleType") == "none"
    with page.context.expect_page() as opened:
        inside.get_by_role("link", name=TEACHERS.title).click()
    expect(opened.value.get_by_role("heading", name=TEACHERS.title).first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/nhung", "/feeds/", "/dang-nhap", "/khong-co"])
def test_no_other_page_lets_itself_be_framed(page: Page, site: str, other: Portal, path: str) -> None:
    page.goto(other.put("bay.html", f'<iframe src="{site}{path}"></iframe>'))
    page.wait_for_load_state("networkidle")
    assert page.frames[1].url.startswith("chrome-error:")


@pytest.mark.parametrize("path", ["/", f"/chu-de/{TEACHERS.theme_uid}", f"/ngay/{TODAY}", "/nhung"])
def test_no_page_breaks_its_own_policy(page: Page, site: str, path: str) -> None:
    page.add_init_script(WATCH)
    page.goto(f"{site}{path}", wait_until="networkidle")
    assert page.evaluate("broken") == []
    assert page.locator("script").count() == 1


@pytest.mark.skipif(not AXE.exists(), reason="the packages of tests/node are not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/nhung", "/nhung/tat-ca?so=20", "/nhung/khong-co", "portal"])
def test_axe_finds_nothing_to_mend(page: Page, site: str, other: Portal, path: str, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    frame = code(page, site, "Mã của khung")
    address = (
        other.put("ca-hai.html", f"<main><h1>Cổng</h1>{box(site)}{frame}</main>") if path == "portal" else site + path
    )
    page.goto(address, wait_until="networkidle")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/nhung", "/nhung/tat-ca?so=20"])
def test_pages_are_never_wider_than_the_screen(page: Page, site: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}{path}", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_choice_is_made_without_javascript(quiet: Page, site: str) -> None:
    quiet.goto(f"{site}/nhung")
    quiet.get_by_label("Danh sách").select_option("kenh-bao-chi")
    quiet.get_by_label("Số mục").select_option("3")
    quiet.get_by_label("Màu").select_option("toi")
    quiet.get_by_role("button", name="Tạo mã").click()
    expect(quiet.get_by_label("Mã của khung")).to_contain_text(f"{site}/nhung/kenh-bao-chi?so=3&amp;nen=toi")
    expect(quiet.get_by_label("Mã của hộp")).to_contain_text(f"{site}/feeds/kenh-bao-chi.json")


def test_the_choice_is_seen_at_once(page: Page, site: str) -> None:
    page.goto(f"{site}/nhung?lich=kenh-bao-chi&so=3")
    expect(page.locator("lich-tuyen-truyen li")).to_have_count(3)
    page.locator("iframe").scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").locator("li")).to_have_count(3)

"""The page before a release in a real browser: what to look at, a comment, an hour, one item at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from calendar_app import jobs, registry
from calendar_app.clock import PEOPLE, now
from calendar_app.models import Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.browser.conftest import Server
from tests.browser.test_upload_to_feed import fetch, log_in, send
from tests.conftest import EDITOR, SAMPLES
from tests.feeds.consumers import icalendar_events

pytestmark = pytest.mark.browser


@pytest.fixture
def store(server: Server) -> Store:
    store = Store(server.data)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), Actor(EDITOR, now()))
    return store


def titles(server: Server) -> list[str]:
    return [str(event["title"]) for event in icalendar_events(fetch(f"{server.url}/feeds/tat-ca.ics"))]


def test_one_item_goes_out_at_once_and_the_rest_at_its_hour_after_it_was_seen_and_spoken_of(
    page: Page, server: Server, store: Store
) -> None:
    log_in(page, server)
    send(page, server, SAMPLES / "tuan-48-2026.txt")
    page.get_by_role("button", name="Nhận").first.click()
    with store.writing() as session:
        changed = session.exec(select(Item).where(Item.title.contains("HIV"))).one()  # type: ignore[attr-defined]
        changed.slogans = ["Một khẩu hiệu lạ"]
        session.add(changed)

    item = page.locator(".item", has_text="Phòng, chống dịch bệnh mùa đông").first
    item.get_by_text("Ghi ý kiến").click()
    item.get_by_label("Ý kiến về mục này").fill("Sở Y tế nhắn: <b>gấp</b>")
    item.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".comments")).to_contain_text("Sở Y tế nhắn: <b>gấp</b>")

    page.goto(f"{server.url}/bien-tap/phat-hanh")
    expect(page.get_by_role("heading", name="Điểm cần xem")).to_be_visible()
    expect(page.locator("tr", has_text="HIV/AIDS").first.locator("[data-check=slogan-altered]")).to_be_visible()
    page.locator("summary", has_text="Đài, truyền thanh").click()
    page.get_by_role("link", name="Đài truyền thanh xã Đăk Hà").click()
    expect(page.get_by_role("heading", name="Đài truyền thanh xã Đăk Hà sẽ thấy")).to_be_visible()
    page.go_back()
    page.get_by_label("Ý kiến của bạn").fill("Chờ lãnh đạo xem.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".comments")).to_contain_text("Chờ lãnh đạo xem.")

    page.locator("tr", has_text="Phòng, chống dịch bệnh mùa đông").get_by_role("link").click()
    item.get_by_role("link", name="Phát hành khẩn mục này").click()
    page.get_by_label("Lý do phát hành khẩn").fill("dịch đang lan")
    page.get_by_role("button", name="Phát hành khẩn mục này").click()
    expect(page.get_by_role("heading", name="Đã phát hành")).to_be_visible()
    assert len(titles(server)) == 1

    at = now() + timedelta(hours=2)
    page.goto(f"{server.url}/bien-tap/phat-hanh")
    page.get_by_text("Phát hành lúc khác").click()
    page.get_by_label("Phát hành lúc").fill(f"{at.astimezone(PEOPLE):%d/%m/%Y %Hh%M}")
    page.get_by_role("button", name="Hẹn giờ").click()
    expect(page.locator(".scheduled li")).to_contain_text("đang chờ")
    expect(page.locator(".scheduled li")).to_contain_text(EDITOR)
    jobs.release(store, Settings(data=server.data, public_url=server.url), at)
    page.reload()
    expect(page.locator(".scheduled li")).to_contain_text("đã phát hành")
    expect(page.get_by_text("Không có gì mới")).to_be_visible()
    assert len(titles(server)) > 5


def test_what_waits_for_its_hour_is_called_off(page: Page, server: Server, store: Store) -> None:
    log_in(page, server)
    send(page, server, SAMPLES / "tuan-46-2024.txt")
    page.get_by_role("button", name="Nhận").first.click()
    page.goto(f"{server.url}/bien-tap/phat-hanh")
    page.get_by_text("Phát hành lúc khác").click()
    page.get_by_label("Phát hành lúc").fill("20/11/2020 08:00")
    page.get_by_role("button", name="Hẹn giờ").click()
    expect(page.get_by_role("alert")).to_contain_text("đã qua")
    expect(page.get_by_label("Phát hành lúc")).to_have_value("20/11/2020 08:00")
    page.get_by_label("Phát hành lúc").fill(f"{now().astimezone(PEOPLE) + timedelta(days=1):%d/%m/%Y} 08:00")
    page.get_by_role("button", name="Hẹn giờ").click()
    page.goto(f"{server.url}/bien-tap/")
    expect(page.locator(".notice", has_text="Hẹn phát hành")).to_contain_text(EDITOR)
    page.get_by_role("link", name="Xem", exact=True).click()
    page.get_by_role("button", name="Hủy bản hẹn").click()
    expect(page.locator(".scheduled")).to_contain_text("đã hủy")

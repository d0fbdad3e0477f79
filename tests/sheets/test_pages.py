"""The sheets over HTTP: pages, files, what is wrong with an address, and the item in a unit's news."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app import create_app, publish, review
from calendar_app.models import Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.sheets.test_golden import bare, said
from tests.sheets.world import OFFICE, PORTAL, SITE, STATION, UNITS, WEEKS, release_all, sheet, world
from tests.web.pages import page

MONDAY = datetime(2024, 11, 10, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def released_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    settings = Settings(data=Path(tmp_path_factory.mktemp("sheets")), public_url=SITE, office=OFFICE)
    made = create_app(settings)
    store: Store = made.extensions["store"]
    store.migrate()
    release_all(store, settings)
    return made


@pytest.fixture
def client(released_app: Flask) -> FlaskClient:
    return released_app.test_client()


@pytest.mark.parametrize("slug", UNITS.values())
@pytest.mark.parametrize("week", WEEKS)
def test_the_page_says_what_the_files_say(client: FlaskClient, slug: str, week: str) -> None:
    shown = page(client, f"/diem-tin/don-vi-{slug}/{week}")
    for words in said(sheet(f"don-vi-{slug}", week)):
        assert bare(words) in bare(shown.text), words
    assert {f"/diem-tin/don-vi-{slug}/{week}.{form}" for form in ("pdf", "docx", "csv", "txt")} <= set(shown.links)


@pytest.mark.parametrize("extension", ["pdf", "docx", "csv", "txt"])
def test_a_file_that_a_reader_has_is_not_sent_again(client: FlaskClient, extension: str) -> None:
    path = f"/diem-tin/don-vi-{PORTAL}/2024-W46.{extension}"
    first = client.get(path)
    assert first.status_code == 200
    assert first.headers["Last-Modified"] == "Sun, 10 Nov 2024 02:00:00 GMT"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"other"'}).data == first.data


@pytest.mark.parametrize(
    "scope", ["tat-ca", "kenh-truyen-thanh", "noi-kon-tum", "loai-don-vi-cong", f"don-vi-{STATION}"]
)
def test_a_sheet_is_there_for_a_unit_a_channel_a_place_and_all(client: FlaskClient, scope: str) -> None:
    assert "Điểm tin tuần 46" in page(client, f"/diem-tin/{scope}/2024-W46").text
    assert client.get(f"/diem-tin/{scope}/").status_code == 302


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("tat-ca/2024-W53", "Năm 2024 chỉ có 52 tuần"),
        ("tat-ca/2024-W00", "Năm 2024 chỉ có 52 tuần"),
        ("tat-ca/2024-46", "Địa chỉ đúng có dạng /diem-tin/tat-ca/2024-W46"),
        ("tat-ca/2024-W53.pdf", "Năm 2024 chỉ có 52 tuần"),
        ("don-vi-dai-khong-co/2024-W46", "Không có đơn vị “dai-khong-co”"),
        ("kenh-khong-co/2024-W46", "Hiện có: kenh-bao-chi"),
        ("tuan/2024-W46", "Không có phạm vi “tuan”"),
    ],
)
def test_an_address_of_nothing_says_how_to_mend_it(client: FlaskClient, path: str, told: str) -> None:
    assert told in page(client, f"/diem-tin/{path}", 404).text


def test_a_theme_can_be_read_aloud_and_says_how_long_it_takes(client: FlaskClient) -> None:
    uid = next(entry.theme_uid for entry in world().entries if entry.title == "Phòng ngừa ngộ độc thực phẩm")
    link = f"/chu-de/{uid}/doc"
    theme = page(client, f"/chu-de/{uid}")
    assert link in theme.links
    assert "[Đọc phát thanh khoảng 30 giây]" in theme.text
    assert "khoảng 30 giây" in page(client, link).text
    page(client, "/chu-de/khong-co/doc", 404)


def test_a_unit_has_a_page_with_its_feeds_and_sheets(client: FlaskClient) -> None:
    shown = page(client, f"/don-vi/{STATION}")
    assert "Đài truyền thanh thị trấn Đăk Hà" in shown.text
    assert f"/feeds/don-vi-{STATION}.ics" in shown.links
    assert any(link.startswith(f"/diem-tin/don-vi-{STATION}/") and link.endswith(".pdf") for link in shown.links)
    assert "Không có đơn vị “khong-co”" in page(client, "/don-vi/khong-co", 404).text


def items(settings: Settings, unit: str = STATION) -> list[dict[str, str]]:
    data = (settings.data / f"public/current/feeds/don-vi-{unit}.json").read_bytes()
    return [item for item in json.loads(data)["items"] if item["title"].startswith("Điểm tin tuần")]


def test_the_news_of_a_unit_carry_one_sheet_a_week_from_its_monday_on(store: Store, settings: Settings) -> None:
    release_all(store, settings)
    assert [item["title"] for item in items(settings)] == []
    publish.render(store, settings, MONDAY)
    (first,) = items(settings)
    assert first["title"] == "Điểm tin tuần 46 (11/11–17/11/2024)"
    assert first["url"].endswith(f"/diem-tin/don-vi-{STATION}/2024-W46")
    assert first["date_published"] == MONDAY.isoformat()
    assert "Phòng ngừa ngộ độc thực phẩm" in first["content_html"]
    publish.render(store, settings, datetime(2024, 11, 14, 5, 0, tzinfo=UTC))
    assert items(settings) == [first]
    publish.render(store, settings, datetime(2024, 11, 17, 17, 0, tzinfo=UTC))
    assert [item["title"][:16] for item in items(settings)] == ["Điểm tin tuần 47", "Điểm tin tuần 46"]
    assert items(settings)[1] == first
    assert items(settings, "so-khcn-quang-ngai") == []
    for form in ("rss", "atom"):
        assert "Điểm tin tuần 47" in (settings.data / f"public/current/feeds/don-vi-{STATION}.{form}").read_text()
    assert "Điểm tin tuần" not in (settings.data / f"public/current/feeds/don-vi-{STATION}.ics").read_text()
    assert "Điểm tin tuần" not in (settings.data / "public/current/feeds/tat-ca.json").read_text()


def test_an_item_of_a_sheet_is_updated_when_its_contents_change_and_keeps_its_name(
    store: Store, settings: Settings
) -> None:
    release_all(store, settings)
    publish.render(store, settings, MONDAY)
    (before,) = items(settings)
    later = datetime(2024, 11, 12, 4, 0, tzinfo=UTC)
    with store.writing() as session:
        item = next(one for one in session.exec(select(Item)).all() if one.title == "Phòng ngừa ngộ độc thực phẩm")
        review.refuse(session, item.id or 0, item.version, Actor("bientap", later))
    publish.release(store, settings, "bientap", "Hoãn theo yêu cầu", later)
    (after,) = items(settings)
    assert (after["id"], after["date_published"]) == (before["id"], before["date_published"])
    assert after["date_modified"] == later.isoformat()
    assert "Hoãn theo yêu cầu" in after["content_html"]

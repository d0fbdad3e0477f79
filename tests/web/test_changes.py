"""Everyone can see what a release changed, and what had been told on any past day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from calendar_app import intake, publish, review
from calendar_app.models import Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import SAMPLES

FIRST = datetime(2024, 11, 8, 2, 0, tzinfo=UTC)
ME = Actor("chị Hoa", FIRST)


@pytest.fixture(autouse=True)
def _two_releases(store: Store, settings: Settings) -> None:
    sample = SAMPLES / "tuan-46-2024.txt"
    received = intake.receive(store, sample.read_bytes(), sample.name, FIRST)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)
    publish.release(store, settings, "chị Hoa", "tuần 46", FIRST)
    with store.writing() as session:
        found = next(i for i in session.exec(select(Item)).all() if "cháy rừng" in i.title)
        review.refuse(session, found.id or 0, found.version, ME)
    publish.release(store, settings, "chị Hoa", "mưa nhiều, hoãn", FIRST + timedelta(days=4))


def test_the_page_says_what_was_cancelled_and_why_and_names_no_person(client: FlaskClient) -> None:
    page = client.get("/thay-doi").get_data(as_text=True)
    assert page.index("2024-W46.1") < page.index("2024-W45.1")
    assert "HỦY" in page
    assert "Lý do: mưa nhiều, hoãn" in page
    assert "1874/STTTT-TTBCXB" in page
    assert "chị Hoa" not in page


@pytest.mark.parametrize(
    ("day", "said", "theme"),
    [
        ("2024-11-07", "chưa có bản phát hành nào", False),
        ("2024-11-11", "2024-W45.1", True),
        ("2024-11-12", "2024-W46.1", False),
        ("2024-11-17", "2024-W46.1", False),
    ],
)
def test_what_was_told_on_a_past_day_can_be_looked_up(client: FlaskClient, day: str, said: str, theme: bool) -> None:
    page = client.get(f"/thay-doi?ngay={day}").get_data(as_text=True)
    assert said in page
    assert ("cháy rừng" in page) is theme


@pytest.mark.parametrize("day", ["hom-qua", "2024-02-31", "' OR 1"])
def test_a_day_that_is_none_is_a_page_in_vietnamese(client: FlaskClient, day: str) -> None:
    assert client.get("/thay-doi", query_string={"ngay": day}).status_code == 404


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_changes_are_a_feed(client: FlaskClient, extension: str) -> None:
    feed = feedparser.parse(client.get(f"/feeds/thay-doi.{extension}").data)
    assert feed.bozo is False
    assert feed.entries[0].title.startswith("HỦY: Phòng cháy, chữa cháy rừng")
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_the_history_is_read_without_the_database(client: FlaskClient, store: Store) -> None:
    store.database.unlink()
    assert client.get("/thay-doi").status_code == 200
    assert client.get("/thay-doi?ngay=2024-11-12").status_code == 200


def test_an_empty_installation_says_that_nothing_is_released_yet(tmp_path_factory: pytest.TempPathFactory) -> None:
    from calendar_app import create_app

    client = create_app(Settings(data=tmp_path_factory.mktemp("leer"))).test_client()
    assert "Chưa có bản phát hành nào" in client.get("/thay-doi").get_data(as_text=True)

"""What pages tell machines: read as search engines do, for made-up entries and for the five real directives."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask.testing import FlaskClient
from lxml import html

from calendar_app import create_app, intake, publish, review
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from feeds.view import Notice
from tests.journey import expected
from tests.web import examples
from tests.web.examples import ARMY, FESTIVAL, FOOD, FRONT, NEWS, REPORT, TEACHERS, WEEK_46
from tests.web.pages import client_of

TODAY = datetime(2024, 11, 11, 1, 0, tzinfo=UTC)
DATA = '//script[@type="application/ld+json"]'


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_of(tmp_path, examples.snapshot())


@pytest.fixture(autouse=True)
def _monday() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def tree_of(client: FlaskClient, path: str) -> Any:  # noqa: ANN401 - lxml has no types
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.text)


def blocks(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    return [json.loads(found.text) for found in tree_of(client, path).xpath(DATA)]


def things(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    """Every entry a page tells, in its order."""
    found: list[dict[str, Any]] = []
    for block in blocks(client, path):
        assert block["@context"] == "https://schema.org"
        items = [one["item"] for one in block.get("itemListElement", [])]
        found += items or block.get("@graph") or [block]
    return found


def events(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    return [one for one in things(client, path) if one["@type"] == "Event"]


def names(client: FlaskClient, path: str) -> list[str]:
    return [one["name"] for one in events(client, path)]


def test_a_theme_with_one_date_is_an_event_of_the_body_that_issued_it(client: FlaskClient) -> None:
    [found] = events(client, f"/chu-de/{REPORT.theme_uid}")
    assert (found["name"], found["startDate"]) == (REPORT.title, "2024-11-15")
    assert found["organizer"]["name"] == examples.KON_TUM.issuer
    assert found["location"]["name"] == "Kon Tum"
    assert found["url"] == REPORT.url


def test_a_theme_with_several_dates_is_as_many_events(client: FlaskClient) -> None:
    shown = names(client, f"/chu-de/{TEACHERS.theme_uid}")
    assert {TEACHERS.title, FRONT.title, ARMY.title} <= set(shown)


def test_what_has_no_day_is_no_event(client: FlaskClient) -> None:
    assert events(client, f"/chu-de/{NEWS.theme_uid}") == []
    assert [one["name"] for one in things(client, f"/chu-de/{NEWS.theme_uid}")] == [NEWS.title]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/", "/tuan/2024-W46"),
        ("/tuan/2024-W46", "/tuan/2024-W46"),
        ("/tuan/2024-W46?kenh=bao-chi", "/tuan/2024-W46?kenh=bao-chi"),
        ("/ngay/2024-11-15", "/ngay/2024-11-15"),
        (f"/van-ban/{WEEK_46}", f"/van-ban/{WEEK_46}"),
    ],
)
def test_a_page_that_lists_is_a_list_under_its_own_address(client: FlaskClient, path: str, url: str) -> None:
    [block] = blocks(client, path)
    assert block["@type"] == "ItemList"
    assert block["url"] == f"https://lich.example/tinh{url}"
    assert block["numberOfItems"] == len(block["itemListElement"]) > 0


def test_a_week_a_day_and_a_channel_tell_what_they_show(client: FlaskClient) -> None:
    assert REPORT.title in names(client, "/ngay/2024-11-15")
    assert TEACHERS.title not in names(client, "/ngay/2024-11-15")
    assert REPORT.title in names(client, "/")
    assert REPORT.title not in names(client, "/?kenh=truyen-thanh")


def test_cancelled_and_moved_events_say_so(tmp_path: Path) -> None:
    moved = replace(TEACHERS, notices=(Notice("moved", TODAY, "19/11/2024", "20/11/2024"),))
    shown = replace(examples.snapshot(FESTIVAL, moved, FOOD), rendered_at=TODAY)
    client = client_of(tmp_path, shown)
    said = {one["name"]: one["eventStatus"].rpartition("/")[2] for one in events(client, f"/van-ban/{WEEK_46}")}
    assert said == {FESTIVAL.title: "EventCancelled", moved.title: "EventRescheduled", FOOD.title: "EventScheduled"}


def test_an_empty_week_tells_nothing(client: FlaskClient) -> None:
    assert blocks(client, "/tuan/2020-W01") == []


@pytest.mark.parametrize(
    "attack", ["</script><img src=x onerror=alert(1)>", "<!--<script>", "\u2028", "]]>", "\\u003c"]
)
def test_no_title_breaks_out_of_its_block(tmp_path: Path, attack: str) -> None:
    client = client_of(tmp_path, examples.snapshot(replace(REPORT, title=f"a{attack}b")))
    for path in (f"/chu-de/{REPORT.theme_uid}", "/tuan/2024-W46", "/ngay/2024-11-15", f"/van-ban/{WEEK_46}"):
        page = tree_of(client, path)
        assert len(page.xpath("//script")) == 1
        assert not page.xpath("//img")
        assert len(events(client, path)) == 1


@pytest.mark.parametrize(
    "path", ["/", "/tuan/2024-W46?kenh=bao-chi", f"/chu-de/{FOOD.theme_uid}", f"/van-ban/{WEEK_46}"]
)
def test_pages_say_how_they_are_embedded(client: FlaskClient, path: str) -> None:
    found = tree_of(client, path).xpath('//link[@rel="alternate" and contains(@type, "+oembed")]')
    assert [one.get("type") for one in found] == ["application/json+oembed", "text/xml+oembed"]
    for one, form in zip(found, ("json", "xml"), strict=True):
        address = urlsplit(one.get("href"))
        assert f"{address.scheme}://{address.netloc}{address.path}" == "https://lich.example/tinh/oembed"
        assert parse_qs(address.query) == {"url": [f"https://lich.example/tinh{path}"], "format": [form]}


def test_nothing_asked_for_is_carried_into_an_address(client: FlaskClient) -> None:
    said = client.get("/?x=%22%3E%3Cscript%3E", base_url="http://evil.example").text
    assert "evil.example" not in said
    assert "script>" not in said.partition('<link rel="alternate"')[2].partition("\n")[0]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The five real directives, accepted whole and released."""
    settings = Settings(data=tmp_path_factory.mktemp("var"))
    app = create_app(settings)
    store: Store = app.extensions["store"]
    store.migrate()
    for file in expected.REAL:
        received = intake.receive(store, file.read_bytes(), file.name, TODAY)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, Actor("a", TODAY))
    publish.release(store, settings, "a", "", TODAY)
    return app.test_client()


def links(client: FlaskClient, path: str, under: str) -> set[str]:
    found = (str(link) for link in tree_of(client, path).xpath("//a/@href"))
    return {link.partition("#")[0] for link in found if link.startswith(under) and link != under}


@pytest.mark.skipif(not expected.REAL, reason="the real directives are not beside this checkout")
def test_the_five_real_directives_are_told_whole_and_no_cited_day_with_them(real: FlaskClient) -> None:
    directives = links(real, "/van-ban/", "/van-ban/")
    assert len(directives) == 5
    told: dict[str, tuple[str, str]] = {}
    for path in directives:
        listed = {one["@id"] for one in things(real, path)}
        themes = [one for theme in links(real, path, "/chu-de/") for one in things(real, theme)]
        assert {one["@id"] for one in themes} == listed != set()
        assert all((one.get("organizer") or one["publisher"])["name"] and one["description"] for one in themes)
        dated = (one for one in themes if one["@type"] == "Event")
        told |= {one["name"]: (one["startDate"], one.get("endDate", one["startDate"])) for one in dated}
    days = set(told.values())
    for name, expected_days in expected.DAYS.items():
        assert any(name in title and told[title] == expected_days for title in told), name
    assert set(expected.RUNS.values()) <= days
    assert not {day for both in days for day in both} & expected.cited_days()


@pytest.mark.skipif(not expected.REAL, reason="the real directives are not beside this checkout")
@pytest.mark.parametrize("path", ["/tuan/2024-W47", "/ngay/2024-11-20"])
def test_their_weeks_and_days_are_told_too(real: FlaskClient, path: str) -> None:
    assert any("Nhà giáo Việt Nam" in name for name in names(real, path))
    days = {date.fromisoformat(one["startDate"]) for one in events(real, path)}
    assert date(2024, 11, 20) in days

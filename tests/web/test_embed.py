"""Lists for boxes of portals, the page that gives out their code, and oEmbed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from flask.testing import FlaskClient
from lxml import etree, html

from calendar_app.web.boxes import box_of, next_day, ordered
from tests.web import examples
from tests.web.examples import (
    ARMY,
    BANNERS,
    COLUMN,
    CONGRESS,
    CONTEST,
    FESTIVAL,
    FOOD,
    NEWS,
    OLD_DEADLINE,
    REPORT,
    TEACHERS,
    WEEK_46,
)
from tests.web.pages import client_of, page

NOW = datetime(2024, 11, 12, 1, 0, tzinfo=UTC)
TODAY = date(2024, 11, 12)
SITE = "https://lich.example/tinh"


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return client_of(tmp_path, examples.snapshot())


@pytest.fixture(autouse=True)
def _tuesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def titles(slug: str) -> list[str]:
    return [entry.title for entry in box_of(slug, examples.snapshot(), TODAY).entries]


def oembed(client: FlaskClient, path: str, **asked: object) -> dict[str, Any]:
    answer = client.get(f"/oembed?{urlencode({'url': SITE + path, **asked})}")
    assert answer.status_code == 200, path
    found: dict[str, Any] = answer.get_json()
    return found


def test_what_comes_next_is_first_and_what_has_no_end_comes_last() -> None:
    shown = ordered([FOOD, NEWS, TEACHERS, OLD_DEADLINE, BANNERS, REPORT, COLUMN], TODAY)
    assert list(shown) == [COLUMN, BANNERS, REPORT, TEACHERS, FOOD, NEWS, OLD_DEADLINE]


@pytest.mark.parametrize(
    ("entry", "upcoming"),
    [
        (TEACHERS, date(2024, 11, 20)),
        (CONGRESS, date(2024, 12, 31)),
        (FOOD, date.max),
        (COLUMN, TODAY),
        (replace(COLUMN, start=date(2024, 11, 1), end=date(2024, 11, 8)), None),
        (NEWS, None),
        (OLD_DEADLINE, None),
    ],
)
def test_the_next_day_of_an_entry_is_when_it_begins_returns_or_ends(entry: Any, upcoming: date | None) -> None:  # noqa: ANN401
    assert next_day(entry, TODAY) == upcoming


def test_a_feed_shows_what_is_on_or_to_come_and_its_cancellations() -> None:
    shown = titles("tat-ca")
    assert {TEACHERS.title, ARMY.title, FOOD.title, FESTIVAL.title} <= set(shown)
    assert not {OLD_DEADLINE.title, NEWS.title} & set(shown)


def test_a_withdrawn_entry_is_shown_nowhere() -> None:
    gone = replace(TEACHERS, status="cancelled", withdrawn=True)
    assert box_of("tat-ca", examples.snapshot(gone), TODAY).entries == ()


def test_scopes_combine_as_in_feeds_and_with_a_week() -> None:
    assert titles("kenh-bao-chi_loai-ky-niem") == [TEACHERS.title]
    assert BANNERS.title in titles("tuan-2024-w46")
    assert ARMY.title not in titles("tuan-2024-W46")
    assert titles("tuan-2024-w47_kenh-bao-chi") == [TEACHERS.title, CONGRESS.title]


def test_a_past_week_is_told_in_the_order_of_its_days() -> None:
    later = box_of("tuan-2024-w46_kenh-co-dong-truc-quan", examples.snapshot(), date(2025, 3, 1))
    assert [entry.title for entry in later.entries] == [BANNERS.title]
    days = [e.start for e in box_of("tuan-2024-w46", examples.snapshot(REPORT, BANNERS), date(2025, 3, 1)).entries]
    assert days == [BANNERS.start, REPORT.start]


def test_a_theme_and_a_directive_also_show_what_is_over_and_what_has_no_day() -> None:
    assert titles(f"van-ban-{CONTEST}") == [OLD_DEADLINE.title]
    assert NEWS.title in titles(f"van-ban-{WEEK_46}")
    assert TEACHERS.title in titles(f"noi-dung-{TEACHERS.theme_uid}")


@pytest.mark.parametrize("slug", ["tat-ca", "kenh-bao-chi", "tuan-2024-w46", f"van-ban-{WEEK_46}"])
def test_a_list_is_small_cacheable_and_the_same_for_everyone(client: FlaskClient, slug: str) -> None:
    answer = client.get(f"/nhung/{slug}?so=20", headers={"Cookie": "lich=abc"})
    assert answer.status_code == 200
    assert len(answer.data) < 10_000
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=300, stale-if-error=86400"
    again = client.get(f"/nhung/{slug}?so=20", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_list_runs_nothing_and_its_links_open_outside_the_frame(client: FlaskClient) -> None:
    found = page(client, "/nhung/tat-ca")
    assert not found.all("script")
    assert found.links
    assert all((a["target"], a["rel"]) == ("_blank", "noopener") for a in found.all("a"))


def test_a_list_says_days_cancellations_and_when_it_was_updated(client: FlaskClient) -> None:
    said = page(client, "/nhung/tat-ca?so=20").text
    assert "Ngày Nhà giáo Việt Nam thứ Tư, 20/11/2024" in said
    assert f"Đã hủy {FESTIVAL.title}" in said
    assert "Cập nhật 08h53, 08/11/2024" in said


def test_a_list_is_as_long_and_as_dark_as_asked(client: FlaskClient) -> None:
    found = page(client, "/nhung/tat-ca?so=3&nen=toi")
    assert len(found.all("li")) == 3
    assert found.all("html") == [{"lang": "vi", "data-nen": "toi"}]
    assert "Xem đủ" in found.text


def test_an_empty_list_says_what_will_be_there(client: FlaskClient, tmp_path: Path) -> None:
    assert "Chưa có nội dung nào sắp tới" in page(client, "/nhung/kenh-tin-nhan").text
    assert "Chưa có nội dung nào sắp tới" in page(client_of(tmp_path / "new", None), "/nhung/tat-ca").text


@pytest.mark.parametrize("query", ["so=0", "so=21", "so=-1", "so=", "so=9999999999", "so=%C2%B2", "so=a", "nen=red"])
def test_a_look_that_cannot_be_is_explained(client: FlaskClient, query: str) -> None:
    for path in ("/nhung/tat-ca", "/nhung"):
        assert "Hãy sửa trong mã nhúng" in page(client, f"{path}?{query}", status=400).text


@pytest.mark.parametrize(
    "slug", ["khong-co", "tuan-2024-w60", "tuan-9999-w01", "noi-dung-x", "tuan-2024-w46_tuan-2024-w47"]
)
def test_a_list_that_is_not_there_says_so_in_the_frame(client: FlaskClient, slug: str) -> None:
    assert "Xem lịch tuần này" in page(client, f"/nhung/{slug}", status=404).text


def test_the_page_of_codes_offers_every_feed_and_full_addresses(client: FlaskClient) -> None:
    found = html.document_fromstring(client.get("/nhung?lich=kenh-bao-chi&so=10").text)
    assert {"tat-ca", "tuan", "kenh-bao-chi", "loai-ky-niem", f"van-ban-{WEEK_46}"} <= set(
        found.xpath("//option/@value")
    )
    component, frame = (html.fragment_fromstring(t.text, create_parent=True) for t in found.xpath("//textarea"))
    [element] = component.xpath("lich-tuyen-truyen")
    assert (element.get("src"), element.get("so")) == (f"{SITE}/feeds/kenh-bao-chi.json", "10")
    assert component.xpath("script/@src") == [f"{SITE}/static/lich-widget.js"]
    assert (
        frame.xpath("iframe/@src") == component.xpath(".//noscript/iframe/@src") == [f"{SITE}/nhung/kenh-bao-chi?so=10"]
    )


def test_a_week_or_a_theme_has_a_frame_and_no_box(client: FlaskClient) -> None:
    found = page(client, "/nhung?lich=tuan-2024-w46")
    assert len(found.all("textarea")) == 1
    assert not found.scripts


def test_the_component_is_small() -> None:
    assert (Path(examples.__file__).parents[2] / "calendar_app/static/lich-widget.js").stat().st_size < 6_000


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("", "tat-ca"),
        ("/", "tat-ca"),
        ("/?kenh=bao-chi", "kenh-bao-chi"),
        ("/?kenh=bao-chi&loai=han-nop&linh-vuc=y-te", "chu-de-y-te_kenh-bao-chi_loai-han-nop"),
        ("/tuan/2024-W46", "tuan-2024-w46"),
        ("/tuan/2024-W46?kenh=bao-chi&x=1#y", "tuan-2024-w46_kenh-bao-chi"),
        (f"/chu-de/{TEACHERS.theme_uid}#abc", f"noi-dung-{TEACHERS.theme_uid}"),
        (f"/van-ban/{WEEK_46}", f"van-ban-{WEEK_46}"),
        ("/nhung/kenh-bao-chi?so=3", "kenh-bao-chi"),
    ],
)
def test_a_page_is_described_by_the_frame_of_what_it_shows(client: FlaskClient, path: str, slug: str) -> None:
    found = oembed(client, path)
    assert (found["version"], found["type"], found["cache_age"]) == ("1.0", "rich", 300)
    assert (found["provider_name"], found["provider_url"]) == (examples.OFFICE, f"{SITE}/")
    assert found["title"].endswith(examples.OFFICE)
    frame = html.fragment_fromstring(found["html"])
    assert (frame.tag, frame.get("src")) == ("iframe", f"{SITE}/nhung/{slug}?so=5")
    assert "allow-scripts" not in frame.get("sandbox")
    assert (int(frame.get("width")), int(frame.get("height"))) == (found["width"], found["height"])
    assert client.get(f"/nhung/{slug}").status_code == 200


def test_what_a_page_announces_is_answered(client: FlaskClient) -> None:
    for path in ("/", f"/chu-de/{TEACHERS.theme_uid}", f"/van-ban/{WEEK_46}"):
        links = html.document_fromstring(client.get(path).text).xpath('//link[contains(@type, "+oembed")]/@href')
        answers = [client.get(link.removeprefix(SITE)) for link in links]
        assert [a.status_code for a in answers] == [200, 200]
        assert [a.mimetype for a in answers] == ["application/json", "text/xml"]


def test_xml_says_the_same_as_json(client: FlaskClient) -> None:
    answer = client.get(f"/oembed?{urlencode({'url': SITE + '/', 'format': 'xml'})}")
    root = etree.fromstring(answer.data)
    assert root.tag == "oembed"
    assert {one.tag: one.text for one in root} == {k: str(v) for k, v in oembed(client, "/").items()}


@pytest.mark.parametrize(("width", "height"), [(300, 200), (1, 1), (99999, 99999)])
def test_a_frame_is_never_larger_than_asked(client: FlaskClient, width: int, height: int) -> None:
    found = oembed(client, "/", maxwidth=width, maxheight=height)
    assert found["width"] <= min(width, 480)
    assert found["height"] <= height


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={SITE}/&maxwidth=0", 400),
        (f"url={SITE}/&maxheight=rong", 400),
        (f"url={SITE}/&format=yaml", 501),
        (f"url={SITE}/khong-co", 404),
        (f"url={SITE}/bien-tap/", 404),
        (f"url={SITE}/thang/2024-11", 404),
        (f"url={SITE}/chu-de/khong-co", 404),
        (f"url={SITE}/?kenh=khong-co", 404),
        ("url=https://lich.example/", 404),
    ],
)
def test_what_cannot_be_described_is_refused_in_words(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"/oembed?{query}")
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert len(answer.text.split()) > 5


def test_scripts_of_other_sites_may_ask_and_an_unchanged_answer_is_304(client: FlaskClient) -> None:
    answer = client.get(f"/oembed?url={SITE}/")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"/oembed?url={SITE}/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_list_moves_on_at_midnight_in_vietnam(client: FlaskClient) -> None:
    assert REPORT.title in page(client, "/nhung/tat-ca?so=20").text
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        assert REPORT.title not in page(client, "/nhung/tat-ca?so=20").text

"""Every view of the calendar under the feeds' filter, over the released tree of the real directives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
import time_machine
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from icalendar import Calendar

from calendar_app import create_app, intake, publish, registry, review, tree
from calendar_app.clock import day_of
from calendar_app.occurrences import once_each, runs
from calendar_app.review import Actor
from calendar_app.scopes import ALL, JOIN, combined, known
from calendar_app.settings import Settings
from calendar_app.snapshot import load
from calendar_app.web.selection import PublicIndex, query_of
from content.almanac.weeks import Week
from tests.conftest import NOW, SAMPLES
from tests.journey.expected import REAL
from tests.web.pages import Page, page

CHANNELS = "kenh=truyen-thanh&kenh=bao-chi"
VIEWS = [
    "/tuan/2024-W46",
    "/tuan/2024-W46?theo=kenh",
    "/tuan/2024-W46?theo=don-vi",
    "/tuan/2024-W46?theo=linh-vuc",
    "/tuan/2024-W46?theo=van-ban",
    "/thang/2024-11",
    "/ngay/2024-11-20",
    "/nam/2024",
    "/nam/",
    "/danh-sach?tu=2024-11-11&den=2024-11-30",
    "/danh-sach",
    "/hieu-luc?ngay=2024-11-20",
    "/hieu-luc",
    "/do-phu?tu=2024-W46&den=2024-W50",
    "/do-phu",
]
MARK = re.compile(r'data-mark="(\d)" data-shape="(\d)"[^>]*>(?:<span class="unseen">)?([^<]*)')
ENTRY = re.compile(r"/chu-de/([0-9a-f]{32})#([0-9a-f]{8})")


@lru_cache(maxsize=1)
def released() -> tuple[FlaskClient, PublicIndex]:
    """The five directives and the sample registry, released by the application itself, once for all tests here."""
    settings = Settings(data=Path(mkdtemp()))
    app = create_app(settings)
    store = app.extensions["store"]
    store.migrate()
    me = Actor("bientap", NOW)
    with store.writing() as session:
        registry.take_in(session, (SAMPLES / "don-vi.csv").read_bytes(), me)
    for path in REAL or sorted(SAMPLES.glob("*.txt")):
        received = intake.receive(store, path.read_bytes(), path.name, NOW)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, me)
    publish.release(store, settings, "bientap", "văn bản thật", NOW)
    public = tree.current(settings.data / "public")
    assert public is not None
    return app.test_client(), PublicIndex(load((public / tree.SNAPSHOT).read_bytes()))


@pytest.fixture
def client() -> FlaskClient:
    return released()[0]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def listed(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """The entries that all pages of a list name, each by its theme and the beginning of its UID."""
    found: list[tuple[str, str]] = []
    while address:
        shown = page(client, address)
        found += [(m[1], m[2]) for link in shown.links if (m := ENTRY.search(link))]
        address = next((a["href"] or "" for a in shown.all("a") if a.get("rel") == "next" and "trang=" in str(a)), "")
    return found


def with_filter(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_opens_with_one_heading_and_no_script_and_is_light(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert len(answer.data) < 150_000
    found = Page(answer.text)
    assert len(found.all("h1")) == 1
    assert not found.scripts
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_gives_the_calendar_and_the_news_of_its_filter(client: FlaskClient, address: str) -> None:
    links = page(client, with_filter(address, f"{CHANNELS}&linh-vuc=y-te")).links
    for extension in ("ics", "rss"):
        feed = f"/feeds/chu-de-y-te_kenh-bao-chi_kenh-truyen-thanh.{extension}"
        assert feed in links
        assert client.get(feed).status_code == 200


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_under_a_filter_leads_to_the_other_views_under_it(client: FlaskClient, address: str) -> None:
    found = page(client, with_filter(address, CHANNELS))
    for view in ("/tuan/", "/thang/", "/nam/", "/danh-sach", "/hieu-luc", "/do-phu"):
        kept = [link for link in found.links if link.startswith(view) and "kenh=bao-chi&kenh=truyen-thanh" in link]
        assert kept, view
    for link in {link.partition("#")[0] for link in found.links if link.startswith(("/tuan", "/do-phu", "/danh-sach"))}:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", VIEWS)
def test_an_unknown_value_says_how_to_choose(client: FlaskClient, address: str) -> None:
    said = page(client, with_filter(address, "kenh=khong-co"), status=404).text
    assert "Không có phạm vi “kenh-khong-co”" in said
    assert "Hãy mở mục “Lọc” của trang và chọn lại" in said


def test_an_empty_field_of_the_form_chooses_nothing(client: FlaskClient) -> None:
    said = page(client, "/danh-sach?kenh=&chu-de=&tu=2024-11-11")
    assert "/feeds/tat-ca.ics" in said.links


def test_too_many_values_are_refused_as_by_the_feeds(client: FlaskClient) -> None:
    kinds = "&".join(
        f"loai={kind}" for kind in ("ky-niem", "su-kien", "dot", "bat-dau", "han-nop", "dinh-ky", "chu-de")
    )
    channels = "&".join(
        f"kenh={slug}" for slug in ("bao-chi", "truyen-thanh", "cong-tttdt", "luu-dong", "an-pham", "hoi-nghi")
    )
    assert "nhiều nhất 12" in page(client, f"/tuan/2024-W46?{kinds}&{channels}", status=400).text


@pytest.mark.parametrize(
    "address",
    [
        "/tuan/2024-W53",
        "/tuan/2024-W46?theo=mau",
        "/nam/24",
        "/nam/2024-11",
        "/danh-sach?tu=20/11/2024",
        "/danh-sach?tu=2024-11-20&den=2024-11-01",
        "/danh-sach?tu=2020-01-01&den=2024-01-01",
        "/danh-sach?trang=0",
        "/danh-sach?trang=9999",
        "/danh-sach?trang=²",
        "/hieu-luc?ngay=2024-02-30",
        "/do-phu?tu=2024-W53",
        "/do-phu?tu=2024-W50&den=2024-W46",
        "/do-phu?tu=2020-W01&den=2024-W01",
        "/do-phu?tu=2099-W53&den=2101-W01",
    ],
)
def test_bad_addresses_say_what_to_do(client: FlaskClient, address: str) -> None:
    assert re.search(r"Hãy|Địa chỉ đúng", page(client, address, status=404).text)


@pytest.mark.parametrize("address", ["/tuan/2024-W53", "/do-phu?tu=2024-W53", "/do-phu?den=2024-W53"])
def test_a_week_that_its_year_does_not_have_is_told_how_many_it_has(client: FlaskClient, address: str) -> None:
    assert "Năm 2024 có 52 tuần." in page(client, address, status=404).text
    assert "The year 2024 has 52 weeks." in page(client, f"/en{address}", status=404).text


@pytest.mark.parametrize("address", ["/tuan/2026-W53", "/do-phu?tu=2026-W53", "/nam/2000", "/nam/2100"])
def test_long_years_and_the_ends_of_the_calendar_open(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["name=x", "_external=1", "_anchor=x", "endpoint=x", "_scheme=ftp"])
def test_words_that_are_no_filter_do_not_come_into_links(client: FlaskClient, name: str) -> None:
    in_english = f"/en/tuan/2024-W46?{name}"  # this very page
    links = [link for link in page(client, f"/tuan/2024-W46?{name}").links if link != in_english]
    assert not [link for link in links if name in link or link.startswith("ftp")]


def test_a_channel_in_the_legend_is_a_link_that_puts_it_on_and_off(client: FlaskClient) -> None:
    assert "/thang/2024-11?kenh=bao-chi&kenh=truyen-thanh" in page(client, "/thang/2024-11?kenh=bao-chi").links
    assert "/thang/2024-11?kenh=bao-chi" in page(client, f"/thang/2024-11?{CHANNELS}").links


def test_units_are_found_by_words_and_never_listed(client: FlaskClient) -> None:
    plain = page(client, "/tuan/2024-W46")
    assert not [box for box in plain.all("input") if box.get("name") == "don-vi"]
    found = page(client, "/tuan/2024-W46?theo=kenh&tim=dak ha")
    values = [box["value"] for box in found.all("input") if box.get("name") == "don-vi"]
    assert "truyen-thanh-dak-ha" in values
    assert {"name": "theo", "type": "hidden", "value": "kenh"} in found.all("input")


def test_a_unit_that_is_chosen_is_the_row_of_its_week(client: FlaskClient) -> None:
    said = page(client, "/tuan/2024-W46?theo=don-vi&don-vi=truyen-thanh-thi-tran-dak-ha").text
    assert "Đài, truyền thanh" in page(client, "/tuan/2024-W46?theo=don-vi").text
    assert re.search(r"Đài truyền thanh thị trấn Đăk Hà \d+ nội dung", said)


def test_what_is_in_force_says_since_when_until_when_and_whence(client: FlaskClient) -> None:
    said = page(client, "/hieu-luc?ngay=2024-11-20").text
    day, entries = date(2024, 11, 20), released()[1].snapshot.entries
    lasting = next(one for one in entries if one.start and one.start < day and one.end and one.end > day)
    assert lasting.title in said
    assert f"từ {lasting.start:%-d/%-m/%Y}" in said
    assert lasting.source.place in said
    assert "chưa có ngày kết thúc" in said


def test_the_week_is_listed_as_the_week_page_shows_it(client: FlaskClient) -> None:
    in_list = set(listed(client, "/danh-sach?tu=2024-11-11&den=2024-11-17"))
    html = client.get("/tuan/2024-W46").text
    begin, end = html.index('id="bay-ngay"'), html.index('id="tung"')
    days = {(m[1], m[2]) for m in ENTRY.finditer(html, begin, end)}
    below = html.partition('id="chua-co-ngay"')[2]
    undated = {(m[1], m[2]) for m in ENTRY.finditer(below)}
    assert days
    assert in_list == days | undated


SLUGS = st.lists(st.sampled_from(sorted(known(released()[1].snapshot))), max_size=3, unique=True)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(SLUGS, st.sampled_from([date(2020, 6, 22), date(2023, 4, 3), date(2024, 11, 11), date(2024, 11, 18)]))
def test_any_filter_shows_on_its_page_what_its_calendar_has_in_the_week(slugs: list[str], monday: date) -> None:
    client, index = released()
    parts = [index.scopes[slug] for slug in slugs if index.scopes[slug].chosen and not index.scopes[slug].now]
    query = "&".join(f"{name}={value}" for name, values in query_of(parts).items() for value in values)
    week = Week.of(monday)
    with time_machine.travel(NOW, tick=False):
        shown = listed(client, f"/danh-sach?tu={week.monday}&den={week.sunday}&{query}")
        spelling = JOIN.join(sorted({part.slug for part in parts})) or ALL
        calendar = Calendar.from_ical(client.get(f"/feeds/{spelling}.ics").data)
    inside = {str(event["UID"]) for event in calendar.events}
    shows = combined(spelling, index.scopes).shows
    every = {entry.uid: entry for entry in index.snapshot.entries if shows(entry)}
    released_then = {e.uid for e in every.values() if e.start is None and week == Week.of(day_of(e.released_at))}
    there = {run.entry.uid for run in once_each(runs((every[uid] for uid in inside), week.monday, week.sunday))}
    assert sorted(shown) == sorted((every[uid].theme_uid, uid[:8]) for uid in there | released_then)


@pytest.mark.parametrize("way", ["linh-vuc", "don-vi", "van-ban"])
@pytest.mark.parametrize(
    "address",
    ["/tuan/2024-W46", "/thang/2024-11", "/nam/2024", "/danh-sach?tu=2024-11-11", "/hieu-luc?ngay=2024-11-20"],
)
def test_what_is_coloured_is_chosen_and_every_mark_has_its_word_in_the_legend(
    client: FlaskClient, address: str, way: str
) -> None:
    html = client.get(f"{address}{'&' if '?' in address else '?'}mau={way}").text
    legend = re.search(r'<p class="legend marks">(.*?)</p>', html, re.S)
    assert legend
    words = {(m[1], m[2]): m[3] for m in MARK.finditer(legend[1])}
    drawn = {(m[1], m[2]) for m in MARK.finditer(html.replace(legend[0], ""))}
    assert drawn
    assert drawn <= set(words)
    assert all(words.values())


def test_colours_stay_with_what_they_stand_for_on_every_page(client: FlaskClient) -> None:
    pages = [client.get(f"/tuan/2024-W{number}?mau=linh-vuc").text for number in (46, 47)]
    first, second = ({m[3]: (m[1], m[2]) for m in MARK.finditer(html) if m[3]} for html in pages)
    assert first
    assert all(second.get(word, look) == look for word, look in first.items())
    assert "mau=linh-vuc" in next(
        link for link in page(client, "/tuan/2024-W46?mau=linh-vuc").links if "/thang/20" in link
    )


def test_a_way_to_colour_that_is_none_says_which_there_are(client: FlaskClient) -> None:
    assert "Hãy chọn một trong các cách: kenh, linh-vuc, don-vi, van-ban" in page(client, "/?mau=hoa", 404).text

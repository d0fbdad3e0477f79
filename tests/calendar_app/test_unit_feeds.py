"""Feeds of units, of their kinds and their places, from the table to the calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import etree
from sqlmodel import select

from calendar_app import intake, publish, registry, review, tree
from calendar_app.feedset import files_of
from calendar_app.models import Published
from calendar_app.review import Actor
from calendar_app.scopes import Index, combined, known, scopes_of, spelt
from calendar_app.settings import Settings
from calendar_app.site import Site
from calendar_app.snapshot import PublicUnit, Snapshot, dump, load
from calendar_app.store import Store
from content.vocabulary.unit_kinds import unit_kinds
from feeds.formats import FORMATS, MORE
from tests.conftest import SAMPLES
from tests.feeds.samples import sample
from tests.growth import in_step

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ME = Actor("bientap", NOW)
HEIRS = "don-vi-xa-dak-ha_don-vi-xa-dak-mar_don-vi-xa-dak-ui"


@pytest.fixture(autouse=True)
def _released(store: Store, settings: Settings) -> None:
    for name in ("tuan-46-2024.txt", "tuan-48-2026.txt"):
        received = intake.receive(store, (SAMPLES / name).read_bytes(), name, NOW)
        with store.writing() as session:
            review.accept_all(session, received.directive_id, ME)
    take(store, (SAMPLES / "don-vi.csv").read_bytes())
    publish.release(store, settings, "bientap", "", NOW)


def take(store: Store, table: bytes) -> None:
    with store.writing() as session:
        assert registry.take_in(session, table, ME).faults == ()


def public(settings: Settings) -> Snapshot:
    return Site(settings.data / "public").current().snapshot


def titles(client: FlaskClient, scope: str) -> set[str]:
    answer = client.get(f"/feeds/{scope}.ics")
    assert answer.status_code == 200, scope
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(answer.data).events}


def test_a_unit_has_a_feed_of_what_reaches_it(client: FlaskClient, settings: Settings) -> None:
    entries = public(settings).entries
    for slug in ("truyen-thanh-dak-mar", "cong-quang-ngai", "xa-dak-ui", "bao-dai-quang-ngai"):
        found = json.loads(client.get(f"/feeds/don-vi-{slug}.muc.json").data)["entries"]
        assert [entry["uid"] for entry in found] == [entry.uid for entry in entries if slug in entry.units]
        assert found
    head = Calendar.from_ical(client.get("/feeds/don-vi-truyen-thanh-dak-mar.ics").data)
    assert "Đài truyền thanh xã Đăk Mar" in str(head["NAME"])


def test_a_unit_that_nothing_reaches_has_an_empty_feed_in_every_format(client: FlaskClient) -> None:
    for form in (*FORMATS, *MORE):
        assert client.get(f"/feeds/don-vi-so-khcn-quang-ngai.{form.extension}").status_code == 200
    assert titles(client, "don-vi-so-khcn-quang-ngai") == set()


def test_kinds_and_places_show_what_any_of_their_units_gets(client: FlaskClient) -> None:
    stations = titles(client, "loai-don-vi-dai")
    assert stations
    assert stations >= titles(client, "don-vi-truyen-thanh-dak-mar") | titles(client, "don-vi-truyen-thanh-dak-ha")
    place = titles(client, "noi-phuong-kon-tum")
    units = ("phuong-kon-tum", "truyen-thanh-phuong-kon-tum", "trang-phuong-kon-tum")
    assert place == set().union(*(titles(client, f"don-vi-{slug}") for slug in units))
    assert titles(client, "loai-don-vi-huyen") == set()
    both = titles(client, "loai-don-vi-dai_noi-phuong-kon-tum")
    assert both == stations & place
    assert client.get("/feeds/").text.count("loai-don-vi-dai.ics") >= 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("don-vi-cong-kon-tum.ics", "don-vi-cong-quang-ngai.ics"),
        ("don-vi-bao-kon-tum.rss", "don-vi-bao-dai-quang-ngai.rss"),
        ("don-vi-huyen-dak-ha.ics", f"{HEIRS}.ics"),
        ("noi-thi-tran-dak-ha.atom", "noi-xa-dak-ha.atom"),
        ("noi-kon-tum.json", "noi-quang-ngai.json"),
        ("don-vi-cong-kon-tum_tuan.ics", "don-vi-cong-quang-ngai_tuan.ics"),
        ("don-vi-cong-kon-tum.todo.ics", "don-vi-cong-quang-ngai.todo.ics"),
    ],
)
def test_a_unit_that_is_no_more_leads_for_good_to_those_that_do_its_work(
    client: FlaskClient, old: str, new: str
) -> None:
    answer = client.get(f"/feeds/{old}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/feeds/{new}")
    assert client.get(f"/feeds/{new}").status_code == 200


def test_until_its_last_day_a_unit_keeps_its_own_feed(store: Store, settings: Settings, client: FlaskClient) -> None:
    publish.render(store, settings, datetime(2025, 6, 30, 16, 59, tzinfo=UTC))
    assert client.get("/feeds/don-vi-huyen-dak-ha.ics").status_code == 200
    publish.render(store, settings, datetime(2025, 6, 30, 17, 0, tzinfo=UTC))
    assert client.get("/feeds/don-vi-huyen-dak-ha.ics").status_code == 308


def test_a_unit_with_more_heirs_than_an_address_can_name_shows_what_they_get(settings: Settings) -> None:
    heirs = tuple(f"xa-{n}" for n in range(20))
    units = (
        *(PublicUnit(slug, slug, "commune", slug) for slug in heirs),
        PublicUnit("huyen", "UBND huyện", "district", "huyen", False, heirs),
        PublicUnit("cu", "Đài cũ", "station", "huyen", False),
    )
    entries = (replace(sample(1), units=("xa-3",)), replace(sample(2), units=("xa-19",)), sample(3))
    shown = Snapshot(None, (), entries, NOW, NOW, units=units)
    files = files_of(shown, settings)
    assert {"feeds/don-vi-huyen.ics", "feeds/don-vi-cu.ics"} <= set(files)
    assert Index(entries).of(known(shown)["don-vi-huyen"]) == entries[:2]
    assert Index(entries).of(known(shown)["don-vi-cu"]) == ()
    assert spelt("don-vi-huyen", known(shown)) == "don-vi-huyen"


def test_feeds_of_units_are_written_in_what_programs_subscribe_to_and_are_not_in_the_list(settings: Settings) -> None:
    shown = public(settings)
    files = set(Site(settings.data / "public").current().manifest)
    for unit in shown.units:
        for form in FORMATS:
            assert (f"feeds/don-vi-{unit.slug}.{form.extension}" in files) == unit.valid
        assert not any(f"feeds/don-vi-{unit.slug}.{form.extension}" in files for form in MORE)
    current = tree.current(settings.data / "public")
    assert current is not None
    listed = [str(line.get("xmlUrl")) for line in etree.parse(current / "feeds.opml").iter("outline")]
    assert any("/loai-don-vi-dai." in url for url in listed)
    assert not any("/don-vi-" in url or "/noi-" in url for url in listed)


def test_a_new_unit_raises_no_sequence_and_its_feed_is_there_at_once(
    store: Store, settings: Settings, client: FlaskClient
) -> None:
    before = client.get("/feeds/tat-ca.ics").data
    with store.reading() as session:
        sequences = {row.uid: row.sequence for row in session.exec(select(Published)).all()}
    row = "truyen-thanh-dak-to,Đài truyền thanh xã Đăk Tô,Đài,xa-dak-to"
    take(store, f"Mã,Tên đơn vị,Loại,Địa bàn\n{row}\n".encode())
    assert publish.due(store, NOW)
    publish.render(store, settings, NOW)
    assert not publish.due(store, NOW)
    assert titles(client, "don-vi-truyen-thanh-dak-to")
    assert client.get("/feeds/tat-ca.ics").data == before
    with store.reading() as session:
        assert {row.uid: row.sequence for row in session.exec(select(Published)).all()} == sequences


def test_the_file_of_the_state_says_each_list_of_units_once(settings: Settings) -> None:
    shown = public(settings)
    assert load(dump(shown)) == shown
    many = tuple(replace(sample(n), units=tuple(f"don-vi-{k:04}" for k in range(500))) for n in range(200))
    written = dump(Snapshot(None, (), many, NOW, NOW))
    assert written.count(b"don-vi-0042") == 1
    assert load(written).entries == many


def test_an_installation_without_a_registry_has_no_feeds_of_units(settings: Settings) -> None:
    shown = replace(public(settings), units=(), entries=())
    assert not any("don-vi" in scope.slug or scope.slug.startswith("noi-") for scope in scopes_of(shown))


def test_what_is_chosen_by_index_is_what_is_chosen_by_looking_at_each(settings: Settings) -> None:
    shown = public(settings)
    index = Index(shown.entries)
    for scope in known(shown).values():
        assert index.of(scope) == tuple(entry for entry in shown.entries if scope.shows(entry)), scope.slug
    assert combined("don-vi-cong-kon-tum", known(shown)).shows(index.of(known(shown)["don-vi-cong-quang-ngai"])[0])


def test_thousands_of_units_are_looked_up_and_not_searched_for(settings: Settings) -> None:
    kinds = list(unit_kinds())

    def look_up(size: int) -> None:
        units = tuple(PublicUnit(f"u-{n:05}", f"Đơn vị {n}", kinds[n % 5], f"u-{n % 80:05}") for n in range(size))
        slugs = [unit.slug for unit in units]
        entries = tuple(
            replace(sample(n), units=(slugs[n],), start=date(2026, 1, 1), end=date(2026, 1, 1)) for n in range(size)
        )
        index = Index(entries)
        shown = Snapshot(None, (), entries, NOW, NOW, units=units)
        assert sum(len(index.of(scope)) for scope in scopes_of(shown) if not scope.few) >= size

    assert in_step(look_up, 1500)

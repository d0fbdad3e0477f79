"""Which feeds there are, what each shows, and how their addresses are spelt."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import etree

from calendar_app import feedset, tree
from calendar_app.feedset import years
from calendar_app.scopes import canonical, scopes, scopes_of
from calendar_app.settings import Settings
from calendar_app.snapshot import Snapshot, dump
from calendar_app.tree import Draft
from feeds.formats import FORMATS, MORE, media_type
from feeds.memo import Memo
from feeds.view import Entry, Notice
from tests.feeds.samples import sample
from tests.web import examples

HOST = "https://lich.example.vn"
SETTINGS = Settings(public_url=HOST, office="Sở")
MONDAY = datetime(2024, 11, 11, 1, 0, tzinfo=UTC)


def dated(number: int, first: date | None, last: date | None = None, appears_at: datetime = MONDAY) -> Entry:
    return sample(number, start=first, end=last, appears_at=appears_at)


ENTRIES = (
    dated(1, date(2024, 11, 17), date(2024, 11, 17)),
    dated(2, date(2024, 11, 18), date(2024, 11, 18)),
    dated(3, date(2024, 11, 1), date(2024, 11, 11)),
    dated(4, date(2024, 11, 1), date(2024, 11, 10)),
    dated(5, date(2024, 11, 4)),
    dated(6, date(2024, 11, 12)),
    dated(7, None),
    dated(8, date(2023, 12, 30), date(2025, 1, 2)),
)


def snapshot(*entries: Entry, at: datetime = MONDAY) -> Snapshot:
    return Snapshot(release=None, directives=(), entries=entries, rendered_at=at, next_change=at)


def files_of(shown: Snapshot, settings: Settings, memo: Memo | None = None) -> dict[str, bytes]:
    return {path: tree.made(source) for path, source in feedset.files_of(shown, settings, memo).items()}


def made_of(source: bytes | Draft) -> str:
    assert isinstance(source, Draft)
    return source.made_of


def uids(files: dict[str, bytes], path: str) -> set[int]:
    return {int(str(event["UID"]), 16) for event in Calendar.from_ical(files[path]).events}


def ids(files: dict[str, bytes], path: str) -> set[str]:
    return {item.id[-2:] for item in feedparser.parse(files[path]).entries}


def test_every_feed_is_there_in_every_format_and_below_256_characters() -> None:
    shown = examples.snapshot()
    files = files_of(shown, SETTINGS)
    for scope in scopes_of(shown):
        for form in (*FORMATS, *MORE):
            assert f"feeds/{scope.slug}.{form.extension}" in files
    assert all(len(f"{HOST}/{path}") < 256 for path in files)
    assert all(media_type(path) for path in files)


def test_the_list_of_feeds_names_each_live_feed_once() -> None:
    shown = examples.snapshot()
    root = etree.fromstring(files_of(shown, SETTINGS)["feeds.opml"])
    listed = [line.get("xmlUrl") for line in root.iter("outline")]
    assert listed == [f"{HOST}/feeds/{slug}.rss" for slug in (*(scope.slug for scope in scopes_of(shown)), "lich-nam")]
    assert len(set(listed)) == len(listed)


def test_this_week_shows_what_has_a_day_of_it() -> None:
    files = files_of(snapshot(*ENTRIES), SETTINGS)
    assert uids(files, "feeds/tuan.ics") == {1, 3, 6, 8}
    late = snapshot(*ENTRIES, at=MONDAY + timedelta(days=7))
    assert uids(files_of(late, SETTINGS), "feeds/tuan.ics") == {2, 8}
    assert b"LAST-MODIFIED:20241117T170000Z" in files_of(snapshot(at=late.rendered_at), SETTINGS)["feeds/tuan.ics"]


def test_a_directive_has_a_feed_of_what_came_of_it() -> None:
    shown = examples.snapshot()
    files = files_of(shown, SETTINGS)
    for directive in shown.directives:
        own = [e.uid for e in shown.entries if e.source.slug == directive.slug]
        found = json.loads(files[f"feeds/van-ban-{directive.slug}.muc.json"])["entries"]
        assert [entry["uid"] for entry in found] == own


def test_years_are_those_of_days_and_of_news_that_have_come() -> None:
    assert years(snapshot(*ENTRIES)) == [2023, 2024, 2025]
    assert years(snapshot()) == []
    far = dated(9, None, appears_at=datetime(2031, 1, 1, tzinfo=UTC))
    assert years(snapshot(far)) == []


def test_an_archive_has_the_days_of_its_year_and_the_news_of_its_year() -> None:
    old = dated(9, date(2024, 3, 1), date(2024, 3, 1), appears_at=datetime(2023, 12, 31, 16, 59, tzinfo=UTC))
    files = files_of(snapshot(*ENTRIES, old), SETTINGS)
    assert uids(files, "feeds/nam/2023.ics") == uids(files, "feeds/nam/2025.ics") == {8}
    assert uids(files, "feeds/nam/2024.ics") == {1, 2, 3, 4, 5, 6, 8, 9}
    assert ids(files, "feeds/nam/2023.rss") == {"09"}
    assert len(ids(files, "feeds/nam/2024.rss")) == len(ENTRIES)


def links(written: bytes) -> dict[str, str]:
    """Return the links of an RSS or Atom feed by relation."""
    root = etree.fromstring(written)
    head = root[0] if root.tag == "rss" else root
    return {str(line.get("rel")): str(line.get("href")) for line in head.findall("{http://www.w3.org/2005/Atom}link")}


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_archives_are_linked_in_a_row_from_the_feed_of_everything(extension: str) -> None:
    old = dated(9, date(2020, 3, 1), date(2020, 3, 1), appears_at=datetime(2020, 3, 1, tzinfo=UTC))
    files = files_of(snapshot(*ENTRIES, old), SETTINGS)

    def linked(slug: str) -> dict[str, str]:
        return links(files[f"feeds/{slug}.{extension}"])

    folder = f"{HOST}/feeds/nam"
    assert linked("tat-ca")["prev-archive"] == f"{folder}/2024.{extension}"
    assert linked("nam/2024")["prev-archive"] == f"{folder}/2023.{extension}"
    assert linked("nam/2024")["current"] == f"{HOST}/feeds/tat-ca.{extension}"
    assert linked("nam/2023")["next-archive"] == f"{folder}/2024.{extension}"
    assert "next-archive" not in linked("nam/2024")
    assert "prev-archive" not in linked("nam/2020")
    assert "prev-archive" not in linked("kenh-truyen-thanh")
    assert b"<fh:archive/>" in files[f"feeds/nam/2020.{extension}"]
    assert b"fh:archive" not in files[f"feeds/tat-ca.{extension}"]


def test_whoever_follows_the_archives_has_all_news_there_ever_were() -> None:
    first = date(2022, 1, 1)
    many = [dated(n, first + timedelta(days=n), None, MONDAY - timedelta(days=2 * n)) for n in range(400)]
    files = files_of(snapshot(*many), SETTINGS)
    path, found = "feeds/tat-ca.json", set()
    while path:
        page = json.loads(files[path])
        found |= {item["id"] for item in page["items"]}
        path = page.get("next_url", "").removeprefix(f"{HOST}/")
    assert len(found) == len(many)


def test_a_past_year_keeps_its_bytes_when_time_passes_and_others_change() -> None:
    old = dated(9, date(2020, 3, 1), date(2020, 3, 1), appears_at=datetime(2020, 3, 1, tzinfo=UTC))
    first = files_of(snapshot(*ENTRIES, old), SETTINGS)
    changed = replace(ENTRIES[0], title="Khác", sequence=1, changed_at=MONDAY + timedelta(days=1))
    second = files_of(snapshot(changed, *ENTRIES[1:], old, at=MONDAY + timedelta(days=99)), SETTINGS)
    for form in (*FORMATS, *MORE):
        path = f"feeds/nam/2020.{form.extension}"
        assert first[path] == second[path]


def test_a_memo_changes_no_byte_whatever_was_rendered_before() -> None:
    memo = Memo()
    shown = examples.snapshot()
    edited = replace(shown.entries[0], title="Đã sửa", sequence=9)
    for state in (shown, replace(shown, entries=(edited, *shown.entries[1:])), shown):
        assert files_of(state, SETTINGS, memo) == files_of(state, SETTINGS)


MOVED = replace(
    dated(10, date(2024, 11, 20), date(2024, 11, 20)),
    embargo_until=MONDAY + timedelta(hours=5),
    notices=(Notice("moved", MONDAY + timedelta(hours=7), before="19/11/2024", after="20/11/2024"),),
)


def test_what_is_not_made_again_is_what_it_would_be(tmp_path: Path) -> None:
    """Through every change by the clock and by people: a tree grown from the last is the one made from nothing."""
    edited = replace(ENTRIES[0], title="Đã sửa", sequence=9)
    hours = (0, 1, 4, 5, 6, 7, 8, 16, 24, 24 * 7 + 7, 24 * 8, 24 * 40)
    for number, hour in enumerate(hours):
        first = edited if hour > 6 else ENTRIES[0]
        state = snapshot(first, *ENTRIES[1:], MOVED, at=MONDAY + timedelta(hours=hour))
        folder = tree.publish(tmp_path, str(number), feedset.files_of(state, SETTINGS), state.rendered_at)
        for path, data in files_of(state, SETTINGS).items():
            assert (folder / path).read_bytes() == data, (hour, path)


def test_one_changed_entry_makes_only_the_feeds_that_show_it() -> None:
    one, two = replace(ENTRIES[0], channels=("bao-chi",)), replace(ENTRIES[1], channels=("truyen-thanh",))
    before = feedset.files_of(snapshot(one, two), SETTINGS)
    after = feedset.files_of(snapshot(replace(one, title="Đã sửa", sequence=1), two), SETTINGS)
    same = {
        path for path, source in after.items() if isinstance(source, Draft) and source.made_of == made_of(before[path])
    }
    changed = {path for path, source in after.items() if isinstance(source, Draft)} - same
    assert "feeds/kenh-bao-chi.ics" in changed
    assert "feeds/tat-ca.rss" in changed
    assert not any("kenh-truyen-thanh" in path for path in changed)


def test_a_filter_has_one_spelling() -> None:
    chosen = ["loai-ky-niem", "kenh-truyen-thanh", "kenh-bao-chi", "kenh-bao-chi", "tat-ca"]
    spelt = {canonical(order) for order in itertools.permutations(chosen)}
    assert spelt == {"kenh-bao-chi_kenh-truyen-thanh_loai-ky-niem"}


def test_a_single_scope_is_spelt_as_its_feed_and_no_filter_is_everything() -> None:
    assert [canonical([scope.slug]) for scope in scopes()] == [scope.slug for scope in scopes()]
    assert canonical([]) == "tat-ca"


@pytest.mark.parametrize("slug", ["", "Kenh-x", "kênh", "a_b", "a/b", "..", "a.ics"])
def test_what_is_no_slug_is_no_filter(slug: str) -> None:
    with pytest.raises(ValueError, match="slug"):
        canonical([slug])


def test_archives_variants_and_tables_are_answered_from_the_tree(client: FlaskClient, settings: Settings) -> None:
    shown = examples.snapshot()
    files = {tree.SNAPSHOT: dump(shown), **files_of(shown, settings)}
    tree.publish(settings.data / "public", "1", files, MONDAY)
    for path, kind in (
        ("nam/2024.ics", "text/calendar"),
        ("tuan.moc.ics", "text/calendar"),
        ("tat-ca.todo.ics", "text/calendar"),
        ("tat-ca.csv", "text/csv"),
        ("nam/2024.atom", "application/atom+xml"),
    ):
        answer = client.get(f"/feeds/{path}")
        assert (answer.status_code, answer.mimetype) == (200, kind), path
    for path in ("tat-ca.muc.json", "muc.schema.json"):
        assert client.get(f"/feeds/{path}").status_code == 200

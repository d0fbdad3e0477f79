"""Combined filters: any of them has one address, and is answered as the files of the tree are."""

from __future__ import annotations

import gzip
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from calendar_app import create_app, tree
from calendar_app.feedset import files_of, view, view_of
from calendar_app.scopes import ALL, JOIN, MOST, WEEK, combined, known, scopes, spelt
from calendar_app.settings import Settings
from calendar_app.snapshot import ShortFeed, Snapshot, dump
from calendar_app.web import filtered
from content.vocabulary.renamed import renamed
from feeds.formats import FORMATS, MORE, media_type
from tests.feeds.samples import sample
from tests.web import examples

AT = datetime(2024, 11, 11, 1, 0, tzinfo=UTC)
SHOWN = replace(
    examples.snapshot(),
    entries=tuple(replace(e, subjects=("y-te",) if "ngộ độc" in e.title else ()) for e in examples.ENTRIES),
    short=(ShortFeed("xa-tan-canh", "Xã Tân Cảnh", "kenh-truyen-thanh_loai-ky-niem", AT),),
)
KNOWN = known(SHOWN)
SLUGS = sorted(KNOWN)
BOTH = "/feeds/kenh-truyen-thanh_loai-ky-niem"


def unplanned(_unit: str) -> None:
    """No unit has sessions."""


def show(shown: Snapshot, settings: Settings, at: datetime = AT) -> None:
    files = {tree.SNAPSHOT: dump(shown), **files_of(shown, settings)}
    tree.publish(settings.data / "public", f"{at:%Y%m%d%H%M%S}", files, at)


@pytest.fixture(autouse=True)
def _shown(settings: Settings) -> None:
    show(SHOWN, settings)


def uids(data: bytes) -> set[str]:
    return {str(event["UID"]) for event in Calendar.from_ical(data).events}


@given(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=MOST), st.randoms(use_true_random=False), st.data())
def test_any_scopes_in_any_order_and_case_and_number_have_one_address(
    chosen: list[str], order: random.Random, data: st.DataObject
) -> None:
    again = [*chosen, *data.draw(st.lists(st.sampled_from(chosen), max_size=5))]
    order.shuffle(again)
    loud = JOIN.join(slug.upper() if order.random() < 0.5 else slug for slug in again)
    spelling = spelt(JOIN.join(chosen), KNOWN)
    assert spelt(loud, KNOWN) == spelling == spelt(spelling, KNOWN)
    shown = combined(spelling, KNOWN)
    asked = [KNOWN[slug] for slug in chosen if slug != ALL] or [KNOWN[ALL]]
    for entry in SHOWN.entries:
        by_dimension: dict[str, bool] = {}
        for scope in asked:
            dimension = next(iter(scope.chosen), scope.slug)
            by_dimension[dimension] = by_dimension.get(dimension, False) or scope.shows(entry)
        assert shown.shows(entry) == all(by_dimension.values())


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(SLUGS), min_size=2, max_size=4, unique=True))
def test_the_same_filter_has_the_same_bytes_whoever_writes_it(chosen: list[str]) -> None:
    here = Settings(public_url="https://lich.example.vn")
    spelling = spelt(JOIN.join(chosen), KNOWN)
    for form in (*FORMATS, *MORE):
        first, second = (view_of(spelling, SHOWN, here, unplanned) for _ in range(2))
        assert form.render(first) == form.render(second)


def test_a_combination_shows_what_every_dimension_allows(client: FlaskClient) -> None:
    wanted = {e.uid for e in SHOWN.entries if "truyen-thanh" in e.channels and e.kind == "ky-niem"}
    assert wanted
    assert uids(client.get(f"{BOTH}.ics").data) == wanted
    food = client.get("/feeds/chu-de-y-te_kenh-bao-chi.ics").data
    assert uids(food) == {examples.FOOD.uid}
    assert "Y tế và an toàn thực phẩm" in Calendar.from_ical(food)["X-WR-CALDESC"]


def test_this_week_can_be_combined(client: FlaskClient) -> None:
    first = client.get("/feeds/kenh-truyen-thanh_tuan.ics").data
    assert uids(first) == uids(client.get("/feeds/kenh-truyen-thanh.ics").data) & uids(
        client.get("/feeds/tuan.ics").data
    )


@pytest.mark.parametrize("form", [*FORMATS, *MORE], ids=lambda form: form.extension)
def test_every_format_is_answered_as_a_file_of_the_tree(client: FlaskClient, form: object) -> None:
    path = f"{BOTH}.{form.extension}"  # type: ignore[attr-defined]
    answer = client.get(path)
    single = client.get(f"/feeds/kenh-truyen-thanh.{form.extension}")  # type: ignore[attr-defined]
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type(path))
    assert set(answer.headers.keys()) == set(single.headers.keys())
    for name in ("Cache-Control", "Vary", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"):
        assert answer.headers[name] == single.headers[name]
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == answer.data
    assert packed.headers["ETag"] != answer.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": answer.headers["Last-Modified"]}).status_code == 304
    head = client.head(path)
    assert (head.data, head.headers["ETag"]) == (b"", answer.headers["ETag"])
    assert client.post(path).status_code == 405
    assert client.get(path, base_url="http://ten-cu.example").status_code == 200


def test_another_process_answers_the_same_bytes_under_the_same_tag(settings: Settings, client: FlaskClient) -> None:
    other = create_app(settings).test_client()
    for extension in ("ics", "rss", "json"):
        here, there = client.get(f"{BOTH}.{extension}"), other.get(f"{BOTH}.{extension}")
        assert (here.data, here.headers["ETag"]) == (there.data, there.headers["ETag"])


def test_a_filter_that_nothing_matches_is_an_empty_calendar(client: FlaskClient) -> None:
    answer = client.get("/feeds/kenh-tin-nhan_loai-su-kien.ics")
    assert answer.status_code == 200
    assert Calendar.from_ical(answer.data).events == []
    assert client.get("/feeds/kenh-tin-nhan_loai-su-kien.rss").status_code == 200


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("loai-ky-niem_kenh-truyen-thanh.ics", "kenh-truyen-thanh_loai-ky-niem.ics"),
        ("kenh-truyen-thanh_loai-ky-niem_loai-ky-niem.rss", "kenh-truyen-thanh_loai-ky-niem.rss"),
        ("KENH-Truyen-Thanh.ICS", "kenh-truyen-thanh.ics"),
        ("kenh-loa_loai-nhiem-vu.todo.ics", "kenh-truyen-thanh_loai-nhiem-vu.todo.ics"),
        ("kenh-loa.muc.json", "kenh-truyen-thanh.muc.json"),
        ("tat-ca_kenh-bao-chi.csv", "kenh-bao-chi.csv"),
        ("_kenh-bao-chi_.ics", "kenh-bao-chi.ics"),
        ("tat-ca_tat-ca.ics", "tat-ca.ics"),
        ("K/Xa-Tan-Canh.ics", "k/xa-tan-canh.ics"),
        ("NAM/2024.ics", "nam/2024.ics"),
        ("kenh-loa.ics?todo=1&utm_source=zalo", "kenh-truyen-thanh.ics?todo=1"),
        ("kenh-loa.ics?utm_source=zalo", "kenh-truyen-thanh.ics"),
        ("loc?kenh=loa&loai=nhiem-vu&dinh-dang=ics", "kenh-truyen-thanh_loai-nhiem-vu.ics"),
        ("loc?loai=nhiem-vu&loai=&kenh=bao-chi&tuan=1", "kenh-bao-chi_loai-nhiem-vu_tuan.ics"),
        ("loc?dinh-dang=moc.ics", "tat-ca.moc.ics"),
    ],
)
def test_other_spellings_and_old_names_lead_to_the_one_address_for_good(
    client: FlaskClient, asked: str, right: str
) -> None:
    answer = client.get(f"/feeds/{asked}")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/feeds/{right}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/feeds/{right}").status_code == 200


def test_a_service_below_another_path_leads_to_its_own_addresses(client: FlaskClient) -> None:
    answer = client.get("/feeds/kenh-loa.ics", environ_overrides={"SCRIPT_NAME": "/tinh"})
    assert answer.headers["Location"] == "/tinh/feeds/kenh-truyen-thanh.ics"


@pytest.mark.parametrize("stem", ["tat-ca", "kenh-truyen-thanh_loai-nhiem-vu", "nam/2024", "k/xa-tan-canh"])
@pytest.mark.parametrize(("query", "variant"), [("todo=1", "todo"), ("kieu=moc", "moc"), ("a=1&kieu=moc", "moc")])
def test_a_query_gives_the_variant_under_the_same_address(
    client: FlaskClient, stem: str, query: str, variant: str
) -> None:
    asked, own = client.get(f"/feeds/{stem}.ics?{query}"), client.get(f"/feeds/{stem}.{variant}.ics")
    assert (asked.status_code, asked.data) == (200, own.data)
    assert asked.headers["ETag"] == own.headers["ETag"] != client.get(f"/feeds/{stem}.ics").headers["ETag"]


@pytest.mark.parametrize("query", ["", "x=1", "todo=0", "todo", "kieu=khac", "%ff=%00"])
def test_other_queries_change_nothing(client: FlaskClient, query: str) -> None:
    for path in (f"{BOTH}.ics", "/feeds/tat-ca.ics", "/feeds/tat-ca.rss"):
        assert client.get(f"{path}?{query}").data == client.get(path).data
    assert client.get("/feeds/tat-ca.rss?todo=1").data == client.get("/feeds/tat-ca.rss").data
    assert client.get("/feeds/tat-ca.todo.ics?todo=1").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("kenh-khong-co.ics", 404, "Hiện có: kenh-bao-chi,"),
        ("kenh-bao-chi_chu-de-khong-co.rss", 404, "chu-de-y-te"),
        ("khong-co.ics", 404, "tat-ca, tuan, kenh-…, loai-…, chu-de-…, van-ban-…"),
        ("van-ban-khong-co.ics", 404, "van-ban-…"),
        ("k/khong-co.ics", 404, "k/khong-co"),
        ("nam/1999.ics", 404, "nam/1999"),
        ("_.ics", 404, "Không có phạm vi"),
        ("tat-ca.exe", 404, ".muc.json"),
        ("loc?dinh-dang=exe", 404, ".muc.json"),
        ("loc?kenh=%22%3E%3Cscript%3E", 404, "&lt;script&gt;"),
        (JOIN.join(sorted(SLUGS)[: MOST + 1]) + ".ics", 400, f"nhiều nhất {MOST}"),
    ],
)
def test_what_never_was_a_feed_is_told_what_there_is(client: FlaskClient, path: str, status: int, said: str) -> None:
    answer = client.get(f"/feeds/{path}")
    assert answer.status_code == status
    assert said in answer.text
    assert '<html lang="vi"' in answer.text
    assert "<script>" not in answer.text


def test_a_directive_of_which_nothing_is_shown_any_more_keeps_an_empty_feed(
    client: FlaskClient, settings: Settings
) -> None:
    gone, stays = SHOWN.directives
    path = f"/feeds/van-ban-{gone.slug}.ics"
    assert uids(client.get(path).data)
    entries = tuple(e for e in SHOWN.entries if e.source.slug != gone.slug)
    later = replace(SHOWN, directives=(stays,), gone=(gone,), entries=entries)
    show(later, settings, AT + timedelta(days=40))
    for extension in (form.extension for form in (*FORMATS, *MORE)):
        assert client.get(f"/feeds/van-ban-{gone.slug}.{extension}").status_code == 200
    assert uids(client.get(path).data) == set()
    assert uids(client.get("/feeds/nam/2024.ics").data) == set()


def test_an_unchanged_filter_keeps_its_tag_in_the_next_tree_and_a_changed_one_is_newer(
    client: FlaskClient, settings: Settings
) -> None:
    before, other = client.get(f"{BOTH}.ics"), client.get("/feeds/chu-de-y-te_kenh-bao-chi.ics")
    edited = tuple(
        replace(e, title="Đã sửa", sequence=1, changed_at=AT) if e.uid == examples.FOOD.uid else e
        for e in SHOWN.entries
    )
    show(replace(SHOWN, entries=edited), settings, AT + timedelta(minutes=1))
    assert client.get(f"{BOTH}.ics").headers["ETag"] == before.headers["ETag"]
    after = client.get("/feeds/chu-de-y-te_kenh-bao-chi.ics")
    assert "Đã sửa" in after.text
    assert after.headers["ETag"] != other.headers["ETag"]
    stale = {"If-Modified-Since": other.headers["Last-Modified"]}
    assert client.get("/feeds/chu-de-y-te_kenh-bao-chi.ics", headers=stale).status_code == 200


def test_a_filter_that_cannot_be_written_keeps_its_last_bytes(
    client: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = client.get(f"{BOTH}.ics").data
    show(replace(SHOWN, rendered_at=AT), settings, AT + timedelta(minutes=1))

    def broken(*_: object) -> None:
        raise OSError("broken")

    monkeypatch.setattr(filtered, "view_of", broken)
    assert client.get(f"{BOTH}.ics").data == whole
    assert "its last bytes stay" in caplog.text


def test_memory_is_bounded_and_what_was_put_out_is_written_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtered, "KEPT", 2)
    first = client.get(f"{BOTH}.ics").data
    for kind in ("dot", "su-kien", "han-nop"):
        assert client.get(f"/feeds/kenh-bao-chi_loai-{kind}.ics").status_code == 200
    held = app.wsgi_app._behind._shelf.filtered._made  # type: ignore[attr-defined]
    assert len(held) == 2
    assert client.get(f"{BOTH}.ics").data == first


def test_filters_are_answered_without_the_database(client: FlaskClient, settings: Settings) -> None:
    (settings.data / "lich.sqlite3").unlink()
    answer = client.get(f"{BOTH}.ics")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_no_hub_is_named_by_what_it_is_never_told_of(settings: Settings) -> None:
    with_hub = settings.model_copy(update={"hub": "https://hub.example/"})
    assert view_of("kenh-bao-chi_loai-dot", SHOWN, with_hub, unplanned).hub == ""


def test_what_was_renamed_leads_to_a_scope_there_is() -> None:
    assert set(renamed().values()) <= {scope.slug for scope in scopes()}
    assert not set(renamed()) & {scope.slug for scope in scopes()}


def test_a_filter_of_long_names_leaves_room_for_what_was_left_out() -> None:
    first = AT.date() - timedelta(days=900)
    many = tuple(sample(n, start=first + timedelta(days=n), end=first + timedelta(days=n)) for n in range(800))
    shown = replace(SHOWN, entries=many, rendered_at=AT)
    wordy = replace(KNOWN[ALL], slug="wordy", name="Công văn số 853 của Ban Tuyên giáo, " * 50)
    for form in (*FORMATS, *MORE):
        written = form.render(view(wordy, shown, Settings())).decode().replace("\r\n ", "")
        told = "Đã lược cho nhẹ" in written
        assert told == (form.extension not in ("csv", "muc.json")), form.extension
        assert not told or "/feeds/nam/" in written


def test_the_names_of_scopes_are_addresses() -> None:
    assert WEEK in KNOWN
    for slug in SLUGS:
        assert spelt(slug, KNOWN) == slug

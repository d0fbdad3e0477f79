"""Whom a directive reaches: its audiences, as printed, resolved to who does the work now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_app import unit_table
from calendar_app.audiences import Audiences, Reach, day_of_directive
from calendar_app.models import Unit
from calendar_app.snapshot import CitedDocument, PublicDirective
from calendar_app.units import Units
from content import read_directive
from content.directive import Item
from content.vocabulary.audiences import as_addressed, asked, name_key, parts
from content.vocabulary.unit_kinds import AREAS, unit_kinds
from tests.conftest import NOW, ROOT, SAMPLES, SHARED
from tests.web.examples import KON_TUM

TODAY = date(2026, 11, 21)
OFFICES = {f"{name}-quang-ngai" for name in ("cong-an", "so-khcn", "so-nnmt", "so-vhttdl", "so-y-te")}
COMMUNES = {"phuong-dak-bla", "phuong-kon-tum", "xa-dak-ha", "xa-dak-mar", "xa-dak-to", "xa-dak-ui"}
AIRING = {"truyen-thanh-dak-ha", "truyen-thanh-dak-mar", "truyen-thanh-phuong-kon-tum"}


def sample() -> Units:
    rows, faults = unit_table.read((SAMPLES / "don-vi.csv").read_bytes())
    assert faults == []
    return Units(Unit(**row.values, changed_at=NOW) for row in rows)


UNITS = sample()


def reach(directive: PublicDirective, *audiences: str, channels: tuple[str, ...] = (), today: date = TODAY) -> Reach:
    return Audiences(UNITS, today).reach(directive, audiences, channels)


def of(year: int, month: int = 3, place: str = "Kon Tum", issuer: str = "Sở Y tế") -> PublicDirective:
    return replace(KON_TUM, issued_on=date(year, month, 10), place=place, issuer=issuer)


def read(name: str) -> tuple[PublicDirective, tuple[Item, ...]]:
    """Return one of the shared directives as its page would show it, and its items."""
    path = SHARED / f"{name}.txt"
    if not path.exists():
        pytest.skip("the shared directives are not here")
    reading = read_directive(path.read_bytes(), path.name, TODAY)
    directive = replace(
        KON_TUM,
        slug=name,
        issuer=reading.header.issuer or "",
        place=reading.header.place or "",
        issued_on=reading.header.issued_on,
        window_start=reading.window.start,
        recipients=reading.header.recipients,
        citations=tuple(CitedDocument(c.kind, c.number, c.date) for c in reading.citations),
        received_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    return directive, reading.items


@pytest.mark.parametrize(
    ("printed", "kinds", "levels"),
    [
        ("các sở, ban, ngành", "office", "province"),
        ("Các Sở, ban, ngành trực thuộc tỉnh", "office", "province"),
        ("Các sở, cơ quan, ban, ngành thuộc UBND tỉnh", "office", "province"),
        ("Các sở, ban, ngành thành phố", "office", "province"),
        ("Các sở, ban, ngành, đoàn thể cấp tỉnh", "office", "province"),
        ("UBND các huyện, thành phố", "area", "district"),
        ("UBND các xã, phường, thị trấn", "area", "commune"),
        ("Ủy ban nhân dân cấp huyện", "area", "district"),
        ("các huyện", "area", "district"),
        ("Các địa phương", "area", "commune district"),
        ("hệ thống thông tin cơ sở", "station centre", "district commune"),
        ("các cơ quan báo chí tỉnh", "press station", "province"),
        ("Các cơ quan báo chí, truyền thông trên địa bàn tỉnh", "press station", "province"),
        ("Cổng TTĐT tỉnh", "portal", "province"),
        ("Trang thông tin điện tử của các địa phương, đơn vị", "portal", "commune district province"),
        ("Trung tâm Văn hóa - Thể thao", "centre", "province district commune"),
        ("Trung tâm Văn hóa, Thể thao, Du lịch và Truyền thông các huyện, thành phố", "centre", "district"),
        ("Đài PT-TH tỉnh", "station", "province"),
        ("Đài Phát thanh và Truyền hình Hưng Yên", "station", "province"),
        ("Đài truyền thanh cấp xã, bảng tin điện tử công cộng", "station", "commune"),
        ("Đài truyền thanh huyện", "station", "district"),
    ],
)
def test_words_that_directives_print_mean_kinds_of_units_at_a_level(printed: str, kinds: str, levels: str) -> None:
    [part] = parts(printed)
    assert [(" ".join(one.kinds), " ".join(one.levels)) for one in asked(part)] == [(kinds, levels)]


@pytest.mark.parametrize(
    "printed",
    [
        "Công an các huyện, thành phố",
        "các huyện ủy, thị ủy, thành ủy, đảng ủy",
        "Phòng Văn hóa - Xã hội",
        "Ban Chỉ huy PCTT và TKCN các huyện, thị xã, thành phố",
        "UBND thành phố Sơn La",
        "Trung tâm Điều hành thông minh tỉnh",
        "cơ quan, đơn vị có xuất bản ấn phẩm bản tin",
        "các đơn vị có liên quan",
        "",
    ],
)
def test_words_that_mean_others_mean_no_kind(printed: str) -> None:
    assert [one for part in parts(printed) for one in asked(part)] == []


def test_several_named_in_one_line_are_parted_and_lists_within_a_name_are_not() -> None:
    assert parts("Báo Hà Trung, Đài PT-TH tỉnh") == ("Báo Hà Trung", "Đài PT-TH tỉnh")
    assert parts("Sở Văn hóa và Thể thao, Sở Thông tin và Truyền thông;") == (
        "Sở Văn hóa và Thể thao",
        "Sở Thông tin và Truyền thông",
    )
    assert parts("UBND các huyện, thị xã, thành phố.") == ("UBND các huyện, thị xã, thành phố",)
    both = asked(parts("Đài truyền thanh huyện và trạm truyền thanh các xã, thị trấn")[0])
    assert [one.levels for one in both] == [("district",), ("commune",)]


def test_a_name_has_one_key_in_every_spelling() -> None:
    key = name_key("Sở Thông tin và Truyền thông tỉnh Kon Tum")
    assert key == name_key("SỞ TT&TT KON TUM") == name_key("Sở Thông tin - Truyền thông Kon Tum")
    assert name_key("Đài PT - TH") == name_key("Đài Phát thanh và Truyền hình")
    assert name_key("Sở VH-TT&DL") == name_key("Sở Văn hoá, Thể thao và Du lịch")


@pytest.mark.parametrize("words", ["như trên", "Các đơn vị", "các cơ quan, đơn vị", "Các đơn vị, địa phương"])
def test_as_above_means_whoever_is_addressed(words: str) -> None:
    assert as_addressed(words)
    directive = replace(of(2026), place="Quảng Ngãi", recipients=("UBND các xã, phường", "Báo Quảng Nam"))
    assert reach(directive, words) == Reach(tuple(sorted(COMMUNES)), ("Báo Quảng Nam",))


def test_districts_of_2024_reach_the_communes_that_do_their_work_now() -> None:
    found = reach(of(2024), "UBND các huyện, thành phố")
    assert (set(found.units), found.unresolved) == (COMMUNES, ())
    then = reach(of(2024), "UBND các huyện, thành phố", today=date(2025, 6, 30))
    assert set(then.units) == {"huyen-dak-ha", "huyen-dak-to", "thanh-pho-kon-tum"}


def test_a_directive_of_today_that_still_writes_to_districts_reaches_who_took_over() -> None:
    assert set(reach(of(2026, place="Kon Tum"), "UBND các huyện").units) == COMMUNES


def test_the_day_of_the_directive_says_which_unit_is_meant() -> None:
    assert reach(of(2024), "Sở TT&TT").units == ("so-khcn-quang-ngai", "so-vhttdl-quang-ngai")
    assert reach(of(2024), "Công an tỉnh").units == ("cong-an-quang-ngai",)
    assert reach(of(2024), "Báo Kon Tum", "Đài PT-TH tỉnh").units == ("bao-dai-quang-ngai",)
    assert reach(of(2026, place="Quảng Ngãi"), "Đài truyền thanh cấp xã").units == tuple(sorted(AIRING))
    assert reach(of(2026, place="Quảng Ngãi"), "Các sở, ban, ngành").units == tuple(sorted(OFFICES))


def test_what_began_after_the_directive_is_not_meant_by_it() -> None:
    central = of(2024, place="Hà Nội", issuer="Bộ Thông tin và Truyền thông")
    assert reach(central, "UBND các xã, phường, thị trấn").units == ("xa-dak-ha",)
    assert set(reach(replace(central, issued_on=date(2025, 7, 1)), "UBND các xã, phường").units) == COMMUNES


def test_what_is_remembered_is_what_is_found_anew() -> None:
    shared = Audiences(UNITS, TODAY)
    for day in (date(2025, month, day) for month in (2, 3, 6, 7) for day in (1, 2, 27, 28)):
        for first in (day, day + timedelta(days=1), day + timedelta(days=2)):
            directive = replace(of(2024), slug=f"van-ban-{first}", issued_on=first, issuer="Bộ Y tế")
            for name in ("UBND các xã, phường", "Sở TT&TT", "Báo Kon Tum"):
                assert shared.reach(directive, (name,), ("loudspeaker",)) == reach(
                    directive, name, channels=("loudspeaker",)
                )


def test_whoever_names_a_district_reaches_the_stations_that_air_there() -> None:
    named = reach(of(2024), "UBND các huyện, thành phố", channels=("loudspeaker",))
    assert set(named.units) == COMMUNES | AIRING | {"tt-dich-vu-dak-ha"}
    alone = reach(of(2024), "Ủy ban nhân dân huyện Đăk Hà", channels=("loudspeaker",))
    assert set(alone.units) & AIRING == {"truyen-thanh-dak-ha", "truyen-thanh-dak-mar"}


def test_a_theme_that_names_nobody_reaches_whoever_works_by_its_channels() -> None:
    here = of(2026, place="Quảng Ngãi")
    assert set(reach(here, channels=("loudspeaker",)).units) == AIRING
    assert set(reach(here, channels=("portal",)).units) == {"cong-quang-ngai", "trang-phuong-kon-tum"}
    assert reach(here, channels=("press",)).units == ("bao-dai-quang-ngai",)
    assert reach(here, channels=("sms",)).units == ()
    assert set(reach(replace(here, recipients=("UBND các xã, phường",))).units) == COMMUNES


def test_the_issuer_says_where_its_units_are() -> None:
    assert reach(of(2024, place="Quảng Ngãi"), "UBND các huyện").units == ()
    assert reach(of(2024, place="Lâm Đồng"), "Sở Y tế") == Reach((), ("Sở Y tế",))
    district = of(2024, place="Đăk Hà", issuer="Ủy ban nhân dân huyện Đăk Hà")
    assert reach(district, "UBND các xã, thị trấn").units == ("xa-dak-ha",)
    assert reach(replace(district, issuer="Huyện ủy"), "UBND các xã, thị trấn").units == ("xa-dak-ha",)
    central = of(2024, place="Hà Nội", issuer="Bộ Thông tin và Truyền thông")
    assert set(reach(central, "UBND các huyện").units) == COMMUNES


def test_a_unit_that_ended_with_nobody_after_it_is_told() -> None:
    old = Unit(slug="hoi", name="Hội Nhà báo tỉnh Kon Tum", kind="office", place="kon-tum", changed_at=NOW)
    old.valid_until = date(2025, 1, 1)
    found = Audiences(Units([*UNITS, old]), TODAY).reach(of(2024), ("Hội Nhà báo tỉnh",), ())
    assert found == Reach((), ("Hội Nhà báo tỉnh",))


def test_a_blank_day_of_issue_is_told_from_what_is_cited() -> None:
    blank = replace(KON_TUM, issued_on=None, window_start=None)
    assert day_of_directive(blank) == date(2024, 11, 1)
    assert day_of_directive(replace(blank, citations=())) == date(2024, 11, 7)


def test_the_two_directives_of_kon_tum_are_resolved_whole() -> None:
    for name in ("kon-tum-2024-tuan-46", "kon-tum-2024-bua-liem-vang"):
        directive, items = read(name)
        for item in items:
            assert reach(directive, *item.audiences, channels=item.channels).unresolved == ()
    directive, items = read("kon-tum-2024-tuan-46")
    by_path = {item.path: item for item in items}

    def of_item(path: str) -> set[str]:
        item = by_path[path]
        return set(reach(directive, *item.audiences, channels=item.channels).units)

    assert of_item("III.1") == {"bao-dai-quang-ngai"}
    assert of_item("III.2.-1") == OFFICES | COMMUNES | {"cong-quang-ngai", "trang-phuong-kon-tum"}
    assert of_item("II.4") == AIRING | {"tt-dich-vu-dak-ha"}
    assert set(reach(directive, *directive.recipients).units) == OFFICES | COMMUNES | {"bao-dai-quang-ngai"}


@pytest.mark.parametrize("name", ["dak-lak-2020-hien-ke", "dak-nong-2020-dai-hoi-xii", "yen-bai-2023-chuong-trinh-56"])
def test_directives_of_other_provinces_reach_nobody_here_and_everything_is_told(name: str) -> None:
    directive, items = read(name)
    for item in items:
        found = reach(directive, *item.audiences, channels=item.channels)
        assert found.units == ()
        asked_for = item.audiences or (() if item.channels else directive.recipients)
        assert found.unresolved == tuple(part for audience in asked_for for part in parts(audience))
    assert reach(directive, *directive.recipients).unresolved


def corpus() -> list[str]:
    """Every audience of the open corpus."""
    found: set[str] = set()
    for path in sorted((ROOT / "tests" / "corpus" / "open").glob("*.txt")):
        reading = read_directive(path.read_bytes(), path.name, TODAY)
        found |= {name for item in reading.items for name in item.audiences}
        found |= set(reading.header.recipients)
    return sorted(found)


def test_nothing_that_directives_print_is_lost_between_resolved_and_unresolved() -> None:
    printed = corpus()
    assert len(printed) > 50
    here = of(2026, place="Quảng Ngãi")
    for name in printed:
        if not any(map(as_addressed, parts(name))):
            found = reach(here, name)
            assert found.units or found.unresolved, name


words = st.sampled_from(
    [
        "UBND",
        "các",
        "huyện",
        "xã",
        "Đài",
        "truyền_thanh",
        "tỉnh",
        "sở",
        "ban",
        "ngành",
        "và",
        "địa_phương",
        "Báo",
        "như_trên",
        ",",
        ";",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.lists(words, max_size=9).map(lambda some: " ".join(some).replace("_", " ")), st.text(max_size=60)),
    st.sampled_from([2019, 2024, 2026]),
)
def test_any_words_give_units_that_are_there_today_the_same_each_time(printed: str, year: int) -> None:
    found = reach(of(year), printed, channels=("loudspeaker", "portal"))
    assert found == reach(of(year), printed, channels=("loudspeaker", "portal"))
    assert all(not UNITS.by_slug[slug].ended(TODAY) for slug in found.units)
    assert list(found.units) == sorted(set(found.units))


def test_every_kind_says_by_what_it_works_at_levels_there_are() -> None:
    for kind in unit_kinds().values():
        for levels in kind.channels.values():
            assert levels <= set(AREAS)

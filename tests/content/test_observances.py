import csv
import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.almanac import naming
from content.almanac.observances import Observance, day_of, named, observances, observed, year

ROWS = {observance.slug: observance for observance in observances()}
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "observances.csv"
TRUTH = REFERENCE.with_name("lunar_truth.csv")
SLUGS = sorted(ROWS)


def slug_of(text: str, day: date | None) -> str | None:
    found = named(text, day)
    return found.slug if found else None


def names_of(observance: Observance) -> list[str]:
    """Return the names that can be matched: a name that is only a day has no keys."""
    return [name for name in (observance.name, *observance.aliases) if list(naming.keys(name))]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_row_falls_once_in_every_year_from_1950_to_2100_in_which_it_is_kept(slug: str) -> None:
    row = ROWS[slug]
    first = row.since or row.origin_year or 0
    days = {number: day_of(row, number) for number in range(1950, 2101)}
    assert {number for number, day in days.items() if day} == {number for number in days if number >= first}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_row_is_complete(slug: str) -> None:
    row = ROWS[slug]
    assert re.fullmatch(r"[a-z0-9-]+", slug)
    assert row.name == row.name.strip() != ""
    assert row.source.startswith(("http://", "https://"))
    assert row.scope in {"national", "local", "sector", "party", "international"}
    assert (row.calendar, row.month, row.day) != ("solar", 2, 29)
    assert row.day is not None or row.calendar == "lunar"
    assert row.last is None or (row.calendar == "solar" and row.last > (row.month, row.day or 1))


def test_no_slug_stands_twice() -> None:
    assert len(ROWS) == len(observances())


def test_a_day_written_after_an_alias_is_the_day_of_its_row() -> None:
    wrong = [
        alias
        for row in observances()
        for alias in row.aliases
        if naming.written_day(alias) not in (None, f"{row.day}/{row.month}")
    ]
    assert wrong == []


def test_no_two_rows_share_a_name() -> None:
    owners = defaultdict(set)
    for row in observances():
        for name in names_of(row):
            for key, _ in naming.keys(name):
                owners[key].add(row.slug)
    assert {key: slugs for key, slugs in owners.items() if len(slugs) > 1} == {}


def test_no_name_is_a_single_word() -> None:
    keys = {key for row in observances() for name in names_of(row) for key, _ in naming.keys(name)}
    assert [key for key in keys if " " not in key] == []


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference is not beside this checkout")
def test_the_almanac_holds_the_verified_rows_of_the_reference_and_no_other() -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as rows:
        verified = {row["slug"]: row for row in csv.DictReader(rows) if row["verified"] == "yes"}
    assert set(ROWS) == set(verified)
    for slug, row in verified.items():
        ours = ROWS[slug]
        assert (ours.calendar, str(ours.month)) == (row["calendar"], row["month"]), slug
        assert ours.day is None or str(ours.day) == row["day"], slug
        assert str(ours.origin_year or "") == row["first_year"], slug


@pytest.mark.parametrize(
    ("slug", "in_year", "day"),
    [
        ("nha-giao", 2024, date(2024, 11, 20)),
        ("mttq", 2024, date(2024, 11, 18)),
        ("quoc-khanh", 2025, date(2025, 9, 2)),
        ("giai-phong-mien-nam", 2026, date(2026, 4, 30)),
        ("gio-to-hung-vuong", 2026, date(2026, 4, 26)),
        ("gio-to-hung-vuong", 2031, date(2031, 4, 1)),
        ("phat-dan", 2026, date(2026, 5, 31)),
        ("vu-lan", 2025, date(2025, 9, 6)),
        ("vu-lan", 2026, date(2026, 8, 27)),
        ("trung-thu", 2028, date(2028, 10, 3)),
        ("tet-nguyen-dan", 1985, date(1985, 1, 21)),
        ("tet-nguyen-dan", 2007, date(2007, 2, 17)),
        ("tet-nguyen-dan", 2030, date(2030, 2, 2)),
        ("tet-nguyen-dan", 2053, date(2053, 2, 18)),
        ("giao-thua", 2025, date(2025, 1, 28)),
        ("giao-thua", 2026, date(2026, 2, 16)),
        ("ong-tao", 2026, date(2026, 2, 10)),
        ("ong-tao", 2027, date(2027, 1, 30)),
        ("van-hoa-viet-nam", 2025, None),
        ("van-hoa-viet-nam", 2026, date(2026, 11, 24)),
    ],
)
def test_a_well_known_day_falls_where_it_should(slug: str, in_year: int, day: date | None) -> None:
    assert day_of(ROWS[slug], in_year) == day


@pytest.mark.skipif(not TRUTH.exists(), reason="the table of two ephemerides is not beside this checkout")
def test_lunar_days_are_where_two_ephemerides_put_them() -> None:
    wrong = []
    with TRUTH.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            starts = month_starts(row)
            for one in (o for o in observances() if o.calendar == "lunar" and o.day):
                day = starts[one.month] + timedelta(days=(one.day or 1) - 1)
                if (one.origin_year or 0) <= day.year and day_of(one, day.year) != day:
                    wrong.append((one.slug, day))
            eve = date.fromisoformat(row["tet_date"]) - timedelta(days=1)
            assert day_of(ROWS["giao-thua"], eve.year) == eve
    assert wrong == []


def month_starts(row: dict[str, str]) -> dict[int, date]:
    """Return the first day of each regular month of a lunar year."""
    starts, day = {}, date.fromisoformat(row["tet_date"])
    for name, length in zip(row["month_order"].split(), row["month_lengths"].split(), strict=True):
        if not name.endswith("+"):
            starts[int(name)] = day
        day += timedelta(days=int(length))
    return starts


def test_years_are_counted_and_round_ones_marked() -> None:
    army, defence = (observed(ROWS[slug], 2024) for slug in ("qdnd", "qptd"))
    assert army
    assert defence
    assert (army.years, army.round, army.half_round) == (80, True, False)
    assert (defence.years, defence.round, defence.half_round) == (35, False, True)


def test_the_year_of_origin_is_no_round_year_and_what_has_no_origin_counts_no_years() -> None:
    begun, tet = observed(ROWS["sap-xep-34-tinh"], 2025), observed(ROWS["tet-nguyen-dan"], 2030)
    assert begun
    assert tet
    assert (begun.years, begun.round) == (0, False)
    assert (tet.years, tet.round, tet.half_round) == (None, False, False)


def test_a_month_of_action_has_its_last_day() -> None:
    month = observed(ROWS["thang-attp"], 2026)
    assert month
    assert (month.day, month.last) == (date(2026, 4, 15), date(2026, 5, 15))


@given(st.integers(1950, 2100))
def test_any_year_has_its_days_in_order(number: int) -> None:
    days = year(number)
    assert [one.day for one in days] == sorted(one.day for one in days)
    assert all(one.day.year == number and one.day <= one.last for one in days)
    assert len({one.observance.slug for one in days}) == len(days)


def test_a_year_holds_everything_kept_in_it() -> None:
    assert len(year(2026)) == len(observances())
    assert "van-hoa-viet-nam" not in {one.observance.slug for one in year(2025)}


@pytest.mark.parametrize(
    ("text", "day", "slug"),
    [
        ("Ngày Nhà giáo Việt Nam (20/11)", date(2024, 11, 20), "nha-giao"),
        (
            "Ngày Thành lập Mặt trận Dân tộc Thống nhất Việt Nam - Ngày truyền thống Mặt trận Tổ quốc Việt Nam (18/11)",
            date(2024, 11, 18),
            "mttq",
        ),
        ("Ngày truyền thống MTTQ Việt Nam", date(2024, 11, 18), "mttq"),
        ("Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư", date(2024, 11, 18), "dai-doan-ket"),
        ("80 năm Ngày thành lập Quân đội nhân dân Việt Nam (22/12/1944 - 22/12/2024)", date(2024, 12, 22), "qdnd"),
        ("35 năm Ngày hội Quốc phòng toàn dân (22/12/1989 - 22/12/2024)", date(2024, 12, 22), "qptd"),
        ("Ngày thành lập QĐND VN", date(2024, 12, 22), "qdnd"),
        ("Ngày Quốc tế Lao động", date(2026, 5, 1), "quoc-te-lao-dong"),
        ("Giỗ Tổ Hùng Vương", date(2026, 4, 26), "gio-to-hung-vuong"),
        ("120 năm Ngày sinh Tổng Bí thư Trần Phú", date(2024, 5, 1), "tran-phu"),
        ("104 năm Ngày sinh Thủ tướng Võ Văn Kiệt", date(2026, 11, 23), "vo-van-kiet"),
        ("Tháng hành động vì bình đẳng giới", date(2024, 11, 20), "thang-bdg"),
        ("92 năm Ngày thành lập Hội LHPN Việt Nam", date(2022, 10, 20), "phu-nu-viet-nam"),
        ("12 năm Ngày Phụ nữ Việt Nam", date(2022, 10, 20), "phu-nu-viet-nam"),
        ("Ngày Thương binh – Liệt sỹ", date(2026, 7, 27), "tbls"),
        ("Chiến thắng Đắk Tô - Tân Cảnh", date(2026, 4, 24), "dak-to-tan-canh"),
    ],
)
def test_a_name_with_its_day_is_recognised(text: str, day: date, slug: str) -> None:
    assert slug_of(text, day) == slug


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày Nhà giáo Việt Nam", date(2024, 11, 18)),
        ("Ngày Thành lập Mặt trận Dân tộc Thống nhất Việt Nam", date(2024, 11, 20)),
        ("Ngày hội Đại đoàn kết toàn dân tộc", date(2024, 12, 22)),
        ("Ngày thành lập Quân đội nhân dân Việt Nam", date(2024, 11, 18)),
        ("Ngày hội Quốc phòng toàn dân", date(2024, 12, 20)),
        ("Giỗ Tổ Hùng Vương", date(2026, 3, 10)),
        ("Chiến thắng Buôn Ma Thuột", date(2026, 4, 26)),
        ("Lễ Vu Lan", date(2025, 9, 1)),
        ("Ngày Văn hóa Việt Nam", date(2025, 11, 24)),
    ],
)
def test_a_name_with_another_day_is_not(text: str, day: date) -> None:
    assert slug_of(text, day) is None


@pytest.mark.parametrize("day", [date(2024, 11, 20), date(2024, 12, 22), date(2026, 4, 26), None])
def test_a_day_without_a_name_is_never_enough(day: date | None) -> None:
    for text in ("ngày 20/11", "22/12", "mùng 10 tháng 3 âm lịch", "hội nghị tổng kết", "trước mùng hai Tết", ""):
        assert slug_of(text, day) is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("tuyên truyền Ngày Nhà giáo Việt Nam", "nha-giao"),
        ("kỷ niệm 50 năm giải phóng tỉnh Khánh Hòa (1975 - 2025)", "khanh-hoa-gp"),
        ("Tết Nguyên đán Bính Ngọ", "tet-nguyen-dan"),
        ("sự nghiệp giải phóng miền Nam, thống nhất đất nước", None),
        ("nhân dân Việt Nam giải phóng Thủ đô", None),
        ("Ngày thành lập Đảng bộ tỉnh Nghệ An", None),
        ("gia đình Việt Nam ấm no, hạnh phúc", None),
    ],
)
def test_a_name_without_a_day_has_to_say_enough(text: str, slug: str | None) -> None:
    assert slug_of(text, None) == slug


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ngày Nha giao Viet Nam", True),
        ("Ngày Nhà qiáo Việt Nam", True),
        ("Ngày Nhà gio Việt Nam", True),
        ("Ngày Nhà giáoo Việt Nam", True),
        ("Ngày Nhà gỉao Vịêt Nan", True),
        ("Ngày Nhã biáa Việt Nam", False),
    ],
)
def test_lost_accents_and_one_letter_read_wrongly_do_no_harm_beside_the_right_day(text: str, found: bool) -> None:
    assert (slug_of(text, date(2024, 11, 20)) == "nha-giao") is found


def test_a_letter_read_wrongly_is_not_forgiven_without_a_day() -> None:
    assert slug_of("Ngày Nhà qiáo Việt Nam", None) is None


def test_decomposed_accents_are_the_same_name() -> None:
    assert slug_of(unicodedata.normalize("NFD", "Ngày Nhà giáo Việt Nam"), None) == "nha-giao"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_name_names_its_own_row_on_its_day(slug: str) -> None:
    row = ROWS[slug]
    assert {name: slug_of(name, day_of(row, 2027)) for name in names_of(row)} == dict.fromkeys(names_of(row), slug)


@given(st.text(max_size=80), st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2100, 12, 31))))
def test_any_text_and_day_can_be_asked(text: str, day: date | None) -> None:
    named(text, day)


def test_a_single_day_is_preferred_to_a_month_that_runs_over_it() -> None:
    text = "Tháng hành động vì trẻ em; 60 năm Ngày Quốc tế Thiếu nhi"
    assert slug_of(text, date(2026, 6, 1)) == "thieu-nhi-1-6"
    assert slug_of(text, date(2026, 6, 20)) == "thang-tre-em"

"""The 63 provinces until 30/6/2025 and the 34 since."""

from __future__ import annotations

from datetime import date

import pytest

from content.almanac.provinces import became, named, provinces

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
AFTER = {  # what each took in
    "tuyen-quang": {"ha-giang"},
    "lao-cai": {"yen-bai"},
    "thai-nguyen": {"bac-kan"},
    "phu-tho": {"vinh-phuc", "hoa-binh"},
    "bac-ninh": {"bac-giang"},
    "hung-yen": {"thai-binh"},
    "hai-phong": {"hai-duong"},
    "ninh-binh": {"ha-nam", "nam-dinh"},
    "quang-tri": {"quang-binh"},
    "da-nang": {"quang-nam"},
    "quang-ngai": {"kon-tum"},
    "gia-lai": {"binh-dinh"},
    "khanh-hoa": {"ninh-thuan"},
    "lam-dong": {"dak-nong", "binh-thuan"},
    "dak-lak": {"phu-yen"},
    "ho-chi-minh": {"ba-ria-vung-tau", "binh-duong"},
    "dong-nai": {"binh-phuoc"},
    "tay-ninh": {"long-an"},
    "can-tho": {"soc-trang", "hau-giang"},
    "vinh-long": {"ben-tre", "tra-vinh"},
    "dong-thap": {"tien-giang"},
    "ca-mau": {"bac-lieu"},
    "an-giang": {"kien-giang"},
}


@pytest.mark.parametrize(("day", "count"), [(date(2020, 1, 1), 63), (LAST, 63), (FIRST, 34), (date(2030, 1, 1), 34)])
def test_there_are_as_many_as_there_were(day: date, count: int) -> None:
    assert sum(one.valid(day) for one in provinces().values()) == count


def test_each_is_where_the_resolution_put_it() -> None:
    found: dict[str, set[str]] = {}
    for one in provinces().values():
        if one.valid(LAST) and became(one.code, FIRST).code != one.code:
            found.setdefault(became(one.code, FIRST).code, set()).add(one.code)
    assert found == AFTER


@pytest.mark.parametrize("code", list(provinces()))
def test_each_is_found_by_its_own_name_and_ends_where_something_goes_on(code: str) -> None:
    one = provinces()[code]
    day = one.valid_until or FIRST
    assert named(one.name, day) == named(f"{one.kind} {one.name.upper()}", day) == one
    assert became(code, date(2030, 1, 1)).valid(date(2030, 1, 1))
    assert not one.valid_until or one.successor in provinces()


@pytest.mark.parametrize(
    ("written", "day", "code"),
    [
        ("Bắc Cạn", LAST, "bac-kan"),
        ("Đắc Lắc", LAST, "dak-lak"),
        ("Đăk Lăk", LAST, "dak-lak"),
        ("ĐăkNông", LAST, "dak-nong"),
        ("Hoà Bình", LAST, "hoa-binh"),
        ("Bà Rịa–Vũng Tàu", LAST, "ba-ria-vung-tau"),
        ("TP. Hồ Chí Minh", FIRST, "ho-chi-minh"),
        ("TP.HCM", FIRST, "ho-chi-minh"),
        ("Thừa Thiên - Huế", date(2024, 12, 31), "thua-thien-hue"),
        ("Huế", date(2024, 12, 31), "thua-thien-hue"),
        ("TP Huế", date(2025, 1, 1), "hue"),
        ("Thừa Thiên Huế", date(2025, 1, 1), "hue"),
        ("Kon Tum", date(2026, 1, 1), "kon-tum"),
        ("KonTum", date(2026, 1, 1), "kon-tum"),
    ],
)
def test_a_name_means_one_in_any_spelling(written: str, day: date, code: str) -> None:
    found = named(written, day)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["", "Trường Sơn", "huyện Kon Tum Đông", "Sơn"])
def test_other_names_mean_none(written: str) -> None:
    assert named(written, FIRST) is None


def test_hue_is_followed_through_both_changes() -> None:
    assert became("thua-thien-hue", date(2024, 12, 31)).code == "thua-thien-hue"
    assert became("thua-thien-hue", date(2026, 1, 1)).code == "hue"

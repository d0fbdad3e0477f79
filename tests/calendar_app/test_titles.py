"""What stands in a calendar says what it is without the directive beside it."""

import pytest

from calendar_app.entries import title_of
from calendar_app.models import Item, ItemDate


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Lễ khai mạc", "Lễ khai mạc"),
        ("", "Treo cờ Tổ quốc"),
        ("Đợt 1", "Treo cờ Tổ quốc: đợt 1"),
        ("Giai đoạn II", "Treo cờ Tổ quốc: giai đoạn II"),
        ("Vòng sơ khảo", "Treo cờ Tổ quốc: vòng sơ khảo"),
        ("Đợt cao điểm phòng, chống ma túy", "Đợt cao điểm phòng, chống ma túy"),
    ],
)
def test_a_date_is_published_by_its_own_name_or_by_that_of_its_item(label: str, title: str) -> None:
    assert title_of(Item(title="Treo cờ Tổ quốc"), ItemDate(label=label)) == title

"""Tables in a text: their rows are items with their own day, place and office, however the table lost its lines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.recognise import recognise
from content.recognise.rows import cells, is_rule
from tests.content.samples import TODAY

OPENING = (
    "SỞ VĂN HÓA VÀ THỂ THAO\nSố: 12/SVHTT-QLVH\nHà Nội, ngày 08 tháng 11 năm 2024\n\nKính gửi: Các xã.\n\n"
    "I. LỊCH CHIẾU PHIM\n\n"
)
CLOSING = (
    "\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Các xã chuẩn bị bãi chiếu.\n\nĐề nghị các xã thực hiện./.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn An\n"
)
BARRED = """| TT | Thời gian | Địa điểm | Đơn vị thực hiện |
| --- | :---: | --- | --- |
| 1 | 06/12/2024 | Đêm giao lưu tại xã Sơn Nguyên | Đội chiếu bóng số 1 |
| 2 | Ngày 07, 08/12/2024 | Liên hoan cồng chiêng, chiếu phim xã Cà Lúi | Trung tâm Văn hóa tỉnh; UBND xã Cà Lúi |"""
BARE = "\n".join(line.strip("| ") for line in BARRED.splitlines() if "---" not in line)
TABLES = {
    "bars around": BARRED,
    "bars between": BARE,
    "bars without blanks": BARE.replace(" | ", "|"),
    "bold cells": BARRED.replace("| 1 |", "| **1** |").replace("| TT |", "| **TT** |"),
    "tabs": BARE.replace(" | ", "\t"),
    "wide gaps": BARE.replace(" | ", "   "),
    "two blanks": BARE.replace(" | ", "  "),
    "borders of dashes": "+----+-----+\n"
    + BARRED.replace("| --- | :---: | --- | --- |", "+----+-----+")
    + "\n+----+-----+",
    "an empty line between rows": BARRED.replace("|\n| 2", "|\n\n| 2"),
    "numbers with a dot": BARRED.replace("| 1 |", "| 1. |").replace("| 2 |", "| 2. |"),
    "carriage returns": BARRED.replace("\n", "\r\n"),
    "one cell a line": BARE.replace(" | ", "\n"),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_row_is_an_item_with_its_day_its_place_and_its_office(table: str) -> None:
    items = recognise(OPENING + table + CLOSING, TODAY).items
    assert [item.path for item in items] == ["I.1", "I.2", "II.1"]
    first, second, _ = items
    assert [(d.role, str(d.start), str(d.end)) for d in first.dates] == [("event", "2024-12-06", "2024-12-06")]
    assert [(d.role, str(d.start), str(d.end)) for d in second.dates] == [("event", "2024-12-07", "2024-12-08")]
    assert first.title == "Đêm giao lưu tại xã Sơn Nguyên"
    assert first.audiences == ("Đội chiếu bóng số 1",)
    assert second.audiences == ("Trung tâm Văn hóa tỉnh", "UBND xã Cà Lúi")


def test_the_place_of_a_row_is_true_in_the_text() -> None:
    text = OPENING + TABLES["tabs"] + CLOSING
    day = recognise(text, TODAY).items[0].dates[0]
    assert text[slice(*day.span)] == "06/12/2024" == day.text


@pytest.mark.parametrize(
    "head",
    [
        "| Ngày | Nội dung | Địa điểm |",
        "| Thời gian | Hoạt động | Đơn vị chủ trì |",
        "Ngày | Công việc | Người phụ trách",
        "| **Thời gian** | **Tên hoạt động** | **Ghi chú** |",
        "| Ngày, giờ | Nhiệm vụ | Cơ quan thực hiện |",
    ],
)
def test_rows_under_a_head_without_a_column_of_numbers_are_counted(head: str) -> None:
    rows = "| 20/11/2024 | Lễ ra quân | UBND xã A |\n| 25/11/2024 | Hội thi | UBND xã B |"
    items = recognise(OPENING + f"{head}\n| --- | --- | --- |\n{rows}" + CLOSING, TODAY).items
    assert [item.path for item in items] == ["I.-1", "I.-2", "II.1"]
    assert [item.title for item in items[:2]] == ["Lễ ra quân", "Hội thi"]
    assert [str(d.start) for item in items for d in item.dates] == ["2024-11-20", "2024-11-25"]


def test_a_table_of_an_appendix_has_its_rows_too() -> None:
    text = OPENING + "1. Chiếu phim.\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn An\n\nPHỤ LỤC\nLỊCH CHIẾU PHIM\n"
    items = recognise(text + "\n" + BARRED, TODAY).items
    assert [item.path for item in items] == ["I.1", "1", "2"]


@pytest.mark.parametrize(
    "line",
    [
        "12  xã,  phường  treo  cờ  Tổ  quốc.",
        "1.  Tuyên truyền  trên  loa.",
        "Trang chủ  Tin tức  Văn bản",
        "SỞ Y TẾ\tĐẾN\tSố: 45",
        "Họ tên | Chức vụ",
        "1. Chiều cao 12  cm,  rộng 3  m",
    ],
)
def test_a_sentence_with_wide_gaps_is_no_row(line: str) -> None:
    assert cells(line, in_table=False) == []


@given(st.text(alphabet="a1|\t -+*:—TS", max_size=60), st.booleans())
def test_cells_stand_in_their_line_in_order(words: str, in_table: bool) -> None:
    found = cells(words, in_table=in_table)
    assert found == sorted(found)
    assert all(0 <= a <= b <= len(words) for a, b in found)
    assert not is_rule(words) or not any(map(str.isalnum, words))


def test_cells_that_are_empty_or_broken_over_lines_keep_their_columns() -> None:
    table = (
        "STT\tHoạt động\tThời gian\tĐơn vị chủ trì\tGhi chú\n1\tHội thi dân vũ\t14/12\tHội Phụ nữ huyện\t\n"
        "2\tHọp báo\t\tSở Y tế\tchưa có ngày\n3\tTreo băng rôn,\ncờ phướn\tTừ 10/12 đến 25/12/2024\tTrung tâm Văn hóa\t"
    )
    items = recognise(OPENING + table + CLOSING, TODAY).items[:3]
    assert [item.path for item in items] == ["I.1", "I.2", "I.3"]
    assert [item.title for item in items[:2]] == ["Hội thi dân vũ", "Họp báo"]
    assert [item.audiences for item in items[:2]] == [("Hội Phụ nữ huyện",), ("Sở Y tế",)]
    assert [[(d.role, d.label) for d in item.dates] for item in items] == [
        [("event", "Hội thi dân vũ")],
        [],
        [("period", "Treo băng rôn, cờ phướn")],
    ]


def test_a_timetable_is_called_by_what_is_broadcast() -> None:
    table = "| Thứ | Khung giờ | Nội dung |\n|:---|:---|:---|\n| Thứ Hai hằng tuần | 5h00 | Bản tin nông thôn |"
    item = recognise(OPENING + table + CLOSING, TODAY).items[0]
    assert item.title == "Bản tin nông thôn"
    assert [d.rrule for d in item.dates] == ["FREQ=WEEKLY;BYDAY=MO;BYHOUR=5"]


@given(st.lists(st.sampled_from(["1", "2", "", "06/12/2024", "Hội thi", "Treo cờ"]), min_size=2, max_size=6))
def test_any_row_keeps_the_place_of_every_day(row: list[str]) -> None:
    text = OPENING + "| TT | Nội dung | Thời gian |\n| " + " | ".join(row) + " |" + CLOSING
    for item in recognise(text, TODAY).items:
        assert all(text[slice(*day.span)].replace(" ", "") == day.text.replace(" ", "") for day in item.dates)


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("Đêm giao lưu, chiếu phim tại xã Cà Lúi", "event"),
        ("Liên hoan cồng chiêng, chiếu phim", "event"),
        ("Lễ khai mạc, phát động cuộc thi, treo cờ", "event"),
        ("Hội thi dân vũ, trưng bày pa nô", "event"),
        ("Treo cờ chào mừng Đại hội, mít tinh", "period"),
        ("Phát thanh lưu động về Hội chợ, lễ hội", "period"),
    ],
)
def test_what_a_cell_opens_with_says_what_its_days_are(cell: str, role: str) -> None:
    table = f"| TT | Hoạt động | Thời gian |\n| --- | --- | --- |\n| 1 | {cell} | Ngày 07, 08/12/2024 |"
    assert [d.role for d in recognise(OPENING + table + CLOSING, TODAY).items[0].dates] == [role]


def test_a_day_with_its_day_of_the_week_in_the_last_cell_leaves_its_row_whole() -> None:
    rows = (
        "TT\tNội dung\tĐơn vị thực hiện\tThời gian\n"
        "1\tHọp báo tại Sở\tVăn phòng Sở\t14 giờ ngày 21/11/2024\n"
        "2\tMít tinh tại xã Sơn Nguyên\tTrung tâm Văn hóa tỉnh\tSáng thứ Bảy, ngày 23/11/2024"
    )
    found = recognise(OPENING + rows + CLOSING, TODAY).items
    told = {item.path: [mark.start for mark in item.dates] for item in found if item.path.startswith("I.")}
    assert told == {"I.1": [date(2024, 11, 21)], "I.2": [date(2024, 11, 23)]}


def test_a_day_under_the_column_of_limits_is_one() -> None:
    rows = "TT | Nội dung | Đơn vị thực hiện | Thời hạn hoàn thành\n"
    rows += "1 | Niêm yết kết quả | Các xã | 13/12/2024\n2 | Tập huấn ngày 20/12/2024 | Các xã | Tháng 12/2024"
    read = recognise(OPENING + rows + CLOSING, TODAY)
    dates = [(mark.role, mark.start, mark.end) for item in read.items for mark in item.dates]
    day = date(2024, 12, 20)
    assert dates[0] == ("deadline", None, date(2024, 12, 13))
    assert dates[1:] == [("event", day, day), ("deadline", None, date(2024, 12, 31))]


def test_a_sentence_after_the_last_row_is_no_cell_of_it() -> None:
    duty = "Các xã báo cáo kết quả về Phòng Văn hóa trước ngày 20/12/2024."
    *_, row, last = recognise(OPENING + BARRED + f"\n\n{duty}\n\nNơi nhận:\n- Lưu: VT.\n", TODAY).items
    assert "20/12" not in row.text
    assert (last.path, last.text, [str(mark.end) for mark in last.dates]) == ("§1", duty, ["2024-12-19"])

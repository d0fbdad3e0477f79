"""No text makes the patterns slow: their time grows with the length of the text, also on words that almost match."""

from datetime import date

import pytest

from content.directive import Doubt
from content.recognise import choose, commemorations, cues, labels, marks, past, proposals, recognise, withdrawn
from content.recognise.form import EXAMPLE_FRAME
from content.recognise.surroundings import surroundings
from content.recognise.tidy import join, lines
from tests.growth import in_step, repeated

HEAD = "Số: 90/UBND-VH\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nKính gửi: Các xã.\n\n1. "
NEAR = [
    "1", "12/", "1/1/", "12-12-", "31/12/20", "1.2.", " ", "\t \u00a0", "(", ")(", "“", "ngày ", "từ ngày ",
    "từ ngày 1/1 ",
    "ngày 1, 2, 3, ", "từ 1/1 đến ", "đến hết ", "trước ngày ", "chậm nhất là vào trước ", "thứ 2, ", "thứ hai hằng ",
    "hằng ngày 5 giờ 30 phút, ", "lúc 5h00 - 5h30; ", "tháng mười ", "mùng mười tháng ", "rằm tháng năm ", "năm năm ",
    "tuần 46 năm ", "quý IV năm ", "từ nay đến hết ", "kỷ niệm 80 năm Ngày ", "(1/1/1990 - ", "30 tháng 4 và ",
    "cứ 30 phút ",
    "treo phát đăng ", "hoãn thay cho ", "đợt đợt 1 ", "nhân dịp chào mừng ", "a", "đ.", "-", "trước, trong và sau ",
]  # fmt: skip


@pytest.mark.parametrize("unit", NEAR)
def test_the_forms_take_time_in_step_with_the_text(unit: str) -> None:
    def run(text: str) -> None:
        list(choose.candidates(choose.mask(text, []), EXAMPLE_FRAME))

    assert in_step(lambda size: run(repeated(unit, size)), 20_000)


@pytest.mark.parametrize("unit", NEAR)
def test_the_cues_take_time_in_step_with_the_text(unit: str) -> None:
    def run(text: str) -> None:
        cues.hits.cache_clear()
        cues.hits(text)

    assert in_step(lambda size: run(repeated(unit, size)), 50_000)


@pytest.mark.parametrize("unit", NEAR)
def test_what_stands_around_a_date_takes_time_in_step_with_the_text(unit: str) -> None:
    def run(text: str) -> None:
        place = len(text) // 2
        around = surroundings(text, place, place + 5, "", 0)
        withdrawn.is_void(around)
        past.is_told(around)
        commemorations.printed_years(around)
        for role in ("anniversary", "event", "deadline"):
            labels.label_of(around, role)

    assert in_step(lambda size: run(repeated(unit, size)), 100_000)


@pytest.mark.parametrize(
    "unit", ["Treo cờ từ ngày 1/12 đến ngày 2/12. ", "Nhân dịp Tết, chào mừng năm mới; ", "12/12, "]
)
def test_a_paragraph_takes_time_in_step_with_its_length(unit: str) -> None:
    def run(text: str) -> tuple[object, tuple[Doubt, ...]]:
        choose.standing.cache_clear()
        piece = join([line.piece for line in lines(text)[0]])
        list(proposals.undated([piece], set(), EXAMPLE_FRAME))
        return marks.read_marks(piece, [], "", EXAMPLE_FRAME)

    assert in_step(lambda size: run(repeated(unit, size)), 10_000)


def test_a_directive_of_a_hundred_pages_takes_time_in_step_with_its_length() -> None:
    items = "".join(
        f"{n}. Treo cờ từ ngày 01/12 đến ngày {n % 28 + 2:02}/12/2024 tại trụ sở.\n\n" for n in range(1, 200)
    )

    def run(text: str) -> None:
        choose.standing.cache_clear()
        recognise(HEAD + text, date(2026, 11, 21))

    assert in_step(lambda size: run(items * size), 1)


@pytest.mark.parametrize("unit", ["1/1/", "ngày 1, ", "từ ngày 1/1 đến ", "   ", "12-12-"])
def test_a_megabyte_of_near_misses_is_read_or_doubted(unit: str) -> None:
    reading = recognise(HEAD + unit * (1_000_000 // len(unit)), date(2026, 11, 21))
    assert all(doubt.message for doubt in reading.doubts)

"""What comes with a file fills the head that its text leaves blank."""

from datetime import date

from content.directive import Known, Reading
from content.recognise import recognise
from tests.conftest import ROOT

TODAY = date(2026, 11, 21)
BLANK = (ROOT.parent / "shared" / "directives" / "kon-tum-2024-tuan-46.txt").read_text(encoding="utf-8")


def _read(known: Known) -> Reading:
    return recognise(BLANK, TODAY, known)


def test_a_blank_number_and_day_are_filled_and_no_longer_asked_for() -> None:
    reading = _read(Known(number="2114 / STTTT – TTBCXB", issued_on=date(2024, 11, 8)))
    assert (reading.header.number, reading.header.issued_on) == ("2114/STTTT-TTBCXB", date(2024, 11, 8))
    assert reading.header.not_before is None
    assert not {"blank-number", "blank-date", "header-differs"} & {doubt.code for doubt in reading.doubts}


def test_years_left_out_are_counted_from_the_day_that_came_with_the_file() -> None:
    text = "SỞ A\nSố:   /SA-VP\nHà Nội, ngày   tháng   năm\n\nKính gửi: Các xã.\n\n1. Treo cờ ngày 05/01.\n"
    (item,) = recognise(text, TODAY, Known(issued_on=date(2024, 12, 20))).items
    assert [mark.start for mark in item.dates] == [date(2025, 1, 5)]


def test_what_the_text_prints_otherwise_is_doubted_at_its_line() -> None:
    text = "SỞ A\nSố: 12/SA-VP\nHà Nội, ngày 08 tháng 11 năm 2024\n\nKính gửi: Các xã.\n\n1. Treo cờ.\n"
    reading = recognise(text, TODAY, Known(number="13/SA-VP", issued_on=date(2024, 11, 8)))
    (doubt,) = (doubt for doubt in reading.doubts if doubt.code == "header-differs")
    assert (reading.header.number, reading.text[slice(*doubt.span)]) == ("13/SA-VP", "Số: 12/SA-VP")
    assert "là “12/SA-VP”, thông tin gửi kèm là “13/SA-VP”" in doubt.message


def test_what_is_not_known_leaves_the_reading_as_it_is() -> None:
    assert _read(Known()) == recognise(BLANK, TODAY)

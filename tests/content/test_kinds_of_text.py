"""Kinds of documents met more rarely, and how their heads and numbers are read."""

from datetime import date

import pytest

from content.directive import Reading
from content.recognise import recognise
from tests.content.samples import TODAY

HEAD = "SỞ VĂN HÓA BẮC NINH\nTHƯ VIỆN TỈNH\n\nBắc Ninh, ngày 03 tháng 7 năm 2023\n\n"
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n\nNguyễn Thị Hoa\n"


def _read(title: str, body: str) -> Reading:
    return recognise(f"{HEAD}{title}\n\n{body}{FOOT}", TODAY)


@pytest.mark.parametrize("kind", ["THỂ LỆ", "ĐIỀU LỆ"])
def test_the_rules_of_a_contest_have_a_title_and_articles_over_numbers(kind: str) -> None:
    title = f"{kind}\nHội thi kể chuyện sách hè năm 2023"
    reading = _read(
        title,
        "Điều 1. Đối tượng\nHọc sinh trong tỉnh.\n\n"
        "Điều 2. Thời gian\n1. Phát động: ngày 08/7.\n2. Nhận bài:\na) Qua thư.\n"
        "b) Trực tiếp.\n\nĐiều 3. Giải thưởng\n3.1. Giải Nhất.\n3.2. Giải Nhì.",
    )
    assert (reading.header.issuer, reading.header.subject) == ("Thư viện tỉnh", "Hội thi kể chuyện sách hè năm 2023")
    assert reading.header.document_type == kind.lower()
    assert [item.path for item in reading.items] == ["1", "2.1", "2.2.a", "2.2.b", "3.1", "3.2"]


def test_two_weeks_of_two_years_in_the_subject_are_one_window() -> None:
    title = "V/v nội dung tuyên truyền tuần 52/2023 và tuần 01/2024"
    window = _read(title, "Kính gửi: Các xã.\n\n1. Treo cờ.").window
    assert (window.start, window.end) == (date(2023, 12, 25), date(2024, 1, 7))


def test_a_department_of_a_hospital_is_spoken_to() -> None:
    items = _read(
        "KẾ HOẠCH\nTiêm chủng", "1. Khoa Dược: cấp phát vắc xin.\n2. Khoa học và công nghệ: số hóa hồ sơ."
    ).items
    assert [item.audiences for item in items] == [("Khoa Dược",), ()]


def test_a_stretch_that_a_line_end_tears_is_no_dash() -> None:
    items = _read(
        "KẾ HOẠCH\nTiêm chủng", "1. Treo băng rôn trong 02 đợt: đợt 1 từ 20/10\n- 05/11, đợt 2 từ 10/12.\n\n2. Báo cáo."
    ).items
    assert [item.path for item in items] == ["1", "2"]


def test_the_text_under_a_last_heading_in_capitals_is_its_own_even_where_it_closes() -> None:
    items = _read(
        "KẾ HOẠCH\nTiêm chủng", "I. NỘI DUNG\n1. Treo cờ.\n\nII. TỔ CHỨC THỰC HIỆN\nCác xã báo cáo trước ngày 05/9./."
    ).items
    assert [(item.path, len(item.dates)) for item in items] == [("I.1", 0), ("II", 1)]


def test_the_office_of_two_bodies_is_one() -> None:
    items = _read(
        "KẾ HOẠCH\nTiêm chủng", "1. Văn phòng HĐND và UBND: tổng hợp.\n2. Công an xã và UBND phường: phối hợp."
    ).items
    assert [item.audiences for item in items] == [("Văn phòng HĐND và UBND",), ("Công an xã", "UBND phường")]


def test_from_now_begins_with_the_newest_document_where_the_day_of_issue_is_blank() -> None:
    text = (
        "HỘI NÔNG DÂN TỈNH KIÊN GIANG\nSố:     -CV/HNDT\nKiên Giang, ngày     tháng 3 năm 2020\n\nKính gửi: Các xã.\n\n"
        "Thực hiện Chỉ thị số 13/CT-TTg ngày 11/3/2020, đề nghị:\n\n1. Treo cờ từ nay đến ngày 20/3."
    )
    (mark,) = recognise(text + FOOT, TODAY).items[0].dates
    assert (mark.start, mark.end) == (date(2020, 3, 11), date(2020, 3, 20))

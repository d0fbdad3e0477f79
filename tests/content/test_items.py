"""What an item is, to whom it speaks, through what; what its directive is about."""

from datetime import date

import pytest

from content.directive import Item
from content.recognise import recognise
from content.vocabulary import channels_in
from tests.content.samples import TODAY

HEAD = "UBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v truyền thông\nĐắk Nông, ngày 08 tháng 11 năm 2024\n\n"


def _items(body: str) -> list[Item]:
    text = f"{HEAD}Kính gửi:\n- UBND các xã.\n\nĐể thực hiện kế hoạch năm, đề nghị:\n\n{body}\n\nNơi nhận:\n- Như trên."
    return list(recognise(text, TODAY).items)


@pytest.mark.parametrize(
    "subject",
    [
        "Thực hiện Phong trào thi đua “Đắk Nông chung tay vì người nghèo” năm 2024",
        "Thực hiện Chương trình mỗi xã một sản phẩm năm 2025",
        "Thực hiện công tác bảo vệ, chăm sóc và giáo dục trẻ em trên địa bàn tỉnh",
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2023 của Bộ Chính trị về đột phá phát triển khoa học",
        "Theo dõi tình hình thi hành pháp luật năm 2025",
        "Hưởng ứng Chiến dịch làm cho thế giới sạch hơn",
    ],
)
def test_a_plan_may_be_about_carrying_something_out(subject: str) -> None:
    head = "UBND TỈNH ĐẮK NÔNG\nSố: 46/KH-UBND\nĐắk Nông, ngày 08 tháng 11 năm 2024\n\nKẾ HOẠCH\n"
    body = (
        "Thực hiện Quyết định số 12/QĐ-TTg ngày 01/10/2024, UBND tỉnh ban hành kế hoạch:\n\n1. Treo cờ.\n\n2. Phát loa."
    )
    assert recognise(f"{head}{subject}\n\n{body}", TODAY).header.subject == subject


def test_a_basis_under_the_kind_of_a_document_is_no_subject() -> None:
    head = "UBND TỈNH ĐẮK NÔNG\nSố: 46/CĐ-UBND\nĐắk Nông, ngày 08 tháng 11 năm 2024\n\nCÔNG ĐIỆN\n"
    body = "Thực hiện Công điện số 112/CĐ-TTg ngày 06/11/2024, UBND tỉnh yêu cầu:\n\n1. Trực ban.\n\n2. Báo cáo."
    assert recognise(head + body, TODAY).header.subject is None


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Phát trên sóng BPTV vào tối thứ Tư.", True),
        ("Truyền hình trực tiếp trên sóng của QBTV.", True),
        ("Giới thiệu trên kênh VTV1.", True),
        ("Đăng trên kênh OA của phường.", False),
        ("Theo dõi sóng cao 3 m ven biển.", False),
    ],
)
def test_a_station_by_the_letters_of_its_name_is_radio_and_television(words: str, named: bool) -> None:
    assert ("radio_tv" in channels_in(words)) is named


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("UBND các xã, phường: duy trì phát thanh 3 buổi mỗi ngày.", True),
        ("UBND phường Nghĩa Thành: tăng thời lượng phát thanh.", True),
        ("Sở Tư pháp: tăng thời lượng phát thanh.", False),
        ("UBND xã: phối hợp đài phát thanh và truyền hình tỉnh.", False),
    ],
)
def test_a_commune_speaks_through_its_loudspeakers(words: str, named: bool) -> None:
    assert ("loudspeaker" in _items(f"1. {words}\n\n2. Khác.")[0].channels) is named


@pytest.mark.parametrize(
    ("heading", "item", "audiences"),
    [
        ("Các sở, ngành liên quan", "Sở Y tế chuẩn bị cơ số thuốc.", ("Sở Y tế",)),
        ("Các cơ quan, đơn vị liên quan", "Công an tỉnh bố trí lực lượng.", ("Công an tỉnh",)),
        ("Các sở, ban, ngành khác", "Tiếp tục treo cờ.", ("Các sở, ban, ngành khác",)),
        ("Sở Y tế", "Sở Tư pháp phối hợp.", ("Sở Y tế",)),
    ],
)
def test_a_heading_that_names_nobody_gives_way_to_the_office_of_an_item(
    heading: str, item: str, audiences: tuple[str, ...]
) -> None:
    assert _items(f"1. {heading}\n\na) {item}\n\nb) Báo cáo.\n\n2. Khác.")[0].audiences == audiences


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("THỂ LỆ CUỘC THI", "task"),
        ("QUY ĐỊNH VỀ CUỘC THI", "task"),
        ("THỂ LỆ", "task"),
        ("TUYÊN TRUYỀN VỀ CUỘC THI", "form"),
    ],
)
def test_how_a_contest_is_entered_is_no_way_of_communicating(title: str, kind: str) -> None:
    items = _items(f"I. {title}\n\n1. Nội dung, hình thức\n\n- Bài viết tay.\n\n- Tranh khổ A3.\n\n2. Khác.")
    assert [item.kind for item in items[:2]] == [kind, kind]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Tuyên truyền về xây dựng Đảng", "thematic"),
        ("Tuyên truyền kỷ niệm các ngày lễ", "thematic"),
        ("Xây dựng Đảng", "task"),
        ("Tuyên truyền trên hệ thống loa", "task"),
    ],
)
def test_what_is_foretold_under_a_heading_of_themes_is_a_theme(heading: str, kind: str) -> None:
    items = _items(f"I. NỘI DUNG TRỌNG TÂM\n\n1. {heading}\n\n- Hội nghị tổng kết dự kiến ngày 20/11.\n\n- Khác.")
    assert items[0].kind == kind


def test_a_day_kept_that_is_told_again_with_its_years_is_told_once() -> None:
    item = _items("1. Quốc khánh 2/9: kỷ niệm 80 năm Quốc khánh nước Việt Nam (02/9/1945 - 02/9/2025).\n\n2. Khác.")[0]
    assert [(mark.start, mark.years) for mark in item.dates] == [(date(2025, 9, 2), 80)]


@pytest.mark.parametrize("last", ["16h00 cùng ngày", "19 giờ 30 tối cùng ngày", "Lúc 16 giờ cùng ngày"])
def test_the_same_day_in_a_row_is_that_of_the_row_above(last: str) -> None:
    head = "| TT | Hoạt động | Thời gian |\n| --- | --- | --- |"
    rows = f"{head}\n| 1 | Đua ngựa | 8h30 ngày 05/12/2024 |\n| 2 | Trao giải | {last} |"
    assert [mark.start for item in _items(rows)[:2] for mark in item.dates] == [date(2024, 12, 5)] * 2


def test_the_same_day_after_a_stretch_or_a_limit_is_none() -> None:
    for before in ("từ ngày 05/12/2024 đến ngày 09/12/2024", "trước ngày 05/12/2024"):
        items = _items(f"1. Nhận hồ sơ {before}.\n\n2. Tổng kết 16h00 cùng ngày.\n\n3. Khác.")
        assert items[1].dates == ()

"""What only a whole text shows: the window its opening names, who signed with a rank, a theme among forms."""

from datetime import date

import pytest

from content.recognise import recognise

HEAD = "CÔNG AN TỈNH HÒA AN\nSố: 90/KH-CAT\nHòa An, ngày 08 tháng 11 năm 2024\n\nKẾ HOẠCH\nBảo đảm an ninh dịp Tết\n\n"
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "words",
    [
        "Công an tỉnh ban hành Kế hoạch mở đợt cao điểm từ ngày 15/12/2024 đến hết ngày 14/02/2025, cụ thể như sau:",
        "Công an huyện ban hành Kế hoạch phát động đợt thi đua từ ngày 15/12/2024 đến ngày 14/02/2025 như sau:",
        "Hội đồng ban hành Kế hoạch tổ chức chiến dịch làm sạch biển từ 15/12/2024 đến 14/02/2025 như sau:",
    ],
)
def test_the_opening_that_issues_the_plan_of_a_campaign_names_the_window(words: str) -> None:
    window = recognise(f"{HEAD}{words}\n\n1. Các xã treo băng rôn.\n", TODAY).window
    assert (window.start, window.end) == (date(2024, 12, 15), date(2025, 2, 14))


def test_the_days_of_a_festival_in_the_opening_are_no_window() -> None:
    words = "Ủy ban nhân dân huyện ban hành Kế hoạch tổ chức Lễ hội từ ngày 15/12/2024 đến ngày 17/12/2024 như sau:"
    assert recognise(f"{HEAD}{words}\n\n1. Các xã treo băng rôn.\n", TODAY).window.start == date(2024, 11, 8)


@pytest.mark.parametrize("rank", ["Đại tá", "Thượng tá", "Thiếu tướng"])
def test_a_rank_is_no_part_of_the_name_of_who_signed(rank: str) -> None:
    foot = f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n{rank} Lê Văn Thành\n"
    assert recognise(f"{HEAD}1. Các xã treo băng rôn.\n\n{foot}", TODAY).header.signer.name == "Lê Văn Thành"


def test_contents_under_a_heading_of_contents_and_forms_are_a_theme() -> None:
    body = (
        "III. NỘI DUNG, HÌNH THỨC TRUYỀN THÔNG\n\n1. Nội dung: mức lương, chế độ.\n\n2. Mạng xã hội, loa: đăng tin.\n"
    )
    assert [item.kind for item in recognise(HEAD + body, TODAY).items] == ["thematic", "form"]


def test_a_bare_gate_of_information_is_a_portal() -> None:
    body = "III. HÌNH THỨC\n\n1. Mạng xã hội, cổng thông tin: đăng danh mục việc làm.\n"
    assert recognise(HEAD + body, TODAY).items[0].channels == ("portal", "social")


def _letter(*paragraphs: str) -> str:
    head = "BAN TUYÊN GIÁO HUYỆN ỦY\n*\nSố 41-CV/BTG\nHòa An, ngày 28 tháng 5 năm 2024\n\n"
    head += "V/v tuyên truyền tháng 6/2024\n\n"
    return head + "\n\n".join(paragraphs)


def test_a_letter_with_neither_addressees_nor_title_opens_after_its_subject() -> None:
    told = "Đại hội Công đoàn huyện lần thứ X diễn ra từ ngày 12 đến ngày 13/6/2024 tại Trung tâm Hội nghị huyện."
    read = recognise(_letter(told, "Đề nghị các chi bộ treo cờ từ ngày 10/6 đến ngày 14/6/2024."), TODAY)
    assert (read.header.issuer, read.header.subject) == ("Ban Tuyên giáo Huyện ủy", "tuyên truyền tháng 6/2024")
    assert [mark.role for item in read.items for mark in item.dates] == ["event", "period"]


def test_the_sentence_that_leads_on_to_what_follows_is_no_item() -> None:
    leads = "Ban Tuyên giáo Huyện ủy yêu cầu các chi bộ làm tốt một số nội dung trong tháng 6/2024, cụ thể như sau:"
    items = recognise(_letter(leads, "Nói chuyện thời sự tại Nhà văn hóa xã vào ngày 21/6."), TODAY).items
    assert [(item.path, len(item.dates)) for item in items] == [("§1", 1)]


def test_a_number_and_a_day_broken_over_lines_are_whole() -> None:
    head = "HUYỆN ĐOÀN HÒA AN\n***\nSố:\n74-CV/ĐTN\nHòa An,\nngày 17 tháng 7 năm 2024\n\nKính gửi: Đoàn các xã.\n\n"
    header = recognise(head + "1. Ra quân Ngày Chủ nhật xanh vào ngày 22/7/2024.\n", TODAY).header
    assert (header.number, header.place, header.issued_on) == ("74-CV/ĐTN", "Hòa An", date(2024, 7, 17))


def test_a_subject_in_quotes_and_a_sub_committee_that_issues() -> None:
    head = "TIỂU BAN TUYÊN TRUYỀN ĐẠI HỘI\nSố: 02-CV/TBTT\n“V/v trang trí khánh tiết”\n"
    head += "Hòa An, ngày 10 tháng 10 năm 2024\n\n"
    header = recognise(f"{head}Kính gửi: Các chi bộ.\n\n1. Treo cờ từ ngày 20/10/2024.\n", TODAY).header
    assert (header.issuer, header.subject) == ("Tiểu ban Tuyên truyền đại hội", "trang trí khánh tiết")


@pytest.mark.parametrize(
    ("called_off", "kept"),
    [
        ("Do mưa lớn, Huyện đoàn quyết định hoãn buổi tọa đàm nêu trên, thời gian tổ chức sẽ thông báo sau.", 0),
        ("Do mưa lớn, Huyện đoàn quyết định hoãn hội nghị nêu trên, thời gian tổ chức sẽ thông báo sau.", 1),
    ],
)
def test_what_is_called_off_as_told_above_does_not_take_place(called_off: str, kept: int) -> None:
    told = "Ngày 20/5, Huyện đoàn đã mời các chi đoàn dự tọa đàm về truyền thống vào ngày 12/6/2024 tại Hội trường A."
    assert sum(len(item.dates) for item in recognise(_letter(told, called_off), TODAY).items) == kept

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


NOTICE = "UBND XÃ B\nSố: 31/TB-UBND\nXã B, ngày 20 tháng 12 năm 2024\nTHÔNG BÁO\n"
HUNG = "Đề nghị các thôn, bản, trường học và Nhân dân trong xã treo cờ Tổ quốc từ ngày 30/12/2024 đến hết ngày "


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Về việc treo cờ Tổ quốc mừng năm mới.\n", "treo cờ Tổ quốc mừng năm mới"),
        ("Treo cờ mừng năm mới\n- Địa điểm: trụ sở, nhà văn hóa thôn.\n", "Treo cờ mừng năm mới"),
        (f"Treo cờ mừng năm mới\n{'Các thôn chuẩn bị cờ và cột cờ, ' * 6}kiểm tra trước.\n", "Treo cờ"),
    ],
    ids=["closed", "labelled", "long"],
)
def test_a_paragraph_right_under_a_title_is_no_part_of_it(title: str, subject: str) -> None:
    reading = recognise(f"{NOTICE}{title}{HUNG}02/01/2025.\n", TODAY)
    assert (reading.header.subject or "").startswith(subject)
    assert "Các thôn" not in (reading.header.subject or "")
    days = [(mark.role, mark.start, mark.end) for item in reading.items for mark in item.dates]
    assert days == [("period", date(2024, 12, 30), date(2025, 1, 2))]


def test_a_text_right_under_place_and_day_is_not_lost_in_the_head() -> None:
    reading = recognise(
        "UBND XÃ B\nSố: 31/UBND\nV/v treo cờ\nXã B, ngày 20 tháng 12 năm 2024\n" + HUNG + "02/01/2025.", TODAY
    )
    assert reading.header.issued_on == date(2024, 12, 20)
    assert [mark.start for item in reading.items for mark in item.dates] == [date(2024, 12, 30)]
    alone = recognise("UBND XÃ B\nXã B, ngày 20 tháng 12 năm 2024\nLoa xã tiếp âm đài huyện.\n", TODAY)
    assert [mark for item in alone.items for mark in item.dates] == []


@pytest.mark.parametrize(
    "cut", ["\nngày 13 tháng 7 năm 2024", " ngày 13\ntháng 7 năm 2024", " ngày 13 tháng\n7 năm 2024"]
)
def test_a_day_of_issue_broken_anywhere_is_whole(cut: str) -> None:
    text = f"UBND TỈNH A\n|\nSố: 9/KH-UBND\n|\nMinh Hòa,{cut}\n|\nKẾ HOẠCH\nPHÒNG DỊCH\nCăn cứ tình hình.\n1. Phát.\n"
    assert recognise(text, TODAY).header.issued_on == date(2024, 7, 13)


def test_the_card_of_a_library_over_a_directive_is_no_part_of_it() -> None:
    card = "Số hiệu: 9/QĐ-UBND Loại văn bản: Quyết định\nNơi ban hành: Tỉnh A\nTình trạng: Đã biết\n\n"
    title = "PHÊ DUYỆT KẾ HOẠCH CHIẾN DỊCH " + "TRUYỀN THÔNG VÀ VỆ SINH MÔI TRƯỜNG " * 4
    head = (
        f"ỦY BAN NHÂN DÂN\nTỈNH A\n\nSố: 9/QĐ-UBND\n\nMinh Hòa, ngày 13 tháng 7 năm 2024\n\nQUYẾT ĐỊNH\n\n{title}\n\n"
    )
    header = recognise(card + head + "Căn cứ Luật An toàn thực phẩm;\n\nĐiều 1. Phê duyệt.\n", TODAY).header
    assert header.issuer == "Ủy ban nhân dân tỉnh A"
    assert (header.number, header.issued_on) == ("9/QĐ-UBND", date(2024, 7, 13))
    assert header.subject == title.strip()


def _paragraphs(*told: str) -> list[tuple[str, list[str]]]:
    """Read paragraphs under the head of a letter, as the words they open with and the roles of their days."""
    head = "UBND XÃ B\nSố: 12/UBND\nV/v tuyên truyền\nXã B, ngày 20 tháng 11 năm 2024\n\n"
    items = recognise(head + "\n\n".join(told) + "\n", TODAY).items
    return [(item.text[:9], [mark.role for mark in item.dates]) for item in items]


def test_what_led_on_has_told_the_basis() -> None:
    assert _paragraphs(
        "Đề nghị các thôn làm ngay một số việc như:",
        "Thực hiện việc phát thanh trên loa. Thời gian từ tháng 12 đến hết tháng 02/2025.",
        "Phối hợp với Trạm Y tế lập danh sách, gửi trước ngày 10/12/2024.",
    ) == [("Thực hiện", ["period"]), ("Phối hợp ", ["deadline"])]


def test_a_notice_that_a_basis_cites_asks_for_nothing() -> None:
    assert _paragraphs(
        "Căn cứ Thông báo số 17/TB-UBND, ngày 10/11/2024 của UBND huyện về lịch tiêm phòng.",
        "Đề nghị các thôn phát loa từ ngày 25/11 đến ngày 30/11/2024.",
    ) == [("Đề nghị c", ["period"])]
    assert _paragraphs(
        "Thực hiện Công điện số 04/CĐ-UBND, xã thông báo cho học sinh nghỉ từ chiều 21.11; ngày học có thông báo sau.",
        "Các trường trực 24/24 giờ.",
    ) == [("Thực hiện", ["start"]), ("Các trườn", [])]


def test_addressees_after_an_empty_line_are_read_and_the_paragraph_under_them_is_not_one() -> None:
    reading = recognise(
        "UBND XÃ B\nSố: 12/TB-UBND\nXã B, ngày 20 tháng 11 năm 2024\n\nTHÔNG BÁO KHẨN\n\nKính gửi:\n\nTrưởng các thôn\n"
        f"Do mưa lớn kéo dài {'nhiều ngày liền ' * 10}nên UBND xã yêu cầu:\n1. Trực loa từ ngày 21/11/2024.\n",
        TODAY,
    )
    assert reading.header.recipients == ("Trưởng các thôn",)
    assert [item.path for item in reading.items] == ["1"]

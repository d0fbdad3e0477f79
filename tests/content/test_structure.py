"""Heads, numbering, titles and addressees in the ways they are printed."""

from datetime import date

import pytest

from content.directive import Item, Reading, Signer
from content.recognise import recognise
from content.recognise.titles import LONGEST
from tests.content.samples import TODAY

BODY = (
    "\n\nKính gửi:\n- Các sở, ban, ngành;\n- UBND các xã.\n\nThực hiện kế hoạch năm, đề nghị:\n\n"
    "1. Treo cờ.\n\n2. Báo cáo.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Văn A\n"
)
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
DAY = "Đắk Nông, ngày 02 tháng 10 năm 2020"
STATE = ("UBND tỉnh Đắk Nông", "Sở Y tế", "46/SYT-NV", "Đắk Nông")
HEADS = {
    f"UBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v tuyên truyền\n{NATION}\n{DAY}": STATE,
    f"{NATION}\n-----\nHỎA TỐC\nUBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ\nSố: 46/SYT – NV\nV/v: tuyên truyền\n{DAY}": STATE,
    "UBND TỈNH ĐẮK NÔNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ          Độc lập - Tự do - Hạnh phúc\n"
    f"Số: 46/SYT-NV          {DAY}\nV/v tuyên truyền": STATE,
    f"**UBND TỈNH ĐẮK NÔNG**\n**SỞ Y TẾ**\n**Sô: 46/SYT-NV**\n**CỘNG HÕA XÃ HỘI CHỦ NGHĨA VỆT NAM**\n*{DAY}*\n\n"
    "**KẾ HOACH**\n**tuyên truyền**": STATE,
    f"Xem với cỡ chữ A- A A+\nNgày đăng 08/12/2020 | 15:21\nUBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ\nSố: 46/SYT-NV\n{DAY}\n"
    "Về việc tuyên truyền": STATE,
    "UBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ\nSố: 46/SYT-NV\nĐắk Nông, hồi 16 giờ 30 phút ngày 02 tháng 10 năm 2020\n\nCÔNG ĐIỆN\n"
    "tuyên truyền": STATE,
    "Ký bởi: Sở Y tế\nThời gian ký: 02.10.2020 15:22:11 +07:00\nUBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ\nSố:      /SYT-NV\n"
    "V/v tuyên truyền\nĐắk Nông, ngày     tháng     năm 2020": ("UBND tỉnh Đắk Nông", "Sở Y tế", None, "Đắk Nông"),
    f"ỦY\nBAN NHÂN DÂN\nHUYỆN KON PLÔNG\nSố: 12/UBND-VX\nV/v tuyên truyền\n{NATION}\n{DAY}": (
        None,
        "Ủy ban nhân dân huyện Kon Plông",
        "12/UBND-VX",
        "Đắk Nông",
    ),
    f"TỈNH ỦY ĐẮK LẮK\nBAN TUYÊN GIÁO\n*\nSố 853-CV/BTGTU\ntuyên truyền Đại hội\n\nĐẢNG CỘNG SẢN VIỆT NAM\n{DAY}": (
        "Tỉnh ủy Đắk Lắk",
        "Ban Tuyên giáo",
        "853-CV/BTGTU",
        "Đắk Nông",
    ),
    f"ĐẢNG BỘ TỈNH YÊN BÁI\nBAN THƯỜNG VỤ\n*\nSố 31-KH/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n{DAY}\n\nKẾ HOẠCH\ntuyên truyền": (
        "Đảng bộ tỉnh Yên Bái",
        "Ban Thường vụ",
        "31-KH/TU",
        "Đắk Nông",
    ),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_head_is_read_however_it_is_printed(head: str) -> None:
    header = recognise(head + BODY, TODAY).header
    assert (header.parent, header.issuer, header.number, header.place) == HEADS[head]
    assert header.issued_on == date(2020, 10, 2)
    assert header.subject
    assert header.subject.startswith("tuyên truyền")
    assert header.recipients == ("Các sở, ban, ngành", "UBND các xã")
    assert (len(header.copies), header.signer.name) == (2, "Trần Văn A")


@pytest.mark.parametrize(
    ("right", "wrong"), [("Kính gửi:", "Kfnh gừi:"), ("Nơi nhận:", "Nơi nhâm:"), ("Kính gửi:", "Kínhgửi:")]
)
def test_a_wrong_letter_in_a_key_word_changes_nothing(right: str, wrong: str) -> None:
    text = next(iter(HEADS)) + BODY
    plain, other = recognise(text, TODAY), recognise(text.replace(right, wrong), TODAY)
    assert (other.header, [i.path for i in other.items]) == (plain.header, [i.path for i in plain.items])


@pytest.mark.parametrize("place", ["Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh", "Thị xã Gò Công"])
def test_a_place_keeps_its_whole_name(place: str) -> None:
    head = f"UBND TỈNH A\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v tuyên truyền\n{place}, ngày 02 tháng 10 năm 2020"
    assert recognise(head + BODY, TODAY).header.place == place


def _read(body: str, after: str = "") -> Reading:
    head = (
        f"UBND TỈNH A\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v tuyên truyền\n{DAY}\n\nKính gửi: Các xã.\n\nTheo kế hoạch, đề nghị:"
    )
    return recognise(f"{head}\n\n{body}\n\nNơi nhận:\n- Như trên;\n\nGIÁM ĐỐC\n\nTrần Văn A\n{after}", TODAY)


OUTLINES = {
    "I. NỘI DUNG\n1. A\n1.1. Một\n1.2. Hai\n2. B\na) Ý\nđ) Ý\n- Gạch\n+ Cộng\n+ Cộng\nII. HÌNH THỨC\n1. Loa": [
        "I.1.1", "I.1.2", "I.2.a", "I.2.đ.-1.+1", "I.2.đ.-1.+2", "II.1",
    ],
    "I- NỘI DUNG\n1- Một\n2- Hai\n2.1- Nhỏ\n2.2- Nhỏ\na- Ý\nb- Ý": ["I.1", "I.2.1", "I.2.2.a", "I.2.2.b"],
    "– Việc một;\n– Việc hai;\n• Việc ba": ["-1", "-2", "-3"],
    "NỘI DUNG TUYÊN TRUYỀN\n\n1. Một\n2. Hai\n\nTỔ CHỨC THỰC HIỆN\n\n1. Ba\n2. Bốn": ["1", "2", "1~2", "2~2"],
    "STT\nNội dung\nThời gian\n1\nLễ ra quân\n20/10/2020\n2\nTreo cờ\n21/10/2020": ["1", "2"],
    "Mở đầu công việc trong năm.\n\nMột là, treo cờ.\n\nHai là, phát loa.": ["§1", "§2", "§3"],
    "1. “Nhiệt liệt chào mừng!”\n2. (Phụ trách: Sở Y tế) Phát loa.": ["1", "2"],
    "1. Treo cờ.\n2. 100% hộ dân ký cam kết.\n3. 05 xã vùng cao phát loa.": ["1", "2", "3"],
    "1. Treo cờ.\n2. 137/137 xã có tin, bài.\n3. Phát loa.": ["1", "2", "3"],
    "1- 80 năm Cách mạng Tháng Tám.\n2- 5 năm mô hình loa.\n3- 100% hộ ký cam kết.": ["1", "2", "3"],
    "1- 56 năm thực hiện Di chúc\n\n- Treo cờ.\n\n2– 20 xã phát loa.": ["1.-1", "2"],
    "2. Ngày lễ\n2.1. 101 năm Ngày Báo chí.\n2.2. Treo cờ.\n2.3) 100% hộ treo cờ.": ["2.1", "2.2", "2.3"],
    "1. Treo cờ tại đường\n2- 9 và quảng trường.": ["1"],
    "I/ NỘI DUNG\n1/ Lễ phát động\na/ Cấp huyện\nb/ Cấp xã\n2/ Treo cờ": ["I.1.a", "I.1.b", "I.2"],
    "1. Đ/c Bí thư chủ trì.\n2. Phát loa.\nb/c UBND huyện.": ["1", "2"],
    "(1) Treo cờ.\n(2) 05 xã phát loa.\n(3) Phân công:\n- Sở Y tế.\n- Các xã.": ["1", "2", "3.-1", "3.-2"],
    "1. Tháng hành động (1) và treo cờ.\n2. Phát loa.\n* Ghi chú: mẫu gửi kèm.\n(1) Công văn số 15/STTTT.": ["1", "2"],
    "1. Hình thức\na) Loa:\n(1) Sáng.\n(2) Chiều.\nb) Báo in": ["1.a.1", "1.a.2", "1.b"],
    "1- Các ngày lễ\n* Ngày 22/12.\n* Ngày **20/12**.\n2- Khác:\n* Cấp huyện\n- Treo cờ\n- Phát loa": [
        "1.-1", "1.-2", "2.-1.-1", "2.-1.-2",
    ],
    "Phần thứ nhất\nNỘI DUNG\n1. Một\nPHẦN THỨ HAI\nTỔ CHỨC THỰC HIỆN\n1. Hai": ["I.1", "II.1"],
    "Chương I. QUY ĐỊNH CHUNG\nĐiều 1. Một\nChương II\nTHỂ LỆ\nĐiều 2. Hai": ["I.1", "II.2"],
    "1. Phổ biến Nghị quyết số\n68/NQ-CP, ngày 01/7/2020 của Chính phủ.\na) Phát loa.\nb) Đăng tin.": ["1.a", "1.b"],
    "1)/ Sở Y tế:\na)/ Phát loa.\nb)/ Đăng tin.\n2)/ Các xã": ["1.a", "1.b", "2"],
    "I/ NỘI DUNG\n1/ Một\n1.1/ Lịch sử.\n1.2/ Ngày hội.\nII/ HÌNH THỨC\n- Loa.": ["I.1.1", "I.1.2", "II.-1"],
    "Mục 1. Nội dung\n1. Một\n2. Hai\nMục 2. Phân công\n1. Sở Y tế": ["1.1", "1.2", "2.1"],
    "Mục I\nNỘI DUNG\n1. Một\nMục II\nPHÂN CÔNG\n1. Hai": ["I.1", "II.1"],
    "1. Treo cờ tại mục 1, Mục\nI, phát loa theo\nMục II; đăng tin.\n2. Phát loa.": ["1", "2"],
    "I.1. Trước\ni) Một.\nii) Hai.\nI.2. Trong\n(1) Ba.\n(2) Bốn.": ["I.1.i", "I.1.ii", "I.2.1", "I.2.2"],
    "I. NỘI DUNG\nI.1. Một\n- Ý.\nI.2. Hai\nI.2.1. Ba\nI.2.2. Bốn": ["I.1.-1", "I.2.1", "I.2.2"],
    "1. Loa\na) Sáng:\n(i) Tin.\n(ii) Nhạc.\nb) Chiều.": ["1.a.i", "1.a.ii", "1.b"],
    "1. Việc\n(a) Phát loa.\n(b) Đăng tin.": ["1.a", "1.b"],
    "1. Việc\ng) Sáu.\nh) Bảy.\ni) Tám.\nk) Chín.": ["1.g", "1.h", "1.i", "1.k"],
    "1. 20/10/2020: ra quân.\n2. 25/10: treo cờ.\n3. 7h30, ngày 28/10: mít tinh.": ["1", "2", "3"],
    "I.- NỘI DUNG\n1.- Một\na.- Ý.\nb.- Ý.\n2.- Hai\nII.- HÌNH THỨC\n- Loa.": ["I.1.a", "I.1.b", "I.2", "II.-1"],
    "1. Việc\na1) Loa.\na2) Tin.\n2. Việc\na) Loa\na.1) Sáng.\na.2) Chiều.": ["1.a1", "1.a2", "2.a.1", "2.a.2"],
    "Thứ Hai, 05/10/2020\n- 5 giờ: Thời sự.\n- 17 giờ: Dân ca.\nThứ Tư, 07/10/2020\n- 5 giờ: Tin.": ["-1", "-2", "-3"],
    "I./ NỘI DUNG\n1./ Một\n2./ Hai\nII./ PHÂN CÔNG\n1./ Xã\n-- Loa.\n-- Tin.": ["I.1", "I.2", "II.1.-1", "II.1.-2"],
    "1/- Nội dung:\n- Loa.\na/- Tin.\n2/- Thời gian: tháng 10.": ["1.-1", "1.a", "2"],
    "I. LỊCH\nTuần 41 (05 - 11/10)\n1. Loa.\n2. Tin.\nTuần 42 (12 - 18/10)\n3. Loa.\nII. KHÁC\n1. Cờ.": [
        "I.1", "I.2", "I.3", "II.1",
    ],
    "II. PHÂN CÔNG\nĐối với UBND các xã\n1. Treo cờ.\nĐối với Sở Y tế\n2. Phát loa.": ["II.1", "II.2"],
    "Phần A. NỘI DUNG\nI.1. Một\na. Ý.\nPhần C. PHÂN CÔNG\nC.1. Sở Y tế.\nC.2. Các xã.": ["A.I.1.a", "C.1", "C.2"],
    "(1). Sơ tán.\n(2). Các xã:\n- Loa.\n(3): Báo cáo.": ["1", "2.-1", "3"],
    "1/ Về ngừng cấp điện:\n+ Đường A: ngày 06/10.\n+ Khu B.\n2/ Khác.": ["1.+1", "1.+2", "2"],
    "1 Xuống giống\n1.1 Vùng cao.\n1.2 Vùng trũng.\n2 Kỹ thuật\n- Cày ải.\na/ Bón phân.": ["1.1", "1.2", "2.-1", "2.a"],
    "1. Treo cờ.\n2 Huyện phát loa.": ["1"],
    "Nội dung 1: Tiêm vắc xin\n- Trẻ em.\n- Người già.\nNội dung 2: Ngày sách.": ["1.-1", "1.-2", "2"],
    "I. TUYÊN TRUYỀN\n1. Trong tháng\nChủ đề 1. Lũ.\nChủ đề 2. Rét.\n2. Khác.": ["I.1.1", "I.1.2", "I.2"],
    "A/. Nội dung\n1-/ Hạn mặn.\n2-/ 110 năm Ngày Phụ nữ.\nB/. Thực hiện\n1-/ Loa.": ["A.1", "A.2", "B.1"],
    "§ Việc một;\n§ Việc hai.": ["-1", "-2"],
    "➢ Việc một;\n➢ Việc hai.": ["-1", "-2"],
    "Thực hiện Kế hoạch số 5/KH-UBND, đề nghị các xã treo cờ từ ngày 20/10 đến 25/10/2020.": ["§1"],
    "Thực hiện chỉ đạo của tỉnh về vệ sinh thôn xóm. Từ ngày 20/10 - 25/10, các xã ra quân.\n\nPhát loa.": ["§1", "§2"],
    "Theo kế hoạch, xe loa chạy từ ngày 20/10.\n\nPhát loa.": ["§1", "§2"],
    "Nhằm phòng dịch cho đàn bò. Trạm Thú y tiêm tại thôn Hạ sáng ngày 20/10.": ["§1"],
    "Thực hiện Kế hoạch số 5/KH-UBND, đề nghị các xã làm như sau:\n\nTreo cờ từ ngày 20/10.": ["§1"],
    "Treo cờ.\n\nPhát loa.\n\nMọi thông tin chi tiết xin liên hệ Phòng Y tế, số máy 0261.": ["§1", "§2"],
}  # fmt: skip


@pytest.mark.parametrize("body", OUTLINES)
def test_every_numbering_gives_its_paths(body: str) -> None:
    assert [item.path for item in _read(body).items] == OUTLINES[body]


def test_what_is_told_in_order_speaks_to_the_office_it_names() -> None:
    body = "Một là, Chủ tịch UBND các xã chỉ đạo phát loa.\n\nHai là: Công an huyện: tuần tra."
    assert [item.audiences for item in _read(body).items] == [("Chủ tịch UBND các xã",), ("Công an huyện",)]


def test_a_heading_without_a_number_says_what_its_items_are() -> None:
    items = _read("NỘI DUNG TUYÊN TRUYỀN\n\n1. Một\n\nTỔ CHỨC THỰC HIỆN\n\n1. Ba").items
    assert [(item.kind, item.text) for item in items] == [("thematic", "Một"), ("task", "Ba")]


def test_an_opening_that_announces_what_to_broadcast_announces_themes() -> None:
    opening = "Sở gợi ý các đơn vị một số nội dung phát thanh, thông tin trong tuần như sau:"
    items = _read(f"{opening}\n\n1. Nhiệm vụ kinh tế\n\n- Thu hoạch lúa.\n\n2. Tổ chức thực hiện\n\n- Gửi tin.").items
    assert [item.kind for item in items] == ["thematic", "task"]


def test_a_line_that_names_an_office_speaks_to_it_in_the_items_below() -> None:
    body = (
        "Đối với UBND các xã\n\n1. Treo cờ.\n\n2. Phát loa.\n\nĐối với Công ty Điện lực\n\n3. Nhắn tin.\n\n"
        "Đối với những nơi khó khăn thì tự chọn.\n\n4. Báo cáo."
    )
    items = _read(body).items
    assert [(item.path, item.audiences) for item in items][:3] == [
        ("1", ("UBND các xã",)),
        ("2", ("UBND các xã",)),
        ("3", ("Công ty Điện lực",)),
    ]
    assert "tự chọn" in items[2].text


@pytest.mark.parametrize("number", ["", "Số: 118-KH/TĐTN-TTNTH\n"])
def test_the_name_of_a_union_above_its_committee_is_its_parent(number: str) -> None:
    head = f"ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TỈNH THÁI BÌNH\n***\n{number}\nThái Bình, ngày 20 tháng 5 năm 2015"
    said = recognise(head + BODY, TODAY).header
    assert (said.parent, said.issuer) == ("Đoàn TNCS Hồ Chí Minh", "Ban Chấp hành tỉnh Thái Bình")


def test_a_footnote_that_a_page_tears_does_not_land_in_the_sentence_it_interrupts() -> None:
    for note in ("/KH-UBND về\n\n1\n\n\fviệc phòng cháy.\n\n", "/KH-UBND\n\n1\n\n\f"):
        body = f"1. Hầm để xe tại các khu\n\n¹ Kế hoạch số 3{note}chung cư, nhà cao tầng.\n\n2. Treo cờ."
        assert _read(body).items[0].text == "Hầm để xe tại các khu chung cư, nhà cao tầng."


AUDIENCES = {
    "Đối với các cơ quan báo chí: đăng tin.": ("các cơ quan báo chí",),
    "Giao Phòng Văn hóa và Thông tin chủ trì, phối hợp treo cờ.": ("Phòng Văn hóa và Thông tin",),
    "Yêu cầu Đài Truyền thanh huyện phát thanh.": ("Đài Truyền thanh huyện",),
    "Đề nghị Báo Kon Tum, Đài PT-TH tỉnh tăng thời lượng.": ("Báo Kon Tum", "Đài PT-TH tỉnh"),
    "Các sở, ban, ngành theo chức năng tuyên truyền.": ("Các sở, ban, ngành",),
    "Các chi, đảng bộ cơ sở: sinh hoạt.": ("Các chi, đảng bộ cơ sở",),
    "Các thành ủy, huyện ủy, đảng ủy trực thuộc: quán triệt.": ("Các thành ủy, huyện ủy, đảng ủy trực thuộc",),
    "Các trang thông tin điện tử tổng hợp: dẫn nguồn.": ("Các trang thông tin điện tử tổng hợp",),
    "Báo và Đài Phát thanh, truyền hình Cà Mau: mở chuyên mục.": ("Báo và Đài Phát thanh, truyền hình Cà Mau",),
    "Báo và phát thanh, truyền hình Nghệ An: đăng tin.": ("Báo và phát thanh, truyền hình Nghệ An",),
    "Báo cáo kết quả về Sở.": (),
    "Đội ngũ báo cáo viên huyện: dự hội nghị.": ("Đội ngũ báo cáo viên huyện",),
    "Công chức Văn hóa - Xã hội các xã: gửi tin.": ("Công chức Văn hóa - Xã hội các xã",),
    "Phòng Quản lý Báo chí - Xuất bản, Báo Tỉnh: đưa tin.": ("Phòng Quản lý Báo chí - Xuất bản", "Báo Tỉnh"),
    "Phòng Tổng hợp, Báo chí - Xuất bản: sơ kết.": ("Phòng Tổng hợp, Báo chí - Xuất bản",),
    "Bảo hiểm y tế học sinh: mức đóng năm học mới.": (),
    "Trung tâm Văn hóa huyện dựng 04 cụm pa nô.": ("Trung tâm Văn hóa huyện",),
    "Đội ngũ báo cáo viên huyện dự hội nghị.": ("Đội ngũ báo cáo viên huyện",),
    "Phòng Nội vụ lắp đặt bảng tin.": ("Phòng Nội vụ",),
    "Hội Nông dân xã trang trí đường hoa.": ("Hội Nông dân xã",),
    "Chi cục Thú y cấp phát vắc xin.": ("Chi cục Thú y",),
    "Trung tâm Dịch vụ tổng hợp xã: cử cán bộ.": ("Trung tâm Dịch vụ tổng hợp xã",),
    "Văn phòng UBND huyện tổng hợp báo cáo.": ("Văn phòng UBND huyện",),
    "Các đoàn thiện nguyện ngoài tỉnh: đăng ký địa bàn.": ("Các đoàn thiện nguyện ngoài tỉnh",),
    "Các đội thiếu niên: thi múa.": ("Các đội thiếu niên",),
    "Các doanh nghiệp khai thác, chế biến đá: phun nước.": ("Các doanh nghiệp khai thác, chế biến đá",),
    "Các cơ sở xử lý rác thải: quan trắc.": ("Các cơ sở xử lý rác thải",),
    "Sở Xây dựng xử lý vi phạm.": ("Sở Xây dựng",),
}


@pytest.mark.parametrize("sentence", AUDIENCES)
def test_to_whom_an_item_speaks(sentence: str) -> None:
    assert _read(f"1. {sentence}\n2. Khác.").items[0].audiences == AUDIENCES[sentence]


SLOGANS = {
    "Thông điệp “Hãy ở nhà” và chủ đề “Xanh”.": ("Hãy ở nhà",),
    "Nội dung khẩu hiệu: “Một lòng!”; “Hai chân!”.": ("Một lòng!", "Hai chân!"),
    'Các khẩu hiệu như: "Một lòng", "Hai chân" trên pa nô.': ("Một lòng", "Hai chân"),
    "Phong trào “Xanh, sạch”, cuộc thi “Em yêu”.": (),
}


@pytest.mark.parametrize("sentence", SLOGANS)
def test_what_is_called_a_slogan_is_one(sentence: str) -> None:
    assert _read(f"1. {sentence}\n2. Khác.").items[0].slogans == SLOGANS[sentence]


@pytest.mark.parametrize(
    "title", ["PHỤ LỤC\nKHẨU HIỆU TUYÊN TRUYỀN", "PHU LỤC 01: KHẨU HIỆU", "CÁC KHẨU HIỆU TUYÊN TRUYỀN"]
)
def test_an_appendix_of_slogans_keeps_its_own_numbers(title: str) -> None:
    reading = _read("I. NỘI DUNG\n1. Một", f"\n{title}\n\n1. “Một lòng!”\n\n2. Hai chân!\n")
    found = {item.path: item.slogans for item in reading.items}
    assert found == {"I.1": (), "1": ("Một lòng!",), "2": ("Hai chân!",)}


def test_an_appendix_numbered_as_the_body_goes_under_its_name() -> None:
    reading = _read("1. Một\n2. Hai", "\nPHỤ LỤC\nKHẨU HIỆU\n\n1. Một lòng!\n2. Hai chân!\n")
    assert [item.path for item in reading.items] == ["1", "2", "PL1.1", "PL1.2"]


@pytest.mark.parametrize("note", ["Ban hành kèm theo Kế hoạch số 12/KH-STP", "Kèm theo Công văn số 12/STP-PB"])
def test_any_title_in_capitals_over_the_note_that_it_is_enclosed_opens_an_appendix(note: str) -> None:
    reading = _read(
        "I. NỘI DUNG\n1. Một", f"\nTHỂ LỆ\nCuộc thi “Tìm hiểu pháp luật”\n({note})\n\n1. Đối tượng\n\na) Mọi người.\n"
    )
    assert [item.path for item in reading.items] == ["I.1", "1.a"]
    assert reading.header.signer.name == "Trần Văn A"


def test_what_stands_before_a_named_appendix_is_one_too() -> None:
    after = "\nĐỀ CƯƠNG TUYÊN TRUYỀN\n\n1. Ý nghĩa.\n\nPHỤ LỤC 2\nKHẨU HIỆU\n\n1. Một lòng!\n"
    assert [item.path for item in _read("I. NỘI DUNG\n1. Một", after).items] == ["I.1", "1", "PL2.1"]


def _title(text: str) -> str:
    item: Item = _read(f"1. {text}\n2. Khác.").items[0]
    return item.title


def test_a_title_is_what_is_done_short_and_never_empty() -> None:
    assert _title("UBND các xã: treo cờ; báo cáo.") == "Treo cờ"
    assert _title("Phòng ngừa ngộ độc: Tiếp tục tuyên truyền.") == "Phòng ngừa ngộ độc"
    assert _title(": ;") != ""
    long = _title("Tuyên truyền " + "chủ trương của Đảng, " * 20)
    assert len(long) <= LONGEST
    assert long.endswith("…")


def test_a_duty_is_read_with_its_item() -> None:
    items = _read("1. UBND các xã: chỉ đạo treo cờ.\n2. Nâng cao nhận thức của nhân dân.").items
    assert [item.duty for item in items] == ["direct", None]


def test_the_head_and_the_signer_of_a_border_post_are_read() -> None:
    head = "BỘ CHỈ HUY BỘ ĐỘI BIÊN PHÒNG\nĐỒN BIÊN PHÒNG CỬA TÙNG\nSố: 45/ĐBP-VĐ\nV/v tuyên truyền\n" + DAY
    header = recognise(head + BODY.replace("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "ĐỒN TRƯỞNG"), TODAY).header
    assert (header.parent, header.issuer) == ("Bộ Chỉ huy Bộ đội Biên phòng", "Đồn Biên phòng Cửa Tùng")
    assert (header.signer.title, header.signer.name) == ("ĐỒN TRƯỞNG", "Trần Văn A")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("HÌNH THỨC VÀ PHÂN CÔNG", "task"),
        ("HÌNH THỨC, PHÂN CÔNG THỰC HIỆN", "task"),
        ("HÌNH THỨC TUYÊN TRUYỀN VÀ TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ", "task"),
        ("PHƯƠNG THỨC VÀ TỔ CHỨC THỰC HIỆN", "task"),
        ("HÌNH THỨC VÀ NHIỆM VỤ CỦA CÁC CƠ QUAN", "task"),
        ("HÌNH THỨC, THỜI LƯỢNG", "form"),
        ("HÌNH THỨC TUYÊN TRUYỀN", "form"),
    ],
)
def test_a_part_of_forms_that_also_says_who_does_what_gives_tasks(title: str, kind: str) -> None:
    items = _read(f"I. {title}\n\n1. Phòng Văn hóa và Thông tin\n\na) Treo cờ.\n\nb) Phát loa.").items
    assert [item.kind for item in items] == [kind, kind]


@pytest.mark.parametrize(
    ("title", "words", "kind"),
    [
        ("Công tác truyền thông", "Phối hợp với Đài tỉnh mở chuyên mục.", "task"),
        ("Vận động nguồn lực", "Các đơn vị đăng ký ủng hộ.", "task"),
        (
            "Hướng nghiệp",
            "Hướng tới kỷ niệm 133 năm Ngày sinh Bác (19/5/1890 - 19/5/2023): thi kể chuyện.",
            "anniversary",
        ),
    ],
)
def test_under_a_part_of_contents_the_heading_just_above_says_what_is_work(title: str, words: str, kind: str) -> None:
    items = _read(f"I. NỘI DUNG HOẠT ĐỘNG\n\n1. {title}\n\n1.1. {words}\n\n1.2. Thông tin khác.").items
    assert items[0].kind == kind


@pytest.mark.parametrize(
    "title", ["MỐC KỶ NIỆM", "CÁC NGÀY LỄ LỚN", "SỰ KIỆN LỊCH SỬ", "CÁC NGÀY KỶ NIỆM", "NGÀY LỄ LỚN"]
)
def test_years_counted_under_a_heading_of_days_kept_are_a_commemoration(title: str) -> None:
    item = _read(f"I. {title}\n\n1. 56 năm thực hiện Di chúc của Bác; tưởng nhớ Anh hùng Núp (1914 - 1999).").items[0]
    assert item.kind == "anniversary"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Đăng Thông báo này trên trang qbtv.vn.", True),
        ("Đăng trên trang https://www.dongnai.gov.vn/tin-tuc.", True),
        ("Nộp hồ sơ tại địa chỉ dichvucong.gov.vn.", True),
        ("Đăng trên trang tin hoixuan.org.", True),
        ("Theo dõi trang chủ baotinh.com.", True),
        ("Chia sẻ trên trang facebook.com/xaTanPhu.", False),
        ("Đọc trang 5 của sổ tay.", False),
    ],
)
def test_a_page_named_by_its_address_is_a_portal(words: str, named: bool) -> None:
    assert ("portal" in _read(f"1. {words}").items[0].channels) is named


@pytest.mark.parametrize("name", ["THƯ KÊU GỌI", "LỜI KÊU GỌI", "THƯ NGỎ", "THƯ CHÚC MỪNG", "THƯ KÊU GOI"])
def test_a_letter_without_addressees_has_its_prose_as_body(name: str) -> None:
    text = (
        f"UBND TỈNH A\nSỞ Y TẾ\nSố: 12/TKG-SYT\n{NATION}\n{DAY}\n\n{name}\nủng hộ đồng bào vùng lũ\n\n"
        "Kính thưa đồng bào, đồng chí!\n\nTheo báo cáo nhanh số 412/BC-PCTT ngày 29/9/2020 của Ban Chỉ huy, toàn tỉnh "
        "có 325 nhà sập.\n\nThực hiện Công điện số 1503/CĐ-TTg ngày 28/9/2020, Sở kêu gọi:\n\n- Các cơ quan ủng hộ.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n"
    )
    reading = recognise(text, TODAY)
    assert [cited.number for cited in reading.citations] == ["412/BC-PCTT", "1503/CĐ-TTg"]
    assert reading.header.subject == "ủng hộ đồng bào vùng lũ"


@pytest.mark.parametrize(
    "office",
    ["GIÁM ĐỐC SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "CHỦ TỊCH HỘI NÔNG DÂN", "CHÁNH VĂN PHÒNG", "GIÁM ĐỐC SỞ Y TẾ", "BÍ THƯ"],
)
def test_another_office_of_the_signer_apart_from_his_title_is_no_part_of_it(office: str) -> None:
    foot = f"KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\n\n{office}\nMai Đình Lưỡng\n"
    text = f"UBND TỈNH A\nSỞ Y TẾ\nSố: 12/SYT-NV\n{NATION}\n{DAY}{BODY.partition('KT. ')[0]}{foot}"
    signer = recognise(text, TODAY).header.signer
    assert (signer.capacity, signer.title, signer.name) == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Mai Đình Lưỡng")


def test_a_head_and_a_foot_pasted_as_tables_of_two_cells_are_two_columns() -> None:
    head = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ TRÀ LEO | Độc lập - Tự do - Hạnh phúc\n"
    foot = "Nơi nhận: | TM. ỦY BAN NHÂN DÂN\n- Các thôn; | CHỦ TỊCH\n- Lưu: VT. |\n | Hồ Văn Nhuận\n"
    text = (
        f"{head}Số: 318/KH-UBND | Trà Leo, ngày 09 tháng 9 năm 2025\n\nKẾ HOẠCH\ntruyền thông\n\n1. Một.\n2. Hai.\n\n"
    )
    header = recognise(text + foot, TODAY).header
    assert (header.issuer, header.number) == ("Ủy ban nhân dân xã Trà Leo", "318/KH-UBND")
    assert header.issued_on == date(2025, 9, 9)
    assert header.copies == ("Các thôn", "Lưu: VT")
    assert header.signer == Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hồ Văn Nhuận")


def test_a_day_on_a_line_of_its_own_is_that_of_the_items_below() -> None:
    items = _read("Thứ Hai, 05/10/2020\n- 5 giờ: Thời sự.\nThứ Tư, 07/10/2020:\n- 17 giờ: Tin tức.").items
    assert [(item.title, item.dates[0].start) for item in items] == [
        ("Thời sự", date(2020, 10, 5)),
        ("Tin tức", date(2020, 10, 7)),
    ]


def test_an_office_alone_on_the_line_of_a_number_is_spoken_to_below_it() -> None:
    items = _read("1/ Sở Y tế\nChủ trì, phối hợp.\n2/ UBND các xã, thị trấn\nTreo cờ trước ngày 20/10/2020.").items
    assert [item.audiences for item in items] == [("Sở Y tế",), ("UBND các xã, thị trấn",)]
    assert [item.title for item in items] == ["Chủ trì, phối hợp", "Treo cờ trước ngày 20/10/2020"]


def test_an_office_before_a_full_stop_is_spoken_to_and_is_no_title() -> None:
    item = _read("1. Treo cờ.\n2. Tổ Truyền thanh. Sản xuất chương trình, phát sóng từ ngày 29/10/2020.").items[1]
    assert (item.audiences, item.title) == (
        ("Tổ Truyền thanh",),
        "Sản xuất chương trình, phát sóng từ ngày 29/10/2020",
    )


def test_a_part_without_items_is_of_the_kind_its_heading_says() -> None:
    body = (
        "I- VỀ NỘI DUNG\nThứ nhất: Truyền thống công tác dân vận.\nII- VỀ HÌNH THỨC\nĐăng trên cổng thông tin điện tử."
    )
    assert [item.kind for item in _read(body).items] == ["thematic", "form"]


@pytest.mark.parametrize(
    ("capitals", "name"),
    [
        ("PHÒNG CSGT", "Phòng CSGT"),
        ("BAN CHQS HUYỆN SA THẦY", "Ban CHQS huyện Sa Thầy"),
        ("TRƯỜNG TIỂU HỌC ĐÔNG HÒA", "Trường Tiểu học Đông Hòa"),
        ("BAN XÂY DỰNG ĐẢNG", "Ban Xây dựng Đảng"),
    ],
)
def test_a_name_in_capitals_is_written_as_in_a_sentence(capitals: str, name: str) -> None:
    head = f"UBND TỈNH A\n{capitals}\nSố: 1289/PC08-Đ1\nV/v tuyên truyền\n{NATION}\n{DAY}"
    header = recognise(head + BODY, TODAY).header
    assert (header.issuer, header.number) == (name, "1289/PC08-Đ1")


@pytest.mark.parametrize("title", ["CHÍNH TRỊ VIÊN", "PHỤ TRÁCH TRUNG TÂM", "TỔ TRƯỞNG"])
def test_titles_over_a_signature(title: str) -> None:
    text = (next(iter(HEADS)) + BODY).replace("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", title)
    assert recognise(text, TODAY).header.signer == Signer(None, title, "Trần Văn A")


def test_a_stamp_between_issuer_and_number_takes_neither() -> None:
    head = f"UBND HUYỆN A\nCÔNG VĂN ĐẾN\nSố: 812\nNgày: 04/10/2020\nSỞ Y TẾ\nSố: 77/SYT\nV/v tiếp sóng\n{NATION}\n{DAY}"
    header = recognise(head + BODY, TODAY).header
    assert (header.issuer, header.number) == ("Sở Y tế", "77/SYT")
    assert header.arrival
    assert header.arrival.number == "812"


def test_addressees_may_be_numbered_and_a_day_printed_short() -> None:
    head = "TRƯỜNG THPT A\nĐOÀN TRƯỜNG\nSố: 12-TB/ĐTN\nPhủ Lý, ngày 03/3/2025\n\nV/v phát thanh\n\n"
    text = (
        f"{head}Kính gửi:\n1. Các chi đoàn;\n2. Ban Giám hiệu.\n\nĐoàn trường đề nghị:\n\n1. Phát thanh.\n2. Nộp bài.\n"
    )
    reading = recognise(text, TODAY)
    assert (reading.header.place, reading.header.issued_on) == ("Phủ Lý", date(2025, 3, 3))
    assert reading.header.recipients == ("Các chi đoàn", "Ban Giám hiệu")
    assert [item.path for item in reading.items] == ["1", "2"]


@pytest.mark.parametrize(
    "line", ["Đầu mối cung cấp thông tin: Sở Y tế.", "Đơn vị cung cấp: Sở Y tế", "Thông tin do Sở Y tế cung cấp."]
)
def test_who_provides_is_told_in_several_words(line: str) -> None:
    assert _read(f"1. Tiêm phòng.\n{line}\n2. Treo cờ.").items[0].providers == ("Sở Y tế",)


def test_the_note_that_it_is_enclosed_may_stand_over_the_title_and_each_title_opens_its_own() -> None:
    after = (
        "\n(Kèm theo Công văn số 46/SYT-NV)\nĐỀ CƯƠNG TUYÊN TRUYỀN\nvề y tế\nI. Ý NGHĨA\n1. Một.\n"
        "\nTHỂ LỆ\nCuộc thi viết\n(Kèm theo Công văn số 46/SYT-NV)\n1. Hai.\n"
    )
    reading = _read("Treo cờ.\n\nPhát loa.", after)
    assert [item.path for item in reading.items] == ["§1", "§2", "I.1", "1"]


def test_a_name_far_to_the_right_is_the_signers_and_a_dotted_capacity_is_one() -> None:
    text = next(iter(HEADS)) + BODY.partition("Nơi nhận")[0]
    wide = " " * 40
    foot = f"Nơi nhận:{wide}T.M BAN CHỈ HUY\n- Như trên;{wide}TRƯỞNG BAN\n- Lưu VT.\n{wide}  Lê Thị Hồng Ba\n"
    header = recognise(text + foot, TODAY).header
    assert (header.copies, header.signer) == (
        ("Như trên", "Lưu VT"),
        Signer("T.M BAN CHỈ HUY", "TRƯỞNG BAN", "Lê Thị Hồng Ba"),
    )


def test_advice_on_the_law_is_no_law_of_that_day() -> None:
    items = _read("1. Ngày hội tư vấn pháp luật ngày 12/10/2020.").items
    assert [mark.start for mark in items[0].dates] == [date(2020, 10, 12)]


def test_copies_on_the_line_of_their_heading_are_parted_and_an_acting_head_has_his_title() -> None:
    text = next(iter(HEADS)) + BODY.partition("Nơi nhận")[0]
    foot = "Nơi nhận: Như trên; UBND tỉnh (b/c); Lưu: VT.\n\nQ. GIÁM ĐỐC\n\nTrần Văn A\n"
    header = recognise(text + foot, TODAY).header
    assert header.copies == ("Như trên", "UBND tỉnh (b/c)", "Lưu: VT")
    assert header.signer == Signer(None, "Q. GIÁM ĐỐC", "Trần Văn A")


def test_the_name_under_a_signature_beside_the_copies_is_the_signers() -> None:
    foot = (
        "Nơi nhận:                                 KT. GIÁM ĐỐC\n"
        "- Như trên;                              PHÓ GIÁM ĐỐC\n"
        "- UBND tỉnh (b/c);\n- Lưu: VT.\n\n                                          Nguyễn Cảnh Hoài\n"
    )
    text = f"UBND TỈNH A\nSỞ Y TẾ\nSố: 12/SYT-NV\n{NATION}\n{DAY}{BODY.partition('Nơi nhận')[0]}{foot}"
    signer = recognise(text, TODAY).header.signer
    assert (signer.capacity, signer.title, signer.name) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Cảnh Hoài")


@pytest.mark.parametrize("subject", ["tuyên truyền 01 tháng 5 năm 2021", "tuyên truyền dịp 8 tháng 3 năm 2021"])
def test_a_day_in_the_subject_is_no_month_that_the_campaign_runs(subject: str) -> None:
    head = f"UBND TỈNH A\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v {subject}\n{DAY}"
    window = recognise(head + BODY, TODAY).window
    assert (window.start, window.end) == (date(2020, 10, 2), None)


@pytest.mark.parametrize(
    "subject", ["hoạt động quý IV năm 2020", "công tác quý IV/2020", "kết quả quý III/2020, nhiệm vụ quý IV/2020"]
)
def test_a_quarter_in_the_subject_that_is_not_over_is_the_window(subject: str) -> None:
    head = f"UBND TỈNH A\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v {subject}\n{DAY}"
    window = recognise(head + BODY, TODAY).window
    assert (window.start, window.end) == (date(2020, 10, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("opening", "end"),
    [
        (
            "Theo kế hoạch năm, đề nghị các xã, từ nay đến hết ngày 15/11/2020, tập trung tuyên truyền:",
            date(2020, 11, 15),
        ),
        ("Từ nay đến hết ngày 15/11/2020, các xã tập trung tuyên truyền:", date(2020, 11, 15)),
        ("Theo kế hoạch năm, đề nghị các xã trong tháng 10 và tháng 11/2020 thực hiện:", date(2020, 11, 30)),
        ("UBND tỉnh mở đợt cao điểm tuyên truyền trong tháng 10 và tháng 11/2020 và yêu cầu:", date(2020, 11, 30)),
        ("Theo dự báo, từ nay đến hết ngày 15/11/2020 còn mưa lớn. UBND tỉnh yêu cầu:", None),
        ("Theo báo cáo tình hình mưa lũ từ ngày 05/10 đến ngày 15/10/2020, đề nghị:", None),
    ],
)
def test_the_window_is_what_the_opening_asks_for(opening: str, end: date | None) -> None:
    window = recognise(next(iter(HEADS)) + BODY.replace("Thực hiện kế hoạch năm, đề nghị:", opening), TODAY).window
    assert (window.start, window.end) == (date(2020, 10, 1 if "tháng 10" in opening else 2), end)


def test_a_parent_whose_place_ends_in_thuy_is_no_name_that_goes_on() -> None:
    head = next(iter(HEADS)).replace("UBND TỈNH ĐẮK NÔNG\nSỞ Y TẾ", "UBND HUYỆN LỆ THỦY\nPHÒNG Y TẾ")
    header = recognise(head + BODY, TODAY).header
    assert (header.parent, header.issuer) == ("UBND huyện Lệ Thủy", "Phòng Y tế")


def test_quotes_under_a_line_that_ends_in_slogans_are_slogans() -> None:
    body = (
        "1. Chạy chữ trên màn hình LED với các khẩu hiệu sau:\n- “Một lòng!”.\n- “Hai chân!”.\n2. Treo cờ “Đoàn kết”."
    )
    assert [item.slogans for item in _read(body).items] == [("Một lòng!",), ("Hai chân!",), ()]


def test_a_first_paragraph_on_identity_cards_is_no_basis() -> None:
    body = (
        "Căn cước cho người già được làm tại nhà từ ngày 18/11 đến ngày 20/11/2024.\n\n"
        "Thủ tục khác làm ngày 22/11/2024.\n"
    )
    head = "UBND XÃ PHÚ HÒA\nSố: 9/TB-UBND\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nTHÔNG BÁO\nVề việc làm căn cước\n\n"
    assert [item.path for item in recognise(head + body, TODAY).items] == ["§1", "§2"]


@pytest.mark.parametrize("span", ["nhiệm kỳ 2021\n- 2026", "từ 15\n- 20/12/2024"])
def test_a_span_torn_before_its_dash_opens_no_item(span: str) -> None:
    body = f"- Tuyên truyền kết quả bầu cử đại biểu Hội đồng nhân dân {span} trên đài truyền thanh.\n- Treo cờ.\n"
    head = "UBND XÃ PHÚ HÒA\nSố: 9/UBND\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nKính gửi: Các thôn.\n\nĐề nghị:\n\n"
    assert [item.path for item in recognise(head + body, TODAY).items] == ["-1", "-2"]

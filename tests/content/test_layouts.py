"""Lists within an item, tables of themes and what follows them."""

from datetime import date

import pytest

from content.directive import Reading
from content.recognise import recognise
from tests.content.samples import TODAY

HEAD = (
    "UBND TỈNH A\nSỞ Y TẾ\nSố: 46/SYT-NV\nV/v tuyên truyền\nHà Nam, ngày 02 tháng 10 năm 2020\n\nKính gửi: Các xã.\n\n"
)
FOOT = "\n\nNơi nhận:\n- Như trên;\n\nGIÁM ĐỐC\n\nTrần Văn A\n"


def _read(body: str) -> Reading:
    return recognise(f"{HEAD}Theo kế hoạch, đề nghị:\n\n{body}{FOOT}", TODAY)


def test_a_list_of_slogans_within_an_item_is_its_own() -> None:
    item, other = _read(
        "1. Chiến dịch diệt lăng quăng: ra quân ngày 18/10/2020.\nKhẩu hiệu tuyên truyền:\n- Không có lăng quăng;\n"
        "- Mỗi tuần 10 phút vì sức khỏe.\nĐơn vị cung cấp thông tin: Sở Y tế.\n2. Treo cờ."
    ).items
    assert (item.path, item.slogans) == ("1", ("Không có lăng quăng", "Mỗi tuần 10 phút vì sức khỏe"))
    assert (item.providers, other.path) == (("Sở Y tế",), "2")
    assert [(mark.role, mark.start) for mark in item.dates] == [("event", date(2020, 10, 18))]


def test_a_quoted_list_of_messages_within_an_item_is_its_own() -> None:
    items = _read("a) Hạn mặn.\nCác thông điệp:\n+ “Tích nước ngọt”;\n+ “Đo mặn”.\nb) Lũ.").items
    assert [(item.path, item.slogans) for item in items] == [("a", ("Tích nước ngọt", "Đo mặn")), ("b", ())]


def test_what_follows_a_table_stands_under_no_row_and_a_column_names_who_provides() -> None:
    items = _read(
        "Thời gian | Nội dung | Đơn vị cung cấp tin\nTừ 05 - 11/10 | Ngày Chuyển đổi số 10/10 | Sở Nội vụ; BHXH tỉnh\n"
        "Từ 12 - 18/10 | Mùa lũ | Sở Xây dựng\n\nCác xã lưu ý:\n- Phát loa.\n- Gửi bảng thống kê trước ngày 20/10."
    ).items
    assert [item.path for item in items] == ["-1", "-2", "-1~2", "-2~2"]
    assert [item.providers for item in items] == [("Sở Nội vụ", "BHXH tỉnh"), ("Sở Xây dựng",), (), ()]
    assert ("anniversary", date(2020, 10, 10)) in [(mark.role, mark.start) for mark in items[0].dates]


def test_a_day_that_opens_its_line_and_stands_again_in_its_bracket_is_told_once() -> None:
    items = _read("- 06/12: Ngày thành lập Hội Cựu chiến binh (06/12/1989).\n- 09/12: Ngày Khoa học (09/12).").items
    assert [[(mark.start, mark.years) for mark in item.dates] for item in items] == [
        [(date(2020, 12, 6), 31)],
        [(date(2020, 12, 9), None)],
    ]


def test_a_day_in_the_column_of_limits_is_one_and_one_with_an_hour_is_not() -> None:
    items = _read(
        "TT | Công việc | Đơn vị chủ trì | Hoàn thành\n1 | In, treo pa nô | UBND các xã | 15/10/2020\n"
        "2 | Tổng duyệt | Sở Y tế | 19h30 ngày 22/10/2020\n3 | Trưng bày | Sở Y tế | 20 - 25/10/2020"
    ).items
    assert [(mark.role, mark.start, mark.end) for item in items for mark in item.dates] == [
        ("deadline", None, date(2020, 10, 15)),
        ("event", date(2020, 10, 22), date(2020, 10, 22)),
        ("event", date(2020, 10, 20), date(2020, 10, 25)),
    ]


def test_days_on_lines_of_their_own_head_the_hours_of_an_enclosed_programme() -> None:
    programme = (
        "\nCHƯƠNG TRÌNH CHI TIẾT\n(Kèm theo Công văn số 46/SYT-NV ngày 02/10/2020)\n\nNgày 05/11/2020 (thứ Năm)\n"
        "- 8h00: Dâng hương.\n- 14h00: Đấu vật.\nNgày 06/11/2020 (thứ Sáu)\n- 7h30: Hát giao duyên.\n"
    )
    items = recognise(f"{HEAD}Kính gửi: Các xã.\n\n1. Treo cờ.{FOOT}{programme}", TODAY).items
    assert [(item.path, [mark.start for mark in item.dates]) for item in items] == [
        ("1", []),
        ("-1", [date(2020, 11, 5)]),
        ("-2", [date(2020, 11, 5)]),
        ("-3", [date(2020, 11, 6)]),
    ]


@pytest.mark.parametrize("heading", ["5. Tổ chức thực hiện", "V. Chế độ thông tin, báo cáo:", "3. Kinh phí thực hiện"])
def test_the_text_under_a_last_part_is_its_own(heading: str) -> None:
    (item,) = _read(f"{heading}\nĐề nghị các xã báo cáo trước ngày 20/10/2020.").items
    assert [(mark.role, mark.end) for mark in item.dates] == [("deadline", date(2020, 10, 19))]
    assert item.path in "5V3"


def test_without_copies_the_whole_signature_is_read() -> None:
    text = (
        f"{HEAD}Kính gửi: Các xã.\n\n1. Treo cờ.\n\nTM. BAN TỔ CHỨC\nTRƯỞNG BAN\n\n\nCHỦ TỊCH LIÊN HIỆP HỘI\nLê Văn A\n"
    )
    signer = recognise(text, TODAY).header.signer
    assert (signer.capacity, signer.title, signer.name) == ("TM. BAN TỔ CHỨC", "TRƯỞNG BAN", "Lê Văn A")


def test_unions_of_several_districts_named_together_are_spoken_to() -> None:
    (item,) = _read("- Huyện, thị, thành Đoàn và tương đương: gửi báo cáo trước ngày 25/10/2020.").items
    assert item.audiences == ("Huyện, thị, thành Đoàn và tương đương",)


def test_a_number_with_no_sign_over_whole_ones_is_no_subject_of_a_guide() -> None:
    text = (
        f"CHI CỤC TRỒNG TRỌT\nSố: 36/HD-TT\n\nHà Nam, ngày 02 tháng 10 năm 2020\n\nHƯỚNG DẪN\nKhung lịch thời vụ\n\n"
        f"1 Lịch xuống giống\n1.1 Vùng cao: từ ngày 10/10/2020.\n1.2 Vùng trũng: từ ngày 20/10/2020.\n2 Kỹ thuật\n"
        f"- Cày.{FOOT}"
    )
    reading = recognise(text, TODAY)
    assert reading.header.subject == "Khung lịch thời vụ"
    assert [item.path for item in reading.items] == ["1.1", "1.2", "2.-1"]


def test_ages_in_the_subject_are_no_window() -> None:
    window = recognise(HEAD.replace("V/v tuyên truyền", "V/v tiêm vắc xin cho trẻ từ 1 - 10 tuổi") + FOOT, TODAY).window
    assert (window.start, window.end) == (date(2020, 10, 2), None)


def test_a_cell_that_is_a_day_alone_is_one() -> None:
    items = _read("TT | Xã | Vòng 1 | Vòng 2 | Ghi chú\n1 | Bình Thành | 07/10 | 15/10 | Trạm Y tế").items
    assert [mark.start for item in items for mark in item.dates] == [date(2020, 10, 7), date(2020, 10, 15)]


def test_a_branch_for_water_under_its_company_is_the_issuer() -> None:
    head = HEAD.replace("UBND TỈNH A\nSỞ Y TẾ", "CÔNG TY CỔ PHẦN CẤP NƯỚC SÓC TRĂNG\nCHI NHÁNH CẤP NƯỚC VĨNH CHÂU")
    header = recognise(f"{head}Kính gửi: Các xã.\n\n1. Cấp nước.{FOOT}", TODAY).header
    names = [name.lower() for name in (header.issuer, header.parent) if name]
    assert names == ["chi nhánh cấp nước vĩnh châu", "công ty cổ phần cấp nước sóc trăng"]


def test_a_row_that_opens_with_the_day_kept_is_a_commemoration() -> None:
    items = _read(
        "I. CÁC NGÀY KỶ NIỆM TRONG THÁNG\nNgày | Sự kiện | Đơn vị cung cấp\n"
        "10/10 | Ngày Chuyển đổi số quốc gia | Sở Nội vụ\n20/10 | Ngày Phụ nữ Việt Nam, hội thi từ 18 - 20/10 | Sở Y tế"
    ).items
    assert [(item.kind, item.dates[0].role, item.dates[0].start) for item in items] == [
        ("anniversary", "anniversary", date(2020, 10, 10)),
        ("anniversary", "anniversary", date(2020, 10, 20)),
    ]


def test_a_part_that_asks_something_of_offices_gives_duties_and_one_in_capitals_names_an_office() -> None:
    first, second = _read(
        "II. YÊU CẦU ĐỐI VỚI CÁC CƠ SỞ ĐẢNG\n1. Trang trí cờ, hoa.\nIII. ĐÀI TRUYỀN THANH - TRUYỀN HÌNH HUYỆN\n"
        "1. Tăng thời lượng."
    ).items
    assert first.kind == "task"
    assert second.audiences == ("Đài Truyền thanh - Truyền hình huyện",)


def test_who_provides_may_stand_in_a_bracket_at_the_end() -> None:
    items = _read(
        "1. Đi học trở lại. (TTYT huyện, Phòng GD&ĐT cung cấp thông tin)\n2. Hạn mặn (do thiếu mưa) kéo dài."
    ).items
    assert [item.providers for item in items] == [("TTYT huyện", "Phòng GD&ĐT"), ()]


def test_a_timetable_after_the_last_item_stands_under_no_item() -> None:
    items = _read("01. Ngày Pháp luật.\n02. Cấp nước.\n\nLịch phát:\n- Thứ Hai: mục 01.\n- Thứ Ba: mục 02.").items
    assert [item.path for item in items] == ["01", "02", "-1", "-2"]


def test_a_day_alone_in_a_row_heads_the_rows_under_it() -> None:
    items = _read(
        "Thời gian | Nội dung | Địa điểm\nNgày 10/10/2020 | |\n19:00 | Thi múa lân | Sân đình\n"
        "Ngày 11/10/2020 | |\n8:00 | Thi nấu cơm | Nhà văn hóa\nHoạt động chung từ ngày 10 - 12/10/2020 | |\n"
        "Cả ngày | Trưng bày sách | Thư viện"
    ).items
    assert [(mark.start, mark.end) for item in items for mark in item.dates] == [
        (date(2020, 10, 10), date(2020, 10, 10)),
        (date(2020, 10, 11), date(2020, 10, 11)),
        (date(2020, 10, 10), date(2020, 10, 12)),
    ]
    assert [item.title for item in items] == ["Thi múa lân", "Thi nấu cơm", "Trưng bày sách"]


def test_the_head_of_a_table_is_no_part_of_the_title_over_it() -> None:
    reading = recognise(
        "UBND XÃ B\nSố: 7/KH-UBND\nXã B, ngày 02 tháng 10 năm 2020\nKẾ HOẠCH\nVui Tết Trung thu\n\n"
        "Ngày | Nội dung | Địa điểm\n01/10/2020 | Rước đèn | Sân đình\n",
        TODAY,
    )
    assert reading.header.subject == "Vui Tết Trung thu"


def test_what_is_done_for_something_from_a_day_on_is_told_without_asking() -> None:
    reading = recognise(
        "UBND XÃ B\nSố: 7/TB-UBND\nXã B, ngày 02 tháng 10 năm 2020\nTHÔNG BÁO\nCấm xe qua cầu Đá\n\n"
        "Để thay mặt cầu Đá, từ 22 giờ ngày 10/10/2020 đến 5 giờ ngày 12/10/2020, cấm xe qua cầu.\n\n"
        "Người dân đi đường tránh qua thôn Hạ.\n",
        TODAY,
    )
    assert [(mark.role, mark.start) for mark in reading.items[0].dates] == [("period", date(2020, 10, 10))]


def test_stars_that_each_dash_has_of_its_own_stand_under_it() -> None:
    items = _read(
        "a) Thứ Ba, ngày 06/10/2020:\n- Tổ số 1.\n* Buổi sáng: tại xã Hạ.\n* Buổi chiều: tại xã Thượng.\n"
        "- Tổ số 2.\n* Buổi sáng: tại phường Đông.\nb) Thứ Tư, ngày 07/10/2020:\n- Tổ số 1.\n* Buổi sáng: tại xã Trung."
    ).items
    assert [item.path for item in items] == ["a.-1.+1", "a.-1.+2", "a.-2.+1", "b.-1.+1"]
    assert [mark.start for item in items for mark in item.dates] == [date(2020, 10, 6)] * 3 + [date(2020, 10, 7)]
    above = _read("* Sáng 06/10/2020:\n- Chào cờ.\n- Họp.\n* Chiều 06/10/2020:\n- Dọn dẹp.").items
    assert [item.path for item in above] == ["-1.-1", "-1.-2", "-2.-1"]


def test_a_directive_on_one_line_has_its_head_and_items() -> None:
    reading = recognise(
        "HỘI NÔNG DÂN HUYỆN PHÚ HÒA BAN THƯỜNG VỤ      * Số 12-HD/HND Phú Hòa, ngày 05 tháng 9 năm 2024 HƯỚNG DẪN "
        "Tuyên truyền kỷ niệm 94 năm Ngày thành lập Hội Nông dân Việt Nam (14/10/1930 – 14/10/2024) Căn cứ Kế hoạch số "
        "40-KH/HND, ngày 12 tháng 01 năm 2024 về công tác tuyên truyền năm 2024, Ban Thường vụ hướng dẫn như sau: "
        "I. NỘI DUNG 1. Truyền thống của Hội. 2. Treo cờ Hội từ ngày 07/10 đến ngày 14/10/2024 . "
        "II. TỔ CHỨC THỰC HIỆN - Các xã báo cáo trước ngày 20/10/2024; - Ban Tuyên huấn theo dõi.",
        TODAY,
    )
    assert (reading.header.number, reading.header.place) == ("12-HD/HND", "Phú Hòa")
    assert reading.header.issued_on == date(2024, 9, 5)
    assert (reading.header.subject or "").startswith("Tuyên truyền kỷ niệm 94 năm")
    assert [item.path for item in reading.items] == ["I.1", "I.2", "II.-1", "II.-2"]
    assert [(mark.role, mark.end) for item in reading.items for mark in item.dates] == [
        ("period", date(2024, 10, 14)),
        ("deadline", date(2024, 10, 19)),
    ]


def test_a_label_with_a_day_ends_the_title_over_it() -> None:
    reading = recognise(
        "TRƯỜNG THPT PHÚ HÒA\nSố: 12/TB-THPT\nPhú Hòa, ngày 26 tháng 8 năm 2024\n\nTHÔNG BÁO\nLịch học kỳ\n\n"
        "Khai giảng: 05/09/2024\nHọc kỳ I: từ 09/09/2024 - 11/01/2025\nThi học kỳ: từ 06/01/2025 - 11/01/2025\n",
        TODAY,
    )
    assert reading.header.subject == "Lịch học kỳ"
    assert [mark.role for item in reading.items for mark in item.dates] == ["event", "period", "period"]


def test_a_long_dash_right_under_the_subject_is_an_item() -> None:
    rounds = "".join(f"+ Đợt {n}: từ ngày {n}0/12/2024 đến ngày {n}4/12/2024.\n" for n in (1, 2))
    reading = recognise(
        "HUYỆN ĐOÀN PHÚ HÒA\nSố: 12/QC-BTC\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nQUY CHẾ\nHội thi trực tuyến\n\n"
        "ĐỀ NGHỊ ĐỌC KỸ\n- Hội thi gồm hai đợt, mỗi đợt năm ngày, mỗi người được dự cả hai đợt; mỗi đợt có hai mươi "
        "câu hỏi trắc nghiệm về truyền thống của Đoàn và một câu hỏi phụ dự đoán số người trả lời đúng.\n"
        f"{rounds}- Mỗi câu hỏi có bốn phương án trả lời.\n",
        TODAY,
    )
    assert [item.path for item in reading.items] == ["-1.+1", "-1.+2", "-2"]


def test_a_programme_with_no_head_is_of_the_year_it_tells() -> None:
    reading = recognise(
        "Chương trình lễ hội đền Phú Hòa\n\n* Sáng 09/3:\n\n– 7h30: Khai mạc giải cờ tướng\n\n"
        "* Ngày 10/3/2019 (tức ngày 05 tháng 2 năm Kỷ Hợi):\n\n– 8h00: Lễ dâng hương\n\n– 19h30: Giao lưu văn nghệ\n\n"
        "* Ngày 11/3 (tức ngày 06 tháng 2 năm Kỷ Hợi):\n\n– 6h30: Lễ tạ\n",
        TODAY,
    )
    assert [item.path for item in reading.items] == ["-1.-1", "-2.-1", "-2.-2", "-3.-1"]
    assert [mark.start for item in reading.items for mark in item.dates] == [
        date(2019, 3, 9),
        date(2019, 3, 10),
        date(2019, 3, 10),
        date(2019, 3, 11),
    ]


def test_days_and_hours_right_under_a_title_are_no_part_of_it() -> None:
    reading = recognise(
        "TRẠM THÚ Y HUYỆN PHÚ HÒA\nSố: 12/TB-TTY\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nTHÔNG BÁO\nLịch tiêm phòng\n"
        "* Ngày 18/11/2024:\n7h30: Tiêm cho trâu, bò thôn Đông\n* Ngày 19/11/2024: Tiêm cho đàn chó thôn Tây\n",
        TODAY,
    )
    assert (reading.header.issuer, reading.header.subject) == ("Trạm Thú y huyện Phú Hòa", "Lịch tiêm phòng")
    days = {mark.start for item in reading.items for mark in item.dates}
    assert days == {date(2024, 11, 18), date(2024, 11, 19)}


@pytest.mark.parametrize("purpose", ["Thực hiện tháng vệ sinh môi trường", "Thực hiện Kế hoạch số 15/KH-UBND"])
def test_what_is_done_for_something_on_a_day_is_no_mere_basis(purpose: str) -> None:
    reading = recognise(
        "TRẠM Y TẾ XÃ PHÚ HÒA\nSố: 12/TB-TYT\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nTHÔNG BÁO\nVệ sinh môi trường\n\n"
        f"{purpose}, từ ngày 18/11, Trạm Y tế xã tổ chức phun khử khuẩn tại chợ và trường học.\n\n"
        "Các thôn cử người phối hợp và dọn vệ sinh đường làng.\n",
        TODAY,
    )
    assert [(mark.role, mark.start) for mark in reading.items[0].dates] == [("start", date(2024, 11, 18))]


def test_the_day_of_what_happens_is_no_day_of_issue() -> None:
    reading = recognise(
        "Chương trình Ngày hội đọc sách xã Phú Hòa\n\nNgày hội mở cửa vào lúc 7 giờ 15 phút, ngày 21 tháng 9 năm 2023 "
        "tại Nhà văn hóa xã.\nI. Trưng bày\n1. Bày sách mới.\nII. Giao lưu\n1. Kể chuyện theo sách.\n",
        TODAY,
    )
    assert reading.header.issued_on is None

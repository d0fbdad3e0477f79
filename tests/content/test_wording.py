"""What a date is in wordings met in the mail of offices: sentence by sentence, the day of issue before each."""

from datetime import date

import pytest

from content.directive import Reading
from content.recognise import recognise

TODAY = date(2026, 11, 21)
LETTER = """UBND TỈNH BẮC NINH
SỞ THÔNG TIN VÀ TRUYỀN THÔNG

Số: 12/STTTT-TTBCXB
{place}, ngày {day:%d} tháng {day:%m} năm {day:%Y}

V/v tuyên truyền

Kính gửi: Các cơ quan báo chí.

I. NỘI DUNG

1. {words}

Nơi nhận:
- Lưu: VT.
"""


def _read(day: str, words: str, place: str = "Bắc Ninh") -> Reading:
    return recognise(LETTER.format(place=place, day=date.fromisoformat(day), words=words), TODAY)


def _dates(day: str, words: str) -> list[str]:
    marks = (mark for item in _read(day, words).items for mark in item.dates)
    return [f"{mark.role} {mark.start or ''}..{mark.end or ''}" for mark in marks]


@pytest.mark.parametrize(
    ("day", "words", "dates"),
    [
        (
            "2023-02-10",
            "Vận động phụ nữ mặc áo dài từ ngày 01/3 đến ngày 08/3/2023, nhất là vào sáng thứ Hai và dịp mít tinh.",
            ["period 2023-03-01..2023-03-08"],
        ),
        ("2023-01-10", "Khởi công ít nhất 12 mái ấm trong quý I/2023.", ["period 2023-01-01..2023-03-31"]),
        (
            "2026-01-16",
            "Thăm, tặng quà hộ nghèo, người cao tuổi từ ngày 02/02 đến ngày 12/02/2026.",
            ["period 2026-02-02..2026-02-12"],
        ),
        ("2026-01-16", "Thăm, tặng quà hộ nghèo ngày 12/02/2026.", ["event 2026-02-12..2026-02-12"]),
        (
            "2021-04-14",
            "Căng treo băng rôn, cờ phướn ở khu vực bỏ phiếu từ ngày 01/5 đến hết ngày 25/5/2021.",
            ["period 2021-05-01..2021-05-25"],
        ),
        (
            "2026-01-16",
            "Lễ hội đua ghe truyền thống: 7 giờ 00, mùng 7 tháng Giêng.",
            ["event 2026-02-23..2026-02-23"],
        ),
        (
            "2019-12-10",
            "Chương trình nghệ thuật đêm giao thừa 24/01/2020.",
            ["event 2020-01-24..2020-01-24"],
        ),
        (
            "2019-02-10",
            "Thời gian thu thập thông tin bắt đầu từ ngày 01/4/2019 và kết thúc chậm nhất vào ngày 25/4/2019.",
            ["period 2019-04-01..2019-04-25"],
        ),
        (
            "2024-11-10",
            "Công tác thu thập bắt đầu từ ngày 15/11/2024; báo cáo kết thúc chậm nhất vào ngày 10/12/2024.",
            ["start 2024-11-15..", "deadline ..2024-12-10"],
        ),
        (
            "2019-02-10",
            "UBND các xã báo cáo kết quả tuyên truyền về UBND huyện vào ngày 15/3, ngày 15/4.",
            ["deadline ..2019-03-15", "deadline ..2019-04-15"],
        ),
        (
            "2022-02-10",
            "Thời gian: từ ngày 20/02 đến ngày 31/3/2022, cao điểm là tháng 3/2022.",
            ["period 2022-02-20..2022-03-31", "period 2022-03-01..2022-03-31"],
        ),
        (
            "2022-01-10",
            "Đối thoại với người dân: 02 lần trong năm (lần 1 vào tháng 5, lần 2 vào tháng 10/2022).",
            ["event 2022-05-01..2022-05-31", "event 2022-10-01..2022-10-31"],
        ),
        ("2022-01-10", "Hoàn thành thay mới pa nô, khẩu hiệu trong tháng 3/2022.", ["deadline ..2022-03-31"]),
        ("2023-03-10", "Hoàn thành trang trí khánh tiết trong ngày 25/3/2023.", ["deadline ..2023-03-25"]),
        ("2023-03-10", "Hoàn thành việc in ấn, tuyên truyền trong tháng 4/2023.", ["period 2023-04-01..2023-04-30"]),
        (
            "2023-06-10",
            "Tuyên truyền nội dung đợt 2 (họp tập trung từ ngày 19/6 đến ngày 23/6/2023).",
            ["event 2023-06-19..2023-06-23"],
        ),
        (
            "2021-04-14",
            "Để cuộc bầu cử vào Chủ nhật, ngày 23/5/2021 thành công, treo cờ trong 10 ngày trước ngày bầu cử.",
            ["event 2021-05-23..2021-05-23", "period 2021-05-13..2021-05-22"],
        ),
    ],
)
def test_a_date_is_what_its_words_make_of_it(day: str, words: str, dates: list[str]) -> None:
    assert _dates(day, words) == dates


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (
            "Phát trên loa mỗi ngày 02 lần (5 giờ 30 và 17 giờ 00) từ ngày 12/9 đến hết ngày 10/10/2025.",
            ["FREQ=DAILY;BYHOUR=5,17", None],
        ),
        ("Phát mỗi ngày ít nhất 01 lần từ thứ hai đến thứ sáu.", ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]),
        ("Phát mỗi ngày 02 lần từ ngày 12/9 đến hết ngày 10/10/2025.", [None]),
    ],
)
def test_how_often_goes_with_when(words: str, rules: list[str | None]) -> None:
    assert [mark.rrule for item in _read("2025-09-10", words).items for mark in item.dates] == rules


def test_who_signs_for_another_does_so_by_the_last_of_the_lines() -> None:
    foot = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn An\n"
    day = date.fromisoformat("2025-09-10")
    signer = recognise(LETTER.format(place="Huế", day=day, words="Treo cờ.") + foot, TODAY).header.signer
    assert (signer.capacity, signer.title, signer.name) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn An")


@pytest.mark.parametrize("place", ["Phường 5", "Quận 12", "Bắc Ninh"])
def test_a_ward_or_district_by_number_is_a_place(place: str) -> None:
    header = _read("2024-08-19", "Treo cờ ngày 02/9/2024.", place).header
    assert (header.place, header.issued_on) == (place, date(2024, 8, 19))


def test_an_address_that_ends_a_line_takes_no_word_of_the_next() -> None:
    words = "Cập nhật hỏi đáp về bầu cử tại địa chỉ https://baucu.vinhphuc.gov.vn;\ngắn banner trên trang chủ."
    assert _read("2021-04-14", words).items[0].links == ("https://baucu.vinhphuc.gov.vn",)


def test_an_address_without_its_protocol_goes_on_in_the_next_line() -> None:
    words = "Công bố kết quả cuộc thi tại địa chỉ www.lienhiephoi.\nquangbinh.gov.vn chậm nhất ngày 30/6/2021."
    assert _read("2021-04-14", words).items[0].links == ("www.lienhiephoi.quangbinh.gov.vn",)


def test_minutes_that_open_a_line_are_no_new_item() -> None:
    words = "Bỏ phiếu từ 07 giờ 00 đến 19 giờ\n00. Cử tri đem theo thẻ cử tri."
    assert len(_read("2019-02-10", words).items) == 1


@pytest.mark.parametrize("broken", ["số 21-KL/\nTW", "số 21-\nKL/TW"])
def test_a_symbol_that_a_margin_breaks_is_whole(broken: str) -> None:
    words = f"Tuyên truyền kết quả Hội nghị trực tuyến toàn quốc quán triệt Kết luận {broken} ngày 25/10/2018."
    assert "số 21-KL/TW ngày" in _read("2019-02-10", words).items[0].text


def test_a_pair_torn_at_its_dash_is_no_new_item() -> None:
    words = "Đăng tin, bài trên Trang thông tin điện tử huyện; chuẩn bị tài liệu hỏi\n- đáp."
    assert len(_read("2019-02-10", words).items) == 1


def test_the_office_of_two_bodies_is_one() -> None:
    words = "Tuyên truyền.\nĐơn vị cung cấp thông tin: Văn phòng Đoàn ĐBQH và HĐND tỉnh; Sở Tài chính."
    assert _read("2023-09-10", words).items[0].providers == ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Sở Tài chính")


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("Phòng ngừa ngộ độc thực phẩm dịp cuối năm: thực hiện từ ngày 01/12 đến ngày 31/12/2024.", [""]),
        ("Tiêm vét cho trẻ em. Dự kiến ngày 05/12/2024.", [""]),
        ("Treo cờ: đợt 1 từ ngày 20/12 đến ngày 22/12/2024.", ["Treo cờ: đợt 1"]),
        (
            "Chuyên mục An toàn giao thông phát từ ngày 01/12 đến ngày 31/12/2024.",
            ["Chuyên mục An toàn giao thông phát"],
        ),
    ],
)
def test_words_that_only_lead_over_to_a_date_are_no_name_of_it(words: str, labels: list[str]) -> None:
    read = _read("2024-11-10", words)
    assert [mark.label for item in read.items for mark in item.dates] == labels


def test_a_run_in_names_who_provides() -> None:
    words = "Tuyên truyền phòng, chống cháy, nổ mùa khô. Cung cấp thông tin: Công an tỉnh; Sở Công Thương."
    assert _read("2020-07-09", words).items[0].providers == ("Công an tỉnh", "Sở Công Thương")


def test_who_leads_is_told_of_what_stands_before_it() -> None:
    words = "Lễ kỷ niệm cấp tỉnh.\nĐơn vị chủ trì: Sở Văn hóa và Thể thao."
    assert _read("2020-07-09", words).items[0].providers == ("Sở Văn hóa và Thể thao",)
    assert _read("2020-07-09", "Đơn vị chủ trì: Sở Văn hóa và Thể thao.").items[0].providers == ()


def test_two_who_provide_are_two_where_a_scanner_left_a_colon_between_them() -> None:
    (item,) = _read("2025-09-10", "1. Phòng bệnh.\nĐơn vị cung cấp thông tin: Sở Y tế: UBND xã An Phú.").items
    assert item.providers == ("Sở Y tế", "UBND xã An Phú")


def test_a_source_that_is_an_office_provides() -> None:
    words = "Phòng, chống đuối nước.\n(Nguồn: Tỉnh đoàn, Sở Y tế)"
    assert _read("2020-07-09", words).items[0].providers == ("Tỉnh đoàn", "Sở Y tế")
    assert _read("2020-07-09", "Thu hoạch lúa.\n(Nguồn: ảnh tư liệu)").items[0].providers == ()


def test_who_provides_after_several_dashes_is_told_of_the_heading_over_them() -> None:
    words = "Phòng bệnh:\n\n- Diệt lăng quăng.\n\n- Tiêm vắc xin.\n\nĐơn vị cung cấp thông tin: Sở Y tế."
    assert [item.providers for item in _read("2020-07-09", words).items] == [(), ()]
    each = words.replace("quăng.", "quăng.\n\nĐơn vị cung cấp thông tin: CDC tỉnh.")
    assert [item.providers for item in _read("2020-07-09", each).items] == [("CDC tỉnh",), ("Sở Y tế",)]


def test_who_provides_between_two_dashes_is_told_of_the_one_before() -> None:
    words = "Phòng bệnh:\n\n- Diệt lăng quăng.\n\nĐơn vị phối hợp cung cấp thông tin: Sở Y tế.\n\n- Tiêm vắc xin."
    assert [item.providers for item in _read("2020-07-09", words).items] == [("Sở Y tế",), ()]


def test_signing_up_under_a_theme_is_no_duty() -> None:
    words = "Đăng ký, điều chỉnh nguyện vọng trên hệ thống: từ ngày 02/7 đến ngày 14/7/2026."
    assert _read("2026-06-25", words).items[0].kind == "thematic"


def test_a_provider_line_after_several_letters_is_of_the_heading_over_them() -> None:
    words = (
        "Kỷ niệm Ngày 27/7:\na) Thăm hỏi.\nb) Thắp nến.\n\nĐơn vị cung cấp thông tin: Viettel Bạc Liêu, VNPT Bạc Liêu."
    )
    assert [item.providers for item in _read("2020-07-09", words).items] == [(), ()]
    alone = "Tắt sóng 2G.\n\nĐơn vị cung cấp thông tin: Viettel Bạc Liêu, VNPT Bạc Liêu."
    assert _read("2020-07-09", alone).items[0].providers == ("Viettel Bạc Liêu", "VNPT Bạc Liêu")

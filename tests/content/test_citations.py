"""Documents a directive names: their days are facts about them, and never a day to air."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.directive import Reading
from content.recognise import recognise
from tests.content.samples import TODAY

ISSUES = {
    "day": "ngày 01 tháng 12 năm 2024",
    "blank": "ngày     tháng     năm 2024",
    "late": "ngày 31 tháng 12 năm 2024",
}


def _read(sentence: str, issue: str = "day") -> Reading:
    head = f"SỞ VĂN HÓA\nSố: 12/SVH-TT\nHà Nội, {ISSUES[issue]}\nV/v tuyên truyền\n\nKính gửi: Các xã.\n\n"
    return recognise(f"{head}1. {sentence}\n\n2. Treo cờ.\n", TODAY)


def _marks(reading: Reading) -> list[tuple[object, ...]]:
    return [(mark.role, mark.start, mark.end) for item in reading.items for mark in item.dates]


NUMBERED = {
    "Công văn số 12/STTTT-BCXB ngày 12/12/2024 của Sở": "12/STTTT-BCXB",
    "Công văn số 12/STTTT-BCXB, ngày 12.12.2024, của Sở": "12/STTTT-BCXB",
    "Công văn số 12/STTTT-BCXB (ngày 12/12/2024)": "12/STTTT-BCXB",
    "Công văn số 12/STTTT-BCXB/ngày 12/12/2024": "12/STTTT-BCXB",
    "Công văn số: 12/STTTT-BCXB đề ngày 12/12/2024": "12/STTTT-BCXB",
    "Công văn số 12 /STTTT – BCXB ngày 12/ 12/ 2024": "12/STTTT-BCXB",
    "Công văn số 12/STTTT-BCXB ngày 12, tháng 12, năm 2024": "12/STTTT-BCXB",
    "Công văn số 12/STTTT-BCXB ngày 12/12/24 của Sở": "12/STTTT-BCXB",
    "công văn số 12/stttt-bcxb ngày 12/12/2024": "12/stttt-bcxb",
    "Kế hoạch số 6099/KH-UBND 12/12/2024 của UBND tỉnh": "6099/KH-UBND",
    "Kế hoạch 155KH/TU ngày 12/12/2024": "155-KH/TU",
    "Quy định số31-QĐ/TW ngày 12/12/2024": "31-QĐ/TW",
    "Hướng dẫn số 69 – HD/BTGTW, ngày 12/12/2024": "69-HD/BTGTW",
    "Chương trình hành động số 56-CTr/TU ngày 12/12/2024 của Tỉnh ủy": "56-CTr/TU",
    "Quyết định số 46/2019/QĐUBND ngày 12/12/2024": "46/2019/QĐUBND",
    "Nghị định số 09/2017/NĐ-CP ngày 12/12/2024 của Chính phủ": "09/2017/NĐ-CP",
    "Luật Bầu cử số 133/2020/QH14 ngày 12 tháng 12 năm 2024": "133/2020/QH14",
    "Công điện số 11/QGPCTT ngày 12/12/2024": "11/QGPCTT",
    "Công văn hỏa tốc số 150/TWPCTT ngày 12/12/2024": "150/TWPCTT",
    "Công văn số 468 ngày 12/12/2024 của Ban Tuyên giáo": "468",
    "Chỉ thị 16 ngày 12/12/2024 của Thủ tướng": "16",
    "Công văn số 4160/BTTTT-PTTH&TTĐT ngày 12/12/2024": "4160/BTTTT-PTTH&TTĐT",
    "Ngày 12/12/2024, Sở Y tế ban hành Công văn số 419/SYT-NV về phòng bệnh": "419/SYT-NV",
    "Ngày 12/12/2024, UBND tỉnh đã phê duyệt Đề án tại Quyết định số 22/QĐ-UBND": "22/QĐ-UBND",
    "Ngày 12 tháng 12 năm 2024, Sở Y tế có Công văn số 419/SYT-NV": "419/SYT-NV",
    "Kế hoạch số 12/KH-UBND về tuyên truyền, được ban hành ngày 12/12/2024": "12/KH-UBND",
    "Nghị định số 46/2019/NĐ-CP ký ngày 12/12/2024": "46/2019/NĐ-CP",
    "Quyết định số 22/QĐ-UBND của Chủ tịch UBND tỉnh Kon Tum ngày 12/12/2024": "22/QĐ-UBND",
    "Nghị quyết số 18 của Trung ương ngày 12/12/2024": "18",
    "Luật Cư trú số 68/2020/QH14 được Quốc hội khóa XIV thông qua tại kỳ họp thứ 10 ngày 12/12/2024": "68/2020/QH14",
}


@pytest.mark.parametrize("issue", ISSUES)
@pytest.mark.parametrize("sentence", NUMBERED)
def test_a_document_with_a_number_is_cited_with_its_day(sentence: str, issue: str) -> None:
    reading = _read(f"Thực hiện {sentence}, các xã tuyên truyền.", issue)
    assert [(c.number, c.date) for c in reading.citations] == [(NUMBERED[sentence], date(2024, 12, 12))]
    assert _marks(reading) == []


UNNUMBERED = [
    "Luật Thi đua, khen thưởng ngày 15 tháng 12 năm 2024",
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII ngày 12/12/2024",
    "Nghị quyết Trung ương 4 khóa XII ngày 12/12/2024",
    "Thông báo kết luận ngày 12/12/2024 của Thường trực Tỉnh ủy",
    "Thông báo kết luận của Chủ tịch UBND tỉnh tại cuộc họp ngày 12/12/2024",
    "Kết luận của đồng chí Bí thư Tỉnh ủy tại Hội nghị ngày 12/12/2024",
    "Kế hoạch tuyên truyền (ban hành ngày 12/12/2024) của UBND tỉnh",
    "Kế hoạch đã ban hành ngày 12/12/2024 của UBND tỉnh",
    "Công văn ngày 12/12/2024 của Sở Thông tin và Truyền thông",
    "văn bản ngày 12/12/2024 của Sở",
    "Công văn của Sở Nội vụ (ngày 12/12/2024)",
    "Chỉ thị của Thủ tướng Chính phủ ngày 12-12-2024",
    "Điện ngày 12/12/2024 của Bộ Công an",
    "Tờ trình của Sở Nội vụ ngày 12/12/2024",
    "Quyết định của UBND tỉnh ban hành ngày 12/12/2024",
    "Báo cáo ngày 12/12/2024 của Công an tỉnh",
]


@pytest.mark.parametrize("issue", ISSUES)
@pytest.mark.parametrize("sentence", UNNUMBERED)
def test_a_document_without_a_number_is_never_aired(sentence: str, issue: str) -> None:
    assert _marks(_read(f"Phổ biến {sentence}.", issue)) == []
    assert _marks(_read(f"{sentence[0].upper()}{sentence[1:]} về tuyên truyền.", issue)) == []


GROUNDS = [
    "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 88/TTr-SYT ngày 12/12/2024",
    "Căn cứ Luật số 24/2018/QH14 ngày 12/12/2024 về an ninh mạng",
    "Thực hiện Quyết định số 1228/QĐ-TTg ngày 12/12/2024 của Thủ tướng Chính phủ",
    "Thực hiện các Công văn số 12/SNV-CC, số 14/SNV-CC ngày 12/12/2024",
    "Thực hiện các Văn bản: số 12/SNV-CC ngày 10/12/2024, số 14/SNV-CC ngày 12/12/2024 của Sở Nội vụ",
    "Tiếp theo Thông báo số 45 của Văn phòng Tỉnh ủy ngày 12/12/2024",
    "Thực hiện Thông báo kết luận số 45-TB/TU của Thường trực Tỉnh ủy, ngày 12/12/2024",
    "Thực hiện Công văn sô 12/SNV-CC ngay 12/12/2024 của Sở Nội vụ",
    "Căn cứ Kế hoạch số 12-KH/BTGTU, ngày 12 - 12 - 2024 của Ban Tuyên giáo Tỉnh ủy",
    "Thực hiện Hướng dẫn 20-HD/BTGDVTW ngày 12/12/2024",
    "Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại cuộc họp ngày 12/12/2024",
    "Thực hiện ý kiến của đồng chí Bí thư Tỉnh ủy tại phiên họp giao ban ngày 12/12/2024",
    "Căn cứ Biên bản làm việc ngày 12/12/2024 giữa Sở và Đài",
    "Căn cứ Biên bản cuộc họp Ban Tổ chức ngày 12/12/2024",
    "Theo Kết luận tại phiên họp ngày 12/12/2024 của Thường trực Thành ủy",
    "Theo Giấy mời số 12/GM-UBND ngày 12/12/2024",
    "Căn cứ Hợp đồng số 12/HĐ-PTTH ngày 12/12/2024",
    "Theo nội dung Phiếu giao việc số 12/PGV ngày 12/12/2024",
    "Theo tinh thần Thư của Chủ tịch nước ngày 12/12/2024",
    "Thực hiện Lệnh số 12/2024/L-CTN ngày 12/12/2024 của Chủ tịch nước",
    "Thực hiện Công điện ngày 12/12/2024 của Thủ tướng Chính phủ",
    "Thực hiện Công văn số 12/SNV-CC ngày 12/12/2024 và văn bản số 9 ngày 11/12/2024",
    "Căn cứ Nghị định 49/2024/NĐ-CP (ngày 10/12/2024)",
    "Thực hiện Nghị quyết số 18-NQ/TW, Hội nghị Trung ương 6 khóa XII, ngày 12/12/2024",
    "Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị (khóa XII), ngày 12/12/2024 về học tập",
    "Thực hiện Đề án tuyên truyền biển đảo (kèm theo Quyết định số 22/QĐ-UBND ngày 12/12/2024)",
    "Thực hiện Quy chế phối hợp giữa Sở và Công an tỉnh ký ngày 12/12/2024",
    "Thực hiện Chương trình phối hợp số 01/CTPH-SVH-CA ký kết ngày 12/12/2024",
    "Trên cơ sở Công văn đề nghị ngày 12/12/2024 của Hội Nông dân",
    "Thực hiện Điện mật số 12 ngày 12/12/2024 của Bộ",
    "Xét đề nghị của Trưởng phòng tại văn bản ngày 12/12/2024",
    "Theo chỉ đạo của UBND tỉnh tại Văn bản số 1290 ngày 12/12/2024",
    "Văn bản hợp nhất số 03/VBHN-BTTTT ngày 12/12/2024",
    "Thông tư liên tịch số 12/2016/TTLT-BTTTT-BNV ngày 12/12/2024",
    "Pháp lệnh Ưu đãi người có công số 02/2020/UBTVQH14 ngày 12/12/2024",
    "Hướng dẫn liên ngành số 12/HDLN-SYT-SGDĐT ngày 12/12/2024",
    "Kết luận số 12-KL/TW ngày 12 tháng mười hai năm 2024 của Bộ Chính trị",
    "Nghị quyết số 12/NQ-HĐND kỳ họp thứ 20 ngày 12/12/2024 của HĐND tỉnh",
    "Quyết định 505 ngày 12/12/2024 của Thủ tướng",
    "Công văn số 12/SNV-CC (gửi ngày 12/12/2024)",
    "Ngày 12/12/2024, Thủ tướng Chính phủ đã ký Quyết định số 505/QĐ-TTg",
    "Ngày 12/12/2024, Sở đã có văn bản đôn đốc các xã",
    "Ngày 12/12/2024 Ban Thường vụ Tỉnh ủy ban hành Chỉ thị về tăng cường sự lãnh đạo",
    "Báo cáo số 12/BC-SYT, ngày 12/12/2024",
    "Thư chúc mừng ngày 12/12/2024 của Chủ tịch nước",
    "Điện khẩn số 15/ĐK-PCTT, 15h00 ngày 12/12/2024",
    "Công điện số 15/CĐ-UBND hồi 17 giờ ngày 12/12/2024 của Chủ tịch UBND tỉnh",
    "Công văn hỏa tốc số 150/BCH, lúc 15h ngày 12/12/2024",
    "Luật An ninh mạng được Quốc hội thông qua ngày 12/12/2024",
    "Luật Đất đai (sửa đổi) được Quốc hội khóa XV, kỳ họp thứ 6 thông qua ngày 12/12/2024",
    "Kế hoạch phát động thi đua do Chủ tịch UBND tỉnh ký ngày 12/12/2024",
    "Thể lệ Cuộc thi (ban hành kèm theo Quyết định ngày 12/12/2024)",
    "Thể lệ Cuộc thi ban hành ngày 12/12/2024",
    "Quy định về nếp sống văn minh được HĐND tỉnh thông qua ngày 12/12/2024",
    "Thực hiện chỉ đạo của Thủ tướng Chính phủ ngày 12/12/2024",
    "Theo đề nghị của Hội Người cao tuổi ngày 12/12/2024",
    "Theo thông báo ngày 12/12/2024 của Đài Khí tượng Thủy văn",
    "Theo bản tin lúc 14 giờ ngày 12/12/2024 của Đài Khí tượng Thủy văn tỉnh",
    "Nghị quyết phiên họp Chính phủ thường kỳ tháng 11 ngày 12/12/2024",
    "Công văn số 12/SNV-CC ngày 12/12/2024, Công văn số 13/SNV-CC cùng ngày",
    "Công văn số 12, 13 và 14/SNV-CC ngày 12/12/2024",
    "Công văn số 12/SNV-CC, 13/SNV-CC, 14/SNV-CC, ngày 12/12/2024",
    "Nghị định số 31/2024/NĐ-CP ngày 12/12/2024 và Nghị định số 32/2024/NĐ-CP cùng ngày của Chính phủ",
    "Quyết định số 57/QĐ-SNV, số 58/QĐ-SNV cùng ngày 12/12/2024",
    "Kế hoạch số 12/KH-UBND ngày 10/12/2024 (được điều chỉnh, bổ sung ngày 12/12/2024)",
    "Kế hoạch số 12/KH-UBND ngày 10/12/2024 (sửa đổi tại Kế hoạch số 15/KH-UBND ngày 12/12/2024)",
    "Quyết định số 12/QĐ-UBND ngày 10/12/2024 sửa đổi Quyết định ngày 9/12/2024",
]


@pytest.mark.parametrize("issue", ["blank", "late"])
@pytest.mark.parametrize("sentence", GROUNDS)
def test_what_a_duty_rests_on_is_never_aired(sentence: str, issue: str) -> None:
    assert _marks(_read(f"{sentence}, các xã tuyên truyền rộng rãi.", issue)) == []
    assert _marks(_read(f"Tiếp tục tuyên truyền các nội dung đã nêu; {sentence}.", issue)) == []


def test_a_day_that_may_be_cited_is_doubted() -> None:
    reading = _read(
        "Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại cuộc họp ngày 12/12/2024, các xã treo cờ.", "blank"
    )
    assert "maybe-cited" in {doubt.code for doubt in reading.doubts}


CHAINS = {
    "Công văn số 2522, 2523/UBND - VX ngày 12/12/2024": ["2522/UBND-VX", "2523/UBND-VX"],
    "Văn bản số 1290/UBND-KGVX ngày 12/12/2024; số 1292/UBND-KGVX ngày 13/12/2024 về tuyên truyền": [
        "1290/UBND-KGVX",
        "1292/UBND-KGVX",
    ],
    "Nghị quyết số 13/2023/NQ-HĐND và Nghị quyết số 26-NQ/TU, ngày 22/12/2024": ["13/2023/NQ-HĐND", "26-NQ/TU"],
    "(Công văn số 12/SNV-CC ngày 12/12/2024; Công văn số 13/SNV-CC ngày 13/12/2024)": ["12/SNV-CC", "13/SNV-CC"],
    "Công văn số 12/SNV-CC và Công văn số 14/SNV-CC cùng ngày 12/12/2024": ["12/SNV-CC", "14/SNV-CC"],
    "Công văn số 12/SNV-CC ngày 12/12/2024 (kèm theo Kế hoạch số 3/KH-SNV ngày 10/12/2024)": [
        "12/SNV-CC",
        "3/KH-SNV",
    ],
}


@pytest.mark.parametrize("sentence", CHAINS)
def test_every_document_of_a_chain_is_cited(sentence: str) -> None:
    reading = _read(f"Thực hiện {sentence}, các xã tuyên truyền.")
    assert [c.number for c in reading.citations] == CHAINS[sentence]
    assert _marks(reading) == []


BROKEN = ["ngày 12/12/\n\n2024", "ngày\n\n12/12/2024", "ngày 12/12/2024\n\ncủa Sở", "ngày 12/12/\n\n- 2 -\n\n2024"]


@pytest.mark.parametrize("day", BROKEN)
def test_a_page_may_break_the_day_of_a_document(day: str) -> None:
    reading = _read(f"Thực hiện Công văn số 12/SNV-CC {day} về tuyên truyền.")
    assert [(c.number, c.date) for c in reading.citations] == [("12/SNV-CC", date(2024, 12, 12))]
    assert _marks(reading) == []


def test_a_page_may_break_a_symbol() -> None:
    reading = _read("Thực hiện Công văn số 12/SNV-\n\n3\n\nCC ngày 12/12/2024 về tuyên truyền.")
    assert [(c.number, c.date) for c in reading.citations] == [("12/SNV-CC", date(2024, 12, 12))]


def test_a_day_without_its_year_is_the_last_before_the_directive() -> None:
    reading = _read("Theo Công văn số 12/SNV-CC ngày 15/12 của Sở và Công văn số 14/SNV-CC ngày 30/11.")
    assert [c.date for c in reading.citations] == [date(2023, 12, 15), date(2024, 11, 30)]
    assert _marks(reading) == []


def test_days_told_in_turn_are_those_of_the_documents_before_them() -> None:
    reading = _read(
        "Nghị định số 131/2021/NĐ-CP và số 75/2021/NĐ-CP, lần lượt ban hành ngày 30/12/2021 và ngày 24/7/2021."
    )
    assert [(c.number, c.date) for c in reading.citations] == [
        ("131/2021/NĐ-CP", date(2021, 12, 30)),
        ("75/2021/NĐ-CP", date(2021, 7, 24)),
    ]
    assert _marks(reading) == []


def test_days_that_come_in_turn_are_no_days_of_documents_that_are_too_few() -> None:
    reading = _read("Theo Kế hoạch số 12/KH-UBND, lần lượt ngày 05/12/2024 và ngày 06/12/2024 diễn ra hai hội thi.")
    assert [c.number for c in reading.citations] == ["12/KH-UBND"]
    assert [mark[:2] for mark in _marks(reading)] == [("event", date(2024, 12, 5))]


def test_a_footnote_may_hold_a_citation() -> None:
    reading = _read("Tuyên truyền theo kế hoạch của tỉnh¹.\n\n¹ Kế hoạch số 3929/KH-UBND ngày 12/12/2024.\n")
    assert [(c.number, c.date) for c in reading.citations] == [("3929/KH-UBND", date(2024, 12, 12))]
    assert _marks(reading) == []


DUTIES = {
    "Theo ý kiến chỉ đạo của UBND tỉnh, các xã treo cờ ngày 20/12/2024.": (
        "period",
        date(2024, 12, 20),
        date(2024, 12, 20),
    ),
    "Theo đề nghị của Hội Nông dân, tổ chức Hội thi ngày 20/12/2024.": (
        "event",
        date(2024, 12, 20),
        date(2024, 12, 20),
    ),
    "Thực hiện tinh thần tiết kiệm, lễ hội ngày 20/12/2024 gọn nhẹ.": ("event", date(2024, 12, 20), date(2024, 12, 20)),
    "Công văn số 12/SNV-CC đề nghị báo cáo trước ngày 20/12/2024.": ("deadline", None, date(2024, 12, 19)),
    "Báo cáo kết quả thực hiện trước ngày 20/12/2024.": ("deadline", None, date(2024, 12, 19)),
    "Thông báo cho nhân dân biết chậm nhất ngày 20/12/2024.": ("deadline", None, date(2024, 12, 20)),
    "Hướng dẫn các thôn hoàn thành xong trong ngày 20/12/2024.": ("deadline", None, date(2024, 12, 20)),
    "Quyết định mở cửa bảo tàng từ ngày 20/12/2024.": ("start", date(2024, 12, 20), None),
    "Kế hoạch của từng xã gửi về Sở trước ngày 20/12/2024.": ("deadline", None, date(2024, 12, 19)),
    "Hướng dẫn nhân dân dự Lễ hội ngày 20/12/2024.": ("event", date(2024, 12, 20), date(2024, 12, 20)),
    "Thông báo lịch tiếp công dân ngày 20/12/2024.": ("event", date(2024, 12, 20), date(2024, 12, 20)),
    "Tại Công văn số 12/SNV-CC nêu trên, báo cáo trước ngày 20/12/2024.": ("deadline", None, date(2024, 12, 19)),
    "Treo cờ theo Kế hoạch số 12/KH-UBND từ ngày 20/12/2024 đến ngày 25/12/2024.": (
        "period",
        date(2024, 12, 20),
        date(2024, 12, 25),
    ),
    "Tổ chức mít tinh theo Kế hoạch số 12/KH-UBND vào ngày 20/12/2024.": (
        "event",
        date(2024, 12, 20),
        date(2024, 12, 20),
    ),
}


@pytest.mark.parametrize("sentence", DUTIES)
def test_a_duty_is_no_citation(sentence: str) -> None:
    assert _marks(_read(sentence)) == [DUTIES[sentence]]


KINDS = st.sampled_from(
    ["Công văn", "Kế hoạch", "Quyết định", "Nghị quyết", "Hướng dẫn", "Báo cáo", "Thông báo", "Chỉ thị"]
)
SYMBOLS = st.sampled_from(
    ["/KH-UBND", "-HD/BTGTW", "/2019/NĐ-CP", " – CV/BTGTU", "/QGPCTT", "/STTTT- TTBCXB", "-NQ/TW"]
)
JOINS = st.sampled_from([" ngày ", ", ngày ", "/ngày ", " ký ngày ", " ban hành ngày ", " (ngày ", " "])
ISSUERS = st.sampled_from(["", " của UBND tỉnh", " của Bộ Chính trị về công tác tuyên truyền", " về phòng, chống dịch"])
DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


@settings(max_examples=300, deadline=None)
@given(
    KINDS, st.integers(1, 9999), SYMBOLS, JOINS, DAYS, st.sampled_from("/-."), ISSUERS, st.sampled_from(sorted(ISSUES))
)
def test_no_day_of_a_citation_becomes_a_date(
    kind: str, number: int, symbol: str, joined: str, day: date, sign: str, issuer: str, issue: str
) -> None:
    shown = f"{day.day:02}{sign}{day.month:02}{sign}{day.year}"
    sentence = f"{kind} số {number}{symbol}{joined}{shown}{')' if '(' in joined else ''}{issuer}"
    reading = _read(f"Thực hiện {sentence}, các xã tuyên truyền.", issue)
    assert _marks(reading) == []
    assert [c.date for c in reading.citations] == [day]

"""Lists within an item, tables of themes and what follows them."""

from datetime import date

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

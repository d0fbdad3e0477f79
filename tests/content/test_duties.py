import pytest

from content.vocabulary import Duty, duties, duty_in

ASKED = {
    "Treo cờ Tổ quốc tại trụ sở": "display",
    "Tổ chức treo băng rôn": "display",
    "Chỉ đạo đài truyền thanh phát các bài": "direct",
    "Tổ chức Lễ mít tinh": "event",
    "tiếp tục phát thanh chuyên mục": "broadcast",
    "Báo cáo kết quả về Sở": "report",
    "đăng ký số lượng": "register",
    "Tháo dỡ pa nô hết hạn": "takedown",
    "Mở chuyên mục “Ngày hội”": "produce",
    "Đăng tin trên trang thông tin": "publish",
    "Phối hợp với Công an": "coordinate",
    "Kịp thời nắm bắt dư luận": "monitor",
}
NOT_ASKED = [
    "Phát triển kinh tế", "mừng Đảng, mừng Xuân", "Các mức xử phạt", "ứng dụng VNeID", "Ban Chỉ đạo tỉnh",
    "các tổ chức chính trị - xã hội", "Báo cáo viên cơ sở", "Đài Phát thanh và Truyền hình tỉnh",
]  # fmt: skip


def test_the_eleven_duties_have_unique_ids() -> None:
    assert len({duty.id for duty in duties()}) == len(duties()) == 11


@pytest.mark.parametrize("duty", duties(), ids=lambda d: d.id)
def test_every_term_of_a_duty_asks_for_it(duty: Duty) -> None:
    for term in duty.terms:
        assert duty_in(f"và {term}; hết") == duty.id, term


@pytest.mark.parametrize("text", ASKED)
def test_the_first_verb_says_what_is_asked(text: str) -> None:
    assert duty_in(text) == ASKED[text]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_a_word_within_a_name_asks_for_nothing(text: str) -> None:
    assert duty_in(text) is None

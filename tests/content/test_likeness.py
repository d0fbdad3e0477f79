import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.recognise.likeness import is_near, like, opens_like


@pytest.mark.parametrize(
    "text", ["Kính gửi:", "Kinh gừi :", "Kínhgửi:", "Kfnh gửi: Các xã", "KÍNH GỬI", "Kính gưi;", "Kính gửii:"]
)
def test_a_key_word_survives_a_wrong_letter(text: str) -> None:
    assert opens_like(text, "kính gửi")


@pytest.mark.parametrize("text", ["Kính trọng", "Khuyến nghị", "Tính gộp", ""])
def test_another_word_is_none(text: str) -> None:
    assert not opens_like(text, "kính gửi")


def test_the_exact_word_comes_first() -> None:
    assert like("THÔNG CÁO", ["thông báo", "thông cáo"]) == "thông cáo"
    assert like("KẾ HOẠCI I", ["kế hoạch"]) is None
    assert like("KẾ HOAOH", ["kế hoạch"]) == "kế hoạch"


@given(st.text("abc", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("xyz"))
def test_one_edit_is_near(word: str, at: int, letter: str) -> None:
    at %= len(word)
    assert is_near(word, word[:at] + letter + word[at + 1 :])
    assert is_near(word, word[:at] + letter + word[at:])
    assert is_near(word, word[:at] + word[at + 1 :])
    assert not is_near(word, f"{word}xx")

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text import address, day, day_and_month, one_line, plain, shorten

SEPARATORS = ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\t"]
UNSEEN = [
    "\x00",
    "\x1b",
    "\x7f",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\ufeff",
    "\ud800",
    "\uffff",
    "\uf0b7",
]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_separator_is_a_space_on_one_line(separator: str) -> None:
    assert one_line(f" Ngày{separator}hội ") == "Ngày hội"


@pytest.mark.parametrize("separator", [s for s in SEPARATORS if s != "\t"])
def test_a_separator_is_a_new_line_in_plain_text(separator: str) -> None:
    assert plain(f"Ngày{separator}hội") == "Ngày\nhội"


@pytest.mark.parametrize("char", UNSEEN)
def test_the_unseen_is_dropped(char: str) -> None:
    assert one_line(f"Ng{char}ày") == plain(f"Ng{char}ày") == "Ngày"


def test_letters_and_marks_are_joined_even_across_a_dropped_character() -> None:
    assert one_line("Nga\u200b\u0300y") == "Ngày"


def test_a_backslash_is_a_slash() -> None:
    assert one_line(r"nam\nữ") == "nam/nữ"


def test_no_more_than_one_empty_line_is_kept() -> None:
    assert plain("\n\na\n \n\n\nb\n") == "a\n\nb"


@pytest.mark.parametrize(
    ("limit", "short"),
    [
        (20, "Ngày hội toàn dân"),
        (17, "Ngày hội toàn dân"),
        (16, "Ngày hội toàn…"),
        (9, "Ngày hội…"),
        (3, "Ng…"),
        (0, ""),
    ],
)
def test_text_is_cut_after_a_word(limit: int, short: str) -> None:
    assert shorten("Ngày hội toàn dân", limit) == short


@given(st.text(), st.integers(0, 40))
def test_cleaning_is_done_once_and_for_all(text: str, limit: int) -> None:
    for clean in (one_line, plain):
        assert clean(clean(text)) == clean(text)
        assert len(clean(text, limit)) <= limit
        clean(text).encode()
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "javascript://a.vn/%0Aalert(1)",
        "data:text/html,x",
        "//evil.example",
        "https:evil",
        "http://[",
        "vbscript:x",
        "ftp://a.b",
        "htt\nps://a.vn",
        "",
    ],
)
def test_only_web_addresses_pass(url: str) -> None:
    assert address(url) == ""


def test_an_address_is_ascii_and_keeps_its_meaning() -> None:
    assert address("https://a.vn/tuần?x=1&y=%20#đ") == "https://a.vn/tu%E1%BA%A7n?x=1&y=%20#%C4%91"
    assert address('https://a.vn/"><script>\r\nX:1\\') == "https://a.vn/%22%3E%3Cscript%3E%0D%0AX:1%5C"
    assert address("http://[::1]:8080/a[1]?b[]=2") == "http://[::1]:8080/a%5B1%5D?b%5B%5D=2"


def test_a_letter_lost_before_us_is_a_question_mark() -> None:
    assert one_line("Ngh\ufffd An") == "Ngh? An"


def test_days_are_written_as_in_official_documents() -> None:
    assert day(date(2024, 8, 5)) == "05/8/2024"
    assert day(date(2024, 2, 12)) == "12/02/2024"
    assert day_and_month(date(2024, 11, 20)) == "20/11"

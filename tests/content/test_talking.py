"""What an announcer reads: numbers, days, signs and abbreviations in words; versions of the source's own sentences."""

from __future__ import annotations

import csv
import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.recognise import recognise
from content.talking import LINKS, LONG, SHORT, Talk, long, minutes, sentences, short, spoken, syllables
from content.talking import table as words
from content.talking.numbers import MOST, cardinal
from tests.conftest import SHARED
from tests.growth import in_step

NUMBERS = {
    0: "không", 4: "bốn", 10: "mười", 14: "mười bốn", 15: "mười lăm", 20: "hai mươi", 21: "hai mươi mốt",
    24: "hai mươi tư", 25: "hai mươi lăm", 55: "năm mươi lăm", 100: "một trăm", 104: "một trăm linh bốn",
    105: "một trăm linh năm", 110: "một trăm mười", 115: "một trăm mười lăm", 121: "một trăm hai mươi mốt",
    1000: "một nghìn", 1005: "một nghìn không trăm linh năm", 1234: "một nghìn hai trăm ba mươi tư",
    2024: "hai nghìn không trăm hai mươi tư", 10_000: "mười nghìn", 100_100: "một trăm nghìn một trăm",
    1_000_005: "một triệu không trăm linh năm", 1_005_000: "một triệu không trăm linh năm nghìn",
    1_500_000_000: "một tỷ năm trăm triệu", 10**12: "một nghìn tỷ", 2 * 10**12 + 1: "hai nghìn tỷ không trăm linh một",
}  # fmt: skip
READ = {
    # numbers
    "Có 1.234 hộ": "Có một nghìn hai trăm ba mươi tư hộ",
    "1,5 tỷ đồng; 3,25%; 0,05": "một phẩy năm tỷ đồng; ba phẩy hai mươi lăm phần trăm; không phẩy không năm",
    "18-20 tuổi, 18-20%": "mười tám đến hai mươi tuổi, mười tám đến hai mươi phần trăm",
    "02 đơn vị": "hai đơn vị",
    "Đề án 06, 06 đề án": "Đề án không sáu, sáu đề án",
    "số nhà 12/5 đường Lê Lợi": "số nhà mười hai trên năm đường Lê Lợi",
    "công nghệ 4.0, mục 1.2.3": "công nghệ bốn chấm không, mục một chấm hai chấm ba",
    "lô 069.41224.555": "lô không sáu chín, bốn một hai hai bốn, năm năm năm",
    "2/3 chiều cao; 5/9 đơn vị": "hai phần ba chiều cao; năm trên chín đơn vị",
    "24/24 giờ": "hai mươi tư trên hai mươi tư giờ",
    "tỷ lệ 3/2, 4/3": "tỷ lệ ba trên hai, bốn trên ba",
    "trình độ 12/12": "trình độ mười hai trên mười hai",
    "nhiệt độ -5°C, 16 - 18 °C": "nhiệt độ âm năm độ xê, mười sáu đến mười tám độ xê",
    "500.000đ; $1.000; 20 USD": "năm trăm nghìn đồng; một nghìn đô la; hai mươi đô la Mỹ",
    "60km/h, 30m2, 5 ha": "sáu mươi ki-lô-mét trên giờ, ba mươi mét vuông, năm héc-ta",
    "2 lần/ngày; 100 đồng/kg": "hai lần mỗi ngày; một trăm đồng mỗi ki-lô-gam",
    "pa nô 0,9m x 8m": "pa nô không phẩy chín mét nhân tám mét",
    "3x4 m, diện tích < 5 ha": "ba nhân bốn mét, diện tích nhỏ hơn năm héc-ta",
    "gọi 114": "gọi một một bốn",
    "điện thoại 0905.123.456": "điện thoại không chín không năm, một hai ba, bốn năm sáu",
    "Có 114 hộ": "Có một trăm mười bốn hộ",
    # days
    "20/11/2024": "ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi tư",
    "ngày 20-11": "ngày hai mươi tháng mười một",
    "ngày 05/6, mùng 1, mùng 2/9": "ngày mùng năm tháng sáu, mùng một, mùng hai tháng chín",
    "(22/12/1944 - 22/12/2024)": "ngày hai mươi hai tháng mười hai năm một nghìn chín trăm bốn mươi tư đến "
    "ngày hai mươi hai tháng mười hai năm hai nghìn không trăm hai mươi tư",
    "Quốc khánh 2-9": "Quốc khánh ngày mùng hai tháng chín",
    "từ 2-9 người": "từ hai đến chín người",
    "từ ngày 20-28/01/2016": "từ ngày hai mươi đến hai mươi tám tháng một năm hai nghìn không trăm mười sáu",
    "từ 16 - 2 đến 22 - 5": "từ ngày mười sáu tháng hai đến ngày hai mươi hai tháng năm",
    "ngày 14, 15 và 16-4": "ngày mười bốn, mười lăm và mười sáu tháng tư",
    "ngày 02 tháng 10 năm 2020": "ngày mùng hai tháng mười năm hai nghìn không trăm hai mươi",
    "ngày 02 lần, mỗi ngày 2 buổi": "ngày hai lần, mỗi ngày hai buổi",
    "tháng 4, tháng 1, 4 tháng": "tháng tư, tháng một, bốn tháng",
    "tháng 4, 5/2019": "tháng tư, tháng năm năm hai nghìn không trăm mười chín",
    "từ tuần 46/2024": "từ tuần bốn mươi sáu năm hai nghìn không trăm hai mươi tư",
    "(12/1972)": "tháng mười hai năm một nghìn chín trăm bảy mươi hai",
    "nhiệm kỳ 2020 – 2025": "nhiệm kỳ hai nghìn không trăm hai mươi đến hai nghìn không trăm hai mươi lăm",
    "Quảng trường 3/2, đường 14-9": "Quảng trường ba tháng hai, đường mười bốn tháng chín",
    "16h30, 7 giờ 00, 17g05": "mười sáu giờ ba mươi phút, bảy giờ, mười bảy giờ năm phút",
    "18h00 ngày 20/11": "mười tám giờ ngày hai mươi tháng mười một",
    "05h00 - 05h30": "năm giờ đến năm giờ ba mươi phút",
    # Roman numerals and order
    "Đại hội XIV, quý IV, khóa XIII": "Đại hội mười bốn, quý bốn, khóa mười ba",
    "lần thứ IV - năm 2024": "lần thứ tư, năm hai nghìn không trăm hai mươi tư",
    "quý I/2024": "quý một năm hai nghìn không trăm hai mươi tư",
    "lần thứ 1; thứ 2 - thứ 6": "lần thứ nhất; thứ hai đến thứ sáu",
    "khóa X, XI": "khóa mười, mười một",
    "HÀNH VI VI PHẠM": "HÀNH VI VI PHẠM",
    # documents
    "văn bản số 3929/KH-UBND": "văn bản số ba nghìn chín trăm hai mươi chín, kế hoạch, Ủy ban nhân dân",
    "Kế hoạch số 3929/KH-UBND": "Kế hoạch số ba nghìn chín trăm hai mươi chín, Ủy ban nhân dân",
    "Nghị định số 49/2019/NĐ-CP về": "Nghị định số bốn mươi chín, năm hai nghìn không trăm mười chín, Chính phủ, về",
    "Quy định số 08-QĐ/TW.": "Quy định số không tám, Trung ương.",
    "Luật số 133/2020/QH14": "Luật số một trăm ba mươi ba, năm hai nghìn không trăm hai mươi, Quốc hội khóa mười bốn",
    "theo QĐ/TW.": "theo quyết định của Trung ương.",
    "CV/TU; TB/VPTW": "công văn của Tỉnh ủy; thông báo của Văn phòng Trung ương",
    "Quyết định QĐ/TW về": "Quyết định của Trung ương về",
    "Công văn số …/CV-TU": "Công văn số… của Tỉnh ủy",
    "Thông tri số 3-TT/VPTU": "Thông tri số ba, Văn phòng Tỉnh ủy",
    "Công văn số 98-CV/HNDT": "Công văn số chín mươi tám, Hội Nông dân tỉnh",
    "Công văn số 398/BHXH-TT": "Công văn số ba trăm chín mươi tám, bảo hiểm xã hội, tê tê",
    # words
    "UBND tỉnh, BCĐ PCCC&CNCH": "Ủy ban nhân dân tỉnh, Ban Chỉ đạo phòng cháy chữa cháy và cứu nạn cứu hộ",
    "TP. Kon Tum, TP.HCM": "thành phố Kon Tum, Thành phố Hồ Chí Minh",
    "GS.TS. Nguyễn An, TS Lê Ba": "giáo sư tiến sĩ Nguyễn An, tiến sĩ Lê Ba",
    "Covid-19, QL1A": "cô-vít mười chín, Quốc lộ một A",
    "V/v treo cờ (để b/c)": "Về việc treo cờ, để báo cáo",
    "cờ, hoa, v.v. Các đơn vị": "cờ, hoa, vân vân. Các đơn vị",
    "ứng dụng AI; AI CŨNG BIẾT": "ứng dụng ây ai; AI CŨNG BIẾT",
    "baotintuc.vn": "baotintuc chấm vê en-nờ",
    "(https://daklak.gov.vn/hien-ke)": "daklak chấm gov chấm vê en-nờ gạch chéo hien gạch ngang ke",
    "lienhe@kontum.gov.vn.": "lienhe a còng kontum chấm gov chấm vê en-nờ.",
    # pauses
    "“Phòng cháy!”, “Ăn sạch”,... Trên": "Phòng cháy! Ăn sạch… Trên",
    "cổng/trang thông tin (khóa IX) của": "cổng, trang thông tin, khóa chín, của",
    "văn hóa – xã hội; pin Lithium-ion ./.": "văn hóa, xã hội; pin Lithium-ion.",
    "- Một\n+ Hai\n(Ba)": "Một\nHai\nBa",
    "": "",
}  # fmt: skip
LEFT = {
    "cột GKQX": ("GKQX",),
    "★ và → và #": ("★", "→", "#"),
    "Tỉnh ủy¹": ("¹",),
    "https://a.vn/?x=1&y=2": ("https://a.vn/?x=1&y=2",),
    "(03/02/1930 - 03/02/223)": ("03/02/223",),
}
DIRECTIVES = sorted(SHARED.glob("*.txt"))
SCALES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3}
DIGITS = {cardinal(value): value for value in range(10)}
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}


def heard(text: str) -> int:
    """Return the number that somebody hears."""
    for scale, size in SCALES.items():
        head, found, tail = text.rpartition(scale) if scale == "tỷ" else text.partition(scale)
        if found:
            return heard(head) * size + (heard(tail) if tail.strip() else 0)
    total = 0
    for word in text.split():
        if word == "trăm":
            total *= 100
        elif word == "mươi":
            total = total // 100 * 100 + total % 100 * 10
        elif word == "mười":
            total += 10
        elif word != "linh":
            total += DIGITS[word]
    return total


def talks() -> list[Talk]:
    """Return what the five directives say, item by item."""
    read = (recognise(path.read_text(encoding="utf-8"), date(2026, 11, 1)) for path in DIRECTIVES)
    return [Talk(one.title, one.text, one.slogans, "", one.providers) for found in read for one in found.items]


@pytest.mark.parametrize(("number", "said"), NUMBERS.items())
def test_numbers_are_said_as_they_are_taught(number: int, said: str) -> None:
    assert cardinal(number) == said


@given(st.integers(0, 10**12) | st.integers(0, MOST - 1))
def test_every_number_is_heard_as_it_was(number: int) -> None:
    assert heard(cardinal(number)) == number
    assert spoken(f"có {number} hộ").unread == ()


@given(st.integers(0, 10**12))
def test_points_between_thousands_change_nothing(number: int) -> None:
    assert spoken(f"có {number:,} hộ".replace(",", ".")).text == f"có {cardinal(number)} hộ"


@pytest.mark.parametrize("number", [-1, MOST])
def test_a_number_too_large_for_words_is_refused_and_said_digit_by_digit_in_a_text(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        cardinal(number)
    assert spoken("12345678901234567").text.startswith("một hai ba bốn")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{:%d/%m/%Y}", "{:%d-%m-%Y}", "{:%d.%m.%Y}"]))
def test_a_day_is_said_alike_in_every_spelling(day: date, form: str) -> None:
    number = f"mùng {cardinal(day.day)}" if day.day <= 10 else cardinal(day.day)
    month = "tư" if day.month == 4 else cardinal(day.month)
    said = f"ngày {number} tháng {month} năm {cardinal(day.year)}"
    assert spoken(form.format(day)).text == said
    assert spoken(f"ngày {form.format(day)}").text == said
    assert spoken(f"ngày {day.day:02} tháng {day.month} năm {day.year}").text == said


@pytest.mark.parametrize(("text", "said"), READ.items())
def test_a_text_is_read_aloud(text: str, said: str) -> None:
    assert (spoken(text).text, spoken(text).unread) == (said, ())


@pytest.mark.parametrize(("text", "left"), LEFT.items())
def test_what_cannot_be_read_stays_and_is_named(text: str, left: tuple[str, ...]) -> None:
    said = spoken(text)
    assert said.unread == left
    assert all(one in said.text for one in left)


BITS = ("20/11", "1/2/3", "Số: ", "/", "-", " - ", "ngày ", "0", "x", "IV", "…", "\n", "“")
PIECES = st.sampled_from([*READ, *LEFT, *BITS])


@given(st.text(max_size=40) | st.lists(PIECES, max_size=5).map("".join))
def test_no_digit_is_left_that_is_not_named(text: str) -> None:
    said = spoken(text)
    bare = said.text
    for one in said.unread:
        assert one in bare
        bare = bare.replace(one, "", 1)
    assert not re.search(r"\d", bare)


@pytest.mark.parametrize(
    "bit", ["a.", "1,", "1.", "1/", "IV, ", "- ", "(", "“", "a@", "A-", "0 ", "v.v", "ngày 1 và ", "\n", "-"]
)
def test_no_text_makes_reading_slow(bit: str) -> None:
    assert in_step(lambda size: spoken(bit * size), 1500)


def test_no_word_of_a_text_is_lost() -> None:
    for talk in talks():
        said = set(re.findall(r"[^\W\d_]+", spoken(talk.text).text))
        for word in re.findall(r"(?<![\w/.:-])[^\W\d_]{2,}(?![\w/.:-])", talk.text):
            assert not word.islower() or word in said


def test_a_text_that_is_read_aloud_is_read_the_same() -> None:
    for talk in talks():
        said = spoken(talk.text).text
        assert spoken(said).text == said


def test_everything_in_the_five_directives_can_be_read() -> None:
    assert len(talks()) > 30
    assert {one for talk in talks() for one in spoken("\n".join([talk.title, talk.text])).unread} == set()


def test_a_long_text_is_read_in_step_with_its_length() -> None:
    line = "Ngày 20/11/2024, UBND tỉnh ban hành Kế hoạch số 3929/KH-UBND (quý IV): 1.234 hộ, 5/9 xã. "
    assert in_step(lambda size: spoken(line * size), 100)


@pytest.mark.parametrize("name", ["abbreviations", "spoken_units"])
def test_vocabulary_has_every_short_form_once_and_says_it_without_digits(name: str) -> None:
    with (words._VOCABULARY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    keys = [row[0] for row in rows]
    assert len(keys) == len(set(keys)) >= (200 if name == "abbreviations" else 40)
    assert all(row[1] and not re.search(r"\d", row[1]) for row in rows)
    assert {row[2] for row in rows if len(row) > 2} <= {"text", "symbol", "both"}


@pytest.mark.parametrize("short_form", [one for one in words.abbreviations() if one[-1] != ":"])
def test_every_abbreviation_is_read(short_form: str) -> None:
    assert spoken(f"các {short_form} trên").text == f"các {words.abbreviations()[short_form]} trên"


@given(st.text(), st.text())
def test_syllables_add_up(one: str, other: str) -> None:
    assert syllables(f"{one} {other}") == syllables(one) + syllables(other)


def test_syllables_are_words_and_parts_of_hyphened_words() -> None:
    assert syllables("năm ki-lô-mét, hai mươi tư.") == 7


@given(st.integers(0, 5000), st.integers(1, 400))
def test_minutes_are_rounded_up_to_the_quarter(count: int, pace: int) -> None:
    found = minutes("a " * count, pace)
    assert found * 4 == int(found * 4)
    assert Fraction(found) - Fraction(1, 4) < Fraction(count * 11, pace * 10) <= found


def test_three_hundred_syllables_take_two_minutes_at_the_usual_pace() -> None:
    assert minutes("a " * 300) == 2.0
    assert minutes("a " * 300, pace=150) == 2.25


@pytest.mark.parametrize("pace", [0, -1])
def test_a_pace_of_nothing_is_refused_in_words(pace: int) -> None:
    with pytest.raises(ValueError, match="Tốc độ đọc"):
        minutes("một", pace)


TALK = Talk(
    "Phòng cháy, chữa cháy",
    "Phòng cháy, chữa cháy: Kiểm tra thiết bị điện theo công bố của TP. Kon Tum. Gọi 114 khi có cháy.\n"
    "Đơn vị cung cấp thông tin: Công an tỉnh; UBND các xã.",
    ("Phòng cháy hơn chữa cháy!",),
    "từ ngày 11/11/2024",
    ("Công an tỉnh", "UBND các xã"),
)


def test_a_version_says_title_message_slogans_days_and_offices_in_the_sources_words() -> None:
    said = long(TALK)
    assert said.spoken.text.splitlines() == [
        "Phòng cháy, chữa cháy.",
        "Kiểm tra thiết bị điện theo công bố của thành phố Kon Tum.",
        "Gọi một một bốn khi có cháy.",
        "Khẩu hiệu: Phòng cháy hơn chữa cháy!",
        "Thời gian: từ ngày mười một tháng mười một năm hai nghìn không trăm hai mươi tư.",
        "Đơn vị cung cấp thông tin: Công an tỉnh; Ủy ban nhân dân các xã.",
    ]
    assert (said.left_out, said.fits, said.minutes) == ((), True, 0.5)


def test_a_short_version_keeps_the_days_before_the_rest_of_the_message() -> None:
    said = short(TALK, 0.25, pace=110)
    assert [one.part for one in said.sentences] == ["title", "when"]
    assert {one.part for one in said.left_out} == {"message", "slogan", "provider"}


def test_a_first_sentence_that_is_too_long_is_said_and_owned_up_to() -> None:
    said = short(Talk("", "Một câu rất dài " * 60 + ". Câu hai."), 1.0)
    assert len(said.sentences) == 1
    assert not said.fits
    assert said.minutes > 1


def test_nothing_to_say_is_nothing() -> None:
    said = short(Talk(""))
    assert (said.sentences, said.spoken.text, said.minutes, said.fits) == ((), "", 0, True)


def test_what_stands_in_the_text_is_not_said_twice() -> None:
    talk = Talk("Cổ động", "Tổ chức cổ động.\nNội dung khẩu hiệu: Toàn dân tham gia.", ("Toàn dân tham gia",))
    assert [(one.part, one.text) for one in sentences(talk)] == [
        ("message", "Tổ chức cổ động."),
        ("slogan", "Nội dung khẩu hiệu: Toàn dân tham gia."),
    ]


def test_initials_and_quotes_end_no_sentence() -> None:
    talk = Talk("", "Ngày sinh V.I. Lênin và GS. Trần. Khẩu hiệu “Ăn sạch! Sống khỏe!” của Đ. An. Hết.")
    assert [one.text for one in sentences(talk)] == [
        "Ngày sinh V.I. Lênin và GS. Trần.", "Khẩu hiệu “Ăn sạch! Sống khỏe!” của Đ. An.", "Hết.",
    ]  # fmt: skip


LINES = st.text("ab .!?:“”Đ1\n", max_size=60)
TALKS = st.builds(Talk, LINES, LINES, st.tuples(LINES), LINES, st.tuples(LINES))


@given(TALKS | st.sampled_from(talks()), st.floats(0, 4), st.floats(0, 4))
def test_a_shorter_version_is_part_of_a_longer_one(talk: Talk, one: float, other: float) -> None:
    least, most = sorted((one, other))
    brief, whole = short(talk, least), long(talk, most)
    assert set(brief.sentences) <= set(whole.sentences)
    assert brief == short(talk, least)
    assert len(whole.sentences) + len(whole.left_out) == len(sentences(talk))
    assert not whole.fits or whole.minutes <= most
    assert whole.minutes == minutes(whole.spoken.text)


@given(TALKS | st.sampled_from(talks()))
def test_no_sentence_is_invented(talk: Talk) -> None:
    given_as = {"slogan": talk.slogans, "when": (talk.when,), "provider": ("; ".join(talk.providers),)}
    for one in sentences(talk):
        if one.given:
            assert one.text in given_as[one.part]
            assert one.written.startswith(LINKS[one.part])
        else:
            assert one.text in talk.title or one.text in talk.text
            assert one.written in (one.text, one.text.rstrip(",;: ") + ".")


def test_every_sentence_of_the_text_is_in_the_whole() -> None:
    for talk in talks():
        told = "".join("".join(one.text.split()) for one in sentences(talk) if one.part != "title" or not one.given)
        for word in talk.text.split():
            assert word.rstrip(":") in told


def test_versions_of_the_five_directives_are_read_whole() -> None:
    assert SHORT < LONG
    for talk in talks():
        assert long(talk).spoken.unread == ()
        assert short(talk).sentences

"""Text in every way of writing Vietnamese letters."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import Unreadable
from content.reading import extract, letters
from tests.content.samples import CORPUS

TEXT = (CORPUS / "xa-2025-lich-phat-thanh.txt").read_text(encoding="utf-8")
TO_TCVN3 = {new: old for old, new in letters.TCVN3.items()}
TO_VNI = {new: old for old, new in letters.VNI.items() if old in (old.lower(), old.upper())}
LOWER = "".join(c for c in TO_TCVN3 if c.islower()) + "bcdghklmnpqrstvx"


def _in(table: dict[str, str], text: str) -> str:
    return "".join(table.get(c, c) for c in unicodedata.normalize("NFC", text))


def test_each_table_holds_every_letter_once() -> None:
    toned = {c for c in TO_VNI if c not in "aeiouyAEIOUY"}
    assert len(toned) == 134
    assert len([c for c in TO_TCVN3 if c not in "aeiouy"]) == 74  # its fonts have no capitals with a tone


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=LOWER + " ", max_size=60))
def test_tcvn3_comes_back(text: str) -> None:
    assert letters.from_tcvn3(_in(TO_TCVN3, text)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=LOWER + LOWER.upper() + " ", max_size=60))
def test_vni_comes_back(text: str) -> None:
    assert letters.from_vni(_in(TO_VNI, text)) == text


def test_capitals_of_an_old_font() -> None:
    assert letters.from_tcvn3("Uû ban nh©n d©n TØNH §¾k L¾k") == "Uỷ ban nhân dân TỈNH Đắk Lắk"
    assert letters.of_font("tØnh uû", ".VnTimeH") == "TỈNH UỶ"
    assert letters.of_font("Uûy ban NHAÂN DAÂN", "VNI-Times") == "Ủy ban NHÂN DÂN"
    assert letters.of_font("© 2024", "Times New Roman") == "© 2024"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_form_of_unicode(coding: str, form: str) -> None:
    data = unicodedata.normalize(form, TEXT).encode(coding)  # type: ignore[arg-type]
    assert extract(data, "a.txt").text == unicodedata.normalize("NFC", TEXT)


@pytest.mark.parametrize("as_bytes", [True, False], ids=["bytes", "unicode"])
def test_old_text_is_known_by_what_it_spells(as_bytes: bool) -> None:
    lower = unicodedata.normalize("NFC", TEXT.lower())
    lower = "".join(c for c in lower if c.isascii() or c in TO_VNI)
    for table in (TO_TCVN3, TO_VNI):
        old = _in(table, lower)
        data = old.encode("cp1252") if as_bytes else old.encode()
        assert extract(data, "a.txt").text == lower


@pytest.mark.parametrize(
    "text", ["ÂÃ§×Ø ±²³´ ¯°¨ ÑÒÓ ÞßÐ " * 9, "Tuyá»n truyá»n ngÃ y lá»… lá»›n " * 9, "中文字 漢字 文本 " * 9]
)
def test_what_spells_nothing_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        extract(text.encode(), "a.txt")


def test_every_syllable_of_the_corpus_is_one() -> None:
    shares = [letters.spelling(path.read_text(encoding="utf-8")) for path in CORPUS.glob("*.txt")]
    assert min(shares) > 0.9

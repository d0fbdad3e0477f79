"""What a text is about, by the words of the vocabulary."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_app import jail
from content.folding import fold
from content.vocabulary.renamed import followed, renamed
from content.vocabulary.subjects import MOST, subject_names, subjects, subjects_of
from tests.conftest import SHARED

READ_IN = {
    "kon-tum-2024-tuan-46": {
        "I.1.1": ("phap-luat", "an-ninh"),
        "I.1.2": ("y-te",),
        "I.1.3": ("chay-no",),
        "I.2.1": ("dang",),
        "I.2.4": ("dang",),
        "I.2.5": ("bau-cu", "kinh-te"),
        "I.2.6": ("lich-su",),
        "III.1": (),
    },
    "dak-nong-2020-dai-hoi-xii": {"-2": ("dang",), "-3": ("dang",), "-4": ("dang",)},
    "kon-tum-2024-bua-liem-vang": {"1.-1": ("dang",), "2.-1": ("dang",)},
    "dak-lak-2020-hien-ke": {"1.-1": (), "1.-2": (), "3": ()},
    "yen-bai-2023-chuong-trinh-56": {"1": (), "4": ()},
}


@pytest.mark.parametrize("name", READ_IN)
def test_items_of_real_directives_are_about_what_they_say(name: str) -> None:
    path = SHARED / f"{name}.txt"
    items = {item["path"]: item for item in jail.read(path.read_bytes(), path.name, date(2026, 11, 1))["items"]}
    found = {place: subjects_of(items[place]["title"], items[place]["text"]) for place in READ_IN[name]}
    assert found == READ_IN[name]


@pytest.mark.parametrize(
    ("title", "slugs"),
    [
        ("Ngày Nhà giáo Việt Nam", ("giao-duc",)),
        ("Ngày thành lập Quân đội nhân dân Việt Nam", ("quoc-phong",)),
        ("Trật tự an toàn giao thông", ("giao-thong",)),
        ("Ngày Thương binh - Liệt sĩ", ("nguoi-co-cong",)),
        ("NGAY THE GIOI PHONG, CHONG HIV/AIDS", ("y-te",)),
        ("Bình đẳng giới, phòng chống bạo lực gia đình", ("binh-dang-gioi", "dan-so")),
        ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ()),
        ("Hội Nông dân, Hội Liên hiệp Phụ nữ tỉnh phối hợp", ()),
        ("Kỷ niệm Ngày thành lập Hội Liên hiệp Phụ nữ Việt Nam", ("binh-dang-gioi",)),
        ("Ủy ban Mặt trận Tổ quốc xã", ()),
    ],
)
def test_words_say_a_subject_and_names_of_offices_do_not(title: str, slugs: tuple[str, ...]) -> None:
    assert subjects_of(title, "") == slugs


def test_the_title_decides_before_the_text_and_only_its_opening_counts() -> None:
    assert subjects_of("Chuyển đổi số", "An toàn giao thông") == ("chuyen-doi-so",)
    assert subjects_of("Đợt 1", "Bảo đảm an toàn giao thông dịp lễ") == ("giao-thong",)
    assert subjects_of("Đợt 1", "x " * 200 + "an toàn giao thông") == ()


@pytest.mark.parametrize("subject", subjects(), ids=lambda subject: subject.slug)
def test_every_term_says_its_subject_however_it_is_written(subject: object) -> None:
    for term in subject.terms:  # type: ignore[attr-defined]
        for written in (term, term.upper(), fold(term), f"về {term}."):
            assert subject.slug in subjects_of(written, ""), written  # type: ignore[attr-defined]


def test_slugs_are_addresses_and_each_is_there_once() -> None:
    slugs = [subject.slug for subject in subjects()]
    assert len(set(slugs)) == len(slugs) >= 20
    assert all(slug.replace("-", "").isalnum() and slug == fold(slug) for slug in slugs)
    assert subject_names(["y-te"]) == ("Y tế và an toàn thực phẩm",)


@given(st.text(max_size=80), st.text(max_size=300))
def test_any_text_is_about_a_few_known_subjects_the_same_each_time(title: str, text: str) -> None:
    found = subjects_of(title, text)
    assert len(found) <= MOST
    assert set(found) <= {subject.slug for subject in subjects()}
    assert found == subjects_of(title, text)


def test_a_name_renamed_twice_leads_to_the_last_and_a_circle_is_refused() -> None:
    assert followed({"a": "b", "b": "c"}) == {"a": "c", "b": "c"}
    with pytest.raises(ValueError, match="circle"):
        followed({"a": "b", "b": "a"})
    assert renamed()["kenh-loa"] == "kenh-truyen-thanh"

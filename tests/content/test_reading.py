"""Whole directives: what is read from them, in every kind of file, and that every date points to its words."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import read_directive
from content.directive import Reading
from content.recognise import recognise
from tests.content.samples import CORPUS, TODAY, as_docx, as_pdf

SHARED = Path(__file__).parents[3] / "shared" / "directives"
OWN = sorted(CORPUS.glob("*.txt"))
TEXTS = [*OWN, *sorted(SHARED.glob("*.txt")), *sorted((SHARED / "practice").glob("*.txt"))]


def _read(path: Path) -> Reading:
    return read_directive(path.read_bytes(), path.name, TODAY)


def _dates(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (item.path, mark.role, mark.start, mark.end, mark.rrule, mark.years)
        for item in reading.items
        for mark in item.dates
    ]


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_a_directive_is_read_as_its_gold_says(path: Path) -> None:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    read = _read(path).to_json()
    for field, wanted in gold["header"].items():
        assert read["header"][field] == wanted, field
    assert [read["window"][end] for end in ("start", "end")] == gold["window"]
    assert [[c["kind"], c["number"], c["date"]] for c in read["citations"]] == gold["citations"]
    items = {item["path"]: item for item in read["items"]}
    assert list(items) == list(gold["items"])
    for name, wanted in gold["items"].items():
        got = items[name]
        dates = [
            " ".join(filter(None, (d["role"], f"{d['start'] or ''}..{d['end'] or ''}", d["rrule"])))
            for d in got["dates"]
        ]
        assert dates == wanted.get("dates", []), name
        assert got["kind"] == wanted["kind"], name
        for field in ("audiences", "channels", "slogans", "providers"):
            assert got[field] == wanted.get(field, []), (name, field)


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_every_place_holds_its_words(path: Path) -> None:
    reading = _read(path)
    for item in reading.items:
        assert all(0 <= start < end <= len(reading.text) for start, end in item.spans)
        for mark in item.dates:
            assert reading.text[slice(*mark.span)] == mark.text
            assert any(start <= mark.span[0] < end for start, end in item.spans)
    for citation in reading.citations:
        assert reading.text[slice(*citation.span)] == citation.text
        assert citation.number.split("-")[0].split("/")[0] in citation.text
    if reading.window.span:
        assert reading.text[slice(*reading.window.span)] == reading.window.text


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_no_date_of_a_cited_document_is_aired(path: Path) -> None:
    reading = _read(path)
    cited = [citation.span for citation in reading.citations]
    for item in reading.items:
        for mark in item.dates:
            assert not any(start <= mark.span[0] < end for start, end in cited), mark.text


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
@pytest.mark.parametrize("make", [as_docx, as_pdf], ids=["docx", "pdf"])
def test_another_kind_of_file_says_the_same(path: Path, make: Callable[[str], bytes]) -> None:
    ending = "docx" if make is as_docx else "pdf"
    text = path.read_text(encoding="utf-8")
    other = read_directive(make(text), f"a.{ending}", TODAY)
    plain = _read(path)
    assert _dates(other) == _dates(plain)
    assert [(c.number, c.date) for c in other.citations] == [(c.number, c.date) for c in plain.citations]
    assert [item.kind for item in other.items] == [item.kind for item in plain.items]
    assert (other.header.number, other.header.issued_on) == (plain.header.number, plain.header.issued_on)


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_the_same_bytes_give_the_same_reading(path: Path) -> None:
    assert _read(path) == _read(path)


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_line_ends_and_letters_written_apart_change_nothing(path: Path) -> None:
    import unicodedata

    text = path.read_text(encoding="utf-8")
    apart = unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode("utf-16")
    assert _dates(read_directive(apart, "a.txt", TODAY)) == _dates(_read(path))


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=600))
def test_any_text_can_be_read(text: str) -> None:
    recognise(text, TODAY)


FRAGMENTS = [
    "1.", "-", "a)", "I. NỘI DUNG", "+", "(", ")", "“", "”", "từ ngày", "đến hết ngày", "31/12/2024", "30/02/2025",
    "trước ngày", "5/6", "tháng", "13", "năm 2024", "thứ Hai hằng tuần", "mùng 1 Tết", "rằm tháng 7", "âm lịch",
    "Kính gửi:", "Nơi nhận:", "Số: 12/KH-UBND", "ngày 01/01/2024", "Kế hoạch số", "¹", "TT", "1", "2",
    "KT. GIÁM ĐỐC", "PHỤ LỤC", ";", ".", "0 giờ", "tuần 53/2024", "quý IV/2024", "29/02/2023", "cứ 0 phút",
    "Đến Số: 5", "khẩu hiệu:", "https://a.vn/1/2", "\n", "\n\n", "\f",
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_pile_of_fragments_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    reading = recognise(text, TODAY)
    for item in reading.items:
        for mark in item.dates:
            assert text[slice(*mark.span)] == mark.text
            assert mark.start is None or mark.end is None or mark.start <= mark.end


def test_what_is_unclear_is_said_and_not_aired() -> None:
    text = (
        "Kính gửi: Các xã.\n\n1. Treo cờ từ ngày 31/02/2025.\n\n2. Lễ ra quân ngày 15/3/2205.\n\n"
        "3. Họp thứ Hai, ngày 04/3/2025.\n"
    )
    reading = recognise(text, date(2025, 2, 1))
    blocking = {doubt.code for doubt in reading.doubts if doubt.blocking}
    assert blocking == {"impossible-date", "implausible-year"}
    assert "weekday-mismatch" in {doubt.code for doubt in reading.doubts}
    assert [mark.start for item in reading.items for mark in item.dates] == [date(2025, 3, 4)]


def test_a_count_of_years_that_is_wrong_is_doubted() -> None:
    reading = recognise("1. Kỷ niệm 78 năm Ngày thành lập (11/3/1945 - 11/3/2024).\n", date(2024, 2, 1))
    assert [doubt.code for doubt in reading.doubts if doubt.code == "year-count-mismatch"]
    assert reading.items[0].dates[0].years == 79

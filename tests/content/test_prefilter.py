"""What is passed over for speed would not have been found: filtered and unfiltered searches agree."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from re._constants import ASSERT, ASSERT_NOT  # type: ignore[import-untyped]
from re._parser import SubPattern  # type: ignore[import-untyped]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.folding import fold
from content.phrases import any_of
from content.recognise import choose
from content.recognise.automaton import tree_of
from content.recognise.citations import openings
from content.recognise.form import EXAMPLE_FRAME, FORMS, Form
from content.recognise.fragments import expand
from content.recognise.prefilter import REACH, Prefilter
from content.recognise.symbols import BARE as BARE_NUMBER
from content.recognise.symbols import ISSUED_THEN, NUMBERS, SIGNED, SYMBOL, TITLED, UNNUMBERED
from content.recognise.tidy import lines

TESTS = Path(__file__).parents[1]
TEXTS = sorted([*TESTS.glob("corpus/*/*.txt"), *TESTS.glob("content/**/*.txt")])
WORDS = [
    "từ ngày", "đến", "đến hết", "trước", "vào", "lúc", "tháng", "năm", "tuần", "quý IV", "thứ Hai", "hằng ngày",
    "1", "02", "12", "31/12", "1-", "/", "-", ".", "2024", "(", ")", ",", ";", "và", "tháng Mười", "mùng", "rằm",
    "âm lịch", "Tết", "giờ", "5h30", "lần/ngày", "Ngày Doanh nhân Việt Nam", "Quốc khánh", "khai mạc", "\ue000",
    "\u00a0", "xong", "chậm nhất", "hoàn thành", "bầu cử", "ngày làm việc", "kể từ", "định kỳ", "mỗi", "cuối",
    "của", "x", "²", "٣", "’",
]  # fmt: skip
FRAGMENTS = [*(words for one in FORMS for words in (*one.examples, *one.refuses, one.after)), *WORDS]
MIXED = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["", " ", "  ", ", "])), max_size=12)


def _agree(text: str) -> None:
    masked = choose.mask(text, [])
    possible = choose.prefilter().possible(masked)
    for one in FORMS:
        plain = [m.span() for m in one.pattern.finditer(masked)]
        quick = [m.span() for m in choose.matches(one, masked, possible.get(one.name, ()))]
        assert quick == plain, (one.name, text)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_in_the_corpus_is_passed_over(path: Path) -> None:
    printed, notes = lines(path.read_text(encoding="utf-8"))
    for piece in (*(line.piece for line in printed), *notes):
        _agree(piece.text)
    _agree(" ".join(line.text for line in printed)[: choose.PIECE])


@pytest.mark.parametrize("words", FRAGMENTS)
def test_nothing_in_an_example_or_a_refusal_is_passed_over(words: str) -> None:
    _agree(words)


def test_two_numbers_side_by_side_open_a_form_as_one_does() -> None:
    _agree("buổi chiều từ 17h00 đến 17h30 24-5-2019")


def test_a_form_begins_after_a_raised_number() -> None:
    _agree("²ngày 20/11/2024")


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_nothing_in_words_of_dates_thrown_together_is_passed_over(parts: list[tuple[str, str]]) -> None:
    _agree("".join(word + gap for word, gap in parts))


def _ahead(steps: object) -> Iterator[int]:
    """Yield how many letters a parsed pattern looks ahead at, wherever it does."""
    for step in steps if isinstance(steps, (list, tuple, SubPattern)) else ():
        if isinstance(step, tuple) and (step[0] is ASSERT or step[0] is ASSERT_NOT):
            yield step[1][1].getwidth()[1]
        yield from _ahead(step)


@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
def test_no_form_is_longer_than_what_is_looked_at_with_what_it_looks_ahead_for(one: Form) -> None:
    tree = tree_of(expand(one.written))
    assert tree.getwidth()[1] + max(_ahead(tree), default=0) <= REACH


def test_most_forms_are_not_tried_on_words_without_a_date() -> None:
    words = choose.mask("Tuyên truyền đậm nét các chủ trương của Đảng; phối hợp với các đơn vị có liên quan.", [])
    assert len(choose.prefilter().possible(words)) * 20 < len(FORMS)


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (r"ngay\s\d{1,2}/\d{1,2}(?!\d)", ["ngay 1/2", "ngay 1/9"]),
        (r"(?<=tu\s)\d{1,2}/(?:1|3)\b", ["12/3"]),
        (r"(?P<n>\d)/(?P<n>\d|x)", ["1/2", "1/9"]),
        (r"(?P<a>ngay\s)?(?(a)1|12)/[^1-8]?", ["ngay 1/2", "1/2", "12/3", "ngay 1/9", "1/9"]),
        (r"(?>tu|den)\s\d++", ["tu 12/3", "den 4"]),
        (r"{n}{d1}/{m1}", ["ngay 1/2", "1/2", "12/3", "ngay 1/9", "1/9"]),
        (r"\w{4,9}\s", ["ngay 1/2", "ngay 1/9"]),
        (r"\d{1,2}(?=/3|/9$)", ["12/3", "1/9"]),
        (r"(?:ngay\s)?\d/\d(?![,/])", ["ngay 1/9", "1/9"]),
    ],
)
def test_a_pattern_may_begin_where_it_does_whatever_looks_around(pattern: str, begins: list[str]) -> None:
    text = "ngay 1/2, tu 12/3 den 4, ngay 1/9"
    places = Prefilter({"one": pattern}).possible(text)["one"]
    assert [re.match(r"(?:[a-z]+ )?[\d/]+", text[place:])[0] for place in places] == begins  # type: ignore[index]


def test_a_letter_that_is_not_of_ascii_may_be_any_sign_that_a_class_holds() -> None:
    found = Prefilter({"digits": r"\d\d/", "no digit": r"[^\d]x", "word": r"\w\s"}).possible("٣1/ ²x “ ")
    assert found == {"digits": [0], "no digit": [4], "word": [5, 7]}


def test_a_reading_is_the_same_whichever_way_it_is_searched() -> None:
    text = "Treo cờ từ ngày 20/12 đến ngày 22/12/2024; báo cáo trước ngày 25/12/2024."
    every = [c for one in FORMS for c in choose.candidates(choose.mask(text, []), EXAMPLE_FRAME, [one])]
    assert list(choose.candidates(choose.mask(text, []), EXAMPLE_FRAME)) == every
    assert {c.read[0].start or c.read[0].end for c in choose.winners(every)} == {date(2024, 12, 20), date(2024, 12, 24)}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_document_cited_in_the_corpus_is_passed_over(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        folded = fold(line)
        days = [day.start() for day in re.finditer(r"ngay\s?\d", folded)]
        found = [m for one in (BARE_NUMBER, UNNUMBERED, TITLED) for m in one.finditer(folded, overlapped=True)]
        assert {m.start() for m in found} <= set(openings(folded, days))
        assert {m.start() for m in SYMBOL.finditer(line)} <= {m.start() for m in NUMBERS.finditer(line)}
        assert {m.start() for m in ISSUED_THEN.finditer(folded)} <= set(days if SIGNED.search(folded) else ())


@given(st.lists(st.text("abc ", min_size=1, max_size=6), min_size=1, max_size=12), st.text("abc ", max_size=30))
def test_the_longest_of_many_phrases_is_found(phrases: list[str], text: str) -> None:
    longest_first = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    assert re.findall(any_of(phrases), text) == re.findall(f"(?:{longest_first})", text)

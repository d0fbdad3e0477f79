"""Days without their year: their clause opens with it ("Năm 2025, … từ ngày 05/6"), or a day beside has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from content.recognise.form import Dated, Frame
from content.recognise.forms.ranges import in_year
from content.recognise.said import Said
from content.recognise.surroundings import sentence_around

_PRINTED = re.compile(r"\d{4}")
_CLAUSE_YEAR = re.compile(
    r"(?:^\W*|[,;:(]\s?)(?:riêng |trong |vào |tại )?năm (?P<year>20\d\d),?(?: [^,;:.()\d]{0,70})?$", re.IGNORECASE
)
_LABEL_YEAR = re.compile(r"[^.;:]{1,120}\bnăm (20\d\d)\s?:\s")
_LONG_OVER = timedelta(days=60)
_YEAR_NAMED = re.compile(r"\bnăm (\d{4}) ?\($")
_HALF_YEAR = re.compile(r"\bbáo cáo\b[^.;:\d]{0,30}\b(?:0?6|sáu) tháng(?! cuối)(?: đầu năm)?[^.;:\d]{0,30}$")
_LEAST, _NEIGHBOURS, _DAYS_AHEAD = 12, timedelta(days=45), timedelta(days=10)
_TOLD = "ghi ở đầu câu."
_SHAPES = ("day", "range", "start", "until", "deadline")


def in_the_clause_year(text: str, said: list[Said]) -> list[Said]:
    """Put days without their year into the one that opens their clause, where they stand in another."""
    kept: list[Said] = []
    for one in said:
        first = max(sentence_around(text, one.start, one.end)[0], kept[-1].end if kept else 0)
        told = _CLAUSE_YEAR.search(text[first : one.start]) if _is_plain(text, one) else None
        kept.append(_moved(one, int(told["year"])) if told else one)
    return kept


def is_told(text: str, one: Said) -> bool:
    """Say whether the words give the year of the days: beside them, or where their clause begins."""
    return is_printed(text, one) or one.read.reason.endswith(_TOLD)


def is_printed(text: str, one: Said) -> bool:
    """Say whether a year stands in the words of the days."""
    return bool(_PRINTED.search(text, one.start, one.end))


def told_next(text: str, said: list[Said], index: int) -> date | None:
    """Return the first day of what follows in the same sentence, where it is told with its year."""
    one, after = said[index], next(iter(said[index + 1 :]), None)
    if after is None or not is_told(text, after) or after.start >= sentence_around(text, one.start, one.end)[1]:
        return None
    return after.read.start


def _is_plain(text: str, one: Said) -> bool:
    plain = one.read.shape in _SHAPES and one.read.precision == "day" and not one.read.lunar
    return plain and not is_printed(text, one)


def _moved(one: Said, year: int) -> Said:
    start, end = one.read.start, one.read.end
    first = start or end
    if first is None or first.year == year or _gap(start, end):
        return one
    days = [day and in_year(day, year) for day in (start, end)]
    return replace(one, read=replace(one.read, start=days[0], end=days[1], reason=f"Năm {year} {_TOLD}"))


def _gap(start: date | None, end: date | None) -> bool:
    """Say whether a stretch runs over New Year: it has two years."""
    return bool(start and end and start.year != end.year)


def in_the_year_named(text: str, said: list[Said], frame: Frame) -> list[Said]:
    """ "Tuần lễ Biển năm 2025 (01 - 08/6), Ngày Đại dương thế giới (08/6)": days of the next year.

    A day that would be over has the year in the name before its bracket, or that of a day near it just before, or
    told with its year just after.
    """
    kept: list[Said] = []
    for index, one in enumerate(said):
        later = _a_year_on(text, one, frame)
        if later and later.start and later.end:
            named = _YEAR_NAMED.search(text[max(0, one.start - _LEAST) : one.start + 1])
            beside = (
                kept[-1].read.end if kept and sentence_around(text, one.start, one.end)[0] <= kept[-1].start else None
            )
            beside = beside or told_next(text, said, index)
            if (named and int(named[1]) == later.end.year) or (beside and abs(later.start - beside) <= _NEIGHBOURS):
                one = replace(one, read=later)
        kept.append(one)
    return kept


def _a_year_on(text: str, one: Said, frame: Frame) -> Dated | None:
    """Return the days a year later, where their year is left out and they were over on the day of issue."""
    start, end = one.read.start, one.read.end
    plain = one.read.shape in ("day", "range") and one.read.precision == "day" and not one.read.lunar
    if not plain or not (start and end and frame.issued) or end >= frame.issued or is_printed(text, one):
        return None
    return replace(one.read, start=in_year(start, start.year + 1), end=in_year(end, end.year + 1), reason="")


def in_the_year_told(text: str, said: list[Said], frame: Frame) -> Iterator[Said]:
    """ "Từ 15/3 đến 30/3/2025; … ngày 10/7": a day long over goes on in the year told before it.

    So does what follows a month or a limit of the next year, though nobody told it ("sơ khảo tháng 4, chung khảo
    tháng 5", "nộp bài trước 31/3, gửi về Sở trước 15/5").
    """
    told = _year_of_label(text, said, frame)
    for one in said:
        start, end = one.read.start, one.read.end
        last = end or start
        if last and is_told(text, one):
            told = last
        elif told and last and frame.issued and last < frame.issued - _LONG_OVER and _is_of_that_year(one, last, told):
            years = [day and in_year(day, told.year) for day in (start, end)]
            one = replace(
                one, read=replace(one.read, start=years[0], end=years[1], reason=f"Năm {told.year} ghi ở trước.")
            )
        elif last and frame.issued and last.year > frame.issued.year and _goes_on_from(one):
            told = last
        yield one


def _year_of_label(text: str, said: list[Said], frame: Frame) -> date | None:
    """ "Các ngày lễ lớn năm 2025: … 80 năm Quốc khánh (02/9)": what stands before the colon has the year of all."""
    label = _LABEL_YEAR.match(text[: said[0].start]) if said and frame.issued else None
    return date(int(label[1]), 1, 1) if label and frame.issued and int(label[1]) > frame.issued.year else None


def _goes_on_from(one: Said) -> bool:
    """A month, or a limit, is one of several that follow each other."""
    return one.read.precision == "month" or one.read.shape == "deadline"


def _is_of_that_year(one: Said, last: date, told: date) -> bool:
    """A limit may lie some weeks before the day told ("ngày 19/8/2025; đăng ký trước ngày 15/8"), a rehearsal days."""
    before = _NEIGHBOURS if one.read.shape == "deadline" else _DAYS_AHEAD
    return in_year(last, told.year) >= told - before


def half_year_ahead(text: str, one: Said, frame: Frame) -> Said:
    """ "Báo cáo 6 tháng trước ngày 10/6": once the day is over, it is that of the next year."""
    last = one.read.end
    if one.read.shape != "deadline" or not (last and frame.issued and last < frame.issued) or is_printed(text, one):
        return one
    if not _HALF_YEAR.search(text[max(0, one.start - 60) : one.start].lower()):
        return one
    return replace(one, read=replace(one.read, end=in_year(last, last.year + 1), reason="Kỳ báo cáo 6 tháng tới."))

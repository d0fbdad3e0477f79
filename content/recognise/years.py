"""Days whose year their clause opens with: "Năm 2025, Lễ hội diễn ra từ ngày 05/6 đến ngày 10/6"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from content.recognise.forms.ranges import in_year
from content.recognise.said import Said
from content.recognise.surroundings import sentence_around

_PRINTED = re.compile(r"\d{4}")
_CLAUSE_YEAR = re.compile(
    r"(?:^\W*|[,;:(]\s?)(?:riêng |trong |vào |tại )?năm (?P<year>20\d\d),?(?: [^,;:.()\d]{0,70})?$", re.IGNORECASE
)
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

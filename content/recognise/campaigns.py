"""What comes back "trong Tháng hành động": the days of the campaign are told elsewhere in the directive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from content.directive import DateMark, Item, Window
from content.folding import fold

_NAME = (
    r"(?P<name>thang (?:hanh dong|cao diem|van dong|truyen thong|cong nhan|thanh nien|an toan|khuyen mai|khuyen hoc|"
    r"nhan dao|ve sinh|tri an|chien dich)|tuan le|chien dich|dot (?:cao diem|thi dua|ra quan|phat dong))\b"
)
_WITHIN = re.compile(
    rf"\b(?:trong|suot)(?: (?:suot|thoi gian|dien ra|trien khai|to chuc)){{0,3}} [“\"]?{_NAME}(?! (?:dau|cuoi|thu)\b)"
)
_CALLED = re.compile(
    rf"(?:(?:trong|suot|thoi gian|dien ra|phat dong|to chuc|mo|huong ung|gioi thieu) ){{0,3}}[“\"]?{_NAME}"
)
_IN_SUBJECT = re.compile(rf"\b{_NAME}")
_STOP = re.compile(r"[.;:](?=\s)|\n\s*\n")
_BEFORE, _AFTER = 200, 80

Stretch = tuple[date, date]


def within_campaigns(found: Sequence[Item], window: Window, subject: str | None, text: str) -> tuple[Item, ...]:
    """Bound what comes back "hằng ngày trong Tháng hành động" by the days that the directive gives the campaign.

    Only where it has no bounds of its own, and all that the directive says of a campaign of that name is one stretch.
    """
    kinds: dict[str, set[Stretch]] = {}
    for name, days in (*_named(found), *_of_subject(window, subject)):
        kinds.setdefault(name, set()).add(days)
    told = {name: next(iter(days)) for name, days in kinds.items() if len(days) == 1}
    if not told:
        return tuple(found)
    return tuple(replace(item, dates=tuple(_bounded(mark, told, text) for mark in item.dates)) for item in found)


def _named(found: Sequence[Item]) -> Iterator[tuple[str, Stretch]]:
    """The stretches that a label gives to a campaign ("Tháng hành động vì trẻ em"), not to what is done for it."""
    for mark in (mark for item in found for mark in item.dates):
        named = _CALLED.match(fold(mark.label))
        if named and mark.role == "period" and mark.start and mark.end:
            yield named["name"], (mark.start, mark.end)


def _of_subject(window: Window, subject: str | None) -> Iterator[tuple[str, Stretch]]:
    """ "V/v tuyên truyền Tháng hành động … (từ 15/11 đến 15/12)": the window is that of the campaign."""
    named = _IN_SUBJECT.search(fold(subject or ""))
    if named and window.span and window.start and window.end:
        yield named["name"], (window.start, window.end)


def _bounded(mark: DateMark, told: dict[str, Stretch], text: str) -> DateMark:
    if mark.role != "recurring" or mark.start or mark.end or "YEARLY" in (mark.rrule or ""):
        return mark
    named = _WITHIN.search(_around(mark, text))
    days = told.get(named["name"]) if named else None
    if not (named and days):
        return mark
    reason = f"Thời gian của đợt, ghi ở nơi khác trong văn bản: {days[0]:%d/%m/%Y} - {days[1]:%d/%m/%Y}."
    return replace(mark, start=days[0], end=days[1], reason=" ".join(filter(None, (mark.reason, reason))))


def _around(mark: DateMark, text: str) -> str:
    """The words of the sentence around a mark, folded, each space one."""
    before = _STOP.split(text[max(0, mark.span[0] - _BEFORE) : mark.span[0]])[-1]
    after = _STOP.split(text[mark.span[0] : mark.span[1] + _AFTER])[0]
    return fold(" ".join((before + after).split()))

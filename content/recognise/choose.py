"""Which readings of a paragraph stand: what is taken is masked, and of readings that overlap the longest wins."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from math import inf
from time import thread_time
from typing import NamedTuple

from content.directive import Span
from content.folding import fold
from content.phrases import any_of
from content.recognise import forms  # noqa: F401
from content.recognise.form import FORMS, Dated, Doubtful, Form, Frame, Match
from content.recognise.limits import MOST, PIECE, TIMEOUT, TooSlow
from content.recognise.prefilter import TAKEN, Prefilter

_OFTEN = 200
_BEFORE = 7
_MONTH = re.compile(r"thang(?<!\wthang) (ba|tu|nam|sau|bay|bon|hai|mot|tam|chin)\b")
_OTHER_WORDS = {
    "tu": "tú tư tự tứ tử",
    "den": "đền đèn đen",
    "mung": "mừng",
    "trong": "trồng trọng trông trống",
    "dau": "dầu đậu dấu đấu",
    "cuoi": "cưới",
    "moi": "mới mời",
    "tuan": "tuấn tuân",
    "quy": "quỹ",
    "tinh": "tỉnh tình",
    "chieu": "chiếu chiêu chiểu",
    "luc": "lực lục",
    "dem": "đem đếm",
}
_AMBIGUOUS = re.compile(
    rf"{any_of(_OTHER_WORDS.keys() - {'tinh'}, re.escape)}(?<!dau(?= \d))(?= (?:\d|(?:ngay|thang|tuan|nam|quy|"
    r"thu|chu nhat|mung|mong|ram|sang|trua|chieu|toi|dem|het|nay|dau|giua|cuoi|truoc|iv|i{1,3})\b))|"
    r"(?:tinh|trong)(?= tu\b)"
)
_NO_WORD = re.compile(r"(?:\w|\b(?:thu|thang) )$")
"""Before letters that are but the end of a word, or the number of a day or a month ("thứ Tư")."""
_TO = re.compile(
    r"tới(?<!\wtới)(?=\s(?:thứ\s|chủ nhật|hết|ngày|cuối|giữa|đầu|tháng|năm|nay|mùng|mồng|rằm|\d))", re.IGNORECASE
)
_MONTHS = ("ba", "tư", "năm", "sáu", "bảy", "bẩy", "bốn", "hai", "một", "tám", "chín")


class Candidate(NamedTuple):
    """A form that fired: where, and what it read or why it cannot be."""

    form: Form
    start: int
    end: int
    read: tuple[Dated, ...] = ()
    doubt: Doubtful | None = None


def mask(text: str, taken: Iterable[Span]) -> str:
    """Return the text in folded letters, with the taken places made unreadable, letter for letter.

    "Tháng" is parted from a word that is a month only without its accents: "tháng sau" is not "tháng Sáu". So is from
    its date what only without them begins one: "đầu tư ngày" is not "từ ngày". And "tới", which without them is the
    "tối" of "tối ngày", is written as "đến".
    """
    folded = fold(text)
    over = [*_parted(text, folded), *((start, TAKEN * (end - start)) for start, end in taken)]
    if not over:
        return folded
    letters = list(folded)
    for start, words in over:
        letters[start : start + len(words)] = words
    return "".join(letters)


def _parted(text: str, folded: str) -> Iterator[tuple[int, str]]:
    """Yield what is to be written over words that mean something else with their accents, and where."""
    for found in _MONTH.finditer(folded):
        if unicodedata.normalize("NFC", text[found.start(1) : found.end(1)]).lower() not in _MONTHS:
            yield found.start(1) - 1, TAKEN
    for found in _AMBIGUOUS.finditer(folded):
        if _NO_WORD.search(folded, max(0, found.start() - _BEFORE), found.start()):
            continue
        if unicodedata.normalize("NFC", text[slice(*found.span())]).lower() in _OTHER_WORDS[found.group()].split():
            yield found.end(), TAKEN
    for found in _TO.finditer(text):
        yield found.start(), "den"


def candidates(masked: str, frame: Frame, only: Collection[Form] | None = None) -> Iterator[Candidate]:
    """Yield every reading every form has of a text, in the order of the forms.

    TooSlow where that takes too long for its length.
    """
    places, order = prefilter().possible(masked), _order()
    end, tried = inf, 0
    for name in sorted(places, key=order.__getitem__):
        one, at = FORMS[order[name]], places[name]
        if only is not None and one not in only:
            continue
        for found in matches(one, masked, at):
            read = _read(one, found, frame)
            if read:
                yield read
        tried += len(at)
        if tried > _OFTEN:  # the clock of a thread costs more than most trials
            now, tried = thread_time(), 0
            end = min(end, now + TIMEOUT * (1 + len(masked) / PIECE))
            if now > end:
                raise TooSlow


@lru_cache(maxsize=1024)
def standing(masked: str, frame: Frame) -> tuple[Candidate, ...]:
    """Return the readings of a paragraph that stand; TooSlow where that takes too long, or they are too many."""
    fired = list(islice(candidates(masked, frame), 10 * MOST + 1))
    won = winners(fired)
    if len(fired) > 10 * MOST or len(won) > MOST:
        raise TooSlow
    return tuple(won)


@lru_cache(maxsize=1)
def prefilter() -> Prefilter:
    """Return the filter that says which forms to look for in a text."""
    return Prefilter({one.name: one.written for one in FORMS})


def matches(one: Form, masked: str, places: Iterable[int]) -> list[Match]:
    """Return where a form stands, of the places where it can begin: from left to right, and none within another."""
    match, found, end = one.pattern.match, [], 0
    for start in places:
        here = match(masked, start) if start >= end else None
        if here:
            end = here.end()
            found.append(here)
    return found


def _read(one: Form, m: Match, frame: Frame) -> Candidate | None:
    try:
        read = one.read(m, frame)
    except Doubtful as doubt:
        return Candidate(one, *m.span(), doubt=doubt)
    if read is None:
        return None
    return Candidate(one, *m.span(), tuple(read) if isinstance(read, list) else (read,))


@lru_cache(maxsize=1)
def _order() -> dict[str, int]:
    return {one.name: rank for rank, one in enumerate(FORMS)}


def winners(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the readings that stand, in the order of the text: the longest of those that overlap, then the first."""
    ranked = sorted(found, key=lambda c: (c.start - c.end, c.doubt is not None))
    kept: list[Candidate] = []
    starts: list[int] = []
    for one in ranked:
        at = bisect(starts, one.start)
        if (at == 0 or kept[at - 1].end <= one.start) and (at == len(kept) or one.end <= starts[at]):
            kept.insert(at, one)
            starts.insert(at, one.start)
    return kept

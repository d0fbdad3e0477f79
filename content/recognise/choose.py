"""Which readings of a paragraph stand: what is taken is masked, and of readings that overlap the longest wins."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from content.directive import Span
from content.folding import fold
from content.recognise import forms  # noqa: F401
from content.recognise.form import FORMS, Dated, Doubtful, Form, Frame
from content.recognise.limits import PIECE, TIMEOUT, TooSlow
from content.recognise.prefilter import Prefilter

_TAKEN = "\ue000"
_MONTH = re.compile(r"\bthang (ba|tu|nam|sau|bay|bon|hai|mot|tam|chin)\b")
_TO = re.compile(r"\btới(?=\s(?:hết|ngày|cuối|giữa|đầu|tháng|năm|nay|mùng|mồng|rằm|\d))", re.IGNORECASE)
_MONTHS = ("ba", "tư", "năm", "sáu", "bảy", "bẩy", "bốn", "hai", "một", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that fired: where, and what it read or why it cannot be."""

    form: Form
    start: int
    end: int
    read: tuple[Dated, ...] = ()
    doubt: Doubtful | None = None


def mask(text: str, taken: Iterable[Span]) -> str:
    """Return the text in folded letters, with the taken places made unreadable, letter for letter.

    "Tháng" is parted from a word that is a month only without its accents: "tháng sau" is not "tháng Sáu"; and "tới",
    which without them is the "tối" of "tối ngày", is written as "đến".
    """
    folded = fold(text)
    letters = list(folded)
    for found in _MONTH.finditer(folded):
        if unicodedata.normalize("NFC", text[found.start(1) : found.end(1)]).lower() not in _MONTHS:
            letters[found.start(1) - 1] = _TAKEN
    for found in _TO.finditer(text):
        letters[found.start() : found.end()] = "den"
    for start, end in taken:
        letters[start:end] = _TAKEN * (end - start)
    return "".join(letters)


def candidates(masked: str, frame: Frame, only: Iterable[Form] | None = None) -> Iterator[Candidate]:
    """Yield every reading every form has of a text."""
    possible = prefilter().possible(masked)
    stretches = list(_stretches(masked)) if possible else []
    for one in FORMS if only is None else only:
        if one.name in possible:
            yield from _fired(one, masked, stretches, frame)


@lru_cache(maxsize=1)
def prefilter() -> Prefilter:
    """Return the filter that says which forms to look for in a text."""
    return Prefilter({one.name: one.needs for one in FORMS})


def _fired(one: Form, masked: str, stretches: Iterable[Span], frame: Frame) -> Iterator[Candidate]:
    try:
        for start, end in stretches:
            for m in one.pattern.finditer(masked, start, end, timeout=TIMEOUT):
                yield from _read(one, m, frame)
    except TimeoutError as error:
        raise TooSlow from error


def _stretches(text: str) -> Iterator[Span]:
    """Cut a very long paragraph where a sentence ends, so that no date is cut."""
    start = 0
    while len(text) - start > PIECE:
        end = start + PIECE
        cut = max(text.rfind(sign, start + PIECE // 2, end) for sign in (". ", "; "))
        cut = cut + 1 if cut >= 0 else end
        yield start, cut
        start = cut
    yield start, len(text)


def _read(one: Form, m: object, frame: Frame) -> Iterator[Candidate]:
    start, end = m.span()  # type: ignore[attr-defined]
    try:
        read = one.read(m, frame)  # type: ignore[arg-type]
    except Doubtful as doubt:
        yield Candidate(one, start, end, doubt=doubt)
        return
    if read is not None:
        yield Candidate(one, start, end, tuple(read) if isinstance(read, list) else (read,))


@lru_cache(maxsize=1)
def _order() -> dict[str, int]:
    return {one.name: rank for rank, one in enumerate(FORMS)}


def winners(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the readings that stand, in the order of the text: the longest of those that overlap."""
    ranked = sorted(found, key=lambda c: (c.start - c.end, c.doubt is not None, _order()[c.form.name]))
    kept: list[Candidate] = []
    starts: list[int] = []
    for one in ranked:
        at = bisect(starts, one.start)
        if (at == 0 or kept[at - 1].end <= one.start) and (at == len(kept) or one.end <= starts[at]):
            kept.insert(at, one)
            starts.insert(at, one.start)
    return kept

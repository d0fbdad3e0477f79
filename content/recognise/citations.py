"""Documents a directive names. Found before any date, because their dates are never something to air."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import regex

from content.directive import Citation
from content.folding import fold
from content.recognise.fragments import MONTH_WORDS
from content.recognise.header import tight
from content.recognise.limits import TIMEOUT, TooSlow
from content.recognise.symbols import (
    AFTER_NUMBER,
    BARE,
    DAY_AFTER,
    DAY_BEFORE,
    FOLDED_KINDS,
    IN_TURN,
    ISSUED_AFTER,
    ISSUED_THEN,
    KIND_BEFORE,
    KIND_JUST_BEFORE,
    LISTED,
    NUMBERS,
    ONE_DAY,
    OPENS,
    SAME_DAY_AFTER,
    SENT_AFTER,
    SIGNED,
    SYMBOL,
    TITLED,
    UNNUMBERED,
)
from content.recognise.tidy import Piece

_Named = tuple[str, str, date | None, int, int]
_SAME_DAY = re.compile(r"\bcung ngay")
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"ngay\s?\d")
_NUMBER = re.compile(r"\d+")
_RUN_TOGETHER = re.compile(r"^(\d+)([A-ZĐ])")
_JOINT = re.compile(r"[/\-–]")
_SPACE = re.compile(r"\s")
_OTHER_WORDS = ("diễn", "diện", "thứ", "thử")
_MEETING = re.compile(r"\b(?:hoi (?:nghi|thi|thao)|tap huan|toa dam|lop|buoi|cuoc thi)\b[^.;:\d]*$")
_SIGNS = re.compile(r"[\W_]")
_OF_SAMPLE = re.compile(r"\b(?:mau|bieu mau|bieu|phu luc)(?: so)?\s?$")
_APART = 12


@dataclass(frozen=True, slots=True)
class Cited:
    """One mention: the citation, and the letters of the paragraph it takes up, its day included."""

    citation: Citation
    start: int
    end: int


def find(piece: Piece, issued: date | None = None) -> list[Cited]:
    """Return every mention of a document in a paragraph, in order; TooSlow where that takes too long.

    `issued` is the day of the directive: what has no number cannot be a document of a later day, and a day without
    its year is the last one before it.
    """
    if not _DIGIT.search(piece.text):
        return []
    try:
        return [_cited(piece, *one) for one in _found(piece.text, issued)]
    except TimeoutError as error:
        raise TooSlow from error


@lru_cache(maxsize=1024)
def _found(text: str, issued: date | None) -> tuple[_Named, ...]:
    folded = fold(text)
    found: list[_Named] = []
    days = [day.start() for day in _DAY.finditer(folded)]
    opens = list(openings(folded, days))
    for start, end in _symbols(text, folded, opens):
        if found and start < found[-1][-1]:
            continue
        named = _named(folded, start)
        first = named.start() if named else start
        after = _day_after(folded, end, issued)
        same = SAME_DAY_AFTER.match(folded, end, timeout=TIMEOUT) if found and not after else None
        before = None if after or same else DAY_BEFORE.search(folded, max(0, first - 170), first, timeout=TIMEOUT)
        kind = FOLDED_KINDS[named["kind"]] if named else found[-1][0] if found else "Văn bản"
        first = max(before.start() if before else first, found[-1][-1] if found else 0)
        day = found[-1][2] if same else _day(after or before, issued)
        if after and _SAME_DAY.search(after.group()):
            _share(found, day, first)
        after = after or same
        found.extend(_listed(text, kind, day, start, end, first))
        found.append((kind, text[start:end], day, first, after.end() if after else end))
    _share_out(folded, found)
    return tuple(sorted([*found, *_unnumbered(text, folded, opens, days, found, issued)], key=lambda one: one[3]))


def openings(folded: str, days: list[int]) -> Iterator[int]:
    """Yield where the name of a document may begin: before a day, with no full stop or semicolon between."""
    end = 0
    for day in days:
        stop = max(folded.rfind(".", end, day), folded.rfind(";", end, day))
        yield from (at.start() for at in OPENS.finditer(folded, max(end, stop + 1), day))
        end = day


def _share(found: list[_Named], day: date | None, start: int) -> None:
    """ "Số 12/QĐ-X, số 13/QĐ-X và số 14/QĐ-X cùng ngày …": the day is that of all that stand side by side before it."""
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        if one[2] is not None or (index < len(found) - 1 and start - one[-1] > _APART):
            return
        found[index], start = (*one[:2], day, *one[3:]), one[3]


def _share_out(folded: str, found: list[_Named]) -> None:
    """ "Nghị định số 12…, Nghị định số 13… lần lượt ban hành ngày …, ngày …": each has the day told in its place."""
    for one in IN_TURN.finditer(folded, timeout=TIMEOUT) if "lan luot" in folded else ():
        days = list(ONE_DAY.finditer(folded, one.start(), one.end(), timeout=TIMEOUT))
        before = [index for index, named in enumerate(found) if named[3] < one.start()][-len(days) :]
        if len(before) < len(days) or one.start() - found[before[-1]][4] > _APART:
            continue
        for index, day in zip(before, days, strict=True):
            found[index] = (*found[index][:2], _day(day), *found[index][3:])
        found[before[-1]] = (*found[before[-1]][:4], one.end())


def _day_after(folded: str, end: int, issued: date | None) -> regex.Match[str] | None:
    """The day stands right after the number or its issuer; further on only where the words say that it was issued."""
    near = DAY_AFTER.match(folded, end, timeout=TIMEOUT)
    if near:
        return near
    issuing = ISSUED_AFTER.match(folded, end, timeout=TIMEOUT)
    if issuing:
        return issuing
    sent = SENT_AFTER.match(folded, end, timeout=TIMEOUT)
    return sent if sent and _is_possible(sent, issued) else None


def _is_possible(found: regex.Match[str], issued: date | None) -> bool:
    """A document cannot be younger than the directive that names it."""
    day = _day(found, issued)
    return issued is None or (day is not None and day <= issued)


def _listed(text: str, kind: str, day: date | None, start: int, end: int, first: int) -> Iterator[_Named]:
    """ "Số 2522, 2523/UBND-VX" names two documents of one day."""
    before = LISTED.search(text, max(0, start - 60), start)
    if before:
        symbol = regex.sub(r"^\d+", "", text[start:end])
        for number in _NUMBER.findall(before["n"]):
            yield kind, number + symbol, day, min(first, before.start()), start


def _symbols(text: str, folded: str, opens: list[int]) -> Iterator[tuple[int, int]]:
    spans = {m.span("symbol") for m in _opened(SYMBOL, text, (at.start() for at in NUMBERS.finditer(text)))}
    numbered = AFTER_NUMBER.finditer(text, timeout=TIMEOUT) if "so" in folded else ()
    spans |= {m.span("symbol") for m in numbered if _is_named(folded, m.start(), m["symbol"])}
    spans |= {m.span("symbol") for m in _opened(BARE, folded, opens)}
    spans = {span for span in spans if not _OF_SAMPLE.search(folded, 0, span[0])}
    last = -1
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        end -= len(text[start:end]) - len(text[start:end].rstrip(" .,-–/"))
        if start >= last:
            yield start, end
            last = end


def _is_named(folded: str, start: int, symbol: str) -> bool:
    """A bare number after "số" is a document only where the name of a kind stands before it."""
    if not symbol.isdigit():
        return bool(_JOINT.search(symbol))
    return bool(KIND_JUST_BEFORE.search(folded[max(0, start - 30) : start]))


def _named(folded: str, start: int) -> regex.Match[str] | None:
    """Return the name of a kind that stands nearest before a number; a name inside a longer one is none."""
    nearest = None
    for found in KIND_BEFORE.finditer(folded, max(0, start - 130), start, overlapped=True, timeout=TIMEOUT):
        if nearest is None or found.start() >= nearest.end("kind"):
            nearest = found
    return nearest


def _day(found: regex.Match[str] | None, issued: date | None = None) -> date | None:
    if found is None:
        return None
    month, number = MONTH_WORDS.get(found["m"]) or int(found["m"]), int(found["d"])
    if found["y"] is None:
        return _last_before(issued, month, number)
    year = int(_SPACE.sub("", found["y"]))
    return _that_is(2000 + year if year < 100 else year, month, number)


def _last_before(issued: date | None, month: int, number: int) -> date | None:
    if issued is None:
        return None
    day = _that_is(issued.year, month, number)
    return day if day is None or day <= issued else _that_is(issued.year - 1, month, number)


def _that_is(year: int, month: int, number: int) -> date | None:
    """A year of three digits has lost one: which day was meant is not known."""
    try:
        return date(year, month, number) if year > 999 else None
    except ValueError:
        return None


def _cited(piece: Piece, kind: str, symbol: str, day: date | None, start: int, end: int) -> Cited:
    number = _RUN_TOGETHER.sub(r"\1-\2", tight(symbol))
    citation = Citation(kind, number, day, piece.text[start:end], piece.span(start, end))
    return Cited(citation, start, end)


def _unnumbered(
    text: str, folded: str, opens: list[int], days: list[int], found: list[_Named], issued: date | None
) -> Iterator[_Named]:
    """A law or plan named with its day but no number: its day too is a fact about it."""
    last = 0
    matches = list(_opened(UNNUMBERED, folded, opens))
    matches += _opened(ISSUED_THEN, folded, days if SIGNED.search(folded) else ())
    matches += (m for m in _opened(TITLED, folded, opens) if _is_possible(m, issued))
    for m in sorted(matches, key=lambda m: (m.start(), -m.end())):
        clear = m.start() >= last and all(m.end() <= one[3] or one[4] <= m.start() for one in found)
        if clear and _is_name(text, m) and not _is_talked_of_then(folded, m, issued):
            last = m.end()
            yield FOLDED_KINDS.get(m["kind"], "Văn bản"), "", _day(m, issued), m.start(), m.end()


def _is_talked_of_then(folded: str, m: regex.Match[str], issued: date | None) -> bool:
    """ "Hội nghị phổ biến Luật Căn cước ngày 22/11": a day to come is that of the meeting, not of the law."""
    return not _is_possible(m, issued) and bool(_MEETING.search(folded, max(0, m.start() - 90), m.start()))


def _opened(pattern: regex.Pattern[str], text: str, opens: Iterable[int]) -> Iterator[regex.Match[str]]:
    """Yield every match, also those that overlap, of a pattern at the places where it can begin."""
    for start in opens:
        found = pattern.match(text, start)
        if found:
            yield found


def _is_name(text: str, m: regex.Match[str]) -> bool:
    """A name begins with a capital, unless its day follows at once ("văn bản ngày 12/3/2024").

    Other words have the letters of a kind without its accents: "hệ thống từ ngày …", "biểu diễn ngày … của".
    """
    words = unicodedata.normalize("NFC", text[m.start("kind") : m.end("kind")])
    if words.lower() in _OTHER_WORDS or not _is_spelled(words.lower(), FOLDED_KINDS.get(m["kind"], "")):
        return False
    return (
        text[m.start()].isupper()
        or text[: m.start()].endswith("(")
        or (m.start() == m.start("kind") and m.end("kind") + 7 >= m.start("d"))
    )


def _is_spelled(words: str, kind: str) -> bool:
    """A scan may lose an accent of a kind ("thông tu"), but does not give it another ("thống từ")."""
    letters = zip(words, kind.lower(), strict=False)
    return all(letter in (wanted, fold(wanted)) for letter, wanted in letters)


def merged(mentions: Iterable[Cited], own_number: str | None = None) -> tuple[Citation, ...]:
    """Return each document once: a mention without its day gives way to one with it."""
    best: dict[str, Citation] = {}
    for citation in (mention.citation for mention in mentions):
        key = _key(citation.number)
        if not key or (own_number and key == _key(own_number)):
            continue
        known = best.get(f"{key}{citation.date or ''}") or best.get(key)
        if known is None or (known.date is None and citation.date):
            best[key] = replace(citation, span=known.span, text=known.text) if known and not citation.date else citation
        elif citation.date and known.date != citation.date:
            best[f"{key}{citation.date}"] = citation
    full = list(best.values())
    kept = (c for c in full if not (c.number.isdigit() and _is_short(c, full)))
    return tuple(sorted(kept, key=lambda c: c.span))


def _key(number: str) -> str:
    return _SIGNS.sub("", fold(number))


def _is_short(short: Citation, full: list[Citation]) -> bool:
    return any(c is not short and regex.match(rf"{short.number}\D", c.number) for c in full)

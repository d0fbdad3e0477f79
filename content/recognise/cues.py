"""Words that say what a date is: read from vocabulary/cues.csv, found in a text, each with what it says.

A cue of one word must stand there with its accents ("hoãn" is not the "hoan" of "liên hoan"), and so must one that
differs from another by them alone ("truyền thông", "truyền thống"); any other may have lost one accent, or all.
Where one cue holds another the longer one counts: "phát động" says something else than "phát", and a phrase that says
"none" is there to keep its words from being taken for a cue. In a cue "#" stands for a number. What follows the noun of
a happening is part of its name: "Hội thi tuyên truyền lưu động" is a contest, and what is taught ("tập huấn kỹ năng
phát thanh") is not done. What something is done for or before
("phục vụ lễ hội", "trước ngày khai mạc") is not what happens, nor is what one signs up for ("đăng ký hiến máu").
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from content.folding import fold
from content.phrases import any_of

_FILE = Path(__file__).parent.parent / "vocabulary" / "cues.csv"
_NUMBER = r"(?:\d{1,3}|[ivx]{1,5})"
_LAST_NUMBER = re.compile(rf"(?<= ){_NUMBER}$")
_NAME = 30
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
HAPPENING = (
    r"(?:(?:đại |buổi )?lễ(?: hội)?|(?:ngày|đại) hội|ngày (?:chiến dịch|ra quân|cao điểm)|"
    r"hội (?:thi|nghị|thảo|thao|diễn|trại|chợ|báo|khỏe)|liên hoan|đêm|"
    r"lớp|kỳ (?:thi|họp)|phiên(?: họp)?|tọa đàm|diễn đàn|triển lãm|hành trình|festival|gala)"
)
_NAMED_SO = re.compile(rf"(?<!\w)(?<!nghỉ )(?<!dịp )(?<!ngày ){HAPPENING} (?:(?!tổ|mở|có|sẽ|và|trên|được)\w+ )?$")
_TAUGHT = re.compile(r"(?<!\w)(?:kỹ năng|nghiệp vụ|kiến thức|kinh nghiệm|kỹ thuật|quy trình) (?:\w+ ){0,2}$")
_SERVED = re.compile(
    r"(?<!\w)(?:chấm(?: thi| điểm)?|điều kiện|kịch bản|công tác chuẩn bị|"
    r"(?:trước|sau)(?: ngày| khi)?|phục vụ|đăng ký(?: tham gia| tham dự| dự)?|"
    r"(?:nơi|địa điểm) (?:diễn ra|tổ chức)(?: các)?) $"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of cues.csv: `strength` 2 governs its clause, 1 only names; `shape` limits it.

    It counts only for a "day", only for a "range", only for a "long" one (of ten days and more) or for all but these
    ("short"), only for one of four days and more ("several").
    """

    words: str
    says: str
    strength: int
    shape: str


class Hit(NamedTuple):
    """A cue found in a text, and where."""

    cue: Cue
    start: int
    end: int


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """Return every cue, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Cue(row["cue"], row["says"], int(row["strength"]), row["shape"] or "") for row in csv.DictReader(rows)
        )


@lru_cache(maxsize=1)
def _by_words() -> dict[str, tuple[Cue, ...]]:
    found: dict[str, tuple[Cue, ...]] = {}
    for cue in cues():
        key = fold(cue.words)
        found[key] = (*found.get(key, ()), cue)
    return found


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Return the one pattern that finds every cue in folded text, the longest first."""
    words = any_of(_by_words(), _written)
    return re.compile(rf"(?<!\w){words}(?!\w)")


@lru_cache(maxsize=512)
def hits(text: str) -> tuple[Hit, ...]:
    """Return the cues of a text in order; those of one place that say different things stand side by side."""
    return tuple(_hits(text))


@lru_cache(maxsize=64)
def may_say(text: str, kinds: tuple[str, ...]) -> bool:
    """Say whether a text, or any part of it, may hold a cue that says one of the kinds."""
    return bool(_saying(kinds).search(fold(text)))


@lru_cache(maxsize=4)
def _saying(kinds: tuple[str, ...]) -> re.Pattern[str]:
    words = (key for key, found in _by_words().items() if any(cue.says in kinds for cue in found))
    return re.compile(any_of(words, _written))


def _written(letter: str) -> str:
    return _NUMBER if letter == "#" else re.escape(letter)


def _hits(text: str) -> Iterator[Hit]:
    name = -1
    for found in pattern().finditer(fold(text)):
        if " " not in found.group() and _is_name(text, found.start()):
            continue
        for cue in _read_as(text[found.start() : found.end()], found.group()):
            before = _before(text, found.start()) if cue.says in ("event", "period") else ""
            if cue.says == "event" and _SERVED.search(before):
                continue
            if cue.says == "period":
                if _TAUGHT.search(before):
                    continue
                if found.start() == name or _NAMED_SO.search(before):
                    cue, name = replace(cue, says="event", strength=1), found.end() + 1
            yield Hit(cue, found.start(), found.end())


def _before(text: str, start: int) -> str:
    return unicodedata.normalize("NFC", text[max(0, start - _NAME) : start]).lower()


def _read_as(read: str, folded: str) -> Iterator[Cue]:
    """Yield the cues that the words are, whose fold is `folded`."""
    known, numbered = _by_words(), False
    if folded not in known:
        folded, numbered = _LAST_NUMBER.sub("#", folded), True
    same = known.get(folded, ())
    loose = " " in folded and len({cue.words for cue in same}) == 1
    for cue in same:
        if _same(read, cue.words) or (loose and (numbered or _nearly(read, cue.words))):
            yield cue


def _is_name(text: str, start: int) -> bool:
    """A word with a capital after a word with a capital is part of a name ("Nguyễn Trung Trực")."""
    word = _WORD_BEFORE.search(text[max(0, start - 12) : start])
    return text[start].isupper() and word is not None and word[1].istitle()


def _same(read: str, word: str) -> bool:
    return unicodedata.normalize("NFC", read).lower() == word


def _nearly(read: str, words: str) -> bool:
    """Say whether the words stand there with one accent read wrongly at most, or with none at all."""
    read = unicodedata.normalize("NFC", read).lower()
    return read == fold(words) or sum(a != b for a, b in zip(read, words, strict=False)) <= 1

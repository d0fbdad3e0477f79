"""Abbreviations and Roman numerals, and capitals that nobody knows."""

from __future__ import annotations

import re

import regex

from content.folding import fold
from content.phrases import any_of
from content.talking.form import Form, Found, Source, form
from content.talking.numbers import cardinal, ordinal, written
from content.talking.table import abbreviations

_END = r"(?![\p{L}\p{M}])"
_ROMAN = re.compile(r"(?=[IVXL])(X{0,3}|XL|LX{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_COUNTED = re.compile(
    r"(?:dai hoi|khoa|thu|quy|ky|hoc ky|chuong|phan|muc|the ky|tap|loai|cap|hang|vong|dot|giai doan|phu luc|quoc hoi|"
    r"hdnd|lan|quan khu|trung uong|nhom|hoi nghi|bang|bai|diem|dien)\s$"
)
_ROMAN_BEFORE = re.compile(r"(?<![A-Z])[IVXL]+\s?(?:,|và|-|–|đến)\s?$")
_ROMAN_AFTER = re.compile(r"\s?(?:,|và|-|–|đến)\s?(?:II|III|IV|VI{1,3}|IX|XI{1,3}|XI?V)(?!\w)")
_HEADING = re.compile(r"(?:^|\n)\s*$")
_SYLLABLE = re.compile(r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[ckmnpt])?")
_CAPITALS_AFTER = regex.compile(r"\s\p{Lu}{2,}(?!\p{Ll})")
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐÀ-ỸƠƯ]{2,}\s$")


@form(r"(?i:v\.\s?v)\b(?:\.{1,3}|…)?")
def so_on(found: Found, source: Source) -> str | None:
    """v.v., with the full stop where a sentence ends there."""
    rest = source.text[found.end() :].lstrip(" ")
    return "vân vân" + ("." if not rest or rest[0] == "\n" or rest[0].isupper() else "")


@form(rf"(?P<short>{any_of(abbreviations())}){_END}(?P<dot>\.(?=\s?\p{{Lu}}))?")
def abbreviation(found: Found, source: Source) -> str | None:
    """What the vocabulary knows; a word among capitals ("AI CŨNG BIẾT") is no abbreviation."""
    short = found["short"]
    if _is_syllable(short) and _among_capitals(found, source):
        return None
    keeps_dot = found["dot"] and short not in ("TP", "Tp", "TX", "TS", "ThS", "GS", "PGS", "GS.TS", "PGS.TS")
    return abbreviations()[short] + ("." if keeps_dot else "")


@form(r"(?P<roman>[IVXL]+)(?:\s?/\s?(?P<y>(?:19|20)[0-9]{2})(?![0-9]))?(?![\p{L}\p{M}0-9])")
def roman(found: Found, source: Source) -> str | None:
    """Đại hội XIV, quý IV/2024; I, V, X, VI and XI only where the words around count."""
    value = _value(found["roman"])
    if value is None or not (_counts(found, source) or (_is_clear(found["roman"]) and value < 40)):
        return None
    said = ordinal(value) if source.before(found.start()).endswith("thu ") else cardinal(value)
    return f"{said} năm {written(found['y'])}" if found["y"] else said


@form(r"\p{Lu}{2,}(?![\p{Ll}\p{M}])")
def unknown(found: Found, source: Source) -> str | None:
    """Capitals that are no word of the language: they stay, and are named."""
    return None if _is_syllable(found.group()) else found.group()


@form(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
def word(found: Found, source: Source) -> str | None:
    """Any other word stays what it is."""
    return found.group()


WORDS: tuple[Form, ...] = (so_on, abbreviation, roman)


def _is_syllable(text: str) -> bool:
    return bool(_SYLLABLE.fullmatch(fold(text)))


def _among_capitals(found: Found, source: Source) -> bool:
    after = _CAPITALS_AFTER.match(source.text, found.end())
    return bool(after or _CAPITALS.search(source.text[max(0, found.start() - 30) : found.start()]))


def _value(text: str) -> int | None:
    if not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[one] for one in text]
    return sum(-one if one < next_ else one for one, next_ in zip(values, [*values[1:], 0], strict=True))


def _is_clear(text: str) -> bool:
    return len(text) > 1 and text not in ("VI", "XI", "LI", "LV", "XL")


def _counts(found: Found, source: Source) -> bool:
    start, text = found.start(), source.text
    opens = _HEADING.search(text[max(0, start - 20) : start]) and re.match(r"[.)/-](?!\w)", text[found.end() :])
    return bool(
        _COUNTED.search(source.before(start))
        or opens
        or _ROMAN_BEFORE.search(text[max(0, start - 20) : start])
        or _ROMAN_AFTER.match(text[found.end() : found.end() + 20])
    )

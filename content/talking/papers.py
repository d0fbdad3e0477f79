"""Numbers and symbols of documents: "số 3929/KH-UBND".

The number is said, a zero that opens it too, then the year, then what the codes of the symbol stand for, with pauses.
Where the kind was just named ("Kế hoạch số …/KH-…") its code is not said as well; a code that is not in the vocabulary
is spelled by its letters.
"""

from __future__ import annotations

import re

import regex

from content.folding import fold
from content.phrases import any_of
from content.recognise.symbols import FOLDED_KINDS, SYMBOL
from content.talking.form import Form, Found, Source
from content.talking.numbers import cardinal, digits, written
from content.talking.table import codes, letters

_PARTS = re.compile(r"([0-9]{1,6})(?:\s?[-–/]\s?((?:19|20)[0-9]{2})(?![0-9]))?\s?[-–—/]?\s?(.+)", re.DOTALL)
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?:{any_of(set(FOLDED_KINDS) - {'van ban'})})\s(?:[a-z]+\s){{0,3}}?(?:so\s?:?\s?)?$"
)
_PARLIAMENT = re.compile(r"(QH|UBTVQH)([0-9]{1,2})")


def _symbol(found: Found, source: Source) -> str | None:
    symbol = found["symbol"].rstrip(".")
    parts = _PARTS.fullmatch(symbol)
    numbered = re.search(r"so\s?:?\s?$", source.before(found.start()))
    if not parts or not ("/" in symbol or numbered):
        return None
    number = digits(parts[1]) if parts[1].startswith("0") else written(parts[1])
    said = [number, *([f"năm {written(parts[2])}"] if parts[2] else [])]
    kind, *bodies = filter(None, re.split(r"\s?[-–—/.]\s?", parts[3]))
    named = [_code(kind), *(_body(code) for code in bodies)]
    if fold(named[0]) in FOLDED_KINDS and _KIND_BEFORE.search(source.before(found.start())):
        named = named[1:]
    return ", ".join([*said, *named]) + ("." if found["symbol"].endswith(".") else ",")


PAPERS: tuple[Form, ...] = (Form(regex.compile(SYMBOL.pattern), _symbol),)


def _code(code: str) -> str:
    if parliament := _PARLIAMENT.fullmatch(code):
        return f"{codes()[parliament[1]]} khóa {cardinal(int(parliament[2]))}"
    if code in codes() or "&" not in code:
        return codes().get(code) or _spelled(code)
    return " và ".join(_code(part) for part in code.split("&") if part)


def _body(code: str) -> str:
    """Return an office; the code of a kind stands for something else there."""
    said = _code(code)
    return _spelled(code) if fold(said) in FOLDED_KINDS else said


def _spelled(code: str) -> str:
    """Return a code letter by letter, its digits as numbers; a word with small letters stays a word."""
    runs = re.findall(r"[0-9]+|[^0-9]+", code)
    return " ".join(written(run) if run[0].isdigit() else letters(run) if run.isupper() else run for run in runs)

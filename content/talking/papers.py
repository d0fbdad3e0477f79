"""Numbers and symbols of documents: "số 3929/KH-UBND".

The number is said, a zero that opens it too, then the year, then what the codes of the symbol stand for, with pauses.
Where the kind was just named ("Kế hoạch số …/KH-…") its code is not said as well; a code that is not in the vocabulary
is spelled by its letters. A symbol alone, without its number ("QĐ/TW"), is said as its kind and whose it is.
"""

from __future__ import annotations

import re

from content.folding import fold
from content.talking.form import Form, Found, Source, form
from content.talking.numbers import cardinal, digits, written
from content.talking.table import codes, letters

_KINDS = (
    "chương trình", "công văn", "kế hoạch", "quyết định", "chỉ thị", "nghị quyết", "kết luận", "hướng dẫn", "quy định",
    "quy chế", "thông báo", "thông tri", "thông tư", "nghị định", "luật", "công điện", "báo cáo", "đề án", "tờ trình",
    "giấy mời", "phương án", "biên bản", "hợp đồng",
)  # fmt: skip
_DASH = r"\s?[-–—/]\s?"
_CODE = r"\p{Lu}[\p{L}&.]{0,15}[0-9]{0,2}"
_OFFICE = r"\p{Lu}[\p{L}&]{0,15}"
_SYMBOL = (
    rf"(?<![\w/.])(?P<symbol>[0-9]{{1,6}}(?:{_DASH}(?:19|20)[0-9]{{2}}(?={_DASH}\p{{Lu}}))?"
    rf"(?:(?:{_DASH}|\s?)\p{{Lu}}[\p{{L}}&]{{1,14}}(?:{_DASH}{_CODE}){{1,3}}|{_DASH}\p{{Lu}}[\p{{Lu}}&]{{1,14}}[0-9]{{0,2}}))"
    r"(?![\p{L}\p{M}0-9])"
)
_PARTS = re.compile(r"([0-9]{1,6})(?:\s?[-–/]\s?((?:19|20)[0-9]{2})(?![0-9]))?\s?[-–—/]?\s?(.+)", re.DOTALL)
_KIND_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(map(fold, _KINDS))})\s(?:[a-z]+\s){{0,3}}?(?:so\s?:?\s?)?$")
_BLANK = re.compile(r"[\s.…_/-]+$")
_PARLIAMENT = re.compile(r"(QH|UBTVQH)([0-9]{1,2})")


@form(_SYMBOL)
def symbol(found: Found, source: Source) -> str | None:
    """A number with its codes: with a slash, or after "số"."""
    bare = found["symbol"].rstrip(".")
    parts = _PARTS.fullmatch(bare)
    numbered = re.search(r"so\s?:?\s?$", source.before(found.start()))
    if not parts or not ("/" in bare or numbered):
        return None
    number = digits(parts[1]) if parts[1].startswith("0") else written(parts[1])
    said = [number, *([f"năm {written(parts[2])}"] if parts[2] else [])]
    kind, *bodies = filter(None, re.split(r"\s?[-–—/.]\s?", parts[3]))
    named = [_code(kind), *(_body(code) for code in bodies)]
    if named[0] in _KINDS and names_paper(source.before(found.start())):
        named = named[1:]
    return ", ".join([*said, *named]) + ("." if found["symbol"].endswith(".") else ",")


@form(
    rf"(?<![\w.])(?P<kind>\p{{Lu}}\p{{L}}{{1,4}})(?P<mark>{_DASH})(?P<bodies>{_OFFICE}(?:{_DASH}{_OFFICE}){{0,2}})(?!\w)"
)
def unnumbered(found: Found, source: Source) -> str | None:
    """A kind and its office, both in the vocabulary: with a slash, or behind one where the number is blank."""
    kind, bodies = codes().get(found["kind"]), re.split(_DASH, found["bodies"])
    before = source.before(found.start())
    if kind not in _KINDS or not {*bodies} <= codes().keys() or "/" not in found["mark"] + before[-1:]:
        return None
    said = ", ".join(map(_body, bodies))
    return f"của {said}" if names_paper(_BLANK.sub(" ", before)) else f"{kind} của {said}"


PAPERS: tuple[Form, ...] = (symbol,)
UNNUMBERED: tuple[Form, ...] = (unnumbered,)


def names_paper(before: str) -> bool:
    """Say whether the words before a number name the kind of a document."""
    return bool(_KIND_BEFORE.search(before))


def _code(code: str) -> str:
    if parliament := _PARLIAMENT.fullmatch(code):
        return f"{codes()[parliament[1]]} khóa {cardinal(int(parliament[2]))}"
    if code in codes() or "&" not in code:
        return codes().get(code) or _spelled(code)
    return " và ".join(_code(part) for part in code.split("&") if part)


def _body(code: str) -> str:
    """Return an office; the code of a kind stands for something else there."""
    said = _code(code)
    return _spelled(code) if said in _KINDS else said


def _spelled(code: str) -> str:
    """Return a code letter by letter, its digits as numbers; a word with small letters stays a word."""
    runs = re.findall(r"[0-9]+|[^0-9]+", code)
    return " ".join(written(run) if run[0].isdigit() else letters(run) if run.isupper() else run for run in runs)

"""Signs between words: quotes and brackets are pauses; dashes and slashes are what stands around them."""

from __future__ import annotations

import re

from content.phrases import any_of
from content.talking.form import Form, Found, Source, form
from content.talking.table import units

_COUNT_BEFORE = re.compile(r"(?:[0-9](?:\s?(?:%|h|°C|giờ|phút|tuổi|đồng))?|(?<![A-Z])[IVX]+)$")
_COUNT_AFTER = re.compile(r"(?:(?:ngày|tháng|thứ|hết ngày)\s)?[0-9]|[IVX]+(?!\w)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?<!\d[/.-])(?:19|20)\d\d$")
_YEAR_AFTER = re.compile(r"(?:ngày\s)?(?:\d{1,2}\s?[/.-]\s?){0,2}(?:19|20)\d\d(?!\d)")
_TELEPHONE = re.compile(r"0[0-9]{2,}[ .\-]?[0-9]{3}|1[89]00[ .]")
_PER = re.compile(r"[0-9](?:[0-9.,]*)\s?(?:[^\W\d_]+[²³]?|%)(?:\s[^\W\d_]+){0,2}$")
_TIMES = "ngày|tuần|tháng|quý|năm|giờ|phút|giây|buổi|đêm|phiên|kỳ|lần|lượt|người|hộ|con|cây|xã|thôn|trường|lớp|đơn vị"
_SIZE_BEFORE = re.compile(r"[0-9]\s?(?:[cm]?m)?\s?$")
_MEASURE = re.compile(rf"(?:{_TIMES}|{any_of(units())})(?!\w)")
_BRACKETS = "“”\"„‟«»‹›()[]{}<>‘’'`´′″|"
_BULLETS = "•●▪■◦‣·–—"
_SIGNS = {
    "&": "và", "+": "cộng", "=": "bằng", "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", "±": "cộng trừ",
    "×": "nhân", "½": "một phần hai", "¼": "một phần tư", "¾": "ba phần tư",
}  # fmt: skip


@form(r"\.\s?/\s?\.?(?=\s|$)")
def closing(found: Found, source: Source) -> str | None:
    """./. ends a directive."""
    return "."


@form(r"\.{2,}|…[.…]*")
def ellipsis(found: Found, source: Source) -> str | None:
    """Any row of dots."""
    return "…"


@form(rf"[{re.escape(_BULLETS)}+\-]+(?=\s)|[•●▪■◦‣]")
def bullet(found: Found, source: Source) -> str | None:
    """A sign that opens a line is not said; a bullet within one is a pause."""
    if not source.text[source.text.rfind("\n", 0, found.start()) + 1 : found.start()].strip():
        return ""
    return "," if found.group() in "•●▪■◦‣" else None


@form(r"\*+|_{2,}")
def ornament(found: Found, source: Source) -> str | None:
    """Stars and rules are drawn, not said."""
    return ","


@form(r"[ \t]*[-–—−‑]+[ \t]*")
def dash(found: Found, source: Source) -> str | None:
    """Between two numbers "đến", before one "âm", within a word itself, else a pause."""
    left, right = source.text[max(0, found.start() - 30) : found.start()], source.text[found.end() : found.end() + 30]
    spaced = found.group() != found.group().strip()
    if _is_range(left, right, spaced=spaced):
        return " đến "
    if spaced or not left or not right:
        negative = left and found.group() in (" -", " –", " −") and right[:1].isdigit()
        return " âm " if negative else ","
    if left[-1].isalpha() and right[0].isalpha():
        capitals = re.search(r"[A-ZĐ]{2}$", left) or re.match(r"[A-ZĐ]{2}", right)
        return "," if capitals else "-"
    return " " if left[-1].isalpha() and right[0].isdigit() else ","


@form(r"\s?/\s?")
def slash(found: Found, source: Source) -> str | None:
    """After a number of things "mỗi" ("2 lần/ngày"), between numbers "trên", else a pause."""
    left, right = source.text[max(0, found.start() - 40) : found.start()], source.text[found.end() : found.end() + 30]
    if _MEASURE.match(right) and _PER.search(left):
        return " mỗi "
    return " trên " if left[-1:].isdigit() and right[:1].isdigit() else ","


@form(r"[<>](?=\s?[0-9])")
def compared(found: Found, source: Source) -> str | None:
    """Smaller and greater than a number."""
    return " nhỏ hơn " if found.group() == "<" else " lớn hơn "


@form(r"[x×](?=\s?[0-9])")
def reckoned(found: Found, source: Source) -> str | None:
    """A sign of multiplication between numbers."""
    return " nhân " if _SIZE_BEFORE.search(source.text[max(0, found.start() - 6) : found.start()]) else None


@form(rf"[{re.escape(_BRACKETS)}]+")
def bracket(found: Found, source: Source) -> str | None:
    """Quotes and brackets of any kind."""
    return ","


@form(rf"[{re.escape(''.join(_SIGNS))}]")
def sign(found: Found, source: Source) -> str | None:
    """A sign that has a name."""
    return f" {_SIGNS[found.group()]} "


@form(r"[,;:.!?]|\s")
def mark(found: Found, source: Source) -> str | None:
    """Marks and spaces stay."""
    return found.group()


PAUSES: tuple[Form, ...] = (closing, ellipsis, bullet, ornament, dash, slash, compared, reckoned, bracket, sign, mark)


def _is_range(left: str, right: str, *, spaced: bool) -> bool:
    """Say whether a dash stands between two numbers of a kind, and no two telephones."""
    if not (_COUNT_BEFORE.search(left) and _COUNT_AFTER.match(right)) or _TELEPHONE.match(right):
        return False
    year = bool(_YEAR_BEFORE.search(left))
    return not spaced or not year or bool(_YEAR_AFTER.match(right))

"""Numbers with what belongs to them: units, parts, hours of the day, telephones."""

from __future__ import annotations

import re

from content.phrases import any_of
from content.talking.dates import is_part, names_day
from content.talking.form import Form, Found, Source, form
from content.talking.numbers import cardinal, day, decimal, digits, month, ordinal, written
from content.talking.papers import names_paper
from content.talking.table import units

_WHOLE = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9])|[0-9]+)"
_UNIT = rf"(?P<unit>{any_of(units())})(?![\p{{L}}\p{{M}}0-9²³])"
_PARTED = re.compile(
    r"\s?(?:chieu|tong|so(?!\s?[:0-9])|dien tich|dan so|cua|thoi gian|quang|khoi luong|quan so|cu tri)(?!\w)"
)
_TELEPHONE = re.compile(
    r"(?:dien thoai|dt|sdt|duong day nong|hotline|tong dai|fax|zalo|goi(?: ngay| den| toi)?|so may|cuu hoa|cap cuu)"
    r"(?:\s?(?:so|lien he))?\s?[:.]?\s?\(?$"
)
_HOUR_COUNTED = re.compile(r"\s?(?:nguoi|don vi|%|xa|huyen|lan|buoi)(?!\w)")


@form(r"(?:\+84|0)[0-9]{1,4}(?:[ .\-]?[0-9]{1,4}){2,5}(?![0-9])|1[89]00[ .]?[0-9]{4,6}(?![0-9])")
def telephone(found: Found, source: Source) -> str | None:
    """A number of nine digits and more that begins with zero, 1800 or 1900: digit by digit, group by group."""
    count = sum(one.isdigit() for one in found.group())
    hotline = found.group().startswith("1") and count >= 8
    return _groups(found.group()) if hotline or (count >= 9 and not found.group().startswith("1")) else None


@form(r"[0-9]{3,6}(?:[ .][0-9]{1,5}){0,4}(?![0-9])")
def short_telephone(found: Found, source: Source) -> str | None:
    """A short number that is called: "gọi 114"."""
    return _groups(found.group()) if _TELEPHONE.search(source.before(found.start())) else None


@form(r"(?P<h>[01]?[0-9]|2[0-4])(?:\s?(?P<sign>h|giờ|g(?=\s?[0-5][0-9])|:(?=[0-5][0-9]))\s?)(?P<m>[0-5]?[0-9](?![0-9]))?"
      r"(?::(?P<s>[0-5][0-9](?![0-9])))?(?P<end>\s?(?:phút|['’′]))?(?![\p{L}0-9])")  # fmt: skip
def hour(found: Found, source: Source) -> str | None:
    """16h30, 7 giờ 00, 17g30, 7:30; an hour without minutes stays an hour."""
    if found["sign"] == "giờ" and not found["m"]:
        return None
    if found["sign"] == ":" and re.search(r"(?:ty le|ti le|ty so|ti so)\s$", source.before(found.start())):
        return None
    if found["sign"] == "giờ" and not found["end"] and _HOUR_COUNTED.match(source.after(found.end())):
        return None
    minutes = f" {cardinal(int(found['m']))} phút" if found["m"] and int(found["m"]) else ""
    seconds = f" {cardinal(int(found['s']))} giây" if found["s"] else ""
    return f"{cardinal(int(found['h']))} giờ{minutes}{seconds}"


@form(rf"(?P<a>{_WHOLE})\s?/\s?(?P<b>{_WHOLE})(?!\s?/\s?[0-9])")
def ratio(found: Found, source: Source) -> str | None:
    """A part of a whole ("hai phần ba chiều cao"), or one number over another."""
    a, b = (written(found[name].replace(".", "")) for name in "ab")
    parted = found["a"] != found["b"] and _PARTED.match(source.after(found.end()))
    return f"{a} phần {b}" if parted and is_part(source, *found.span()) else f"{a} trên {b}"


@form(rf"\$(?P<whole>{_WHOLE})(?:,(?P<fraction>[0-9]+))?")
def dollars(found: Found, source: Source) -> str | None:
    """$1.000."""
    return f"{_number(found)} đô la"


@form(r"[0-9]+(?:\.[0-9]+)+(?![0-9])")
def dotted(found: Found, source: Source) -> str | None:
    """1.2; 4.0; not 1.234, which is a thousand."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", found.group()):
        return None
    return " chấm ".join(written(part) for part in found.group().split("."))


@form(rf"(?P<whole>{_WHOLE})(?:,(?P<fraction>[0-9]+)(?!,?[0-9]))?(?:\s?{_UNIT})?")
def number(found: Found, source: Source) -> str | None:
    """A whole or decimal number with its unit; after "tháng", "thứ", "ngày" as these want it."""
    unit = f" {units()[found['unit']]}" if found["unit"] else ""
    if found["fraction"] or unit or "." in found["whole"]:
        return _number(found) + unit
    return _placed(int(found["whole"]), found, source) or written(found["whole"])


@form(rf"{_UNIT}")
def unit(found: Found, source: Source) -> str | None:
    """A unit that stands alone, where it can be nothing else: "km2", "%"."""
    sign = found["unit"]
    return units()[sign] if sign in "%‰°$€₫°C" or re.search(r"[²³0-9]|km|kg|kW", sign) else None


FIGURES: tuple[Form, ...] = (telephone, short_telephone, hour, ratio, dollars, dotted, number)


def _number(found: Found) -> str:
    whole = found["whole"].replace(".", "")
    return decimal(whole, found["fraction"]) if found["fraction"] else written(whole)


def _placed(value: int, found: Found, source: Source) -> str | None:
    before, after = source.before(found.start()), source.after(found.end())
    if found["whole"].startswith("0") and names_paper(before):
        return digits(found["whole"])
    if before.endswith("thang ") and 1 <= value <= 12 and not re.match(r"\s?(?:ngay|tuan|lan)(?!\w)", after):
        return month(value)
    if before.endswith("thu ") and value:
        return ordinal(value) if len(found["whole"]) < 5 else None
    return day(value) if value <= 31 and names_day(source, found.start(), found.end()) else None


def _groups(text: str) -> str:
    groups = re.findall(r"\+?[0-9]+", text)
    return ", ".join(("cộng " if group[0] == "+" else "") + digits(group.lstrip("+")) for group in groups)

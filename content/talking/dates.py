"""Days, months and weeks as they are said.

Day and month with a slash (20/11) are a day, unless what follows is counted ("2/3 chiều cao", "5/9 đơn vị"). With a
hyphen or a dot (20-11) they are one only where the words before call for it ("ngày", "Quốc khánh", "dịp"), else a range
or a number. Roads and squares keep the bare numbers of their names ("Quảng trường 3/2": "ba tháng hai").
"""

from __future__ import annotations

import re
from collections.abc import Callable

from content.talking.form import Form, Found, Source, form
from content.talking.numbers import cardinal, day, month, written

_D, _M = r"(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])", r"(?:0?[1-9]|1[0-2])(?![0-9])"
_AND, _TO = r"\s?,\s?|\svà\s", r"\s?[-–]\s?"
_LINK = re.compile(rf"({_AND}|{_TO})")
_GAPS = {",": ",", "và": " và"}
_NAMES_DAY = re.compile(r"(?:ngay|mung|mong|ram)\s$")
_CALLS_DAY = re.compile(
    r"(?:ngay|mung|mong|hom|sang|trua|chieu|toi|dem|dip|(?<!t[yi]\s)le|quoc khanh|truoc|het)\s\(?$"
    r"|[0-9]\s?[-.]\s?[01]?[0-9]\s(?:-|den|toi)(?:\shet)?\s$"
)
_NAMED_DAY = re.compile(r"Ngày\s[A-ZĐÂÊÔƯƠ][^.;:0-9]{0,50}\s\(?$")
_COUNTED = re.compile(
    r"\s?(?:ngay|tuan|thang|nam(?!\s[0-9])|gio|phut|nguoi|lan|buoi|luot|trieu|ty|nghin|phan|tuoi|do|diem|km|m|ha|kg|%)(?!\w)"
)
_COUNT_A_DAY = re.compile(r"\s?(?:lan|buoi|luot|gio|h|tieng|phut|bua|ca|chuyen|dem|nguoi|tin|bai)(?!\w)")
_PART_OF = re.compile(
    r"\s?(?:chieu (?:cao|rong|dai)|tong|so(?!\s?[:0-9])|dien tich|dan so|don vi|xa|phuong|huyen|thon|to|ho|co quan|"
    r"dai bieu|phieu|thanh vien|dang vien|nguoi|truong|chi tieu|tieu chi|muc tieu|nhiem vu|noi dung|cua|"
    r"thoi gian|cu tri|cum loa|dia phuong|cau hoi|%)(?!\w)"
)
_IS_RATIO = re.compile(
    r"(?:dat|bang|hon|chiem|duoi|so|trinh do|nha|hem|ngo|kiet|t[yi] le(?:\s[0-9]+/[0-9]+,?(?:\s(?:hoac|va))?){0,4})\s$"
)
_NAMES_PLACE = re.compile(
    r"(?:quang truong|duong|pho|cong vien|benh vien|cau|san van dong|khu do thi|thpt|thcs|tieu hoc|mam non)\s$"
)
_TO_A_DAY = re.compile(r"\s(?:den|toi)\s(?:het\s)?(?:ngay\s)?[0-3]?[0-9]\s?[-.]\s?[01]?[0-9](?![0-9])")
_NUMBERED = re.compile(r"(?:tuan|quy|dot|ky|lan|so|vu|thu|khoa|quyen|tap|trang|chi thi|nghi quyet)\s$")


def names_day(source: Source, place: int, end: int) -> bool:
    """Say whether a number is a day of a month: after "ngày", and not a count a day ("ngày 02 lần")."""
    before = source.before(place)
    return bool(
        re.search(r"(?<!moi\s)(?<!hang\s)(?<!mot\s)(?<![0-9]\s)ngay\s$", before)
        and not _COUNT_A_DAY.match(source.after(end))
    )


def is_part(source: Source, place: int, end: int) -> bool:
    """Say whether words around a/b show that it is a part or a count and no day."""
    return bool(_PART_OF.match(source.after(end)) or _IS_RATIO.search(source.before(place)))


@form(rf"(?P<d>{_D}(?:(?:{_AND}|{_TO}){_D}){{0,6}})\s?/\s?(?P<m>{_M})(?:\s?/\s?(?P<y>[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?"
      r"(?!\s?/\s?[0-9]|[0-9])")  # fmt: skip
def slashed(found: Found, source: Source) -> str | None:
    """20/11/2024; 20/11; 20-28/01/2016; after "ngày" also 05, 06/11."""
    called = _calls_day(source, found.start())
    ratio = not found["y"] and (found.group() == "24/7" or is_part(source, found.start(), found.end()))
    listed = re.search(_AND, found["d"])
    return _said(found, source) if called or not (ratio or listed) else None


@form(rf"(?P<d>{_D})\s?[-.–]\s?(?P<m>{_M})\s?[-.–]\s?(?P<y>(?:19|20)[0-9][0-9])(?![0-9])")
def dashed_whole(found: Found, source: Source) -> str | None:
    """20-11-2024; 20.11.2024."""
    return _said(found, source)


@form(rf"(?P<d>{_D}(?:(?:{_AND}){_D}){{0,6}})\s?[-.–]\s?(?P<m>{_M})(?P<y>)(?![-–/.][0-9])")
def dashed(found: Found, source: Source) -> str | None:
    """20-11 and 20.11, where it is called a day; from 16 - 2 to 22 - 5."""
    if _COUNTED.match(source.after(found.end())):
        return None
    from_to = source.before(found.start()).endswith("tu ") and _TO_A_DAY.match(source.after(found.end()))
    bracketed = re.search(r"\($", source.before(found.start())) and source.after(found.end()).startswith(")")
    called = _calls_day(source, found.start()) or from_to or bracketed
    return _said(found, source) if called else None


@form(rf"(?P<months>{_M}(?:(?:{_AND}|{_TO}){_M}){{1,11}})(?:\s?/\s?|\snăm\s)(?P<y>[0-9]{{4}})(?![0-9])")
def months(found: Found, source: Source) -> str | None:
    """Tháng 4, 5/2019."""
    if not source.before(found.start()).endswith("thang "):
        return None
    return f"{_each(found['months'], month, ' tháng ')} năm {written(found['y'])}"


@form(r"(?P<n>[0-9]{1,2})\s?/\s?(?P<y>(?:19|20)[0-9][0-9])(?![0-9]|/[0-9])")
def of_year(found: Found, source: Source) -> str | None:
    """Tháng 11/2024, tuần 46/2024; 11/2024 alone is a month."""
    number, before = int(found["n"]), source.before(found.start())
    year = f"năm {written(found['y'])}"
    if before.endswith("thang ") and 1 <= number <= 12:
        return f"{month(number)} {year}"
    if _NUMBERED.search(before) or not 1 <= number <= 12:
        return f"{cardinal(number)} {year}"
    return f"tháng {month(number)} {year}"


DATES: tuple[Form, ...] = (slashed, dashed_whole, months, of_year, dashed)


def _calls_day(source: Source, place: int) -> bool:
    before = source.before(place)
    return bool(
        _CALLS_DAY.search(before)
        or _NAMES_PLACE.search(before)
        or _NAMED_DAY.search(source.text[max(0, place - len(before)) : place])
    )


def _said(found: Found, source: Source) -> str:
    before = source.before(found.start())
    place = _NAMES_PLACE.search(before)
    lead = "" if place or _NAMES_DAY.search(before) else "ngày "
    bare = place or re.search(r"m[uo]ng\s$", before)
    days = _each(found["d"], cardinal if bare else day, " ")
    year = f" năm {written(found['y'])}" if found["y"] else ""
    return f"{lead}{days} tháng {month(int(found['m']))}{year}"


def _each(text: str, say: Callable[[int], str], gap: str) -> str:
    """Say the numbers of a list or a range; `gap` stands before each but the first."""
    return "".join(
        say(int(part)) if part.isdigit() else _GAPS.get(part.strip(), " đến") + gap for part in _LINK.split(text)
    )

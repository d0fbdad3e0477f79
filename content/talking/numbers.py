"""Numbers in Vietnamese words.

What is chosen where usage differs: "linh" and not "lẻ"; "nghìn" and not "ngàn"; "mốt", "tư", "lăm" after "mươi" and
"lăm" after "mười" (24 is "hai mươi tư", 14 "mười bốn", 104 "một trăm linh bốn"). A group of three zeros is not said, a
group that follows another is said with its hundreds: 2.024 is "hai nghìn không trăm hai mươi tư".
"""

from __future__ import annotations

MOST = 10**15
_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 10**9


def cardinal(number: int) -> str:
    """Return a number from 0 to below `MOST` in words; ValueError for any other."""
    if not 0 <= number < MOST:
        raise ValueError(f"{number} is not between 0 and {MOST}")
    return " ".join(_words(number)) or _ONES[0]


def ordinal(number: int) -> str:
    """Return what follows "thứ": "nhất" for 1, "tư" for 4, else the number."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def month(number: int) -> str:
    """Return what follows "tháng": "tư" for 4, else the number."""
    return "tư" if number == 4 else cardinal(number)


def day(number: int) -> str:
    """Return what follows "ngày": the first ten are "mùng", so that "ngày mùng năm" is not heard as a year."""
    return f"mùng {cardinal(number)}" if 1 <= number <= 10 else cardinal(number)


def digits(text: str) -> str:
    """Return a row of digits one by one."""
    return " ".join(_ONES[int(one)] for one in text)


def written(text: str) -> str:
    """Return an unsigned whole number as it is written: one that begins with zero and is longer than two digits, or is
    too long for words, digit by digit."""
    if len(text) >= len(str(MOST)) or (len(text) > 2 and text[0] == "0"):
        return digits(text)
    return cardinal(int(text))


def decimal(whole: str, fraction: str) -> str:
    """Return a decimal: one or two places as a number, more places or those after a zero digit by digit."""
    after = digits(fraction) if len(fraction) > 2 or fraction[0] == "0" else cardinal(int(fraction))
    return f"{written(whole)} phẩy {after}"


def _words(number: int, *, follows: bool = False) -> list[str]:
    if number >= _BILLION:
        return [*_words(number // _BILLION), "tỷ", *_words(number % _BILLION, follows=True)]
    said: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = number // size % 1000
        if group:
            said += _three(group, hundreds=follows or bool(said))
            said += [name] if name else []
    return said


def _three(group: int, *, hundreds: bool) -> list[str]:
    hundred, rest = divmod(group, 100)
    said = [_ONES[hundred], "trăm"] if hundred or hundreds else []
    if not rest:
        return said
    tens, ones = divmod(rest, 10)
    if not tens:
        return [*said, *(["linh"] if said else []), _ONES[ones]]
    if tens == 1:
        return [*said, "mười", *([] if not ones else ["lăm"] if ones == 5 else [_ONES[ones]])]
    return [*said, _ONES[tens], "mươi", *([] if not ones else [_AFTER_TENS.get(ones, _ONES[ones])])]

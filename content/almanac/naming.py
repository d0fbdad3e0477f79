"""How a day is named: keys that two spellings of one name share, and how a key is found among other words.

A directive writes "kỷ niệm 80 năm Ngày thành lập QĐND VN" where the almanac writes "Ngày thành lập Quân đội nhân dân
Việt Nam". A key has no accents, no punctuation and no small words; short forms are written out in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from content.folding import fold

_SHORT = {
    "antq": "an ninh to quoc",
    "atvsld": "an toan ve sinh lao dong",
    "bdbp": "bo doi bien phong",
    "bhyt": "bao hiem y te",
    "cand": "cong an nhan dan",
    "chxhcn": "cong hoa xa hoi chu nghia",
    "cnch": "cuu nan cuu ho",
    "dqtv": "dan quan tu ve",
    "hssv": "hoc sinh sinh vien",
    "lhpn": "lien hiep phu nu",
    "lhtn": "lien hiep thanh nien",
    "mttq": "mat tran to quoc",
    "pccc": "phong chay chua chay",
    "qdnd": "quan doi nhan dan",
    "qptd": "quoc phong toan dan",
    "tncs": "thanh nien cong san",
    "tntp": "thieu nien tien phong",
    "vn": "viet nam",
}
_COUNTED = "nnam"
_WORD = re.compile(r"[a-z0-9]+")
_FINAL_Y = re.compile(r"(?<=[hklmst])y\b")
_SMALL = re.compile(r"\b(?:va|cua|tinh|thanh pho|nganh|luc luong)\b ?")
_RANKS = "co|dong chi|bac si|chu tich nuoc|chu tich|tong bi thu|thu tuong|dai tuong"
_RANKED = re.compile(rf"\b(ngay sinh|sinh nhat) (?:(?:{_RANKS}) )+")
_DAY = re.compile(r"\s\d{1,2}/\d{1,2}$")
_KEPT = re.compile(r"(?:ngay|le|dai le|tet|thang|tuan|gio|giao thua|dem)\b")
_ONLY_A_DAY = re.compile(r"mung \w+ tet$|ram thang ")
_COUNT = re.compile(r"\b\d{1,3}\s+năm\b", re.IGNORECASE)
_OPENING = re.compile(r"(?:ngay|le|tet) (?=\w+ \w)")
_TWINS = ("thanh lap ", "truyen thong ")


def key(text: str) -> str:
    """Return the words of a text as every spelling of them shares them, one space between two; "70 năm" is one word."""
    counted = _COUNT.sub(_COUNTED, unicodedata.normalize("NFC", text))
    words = " ".join(_SHORT.get(word, word) for word in _WORD.findall(fold(counted)))
    plain = _SMALL.sub("", _FINAL_Y.sub("i", words)).strip()
    return _RANKED.sub(r"\1 ", plain) if "sinh" in plain else plain


def keys(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the keys a name goes by, each with whether it says enough where no day stands beside it.

    "Ngày Giải phóng Thủ đô" does, and so does "70 năm Giải phóng Thủ đô"; "Giải phóng Thủ đô" may be anything told
    of 1954, and a name that ends in a day ("Thầy thuốc 27/2") needs that day. A name that is a day and no more
    ("Mùng hai Tết") has no keys.
    """
    whole = key(_DAY.sub("", name))
    if _ONLY_A_DAY.match(whole):
        return
    yield whole, bool(_KEPT.match(whole)) and not _DAY.search(name)
    if not _DAY.search(name):
        yield f"{_COUNTED} {whole.removeprefix('ngay ')}", True
    for bare in _bare(whole):
        yield bare, False


def _bare(whole: str) -> Iterator[str]:
    """Yield a key without its "Ngày", and with "truyền thống" for "thành lập" or the other way round."""
    bare = _OPENING.sub("", whole, count=1) if _OPENING.match(whole) else whole
    if bare != whole:
        yield bare
    for one, other in (_TWINS, _TWINS[::-1]):
        if bare.startswith(one):
            yield other + bare.removeprefix(one)


def written_day(alias: str) -> str | None:
    """Return the day an alias ends in, "27/2", where it has one."""
    found = _DAY.search(alias)
    return found[0].strip() if found else None


def within(name: str, text: str) -> bool:
    """Say whether a key stands among the words of a text."""
    return f" {name} " in f" {text} "


def nearly(name: str, text: str) -> bool:
    """Say whether a key of three words or more stands in a text with one letter of it read wrongly."""
    wanted, words = name.split(), text.split()
    windows = (words[start : start + len(wanted)] for start in range(len(words) - len(wanted) + 1))
    return len(wanted) >= 3 and any(_one_slip_apart(wanted, window) for window in windows)


def _one_slip_apart(wanted: list[str], read: list[str]) -> bool:
    wrong = [pair for pair in zip(wanted, read, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 1 and _is_slip(*wrong[0])


def _is_slip(wanted: str, read: str) -> bool:
    """Say whether one letter was changed, lost or added; in words of three letters that would be another word."""
    at = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(wanted, read, strict=False))))
    changed = wanted[at + 1 :] == read[at + 1 :]
    return len(wanted) > 3 and (changed or wanted[at + 1 :] == read[at:] or wanted[at:] == read[at + 1 :])

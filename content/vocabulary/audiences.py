"""Audiences as directives print them: the kinds of units they mean and at which levels, or one unit by its name.

"Đài truyền thanh huyện và trạm truyền thanh các xã, thị trấn" means stations of districts and stations of communes.
Which units those are a registry knows; here is only what the words say.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from content.folding import fold
from content.vocabulary import unit_heads
from content.vocabulary.unit_kinds import AREAS

AREA = "area"


@dataclass(frozen=True, slots=True)
class Asked:
    """Units of some kinds at some levels; the kind "area" is the commune, district or province itself."""

    kinds: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """Words that a kind of unit goes by, the levels meant where none is said, and whether they are always those."""

    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    fixed: bool


_SHORT = {
    "gddt": "giao duc dao tao",
    "hdnd": "hoi dong nhan dan",
    "khcn": "khoa hoc cong nghe",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "mttq": "mat tran to quoc",
    "nnmt": "nong nghiep moi truong",
    "nnptnt": "nong nghiep phat trien nong thon",
    "ptth": "phat thanh truyen hinh",
    "tnmt": "tai nguyen moi truong",
    "ttdt": "thong tin dien tu",
    "tttt": "thong tin truyen thong",
    "ttvh": "trung tam van hoa",
    "ubnd": "uy ban nhan dan",
    "vhtt": "van hoa the thao",
    "vhttdl": "van hoa the thao du lich",
}
_SMALL = frozenset(("va", "cua", "tinh"))
_WORD = re.compile(r"[a-z0-9]+")
_JOINT = re.compile(r"(?<=[A-ZĐ])\s?[-–&]\s?(?=[A-ZĐ]+\b)")
_TOWN = r"huyện(?!\s+(?:ủy|uỷ|đoàn))|quận|thị xã|thành phố|tp"
_VILLAGE = r"xã(?!\s+hội)|phường|thị trấn|đặc khu"
_LEVELS = {
    "commune": re.compile(rf"\b(?:{_VILLAGE})(?!\w)"),
    "district": re.compile(rf"\b(?:{_TOWN})(?!\w)"),
    "province": re.compile(r"\btỉnh(?!\w)"),
}
_HERE_AND_THERE = re.compile(r"\bđịa phương(?!\w)")
_EACH = re.compile(r"\b(?:cơ quan|đơn vị)(?!\w)")
_ONE = re.compile(r"\b(?:tỉnh|huyện|quận|thị xã|thành phố|TP\.?|xã|phường|thị trấn|đặc khu)\s+(\w)")
_SEVERAL = re.compile(r"\b(?:các|cấp|những|mọi)\s")
_UNDER = re.compile(r"\b(?:trực thuộc|thuộc|của)\s+(?:ubnd|ủy ban nhân dân)\s+(?=tỉnh|thành phố)")
_OF_ALL = re.compile(r"\s*(?:(?:của|trực thuộc|thuộc|cấp)\s+)?(?:tỉnh|thành phố)(?!\w)")
_PLACES = re.compile(rf"(?:(?:các|cấp|toàn thể)\s+)*(?:{_VILLAGE}|{_TOWN}|địa phương)(?!\w)")
_BODIES = r"(?:cơ quan|đơn vị|địa phương)"
_ADDRESSED = re.compile(rf"như trên|(?:các )?{_BODIES}(?:(?:, | và |, và ){_BODIES})*")


def parts(audience: str) -> tuple[str, ...]:
    """Return the units or groups of units that an audience names one after the other ("Báo Hà Trung, Đài PT-TH")."""
    text = " ".join(unicodedata.normalize("NFC", audience).split()).strip(" .;:,-")
    cuts = [0, *(found.end() for found in _between().finditer(text)), len(text)]
    found = (text[start:end].strip(" ,;&") for start, end in pairwise(cuts))
    return tuple(part.removesuffix(" và") for part in found if part)


def as_addressed(part: str) -> bool:
    """Whether a part means everybody whom the directive is addressed to ("như trên", "các đơn vị, địa phương")."""
    return _ADDRESSED.fullmatch(part.lower()) is not None and not _PLACES.fullmatch(part.lower())


def asked(part: str) -> tuple[Asked, ...]:
    """Return what kinds of units a part means; empty where it names one by name, or nobody known."""
    text = unicodedata.normalize("NFC", part)
    if _names_one(text):
        return ()
    lower = _UNDER.sub("", text.lower())
    found = _heads_in(lower)
    if not found:
        return _places(lower) if _PLACES.match(lower) else ()
    ends = [start for start, _, _ in found[1:]] + [len(lower)]
    return tuple(one for (_, end, head), last in zip(found, ends, strict=True) for one in _meant(head, lower[end:last]))


def name_key(name: str) -> str:
    """Return the words of a unit's name as every spelling shares them ("Sở TT&TT", "Sở Thông tin - Truyền thông")."""
    joined = _JOINT.sub("", unicodedata.normalize("NFC", name))
    words = " ".join(_SHORT.get(word, word) for word in _WORD.findall(fold(joined)))
    return " ".join(word for word in words.split() if word not in _SMALL)


def _names_one(text: str) -> bool:
    """Whether a part means one unit by the name of its place ("UBND thành phố Sơn La")."""
    return any(found[1].isupper() for found in _ONE.finditer(text)) and not _SEVERAL.search(text.lower())


def _meant(head: _Head, tail: str) -> tuple[Asked, ...]:
    if head.fixed:
        of_all = _OF_ALL.match(tail)
        return (Asked(head.kinds, head.levels), *_places(tail[of_all.end() if of_all else 0 :]))
    levels = _levels(tail) or head.levels
    return (Asked(head.kinds, levels),) if levels else ()


def _levels(text: str) -> tuple[str, ...]:
    named = {level for level, pattern in _LEVELS.items() if pattern.search(text)}
    if _HERE_AND_THERE.search(text):
        named |= {"commune", "district"}
    if _EACH.search(text):
        named.add("province")
    return tuple(level for level in AREAS if level in named)


def _places(text: str) -> tuple[Asked, ...]:
    levels = tuple(level for level in _levels(text) if level != "province")
    return (Asked((AREA,), levels),) if levels else ()


def _heads_in(lower: str) -> list[tuple[int, int, _Head]]:
    pattern, heads = _heads()
    return [(*found.span(), heads[_words(found[0])]) for found in pattern.finditer(fold(lower))]


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], dict[str, _Head]]:
    with (Path(__file__).parent / "audiences.csv").open(encoding="utf-8", newline="") as rows:
        heads = {_words(fold(term)): _head(row) for row in csv.DictReader(rows) for term in row["terms"].split("|")}
    longest = sorted(heads, key=lambda term: (-len(term), term))
    terms = "|".join(term.replace(" ", r"[\s,;/&-]+(?:va\s+)?") for term in longest)
    return re.compile(rf"(?<!\w)(?:{terms})(?!\w)"), heads


def _head(row: dict[str, str]) -> _Head:
    levels = tuple(filter(None, row["levels"].split("|")))
    return _Head(tuple(row["kinds"].split("|")), levels, row["fixed"] == "yes")


def _words(folded: str) -> str:
    return " ".join(word for word in _WORD.findall(folded) if word != "va")


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    """A comma, semicolon or "và" before the capital of another unit."""
    heads = "|".join(map(re.escape, unit_heads()))
    return re.compile(rf"(?:[,;]\s+(?:và\s+)?|\s+và\s+)(?=(?:{heads})(?!\w))")

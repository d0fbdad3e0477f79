"""Vietnamese letters as older fonts keep them (TCVN3 or ABC, VNI): known by what they spell, and written as Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from content.reading import refusals

_PLAIN = "aăâeêioôơuưy"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_TCVN3_ROWS = [
    "aµ¶·¸¹",
    "¨»¼½¾Æ",
    "©ÇÈÉÊË",
    "eÌÎÏÐÑ",
    "ªÒÓÔÕÖ",
    "i×ØÜÝÞ",
    "oßáâãä",
    "«åæçèé",
    "¬êëìíî",
    "uïñòóô",
    "\xadõö÷øù",
    "yúûüýþ",
]
_TCVN3_REST = {"®": "đ", "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ"}
_VNI_ROWS = (
    ("a", "aø aû aõ aù aï"), ("aê", "aè aú aü aé aë"), ("aâ", "aà aå aã aá aä"), ("e", "eø eû eõ eù eï"),
    ("eâ", "eà eå eã eá eä"), ("i", "ì æ ó í ò"), ("o", "oø oû oõ où oï"), ("oâ", "oà oå oã oá oä"),
    ("ô", "ôø ôû ôõ ôù ôï"), ("u", "uø uû uõ uù uï"), ("ö", "öø öû öõ öù öï"), ("y", "yø yû yõ yù î"),
)  # fmt: skip
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}<>|/\\\"'“”‘’…*_+=%&#@~^•–—⁰¹²³⁴⁵⁶⁷⁸⁹-]+")
_ONSETS = [
    "ngh",
    "ng",
    "nh",
    "gh",
    "gi",
    "kh",
    "ch",
    "ph",
    "qu",
    "th",
    "tr",
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "x",
]
_NUCLEI = frozenset(
    [
        "a",
        "ă",
        "â",
        "e",
        "ê",
        "i",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
        "y",
        "ai",
        "ao",
        "au",
        "ay",
        "âu",
        "ây",
        "eo",
        "êu",
        "ia",
        "iê",
        "iu",
        "oa",
        "oă",
        "oe",
        "oi",
        "oo",
        "ôi",
        "ôô",
        "ơi",
        "ua",
        "uâ",
        "uê",
        "ui",
        "uô",
        "uơ",
        "ưa",
        "ưi",
        "ươ",
        "ưu",
        "uy",
        "yê",
        "oai",
        "oao",
        "oay",
        "oeo",
        "iêu",
        "uây",
        "uôi",
        "ươi",
        "ươu",
        "uya",
        "uyê",
        "uyu",
        "yêu",
        "uêu",
        "uai",
        "uay",
    ]
)
_SYLLABLE = re.compile(rf"({'|'.join(_ONSETS)})?([{_PLAIN}]{{1,3}})(?:ch|nh|ng|c|m|n|p|t)?")
_SAMPLE = 20_000
_FEW, _ENOUGH = 3, 0.6


def _letter(plain: str, tone: str = "") -> str:
    return unicodedata.normalize("NFC", plain + tone)


def _tcvn3_table() -> dict[str, str]:
    table = dict(_TCVN3_REST)
    for plain, row in zip(_PLAIN, _TCVN3_ROWS, strict=True):
        table.update(zip(row, (plain, *(_letter(plain, tone) for tone in _TONES)), strict=True))
    return table


def _vni_table() -> dict[str, str]:
    table = {"ñ": "đ"}
    for plain, (alone, toned) in zip(_PLAIN, _VNI_ROWS, strict=True):
        letters = (plain, *(_letter(plain, tone) for tone in _TONES))
        table.update(zip((alone, *toned.split()), letters, strict=True))
    capitals = {old.upper(): new.upper() for old, new in table.items()}
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in table.items()}
    return {**table, **mixed, **capitals}


TCVN3 = _tcvn3_table()
VNI = _vni_table()
_TCVN3_PLACES = {ord(old): new for old, new in TCVN3.items()}
_VNI_LETTER = re.compile("|".join(sorted((old for old in VNI if VNI[old] != old), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Return as Unicode what was typed in a font such as .VnTime; a word in capitals stays in capitals."""
    return _WORD.sub(_whole_capitals, text.translate(_TCVN3_PLACES))


def _whole_capitals(found: re.Match[str]) -> str:
    """Those fonts have no capitals with a tone: "TØNH" stands for "TỈNH"."""
    word = found.group()
    capitals = sum(c.isupper() for c in word)
    return word.upper() if capitals > 1 and not any(c.islower() and c.isascii() for c in word) else word


def from_vni(text: str) -> str:
    """Return as Unicode what was typed in a font such as VNI-Times."""
    return _VNI_LETTER.sub(lambda found: VNI[found.group()], text)


def of_font(text: str, font: str) -> str:
    """Return the text of a run in a font; only fonts named .Vn… and VNI-… change it."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return from_tcvn3(text).upper() if name.endswith("h") else from_tcvn3(text)
    return from_vni(text) if name.startswith("vni") else text


def mended(text: str) -> str:
    """Return the text in Unicode letters, whichever of the three ways it is written in; Unreadable if in none."""
    if spelling(text) >= _ENOUGH:
        return text
    return best_of([text, from_tcvn3(text), from_vni(text)])


def best_of(candidates: Iterable[str], few: float = 1.0) -> str:
    """Return the first of several readings of one text that spells Vietnamese; Unreadable where none does."""
    rated = [(spelling(text, few), text) for text in candidates]
    share, text = rated[0] if rated[0][0] >= _ENOUGH else max(rated, key=lambda one: one[0])
    if share < _ENOUGH:
        raise refusals.legacy_letters()
    return text


def spelling(text: str, few: float = 1.0) -> float:
    """Return which share of the words with other letters than ASCII are Vietnamese syllables; `few` where few are."""
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    words = [word for word in _WORD.findall(sample) if not word.isascii() and len(word) < 30]
    if len(words) < _FEW:
        return few
    return sum(map(is_syllable, words)) / len(words)


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Say whether a word is built as Vietnamese syllables are."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    return len(tones) <= 1 and found is not None and found[2] in _NUCLEI

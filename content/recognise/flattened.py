"""A directive that a page gives as one line, head and body: the lines it was printed in are found by how they begin."""

from __future__ import annotations

from collections.abc import Iterator

import regex

_FLAT = regex.compile(
    r"(?P<names>[^\p{Ll}\n]{3,200}?(?:Độc lập\s?[-–]\s?Tự do\s?[-–]\s?Hạnh phúc)?[^\p{Ll}\n]{0,200}?)"
    r"\bSố\s?:?\s{0,3}\d{0,5}\s{0,3}[-–/]\s?\p{Lu}[^\n]{0,250}?,\s?ngày\s{1,3}\d{1,2}\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}"
    r"năm\s{1,3}\d{4}\s[^\n]{200}"
)
_TYPE = r"(?:KẾ HOẠCH|HƯỚNG DẪN|THÔNG BÁO|CHỈ THỊ|QUYẾT ĐỊNH|CÔNG ĐIỆN|CHƯƠNG TRÌNH|THỂ LỆ|ĐIỀU LỆ)"
_HEAD = regex.compile(
    r"(?<=\s)(?:Số(?=\s?:?\s{0,3}\d{0,5}\s{0,3}[-–/])|CỘNG H[OÒ]A?À? XÃ HỘI|Độc lập(?=\s?[-–])|ĐẢNG CỘNG SẢN|"
    r"(?:\p{Lu}\p{Ll}*\.?\s){0,3}\p{Lu}\p{Ll}+(?=,\s?ngày\s)|V/v\s|Kính gửi|"
    rf"{_TYPE}(?=\s\p{{Lu}}\p{{Ll}})|(?<={_TYPE}\s)(?=\p{{Lu}}\p{{Ll}})|"
    r"(?:PHÒNG|SỞ|(?<!ỦY\s)BAN|TRƯỜNG|TRUNG TÂM|BCH)\s(?=\p{Lu}{2})|"
    r"(?:Căn cứ|Thực hiện|Triển khai|Hưởng ứng|Để|Nhằm)\s)"
)
_BODY = regex.compile(
    r"(?<=[.:;,…/”)]\s|\p{Lu}{2}\s)(?:[IVX]{1,4}\.\s{0,2}\p{Lu}{2}|"
    r"[1-9]\d?(?:\.\d{1,2})?\.\s{0,2}\p{Lu}\p{Ll}|[-–+]\s{0,2}\p{Lu}\p{Ll}|"
    r"[a-zđ]\)\s{0,2}\p{Lu}|Điều\s\d{1,2}\.|Nơi nhận\s?:|(?:TM|KT|TL|T/M)\.\s\p{Lu}{2})"
)
_BASIS = ("Căn cứ", "Thực hiện", "Triển khai", "Hưởng ứng", "Để", "Nhằm")
_LONG = 400
_LEADS_ON = regex.compile(r"\b(?:như sau|sau đây|sau)\s?:")


def unflattened(start: int, words: str) -> Iterator[tuple[int, str]]:
    """Yield a line with its place, or its parts with theirs where it holds a whole directive.

    "HỘI NÔNG DÂN XÃ Số 12-HD/HND Hòa An, ngày 05 tháng 9 năm 2024 HƯỚNG DẪN Tuyên truyền … Căn cứ … như sau: 1. …" is
    the issuer, the number, the place and day, the title, the subject, the basis and the items.
    """
    if len(words) < _LONG or not _FLAT.match(words.lstrip()):
        yield start, words
        return
    lead = _LEADS_ON.search(words)
    heads = [found.start() for found in _HEAD.finditer(words, 0, lead.end() if lead else len(words))]
    basis = next((at for at in heads if words.startswith(_BASIS, at)), len(words))
    cuts = [at for at in heads if at <= basis]
    cuts += [found.start() for found in _BODY.finditer(words, cuts[-1])]
    for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True):
        if a == basis:
            yield start + a, ""
        yield start + a, words[a:b]

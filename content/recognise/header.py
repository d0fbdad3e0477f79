"""The head of a directive: who issued it, its number, place and day, its subject, to whom it goes."""

from __future__ import annotations

import re
from datetime import date

from content.directive import Arrival, Header, Signer, Span
from content.folding import fold
from content.recognise.foot import copies, signed_on, signer
from content.recognise.fragments import MONTH_WORDS
from content.recognise.layout import Layout, is_type_line, type_of
from content.recognise.markers import BULLETS
from content.recognise.names import as_name
from content.recognise.tidy import Line, Piece, join
from content.vocabulary import opens_issuer

_SIGN = r"[Ss](?:[ốôoóồổỗỐÔOÓỒỔỖ6]|[ởơỞƠ](?=\s?:\s?\d))"
_NUMBER = re.compile(
    rf"{_SIGN}\s?[:.;]?\s?/?\s?[.…_ ]{{0,12}}(?P<n>\d{{0,5}}(?:\s\d{{1,4}}(?=\s?[-–/]))?(?:[/\-]\d{{4}})?)"
    r"[.…_ ]{0,12}(?P<join>[-–/]?)\s?"
    r"(?P<symbol>[A-ZĐƯƠ][A-Za-zĐđƯƠ&]{0,14}(?:(?<=[A-ZĐ]{2})\d{1,2}(?=-))?(?:\s?[-–/&.]\s?[A-ZĐƯƠ][\wĐđƯƠ&]{0,14}){0,4})\b"
)
_BLANK_NUMBER = re.compile(rf"{_SIGN}\s?[:;]?\s?(?P<n>\d{{0,5}})\s?/?\s?$")
_OPENS_NUMBER = re.compile(rf"\W{{0,3}}{_SIGN}\b")
_PLACE_DAY = re.compile(
    r"(?P<place>[^\W\d_][^,\d:;|]{1,40}(?:(?<=\bphuong )\d{1,2}|(?<=\bquan )\d{1,2})?),\s?"
    r"(?:(?:hoi|luc)\s[\dhgioput: ]{1,20},?\s?)?"
    r"ngay\s?(?P<d>[\d.…_ ]{0,8})\s?thang\s?(?P<m>[\d.…_ ]{0,8}|[a-z ]{3,9})\s?nam\s?(?P<y>[\d.…_ ]{0,8})"
)
_PLACE_SHORT_DAY = re.compile(
    r"(?P<place>[^\W\d_][^,\d:;|]{1,40}),\s?ngay\s(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})\.?"
)
_ABOUT = re.compile(r"[“\"]?(?:v\s?/\s?v|vv|về việc)\b", re.IGNORECASE)
_LEAD = re.compile(r"^[“\"]?(?:v\s?/\s?v|vv|về việc)\s*:?\s*", re.IGNORECASE)
_ARRIVED = re.compile(r"[Nn]gày\s?:?\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?")
_DASH = re.compile(r"[‐-―−]")
_SPACE = re.compile(r"\s+")
_UNION = ("doan tncs", "hoi lien hiep phu nu viet")
_NATION = ("cong hoa xa hoi", "doc lap", "dang cong san viet nam", "cong hda", *_UNION)
_HAPPENS = re.compile(r"\s?(?:tai|dien ra|va|voi|den|cung|de)\s")
_KINDS_OF_PLACE = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu")
_NUMBERED = ("Phường", "Quận")
_URGENCY = ("hoa toc", "thuong khan", "khan", "mat", "du thao", "ban sao")


def read_header(layout: Layout) -> tuple[Header, Span | None]:
    """Return what the head and foot say, and where the subject stands."""
    number, symbol = _number(layout.head)
    place, issued, month = _place_day(layout.head)
    issuer, parent = _issuer(layout.head)
    kind, subject, span = _subject(layout.head)
    if issued is None:
        issued, month = _signed(layout, month)
    header = Header(
        issuer=issuer,
        parent=parent,
        number=number,
        symbol=symbol,
        place=place,
        issued_on=issued,
        issued_month=month,
        subject=subject,
        document_type=kind,
        recipients=_recipients(layout.addressees),
        copies=copies(layout.foot),
        signer=signer(layout.foot) if layout.foot else Signer(),
        arrival=_arrival(layout.stamp, issued),
    )
    return header, span


_UNFINISHED = ("VÀ", "ỦY", "UỶ")


def _signed(layout: Layout, month: str | None) -> tuple[date | None, str | None]:
    """A day left blank is that of the digital signature, unless the month printed is another."""
    signed = signed_on([*layout.head, *layout.foot])
    if signed is None or (month and month != f"{signed:%Y-%m}"):
        return None, month
    return signed, f"{signed:%Y-%m}"


def tight(symbol: str) -> str:
    """Return a symbol as it is quoted: no spaces, a hyphen for every dash."""
    return _SPACE.sub("", _DASH.sub("-", symbol)).strip(".,-/")


def _number(head: list[Line]) -> tuple[str | None, str | None]:
    for line in head:
        found = _NUMBER.search(line.text) if _OPENS_NUMBER.match(line.text) else None
        if found:
            symbol = tight(found["symbol"])
            sign = tight(found["n"]) and (found["join"].replace("–", "-") or "-")
            return (f"{tight(found['n'])}{sign}{symbol}" if found["n"] else None), symbol
        blank = _BLANK_NUMBER.match(line.text)
        if blank:
            return blank["n"] or None, None
    return None, None


def place_day(text: str) -> re.Match[str] | None:
    """Return where a line names place and day; its groups are folded.

    A sentence that goes on after the day tells of what happens ("lúc 7 giờ 15 phút, ngày 21 tháng 9 năm 2023 tại …").
    """
    folded = fold(text)
    found = (_PLACE_DAY.search(folded) or _PLACE_SHORT_DAY.fullmatch(folded)) if "ngay" in folded else None
    return None if found and _HAPPENS.match(folded, found.end()) else found


def _place_day(head: list[Line]) -> tuple[str | None, date | None, str | None]:
    for line in head:
        found = place_day(line.text)
        if found:
            place = _place_name(line.text[slice(*found.span("place"))])
            return place, *_day_of(*(found[name].strip(" .…_") for name in "dmy"))
    return None, None, None


def _day_of(d: str, m: str, y: str) -> tuple[date | None, str | None]:
    """Return the day and the month, as far as they are filled in."""
    d, y = (re.sub(r"\D", "", part) for part in (d, y))
    month = MONTH_WORDS.get(m) or int(re.sub(r"\D", "", m) or 0)
    if len(y) != 4 or not 1 <= month <= 12:
        return None, None
    try:
        return (date(int(y), month, int(d)) if d else None), f"{y}-{month:02}"
    except ValueError:
        return None, f"{y}-{month:02}"


def _place_name(text: str) -> str:
    """The place is the last run of capitalised words: another column may stand before it on the line.

    A dash, the small second word of "Thành phố" or the number of a ward stands inside a name where a capital stands
    before it.
    """
    words = text.strip(" -–").split()
    kept: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        told = word in ("-", "–") or f"{before} {word}" in _KINDS_OF_PLACE or (word.isdigit() and before in _NUMBERED)
        inside = bool(kept) and told
        shouted = len(word) > 2 and word.isupper() and word != "TP." and not text.isupper()
        kept = [*kept, word] if inside or (word[0].isupper() and not shouted) else []
    return " ".join(kept[-7:]) or text.strip()


def _issuer(head: list[Line]) -> tuple[str | None, str | None]:
    """The first lines in capitals name the issuer, under its parent; the nation's motto may run between them.

    The name of a union stands where the motto does, or as the parent above its committee.
    """
    names: list[str] = []
    for line in head:
        text, folded = line.text.strip(" -–_."), fold(line.text).strip(" -–_.")
        if _NUMBER.match(text) or text.lower().startswith(("v/v", "số")) or is_type_line(text):
            break
        if not _is_capital_name(text, folded) and (names or not folded.startswith(_UNION)):
            continue
        begins = folded == "uy" or opens_issuer(folded)
        if begins and not (names and (names[-1].endswith(",") or names[-1].split()[-1] in _UNFINISHED)):
            names.append(text)
        elif names:
            names[-1] = f"{names[-1]} {text}"
    if not names:
        return None, None
    named = [as_name(name) for name in names[:3]]
    return named[-1], (named[-2] if len(named) > 1 else None)


def _is_capital_name(text: str, folded: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if folded == "uy":
        return True
    if len(letters) < 3 or any(c.islower() for c in letters):
        return False
    return not folded.startswith(_NATION) and folded not in (*_URGENCY, "nam", "viet nam") and "ket thuc" not in folded


def _subject(head: list[Line]) -> tuple[str | None, str | None, Span | None]:
    """`V/v …` to the next empty line; in other types the lines under the name of the type."""
    for index, line in enumerate(head):
        if _ABOUT.match(line.text):
            title = next((type_of(x.text) for x in head[:index] if is_type_line(x.text)), None)
            return _gathered(head, index, title or "công văn")
        if is_type_line(line.text):
            kind = type_of(line.text)
            if index + 1 < len(head):
                return _gathered(head, index + 1, kind)
            return kind, None, None
    return _unsigned_subject(head)


def _gathered(head: list[Line], start: int, kind: str) -> tuple[str | None, str | None, Span | None]:
    taken: list[Piece] = []
    for index in range(start, len(head)):
        line = head[index]
        if index > start and (_ends_subject(line) or (line.gap and _is_complete(taken, line))):
            break
        if not place_day(line.text) and not fold(line.text).startswith(_NATION):
            taken.append(line.piece)
    piece = join(taken)
    quoted = piece.text.startswith(("“V", '"V')) and piece.text.endswith(("”", '"'))
    subject = _LEAD.sub("", piece.text[:-1] if quoted else piece.text).strip(" .")
    return kind, subject or None, piece.span()


def _ends_subject(line: Line) -> bool:
    return set(line.text) <= set("-–_=*. ") or bool(re.match(r"\(?(?:kèm theo|ban hành)\b", line.text, re.IGNORECASE))


def _is_complete(taken: list[Piece], line: Line) -> bool:
    """A subject set as paragraphs of their own goes on in small letters, or after a line that fills its column."""
    text, last = line.text, taken[-1].text if taken else ""
    if text == text.upper() or place_day(text) or re.match(r"s(?:ố|ô)\s?:", text, re.IGNORECASE) or len(text) > 130:
        return True
    return last.endswith((".", ";", ":")) or "Độc lập" in text


def _unsigned_subject(head: list[Line]) -> tuple[str | None, str | None, Span | None]:
    """A Party letter may print its subject under the number with no sign before it."""
    after = next((i for i, x in enumerate(head) if re.match(r"(?:số|SỐ|Số)\b", x.text)), None)
    if after is None:
        return None, None, None
    for index in range(after + 1, len(head)):
        text = head[index].text
        if any(c.islower() for c in text) and len(text) > 15 and not place_day(text) and "Độc lập" not in text:
            return _gathered(head, index, "công văn")
    return "công văn", None, None


def _recipients(addressees: list[Line]) -> tuple[str, ...]:
    names: list[str] = []
    for index, line in enumerate(addressees):
        text = _after_address(line.text) if index == 0 else line.text
        if not text:
            continue
        opens = re.match(rf"[{BULLETS}+]\s*|\d{{1,2}}[.)]\s", text)
        if opens or not names:
            names.append(text[opens.end() if opens else 0 :])
        else:
            names[-1] += f" {text}"
    split = names if len(names) != 1 else names[0].split(";")
    return tuple(name.strip(" ;,.") for name in split if name.strip(" ;,."))


def _after_address(text: str) -> str:
    """Return the names on the line of `Kính gửi` itself, whatever a scanner made of those words."""
    found = re.match(r".*?(?:k[iy]nh (?:gui|chuyen)|dien)\s?:?\s*", fold(text)) or re.match(r"[^:;]*[:;]\s*", text)
    return text[found.end() :] if found else text


def _arrival(stamp: list[Line], issued: date | None) -> Arrival | None:
    words = " ".join(line.text for line in stamp)
    number = re.search(r"Số\s?:?\s?(\d{1,6})", words)
    day = _ARRIVED.search(words)
    if not number:
        return None
    return Arrival(number[1], _arrival_day(day, issued) if day else None)


def _arrival_day(day: re.Match[str], issued: date | None) -> date | None:
    year = int(day[3]) if day[3] else issued.year if issued else None
    if year is None:
        return None
    try:
        arrived = date(year, int(day[2]), int(day[1]))
        return arrived.replace(year=year + 1) if issued and arrived < issued and not day[3] else arrived
    except ValueError:
        return None

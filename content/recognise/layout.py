"""Where the head of a directive ends and its foot begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from content.folding import fold
from content.recognise.foot import is_signing
from content.recognise.likeness import like, opens_like
from content.recognise.lost_tables import rows_joined
from content.recognise.markers import BULLETS, marker
from content.recognise.rows import columns
from content.recognise.tidy import Line, Piece, join, paragraphs

TYPES = {
    "nghi quyet": "nghị quyết",
    "quyet dinh": "quyết định",
    "chi thi": "chỉ thị",
    "quy che": "quy chế",
    "quy dinh": "quy định",
    "thong cao": "thông cáo",
    "thong bao": "thông báo",
    "huong dan": "hướng dẫn",
    "chuong trinh": "chương trình",
    "ke hoach": "kế hoạch",
    "phuong an": "phương án",
    "de an": "đề án",
    "bao cao": "báo cáo",
    "to trinh": "tờ trình",
    "cong dien": "công điện",
    "ket luan": "kết luận",
    "de cuong": "đề cương",
    "the le": "thể lệ",
    "dieu le": "điều lệ",
    "loi keu goi": "lời kêu gọi",
    "thu keu goi": "thư kêu gọi",
    "thu ngo": "thư ngỏ",
    "thu chuc mung": "thư chúc mừng",
    "lich tuyen truyen": "lịch tuyên truyền",
    "dinh huong tuyen truyen": "định hướng tuyên truyền",
}
_ADDRESS = re.compile(r"k(?:i|y)nh (?:gui|chuyen)\s?:?|\D{0,80}(?<!\bcap )(?<!\bcat )(?<!\bnguon )\bdien\s?:$")
_FOOT = re.compile(r"n(?:o|a)i nhan\s?:?(?: -.*)?$|noi nhan\s?:")
_SHORT, _KEYWORD = 100, 20
_COPIES = ("noi nhan", "nai nhan")
_KEY = re.compile(r"[^\s:;]{2,9}\s?[^\s:;]{0,6}\s?[:;]")
_STAMP = re.compile(r"(?:.{0,60}\s)?den(?:\s.*)?")
_OF_ISSUER = re.compile(
    r"(?:Số|SỐ)\s?:?\s?\d{0,5}\s?[/–-]\s?[A-ZĐ]{2}"
)  # the number of the directive, not of its arrival
_STAMP_WORD = re.compile(r"(?:^|\s)(?:ĐẾN|Đến)(?:\s+(?:Số|Ngày)|\s*$)")
_BASIS = re.compile(
    r"(?:can cu\b|kinh thua |"
    r"thuc hien (?!lich|che do)|theo |tiep theo|nham |de (?!an)|nhan (?:dip|duoc)|huong ung (?!thang|"
    r"tuan|ngay)|ngay \d)"
)
_SUBJECT_LINES, _SUBJECT_LINE = 6, 130
_PRINTED_LINE = 160  # no line of a page is longer: what is, is a paragraph
_CLOSED = (".", ":", "./.")
_DATED_LABEL = re.compile(
    r"(?!ky hop)[a-z][a-z ,]{2,40}:\s?(?:tu |den |ngay |\d{1,2}\s?[h:g]\S*\s?,? ){0,4}\d{1,2}/\d|"
    rf"(?:[{BULLETS}*] ?)?(?:(?:sang|chieu|toi) )?(?:ngay )?"
    r"\d{1,2}(?:/\d{1,2}|\s?[hg]\d{0,2}|\s?gio)[^:]{0,50}:"
)
_LABELLED = re.compile(rf"[{BULLETS}+]\s?(?:thoi gian|dia diem|noi dung|doi tuong|hinh thuc|thanh phan)[^:]{{0,40}}:")
_PLACE_AND_DAY = re.compile(
    r"[^\W\d_][^,\d:;|]{1,40},\s?ngay\s?\d{1,2}\s?(?:thang\s?|[/.-])\d{1,2}\s?(?:nam\s?|[/.-])\d{4}\.?"
)
_NUMBER_ALONE = re.compile(r"S[ốỐ]\s?:?")
_PLACE_ALONE = re.compile(r"[^\W\d_][^\d:;,]{1,40},")
_DAY_ALONE = re.compile(r"ngày\s?[\d.… ]{1,6}\s?tháng\b")
_DAY_CUT = re.compile(r"[^\W\d_][^\d:;,]{1,40},\s?ngày(?:\s?\d{1,2}(?:\s?tháng(?:\s?\d{1,2}(?:\s?năm)?)?)?)?")
_REST_OF_DAY = re.compile(r"(?:\d{1,2}\s)?(?:tháng\s?\d|năm\s?\d)|\d{4}$")
_CARD = re.compile(r"(?:so hieu|loai van ban|noi ban hanh|nguoi ky|ngay (?:ban hanh|cong bao|hieu luc)|tinh trang)\s?:")
_ABOUT = re.compile(r"[“\"]?(?:V\s?/\s?[vV]|Về việc)\b")
_APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHU LUC|PHỤ LUC|PHU LỤC)(?:\s(?:SỐ\s|số\s)?[IVX\d]{1,4})?\s?(?:$|[:.–-](?:\s|$))"
)
_ATTACHED = re.compile(r"(?:cac |mot so |danh muc |noi dung )?(?:khau hieu|de cuong|lich (?:phat|tuyen truyen))\b")
_ENCLOSED = re.compile(r"\((?:ban hanh )?(?:kem theo|dinh kem)\b")
_WEEKDAY = re.compile(r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_NUMBERED_PART = re.compile(r"1(?:\.1)?[.)]?\s[A-ZÀÁẢÃẠĂÂĐÉÊÍÓÔƠÚƯÝ]")
_TITLE_LINES = 6
_BULLET = re.compile(rf"[{BULLETS}+]\s?\S")


@dataclass(slots=True)
class Layout:
    """The printed lines by region. `stamp` holds the receiver's arrival stamp, cut out of the others."""

    head: list[Line] = field(default_factory=list)
    addressees: list[Line] = field(default_factory=list)
    stamp: list[Line] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)
    appendices: list[list[Piece]] = field(default_factory=list)


def lay_out(printed: list[Line]) -> Layout:
    """Divide a directive's lines into head, addressees, body and foot; any region may be empty."""
    layout = Layout()
    printed = _lift_stamp(_without_card(printed), layout)
    foot = _foot_start(printed)
    end = next((i for i in range(foot, len(printed)) if _opens_appendix(printed, i)), len(printed))
    layout.foot = sorted(printed[foot:end], key=lambda line: line.right)
    layout.appendices = _appendices(printed[end:])
    printed = printed[:foot]
    body = _address_end(printed, layout) or _title_end(printed) or _subject_end(printed) or _opening(printed)
    body = body or _dated_end(printed)
    layout.head = _whole_lines(layout.head or printed[:body])
    layout.body = paragraphs(rows_joined(printed[body:]))
    return layout


def _without_card(printed: list[Line]) -> list[Line]:
    """The card that a library of texts prints over a directive ("Số hiệu: … Loại văn bản: …") is no part of it."""
    card = [i for i, line in enumerate(printed[:12]) if _CARD.match(fold(line.text))]
    return printed[card[-1] + 1 :] if len(card) > 1 else printed


def _whole_lines(head: list[Line]) -> list[Line]:
    """ "Số: ⏎ 74-CV/ĐTN", "Hòa An, ⏎ ngày 17 tháng 7 năm 2018": what a column too narrow has broken is one line.

    So is "Hòa An, ngày 17 ⏎ tháng 7 năm 2018".
    """
    whole: list[Line] = []
    for line in head:
        before = whole[-1].text if whole and not line.gap else ""
        number = _NUMBER_ALONE.fullmatch(before) and line.text[:1].isdigit()
        place = _PLACE_ALONE.fullmatch(before) and _DAY_ALONE.match(line.text)
        if number or place or (_DAY_CUT.fullmatch(before) and _REST_OF_DAY.match(line.text)):
            whole[-1] = Line(join([whole[-1].piece, line.piece]), gap=whole[-1].gap)
        else:
            whole.append(line)
    return whole


def _appendices(printed: list[Line]) -> list[list[Piece]]:
    """What follows the signature under `PHỤ LỤC` is part of the directive; the first paragraph is its title."""
    starts: list[int] = []
    told = False
    for index, line in enumerate(printed):
        if not starts or _APPENDIX.match(line.text) or (told and _is_enclosed(printed, index)):
            starts.append(index)
            told = False
        told = told or bool(marker(line.text) or _ENCLOSED.match(fold(line.text)))
    ends = [*starts[1:], len(printed)]
    return [_appendix(printed[a:b]) for a, b in zip(starts, ends, strict=False)]


def _appendix(printed: list[Line]) -> list[Piece]:
    found = _APPENDIX.match(printed[0].text)
    title = printed[0].piece.cut(found.end()) if found else printed[0].piece
    return paragraphs(rows_joined([*([Line(title)] if title.text else []), *printed[1:]]))


def _opens_appendix(printed: list[Line], index: int) -> bool:
    """An appendix is named so, or bears a title in capitals.

    The title is that of what is always attached (slogans, an outline), or any over "(Ban hành kèm theo …)".
    """
    line = printed[index]
    if _APPENDIX.match(line.text) or _is_enclosed(printed, index):
        return True
    return line.gap and _is_title(line.text) and bool(_ATTACHED.match(fold(line.text)))


def _is_title(text: str) -> bool:
    return text == text.upper() and not is_signing(text)


def _is_enclosed(printed: list[Line], index: int) -> bool:
    """A title in capitals over the note that it is enclosed, or right under that note."""
    line = printed[index]
    if not _is_title(line.text):
        return False
    if index and printed[index - 1].gap and _ENCLOSED.match(fold(printed[index - 1].text)):
        return True
    below = [after.text for after in printed[index + 1 : index + _TITLE_LINES]]
    note = next((at for at, text in enumerate(below) if _ENCLOSED.match(fold(text))), None)
    return line.gap and note is not None and not any(_APPENDIX.match(text) or is_signing(text) for text in below[:note])


def _lift_stamp(printed: list[Line], layout: Layout) -> list[Line]:
    """The receiver's stamp: a line with DEN, its number and its day within a few lines of each other."""
    for index, line in enumerate(printed[:60]):
        if not _is_stamp_word(line.text):
            continue
        near = range(max(0, index - 1), min(len(printed), index + 5))
        stamped = (i for i in near if not _OF_ISSUER.match(printed[i].text))
        marks = [i for i in stamped if re.match(r"(?:.*\bden )?(?:so|ngay|chuyen)\s?:", fold(printed[i].text))]
        number = any(re.search(r"\bso\s?:\s?\d", fold(printed[i].text)) for i in marks)
        if number and len(marks) >= 2:
            first = index - 1 if _is_receiver(printed, index) else index
            last = max(marks)
            layout.stamp = printed[first : last + 1]
            return printed[:first] + printed[last + 1 :]
    return printed


def _is_stamp_word(text: str) -> bool:
    return ("ĐẾN" in text or "Đến" in text) and bool(_STAMP_WORD.search(text)) and bool(_STAMP.fullmatch(fold(text)))


def _is_receiver(printed: list[Line], index: int) -> bool:
    if index == 0 or not printed[index - 1].gap:
        return False
    before = printed[index - 1].text
    return before == before.upper() and not before.startswith("-")


def _foot_start(printed: list[Line]) -> int:
    """`Nơi nhận` closes the text; without it the signing lines after the last full stop do."""
    for index, line in enumerate(printed):
        if opens_foot(line.text):
            return _signed_before(printed, index)
    for index in range(len(printed) - 1, max(len(printed) // 2, 1), -1):
        text = printed[index].text
        if is_signing(text) and printed[index].gap:
            while is_signing(printed[index - 1].text):
                index -= 1
            return index
    return len(printed)


def opens_foot(text: str) -> bool:
    """Say whether a line is the heading of those who get a copy, one letter wrong at most."""
    named = text[:1] in "Nn" and fold(text[:8]) in _COPIES and _FOOT.match(fold(text))
    return bool(named) or bool(_KEY.match(text) and opens_like(text, "nơi nhận"))


def opens_address(text: str) -> bool:
    """Say whether a line names to whom the directive goes, one letter wrong at most."""
    near = text if len(text) < _SHORT else text[:_KEYWORD]
    named = (near[:1] in "Kk" or near.endswith(":")) and _ADDRESS.match(fold(near))
    return bool(named) or bool(_KEY.match(text) and opens_like(text, "kính gửi"))


def _signed_before(printed: list[Line], index: int) -> int:
    """The signature may stand over `Nơi nhận`."""
    near = range(max(0, index - 6), index)
    found = next((i for i in near if is_signing(printed[i].text)), index)
    told = any(line.text.endswith((".", ";", ":", "./")) for line in printed[found:index])
    return index if told else found


def _address_end(printed: list[Line], layout: Layout) -> int:
    """After `Kính gửi:` come names, on its own line or as bullets; the first other paragraph opens the body."""
    for index, line in enumerate(printed[:80]):
        if not opens_address(line.text):
            continue
        end = index + 1
        named = bool(re.search(r":\s?\S", line.text))
        while end < len(printed) and _is_addressee(printed, end, named):
            end += 1
        layout.head, layout.addressees = printed[:index], printed[index:end]
        return end
    return 0


def _is_addressee(printed: list[Line], index: int, named: bool) -> bool:
    line, before = printed[index], printed[index - 1].text
    if _BULLET.match(line.text):
        return not named or not line.gap or before.endswith((";", ","))
    if not named and not line.gap and _NUMBERED.match(line.text):
        return opens_address(before) or before.endswith((";", ","))
    if _is_paragraph(line.text):
        return False
    if not named and opens_address(before) and before.endswith(":"):
        return len(line.text) <= _SHORT and not marker(line.text) and not _BASIS.match(fold(line.text))
    return not line.gap and not before.endswith((".", ":"))


def _title_end(printed: list[Line]) -> int:
    """Other types print their name in capitals and the subject under it."""
    for index, line in enumerate(printed[:60]):
        if not is_type_line(line.text):
            continue
        end = _block_end(printed, index + 1)
        while end < len(printed) and end - index < 10 and _is_subject(printed[end], first=end == index + 1):
            if end > index + 1 and _opens_text(printed[end - 1], printed[end]):
                break
            end += 1
        while end < len(printed) and set(printed[end].text) <= set("-–—_=* "):
            end += 1
        return end
    return 0


def _block_end(printed: list[Line], start: int) -> int:
    """Return where the lines right under a title end, if no sign closes them; else `start`.

    So "KẾ HOẠCH / Thực hiện Nghị quyết số …", which begins as a basis does, is a subject.
    """
    end = start
    while end < len(printed) and end - start < _SUBJECT_LINES and not printed[end].gap:
        end += 1
    whole = end < len(printed) and printed[end].gap
    told = whole and end > start and _BASIS.match(fold(printed[start].text))
    return end if told and not printed[end - 1].text.endswith((".", ",", ";", ":", "./")) else start


def _is_subject(line: Line, *, first: bool) -> bool:
    """Lines under a title belong to it up to the basis or the first item; after an empty line only short ones do."""
    if _BASIS.match(fold(line.text)) or set(line.text) <= set("-–—_=* "):
        return False
    if _NUMBERED_PART.match(line.text) or columns(line.text) or (not first and _DATED_LABEL.match(fold(line.text))):
        return False
    if not line.gap:
        return True
    short = len(line.text) <= _SUBJECT_LINE or (first and line.text.isupper())
    told = not marker(line.text) and short and (first or not line.text.endswith((".", ";", ":")))
    return told and (first or not _WEEKDAY.match(fold(line.text)))


def _opens_text(before: Line, line: Line) -> bool:
    """A sentence after a closed title, a line too long for a printed one, or "- Thời gian: …" is text, gap or none."""
    if before.text.endswith(".") and len(line.text) > _SHORT:
        return True
    return _is_paragraph(line.text) or bool(_LABELLED.match(fold(line.text)))


def _is_paragraph(text: str) -> bool:
    """A sentence, or what leads on to others, longer than a printed line."""
    opens = text.lstrip(f"{BULLETS}+ ")[:1].isupper()
    return len(text) > _PRINTED_LINE and opens and text.endswith((*_CLOSED, "…"))


def is_type_line(text: str) -> bool:
    """Say whether a line is the name of a kind of document, alone and in capitals."""
    return text.isupper() and like(text, TYPES) is not None


def type_of(text: str) -> str:
    """Return the kind of document a line names."""
    return TYPES[like(text, TYPES) or ""]


def _subject_end(printed: list[Line]) -> int:
    """With neither addressees nor a title, the body opens at the first long paragraph or item after "V/v …"."""
    subject = next((i for i, line in enumerate(printed[:30]) if _ABOUT.match(line.text)), len(printed))
    for index in range(subject + 1, min(len(printed), subject + _SUBJECT_LINES)):
        line = printed[index]
        parted = line.gap or _PLACE_AND_DAY.fullmatch(fold(printed[index - 1].text))
        if parted and (len(line.text) > _SHORT or marker(line.text)):
            return index
    return 0


def _opening(printed: list[Line]) -> int:
    """With neither addressees nor a title, the body opens at the first basis or item."""
    for index, line in enumerate(printed[:60]):
        if _BASIS.match(fold(line.text)) and len(line.text) > 40:
            return index
    for index, line in enumerate(printed[:60]):
        if re.match(r"[-–+*]\s|(?:\d{1,2}|[IVX]{1,4})\s?[.)\-]\s", line.text):
            return index
    return 0


def _dated_end(printed: list[Line]) -> int:
    """Where nothing else tells, the head reaches to its place and day ("Hòa An, ngày 17 tháng 7 năm 2018")."""
    near = enumerate(printed[:_TITLE_LINES])
    return next((i + 1 for i, line in near if _PLACE_AND_DAY.fullmatch(fold(line.text))), 0)

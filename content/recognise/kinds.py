"""What an item is: a theme to talk about, a day to commemorate, a duty or a way of communicating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from content.directive import DateMark, Kind
from content.folding import fold
from content.recognise.outline import Node
from content.recognise.tidy import Piece

_DUTY = re.compile(
    r"to chuc thuc hien|phan cong|nhiem vu cua|trach nhiem|che do bao cao|to chuc trien khai|"
    r"lich (?:phat|tiep am|truc|tuyen truyen)|nhiem vu truoc mat|"
    r"kinh phi|tien do|^(?:cac )?dot tuyen truyen|"
    r"^(?:cac )?hoat dong(?! (?:tuyen truyen|thong tin|cua|noi bat))|ne nep|khung gio"
)
_FIELD = re.compile(r"(?:cac )?hoat dong (?:van hoa|van nghe|the thao|the duc|du lich|kinh te|giao duc|y te|xa hoi)\b")
_FORM = re.compile(
    r"hinh thuc|phuong thuc(?: (?:tuyen truyen|truyen thong|thong tin|pho bien|thuc hien|to chuc|trien khai|tien hanh)|"
    r"\W*$|,| va )|kenh tuyen truyen|cach thuc tuyen truyen|bien phap tuyen truyen"
)
_THEMES = re.compile(
    r"noi dung|chu de|muc dich|yeu cau(?! doi voi)|thong diep|dinh huong|trong tam tuyen truyen|cac ngay le|de cuong|"
    r"tuyen truyen theo (?:thoi diem|su kien|dot)"
)
_CONTENT = re.compile(r"(?:cac )?noi dung(?: (?:trong tam|chu yeu|chinh|co ban))?\W*$")
_HEADING = re.compile(r"(?:ve )?(?:cac )?(?:noi dung|hinh thuc)\b[^.;:]{0,80}:?")
_CONTENT_LABEL = re.compile(r"(?:cac )?(?:noi dung|chu de)[^:.;]{0,40}:")
_AIMS = re.compile(r"(?:muc dich|yeu cau)(?:, yeu cau| va yeu cau)?$")
_DOING = re.compile(
    r"(?:treo|cang treo|phat|dang(?! ky)|to chuc|hoi nghi|"
    r"le (?:khai|be|phat dong|huong ung|ra quan|mit tinh|ky niem|chao|cong bo|trao|dang|don|tong ket|tuyen duong|"
    r"ra mat|ky|ton vinh|xuat quan|giao|thap|tuong niem|truy dieu)|"
    r"tuyen truyen (?:tren|qua|bang)|mo|ra quan|thoi gian|"
    r"bao cao)\b"
)
_WORK = re.compile(r"(?:cong tac|hoat dong) (?:tuyen truyen|truyen thong)\W*$|van dong nguon luc")
_SHOWN = re.compile(
    r"tuyen truyen (?:tren|qua|bang|thong qua)\b|"
    r"(?:to chuc |day manh |tang cuong )?(?:cac hoat dong |tuyen truyen,? )*(?:co dong )?truc quan\b"
)
_TOLD = re.compile(r"tuyen truyen (?:ve|phat trien|ky niem|ket qua)\b")
_RULES = re.compile(r"(?:the le|quy che|quy dinh)\b[^:]{0,40}\b(?:cuoc thi|hoi thi|giai|lien hoan)\b|the le\W*$")
_OF_DAYS = re.compile(r"\b(?:ky niem|ngay le)\b")
_DAY_NAMED = re.compile(r"(?:[\d/., -]{1,12}[:|–-] ?)?ngay ")
_MILESTONES = re.compile(r"\b(?:moc|su kien|ngay|dip) (?:ky niem|le lon|truyen thong|lich su)\b|\bcac ngay le\b")
_TALK = re.compile(
    r"(?:(?:tiep tuc|day manh|tang cuong|tap trung|chu trong|thong tin|viet tin)[ ,]*){0,4}"
    r"(?:tuyen truyen|thong tin|viet tin|quan triet|pho bien|gioi thieu|phan anh|ket qua|ky niem)\b"
)
_KEPT = re.compile(
    r"(?:(?:tuyen truyen|huong toi|chao mung|tien toi) ){0,2}(?:cac )?"
    r"(?:ngay ky niem|ky niem|ngay le)|(?:\d{1,4} nam |gio to|ngay truyen thong)"
)
_OPENS_THEMES = re.compile(
    r"(?:tuyen truyen|thong tin)(?:(?!thuc hien)[^.;()]){0,80}(?:\([^()]*\)[^.;]{0,60})?"
    r"(?:noi dung|chu de|van de)[^.;]{0,30}\bsau\b|"
    r"(?:noi dung|chu de|van de) (?:can )?(?:tuyen truyen|thong tin|truyen thong|phat)\b[^.;]{0,160}\bsau\b"
)


def opens_themes(opening: Iterable[Piece]) -> bool:
    """Say whether the words before the first item announce themes ("tuyên truyền các nội dung sau")."""
    return any(_OPENS_THEMES.search(fold(piece.text)) for piece in opening)


def kind_of(node: Node, dates: tuple[DateMark, ...], audiences: tuple[str, ...], *, themes: bool) -> Kind:
    """Return the kind: by the heading of its part, else by its first words and to whom it speaks."""
    own = fold(node.piece.text)
    titles = [fold(above.heading) for above in node.above()]
    if _is_headed(node):
        own, titles = fold(node.more[0].text), [own, *titles]
    kind = _of_titles([title for title in titles if not (themes and _FIELD.match(title))], own, audiences)
    if kind:
        return kind
    told = any("tuyen truyen" in title for title in titles[-1:]) or any(map(_TOLD.match, titles))
    if (
        titles
        and "noi dung" in titles[-1]
        and not told
        and not (themes and own.startswith("le "))
        and (_DOING.match(own) or _WORK.match(titles[0]))
    ):
        return "task"
    if _SHOWN.match(own):
        return "task"
    if any(_THEMES.search(title) for title in titles):
        kept = _is_kept(own, dates) or _is_one_of(titles, own, dates) or _is_milestone(titles, own)
        return "anniversary" if kept else "thematic"
    if audiences:
        return "task"
    if _is_kept(own, dates) or _is_one_of(titles, own, dates) or _is_milestone(titles, own):
        return "anniversary"
    themes = themes or bool(_TALK.match(own) and all(mark.role != "deadline" for mark in dates))
    return "thematic" if themes else "task"


def _is_headed(node: Node) -> bool:
    """Say whether an item is a part without items: a heading on a line of its own, of contents or forms, over prose."""
    own = fold(node.piece.text)
    return bool(node.more) and _HEADING.fullmatch(own) is not None


def _of_titles(titles: Sequence[str], own: str, audiences: tuple[str, ...]) -> Kind | None:
    """By the heading of its part; under one of contents and forms, "Nội dung: …" opens a theme."""
    if _CONTENT_LABEL.match(own) and any("noi dung" in title and _FORM.search(title) for title in titles):
        return "thematic"
    for title in takewhile(lambda title: not _CONTENT.match(title), titles):
        kind = _of_part(title)
        if kind:
            ours = audiences and _DUTY.search(title)
            return "task" if kind == "form" and (ours or any(map(_RULES.match, titles))) else kind
    return None


@lru_cache(maxsize=256)
def _of_part(title: str) -> Kind | None:
    """A heading is asked for each item under it."""
    if title.startswith(("khau hieu", "thong diep, khau hieu")) or (
        _FORM.search(title) and "bo sung noi dung" not in title
    ):
        return "form"
    if _AIMS.match(title):
        return "thematic"
    if _DUTY.search(title):
        return "task"
    return "regular" if "thuong xuyen" in title else None


def _is_one_of(titles: Sequence[str], own: str, dates: tuple[DateMark, ...]) -> bool:
    """Under a heading of commemorated days an item that opens with one is about it, whatever else it says."""
    kept = any(mark.role == "anniversary" for mark in dates)
    return kept and bool(titles and _OF_DAYS.search(titles[0])) and _DAY_NAMED.match(own) is not None


def _is_milestone(titles: Sequence[str], own: str) -> bool:
    """Under a heading of days kept, "56 năm thực hiện Di chúc" is one of them though it names no day."""
    return bool(titles and _MILESTONES.search(titles[0]) and _KEPT.match(own))


def _is_kept(own: str, dates: tuple[DateMark, ...]) -> bool:
    """An item about commemorated days: it says so at its beginning, or most of its dates are such."""
    kept = [mark for mark in dates if mark.role == "anniversary"]
    opens = any(fold(mark.text) in own.partition(";")[0] for mark in kept)
    if kept and ((opens and len(kept) * 2 > len(dates)) or _KEPT.match(own)):
        return True
    return bool(_KEPT.match(own)) and "ngay" in own[:60]

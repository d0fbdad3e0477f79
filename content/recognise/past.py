"""What is told as over: before the directive, in an earlier year, or done for a day that is kept."""

from __future__ import annotations

import re
from datetime import date

from content.folding import fold
from content.recognise.form import Dated, Frame
from content.recognise.surroundings import Surroundings, said, saying

COMING = re.compile(r"\b(?:se|du kien|de nghi|yeu cau|phai)\b")
_JUST_PAST = re.compile(
    r"[\s,)]*(?:am lich)?[\s,)]*(?:vua qua|vua roi|moi day|nam ngoai|nam truoc|da qua|"
    r"da (?:duoc )?(?:to chuc|dien ra|khep lai|ket thuc)(?! dang ky| nhan| chuan bi))\b"
)
_OVER_BY_THEN = re.compile(r"\)?\s?,?\s?(?:[a-z]{1,10}\s){1,6}da\s")
_DONE = re.compile(
    r"\bda (?:duoc )?(?:dien ra|to chuc|khai mac|be mac|ket thuc)(?: (?:thanh cong|trang trong|vao|trong))*\s$"
)
_WEEK_OVER = re.compile(r"\b(?:tuan|thang|quy) (?:vua )?(?:qua|truoc|roi)\s?\(?(?:tu )?$")
YEAR = re.compile(r"\b\d{4}\b")
PAUSE = re.compile(r"[,:(]")


def is_past(day: date, frame: Frame) -> bool:
    """Say whether a day was over when the directive was written.

    Where its own day is blank, that was after the day of the newest document it cites.
    """
    if frame.issued is not None or frame.floor is None:
        return frame.issued is not None and day < frame.issued
    return day < frame.floor or (day == frame.floor and day.day > 1)


def is_of_history(read: Dated, around: Surroundings) -> bool:
    """ "Ngày 13/8/1945 …. Ngày 19/8 khởi nghĩa thắng lợi ở Hà Nội": a day without its year told after one long past.

    Nothing of ours happens on it: no word around says so.
    """
    if read.shape not in ("day", "range") or read.timed or YEAR.search(around.own):
        return False
    clause = PAUSE.split(around.after.lstrip(" ),"), maxsplit=1)[0]
    ours = (
        saying(around.near + around.opening, read, 1) or said(around.near, ("handing-in",)) or saying(clause, read, 1)
    )
    return not ours and not COMING.search(fold(around.before + " " + around.after))


def is_long_past(read: Dated, around: Surroundings, frame: Frame, *, before: bool) -> bool:
    """Say whether what is told up to a date lies years back; one without its year says what the one `before` said."""
    if not YEAR.search(around.own):
        return before
    last = read.end or read.start
    return read.shape in ("day", "range", "until") and bool(last and last.year < frame.reference.year - 1)


def is_just_past(around: Surroundings) -> bool:
    """ "Từ ngày 10 đến ngày 20/8 âm lịch vừa qua", "tuần qua (04 - 10/11)", "Hồi 13 giờ ngày …" tell what is over."""
    near = fold(around.near)
    told = bool(around.in_brackets and _WEEK_OVER.search(near))
    told = told or bool(_DONE.search(near) and not YEAR.search(around.own))
    return bool(told or _JUST_PAST.match(fold(around.after[:40]))) or around.before.strip().lower() == "hồi"


def is_kept_before(read: Dated, around: Surroundings, frame: Frame) -> bool:
    """ "Kỷ niệm 77 năm … (27/7/1947 - 27/7/2024), tỉnh đã tặng …": a day that is over, and what was done for it."""
    over = read.shape == "anniversary" and read.end is not None and is_past(read.end, frame)
    return over and bool(_OVER_BY_THEN.match(fold(around.after)))


def is_told(around: Surroundings) -> bool:
    """Say whether the sentence tells of what is done."""
    return bool(said(around.before + " " + around.after, ("past",)))


def is_narrated(read: Dated, around: Surroundings, frame: Frame) -> bool:
    """Say whether a day is told of as past, or the words just after it are, where the directive's own day is blank."""
    last = read.end
    if frame.issued is not None or read.shape not in ("day", "range") or read.airing or last is None:
        return False
    if (frame.window_start and last > frame.window_start) or COMING.search(fold(around.before + " " + around.after)):
        return False
    return bool(said(around.near, ("past",)) or said(",".join(around.after.split(",")[:2]), ("past",)))

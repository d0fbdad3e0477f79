"""Whether something is due by a date: done, handed in or answered then, or its limit moved there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from content.directive import DateMark
from content.folding import fold
from content.recognise.cues import Hit
from content.recognise.form import Dated
from content.recognise.surroundings import Surroundings, letters, said, saying

_BESIDE = 15
_TAKEN_IN = re.compile(
    r"(?:(?<!tiếp )(?<!ghi )(?<!công )(?<!xác )(?<!giao )\bnhận\b(?! thức)|\bthu (?:hồ sơ|phiếu|bài|đơn)\b)"
    r"(?:\s[^\W\d]{1,12}){0,5}\s*$"
)
_QUOTED = re.compile(r"“[^“”]*”")
_HANDED, _LONGER = r"\b(?:nhận(?! (?:định|thức|diện|xét|thấy))|nộp|đăng ký|gửi|dự thi)\b", r"\b(?:gia hạn|kéo dài)\b"
_MOVED_LIMIT = re.compile(rf"{_LONGER}.{{0,120}}{_HANDED}|{_HANDED}.{{0,120}}{_LONGER}")
_EXTENDED = re.compile(r"\bgia hạn(?: thêm)?\s*$")
_STRIVEN = re.compile(r"\bphấn đấu\s*$")
_STRIVEN_TO_END = re.compile(r"\bphấn đấu (?:hoàn thành|hoàn tất|xong)\b[^.;:]{0,60}$")
_REST = re.compile(r"\b(?:vét|chốt|(?:thu|đóng|nộp)(?: (?:phí|tiền|bhyt))? (?:đợt|kỳ|học kỳ) \w{1,4})\s*$")
_LIMIT_AFTER = re.compile(
    r"\s*(?:\([^()]{0,20}\)\s*)?(?:la|:|-)\s*(?:thoi )?(?:han\b|diem cuoi|ngay (?:cuoi|het han|chot))"
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:ngay|han|thoi diem) (?:cuoi(?: cung)?|chot)\b[^.;:,]{0,80} la\s*$|\bchot(?: xong| vao)?\s*$"
)
_DUE_LABEL = re.compile(r"\W*(?:dang ky|gui|nop) [^:;.,]{3,60}:\s*(?:truoc |vao )?(?:ngay )?")
_PROVIDED_BY = re.compile(r"\bdo [^.;:,\d]{3,50} (?:cung cấp|gửi|biên soạn)(?: vào| trong)?\s*$")
_AT_ONCE = re.compile(r"\bngay trong (?:sáng |chiều |tối )?$")
_SENT_TO = re.compile(r"\b(?:gửi|nộp)\b[^.;:,]{0,60}\bvề\b[^.;:,]{2,60}$")
_REPORTED_THEN = re.compile(
    r"[,:]?\s(?:gui |nop )?bao cao (?:ket qua|tinh hinh|so ket|tong ket|tien do|so lieu|nhanh|ve |ubnd|len )"
)
_CLOSES = re.compile(r"\b(?:kết thúc|hết hạn|khóa sổ|đóng)\b")
_WITHIN_DAY = re.compile(r"\btrong (?:(?:sáng|chiều|tối|ngày|hôm) )*(?:(?:nay|mai) )?\(?$")
_SHUT_THEN = re.compile(
    r"[\s,)]*(?:thi|la|se) (?:(?:he thong|cong|phan mem) )?(?:khoa|dong|chot|het han|ngung nhan|dung nhan)\b"
)
_DONE_IN_WEEK = re.compile(r"\b(?:xong|hoàn thành|hoàn tất) trong (?:tuần(?: lễ)?|các ngày|những ngày)(?: này)? ?\(?$")
_END_OF_TAKING = re.compile(
    r"\b(?:kết thúc|hết|đóng|hạn|thời hạn) (?:thời (?:gian|hạn) )?(?:nhận|thu|nộp|gửi|đăng ký)(?! (?:thức|định))"
    r"(?: [^\W\d]{1,12}){0,6}\s*\(?$"
)
_THINGS = ("pa nô", "khẩu hiệu", "băng rôn", "cờ phướn", "áp phích", "banner")
_LASTS_ON = re.compile(
    r"\b(?:kéo dài|tiếp tục|gia hạn|mở cửa|phục vụ|miễn phí|thí điểm|áp dụng|sử dụng|có (?:hiệu lực|giá trị)|"
    r"thi đua|giữ|duy trì|hoạt động|từ (?:ngày|nay|khi|đầu|\d)|giảm|ưu đãi|khuyến mại|khuyến mãi|cấm|"
    r"tạm (?:dừng|ngừng))\b"
)
_CLOSED_OFF = re.compile(r"(?:^|[,;:])\s*(?:tổng kết|sơ kết|nghiệm thu)\b[^,;:]*$")
_REPORTED_TO = re.compile(
    r"\b(?:báo cáo|trình) (?:ubnd|ủy ban|hđnd|hội đồng nhân dân|thường trực|ban thường vụ|tỉnh ủy|"
    r"huyện ủy|bộ|sở|chính phủ)\b[^,;:\d]{0,40}$"
)
_ROUND = r"(?:(?:dot|lan|ky)\s(?:thu\s)?(?:\d{1,2}|[ivx]+|mot|hai|ba|tu|nhat|dau|cuoi)\b)?"
_TOLD_AGAIN = (
    r"(?:bao cao\s)?(?:\d{1,2} thang|quy (?:[ivx]+|\d)|ca nam|tong ket|so ket|so bo|chinh thuc|bo sung|lan cuoi)\b"
)
_NEXT_ROUND = re.compile(
    rf"[\s,;]*(?:va\s)?(?:(?=dot|lan|ky){_ROUND}|{_TOLD_AGAIN})"
    r"[\s:,(]*(?:[^()]{2,20}\)\s?:\s)?(?:vao|la|ngay)?[\s:]*"
)
_LISTED = re.compile(r"\)?\s?(?:,|;|va|, va)\s(?:ngay )?")
_ONE_DAY = re.compile(r"(?:ngay |mung |mong |ram |thu |chu nhat|\(?\d)")
_PARTY = r"(?:doi )?voi [^.;:,\d]{2,60}"
_PARTY_BEFORE = re.compile(rf"[^.;:\d]{{0,60}},\s(?:con |rieng )?{_PARTY}(?: la|:)\s")
_PARTY_AFTER = re.compile(rf"\s{_PARTY},\s(?:con |rieng |va )?")
_OTHER_OFFICE = re.compile(
    r",\s(?:còn |riêng )?(?:cấp|các|những|số|xã|phường|huyện|tỉnh|thôn|tổ|trường|ngành|sở|phòng|khối|nhóm|"
    r"đơn vị|chi|hội)\b"
    r"(?:\s[^\W\d]{1,8}){0,5}\s"
)
_ANY = ("event", "period", "handing-in", "past", "scope")
_LEADS_OVER = re.compile(rf"[\s:,(]*{_ROUND}[\s:,(]*(?:vao|trong|ngay|la|vao luc|luc|sang|chieu)?[\s:,(]*")


def is_handing_in(read: Dated, around: Surroundings) -> bool:
    """Say whether "until" a day is a limit for handing in, not a time of airing: the nearer cue says."""
    near = around.near.lower()
    if is_taking_in(near) or _MOVED_LIMIT.search(near) or _STRIVEN.search(near) or _REST.search(near):
        return True
    if is_shut_then(around):
        return True
    for words in (around.near, around.before):
        airing = last_end(_airing(words, read))
        handed = last_end(said(words, ("handing-in",)))
        if max(airing, handed) >= 0:
            return handed >= airing
    if (_EXTENDED.search(near) or around.own.lower().startswith("gia hạn")) and not saying(around.before, read, 1):
        return True
    asked = [hit.start for hit in said(around.after, ("handing-in",)) if hit.cue.strength >= 2]
    if asked and asked[0] < min((hit.start for hit in _airing(around.after, read)), default=len(around.after)):
        return True
    return read.precision == "day" and _is_work(read, around)


def _is_work(read: Dated, around: Surroundings) -> bool:
    """ "Kiểm tra giống tại các đại lý đến hết ngày …": work that neither happens nor is aired is done by then."""
    named = [hit.cue for hit in saying(around.before, read, 1)]
    lasts_on = _LASTS_ON.search(around.before.lower() + around.own.lower())
    return not lasts_on and all(cue.says == "period" and cue.shape == "range" for cue in named)


def is_taking_in(words: str) -> bool:
    """Say whether the words end with what is received ("nhận video dự thi")."""
    return bool(_TAKEN_IN.search(words.lower()))


def is_shut_then(around: Surroundings) -> bool:
    """ "Số liệu cập nhật đến 17h00 ngày 10/6 thì khóa": what is shut at the end of a time has its limit there."""
    return bool(_SHUT_THEN.match(fold(around.after)))


def is_striven_for(read: Dated, around: Surroundings) -> bool:
    """ "Phấn đấu đến hết ngày 30/6 có 100% …": a limit, unless it is the end of a year, which plans give to figures."""
    until = (
        read.shape == "until" and read.precision == "day" and read.end and (read.end.month, read.end.day) != (12, 31)
    )
    within = read.precision in ("month", "quarter") and bool(_STRIVEN_TO_END.search(around.near.lower()))
    return within or (bool(until) and bool(_STRIVEN.search(around.near.lower())))


def _airing(words: str, read: Dated) -> list[Hit]:
    """What only counts ("đợt 1") airs nothing."""
    return [hit for hit in saying(words, read, 2) if hit.cue.says == "period" and not hit.cue.words.endswith("#")]


def is_due(read: Dated, around: Surroundings) -> bool:
    """Say whether a duty is due by the date: it is to be done or handed in then, or its limit is moved there.

    What stands in quotes is a name ("Tháng đồng hành cùng người nộp thuế").
    """
    near = _QUOTED.sub(lambda quote: " " * len(quote.group()), around.near)
    if read.start != read.end:
        done = bool(_MOVED_LIMIT.search(near.lower()) or _DONE_IN_WEEK.search(near.lower()))
        return done or _is_done_within(read, around)
    reported = not letters(near) and _REPORTED_THEN.match(fold(around.after))
    if reported or _LIMIT_AFTER.match(fold(around.after)) or _LIMIT_BEFORE.search(fold(near)):
        return True
    if _DUE_LABEL.fullmatch(fold(near)) or _END_OF_TAKING.search(near.lower()):
        return True
    if _AT_ONCE.search(near.lower()) or (_SENT_TO.search(near.lower()) and not around.in_brackets):
        return True
    handed, told = said(near, ("handing-in",)), saying(near, read, 1)
    within = _WITHIN_DAY.search(near.lower())
    if not handed or (around.in_brackets and not within) or _PROVIDED_BY.search(near.lower()):
        return False
    if within and handed[-1].end > last_end(hit for hit in told if not _is_finished(near, handed[-1], hit)):
        return True
    if _LEADS_OVER.fullmatch(fold(near[handed[-1].end :])) or _CLOSES.search(near[handed[-1].end :].lower()):
        return True
    due = last_end(hit for hit in handed if hit.cue.strength >= 2)
    return due > last_end(hit for hit in told if not _is_reported(near, due, hit))


def last_end(hits: Iterable[Hit]) -> int:
    """Return where the last of the cues ends; -1 where there is none."""
    return max((hit.end for hit in hits), default=-1)


def _is_finished(near: str, done: Hit, hit: Hit) -> bool:
    """ "Hoàn thành trang trí trong ngày …": what stands right after is what is to be finished."""
    return done.cue.strength == 3 and near[done.end : hit.start].strip() in ("", "việc", "công tác")


def _is_reported(near: str, due: int, hit: Hit) -> bool:
    """ "Báo cáo kết quả tuyên truyền về UBND huyện vào ngày …": what is reported on is not what is done on the day."""
    named = hit.cue.says == "period" and hit.cue.strength == 1
    return named and near[:due].endswith("kết quả") and not near[due : hit.start].strip()


def is_next_limit(read: Dated, around: Surroundings, before: Sequence[DateMark]) -> bool:
    """ "Báo cáo đợt 1 ngày 15/11, đợt 2 ngày 30/11": what is counted on after a limit is a limit too.

    So is that of another party ("đối với tổ chức là 31/3, đối với cá nhân là 05/5"), and the month or quarter of
    another office ("cấp xã xong trước ngày …, cấp huyện trong quý I").
    """
    after_limit = bool(before) and before[-1].role == "deadline" and around.since > around.sentence[0]
    if read.precision in ("month", "quarter"):
        told = re.split(r"[,;]", around.after[:_BESIDE])[0]
        bare = _OTHER_OFFICE.fullmatch(around.near) and not said(around.near + told, _ANY)
        return after_limit and bool(bare) and fold(around.own).startswith("trong ")
    if read.shape != "day" or not before or before[-1].role != "deadline":
        return False
    if _NEXT_ROUND.fullmatch(fold(around.text[around.since : around.start])):
        return True
    if _is_listed_limit(around, before[-1].text):
        return True
    near, after = fold(around.near), fold(around.after)
    if _WITHIN_DAY.search(near) and _OTHER_OFFICE.match(around.near.lower()) and not saying(around.near, read, 1):
        return True
    of_party = _PARTY_BEFORE.fullmatch(near) or (after.startswith(" doi voi ") and _PARTY_AFTER.fullmatch(near))
    return after_limit and bool(of_party)


def _is_listed_limit(around: Surroundings, first: str) -> bool:
    """ "Báo cáo nhanh trong các ngày 30 Tết (28/01), mùng 2 Tết (30/01)": each day of the list is a limit."""
    beside = _LISTED.fullmatch(fold(around.text[around.since : around.start]))
    clause = re.split(r"[,;.]|\bvà\b", around.after.lstrip(" )"))[0]
    return bool(beside and _ONE_DAY.match(fold(first))) and not said(clause, _ANY)


def _is_done_within(read: Dated, around: Surroundings) -> bool:
    """Say whether something is to be finished, or summed up, in a month or a quarter: it is due at its end."""
    finished = [hit for hit in said(around.near, ("handing-in",)) if hit.cue.strength == 3]
    done = [hit.end for hit in finished]
    within = read.precision in ("month", "quarter") and fold(around.own).startswith("trong ")
    told = (hit for hit in saying(around.near, read, 1) if hit.cue.words not in _THINGS)
    told = (hit for hit in told if not (finished and _is_finished(around.near, finished[-1], hit)))
    named = last_end(told)
    if within and not around.near.strip(" ,–-"):
        first = next(iter(said(around.after, _ANY)), None)
        return first is not None and first.cue.says == "handing-in" and first.cue.strength == 3
    if within and any(told.search(around.near.lower()) for told in (_CLOSED_OFF, _REPORTED_TO, _SENT_TO)):
        return True
    return within and bool(done) and (done[-1] > named or "," not in around.near[done[-1] :])

"""What the words around a date make of it: an event, a time of airing, a commemoration, a limit.

What takes a date back (withdrawn.py) is asked before. The decision, in this order (docs/reader.md tells it at length):

1. a single day with a name just before it ("Ngày …", "kỷ niệm …") is a commemoration;
2. a day on which something is to be done or handed in is a deadline;
3. what a row or a label opens with ("Hội thi …: ngày …"), then the cue that governs the clause (treo, phát, diễn ra …)
   before the date, else just after it, unless a colon stands between them after a long stretch;
4. the cue that names something there (lễ hội, tập huấn …), the nearest; then those of the whole sentence;
5. a governing cue in the headings above, the nearest heading first;
6. a day or a few days with no cue at all are an event, a longer stretch is a period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from content.directive import Role
from content.folding import fold
from content.recognise.commemorations import is_commemoration
from content.recognise.cues import HAPPENING, Hit
from content.recognise.due import is_due, is_taking_in, last_end
from content.recognise.form import Dated
from content.recognise.surroundings import Surroundings, is_long, lasts, letters, said, saying

_AT_HOUR = re.compile(
    r"\W*(?:(?:[^\W\d]{1,8} ){0,4}“[^”]{1,120}”\W*)?(?:(?:trên|qua) (?:sóng|hệ thống|loa|đài)\b[^,;:\d]{0,60})?"
    r"(?:(?:vào|lúc|trong|khung giờ|và|\d{1,2}(?:h| giờ)\s?\d{0,2})\W*){0,4}"
)
_CLAUSE = re.compile(r"[,:;(]")
_LESSONS = ("tập huấn", "lớp tập huấn", "lớp", "bồi dưỡng")
_TWO_DAYS, _SHORT, _WEEKS, _NAME, _FAR = 2, 3, 45, 15, 240
_TOLD_OF = re.compile(r"\b(?:đưa tin|phản ánh|thông tin|giới thiệu)\b(?: [^\W\d]{1,12}){0,8} $", re.IGNORECASE)
_NEXT_CLAUSE = regex.compile(r",(?!\s\p{Lu})")
_SESSIONS = re.compile(r"\bcác buổi (?:sáng|trưa|chiều|tối) $", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\b0{1,2}\s?(?:gio|h|g|:)")
_CLOSED_WITH = re.compile(r"\bbế mạc\b|\bkhai mạc\b(?!\W*[\d/]+\W*$)|^\W*khai mạc\b")
_TIME_OF = re.compile(r"(?:^|[.;]\s)thoi gian\s?:\s?(?:tu|vao|trong|ngay)?\s*$")
_OPENS_HAPPENING = re.compile(rf"\W*{HAPPENING}\b", re.IGNORECASE)
_HAPPENING_LABEL = re.compile(
    rf"[“\"]?{HAPPENING}\b(?:(?!\bđợt\b)[^:;])*:(?: dự kiến| tổ chức| diễn ra| trong)*", re.IGNORECASE
)
_ROUND_OF = re.compile(rf"\bđợt (?:\d{{1,2}}|[ivx]{{1,4}}|đầu|thứ \w+),? (?:của )?{HAPPENING}\b")
_IN_ROUNDS = re.compile(
    rf"\W*{HAPPENING}\b(?! (?:bồi dưỡng|tập huấn|dạy|đào tạo))[^.;:]*\b(?:tổ chức|diễn ra|thi đấu|chia)\b"
    r"[^.;:]{0,30}\b(?:đợt|giai đoạn)\b[^.;:]{0,20}:",
    re.IGNORECASE,
)
_SHUT_ROAD = re.compile(
    r"\b(?:cấm (?:tất cả )?(?:các |toàn bộ |mọi |một số |nhiều )?(?:loại |tuyến )?"
    r"(?:xe|đường|phương tiện|lưu thông|đỗ|dừng)|"
    r"phân luồng|hạn chế (?:các |một số )?(?:loại )?(?:xe|phương tiện|lưu thông)|rào chắn|tạm dừng lưu thông)\b|\bcấm $"
)
_SESSION_ROUND = re.compile(
    r"\bkỳ họp\b(?:(?!\btuyên truyền\b)[^\n])*\bđợt (?:\d{1,2}|[ivx]{1,4}|đầu|cuối|thứ \w+)\W*"
    r"(?:(?:của kỳ họp|diễn ra|họp(?: trực tuyến| tập trung)?|dự kiến|bắt đầu|tiến hành|kéo dài)\W*)*$"
)
_CAMPAIGN_LABEL = re.compile(
    r"\W*(?:thời gian(?: tổ chức| thực hiện)?: )?(?:chiến dịch|(?:đợt )?cao điểm|"
    r"đợt(?! \d| [ivx]+\b| tập huấn| bồi dưỡng| diễn tập| thi\b)|"
    r"tuần lễ|tháng (?!\d|giêng|chạp)|phong trào|cuộc vận động|"
    r"thời gian (?:thu thập|điều tra|rà soát|kê khai|cập nhật))\b[^:;]*"
    r"(?::(?: (?:được )?(?:diễn ra|tổ chức|triển khai|thực hiện))?)?",
    re.IGNORECASE,
)
_ROUND_LABEL = re.compile(r"\W*(?:đợt|giai đoạn|bước)\s(?:thứ\s)?(?:\d{1,2}|[ivx]{1,4}|\w{3,4})\s?:", re.IGNORECASE)
_OPEN_TO_ALL = re.compile(r"(?:mở cửa|hoạt động|phục vụ|đón khách)\b")
_HELD = re.compile(r",|\b(?:tổ chức|mở|bắt đầu)\b")
_AGAIN = re.compile(r"\b(?:mở|hoạt động|đi|chạy|trở|cấp|phát) lại(?: bình thường)? $")
_OPEN_END = re.compile(r"[\s,(]*(?:cho )?(?:den|toi) khi\b")
_LAUNCHED = re.compile(
    r"\ble (?:phat dong|ra quan|mit tinh)(?: huong ung)?\W{1,2}(?:thang|tuan|chien dich|dot)\b[^.;:,]{0,90}$"
)
_LABEL = re.compile(r"\W*[^\W\d][^:.;\d]{2,60}:\W*(?:(?:từ|vào|trong|tuần|ngày)\W*){0,3}")


def of_one_day(read: Dated, around: Surroundings) -> Dated:
    """What happens from an hour of a day, with no end said, is of that day: "mít tinh từ 7 giờ 00 ngày …".

    A rule begins at midnight, and is of no one day, but not what the sentence opens with ("Bắn pháo hoa …"). What
    "bắt đầu" at an hour is of that day unless its words say that it is run.
    """
    if read.shape != "start" or not read.timed:
        return read
    day = replace(read, shape="day", end=read.start)
    words = around.before + around.opening
    if _AGAIN.search(around.near) or _OPEN_END.match(fold(around.after)):
        return read
    named = saying(words, day, 2) or saying(words, day, 1)
    if _MIDNIGHT.search(fold(around.own)) and not (named and not letters(words[: named[0].start])):
        return read
    if _OPENS_HAPPENING.match(words):
        return day
    if not named and "bắt đầu" in around.own.lower():
        return read if said(words or around.after, ("period",)) else day
    return day if named and named[-1].cue.says == "event" else read


def role_of(read: Dated, around: Surroundings) -> Role:
    """Return the role of a day or a stretch of days, by the cues around it."""
    if is_commemoration(read, around):
        return "anniversary"
    if read.airing:
        return "period"
    if is_due(read, around):
        return "deadline"
    if read.timed and read.start == read.end:
        return "period" if _is_broadcast(read, around) or _is_shut(read, around) else "event"
    return next(_roles(read, around), None) or _by_length(read)


def _is_broadcast(read: Dated, around: Surroundings) -> bool:
    """ "Phát vào 18h00 thứ Sáu, ngày 27/11": what is aired at an hour is aired, whatever it is."""
    said_last = saying(around.near, read, 2)[-1:]
    return any(
        (hit.cue.words.startswith("phát") and hit.cue.says == "period" and _AT_HOUR.fullmatch(around.near[hit.end :]))
        or (hit.cue.words in ("phát lại", "tiếp âm", "tiếp sóng") and "," not in around.near[hit.end :])
        for hit in said_last
    )


def _is_shut(read: Dated, around: Surroundings) -> bool:
    """ "Cấm xe tải qua cầu từ 16 giờ đến 21 giờ ngày …": the hours of a road that is closed are run."""
    shut = [m.end() for m in _SHUT_ROAD.finditer(around.near.lower())]
    return bool(shut) and not saying(around.near[shut[-1] :], read, 1) and "phục vụ" not in around.near[shut[-1] :]


def _roles(read: Dated, around: Surroundings) -> Iterator[Role]:
    """Yield what each place says, in the order in which the places count."""
    near, whole = around.near + around.opening, around.before
    after = "" if _is_phase(read, around) else around.after
    clause = _CLAUSE.split(after.lstrip(" ),"), maxsplit=1)[0]
    yield from _of_campaign(near, read)
    if _CLOSED_WITH.search(around.own):
        yield "event"
    yield from _of_row(near if letters(around.near) else whole, read)
    yield from _of_subject(around.near, read)
    if around.in_brackets:
        yield from _of_bracket(near, read)
    yield from _counted(near, read, around)
    yield from _nearest(near, read, 2)
    yield from _takes_place(around)
    yield from _handed_in(around.near, read)
    if _TIME_OF.search(fold(near)):
        yield from _nearest(around.titles.split("\n")[-1], read, 1)
    yield from _first(clause, read, 2)
    yield from _publicised(near, read, around)
    yield from _nearest(near, read, 1)
    yield from _first(clause if not letters(near) else "", read, 1)
    if around.near != whole:
        yield from _nearest(whole, read, 2)
    yield from _nearest(around.heading, read, 1 if _LABEL.fullmatch(near) else 2)
    if around.near != whole:
        yield from _nearest(whole, read, 1)
    yield from _first(after, read, 1)
    for title in reversed(around.titles.split("\n")):
        yield from _of_heading(title, read)
    if read.start != read.end and _SESSIONS.search(around.near):
        yield "period"


def _of_campaign(near: str, read: Dated) -> Iterator[Role]:
    """A month of action is run; "Lễ phát động Tháng hành động … trong tháng 5" is held on some day of that month."""
    if read.precision == "month" and _LAUNCHED.search(fold(near)):
        yield "event"
    yield from _nearest(near, read, 3)


def _takes_place(around: Surroundings) -> Iterator[Role]:
    """ "Tuần Văn hóa dự kiến diễn ra vào tháng 12/2024": the words of the date say that it happens.

    So do "dự kiến tổ chức", where nothing else is said to be done.
    """
    own = around.own.lower()
    planned = own.startswith("tổ chức") and around.near.rstrip().endswith("dự kiến")
    if own.startswith("diễn ra") or planned:
        yield "event"


def _publicised(near: str, read: Dated, around: Surroundings) -> Iterator[Role]:
    """ "Tuyên truyền về Lễ hội từ 05/11 đến 20/11": for long what is talked about is aired, what is named is its theme.

    Where it is held then, a comma, a bracket or "tổ chức" says so.
    """
    named = saying(near, read, 1)
    theme = _is_aired(named) and named[-1].cue.says == "event" and not _HELD.search(near[named[-1].start :])
    if theme and is_long(read) and around.bracket is None:
        yield "period"


def _is_aired(named: Iterable[Hit]) -> bool:
    """Say whether something is aired or hung up whatever its time; work only for a stretch is not."""
    return any(hit.cue.says == "period" and not hit.cue.shape for hit in named)


def _handed_in(near: str, read: Dated) -> Iterator[Role]:
    """ "Kỳ thi tuyển công chức: nộp phiếu dự tuyển từ … đến …": days for handing in are not those of what it is for.

    What is received, or only "đăng ký", takes four days and more.
    """
    several = lasts(read, _SHORT + 1)
    handed = last_end(
        hit for hit in said(near, ("handing-in",)) if hit.cue.strength == 2 or (several and hit.cue.strength < 3)
    )
    if several and is_taking_in(near.rstrip(" :")):
        handed = len(near)
    if lasts(read, 1) and not read.listed and handed > last_end(saying(near, read, 1)):
        yield "period"


def _is_phase(read: Dated, around: Surroundings) -> bool:
    """ "Từ 01/6 đến 15/7: tổ chức tập huấn, …" tells what is done in a long stretch, not what the stretch is."""
    return is_long(read) and not letters(around.before) and around.after.lstrip(" )").startswith(":")


def _of_row(near: str, read: Dated) -> Iterator[Role]:
    """What a cell before the date opens with is what the row is about: "Đêm giao lưu, chiếu phim | 19h30 ngày …"."""
    for cell in near.split(" | ")[:-1]:
        yield from (_role(hit) for hit in saying(cell, read, 1)[:1] if not cell[: hit.start].strip())


def _of_subject(near: str, read: Dated) -> Iterator[Role]:
    """ "Hội thi gói bánh, trang trí cây nêu: ngày …": a label with a happening in front is about that.

    A campaign that is what the sentence speaks of is run, even where it "diễn ra" or "được tổ chức". A fair that is
    open is the fair ("Hội sách mở cửa phục vụ bạn đọc từ …").
    """
    named = saying(near, read, 1)
    if _CAMPAIGN_LABEL.fullmatch(near.strip()) and read.precision in ("day", "week") and _by_length(read) == "period":
        yield "period"
    lessons = is_long(read) and near.strip().lower().startswith(("lớp", "các lớp", "khóa", "các khóa"))
    if lessons and read.precision == "day":
        yield "period"
    label = _HAPPENING_LABEL.match(near.strip())
    if label and label.end() == len(near.strip()) and not _is_for_weeks(read) and not lessons:
        yield "event"
    done = said(near, ("handing-in",)) or _is_aired(named)
    if label and not lasts(read, _SHORT) and not done:
        yield "event"
    opens = bool(named) and named[0].cue.says == "event" and not letters(near[: named[0].start])
    if opens and _OPEN_TO_ALL.match(named[-1].cue.words) and not _is_for_weeks(read):
        yield "event"


def _of_bracket(near: str, read: Dated) -> Iterator[Role]:
    """A day in brackets is that of the nearest name, a stretch of that of what is named before it, or of a round.

    "Đợt 2: phát lệnh gọi nhập ngũ (từ 06/01 đến 12/02)": a long round is run.
    """
    if read.start == read.end:
        if not _ends_in_count(near, read):
            yield from _nearest(near, read, 1)
        return
    yield from _by_name(near, read)
    if is_long(read) and _ROUND_LABEL.match(near):
        yield "period"


def _by_name(near: str, read: Dated) -> Iterator[Role]:
    """ "đưa tin về Ngày hội Văn hóa các dân tộc (từ …)": the days in brackets are those of the name before them."""
    named = saying(near, read, 1)
    if not named or named[-1].cue.says != "event" or said(near, ("occasion",)):
        return
    name = near[named[-1].start :]
    session = name.startswith("kỳ họp thứ")
    told = session or name[0].isupper() or _TOLD_OF.search(near[: named[-1].start])
    if told and (session or len(name) > _NAME) and not _NEXT_CLAUSE.search(name):
        yield "event"


def _ends_in_count(near: str, read: Dated) -> bool:
    """ "Đợt 1 các môn bơi, cờ vua (ngày 23/11)": what the nearest words say is only which one of several it is."""
    return any(hit.cue.words.endswith("#") for hit in saying(near, read, 1)[-1:])


def _counted(near: str, read: Dated, around: Surroundings) -> Iterator[Role]:
    """ "Đợt 1" only counts: what it is one of is named before it, in the sentence or a heading.

    A heading that only says when ("Thời gian, địa điểm") does not name what a long one is, nor a week of a contest; a
    round of lessons that takes three days and more is run; so is one that is given a month.
    """
    found = saying(near, read, 2)
    if read.precision == "month" and _ROUND_LABEL.match(near):
        yield "period"
    if found and found[-1].cue.words.endswith("#"):
        if _ROUND_OF.search(around.before.lower()) or _IN_ROUNDS.match(around.before) or _is_of_session(around):
            yield "event"
        strength = 1 if read.precision == "day" and not lasts(read, _TWO_DAYS) else 2
        named = [hit for words in (around.titles, around.before) for hit in saying(words, read, strength)]
        when = "thời gian" if is_long(read) or "cuộc thi" in around.titles.lower() else "#"
        told = (
            hit for hit in reversed(named) if not hit.cue.words.endswith("#") and not hit.cue.words.startswith(when)
        )
        told = (
            hit
            for hit in told
            if not (lasts(read, _SHORT) and (hit.cue.shape == "short" or hit.cue.words == "diễn ra"))
        )
        yield from (_role(hit) for hit in told if not (lasts(read, _TWO_DAYS) and hit.cue.words in _LESSONS))


def _is_of_session(around: Surroundings) -> bool:
    """ "Kỳ họp thứ 7; đợt 1 kết thúc ngày 08/6, đợt 2 từ ngày 17/6 đến …": the rounds of a session are it."""
    told = re.match(r"[^.;]*\bcủa kỳ họp\b", around.after)
    return bool(told or _SESSION_ROUND.search(around.text[max(0, around.start - _FAR) : around.start].lower()))


def _of_heading(title: str, read: Dated) -> Iterator[Role]:
    """A heading that names a limit makes a single day one ("Hạn nộp")."""
    limits = [hit.end for hit in said(title, ("handing-in",)) if hit.cue.strength >= 2]
    named = saying(title, read, 2)
    if limits and read.start == read.end and limits[-1] > last_end(named):
        yield "deadline"
    if not (named and is_long(read) and named[-1].cue.words.startswith("thời gian tổ chức")):
        yield from _nearest(title, read, 2)


def _by_length(read: Dated) -> Role:
    if read.start is None or read.end is None or read.precision != "day":
        return "period"
    return "event" if (read.end - read.start).days < _SHORT else "period"


def _nearest(words: str, read: Dated, strength: int) -> Iterator[Role]:
    found = [hit for hit in saying(words, read, strength) if hit.cue.strength > 1 or not _is_for_weeks(read)]
    if found:
        yield _role(found[-1])


def _is_for_weeks(read: Dated) -> bool:
    """What is only named ("gieo trồng cây") hardly happens for weeks on end."""
    return bool(read.start and read.end and read.precision != "quarter" and (read.end - read.start).days > _WEEKS)


def _first(words: str, read: Dated, strength: int) -> Iterator[Role]:
    """What the words after a date begin with says what it is; what is only an occasion ("và dịp mít tinh") does not."""
    found = [hit for hit in saying(words, read, strength) if not words[: hit.start].rstrip().endswith("dịp")]
    found = [hit for hit in found if hit.cue.strength > 1 or read.precision == "month" or not _is_for_weeks(read)]
    if found:
        yield _role(found[0])


def _role(hit: Hit) -> Role:
    return "event" if hit.cue.says == "event" else "period"

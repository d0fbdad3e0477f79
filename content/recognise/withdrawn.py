"""What takes a date back, so that it is nothing to air: another stands in its place, a target, a thing told as past."""

from __future__ import annotations

import re

from content.folding import fold
from content.recognise.cues import may_say
from content.recognise.due import is_shut_then, is_striven_for
from content.recognise.form import Dated, Frame
from content.recognise.past import COMING, PAUSE, YEAR, is_told
from content.recognise.surroundings import Surroundings, said, saying

_FEAST = re.compile(r"(?:ngày )?rằm tháng [^\d()]{3,8}\s?\(")
_BARE = ("tu ", "trong ", "ke tu", "tinh tu", "bat dau", "keo dai", "suot", "den ", "toi ")
_COUNTED_BY = re.compile(r"\s?,?[^,;:]{0,50}\b(?:đã|ghi nhận|đạt|mới có|có \d+|còn \d+|phát hiện|xảy ra|tăng|giảm)\b")
_COUNTED_THING = re.compile(
    r"(?:^|[.;:,])\s*(?:tong so|so (?:ca|vu|luot|luong|nguoi|ho)|doanh thu|san luong|luong khach)\b[^.;:,]*$"
)
_COUNTED_IN = re.compile(r"\s(?:la|dat|uoc dat|ghi nhan|xay ra)\s(?:tren |hon |khoang )?\d")
_VALID = re.compile(r"\b(?:co|con) gia tri(?: su dung)?(?: den| toi)?\s*$")
_USABLE = re.compile(r"\b(?:the|giay|ve|phu hieu|chung chi)\b[^.;,]{0,80}\bduoc (?:tiep tuc )?su dung\s*$")
_CARD_VALID = re.compile(r"\b(?:the|giay|ve|phu hieu|chung chi)\b[^.;]{0,80}\bco gia tri(?: su dung)?\s*$")
_CARD_EXPIRES = re.compile(
    r"\b(?:the|giay|phu hieu|chung chi|can cuoc|hop dong)\b[^.;:]{0,60}\bhet (?:han|hieu luc)(?: su dung)?\s*$"
)
_INSTEAD = re.compile(r"^[^.;()]{0,40}\bnghi bu\b")
_PUT_OFF = re.compile(
    r"[\s),]{0,4}(?:(?:duoc|se|nay|phai|da)\s){0,2}(?:lui|doi|chuyen|hoan)\s(?:(?:lai|lich|thoi gian|ngay)\s){0,2}"
    r"(?:sang|den|toi|vao|qua)\s(?=ngay|thu\b|chu nhat|tuan|thang|quy|nam|sang|chieu|dem|cuoi|dau|hom|\d|dip|sau|khi)"
)
_RESTS_ON = re.compile(r"\b(?:thuc hien|theo|can cu|tiep theo|tren co so|xet|tiep thu|trien khai)\s(?:\w+\s){0,2}$")
_OF_DOCUMENT = re.compile(
    r"\b(?:ban hanh|(?<!hoi nghi )(?<!cuoc hop )(?<!ky hop )(?<!trinh )thong qua|phe duyet|ky ban hanh)(?: vao)?\s*$|"
    r"\((?:da |duoc )*(?:dieu chinh|sua doi|bo sung)[^()]*$|\bhieu luc(?: thi hanh)?\s?\($|"
    r"\bhet hieu(?: luc(?: thi hanh)?)?\s*$"
)
_LISTED = re.compile(r",(?! (?:kỷ niệm|sự kiện)\b)|[:()|]")
_BRACKET = re.compile(r"\([^()]*\)")
_AIMED = re.compile(r"\bphan dau\b[^.;:]{0,60}\bdat\b[^.;:]{0,30}$")
_TERM = re.compile(r"\b(?:hoc ky|nam hoc|thoi gian|thoi han)(?: (?!tinh)[a-z]{1,12}){0,6}\s*$")
_BEFORE_IT = re.compile(r"\btruoc khi\s[^,;:()]{2,60}$")
"""What a target is to be reached before ("trước khi học sinh tựu trường (29/8)") has its own day in brackets."""
_WEATHER = re.compile(
    r"\s?,\s(?:(?:khu vuc|cac|vung|o|tai|tren|tinh|phia|toan)\s(?:[a-z]{1,10}\s){1,18}?)?"
    r"(?:thoi tiet|troi (?:mua|nang|ret)|nhiet do|trieu cuong|khong khi lanh|nang nong|ret dam|co mua|"
    r"mua (?:to|lon|dong)|gio (?:manh|giat|cap|bac)|bien dong|song (?:bien )?cao|"
    r"vi tri (?:trung )?tam|(?<!trung )tam (?:bao|ap thap) (?:cach|o|nam|vao|di|se)|(?:vung )?ap thap|con bao|bao so)\b"
)
_WEATHER_COMES = re.compile(
    r"\b(?:con bao|bao so \d{1,2}|ap thap nhiet doi|khong khi lanh|hoan luu bao)\b[^.;:()]{0,40}"
    r"\b(?:di vao|do bo|anh huong|suy yeu|manh len|tran ve)\b[^.;:]{0,80}$"
)
_WEATHER_LASTS = re.compile(
    r"\b(?:nắng nóng|rét|mưa|khô hạn|hạn hán|nắng hạn|xâm nhập mặn|triều cường|dông lốc|sương mù|không khí lạnh)\b"
    r"[^.;:]{0,60}\bkéo dài\b[^.;:,\d]{0,20}$"
)
_GOES_ON = re.compile(r"[\s,(]*(?:cho )?(?:den|toi) khi (?:co )?(?:thong bao|van ban|chi dao|huong dan)")
_WEATHER_NAMED = re.compile(
    r"\b(?:dot|tran|con) (?:mua|lu|bao|ret|nang nong|khong khi lanh|trieu cuong|ap thap)\b[^.;:,()\d]{0,25}$"
    r"|(?<!chong )(?<!voi )\b(?:ret (?:dam|hai)|mua (?:to|lon)|nang nong|gio manh)(?: dien rong)? $"
)
_DAY_OF_MONTH = re.compile(r"\s(?:[^\W\d]{1,8}\s){0,3}(?:thêm|bù|vào)\s(?:vào\s)?ngày\s\d{1,2}/(?P<m>\d{1,2})(?!\d)")
_FIGURES = re.compile(r"\(\s?(?:ket qua|so lieu|tinh|thong ke|thoi gian (?:lay|tinh|chot) so lieu)\b[^,;:]{0,120}$")
_REPORTED = re.compile(r"\bbao cao (?:ket qua|tinh hinh|cong tac|viec)\b[^,;:.]{0,120}$")
_SUMMED = re.compile(r"\btong hop (?:ket qua|so)\b[^;:.]{0,120}$")
_LATER_LIMIT = re.compile(r"\b(?:chậm nhất|muộn nhất|trước (?:ngày|\d))")
_TAKEN_DOWN = re.compile(r"(?:^|[.;:,]\s?)(?:ha|thao (?:do|go)|go bo|do bo|thu (?:don|hoi)|boc|xoa)\b[^.;:]{0,160}$")
_ARISEN = re.compile(r"\b(?:trỗ|phát sinh|phát hiện|sinh|gửi|nộp|cấp|ký|ban hành)\s*$")
_WHICHEVER, _REWARDED = re.compile(r"\bnào\b[^,;:.]*$"), re.compile(r"\s*(?:sẽ )?(?:được|thì)\b")
_HANDED_IN = re.compile(
    r"\bđã (?:gửi|nộp|đăng ký|hoàn thành|tham gia|đạt giải|dự thi)(?:\s[^\W\d]+){0,6}\s*$|"
    r"\bchưa(?: từng| hề)?(?: được)? (?:công bố|đoạt giải|đạt giải|xuất bản|phổ biến|đăng tải|phát sóng|dự thi)\s*$"
)
_PAPERS_HANDED = re.compile(r"\b(?:hồ sơ|đơn|giấy tờ)(?: đã)?(?: được)? (?:nộp|gửi|tiếp nhận)\s*$")
_HANDLED = re.compile(r"\s*(?:thì |được |vẫn |tiếp tục ){0,3}(?:giải quyết|xử lý|áp dụng|thực hiện) theo\b")
_SENT_BEFORE = re.compile(
    r"\b(?:nội dung|bài|tin|tài liệu|đề cương|công việc|nhiệm vụ) đã (?:được )?"
    r"(?:gửi|phát|đăng|nêu|cung cấp|thông báo|hướng dẫn|định hướng|triển khai|tuyên truyền)\s*$"
)
_SENT_FOR = re.compile(
    r"\b(?:gửi|nộp|cung cấp|đăng ký)\b[^.;:]{0,80}\bcho\s*$|\b(?:gửi|nộp) (?:tài liệu|tin,? bài|nội dung)[^.;:,]{0,40}$"
)
_AIRED_BEFORE = re.compile(r"\b(?:phát lại|pl)\s(?:[^\W\d]+\s){0,3}của\s(?:[^\W\d]+\s){0,5}$")
_KEPT_YEARLY = re.compile(r"\s?(?:hang|moi) nam (?:la|lam)\b")
"""What a decision names ("lấy từ 15 đến 22/5 hằng năm là Tuần lễ …") is not yet held."""
_BORN = re.compile(
    r"\b(?:qua đời|tử vong|(?:người|công dân|trẻ|trẻ em|nam|nữ|thanh niên) sinh)\s*(?:trong [^,;.]{0,20})?$"
)
_FORBIDDEN = re.compile(r"(?:^|[,;:])\s*(?:(?!cam kết)[^\W\d]+ ){0,8}không (?:được |nên )?(?:[^\W\d]+ ){1,6}$")
_NOW_IS = re.compile(r"\bnay (?:là|được|sẽ|gia hạn|lùi|chuyển|đổi|điều chỉnh|kéo dài)\b[^.;]{0,40}$")
_PAUSED_THEN = re.compile(r"\s(?:tam )?nghi(?=\s?[,;.)])")
_NO_SCHOOL = re.compile(r"\b(?:hoc sinh|sinh vien|giao vien|truong|cong chuc|nguoi lao dong|tet|le)\b")
_OLD_IS = re.compile(r"\W*(?:(?:la|vao|tu|ngay|den|het|truoc|luc|ket thuc|bat dau)\b\W*)*")
_OLD_TIME = re.compile(
    r"\W*(?:(?:day|do)\b\W*)?(?:(?:thoi gian|thoi han|thoi diem|han|ngay|lich|ke hoach|dot|moc)\b[^.;,()]{0,40})?"
)
_OLD = re.compile(r"\s*\((?:cũ|hạn cũ|thời hạn cũ|lịch cũ|trước đây)\)")
_ONLY_PLANNED = re.compile(
    r"\(\s?(?:du kien|theo ke hoach|thoi gian du kien)[ :]*(?:to chuc |dien ra |vao |tu |ngay )*"
)
_OF_YEAR = re.compile(r"(?:^|[,;(])\s*(?:riêng |trong |vào |tại )?năm (\d{4}|trước|ngoái|học trước)(?= |,|:)(?! khi)")
_NAMED_YEAR = re.compile(r"\bnăm (\d{4}) ?$")
_ANY_YEAR = re.compile(r"\bnăm (\d{4})\b")
_HELD = re.compile(
    r"\b(?:tổ chức|diễn ra|khai mạc|thi đấu|công diễn|khởi tranh)\b[^,;:.]{0,25}$|"
    r"\b(?:công bố|trao (?:giải|thưởng|tặng)|ra mắt|khai trương|tổng kết|sơ kết|khánh thành|"
    r"khởi công)\b[^,;:.]{0,25} vào dịp\s*$|\b(?:vào|trong)\s*$"
)
_PUT_OFF_AS_PLANNED = re.compile(
    r"\b(?:tạm dừng|tạm ngừng|dừng|hủy|hoãn)\b[^.;:,\d]{3,90}\b(?:dự kiến|theo kế hoạch)"
    r"(?: (?:được|sẽ|tổ chức|diễn ra|khai mạc|vào)){0,3}\s*$"
)
_SCOPE = ("scope",)
_TAKEN_BACK = ("void-after", "void-before", "called-off")
_GAP, _NEXT = 12, 3
_ON_WEEKDAY = re.compile(
    r"(?:(?:vào|lúc|trong|ngày|sáng|chiều|tối) ){0,3}(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b", re.IGNORECASE
)
_HELD_FOR = re.compile(
    r"(?:^|[.;:,])\s*(?:tổ chức )?(?:giải|hội (?:thi|thao|diễn|trại)|lễ|cuộc thi|đêm|chương trình|liên hoan)\b"
    r"[^.;:,()]{0,60}\b(?:mừng|hướng tới|nhân dịp|hưởng ứng)\b[^.;:,()]{0,60}$",
    re.IGNORECASE,
)


def is_void(around: Surroundings) -> bool:
    """Say whether the words take the date back: another stands in its place, or what was to happen does not."""
    rest = around.after
    if _is_quoted(around) or _OLD.match(rest.lower()) or _INSTEAD.match(fold(rest)) or _PUT_OFF.match(fold(rest)):
        return True
    if _PAUSED_THEN.match(fold(rest)) and not _NO_SCHOOL.search(fold(around.before)):
        return True
    if not may_say(around.text, _TAKEN_BACK):
        return False
    if _PUT_OFF_AS_PLANNED.search(around.near.lower()):
        return True
    return _is_replaced(around) or bool(said(_until_comma(rest), ("void-before",))) or _is_called_off(around)


def _is_quoted(around: Surroundings) -> bool:
    """A date in quotes is part of a name or a slogan."""
    if around.before.count('"') % 2 and '"' in around.after:
        return True
    return around.before.count("“") > around.before.count("”") and "”" in around.after


def _is_replaced(around: Surroundings) -> bool:
    """Say whether the words before the date make it the old one: "lùi đến ngày" has the new, "thay vì đến" the old."""
    level = _own_level(around)
    if _NOW_IS.search(around.near.lower()):
        return False
    words = said(level, ("void-after", "moved-to"))
    if not (words and words[-1].cue.says == "void-after"):
        return _is_told_as_replaced(around) or _is_named_off(around)
    done = around.own.lower().startswith(("xong", "hoàn thành"))
    if words[-1].cue.words.endswith(" cũ") and (done or not _OLD_IS.fullmatch(fold(level[words[-1].end :]))):
        return False
    moved = re.search(r"\b(?:sang|thành)\b", around.own)
    own = around.own if moved else re.split(r"\d", around.own, maxsplit=1)[0]
    return not said(own, ("moved-to",)) or (words[-1].cue.strength == 3 and not moved)


def _is_told_as_replaced(around: Surroundings) -> bool:
    """ "Thay cho thời gian đã thông báo (từ ngày …)": what stands before the bracket names its days."""
    if not around.in_brackets:
        return False
    before = around.text[around.sentence[0] : around.bracket]
    words = said(before, ("void-after", "moved-to"))
    if not (words and words[-1].cue.says == "void-after" and words[-1].cue.strength == 3):
        return False
    return bool(_OLD_TIME.fullmatch(fold(before[words[-1].end :])))


def _is_named_off(around: Surroundings) -> bool:
    """ "Tạm hoãn Hội thi tuyên truyền lưu động (từ ngày …)": the days are those of what does not take place."""
    if not around.in_brackets:
        return False
    before = around.text[around.sentence[0] : around.bracket]
    told = said(before, ("void-after", "moved-to"))
    return bool(told) and told[-1].cue.says == "void-after" and not PAUSE.search(before[told[-1].end :])


def _own_level(around: Surroundings) -> str:
    """The words before the date in its bracket, or in its sentence with brackets left out.

    A bracket that says nothing but "dự kiến" tells when what stands before it was to be.
    """
    if around.bracket is not None and not _ONLY_PLANNED.fullmatch(fold(around.text[around.bracket : around.start])):
        return around.text[around.bracket : around.start]
    return _unbracketed(around.before)


def _unbracketed(words: str) -> str:
    """The words with blanks for each bracket that is closed again, as long as they were."""
    return _BRACKET.sub(lambda found: " " * len(found.group()), words)


def _until_comma(words: str) -> str:
    comma = PAUSE.search(words)
    return words[: comma.start()] + words[comma.start() : comma.start() + 60] if comma else words


def _is_called_off(around: Surroundings) -> bool:
    """Say whether what was named before the date is said, right after it, not to take place."""
    rest = around.after.lstrip(" )")
    off = next(iter(said(rest[:40], ("called-off",))), None)
    named = said(around.near + around.opening, ("event",))
    return off is not None and bool(named) and off.start <= _GAP and "," not in rest[: off.start]


def is_scope(read: Dated, around: Surroundings) -> bool:
    """Say whether the date bounds figures, a target or a forecast, and is not something to air."""
    if _is_forecast(read, around) or (read.shape in ("range", "until") and _KEPT_YEARLY.match(fold(around.after))):
        return True
    if around.own.lower().startswith("vào"):
        return bool(_AIMED.search(fold(around.near)))
    if around.own.startswith("(") and _BEFORE_IT.search(fold(around.near)):
        return False
    if read.precision == "month" and _is_month_of_day(read, around):
        return True
    if _is_of_figures(read, around) or _is_reported(read, around):
        return True
    if (
        is_striven_for(read, around)
        or (read.shape == "until" and is_shut_then(around))
        or (read.shape == "deadline" and said(around.near, ("handing-in",)))
    ):
        return False
    return may_say(around.text, _SCOPE) and _is_told_to_bound(read, around)


def _is_told_to_bound(read: Dated, around: Surroundings) -> bool:
    """ "Tính đến ngày …", "tổng số từ đầu năm đến …": the words just before the date, or just after it, say so."""
    least = 2 if read.shape == "deadline" else 1
    own = around.own.split(" ", 1)[0] if read.shape == "until" else around.opening
    found = said(_LISTED.split(around.before[-70:].rstrip(" :"))[-1].rstrip() + f" {own}", ("scope",))
    if read.shape == "range" and (_is_aired(read, around) or _TERM.search(fold(around.near))):
        found = [hit for hit in found if hit.cue.words != "tính từ"]
    found += [hit for hit in said(around.after[:30], ("scope",)) if hit.start <= _NEXT and read.shape == "until"]
    coarse = read.precision in ("month", "quarter") and not _is_aired(read, around)
    return any(hit.cue.strength >= least and (hit.cue.shape == "" or coarse) for hit in found)


def _is_month_of_day(read: Dated, around: Surroundings) -> bool:
    """ "Trong tháng 8 tiếp thêm ngày 28/8": the month only says where its day falls."""
    day = _DAY_OF_MONTH.match(around.after)
    return day is not None and read.start is not None and int(day["m"]) == read.start.month


def _is_aired(read: Dated, around: Surroundings) -> bool:
    """ "Treo cờ chào mừng các ngày lễ trong tháng 12": the month is that of the flags."""
    return any(hit.cue.says == "period" for hit in saying(around.before, read, 2))


def _is_of_figures(read: Dated, around: Surroundings) -> bool:
    """ "(kết quả từ ngày … đến ngày …)": a stretch in brackets after what was counted in it."""
    if read.shape != "range" or around.bracket is None:
        return False
    return bool(_FIGURES.match(fold(around.text[around.bracket : around.start])))


def is_reported_on(read: Dated, around: Surroundings) -> bool:
    """ "Báo cáo kết quả Tết Trung thu ngày …": the day may be that of what is reported, or of the report."""
    return read.shape == "day" and not read.timed and bool(_REPORTED.search(fold(around.near)))


def has_later_limit(around: Surroundings) -> bool:
    """ "Báo cáo kết quả hưởng ứng Ngày Chủ nhật xanh 24/11 chậm nhất ngày 25/11": the limit stands after the day.

    That of another report does not ("… vào ngày 15/3 và báo cáo tổng kết trước ngày 10/5").
    """
    limit = _LATER_LIMIT.search(around.after.lower())
    return limit is not None and "báo cáo" not in around.after[: limit.start()].lower()


def is_taken_down(around: Surroundings) -> bool:
    """ "Hạ pa nô, đèn trang trí Quốc khánh 02/9": a day that only names what is taken down."""
    return bool(_TAKEN_DOWN.search(fold(around.before)))


def _is_reported(read: Dated, around: Surroundings) -> bool:
    """ "Trong 6 tháng đầu năm, toàn tỉnh đã …", "tổng hợp số tin, bài trong tháng 5": what was done in some months.

    So is that on which is reported: "báo cáo kết quả tuyên truyền tuần 45, 46".
    """
    if read.precision == "week":
        return bool(_REPORTED.search(fold(around.near)))
    if read.precision not in ("month", "quarter"):
        return False
    if _SUMMED.search(fold(around.near)):
        return True
    words = ",".join(around.after.split(",")[:2])
    return bool(said(words, ("past",))) and not (said(around.near, ("period", "event")) or COMING.search(fold(words)))


def _is_forecast(read: Dated, around: Surroundings) -> bool:
    """ "Theo dự báo, từ ngày …": what is foretold is nobody's duty, until something to do stands before the date."""
    if read.shape in ("day", "range", "start", "until") and _WEATHER.match(fold(around.after)):
        return True
    if read.shape == "day" and _WEATHER_COMES.search(fold(around.near)):
        return True
    if read.shape == "range" and _WEATHER_NAMED.search(fold(around.near)):
        return True
    if read.shape == "day" and around.near.rstrip().endswith("triều cường"):
        return True
    own = re.split(r"\d", around.own, maxsplit=1)[0]
    if read.shape in ("range", "until") and _WEATHER_LASTS.search((around.near + own).lower()):
        return True
    before = _unbracketed(around.before) if may_say(around.text, _SCOPE) else ""
    told = [hit.end for hit in said(before, _SCOPE) if hit.cue.strength == 3]
    return bool(told) and not saying(before[told[-1] :], read, 2)


def is_count(read: Dated, around: Surroundings) -> bool:
    """Say whether the clause opens with "until" a day to tell what was counted by then, or how long a card is valid."""
    until = read.shape == "until" or fold(around.before).rstrip().endswith((" den", " toi"))
    near = fold(around.near)
    if read.shape == "range" and _COUNTED_IN.match(fold(around.after)) and _COUNTED_THING.search(near):
        return True
    if (read.shape == "range" and _CARD_VALID.search(near)) or (until and _VALID.search(near)):
        return True
    if _CARD_EXPIRES.search(near):
        return True
    if until and _USABLE.search(fold(around.before)):
        return True
    if is_striven_for(read, around) and "hết" in around.own.lower():
        return False
    if not until or said(around.near, ("handing-in",)) or saying(around.near, read, 2):
        return False
    return bool(_COUNTED_BY.match(around.after.lower()))


def goes_on(around: Surroundings) -> bool:
    """ "Tạm dừng từ 13 giờ ngày 26/7 cho đến khi có thông báo mới": begun before, and not yet at its end."""
    return bool(_GOES_ON.match(fold(around.after))) and not is_told(around)


def is_condition(read: Dated, around: Surroundings) -> bool:
    """ "Người đã gửi bài trước ngày … được gửi bài thay thế": a limit that some have kept asks nothing of anybody.

    Nor does the time of what was sent before ("các nội dung đã gửi trong tuần 45") or is sent for it ("gửi tài liệu cho
    tuần 46"), nor a day before which something is not to be done ("không xuống giống trước ngày …"), or after which not
    ("không cho nghỉ phép sau ngày …"), nor one that tells which are meant ("hộ phát sinh sau ngày …", "người sinh từ …
    đến …"), what is aired again ("phát lại của ngày …") or who wins ("tổ nào xong trước ngày … được thưởng").
    """
    near = around.near.lower()
    if _PAPERS_HANDED.search(near) and _HANDLED.match(around.after.lower()):
        return True
    if read.shape == "start" and around.own.lower().startswith("sau "):
        return bool(_FORBIDDEN.search(near) or _ARISEN.search(near))
    if read.shape == "range" and _BORN.search(near):
        return True
    if read.shape != "deadline":
        sent = read.precision == "week" and _SENT_FOR.search(near)
        return bool(sent or _SENT_BEFORE.search(near) or _AIRED_BEFORE.search(near))
    done = said(around.near, ("handing-in",)) or around.own.lower().startswith("xong")
    if _WHICHEVER.search(near) and _REWARDED.match(around.after.lower()):
        return True
    forbidden = _FORBIDDEN.search(near) and not done
    return bool(forbidden or _SENT_BEFORE.search(near) or _HANDED_IN.search(near))


def is_of_earlier_year(around: Surroundings, frame: Frame) -> bool:
    """ "Năm 2017, từ ngày 10/3 đến ngày 13/3 …": days told of a year before that of the directive."""
    words = _own_level(around).lower()
    named = _NAMED_YEAR.search(around.text[: around.bracket]) if around.bracket is not None else None
    if named and int(named[1]) < frame.reference.year and not YEAR.search(around.own):
        return True
    found = next(iter(reversed(list(_OF_YEAR.finditer(words)))), None)
    if found is None or YEAR.search(around.own) or _ANY_YEAR.search(words, found.end()):
        return False
    return not found[1].isdigit() or int(found[1]) < frame.reference.year


def is_cited(read: Dated, around: Surroundings) -> bool:
    """Say whether a day is likely that of a document, a meeting or an order that a duty rests on.

    It is the one on which a text was passed or changed, or a day in the words that name the ground of what is asked
    ("Thực hiện ý kiến chỉ đạo … tại cuộc họp ngày …"), where nothing of ours happens on it.
    """
    if read.shape != "day" or around.own.lower().startswith(("từ", "vào")):
        return False
    before = fold(around.before)
    return bool(_OF_DOCUMENT.search(before)) or any(
        _RESTS_ON.search(before[: hit.start])
        and "," not in before[hit.end :].rstrip(" ,")
        and not saying(around.before[hit.end :], read, 2)
        for hit in said(around.before, ("basis",))
    )


def is_held_for(around: Surroundings) -> bool:
    """ "Giải Cờ tướng mừng Quốc khánh ngày Chủ nhật, 30/8": a day of the week is that of what is held for the day."""
    held = not around.in_brackets and _ON_WEEKDAY.match(around.own)
    return bool(held and _HELD_FOR.search(around.before))


def is_occasion(read: Dated, around: Surroundings) -> bool:
    """Say whether the day only names an occasion ("dịp 30/4 và 01/5") that something else is timed by."""
    if is_held_for(around) or (read.lunar and _FEAST.match(around.own.lower())):
        return False
    if read.shape not in ("day", "range") or read.timed or fold(around.own.lstrip("(")).startswith(_BARE):
        return False
    words = re.split(r"[:()|]", around.before[-70:])[-1]
    told = said(words, ("occasion",))
    if not told or _HELD.search(words.lower()):
        return False
    named = words[told[-1].end :]
    held = around.own.lower().startswith("vào ") and said(named, ("event",))
    if held or named.lstrip().startswith(("tại ", "ở ")):
        return False
    return not _is_its_own(around, named) and not _is_other_clause(read, named)


def _is_other_clause(read: Dated, named: str) -> bool:
    """ "Dịp nghỉ lễ 2/9 vẫn phát, chỉ tạm dừng sáng 02/9": what a later clause airs or stops has its day."""
    clause = named.rpartition(",")[2] if "," in named else ""
    return any(hit.cue.says == "period" for hit in saying(clause, read, 2))


def _is_its_own(around: Surroundings, named: str) -> bool:
    """ "Nhân dịp Lễ hội Óoc Om Bóc (từ …)": the days in brackets are those of the festival itself."""
    happening = said(named, ("event",)) if around.in_brackets else []
    return bool(happening) and not named[: happening[0].start].strip() and named.lstrip()[0].isupper()

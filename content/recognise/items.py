"""From a leaf of the outline to an item: its kind, to whom, through what, in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import sub

import regex

from content.directive import Kind, Span
from content.folding import fold
from content.recognise.markers import ARTICLE, DASH, LETTER
from content.recognise.names import as_name
from content.recognise.outline import Node, opens_slogans
from content.recognise.rows import provider_cell, unit_cell
from content.recognise.tidy import Piece
from content.recognise.titles import STOP
from content.vocabulary import channels_in, duty_in, unit_heads

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"”“)]{3,300}")
_QUOTE = re.compile(r"“(?P<a>(?:[^“”]|“[^“”]{0,200}”){3,400})”|\"(?P<b>[^\"]{3,400})\"|«(?P<c>[^«»]{3,400})»")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SLOGAN = re.compile(r"\b(?:khau hieu|thong diep)\b")
_SLOGAN_PART = re.compile(r"(?:cac |noi dung |mot so )?(?:khau hieu|thong diep)\b")
_ARE_SLOGANS = re.compile(r"\b(?:khau hieu|thong diep)(?: sau| sau day)?\s?:$")
_NO_SLOGAN = re.compile(
    r"\b(?:chu de|phong trao|phuong cham|chuyen muc|chuyen trang|cuoc thi|cuoc van dong|chuong trinh|giai|hoi thi|"
    r"de an|du an|mo hinh|tieu de)\b"
)
_NAMED_SLOGAN = re.compile(
    r"\bkhau hieu(?: tuyen truyen| co dong| truc quan)*\s?(?:nhu sau\s?)?:\s*"
    r"(?!bat dau\b|(?:tu|den|trong) (?:ngay|nay|het|\d))"
)
_PROVIDERS = regex.compile(
    r"(?:(?:Đơn vị|Cơ quan|Đầu mối)\s(?:phối hợp\s)?cung cấp(?: (?:thông tin|nội dung|tài liệu))?|"
    r"(?<!^)(?:Đơn vị|Cơ quan)\s(?:chủ trì|thực hiện|phụ trách)|"
    r"\bCung cấp (?:thông tin|nội dung|tài liệu))\s?:\s*(?P<names>[^.\n]{3,400})"
    r"|(?:^|\n|(?<=[.;])\s)\(?Nguồn(?: tin| thông tin| tài liệu| cung cấp)?\s?:\s*(?P<names>[^.\n]{3,400})"
    r"|\((?P<names>[^()\n]{3,200}) cung cấp (?:thông tin|nội dung|tài liệu|tin)\s?\)\.?$"
    r"|(?:^|\n|(?<=[.;])\s)\(?(?:Thông tin|Nội dung|Tài liệu) do (?P<names>[^.:\n]{3,200}) cung cấp(?=[.;)]|$)"
)
"""Who leads ("Đơn vị chủ trì: …") counts after what is led: an item of its own that says it provides nothing."""
_MAY_PROVIDE = re.compile(
    r"(?:Đơn vị|Cơ quan|Đầu mối|Cung cấp|Nguồn)[^\n:]{0,40}:| do [^\n]* cung cấp| cung cấp [^\n()]{3,9}\)"
)
_SCANNED = re.compile(r"(?<!chủ trì)(?<!phối hợp):(?=\s[A-ZĐ])")
"""A semicolon between two names, as a scanner may leave it."""
_ASIDE = re.compile(r"^(?:phối hợp|chủ trì)\s?:\s*|\s\([^()]*\)$")
_TRADE = r"(?<!nghiệp )(?<!công ty )(?<!cơ sở )(?<!hộ )(?<!tác xã )"
_VERBS = (
    "biên soạn|xây dựng|duy trì|chỉ đạo|chủ trì|phối hợp|tổ chức|tham mưu|hướng dẫn|triển khai|thực hiện|"
    "đẩy mạnh|tăng cường|có trách nhiệm|"
    r"tiếp tục|theo dõi|kiểm tra|cung cấp|đăng|phát(?! thanh[,\s–-]{1,3}truyền hình)|tuyên truyền(?! viên)|thông báo|"
    "báo cáo(?! viên)|gửi|căn cứ|"
    "chủ động|bố trí|ưu tiên|mở|đưa tin|tập trung|"
    "(?<![Tt]hường )trực(?! thuộc)|bảo đảm|đảm bảo|tiếp âm|tiếp sóng|treo|rà soát|nghiêm|kịp thời|"
    "(?<!iáo dục )thường xuyên|"
    "quán triệt|phổ biến|"
    "quan tâm|cử|vận động|đôn đốc|lồng ghép|tăng|dành|hỗ trợ|tạo điều kiện|phân công|nghiên cứu|đề xuất|lựa chọn|"
    "cập nhật|chia sẻ|theo|sử dụng|thiết kế|chịu trách nhiệm|cần|phải|thống kê|"
    "(?<!điện tử )(?<!ịch vụ )tổng hợp|niêm yết|"
    f"nhắc nhở|huy động|{_TRADE}khai thác|tham gia|phản ánh|giới thiệu|nắm|đấu tranh|{_TRADE}xử lý|tháo dỡ|"
    f"chuẩn bị|giám sát|đánh giá|viết|lập|(?<!ây )dựng|dự(?! án| toán| báo| thảo| phòng| trữ)|{_TRADE}lắp đặt|"
    "(?<!ồng )thẩm định|cân đối|tiếp nhận|tuần tra|vận hành|khảo sát|"
    "trang trí|cấp phát|công bố|ban hành|họp|phân luồng|bảo vệ(?! thực vật| rừng| môi trường| người)"
)
_NO_VERB = r"(?<![Cc]ác)(?<!cơ quan,)(?<!bầu)(?<!ứng)(?<!đề)"
_VERB = re.compile(rf"{_NO_VERB}\s(?:{_VERBS})(?:[\s,]|$)")
_NO_UNIT = (
    r"\s(?:chức|hành|nghị|thảo|kết|cáo|hợp(?!\s\w+\sxã)|cháy|ngừa|chống|chợ|thi\b|diễn|dẫn|vận|dung|thuật|"
    r"viên|hội\b|quan trọng|chí\s(?:[-–&]\s?|và\s)?[Xx]uất bản)|,\s?chống"
)
_OPENING = 30
_LONGEST_SLOGAN = 160
_GAP = 40
_ONE_OFFICE = re.compile(
    r"^\s*Báo\s*$|\bKhối (?:các )?[Cc]ơ quan$|"
    r"\bVăn phòng (?:HĐND|Hội đồng nhân dân|Đoàn (?:ĐBQH|[Đđ]ại biểu Quốc hội))$"
)
"""What goes on after "và": "Báo và Đài Phát thanh", "Khối Cơ quan và Doanh nghiệp", "Đoàn ĐBQH và HĐND"."""
_JOINT = re.compile(r",\s+(?:và\s+)?|\s+và\s+")
_BARE_HEADING = re.compile(r"[^.;:\d]{3,60}")
_COLON = re.compile(r":(?=\s|$)")
_LONGEST_OFFICE, _SENTENCE = 120, re.compile(r"[.;:\d]")
_OF_ALL = re.compile(r"(?:Các|Những)\s.{2,60}\s(?:liên quan|có liên quan|khác)$", re.IGNORECASE)
"""A heading that names nobody ("Các sở, ngành liên quan") gives way to the office that an item opens with."""
_SPOKEN = re.compile(r"(?<!đài )(?<!truyền hình, )\bphát thanh\b(?!(?:,| và| -| –|) truyền hình)")
_COMMUNE = re.compile(r"\b(?:xã|phường|thị trấn)\b(?! hội)")
_CLOSING = 4
_CLOSE = re.compile(r"\s?\.\s?/\s?\.?$")
_IN_ORDER = re.compile(r"^(?:\w{2,4} là|[Tt]hứ \w{2,4})\s?[,:]\s+(?=[^\W\d_])")
_TO = re.compile(
    r"^(?:[^,;:.]{3,80}\s(?:đề nghị|yêu cầu)|định kỳ,|đề nghị|đối với|giao|yêu cầu|đồng thời)\s+", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    heads = "|".join(re.escape(head) for head in unit_heads())
    return re.compile(rf"(?:Các\s|các\s)?(?!Khoa học|khoa học)(?:{heads}|{heads.lower()})(?!\w|{_NO_UNIT})")


def is_unit(text: str) -> bool:
    """Say whether words begin with the name of an office or a group."""
    return bool(_unit().match(text))


def is_bare(node: Node) -> bool:
    """Say whether a leaf is headed by the name of an office alone ("2/ UBND các xã"), and goes on below it."""
    head = node.piece.text
    alone = bool(node.more) and not node.children and len(head) <= _LONGEST_OFFICE and not _SENTENCE.search(head)
    return alone and is_unit(head) and not _VERB.search(head)


def audiences_of(node: Node) -> tuple[str, ...]:
    """Return to whom an item speaks: the office in its row or that it opens with, else that of the nearest heading."""
    in_row = _offices_of(unit_cell, node)
    if in_row:
        return in_row
    for one in (node, *node.above()):
        named = _addressed(one.piece.text, heading=bool(one.children) or is_bare(one))
        if named and one is not node and all(map(_OF_ALL.match, named)) and not node.more:
            named = _addressed(node.piece.text, heading=False, run_on=True) or named
        if named and one is node and node.level >= DASH:
            return tuple(dict.fromkeys([*named, *(audiences_of(node.parent) if node.parent else ())]))
        if named:
            return named
    first = node.more[0] if node.more and _BARE_HEADING.fullmatch(node.piece.text) else node.piece
    return _addressed(first.text, heading=False, run_on=True)


@lru_cache(maxsize=256)
def _addressed(text: str, *, heading: bool, run_on: bool = False) -> tuple[str, ...]:
    """Return the offices a paragraph opens with, before a colon; a `run_on` sentence names them before its verb.

    A heading is asked for each item under it.
    """
    text = _TO.sub("", _IN_ORDER.sub("", as_name(text) if heading and text == text.upper() else text))
    found = _COLON.search(text[:320])
    head, colon = text[: found.start() if found else 320], found is not None
    if not is_unit(head) or not (colon or heading or run_on):
        return ()
    verb = _VERB.search(head)
    if run_on and not verb:
        return ()
    name = head[: verb.start()] if verb else head
    if run_on and (stop := STOP.search(name)):
        name = name[: stop.start()]
    if len(name) > 250:
        return ()
    return tuple(part.strip(" .,;") for part in _names(name) if part.strip(" .,;"))


def _names(text: str) -> Iterator[str]:
    """Split a list of offices at semicolons, and at a comma or "và" before the name of another."""
    for part in text.split(";"):
        start = 0
        for gap in _JOINT.finditer(part):
            if _ONE_OFFICE.search(part[start : gap.start()]):
                continue
            if is_unit(part[gap.end() :]) and (part[gap.end()].isupper() or part.startswith("các", gap.end())):
                yield part[start : gap.start()]
                start = gap.end()
        yield part[start:]


def providers_of(node: Node) -> tuple[str, ...]:
    """Return the offices named in a provider line; after the last of several letters or dashes it is the heading's."""
    own = _provided(node.whole.text) or _offices_of(provider_cell, node)
    if not own or node.level < LETTER or node.parent is None or _provided(node.piece.text):
        return own
    if node is not node.parent.children[-1]:
        return own
    others = node.parent.children[:-1]
    return own if not others or any(_provided(one.whole.text) for one in others) else ()


def _offices_of(cell_of: Callable[[str, tuple[str, ...]], str], node: Node) -> tuple[str, ...]:
    """Return the offices in a cell of a row; none where the node is no row, or the cell names no office."""
    cell = cell_of(node.piece.text, node.columns) if node.columns else ""
    return tuple(part.strip(" .,;") for part in _names(cell)) if is_unit(cell) else ()


def _provided(text: str) -> tuple[str, ...]:
    """ "Đơn vị cung cấp thông tin: Sở Y tế; Tỉnh đoàn", "(Nguồn: Sở Nội vụ)": the source is an office."""
    found = _PROVIDERS.search(text) if _MAY_PROVIDE.search(text) else None
    if not found:
        return ()
    words = found["names"]
    words = words.rstrip(" )") if words.count(")") > words.count("(") else words
    if "Nguồn" in found.group() and not is_unit(words):
        return ()
    names = (_ASIDE.sub("", name.strip(" .,;")) for name in _names(_SCANNED.sub(";", words)))
    return tuple(name for name in names if name)


def links_of(text: str) -> tuple[str, ...]:
    """Return the addresses on the net, each once."""
    return tuple(dict.fromkeys(found.group().rstrip(".,;:!?…") for found in _LINK.finditer(text)))


def slogans_of(node: Node) -> list[tuple[int, int]]:
    """Return where in the node's words its slogans stand: quoted, and called a slogan or a message."""
    text = node.whole.text
    folded = fold(text)
    above = [fold(one.piece.text) for one in node.above()]
    called = any(_SLOGAN_PART.match(words) for words in above) or bool(above and _ARE_SLOGANS.search(above[0]))
    if not called and "khau hieu" not in folded and "thong diep" not in folded:
        return []
    spans: list[tuple[int, int]] = []
    for quote in _QUOTE.finditer(text):
        name = next(n for n in "abc" if quote[n] is not None)
        follows = (
            spans
            and not text[spans[-1][1] : quote.start()].strip(' ”"»;,.-')
            and "\n" not in text[spans[-1][1] : quote.start()]
        )
        if (called and not _is_within_slogan(text, quote)) or follows or _is_called(folded, quote.start()):
            spans.append(quote.span(name))
    if called and not spans and not node.children:
        return [(0, len(node.piece.text.rstrip(" .;")))]
    if not spans:
        spans = list(_listed(node))
    bare = _NAMED_SLOGAN.search(folded) if "khau hieu" in folded else None
    if bare and text[bare.end() : bare.end() + 1].isupper():
        stop = re.search(r"[.;](?=\s|$)", text[bare.end() :])
        end = bare.end() + stop.start() if stop else len(text)
        spans = [span for span in spans if span[1] <= bare.start() or span[0] >= end] + [(bare.end(), end)]
    return sorted(spans)


def _is_within_slogan(text: str, quote: re.Match[str]) -> bool:
    """ "Phát huy truyền thống “Miền Đông anh dũng”, xây dựng tỉnh giàu đẹp!": a slogan may quote within itself."""
    before, after = text[: quote.start()].rstrip(), text[quote.end() :]
    told = "khau hieu" in fold(before) or "thong diep" in fold(before)
    return before[-1:].isalpha() and after[:1] in (" ", ",") and after.rstrip().endswith("!") and not told


def _listed(node: Node) -> Iterator[Span]:
    """Yield the lines under "Khẩu hiệu tuyên truyền:" within an item, up to who provides them."""
    start, listed = len(node.piece.text) + 1, False
    for piece in node.more:
        words = piece.text.rstrip(" .;,")
        if listed and (len(words) > _LONGEST_SLOGAN or words.endswith(":") or _provided(piece.text)):
            return
        if listed and words:
            yield start, start + len(words)
        listed = listed or opens_slogans(piece.text)
        start += len(piece.text) + 1


def _is_called(folded: str, start: int) -> bool:
    """The nearest name before a quote, back to the last full stop, says what it is."""
    begin = max(folded.rfind(". ", 0, start), folded.rfind("; ", 0, start), 0)
    before = _QUOTED.sub(" ", folded[begin:start])
    called = max((m.end() for m in _SLOGAN.finditer(before)), default=-1)
    other = max((m.end() for m in _NO_SLOGAN.finditer(before)), default=-1)
    return called > other


def channels_of(node: Node, audiences: tuple[str, ...], subject: str | None) -> tuple[str, ...]:
    """Return the channels named in the item, in the headings just above, or by whom it speaks to.

    What is only said to be broadcast goes through what the directive is about.
    """
    parents = [n.piece.text for n in node.above() if n.level >= ARTICLE]
    own = ("loa xã",) if _is_communes(node.whole.text, audiences) else ()
    named = channels_in(node.whole.text, *parents[:2], *audiences, *own)
    return named or (channels_in(subject or "") if duty_in(node.whole.text) == "broadcast" else ())


def _is_communes(text: str, audiences: tuple[str, ...]) -> bool:
    """ "UBND các xã, phường: duy trì phát thanh 3 buổi mỗi ngày": a commune speaks through its loudspeakers."""
    spoken = "phát thanh" in text and _SPOKEN.search(text)
    return bool(spoken) and any(_COMMUNE.search(name) for name in audiences)


def duty_of(node: Node, kind: Kind, audiences: tuple[str, ...]) -> str | None:
    """Return what is asked for: in a theme only where the words begin with it."""
    text = node.whole.text
    for name in audiences:
        text = text.replace(name, " ", 1)
    if kind in ("task", "form"):
        return duty_in(text) or next((duty for n in node.above() if (duty := duty_in(n.piece.text))), None)
    return duty_in(text[:_OPENING])


def spans_of(node: Node) -> tuple[Span, ...]:
    """Return the pieces of the source a node was joined from: a gap of a footnote or page number parts them."""
    spans: list[Span] = []
    for piece in (node.piece, *node.more):
        spans.extend(_pieces(piece))
    return tuple(spans)


def _pieces(piece: Piece) -> Iterator[Span]:
    """Where hardly more letters stand in the source than here, there is no gap."""
    first, last = piece.span()
    if last - first < len(piece.text) + _GAP - 10:
        yield first, last
        return
    start = 0
    for index, gap in enumerate(map(sub, piece.places[1:], piece.places), 1):
        if gap > _GAP:
            yield piece.span(start, index)
            start = index
    yield piece.span(start)


def words(node: Node) -> str:
    """Return the item's own words, without the signs that close a directive."""
    own = "\n".join(piece.text for piece in (node.piece, *node.more) if piece.text)
    return (_CLOSE.sub(".", own) if "/" in own[-_CLOSING:] else own).strip()

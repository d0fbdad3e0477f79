"""The numbered body: which paragraphs are headings, which are leaves, and the path to each leaf."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from content.folding import fold
from content.recognise.markers import ARTICLE, DASH, DECIMAL, LETTER, NUMBER, ROW, Marker, marker
from content.recognise.rows import columns, is_counted, is_row
from content.recognise.signs import Signs
from content.recognise.tidy import Piece, join
from content.recognise.titles import titled

_CLOSING = re.compile(
    r"(?:de nghi|yeu cau|tren day|trong qua trinh|nhan duoc|tran trong|can cu (?:noi dung|tinh hinh)|thuong truc|"
    r"van ban nay|ke hoach nay|"
    r"cong van nay|.{0,90}?\b(?:de nghi|yeu cau|thong bao den|tran trong|trien khai thuc hien))\b"
)
_WHOLE = 40
"""A sentence that is no cell of a row, in letters."""
_BASIS = re.compile(
    r"(?:can cu\b|thuc hien|theo(?! (?:do\b|(?:ke hoach|chuong trinh|lich),)(?!.*:$))|tiep theo|nham|de |huong ung)"
)
_ASKS = re.compile(
    r"\b(?:de nghi|yeu cau|(?:thong bao|huong dan)(?! (?:ket luan )?so\b)|keu goi)\b.{0,1500}?"
    r"\b(?:ngay|tu|den|sang|chieu|toi|luc) \d"
)
_FIRST_SENTENCE = re.compile(r"^(?:(?![a-zà-ỹ]{2}\.\s+[^\W\da-zà-ỹ_]).)*(?:..\.\s+|$)")
_ON_A_DAY = re.compile(r"\b(?:ngay|tu|den|sang|chieu|toi|luc|truoc) \d{1,2}\s?[/.-]\s?\d")
_FOR_WHICH = re.compile(
    r"(?:de|nham|huong ung|thuc hien) [^.;]{0,200}?, "
    r"(?:tu|vao|luc) (?:luc )?(?:ngay )?\d(?![^.;]{0,80}\bda\b)"
)
_AS_FOLLOWS = re.compile(r"\b(?:nhu sau|sau day|(?<!thong bao )sau|gom|cu the)\s?[:.]?$|[:;,]$")
_CONTACT = re.compile(r"(?:moi |de biet )?(?:them )?(?:thong tin|chi tiet|vuong mac)\b[^.;:]{0,60}\blien he\b")
_FOR_WHOM = re.compile(r"(?:doi voi|de nghi|yeu cau|giao|nhiem vu cua|trach nhiem cua) (?:cac |uy ban |ban )?[a-z]")
_DAY = re.compile(
    r"(?:(?:buoi )?(?:sang|trua|chieu|toi),? )?(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|ngay|"
    r"tuan(?: thu)?(?= \d))\b"
    r"(?=.*\d)[^.;]{0,40}:?"
)
_SOME_DAY = re.compile(r"\b(?:ngay|tu|sang|chieu|toi) \d{1,2}\s?[/.–-]\s?\d")
_LAST_PART = re.compile(
    r"(?:ve )?(?:to chuc (?:thuc hien|trien khai)|che do (?:thong tin,? )?bao cao|kinh phi(?: (?:thuc hien|to chuc))?|"
    r"thong tin,? bao cao|thoi gian(?: thuc hien)?)"
)
_SLOGANS_FOLLOW = re.compile(r"(?:cac |mot so )?(?:khau hieu|thong diep)\b[^.;:“”]{0,60}:")
_TIMETABLE = re.compile(r"lich (?:phat|tiep am|phat song|phat thanh|tuyen truyen|truc)\b[^.;:\d]{0,40}:")
_LEADS_ON = re.compile(r"(?:như sau|sau đây|như)\s?:\s*$")
_DECIMAL = (DECIMAL, DECIMAL + 1)
_ROW = Marker(ROW, "", 0)


@dataclass
class Node:
    """A paragraph with its sign, what belongs to it and what stands under it; of a row, how its columns are called."""

    level: int
    path: str
    piece: Piece
    parent: Node | None
    more: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    columns: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> Piece:
        """All words of the node itself; asked for when the outline is done."""
        return join([self.piece, *self.more]) if self.more else self.piece

    @cached_property
    def heading(self) -> str:
        """The run-in heading of the node, or its first clause."""
        return titled(self.piece)[0].text

    def add(self, piece: Piece) -> None:
        """Take a paragraph that goes on with it; after a bare sign ("Phần thứ nhất") it is the node's own."""
        if self.piece.text:
            self.more.append(piece)
        else:
            self.piece = piece

    def above(self) -> Iterator[Node]:
        """Yield the headings above, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


@dataclass(slots=True)
class Outline:
    """The body in order: what opens it, the numbered part, what closes it."""

    opening: list[Piece] = field(default_factory=list)
    roots: list[Node] = field(default_factory=list)
    closing: list[Piece] = field(default_factory=list)

    @property
    def before_duties(self) -> list[Piece]:
        """What opens the body, with the first paragraph where that opens with its basis and has no number."""
        first = [node.piece for node in self.roots[:1] if node.path == "§1" and _BASIS.match(fold(node.piece.text))]
        return [*self.opening, *first]

    def nodes(self) -> Iterator[Node]:
        """Yield every node, in the order of the text."""
        stack = list(reversed(self.roots))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def pieces(self) -> Iterator[Piece]:
        """Yield every paragraph, without the signs of items."""
        yield from self.opening
        yield from (node.whole for node in self.nodes())
        yield from self.closing

    def leaves(self) -> Iterator[Node]:
        """Yield the nodes with nothing under them, in the order of the text."""
        return (node for node in self.nodes() if not node.children)


def appendix(pieces: Sequence[Piece], number: int, taken: Container[str]) -> Outline:
    """Arrange an appendix under its title: the paragraphs before its first item. One of mere prose has no items.

    Its numbering is its own; where the body has the same, it goes under `PL`.
    """
    first = next((i for i, one in enumerate(pieces) if marker(one.text) or columns(one.text)), len(pieces))
    if first > 1 and first < len(pieces) and _is_day(pieces[first - 1], pieces[first]):
        first -= 1
    for path in ("", f"PL{number}"):
        title = Node(-1, path, join(pieces[:first]), None)
        found = outline(pieces[first:], title)
        found.roots = title.children
        if not any(node.path in taken for node in found.nodes()):
            break
    return found


def outline(body: Sequence[Piece], under: Node | None = None) -> Outline:
    """Arrange the paragraphs of the body, or of an appendix under its title."""
    found = Outline()
    last = _last_item(body)
    top = under
    counts: dict[str, int] = {}
    names: tuple[str, ...] = ()
    signs = Signs.of(body)
    for index, piece in enumerate(body):
        sign = (
            signs.sign(piece, top)
            or signs.bare.get(index)
            or (_ROW if names and not is_counted(names) and is_row(piece.text) else None)
        )
        if head := columns(piece.text):
            names = head
        elif sign:
            top = _placed(found, top, sign.level, sign.number, piece.cut(sign.end), counts)
            names = top.columns = names if sign.level == _ROW.level and is_row(piece.text) else ()
        elif index < last and (heading := _headed(found, top, piece, body[index + 1], under)):
            top = heading
        elif top is None or top is under:
            found.opening.append(piece)
        elif index > last and (found.closing or _is_after_all(piece, top)):
            found.closing.append(piece)
        else:
            top.add(piece)
    if not found.roots and under is None:
        _unnumbered(found)
    _drop_bare_headings(found)
    return found


def _last_item(body: Sequence[Piece]) -> int:
    """Return which paragraph is the last with a sign, or the last row of a table."""
    tabled = any(columns(piece.text) for piece in body)
    return max((i for i, one in enumerate(body) if marker(one.text) or (tabled and is_row(one.text))), default=-1)


def _is_heading(piece: Piece, top: Node | None) -> bool:
    """A short paragraph in capitals with no sign; right under a heading in capitals it is the rest of that."""
    if piece.text != piece.text.upper() or not 8 <= len(piece.text) <= 110 or piece.text.endswith((";", ",", "|")):
        return False
    return top is None or bool(top.more) or top.piece.text != top.piece.text.upper()


def _is_bare(top: Node) -> bool:
    """A numbered heading with nothing of its own yet: what follows is its text, even where that closes.

    It is one in capitals, or is called as a last part is ("5. Tổ chức thực hiện").
    """
    text = top.piece.text
    heading = text == text.upper() or _LAST_PART.fullmatch(fold(text).rstrip(" :"))
    return bool(top.path) and not (top.more or top.children) and bool(heading)


def _is_day(piece: Piece, after: Piece) -> bool:
    """ "Thứ Hai, 30/12", "Tuần 42 (13 - 19/10)" alone, with no sign, before an item.

    Over a row of a table so is a cell that names what goes on then ("Hoạt động thường xuyên từ ngày 01 - 04/10").
    """
    if len(piece.text) > 60:
        return False
    if is_row(after.text) and not is_row(piece.text) and piece.text[:1].isupper():
        return bool(_SOME_DAY.search(fold(piece.text)))
    return bool(_DAY.fullmatch(fold(piece.text))) and marker(after.text) is not None


def _speaks_to(piece: Piece, after: Piece) -> bool:
    """ "Đối với UBND các xã" alone, with no sign, before an item: a heading over running numbers."""
    text = piece.text.rstrip(" :")
    short = len(text) <= 160 and not text.endswith((".", ";", ",", "|"))
    return short and bool(_FOR_WHOM.match(fold(text))) and marker(after.text) is not None


def _lists_slogans(top: Node, level: int) -> bool:
    """ "Khẩu hiệu tuyên truyền:" within an item, then a list with lower signs: these are the item's slogans."""
    return level >= DASH and level > top.level and any(opens_slogans(one.text) for one in top.more)


def opens_slogans(text: str) -> bool:
    """Say whether a line announces a list of slogans: "Khẩu hiệu tuyên truyền:"."""
    return text.endswith(":") and bool(_SLOGANS_FOLLOW.fullmatch(fold(text)))


def _leads_from_table(piece: Piece, top: Node | None, after: Piece) -> bool:
    """ "Các Đài lưu ý:" after the last row of a table, before dashes: these stand under no row.

    Nor do those of a timetable ("Lịch phát:") stand under the item before it.
    """
    sign = marker(after.text)
    apart = top is not None and (top.level == ROW or (top.level < LETTER and _TIMETABLE.fullmatch(fold(piece.text))))
    return bool(apart) and piece.text.endswith(":") and sign is not None and sign.level > ROW


def _is_after_all(piece: Piece, top: Node) -> bool:
    """Say whether a paragraph after the last sign closes the body; a whole sentence after a table's last row does."""
    if top.level == ROW and len(piece.text) >= _WHOLE and piece.text.rstrip(' ”"').endswith((".", ";", ":", "/")):
        return True
    return _closes(piece.text) and not _is_bare(top)


def _headed(found: Outline, top: Node | None, piece: Piece, after: Piece, under: Node | None) -> Node | None:
    """Return the heading without a sign that a paragraph is: in capitals for itself, else within its part.

    `under` the title of an appendix only a day is one.
    """
    if under is None and _is_heading(piece, top):
        node = Node(1, "", piece, None)
    elif _is_day(piece, after) or (
        under is None and (_speaks_to(piece, after) or _leads_from_table(piece, top, after))
    ):
        while top is not None and top.level >= ARTICLE:
            top = top.parent
        node = Node(ARTICLE, top.path if top else "", piece, top)
    else:
        return None
    (node.parent.children if node.parent else found.roots).append(node)
    return node


def _drop_bare_headings(found: Outline) -> None:
    """A heading with nothing under it is no item."""
    found.roots = [node for node in found.roots if node.path or node.children]


def _closes(text: str) -> bool:
    return (
        text.rstrip(' .”"').endswith("./")
        or bool(_CLOSING.match(fold(text)) or _CONTACT.match(fold(text)))
        or bool(re.search(r"\.\s?/\s?\.?$", text))
    )


def _placed(found: Outline, top: Node | None, level: int, number: str, piece: Piece, counts: dict[str, int]) -> Node:
    if top and _lists_slogans(top, level):
        top.add(piece)
        return top
    parent = top
    while parent is not None and parent.level >= level:
        parent = parent.parent
    prefix = parent.path if parent else ""
    if level in _DECIMAL:
        prefix = _above_numbers(parent)
    if not number:
        count = counts[f"{prefix}|{level}"] = counts.get(f"{prefix}|{level}", 0) + 1
        number = f"{'+' if level > DASH else '-'}{count}"
    number = _within(prefix, number) if number[0].isalpha() else number
    path = f"{prefix}.{number}" if prefix else number
    node = Node(level, _unique(path, counts), piece, parent)
    (parent.children if parent else found.roots).append(node)
    return node


def _within(prefix: str, number: str) -> str:
    """Drop from a number what its heading has already: "I.1." under "I.", "a.1)" under "a)"."""
    parts = number.split(".")
    for end in range(len(parts) - 1, 0, -1):
        if f".{prefix}".endswith("." + ".".join(parts[:end])):
            return ".".join(parts[end:])
    return number


def _unique(path: str, counts: dict[str, int]) -> str:
    """Numbering that starts anew without a heading must not give two items one path."""
    seen = counts[path] = counts.get(path, 0) + 1
    return path if seen == 1 else f"{path}~{seen}"


def _above_numbers(parent: Node | None) -> str:
    """A decimal number is whole in itself: it follows the Roman part, not the number it repeats."""
    while parent is not None and parent.level >= ARTICLE:
        parent = parent.parent
    return parent.path if parent else ""


def _unnumbered(found: Outline) -> None:
    """With no signs at all, each paragraph after the basis is an item by its place.

    A basis that goes on to ask for something at a time ("Thực hiện Công văn số …, UBND xã đề nghị … từ ngày …") is an
    item too, and so is the last where nothing else is left. What led on ("… như sau:") has told the basis.
    """
    pieces, found.opening = found.opening, []
    led = False
    for piece in pieces:
        leads_on = piece is not pieces[-1] and _LEADS_ON.search(piece.text)
        basis = not led and _BASIS.match(fold(piece.text)) and not _asks_by_date(piece.text)
        led = led or bool(leads_on)
        if not found.roots and (leads_on or basis):
            found.opening.append(piece)
        elif found.closing or _CONTACT.match(fold(piece.text)) or (len(piece.text) < 40 and _closes(piece.text)):
            found.closing.append(piece)
        else:
            found.roots.append(Node(NUMBER, f"§{len(found.roots) + 1}", piece, None))
    if not found.roots and found.opening and not found.opening[-1].text.endswith((":", ";", ",")):
        found.roots.append(Node(NUMBER, "§1", found.opening.pop(), None))


def _asks_by_date(text: str) -> bool:
    """Say whether a paragraph that opens with its basis asks for something at a time, and not in what follows.

    "Để thi công mặt cầu, từ 22 giờ ngày … cấm xe" tells it without asking.
    """
    asked = (
        _ASKS.search(fold(text))
        or _FOR_WHICH.match(fold(text))
        or _ON_A_DAY.search(fold(_FIRST_SENTENCE.sub("", text)))
    )
    return asked is not None and not _AS_FOLLOWS.search(fold(text))

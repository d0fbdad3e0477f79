"""Pages of a portal: the directive's own text, without the menus, clocks and other news around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from content.reading import plain, refusals
from content.reading.blocks import Block, joined
from content.reading.markup import blocks_of

Element = Any
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_TAG = re.compile(r"<\s*(?:!doctype|html|body|head|div|p|table|article|br|span|h\d)\b", re.IGNORECASE)
_GONE = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template nav header footer aside button select option input textarea iframe object "
        "embed svg math canvas audio video picture img head title link meta",
    )
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|sidebar|side|footer|foot|banner|toolbar|tools?|share|"
    r"social|related|relate|(?:tin-?)?lien-?quan|(?:tin-?)?khac|other|others|comments?|binhluan|paging|pagination|tags?|widget|"
    r"advert|ads|quangcao|search|login|cookie|popup|modal|hidden|sr-only|print|rating|vote)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIGN = re.compile(r"kính gửi|nơi nhận|cộng h(?:òa|oà) xã hội chủ|đảng cộng sản việt nam|quyết định:", re.IGNORECASE)
_MARK = re.compile(
    r"^[ \t\xa0]{0,20}(?:số\s?[:/]|v/v|[IVX]{1,4}[.-]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|(?:KT|TM|TL|TUQ)\.)",
    re.MULTILINE | re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:xem với cỡ chữ|cỡ chữ|ngày đăng|đăng ngày|ngày cập nhật|cập nhật lúc|lượt xem|số lượt|lượt truy cập|đã xem|"
    r"chia sẻ|in (?:trang|bài)|gửi (?:email|bài)|phản hồi|bình luận|tương phản|đọc bài viết|nghe bài|tải về|trang chủ|"
    r"(?:các )?(?:tin|bài|văn bản)(?: viết)? (?:liên quan|khác|mới)|"
    r"tác giả|nguồn tin|về đầu trang|quay lại)\b[^\n;]{0,60}(?<![.;])|(?:a[-+]?\s?){2,4}",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:(?:thứ \w{1,4}|chủ nhật),?\s+)?(?:ngày\s+)?\d{1,2}[/-]\d{1,2}[/-]\d{4}[\s|,-]*(?:\d{1,2}:\d{2}(?::\d{2})?)?"
    r"(?:\s?[ap]m)?(?:\s?gmt\s?\+7)?",
    re.IGNORECASE,
)
_MOST, _NEARLY_ALL, _LINKED = 0.6, 0.9, 0.7
_FEW_CHILDREN = 3
_PARTS = frozenset(("div", "section", "ul", "ol", "td", "table", "dl", "p"))


def read_html(data: bytes) -> str:
    """Return the paragraphs of the directive in a page, an empty line between them."""
    text = _DECLARATION.sub("", _decoded(data)).replace("\x00", "")
    if not _TAG.search(text[:100_000]):
        raise refusals.wrong_type(".html")
    root = lxml.html.document_fromstring(text)
    body = root.find("body")
    body = root if body is None else body
    _drop(body, [element for element in body.iter() if _is_around(element)])
    letters = _letters(body)
    _drop(body, [element for element in body.iter() if _is_menu(element, *letters[element])])
    blocks = list(blocks_of(_heart(body, letters)))
    if len(blocks) > refusals.MAX_PARAGRAPHS:
        raise refusals.too_large(f"hơn {refusals.MAX_PARAGRAPHS:,} đoạn".replace(",", "."))
    return joined(_without_furniture(blocks))


def _decoded(data: bytes) -> str:
    """Return the page in the encoding it names, where that is a right one; else as any text."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        name = named[1].decode("ascii").lower()
        if name in ("windows-1258", "cp1258"):
            return data.decode("cp1258", "replace")
        if name in ("iso-8859-1", "windows-1252", "us-ascii") and not _is_utf8(data):
            return data.decode("cp1252", "replace")
    return plain.read_text(data.replace(b"\x00", b"") if _is_utf8(data) else data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _drop(body: Element, elements: list[Element]) -> None:
    """Take elements out, keeping what stands after them."""
    for element in elements:
        if element is not body and element.getparent() is not None:
            element.drop_tree()


def _is_around(element: Element) -> bool:
    """Say whether an element is never part of the text, or is named as what stands around it."""
    if not isinstance(element.tag, str) or element.tag in _GONE:
        return True
    if "hidden" in element.attrib or _UNSEEN.search(element.get("style", "")):
        return True
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return bool(_AROUND.search(named)) and not _SIGN.search(_text(element))


def _is_menu(element: Element, letters: int, linked: int) -> bool:
    return element.tag in _PARTS and letters > 0 and linked > letters * _LINKED and not _SIGN.search(_text(element))


def _letters(body: Element) -> dict[Element, tuple[int, int]]:
    """Return how many letters each element holds, and how many of them in links."""
    counted: dict[Element, tuple[int, int]] = {}
    for element in reversed(list(body.iter())):
        letters, linked = len((element.text or "").strip()), 0
        for child in element:
            inside = counted.get(child, (0, 0))
            letters += inside[0] + len((child.tail or "").strip())
            linked += inside[1]
        counted[element] = (letters, letters if element.tag == "a" else linked)
    return counted


def _heart(body: Element, letters: dict[Element, tuple[int, int]]) -> Element:
    """Descend as long as one child holds most of the text, and the others nothing of a directive."""
    place = body
    while True:
        children = list(place)
        best = max(children, key=lambda child: _weight(letters[child]), default=None)
        if best is None or _is_text(best):
            return _whole(place)
        share = _weight(letters[best]) / max(_weight(letters[place]), 1)
        others = "\n".join(
            [place.text or "", *(_text(c) for c in children if c is not best), *(c.tail or "" for c in children)]
        )
        if share < _MOST or _is_of_directive(others, few=share > _NEARLY_ALL):
            return _whole(place)
        place = best


def _weight(counted: tuple[int, int]) -> int:
    return counted[0] - counted[1]


def _is_of_directive(text: str, *, few: bool) -> bool:
    """Say whether text belongs to a directive; where there are few words, one number alone says nothing."""
    return _SIGN.search(text) is not None or len(_MARK.findall(text)) > (2 if few else 0)


def _is_text(element: Element) -> bool:
    """A paragraph or a part of one: deeper there is nothing to choose."""
    if element.tag == "td":
        return len(element) < _FEW_CHILDREN
    return element.tag in ("p", "ul", "ol", "blockquote", "pre", "span", "b", "strong", "font", "th", "li")


def _whole(place: Element) -> Element:
    """A row of a table is nothing without its table, and a table is read where it stands."""
    if place.tag in ("table", "tr", "tbody", "thead", "tfoot"):
        table = place if place.tag == "table" else next(place.iterancestors("table"), place)
        return place if table.getparent() is None else table.getparent()
    return place


def _text(element: Element) -> str:
    return "\n".join(words.strip() for words in element.itertext() if words.strip())


def _without_furniture(blocks: list[Block]) -> Iterator[Block]:
    """Leave out the buttons, and the clocks that stand before the directive begins."""
    begun = False
    for block in blocks:
        words = block.words.strip()
        begun = begun or bool(_SIGN.search(words) or _MARK.search(words))
        if not _FURNITURE.fullmatch(words) and (begun or not _CLOCK.fullmatch(words)):
            yield block

"""From raw text to lines and paragraphs fit to recognise, each letter keeping its place in the source.

Marks of emphasis, footnote signs and invisible letters go; footnotes and page numbers are lifted out of the
sentences they interrupt, and the sentences are joined again.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from content.directive import Span
from content.recognise.flattened import unflattened
from content.recognise.markers import marker
from content.recognise.rows import cells, is_head, is_rule

_BREAK = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_INVISIBLE = frozenset(
    "*\u00ad\u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00"
)
_PAGE = "\x00"
_STAR = re.compile(r"\*\s+\S")
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_ODD = re.compile(
    rf"[{''.join(_INVISIBLE)}{_SUPERSCRIPT}\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
"""What is invisible or raised, and white space other than a space."""
_MAY_BE_SPACED = re.compile(
    r"[(/),;:.\d](?:(?<=[(/]) |(?<= [),;:/])|(?<=[ygm]\d)|(?<=[,;.])[^\s\d]|(?<=\d)[đt]|(?<=[^\s(]\())"
)
"""Where a space can be lost or needless: asked of every line, for it is quick, as one set of letters comes first."""
_EXTRA_SPACE = re.compile(r"(?<=\() | (?=\))|(?<=[\w)”]) (?=[,;:](?:\s|$))|(?<=\d) (?=/ ?\d)|(?<=\d/) (?=\d)")
_LOST_SPACE = re.compile(
    r"\b(?:[Nn]gày(?=[0-3]?\d(?:\s?[/.\-]\s?\d| tháng))|[Tt]háng(?=[01]?\d\b)|[Nn]ăm(?=[12]\d{3}\b))|"
    r"(?<=[^\W\d_][^\W\d_])[,;](?=[^\W\d_]{2})|(?<=[)”])[,;](?=[^\W\d_]{2})|"
    r"(?<=[a-zà-ỹ]{2})\.(?=[A-ZĐÀ-Ỹ][a-zà-ỹ]{0,6}\s)|\d(?=(?:đến|tới)\b)|"
    r"(?<=[^\W\d_][^\W\d_])(?=\((?:\d|(?:từ|ngày|tức|nhằm|trong|đến|lúc|thứ)\s))|"
    r"(?<=\d)(?=\([0-3]?\d/)"
)
_FOOTNOTE = re.compile(rf"\s*[*(]*[{_SUPERSCRIPT}]{{1,3}}[*)]*\s*\S")
_PAGE_NUMBER = re.compile(r"(?:trang\s{0,3})?[-–]?\s{0,3}\d{1,3}\s{0,3}(?:[-–]|/\s?\d{1,3})?", re.IGNORECASE)
_TORN_PAIR = re.compile(r"[-–] [^\W\d_A-ZĐ]{2,8}(?: [^\W\d_A-ZĐ]{2,8})?[.,;]?")
_TORN_RANGE = re.compile(r"(?:\btừ|\bngày|\() \d{1,2}(?: ?[/.-] ?\d{1,2})?$", re.IGNORECASE)
_TORN_YEARS, _LAST_YEAR = re.compile(r"(?:19|20)\d\d$"), re.compile(r"[-–] ?(?:19|20)\d\d(?!\d)")
_RANGE_END = re.compile(r"[-–] ?\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?(?=[,.;) ]|$)")
_GOES_ON = re.compile(r"(?://|[.\-/_])?[a-z0-9]")
_ADDRESS_AT_END = re.compile(r"(?:https?:/{0,2}|www\.)(?:\S{2,}[^\s;,])?$")
_PLACE_AND_DAY = r"[^\W\d_][^,\n]{1,30},\s{1,3}ng(?:à|a)y\b.{0,80}"
_NATION = r"(?:CỘNG H[OÒÕÀ]{1,2}A? XÃ HỘI|CỘNG HOÀ|Độc lập\s?[-–]\s?Tự do|ĐẢNG CỘNG SẢN VIỆT NAM).{0,60}"
_TWO_COLUMNS = regex.compile(
    r"(?P<left>Độc lập\s?[-–][^|]{3,16}[-–]\s?Hạnh phúc)\s+(?P<right>\S.*)"
    rf"|(?P<left>.{{1,90}}?)(?:(?:\s{{3,}}|\t)(?P<right>{_PLACE_AND_DAY}|[^\W\d_][^\p{{Ll}}\n]{{4,60}})"
    rf"|\s+(?P<right>{_NATION})"
    r"|(?:\s{3,}|\t)(?P<right>\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){1,4}\s*))"
)
_APART = re.compile(r"\s{3}|\t|Độc lập|CỘNG H|ĐẢNG CỘNG SẢN")
_BARE_SIGN = re.compile(r"[-–—+•*]|[(]?(?:\d{1,2}|[a-zđ]|[IVX]{1,5})[.)]")
_BARRED = regex.compile(r"\s*\|?(?P<left>[^|]*)\|(?P<right>[^|]*)\|?\s*")
_RIGHT = regex.compile(rf"\s*(?:{_PLACE_AND_DAY}|{_NATION}|[^\W\d_][^\p{{Ll}}\n]{{4,60}})")
_FAR_RIGHT = regex.compile(r"(?: {20,}|\t{3,})\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){1,5}\s*")  # a name under a signature
_LEFT = regex.compile(r"[^\p{Ll}\n]*|\s*(?:Số|Nơi nhận)\s?:.*|\s*[-–].*")
_FINISHED = re.compile(r"[.;:!?…]['\"”’)]?$")
_TORN_DAY = re.compile(r"(?:\b(?:ngày|tháng|năm|số|đến|và|của|từ)|\d\s?[/\-–])$", re.IGNORECASE)
_HOUR_AT_END, _MINUTES = re.compile(r"(?<!\d)\d{1,2} giờ$"), re.compile(r"[0-5]\d(?!\d)")
_NUMBER_AT_END = re.compile(r"\b[Ss]ố \d{1,5}[-–/](?:[A-ZĐ&-]{1,12}[-–/])?$")
_SYMBOL = re.compile(r"[A-ZĐ]{2}")
_NOTE_LINES = 12
_CLOSED = re.compile(r"[.!?]['\"”’)]?$")


class Piece(NamedTuple):
    """Words with the place in the source of every letter."""

    text: str
    places: array[int]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return where in the source the letters from `start` to `end` stand."""
        end = len(self.text) if end is None else end
        if not self.text or start >= end:
            return (0, 0)
        return (self.places[start], self.places[end - 1] + 1)

    def cut(self, start: int, end: int | None = None) -> Piece:
        """Return the part from `start` to `end`, without white space around it."""
        end = len(self.text) if end is None else end
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        return Piece(self.text[start:end], self.places[start:end])


class Line(NamedTuple):
    """A printed line, or one of two columns of it.

    `gap` says that an empty line comes before, `torn` that a footnote or page number did, `right` that it is the
    right one of two columns.
    """

    piece: Piece
    gap: bool = False
    torn: bool = False
    right: bool = False

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.piece.text


def join(pieces: Iterable[Piece], by: str = " ") -> Piece:
    """Join pieces to one; the letters between them stand where the piece before ended."""
    text, places = "", array("I")
    for piece in pieces:
        if text and piece.text:
            places.extend([places[-1]] * len(by))
            text += by
        text += piece.text
        places.extend(piece.places)
    return Piece(text, places)


def lines(source: str) -> tuple[list[Line], list[Piece]]:
    """Return the printed lines that are not empty, and apart from them the footnotes."""
    raw = [part for start, words in _raw_lines(source) for part in unflattened(start, words)]
    kept: list[Line] = []
    notes: list[Piece] = []
    gap = torn = noting = in_table = False
    for index, (start, words) in enumerate(raw):
        if not words or words.isspace():
            gap, noting = True, False
            continue
        if is_rule(words):
            continue
        row = cells(words, in_table=in_table)
        in_table = in_table or bool(row and is_head(words))
        piece = _in_cells([_clean(words[a:b], start + a) for a, b in row]) if row else _clean(words, start)
        if not piece.text:
            gap, noting, torn = True, False, torn or words == _PAGE
            continue
        opens = bool(_FOOTNOTE.match(words))
        noting = noting and not _ends_note(notes, piece)
        noting = noting or opens or (torn and _goes_on_in_note(kept, notes, raw, index))
        if noting or _is_page_number(piece.text, raw, index):
            if noting:
                notes.append(piece if opens or not notes else join([notes.pop(), piece]))
            gap, torn = True, True
            continue
        # A row of one cell heads those under it, and ends what is over it.
        alone = bool(row) and " | " not in piece.text
        line = Line(piece, gap or alone, torn, right=bool(_FAR_RIGHT.fullmatch(words)))
        kept.extend([line] if row and in_table else _columns(words, start, line))
        gap = torn = False
    return kept, notes


def _ends_note(notes: list[Piece], piece: Piece) -> bool:
    """Where no empty line ends a footnote, an item after its full stop does."""
    return bool(_FINISHED.search(notes[-1].text)) and marker(piece.text) is not None


def _goes_on_in_note(kept: list[Line], notes: list[Piece], raw: list[tuple[int, str]], index: int) -> bool:
    """A footnote torn by a page goes on before the sentence it interrupts: two paragraphs then begin in small letters.

    Neither the note nor that sentence is finished, and the first paragraph, which ends one of them, is finished.
    """
    if not (kept and notes and raw[index][1].strip()[:1].islower()):
        return False
    if any(map(_FINISHED.search, (kept[-1].text, notes[-1].text))) or kept[-1].piece.places[-1] > notes[-1].places[-1]:
        return False
    words = [line.strip() for _, line in raw[index : index + _NOTE_LINES]]
    end = next((i for i, line in enumerate(words) if not line), len(words))
    after = next((line for line in words[end:] if line), "")
    return bool(_FINISHED.search(words[end - 1])) and after[:1].islower() and not marker(after)


def _in_cells(row: list[Piece]) -> Piece:
    """Cells become words with bars between them; the last that are empty go, an empty one among others stays."""
    while row and not row[-1].text:
        row.pop()
    text, places = "", array("I")
    for cell in row:
        if text:
            text += " | "
            places.extend([places[-1]] * 3)
        text += cell.text
        places.extend(cell.places)
    return Piece(text, places)


def _columns(words: str, start: int, whole: Line) -> list[Line]:
    """Head and foot are printed in two columns, which may share a line or be parted by a single bar."""
    barred = _BARRED.fullmatch(words) if "|" in words else None
    if barred and (parts := _parted(barred, start, whole)):
        return parts
    found = _TWO_COLUMNS.fullmatch(words) if len(words) <= 200 and _APART.search(words) else None
    if not found:
        return [whole]
    left, right = _clean(found["left"], start), _clean(found["right"], start + found.start("right"))
    if not left.text or not right.text or _BARE_SIGN.fullmatch(left.text):
        return [whole]
    return [Line(left, whole.gap, whole.torn), Line(right, right=True)]


def _parted(barred: regex.Match[str], start: int, whole: Line) -> list[Line]:
    """Return the cells of a head or foot pasted as a table of two columns; none where the line is of another table."""
    left, right = (_clean(barred[name], start + barred.start(name)) for name in ("left", "right"))
    if left.text and right.text and not (_RIGHT.fullmatch(right.text) and _LEFT.fullmatch(left.text)):
        return []
    found = [Line(left, whole.gap, whole.torn), Line(right, whole.gap and not left.text, right=True)]
    return [line for line in found if line.text]


def _raw_lines(source: str) -> Iterator[tuple[int, str]]:
    start = 0
    for found in _BREAK.finditer(source):
        yield start, source[start : found.start()]
        if found.group() == "\f":
            yield start, _PAGE
        start = found.end()
    yield start, source[start:]


def _clean(words: str, start: int) -> Piece:
    """Return a line with no odd letters and its spaces as they should be: one after a comma, none within brackets."""
    piece = _without_odd(words, start)
    if not _MAY_BE_SPACED.search(piece.text):
        return piece
    return _joined_at(_LOST_SPACE, _joined_at(_EXTRA_SPACE, piece, ""), " ")


def _joined_at(ends: re.Pattern[str], piece: Piece, by: str) -> Piece:
    places = [found.end() for found in ends.finditer(piece.text)]
    if not places:
        return piece
    return join((piece.cut(a, b) for a, b in zip([0, *places], [*places, None], strict=True)), by)


def _without_odd(words: str, start: int) -> Piece:
    bare = words.strip()
    if bare.startswith("*") and _STAR.match(bare) and bare.count("*") % 2:
        at = words.index("*")
        return join([Piece("*", array("I", [start + at])), _picked(words[at + 1 :], start + at + 1)])
    if "  " not in bare and not _ODD.search(bare):
        start += len(words) - len(words.lstrip())
        return Piece(bare, array("I", range(start, start + len(bare))))
    return _picked(words, start)


def _picked(words: str, start: int) -> Piece:
    """Letter by letter: what is invisible or raised goes, and all white space becomes one space."""
    letters: list[str] = []
    places = array("I")
    for offset, letter in enumerate(words):
        if letter in _INVISIBLE or letter in _SUPERSCRIPT:
            continue
        letter = " " if letter.isspace() else letter
        if letter == " " and (not letters or letters[-1] == " "):
            continue
        letters.append(letter)
        places.append(start + offset)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return Piece("".join(letters), places)


def _is_page_number(text: str, raw: list[tuple[int, str]], index: int) -> bool:
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    before = index == 0 or not raw[index - 1][1].strip(" \t\x00")
    after = index + 1 >= len(raw) or not raw[index + 1][1].strip(" \t\x00")
    return before and after


def paragraphs(printed: list[Line]) -> list[Piece]:
    """Join printed lines to paragraphs: sentences broken by a line end, a page or a footnote are whole again."""
    whole: list[Piece] = []
    for line in printed:
        if whole and _continues(whole[-1].text, line):
            whole[-1] = join([whole[-1], line.piece], "" if _is_broken(whole[-1].text, line) else " ")
        else:
            whole.append(line.piece)
    return whole


def _continues(before: str, line: Line) -> bool:
    open_bracket = before.count("(") > before.count(")") and not line.gap
    if not line.gap and (_is_torn_at_dash(before, line.text) or _is_torn_at_hour(before, line.text)):
        return True
    if " | " in line.text or (marker(line.text) and not open_bracket):
        return False
    if _is_broken(before, line):
        return True
    first = line.text.lstrip("“\"'(")[:1]
    if first.isdigit() and _TORN_DAY.search(before):
        return True
    if first.islower() and not _CLOSED.search(before):
        return not before.isupper()
    if _FINISHED.search(before):
        return False
    if line.gap and not line.torn:
        return False
    return line.torn or open_bracket or first.isdigit() or len(before) > 50


def _is_torn_at_dash(before: str, text: str) -> bool:
    """ "đợt 1 từ 20/10⏎- 05/11": the dash that opens a line joins it to the one before."""
    pair = _TORN_PAIR.fullmatch(text) and not _CLOSED.search(before)
    years = _LAST_YEAR.match(text) and _TORN_YEARS.search(before)
    return bool(pair or years or (_RANGE_END.match(text) and _TORN_RANGE.search(before)))


def _is_torn_at_hour(before: str, text: str) -> bool:
    """ "từ 07 giờ 00 đến 19 giờ⏎00. Cử tri …": minutes that open a line are no number of an item."""
    return bool(_HOUR_AT_END.search(before) and _MINUTES.match(text))


def _is_broken(before: str, line: Line) -> bool:
    """Say whether a line breaks an address on the net, or a symbol after its number ("số 21-KL/⏎TW")."""
    symbol = _NUMBER_AT_END.search(before) and _SYMBOL.match(line.text)
    return bool(symbol) or _breaks_address(before, line)


def _breaks_address(before: str, line: Line) -> bool:
    """An address on the net that fills its line goes on in the next, which a word with accents does not."""
    goes_on = (line.torn or not line.gap) and _GOES_ON.match(line.text) and line.text.split(" ", 1)[0].isascii()
    return bool(goes_on) and bool(_ADDRESS_AT_END.search(before))

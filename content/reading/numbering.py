"""The numbers and dashes that Word counts by itself and does not keep in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from content.reading.romans import roman
from content.reading.styles import Styles

Element = Any


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int
    decimal: bool
    style: str


@dataclass(slots=True)
class _List:
    """One list of a document: where its levels are described, and the levels it begins anew."""

    abstract: str
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Element, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = styles
        root = _numbering_root(document)
        if root is None:
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            self._abstract[abstract.get(qn("w:abstractNumId"))] = _levels(abstract)
        for number in root.iterchildren(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                self._lists[number.get(qn("w:numId"))] = _List(link.get(qn("w:val")), _restarts(number))

    def sign(self, paragraph: Element) -> str:
        """Return what Word prints before a paragraph, and count it."""
        number, depth = self._place(paragraph)
        listed = self._lists.get(number)
        levels = self._abstract.get(listed.abstract, {}) if listed else {}
        level = levels.get(depth)
        if listed is None or level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return _bullet(level.pattern, levels.get(depth - 1))
        return _printed(level, levels, self._counted(listed, depth, level))

    def _counted(self, listed: _List, depth: int, level: _Level) -> dict[int, int]:
        """Lists that share a description share its count, unless one begins anew."""
        counts = self._counts.setdefault(listed.abstract, {})
        if depth in listed.restarts:
            counts[depth] = listed.restarts.pop(depth) - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return counts

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Return the list and level of a paragraph: its own, else those of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number, depth = _value(own, "w:numId"), _value(own, "w:ilvl")
        if number is None:
            style = self._styles.of_paragraph(paragraph)
            inherited = self._styles.first(style, f"{qn('w:pPr')}/{qn('w:numPr')}")
            number = _value(inherited, "w:numId")
            depth = depth or _value(inherited, "w:ilvl") or self._depth_of(number, style)
        return number or "", _whole(depth, 0)

    def _depth_of(self, number: str | None, style: str) -> str | None:
        """A level may name the style that uses it."""
        listed = self._lists.get(number or "")
        levels = self._abstract.get(listed.abstract, {}) if listed else {}
        return next((str(depth) for depth, level in levels.items() if style and level.style == style), None)


def _numbering_root(document: Element) -> Element | None:
    for rel in document.part.rels.values():
        if rel.reltype.endswith("/numbering"):
            return rel.target_part.element
    return None


def _value(element: Element | None, name: str) -> str | None:
    found = element.find(qn(name)) if element is not None else None
    value: str | None = found.get(qn("w:val")) if found is not None else None
    return value


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise


def _restarts(number: Element) -> dict[int, int]:
    found = {}
    for override in number.iterchildren(qn("w:lvlOverride")):
        start = _value(override, "w:startOverride")
        if start is not None:
            found[_whole(override.get(qn("w:ilvl")), 0)] = _whole(start, 1)
    return found


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for level in abstract.iterchildren(qn("w:lvl")):
        found[_whole(level.get(qn("w:ilvl")), 0)] = _Level(
            _value(level, "w:numFmt") or "decimal",
            _value(level, "w:lvlText") or "",
            _whole(_value(level, "w:start"), 1),
            level.find(qn("w:isLgl")) is not None,
            _value(level, "w:pStyle") or "",
        )
    return found


def _bullet(pattern: str, above: _Level | None) -> str:
    """Return a dash for a bullet of any shape, a plus sign for one under another bullet."""
    if pattern.strip() in ("+", "-", "–"):
        return pattern.strip()
    return "+" if above is not None and above.kind == "bullet" else "-"


def _printed(own: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        level = levels.get(depth)
        if level is None:
            return ""
        return _as("decimal" if own.decimal else level.kind, counts.get(depth, level.start))

    return re.sub(r"%(\d)", number, own.pattern).strip()


def _as(kind: str, count: int) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        return roman(count) if kind == "upperRoman" else roman(count).lower()
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 780:
        letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{count:02}" if kind == "decimalZero" else str(count)

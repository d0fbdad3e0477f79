"""The numbers and dashes that Word counts by itself and does not keep in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

Element = Any
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Element) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = document.styles.element
        root = _numbering_root(document)
        if root is None:
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            self._abstract[abstract.get(qn("w:abstractNumId"))] = _levels(abstract)
        for number in root.iterchildren(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            if link is not None:
                self._of[number.get(qn("w:numId"))] = link.get(qn("w:val"))

    def sign(self, paragraph: Element) -> str:
        """Return what Word prints before a paragraph, and count it."""
        number, depth = self._place(paragraph)
        levels = self._abstract.get(self._of.get(number, ""), {})
        level = levels.get(depth)
        if level is None or level.kind == "none":
            return ""
        if level.kind == "bullet":
            return "+" if level.pattern.strip() == "+" else "-"
        counts = self._counts.setdefault(self._of[number], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _printed(level.pattern, levels, counts)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Return the list and level of a paragraph: its own, else those of its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        own = properties.find(qn("w:numPr"))
        if own is None:
            style = properties.find(qn("w:pStyle"))
            own = self._of_style(style.get(qn("w:val"))) if style is not None else None
        if own is None:
            return "", 0
        number, depth = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
        return (
            number.get(qn("w:val")) if number is not None else "",
            int(depth.get(qn("w:val"))) if depth is not None else 0,
        )

    def _of_style(self, name: str, depth: int = 0) -> Element | None:
        for style in self._styles.iterchildren(qn("w:style")):
            if style.get(qn("w:styleId")) != name:
                continue
            own = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            parent = style.find(qn("w:basedOn"))
            if own is None and parent is not None and depth < 8:
                return self._of_style(parent.get(qn("w:val")), depth + 1)
            return own
        return None


def _numbering_root(document: Element) -> Element | None:
    for rel in document.part.rels.values():
        if rel.reltype.endswith("/numbering"):
            return rel.target_part.element
    return None


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for level in abstract.iterchildren(qn("w:lvl")):
        kind, pattern, start = (level.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
        found[int(level.get(qn("w:ilvl")))] = _Level(
            kind.get(qn("w:val")) if kind is not None else "decimal",
            (pattern.get(qn("w:val")) or "") if pattern is not None else "",
            int(start.get(qn("w:val"))) if start is not None else 1,
        )
    return found


def _printed(pattern: str, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        level = levels.get(depth)
        return _as(level.kind, counts.get(depth, level.start)) if level else ""

    return re.sub(r"%(\d)", number, pattern).strip()


def _as(kind: str, count: int) -> str:
    if kind == "upperRoman":
        return _roman(count)
    if kind == "lowerRoman":
        return _roman(count).lower()
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(96 + count)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value and len(text) < 20:
            text, count = text + letters, count - value
    return text

"""The styles of a Word document: what a paragraph or a run inherits."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

Element = Any
_DEEPEST = 12
_VALUE, _RUN_STYLE = qn("w:val"), f"{qn('w:rPr')}/{qn('w:rStyle')}"
_FONTS = f"{qn('w:rPr')}/{qn('w:rFonts')}"


class Styles:
    """Looks a property up along a chain of styles; each answer is kept."""

    def __init__(self, document: Element) -> None:
        root = document.styles.element
        self._by_id: dict[str, Element] = {}
        self._default = ""
        for style in root.iterchildren(qn("w:style")):
            name = style.get(qn("w:styleId")) or ""
            self._by_id.setdefault(name, style)
            if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph":
                self._default = name
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
        self._document_font = font_of(defaults.find(_FONTS)) if defaults is not None else ""
        self._found: dict[tuple[str, str], Element | None] = {}

    def of_paragraph(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name: str = (own.get(qn("w:val")) if own is not None else None) or self._default
        return name

    def first(self, style: str, path: str) -> Element | None:
        """Return what a style, or the first of those it is based on, says at a path."""
        key = (style, path)
        if key not in self._found:
            self._found[key] = self._search(style, path)
        return self._found[key]

    def _search(self, style: str, path: str) -> Element | None:
        for _ in range(_DEEPEST):
            element = self._by_id.get(style)
            if element is None:
                return None
            found = element.find(path)
            if found is not None:
                return found
            parent = element.find(qn("w:basedOn"))
            style = parent.get(qn("w:val")) if parent is not None else ""
        return None

    def font(self, run: Element, style: str) -> str:
        """Return the font of a run in a paragraph of a style."""
        named = run.find(_RUN_STYLE)
        places = [
            run.find(_FONTS),
            self.first(named.get(_VALUE) or "", _FONTS) if named is not None else None,
            self.first(style, _FONTS),
        ]
        return next((font_of(place) for place in places if font_of(place)), self._document_font)


def font_of(fonts: Element | None) -> str:
    """Return the font of Latin letters."""
    if fonts is None:
        return ""
    name: str = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or ""
    return name

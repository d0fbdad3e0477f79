"""The week sheet as a PDF on A4: `sheet.typ` set by typst, with the letters it brings along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from feeds.sheets import code
from feeds.sheets.model import Block, Board, Line, Lines, Sheet, Theme, Themes, facts, foot, quoted, short_day

TEMPLATE = Path(__file__).with_name("sheet.typ")


def pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF; the same bytes for the same sheet, dated by its release.

    Words reach typst as data (JSON) and never as source, so that nothing in them is a command. No letter of the machine
    is used: the typeface comes with typst and has every Vietnamese letter.
    """
    said = json.dumps(_said(sheet), ensure_ascii=False)
    stamp = int(sheet.released_at.timestamp()) if sheet.released_at else 0
    compiler = typst.Compiler(TEMPLATE, ignore_system_fonts=True, sys_inputs={"sheet": said})
    made = compiler.compile(format="pdf", timestamp=stamp)
    assert isinstance(made, bytes)
    return made


def _said(sheet: Sheet) -> dict[str, Any]:
    at = sheet.released_at
    return {
        "office": sheet.office,
        "title": sheet.title,
        "days": sheet.days,
        "reader": sheet.reader,
        "notice": sheet.notice,
        "foot": foot(sheet),
        "url": sheet.url,
        "date": [at.year, at.month, at.day] if at else None,
        "code": code.svg(sheet.url),
        "blocks": [_block(block) for block in sheet.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": type(block).__name__, "heading": block.heading}
    if isinstance(block, Lines):
        lines = [_line(line) for line in block.lines]
        return {**said, "lines": lines, "weight": block.weight, "numbered": block.numbered}
    if isinstance(block, Board):
        rows = [[short_day(row.day), *row.cells] for row in block.rows]
        return {**said, "columns": block.columns, "rows": rows, "note": block.note}
    if isinstance(block, Themes):
        return {**said, "themes": [_theme(theme) for theme in block.themes]}
    return {**said, "themes": [_reading(theme) for theme in block.themes], "note": block.note}


def _line(line: Line) -> dict[str, str]:
    return {"day": short_day(line.day) if line.day else "", "text": line.text, "more": line.more}


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "number": theme.number,
        "name": theme.name,
        "when": theme.when,
        "days": [_line(line) for line in theme.days],
        "slogans": [quoted(slogan) for slogan in theme.slogans],
        "facts": [pair for pair in facts(theme) if pair[0] != "Khẩu hiệu"],
    }


def _reading(theme: Theme) -> dict[str, Any]:
    aloud = theme.aloud
    said = {"short": aloud.short, "text": aloud.text} if aloud else {"short": "", "text": ""}
    return {"number": theme.number, "name": theme.name, **said}

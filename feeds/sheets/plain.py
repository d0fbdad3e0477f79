"""The week sheet as plain text for a messaging app: short lines, no markup."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.sheets.model import Block, Board, Line, Lines, Readings, Sheet, Theme, Themes, facts, foot, mark, short_day


def plain_text(sheet: Sheet) -> bytes:
    """Return the sheet as UTF-8 text, lines ended by LF."""
    return ("\n".join(lines(sheet)) + "\n").encode()


def lines(sheet: Sheet) -> Iterator[str]:
    """Yield its lines; what is read aloud is named by its minutes and address alone."""
    yield f"{sheet.title.upper()} ({sheet.days})"
    yield sheet.reader
    if sheet.notice:
        yield from ("", sheet.notice)
    for block in sheet.blocks:
        if not isinstance(block, Readings):
            yield from ("", block.heading.upper(), *_block(block))
    yield from ("", f"{sheet.office}. {foot(sheet)}.", f"Xem và in: {sheet.url}")


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Lines):
        for number, line in enumerate(block.lines, 1):
            yield mark(block, number) + _line(line)
    elif isinstance(block, Board):
        yield from _board(block)
    elif isinstance(block, Themes):
        for theme in block.themes:
            yield from _theme(theme)


def _line(line: Line) -> str:
    day = f"{short_day(line.day)}: " if line.day else ""
    return day + line.text + (f" ({line.more})" if line.more else "")


def _board(board: Board) -> Iterator[str]:
    if board.note:
        yield board.note
    for row in board.rows:
        yield short_day(row.day)
        for column, cell in zip(board.columns, row.cells, strict=True):
            if cell:
                yield f"  {column}: {'; '.join(cell)}"


def _theme(theme: Theme) -> Iterator[str]:
    yield f"{theme.number}. {theme.name}"
    if theme.when:
        yield f"   {theme.when}"
    yield from (f"   {_line(line)}" for line in theme.days)
    yield from (f"   {label}: {said}" for label, said in facts(theme))
    if theme.aloud:
        yield f"   Đọc phát thanh {theme.aloud.short}: {theme.aloud.url}"

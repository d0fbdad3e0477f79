"""The sheets of the five directives, and that every format says the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pypdfium2
import pytest
import time_machine
from docx import Document
from docx.document import Document as Word

from feeds.sheets.model import Board, Lines, Sheet, Themes, short_day
from feeds.sheets.paper import pdf
from feeds.sheets.plain import plain_text
from feeds.sheets.table import table
from feeds.sheets.word import word
from tests.sheets.world import GOLDEN, STATION, UNITS, WEEKS, files, sheet

SHEETS = [(f"don-vi-{slug}", week) for slug in UNITS.values() for week in WEEKS]
LETTERS = (
    "ĂẰẮẲẴẶÂẦẤẨẪẬÊỀẾỂỄỆÔỒỐỔỖỘƠỜỚỞỠỢƯỪỨỬỮỰĐÝỲỶỸỴăằắẳẵặâầấẩẫậêềếểễệôồốổỗộơờớởỡợưừứửữựđýỳỷỹỵạảãàáẹẻẽèéịỉĩìíọỏõòóụủũùú"
)


@pytest.mark.parametrize("name", sorted(files()))
def test_a_sheet_is_as_it_was(name: str) -> None:
    assert files()[name].decode() == (GOLDEN / name).read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(files())


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def bare(text: str) -> str:
    """Words without the breaks of lines, which every format sets elsewhere."""
    return re.sub(r"[\s\ufffe\u00ad-]+", "", text)


def of_word(data: bytes) -> str:
    document: Word = Document(io.BytesIO(data))
    cells = (cell.text for one in document.tables for row in one.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@lru_cache(maxsize=8)
def written(slug: str, week: str) -> dict[str, str]:
    made = sheet(slug, week)
    return {
        "txt": plain_text(made).decode(),
        "csv": " ".join(cell for row in csv.reader(io.StringIO(table(made).decode("utf-8-sig"))) for cell in row),
        "docx": of_word(word(made)),
        "pdf": "\n".join(pages(pdf(made))),
    }


def said(made: Sheet) -> list[str]:
    """What every format must say: names, what to do, slogans, offices, days, airings, lists."""
    found = [made.title, made.days, made.reader]
    for block in made.blocks:
        if isinstance(block, Lines):
            found += [line.text for line in block.lines]
        elif isinstance(block, Board):
            found += [one for row in block.rows for cell in row.cells for one in cell]
        elif isinstance(block, Themes):
            for theme in block.themes:
                found += [theme.name, theme.todo, theme.when, *theme.slogans, *theme.providers]
                found += [line.text for line in theme.days]
                found += [origin.place for origin in theme.origins]
    return found


@pytest.mark.parametrize(("slug", "week"), SHEETS)
def test_every_format_says_the_same_themes_slogans_and_days(slug: str, week: str) -> None:
    made = sheet(slug, week)
    for form, text in written(slug, week).items():
        for words in said(made):
            assert bare(words).casefold() in bare(text).casefold(), (form, words)
    days = {line.day for block in made.blocks if isinstance(block, Lines) for line in block.lines if line.day}
    for form in ("txt", "docx", "pdf"):
        assert all(bare(short_day(day)) in bare(written(slug, week)[form]) for day in days)
    assert all(day.isoformat() in written(slug, week)["csv"] for day in days)


@pytest.mark.parametrize(("slug", "week"), SHEETS)
def test_a_sheet_is_two_pages_and_its_readings_two_more(slug: str, week: str) -> None:
    found = pages(pdf(sheet(slug, week)))
    first = next((n for n, text in enumerate(found) if "BÀI ĐỌC PHÁT THANH" in text), len(found))
    assert first <= 2
    assert len(found) <= 4
    assert all(f"Trang {n} / {len(found)}" in text for n, text in enumerate(found, 1))


def test_every_letter_is_in_the_typeface_and_comes_back_from_the_pdf() -> None:
    made = replace(sheet(f"don-vi-{STATION}", "2024-W46"), notice=LETTERS)
    data = pdf(made)
    assert LETTERS in bare("".join(pages(data)))
    assert b"LibertinusSerif" in data


@pytest.mark.parametrize("render", [pdf, word, table, plain_text])
def test_the_same_sheet_has_the_same_bytes_whatever_the_clock_says(render: Callable[[Sheet], bytes]) -> None:
    made = sheet(f"don-vi-{STATION}", "2024-W46")
    with time_machine.travel("2031-01-01 00:00:00+00:00"):
        later = render(made)
    assert render(made) == later


def test_words_that_look_like_commands_stay_words() -> None:
    made = replace(sheet(f"don-vi-{STATION}", "2024-W46"), notice='#panic("x") $x$ *a* @b <c> \\d =cmd|')
    assert bare('#panic("x") $x$ *a* @b <c> \\d =cmd|') in bare("".join(pages(pdf(made))))
    assert "'=cmd" in table(replace(made, notice="=cmd|' /C calc'!A0")).decode()

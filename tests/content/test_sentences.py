"""Sentences nobody has written before, and the dates that must come of each; after "?" a doubt that must."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from content.directive import DateMark
from content.recognise import recognise

HEAD = "UBND HUYỆN PHÚ HÒA\nSố: 90/UBND-VH\nPhú Hòa, ngày 08 tháng 11 năm 2024\n\nKính gửi: Các xã.\n\n"


FILES = (
    "sentences.txt",
    "sentences_roles.txt",
    "sentences_time.txt",
    "sentences_mixed.txt",
    "sentences_walk.txt",
    "sentences_lists.txt",
    "sentences_manner.txt",
    "sentences_offices.txt",
    "sentences_ward.txt",
    "sentences_sector.txt",
    "sentences_themes.txt",
    "sentences_plans.txt",
    "sentences_notices.txt",
    "sentences_duties.txt",
    "sentences_occasions.txt",
    "sentences_writing.txt",
    "sentences_weekly.txt",
    "sentences_whole.txt",
    "sentences_reports.txt",
    "sentences_kept.txt",
    "sentences_districts.txt",
    "sentences_party.txt",
    "sentences_calendars.txt",
)


def _sentences() -> Iterator[tuple[str, list[str]]]:
    for file in FILES:
        words, wanted = "", []
        for line in (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines():
            if line.startswith("    "):
                wanted.append(line.strip())
            elif line and not line.startswith("#"):
                if words:
                    yield words, wanted
                words, wanted = line, []
        yield words, wanted


def gist(mark: DateMark) -> str:
    """Write a date as the file of sentences writes it."""
    said = f"{mark.role} {mark.start or ''}..{mark.end or ''}"
    extras = (mark.precision if mark.precision != "day" else None, mark.rrule, mark.years and f"{mark.years} years")
    return " ".join(filter(None, (said, *extras)))


@pytest.mark.parametrize(("words", "wanted"), list(_sentences()))
def test_a_sentence_gives_its_dates_and_no_others(words: str, wanted: list[str]) -> None:
    heading, _, item = words.replace("⏎", "\n").rpartition(" >> ")
    body = f"I. {heading}\n\n1. {item}\n" if heading else f"1. {item}\n"
    reading = recognise(HEAD + body, date(2026, 11, 21))
    assert [gist(mark) for found in reading.items for mark in found.dates] == [w for w in wanted if w[0] != "?"]
    asked = [w[2:] for w in wanted if w[0] == "?"]
    assert not asked or sorted(doubt.code for doubt in reading.doubts) == sorted(asked)

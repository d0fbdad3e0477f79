"""What `python -m content.explain` tells about words."""

from datetime import date
from pathlib import Path

import pytest

from content.explain import explain, main
from content.recognise import forms
from content.recognise.form import FORMS, Frame

DOCS = Path(__file__).parents[2] / "docs" / "reader.md"
FRAME = Frame(today=date(2024, 11, 8), issued=date(2024, 11, 8))


def _told(text: str, heading: str = "") -> list[str]:
    return list(explain(text, FRAME, heading))


def _lines(told: list[str], word: str) -> list[str]:
    return [line.removeprefix(word).strip() for line in told if line.startswith(word)]


def test_it_names_who_won_and_why_the_others_lost() -> None:
    told = _told("Treo cờ từ ngày 20/12 đến ngày 22/12/2024")
    assert len(_lines(told, "WON")) == 1
    assert all("is longer" in line for line in _lines(told, "LOST"))
    assert _lines(told, "DATE") == ["period 2024-12-20..2024-12-22 “Treo cờ” (từ ngày D/M(/Y) đến ngày D/M(/Y))"]


def test_it_tells_the_cues_and_what_they_say() -> None:
    assert _lines(_told("Lễ hội diễn ra ngày 20/12/2024"), "CUE") == [
        "[0:6] “lễ hội” says event, strength 1",
        "[7:14] “diễn ra” says event, strength 2",
    ]


def test_a_heading_has_its_say() -> None:
    told = _told("Ngày 22/12/2024.", "Treo đèn lồng")
    assert _lines(told, "HEADING") == ["[0:4] “treo” says period, strength 2"]
    assert _lines(told, "DATE")[0].startswith("period")


def test_it_says_when_nothing_is_to_be_aired_and_what_is_cited() -> None:
    told = _told("Theo Kế hoạch số 12/KH-UBND ngày 01/11/2024, đã xong ngày 05/11/2024.")
    assert _lines(told, "CITED")
    assert _lines(told, "NO DATE")
    assert _lines(_told("không có gì"), "NOTHING")


def test_it_tells_the_doubts() -> None:
    assert _lines(_told("Họp ngày 31/02/2025"), "DOUBT")[0].startswith("impossible-date (blocking)")
    assert _lines(_told("Nhân Ngày Nhà giáo Việt Nam, các trường gặp mặt"), "DOUBT")[0].startswith("named-day")


def test_a_whole_file_is_explained_item_by_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Kính gửi: Các xã.\n\n1. Treo cờ từ ngày 20/12/2024 đến ngày 22/12/2024.\n", encoding="utf-8")
    assert main([str(source), "--file"]) == 0
    assert "period 2024-12-20..2024-12-22" in capsys.readouterr().out
    assert main(["Lễ hội ngày 20/12/2024"]) == 0
    assert "WON" in capsys.readouterr().out


def test_what_the_docs_show_is_what_it_tells(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Treo cờ chào mừng Lễ hội Cầu ngư từ ngày 05 đến ngày 14/12/2024."]) == 0
    assert capsys.readouterr().out in DOCS.read_text(encoding="utf-8")


def test_the_docs_list_the_forms_by_family() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    for family in {one.family for one in FORMS}:
        said = (getattr(forms, family).__doc__ or "").strip().splitlines()[0]
        assert f"| `{family}` | {sum(one.family == family for one in FORMS)} | {said} |" in docs

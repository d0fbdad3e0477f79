"""docs/doubts.md says every doubt there is, and each of its examples raises it."""

import re
from pathlib import Path

import pytest

from content.directive import Doubt, Reading
from content.recognise import recognise
from tests.content.samples import TODAY

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "doubts.md").read_text(encoding="utf-8")
HEAD = "SỞ VĂN HÓA\nSố: 12/SVH-TT\nHà Nội, ngày 08 tháng 11 năm 2024\nV/v tuyên truyền\n\nKính gửi: Các xã.\n\n1. "
SECTIONS = dict(re.findall(r"^### `([a-z-]+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
EXAMPLES = {code: m[1] for code, text in SECTIONS.items() if (m := re.search(r"```\n(.*?)\n```", text, re.DOTALL))}
RAISED = re.compile(r"(?:Doubt|Doubtful)\(\s*\"([a-z-]+)\"|\(\s*\"([a-z]+(?:-[a-z]+)+)\",\s*f?\"[^\"]{20,}\"")


def _codes() -> set[str]:
    """Every code in the sources; refusals of files are errors and no doubts."""
    paths = (path for path in (ROOT / "content").rglob("*.py") if path.name not in ("refusals.py", "tools.py"))
    sources = (path.read_text(encoding="utf-8") for path in paths)
    return {one or other for source in sources for one, other in RAISED.findall(source)}


def _read(code: str) -> Reading:
    text = EXAMPLES[code]
    return recognise(text if "Kính gửi" in text else f"{HEAD}{text}\n", TODAY)


def _doubts(code: str) -> list[Doubt]:
    return [doubt for doubt in _read(code).doubts if doubt.code == code]


def test_every_code_is_described_and_every_description_has_a_code() -> None:
    assert set(SECTIONS) == _codes()


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_raises_its_doubt(code: str) -> None:
    found = _doubts(code)
    assert found, [doubt.code for doubt in _read(code).doubts]
    assert all(doubt.message.endswith(".") and doubt.span[0] < doubt.span[1] for doubt in found)
    assert {doubt.blocking for doubt in found} == {"**Blocking.**" in SECTIONS[code]}


def test_only_what_no_text_can_show_has_no_example() -> None:
    assert set(SECTIONS) - set(EXAMPLES) == {"too-slow", "scanned", "pages-not-read", "header-differs"}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("blank-number", "Số:      /"),
        ("blank-date", "ngày     tháng     năm 2024"),
        ("issued-before-cited", "Công văn số 15/SNV-CC ngày 20/12/2024"),
        ("week-mismatch", "tuần thứ 25 năm 2024"),
        ("abolished-unit", "UBND các huyện"),
        ("deadline-before-issue", "trước ngày 25/9/2024"),
    ],
)
def test_a_doubt_points_at_its_words(code: str, words: str) -> None:
    reading = _read(code)
    assert words in [reading.text[slice(*doubt.span)] for doubt in _doubts(code)]


QUIET = [
    "Thực hiện Công văn số 15/SNV-CC ngày 20/10/2024 của Sở Nội vụ, các xã treo cờ.",
    "Tuyên truyền tỷ lệ 2/3 chiều cao; gọi số 0693.519.345; đạt 12/12 xã.",
    "Báo cáo trước ngày 25/12/2024 về Sở.",
]


@pytest.mark.parametrize("sentence", QUIET)
def test_nothing_is_doubted_without_a_reason(sentence: str) -> None:
    assert recognise(f"{HEAD}{sentence}\n", TODAY).doubts == ()


def test_an_old_name_of_a_unit_is_no_doubt_in_its_time_or_when_told_as_former() -> None:
    text = "SỞ A\nSố: 12/SVH-TT\nHà Nội, ngày 08 tháng 11 năm {}\n\nKính gửi: Các xã.\n\n1. {}\n"
    for year, words in ((2024, "UBND các huyện treo cờ."), (2026, "Địa bàn UBND huyện cũ: treo cờ.")):
        assert "abolished-unit" not in [d.code for d in recognise(text.format(year, words), TODAY).doubts]

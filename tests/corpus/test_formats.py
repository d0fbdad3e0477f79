"""The comparison of kinds of files says what is lost, and passes only where nothing is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.content.pages import as_html
from tests.content.test_reading_tools import scans
from tests.corpus import formats

NAME = "an-giang-2018-dinh-huong-thang-4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for ending in ("txt", "json"):
        shutil.copy(Path(__file__).parent / "open" / f"{NAME}.{ending}", tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", [*formats.WITH_TEXT, pytest.param("scan", marks=scans)])
def test_one_text_is_read_from_every_kind(folder: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert formats.main([str(folder), "--as", kind]) == 0
    said = capsys.readouterr().out.splitlines()
    assert kind == "scan" or said[0] == f"{kind}: 1 of 1 texts say what the .txt says"
    assert any(line.split()[0] == "dates" and f"from {kind}" in line for line in said)


def test_what_a_kind_loses_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half = formats.Kind("html", lambda text: as_html(text.split("III- ")[0]))
    monkeypatch.setitem(formats.KINDS, "html", half)
    one = formats.compared(folder / f"{NAME}.txt", "html")
    assert not one.same
    assert "items: missing III.1" in one.faults()


def test_a_text_that_cannot_be_read_is_no_success(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = folder / f"{NAME}.txt"
    text.write_text("MẬT\n\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    assert formats.main([str(folder), "--as", "html"]) == 1
    assert f"otherwise: {NAME}" in capsys.readouterr().out


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        formats.main([str(tmp_path)])
    assert ended.value.code


def test_a_sample_is_picked_from_all_of_the_texts() -> None:
    texts = formats.picked([Path(__file__).parent / "open"], None)
    some = formats.picked([Path(__file__).parent / "open"], 5)
    assert len(some) == 5
    assert some[0] == texts[0]
    assert some[-1] in texts[-len(texts) // 5 :]

"""The child process: what it prints, and what it cannot do."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.samples import CORPUS, as_docx, as_pdf

ROOT = Path(__file__).parents[2]


def _run(*arguments: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "content", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("make", [as_docx, as_pdf, str.encode], ids=["docx", "pdf", "txt"])
def test_it_prints_a_reading_and_nothing_else(make: Callable[[str], bytes], tmp_path: Path) -> None:
    ending = {as_docx: "docx", as_pdf: "pdf"}.get(make, "txt")
    text = (CORPUS / "xa-2025-lich-phat-thanh.txt").read_text(encoding="utf-8")
    (tmp_path / "blob").write_bytes(make(text))
    done = _run(str(tmp_path / "blob"), "--name", f"kế hoạch.{ending}", "--today", "2026-11-21")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["header"]["number"] == "118/KH-UBND"


def test_a_refusal_is_printed_with_its_own_status(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"x")
    done = _run(str(tmp_path / "a.odt"), "--today", "2026-11-21")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "unsupported-type"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_it_can_neither_connect_nor_start_anything(attempt: str) -> None:
    done = _run(code=f"import content.__main__ as jail; jail.limit()\n{attempt}")
    assert "is not allowed while reading" in done.stderr


def test_it_cannot_write_a_file_nor_take_all_memory(tmp_path: Path) -> None:
    start = "import content.__main__ as jail; jail.limit()\n"
    assert _run(code=f"{start}open({str(tmp_path / 'x')!r}, 'w').write('x' * 9999)").returncode != 0
    assert not (tmp_path / "x").exists() or os.path.getsize(tmp_path / "x") == 0
    assert "MemoryError" in _run(code=f"{start}bytearray(600 * 1024 * 1024)").stderr

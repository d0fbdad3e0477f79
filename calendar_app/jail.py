"""Untrusted files are read in a child process that limits its own memory, time and reach."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from calendar_app.errors import Unreadable
from calendar_app.settings import MAX_FILE_BYTES

WALL_SECONDS = 20
SLOW_SECONDS = 120  # where an outside program may have to read: up to 30 pages of a scan, or an old Word document
SLOW = frozenset((".doc", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"))
REFUSED = 3  # the child's exit status for a file it will not read
_ROOT = Path(__file__).resolve().parent.parent

TOO_LARGE = f"Tệp lớn hơn {MAX_FILE_BYTES // 1024 // 1024} MB. Hãy gửi riêng văn bản, bỏ bớt ảnh và phụ lục kèm theo."
BROKEN = (
    "Không đọc được tệp này: máy đã phải dừng giữa chừng vì tệp hỏng hoặc quá nặng. "
    "Hãy mở tệp, lưu lại thành .docx hoặc .pdf mới rồi gửi lại."
)


def read(data: bytes, name: str, today: date, known: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the reading of a file as JSON (content.directive.Reading), or raise Unreadable.

    `known` is what is known of its header from elsewhere (content.directive.Known as JSON).
    Whatever the file does to the child, the caller only ever sees one of these two.
    """
    (answer,) = _child(data, name, ["--today", today.isoformat(), "--known", json.dumps(known or {})])
    return answer


def opened(data: bytes, name: str, today: date) -> list[dict[str, Any]]:
    """Return what a parcel holds (content.parcels.Parcel.to_json), or raise Unreadable."""
    return _child(data, name, ["--today", today.isoformat(), "--open"])


def page_picture(data: bytes, number: int, today: date) -> bytes:
    """Return a page of a PDF, from 1, as a PNG picture; raise Unreadable where it cannot be drawn."""
    (answer,) = _child(data, "trang.pdf", ["--today", today.isoformat(), "--page", str(number)])
    return base64.b64decode(answer["png"])


def read_words(asked: dict[str, Any], today: date) -> dict[str, Any]:
    """Return what a passage or typed words say (content.recognise.passage.answered), or raise Unreadable."""
    (answer,) = _child(json.dumps(asked).encode(), "doan.json", ["--today", today.isoformat(), "--words"])
    return answer


def _child(data: bytes, name: str, arguments: list[str]) -> list[dict[str, Any]]:
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable("too-large", TOO_LARGE)
    with tempfile.NamedTemporaryFile(prefix="lich-", suffix=Path(name).suffix[:10]) as file:
        file.write(data)
        file.flush()
        return _answers(_run([file.name, "--name", name, *arguments], _seconds(name)))


def _seconds(name: str) -> int:
    return SLOW_SECONDS if Path(name).suffix.lower() in SLOW else WALL_SECONDS


def _run(arguments: list[str], seconds: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "content", *arguments]
    try:
        return subprocess.run(
            command,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            env={"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("damaged", BROKEN) from error


def _answers(child: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    try:
        answers: list[dict[str, Any]] = [json.loads(line) for line in child.stdout.splitlines()]
    except ValueError as error:
        raise Unreadable("damaged", BROKEN) from error
    if child.returncode == REFUSED and answers:
        raise Unreadable(answers[0]["error"]["code"], answers[0]["error"]["message"])
    if child.returncode != 0 or not answers:
        raise Unreadable("damaged", BROKEN)
    return answers

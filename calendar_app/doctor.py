"""What is wrong with an installation, said so that its owner can mend it."""

from __future__ import annotations

import hashlib
import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import select

from calendar_app import deliver, jail, log_search, publish, tree
from calendar_app.errors import Problem
from calendar_app.models import Directive, User
from calendar_app.settings import Settings
from calendar_app.store import Store

LEAST_FREE = 500 * 1024 * 1024
PROBE = "Kính gửi: Các đơn vị.\n\n1. Treo cờ từ ngày 01/9/2025 đến hết ngày 03/9/2025.\n"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is good, and what was seen or what to do."""

    name: str
    good: bool
    said: str


def examine(store: Store, settings: Settings, now: datetime) -> list[Finding]:
    """Look at everything the service stands on."""
    return [
        _python(),
        _space(store),
        _database(store),
        _files(store),
        _log(store),
        _people(store),
        _reader(now),
        _public(store, now),
        _address(settings),
        _deliveries(store),
    ]


def _python() -> Finding:
    good = sys.version_info >= (3, 11)
    return Finding("Python", good, sys.version.split()[0] if good else "cần Python 3.11 trở lên")


def _space(store: Store) -> Finding:
    free = shutil.disk_usage(store.data).free
    said = f"còn {free // 1024 // 1024} MB ở {store.data}"
    return Finding("Đĩa", free > LEAST_FREE, said if free > LEAST_FREE else f"{said}; hãy dọn bớt")


def _database(store: Store) -> Finding:
    with store.reading() as session:
        said = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one()
    return Finding("Cơ sở dữ liệu", said == "ok", "nguyên vẹn" if said == "ok" else f"{said}; hãy khôi phục bản sao")


def _files(store: Store) -> Finding:
    with store.reading() as session:
        digests = session.exec(select(Directive.sha256)).all()
    bad = [digest for digest in digests if not _whole(store, digest)]
    said = f"{len(digests)} tệp gốc nguyên vẹn" if not bad else f"mất hoặc hỏng: {', '.join(d[:8] for d in bad)}"
    return Finding("Tệp gốc", not bad, said)


def _whole(store: Store, digest: str) -> bool:
    path = store.blob_path(digest)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _log(store: Store) -> Finding:
    with store.reading() as session:
        walked = log_search.walk(session)
    if walked.broken:
        said = f"dòng {walked.broken.number} {walked.broken.said}; hãy so với bản sao lưu"
        return Finding("Nhật ký", False, said)
    return Finding("Nhật ký", True, f"{walked.rows} dòng nguyên vẹn, dấu {walked.head[:12]}…")


def _people(store: Store) -> Finding:
    with store.reading() as session:
        count = len(session.exec(select(User.id)).all())
    return Finding("Người dùng", count > 0, f"{count}" if count else "chưa có; chạy: user add TÊN --role editor")


def _reader(now: datetime) -> Finding:
    try:
        items = jail.read(PROBE.encode(), "thu.txt", now.date())["items"]
    except Problem as problem:
        return Finding("Bộ đọc", False, problem.message)
    return Finding("Bộ đọc", len(items) == 1, "đọc được văn bản thử" if len(items) == 1 else "đọc sai văn bản thử")


def _public(store: Store, now: datetime) -> Finding:
    folder = tree.current(store.data / "public")
    if folder is None:
        return Finding("Bản công khai", False, "chưa có; chạy: publish")
    broken = [path for path, fact in tree.read_manifest(folder).items() if not _matches(folder / path, fact.sha256)]
    if broken:
        return Finding("Bản công khai", False, f"tệp hỏng: {', '.join(broken[:3])}; chạy: publish")
    late = publish.due(store, now)
    return Finding(
        "Bản công khai", not late, "quá hạn dựng lại; tiến trình worker có chạy không?" if late else folder.name
    )


def _matches(path: Path, sha256: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _address(settings: Settings) -> Finding:
    return Finding("Địa chỉ công khai", True, settings.public_url)


def _deliveries(store: Store) -> Finding:
    with store.reading() as session:
        parked = deliver.parked(session)
    if not parked:
        return Finding("Tin gửi đi", True, "không có tin nào đã ngừng gửi")
    said = f"{len(parked)} tin đã ngừng gửi ({parked[-1].what}): {parked[-1].error}"
    return Finding("Tin gửi đi", False, f"{said} Sửa rồi bấm “Gửi lại” ở /bien-tap/gui-di/")

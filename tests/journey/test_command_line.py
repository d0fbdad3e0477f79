"""Directives go in by the command line and come out of other people's programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.feeds.consumers import feedparser_items, icalendar_events, read_with_node
from tests.journey import expected

needs_shared = pytest.mark.skipif(not expected.REAL, reason="the real directives are not beside this checkout")


def flask(data: Path, *words: str | Path, code: int = 0) -> str:
    """Run one command as a person would; return what it printed."""
    command = [sys.executable, "-m", "flask", "--app", "calendar_app", *map(str, words)]
    environment = {**os.environ, "LICH_DATA": str(data)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stderr[-2000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five real directives, taken in, accepted, published and exported."""
    data, out = tmp_path_factory.mktemp("var"), tmp_path_factory.mktemp("out")
    flask(data, "intake", "--accept", *expected.REAL)
    flask(data, "publish", "--note", "năm văn bản thật")
    flask(data, "export", out)
    return out


@needs_shared
def test_icalendar_reads_every_day_of_the_five_directives_and_no_cited_one(published: Path) -> None:
    expected.check_calendar(icalendar_events((published / "feeds/tat-ca.ics").read_bytes()))


@needs_shared
@pytest.mark.node
@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def test_the_parsers_of_thunderbird_and_of_node_read_the_same(published: Path, zone: str) -> None:
    path = published / "feeds/tat-ca.ics"
    seen: dict[str, Any] = read_with_node([path], zone)[str(path)]
    expected.check_calendar(seen["icalJs"])
    expected.check_calendar(seen["nodeIcal"])


@needs_shared
@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_feed_readers_are_told_the_days(published: Path, extension: str) -> None:
    items = feedparser_items((published / f"feeds/tat-ca.{extension}").read_bytes())
    expected.check_titles([item["title"] for item in items])


@needs_shared
def test_json_feed_tells_the_days(published: Path) -> None:
    items = json.loads((published / "feeds/tat-ca.json").read_text())["items"]
    expected.check_titles([item["title"] for item in items])


@needs_shared
def test_a_feed_shows_its_channel_or_kind_and_nothing_else(published: Path) -> None:
    deadlines = icalendar_events((published / "feeds/loai-han-nop.ics").read_bytes())
    assert {expected.days_of(event) for event in deadlines} == {("2020-07-14", "2020-07-14")}
    days = icalendar_events((published / "feeds/loai-ky-niem.ics").read_bytes())
    assert {expected.days_of(event)[0] for event in days} == {"2024-11-18", "2024-11-20", "2024-12-22"}
    radio = {event["uid"] for event in icalendar_events((published / "feeds/kenh-truyen-thanh.ics").read_bytes())}
    everything = {event["uid"] for event in icalendar_events((published / "feeds/tat-ca.ics").read_bytes())}
    assert radio < everything


def test_the_samples_come_out_with_their_days(tmp_path: Path) -> None:
    flask(tmp_path / "var", "intake", "--accept", *sorted(SAMPLES.glob("*.txt")))
    flask(tmp_path / "var", "publish")
    flask(tmp_path / "var", "export", tmp_path / "out")
    events = icalendar_events((tmp_path / "out/feeds/tat-ca.ics").read_bytes())
    days = {expected.days_of(event) for event in events}
    assert {
        ("2024-11-20", "2024-11-20"),
        ("2024-11-18", "2024-11-18"),
        ("2024-12-22", "2024-12-22"),
        ("2024-11-15", "2024-12-15"),
        ("2024-12-19", "2024-12-19"),
        ("2026-12-15", "2026-12-31"),
        ("2026-12-24", "2026-12-24"),
    } <= days
    aired = {day for pair in days for day in pair}
    assert not aired & {"2024-11-04", "2024-10-30", "2022-09-12", "2026-11-06"}
    week = flask(tmp_path / "var", "week", "2024-W46")
    assert "Tuần 46 (11/11–17/11/2024)" in week
    assert "Phòng cháy, chữa cháy rừng" in week


def test_the_same_file_twice_makes_nothing_twice(tmp_path: Path) -> None:
    sample = SAMPLES / "tuan-46-2024.txt"
    first = flask(tmp_path, "intake", "--accept", sample)
    flask(tmp_path, "publish")
    again = flask(tmp_path, "intake", "--accept", sample)
    assert "đã có từ trước" in again
    assert first.splitlines()[0].split(":")[1].split()[0] == again.split(":")[1].split()[0]
    assert "Không có gì mới" in flask(tmp_path, "publish")


def test_reading_prints_json_and_stores_nothing(tmp_path: Path) -> None:
    reading = json.loads(flask(tmp_path / "var", "read", SAMPLES / "tuan-46-2024.txt"))
    assert reading["header"]["number"] == "1874/STTTT-TTBCXB"
    assert reading["window"]["start"] == "2024-11-11"
    assert not list((tmp_path / "var").rglob("*.sqlite3"))


def test_a_file_that_cannot_be_read_is_refused_with_words_and_a_status(tmp_path: Path) -> None:
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"khong phai docx")
    said = flask(tmp_path / "var", "intake", broken, SAMPLES / "tuan-46-2024.txt", code=1)
    assert "hong.docx" in said
    assert "tuan-46-2024.txt" in said
    assert "Error" in flask(tmp_path / "var", "read", broken, code=1)


def test_an_unknown_week_is_refused_with_an_example(tmp_path: Path) -> None:
    assert "Năm 2024 có 52 tuần." in flask(tmp_path, "week", "2024-W53", code=1)


def test_every_command_says_what_it_does(tmp_path: Path) -> None:
    for command in ("read", "intake", "publish", "export", "week", "doctor", "worker", "demo"):
        assert "Usage:" in flask(tmp_path, command, "--help")
    assert "--role" in flask(tmp_path, "user", "add", "--help")


def test_the_doctor_names_what_is_missing_and_is_content_when_all_is_there(tmp_path: Path) -> None:
    said = flask(tmp_path, "doctor", code=1)
    assert "HỎNG  Người dùng" in said
    assert "HỎNG  Bản công khai" in said
    flask(tmp_path, "demo")
    assert "HỎNG" not in flask(tmp_path, "doctor")

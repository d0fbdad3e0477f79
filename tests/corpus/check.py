"""What every directive of this corpus and its gold reading must satisfy, apart from any reader."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HALVES = ("open", "kept")
ROLES = {"anniversary", "event", "period", "start", "deadline", "recurring"}
KINDS = {"regular", "thematic", "anniversary", "task", "form"}
PRECISIONS = {"day", "week", "month", "quarter", "year"}
CHANNELS = {
    "press",
    "radio_tv",
    "loudspeaker",
    "portal",
    "social",
    "visual",
    "led_board",
    "mobile_team",
    "conference",
    "print",
    "sms",
    "art",
}
WEEKDAYS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "7": 5,
    "chủ nhật": 6,
    "cn": 6,
}
WEEKDAY_AND_DATE = re.compile(
    r"(?:thứ\s+(hai|ba|tư|năm|sáu|bảy|[2-7])|(chủ nhật))\b[\s,(]{0,3}(?:ngày\s+)?"
    r"(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:(?:\s*[/.-]\s*|\s+năm\s+)(\d{4}))?",
    re.IGNORECASE,
)

Gold = dict[str, Any]


def one_line(text: str) -> str:
    """Composed letters, any run of blanks and line ends as one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """The comparison of words that the scorer makes: no case, no accents, no emphasis."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    bare = re.sub(r"[“”\"'’‘*_]", "", re.sub(r"[‐-―−]", "-", bare))
    return re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", bare)).strip(" .;,:")


def dates_of(gold: Gold) -> Iterator[tuple[str, dict]]:
    """Every dated fact of a gold reading with the path of its item."""
    for item in gold["items"]:
        for dated in item["dates"]:
            yield item["path"], dated


def dates_are_well_formed(gold: Gold, _text: str) -> Iterator[str]:
    """Roles, precisions and order of the days."""
    for path, dated in dates_of(gold):
        days = [date.fromisoformat(d) for d in (dated["start"], dated["end"]) if d]
        if days != sorted(days):
            yield f"{path}: starts after it ends: {dated['text']}"
        if dated["role"] not in ROLES or dated.get("precision", "day") not in PRECISIONS:
            yield f"{path}: unknown role or precision: {dated}"
        if dated["role"] == "deadline" and (dated["start"] or not dated["end"]):
            yield f"{path}: a deadline has an end alone: {dated['text']}"
        if dated["role"] == "anniversary" and dated.get("precision") is None and dated["start"] != dated["end"]:
            yield f"{path}: an anniversary is one day: {dated['text']}"
        if (dated["role"] == "recurring") != ("rrule" in dated):
            yield f"{path}: a rule belongs to what recurs: {dated['text']}"


def header_is_well_formed(gold: Gold, _text: str) -> Iterator[str]:
    """Days of the header, the window and the citations can be read."""
    header, window = gold["header"], gold["window"]
    days = [header["issued_on"], header["not_before"], window["start"], window["end"]]
    days += [*window.get("start_alt", []), *window.get("end_alt", [])]
    days += [c["date"] for c in gold["citations"]]
    for day in filter(None, days):
        date.fromisoformat(day)
    if header["issued_on"] and header["not_before"]:
        yield "not_before beside a known day of issue"
    if header["issued_on"] and header["issued_month"] != header["issued_on"][:7]:
        yield "issued_month differs from issued_on"
    latest = max((c["date"] for c in gold["citations"] if c["date"]), default=None)
    if header["issued_on"] is None and header["not_before"] != latest:
        yield f"not_before should be the latest citation, {latest}"


def items_are_well_formed(gold: Gold, _text: str) -> Iterator[str]:
    """Paths are unique, kinds and channels are of the agreed lists."""
    paths = [item["path"] for item in gold["items"]]
    for path in {p for p in paths if paths.count(p) > 1}:
        yield f"path twice: {path}"
    for path in paths:
        for other in paths:
            if other.startswith(path + "."):
                yield f"{path} is a heading of {other}, not a leaf"
    for item in gold["items"]:
        for kind in {item["kind"], *item.get("kind_alt", [])} - KINDS:
            yield f"{item['path']}: unknown kind {kind}"
        for channel in set(item.get("channels_any", [])) - CHANNELS:
            yield f"{item['path']}: unknown channel {channel}"


WORDS_OF_ITEM = ("title_has", "text_has", "text_lacks", "audiences_has", "providers", "slogans", "links")


def words_wanted(gold: Gold) -> Iterator[tuple[str, str]]:
    """Every phrase the gold asks for, with the place that asks."""
    for path, dated in dates_of(gold):
        yield from ((path, words) for words in dated["label_has"])
    for item in gold["items"]:
        for field in WORDS_OF_ITEM:
            yield from ((f"{item['path']} {field}", words) for words in item.get(field, []))
    for field in ("subject_has", "recipients"):
        yield from ((field, words) for words in gold["header"][field])


def words_occur(gold: Gold, text: str) -> Iterator[str]:
    """Every phrase the gold asks for stands in the text, a date's own words to the letter.

    A phrase that a page break or a footnote cuts in two is listed under the gold's traps.
    """
    said, folded = one_line(text), fold(text + " ".join(gold.get("traps", [])))
    for path, dated in dates_of(gold):
        if dated["text"] not in said:
            yield f"{path}: no such words: {dated['text']!r}"
    for place, words in words_wanted(gold):
        if fold(words) not in folded:
            yield f"{place}: not in the text: {words!r}"


MONTHS = (
    "giêng", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip


def citations_occur(gold: Gold, text: str) -> Iterator[str]:
    """The digits of every cited number, and the day and month of its date, stand in the text."""
    said = re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
    seen = set()
    for cite in gold["citations"]:
        for digits in re.findall(r"\d+", cite["number"]):
            if digits not in said:
                yield f"no such number: {cite['number']}"
        if cite["date"]:
            _, month, day = (int(part) for part in cite["date"].split("-"))
            spelled = MONTHS[month - 1].replace(" ", "")
            wanted = rf"(?<!\d)0?{day}(?:[/.\-–]|tháng)(?:0?{month}(?!\d)|(?:{spelled}))"
            if not re.search(wanted, said, re.IGNORECASE):
                yield f"no such date of {cite['number']}: {cite['date']}"
        key = (re.sub(r"\W", "", cite["number"]), cite["date"])
        if key in seen:
            yield f"cited twice: {cite['number']}"
        seen.add(key)


def weekdays_agree(gold: Gold, text: str) -> Iterator[str]:
    """A weekday beside a date is the right one, unless the gold lists the phrase under traps."""
    years: dict[str, str] = {}
    for _, dated in dates_of(gold):
        for day in filter(None, (dated["start"], dated["end"])):
            years.setdefault(day[5:], day[:4])
    traps = " ".join(gold.get("traps", []))
    for found in WEEKDAY_AND_DATE.finditer(one_line(text)):
        name, sunday, day, month, year = found.groups()
        year = year or years.get(f"{int(month):02}-{int(day):02}")
        if year is None or found.group(0) in traps:
            continue
        if date(int(year), int(month), int(day)).weekday() != WEEKDAYS[(name or sunday).lower()]:
            yield f"not that weekday: {found.group(0)}"


CHECKS: tuple[Callable[[Gold, str], Iterator[str]], ...] = (
    header_is_well_formed,
    items_are_well_formed,
    dates_are_well_formed,
    words_occur,
    citations_occur,
    weekdays_agree,
)


def directives() -> list[Path]:
    """Every text of both halves."""
    return sorted(path for half in HALVES for path in (HERE / half).glob("*.txt"))


def faults_of(text_file: Path) -> list[str]:
    """What is wrong with one directive and its gold; empty where all is well."""
    gold_file = text_file.with_suffix(".json")
    if not gold_file.exists():
        return [f"{text_file.name}: no gold beside it"]
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    text = text_file.read_bytes().decode("utf-8")
    return [f"{text_file.name}: {fault}" for check in CHECKS for fault in check(gold, text)]


def main() -> int:
    """Print every fault; 1 where there is one."""
    faults = [fault for text_file in directives() for fault in faults_of(text_file)]
    sys.stdout.write("".join(fault + "\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

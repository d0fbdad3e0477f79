"""The entries as CSV and as plain JSON."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.entries import entries, schema
from feeds.sheet import BOM, COLUMNS, FORMULA, sheet
from feeds.view import Entry, FeedView, Source
from tests.feeds.cases import ALL, VIEWS
from tests.feeds.samples import NEW, SOURCE, feed

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|'/C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "\u200b=1",
    "\ufeff=1",
    '"=1',
    "'=1",
    ";=1",
    '="a"\r\n=1',
]
TEXTS = ("kind_name", "title", "text", "when", "reason", "url")
LISTS = ("channel_names", "audiences", "providers", "slogans")


def rows(view: FeedView) -> list[dict[str, str]]:
    text = sheet(view).decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def spoilt(text: str) -> Entry:
    texts: dict[str, Any] = {**dict.fromkeys(TEXTS, text), **dict.fromkeys(LISTS, (text, text))}
    bad = Source(**{field.name: text for field in fields(Source)})
    return replace(NEW, source=bad, **texts)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula(payload: str) -> None:
    (row,) = rows(feed(spoilt(payload)))
    assert all(cell[:1] not in FORMULA for cell in row.values())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_stays_in_its_cell_and_is_no_formula(text: str) -> None:
    (row,) = rows(feed(spoilt(text)))
    assert set(row) == set(COLUMNS)
    assert all(cell[:1] not in FORMULA for cell in row.values())
    assert (row["Từ ngày"], row["Số lần sửa"]) == ("2024-11-20", "0")


def test_a_row_says_what_a_calendar_says() -> None:
    (row,) = rows(VIEWS["cancelled"])
    assert row["Tiêu đề"] == "Ngày Nhà giáo Việt Nam"
    assert (row["Trạng thái"], row["Lý do hủy"]) == ("Đã hủy", "hoãn theo Công văn số 1300/STTTT-TTBCXB")
    assert (row["Từ ngày"], row["Đến ngày"]) == ("2024-11-20", "2024-11-20")
    assert (row["Số lần sửa"], row["Sửa lần cuối"]) == ("2", "2024-11-12 10:15")
    assert row["Kênh"] == "Đài truyền thanh; Cổng thông tin điện tử"


def test_what_is_undated_has_empty_days_and_lines_end_as_excel_wants() -> None:
    (row,) = rows(VIEWS["undated"])
    assert (row["Từ ngày"], row["Đến ngày"]) == ("", "")
    assert sheet(VIEWS["undated"]).count(b"\r\n") == 2


def check(view: FeedView) -> list[dict[str, Any]]:
    """Return the entries in JSON after checking them against the published schema, formats included."""
    published = json.loads(schema(view.schema))
    jsonschema.Draft202012Validator.check_schema(published)
    written = json.loads(entries(view))
    jsonschema.Draft202012Validator(published, format_checker=jsonschema.FormatChecker()).validate(written)
    assert written["$schema"] == published["$id"] == view.schema
    found: list[dict[str, Any]] = written["entries"]
    return found


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_case_keeps_to_the_schema(name: str) -> None:
    check(VIEWS[name])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_keeps_to_the_schema(text: str) -> None:
    assert len(check(feed(spoilt(text)))) == 1


def test_plain_json_has_the_facts() -> None:
    (found,) = check(feed(replace(NEW, end=date(2024, 11, 22))))
    assert (found["uid"], found["start"], found["end"]) == (NEW.uid, "2024-11-20", "2024-11-22")
    assert found["directive"]["title"] == SOURCE.title
    assert found["changed"] == "2024-11-08T07:30:00+00:00"
    assert [entry["uid"] for entry in check(ALL)] == [entry.uid for entry in ALL.entries]

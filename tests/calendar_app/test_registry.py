"""The registry of units as a table: taken in whole or not at all, and given out as it came."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calendar_app import registry, unit_table
from calendar_app.models import Unit
from calendar_app.registry import Outcome
from calendar_app.review import Actor
from calendar_app.store import Store
from content.vocabulary.unit_kinds import unit_kinds
from tests.conftest import NOW, SAMPLES

SAMPLE = (SAMPLES / "don-vi.csv").read_bytes()
ME = Actor("bientap", NOW)
HEAD = "Mã,Tên đơn vị,Loại,Địa bàn,Cấp trên,Từ ngày,Đến ngày,Đơn vị kế thừa,Tên gọi khác"


def take(store: Store, table: str | bytes) -> Outcome:
    data = table.encode() if isinstance(table, str) else table
    with store.writing() as session:
        return registry.take_in(session, data, ME)


def state(store: Store) -> dict[str, dict[str, Any]]:
    with store.reading() as session:
        return {unit.slug: unit.model_dump() for unit in registry.every(session)}


def export(store: Store) -> bytes:
    with store.reading() as session:
        return unit_table.write(registry.every(session))


def said(outcome: Outcome) -> str:
    return "\n".join(map(str, outcome.faults))


def table(*rows: str) -> str:
    return "\n".join((HEAD, *rows, ""))


def test_the_sample_is_taken_in_whole_and_a_second_time_changes_nothing(store: Store) -> None:
    first = take(store, SAMPLE)
    assert (first.new, first.faults) == (len(SAMPLE.splitlines()) - 1, ())
    before = state(store)
    assert {unit["kind"] for unit in before.values()} == set(unit_kinds())
    assert take(store, SAMPLE) == Outcome(same=first.new)
    assert state(store) == before


def test_what_is_given_out_is_taken_in_as_it_was(store: Store, tmp_path: Path) -> None:
    take(store, SAMPLE)
    other = Store(tmp_path / "khac")
    other.migrate()
    assert take(other, export(store)).faults == ()
    assert state(other) == state(store)
    assert export(other) == export(store)


@pytest.mark.parametrize(
    "written",
    [
        SAMPLE,
        b"\xef\xbb\xbf" + SAMPLE,
        SAMPLE.replace(b"\n", b"\r\n"),
        SAMPLE + b"\n\n,,,,,,,,\n",
    ],
    ids=["plain", "mark", "windows", "empty lines"],
)
def test_every_form_that_excel_saves_says_the_same(store: Store, written: bytes) -> None:
    assert take(store, written).faults == ()
    assert len(state(store)) == len(SAMPLE.splitlines()) - 1


def test_semicolons_and_days_as_vietnamese_excel_writes_them(store: Store) -> None:
    lines = io.StringIO(newline="")
    for cells in csv.reader(io.StringIO(SAMPLE.decode())):
        csv.writer(lines, delimiter=";").writerow([c.replace("2025-06-30", "30/06/2025") for c in cells] + [""])
    assert take(store, lines.getvalue()).faults == ()
    assert state(store)["huyen-dak-ha"]["valid_until"] == date(2025, 6, 30)
    assert state(store)["huyen-dak-ha"]["successors"] == ["xa-dak-ha", "xa-dak-mar", "xa-dak-ui"]


def test_headings_need_neither_accents_nor_order_and_columns_for_people_are_passed_over(store: Store) -> None:
    written = "stt,LOAI,ten don vi,Ghi chú,dia ban\n1,đài,Đài truyền thanh xã Ia Chim,gọi lại,quang-ngai\n"
    assert take(store, written) == Outcome(new=1)
    assert state(store)["dai-truyen-thanh-xa-ia-chim"]["kind"] == "station"


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_cell_empties(store: Store) -> None:
    take(store, SAMPLE)
    assert take(store, "Mã,Tên đơn vị,Loại\nbao-kon-tum,Báo Kon Tum (cũ),Báo\n") == Outcome(changed=1)
    unit = state(store)["bao-kon-tum"]
    assert (unit["name"], unit["valid_until"], unit["place"]) == ("Báo Kon Tum (cũ)", date(2025, 6, 30), "kon-tum")
    assert take(store, table("bao-kon-tum,Báo Kon Tum,Báo,kon-tum,,,,,")) == Outcome(changed=1)
    assert state(store)["bao-kon-tum"]["valid_until"] is None


def test_units_that_a_table_does_not_name_stay(store: Store) -> None:
    take(store, SAMPLE)
    before = state(store)
    assert take(store, table("xa-moi,UBND xã Mới,Xã,,quang-ngai,2025-07-01,,,")) == Outcome(new=1)
    assert before.items() <= state(store).items()


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        (["a,Đài A,Đài,quang-ngai,,,,,", "a,Đài B,Đài,quang-ngai,,,,,"], 3, "Mã “a” đã có ở dòng 2"),
        (["a,Đài A,Đài,quang-ngai,,,,,", "b,đài a,Đài,quang-ngai,,,,,"], 3, "đã có, với mã “a”"),
        (["a,Đài A,Đài,quang-ngai,khong-co,,,,"], 2, "Không có đơn vị cấp trên “khong-co”"),
        (["a,Đài A,Đài,quang-ngia,,,,,"], 2, "Không có địa bàn “quang-ngia”. Có phải “quang-ngai”?"),
        (["a,Đài A,Đài,,,,,,"], 2, "Thiếu địa bàn"),
        (["a,Đài A,Đài,b,,,,,", "b,Đài B,Đài,quang-ngai,,,,,"], 2, "Không có địa bàn “b”"),
        (["a,Sở A,Sở,quang-ngai,b,,,,", "b,Sở B,Sở,quang-ngai,a,,,,"], 2, "“Cấp trên” đi vòng tròn"),
        (["a,Sở A,Sở,quang-ngai,a,,,,"], 2, "“Cấp trên” đi vòng tròn: a → a"),
        (["a,Xã A,Xã,b,,,,,", "b,Xã B,Xã,a,,,,,"], 2, "“Địa bàn” đi vòng tròn"),
        (["a,Đài A,Đài,quang-ngai,,,2020-01-01,b,"], 2, "Không có đơn vị kế thừa “b”"),
        (
            [
                "a,Đài A,Đài,quang-ngai,,,2020-01-01,b,",
                "b,Đài B,Đài,quang-ngai,,,2021-01-01,c,",
                "c,Đài C,Đài,quang-ngai,,,2022-01-01,a,",
            ],
            2,
            "“Đơn vị kế thừa” đi vòng tròn",
        ),
        (
            ["a,Đài A,Đài,quang-ngai,,,2024-01-01,b,", "b,Đài B,Đài,quang-ngai,,,2023-01-01,,"],
            2,
            "trước khi kịp kế thừa",
        ),
        (["a,Đài A,Đài,quang-ngai,,,,b,", "b,Đài B,Đài,quang-ngai,,,,,"], 2, "chưa có ngày kết thúc"),
        (["a,Đài A,Loa,quang-ngai,,,,,"], 2, "Không có loại “Loa”. Các loại: Đài, truyền thanh;"),
        (["a,Đài A,Đài,quang-ngai,,2024-02-30,,,"], 2, "“2024-02-30” không phải là một ngày"),
        (["a,Đài A,Đài,quang-ngai,,6/30/2025,,,"], 2, "“6/30/2025” không phải là một ngày"),
        (["a,Đài A,Đài,quang-ngai,,2025-01-02,2025-01-01,,"], 2, "Đến ngày 01/01/2025 trước từ ngày 02/01/2025"),
        (["a,UBND huyện A,Huyện,,,,,,"], 2, "Cấp huyện chỉ còn đến 30/6/2025"),
        (["a,,Đài,quang-ngai,,,,,"], 2, "Thiếu tên đơn vị"),
        (["Xã A,Đài A,Đài,quang-ngai,,,,,"], 2, "Mã “Xã A” không dùng được"),
        (["a_b,Đài A,Đài,quang-ngai,,,,,"], 2, "Mã “a_b” không dùng được"),
        ([",???,Đài,quang-ngai,,,,,"], 2, "Không đặt được mã"),
        (["a,Đài A,Đài,quang-ngai,,,,,,thừa"], 2, "ô nằm ngoài các cột"),
        (['a,"Đài A,Đài,quang-ngai,,,,,'], 2, "Không tách được các ô"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_nothing_changes(
    store: Store, rows: list[str], line: int, words: str
) -> None:
    take(store, SAMPLE)
    before = state(store)
    good = "xa-tot,UBND xã Tốt,Xã,,quang-ngai,,,,"
    outcome = take(store, table(*rows, good))
    assert words in said(outcome)
    assert line in {fault.line for fault in outcome.faults}
    assert all(fault.mend for fault in outcome.faults)
    assert state(store) == before


def test_a_code_that_is_there_twice_is_named_beside_lines_that_cannot_be_read(store: Store) -> None:
    rows = ["a,Đài A,Đài,quang-ngai,,,,,", "a,Đài B,Đài,quang-ngai,,,,,", "c,,Đài,quang-ngai,,,,,"]
    outcome = take(store, table(*rows))
    assert [(fault.line, fault.said) for fault in outcome.faults] == [
        (3, "Mã “a” đã có ở dòng 2."),
        (4, "Thiếu tên đơn vị."),
    ]
    assert state(store) == {}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Bảng trống"),
        (HEAD.encode(), "chỉ có dòng tiêu đề"),
        (HEAD.encode("utf-16"), "không phải bảng CSV mã UTF-8"),
        (b"PK\x03\x04\xff\xfe", "Lưu thành|lưu thành"),
        ("Tên đơn vị\nĐài A\n".encode(), "Thiếu cột “Loại”"),
        ("Tên đơn vị,Loại,Loại\nĐài A,Đài,Đài\n".encode(), "có hai lần"),
        ("Tên đơn vị,Loại,Đơn vị kế thùaa\nĐài A,Đài,\n".encode(), "Không hiểu cột “Đơn vị kế thùaa”"),
    ],
)
def test_what_is_no_table_of_units_is_told_so(store: Store, data: bytes, words: str) -> None:
    outcome = take(store, data)
    assert any(word in said(outcome) for word in words.split("|"))
    assert state(store) == {}


def test_a_name_that_a_spreadsheet_would_compute_is_guarded_and_comes_back(store: Store) -> None:
    take(store, table('a,"=HYPERLINK(""x"")",Đài,quang-ngai,,,,,+84'))
    assert b"\"'=HYPERLINK" in export(store)
    before = state(store)
    assert take(store, export(store)) == Outcome(same=1)
    assert state(store) == before


def test_a_registry_of_thousands_in_one_circle_is_refused_in_seconds(store: Store) -> None:
    many = 5000
    rows = (f"d{n},Đài {n},Đài,quang-ngai,d{(n + 1) % many},,,," for n in range(many))
    outcome = take(store, table(*rows))
    assert len(outcome.faults) == 1
    assert "vòng tròn" in said(outcome)
    assert len(said(outcome)) < 2000


SLUGS = st.sampled_from(["a", "b", "c", "d", "quang-ngai", "A", "x_y", ""])
DAYS = st.sampled_from(["", "2020-01-01", "2024-06-30", "30/6/2025", "2026-01-01", "31/2/2024"])
KINDS = st.sampled_from([*(kind.name for kind in unit_kinds().values()), "Loa", ""])
ROWS = st.tuples(
    SLUGS, st.sampled_from(["Đài A", "Đài B", "", "=1"]), KINDS, SLUGS, SLUGS, DAYS, DAYS,
    st.lists(SLUGS, max_size=3).map(", ".join), st.just(""),
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=6), st.lists(ROWS, max_size=4))
def test_any_registry_is_taken_in_whole_or_refused_with_words(
    shared: Store, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    with shared.writing() as session:
        for unit in registry.every(session):
            session.delete(unit)
    for rows in (first, second):
        before = state(shared)
        written = io.StringIO()
        csv.writer(written).writerows([HEAD.split(","), *rows])
        outcome = take(shared, written.getvalue())
        assert bool(outcome.faults) == (outcome.new + outcome.changed + outcome.same == 0)
        if outcome.faults:
            assert state(shared) == before
            assert all(fault.line >= 1 and fault.said and fault.mend for fault in outcome.faults)
        else:
            holds(shared)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_answered(data: bytes) -> None:
    rows, faults = unit_table.read(data)
    assert rows or faults


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.migrate()
        yield store


def holds(store: Store) -> None:
    """Check what every registry that was taken in promises."""
    with store.reading() as session:
        units: dict[str, Unit] = {unit.slug: unit for unit in registry.every(session)}
    for unit in units.values():
        assert {unit.parent, *unit.successors} - {""} <= set(units)
        assert unit.valid_from is None or unit.valid_until is None or unit.valid_from <= unit.valid_until
        assert unit.kind != "district" or unit.ended(date(2025, 7, 1))
        for way in (lambda u: [u.parent], lambda u: u.successors):
            reached, open_ = set(), list(way(unit))
            while open_:
                slug = open_.pop()
                if slug in units and slug not in reached:
                    reached.add(slug)
                    open_ += way(units[slug])
            assert unit.slug not in reached
    assert take(store, export(store)).faults == ()

"""The registry of units: taken in from a table, whole or not at all, and given out as one.

A table adds units and changes those it names by their slug; none is ever removed: one that is no more gets a last day.
The caller holds the transaction and renders the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from itertools import chain, islice
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import log, unit_table
from calendar_app.log import Subject
from calendar_app.models import Unit
from calendar_app.review import Actor
from calendar_app.unit_table import Fault, Row
from content.almanac.provinces import provinces
from content.vocabulary.unit_kinds import AREAS
from feeds.text import day

MOST_FAULTS = 100
SHOWN = 4
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
_FIELDS = ("name", "kind", "place", "parent", "aliases", "valid_from", "valid_until", "successors")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a table: how many units are new, changed, as before; or every fault, and then nothing changed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def said(self) -> str:
        """What became of it, for people."""
        if not self.faults:
            return f"Đã ghi: {self.new} đơn vị mới, {self.changed} sửa, {self.same} như cũ."
        count = f"{len(self.faults)}{' điểm đầu tiên' if len(self.faults) == MOST_FAULTS else ' điểm'}"
        return f"Chưa ghi gì: {count} cần sửa trong bảng."


def every(session: Session) -> list[Unit]:
    """Return all units by slug."""
    return list(session.exec(select(Unit).order_by(col(Unit.slug))).all())


def take_in(session: Session, table: bytes, actor: Actor) -> Outcome:
    """Take in a table of units; where any line of it is bad, nothing is changed and every fault is returned."""
    rows, faults = unit_table.read(table)
    there = {unit.slug: unit for unit in every(session)}
    wanted = {slug: _copy(unit) for slug, unit in there.items()}
    for row in rows:
        _put(wanted, row, actor)
    lines = {row.slug: row.line for row in rows}
    related = () if faults else _wrong(wanted, lines)  # a line that cannot be read may be the parent of another
    faults += islice(chain(_doubles(rows), related), MOST_FAULTS)
    if faults:
        return Outcome(faults=tuple(sorted(faults, key=lambda fault: (fault.line, fault.said))[:MOST_FAULTS]))
    touched = [wanted[slug] for slug in lines]
    changed = [unit for unit in touched if unit.slug in there and _facts(unit) != _facts(there[unit.slug])]
    new = [unit for unit in touched if unit.slug not in there]
    outcome = Outcome(len(new), len(changed), len(touched) - len(new) - len(changed))
    counted = {"new": outcome.new, "changed": outcome.changed, "same": outcome.same}
    log.record(session, actor.name, actor.at, "unit.import", Subject("Sổ đơn vị"), {}, counted)
    for unit in (*new, *changed):
        _tell(session, there.get(unit.slug), unit, actor)
        session.merge(unit)
    return outcome


def _tell(session: Session, before: Unit | None, after: Unit, actor: Actor) -> None:
    """Log a unit that is new or changed."""
    kind = "unit.changed" if before else "unit.new"
    about = Subject(after.name, unit=after.slug)
    log.record(session, actor.name, actor.at, kind, about, _state(before) if before else {}, _state(after))


def _state(unit: Unit) -> dict[str, Any]:
    told = unit.model_dump(mode="json", include=set(_FIELDS))
    return {name: value for name, value in told.items() if value}


def _put(wanted: dict[str, Unit], row: Row, actor: Actor) -> None:
    """Give a unit what a row says of it; columns that the table lacks stay as they are."""
    before = wanted.get(row.slug) or Unit(slug=row.slug, name="", kind="", changed_at=actor.at)
    after = _copy(before)
    for name in _FIELDS:
        if name in row.values:
            setattr(after, name, row.values[name])
    if _facts(after) != _facts(before):
        after.author, after.changed_at = actor.name, actor.at
    wanted[row.slug] = after


def _copy(unit: Unit) -> Unit:
    facts = dict(zip(_FIELDS, _facts(unit), strict=True))
    return Unit(slug=unit.slug, author=unit.author, changed_at=unit.changed_at, **facts)


def _facts(unit: Unit) -> list[Any]:
    return [getattr(unit, name) for name in _FIELDS]


def _doubles(rows: Iterable[Row]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        if row.slug in first:
            mend = "Mỗi đơn vị một dòng: hãy bỏ một dòng, hoặc đặt mã khác."
            yield Fault(row.line, f"Mã “{row.slug}” đã có ở dòng {first[row.slug]}.", mend)
        first.setdefault(row.slug, row.line)


def _wrong(units: Mapping[str, Unit], lines: Mapping[str, int]) -> Iterator[Fault]:
    """Yield what the rows of a table say that cannot be, given all other units."""
    for slug, line in lines.items():
        for said, mend in _of_one(units[slug], units):
            yield Fault(line, said, mend)
    yield from _circles(units, lines)
    yield from _same_names(units, lines)


def _of_one(unit: Unit, units: Mapping[str, Unit]) -> Iterator[tuple[str, str]]:
    if unit.valid_from and unit.valid_until and unit.valid_until < unit.valid_from:
        yield f"Đến ngày {day(unit.valid_until)} trước từ ngày {day(unit.valid_from)}.", "Hãy sửa một trong hai ngày."
    if unit.kind == "district" and (unit.valid_until or date.max) > LAST_DAY_OF_DISTRICTS:
        yield "Cấp huyện chỉ còn đến 30/6/2025.", "Hãy điền cột “Đến ngày” không sau 30/6/2025."
    if unit.parent and unit.parent not in units:
        yield f"Không có đơn vị cấp trên “{unit.parent}”.", _nearest(unit.parent, units)
    yield from _place(unit, units)
    yield from _successors(unit, units)


def _place(unit: Unit, units: Mapping[str, Unit]) -> Iterator[tuple[str, str]]:
    areas = [slug for slug, other in units.items() if other.kind in AREAS] + list(provinces())
    if not unit.place and unit.kind not in AREAS:
        yield "Thiếu địa bàn.", "Hãy điền mã của xã, phường, huyện hoặc tỉnh mà đơn vị phục vụ."
    elif unit.place and unit.place not in areas:
        yield f"Không có địa bàn “{unit.place}”.", _nearest(unit.place, areas)


def _successors(unit: Unit, units: Mapping[str, Unit]) -> Iterator[tuple[str, str]]:
    if unit.successors and unit.valid_until is None:
        yield "Có đơn vị kế thừa mà chưa có ngày kết thúc.", "Hãy điền cột “Đến ngày”, hoặc bỏ đơn vị kế thừa."
    for slug in unit.successors:
        other = units.get(slug)
        if other is None:
            yield f"Không có đơn vị kế thừa “{slug}”.", _nearest(slug, units)
        elif unit.valid_until and other.valid_until and other.valid_until <= unit.valid_until:
            yield (
                f"Đơn vị kế thừa “{slug}” kết thúc {day(other.valid_until)}, trước khi kịp kế thừa.",
                f"Đơn vị này còn đến {day(unit.valid_until)}: hãy sửa ngày, hoặc chọn đơn vị kế thừa khác.",
            )


def _circles(units: Mapping[str, Unit], lines: Mapping[str, int]) -> Iterator[Fault]:
    ways: tuple[tuple[str, Callable[[Unit], Iterable[str]]], ...] = (
        ("Cấp trên", lambda unit: [unit.parent]),
        ("Đơn vị kế thừa", lambda unit: unit.successors),
        ("Địa bàn", lambda unit: [unit.place] if unit.place != unit.slug else []),
    )
    for heading, way in ways:
        steps = {slug: set(way(unit)) & units.keys() for slug, unit in units.items()}
        for circle in _round(steps):
            line = min((lines[slug] for slug in circle if slug in lines), default=1)
            shown = circle if len(circle) <= 2 * SHOWN else [*circle[:SHOWN], "…", *circle[-SHOWN:]]
            yield Fault(line, f"“{heading}” đi vòng tròn: {' → '.join(shown)}.", "Hãy sửa một trong các dòng này.")


def _round(steps: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield the ways that lead back to where they began, one of each knot."""
    while True:
        try:
            TopologicalSorter(steps).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]
            yield circle
            steps[circle[0]] = set()
        else:
            return


def _same_names(units: Mapping[str, Unit], lines: Mapping[str, int]) -> Iterator[Fault]:
    """Yield units under two slugs: one name, kind and place at one time."""
    first: dict[tuple[str, str, str], list[Unit]] = {}
    for unit in sorted(units.values(), key=lambda unit: (lines.get(unit.slug, 0), unit.slug)):
        others = first.setdefault((unit.name.casefold(), unit.kind, unit.place), [])
        twin = next((other for other in others if _meet(unit, other)), None)
        if twin and unit.slug in lines:
            mend = "Nếu là một, hãy dùng một mã; nếu không, hãy ghi tên cho khác nhau."
            yield Fault(lines[unit.slug], f"“{unit.name}” đã có, với mã “{twin.slug}”.", mend)
        others.append(unit)


def _meet(one: Unit, other: Unit) -> bool:
    """Whether there is a day on which both are there."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_until or date.max, other.valid_until or date.max)


def _nearest(slug: str, those: Iterable[str]) -> str:
    near = get_close_matches(slug, list(those), n=1, cutoff=0.75)
    return f"Có phải “{near[0]}”?" if near else "Hãy thêm một dòng cho đơn vị ấy, hoặc sửa mã."

"""What in the input cannot be right, said in Vietnamese with what mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from calendar_app.errors import Problem
from calendar_app.planning.asking import days_of
from calendar_app.planning.model import Ban, Decisions, Fault, Move, Pin, Slot, Theme, Unit
from calendar_app.wording import year_length
from content.almanac.weeks import Week

LONGEST_RANGE = 53


def week_named(name: str) -> Week:
    """Return the week "2024-W46"; Problem for one that its year does not have, and for anything else."""
    try:
        return Week.parse(name)
    except ValueError as error:
        raise Problem(f"Không có tuần “{name}”. Hãy viết năm và số tuần như 2024-W46.{year_length(name)}") from error


def check_request(unit: Unit, first: Week, last: Week) -> None:
    """Refuse what no plan can be made for."""
    if last < first:
        raise Problem(f"Tuần cuối {last.id} trước tuần đầu {first.id}. Hãy đổi lại thứ tự hai tuần.")
    if (last.monday - first.monday).days >= 7 * LONGEST_RANGE:
        raise Problem(f"Chỉ lập lịch được tối đa {LONGEST_RANGE} tuần một lần. Hãy chọn khoảng ngắn hơn.")
    if unit.pace < 1:
        raise Problem("Tốc độ đọc phải từ 1 tiếng/phút trở lên. Hãy sửa tốc độ đọc của đơn vị.")


def faults_of(unit: Unit, themes: Iterable[Theme], decisions: Decisions) -> Iterator[Fault]:
    """Yield what is wrong with a unit's slots, and with themes and decisions as a whole."""
    if not unit.slots:
        yield Fault("no-slots", "Đơn vị chưa có buổi phát nào. Hãy khai báo ngày, giờ và số phút của từng buổi.")
    for slot in unit.slots:
        yield from _of_slot(slot)
    for one, other in combinations(unit.slots, 2):
        if one.id != other.id and overlap(one, other):
            said = f"Buổi “{one.id}” và “{other.id}” chồng giờ nhau trên cùng kênh; buổi bắt đầu sau không được xếp."
            yield Fault("overlap", f"{said} Hãy sửa giờ hoặc số phút.")
    yield from _twice("slot", "Mã buổi phát", (slot.id for slot in unit.slots))
    yield from _twice("theme", "Mã chủ đề", (theme.uid for theme in themes))
    yield from _of_decisions(decisions, {theme.uid for theme in themes})


def _of_slot(slot: Slot) -> Iterator[Fault]:
    if slot.minutes < 1:
        yield Fault("slot-minutes", f"Buổi “{slot.id}” dài {slot.minutes} phút. Hãy điền số phút từ 1 trở lên.")
    if not slot.weekdays:
        yield Fault("slot-days", f"Buổi “{slot.id}” không có ngày nào trong tuần. Hãy chọn ít nhất một ngày.")
    if slot.valid_from and slot.valid_until and slot.valid_until < slot.valid_from:
        yield Fault("slot-valid", f"Buổi “{slot.id}” kết thúc trước khi bắt đầu áp dụng. Hãy sửa một trong hai ngày.")


def overlap(one: Slot, other: Slot) -> bool:
    """Whether two slots are on the same channel at the same time on some day."""
    days = (one.valid_from or date.min) <= (other.valid_until or date.max)
    days = days and (other.valid_from or date.min) <= (one.valid_until or date.max)
    times = one.begins < other.begins + other.minutes and other.begins < one.begins + one.minutes
    return one.channel == other.channel and bool(one.weekdays & other.weekdays) and days and times


def _twice(code: str, what: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in sorted(Counter(names).items()):
        if count > 1:
            yield Fault(f"{code}-twice", f"{what} “{name}” có {count} lần; chỉ lần đầu được dùng. Hãy đặt mã khác.")


def _of_decisions(decisions: Decisions, uids: set[str]) -> Iterator[Fault]:
    everything: list[Pin | Move | Ban] = [*decisions.pins, *decisions.moves, *decisions.bans]
    for uid in sorted({one.theme for one in everything} - uids):
        yield Fault("unknown-theme", f"Có lệnh ghim, chuyển hoặc cấm cho chủ đề “{uid}” không còn nữa. Hãy bỏ lệnh đó.")
    for hold in decisions.holds:
        if hold.last < hold.first:
            yield Fault("hold", "Thời gian Quốc tang kết thúc trước khi bắt đầu. Hãy sửa một trong hai ngày.")


def unplannable(theme: Theme) -> str:
    """Return the code of what keeps a theme from any plan; "" where it can be planned."""
    if theme.short < 1 or theme.long < theme.short:
        return "minutes"
    if theme.until < theme.first:
        return "window"
    repeat = theme.repeat
    if repeat and repeat.rule:
        try:
            days_of(repeat.rule, theme.first, Week.of(theme.first).monday)
        except ValueError:
            return "rule"
    return "rule" if repeat and repeat.times < 1 else ""

"""What people decide of airing: slots, pace, pins, moves, bans, holds, and settings of themes.

Every verb checks what it is given, keeps who and when, and raises Problem in words to act on; a form that saw an older
version is refused. The caller holds the transaction and renders the tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import log
from calendar_app.clock import PEOPLE
from calendar_app.errors import Conflict, NotFound, Problem
from calendar_app.log import Subject
from calendar_app.models import AiringDecision, AiringSlot, AiringTheme, AiringUnit, Published, Unit
from calendar_app.planning import Theme, repeat_of
from calendar_app.planning.phrases import weekday
from calendar_app.review import Actor
from content.vocabulary import channels
from feeds.text import day as day_text

LANGUAGES = {
    "vi": "Tiếng Việt",
    "bdq": "Ba Na",
    "cjm": "Chăm",
    "hmn": "Mông",
    "jra": "Jrai",
    "km": "Khmer",
    "rad": "Ê Đê",
    "sed": "Xơ Đăng",
    "tyz": "Tày",
}
"""Languages on the air, by their codes of ISO 639."""

PRIORITIES = {"normal": "Thông thường", "priority": "Ưu tiên", "urgent": "Khẩn cấp"}
SILENT = {
    "anniversary": "Ngày kỷ niệm, sự kiện",
    "thematic": "Chuyên đề",
    "regular": "Thường xuyên",
    "deadline": "Hạn nộp",
}
PACES, TURNS, MINUTES, LEADS = range(80, 301), range(1, 22), range(1, 601), range(31)
REASON_LENGTH = 300
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHANGED = "Mục này vừa được người khác sửa. Hãy xem lại bản mới rồi sửa tiếp."


@dataclass(frozen=True, slots=True)
class WantedSlot:
    """A slot as a person wants it; days are inclusive."""

    code: str
    weekdays: tuple[int, ...]
    start: time
    minutes: int
    channel: str
    language: str = "vi"
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class WantedTheme:
    """Settings of a theme as a person wants them."""

    priority: str = "normal"
    repeat: str = ""
    lead: int | None = None
    language: str = "vi"
    festive: bool = False


@dataclass(frozen=True, slots=True)
class At:
    """A session: a slot's code and a day."""

    slot: str
    day: date


def put_slot(session: Session, unit: str, wanted: WantedSlot, version: int | None, actor: Actor) -> AiringSlot:
    """Add a slot (`version` None), or change the one of that code."""
    _unit(session, unit)
    _check_slot(wanted)
    row = slot_of(session, unit, wanted.code)
    if row is None and version is not None:
        raise NotFound(f"Đơn vị không có buổi “{wanted.code}”.")
    if row is not None and version is None:
        raise Conflict(f"Đã có buổi “{wanted.code}”. Hãy chọn mã khác, hoặc sửa buổi đã có.")
    if row is None:
        row = AiringSlot(unit=unit, author=actor.name, changed_at=actor.at, version=0, **_columns(wanted))
    before = _state(row)
    _touch(row, row.version if version is None else version, actor)
    for name, value in _columns(wanted).items():
        setattr(row, name, value)
    session.add(row)
    _tell(session, "plan.slot", (unit, ""), before, _state(row), actor)
    return row


def set_unit(session: Session, unit: str, pace: int, turns: int, actor: Actor) -> AiringUnit:
    """Set a unit's pace in syllables a minute, and how often a week it airs what asks for no number."""
    _unit(session, unit)
    _within(pace, PACES, "Tốc độ đọc", "tiếng/phút")
    _within(turns, TURNS, "Số lượt trong tuần", "lượt")
    row = session.get(AiringUnit, unit)
    row = row or AiringUnit(unit=unit, pace=pace, turns=turns, author="", changed_at=actor.at, version=0)
    before = _state(row)
    row.pace, row.turns = pace, turns
    _touch(row, row.version, actor)
    session.add(row)
    _tell(session, "plan.unit", (unit, ""), before, _state(row), actor)
    return row


def pin(session: Session, unit: str, theme: Theme, at: At, reason: str, actor: Actor) -> AiringDecision:
    """Have a theme aired in a session that is still to come."""
    _coming(session, unit, at, actor.at)
    _in_window(theme, at.day)
    return add(session, actor, unit=unit, kind="pin", entry=theme.uid, slot=at.slot, day=at.day, reason=reason)


def move(session: Session, unit: str, theme: Theme, ways: tuple[At, At], reason: str, actor: Actor) -> AiringDecision:
    """Have a theme aired not in one session but in another."""
    here, there = ways
    if here == there:
        raise Problem("Buổi chuyển đi và buổi chuyển đến là một. Hãy chọn buổi khác.")
    for at in ways:
        _coming(session, unit, at, actor.at)
    _in_window(theme, there.day)
    about: dict[str, Any] = {"slot": here.slot, "day": here.day, "to_slot": there.slot, "to_day": there.day}
    return add(session, actor, unit=unit, kind="move", entry=theme.uid, reason=reason, **about)


def ban(
    session: Session, unit: str, theme: Theme, slot: str, day: date | None, reason: str, actor: Actor
) -> AiringDecision:
    """Keep a theme from a slot, from a day, from a session, or, where both are left empty, from the unit for good."""
    _unit(session, unit)
    if slot and slot_of(session, unit, slot) is None:
        raise Problem(f"Đơn vị không có buổi “{slot}”. Hãy chọn một buổi trong bảng.")
    return add(session, actor, unit=unit, kind="ban", entry=theme.uid, slot=slot, day=day, reason=reason)


def hold(
    session: Session,
    unit: str,
    days: tuple[date, date],
    silent: Collection[str],
    reason: str,
    actor: Actor,
    allowed: Collection[str] = (),
) -> AiringDecision:
    """Silence festive themes, and those of some kinds, from a day to a day, for one unit or ("") for all.

    The entries whose UIDs are `allowed` are aired all the same.
    """
    first, last = days
    if unit:
        _unit(session, unit)
    if last < first:
        raise Problem("Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai ngày.")
    if last < actor.at.astimezone(PEOPLE).date():
        raise Problem(f"Thời gian tạm dừng đã qua từ {day_text(last)}. Hãy điền ngày từ hôm nay trở đi.")
    if not reason.strip():
        raise Problem("Hãy ghi lý do tạm dừng, ví dụ “Quốc tang”.")
    kinds = [kind for kind in SILENT if kind in silent]
    about = {"silent": kinds, "allowed": sorted(set(allowed))}
    return add(session, actor, reason, unit=unit, kind="hold", day=first, to_day=last, **about)


def add(session: Session, actor: Actor, reason: str, **about: Any) -> AiringDecision:  # noqa: ANN401  (columns)
    """Keep a decision that was checked, and log it."""
    row = AiringDecision(author=actor.name, at=actor.at, reason=" ".join(reason.split())[:REASON_LENGTH], **about)
    session.add(row)
    session.flush()
    _tell(session, f"plan.{row.kind}", (row.unit, row.entry), {}, _state(row), actor, row.reason)
    return row


def take_back(session: Session, number: int, actor: Actor) -> AiringDecision:
    """Take a decision back; it stays, with who took it back and when."""
    row = session.get(AiringDecision, number)
    if row is None:
        raise NotFound("Không có quyết định này.")
    if row.taken_back_at is not None:
        raise Conflict(f"Quyết định này đã được {row.taken_back_by} bỏ.")
    before = _state(row)
    row.taken_back_by, row.taken_back_at, row.version = actor.name, actor.at, row.version + 1
    session.add(row)
    _tell(session, "plan.taken-back", (row.unit, row.entry), before, {}, actor)
    return row


def set_theme(session: Session, entry: str, wanted: WantedTheme, version: int, actor: Actor) -> AiringTheme:
    """Set how a theme is aired everywhere; `version` is 0 where nothing had been set."""
    if wanted.priority not in PRIORITIES or wanted.language not in LANGUAGES:
        raise Problem("Hãy chọn mức ưu tiên và ngôn ngữ trong danh sách.")
    if wanted.repeat and repeat_of(wanted.repeat) is None:
        raise Problem(f"Không đọc được số lượt “{wanted.repeat}”. Hãy điền như “2 lần/ngày” hoặc “3 buổi/tuần”.")
    if wanted.lead is not None:
        _within(wanted.lead, LEADS, "Số ngày phát trước", "ngày")
    row = session.get(AiringTheme, entry) or AiringTheme(entry=entry, author="", changed_at=actor.at, version=0)
    before = _state(row)
    if wanted.priority == "urgent" and row.priority != "urgent":
        row.urgent_on = actor.at.astimezone(PEOPLE).date()
    for name, value in asdict(wanted).items():
        setattr(row, name, value)
    _touch(row, version, actor)
    session.add(row)
    _tell(session, "plan.theme", ("", entry), before, _state(row), actor)
    return row


def slots_of(session: Session, unit: str) -> list[AiringSlot]:
    """Return a unit's slots by time."""
    query = select(AiringSlot).where(AiringSlot.unit == unit)
    return list(session.exec(query.order_by(col(AiringSlot.start), col(AiringSlot.code))).all())


def units_with_slots(session: Session) -> dict[str, str]:
    """Return the name of every unit that has slots, by its slug, in that order."""
    query = select(Unit.slug, Unit.name).where(col(Unit.slug).in_(select(AiringSlot.unit)))
    return dict(session.exec(query.order_by(col(Unit.slug))).all())


def slot_of(session: Session, unit: str, code: str) -> AiringSlot | None:
    """Return a unit's slot, None where there is none of that code."""
    return session.exec(select(AiringSlot).where(AiringSlot.unit == unit, AiringSlot.code == code)).first()


def decisions(session: Session, units: Iterable[str], kinds: Collection[str]) -> list[AiringDecision]:
    """Return the decisions of some kinds for some units, the newest first, those taken back too."""
    query = select(AiringDecision).where(col(AiringDecision.unit).in_(units), col(AiringDecision.kind).in_(kinds))
    return list(session.exec(query.order_by(col(AiringDecision.id).desc())).all())


def holds(session: Session) -> list[AiringDecision]:
    """Return every hold, of all units or of one, with slots or without, the newest first, those taken back too."""
    query = select(AiringDecision).where(AiringDecision.kind == "hold")
    return list(session.exec(query.order_by(col(AiringDecision.id).desc())).all())


def _columns(wanted: WantedSlot) -> dict[str, Any]:
    return {**asdict(wanted), "weekdays": sorted(set(wanted.weekdays))}


def _check_slot(wanted: WantedSlot) -> None:
    if not _CODE.fullmatch(wanted.code) or len(wanted.code) > 40:
        raise Problem("Mã buổi chỉ gồm chữ thường không dấu, số và gạch nối. Ví dụ: sang, chieu, trua-chu-nhat.")
    if not wanted.weekdays or not set(wanted.weekdays) <= set(range(1, 8)):
        raise Problem("Hãy chọn ít nhất một ngày trong tuần.")
    _within(wanted.minutes, MINUTES, "Số phút của buổi", "phút")
    if wanted.channel not in {channel.id for channel in channels()} or wanted.language not in LANGUAGES:
        raise Problem("Hãy chọn kênh và ngôn ngữ trong danh sách.")
    if wanted.valid_from and wanted.valid_until and wanted.valid_until < wanted.valid_from:
        raise Problem("Buổi kết thúc trước khi bắt đầu áp dụng. Hãy sửa một trong hai ngày.")


def _within(value: int, allowed: range, what: str, unit: str) -> None:
    if value not in allowed:
        raise Problem(f"{what} phải từ {allowed[0]} đến {allowed[-1]} {unit}. Hãy sửa số {value}.")


def _unit(session: Session, slug: str) -> Unit:
    row = session.get(Unit, slug)
    if row is None:
        raise NotFound(f"Không có đơn vị “{slug}”.")
    return row


def _coming(session: Session, unit: str, at: At, now: datetime) -> None:
    """Refuse a session that is not held, or is over."""
    row = slot_of(session, unit, at.slot)
    if row is None:
        raise Problem(f"Đơn vị không có buổi “{at.slot}”. Hãy chọn một buổi trong bảng.")
    there = (row.valid_from or date.min) <= at.day <= (row.valid_until or date.max)
    if not there or at.day.isoweekday() not in row.weekdays:
        raise Problem(f"{weekday(at.day)} không có buổi “{at.slot}”. Hãy chọn ngày có buổi này.")
    if datetime.combine(at.day, row.start, PEOPLE) < now:
        raise Problem(f"Buổi “{at.slot}” ngày {day_text(at.day)} đã phát. Hãy chọn buổi chưa phát.")


def _in_window(theme: Theme, day: date) -> None:
    if not theme.first <= day <= theme.until:
        last = f" đến hết {day_text(theme.until)}" if theme.until < date.max else ""
        raise Problem(
            f"“{theme.title}” chỉ phát từ {day_text(theme.first)}{last}; {day_text(day)} nằm ngoài thời gian ấy. "
            "Hãy chọn ngày khác."
        )


def _touch(row: AiringSlot | AiringUnit | AiringTheme, version: int, actor: Actor) -> None:
    if row.version != version:
        raise Conflict(CHANGED)
    row.version, row.author, row.changed_at = version + 1, actor.name, actor.at


def _tell(
    session: Session,
    kind: str,
    about: tuple[str, str],
    before: dict[str, Any],
    after: dict[str, Any],
    actor: Actor,
    why: str = "",
) -> None:
    """Log what was set or decided about a unit and an entry, either of which may be none."""
    unit, entry = session.get(Unit, about[0]), session.get(Published, about[1])
    title = entry.facts["title"] if entry else about[1]
    said = " – ".join(part for part in (unit.name if unit else "mọi đơn vị", title) if part)
    log.record(session, actor.name, actor.at, kind, Subject(said, unit=about[0]), before, after, why)


def _state(row: AiringSlot | AiringUnit | AiringTheme | AiringDecision) -> dict[str, Any]:
    """Return what is set, as JSON; nothing where it was never set."""
    if not row.version:
        return {}
    told = row.model_dump(mode="json", exclude={"id", "author", "at", "changed_at", "version"})
    return {name: value for name, value in told.items() if value not in (None, "", [])}

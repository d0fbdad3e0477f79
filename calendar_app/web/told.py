"""How a change is told to people: field by field, before and after, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from types import MappingProxyType
from typing import Any

from calendar_app import wording
from calendar_app.airing_decisions import LANGUAGES, PRIORITIES, SILENT
from calendar_app.clock import day_from
from calendar_app.log import one_line
from calendar_app.roles import NAMES, SCOPE_NAMES
from calendar_app.web.present import SHORT_WEEKDAYS, instant
from content.vocabulary import channel_names
from content.vocabulary.unit_kinds import unit_kinds
from feeds.text import day

FIELDS = {
    "title": "tên",
    "kind": "loại",
    "text": "nội dung",
    "status": "trạng thái",
    "dates": "ngày",
    "channels": "kênh",
    "embargo_until": "chỉ công bố từ",
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "window_start": "tuyên truyền từ ngày",
    "window_end": "đến hết ngày",
    "audiences": "ai làm",
    "providers": "cung cấp thông tin",
    "slogans": "khẩu hiệu",
    "links": "liên kết",
    "role": "vai trò",
    "units": "đơn vị",
    "email": "thư điện tử",
    "issuer": "nơi đăng nhập",
    "invited_by": "người mời",
    "scope": "quyền",
    "name": "tên",
    "expires_at": "hết hạn",
    "address": "địa chỉ mạng",
    "changes": "số thay đổi",
    "file": "tệp",
    "items": "số mục",
    "new": "mới",
    "changed": "đã sửa",
    "same": "như cũ",
    "refused": "số mục đã bỏ",
    "count": "số tin",
    "carrying": "với văn bản sau",
    "code": "buổi",
    "slot": "buổi",
    "day": "ngày",
    "to_slot": "sang buổi",
    "to_day": "đến ngày",
    "weekdays": "thứ",
    "start": "giờ",
    "minutes": "số phút",
    "channel": "kênh",
    "language": "ngôn ngữ",
    "pace": "tốc độ đọc",
    "turns": "số lượt",
    "priority": "ưu tiên",
    "urgent_on": "khẩn cấp từ ngày",
    "repeat": "số lượt",
    "lead": "phát trước mấy ngày",
    "festive": "nội dung vui",
    "silent": "không phát",
    "taken_back_by": "người bỏ",
    "taken_back_at": "bỏ lúc",
    "filter": "bộ lọc",
    "listed": "có trong danh sách",
    "valid_from": "từ ngày",
    "valid_until": "đến ngày",
    "successors": "đơn vị kế thừa",
    "parent": "đơn vị cấp trên",
    "place": "địa bàn",
    "aliases": "tên khác",
}
STATUSES = {
    "draft": "chờ duyệt",
    "accepted": "đã nhận",
    "refused": "đã bỏ",
    "withdrawn": "rút lại",
    "removed": "không có",
}
UNTOLD = frozenset(
    ("sha256", "decided_up_to", "spans", "doubts", "position", "path", "duty", "together", "uid", "unit", "entry")
) | {"allowed", "reason"}
"""What machines need, or the line tells beside it; a table of the log has it."""
DAYS = frozenset(("issued_on", "window_start", "window_end", "day", "to_day", "urgent_on", "valid_from", "valid_until"))
INSTANTS = frozenset(("embargo_until", "expires_at", "taken_back_at"))
UNITS = frozenset(("units", "place", "parent", "successors"))
"""Fields that name units by their slugs."""
FILTER = "filter"
"""The field that names what a short address shows by the slugs of its feeds."""
AIRING_KINDS = {"pin": "ghim", "move": "chuyển", "ban": "cấm", "hold": "tạm dừng"}
NO_NAMES: Mapping[str, str] = MappingProxyType({})
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a change; `was` or `now` is empty where there is nothing."""

    name: str
    was: str
    now: str


def fields(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str] = NO_NAMES) -> list[Told]:
    """Return what differs between two states, in words on one line each.

    `names` are those of units by their slugs, and of what short addresses show by its spelling.
    """
    fields = [name for name in {**before, **after} if name not in UNTOLD and before.get(name) != after.get(name)]
    sides = [(name, *_apart(before.get(name), after.get(name))) for name in fields]
    said = [(name, value(name, was, names), value(name, now, names)) for name, was, now in sides]
    return [Told(FIELDS.get(name, name), was, now) for name, was, now in said if was != now]


def _apart(was: Any, now: Any) -> tuple[Any, Any]:  # noqa: ANN401 -- any JSON
    """Leave out of two lists what both have, but where they differ in order alone."""
    if not (isinstance(was, list) and isinstance(now, list)):
        return was, now
    gone, new = [one for one in was if one not in now], [one for one in now if one not in was]
    return (gone, new) if gone or new else (was, now)


def value(name: str, found: Any, names: Mapping[str, str] = NO_NAMES) -> str:  # noqa: ANN401 -- any JSON
    """Say one value of a field."""
    said = _said(name, found, names)
    return one_line(said if len(said) <= LONGEST else f"{said[:LONGEST]}…")


def _said(name: str, found: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401
    if found is None or found == "" or found == []:
        return ""
    if isinstance(found, bool):
        return "có" if found else "không"
    if name == "channels":  # a set: forms give them in an order of their own
        found = sorted(found)
    if isinstance(found, list):
        return "; ".join(_one(name, one, names) for one in found)
    return _one(name, found, names)


def _one(name: str, found: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401
    if name == "dates" and isinstance(found, dict):
        return _date(found)
    if isinstance(found, dict):
        return json.dumps(found, ensure_ascii=False)
    said = str(found)
    if name in DAYS:
        return _day(said)
    if name in INSTANTS or name == "start":
        return _moment(name, said)
    return (names if name in UNITS or name == FILTER else _named(name)).get(said, said)


def _moment(name: str, said: str) -> str:
    """Say an instant, or a time of day, as people in Vietnam read it; what is neither stays as it is."""
    try:
        return f"{time.fromisoformat(said):%Hh%M}" if name == "start" else instant(datetime.fromisoformat(said))
    except ValueError:
        return said


def _named(name: str) -> Mapping[str, str]:
    if name in ("channels", "channel"):
        return channel_names()
    if name == "kind":
        return wording.ITEM_KINDS | AIRING_KINDS | {one.id: one.name for one in unit_kinds().values()}
    those: dict[str, Mapping[str, str]] = {
        "status": STATUSES,
        "role": NAMES,
        "scope": SCOPE_NAMES,
        "language": LANGUAGES,
        "priority": PRIORITIES,
        "silent": SILENT,
        "weekdays": {str(number): name for number, name in enumerate(SHORT_WEEKDAYS, 1)},
    }
    return those.get(name, NO_NAMES)


def _date(mark: Mapping[str, Any]) -> str:
    """Say a date of an item; what is missing in an old row is left out."""
    role = str(mark.get("role", ""))
    start, end = _day(mark.get("start")), _day(mark.get("end"))
    when = end if role == "deadline" or not start else start if end in ("", start) else f"{start} đến hết {end}"
    said = f"{wording.ROLES.get(role, role)}: {when or 'chưa rõ ngày'}"
    label = f" ({mark['label']})" if mark.get("label") else ""
    return f"{said}{label}{'' if mark.get('kept', True) else ', không dùng'}"


def _day(said: str | None) -> str:
    try:
        found = day_from(said)
    except ValueError:
        return str(said)
    return day(found) if found else ""

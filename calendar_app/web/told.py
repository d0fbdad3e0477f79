"""How a change is told to people: field by field, before and after, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calendar_app import wording
from calendar_app.clock import day_from
from calendar_app.log import one_line
from calendar_app.roles import NAMES, SCOPE_NAMES
from content.vocabulary import channels
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
    "repeat": "số lượt",
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
UNTOLD = frozenset(("sha256", "decided_up_to", "spans", "doubts", "position", "path", "duty", "together", "uid"))
"""What machines need and people do not read; a table of the log has it."""
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a change; `was` or `now` is empty where there is nothing."""

    name: str
    was: str
    now: str


def fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Told]:
    """Return what differs between two states, in words on one line each."""
    names = [name for name in {**before, **after} if name not in UNTOLD and before.get(name) != after.get(name)]
    told = [Told(FIELDS.get(name, name), value(name, before.get(name)), value(name, after.get(name))) for name in names]
    return [one for one in told if one.was != one.now]


def value(name: str, found: Any) -> str:  # noqa: ANN401 -- any JSON
    """Say one value of a field."""
    said = _said(name, found)
    return one_line(said if len(said) <= LONGEST else f"{said[:LONGEST]}…")


def _said(name: str, found: Any) -> str:  # noqa: ANN401
    if found is None or found == "" or found == []:
        return ""
    if isinstance(found, bool):
        return "có" if found else "không"
    if name == "channels":  # a set: forms give them in an order of their own
        found = sorted(found)
    if isinstance(found, list):
        return "; ".join(_one(name, one) for one in found)
    return _one(name, found)


def _one(name: str, found: Any) -> str:  # noqa: ANN401
    if name == "dates" and isinstance(found, dict):
        return _date(found)
    if isinstance(found, dict):
        return json.dumps(found, ensure_ascii=False)
    said = str(found)
    if name in ("issued_on", "window_start", "window_end", "day", "to_day", "valid_from", "valid_until"):
        return _day(said)
    return _named(name).get(said, said)


def _named(name: str) -> Mapping[str, str]:
    if name in ("channels", "channel"):
        return {channel.id: channel.name for channel in channels()}
    those: dict[str, Mapping[str, str]] = {"status": STATUSES, "kind": wording.ITEM_KINDS, "role": NAMES}
    return those.get(name, SCOPE_NAMES if name == "scope" else {})


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

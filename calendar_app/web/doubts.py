"""The doubts about a directive as its page shows them: each with its words, its item, and where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from calendar_app.models import Directive, Item

OF_THE_HEAD = {"blank-number": ("number", "so"), "blank-date": ("issued_on", "ngay-ban-hanh")}
"""Doubts that a filled-in field of the directive settles, each with the field and its place on the page."""


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A doubt for the page; `todo` names what mends it and `address` leads there. `item_id` None: of the directive."""

    message: str
    words: str
    span: tuple[int, int]
    item_id: int | None
    blocking: bool
    todo: str
    address: str


def open_doubts(directive: Directive, items: Sequence[Item]) -> list[DoubtView]:
    """Return what is still in doubt, of the directive and then of the items that wait, in their order."""
    own = [_view(directive, None, doubt) for doubt in directive.doubts if not _settled(directive, items, doubt)]
    waiting = [item for item in items if item.status == "draft"]
    return own + [_view(directive, item, doubt) for item in waiting for doubt in item.doubts]


def _settled(directive: Directive, items: Sequence[Item], doubt: dict[str, Any]) -> bool:
    """Whether a person has filled in what was blank, or made an item of the words."""
    if doubt["code"] in OF_THE_HEAD:
        return bool(getattr(directive, OF_THE_HEAD[doubt["code"]][0]))
    place = doubt["span"][0]
    return doubt["code"] == "unused-text" and any(a <= place < b for item in items for a, b in item.spans)


def _view(directive: Directive, item: Item | None, doubt: dict[str, Any]) -> DoubtView:
    first, last = doubt["span"]
    todo, address = _todo(item, doubt["code"])
    return DoubtView(
        message=doubt["message"],
        words=directive.text[first:last],
        span=(first, last),
        item_id=item.id if item else None,
        blocking=doubt["blocking"],
        todo=todo,
        address=address,
    )


def _todo(item: Item | None, code: str) -> tuple[str, str]:
    """Say what mends a doubt, and where."""
    if item:
        return "Sửa mục", url_for("review.edit", item_id=item.id)
    if code in OF_THE_HEAD:
        return "Điền ở đầu văn bản", f"#{OF_THE_HEAD[code][1]}"
    if code == "unused-text":
        return "Tạo mục từ đoạn này", ""
    return "", ""

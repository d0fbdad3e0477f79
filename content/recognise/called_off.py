"""What was told to take place and does not: "hoãn buổi tọa đàm nêu trên" takes back the day told before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from content.directive import Item
from content.recognise.cues import HAPPENING

_ABOVE = ("nêu trên", "nói trên", "kể trên")
_OFF = re.compile(
    rf"\b(?:hoãn|hủy|huỷ|dừng|không)(?: bỏ)?(?: tổ chức)?[^.;:]{{0,20}}?\b(?P<what>{HAPPENING})\b"
    r"[^.;:\d]{0,60}\b(?:nêu|nói|kể) trên\b",
    re.IGNORECASE,
)


def without_called_off(found: Sequence[Item]) -> tuple[Item, ...]:
    """Drop the days of a happening that a later sentence calls off as the one "nêu trên"."""
    kept = list(found)
    for index, item in enumerate(found):
        off = _OFF.search(item.text) if any(words in item.text.lower() for words in _ABOVE) else None
        if off is None:
            continue
        for at in range(index):
            kept[at] = _without(kept[at], off["what"], len(kept[at].text))
        kept[index] = _without(kept[index], off["what"], off.start())
    return tuple(kept)


def _without(item: Item, what: str, end: int) -> Item:
    """Drop the events that the item tells before a place, where what is called off is named there."""
    if what.lower() not in item.text[:end].lower():
        return item
    return replace(
        item, dates=tuple(one for one in item.dates if one.role != "event" or one.text not in item.text[:end])
    )

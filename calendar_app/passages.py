"""Words that became nothing are made an item by a person; the reader reads them alone, in its jail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import intake, jail, review
from calendar_app.errors import Problem
from calendar_app.models import Directive, Item, stable_uid
from calendar_app.review import Actor

MOST = 6000


def trimmed(directive: Directive, start: int, end: int) -> tuple[int, int]:
    """Return where the words of a stretch begin and end; raise Problem where there are none, or too many."""
    words = directive.text[max(start, 0) : max(end, 0)]
    start = max(start, 0) + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if not any(letter.isalpha() for letter in words):
        raise Problem("Đoạn đã chọn không có chữ. Hãy bôi đen một đoạn văn rồi bấm “Tạo mục từ đoạn này”.")
    if end - start > MOST:
        raise Problem("Đoạn đã chọn quá dài để là một mục. Hãy chọn từng đoạn ngắn hơn.")
    return start, end


def about(directive: Directive) -> dict[str, str | None]:
    """Return what the reader may know of the directive's time (content.recognise.passage.frame_of)."""
    days = {name: getattr(directive, name) for name in ("issued_on", "not_before", "window_start")}
    return {"subject": directive.subject, **{name: day.isoformat() if day else None for name, day in days.items()}}


def read(directive: Directive, span: tuple[int, int], today: date) -> dict[str, Any]:
    """Return what a passage says, as JSON; raise Unreadable where it cannot be read."""
    asked = {"passage": directive.text[slice(*span)], "heading": "", "about": about(directive)}
    return jail.read_words(asked, today)


def typed(directive: Directive, words: str, today: date) -> tuple[str, date | None, date | None]:
    """Return the shape and days that typed words name; raise Problem, with what to type, where they name none."""
    told = jail.read_words({"typed": words, "about": about(directive)}, today)
    days = tuple(date.fromisoformat(told[name]) if told.get(name) else None for name in ("start", "end"))
    if told.get("message"):
        raise Problem(told["message"])
    if not any(days) or told.get("rrule"):
        raise Problem(
            f"Không hiểu “{words}” là ngày nào. Hãy điền như 20/11, tuần 46, 10/3 âm, hoặc từ 1/12 đến 15/12."
        )
    return told["shape"], *days


def add(session: Session, directive: Directive, span: tuple[int, int], told: dict[str, Any], actor: Actor) -> Item:
    """Make an item of a passage that `read` read; its UID is that of its place in the file."""
    items = _items(session, directive)
    _check_free([item for item in items if item.status not in ("refused", review.REMOVED)], span)
    uid = stable_uid(directive.sha256, "doan", *span)
    known = next((item for item in items if item.uid == uid), None)
    if known and known.status != review.REMOVED:
        raise Problem(f"Đoạn này đã là mục {known.path}, và đã bị bỏ. Hãy hoàn tác quyết định bỏ mục ấy.")
    item = known or _drafted(session, directive, span, told, uid, items)
    item.status, item.version = "draft", item.version + 1
    session.add(item)
    session.flush()
    review.record(session, item, actor, "add", "", {"status": review.REMOVED})
    return item


def _items(session: Session, directive: Directive) -> Sequence[Item]:
    query = select(Item).where(Item.directive_id == directive.id)
    return session.exec(query.order_by(col(Item.position), col(Item.id))).all()


def _check_free(items: Sequence[Item], span: tuple[int, int]) -> None:
    for item in items:
        if any(a < span[1] and span[0] < b for a, b in item.spans):
            raise Problem(f"Đoạn này có chữ đã thuộc mục {item.path}. Hãy sửa hoặc tách mục ấy.")


def _drafted(
    session: Session, directive: Directive, span: tuple[int, int], told: dict[str, Any], uid: str, items: Sequence[Item]
) -> Item:
    item_told = told["item"]
    item = Item(
        uid=uid,
        directive_id=directive.id or 0,
        position=0,
        path=_path(items),
        kind=item_told["kind"],
        title=item_told["title"],
        text=item_told["text"],
        duty=item_told["duty"] or "",
        spans=[list(span)],
        audiences=item_told["audiences"],
        channels=intake.channels_of(item_told, _shared(directive, items)),
        providers=item_told["providers"],
        slogans=item_told["slogans"],
        links=item_told["links"],
        doubts=[doubt | {"span": _moved(doubt["span"], span[0])} for doubt in told["doubts"]],
    )
    place_in_order(session, items, [item])
    session.flush()
    for number, mark in enumerate(item_told["dates"]):
        session.add(intake.draft_date(item, number, mark | {"span": _moved(mark["span"], span[0])}))
    return item


def place_in_order(session: Session, items: Sequence[Item], new: Sequence[Item]) -> None:
    """Give new items the place that their words have among the items of a directive."""
    order = list(items)
    for item in new:
        before = [n for n, one in enumerate(order) if one.spans and one.spans[0][0] < item.spans[0][0]]
        order.insert(before[-1] + 1 if before else 0, item)
    for number, item in enumerate(order):
        item.position = number
        session.add(item)


def _path(items: Sequence[Item]) -> str:
    taken = {item.path for item in items}
    return next(path for number in range(1, len(items) + 2) if (path := f"§{number}") not in taken)


def _shared(directive: Directive, items: Sequence[Item]) -> list[str]:
    """The channels of what names none, as for what was read at first."""
    read = [{"kind": item.kind, "channels": item.channels} for item in items if item.status != review.REMOVED]
    return intake.shared_channels({"items": read, "header": {"recipients": directive.recipients}})


def _moved(span: Sequence[int], by: int) -> list[int]:
    return [place + by for place in span]

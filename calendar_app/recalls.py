"""What a message of the document exchange says of other documents: known heads, recalls, replacements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from calendar_app import log, review
from calendar_app.clock import day_from
from calendar_app.log import Subject
from calendar_app.models import Directive, Item
from calendar_app.review import Actor

RECALLED = (
    "Thu hồi {}: đã bỏ {} mục; mục đã công khai sẽ được báo hủy ở bản phát hành tới. Hãy xem trước rồi phát hành."
)
NOT_HERE = "Có thông báo thu hồi văn bản số {}, nhưng ở đây không có văn bản này. Không phải làm gì thêm."
NAMELESS = "Có thông báo thu hồi mà không ghi văn bản nào. Hãy hỏi lại nơi gửi."


def known(envelope: dict[str, Any]) -> dict[str, str]:
    """Return what a message says of its document's head (content.directive.Known as JSON)."""
    if not envelope:
        return {}
    said = {
        "number": number_of(envelope["number"], envelope["symbol"]),
        "issued_on": envelope["issued_on"] or "",
        "issuer": envelope["issuer"],
        "place": envelope["place"],
    }
    return {name: value for name, value in said.items() if value}


def number_of(number: str, symbol: str) -> str:
    """Return a number as documents print it: "2114/STTTT-TTBCXB", and of the Party's offices "853-CV/BTGTU"."""
    if not number or not symbol:
        return ""
    return f"{number}-{symbol}" if "/" in symbol else f"{number}/{symbol}"


def replaced(envelope: dict[str, Any]) -> tuple[str, ...]:
    """Return the numbers of the documents that a message's own stands in for."""
    if not envelope or envelope["action"] not in ("updated", "replaces"):
        return ()
    return tuple(number_of(number, symbol) for number, symbol, _ in envelope["concerns"])


def carry_out(session: Session, envelope: dict[str, Any], actor: Actor) -> Iterator[tuple[bool, str]]:
    """Refuse what came of the recalled documents; yield for each whether it was here, and what to tell the editor."""
    if not envelope["concerns"]:
        yield False, NAMELESS
    for number, symbol, day in envelope["concerns"]:
        name = number_of(number, symbol)
        found = _directives(session, name, day_from(day))
        if not found:
            yield False, NOT_HERE.format(name)
        for directive in found:
            count = _refuse_all(session, directive, envelope["reason"], actor)
            about, told = Subject(directive.title, directive.id), {"refused": count}
            log.record(session, actor.name, actor.at, "directive.recalled", about, {}, told, envelope["reason"])
            yield True, RECALLED.format(directive.title, count)


def _directives(session: Session, number: str, day: date | None) -> list[Directive]:
    named = session.exec(select(Directive).where(Directive.number == number)).all()
    return [d for d in named if day is None or d.issued_on in (None, day)]


def _refuse_all(session: Session, directive: Directive, reason: str, actor: Actor) -> int:
    items = session.exec(
        select(Item).where(Item.directive_id == directive.id, col(Item.status).in_(("draft", "accepted")))
    )
    refused = items.all()
    for item in refused:
        review.refuse(session, item.id or 0, item.version, actor, f"Cơ quan ban hành thu hồi văn bản. {reason}".strip())
    return len(refused)

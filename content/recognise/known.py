"""What is known of a directive's header from outside its text stands over it, and where they differ that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from content.directive import Doubt, Header, Known
from content.folding import fold
from content.recognise.header import tight
from content.recognise.tidy import Line

_FIELDS = {"number": "số", "issued_on": "ngày ban hành", "place": "nơi ban hành"}
_DAY_LINE = re.compile(r"\bnam\s?\d")
_DIFFERS = "Văn bản in {} là {}, thông tin gửi kèm là {}; đã lấy theo thông tin gửi kèm, đề nghị kiểm tra."


def filled(header: Header, known: Known) -> Header:
    """Return the header with what is known of it; an issuer's name is taken only where the text has none."""
    number = tight(known.number) if known.number else header.number
    symbol = number.partition("/")[2] if number and not header.symbol else header.symbol
    return replace(
        header,
        number=number,
        symbol=symbol or None,
        issued_on=known.issued_on or header.issued_on,
        issued_month=f"{known.issued_on:%Y-%m}" if known.issued_on else header.issued_month,
        place=known.place or header.place,
        issuer=header.issuer or known.issuer,
    )


def differing(printed: Header, header: Header, head: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt for each field that the text prints otherwise, at the line that prints it."""
    for field, name in _FIELDS.items():
        before, after = getattr(printed, field), getattr(header, field)
        if before and after and before != after:
            stands = (line for line in head if _prints(line, printed.number if field == "number" else None))
            said = _DIFFERS.format(name, _shown(before), _shown(after))
            yield Doubt("header-differs", said, next(stands, head[0]).piece.span())


def _prints(line: Line, number: str | None) -> bool:
    return number in tight(line.text) if number else bool(_DAY_LINE.search(fold(line.text)))


def _shown(value: object) -> str:
    return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else f"“{value}”"

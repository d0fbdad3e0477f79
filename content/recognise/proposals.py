"""Days a directive names and does not date: proposed to the editor, never put in the calendar by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from content.almanac.observances import Observance, named, observed
from content.directive import Doubt
from content.recognise.choose import mask
from content.recognise.citations import find
from content.recognise.form import Frame
from content.recognise.limits import TooSlow
from content.recognise.tidy import Piece

# A set of letters comes first: the engine then skips what is none of them.
_OCCASION = re.compile(
    r"[ndchtkm](?<!\w.)(?:(?<=n)hân|(?<=d)ịp|(?<=c)hào mừng|(?<=h)ướng tới|(?<=t)iến tới|(?<=k)[ỷỉ] niệm|(?<=m)ừng|"
    r"(?<=h)ưởng ứng|(?<=t)ừ nay đến)\s[^.;:(),\d]{4,110}"
)
_OPEN = re.compile(
    r"t(?<!\w.)(?:ừ nay (?:cho )?(?:đến|tới)(?: hết| khi| ngày)?(?! (?:hết |cuối )?(?:năm|tháng|quý)\b)|"
    r"rước,? trong và sau|rước và (?:trong|sau)|(?<!trước, t)rong và sau)\s(?=\D)[^.;:(),\d]{3,60}"
)


def undated(pieces: Iterable[Piece], days: Collection[date | None], frame: Frame) -> Iterator[Doubt]:
    """Yield a doubt for each day that is named without its date; `days` are those the directive dates."""
    told: set[str] = set()
    for piece in pieces:
        proposed: list[re.Match[str]] = []
        lowered = _lowered(piece.text)
        for found in _OCCASION.finditer(lowered):
            kept = named(found.group(), None)
            day = _next(kept, frame) if kept else None
            if kept and day and day not in days and kept.slug not in told and _is_free(piece, found):
                told.add(kept.slug)
                proposed.append(found)
                yield Doubt("named-day-without-date", _message(kept, day), piece.span(*found.span()))
        for found in _OPEN.finditer(lowered):
            overlap = any(one.start() < found.end() and found.start() < one.end() for one in proposed)
            if not overlap and _is_free(piece, found):
                yield Doubt(
                    "time-not-fixed", _open(piece.text[slice(*found.span())].strip(), frame), piece.span(*found.span())
                )


def _lowered(text: str) -> str:
    """Return the text in small letters, letter for letter: the engine skips faster where it need not mind the case."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _open(words: str, frame: Frame) -> str:
    """Ask for the days of a time tied to an event; where the almanac knows its day, name that."""
    kept = named(words, None)
    day = _next(kept, frame) if kept else None
    hint = f" ({kept.name}: {day:%d/%m/%Y})" if kept and day else ""
    return f"Văn bản viết “{words}” mà không ghi ngày; đề nghị đặt ngày bắt đầu, kết thúc{hint}."


def _message(kept: Observance, day: date) -> str:
    return (
        f"Văn bản nhắc “{kept.name}” mà không ghi ngày; năm {day.year} là ngày {day:%d/%m/%Y}. "
        "Đề nghị xác nhận nếu cần đưa vào lịch."
    )


def _next(kept: Observance, frame: Frame) -> date | None:
    """Return the first day of an observance that was not over when the directive was written."""
    earliest = frame.reference - timedelta(days=1)
    found = (observed(kept, year) for year in (frame.reference.year, frame.reference.year + 1))
    return next((one.day for one in found if one and one.last >= earliest), None)


def _is_free(piece: Piece, found: re.Match[str]) -> bool:
    """Say whether the words stand outside of cited documents, and no date follows them at once."""
    try:
        masked = mask(piece.text, [(cited.start, cited.end) for cited in find(piece)])
    except TooSlow:
        return False
    return masked[found.start()] < "\ue000" and not re.match(r"[\s(]*\d", piece.text[found.end() :])

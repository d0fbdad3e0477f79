"""What to look at before a release: each check has a stable code and says in Vietnamese what is odd and what mends it.

They inform and never block (docs/release-checks.md tells each with an example).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from calendar_app.preview import Preview, Shown
from feeds.text import day as said_day
from feeds.view import Entry

_QUOTES = str.maketrans("", "", "\"'“”‘’«»")


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at: its check's code, a sentence, the entry it is about ("" for a week of units)."""

    code: str
    said: str
    uid: str = ""


@dataclass(frozen=True)
class Grounds:
    """What checks look at beside the entry itself."""

    preview: Preview

    @cached_property
    def _texts(self) -> dict[str, str]:
        directives = self.preview.directives
        return {directives[number].slug: text for number, text in self.preview.texts.items()}

    @cached_property
    def _compared(self) -> dict[str, str]:
        return {}

    def words_of(self, entry: Entry) -> list[str]:
        """Return the words of each directive at hand that an entry comes from, as they are compared."""
        slugs = [source.slug for source in entry.sources if source.slug in self._texts]
        for slug in slugs:
            if slug not in self._compared:
                self._compared[slug] = _bare(self._texts[slug])
        return [self._compared[slug] for slug in slugs]


def past(entry: Entry, grounds: Grounds) -> str:
    """Its last day is over."""
    last = entry.end or (entry.start if entry.kind in ("ky-niem", "su-kien", "han-nop") else None)
    if last is None or last >= grounds.preview.today:
        return ""
    return f"Ngày cuối là {said_day(last)}. Hãy xem lại ngày, hoặc bỏ mục nếu không còn cần."


def no_channel(entry: Entry, _grounds: Grounds) -> str:
    """No channel carries it; a task and its deadline are for those who do it and need none."""
    if entry.channels or entry.kind in ("nhiem-vu", "han-nop"):
        return ""
    return "Hãy sửa mục và chọn kênh."


def no_unit(entry: Entry, grounds: Grounds) -> str:
    """No unit of the registry receives it."""
    if entry.units or not grounds.preview.units:
        return ""
    named = f"“{'; '.join(entry.audiences)}”" if entry.audiences else "nơi nhận của văn bản"
    return f"Sổ đơn vị không có ai ứng với {named}. Hãy xem trang “Chưa rõ đơn vị”."


def slogan_altered(entry: Entry, grounds: Grounds) -> str:
    """A slogan does not stand in the words of its directives."""
    texts = grounds.words_of(entry) if entry.slogans else []
    for slogan in entry.slogans:
        if texts and not any(_bare(slogan) in text for text in texts):
            return f"“{slogan}” không có trong văn bản. Hãy so với bản gốc."
    return ""


def no_source(entry: Entry, _grounds: Grounds) -> str:
    """It has a day, and no words of the directive stand behind it."""
    if entry.start is None or entry.source.words:
        return ""
    return f"{said_day(entry.start)} do người đặt thêm, văn bản không có chữ nào. Hãy so với bản gốc."


CHECKS: dict[str, tuple[str, Callable[[Entry, Grounds], str]]] = {
    "past": ("Đã qua", past),
    "no-channel": ("Không có kênh", no_channel),
    "no-unit": ("Không đến đơn vị nào", no_unit),
    "slogan-altered": ("Khẩu hiệu khác nguyên văn", slogan_altered),
    "no-source": ("Ngày không có nguồn", no_source),
}
"""Each check of a single entry by its code, with its name for people."""

OVERLOAD = "overload"
NAMES = {code: name for code, (name, _) in CHECKS.items()} | {OVERLOAD: "Quá tải"}


def cautions(preview: Preview) -> list[Caution]:
    """Return what is odd about single entries that go out or change, in the order of the preview."""
    grounds = Grounds(preview)
    return [found for one in preview.shown if one.after for found in _of(one, one.after, grounds)]


def _of(shown: Shown, entry: Entry, grounds: Grounds) -> Iterator[Caution]:
    for code, (_, check) in CHECKS.items():
        if said := check(entry, grounds):
            yield Caution(code, said, shown.difference.uid)


def _bare(text: str) -> str:
    """Return words as slogans are compared: spaces, quotation marks and ways to write one letter do not count."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())

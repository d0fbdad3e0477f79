"""What reading a file gives: its text, and which of its pages were pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.directive import Doubt


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file. `scanned` pages were read from a picture; `unread` ones are pictures nothing here reads."""

    text: str
    scanned: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()

    def doubts(self) -> Iterator[Doubt]:
        """Yield what a person has to look at because of how the text was had."""
        if self.scanned:
            yield Doubt("scanned", "Văn bản quét: cần đối chiếu từng ngày với bản gốc.", (0, 0))
        if self.unread:
            pages = ", ".join(map(str, self.unread))
            words = f"Chưa đọc được ảnh quét ở trang {pages}: cần xem bản gốc (máy chủ chưa có tesseract)."
            yield Doubt("pages-not-read", words, (0, 0))

"""The cases of the golden files; `python -m tests.feeds.cases` writes the files anew, to be read before a commit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from feeds.formats import FORMATS
from feeds.memo import Memo
from feeds.opml import opml
from tests.feeds.samples import NEW, RELEASED, feed, sample

GOLDEN = Path(__file__).parent / "golden"
LATER = datetime(2024, 11, 12, 3, 15, tzinfo=UTC)

EDITED = replace(NEW, sequence=1, changed_at=LATER, text="Tuyên truyền 42 năm Ngày Nhà giáo Việt Nam.")
CANCELLED = replace(
    NEW,
    sequence=2,
    status="cancelled",
    reason="hoãn theo Công văn số 1300/STTTT-TTBCXB",
    changed_at=LATER,
    cancelled_at=LATER,
)
OPEN_ENDED = sample(
    2,
    kind="bat-dau",
    kind_name="Bắt đầu thực hiện",
    title="Luật Đất đai năm 2024",
    text="Tuyên truyền Luật Đất đai năm 2024.",
    start=date(2024, 8, 5),
    end=None,
    when="từ 05/8/2024",
    slogans=(),
)
DEADLINE = sample(
    3,
    kind="han-nop",
    kind_name="Hạn nộp",
    title="Gửi báo cáo kết quả tuyên truyền",
    text="Báo cáo kết quả về Ban Tuyên giáo.",
    start=date(2020, 7, 14),
    end=date(2020, 7, 14),
    when="hạn cuối 14/7/2020",
    slogans=(),
)
PERIOD = sample(
    4,
    kind="dot",
    kind_name="Đợt tuyên truyền",
    title="Tháng hành động vì bình đẳng giới; phòng, chống bạo lực trên cơ sở giới",
    text="Dòng thứ nhất, có dấu phẩy; và chấm phẩy.\n\nDòng thứ hai.",
    start=date(2024, 11, 15),
    end=date(2024, 12, 15),
    when="từ 15/11/2024 đến hết 15/12/2024",
)
UNDATED = sample(
    5,
    kind="chu-de",
    kind_name="Chủ đề",
    title="Phòng, chống dịch bệnh mùa đông",
    start=None,
    end=None,
    when="",
)
RECURRING = sample(
    6,
    kind="dinh-ky",
    kind_name="Định kỳ",
    title="Điểm tin cải cách hành chính",
    start=date(2024, 11, 13),
    end=date(2024, 12, 31),
    rrule="FREQ=WEEKLY;BYDAY=MO",
    when="thứ Hai hằng tuần",
)

VIEWS = {
    "new": feed(NEW),
    "edited": feed(EDITED),
    "cancelled": feed(CANCELLED),
    "open-ended": feed(OPEN_ENDED),
    "deadline": feed(DEADLINE),
    "period": feed(PERIOD),
    "undated": feed(UNDATED),
    "recurring": feed(RECURRING),
    "empty-feed": feed(),
}
ALL = feed(EDITED, OPEN_ENDED, DEADLINE, PERIOD, UNDATED, RECURRING)


def files() -> dict[str, bytes]:
    """Return what every golden file should hold, by name."""
    written = {f"{name}.{fmt.extension}": fmt.render(view, Memo()) for name, view in VIEWS.items() for fmt in FORMATS}
    lists = opml("Lịch tuyên truyền", "Sở Thông tin và Truyền thông", [ALL, VIEWS["new"]], RELEASED)
    return written | {"feeds.opml": lists}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in files().items():
        (GOLDEN / name).write_bytes(content)

"""The cases of the golden files; `python -m tests.feeds.cases` writes the files anew, to be read before a commit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from feeds.entries import schema
from feeds.formats import FORMATS, MORE, Format
from feeds.opml import opml
from feeds.view import Entry, FeedView, Notice
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

EMBARGO_ENDS = datetime(2024, 11, 14, 17, 0, tzinfo=UTC)
EMBARGOED = replace(NEW, embargo_until=EMBARGO_ENDS)
MOVE = Notice("moved", LATER, before="20/11/2024", after="22/11/2024")
MOVED = replace(
    NEW,
    sequence=1,
    changed_at=LATER,
    start=date(2024, 11, 22),
    end=date(2024, 11, 22),
    when="ngày 22/11/2024",
    notices=(MOVE,),
)
CANCELLATION = Notice("cancelled", LATER, before="20/11/2024", reason="hoãn theo Công văn số 1300/STTTT-TTBCXB")
CALLED_OFF = replace(CANCELLED, notices=(CANCELLATION,))
WITHDRAWN = replace(CALLED_OFF, withdrawn=True, reason="công bố nhầm")
REINSTATEMENT = Notice(
    "reinstated", datetime(2024, 11, 12, 9, 0, tzinfo=UTC), before="20/11/2024", reason="thời tiết đã ổn định"
)
REINSTATED = replace(NEW, sequence=3, changed_at=REINSTATEMENT.at, notices=(CANCELLATION, REINSTATEMENT))


def at(view: FeedView, **later: float) -> FeedView:
    """Return a view as of some time later."""
    return replace(view, as_of=view.instant + timedelta(**later))


def archive(*entries: Entry) -> FeedView:
    """Return the archive of 2024, between two others."""
    folder = "https://lich.example.vn/feeds/nam"
    return replace(
        feed(*entries),
        slug="nam/2024",
        path=f"{folder}/2024",
        year=2024,
        previous=f"{folder}/2020",
        next=f"{folder}/2025",
        current="https://lich.example.vn/feeds/tat-ca",
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
    "lifecycle-1-draft": feed(),
    "lifecycle-2-embargoed": feed(EMBARGOED),
    "lifecycle-3-released": at(feed(EMBARGOED), days=2),
    "lifecycle-4-edited": feed(EDITED),
    "lifecycle-5-moved": feed(MOVED),
    "lifecycle-6-moved-a-week-ago": at(feed(MOVED), days=7),
    "lifecycle-7-cancelled": feed(CALLED_OFF),
    "lifecycle-8-withdrawn": feed(WITHDRAWN),
    "lifecycle-9-reinstated": feed(REINSTATED),
    "archive": archive(NEW, DEADLINE, PERIOD, UNDATED),
    "hub-color-contact": replace(
        feed(NEW),
        hub="https://hub.example.vn/",
        color="teal",
        contact="lich@example.vn",
        image="https://lich.example.vn/static/icon.png",
        previous="https://lich.example.vn/feeds/nam/2024",
    ),
}
ALL = feed(EDITED, OPEN_ENDED, DEADLINE, PERIOD, UNDATED, RECURRING)


def forms(name: str) -> list[Format]:
    """Return the formats a case is kept in: the life cycle in all, tasks and marks where they differ."""
    wanted = {"deadline": ["todo.ics"], "period": ["moc.ics"]}.get(name, [])
    life = name.startswith("lifecycle")
    return [
        *FORMATS,
        *(
            form
            for form in MORE
            if form.extension in wanted or (life and not form.media_type.startswith("text/calendar"))
        ),
    ]


def files() -> dict[str, bytes]:
    """Return what every golden file should hold, by name."""
    written = {f"{name}.{fmt.extension}": fmt.render(view) for name, view in VIEWS.items() for fmt in forms(name)}
    lists = opml("Lịch tuyên truyền", "Sở Thông tin và Truyền thông", [ALL, VIEWS["new"]], RELEASED)
    return written | {"feeds.opml": lists, "muc.schema.json": schema(feed().schema)}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in files().items():
        (GOLDEN / name).write_bytes(content)

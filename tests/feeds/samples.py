"""Made-up entries, one for each thing a feed can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from feeds.view import Entry, FeedView, Source

RELEASED = datetime(2024, 11, 8, 7, 30, tzinfo=UTC)
AS_OF = datetime(2024, 11, 13, 2, 0, tzinfo=UTC)

SOURCE = Source(
    slug="1234-stttt",
    title="Công văn số 1234/STTTT-TTBCXB ngày 05/11/2024 của Sở Thông tin và Truyền thông",
    path="2.3",
    place="mục 2.3",
    words="kỷ niệm 42 năm Ngày Nhà giáo Việt Nam (20/11/1982 - 20/11/2024)",
    url="https://lich.example.vn/van-ban/1234-stttt",
)

NEW = Entry(
    uid=UUID(int=1).hex,
    theme_uid=UUID(int=101).hex,
    sequence=0,
    status="confirmed",
    kind="ky-niem",
    kind_name="Ngày kỷ niệm",
    title="Ngày Nhà giáo Việt Nam",
    text="Tuyên truyền kỷ niệm 42 năm Ngày Nhà giáo Việt Nam; tôn vinh nhà giáo, cán bộ quản lý giáo dục.",
    start=date(2024, 11, 20),
    end=date(2024, 11, 20),
    rrule=None,
    when="ngày 20/11/2024",
    channels=("phat-thanh", "cong-tttdt"),
    channel_names=("Đài truyền thanh", "Cổng thông tin điện tử"),
    audiences=("Nhân dân trong tỉnh",),
    providers=("Sở Giáo dục và Đào tạo",),
    slogans=("Nhiệt liệt chào mừng Ngày Nhà giáo Việt Nam 20/11!",),
    links=("https://lich.example.vn/tai-lieu/de-cuong",),
    url="https://lich.example.vn/e/00000000000000000000000000000001",
    source=SOURCE,
    created_at=datetime(2024, 11, 7, 2, 0, tzinfo=UTC),
    released_at=RELEASED,
    appears_at=RELEASED,
    changed_at=RELEASED,
)


def sample(number: int, **changes: object) -> Entry:
    """Return NEW under its own uid and address, with some fields changed."""
    uid = UUID(int=number).hex
    return replace(NEW, uid=uid, url=f"https://lich.example.vn/e/{uid}", **changes)  # type: ignore[arg-type]


def feed(*entries: Entry) -> FeedView:
    """Return a feed of these entries."""
    return FeedView(
        uid=UUID(int=900).hex,
        slug="kenh-truyen-thanh",
        title="Lịch tuyên truyền: kênh truyền thanh",
        description="Nội dung tuyên truyền cho đài truyền thanh cấp huyện, cấp xã.",
        home_url="https://lich.example.vn/dang-ky",
        path="https://lich.example.vn/feeds/kenh-truyen-thanh",
        updated=max((entry.changed_at for entry in entries), default=RELEASED),
        entries=entries,
        as_of=AS_OF,
        archives="https://lich.example.vn/feeds/nam",
        schema="https://lich.example.vn/feeds/muc.schema.json",
    )

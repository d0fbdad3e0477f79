"""A small public world: the reading of a weekly directive of Kon Tum, and an older one of a party committee."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from flask import Flask

from calendar_app import tree, wording
from calendar_app.changes import PublicChanges, path_of
from calendar_app.changes import dump as dump_changes
from calendar_app.settings import Settings
from calendar_app.snapshot import CitedDocument, PublicDirective, PublicRelease, Snapshot, dump
from calendar_app.web import changes, embed, english, errors, framed, oembed, public, sheets, site, subscribing
from calendar_app.wording import place
from content.vocabulary import channels
from feeds.view import Entry, Source

RELEASED = datetime(2024, 11, 8, 1, 53, tzinfo=UTC)
WEEK_46 = "cong-van-stttt-ttbcxb-tuan-46"
CONTEST = "cong-van-853-cv-btgtu"
OFFICE = "Lịch tuyên truyền tỉnh Kon Tum"

KON_TUM = PublicDirective(
    slug=WEEK_46,
    title="Công văn số …/STTTT-TTBCXB của Sở Thông tin và Truyền thông",
    subject="V/v tuyên truyền phục vụ nhiệm vụ chính trị, thông tin thiết yếu (từ tuần 46/2024)",
    issuer="Sở Thông tin và Truyền thông",
    number="",
    place="Kon Tum",
    issued_on=None,
    window_start=date(2024, 11, 11),
    window_end=None,
    window_text="từ tuần 46/2024",
    recipients=("Các sở, ban, ngành thuộc tỉnh", "UBND các huyện, thành phố", "Các cơ quan báo chí tỉnh"),
    forms=(
        "Trên báo chí, cổng thông tin điện tử, trang thông tin điện tử của các sở, ban, ngành, đoàn thể, địa phương.",
        "Tuyên truyền qua hệ thống loa phát thanh cơ sở, các bảng tin điện tử công cộng, đội truyền thông lưu động.",
    ),
    citations=(
        CitedDocument("Kế hoạch", "3929/KH-UBND", date(2024, 11, 1)),
        CitedDocument("Công văn", "2731-CV/BTGTU", date(2024, 10, 23)),
        CitedDocument("Nghị định", "09/2017/NĐ-CP", None),
    ),
    received_at=datetime(2024, 11, 7, 2, 5, tzinfo=UTC),
)
DAK_NONG = replace(
    KON_TUM,
    slug=CONTEST,
    title="Công văn số 853-CV/BTGTU ngày 22/6/2020 của Ban Tuyên giáo",
    subject="V/v tuyên truyền Đại hội đại biểu Đảng bộ tỉnh lần thứ XII",
    issuer="Ban Tuyên giáo Tỉnh ủy",
    number="853-CV/BTGTU",
    place="Đắk Nông",
    issued_on=date(2020, 6, 22),
    window_start=date(2020, 6, 22),
    window_text="",
    citations=(),
    forms=(),
)


def entry(path: str, title: str, start: date | None = None, end: date | None = None, **more: object) -> Entry:
    """Return one published entry of the weekly directive; `theme` names the theme it belongs to."""
    kind = str(more.pop("kind", "chu-de"))
    slug = str(more.pop("slug", WEEK_46))
    directive = KON_TUM if slug == WEEK_46 else DAK_NONG
    asked = more.pop("channels", ())
    named = [channel for channel in channels() if channel.slug in asked]  # type: ignore[operator]
    theme_uid = uuid5(NAMESPACE_URL, f"{slug}/{more.pop('theme', path)}").hex
    uid = uuid5(NAMESPACE_URL, f"{theme_uid}/{title}").hex
    words = str(more.pop("words", title))
    plain = Entry(
        uid=uid,
        theme_uid=theme_uid,
        sequence=0,
        status="confirmed",
        kind=kind,
        kind_name=wording.KINDS[kind],
        title=title,
        text=title,
        start=start,
        end=end,
        rrule=None,
        when=wording.when(kind, start, end),
        channels=tuple(channel.slug for channel in named),
        channel_names=tuple(channel.name for channel in named),
        audiences=(),
        providers=(),
        slogans=(),
        links=(),
        url=f"https://lich.example/chu-de/{theme_uid}#{uid[:8]}",
        source=Source(slug, directive.title, path, place(path), words, f"https://lich.example/van-ban/{slug}"),
        created_at=RELEASED,
        released_at=RELEASED,
        appears_at=RELEASED,
        changed_at=RELEASED,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


MONDAY = date(2024, 11, 11)
FOOD = entry(
    "I.1.2",
    "Phòng ngừa ngộ độc thực phẩm",
    MONDAY,
    text="Phòng ngừa ngộ độc thực phẩm: Tiếp tục thông tin, tuyên truyền về các biện pháp bảo đảm an toàn thực phẩm "
    "trong sản xuất, chế biến, kinh doanh và tiêu dùng thực phẩm, nhận diện và phòng ngừa nguy cơ gây ngộ độc.",
    providers=("Sở Y tế", "Sở Nông nghiệp và Phát triển nông thôn", "Ủy ban nhân dân các huyện, thành phố"),
    slogans=("Ăn sạch, sống khỏe, phòng ngừa ngộ độc thực phẩm!",),
    channels=("truyen-thanh", "cong-tttdt", "bao-chi"),
    words="từ tuần 46/2024",
)
TEACHERS = entry(
    "I.2.7",
    "Ngày Nhà giáo Việt Nam",
    date(2024, 11, 20),
    date(2024, 11, 20),
    kind="ky-niem",
    words="Ngày Nhà giáo Việt Nam (20/11)",
    channels=("truyen-thanh", "bao-chi"),
)
FRONT = entry(
    "I.2.7",
    "Ngày Thành lập Mặt trận Dân tộc Thống nhất Việt Nam - Ngày truyền thống Mặt trận Tổ quốc Việt Nam",
    date(2024, 11, 18),
    date(2024, 11, 18),
    kind="ky-niem",
    words="(18/11)",
)
UNITY = entry(
    "I.2.7",
    "Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư",
    date(2024, 11, 18),
    date(2024, 11, 18),
    kind="ky-niem",
)
ARMY = entry(
    "I.2.7",
    "Ngày thành lập Quân đội nhân dân Việt Nam (80 năm)",
    date(2024, 12, 22),
    date(2024, 12, 22),
    kind="ky-niem",
    words="22/12/1944 - 22/12/2024",
)
CONGRESS = entry(
    "I.2.4",
    "Những chủ đề lớn, trọng tâm từ nay đến Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
    MONDAY,
    date(2024, 12, 31),
    kind="dot",
    words="giai đoạn từ nay đến hết năm 2024",
    channels=("bao-chi",),
)
REPORT = entry(
    "III.3",
    "Gửi báo cáo kết quả tuyên truyền về Sở TT&TT",
    date(2024, 11, 15),
    date(2024, 11, 15),
    kind="han-nop",
    audiences=("Đài huyện", "Trung tâm VH-TT-DL&TT"),
    channels=("phat-thanh-truyen-hinh",),
)
FESTIVAL = entry(
    "I.2.5",
    "Tuần Văn hóa - Du lịch lần thứ V",
    date(2024, 11, 14),
    date(2024, 11, 17),
    kind="su-kien",
    status="cancelled",
    cancelled_at=datetime(2024, 11, 12, 3, 0, tzinfo=UTC),
    reason="Lùi sang năm 2025 theo Công văn số 4012/UBND-KGVX",
    sequence=1,
)
BANNERS = entry(
    "II.5", "Treo băng rôn tại cửa ngõ đô thị", date(2024, 11, 9), date(2024, 11, 13), kind="dot",
    channels=("co-dong-truc-quan",),
)  # fmt: skip
COLUMN = entry(
    "II.4",
    "Chuyên mục “Loa phường tuần này”",
    date(2024, 11, 11),
    rrule="FREQ=WEEKLY;BYDAY=TU,FR;BYHOUR=5,17",
    kind="dinh-ky",
    channels=("truyen-thanh",),
)
NEWS = entry("III.2.-2", "Kịp thời nắm bắt thông tin dư luận xã hội; chủ động phát ngôn", kind="nhiem-vu")
OLD_DEADLINE = entry(
    "II.2",
    "Gửi tác phẩm dự thi về Ban Tuyên giáo",
    date(2020, 7, 14),
    date(2020, 7, 14),
    kind="han-nop",
    slug=CONTEST,
    words="trước ngày 15/7",
)
THEMES = tuple(
    entry(path, title, MONDAY, words="từ tuần 46/2024", channels=named)
    for path, title, named in (
        ("I.1.1", "Luật sửa đổi, bổ sung một số điều của Luật Cảnh vệ", ("truyen-thanh", "cong-tttdt")),
        (
            "I.1.3",
            "Phòng cháy, chữa cháy đối với phương tiện giao thông điện sử dụng pin Lithium-ion",
            ("truyen-thanh",),
        ),
        ("I.2.1", "Quán triệt Quy chế bầu cử trong Đảng theo Quyết định số 190-QĐ/TW", ()),
        ("I.2.2", "Kết quả tích cực 9 tháng đầu năm về triển khai Nghị quyết số 23-NQ/TU", ("bao-chi",)),
        ("I.2.3", "Kết quả 10 năm thực hiện Quyết định số 1408-QĐ/TU của Ban Thường vụ Tỉnh ủy", ()),
        ("I.2.6", "Kỷ niệm 70 năm sự kiện Tập kết ra Bắc (1954 - 2024)", ("bao-chi", "truyen-thanh")),
        ("III.1", "Đề cao tinh thần trách nhiệm, đổi mới hình thức thông tin, tuyên truyền", ("bao-chi",)),
    )
)
ENTRIES = (
    FOOD, *THEMES, CONGRESS, TEACHERS, FRONT, UNITY, ARMY, REPORT, FESTIVAL, BANNERS, COLUMN, NEWS, OLD_DEADLINE,
)  # fmt: skip


def snapshot(*entries: Entry) -> Snapshot:
    """Return a public state that shows these entries, or all of this small world."""
    return Snapshot(
        release=PublicRelease(1, "2024-W45.1", "Tuần 46", RELEASED),
        directives=(KON_TUM, DAK_NONG),
        entries=entries or ENTRIES,
        rendered_at=RELEASED,
        next_change=RELEASED,
    )


def app_showing(folder: Path, shown: Snapshot | None) -> Flask:
    """Return an application with the public pages alone, showing a state; None is before the first release."""
    settings = Settings(data=folder, public_url="https://lich.example/tinh", office=OFFICE)
    if shown is not None:
        tree.publish(folder / "public", shown.rendered_at.strftime("%Y%m%d"), _files(shown), RELEASED)
    app = Flask("calendar_app", template_folder="web/templates")
    app.config["TESTING"] = True
    app.extensions["settings"] = settings
    english.install(app)
    app.jinja_env.globals["office"] = OFFICE
    site.install(app, settings)
    errors.install(app)
    for module in (public, changes, embed, framed, oembed, sheets, subscribing):
        app.register_blueprint(module.blueprint)
    app.wsgi_app = english.Edition(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


def _files(shown: Snapshot) -> dict[str, bytes]:
    """The public tree of a snapshot, with its one release."""
    release = PublicChanges(1, "2024-W45.1", "Tuần 46", RELEASED, ())
    return {"release.json": dump(shown), path_of(1): dump_changes(release)}

"""Directives of one office week by week, and of other bodies on the same theme."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from sqlmodel import select

from calendar_app import carryover, intake, publish, review
from calendar_app.carrying import Proposal
from calendar_app.carryover import Choice
from calendar_app.models import Carrying, Directive, Item
from calendar_app.review import Actor
from calendar_app.settings import Settings
from calendar_app.store import Store
from tests.conftest import NOW, SHARED

WEEK_46 = SHARED / "kon-tum-2024-tuan-46.txt"
TODAY = date(2024, 12, 4)
ME = Actor("bientap", NOW)

WEEK_50 = """Số: /STTTT-TTBCXB
V/v tuyên truyền phục vụ nhiệm vụ chính
trị, thông tin thiết yếu (từ tuần 50/2024)

Kon Tum, ngày tháng năm

Kính gửi:

- Các sở, ban, ngành thuộc tỉnh;
- UBND các huyện, thành phố;
- Các cơ quan báo chí tỉnh.

Từ tuần thứ 50 năm 2024, Sở Thông tin và Truyền thông đề nghị các cơ quan báo chí, truyền thông, hệ thống thông tin \
cơ sở tuyên truyền như sau:

I. Nội dung tuyên truyền

1. Tuyên truyền thường xuyên

1.1. Luật sửa đổi, bổ sung một số điều của Luật Cảnh vệ: Tiếp tục tuyên truyền, phổ biến Luật đến cán bộ và Nhân dân.

1.2. Phòng ngừa ngộ độc thực phẩm dịp cuối năm: Điều chỉnh nội dung tuyên truyền, chú trọng an toàn thực phẩm tại \
chợ đầu mối, bếp ăn tập thể; thực hiện từ ngày 09/12/2024 đến hết ngày 31/01/2025.

1.3. Phòng cháy, chữa cháy và cứu nạn, cứu hộ đối với phương tiện giao thông điện: Hướng dẫn sạc pin tại nơi \
thoáng khí, không sạc qua đêm trong nhà.

1.4. Tuyên truyền Ngày hội Quốc phòng toàn dân (22/12) và Ngày Quốc tế Người khuyết tật (03/12).

II. Hình thức tuyên truyền

1. Trên báo chí, cổng thông tin điện tử.

2. Trên hệ thống truyền thanh cơ sở.

Nơi nhận:
- Như trên;
- Lưu: VT, TTBCXB.
"""

SAME_THEME = """{head}

Số: {number}
V/v tuyên truyền phòng ngừa ngộ độc thực phẩm

Kon Tum, ngày {day} tháng 11 năm 2024

Kính gửi: UBND các huyện, thành phố.

{body} đề nghị các đơn vị tuyên truyền như sau:

1. Phòng ngừa ngộ độc thực phẩm: Tuyên truyền các biện pháp bảo đảm an toàn thực phẩm trong chế biến và tiêu dùng.

2. Khám sức khỏe định kỳ cho người trực tiếp chế biến thức ăn tại bếp ăn tập thể.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def other_body(body: str, number: str, day: int) -> bytes:
    return SAME_THEME.format(head=body.upper(), body=body, number=number, day=f"{day:02}").encode()


def prepare(folder: Path) -> Path:
    """Make a data folder in which week 46 is public and the later directives wait; return it."""
    settings = Settings(data=folder / "var")
    store = Store(settings.data)
    store.migrate()
    taken_in(store, WEEK_46.read_bytes(), "46.txt")
    publish.release(store, settings, "bientap", "tuần 46", NOW)
    intake.receive(store, WEEK_50.encode(), "50.txt", NOW)
    intake.receive(store, other_body("Sở Y tế", "512/SYT-NVY", 12), "y-te.txt", NOW)
    intake.receive(store, other_body("Hội Nông dân tỉnh", "98-CV/HNDT", 13), "nong-dan.txt", NOW)
    return settings.data


def copied(prepared: Path, folder: Path) -> Path:
    """Copy a data folder for one test."""
    return shutil.copytree(prepared, folder / "var", symlinks=True)


def accepted(store: Store, name: str) -> Directive:
    """Accept all of a directive that waits."""
    with store.writing() as session:
        found = session.exec(select(Directive).where(Directive.file_name == name)).one()
        review.accept_all(session, found.id or 0, ME)
        return found


def taken_in(store: Store, data: bytes, name: str) -> Directive:
    """Take a directive in and accept all of it."""
    received = intake.receive(store, data, name, NOW)
    with store.writing() as session:
        review.accept_all(session, received.directive_id, ME)
        return session.get_one(Directive, received.directive_id)


def proposed(store: Store, directive: Directive, today: date = TODAY) -> list[Proposal]:
    with store.reading() as session:
        return carryover.proposals(session, directive, today)


def at(store: Store, item_id: int | None) -> Item:
    with store.reading() as session:
        return session.get_one(Item, item_id)


def about(store: Store, found: list[Proposal], words: str) -> Proposal:
    """Return the proposal about the older item with some words in its title."""
    return next(one for one in found if words in at(store, one.older_id).title)


def decided(
    store: Store, directive: Directive, one: Proposal, kind: str = "", last_day: date | None = None
) -> Carrying:
    """Decide as proposed, or otherwise."""
    newer = at(store, one.newer_id) if one.newer_id else None
    choice = Choice(
        kind=kind or one.kind,
        older_id=one.older_id,
        older_version=at(store, one.older_id).version,
        directive_id=directive.id or 0,
        newer_id=one.newer_id,
        newer_version=newer.version if newer else 0,
        last_day=last_day,
        reason=one.reason,
    )
    with store.writing() as session:
        return carryover.decide(session, choice, ME)


def undone(store: Store, row: Carrying) -> None:
    newer = at(store, row.newer_id).version if row.newer_id else 0
    with store.writing() as session:
        carryover.undo(session, row.id or 0, (at(store, row.older_id).version, newer), ME)


def decisions(store: Store) -> list[Carrying]:
    with store.reading() as session:
        return list(session.exec(select(Carrying)).all())

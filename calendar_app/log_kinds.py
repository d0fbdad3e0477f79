"""What kinds of changes the log tells of, as Vietnamese readers call them. A kind is its area and its act."""

from __future__ import annotations

AREAS = {
    "item": "Mục",
    "directive": "Văn bản",
    "release": "Phát hành",
    "plan": "Lịch phát",
    "unit": "Sổ đơn vị",
    "person": "Người dùng",
    "account": "Đăng nhập, tài khoản",
    "setting": "Thiết lập",
}
PRIVATE = ("person", "account")
"""Areas that only those who manage people may read."""
RELEASES = ("release.made", "release.back")
"""The kinds of the rows whose hash a release keeps."""

KINDS = {
    "item.accept": "nhận mục",
    "item.refuse": "bỏ mục",
    "item.withdraw": "rút lại mục",
    "item.reopen": "mở lại mục",
    "item.correct": "sửa mục",
    "item.add": "tạo mục",
    "item.part": "tạo mục khi tách",
    "item.split": "tách mục",
    "item.merge": "gộp mục",
    "item.reread": "lấy theo bản đọc lại",
    "item.create": "tự lập mục",
    "item.copy": "chép mục sang ngày khác",
    "item.repeat": "đặt mục lặp lại",
    "item.comment": "ghi ý kiến về mục",
    "item.undo": "hoàn tác",
    "item.restore": "khôi phục",
    "item.replace": "thay bằng bản sửa",
    "item.supersede": "thay thế bởi văn bản sau",
    "item.amend": "điều chỉnh bởi văn bản sau",
    "item.continue": "tiếp tục bởi văn bản sau",
    "item.end": "kết thúc bởi văn bản sau",
    "item.none": "không liên quan với văn bản sau",
    "directive.received": "nhận văn bản",
    "directive.refused": "từ chối tệp",
    "directive.recalled": "thu hồi văn bản",
    "directive.correct": "sửa đầu văn bản",
    "release.made": "phát hành",
    "release.back": "trở lại bản phát hành trước",
    "release.comment": "ghi ý kiến về bản phát hành",
    "release.scheduled": "hẹn giờ phát hành",
    "release.called-off": "hủy bản hẹn",
    "release.not-made": "không phát hành bản hẹn",
    "release.resent": "gửi lại tin",
    "plan.slot": "đặt buổi phát",
    "plan.unit": "đặt tốc độ đọc, số lượt",
    "plan.pin": "ghim vào buổi phát",
    "plan.move": "chuyển buổi phát",
    "plan.ban": "không phát",
    "plan.hold": "tạm dừng phát",
    "plan.aired": "báo đã phát",
    "plan.missed": "báo không phát",
    "plan.taken-back": "bỏ quyết định về lịch phát",
    "plan.theme": "đặt cách phát của nội dung",
    "unit.import": "nhập bảng đơn vị",
    "unit.new": "thêm đơn vị",
    "unit.changed": "sửa đơn vị",
    "person.added": "thêm người dùng",
    "person.invited": "mời người dùng",
    "person.invited-anew": "cấp liên kết đặt lại mật khẩu",
    "person.invitation-taken-back": "hủy lời mời",
    "person.changed": "đổi vai trò",
    "person.email": "đặt thư điện tử",
    "person.disabled": "khóa người dùng",
    "person.enabled": "mở khóa người dùng",
    "account.accepted": "nhận lời mời",
    "account.password": "đổi mật khẩu",
    "account.second-step-on": "bật bước hai",
    "account.second-step-off": "tắt bước hai",
    "account.provider-tied": "nối với tài khoản của nhà cung cấp",
    "account.sign-in": "đăng nhập",
    "account.sign-in-failed": "đăng nhập không được",
    "account.sign-out": "đăng xuất",
    "account.sessions-ended": "kết thúc phiên",
    "account.token-made": "tạo mã truy cập",
    "account.token-revoked": "hủy mã truy cập",
    "setting.short-address": "đặt địa chỉ ngắn",
}


def name_of(kind: str) -> str:
    """Return a kind's name for people; taking a later directive's change back is named after the change."""
    area, _, act = kind.partition(".")
    if act.startswith("undo-"):
        return f"hoàn tác: {name_of(f'{area}.{act[5:]}')}"
    return KINDS.get(kind, kind)


def area_of(kind: str) -> str:
    """Return the area of a kind."""
    return kind.partition(".")[0]

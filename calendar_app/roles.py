"""Who may do what, as one table. Whatever is not written here is refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

Permission = Literal[
    "own",  # one's own account: password, second factor, sessions, tokens
    "read-desk",  # see what came in, what was decided, what waits
    "send-in",  # send files and drafts
    "review",  # accept, correct, refuse, withdraw
    "comment",  # say something about an item or the release being prepared
    "release",  # make public, go back to an earlier release
    "plan",  # when what is aired
    "units",  # the registry of units, addresses for them
    "read-unit",  # see a unit's own pages
    "report",  # report what a unit did
    "read-log",  # the log of changes; without "people" none of accounts, one kept to units only theirs
    "people",  # who may log in as what
]
PERMISSIONS: tuple[Permission, ...] = get_args(Permission)

ROLES: dict[str, frozenset[Permission]] = {
    "admin": frozenset(PERMISSIONS),
    "editor": frozenset(
        {"own", "read-desk", "send-in", "review", "comment", "plan", "units", "read-unit", "report", "read-log"}
    ),
    "approver": frozenset({"own", "read-desk", "read-unit", "comment", "release", "read-log"}),
    "unit": frozenset({"own", "read-unit", "plan", "report", "read-log"}),
    "reader": frozenset({"own", "read-desk", "read-unit"}),
}
NAMES = {
    "admin": "Quản trị",
    "editor": "Biên tập",
    "approver": "Duyệt phát hành",
    "unit": "Đơn vị",
    "reader": "Chỉ xem",
}
WORK = {
    "own": "xem tài khoản của mình",
    "read-desk": "xem bàn biên tập",
    "send-in": "gửi văn bản",
    "review": "kiểm tra và sửa các mục",
    "comment": "ghi ý kiến",
    "release": "phát hành",
    "plan": "xếp lịch phát",
    "units": "sửa sổ đơn vị",
    "read-unit": "xem trang của đơn vị",
    "report": "báo cáo thay đơn vị",
    "read-log": "xem nhật ký",
    "people": "quản lý người dùng",
}
"""Each permission as Vietnamese readers call it, to be put after “được” or “không được”."""

_READ: frozenset[Permission] = ROLES["reader"] - {"own"}
_LOG: frozenset[Permission] = _READ | {"read-log"}
SCOPES: dict[str, frozenset[Permission]] = {
    "read": _READ,
    "log": _LOG,
    "write": _LOG | {"send-in", "review", "comment", "plan", "units", "report"},
    "release": frozenset(PERMISSIONS) - {"own", "people"},
}
"""What a token may do at most; of these, what its person may do themselves. No token changes people or accounts."""
SCOPE_NAMES = {"read": "chỉ xem", "log": "xem cả nhật ký", "write": "xem và ghi", "release": "xem, ghi và phát hành"}


def permissions(role: str, alone: bool = False) -> frozenset[Permission]:
    """Return what a role may do; an editor where nobody else releases (`alone`) releases too."""
    found = ROLES.get(role, frozenset())
    return found | {"release"} if role == "editor" and alone else found


def scoped(role: str, units: Collection[str]) -> bool:
    """Whether a person is kept to their units' pages: one of role unit always, a reader where units are named."""
    return role == "unit" or (role == "reader" and bool(units))

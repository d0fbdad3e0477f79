"""Failures as programs read them: problem details (RFC 9457), what to do in Vietnamese, for all under /api/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from flask import Response, has_request_context, request

from calendar_app.errors import Problem

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
PLAIN = "about:blank"
NO_MEMBERS: Mapping[str, object] = {}
CONFLICT, INVALID = "urn:lich:problem:conflict", "urn:lich:problem:invalid"

TITLES = {
    400: "Yêu cầu không hợp lệ",
    401: "Chưa có mã",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Không nhận thao tác này",
    409: "Người khác vừa sửa",
    413: "Quá lớn",
    415: "Sai kiểu nội dung",
    422: "Chưa thực hiện được",
    429: "Quá nhiều yêu cầu",
    500: "Hệ thống gặp lỗi",
    503: "Hệ thống đang bận",
}
DETAILS = {
    400: "Yêu cầu không hợp lệ. Hãy xem lại địa chỉ và nội dung gửi lên.",
    401: "Thiếu mã, hoặc mã không còn dùng được. Hãy gửi “Authorization: Bearer …” với một mã còn hạn.",
    403: "Yêu cầu này đến từ một trang khác nên đã bị từ chối. Hãy gọi từ chương trình, không từ trình duyệt.",
    404: "Không có địa chỉ này. Mọi địa chỉ có trong /api/v1/openapi.json.",
    405: "Địa chỉ này không nhận thao tác đó. Hãy xem /api/v1/openapi.json.",
    413: "Nội dung gửi lên quá lớn. Hãy gửi riêng từng tệp, bỏ bớt ảnh và phụ lục kèm theo.",
    429: "Chương trình hỏi quá nhiều trong một phút. Hãy chờ rồi làm lại.",
    500: "Hệ thống gặp lỗi. Không có gì bị mất. Hãy thử lại sau ít phút.",
}


class Detailed(Problem):
    """A problem of a type of its own, with members that say more."""

    def __init__(self, status: int, message: str, kind: str, **members: object) -> None:
        super().__init__(message)
        self.status, self.kind, self.members = status, kind, members


def is_api() -> bool:
    """Whether a program asks, and not a person with a browser."""
    return has_request_context() and request.path.startswith(PREFIX)


def of(problem: Problem) -> Response:
    """Return a problem as its answer."""
    if isinstance(problem, Detailed):
        return answer(problem.status, problem.message, (), problem.kind, problem.members)
    return answer(problem.status, problem.message)


def answer(
    status: int,
    detail: str = "",
    headers: Iterable[tuple[str, str]] = (),
    kind: str = PLAIN,
    members: Mapping[str, object] = NO_MEMBERS,
) -> Response:
    """Return the answer for a status, with the usual words for it where there are none of its own."""
    said = body(status, detail or DETAILS.get(status, DETAILS[400]), request.path, kind, members)
    return Response(said, status, list(headers), content_type=MEDIA_TYPE)


def body(
    status: int, detail: str, instance: str, kind: str = PLAIN, members: Mapping[str, object] = NO_MEMBERS
) -> bytes:
    """Return problem details as JSON."""
    said = {"type": kind, "title": TITLES.get(status, TITLES[400]), "status": status, "detail": detail}
    return json.dumps({**said, "instance": instance, **members}, ensure_ascii=False).encode()

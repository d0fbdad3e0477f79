"""Every failure as a page in Vietnamese that says what happened and what to do."""

from __future__ import annotations

import logging

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException, SecurityError

from calendar_app.errors import Problem

log = logging.getLogger(__name__)
Answer = tuple[str, int]
AnswerWithHead = tuple[str, int, list[tuple[str, str]]]

KEPT = ("Allow", "WWW-Authenticate")
MESSAGES = {
    400: "Yêu cầu không hợp lệ. Hãy tải lại trang rồi làm lại.",
    401: "Cần một mã truy cập còn hạn. Hãy tạo mã ở trang “Tài khoản” rồi gửi kèm: Authorization: Bearer lich_…",
    403: "Yêu cầu này không đến từ trang của hệ thống nên đã bị từ chối. Hãy mở lại trang rồi làm lại.",
    404: "Không có trang này. Hãy xem lại địa chỉ, hoặc bắt đầu từ trang tuần này.",
    405: "Địa chỉ này không nhận thao tác đó. Hãy quay lại trang trước.",
    413: "Tệp quá lớn. Hãy gửi riêng văn bản, bỏ bớt ảnh và phụ lục kèm theo.",
    500: "Hệ thống gặp lỗi. Không có gì bị mất. Hãy thử lại sau ít phút.",
}


def install(app: Flask) -> None:
    """Answer problems, HTTP errors and everything unforeseen with a page."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _other_host)
    app.register_error_handler(Exception, _unforeseen)


def _problem(error: Problem) -> Answer:
    return _page(error.message, error.status)


def _http(error: HTTPException) -> AnswerWithHead:
    """Say it in a page; the methods that an address takes, or the login it wants, are kept (RFC 9110, 15.5)."""
    status = error.code or 500
    message = MESSAGES.get(status, MESSAGES[400 if status < 500 else 500])
    return *_page(message, status), [(name, value) for name, value in error.get_headers() if name in KEPT]


def _other_host(error: SecurityError) -> Answer:
    """A name we do not go by: no page, since its links would carry that name."""
    return MESSAGES[400], error.code


def _unforeseen(error: Exception) -> Answer:
    log.error("unforeseen", exc_info=error)
    return _page(MESSAGES[500], 500)


def _page(message: str, status: int) -> Answer:
    return render_template("public/error.html", message=message, status=status), status

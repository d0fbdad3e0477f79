"""Every failure as a page in Vietnamese, or as problem details for programs, that says what happened and what to do."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from calendar_app.errors import Problem
from calendar_app.web import problems

log = logging.getLogger(__name__)
Answer = tuple[str, int]
AnswerWithHead = tuple[str, int, list[tuple[str, str]]]

KEPT = ("Allow", "WWW-Authenticate", "Retry-After")
MESSAGES = {
    400: "Yêu cầu không hợp lệ. Hãy tải lại trang rồi làm lại.",
    401: "Cần một mã truy cập còn hạn. Hãy tạo mã ở trang “Tài khoản” rồi gửi kèm: Authorization: Bearer lich_…",
    403: "Yêu cầu này không đến từ trang của hệ thống nên đã bị từ chối. Hãy mở lại trang rồi làm lại.",
    404: "Không có trang này. Hãy xem lại địa chỉ, hoặc bắt đầu từ trang tuần này.",
    405: "Địa chỉ này không nhận thao tác đó. Hãy quay lại trang trước.",
    413: "Tệp quá lớn, hoặc quá nhiều tệp: mỗi lần nhiều nhất 16 MB. Hãy gửi làm nhiều lần, bỏ bớt ảnh và phụ lục.",
    500: "Hệ thống gặp lỗi. Không có gì bị mất. Hãy thử lại sau ít phút.",
}


def install(app: Flask) -> None:
    """Answer problems, HTTP errors and everything unforeseen with a page."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _other_host)
    app.register_error_handler(Exception, _unforeseen)


def _problem(error: Problem) -> Answer | Response:
    if problems.is_api():
        return problems.of(error)
    return _page(error.message, error.status)


def _http(error: HTTPException) -> AnswerWithHead | Response:
    """Say it; the methods that an address takes, or the login it wants, are kept (RFC 9110, 15.5)."""
    status = error.code or 500
    kept = [(name, value) for name, value in error.get_headers() if name in KEPT]
    if problems.is_api():
        return problems.answer(status, headers=kept)
    message = MESSAGES.get(status, MESSAGES[400 if status < 500 else 500])
    return *_page(message, status), kept


def _other_host(error: SecurityError) -> Answer | Response:
    """A name we do not go by: no page, since its links would carry that name."""
    if problems.is_api():
        return problems.answer(error.code)
    return MESSAGES[400], error.code


def _unforeseen(error: Exception) -> Answer | Response:
    log.error("unforeseen", exc_info=error)
    if problems.is_api():
        return problems.answer(500)
    return _page(MESSAGES[500], 500)


def _page(message: str, status: int) -> Answer:
    """Who is logged in stays at the desk and is led back to where they came from; others see what is public."""
    if "user" in g:
        return render_template("desk/problem.html", message=message, status=status, back=_back()), status
    return render_template("public/error.html", message=message, status=status), status


def _back() -> str:
    """Return the page of ours from which a request came, empty where it is this one or none."""
    came = urlsplit(request.referrer or "")
    place = f"{came.path}?{came.query}" if came.query else came.path
    return place if came.netloc == request.host and came.path != request.script_root + request.path else ""

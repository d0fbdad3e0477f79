"""What is refused, and the words its sender reads."""

from __future__ import annotations

import re

from content.errors import Unreadable

MAX_BYTES = 15 * 1024 * 1024
MAX_CHARACTERS = 2_000_000
MAX_PARAGRAPHS = 20_000
MAX_PAGES = 300
_SECRET = re.compile(r"(?:(?:độ|mức độ)\s+mật\s*:?\s*)?(?:tuyệt\s+mật|tối\s+mật|mật)", re.IGNORECASE)
_COLUMNS = re.compile(r"\t|\s{3,}| \| ")


def empty() -> Unreadable:
    """There is nothing in the file."""
    return Unreadable("empty", "Tệp không có nội dung. Đề nghị kiểm tra và gửi lại tệp khác.")


def too_large(what: str) -> Unreadable:
    """More than a directive ever holds."""
    return Unreadable("too-large", f"Tệp quá lớn ({what}). Đề nghị chỉ gửi phần văn bản, không kèm phụ lục nặng.")


def wrong_type(name: str) -> Unreadable:
    """The content is not what the ending says."""
    return Unreadable(
        "wrong-type",
        f"Nội dung tệp không đúng với đuôi “{name}”. Đề nghị lưu lại đúng định dạng (.docx, .pdf, .html hoặc .txt).",
    )


def unsupported(name: str) -> Unreadable:
    """A kind of file that is not read."""
    return Unreadable(
        "unsupported-type", f"Chưa đọc được loại tệp “{name}”. Đề nghị lưu lại thành .docx, .pdf hoặc .txt."
    )


def active() -> Unreadable:
    """A document with programs or other files inside."""
    return Unreadable(
        "active-content",
        "Tệp có chứa macro hoặc tệp nhúng bên trong. Đề nghị lưu lại thành .docx thông thường rồi gửi lại.",
    )


def encrypted() -> Unreadable:
    """A password is needed."""
    return Unreadable("encrypted", "Tệp có đặt mật khẩu nên không đọc được. Đề nghị bỏ mật khẩu rồi gửi lại.")


def damaged() -> Unreadable:
    """No program could read it."""
    return Unreadable(
        "damaged", "Tệp bị hỏng, không đọc được. Đề nghị mở lại bằng chương trình gốc, lưu lại rồi gửi lại."
    )


def legacy_letters() -> Unreadable:
    """Letters that spell no Vietnamese in any way of writing known here."""
    return Unreadable(
        "damaged",
        "Không đọc được chữ: văn bản không theo Unicode, TCVN3 hay VNI. Đề nghị chuyển sang Unicode rồi gửi lại.",
    )


def bomb() -> Unreadable:
    """A file made to exhaust the reader."""
    return Unreadable("bomb", "Tệp nén bất thường, không an toàn để đọc. Đề nghị lưu lại văn bản từ chương trình gốc.")


def scan() -> Unreadable:
    """Pictures of pages, and nothing here that reads them."""
    return Unreadable(
        "scan-without-text",
        "Tệp chỉ có ảnh quét, không có chữ, mà máy chủ chưa có công cụ nhận dạng chữ. Đề nghị người quản trị cài "
        "tesseract (apt install tesseract-ocr tesseract-ocr-vie), hoặc gửi bản có lớp chữ, bản .docx, hay dán chữ "
        "vào .txt.",
    )


def no_office() -> Unreadable:
    """An old Word document, and nothing here that reads it."""
    return Unreadable(
        "tool-missing",
        "Đọc tệp .doc cần LibreOffice mà máy chủ chưa có. Đề nghị người quản trị cài "
        "(apt install libreoffice-writer-nogui), hoặc mở tệp trong Word, lưu lại thành .docx rồi gửi lại.",
    )


def secret() -> Unreadable:
    """A classified document must not be here at all."""
    return Unreadable(
        "secret",
        "Văn bản có dấu độ mật nên không được đưa vào hệ thống này. Đề nghị xử lý theo quy định bảo vệ bí mật "
        "nhà nước.",
    )


def checked(text: str) -> str:
    """Return the text if it is one that may be read."""
    if not text.strip():
        raise empty()
    if len(text) > MAX_CHARACTERS:
        raise too_large(f"hơn {MAX_CHARACTERS:,} ký tự".replace(",", "."))
    lines = re.split(r"[\r\n\f\v]+", text)
    if len(lines) > MAX_PARAGRAPHS:
        raise too_large(f"hơn {MAX_PARAGRAPHS:,} đoạn".replace(",", "."))
    if any(is_secret_mark(line) for line in lines):
        raise secret()
    return text


def is_secret_mark(line: str) -> bool:
    """Say whether a line, or one column of it, is a classification mark and nothing else."""
    if len(line) > 300 or "mật" not in line.lower():
        return False
    for part in _COLUMNS.split(line):
        bare = part.strip(' *_.:-–[](){}|"“”')
        if _SECRET.fullmatch(bare) and (bare == bare.upper() or bare[:1].isupper()):
            return True
    return False
